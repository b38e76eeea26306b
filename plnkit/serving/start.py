"""What `plnkit open` starts: the pages of one book, and a link to them."""

import secrets
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from socket import socket

from plnkit.errors import BookError
from plnkit.journal import Journal
from plnkit.serving.ports import LOCAL, doors
from plnkit.serving.server import Site, serve


def book(path: Path, port: int | None, show: Callable[[str], None]) -> None:
    """Serve one book to this computer until a signal comes; `show` is told its link.

    Raises a `BookError` when the port cannot be had.
    """
    sockets, token = doors(LOCAL, port), secrets.token_urlsafe(24)
    link = f"http://{address_of(LOCAL, sockets)}/?token={token}"
    env = {"PLNKIT_BOOK": str(path)}
    serve(Site(env, path.parent, sockets, token, on_ready=lambda: show(link)))
    tidy(lambda: Journal.open(path))


def tidy(reopen: Callable[[], Journal]) -> None:
    """Leave one file, which can be copied: SQLite folds its log into it when the last one closes."""
    with suppress(BookError), closing(reopen()) as journal:
        journal.refresh()


def address_of(name: str, sockets: Sequence[socket]) -> str:
    """Return where some sockets are found, by a host's name: ``[::1]:8866``."""
    host = f"[{name}]" if ":" in name else name
    return f"{host}:{sockets[0].getsockname()[1]}"
