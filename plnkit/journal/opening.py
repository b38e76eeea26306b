"""The way in: a database is found or made, and its header read, checked and, if old, migrated.

Only this envelope migrates, after a backup: bodies are upgraded when they are read.
"""

import os
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

import sqlalchemy as sa

from plnkit import disk
from plnkit.errors import BookError, NotABook, NotWritable, TooNew
from plnkit.journal.database import (
    HEADER,
    META,
    engine_of,
    is_file,
    is_key,
    read,
    sqlite_engine,
    told,
    use_wal,
    write,
    writing,
)
from plnkit.language import tr

SCHEMA = 1
BOOK, ROOM = "book", "room"  # the kinds: one book, or a store of many
NOUNS = {BOOK: "book", ROOM: "store"}  # where the header has the id of each
MIGRATIONS: dict[int, Callable[[sa.Connection], None]] = {}  # envelope: version -> to the next


class Reached(NamedTuple):
    """A database that was opened: its engine, its file if it is one, and its header."""

    engine: sa.Engine
    path: Path | None
    header: Mapping[str, str]


def reach(where: str | Path, kind: str, *, create: bool) -> Reached:
    """Open the database at a path or an address, made when it is missing and may be.

    Raises a `BookError` when it is not there, of another kind, newer, damaged or out of reach.
    """
    path = None if "://" in str(where) else Path(where).expanduser().absolute()
    if path is not None:
        _find(path, kind, create=create)
    engine = engine_of(path or where)
    try:
        with told(path):
            if path is None and create:
                write(engine, path, partial(_found, kind))
            return Reached(engine, path, welcome(engine, path, kind))
    except BaseException:
        engine.dispose()
        raise


def _find(path: Path, kind: str, *, create: bool) -> None:
    """See to it that the file is there, and that it may be of this kind."""
    refuse_other_ending(path, kind)
    exists = os.path.lexists(path)  # Path.exists raises where a folder is closed to us
    if create and not exists:
        disk.create(path, partial(fill, kind=kind))
    elif not exists:
        raise NotWritable(_nothing_at(path, kind))
    disk.refuse_what_is_not_ours(path)


def _nothing_at(path: Path, kind: str) -> str:
    if kind == ROOM:
        return tr(
            "There is no store {path}: make it with plnkit serve {name}.", path=path, name=path.name
        )
    return tr("There is no book {path}: make it with plnkit new {name}.", path=path, name=path.name)


# --- what is made -----------------------------------------------------------------------------


def fill(path: Path, kind: str = BOOK) -> None:
    """Make an empty book, or a store, in the file at `path`."""
    engine = sqlite_engine(path)
    try:
        with told(path):
            use_wal(engine, path)
            with writing(engine) as conn:
                _set_up(conn, kind)
    finally:
        engine.dispose()


def _found(kind: str, conn: sa.Connection) -> None:
    """Make the tables in a PostgreSQL database that has none; of two programs, one does."""
    if not sa.inspect(conn).get_table_names():
        _set_up(conn, kind)


def _set_up(conn: sa.Connection, kind: str) -> None:
    META.create_all(conn)
    head = {"kind": kind, "schema": str(SCHEMA), NOUNS[kind]: uuid4().hex}
    conn.execute(sa.insert(HEADER), [{"key": k, "value": v} for k, v in head.items()])
    mark_as_ours(conn)


def mark_as_ours(conn: sa.Connection) -> None:
    """Let a file say what it is, before it is opened."""
    if is_file(conn):
        conn.exec_driver_sql(f"PRAGMA application_id={disk.APPLICATION_ID}")


# --- what is found ----------------------------------------------------------------------------


def welcome(engine: sa.Engine, path: Path | None, kind: str) -> dict[str, str]:
    """Return the header of what this program can work with, migrated if it must be."""
    head = read(engine, path, _header)
    _refuse_other_kind(head, kind, path or tr("This database"))
    _refuse_newer(head, path)
    if path is not None:
        use_wal(engine, path)  # only now: what a newer plnkit wrote stays as it was
    if int(head["schema"]) < SCHEMA:
        head = _migrate(engine, path)
    return head


def _header(conn: sa.Connection) -> dict[str, str]:
    if not is_file(conn) and not sa.inspect(conn).has_table(HEADER.name):
        return {}
    return {row.key: row.value for row in conn.execute(sa.select(HEADER))}


def _refuse_newer(head: Mapping[str, str], path: Path | None) -> None:
    if int(head["schema"]) > SCHEMA:
        raise TooNew(
            tr(
                "{name} was written by a newer plnkit: update plnkit to open it "
                "(pip install --upgrade plnkit). Nothing was changed.",
                name=path or tr("This database"),
            )
        )


def _refuse_other_kind(head: Mapping[str, str], kind: str, name: str | Path) -> None:
    found = head.get("kind")
    if found != kind and found in NOUNS:
        raise _other_kind(name, kind)
    if found != kind or NOUNS[kind] not in head or not head.get("schema", "").isdecimal():
        raise NotABook(_not_ours(name, kind))


def _not_ours(name: str | Path, kind: str) -> str:
    if kind == ROOM:
        return tr("{name} is not a plnkit store: choose another.", name=name)
    return tr("{name} is not a plnkit book: choose another.", name=name)


def refuse_other_ending(path: Path, kind: str) -> None:
    """Raise a `BookError` where the name of a file says that it is of another kind."""
    if (path.suffix == disk.STORE_ENDING) == (kind == ROOM):
        return
    if kind == BOOK or path.suffix == ".pln":
        raise _other_kind(path, kind)
    raise NotABook(
        tr(
            "A store's name ends in {ending}, and {path} does not: choose another name.",
            ending=disk.STORE_ENDING,
            path=path,
        )
    )


def _other_kind(name: str | Path, kind: str) -> BookError:
    if kind == BOOK:
        return NotABook(
            tr(
                "{name} is a store, which holds the books of many: open yours with your own link.",
                name=name,
            )
        )
    return NotABook(
        tr(
            "{name} is one person's book, not a store: choose a file that ends in {ending}, "
            "or a PostgreSQL database.",
            name=name,
            ending=disk.STORE_ENDING,
        )
    )


def _migrate(engine: sa.Engine, path: Path | None) -> dict[str, str]:
    """Bring a database to the schema of today, and return its header."""

    def migrated(conn: sa.Connection) -> dict[str, str]:
        head = _header(conn)  # another program may have been faster, and be newer
        _refuse_newer(head, path)
        version = int(head["schema"])
        if path is not None and version < SCHEMA:
            disk.back_up(path, f"backup-{version}")
        for step in range(version, SCHEMA):
            MIGRATIONS[step](conn)
        conn.execute(sa.update(HEADER).where(is_key("schema")).values(value=str(SCHEMA)))
        return _header(conn)

    return write(engine, path, migrated)
