"""Looking again: what happens in a room changes no book, so a page looks by itself every few seconds."""

import asyncio
import logging
import re
from collections.abc import Callable

from markupsafe import Markup

from plnkit.errors import BookError
from plnkit.model import Book
from plnkit.pages.showing import put
from plnkit.views.panel import Panel
from plnkit.workbook import Workbook

log = logging.getLogger("plnkit")


def look(mine: Workbook, seconds: float, draw: Callable[[], None]) -> None:
    """Call `draw` every so many seconds, from when a reader with a key has come.

    Running the cell again, or closing the workbook, ends what was begun before. `draw` should show
    the same where nothing is new: then nothing moves on the page.
    """
    put(mine, _Looking(mine, seconds, draw))


class _Looking(Panel):
    """Nothing to see: it is on the page so that it hears when a reader has come, and when they go."""

    def __init__(self, mine: Workbook, seconds: float, draw: Callable[[], None]) -> None:
        super().__init__(f"look-{_name(draw)}")
        self._mine, self._seconds, self._look = mine, seconds, draw
        self._task: asyncio.Task[None] | None = None

    def show(self, _: Book) -> Markup:
        """Return nothing; begin to look, once."""
        if self._mine.key and (self._task is None or self._task.done()):
            self._begin()
        return Markup("")

    def close(self) -> None:
        """Look no more."""
        if self._task is not None:
            self._task.cancel()
        super().close()

    def _begin(self) -> None:
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # not a notebook
            return
        self._task = loop.create_task(self._again())

    async def _again(self) -> None:
        while True:
            await asyncio.sleep(self._seconds)
            try:
                self._look()
            except BookError as fault:  # a room that does not answer may do so again
                log.warning("%s", fault)
            except Exception:
                log.exception("a view could not look again")


def _name(draw: Callable[[], None]) -> str:
    """Return what tells one look of a page from another, and is the same when a cell runs again."""
    owner = getattr(draw, "__self__", None)
    called = owner.key if isinstance(owner, Panel) else getattr(draw, "__qualname__", "it")
    return re.sub(r"\W+", "-", called).strip("-")
