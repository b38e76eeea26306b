"""A CSV file whose first row names its columns, as programs write it that know what they write."""

import re
from dataclasses import dataclass

from plnkit.exchange import cells
from plnkit.exchange.given import Given
from plnkit.exchange.staging import Skipped


@dataclass(frozen=True)
class Headed:
    """The columns of a file as they are called, its rows, and those that cannot be read."""

    name: str
    titles: tuple[str, ...]
    rows: tuple[cells.Row, ...]
    skipped: tuple[Skipped, ...] = ()


def columns_of(file: Given) -> tuple[str, ...]:
    """Return the columns of a file, as `plain` returns them, from its beginning alone."""
    first = next(iter(cells.first_rows(file, 1)), None)
    return tuple(map(plain, first.cells)) if first else ()


def headed(file: Given) -> Headed:
    """Return a file with its columns. Raises `NotReadable` for more than 500 of them."""
    read = cells.rows_of(file)
    titles, *rows = read.rows or [cells.Row(1, ())]
    names = tuple(map(cells.unguarded, titles.cells))
    if rows and all(len(row.cells) == len(names) + 1 for row in rows):
        names = ("", *names)  # R's write.table names no column for the names of rows
    return Headed(file.name, names, tuple(rows), read.skipped)


def plain(name: str) -> str:
    """Return a column's name as it is compared: `Alter.1.Number` is "alter1number"."""
    return re.sub(r"[\s._-]", "", cells.unguarded(name)).casefold()
