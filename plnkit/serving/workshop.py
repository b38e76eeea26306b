"""What `plnkit serve` starts: a store with a room that is open, and the ways into it."""

import logging
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from socket import socket
from ssl import SSLContext
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

from plnkit import words
from plnkit.errors import BookError
from plnkit.journal import Store
from plnkit.journal.news import News
from plnkit.journal.rooms import Rooms
from plnkit.journal.servers import Servers
from plnkit.language import N_, tr
from plnkit.serving import access, demo
from plnkit.serving.door import Door
from plnkit.serving.host import Host
from plnkit.serving.peers import Peers
from plnkit.serving.ports import PORTS, address_in_the_room, doors
from plnkit.serving.server import Site, Workshop, serve
from plnkit.serving.start import address_of, tidy
from plnkit.serving.status import Ways

TITLE = N_("Learning from each other")  # of a room that is given none
ONE_FILE = N_(
    "--base is for several servers of one PostgreSQL database, and this is a file: "
    "leave --base out. A path of its own may stand in --address."
)
LONG = 200  # characters of a title

log = logging.getLogger("plnkit")


@dataclass(frozen=True)
class Plans:
    """What a workshop is to be: its title, whether another room is begun, and who is in it."""

    title: str | None = None
    new_room: bool = False
    demo: bool = False
    address: str | None = None  # by which people come, where a proxy stands in front
    base: str | None = None  # the path of this server, where several serve one store


@dataclass(frozen=True)
class Links:
    """The ways into a workshop; only when its room was begun has the facilitator's a key."""

    join: str
    wall: str
    facilitator: str
    begun: bool


def store(
    named: str,
    at: tuple[str, int | None],
    show: Callable[[Links], None],
    plans: Plans | None = None,
    tls: SSLContext | None = None,
    **site: Any,
) -> None:
    """Serve a store, made if it is missing, at a host and a port until a signal comes.

    Without a port it is the one of last time: a browser finds its key at the same address alone.
    Raises a `BookError` when the store or the port cannot be had.
    """
    where, plans = _where(named), plans or Plans()
    if plans.base and "://" not in where:
        raise BookError(tr(ONE_FILE))
    folder = Path.cwd() if "://" in where else Path(where).parent
    existed = "://" not in where and Path(where).exists()
    opened, rooms = Store.open(where), Rooms(where if "://" in where else Path(where))
    rooms.found()
    if plans.demo:
        demo.refuse_real(named, opened, rooms, existed=existed)
    sockets, name = _sockets(opened, at, plans.address)
    _warm_up()
    site_, entry = access.parted(plans.address or _origin(name, sockets, tls))
    base = plans.base or entry
    workshop, links = _workshop(f"{site_}{entry}".rstrip("/"), base, opened, rooms, plans)
    serve(
        Site(
            {"PLNKIT_STORE": where},
            folder,
            sockets,
            secrets.token_urlsafe(24),  # told to nobody: the door lets in
            on_ready=lambda: show(links),
            entry=entry,
            base=base,
            store=opened.id,
            workshop=workshop,
            tls=tls,
            ways=Ways(read=rooms.current),
            **site,
        )
    )
    rooms.close()
    tidy(lambda: opened.journal("0" * 32))


def _warm_up() -> None:
    """Import beside all else what the first matching would wait for."""
    Thread(target=import_module, args=("scipy.optimize",), daemon=True).start()


def _where(named: str) -> str:
    return named if "://" in named else str(Path(named).expanduser().absolute())


def _sockets(
    opened: Store, at: tuple[str, int | None], address: str | None
) -> tuple[list[socket], str]:
    """Return where a store is listened for, and by which name others in the network reach it."""
    host, port = at
    before = opened.address
    sockets = doors(host, *_ports(port, before, behind_a_proxy=address is not None))
    name = address_in_the_room() if host in {"0.0.0.0", "::"} else host  # noqa: S104
    people_come = urlsplit(address).netloc if address else address_of(name, sockets)
    if books := opened.settle(people_come):
        log.warning(words.served_elsewhere(before, books))
    return sockets, name


def _ports(port: int | None, before: str, *, behind_a_proxy: bool) -> tuple[int | None, int | None]:
    """Return the port that must be had, and that of last time; a proxy looks for one of them."""
    if behind_a_proxy:
        return PORTS[0] if port is None else port, None
    known = before.rpartition(":")[2]
    return port, int(known) if known.isdecimal() else None


def _workshop(
    site: str, base: str, opened: Store, rooms: Rooms, plans: Plans
) -> tuple[Workshop, Links]:
    """Return a workshop with a room that is open and a code that lets in, and the ways into it."""
    door, database = Door(rooms, opened.id, site), rooms.address
    host = Host(rooms, door=door, news=News(database) if database else None)
    key = _begun(host, rooms, door, plans)
    if plans.demo and not demo.is_demo(rooms):
        demo.fill(opened, rooms, rooms.where)
    host.is_demo = demo.is_demo(rooms)
    door.begin()
    facilitator = f"{site}/facilitator{door.pass_}{f'#key={key}' if key else ''}"
    links = Links(door.link(), f"{site}/wall{door.pass_}", facilitator, begun=bool(key))
    peers = _peers(database, base, opened.id, host) if database else None
    return Workshop(host, door, peers, _crowd(host, rooms)), links


def _peers(database: str, base: str, store: str, host: Host) -> Peers:
    servers = Servers(database)
    servers.found()
    return Peers(servers, base, store, host)


def _begun(host: Host, rooms: Rooms, door: Door, plans: Plans) -> str:
    """See to it that a room is open; return the key of one that was begun now, else ""."""
    there, title = rooms.current(), _title(plans.title)
    if there and there.ended is None and not plans.new_room:
        if title:
            rooms.rename(there.id, title)
        return ""
    if there:
        door.close_behind(there)
        if there.ended is None:
            rooms.end(there.id)
    key = secrets.token_hex(16)
    return key if host.begin(key, title or tr(TITLE)) else ""


def _crowd(host: Host, rooms: Rooms) -> tuple[int, Callable[[], None]] | None:
    """Return what invented people do now and then; None where people are real."""
    if not host.is_demo:
        return None
    crowd = demo.crowd_of(host, rooms)
    crowd.move()
    return demo.MOVES, crowd.move


def _title(text: str | None) -> str:
    return " ".join((text or "").split())[:LONG]


def _origin(name: str, sockets: Sequence[socket], tls: SSLContext | None) -> str:
    return f"{'https' if tls else 'http'}://{address_of(name, sockets)}"
