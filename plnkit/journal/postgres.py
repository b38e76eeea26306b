"""PostgreSQL: a connection for each use, the locks of writers, and what its errors mean."""

import zlib
from contextlib import suppress
from importlib import import_module

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
_WRITER = 0x504C4E31  # the advisory lock of who writes to all, shared by those who write to a book
_BOOK = 0x504C4E32  # those of the books
_IDLE = 6  # times the patience: the longest that a writer's program is silent, if it lives
_AWAY = ("08", "57P")  # errors of the connection; the server stops, or does not take anybody in yet


def postgres_engine(address: str, patience: float) -> sa.Engine:
    """Return an engine that connects on demand and lets go: many pages hold no connection.

    Raises a `BookError` when the address cannot be understood or the driver is not installed.
    """
    try:
        url = sa.make_url(address)
        if url.drivername not in _DRIVERS:
            raise ValueError
        return sa.create_engine(
            url.set(drivername="postgresql+psycopg", query={**_alive(patience), **url.query}),
            connect_args={"prepare_threshold": None},  # PgBouncer's connections change in between
            poolclass=sa.NullPool,
            isolation_level="READ COMMITTED",  # a writer must see what came before its lock
            use_native_hstore=False,  # which would be asked for at every first connection
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


def import_driver() -> None:
    """Import what connects, if it is installed: a process that is copied does so for all its copies."""
    with suppress(ImportError):
        import_module("psycopg")
        import_module("sqlalchemy.dialects.postgresql.psycopg")


def _alive(patience: float) -> dict[str, str]:
    """Return what lets a connection find out soon that nobody is at its other end."""
    seconds = f"{patience:.0f}"
    return {
        "connect_timeout": seconds,
        "keepalives_idle": seconds,
        "keepalives_interval": seconds,
        "keepalives_count": "2",
        "tcp_user_timeout": f"{patience * 3000:.0f}",
    }


def lock(conn: sa.Connection, patience: float, book: str | None = None) -> None:
    """Wait for other writers, and keep them waiting until this transaction ends.

    Where a `book` is named, only for those of that book, and of all. The lock of a program that is
    gone, and did not come to say so, is free after a while, too.
    """
    limits = {"lock_timeout": patience, "idle_in_transaction_session_timeout": patience * _IDLE}
    said = (f"set_config('{name}', '{s * 1000:.0f}', true)" for name, s in limits.items())
    conn.exec_driver_sql(f"SELECT {', '.join(said)}")
    locks = f"pg_advisory_xact_lock({_WRITER})"
    if book is not None:
        its = zlib.crc32(book.encode()) - 2**31  # two books with one number wait for each other
        locks = f"pg_advisory_xact_lock_shared({_WRITER}), pg_advisory_xact_lock({_BOOK}, {its})"
    conn.exec_driver_sql(f"SELECT {locks}")


def snapshot(engine: sa.Engine) -> sa.Engine:
    """Return an engine whose transactions see one moment, whatever others write, and only read."""
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def is_lost(fault: sa.exc.DBAPIError) -> bool:
    """Return whether there is no connection, or no longer: another may be had in a moment."""
    state = getattr(fault.orig, "sqlstate", None)
    if state is None:
        return isinstance(fault, sa.exc.OperationalError)
    return fault.connection_invalidated or state.startswith(_AWAY)


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
    if state is None or is_lost(fault):
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
