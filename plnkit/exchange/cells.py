"""CSV: rows with the lines on which they stand, and cells that no spreadsheet runs as a formula."""

import csv
import io
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass

from plnkit.errors import NotReadable
from plnkit.exchange.given import Given
from plnkit.exchange.staging import Skipped

COLUMNS = 500  # more are no list of people
_LIVE = ("=", "+", "-", "@", "\t", "\r")  # what a cell begins with that a spreadsheet would run
_SHOWN = 300  # letters of a row that was left out


@dataclass(frozen=True)
class Row:
    """A row: the line on which it begins, and what its cells hold."""

    line: int
    cells: tuple[str, ...]

    @property
    def where(self) -> str:
        """Where a reader finds it."""
        return f"line {self.line}"


@dataclass(frozen=True)
class Rows:
    """The rows of a file that are not blank, and those that cannot be read."""

    rows: tuple[Row, ...]
    skipped: tuple[Skipped, ...] = ()


def rows_of(file: Given, delimiter: str | None = None) -> Rows:
    """Return the rows of a CSV file; one that is broken is left out, and the next is read on.

    Without a delimiter it is found out. Raises `NotReadable` for more than 500 columns.
    """
    lines = list(io.StringIO(file.text, newline=""))
    mark = delimiter or delimiter_of(lines)
    rows, skipped = [], []
    for row in _rows(lines, mark):
        if isinstance(row, Skipped):
            skipped.append(row)
        elif any(cell.strip() for cell in row.cells):
            rows.append(row)
    if rows and max(len(row.cells) for row in rows) > COLUMNS:
        widest = max(len(row.cells) for row in rows)
        raise NotReadable(
            f"{file.name} has {widest:,} columns, and plnkit reads up to {COLUMNS}: keep those "
            "with names and addresses, and save it again."
        )
    return Rows(tuple(rows), tuple(skipped))


def delimiter_of(lines: Sequence[str]) -> str:
    """Return what separates the cells: the mark that the first lines have most of."""
    for line in lines[:20]:
        if line.lower().startswith("sep=") and line[4:5].strip():
            return line[4]
    head = "".join(lines[:20])
    return max(",;\t|", key=head.count)


def _rows(lines: list[str], delimiter: str) -> Iterator[Row | Skipped]:
    begin = 0
    if lines and lines[0].lower().startswith("sep=") and len(lines[0].strip()) <= len("sep=,"):
        begin = 1
    while begin < len(lines):
        begin = yield from _until_broken(lines, begin, delimiter)


def _until_broken(
    lines: list[str], begin: int, delimiter: str
) -> Generator[Row | Skipped, None, int]:
    """Yield rows up to one that is broken, and return the line after it (from 0)."""
    reader = csv.reader(lines[begin:], delimiter=delimiter)
    before = 0
    while True:
        first = begin + before
        try:
            cells = next(reader)
        except StopIteration:
            return len(lines)
        except csv.Error:
            yield _broken(lines, first, "a quotation mark in it is not closed")
            return first + 1
        took, before = reader.line_num - before, reader.line_num
        raw = "".join(lines[first : first + took])
        if took > 1 and raw.count('"') % 2:  # the end of the file closed it
            yield _broken(lines, first, "a quotation mark in it is not closed")
            return first + 1
        if "\0" in raw:
            yield _broken(lines, first, "it holds bytes that are no text")
            continue
        yield Row(first + 1, tuple(cells))


def _broken(lines: list[str], at: int, why: str) -> Skipped:
    raw = lines[at].strip().replace("\0", "")[:_SHOWN]
    return Skipped(f"line {at + 1}", why, member=True, raw=raw)


def guarded(cell: str) -> str:
    """Return a text as a cell that stays one: a spreadsheet would run `=HYPERLINK(…)`."""
    return f"'{cell}" if cell.startswith(_LIVE) or _was_guarded(cell) else cell


def unguarded(cell: str) -> str:
    """Return the text that a guarded cell stands for."""
    return cell[1:] if _was_guarded(cell) else cell


def _was_guarded(cell: str) -> bool:
    rest = cell.lstrip("'")
    return cell.startswith("'") and rest.startswith(_LIVE)


def written(rows: Iterable[Sequence[object]]) -> bytes:
    """Return rows as a CSV file that spreadsheets open: UTF-8 with a mark, texts guarded."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for row in rows:
        writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue().encode("utf-8-sig", "replace")
