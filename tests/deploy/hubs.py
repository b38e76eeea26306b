"""A JupyterHub as an operator would have it, on this computer alone, and learners who log in."""

import json
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from importlib.util import find_spec
from pathlib import Path
from socket import socket

import psutil
import pytest
from visitor import Visitor

CONFIG = Path(__file__).parents[2] / "deploy" / "jupyterhub" / "jupyterhub_config.py"
TOKEN = "of-the-tests-alone"

# What is another than on a server: no accounts, no passwords, and ports of our own.
HERE = """
load_subconfig({config!r})
c.JupyterHub.bind_url = "http://127.0.0.1:{port}/"
c.JupyterHub.hub_port = {hub}
c.JupyterHub.last_activity_interval = 3600  # what the proxy saw is not asked for: what we tell counts
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{proxy}"
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = {homes!r}
c.Spawner.poll_interval = 5  # s until a server that died is known to have
c.Spawner.environment = {{**c.Spawner.environment, "JUPYTERHUB_ACTIVITY_INTERVAL": "1"}}
workshop = c.JupyterHub.services[0]
del workshop["user"], workshop["cwd"]
workshop["url"] = "http://127.0.0.1:{workshop}"
workshop["command"][-1] = "{workshop}"
c.JupyterHub.services.append({{"name": "tests", "api_token": {token!r}}})
c.JupyterHub.load_roles.append(
    {{"name": "tests", "scopes": ["admin:servers", "list:users"], "services": ["tests"]}}
)
"""


def refuse_without_a_hub():
    missing = [] if find_spec("jupyterhub") else ['pip install ".[hub]"']
    if not shutil.which("configurable-http-proxy"):
        missing.append("npm install -g configurable-http-proxy@5.3.0")
    if missing:
        pytest.skip(f"no JupyterHub here: {', '.join(missing)}")


def free_ports(many):
    """Return ports that nobody uses just now."""
    doors = [socket() for _ in range(many)]
    for door in doors:
        door.bind(("127.0.0.1", 0))
    ports = [door.getsockname()[1] for door in doors]
    for door in doors:
        door.close()
    return ports


class Hub:
    """The Hub, its proxy, the workshop, and the servers of learners; `store` is a database's URL."""

    def __init__(self, folder, store):
        refuse_without_a_hub()
        self.folder, self.log = folder, folder / "log"
        self.port, self.hub, self.proxy, self.workshop = free_ports(4)
        self.host = f"http://127.0.0.1:{self.port}"
        (folder / "secret").write_bytes(os.urandom(32))
        told = {"PLNKIT_SITE": self.host, "PLNKIT_SECRET": str(folder / "secret")}
        self.env = {**os.environ, **told, "PLNKIT_STORE": store}
        self.facilitator = self._begin_the_workshop(store)
        self.start()

    def _begin_the_workshop(self, store):
        """Start it by hand, as the operator does once, and return the facilitator's link."""
        site = f"{self.host}/services/workshop/"
        where = ("--host", "127.0.0.1", "--port", str(self.workshop), "--address", site)
        command = [sys.executable, "-m", "plnkit.cli", "serve", store, "--no-browser", *where]
        with self.log.open("a") as log:
            process = subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=log, text=True, env=self.env
            )
        printed = [process.stdout.readline() for _ in range(2)]
        process.terminate()
        process.wait(20)
        assert printed[1].startswith("Facilitator: "), self.log.read_text()
        return printed[1].split(": ", 1)[1].strip()

    def start(self):
        said = {name: getattr(self, name) for name in ("port", "hub", "proxy", "workshop")}
        homes = str(self.folder / "home" / "{username}")
        config = HERE.format(config=str(CONFIG), homes=homes, token=TOKEN, **said)
        (self.folder / "hub.py").write_text(config)
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "jupyterhub", "-f", "hub.py"],
                stdout=log,
                stderr=log,
                cwd=self.folder,
                env=self.env,
            )
        self.until(
            lambda: self._answers("/hub/health") and self._answers("/services/workshop/wall")
        )

    def _answers(self, path):
        try:
            return urllib.request.urlopen(self.host + path, timeout=5).status
        except urllib.error.HTTPError as fault:
            return fault.code == 403  # the workshop's door
        except OSError:
            return False

    def until(self, condition, patience=60):
        end = time.monotonic() + patience
        while not (found := condition()):
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < end, "it did not come about"
            time.sleep(0.1)
        return found

    # --- the Hub's own ways ---------------------------------------------------------------------

    def ask(self, method, path):
        """Ask the Hub's API for something, as its administrator."""
        head = {"Authorization": f"token {TOKEN}"}
        asked = urllib.request.Request(f"{self.host}/hub/api/{path}", None, head, method=method)
        with urllib.request.urlopen(asked, timeout=60) as answer:
            said = answer.read()
        return json.loads(said) if said else None

    def model(self, name):
        return self.ask("GET", f"users/{name}")

    def start_server(self, name):
        self.ask("POST", f"users/{name}/server")
        self.until(lambda: self.model(name)["servers"].get("", {}).get("ready"))

    def stop_server(self, name):
        """End a learner's server as the culler does."""
        self.ask("DELETE", f"users/{name}/server")
        self.until(lambda: not self.model(name)["servers"])

    def kill_server(self, name):
        """End a learner's server as a power cut would."""
        self.server(name).kill()

    def server(self, name):
        """The process of a learner's server."""
        home = str(self.folder / "home" / name)
        ours = psutil.Process(self.process.pid).children(recursive=True)
        (found,) = [p for p in ours if "hub" in p.cmdline()[-1:] and p.cwd() == home]
        return found

    def memory(self, name):
        """How many MiB a learner's server takes with all that it started (proportional set size)."""
        server = self.server(name)
        processes = (server, *server.children(recursive=True))
        return sum(p.memory_full_info().pss for p in processes) >> 20

    def key(self, name):
        return self.folder / "home" / name / ".plnkit" / "key"

    def stop(self):
        self.process.terminate()
        self.process.wait(60)


class Learner(Visitor):
    """Somebody with a name, in a browser of their own."""

    def __init__(self, hub, page, name):
        super().__init__(page, hub, name)
        self.hub = hub

    def at(self, page=""):
        return f"{self.hub.host}/user/{self.name}/{page}"

    def log_in(self):
        self.page.goto(f"{self.hub.host}/hub/login")
        self.page.fill("#username_input", self.name)
        self.page.fill("#password_input", "any")
        self.page.click("#login_submit")
        self.page.wait_for_url(self.at(), timeout=90_000)
        return self

    def open(self, page="network", more=""):
        self.page.goto(self.at(page) + more, wait_until="commit")
        return self.ready()
