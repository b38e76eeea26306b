"""A real page in a real browser: `plnkit open`, and Chromium from the system's packages."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

SHOTS = Path(__file__).parent / "shots"
SIZES = {"laptop": (1280, 800), "phone": (390, 844)}


class Served:
    """`plnkit open` on a book."""

    def __init__(self, book, **env):
        self.book = book
        self.process = subprocess.Popen(
            [sys.executable, "-m", "plnkit.cli", "open", str(book), "--no-browser"],
            stdout=subprocess.PIPE,
            text=True,
            cwd=book.parent,
            env={**os.environ, **env},
        )
        line = self.process.stdout.readline()
        assert line.startswith("Open: "), line
        self.link = line.removeprefix("Open: ").strip()
        self.host = "http://" + self.link.split("/")[2]

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """Return a function that serves a new book, of a sample or empty."""
    running = []

    def serve(sample="empty"):
        book = tmp_path_factory.mktemp("book") / "a.pln"
        subprocess.run(
            [sys.executable, "-m", "plnkit.cli", "new", str(book), "--sample", sample],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        running.append(Served(book))
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

    def open(self):
        self.page.goto(self.served.link, wait_until="commit")
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

    def shot(self, what):
        SHOTS.mkdir(exist_ok=True)
        self.page.screenshot(path=SHOTS / f"{what}-{self.name}.png", full_page=True)


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
