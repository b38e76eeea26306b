"""What `plnkit open` and `plnkit serve` start: the pages of a book or a store, and a link to them."""

import logging
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from socket import socket
from typing import Any

from plnkit import words
from plnkit.errors import BookError
from plnkit.journal import Journal, Store
from plnkit.serving.access import token_of
from plnkit.serving.ports import LOCAL, address_in_the_room, doors
from plnkit.serving.server import Site, serve

Show = Callable[[str], None]  # what is done with the link, once it can be followed

log = logging.getLogger("plnkit")


def book(path: Path, port: int | None, show: Show) -> None:
    """Serve one book to this computer until a signal comes.

    Raises a `BookError` when the port cannot be had.
    """
    sockets = doors(LOCAL, port)
    _serve({"PLNKIT_BOOK": str(path)}, sockets, LOCAL, show, folder=path.parent)
    _tidy(lambda: Journal.open(path))


def store(named: str, at: tuple[str, int | None], show: Show, **site: Any) -> None:
    """Serve a store, made if it is missing, at a host and a port until a signal comes.

    Without a port it is the one of last time: a browser finds its key at the same address alone.
    Raises a `BookError` when the store or the port cannot be had.
    """
    where = named if "://" in named else str(Path(named).expanduser().absolute())
    folder = Path.cwd() if "://" in where else Path(where).parent
    opened, (host, port) = Store.open(where), at
    known = opened.address.rpartition(":")[2]
    sockets = doors(host, port, int(known) if known else None)
    name = address_in_the_room() if host in {"0.0.0.0", "::"} else host  # noqa: S104
    before = opened.address
    if books := opened.settle(_address(name, sockets)):
        log.warning(words.served_elsewhere(before, books))
    site |= {"folder": folder, "store": opened.id}
    _serve({"PLNKIT_STORE": where}, sockets, name, show, **site)
    _tidy(lambda: opened.journal("0" * 32))


def _tidy(reopen: Callable[[], Journal]) -> None:
    """Leave one file, which can be copied: SQLite folds its log into it when the last one closes."""
    with suppress(BookError), closing(reopen()) as journal:
        journal.refresh()


def _serve(
    env: dict[str, str], sockets: Sequence[socket], name: str, show: Show, **site: Any
) -> None:
    """Serve pages whose kernels find the book or the store by `env`."""
    token = token_of(site.get("store", ""))
    link = f"http://{_address(name, sockets)}/?token={token}"
    serve(Site(env, sockets=sockets, token=token, on_ready=lambda: show(link), **site))


def _address(name: str, sockets: Sequence[socket]) -> str:
    host = f"[{name}]" if ":" in name else name
    return f"{host}:{sockets[0].getsockname()[1]}"
