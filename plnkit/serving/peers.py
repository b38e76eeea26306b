"""The servers of one store: each says now and then how it is, hears of the others, and shares the room.

The room's key comes to the server that has the facilitator's page. Another that proves to have the
servers' secret is told it, sealed to a key that is in that one's memory alone; so no disk ever has it.
"""

import asyncio
import hmac
import logging
import secrets
import time
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass

import msgspec
from nacl.public import PrivateKey

from plnkit import sealing
from plnkit.errors import BookError
from plnkit.journal.servers import Server, Servers
from plnkit.serving.access import signed
from plnkit.serving.host import Elsewhere, Host, Present

BEAT = 2  # seconds between two signs of life
ARRIVING = 60  # seconds for which who came is counted before they open a page
QUIET = 7  # seconds without one after which nobody is sent to a server
AGAIN = 20  # seconds after which a server that still asks for the room's key is told it again
DEAD = 60  # and after which it is forgotten

log = logging.getLogger("plnkit")


@dataclass(frozen=True)
class Load:
    """How full a server is: its seats, and how many browsers have one, wait for one or will want one."""

    seats: int
    taken: int


@dataclass(frozen=True)
class _Known:
    """Another server as it was last heard of; it lives if its beat changed since it was first seen."""

    server: Server
    heard: float
    lives: bool


class Peers:
    """The servers of a store as one of them knows them; `mine` is its base address.

    One that is `apart` belongs to a single learner: nobody is sent there, and it says how it is while the
    learner has a page open.
    """

    def __init__(
        self,
        servers: Servers,
        mine: str,
        store: str,
        host: Host,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.mine, self.draining, self.apart = mine, False, False
        self._servers, self._store, self._host, self._clock = servers, store, host, clock
        self._pair = PrivateKey.generate()
        self._public = bytes(self._pair.public_key)
        self._beat = secrets.randbelow(1 << 40)  # another after a restart
        self._load = Load(1, 0)
        self._others: dict[str, _Known] = {}
        self._told: dict[
            tuple[bytes, bytes], float
        ] = {}  # who was sent the key of which room: when
        self._came: dict[str, float] = {}  # browser -> when
        self._sent: list[tuple[float, str]] = []  # newcomers: when, and to which server
        self._one = ThreadPoolExecutor(1, "plnkit-peers")

    # --- where a newcomer goes --------------------------------------------------------------

    def assigned(self, before: str = "", without: Collection[str] = ()) -> str:
        """Return the server for somebody: the one they were at, or else the least full.

        `without` are those that cannot be had; where no other takes anybody in it is this one.
        """
        free = {name: load for name, load in self._free().items() if name not in without}
        if before in free:
            return before
        chosen = min(free, key=lambda name: self._fullness(name, free[name]), default=self.mine)
        self._sent.append((self._clock(), chosen))
        return chosen

    def came(self, browser: str) -> None:
        """Know that a browser is here, which may soon open a page."""
        self._came.setdefault(browser, self._clock())

    def owner(self, path: str) -> str:
        """Return the other server to whose pages a path belongs, "" if to none that is known."""
        return next((name for name in self._others if path.startswith(name)), "")

    def _free(self) -> dict[str, Load]:
        """Return the servers that take people in."""
        others = {s.name: Load(s.seats, s.taken) for s in self._living() if not s.draining}
        return others if self.draining else {self.mine: self._load, **others}

    def _fullness(self, name: str, load: Load) -> tuple[float, str]:
        since = self._clock() - 2 * BEAT  # who came before has been counted there
        self._sent = [(at, whom) for at, whom in self._sent if at > since]
        sent = sum(whom == name for _, whom in self._sent)
        return (load.taken + sent) / load.seats, name

    def _living(self) -> list[Server]:
        now, others = self._clock(), self._others.values()
        return [one.server for one in others if one.lives and now - one.heard <= QUIET]

    # --- the beat -----------------------------------------------------------------------------

    async def beat(self, seats: int, seated: Collection[str], waiting: int) -> None:
        """Say how this server is, and hear of the others; the log says where that fails.

        `seated` are the browsers that have a page open.
        """
        if self.apart and not seated:
            return
        now = self._clock()
        self._came = {who: at for who, at in self._came.items() if now - at <= ARRIVING}
        self._load = Load(seats, len({*seated, *self._came}) + waiting)
        self._beat += 1
        try:
            await asyncio.get_running_loop().run_in_executor(self._one, self._exchange)
        except BookError as fault:
            log.warning("the other servers of the store are not heard: %s", fault)

    def close(self) -> None:
        """Be no server of the store any more."""
        self._one.submit(self._leave)
        self._one.shutdown()

    def _leave(self) -> None:
        with suppress(BookError):
            self._servers.forget([self.mine])
        self._servers.close()

    def _exchange(self) -> None:
        mine = self._myself()
        self._hear(self._servers.tell(mine, all_others=not self.apart))
        if pair := self._host.pair:
            self._give(pair)
        elif mine.asks:
            self._take()
        people = sum(server.people for server in self._living())
        self._host.hear_of(Elsewhere(people, tuple(self._present(pair)) if pair else ()))

    def _myself(self) -> Server:
        there, present = self._host.room, self._host.present()
        is_open = there is not None and there.ended is None
        here = msgspec.json.encode(present)
        return Server(
            self.mine,
            self._beat,
            self._load.seats,
            self._load.taken,
            len(present),
            self.draining or self.apart,
            self._public,
            self._proof(self.mine, self._public),
            asks=is_open and self._host.pair is None,
            here=sealing.seal(there.public, here) if there and is_open else b"",
        )

    def _hear(self, others: Collection[Server]) -> None:
        now, before = self._clock(), self._others
        known = {}
        for server in others:
            old = before.get(server.name)
            if old is None or old.server.beat != server.beat:
                known[server.name] = _Known(server, now, lives=old is not None)
            else:
                known[server.name] = old
        dead = [name for name, one in known.items() if now - one.heard > DEAD]
        if dead:
            self._servers.forget(dead)
        self._others = {name: one for name, one in known.items() if name not in dead}

    # --- the room -----------------------------------------------------------------------------

    def _give(self, pair: PrivateKey) -> None:
        """Tell the room's key to those who ask and have the servers' secret."""
        for server in self._living():
            whom = (server.public, bytes(pair.public_key))
            if not server.asks or self._clock() - self._told.get(whom, float("-inf")) < AGAIN:
                continue
            self._told[whom] = self._clock()
            if hmac.compare_digest(server.proof, self._proof(server.name, server.public)):
                self._servers.post(server.public, sealing.seal(server.public, bytes(pair)))
            else:
                log.warning(
                    "the server at %.40r has another secret: set PLNKIT_SECRET", server.name
                )

    def _take(self) -> None:
        if letter := self._servers.fetch(self._public):
            with suppress(ValueError):  # not for us: it is asked for again
                self._host.trust(PrivateKey(sealing.unseal(self._pair, letter)))

    def _proof(self, name: str, public: bytes) -> bytes:
        return signed(f"plnkit-server:{self._store}:{name}:{public.hex()}")

    def _present(self, pair: PrivateKey) -> Iterator[Present]:
        """Yield who has a page open at other servers."""
        for server in self._living():
            with suppress(ValueError):  # of a room before, or none
                here = sealing.unseal(pair, server.here)
                yield from msgspec.json.decode(here, type=list[Present])
