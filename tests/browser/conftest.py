"""A real page in a real browser: `plnkit open`, and Chromium from the system's packages."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # for `on_the_page`, `served` and `visitor`

from served import Served
from visitor import Visitor

SIZES = {"laptop": (1280, 800), "phone": (390, 844)}


def until(condition, patience=30):
    """Wait until something is so."""
    end = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.05)


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


@pytest.fixture
def wait():
    """Return what waits until a condition holds."""
    return until


@pytest.fixture(params=SIZES)
def size(request):
    return request.param


@pytest.fixture
def visit(chromium, size):
    """Return a function that opens a served book in a browser of its own; with None, no page yet."""
    contexts, visitors = [], []

    def open_in_browser(served, page="network", at=size, **more):
        width, height = SIZES[at]
        context = chromium.new_context(
            viewport={"width": width, "height": height}, has_touch=at == "phone", **more
        )
        contexts.append(context)
        visitors.append(Visitor(context.new_page(), served, at))
        return visitors[-1] if page is None else visitors[-1].open(page)

    yield open_in_browser
    for context in contexts:
        context.close()
    assert [v.wrong for v in visitors if v.wrong] == []
