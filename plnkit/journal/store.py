"""A store: the books of many learners in one database, each reached with its learner's key."""

from pathlib import Path
from weakref import WeakSet

from plnkit.journal.database import engine_of, told, touch, writing
from plnkit.journal.journal import Journal
from plnkit.journal.keys import book_of
from plnkit.journal.opening import ROOM, reach


class Store:
    """The books of a workshop: `open` it, then ask for the `journal` of a key.

    A store that is open holds no connection; its journals do.
    """

    def __init__(self, where: str | Path, id: str) -> None:
        self._where = where
        self.path = where if isinstance(where, Path) else None
        self._journals: WeakSet[Journal] = WeakSet()
        self.id = id

    @classmethod
    def open(cls, where: str | Path, *, create: bool = True) -> "Store":
        """Open a store by its path, or by the URL of a PostgreSQL database.

        Raises a `BookError` whose sentence says what to do.
        """
        found = reach(where, ROOM, create=create)
        try:
            if create:  # for a workshop: better refused now than when everybody is in
                with told(found.path), writing(found.engine) as conn:
                    touch(conn)
        finally:
            found.engine.dispose()
        return cls(found.path or str(where), found.header["store"])

    def journal(self, key: str) -> Journal:
        """Return the journal of the book that a learner's key opens; it may still be empty.

        Raises `NotAKey`, or another `BookError`.
        """
        book = book_of(key, self.id)
        # Each has an engine of its own: SQLite counts for a connection what others commit.
        journal = Journal.at(engine_of(self._where), self.path, book, f"epoch:{book}")
        self._journals.add(journal)
        return journal

    def close(self) -> None:
        """Let go of the database: close every journal that was given out."""
        for journal in tuple(self._journals):
            journal.close()
