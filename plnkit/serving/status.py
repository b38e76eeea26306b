"""How a server is: alive, ready for visitors, and in numbers; for who looks after it, and for machines.

``/healthz`` and ``/readyz`` may be asked by anybody and say nothing of anybody. The numbers, and the
way to send new visitors elsewhere, are at an address of their own, which only this computer reaches
unless it is told otherwise.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from socket import socket
from typing import TYPE_CHECKING, Any

import typer
from prometheus_client.core import Metric
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, HTTPError, RequestHandler

from plnkit.errors import BookError
from plnkit.language import tr
from plnkit.serving import logs
from plnkit.serving.metrics import Count, Counting, gauge, gauges
from plnkit.serving.ports import LOCAL

if TYPE_CHECKING:
    from plnkit.serving.handlers import Room

FRESH = 1  # seconds for which an answer of the store is believed
PATIENCE = 2  # seconds after which a store that has not answered counts as away
FEW = 1024  # bytes that may be sent to it
STORE, PAGES, DRAINING = REASONS = ("store", "pages", "draining")  # why a server is not ready

log = logging.getLogger("plnkit")


# --- where ----------------------------------------------------------------------------------------


def place(text: str) -> tuple[str, int]:
    """Return the host and the port of ``[HOST:]PORT``; the host is this computer alone if left out.

    Raises `typer.BadParameter` with a sentence.
    """
    host, _, port = text.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not (port.isascii() and port.isdecimal() and 0 < int(port) < 2**16):
        raise typer.BadParameter(
            tr(
                "{this} is not a port like 9100, or a host and a port like 10.0.0.5:9100",
                this=repr(text),
            )
        )
    return host or LOCAL, int(port)


def doors(at: tuple[str, int]) -> list[socket]:
    """Return sockets that listen at a host and a port. Raises a `BookError`."""
    host, port = at
    try:
        return bind_sockets(port, host)
    except OSError as fault:
        raise BookError(
            tr(
                "The status cannot be shown at port {port} ({reason}): name another with --status.",
                port=str(port),
                reason=fault.strerror or str(fault),
            )
        ) from fault


# --- what is known --------------------------------------------------------------------------------


class Pulse:
    """Whether the store answers: asked beside the loop, once a second at most, one at a time."""

    def __init__(
        self, read: Callable[[], object], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._read, self._clock = read, clock
        self._one = ThreadPoolExecutor(1, "plnkit-status")
        self._look: asyncio.Future[bool] | None = None
        self._since = 0.0
        self._told = False  # that it does not answer

    async def beats(self) -> bool:
        """Return whether the store answers, in time."""
        now = self._clock()
        if self._look is None or (self._look.done() and now - self._since >= FRESH):
            loop = asyncio.get_running_loop()
            self._look, self._since = loop.run_in_executor(self._one, self._answers), now
        left = max(0, PATIENCE - (now - self._since))
        done, _ = await asyncio.wait({self._look}, timeout=left)
        if not done:
            self._tell(f"nothing within {PATIENCE} seconds")
        return bool(done) and self._look.result()

    def close(self) -> None:
        """Ask no more; one who waits for an answer is not waited for."""
        self._one.shutdown(wait=False, cancel_futures=True)

    def _answers(self) -> bool:
        try:
            self._read()
        except Exception as fault:  # noqa: BLE001 - whatever it is, the store does not answer
            self._tell(str(fault))
            return False
        self._told = False
        return True

    def _tell(self, why: str) -> None:
        """Log that the store does not answer: once, and not each second."""
        if not self._told:
            log.warning("the store does not answer: %s", why)
        self._told = True


@dataclass(frozen=True)
class Ways:
    """How a server is asked: whether its store answers, and whether it sends visitors elsewhere."""

    read: Callable[[], object] = lambda: None  # one cheap read of the store; it may raise
    draining: Callable[[], bool] = lambda: False
    drain: Callable[[], None] | None = None  # from now on visitors go elsewhere


class Status(Collector):
    """How a server is."""

    def __init__(self, room: "Room", count: Count, ways: Ways | None = None) -> None:
        self._room, self._count, self.ways = room, count, ways or Ways()
        self._pulse = Pulse(self.ways.read)
        self._missing: tuple[str, ...] = REASONS
        self._server: HTTPServer | None = None
        count.registry.register(self)
        logs.hear(Counting(count))

    async def missing(self) -> tuple[str, ...]:
        """Return what keeps visitors from being served, as one word each; nothing where it is ready."""
        found = {
            STORE: not await self._pulse.beats(),
            PAGES: not self._room.pages.able,
            DRAINING: self.ways.draining(),
        }
        self._missing = tuple(word for word, is_so in found.items() if is_so)
        return self._missing

    async def exposed(self, accept: str) -> tuple[bytes, str]:
        """Return the numbers as Prometheus reads them, and which kind of text that is."""
        await self.missing()
        encode, kind = choose_encoder(accept)
        return encode(self._count.registry), kind

    def collect(self) -> Iterable[Metric]:
        """Return what is counted when it is asked for."""
        seats, pages, kernels = self._room.seats, self._room.pages, self._room.kernels
        seated, running = kernels.seated, len(kernels.list_kernel_ids())
        taken, spare = len({*seated, *self._room.making}), len(pages.spare)
        states = {"open": seated.total(), "ready": spare}
        states["other"] = max(0, running - sum(states.values()))
        missing = {word: float(word in self._missing) for word in REASONS}
        yield gauge("plnkit_seats", "Browsers that may be in at once.", seats.seats)
        yield gauge("plnkit_seats_taken", "Browsers that are in.", taken)
        yield gauge("plnkit_seats_waiting", "Browsers that wait for a seat.", seats.waiting)
        yield gauges("plnkit_kernels", "Kernels that run.", "state", states)
        yield gauges("plnkit_pages_ready", "Pages that wait for a visitor.", "page", pages.at_hand)
        yield gauges("plnkit_not_ready", "1 where this keeps visitors away.", "why", missing)

    # --- where it is shown --------------------------------------------------------------------

    @property
    def health(self) -> list[Any]:
        """The addresses that may stand beside the pages."""
        return [(r"/healthz", Healthz), (r"/readyz", Readyz, {"status": self})]

    def listen(self, sockets: Sequence[socket]) -> None:
        """Answer at an address of its own, in the loop that runs the pages."""
        own = [(r"/metrics", Metrics, {"status": self}), (r"/drain", Drain, {"status": self})]
        quiet: Any = {"log_function": lambda _: None, "default_handler_class": _Nothing}
        self._server = HTTPServer(Application([*self.health, *own], **quiet), max_body_size=FEW)
        self._server.add_sockets(sockets)

    def close(self) -> None:
        """Answer no more."""
        self._pulse.close()
        with suppress(KeyError):
            self._count.registry.unregister(self)
        if self._server is not None:
            self._server.stop()


# --- the addresses --------------------------------------------------------------------------------


class _Plain(RequestHandler):
    """Answers in plain text, to anybody, and keeps nothing."""

    def set_default_headers(self) -> None:
        """Let nobody keep an answer."""
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.clear_header("Server")

    def compute_etag(self) -> None:
        """Give an answer no mark by which it could be kept."""

    def write_error(self, status_code: int, **_: Any) -> None:
        """Say it in the words of HTTP."""
        self.finish(f"{status_code} {self._reason}\n")


class _Nothing(_Plain):
    """Any other address."""

    def prepare(self) -> None:
        """Say that nothing is here."""
        raise HTTPError(404)


class Healthz(_Plain):
    """Whether the server is alive: that it answers says so."""

    def get(self) -> None:
        """Answer."""
        self.finish("ok\n")

    head = get


class _OfStatus(_Plain):
    """An address that knows how the server is."""

    def initialize(self, status: Status) -> None:
        """Keep it."""
        self._status = status


class Readyz(_OfStatus):
    """Whether visitors may be sent here."""

    async def get(self) -> None:
        """Say "ready", or what is missing, one word a line."""
        missing = await self._status.missing()
        self.set_status(503 if missing else 200)
        self.finish("".join(f"{word}\n" for word in missing or ("ready",)))

    head = get


class Metrics(_OfStatus):
    """The numbers."""

    async def get(self) -> None:
        """Send them."""
        text, kind = await self._status.exposed(self.request.headers.get("Accept", ""))
        self.set_header("Content-Type", kind)
        self.finish(text)


class Drain(_OfStatus):
    """The way to send new visitors elsewhere."""

    def post(self) -> None:
        """Begin; a page in somebody's browser must not be able to."""
        if {"Origin", "Sec-Fetch-Site"} & set(self.request.headers):
            raise HTTPError(403)
        if self._status.ways.drain is None:
            raise HTTPError(404)
        self._status.ways.drain()
        self.set_status(202)
        self.finish("draining\n")
