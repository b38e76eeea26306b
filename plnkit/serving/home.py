"""The start page: the steps, how far the reader is, the sample, and another book of the folder."""

import json
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tornado.ioloop import IOLoop
from tornado.web import HTTPError, authenticated

from plnkit import language
from plnkit.errors import BookError
from plnkit.html import h
from plnkit.language import tr
from plnkit.model import Book
from plnkit.samples import example
from plnkit.serving.books import Books
from plnkit.serving.handlers import Page
from plnkit.serving.progress import Step, progress

log = logging.getLogger("plnkit")


@dataclass(frozen=True)
class Desk:
    """What the start page needs: the steps, what is read, and how another book is served."""

    steps: Sequence[Step]
    books: Books
    turn: Callable[[Path], None]
    room: Callable[[], str]  # the title of a workshop, "" where there is one book


class _AtTheDesk(Page):
    """A page that knows the desk."""

    def initialize(self, desk: Desk, **kwargs: Any) -> None:
        """Keep the desk."""
        super().initialize(**kwargs)
        self._desk = desk

    def letter(self) -> dict[str, Any]:
        """Return what a script of ours sent; another site's page cannot send this kind."""
        content = None
        if self.request.headers.get("Content-Type", "").startswith("application/json"):
            with suppress(ValueError, RecursionError):
                content = json.loads(self.request.body)
        if not isinstance(content, dict):
            raise HTTPError(400)
        return content


class Home(_AtTheDesk):
    """The start as a newcomer sees it: the same for everybody, so that it costs nearly nothing."""

    moves = True

    @authenticated
    async def get(self) -> None:
        """Show it."""
        self.browser()
        books = self._desk.books
        self.show(
            "start.html",
            progress=progress(Book(), Book(), self._desk.steps),
            book=books.name,
            others=books.others(),
            door=self.door,
            room=self._desk.room(),
        )


class Progress(_AtTheDesk):
    """How far the reader is, for the start page that has been drawn."""

    @authenticated
    async def post(self) -> None:
        """Say it; a book that is not there is one that is not begun."""
        try:
            book, before = await self._desk.books.read(self.letter().get("key"))
        except (BookError, TimeoutError) as fault:
            log.warning("a reader's progress: %s", str(fault) or "it took too long to read")
            self.set_status(503)
            self.finish({})
        else:
            self.finish(asdict(progress(book, before, self._desk.steps)))


class Another(_AtTheDesk):
    """Another book of the folder: served from now on."""

    @authenticated
    async def post(self) -> None:
        """Turn to it, and let this browser in; or say why not."""
        name = self.letter().get("name")
        try:
            path = await self._desk.books.turn_to(str(name))
        except (BookError, TimeoutError) as fault:
            self.set_status(409)
            self.finish({"sentence": str(fault) or tr("This book does not open: try again.")})
        else:
            self._desk.turn(path)
            self.identity_provider.set_login_cookie(self, self.current_user)
            self.finish({})


class Sample(Page):
    """The report of an invented network."""

    @authenticated
    async def get(self) -> None:
        """Show it."""
        self.finish(
            await IOLoop.current().run_in_executor(
                _MAKER, _sample, language.current(), self.base_url
            )
        )


_MAKER = ThreadPoolExecutor(1)  # who asks while the page is made waits for that one


@cache
def _sample(code: str, home: str) -> str:
    from plnkit.report import page

    with language.speaking(code):
        back = h("a", tr("Back to the start"), href=home, style="color: var(--pln-accent)")
        invented = tr("An invented network, to look at: nothing of it is in your book.")
        told = h("section", h("p", invented, " ", back), class_="calm")
        return page(example()).replace("</header>", f"</header>\n{told}", 1)
