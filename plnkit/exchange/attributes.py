"""What files of networks say of members: one text, number or yes a column, in and out.

A column is used when it is called like a field of a member and everything in it fits: "closeness"
with values from 1 to 4 is ours, and with 0.83 it is somebody else's.
"""

import math
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any
from unicodedata import category

import msgspec

from plnkit.exchange.headed import plain
from plnkit.exchange.staging import Skipped
from plnkit.language import N_, tr
from plnkit.model import Member
from plnkit.model.entities import Days
from plnkit.tables import COLUMNS, DAY, MANY, REAL, TEXT, TRUTH, WHOLE, Column
from plnkit.words import listed

Row = Mapping[str, str]  # what is said, by the name of its column as `plain` returns it
Value = str | int | float | bool

COMMON = tuple(column for column in COLUMNS["members"] if column.name != "id")
EVERY = (
    *COMMON,
    Column("place", REAL, "angle on the ring, degrees"),
    Column("was", MANY, "tuple of ids of members who turned out to be this one"),
)
NAMES = ("name", "altername", "fullname", "label", "nodelabel", "nickname", "alias", "firstname")
_ALSO = {  # what a column may be called in other files
    "closeness": ("close",),
    "organisation": ("organization", "company"),
    "email": ("mail", "emailaddress"),
    "url": ("website", "webpage"),
    "topics": ("topic",),
    "note": ("notes",),
}
KNOWN = frozenset((*NAMES, *(plain(c.name) for c in EVERY), *chain(*_ALSO.values())))
_LIMITS = {"intent": 20_000, "note": 20_000, "url": 2_000}  # letters; of all others 500
_SHOWN = 8
_DRAWN = {"x", "y", "z", "r", "g", "b", "size"}  # how a node was drawn is nothing to tell of


# --- out ----------------------------------------------------------------------------------------


def flat(member: Member, columns: Iterable[Column] = EVERY) -> dict[str, Value]:
    """Return what is known of a member, by column: lists and dates as text, without blanks."""
    values = {column.name: _flat(column, column.of(member)) for column in columns}
    return {name: value for name, value in values.items() if value not in (None, "")}


def _flat(column: Column, value: Any) -> Value | None:
    if isinstance(value, tuple):
        return text("; ".join(re.sub(r"([\\;])", r"\\\1", part) for part in value))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return text(value)
    return float(value) if column.dtype == REAL and value is not None else value


def text(whole: str) -> str:
    """Return a text without what XML and CSV cannot hold, and without blanks around it."""
    lines = re.sub(r"\r\n?", "\n", whole)
    return "".join(c for c in lines if c in "\t\n" or _is_writable(c)).strip()


def _is_writable(c: str) -> bool:
    return category(c) not in ("Cc", "Cs") and c not in "\ufffe\uffff"


# --- in -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Understood:
    """What rows say of members as plain mappings; which columns were used, and how."""

    members: tuple[dict[str, Any], ...]
    used: frozenset[str]
    notes: tuple[str, ...] = ()

    def remarks(self, where: str, titles: Mapping[str, str]) -> tuple[Skipped, ...]:
        """Return a line for each note, and one about the columns that have no place in a book.

        `titles` says how each column is called in the file.
        """
        rest = [title for name, title in titles.items() if name not in self.used | _DRAWN]
        unused = [not_used(rest)] if rest else []
        return tuple(Skipped(where, why) for why in (*self.notes, *unused) if self.members)


def not_used(columns: Sequence[str]) -> str:
    """Return what is said of columns that have no place in a book."""
    return tr("these columns were not used: {columns}", columns=listed(columns, _SHOWN))


def understood(rows: Sequence[Row], columns: Iterable[Column] = COMMON) -> Understood:
    """Return what the rows say of members: those columns in which everything fits."""
    known = {name for row in rows for name in row}
    found: dict[str, list[Any]] = {}
    used = known & set(NAMES)
    for column in columns:
        key = _key(column.name, known)
        values = _fitting(column, [row.get(key, "") for row in rows]) if key else None
        if key and values and column.name not in ("name", "strength"):
            found[column.name] = values
            used.add(key)
    if "closeness" not in found and (values := _from_strength(rows)):
        found["closeness"] = values
        used.add("strength")
    ours = "tiesasked" in known
    return Understood(
        tuple(_member(found, number) for number in range(len(rows))),
        frozenset(used | {"strength"} if ours else used),
        () if ours or "closeness" not in found else (tr(_CLOSENESS),),
    )


_CLOSENESS = N_("closeness was read as 1 (closest) to 4: change it where it was meant otherwise")


def name_of(row: Row, but: Collection[str] = ()) -> str:
    """Return what somebody is called; "" where no column says it, or only words of `but`."""
    names = (row.get(name, "").strip() for name in NAMES)
    return next((name for name in names if name and name not in but), "")


def _key(name: str, known: Collection[str]) -> str | None:
    return next((n for n in (plain(name), *_ALSO.get(name, ())) if n in known), None)


def _fitting(column: Column, texts: Iterable[str]) -> list[Any] | None:
    """Return the values of a column, None for a blank one; None where one of them does not fit."""
    try:
        return [_value(column, whole.strip()) for whole in texts]
    except (ValueError, msgspec.ValidationError):
        return None


def _value(column: Column, whole: str) -> Any:
    if not whole:
        return None
    read = _READ[column.dtype](whole)
    if column.dtype == TEXT:
        return read[: _LIMITS.get(column.name, 500)]
    return msgspec.to_builtins(msgspec.convert(read, _TYPES.get(column.name, Any)))


def _whole(whole: str) -> int:
    return int(re.sub(r"\.0+$", "", whole))


def _real(whole: str) -> float:
    if math.isfinite(number := float(whole)):
        return number
    raise ValueError(whole)


def truth(whole: str) -> bool:
    """Return whether a text says yes. Raises ValueError when it says neither yes nor no."""
    said = whole.strip().casefold()
    if said in ("true", "t", "yes", "1", "1.0"):
        return True
    if said in ("false", "f", "no", "0", "0.0"):
        return False
    raise ValueError(whole)


def _parts(whole: str) -> list[str]:
    """Return what stands between semicolons; one after a backslash separates nothing."""
    parts = re.findall(r"(?:\\.|[^;\\]|\\$)+", whole, flags=re.DOTALL)
    return [re.sub(r"\\(.)", r"\1", part.strip(), flags=re.DOTALL)[:500] for part in parts]


def _day(whole: str) -> str:
    return date.fromisoformat(whole).isoformat()


_READ: Mapping[str, Callable[[str], Any]] = {
    WHOLE: _whole,
    REAL: _real,
    TRUTH: truth,
    MANY: lambda whole: [part for part in _parts(whole) if part],
    DAY: _day,
    TEXT: str,
    "category": str,
}
_TYPES: Mapping[str, Any] = {
    **{field.name: field.type for field in msgspec.structs.fields(Member)},
    "ideal_days": Days,
    "longest_days": Days,
}


def _from_strength(rows: Sequence[Row]) -> list[Any] | None:
    """Return how close those are whose ties have a strength of 1 to 4, the strongest closest."""
    texts = [row.get("strength", "") for row in rows]
    values = _fitting(Column("closeness", WHOLE, ""), texts)
    if not values or not any(values):
        return None
    return [None if value is None else 5 - value for value in values]


def _member(found: Mapping[str, list[Any]], number: int) -> dict[str, Any]:
    said = {name: values[number] for name, values in found.items() if values[number] is not None}
    ideal, longest = said.pop("ideal_days", None), said.pop("longest_days", None)
    if ideal is not None:
        said["rhythm"] = {"ideal": ideal, **({"longest": longest} if longest else {})}
    return said
