"""The live book in a notebook: one way to change it, and views that follow.

`Workbook` is plain Python. A view is anything that can `close` and can say a sentence in its own
place (`fail`); a widget is one, a test's stand-in another.
"""

import asyncio
import logging
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from typing import Protocol, TypeVar

from plnkit import words
from plnkit.errors import BookError, strict
from plnkit.journal import Change, Edit, Journal, stacks
from plnkit.model import Book

DEFAULT_BOOK = "my-network.pln"
LOOK_EVERY = 1.0  # seconds between looks at what other tabs wrote

log = logging.getLogger("plnkit")


class View(Protocol):
    """Something on the screen."""

    def close(self) -> None:
        """Leave the screen."""

    def fail(self, sentence: str) -> None:
        """Show a sentence in the place of what could not be drawn."""


V = TypeVar("V", bound=View)


@dataclass(frozen=True)
class _Shown:
    view: View
    draw: Callable[[Book], None]


class Workbook:
    """A book that is open: what it says, how to change it, and the views that show it."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._lock = threading.RLock()  # JupyterLab runs callbacks in threads
        self._shown: dict[str, _Shown] = {}
        self._watch: asyncio.Task[None] | None = None
        self._tab = token_hex(4)

    @property
    def book(self) -> Book:
        """The book as it stands."""
        return self._journal.book

    @property
    def saved_at(self) -> datetime | None:
        """When the last change reached the disk (UTC), or None before the first."""
        return self._journal.saved_at

    @property
    def undoable(self) -> Change | None:
        """The change that `undo` would take back."""
        return next(reversed(stacks(self._journal.changes)[0]), None)

    @property
    def redoable(self) -> Change | None:
        """The change that `redo` would do again."""
        return next(reversed(stacks(self._journal.changes)[1]), None)

    @property
    def views(self) -> tuple[str, ...]:
        """The keys of the views that are shown."""
        return tuple(self._shown)

    def change(self, edit: Edit, label: str) -> Book:
        """Apply an edit to the newest book; return once it is on disk and every view follows.

        Raises what `edit` raises, or a `BookError`; then nothing has changed.
        """
        with self._lock:
            self._journal.change(edit, label, self._tab)
            self._draw_all()
            return self.book

    def undo(self) -> Change | None:
        """Take back the last change, and return it."""
        with self._lock:
            change = self._journal.undo(self._tab)
            self._draw_all()
            return change

    def redo(self) -> Change | None:
        """Do again what was last taken back, and return it."""
        with self._lock:
            change = self._journal.redo(self._tab)
            self._draw_all()
            return change

    def erase(self, *ids: str) -> Book:
        """Remove things for good, history and backups included; there is no undo."""
        with self._lock:
            self._journal.erase(*ids)
            self._draw_all()
            return self.book

    def refresh(self) -> Book:
        """Fold in what other tabs wrote, and redraw if there was anything."""
        with self._lock:
            before = self.book
            if self._journal.refresh() is not before:
                self._draw_all()
            return self.book

    def show(self, key: str, view: V, draw: Callable[[Book], None]) -> V:
        """Draw a view now and at every change; the one shown before under `key` is closed."""
        with self._lock:
            before = self._shown.pop(key, None)
            if before is not None:
                before.view.close()
            self._shown[key] = shown = _Shown(view, draw)
            self._draw(shown)
            return view

    def view(self, key: str) -> View | None:
        """Return the view that is shown under a key."""
        shown = self._shown.get(key)
        return shown.view if shown else None

    def close(self) -> None:
        """Close every view and let go of the file."""
        if self._watch is not None:
            self._watch.cancel()
        for shown in self._shown.values():
            shown.view.close()
        self._shown.clear()
        self._journal.close()

    def _draw_all(self) -> None:
        for shown in tuple(self._shown.values()):
            self._draw(shown)

    def _draw(self, shown: _Shown) -> None:
        """Draw one view; if it fails, the others still draw."""
        try:
            shown.draw(self.book)
        except Exception:
            if strict():
                raise
            log.exception("a view could not be drawn")
            shown.view.fail(words.VIEW_FAILED)

    def watch(self) -> None:
        """Look for other tabs' changes from now on, where an event loop runs (a notebook)."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        if self._watch is None or self._watch.done():
            self._watch = loop.create_task(self._look())

    async def _look(self) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY)
            try:
                self.refresh()
            except BookError as fault:  # a disk that is away may come back
                log.warning("%s", fault)


_open: dict[str, Workbook] = {}


def open_book(path_or_url: str | Path | None = None) -> Workbook:
    """Open a book, made on the first visit; by default what ``PLNKIT_BOOK`` names.

    Without either it is ``my-network.pln`` in the current folder. Opening it again in the same
    notebook returns the same workbook. Raises a `BookError` with a sentence.
    """
    where = str(path_or_url or os.environ.get("PLNKIT_BOOK") or DEFAULT_BOOK)
    key = where if "://" in where else str(Path(where).expanduser().absolute())
    if key not in _open:
        _open[key] = Workbook(Journal.open(where))
    mine = _open[key]
    mine.refresh()
    mine.watch()
    return mine
