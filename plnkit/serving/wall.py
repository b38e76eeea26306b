"""The wall: one page for the projector, with how to join and, later, what the room looks like."""

import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import msgspec
import segno
from jupyter_server.auth.decorator import allow_unauthenticated
from markupsafe import escape
from tornado.ioloop import IOLoop
from tornado.web import HTTPError, authenticated

from plnkit import language
from plnkit.errors import BookError
from plnkit.language import tr, trn
from plnkit.serving.access import ENTRY
from plnkit.serving.codes import shown
from plnkit.serving.demo import MANY
from plnkit.serving.handlers import Page

if TYPE_CHECKING:
    from plnkit.serving.door import Door
    from plnkit.serving.host import Host

FRESH = 1  # seconds for which several walls in a language are shown the same

_NEAR = ("localhost", "127.", "[::1]")

log = logging.getLogger("plnkit")


class Projector:
    """Makes what the wall shows, beside the server's loop."""

    def __init__(
        self, host: "Host", door: "Door", clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._host, self._door, self._clock = host, door, clock
        self._one = ThreadPoolExecutor(1, "plnkit-wall")
        self._made: dict[tuple[str, str], tuple[float, dict[str, Any]]] = {}  # by site, language

    async def state(self, site: str) -> dict[str, Any]:
        """Return what the wall shows now to who came to a site. Raises a `BookError`."""
        near = urlsplit(site).netloc.startswith(_NEAR)
        there = self._door.site if near else site  # others cannot come to this computer's own name
        speaking = copy_context()  # the wall is in the language of who shows it
        return await IOLoop.current().run_in_executor(self._one, speaking.run, self._fresh, there)

    def close(self) -> None:
        """Make nothing more."""
        self._one.shutdown(cancel_futures=True)

    def _fresh(self, site: str) -> dict[str, Any]:
        now, which = self._clock(), (site, language.current())
        self._made = {w: made for w, made in self._made.items() if now - made[0] < FRESH}
        if which not in self._made:
            self._made[which] = (now, self._state(site))
        return self._made[which][1]

    def _state(self, site: str) -> dict[str, Any]:
        there, found = self._host.room, self._door.current()
        is_open = there is not None and there.ended is None
        people, invented = self._host.people(), MANY if self._host.is_demo else 0
        link = f"{site}/?code={found.code}" if found else site
        return {
            "title": there.title if there else "",
            "open": is_open,
            "here": said_here(people, invented) if is_open else "",
            "code": shown(found.code) if found else "",
            "address": site.removeprefix("http://"),
            "link": link,
            "qr": square(link) if found else "",
            "html": self._picture(),
        }

    def _picture(self) -> str:
        """Return the room's picture as HTML, "" while there is none."""
        found = self._host.picture()
        if not found["picture"]:
            return ""
        from plnkit.room import Picture
        from plnkit.views.room.picture import shown as drawn  # views load what pages alone need

        return str(drawn(msgspec.convert(found["picture"], Picture), found["shared"], wall=True))


def said_here(people: int, invented: int = 0) -> str:
    """Return how many are here, in words, and of a demo how many of them are invented."""
    if not people:
        return tr("Nobody is here yet")
    if not invented:
        return trn("{n} person is here", "{n} people are here", people)
    if invented >= people:
        return trn(
            "{n} person is here, all of them invented",
            "{n} people are here, all of them invented",
            people,
        )
    return trn(
        "{n} person is here, {invented} of them invented",
        "{n} people are here, {invented} of them invented",
        people,
        invented=invented,
    )


def square(link: str) -> str:
    """Return the QR code of a link as SVG: black on white, with the quiet zone that cameras need."""
    code, label = segno.make(link, error="m", micro=False), tr("QR code of the join link")
    return code.svg_inline(
        border=4, dark="#000", light="#fff", omitsize=True, svgclass="pln-qr", lineclass=None
    ).replace("<svg ", f'<svg role="img" aria-label="{escape(label)}" ', 1)


class _OnTheWall(Page):
    """A page that knows the projector."""

    def initialize(self, projector: Projector, **kwargs: Any) -> None:
        """Keep the projector."""
        super().initialize(**kwargs)
        self._projector = projector

    async def state(self) -> dict[str, Any]:
        """Return what the wall shows to who looks at it from here."""
        try:
            site = f"{self.request.protocol}://{self.request.host}{self.settings[ENTRY]}"
            return await self._projector.state(site.rstrip("/"))
        except BookError as fault:
            log.warning("the wall: %s", fault)
            raise HTTPError(503) from None


class Wall(_OnTheWall):
    """The page itself, which needs no kernel and takes no seat."""

    @authenticated
    async def get(self) -> None:
        """Show it."""
        self.show("wall.html", wall=await self.state())


class WallState(_OnTheWall):
    """What the page shows, again and again; nothing is sent where nothing has changed."""

    @authenticated
    async def get(self) -> None:
        """Say it."""
        self.finish(await self.state())


class Join(Page):
    """A form for who has the code and not the link."""

    @allow_unauthenticated
    def get(self) -> None:
        """Show it, or say why the code that was typed does not let in."""
        if self.refusal:
            raise HTTPError(self.refusal.status)
        self.show("join.html", status_code=403, sentence="")
