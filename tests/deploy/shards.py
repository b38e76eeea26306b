"""Three servers of one store, each a process, and a real nginx before them as deploy/shards has it."""

import re
import shutil
import signal
import socket
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import psutil
from participant import Participant
from workshops import Workshop, free

from plnkit.serving.peers import BEAT

CONF = Path(__file__).parents[2] / "deploy" / "shards" / "nginx.conf"


class Shards:
    """The servers w1, w2, …, each with so many seats, at one address."""

    def __init__(self, folder, store, many=3, seats=20, **env):
        self.folder, self.store, self.seats = folder, store, seats
        self.env = {"PLNKIT_READY": "1", **env}
        self.ports = {f"w{number}": free() for number in range(1, many + 1)}
        self.port, self.door = free(), None
        self.address = f"http://127.0.0.1:{self.port}"
        with ThreadPoolExecutor(many) as several:
            self.servers = dict(zip(self.ports, several.map(self.serve, self.ports), strict=True))
        self.open_the_door()
        seen = set()
        until(lambda: seen.add(self.sent_to()) or len(seen) == many)  # each knows the others
        time.sleep(
            2.5 * BEAT
        )  # until those who were sent just now are forgotten, which nothing tells

    def sent_to(self):
        """Return where somebody new is sent."""
        wire = HTTPConnection("127.0.0.1", int(self.port))
        wire.request("GET", "/")
        with closing(wire):
            return wire.getresponse().headers["Location"]

    def serve(self, name):
        """Start a server."""
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        where = ("--base", f"/{name}/", "--port", self.ports[name], "--address", self.address)
        return Workshop(folder, *where, "--seats", str(self.seats), store=self.store, **self.env)

    def kill(self, name):
        """End a server as a fall of its machine would: all at once, with its pages."""
        for process in self.servers[name].below():
            process.kill()
        self.servers[name].process.kill()
        self.servers.pop(name).process.wait()

    def open_the_door(self):
        """Start nginx."""
        folder = self.folder / "nginx"
        folder.mkdir(exist_ok=True)
        (folder / "nginx.conf").write_text(self._conf(folder))
        program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
        command = [program, "-p", folder, "-c", folder / "nginx.conf", "-e", folder / "error.log"]
        self.door = subprocess.Popen([*command, "-g", "daemon off;"])
        until(lambda: listens(self.port))

    def kill_the_door(self):
        """End nginx at once; its worker would go on without it."""
        master = psutil.Process(self.door.pid)
        for process in [master, *master.children()]:
            process.kill()
        self.door.wait()
        until(lambda: not listens(self.port))

    def close_the_door(self):
        self.door.send_signal(signal.SIGTERM)
        self.door.wait()

    def _conf(self, folder):
        """Return the file of deploy/shards, for the ports and the folder of this test."""
        conf = CONF.read_text()
        conf = conf.replace("listen 443 ssl", f"listen 127.0.0.1:{self.port}")
        conf = re.sub(r"\n *ssl_\w+ .*", "", conf).replace("/var/log/nginx", str(folder))
        for name, port in self.ports.items():
            conf = conf.replace(f"127.0.0.1:887{name[1:]}", f"127.0.0.1:{port}")
        temp = "".join(
            f"{kind}_temp_path {folder}/{kind};\n"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        return (
            f"worker_processes 1;\npid {folder}/pid;\nevents {{ worker_connections 2048; }}\n"
            f"http {{\n{temp}{conf}\n}}"
        )

    @property
    def join(self):
        return next(iter(self.servers.values())).link

    @property
    def facilitator(self):
        return next(s.facilitator for s in self.servers.values() if "#key=" in s.facilitator)

    def stop(self):
        if self.door.poll() is None:
            self.close_the_door()
        for server in self.servers.values():
            server.stop()


class Guest(Participant):
    """A participant who goes where they are sent."""

    base = ""

    async def page(self, path="/network"):
        if not self.cookies:
            entered = await self.follow(f"/{self.door}")
            assert entered.code == 200, (entered.code, entered.body[-1500:])
        answer = await self.follow(f"{self.base}{path}")
        found = re.search(r'"kernelId": "([^"]+)"', answer.body.decode())
        self.kernel = found[1] if found else None
        return answer

    async def follow(self, path):
        """Get a page, wherever it is now."""
        for _ in range(6):
            answer = await self.get(path)
            if answer.code not in {301, 302, 303}:
                break
            path = answer.headers["Location"].removeprefix(self.site)
            self.base = re.match(r"(/w\d+)?", path)[0]
        return answer


def listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", int(port))) == 0


def until(true, patience=30):
    """Wait until something is true, and return it."""
    end = time.monotonic() + patience
    while not (found := true()):
        assert time.monotonic() < end, "it did not come true"
        time.sleep(0.1)
    return found
