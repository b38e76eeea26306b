"""Erasing for good: no row keeps the thing, what hung on it, or its name."""

from typing import Any

import sqlalchemy as sa

from plnkit.journal.database import ROWS
from plnkit.model import decode, encode

ERASED = "(a change to something that was erased)"


def erase_rows(conn: sa.Connection, book: str, gone: set[str]) -> None:
    """Delete or rewrite each row that speaks of what is gone, and the names of its changes."""
    rows = list(conn.execute(sa.select(ROWS).where(ROWS.c.book == book)))
    left = {r.seq: _scrubbed(r, gone) for r in rows if r.body is not None}
    alive = {r.entity for r in rows if left.get(r.seq)}
    touched = {r.change for r in rows if r.body is not None and left[r.seq] != r.body}
    touched |= {r.change for r in rows if r.entity not in alive}
    names = {name for r in rows if r.entity in gone and (name := _name_in(r))}
    for row in rows:
        same = ROWS.c.seq == row.seq
        if row.entity not in alive:
            conn.execute(sa.delete(ROWS).where(same))
        elif row.body is not None and left[row.seq] != row.body:
            # Without a body it says "removed": deleted, it would bring back what came before.
            conn.execute(sa.update(ROWS).where(same).values(body=left[row.seq]))
        if row.change in touched or any(name in row.label for name in names):
            conn.execute(sa.update(ROWS).where(same).values(label=ERASED))


def _name_in(row: Any) -> str | None:
    try:
        return row.body and getattr(decode(row.body, row.version), "name", None)
    except ValueError:
        return None


def _scrubbed(row: Any, gone: set[str]) -> bytes | None:
    """Return a row's body without the ids that are gone, or None when nothing is left."""
    if row.entity in gone:
        return None
    try:
        entity = decode(row.body, row.version)
    except ValueError:  # of a newer version: what names the erased cannot stay
        return None if any(id.encode() in row.body for id in gone) else bytes(row.body)
    left = entity.detached(gone)
    if left is entity:
        return bytes(row.body)
    return None if left is None else encode(left)
