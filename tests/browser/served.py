"""A server of ours as a process of its own."""

import itertools
import os
import signal
import subprocess
import sys

import psutil

# A server that is started again needs the port it had: no worker of the tests takes another's.
_WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
_PORTS = itertools.count(21_000 + 1_000 * _WORKER)


class Served:
    """A server of ours: `plnkit open` on a book, or `plnkit serve` on a store."""

    def __init__(self, *command, folder, **env):
        self.command, self.folder, self.env = command, folder, {**os.environ, **env}
        self.book, self.log = folder / "a.pln", folder / "log"
        self.port = str(next(_PORTS))
        self.start()

    def start(self):
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "plnkit.cli",
                    *self.command,
                    "--no-browser",
                    "--port",
                    self.port,
                ],
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                cwd=self.folder,
                env=self.env,
            )
        line = self.process.stdout.readline()
        assert line.startswith(("Open: ", "Join: ")), self.log.read_text()
        self.link = line.split(": ", 1)[1].strip()
        if line.startswith("Join: "):
            self.facilitator = self.process.stdout.readline().split(": ", 1)[1].strip()
        self.host = "http://" + self.link.split("/")[2]

    def page(self, address):
        return self.link.replace("/?", f"/{address}?")

    def kernels(self):
        """The kernels that are bound: those of pages that somebody has open."""
        return [
            p for p in psutil.Process(self.process.pid).children(recursive=True) if _is_kernel(p)
        ]

    def kill(self):
        """End it as a power cut would."""
        self.process.kill()
        self.process.wait(20)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)


def _is_kernel(process):
    try:
        return process.num_threads() > 3  # a zygote has one thread
    except psutil.Error:
        return False
