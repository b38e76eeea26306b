"""Looking after a file: is it sound, and what of a damaged one can be read."""

from pathlib import Path
from typing import Any

import sqlalchemy as sa

from plnkit import disk
from plnkit.errors import BookError, Damaged, NotWritable
from plnkit.journal.database import (
    HEADER,
    ROWS,
    is_file,
    is_key,
    sqlite_engine,
    told,
    writing,
)
from plnkit.journal.journal import Journal
from plnkit.journal.opening import BOOK, fill, refuse_other_ending
from plnkit.language import tr


def check(where: str | Path) -> list[str]:
    """Read everything in a book and return what is wrong, a sentence each; none means sound."""
    try:
        journal = Journal.open(where, create=False)
    except Damaged as fault:
        return [str(fault)]
    found = list(journal.problems)
    try:
        with told(journal.path), journal._engine.connect() as conn:  # noqa: SLF001
            if is_file(conn):
                said = conn.exec_driver_sql("PRAGMA integrity_check").scalars().all()
                found += [
                    tr("the file is damaged ({reason})", reason=line)
                    for line in said
                    if line != "ok"
                ]
    except Damaged as fault:
        found.append(str(fault))
    finally:
        journal.close()
    return found


def rescue(path: Path, copy: Path) -> int:
    """Write what can be read of a damaged book to a new one and return the number of rows."""
    refuse_other_ending(path, BOOK)  # many learners' rows are no book
    if copy.exists():
        raise NotWritable(tr("{path} exists already: choose another name for the copy.", path=copy))
    names = [c.name for c in ROWS.columns]
    found = {r[0]: r for r in disk.readable_rows(path, ", ".join(names))}
    rows = [r for r in found.values() if _could_be_ours(dict(zip(names, r, strict=True)))]
    if not rows:
        raise BookError(
            tr("Nothing of {path} can be read: take the newest copy that you have.", path=path)
        )
    disk.create(copy, lambda draft: _fill_with(draft, names, rows))
    return len(rows)


def _could_be_ours(row: dict[str, Any]) -> bool:
    """Return whether every column of a rescued row holds what the table demands."""
    return all(
        isinstance(value, ROWS.c[name].type.python_type)
        or (value is None and ROWS.c[name].nullable)
        for name, value in row.items()
    )


def _fill_with(draft: Path, names: list[str], rows: list[tuple[Any, ...]]) -> None:
    fill(draft)
    engine = sqlite_engine(draft)
    try:
        with told(draft), writing(engine) as conn:
            conn.execute(sa.insert(ROWS), [dict(zip(names, r, strict=True)) for r in rows])
            mine = sa.update(HEADER).where(is_key("book")).values(value=rows[-1][1])
            conn.execute(mine)
    finally:
        engine.dispose()
