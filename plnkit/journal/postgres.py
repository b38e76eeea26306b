"""PostgreSQL: a connection for each use, the one writer's lock, and what its errors mean."""

import sqlalchemy as sa

from plnkit.errors import (
    BookError,
    CannotSave,
    DiskFull,
    Locked,
    NotABook,
    NotWritable,
)
from plnkit.language import N_, tr

_DRIVERS = {"postgresql", "postgresql+psycopg", "postgres"}
_WRITER = 0x504C4E31  # the advisory lock of the one writer


def postgres_engine(address: str, patience: float) -> sa.Engine:
    """Return an engine that connects on demand and lets go: many pages hold no connection.

    Raises a `BookError` when the address cannot be understood or the driver is not installed.
    """
    try:
        url = sa.make_url(address)
        if url.drivername not in _DRIVERS:
            raise ValueError
        query = {"connect_timeout": f"{patience:.0f}", **url.query}
        return sa.create_engine(
            url.set(drivername="postgresql+psycopg", query=query),
            poolclass=sa.NullPool,
            isolation_level="READ COMMITTED",  # a writer must see what came before its lock
        )
    except ImportError:
        raise BookError(
            tr('A PostgreSQL database needs one more package: pip install "psycopg[binary]".')
        ) from None
    except (sa.exc.ArgumentError, ValueError):  # neither quotes the address: it has a password
        raise NotABook(
            tr(
                "This address of a database is not understood: "
                "write it as postgresql://user:password@host/database."
            )
        ) from None


def lock(conn: sa.Connection, patience: float) -> None:
    """Wait for other writers, and keep them waiting until this transaction ends."""
    conn.exec_driver_sql(f"SET LOCAL lock_timeout = {patience * 1000:.0f}")
    conn.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER})")


def explained(fault: sa.exc.DBAPIError) -> BookError:
    """Return the sentence for an error of PostgreSQL."""
    if isinstance(fault, sa.exc.DataError):
        return CannotSave(
            tr(
                "This holds a character that the database cannot keep: take it out and try again. "
                "Nothing was changed."
            )
        )
    state = getattr(fault.orig, "sqlstate", None)
    if state in _SENTENCES:
        kind, sentence = _SENTENCES[state]
        return kind(tr(sentence))
    reason = str(fault.orig).partition("\n")[0]
    if state is None:
        return NotWritable(
            tr(
                "The database cannot be reached ({reason}): check its address, and that it runs.",
                reason=reason,
            )
        )
    return NotWritable(
        tr("The database did not answer as expected ({reason}): check that it runs.", reason=reason)
    )


_ODD = N_("This database is not a plnkit store: choose another.")
_READ_ONLY = N_(
    "The database lets us only read: give its user the right to create and write tables."
)
_FULL = N_("The disk of the database is full: free some room, then do this again.")
_HELD = N_("Another program holds the database: try again in a moment.")
_SENTENCES: dict[str, tuple[type[BookError], str]] = {
    "25006": (NotWritable, _READ_ONLY),
    "42501": (NotWritable, _READ_ONLY),
    "42703": (NotABook, _ODD),  # a column is not there
    "42P01": (NotABook, _ODD),  # a table is not there
    "53100": (DiskFull, _FULL),
    "55P03": (Locked, _HELD),
}
