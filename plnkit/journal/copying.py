"""A store or a book copied to another place, a file or a PostgreSQL database, compared row by row.

What was there at one moment is copied, while others write on; what does not come out the same is not
kept.
"""

import os
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

import sqlalchemy as sa

from plnkit import disk
from plnkit.errors import BookError, NotWritable
from plnkit.journal import rooms
from plnkit.journal.database import (
    HEADER,
    META,
    ROWS,
    is_file,
    snapshot,
    sqlite_engine,
    told,
    use_wal,
    writing,
)
from plnkit.journal.opening import BOOK, ROOM, Reached, mark_as_ours, reach, refuse_other_ending
from plnkit.language import tr

TABLES = (*META.sorted_tables, *rooms.META.sorted_tables)
COUNTED = (ROWS, rooms.META.tables["audit"])  # their keys are given in order, each once
AT_ONCE = 1000  # rows


class Copied(NamedTuple):
    """What a copy holds: how many books, and how many rows in each table."""

    books: int
    rows: Mapping[str, int]


def copy(source: str | Path, target: str | Path) -> Copied:
    """Copy a store, or a book in a file, to where there is none, and return what the copy holds.

    Raises a `BookError` when one of the two cannot be used, or when they do not come out the same.
    """
    if str(source) == str(target):
        raise _taken()
    kind = BOOK if str(source).endswith(".pln") else ROOM
    came = reach(source, kind, create=False)
    try:
        if "://" in str(target):
            return _to_a_database(came, str(target), kind)
        return _to_a_file(came, Path(target).expanduser().absolute(), kind)
    finally:
        came.engine.dispose()


def _to_a_database(came: Reached, address: str, kind: str) -> Copied:
    goes = reach(address, kind, create=True)
    try:
        return _copied(came, goes)
    finally:
        goes.engine.dispose()


def _to_a_file(came: Reached, path: Path, kind: str) -> Copied:
    refuse_other_ending(path, kind)
    if os.path.lexists(path):
        raise _taken()
    made: list[Copied] = []
    disk.create(path, lambda draft: made.append(_draft(came, draft)))
    return made[0]


def _draft(came: Reached, path: Path) -> Copied:
    """Fill a file in one step: before the last row has come, it is empty."""
    engine = sqlite_engine(path)
    try:
        with told(path):
            use_wal(engine, path)
        return _copied(came, Reached(engine, path, {}))
    finally:
        engine.dispose()


def _copied(came: Reached, goes: Reached) -> Copied:
    with told(came.path), snapshot(came.engine) as out, told(goes.path), writing(goes.engine) as to:
        there = [table for table in TABLES if _has(table, out)]
        for table in there:
            table.create(to, checkfirst=True)
        if any(_holds(table, to) for table in TABLES if table is not HEADER):
            raise _taken()
        to.execute(sa.delete(HEADER))
        rows = {table.name: _fill(table, out, to) for table in there}
        for table in set(COUNTED) & set(there):
            _go_on_from(table, max(_last(table, out), _last(table, to)), to)
        if not all(_same(table, out, to) for table in there):
            raise BookError(tr("What was copied is not the same: nothing was kept. Try again."))
        mark_as_ours(to)
        return Copied(to.scalar(sa.select(sa.func.count(ROWS.c.book.distinct()))) or 0, rows)


def _taken() -> BookError:
    return NotWritable(
        tr("There is something already where the copy should be: choose another place.")
    )


# --- rows -------------------------------------------------------------------------------------


def _rows(table: sa.Table, conn: sa.Connection) -> Iterator[tuple[object, ...]]:
    wanted = sa.select(table).order_by(*table.primary_key.columns)
    options = {"yield_per": AT_ONCE}
    with conn.execute(wanted, execution_options=options) as found:
        for row in found:
            yield tuple(row)


def _holds(table: sa.Table, conn: sa.Connection) -> bool:
    return _has(table, conn) and conn.execute(sa.select(table).limit(1)).first() is not None


def _fill(table: sa.Table, out: sa.Connection, to: sa.Connection) -> int:
    names, some, many = table.columns.keys(), [], 0
    for row in _rows(table, out):
        some.append(dict(zip(names, row, strict=True)))
        many += 1
        if len(some) == AT_ONCE:
            to.execute(sa.insert(table), some)
            some = []
    if some:
        to.execute(sa.insert(table), some)
    return many


def _same(table: sa.Table, out: sa.Connection, to: sa.Connection) -> bool:
    """Return whether both have the same rows; of texts each database has an order of its own."""
    ours, theirs = _rows(table, out), _rows(table, to)
    if table in COUNTED:
        return all(a == b for a, b in zip_longest(ours, theirs))
    return sorted(ours, key=repr) == sorted(theirs, key=repr)


# --- the next key: that of a row that was erased is never given again -----------------------------


def _last(table: sa.Table, conn: sa.Connection) -> int:
    """Return the highest key that was ever given."""
    most = conn.scalar(sa.select(sa.func.max(table.c.seq)))
    if is_file(conn):
        given = conn.exec_driver_sql(
            "SELECT seq FROM sqlite_sequence WHERE name = ?", (table.name,)
        )
        return max(most or 0, given.scalar() or 0)
    counter = sa.table(f"{table.name}_seq_seq", sa.column("last_value"), sa.column("is_called"))
    last, called = conn.execute(sa.select(counter)).one()
    return max(most or 0, last if called else 0)


def _has(table: sa.Table, conn: sa.Connection) -> bool:
    return sa.inspect(conn).has_table(table.name)


def _go_on_from(table: sa.Table, last: int, conn: sa.Connection) -> None:
    """Let the next key of a table come after the last one."""
    if not is_file(conn):
        if last:
            conn.execute(sa.select(sa.func.setval(f"{table.name}_seq_seq", last)))
    elif table is ROWS:  # SQLite takes the highest that is there for any other
        conn.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = ?", (table.name,))
        conn.exec_driver_sql("INSERT INTO sqlite_sequence VALUES (?, ?)", (table.name, last))
