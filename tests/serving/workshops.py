"""A workshop as a process of its own."""

import os
import signal
import socket
import subprocess
import sys

import psutil

MAIN = "from plnkit.cli import main; main()"
COMMAND = ("--no-browser", "--host", "127.0.0.1")
KNOWN = (
    set()
)  # stores that have a port, at which they are served again: one that nobody else chooses


class Workshop:
    """`plnkit serve` on a new store, for this computer only.

    `around` is a command that runs it in other surroundings, `before` what is done to its process,
    `first` is Python that it runs first.
    """

    def __init__(self, folder, *options, store=None, around=(), before=None, first="", **env):
        self.folder, self.store, self.log = folder, store or folder / "a.plnroom", folder / "log"
        if "--port" not in options and not store and self.store not in KNOWN:
            options = ("--port", free(), *options)
        KNOWN.add(self.store)
        with self.log.open("w") as log:
            command = [sys.executable, "-c", f"{first}\n{MAIN}", "serve", self.store, *COMMAND]
            self.process = subprocess.Popen(
                [*around, *command, *options],
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                cwd=folder,
                env={**os.environ, **env},
                preexec_fn=before,  # noqa: PLW1509 - no thread runs here
            )
        self.link = self.process.stdout.readline().removeprefix("Join: ").strip()
        assert self.link, self.log.read_text()
        self.facilitator = self.process.stdout.readline().removeprefix("Facilitator: ").strip()

    @property
    def said(self):
        return self.log.read_text().splitlines()

    def below(self):
        return psutil.Process(self.process.pid).children(recursive=True)

    def kernels(self):
        return [p for p in self.below() if is_kernel(p)]

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)


def free():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return str(probe.getsockname()[1])


def is_kernel(process):
    try:
        return process.num_threads() > 3  # a zygote has one thread
    except psutil.NoSuchProcess:
        return False
