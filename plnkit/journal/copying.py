"""A store copied to another place, a file or a PostgreSQL database, and both compared row by row.

Nobody writes to either meanwhile; what does not come out the same is not kept.
"""

from collections.abc import Iterator
from functools import partial
from itertools import zip_longest
from pathlib import Path

import sqlalchemy as sa

from plnkit import disk
from plnkit.errors import BookError, NotWritable
from plnkit.journal import rooms
from plnkit.journal.database import HEADER, META, ROWS, is_file, sqlite_engine, told, writing
from plnkit.journal.opening import ROOM, Reached, fill, reach, refuse_other_ending
from plnkit.language import tr

TABLES = (*META.sorted_tables, *rooms.META.sorted_tables)
COUNTED = (ROWS, rooms.META.tables["audit"])  # their keys are given in order, each once
AT_ONCE = 1000  # rows


def copy(source: str | Path, target: str | Path) -> dict[str, int]:
    """Copy a store to where there is none, and return how many rows each of its tables has.

    Raises a `BookError` when one of the two cannot be used, or when they do not come out the same.
    """
    if str(source) == str(target):
        raise _taken()
    came = reach(source, ROOM, create=False)
    try:
        if "://" in str(target):
            return _to_a_database(came, str(target))
        return _to_a_file(came, Path(target).expanduser().absolute())
    finally:
        came.engine.dispose()


def _to_a_database(came: Reached, address: str) -> dict[str, int]:
    goes = reach(address, ROOM, create=True)
    try:
        return _copied(came, goes)
    finally:
        goes.engine.dispose()


def _to_a_file(came: Reached, path: Path) -> dict[str, int]:
    refuse_other_ending(path, ROOM)
    if path.exists():
        raise _taken()
    rows: dict[str, int] = {}
    disk.create(path, partial(_draft, came, rows))
    return rows


def _draft(came: Reached, rows: dict[str, int], path: Path) -> None:
    fill(path, ROOM)
    engine = sqlite_engine(path)
    try:
        rows |= _copied(came, Reached(engine, path, {}))
    finally:
        engine.dispose()


def _copied(came: Reached, goes: Reached) -> dict[str, int]:
    with told(came.path), writing(came.engine) as out, told(goes.path), writing(goes.engine) as to:
        rooms.META.create_all(to)
        if any(_holds(table, to) for table in TABLES if table is not HEADER):
            raise _taken()
        to.execute(sa.delete(HEADER))
        there = [table for table in TABLES if sa.inspect(out).has_table(table.name)]
        rows = {table.name: _fill(table, out, to) for table in there}
        for table in COUNTED:
            _go_on_from(table, max(_last(table, out), _last(table, to)), to)
        if not all(_same(table, out, to) for table in there):
            raise BookError(tr("What was copied is not the same: nothing was kept. Try again."))
        return rows


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
    return conn.execute(sa.select(table).limit(1)).first() is not None


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
    most = conn.scalar(sa.select(sa.func.max(table.c.seq))) if _has(table, conn) else 0
    if is_file(conn):
        given = conn.exec_driver_sql(
            "SELECT seq FROM sqlite_sequence WHERE name = ?", (table.name,)
        )
        return max(most or 0, given.scalar() or 0)
    if not _has(table, conn):
        return 0
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
