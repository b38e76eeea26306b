"""What this computer has and lacks for plnkit, a line each, with how to get it."""

import os
import platform
import socket
import sqlite3
import sys
import tempfile
import webbrowser
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from plnkit import __version__

LIBRARIES = (
    "jupyterlab",
    "voila",
    "ipykernel",
    "ipywidgets",
    "anywidget",
    "plotly",
    "msgspec",
    "sqlalchemy",
    "rapidfuzz",
    "typer",
)
PYTHON = (3, 11)
PORT = 8866


@dataclass(frozen=True)
class Finding:
    """Something looked at: whether it is there, and how to get it if not."""

    ok: bool
    what: str
    remedy: str = ""
    essential: bool = False

    def __str__(self) -> str:
        return f"ok       {self.what}" if self.ok else f"missing  {self.what}: {self.remedy}"


def findings() -> Iterator[Finding]:
    """Look at everything that plnkit needs here."""
    yield Finding(ok=True, what=f"plnkit {__version__}")
    yield _python()
    yield from map(_library, LIBRARIES)
    yield _sqlite()
    yield _folder()
    yield _port()
    yield _browser()


def _python() -> Finding:
    return Finding(
        sys.version_info >= PYTHON,
        f"Python {platform.python_version()}",
        "plnkit needs Python 3.11 or newer, from python.org or your system",
        essential=True,
    )


def _library(name: str) -> Finding:
    try:
        return Finding(ok=True, what=f"{name} {version(name)}")
    except PackageNotFoundError:
        return Finding(ok=False, what=name, remedy=f"pip install {name}", essential=True)


def _sqlite() -> Finding:
    what = f"SQLite {sqlite3.sqlite_version} with write-ahead logging"
    remedy = "it needs a newer SQLite, which comes with a newer Python"
    return Finding(_wal_works(), what, remedy, essential=True)


def _wal_works() -> bool:
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(sqlite3.connect(Path(folder) / "try.db")) as conn,
    ):
        return bool(conn.execute("PRAGMA journal_mode=WAL").fetchone()[0] == "wal")


def _folder() -> Finding:
    what = f"write access to {Path.cwd()}"
    try:
        with tempfile.TemporaryFile(dir=Path.cwd()):
            return Finding(ok=True, what=what)
    except OSError:
        return Finding(ok=False, what=what, remedy="go to a folder of yours before you open a book")


def _port() -> Finding:
    with socket.socket() as probe:
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        free = probe.connect_ex(("127.0.0.1", PORT)) != 0
    remedy = "another program uses it, so plnkit open takes another one by itself"
    return Finding(free, f"port {PORT}", remedy)


def _browser() -> Finding:
    remedy = "install Firefox or another one, or open the link of plnkit open elsewhere"
    return Finding(has_browser(), "a browser", remedy)


def has_browser() -> bool:
    """Return whether a browser with windows can be opened from here."""
    screen = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"))
    if sys.platform not in ("win32", "darwin") and not screen:
        return False  # what could be opened here would take over the terminal
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True
