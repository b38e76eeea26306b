"""What the server answers: the workbooks, the room's line, and a sentence to all else."""

import logging
import re
import secrets
from asyncio import Future
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from tornado.web import HTTPError, RequestHandler, authenticated
from tornado.websocket import WebSocketClosedError
from voila.app import VoilaKernelWebsocketHandler
from voila.handler import BaseVoilaHandler

from plnkit.language import tr
from plnkit.serving.access import DOOR, cookie_ways
from plnkit.serving.door import Refusal
from plnkit.serving.front import go_to
from plnkit.serving.kernels import Kernels
from plnkit.serving.preferences import attend_to, look
from plnkit.serving.ready import DOOR as IN_THE_PAGE
from plnkit.serving.ready import LOOK, Pages, Ready
from plnkit.serving.seats import PAGES, Seats

BROWSER = "pln-browser"  # the cookie by which the pages of one browser share a seat
PEERS = "plnkit_peers"  # in the settings: the other servers of the store, None where there are none
_NAME = re.compile("[0-9a-f]{16}")
_TOO_LONG = 1009  # RFC 6455, 7.4.1
LAG = 16 << 20  # bytes that a page may leave unread
_BROUGHT = {"token", "code", "pass"}  # what may let in, in an address

log = logging.getLogger("plnkit")


@dataclass
class Room:
    """The pages, and who may come in."""

    pages: Pages
    seats: Seats
    kernels: Kernels
    most: int  # pages that can be open at once
    making: Counter[str] = field(default_factory=Counter)  # pages on their way to each browser
    _told: set[str] = field(default_factory=set)

    def place(self, browser: str) -> int:
        """Return 0 to come in, or the place in the line."""
        seated = self.seated
        place = self.seats.place(browser, seated)
        if not place and seated.total() >= self.most:
            self._tell("all", "no more than %d pages can be open at once", self.most)
            return 1
        return place

    @property
    def seated(self) -> Counter[str]:
        """How many pages each browser has, or is about to have."""
        seated = self.kernels.seated
        seated.update(self.making)
        return seated

    def is_greedy(self, browser: str) -> bool:
        """Whether a browser has as many pages open as one may."""
        return self.kernels.seated[browser] + self.making[browser] >= PAGES

    def tell_of(self, greedy: str) -> None:
        """Log a browser that was refused a page."""
        self._tell(greedy, "a browser has %d pages open, and was refused another", PAGES)

    def _tell(self, whom: str, what: str, number: int) -> None:
        """Log something once: it may be asked for two hundred times."""
        if whom not in self._told:
            log.warning(what, number)
        self._told.add(whom)


class Page(BaseVoilaHandler):
    """A page for the reader who came with the link, and for nobody else."""

    moves = False  # whether a server that is to end sends who asks for this to another
    refusal: Refusal | None = None  # why who came with a code was not let in

    def set_default_headers(self) -> None:
        """Let no browser keep a page, one with an error neither."""
        super().set_default_headers()
        self.set_header("Cache-Control", "no-store")

    async def prepare(self) -> None:
        """Let the reader in, and take what they came with out of the address that a screen shows."""
        attend_to(self)
        self.request.uri = self.request.path  # nor must it stand in a log
        await super().prepare()
        if self.is_moving and self.request.method == "GET" and not self._finished:
            self._move()
        if _BROUGHT & set(self.request.arguments) and self.current_user and not self._finished:
            self.browser()  # known before its first page: a reload must not look like another
            at_the_form = self.request.path == f"{self.base_url}join"
            self.redirect(self.base_url if at_the_form else self.request.path)

    def _move(self) -> None:
        """Send somebody on to another server, if there is one: this one is to end."""
        peers = self.settings[PEERS]
        there = peers.assigned(without={peers.mine})
        if there != peers.mine:
            go_to(self, there, self.request.path.removeprefix(peers.mine))

    @property
    def is_moving(self) -> bool:
        """Whether who asks for this page is to go on at another server."""
        peers = self.settings.get(PEERS)
        return self.moves and peers is not None and peers.draining

    def get_login_url(self) -> str:
        """Refuse: there is no password to ask for, only the link."""
        raise HTTPError(self.refusal.status if self.refusal else 403)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Say why somebody was not let in, and let them try again; or what else went wrong."""
        if self.refusal is None:
            super().write_error(status_code, **kwargs)
            return
        if self.refusal.wait:
            self.set_header("Retry-After", str(self.refusal.wait))
        self.show("join.html", status_code=403, sentence=self.refusal.sentence)

    @property
    def door(self) -> str:
        """What lets this browser's other devices in: ``?pass=…``; "" where there is one book."""
        door = self.settings.get(DOOR)
        return door.pass_ if door else ""

    def browser(self) -> str:
        """Return the name that this browser goes by here; it says nothing of its owner."""
        known = self.get_cookie(BROWSER, "")
        if not _NAME.fullmatch(known):
            known = secrets.token_hex(8)
            self.set_cookie(BROWSER, known, **cookie_ways(self))
        if peers := self.settings.get(PEERS):
            peers.came(known)
        return known

    def show(self, name: str, **values: Any) -> None:
        """Send a page of ours."""
        self.finish(self.render_template(name, **values))


class Ending(RequestHandler):
    """Any address of a server that ends: a page that heard that its kernel has would come again at once."""

    def prepare(self) -> None:
        """Let who asks try again: another server may be there by then."""
        raise HTTPError(503)


class Missing(Page):
    """Any other address."""

    async def prepare(self) -> None:
        """Say that nothing is here, to those who may know."""
        await super().prepare()
        if not self._finished:
            log.warning("there is nothing at %.80r, which was asked for", self.request.path)
            raise HTTPError(404)


class Workbook(Page):
    """A workbook that runs."""

    moves = True

    def initialize(self, room: Room, **kwargs: Any) -> None:
        """Keep the room."""
        super().initialize(**kwargs)
        self._room = room
        self._gone = False

    def on_connection_close(self) -> None:
        """Hear that nobody waits for the page any more."""
        self._gone = True

    @authenticated
    async def get(self, address: str) -> None:
        """Send a page that is bound to its reader once it is drawn, or say why not yet."""
        room, browser = self._room, self.browser()
        if place := room.place(browser):
            self.set_status(503)
            self.set_header("Retry-After", "5")
            self.show("full.html", place=place)
        elif room.is_greedy(browser):
            room.tell_of(browser)
            self.set_status(429)
            self.show("greedy.html", pages=PAGES)
        else:
            self._tell_what_is_ignored()
            await self._send(address, browser)

    async def _send(self, address: str, browser: str) -> None:
        self._room.making[browser] += 1
        self._room.seats.take(browser)
        try:
            page = await self._room.pages.take(address)
        except OSError as fault:  # a full disk, say
            log.warning("a page could not be made: %s", fault)
            self.set_status(503)
            self.show("later.html", reason=fault.strerror or tr("it has no room"))
        else:
            await self._hand_out(page, browser)
        finally:
            self._room.making -= Counter([browser])

    async def _hand_out(self, page: Ready, browser: str) -> None:
        if self._gone:  # the reader reloaded: a page for nobody would hold a seat
            await self._room.kernels.end(page.kernel)
            return
        self._room.kernels.hand_out(page.kernel, browser)
        self.finish(page.html.replace(IN_THE_PAGE, self.door).replace(LOOK, look()))

    def _tell_what_is_ignored(self) -> None:
        if tried := {"template", "theme"} & set(self.request.query_arguments):
            log.warning("an address asked for another %s, in vain", " and ".join(tried))


class Line(Page):
    """The line of those who wait for a seat."""

    def initialize(self, room: Room, **kwargs: Any) -> None:
        """Keep the room."""
        super().initialize(**kwargs)
        self._room = room

    @authenticated
    async def get(self) -> None:
        """Say at which place this browser stands; 0 is in."""
        self.finish({"place": self._room.place(self.browser())})


class Socket(VoilaKernelWebsocketHandler):
    """The wire between a page and its kernel: what is no message of ours ends in the log."""

    async def open(self, kernel_id: str) -> None:
        """Connect, and be known as one who must hear of the kernel's end."""
        self.kernel_manager.wires[kernel_id].add(self)
        self._tell_what_is_too_long()
        await super().open(kernel_id)

    def _tell_what_is_too_long(self) -> None:
        """Log the end of a wire that tornado cuts without a word."""
        close = self.ws_connection.close

        def closed(code: int | None = None, reason: str | None = None) -> None:
            if code == _TOO_LONG:
                log.warning("a page sent a message that is too long, and was cut off")
            close(code, reason)

        self.ws_connection.close = closed

    def on_close(self) -> None:
        """Let go."""
        self.kernel_manager.wires.get(self.kernel_id, set()).discard(self)
        super().on_close()

    def on_message(self, message: str | bytes) -> None:
        """Pass a message on, or say in one line why not."""
        try:
            if isinstance(message, bytes):
                _refuse_boundless(message)
            super().on_message(message)
        except Exception as fault:  # noqa: BLE001 - anything can come in
            log.warning("a page sent what is no message (%s)", type(fault).__name__)

    def write_message(self, message: Any, binary: bool = False) -> None:  # noqa: FBT001, FBT002
        """Send a message; a page that has gone gets none, and one that does not read is cut off."""
        stream = getattr(self.ws_connection, "stream", None)
        if stream is None or stream.closed():
            return
        if len(stream._write_buffer or b"") > LAG:  # noqa: SLF001 - tornado tells it nowhere else
            log.warning("a page does not read what it is sent, and was cut off")
            stream.close()
            return
        with suppress(WebSocketClosedError):
            super().write_message(message, binary).add_done_callback(_let_go)


class Leave(BaseVoilaHandler):
    """A page that was left ends its kernel."""

    @authenticated
    async def post(self, kernel_id: str) -> None:
        """End it, if it is there."""
        await self.kernel_manager.end(kernel_id)
        self.set_status(204)
        self.finish()


def _let_go(sent: Future[None]) -> None:
    """Hear that a message was not sent: its page has gone, which is no fault."""
    if not sent.cancelled():
        sent.exception()


def _refuse_boundless(message: bytes) -> None:
    """Raise ValueError where a message claims more parts than it has room for.

    Jupyter would read for ever: a message begins with the number of its offsets, 8 bytes each.
    """
    offsets = int.from_bytes(message[:8], "little")
    if 8 * (offsets + 1) > len(message):
        raise ValueError("offsets beyond the end")
