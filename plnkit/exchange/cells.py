"""CSV: rows with the lines on which they stand, and cells that no spreadsheet runs as a formula."""

import csv
import io
import re
from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from plnkit.errors import NotReadable
from plnkit.exchange.given import Given
from plnkit.exchange.staging import Skipped
from plnkit.language import N_, tr, trn

COLUMNS = 500  # more are no list of people
LINES = 1_500_000  # with these and the cells, what is read fits into the memory of a small machine
CELLS = 4_000_000
AGAIN = 1_000_000  # lines read twice, after rows that are broken: more are made to take time
_BEGIN = 64_000  # bytes that are enough to tell one table from another
_FIRST = 20  # rows that say how a table is written
_LIVE = ("=", "+", "-", "@", "\t", "\r")  # what a cell begins with that a spreadsheet would run
_OPEN = N_("a quotation mark in it is not closed")
_SHOWN = 300  # letters of a row that was left out
_MARKS = ",;\t|"
_SEP = re.compile(
    r"sep=([,;\t|:^~])\s*", re.IGNORECASE
)  # a line with which Excel says the separator


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the line on which it begins, what its cells hold, and how its place is called.

    `place` is in the reader's language: "line {number}", and in a workbook of Excel "row {number}".
    """

    line: int
    cells: tuple[str, ...]
    place: str = ""

    @property
    def where(self) -> str:
        """Where a reader finds it."""
        return self.place.format(number=self.line)


@dataclass(frozen=True)
class Rows:
    """The rows of a file that are not blank, and those that cannot be read."""

    rows: tuple[Row, ...]
    skipped: tuple[Skipped, ...] = ()


def rows_of(file: Given, delimiter: str | None = None) -> Rows:
    """Return the rows of a CSV file; one that is broken is left out, and the next is read on.

    Without a delimiter it is found out. Raises `NotReadable` for more than 500 columns, or for more
    lines than plnkit takes.
    """
    lines = _lines(file)
    mark = delimiter or delimiter_of(lines)
    if file.text.count(mark) > CELLS:
        raise too_large(file, trn("{n} cell", "{n} cells", CELLS))
    rows, skipped = [], []
    for row in _rows(file, lines, mark):
        if isinstance(row, Skipped):
            skipped.append(row)
        elif any(map(str.strip, row.cells)):
            refuse_wide(file, len(row.cells))
            rows.append(row)
    return Rows(tuple(rows), tuple(skipped))


def first_rows(file: Given, number: int = _FIRST) -> tuple[Row, ...]:
    """Return the first rows of a file, which are enough to recognise it; never raises."""
    cut = len(file.data) > _BEGIN
    begin = Given(file.name, file.data[:_BEGIN])
    lines = list(io.StringIO(begin.text, newline=""))[: 5 * number]
    whole = lines[:-1] if cut and len(lines) > 1 else lines
    rows = (row for row in _rows(begin, whole, delimiter_of(whole)) if isinstance(row, Row))
    return tuple(islice((row for row in rows if any(map(str.strip, row.cells))), number))


def delimiter_of(lines: Sequence[str]) -> str:
    """Return what separates the cells: of the marks in the first row, that which most lines share."""
    head = lines[:_FIRST]
    if head and (said := _SEP.fullmatch(head[0])):
        return said[1]
    plain = re.split(r"[\r\n]+", re.sub(r'"[^"]*"', "", "".join(head)))
    first = next((found for line in plain if (found := [m for m in _MARKS if m in line])), [","])
    return max(first, key=lambda mark: _agreement([line.count(mark) for line in plain]))


def _agreement(counts: Sequence[int]) -> tuple[int, int]:
    """Return in how many lines a mark stands as often as in most, and how often that is."""
    times = Counter(filter(None, counts))
    return max(((lines, often) for often, lines in times.items()), default=(0, 0))


def refuse_wide(file: Given, width: int) -> None:
    """Raise `NotReadable` for a row with more columns than a list of people has."""
    if width > COLUMNS:
        raise NotReadable(
            tr(
                "{name} has {width} columns, and plnkit reads up to {most}: keep those with names "
                "and addresses, and save it again.",
                name=file.name,
                width=width,
                most=COLUMNS,
            )
        )


def _lines(file: Given) -> list[str]:
    text = file.text
    if text.count("\n") + text.count("\r") > 2 * LINES:
        raise too_large(file, trn("{n} line", "{n} lines", LINES))
    lines = list(io.StringIO(text, newline=""))
    if len(lines) > LINES:
        raise too_large(file, trn("{n} line", "{n} lines", LINES))
    return lines


def too_large(file: Given, what: str) -> NotReadable:
    """Return what is said of a file that holds more of something than plnkit takes."""
    return NotReadable(
        tr(
            "{name} holds more than {what}: keep what is needed, and save it again.",
            name=file.name,
            what=what,
        )
    )


def _rows(file: Given, lines: list[str], delimiter: str) -> Iterator[Row | Skipped]:
    begin = 1 if lines and _SEP.fullmatch(lines[0]) else 0
    again = 0
    while begin < len(lines):
        broken, end = yield from _until_broken(lines, begin, delimiter)
        again += end - broken
        if again > AGAIN:
            raise NotReadable(
                tr(
                    "{name} has quotation marks all over that are not closed: export it again.",
                    name=file.name,
                )
            )
        begin = broken


def _until_broken(
    lines: list[str], begin: int, delimiter: str
) -> Generator[Row | Skipped, None, tuple[int, int]]:
    """Yield rows up to one that is broken; return the line after it, and how far was read."""
    reader = csv.reader(map(lines.__getitem__, range(begin, len(lines))), delimiter=delimiter)
    place, no_text = tr("line {number}"), tr("it holds bytes that are no text")
    before = begin
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return len(lines), len(lines)
        except csv.Error:  # a cell without an end
            open = '"' in lines[before]
            yield _broken(lines, before, tr(_OPEN) if open else tr("a cell in it is too long"))
            return before + 1, begin + reader.line_num
        first, before = before, begin + reader.line_num
        if before - first > 1 and _is_open(lines, first, before):  # the file's end closed it
            yield _broken(lines, first, tr(_OPEN))
            return first + 1, before
        if any("\0" in lines[at] for at in range(first, before)):
            yield _broken(lines, first, no_text)
            continue
        yield Row(first + 1, tuple(cells), place)


def _is_open(lines: list[str], first: int, after: int) -> bool:
    return sum(lines[at].count('"') for at in range(first, after)) % 2 == 1


def _broken(lines: list[str], at: int, why: str) -> Skipped:
    raw = lines[at].strip().replace("\0", "")[:_SHOWN]
    return Skipped(tr("line {number}", number=str(at + 1)), why, member=True, raw=raw)


def guarded(cell: str) -> str:
    """Return a text as a cell that stays one: a spreadsheet would run `=HYPERLINK(…)`."""
    return f"'{cell}" if cell.startswith(_LIVE) or _was_guarded(cell) else cell


def unguarded(cell: str) -> str:
    """Return the text that a guarded cell stands for."""
    return cell[1:] if _was_guarded(cell) else cell


def _was_guarded(cell: str) -> bool:
    rest = cell.lstrip("'")
    return cell.startswith("'") and rest.startswith(_LIVE)


Value = str | int | float | date | None  # what a cell may hold; a bool is an int


def written(rows: Iterable[Sequence[object]]) -> bytes:
    """Return rows as a CSV file that spreadsheets open: UTF-8 with a mark, texts guarded."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for row in rows:
        writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue().encode("utf-8-sig", "replace")
