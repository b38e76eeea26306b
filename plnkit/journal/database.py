"""The tables, and the one way to them: an engine, a writer's lock, a sentence for each error.

The header says what the database is; each row of the journal puts one thing or removes it.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import TypeVar

import sqlalchemy as sa

from plnkit import disk
from plnkit.journal import postgres

PATIENCE = 5  # seconds to wait for another writer, or for a database that went away
AGAIN, SELDOM = 0.02, 0.5  # seconds between tries to reach it: at first, and at most

T = TypeVar("T")

META = sa.MetaData()
HEADER = sa.Table(
    "header",
    META,
    sa.Column("key", sa.String, primary_key=True),
    sa.Column("value", sa.String, nullable=False),
)
ROWS = sa.Table(
    "journal",
    META,
    sa.Column(
        "seq",
        sa.BigInteger().with_variant(sa.Integer, "sqlite"),
        primary_key=True,
        autoincrement=True,
    ),
    sa.Column("book", sa.String, nullable=False),
    sa.Column("change", sa.String, nullable=False),
    sa.Column("label", sa.String, nullable=False),
    sa.Column("undoes", sa.String),
    sa.Column("tab", sa.String, nullable=False),
    sa.Column("entity", sa.String, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("algorithm", sa.String, nullable=False),
    sa.Column("nonce", sa.LargeBinary),
    sa.Column("body", sa.LargeBinary),
    sa.Column("at", sa.String, nullable=False),
    sa.Index("journal_book_seq", "book", "seq"),
    sa.Index("journal_change", "book", "change"),
    sqlite_autoincrement=True,  # the seq of an erased row is never given again
)


def engine_of(where: str | Path) -> sa.Engine:
    """Return an engine for a path, or for the address of a PostgreSQL database, not connected."""
    if isinstance(where, Path):
        return sqlite_engine(where)
    return postgres.postgres_engine(where, PATIENCE)


def sqlite_engine(path: Path) -> sa.Engine:
    """Return an engine whose commits are on disk and whose freed pages are blank."""
    engine = sa.create_engine(
        sa.URL.create("sqlite", database=str(path)),
        connect_args={"timeout": PATIENCE, "isolation_level": None, "check_same_thread": False},
    )

    @sa.event.listens_for(engine, "connect")
    def _(raw: sqlite3.Connection, _: object) -> None:
        for pragma in ("synchronous=FULL", "secure_delete=ON", "temp_store=MEMORY"):
            raw.execute(f"PRAGMA {pragma}")

    return engine


def bear_any_text(engine: sa.Engine) -> None:
    """Read text that is not UTF-8 as some other text, for who finds out that it was altered."""

    @sa.event.listens_for(engine, "connect")
    def _(raw: object, _: object) -> None:
        if isinstance(raw, sqlite3.Connection):  # PostgreSQL lets no such text in
            raw.text_factory = lambda held: held.decode("utf-8", "replace")


def use_wal(engine: sa.Engine, path: Path) -> None:
    """Let readers and one writer work side by side; a folder that cannot is named."""
    with engine.connect() as conn:
        if conn.exec_driver_sql("PRAGMA journal_mode=WAL").scalar() != "wal":
            raise disk.no_locking(path.parent)


def read(engine: sa.Engine, path: Path | None, work: Callable[[sa.Connection], T]) -> T:
    """Return what `work` reads; it begins anew where PostgreSQL's connection is lost.

    Raises a `BookError`.
    """
    return _lasting(engine.connect, path, work)


def write(
    engine: sa.Engine,
    path: Path | None,
    work: Callable[[sa.Connection], T],
    book: str | None = None,
) -> T:
    """Return what `work` does with a writer's lock; it begins anew where PostgreSQL's connection is lost.

    Its rows may be there already, when the commit's answer alone was lost: so it looks, then writes.
    Raises a `BookError`.
    """
    return _lasting(partial(writing, engine, book), path, work)


def _lasting(
    connection: Callable[[], AbstractContextManager[sa.Connection]],
    path: Path | None,
    work: Callable[[sa.Connection], T],
) -> T:
    end, pause = time.monotonic() + PATIENCE, AGAIN
    with told(path):
        while True:
            try:
                with connection() as conn:
                    return work(conn)
            except sa.exc.DBAPIError as fault:
                if path is not None or not postgres.is_lost(fault) or time.monotonic() > end:
                    raise
            time.sleep(pause)
            pause = min(2 * pause, SELDOM)


@contextmanager
def snapshot(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Read what was there at one moment, while others write on."""
    if engine.dialect.name != "sqlite":
        engine = postgres.snapshot(engine)
    with engine.begin() as conn:
        if is_file(conn):
            conn.exec_driver_sql("BEGIN")
        yield conn


@contextmanager
def writing(engine: sa.Engine, book: str | None = None) -> Iterator[sa.Connection]:
    """Hold the writer's lock from the first read to the commit; in PostgreSQL each book has its own."""
    with engine.begin() as conn:
        if is_file(conn):
            conn.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            postgres.lock(conn, PATIENCE, book)
        yield conn


def touch(conn: sa.Connection) -> None:
    """Change nothing, with the rights that a change needs."""
    conn.execute(sa.update(HEADER).where(is_key("")).values(value=""))


def is_file(conn: sa.Connection) -> bool:
    """Return whether this is SQLite."""
    return conn.dialect.name == "sqlite"


def mark_of(conn: sa.Connection) -> object:
    """Return what stays equal as long as nobody but this very connection commits.

    SQLite counts that for each connection; of PostgreSQL nothing is known without a look.
    """
    if not is_file(conn):
        return object()
    return conn.connection.dbapi_connection, conn.exec_driver_sql("PRAGMA data_version").scalar()


@contextmanager
def told(path: Path | None) -> Iterator[None]:
    """Turn an error of PostgreSQL, or of the file at a path, into a sentence."""
    try:
        yield
    except sa.exc.DBAPIError as fault:
        if not isinstance(fault.orig, sqlite3.Error):
            raise postgres.explained(fault) from None
        if path is None:
            raise
        raise disk.explained(fault.orig, path) from None
    except (sqlite3.Error, UnicodeDecodeError) as fault:
        if path is None:
            raise
        raise disk.explained(fault, path) from None


def epoch_of(conn: sa.Connection, key: str) -> str:
    """Return the count that grows when rows were erased: what was read before is void."""
    return str(conn.scalar(sa.select(HEADER.c.value).where(is_key(key))) or "0")


def begin_epoch(conn: sa.Connection, key: str) -> None:
    """Let everybody read anew what has this epoch."""
    put(conn, key, str(int(epoch_of(conn, key)) + 1))


def put(conn: sa.Connection, key: str, value: str) -> None:
    """Write one line of the header, whether it is there or not."""
    conn.execute(sa.delete(HEADER).where(is_key(key)))
    conn.execute(sa.insert(HEADER).values(key=key, value=value))


def is_key(key: str) -> sa.ColumnElement[bool]:
    """Return the condition for one line of the header."""
    return HEADER.c.key == key
