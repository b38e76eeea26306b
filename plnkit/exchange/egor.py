"""egor's three CSV files: many ego networks side by side, of which a book takes one.

::

    egos     egoID, …
    alters   egoID, alterID, …
    aaties   egoID, Source, Target, …

The separator is a comma or a semicolon; which file is which is seen from its columns. Ids of alters
count within their ego. A name is taken from a column `name`; without one the id has to do.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from plnkit.errors import NotReadable
from plnkit.exchange import cells
from plnkit.exchange.given import Given
from plnkit.exchange.incoming import Asked, Unanswered
from plnkit.exchange.parsing import parsed
from plnkit.exchange.staging import Skipped, Staged
from plnkit.words import listed

EGO, ALTER = ("egoid", "ego"), ("alterid", "altid", "alter")
SOURCE, TARGET = ("source", "src", "srcid", "from"), ("target", "tgt", "tgtid", "to")
NAME = ("name", "altername", "label")
TITLE = "a network of egor"
TOGETHER = True
_MISSING = ("", "NA", "NaN")
_SHOWN = 8  # egos to name in an error

Row = Mapping[str, str]
Own = Callable[[str], str]


@dataclass(frozen=True)
class Table:
    """One of the files: its columns as they are compared, and its rows."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def kind(self) -> str:
        """Which of the three it is, or nothing."""
        if self.column(SOURCE) and self.column(TARGET):
            return "aaties" if self.column(EGO) else ""
        if self.column(EGO):
            return "alters" if self.column(ALTER) else "egos"
        return ""

    def column(self, names: Sequence[str]) -> str | None:
        """Return the column that has one of these names."""
        return next((name for name in names if name in self.columns), None)

    def values(self, names: Sequence[str]) -> Iterator[str]:
        """Yield what one column holds, row by row."""
        column = self.column(names)
        return (_id(row.get(column, "")) if column else "" for row in self.rows)

    def of(self, ego: str) -> "Table":
        """Return the rows of one ego."""
        pairs = zip(self.values(EGO), self.rows, strict=True)
        return Table(self.name, self.columns, tuple(row for whose, row in pairs if whose == ego))


def recognises(file: Given) -> bool:
    """Return whether a file looks like one of the three."""
    try:
        return file.is_text and bool(_table(file).kind)
    except NotReadable:
        return False


def read(files: Sequence[Given], asked: Asked) -> Staged:
    """Read the network of one ego; `asked.ego` may be left out where there is only one.

    Raises a `BookError` when the files as a whole cannot be used.
    """
    tables = _by_kind(files)
    if "alters" not in tables:
        raise NotReadable("egor's alters are missing: give the file with egoID and alterID, too.")
    ego = _which(tables, asked.ego)
    alters = tables["alters"].of(ego)
    aaties = tables["aaties"].of(ego) if "aaties" in tables else None
    own = _own_id(tables["alters"], ego)
    members = list(_members(alters, own, asked=aaties is not None))
    staged = parsed({"members": members, "ties": list(_ties(aaties, own)) if aaties else []})
    return Staged(staged.content, (*staged.skipped, *_unused(alters)))


def _unused(alters: Table) -> Iterator[Skipped]:
    """Yield a line about the columns that have no place in a book."""
    known = {"", *(alters.column(names) for names in (EGO, ALTER, NAME))}
    if rest := [name for name in alters.columns if name not in known]:
        yield Skipped(alters.name, f"these columns were not used: {listed(rest, _SHOWN)}")


def _by_kind(files: Iterable[Given]) -> dict[str, Table]:
    tables: dict[str, Table] = {}
    for file in files:
        table = _table(file)
        if not table.kind:
            raise NotReadable(f"{file.name} is none of egor's files: it lacks a column egoID.")
        if table.kind in tables:
            raise NotReadable(f"{file.name} is a second file of {table.kind}: give one of each.")
        tables[table.kind] = table
    return tables


def _which(tables: Mapping[str, Table], ego: str | None) -> str:
    known = list(dict.fromkeys(id for t in tables.values() for id in t.values(EGO) if id))
    if not known:
        raise NotReadable("These files hold nobody's network: the column egoID is empty.")
    shown = ", ".join(known[:_SHOWN]) + (" …" if len(known) > _SHOWN else "")
    if ego is None and len(known) == 1:
        return known[0]
    if ego is None:
        raise Unanswered(
            f"These files hold {len(known)} egos ({shown}): say which with --ego.", "ego", known
        )
    if _id(ego) not in known:
        raise NotReadable(f"There is no ego {ego} in these files: choose from {shown}.")
    return _id(ego)


def _own_id(alters: Table, ego: str) -> Callable[[str], str]:
    """Return how an alter's id becomes a member's: with the ego, where another has it, too."""
    pairs = zip(alters.values(EGO), alters.values(ALTER), strict=True)
    others = {id for whose, id in pairs if whose != ego}
    return lambda id: f"{ego}-{id}" if id in others else id


def _members(alters: Table, own: Own, *, asked: bool) -> Iterator[dict[str, object]]:
    for id, name in zip(alters.values(ALTER), alters.values(NAME), strict=True):
        yield {"id": own(id), "name": name or id, "kind": "person", "ties_asked": asked}


def _ties(aaties: Table, own: Own) -> Iterator[dict[str, str]]:
    """Yield each pair once; a tie of somebody with themselves is none."""
    for a, b in zip(aaties.values(SOURCE), aaties.values(TARGET), strict=True):
        if a != b:
            yield {"a": own(a), "b": own(b)}


# --- rows and columns ---------------------------------------------------------------------------


def _table(file: Given) -> Table:
    read = cells.rows_of(file)
    columns, *rows = [row.cells for row in read.rows] or [()]
    plain = tuple(map(_plain, columns))
    if rows and all(len(row) == len(plain) + 1 for row in rows):
        plain = ("", *plain)  # R's write.table names no column for the names of rows
    return Table(file.name, plain, tuple(dict(zip(plain, row, strict=False)) for row in rows))


def _plain(name: str) -> str:
    """Return a column's name as it is compared: egor writes `.egoID`, others `ego_id`."""
    return re.sub(r"[\s._-]", "", name).casefold()


def _id(value: str) -> str:
    """Return an id as it is compared: some programs write the number 7 as 7.0."""
    text = value.strip()
    if text in _MISSING:
        return ""
    return text[:-2] if re.fullmatch(r"\d+\.0", text) else text
