"""Tables of contacts: the row with the headings, wherever it stands, and what is under each."""

import csv
import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from plnkit.errors import NotReadable
from plnkit.exchange import cells
from plnkit.exchange.given import Given
from plnkit.exchange.staging import Skipped
from plnkit.language import N_, tr

# By what a column holds, how it may be headed: in small letters, with "#" for a number.
Words = Mapping[str, tuple[str, ...]]
# Whether what the columns hold makes it a table of a kind.
Enough = Callable[[frozenset[str]], bool]
ROWS = 100_000  # more are no address book of a person
_MARKS = ",;\t"
_HEAD = 16_000  # bytes in which the headings stand: Outlook has a hundred of them
_LINES = 60  # above them LinkedIn has a note
_SHOWN = 300  # letters of a row that was left out
_CUT = N_("the file ends in the middle of it, so it was not read: export the file again")


@dataclass(frozen=True)
class Header:
    """The row with the headings: its line, what separates its cells, and where each column is."""

    line: int
    mark: str
    columns: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Record:
    """A row below the headings; `where` is where a reader finds it."""

    where: str
    cells: tuple[str, ...]
    header: Header

    def all(self, name: str) -> list[str]:
        """Return what stands in the columns of a name, without blanks."""
        cells = self.cells
        places = self.header.columns.get(name, ())
        return [text for at in places if at < len(cells) and (text := cells[at].strip())]

    def one(self, name: str) -> str:
        """Return what stands in the first column of a name that is not blank; "" without one."""
        for at in self.header.columns.get(name, ()):
            if at < len(self.cells) and (text := self.cells[at].strip()):
                return text
        return ""

    def joined(self, *names: str) -> str:
        """Return what stands under several names, with spaces between."""
        return " ".join(filter(None, map(self.one, names)))

    @property
    def raw(self) -> str:
        """The row as it stands in the file, shortened."""
        return self.header.mark.join(self.cells)[:_SHOWN]


def header_of(file: Given, words: Words, enough: Enough) -> Header | None:
    """Return the row with the headings among the first lines of a file, or None; never raises."""
    if not file.is_text:
        return None
    begin = Given(file.name, file.data[:_HEAD]).text
    lines = islice(io.StringIO(begin, newline=""), _LINES)
    for number, line in enumerate(lines, 1):  # each by itself: headings have no line ends in them
        for mark in _MARKS:
            columns = _columns(_cells(line, mark), words)
            if enough(frozenset(columns)):
                return Header(number, mark, columns)
    return None


def _cells(line: str, mark: str) -> list[str]:
    if not 0 < line.count(mark) < cells.COLUMNS:
        return []
    try:
        return next(csv.reader([line], delimiter=mark), [])
    except csv.Error:
        return []


def _columns(headings: Sequence[str], words: Words) -> Mapping[str, tuple[int, ...]]:
    """Return where each column is; of several, those that are headed by an earlier word first."""
    places: dict[str, list[int]] = {}
    for at, text in enumerate(headings):
        places.setdefault(heading(text), []).append(at)
    found = {
        name: tuple(at for word in several for at in places.get(word, ()))
        for name, several in words.items()
    }
    return {name: columns for name, columns in found.items() if columns}


def heading(text: str) -> str:
    """Return a heading as it is compared: in small letters, with "#" for a number."""
    return re.sub(r"[0-9]+", "#", " ".join(text.replace("\ufeff", "").split()).casefold())


def records_of(
    files: Sequence[Given],
    header: Callable[[Given], Header | None],
    otherwise: str,
    *,
    several: bool = False,
    most: int = ROWS,
) -> tuple[list[Record], list[Skipped]]:
    """Return the rows below the headings of files, and those that cannot be read.

    With several files each says in which one it stands. Raises `NotReadable`, for a file without
    the headings with the sentence `otherwise`, which has its {name}, and for files with nothing else.
    """
    rows: list[Record] = []
    lost: list[Skipped] = []
    for file in files:
        head = header(file)
        if head is None:
            raise NotReadable(tr(otherwise, name=file.name))
        prefix = f"{file.name}, " if several or len(files) > 1 else ""
        found = cells.rows_of(file, head.mark)
        if len(found.rows) > most:
            raise NotReadable(
                tr(
                    "{name} has more than {most} rows: keep those you need, and save it again.",
                    name=file.name,
                    most=most,
                )
            )
        below = [row for row in found.rows if row.line > head.line]
        cut = [below.pop()] if _is_cut(file, found.rows, head) else []
        rows += [Record(prefix + row.where, row.cells, head) for row in below]
        lost += [replace(one, where=prefix + one.where) for one in found.skipped]
        lost += [_left_out(Record(prefix + row.where, row.cells, head)) for row in cut]
    if files and not (several or rows or lost):
        raise nobody_under(files[0])
    return rows, lost


def nobody_under(file: Given) -> NotReadable:
    """Return what is said of a file that has headings and nothing else."""
    return NotReadable(
        tr(
            "{name} has headings, but nobody stands under them: export it again, or choose another "
            "file.",
            name=file.name,
        )
    )


def _is_cut(file: Given, rows: Sequence[cells.Row], head: Header) -> bool:
    """Return whether a file breaks off in its last row, as after a download that did not end."""
    widths = [len(row.cells) for row in rows if row.line == head.line]
    if not widths or rows[-1].line == head.line or file.text.endswith(("\n", "\r")):
        return False
    return len(rows[-1].cells) < widths[0]


def _left_out(row: Record) -> Skipped:
    return Skipped(row.where, tr(_CUT), member=True, raw=row.raw)
