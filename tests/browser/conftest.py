"""A real page in a real browser: `plnkit open`, and Chromium from the system's packages."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

sys.path.insert(0, str(Path(__file__).parent))  # for `on_the_page`

SHOTS = Path(__file__).parent / "shots"
SIZES = {"laptop": (1280, 800), "phone": (390, 844)}


class Served:
    """A server of ours: `plnkit open` on a book, or `plnkit serve` on a store."""

    def __init__(self, *command, folder, **env):
        self.command, self.folder, self.env = command, folder, {**os.environ, **env}
        self.book, self.log = folder / "a.pln", folder / "log"
        self.start()

    def start(self, *options):
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "plnkit.cli", *self.command, "--no-browser", *options],
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                cwd=self.folder,
                env=self.env,
            )
        line = self.process.stdout.readline()
        assert line.startswith(("Open: ", "Join: ")), self.log.read_text()
        self.link = line.split(": ", 1)[1].strip()
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

    def start_again(self):
        self.start("--port", self.host.rsplit(":", 1)[1])

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)


def until(condition, patience=30):
    """Wait until something is so."""
    end = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.05)


def _is_kernel(process):
    try:
        return process.num_threads() > 3  # a zygote has one thread
    except psutil.Error:
        return False


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """Return a function that serves a new book, of a sample or empty."""
    running = []

    def serve(sample="empty", **env):
        folder = tmp_path_factory.mktemp("book")
        subprocess.run(
            [sys.executable, "-m", "plnkit.cli", "new", "a.pln", "--sample", sample],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=folder,
        )
        running.append(Served("open", "a.pln", folder=folder, **env))
        return running[-1]

    yield serve
    for one in running:
        one.stop()


@pytest.fixture(scope="module")
def shared(served):
    """One served book for all tests of a file, each of which gives it members of its own."""
    return served()


@pytest.fixture(scope="module")
def workshop(tmp_path_factory):
    """Return a function that serves a new store, to this computer only."""
    running = []

    def serve(*options, **env):
        folder = tmp_path_factory.mktemp("store")
        command = ("serve", "a.plnroom", "--host", "127.0.0.1", *options)
        running.append(Served(*command, folder=folder, **env))
        return running[-1]

    yield serve
    for one in running:
        one.stop()


class Visitor:
    """A page, and what went wrong on it."""

    def __init__(self, page, served, name):
        self.page, self.served, self.name = page, served, name
        self.wrong = []
        page.on("console", lambda m: m.type == "error" and self.wrong.append(m.text))
        page.on("pageerror", lambda e: self.wrong.append(f"page error: {e}"))
        page.on("request", self._foreign)
        page.on("response", lambda r: r.status >= 400 and self.wrong.append(f"{r.status} {r.url}"))

    def _foreign(self, request):
        ours = (self.served.host, self.served.host.replace("http", "ws"), "blob:", "data:")
        if not request.url.startswith(ours):
            self.wrong.append(f"asked another host: {request.url}")

    def open(self, more=""):
        self.page.goto(self.served.page("network") + more, wait_until="commit")
        return self.ready()

    def ready(self):
        self.page.wait_for_selector("body[data-plnkit=ready]", timeout=60_000)
        return self

    def view(self, key):
        return self.page.locator(f"[data-pln-view={key}]")

    def add(self, *names):
        for name in names:
            self.page.fill("#pln-name", name)
            self.page.press("#pln-name", "Enter")

    def names(self):
        """The members that the page shows."""
        return self.view("names").locator(".pln-latest bdi").all_text_contents()

    def shot(self, what):
        SHOTS.mkdir(exist_ok=True)
        self.page.screenshot(path=SHOTS / f"{what}-{self.name}.png", full_page=True)


@pytest.fixture
def wait():
    """Return what waits until a condition holds."""
    return until


@pytest.fixture(params=SIZES)
def size(request):
    return request.param


@pytest.fixture
def visit(chromium, size):
    """Return a function that opens a served book in a browser of its own."""
    contexts, visitors = [], []

    def open_in_browser(served):
        width, height = SIZES[size]
        context = chromium.new_context(
            viewport={"width": width, "height": height}, has_touch=size == "phone"
        )
        contexts.append(context)
        visitors.append(Visitor(context.new_page(), served, size))
        return visitors[-1].open()

    yield open_in_browser
    for context in contexts:
        context.close()
    assert [v.wrong for v in visitors if v.wrong] == []
