"""What is served, as the start page reads it: the learner's book in a store, or the one book."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from contextvars import copy_context
from pathlib import Path

from plnkit import keyfile
from plnkit.errors import BookError, NotAKey
from plnkit.journal import Journal, Store
from plnkit.language import tr
from plnkit.model import Book

READERS = 2  # books that are read at once: pages that are open go first
PATIENCE = 10  # seconds after which who asked is told that it cannot be read

Read = tuple[Book, Book]  # a book, and the same without its latest change

log = logging.getLogger("plnkit")


class Books:
    """Reads books, a few at once, beside the server's loop."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self._env, self._store = env, env.get("PLNKIT_STORE", "")
        self.path = None if self._store else Path(env["PLNKIT_BOOK"])
        self._readers = ThreadPoolExecutor(READERS, "plnkit-book")

    async def read(self, key: object) -> Read:
        """Return the book that a key opens, or the one book; an empty one where there is none.

        Raises a `BookError`, or TimeoutError.
        """
        path = self.path
        return await self._beside(lambda: _read_one(path) if path else self._read_own(key))

    @property
    def name(self) -> str:
        """The name of the one book; "" in a store."""
        return _as_text(self.path.name) if self.path else ""

    def others(self) -> list[str]:
        """Return the names of the other books in the folder of the one book."""
        if self.path is None:
            return []
        with suppress(OSError):
            folder = sorted(self.path.parent.iterdir())
            return [one.name for one in folder if one != self.path and _is_book(one)]
        return []

    async def turn_to(self, name: str) -> Path:
        """Read another book of the folder from now on, and return where it is.

        Raises a `BookError` where it cannot be opened, or is not one of the others; then nothing
        has changed.
        """
        if self.path is None or name not in self.others():
            raise BookError(tr("This book is no longer in the folder: reload this page."))
        path = self.path.with_name(name)
        await self._beside(lambda: _read_one(path))
        self.path = path
        return path

    def close(self) -> None:
        """Read no more, and leave the one book as one file, which can be copied."""
        self._readers.shutdown(cancel_futures=True)
        if self.path is not None:
            with suppress(BookError):
                _read_one(self.path)

    async def _beside(self, work: Callable[[], Read]) -> Read:
        speaking = copy_context()  # what goes wrong is said in the reader's language
        async with asyncio.timeout(PATIENCE):
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._readers, speaking.run, work)

    def _read_own(self, key: object) -> Read:
        opens = keyfile.own(self._env) or str(key)
        try:
            return _read(Store.open(self._store, create=False).journal(opens))
        except NotAKey:
            return Book(), Book()


def _is_book(path: Path) -> bool:
    """Return whether a file has the name of a book, and a name that a page can show and send."""
    return path.suffix.lower() == ".pln" and _as_text(path.name) == path.name and path.is_file()


def _as_text(name: str) -> str:
    """Return a file's name without the bytes that are no text."""
    return name.encode("utf-8", "replace").decode()


def _read_one(path: Path) -> Read:
    return _read(Journal.open(path, create=False)) if path.exists() else (Book(), Book())


def _read(journal: Journal) -> Read:
    with closing(journal):
        latest = journal.changes[-1:]
        return journal.book, journal.as_of(latest[0].first - 1) if latest else Book()
