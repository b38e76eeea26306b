"""A workbook of Excel: its sheets as rows of text.

It is read with expat alone, so that time and memory stay within what is said here, whatever the file
holds: no DTD, no tree, no row that is only claimed to be there. What a formula gave when the workbook
was saved is read, hidden sheets are not, and of merged cells the first holds the text.
"""

import math
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from plnkit.errors import NotReadable
from plnkit.exchange import archive
from plnkit.exchange.cells import CELLS, Row, refuse_wide, too_large
from plnkit.exchange.given import Given
from plnkit.exchange.opening import LIMIT
from plnkit.language import tr, trn

ROWS = 100_000  # that hold something, in all sheets together
SHEETS = 100
LONGEST = 32_767  # letters in a cell of Excel
MAIN = "xl/workbook.xml"
_INSIDE = 100_000_000  # bytes of all the parts that are read
_ELEMENTS = 100_000  # styles and sheets that a workbook can have, generously
_TEXTS = 1_000_000
_DEPTH, _NAMES = 50, 2_000  # levels of a part, and different names in it
_LONG_TAG = re.compile(rb"<[^<>]{60000}")  # of which expat would keep each attribute
_OLD = b"\xd0\xcf\x11\xe0"  # how .xls begins, and a workbook that has a password
_PARTS = re.compile(r"xl/(_rels/|worksheets/)?[^/]+\.(xml|rels)")

# --- sheets -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sheet:
    """A sheet that is shown: its name, and its rows that are not blank."""

    name: str
    rows: tuple[Row, ...]


def is_workbook(file: Given) -> bool:
    """Return whether a file looks like a workbook of Excel."""
    try:
        return file.is_zip and MAIN in archive.names(file)
    except NotReadable:
        return False


def sheet_names(file: Given) -> tuple[str, ...]:
    """Return the names of the sheets that are shown. Raises `NotReadable`."""
    parts = dict(archive.contents(file, MAIN.__eq__, _INSIDE))
    return tuple(name for name, _ in _shown(_Book(file, parts)))


def sheets(file: Given) -> Iterator[Sheet]:
    """Yield the sheets that are shown, in their order.

    Cells are text: a date as 2026-11-05, a number as short as it can be, an error as nothing.
    Raises `NotReadable` where it is none, or where it holds more than plnkit takes.
    """
    _refuse_what_is_none(file)
    parts = dict(archive.contents(file, lambda path: bool(_PARTS.fullmatch(path)), _INSIDE))
    book = _Book(file, parts)
    texts = _texts(book)
    dates = _dates(book)
    room = _Room(file)
    for name, path in _paths(book):
        if path in parts:
            cells = _Cells(room, texts, dates)
            book.walk(path, cells.start, cells.end, cells.text)
            yield Sheet(name, tuple(cells.rows))


def _refuse_what_is_none(file: Given) -> None:
    if file.data.startswith(_OLD):
        raise NotReadable(
            tr(
                "{name} is an old workbook of Excel, or has a password: open it there, and save it "
                "as .xlsx without a password.",
                name=file.name,
            )
        )
    if not file.is_zip or MAIN not in archive.names(file):
        raise NotReadable(
            tr("{name} is no workbook of Excel: save it as .xlsx or .csv.", name=file.name)
        )


Start = Callable[[str, Mapping[str, str]], None]
Told = Callable[[str], None]


@dataclass(frozen=True)
class _Book:
    """A workbook of which the parts are unpacked."""

    file: Given
    parts: Mapping[str, bytes]

    def walk(
        self, path: str, start: Start, end: Told | None = None, text: Told | None = None
    ) -> None:
        """Go through a part; `start` and `end` hear the names of elements without their prefix."""
        from xml.parsers.expat import ExpatError, ParserCreate

        if _LONG_TAG.search(self.parts[path]):
            raise _too_much(self.file)
        known = _Known(self.file)
        parser = ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler = lambda tag, has: start(known.begin(tag, has), has)
        parser.EndElementHandler = lambda tag: (end or _nothing)(known.end(tag))
        parser.CharacterDataHandler = text
        try:
            parser.Parse(self.parts[path], True)
        except (ExpatError, LookupError, ValueError):
            raise NotReadable(
                tr(
                    "{name} is a broken workbook of Excel: open it there, and save it again.",
                    name=self.file.name,
                )
            ) from None

    def _refuse(self, *_: object) -> None:
        raise NotReadable(
            tr(
                "{name} has a DTD in it, which no workbook has: choose another file.",
                name=self.file.name,
            )
        )

    def elements(self, path: str, *names: str) -> list[tuple[str, Mapping[str, str]]]:
        """Return the elements of a part that have one of these names; none where it is missing."""
        found: list[tuple[str, Mapping[str, str]]] = []

        def start(name: str, has: Mapping[str, str]) -> None:
            if name in names:
                found.append((name, has))
            if len(found) > _ELEMENTS:
                raise too_large(self.file, trn("{n} style", "{n} styles", _ELEMENTS))

        if path in self.parts:
            self.walk(path, start)
        return found

    @property
    def since_1904(self) -> bool:
        """Whether days are counted from 1904, as on old computers of Apple."""
        found = self.elements(MAIN, "workbookPr")
        return any(has.get("date1904") in ("1", "true") for _, has in found)


class _Known:
    """The names in a part, without their prefix, and how deep it is: both are few in a workbook."""

    def __init__(self, file: Given) -> None:
        self.file = file
        self.names: dict[str, str] = {}
        self.depth = 0

    def begin(self, tag: str, has: Mapping[str, str]) -> str:
        self.depth += 1
        if tag not in self.names or not has.keys() <= self.names.keys():
            self.names |= {name: name.rpartition(":")[2] for name in (tag, *has)}
        if self.depth > _DEPTH or len(self.names) > _NAMES:
            raise _too_much(self.file)
        return self.names[tag]

    def end(self, tag: str) -> str:
        self.depth -= 1
        return self.names[tag]


def _nothing(_: str) -> None:
    """Hear the end of an element, and do nothing."""


def _too_much(file: Given) -> NotReadable:
    return NotReadable(
        tr(
            "{name} holds more than a workbook of Excel does: keep what is needed, and save it "
            "again.",
            name=file.name,
        )
    )


def _shown(book: _Book) -> Iterator[tuple[str, str]]:
    """Yield the sheets that are shown: the name, and the id of its part."""
    found = book.elements(MAIN, "sheet")
    if len(found) > SHEETS:
        raise too_large(book.file, trn("{n} sheet", "{n} sheets", SHEETS))
    for _, has in found:
        if has.get("state", "visible") == "visible":
            yield has.get("name", ""), next((v for k, v in has.items() if k.endswith(":id")), "")


def _paths(book: _Book) -> Iterator[tuple[str, str]]:
    """Yield the sheets that are shown: the name, and the path of its part."""
    targets = {
        has.get("Id", ""): posixpath.normpath(posixpath.join("/xl", has.get("Target", "")))[1:]
        for _, has in book.elements("xl/_rels/workbook.xml.rels", "Relationship")
    }
    for name, id in _shown(book):
        yield name, targets.get(id, "")


# --- texts --------------------------------------------------------------------------------------


def _texts(book: _Book) -> list[str]:
    """Return the texts that cells refer to by number."""
    found: list[str] = []
    whole = _Text()

    def start(name: str, _: Mapping[str, str]) -> None:
        if name == "si":
            whole.clear()
        whole.start(name)

    def end(name: str) -> None:
        whole.end(name)
        if name == "si":
            found.append(whole.said())
        if len(found) > _TEXTS:
            raise too_large(book.file, trn("{n} text", "{n} texts", _TEXTS))

    if "xl/sharedStrings.xml" in book.parts:
        book.walk("xl/sharedStrings.xml", start, end, whole.text)
    return found


class _Text:
    """What stands in `t` and `v` of an element, but not how it is pronounced (`rPh`)."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        self.pieces: list[str] = []
        self.open = self.aside = False

    def start(self, name: str) -> None:
        if name in ("t", "v"):
            self.open = not self.aside
        elif name == "rPh":
            self.aside = True

    def end(self, name: str) -> None:
        if name in ("t", "v"):
            self.open = False
        elif name == "rPh":
            self.aside = False

    def text(self, data: str) -> None:
        if self.open:
            self.pieces.append(data)

    def said(self) -> str:
        return _decoded("".join(self.pieces))[:LONGEST]


def _decoded(text: str) -> str:
    """Return a text with its controls, which XML cannot hold: a workbook writes them `_x000D_`."""
    if "_x" not in text:
        return text
    plain = re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


# --- cells --------------------------------------------------------------------------------------


Dates = Callable[[str, str], str | None]


class _Room:
    """How much of a workbook was read, so that it stays within what plnkit takes."""

    def __init__(self, file: Given) -> None:
        self.file = file
        self.rows = self.cells = self.letters = 0

    def take(self, cells: Sequence[str]) -> None:
        self.rows += 1
        self.cells += len(cells)
        self.letters += sum(map(len, cells))
        if self.rows > ROWS:
            raise too_large(self.file, trn("{n} row", "{n} rows", ROWS))
        if self.cells > CELLS:
            raise too_large(self.file, trn("{n} cell", "{n} cells", CELLS))
        if self.letters > LIMIT:
            raise too_large(self.file, trn("{n} character", "{n} characters", LIMIT))


class _Cells:
    """The rows of a sheet, as they come."""

    def __init__(self, room: _Room, texts: Sequence[str], dates: Dates) -> None:
        self.room, self.texts, self.dates = room, texts, dates
        self.rows: list[Row] = []
        self.place = tr("row {number}")
        self.line = self.at = 0
        self.cells: dict[int, str] = {}
        self.has: Mapping[str, str] = {}
        self.whole = _Text()
        self.text = self.whole.text

    def start(self, name: str, has: Mapping[str, str]) -> None:
        if name == "c":
            self.at = _column(has.get("r", "").rstrip("0123456789")) or self.at + 1
            self.has = has
            self.whole.clear()
        elif name == "row":
            said = has.get("r", "")
            self.line = int(said) if re.fullmatch(r"\d{1,7}", said) else self.line + 1
            self.at = 0
            self.cells = {}
        else:
            self.whole.start(name)

    def end(self, name: str) -> None:
        if name == "c":
            if self.whole.pieces and (said := self._said()):
                refuse_wide(self.room.file, self.at)
                self.cells[self.at] = said
        elif name == "row":
            self._row()
        else:
            self.whole.end(name)

    def _row(self) -> None:
        if any(map(str.strip, self.cells.values())):
            cells = tuple(self.cells.get(n, "") for n in range(1, max(self.cells) + 1))
            self.room.take(cells)
            self.rows.append(Row(self.line, cells, self.place))
        self.cells = {}

    def _said(self) -> str:
        kind, text = self.has.get("t", "n"), self.whole.said()
        if kind == "s":
            return self._shared(text)
        if kind == "n":
            day = self.dates(self.has.get("s", ""), text)
            return _number(text) if day is None else day
        return {"b": "FALSE" if text == "0" else "TRUE", "e": ""}.get(kind, text)

    def _shared(self, number: str) -> str:
        at = int(number) if re.fullmatch(r"\d{1,7}", number) else len(self.texts)
        return self.texts[at] if at < len(self.texts) else ""


@lru_cache(1000)
def _column(letters: str) -> int:
    """Return the number of a column, A is 1; 0 where the letters name none."""
    if not re.fullmatch(r"[A-Z]{1,3}", letters):
        return 0
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


def _number(text: str) -> str:
    """Return a number as short as it can be: 7.0 is 7."""
    try:
        number = float(text)
    except ValueError:
        return text
    if not math.isfinite(number):
        return ""
    whole = number.is_integer() and abs(number) < 1e15  # noqa: PLR2004 - more digits are rounded
    return str(int(number)) if whole else repr(number)


# --- days ---------------------------------------------------------------------------------------

_BUILT_IN = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}  # ECMA-376, 18.8.30
_NO_PATTERN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]')
_LEAP = 60  # the 29 February 1900 of Excel, which was none


def _dates(book: _Book) -> Dates:
    """Return what tells the day or time that a number means: by its style, None where it is one."""
    styles = _date_styles(book)
    zero = datetime(1904, 1, 1) if book.since_1904 else datetime(1899, 12, 30)  # noqa: DTZ001

    def said(style: str, text: str) -> str | None:
        if style not in styles:
            return None
        with suppress(ValueError, OverflowError):
            days = float(text)
            shift = int(zero.year < 1900 and 1 <= days < _LEAP)  # noqa: PLR2004
            return _moment(days, zero + timedelta(days=days + shift))
        return None

    return said


def _moment(days: float, moment: datetime) -> str:
    """Return a day, a time of day, or both, to the second."""
    near = (moment + timedelta(milliseconds=500)).replace(microsecond=0)
    clock = near.time().isoformat("seconds" if near.second else "minutes")
    if 0 <= days < 1:
        return clock
    return near.date().isoformat() if clock == "00:00" else near.isoformat()


def _date_styles(book: _Book) -> set[str]:
    """Return the numbers of the styles with which a number is a day or a time."""
    own, styles, inside = {}, [], False
    for name, has in book.elements("xl/styles.xml", "numFmt", "cellStyleXfs", "cellXfs", "xf"):
        if name == "numFmt":
            own[has.get("numFmtId", "")] = has.get("formatCode", "")
        elif name == "xf" and inside:
            styles.append(has.get("numFmtId", ""))
        elif name != "xf":
            inside = name == "cellXfs"
    return {str(number) for number, id in enumerate(styles) if _is_date(id, own.get(id))}


def _is_date(id: str, pattern: str | None) -> bool:
    if pattern is None:
        return id.isascii() and id.isdecimal() and len(id) < 4 and int(id) in _BUILT_IN  # noqa: PLR2004
    return bool(re.search("[dmyhs]", _NO_PATTERN.sub("", pattern.split(";")[0][:255]).lower()))
