"""The live book in a notebook: one way to change it, and views that follow.

`Workbook` is plain Python. A view is anything that can `close` and can say a sentence in its own
place (`fail`); a widget is one, a test's stand-in another.
"""

import asyncio
import logging
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from typing import Any, Protocol, TypeVar

from plnkit import clock, hatch, keyfile, words
from plnkit.errors import BookError, DiskFull, Locked, NotWritable, strict
from plnkit.journal import Change, Edit, Journal, Store, stacks
from plnkit.language import tr
from plnkit.model import Book, Wave

DEFAULT_BOOK = "my-network.pln"
PRESENCE = 60.0  # seconds that a page counts as there after it was heard

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


class _Unopened:
    """In the place of a journal until the page knows its reader: an empty book that is not kept."""

    book = Book()
    changes: tuple[Change, ...] = ()
    saved_at = None
    pause = 1.0
    seq = 0

    def refresh(self) -> Book:
        """Return the empty book."""
        return self.book

    def close(self) -> None:
        """Do nothing."""

    def _refuse(self, *_: object, **__: object) -> Any:
        raise BookError(tr(words.NOT_OPEN_YET))

    def as_of(self, _: object) -> Book:
        """Return the empty book."""
        return self.book

    picture = as_of

    change = undo = redo = erase = erase_all = _refuse


class Workbook:
    """A book that is open: what it says, how to change it, and the views that show it."""

    def __init__(self, journal: Journal | None) -> None:
        self._journal: Journal | _Unopened = journal or _Unopened()
        self._lock = threading.RLock()  # JupyterLab runs callbacks in threads
        self._shown: dict[str, _Shown] = {}
        self._watch: asyncio.Task[None] | None = None
        self._seen = 0.0
        self._tab = token_hex(4)
        self._mark: str | None = None  # what the server said last of the book
        self.key: str | None = None  # the reader's, in a store: as long as the page is open
        # Of the latest changes: seconds until each was on the disk, None where it could not be.
        self.saves: deque[float | None] = deque(maxlen=100)

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

    def meet(self, key: str | None = None, zone: str = "") -> None:
        """Hear that a page is there, and whose: a page that was made ready opens the book now.

        `key` is the learner's in a store, None where there is one book or a key file; `zone` the time
        zone that the browser says. Raises a `BookError`.
        """
        clock.settle(zone)
        with self._lock:
            if isinstance(self._journal, _Unopened):
                own = keyfile.own() or key
                self._journal, self.key = _journal_of(own), own
                self._tab = token_hex(4)  # pages are copied: what was drawn before is no tab's own
                self._draw_all()
            else:
                self.refresh()
        self.stay()

    def change(self, edit: Edit, label: str, id: str | None = None) -> Book:
        """Apply an edit to the newest book; return once it is on disk and every view follows.

        The same `id` given again changes nothing: a page that lost its wire may ask twice. Raises what `edit` raises, or a `BookError`; then nothing has changed.
        """
        with self._lock:
            with self._timed():
                self._journal.change(edit, label, self._tab, id)
            self._draw_all()
            return self.book

    def undo(self) -> Change | None:
        """Take back the last change, and return it."""
        with self._lock:
            with self._timed():
                change = self._journal.undo(self._tab)
            self._draw_all()
            return change

    def redo(self) -> Change | None:
        """Do again what was last taken back, and return it."""
        with self._lock:
            with self._timed():
                change = self._journal.redo(self._tab)
            self._draw_all()
            return change

    @contextmanager
    def _timed(self) -> Iterator[None]:
        """Note how long a save takes, or that it could not be made."""
        began = time.monotonic()
        try:
            yield
        except (Locked, NotWritable, DiskFull):
            self.saves.append(None)
            raise
        self.saves.append(time.monotonic() - began)

    def erase(self, *ids: str) -> Book:
        """Remove things for good, history and backups included; there is no undo."""
        with self._lock:
            return self._erased(lambda: self._journal.erase(*ids))

    def erase_all(self) -> Book:
        """Remove everything for good, history and backups included; there is no undo."""
        with self._lock:
            return self._erased(self._journal.erase_all)

    def _erased(self, erase: Callable[[], object]) -> Book:
        """Erase; the rows are gone from the page, too, where traces of them could not be swept."""
        try:
            erase()
        finally:
            self._journal.refresh()
            self._draw_all()
        return self.book

    @property
    def seq(self) -> int:
        """How far the journal is: what a wave remembers of the day it was taken."""
        return self._journal.seq

    def picture(self, wave: Wave) -> Book:
        """Return the book as it was when a wave was taken."""
        return self._journal.picture(wave)

    def as_of(self, seq: int) -> Book:
        """Return the book as it was after a row of the journal."""
        return self._journal.as_of(seq)

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
            shown.view.fail(tr(words.VIEW_FAILED))

    def stay(self) -> None:
        """Hear that a page is still there: look for other tabs' changes while one is.

        Where no event loop runs (not a notebook) nothing happens.
        """
        self._seen = time.monotonic()
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        if self._watch is None or self._watch.done():
            self._watch = loop.create_task(self._look())

    async def _look(self) -> None:
        while time.monotonic() - self._seen < PRESENCE:
            await asyncio.sleep(self._journal.pause)
            try:
                self._catch_up()
            except BookError as fault:  # a disk that is away may come back
                log.warning("%s", fault)

    def _catch_up(self) -> None:
        """Fold in what others wrote; whether they did the server of a database knows for all pages."""
        mark = self._news()
        if mark is None or mark != self._mark:
            self.refresh()
            self._mark = mark

    def _news(self) -> str | None:
        """Return what stays the same while nobody writes; None where only a look can tell."""
        if not isinstance(self._journal, Journal) or self._journal.path or not hatch.is_there():
            return None
        return str(hatch.ask("news", book=self._journal.id)["mark"])


_open: dict[str, Workbook] = {}


def open_book(path_or_url: str | Path | None = None) -> Workbook:
    """Open a book, made on the first visit; by default what ``PLNKIT_BOOK`` names.

    Without either it is ``my-network.pln`` in the current folder. Opening it again in the same
    notebook returns the same workbook. In a page that a server makes ready for whoever comes, the
    book is opened when its reader has come. Raises a `BookError` with a sentence.
    """
    where = str(path_or_url or os.environ.get("PLNKIT_BOOK") or DEFAULT_BOOK)
    key = where if "://" in where else str(Path(where).expanduser().absolute())
    if key not in _open:
        waits = path_or_url is None and "PLNKIT_PAGE" in os.environ
        _open[key] = Workbook(None if waits else Journal.open(where))
    mine = _open[key]
    mine.refresh()
    return mine


def _journal_of(key: str | None) -> Journal:
    """Open what the server serves: the reader's book in its store, or its one book."""
    if store := os.environ.get("PLNKIT_STORE"):
        return Store.open(store, create=False).journal(key or "")
    return Journal.open(os.environ.get("PLNKIT_BOOK") or DEFAULT_BOOK)
