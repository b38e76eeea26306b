"""egor's three CSV files: many ego networks side by side, of which a book takes one.

::

    egos     egoID, …
    alters   egoID, alterID, …
    aaties   egoID, Source, Target, …

The separator is a comma or a semicolon; which file is which is seen from its columns. Ids of alters
count within their ego. A name is taken from a column `name`; without one the id has to do. Other
columns of alters are used as `attributes` says. openeddi's `puid`, `nameid` and `targetid` are these
columns, too.

Out: the same files with one ego, "1". An alter is a member, with everything that is said of them; of
the ego there is who she is, and her aims as text.
"""

import re
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from plnkit.errors import NotReadable
from plnkit.exchange import attributes, cells
from plnkit.exchange.attributes import COMMON, Row
from plnkit.exchange.contacts import hashed
from plnkit.exchange.egos import chosen, refuse_large
from plnkit.exchange.given import Given
from plnkit.exchange.headed import columns_of, headed, plain
from plnkit.exchange.incoming import Asked
from plnkit.exchange.parsing import parsed
from plnkit.exchange.staging import Skipped, Staged
from plnkit.language import N_, tr
from plnkit.model import Aim, Book

EGO, ALTER = ("egoid", "ego", "puid"), ("alterid", "altid", "alter", "nameid")
SOURCE = ("source", "src", "srcid", "from", "nameid")
TARGET = ("target", "tgt", "tgtid", "to", "targetid")
TITLE = N_("a network from egor")
TOGETHER = True
LOST = (
    "who you are and your aims (they are in it, and not read back)",
    "interactions, plans, pulses, waves and notes",
    "angles on the rings, and ids that somebody had before",
    "control characters, and blanks around a text",
)
_MISSING = ("", "NA", "NaN")
_EGO = "1"  # the only one in the files that are written

Own = Callable[[str], str]

# --- out ----------------------------------------------------------------------------------------


def files(book: Book) -> dict[str, bytes]:
    """Return the three files of a book by their names: `egos.csv`, `alters.csv`, `aaties.csv`."""
    names = [column.name for column in COMMON]
    alters = ((m.id, attributes.flat(m, COMMON)) for m in book.members)
    return {
        "egos.csv": _csv(_HEAD, [_ego(book)]),
        "alters.csv": _csv(
            ("egoID", "alterID", *names),
            ((_EGO, _written(id), *(_cell(said.get(n, "")) for n in names)) for id, said in alters),
        ),
        "aaties.csv": _csv(
            ("egoID", "Source", "Target", "weight"),
            ((_EGO, _written(tie.a), _written(tie.b), 1) for tie in book.ties),
        ),
    }


def _csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a file without the mark of UTF-8, which R takes for a part of the first column."""
    return cells.written([head, *rows]).removeprefix(BOM_UTF8)


_HEAD = ("egoID", "name", "organisation", "time_zone", "language", "aims")


def _ego(book: Book) -> tuple[str, ...]:
    me, aims = book.learner, "\n".join(aim.text for aim in book.all(Aim))
    said = (me.name, me.organisation, me.time_zone, me.language, aims)
    return (_EGO, *map(attributes.text, said))


def _cell(value: attributes.Value) -> attributes.Value:
    """Return a value as R reads it: TRUE and FALSE."""
    return str(value).upper() if isinstance(value, bool) else value


def _written(id: str) -> str:
    """Return an id that is read again as it is."""
    return id if _id(id) == attributes.text(id) == id else hashed("alter", id)


# --- in -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Table:
    """One of the files: its columns as they are compared, and its rows."""

    name: str
    titles: Mapping[str, str]
    rows: tuple[Row, ...]
    skipped: tuple[Skipped, ...] = ()

    @property
    def kind(self) -> str:
        """Which of the three it is, or nothing."""
        return _kind(self.titles)

    def column(self, names: Sequence[str]) -> str | None:
        """Return the column that has one of these names."""
        return next((name for name in names if name in self.titles), None)

    def values(self, names: Sequence[str]) -> Iterator[str]:
        """Yield what one column holds, row by row."""
        column = self.column(names)
        return (_id(row.get(column, "")) if column else "" for row in self.rows)

    def of(self, ego: str) -> "Table":
        """Return the rows of one ego."""
        pairs = zip(self.values(EGO), self.rows, strict=True)
        rows = tuple(row for whose, row in pairs if whose == ego)
        return Table(self.name, self.titles, rows, self.skipped)


def _kind(columns: Iterable[str]) -> str:
    known = set(columns)
    if known.isdisjoint(EGO):
        return ""
    if not known.isdisjoint(SOURCE) and not known.isdisjoint(TARGET):
        return "aaties"
    return "egos" if known.isdisjoint(ALTER) else "alters"


def recognises(file: Given) -> bool:
    """Return whether a file looks like one of the three: by its first line."""
    return file.is_text and bool(_kind(columns_of(file)))


def read(files: Sequence[Given], asked: Asked) -> Staged:
    """Read the network of one ego; `asked.ego` may be left out where there is only one.

    Raises a `BookError` when the files as a whole cannot be used.
    """
    tables = _by_kind(files)
    if "alters" not in tables:
        raise NotReadable(
            tr("egor's alters are missing: give the file with egoID and alterID, too.")
        )
    ego = _which(tables, asked.ego)
    alters = tables["alters"].of(ego)
    aaties = tables["aaties"].of(ego) if "aaties" in tables else None
    own = _own_id(tables["alters"], ego)
    said = attributes.understood(alters.rows)
    ties = list(_ties(aaties, own)) if aaties else []
    refuse_large(len(alters.rows), len(ties))
    staged = parsed(
        {"members": list(_members(alters, said, own, asked=aaties is not None)), "ties": ties}
    )
    lost = (broken for table in tables.values() for broken in table.skipped)
    return Staged(
        staged.content, (*lost, *staged.skipped, *said.remarks(alters.name, _rest(alters)))
    )


def _rest(alters: Table) -> dict[str, str]:
    """Return the columns that are no ids, with how they are called in the file."""
    ids = {"", alters.column(EGO), alters.column(ALTER)}
    return {name: title for name, title in alters.titles.items() if name not in ids}


def _by_kind(files: Iterable[Given]) -> dict[str, Table]:
    tables: dict[str, Table] = {}
    for file in files:
        table = _table(file)
        if not table.kind:
            raise NotReadable(
                tr("{name} is none of egor's files: it lacks a column egoID.", name=file.name)
            )
        if table.kind in tables:
            raise NotReadable(
                tr(
                    "{name} is a second file of {kind}: give one of each.",
                    name=file.name,
                    kind=table.kind,
                )
            )
        tables[table.kind] = table
    return tables


def _which(tables: Mapping[str, Table], ego: str | None) -> str:
    known = dict.fromkeys((id for t in tables.values() for id in t.values(EGO) if id), ())
    if not known:
        raise NotReadable(tr("These files hold nobody's network: the column egoID is empty."))
    return chosen(known, ego if ego is None else _id(ego))


def _own_id(alters: Table, ego: str) -> Own:
    """Return how an alter's id becomes a member's: with the ego, where another has it, too."""
    pairs = zip(alters.values(EGO), alters.values(ALTER), strict=True)
    others = {id for whose, id in pairs if whose != ego}
    return lambda id: f"{ego}-{id}" if id in others else id


def _members(
    alters: Table, said: attributes.Understood, own: Own, *, asked: bool
) -> Iterator[dict[str, object]]:
    ids = alters.values(ALTER)
    for id, row, more in zip(ids, alters.rows, said.members, strict=True):
        name = attributes.name_of(row) or id
        yield {"ties_asked": asked, **more, "id": own(id), "name": name}


def _ties(aaties: Table, own: Own) -> Iterator[dict[str, str]]:
    """Yield each pair once; a tie of somebody with themselves is none."""
    for a, b in zip(aaties.values(SOURCE), aaties.values(TARGET), strict=True):
        if a != b:
            yield {"a": own(a), "b": own(b)}


# --- rows and columns ---------------------------------------------------------------------------


def _table(file: Given) -> Table:
    read = headed(file)
    titles = {plain(title): title for title in read.titles}
    columns = tuple(map(plain, read.titles))
    rows = tuple(dict(zip(columns, map(_text, row.cells), strict=False)) for row in read.rows)
    people = _kind(columns) == "alters"
    skipped = tuple(replace(broken, member=people) for broken in read.skipped)
    return Table(file.name, titles, rows, skipped)


def _text(cell: str) -> str:
    return "" if cell.strip() in _MISSING else cells.unguarded(cell)


def _id(value: str) -> str:
    """Return an id as it is compared: some programs write the number 7 as 7.0."""
    text = value.strip()
    if text in _MISSING:
        return ""
    return text[:-2] if re.fullmatch(r"\d+\.0", text) else text
