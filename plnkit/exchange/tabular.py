"""The tables that a spreadsheet holds of a book: things as rows of values, and rows as things again.

They are those of `plnkit.tables`, with what else is needed to read a member back. Several values in
a cell are separated by "; ": a semicolon in one of them stands after a backslash.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, time
from operator import attrgetter
from typing import Any

from plnkit import tables
from plnkit.exchange.cells import Row, Value
from plnkit.exchange.contacts import hashed
from plnkit.language import N_
from plnkit.model import LISTS, Book, Plan, Pulse
from plnkit.tables import DAY, MANY, REAL, TEXT, TRUTH, WHOLE, Column


def _at(plan: Plan) -> str | None:
    if plan.at is None:
        return None
    return plan.at.isoformat("auto" if plan.at.second or plan.at.microsecond else "minutes")


_MEMBERS = (
    Column("place", REAL, N_("where on the ring, degrees")),
    Column("was", MANY, N_("tuple of ids of members who turned out to be this one")),
)
COLUMNS: dict[str, tuple[Column, ...]] = {
    **tables.COLUMNS,
    "members": (*tables.COLUMNS["members"], *_MEMBERS),
    "plans": tuple(replace(c, get=_at) if c.name == "at" else c for c in tables.COLUMNS["plans"]),
}
# What is said by another column: it is written, and not read.
_SAID = {"members": {"strength"}, "ties": {"id"}, "capabilities": {"on"}}
_MIX = ("formal", "social", "on_the_job", "self_directed")
_RHYTHM = {"ideal_days": "ideal", "longest_days": "longest"}

# --- things as rows -----------------------------------------------------------------------------


def head(table: str) -> tuple[str, ...]:
    """Return the names of a table's columns."""
    return tuple(column.name for column in COLUMNS[table])


def rows(book: Book, table: str) -> Iterator[list[Value]]:
    """Yield a row for each thing of a table: texts, numbers, days, truths, and None for nothing."""
    ways = [(c.get or attrgetter(c.name), _WRITTEN.get(c.dtype, _as_it_is)) for c in COLUMNS[table]]
    for thing in _things(book, table):
        yield [written(get(thing)) for get, written in ways]


def _things(book: Book, table: str) -> Iterable[Any]:
    if table == "capabilities":
        return ((pulse, level) for pulse in book.all(Pulse) for level in pulse.capability)
    return book.all(LISTS[table])


def joined(texts: Iterable[str]) -> str:
    r"""Return several texts as one: "a; b", with a backslash before what would be misread."""
    return "; ".join(map(_escaped, texts))


def parted(text: str) -> list[str]:
    """Return the texts that `joined` made one of, or that somebody typed with semicolons."""
    pieces = re.findall(r"(?:[^\\;]|\\.|\\$)+", text, re.DOTALL)
    return [_plain(piece) for piece in pieces if piece.strip(" ")]


def _escaped(text: str) -> str:
    if not text:
        return r"\e"  # an empty one among others
    safe = _sound(text).replace("\\", r"\\").replace(";", r"\;")
    return re.sub("^ | $", r"\\ ", safe) if " " in (safe[0], safe[-1]) else safe


def _plain(piece: str) -> str:
    text = piece.strip(" ")
    backslashes = len(text) - len(text.rstrip("\\"))
    if backslashes % 2 and piece.lstrip(" ") != text:
        text += " "  # the last space stood after a backslash, so it is meant
    return "" if text == r"\e" else re.sub(r"\\(.)", r"\1", text, flags=re.DOTALL)


_UNSOUND = re.compile("[\0\ud800-\udfff\ufffe\uffff]")


def _sound(text: str) -> str:
    """Return a text without what neither a CSV file nor XML can hold."""
    return text if text.isascii() and text.isprintable() else _UNSOUND.sub("\ufffd", text)


def _as_it_is(value: Any) -> Any:
    return value


def _text(value: str | None) -> str | None:
    return value and _sound(value)


_WRITTEN: dict[str, Callable[[Any], Any]] = {MANY: joined, TEXT: _text}

# --- rows as things -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Table:
    """A table that came back: which one, its columns as they stand, and its rows."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def strange(self) -> list[str]:
        """The columns that are none of ours."""
        return [name for name in self.columns if name and name not in head(self.name)]

    def things(self) -> list[dict[str, Any]]:
        """Return its rows as plain mappings, which are not checked yet."""
        known = {c.name: c for c in COLUMNS[self.name] if c.name not in _SAID.get(self.name, ())}
        places = [(n, known[name]) for n, name in enumerate(self.columns) if name in known]
        return [_nested(self.name, dict(_read(row.cells, places)), row) for row in self.rows]


def named(columns: Sequence[str]) -> str | None:
    """Return the table of which all the columns stand here; of several the largest."""
    found = [name for name in COLUMNS if set(head(name)) <= set(columns)]
    return max(found, key=lambda name: len(COLUMNS[name]), default=None)


def whole(found: Mapping[str, Table]) -> dict[str, list[dict[str, Any]]]:
    """Return the lists of a book that tables hold; a capability stands with its pulse."""
    lists = {name: table.things() for name, table in found.items()}
    levels: dict[str, list[dict[str, Any]]] = {}
    for level in lists.pop("capabilities", []):
        levels.setdefault(level.pop("pulse", ""), []).append(level)
    for pulse in lists.get("pulses", []):
        pulse["capability"] = levels.get(pulse["id"], [])
    return lists


def _read(cells: Sequence[str], places: Iterable[tuple[int, Column]]) -> Iterator[tuple[str, Any]]:
    for number, column in places:
        cell = cells[number] if number < len(cells) else ""
        if cell or column.name == "text":  # the one text that a thing cannot be without
            yield column.name, _typed(column, cell)


def _typed(column: Column, cell: str) -> Any:
    """Return what a cell says; the text itself where it does not fit, so that the reason is told."""
    if column.dtype == MANY:
        return parted(cell)
    if column.name == "at":
        with suppress(ValueError):
            return time.fromisoformat(cell.strip()).isoformat()
    with suppress(ValueError, KeyError):
        return _TYPES.get(column.dtype, str)(cell)
    return cell


def _number(cell: str) -> float:
    if "_" in cell:  # which Python reads, and nobody writes
        raise ValueError(cell)
    return float(cell)


def _whole(cell: str) -> int:
    number = _number(cell)
    if not number.is_integer():
        raise ValueError(cell)
    return int(number)


def _day(cell: str) -> str:
    return date.fromisoformat(cell.strip()[:10]).isoformat()


def _truth(cell: str) -> bool:
    return {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}[
        cell.strip().casefold()
    ]


_TYPES: dict[str, Callable[[str], Any]] = {
    TEXT: str,
    WHOLE: _whole,
    REAL: _number,
    TRUTH: _truth,
    DAY: _day,
}


def _nested(table: str, plain: dict[str, Any], row: Row) -> dict[str, Any]:
    """Return a row's values as a thing holds them."""
    if table not in ("ties", "capabilities"):
        plain.setdefault("id", hashed(table, *row.cells))  # a row that was added by hand
    if table == "members":
        rhythm = {part: plain.pop(name) for name, part in _RHYTHM.items() if name in plain}
        plain |= {"rhythm": rhythm} if rhythm else {}
    if table == "pulses":
        mix = {name: plain.pop(name) for name in _MIX if name in plain}
        plain |= {"mix": mix} if mix else {}
    return plain
