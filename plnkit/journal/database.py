"""The tables, and the one way to them: an engine, a writer's lock, a header that is checked.

The header says what the file is; each row of the journal puts one thing or removes it. Only this
envelope migrates, after a backup: bodies are upgraded when they are read.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import sqlalchemy as sa

from plnkit import disk
from plnkit.errors import NotABook, TooNew

SCHEMA = 1
BOOK = "book"
PATIENCE = 5  # seconds to wait for another writer
MIGRATIONS: dict[int, Callable[[sa.Connection], None]] = {}  # envelope: version -> to the next
_WRITER = 0x504C4E31  # PostgreSQL: the advisory lock of the one writer

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


def _use_wal(engine: sa.Engine, path: Path) -> None:
    """Let readers and one writer work side by side; a folder that cannot is named."""
    with engine.connect() as conn:
        if conn.exec_driver_sql("PRAGMA journal_mode=WAL").scalar() != "wal":
            raise disk.no_locking(path.parent)


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Hold the one writer's lock from the first read to the commit."""
    with engine.begin() as conn:
        sqlite = conn.dialect.name == "sqlite"
        conn.exec_driver_sql(
            "BEGIN IMMEDIATE" if sqlite else f"SELECT pg_advisory_xact_lock({_WRITER})"
        )
        yield conn


@contextmanager
def told(path: Path | None) -> Iterator[None]:
    """Turn an error of the database into a sentence."""
    try:
        yield
    except sa.exc.DBAPIError as fault:
        raise disk.explained(fault.orig, path) from None
    except sqlite3.Error as fault:
        raise disk.explained(fault, path) from None
    except UnicodeDecodeError:  # SQLite's own words about a damaged file quote the damage
        if path is None:
            raise
        raise disk.damaged(path) from None


def fill(path: Path) -> None:
    """Make an empty book in the file at `path`."""
    engine = sqlite_engine(path)
    try:
        with told(path):
            _use_wal(engine, path)
            with writing(engine) as conn:
                _set_up(conn)
    finally:
        engine.dispose()


def _set_up(conn: sa.Connection) -> None:
    META.create_all(conn)
    head = {"kind": BOOK, "schema": str(SCHEMA), "epoch": "0", "book": uuid4().hex}
    conn.execute(sa.insert(HEADER), [{"key": k, "value": v} for k, v in head.items()])
    if conn.dialect.name == "sqlite":
        conn.exec_driver_sql(f"PRAGMA application_id={disk.APPLICATION_ID}")


def welcome(engine: sa.Engine, path: Path | None) -> dict[str, str]:
    """Return the header of a book that this program can work with, migrated if it must be."""
    with engine.begin() as conn:
        tables = sa.inspect(conn).get_table_names()
        if not tables and path is None:
            _set_up(conn)
        head = _read_header(conn) if tables or path is None else {}
    name = path or "This database"
    if head.get("kind") != BOOK or not head.get("schema", "").isdecimal():
        raise NotABook(f"{name} is not a plnkit book: choose another file.")
    if int(head["schema"]) > SCHEMA:
        raise TooNew(
            f"{name} was written by a newer plnkit: update plnkit to open it "
            "(pip install --upgrade plnkit). Nothing was changed."
        )
    if path is not None:
        _use_wal(engine, path)  # only now: what a newer plnkit wrote stays as it was
    if int(head["schema"]) < SCHEMA:
        _migrate(engine, path)
    return head


def _read_header(conn: sa.Connection) -> dict[str, str]:
    return {row.key: row.value for row in conn.execute(sa.select(HEADER))}


def epoch_of(conn: sa.Connection) -> str:
    """Return the mark that changes when rows were erased: what was read before is void."""
    return str(conn.scalar(sa.select(HEADER.c.value).where(is_key("epoch"))))


def is_key(key: str) -> sa.ColumnElement[bool]:
    """Return the condition for one line of the header."""
    return HEADER.c.key == key


def _migrate(engine: sa.Engine, path: Path | None) -> None:
    with writing(engine) as conn:
        version = int(_read_header(conn)["schema"])  # another program may have been faster
        if path is not None and version < SCHEMA:
            disk.back_up(path, f"backup-{version}")
        for step in range(version, SCHEMA):
            MIGRATIONS[step](conn)
        conn.execute(sa.update(HEADER).where(is_key("schema")).values(value=str(SCHEMA)))
