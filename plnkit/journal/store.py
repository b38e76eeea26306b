"""A store: many learners' books in one database, each encrypted with its learner's key."""

from pathlib import Path
from weakref import WeakSet

import sqlalchemy as sa

from plnkit.journal.cipher import Cipher
from plnkit.journal.database import ROWS, bear_any_text, engine_of, put, touch, write
from plnkit.journal.journal import Journal
from plnkit.journal.keys import book_of, row_key
from plnkit.journal.opening import ROOM, reach

_ADDRESS = "address"  # the line of the header that says where the store is served


class Store:
    """The books of a workshop: `open` it, then ask for the `journal` of a key.

    A store that is open holds no connection; its journals do.
    """

    def __init__(self, where: str | Path, id: str, address: str = "") -> None:
        self._where = where
        self.path = where if isinstance(where, Path) else None
        self._journals: WeakSet[Journal] = WeakSet()
        self.id = id
        self.address = address  # where it was served last

    @classmethod
    def open(cls, where: str | Path, *, create: bool = True) -> "Store":
        """Open a store by its path, or by the URL of a PostgreSQL database.

        Raises a `BookError` whose sentence says what to do.
        """
        found = reach(where, ROOM, create=create)
        try:
            if create:  # for a workshop: better refused now than when everybody is in
                write(found.engine, found.path, touch)
        finally:
            found.engine.dispose()
        head = found.header
        return cls(found.path or str(where), head["store"], head.get(_ADDRESS, ""))

    def settle(self, address: str) -> int:
        """Keep where the store is served, and return how many books were begun elsewhere.

        A browser keeps its key for the address that it was at, and has none at another.
        Raises a `BookError`.
        """
        engine, before = engine_of(self._where), self.address

        def keep(conn: sa.Connection) -> int:
            put(conn, _ADDRESS, address)
            return conn.scalar(sa.select(sa.func.count(ROWS.c.book.distinct()))) or 0

        try:
            books = write(engine, self.path, keep)
        finally:
            engine.dispose()
        self.address = address
        return books if before not in {"", address} else 0

    def journal(self, key: str) -> Journal:
        """Return the journal of the book that a learner's key opens; it may still be empty.

        Raises `NotAKey`, or another `BookError`.
        """
        cipher = Cipher(book_of(key, self.id), row_key(key, self.id))
        # Each has an engine of its own: SQLite counts for a connection what others commit.
        engine = engine_of(self._where)
        bear_any_text(engine)
        journal = Journal.at(engine, self.path, cipher, f"epoch:{cipher.book}")
        self._journals.add(journal)
        return journal

    def close(self) -> None:
        """Let go of the database: close every journal that was given out."""
        for journal in tuple(self._journals):
            journal.close()
