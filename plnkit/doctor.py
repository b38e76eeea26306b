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
from plnkit.language import tr

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
        if self.ok:
            return tr("ok       {what}", what=self.what)
        return tr("missing  {what}: {remedy}", what=self.what, remedy=self.remedy)


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
        tr("plnkit needs Python 3.11 or newer, from python.org or your system"),
        essential=True,
    )


def _library(name: str) -> Finding:
    try:
        return Finding(ok=True, what=f"{name} {version(name)}")
    except PackageNotFoundError:
        return Finding(ok=False, what=name, remedy=f"pip install {name}", essential=True)


def _sqlite() -> Finding:
    what = tr("SQLite {version} with write-ahead logging", version=sqlite3.sqlite_version)
    remedy = tr("it needs a newer SQLite, which comes with a newer Python")
    return Finding(_wal_works(), what, remedy, essential=True)


def _wal_works() -> bool:
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(sqlite3.connect(Path(folder) / "try.db")) as conn,
    ):
        return bool(conn.execute("PRAGMA journal_mode=WAL").fetchone()[0] == "wal")


def _folder() -> Finding:
    what = tr("write access to {path}", path=Path.cwd())
    try:
        with tempfile.TemporaryFile(dir=Path.cwd()):
            return Finding(ok=True, what=what)
    except OSError:
        remedy = tr("go to a folder of yours before you open a book")
        return Finding(ok=False, what=what, remedy=remedy)


def _port() -> Finding:
    with socket.socket() as probe:
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        free = probe.connect_ex(("127.0.0.1", PORT)) != 0
    remedy = tr("another program uses it, so plnkit open takes another one by itself")
    return Finding(free, tr("port {number}", number=str(PORT)), remedy)


def _browser() -> Finding:
    remedy = tr("install Firefox or another one, or open the link of plnkit open elsewhere")
    return Finding(has_browser(), tr("a browser"), remedy)


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
