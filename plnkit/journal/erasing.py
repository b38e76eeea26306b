"""Erasing for good: no row, backup or free page keeps the thing, what hung on it, or its name."""

import sqlite3
import time
from pathlib import Path

import sqlalchemy as sa

from plnkit import disk
from plnkit.errors import Locked
from plnkit.journal import database
from plnkit.journal.cipher import STORED, Plain
from plnkit.journal.database import ROWS
from plnkit.journal.folding import Row, Unread
from plnkit.language import N_, tr
from plnkit.model import decode, encode

BRIEFLY = 0.1  # seconds
ERASED = N_("(a change to something that was erased)")


def erase_rows(conn: sa.Connection, cipher: Plain, gone: set[str]) -> None:
    """Delete or rewrite each row that speaks of what is gone, and the names of its changes.

    A row that cannot be opened is deleted, too: nobody can say of whom it speaks.
    """
    rows, lost = _opened(conn, cipher)
    left = {r.seq: _scrubbed(r, gone) for r in rows if r.body is not None}
    alive = {r.entity for r in rows if left.get(r.seq)}
    touched = {r.change for r in rows if r.body is not None and left[r.seq] != r.body}
    touched |= {r.change for r in rows if r.entity not in alive}
    names = {name for r in rows if r.entity in gone and (name := _name_in(r))}
    for row in rows:
        if row.entity not in alive:
            lost.append(row.seq)
            continue
        hidden = row.change in touched or any(name in row.label for name in names)
        # Without a body it says "removed": deleted, it would bring back what came before.
        new = row._replace(body=left.get(row.seq), label=tr(ERASED) if hidden else row.label)
        if new != row:
            anew = sa.update(ROWS).where(ROWS.c.seq == row.seq)
            conn.execute(anew.values(cipher.sealed(new)))
    for seq in lost:
        conn.execute(sa.delete(ROWS).where(ROWS.c.seq == seq))


def _opened(conn: sa.Connection, cipher: Plain) -> tuple[list[Row], list[int]]:
    """Return the rows of a book, and the seq of each that cannot be opened."""
    wanted = sa.select(*(ROWS.c[name] for name in STORED)).where(ROWS.c.book == cipher.book)
    found = [cipher.opened(row) for row in conn.execute(wanted)]
    rows = [row for row in found if isinstance(row, Row)]
    return rows, [row.seq for row in found if isinstance(row, Unread)]


def _name_in(row: Row) -> str | None:
    try:
        return getattr(decode(row.body, row.version), "name", None) if row.body else None
    except ValueError:
        return None


def _scrubbed(row: Row, gone: set[str]) -> bytes | None:
    """Return a row's body without the ids that are gone, or None when nothing is left."""
    if row.entity in gone or row.body is None:
        return None
    try:
        entity = decode(row.body, row.version)
    except ValueError:  # of a newer version: what names the erased cannot stay
        return None if any(id.encode() in row.body for id in gone) else row.body
    left = entity.detached(gone)
    if left is entity:
        return row.body
    return None if left is None else encode(left)


def sweep(engine: sa.Engine, path: Path | None) -> None:
    """Leave no copy of erased rows behind, in backups, free pages or the WAL.

    Raises `Locked` when other programs do not let us, or another `BookError`: the rows are gone all
    the same.
    """
    if path is None:
        alone = engine.execution_options(isolation_level="AUTOCOMMIT")
        database.read(alone, path, lambda conn: conn.exec_driver_sql(f"VACUUM {ROWS.name}"))
        return
    disk.forget_backups(path)
    # `secure_delete` blanked the pages; the WAL still holds them as they were.
    steps = ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)")
    if not all(_patiently(engine, path, step) for step in steps):
        raise Locked(
            tr(
                "Another program still reads {path}, so that traces of what was erased "
                "are left: close it there, then erase again.",
                path=path,
            )
        )


def _patiently(engine: sa.Engine, path: Path, statement: str) -> bool:
    """Run a statement that needs the file for itself; return whether it got it in time.

    It asks briefly and often: while a checkpoint waits for readers, nobody can write, and where
    another program checkpoints, SQLite does not wait at all.
    """
    end = time.monotonic() + database.PATIENCE
    with database.told(path), engine.connect() as conn:
        _wait_at_most(conn, BRIEFLY)
        try:
            while _blocked(conn, statement):
                if time.monotonic() > end:
                    return False
                time.sleep(BRIEFLY)
        finally:
            _wait_at_most(conn, database.PATIENCE)
    return True


def _wait_at_most(conn: sa.Connection, seconds: float) -> None:
    conn.exec_driver_sql(f"PRAGMA busy_timeout={seconds * 1000:.0f}").close()


def _blocked(conn: sa.Connection, statement: str) -> bool:
    try:
        found = conn.exec_driver_sql(statement)
    except sa.exc.OperationalError as fault:
        if getattr(fault.orig, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_BUSY:
            raise
        return True
    return found.returns_rows and bool(found.scalar())
