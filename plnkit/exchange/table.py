"""Any table of people: a CSV file, rows that were copied, a sheet of Excel, a list of names.

Which column holds what is proposed, by its heading and by its content, and said by the learner where
it is not so. A value that does not fit its field is left blank, and the reason is told.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from plnkit import clock
from plnkit.dates import FIRST_YEAR, parsed_day
from plnkit.errors import NotReadable
from plnkit.exchange import cells, xlsx
from plnkit.exchange.attributes import not_used
from plnkit.exchange.called import could_be_name, is_first_name, is_full_name, name_and_email
from plnkit.exchange.cells import Row, Rows
from plnkit.exchange.contacts import Contact, own_pages, plain_email, plain_url, staged
from plnkit.exchange.given import Given
from plnkit.exchange.headers import nobody_under
from plnkit.exchange.headings import FIELDS, proposal, said_by
from plnkit.exchange.incoming import Asked, Unanswered
from plnkit.exchange.lookalikes import is_list_or_table
from plnkit.exchange.staging import Skipped, Staged
from plnkit.language import N_, tr, trn
from plnkit.model import PERSON_ROLES, SOURCE_ROLES
from plnkit.words import listed, quoted

__all__ = ["FIELDS", "Sheet", "read", "recognises", "sheet"]
TITLE = N_("a table of people")
TOGETHER = False
ROWS = 100_000
_SAMPLES = 5  # rows to show
_LOOKED_AT = 200  # rows that say what a column holds
_ABOVE = 10  # rows in which a heading is looked for, under a title
_ABOVE_HEAD = N_("it stands above the headings, so it was taken for a title")
_SHOWN = 300  # letters of a row that was left out
_NAMES = ("name", "first", "last", "nickname")  # each is enough to know somebody by
_MOST, _NEARLY = 0.6, 0.8  # of the cells that hold something
_ADDRESS = re.compile(r"(https?://)?[\w-]+(\.[\w-]+)+(:\d+)?([/?#]\S*)?", re.IGNORECASE)


@dataclass(frozen=True)
class Sheet:
    """A table as it is shown before it is read: `proposal` says the column of each field."""

    columns: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]
    count: int
    proposal: Mapping[str, str]


def sheet(file: Given) -> Sheet:
    """Return the columns of a table, its first rows, and what it may hold. Raises `NotReadable`."""
    grid = _grid(file)
    samples = tuple(_wide(row.cells, len(grid.columns)) for row in grid.rows[:_SAMPLES])
    return Sheet(grid.columns, samples, len(grid.rows), grid.proposal)


def recognises(file: Given) -> bool:
    """Return whether a file looks like a table of people, or like a list of them."""
    return xlsx.is_workbook(file) or is_list_or_table(file)


def read(files: Sequence[Given], asked: Asked) -> Staged:
    """Read a table, with `asked.columns` (field: column) or else as it is proposed.

    Raises `NotReadable` where it is none, and `Unanswered` where no column holds a name.
    """
    (file,) = files
    grid = _grid(file, asked.columns)
    columns = _chosen(file, grid, asked.columns) if asked.columns else grid.proposal
    unused = [c for n, c in enumerate(grid.columns) if c not in columns.values() and grid.holds(n)]
    _refuse_nameless(file, grid, columns, unused)
    skipped = [*grid.skipped]
    if unused:
        skipped.append(Skipped(file.name, not_used(unused)))
    people = [*_contacts(grid, columns)]
    skipped += [one for one in people if isinstance(one, Skipped)]
    return staged(own_pages([p for p in people if isinstance(p, Contact)]), skipped=skipped)


def _refuse_nameless(
    file: Given, grid: "_Grid", columns: Mapping[str, str], unused: Sequence[str]
) -> None:
    """Raise `Unanswered` without names; addresses alone do where no other column could hold names."""
    if any(what in columns for what in _NAMES):
        return
    maybe = [one for one in unused if not said_by(one) and _share(could_be_name, grid.under(one))]
    if "email" in columns and not maybe:
        return
    raise Unanswered(
        tr(
            "{name} does not tell where the names are: say which column holds the names, as in "
            '--column name="{column}".',
            name=file.name,
            column=(maybe or grid.columns)[0],
        ),
        "columns",
        grid.columns,
    )


def _chosen(file: Given, grid: "_Grid", said: Mapping[str, str]) -> dict[str, str]:
    """Return the columns that were said, as they are written in the file."""
    known = {_plain(column): column for column in grid.columns}
    for what, column in said.items():
        if what not in FIELDS:
            raise NotReadable(
                tr(
                    "{field} is no field of a table: choose from {fields}.",
                    field=what,
                    fields=", ".join(FIELDS),
                )
            )
        if _plain(column) not in known:
            raise Unanswered(
                tr(
                    "{name} has no column {column}: it has {columns}.",
                    name=file.name,
                    column=quoted(column),
                    columns=listed(list(grid.columns), 8),
                ),
                "columns",
                grid.columns,
            )
    return {what: known[_plain(column)] for what, column in said.items()}


# --- rows and columns ---------------------------------------------------------------------------


@dataclass(frozen=True)
class _Grid:
    """A table: the names of its columns, each another, and the rows under them."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    skipped: tuple[Skipped, ...]
    proposal: Mapping[str, str]

    def under(self, column: str) -> list[str]:
        """Return what stands in a column, in the rows that are looked at."""
        return _under(self.columns.index(column), [row.cells for row in self.rows[:_LOOKED_AT]])

    def holds(self, number: int) -> bool:
        """Return whether something stands in a column."""
        return any(number < len(row.cells) and row.cells[number].strip() for row in self.rows)


def _grid(file: Given, said: Mapping[str, str] | None = None) -> _Grid:
    found = _rows(file)
    rows = _one_below_the_other(found.rows)
    if not rows:
        raise NotReadable(tr("{name} has no rows: choose another file.", name=file.name))
    if len(rows) > ROWS:
        raise NotReadable(
            tr(
                "{name} has {number} rows, and plnkit reads up to {most}: keep those whom you may "
                "learn from, and save it again.",
                name=file.name,
                number=len(rows),
                most=ROWS,
            )
        )
    at = _heading(rows, {_plain(column) for column in (said or {}).values()})
    under = rows if at is None else rows[at + 1 :]
    if not (under or found.skipped):
        raise nobody_under(file)
    width = max(len(row.cells) for row in rows)
    columns = _columns(rows[at].cells if at is not None else (), width)
    looked_at = [row.cells for row in under[:_LOOKED_AT]]
    above = (
        Skipped(r.where, tr(_ABOVE_HEAD), raw=", ".join(r.cells)[:_SHOWN]) for r in rows[: at or 0]
    )
    proposed = proposal(columns, looked_at)
    if not any(what in proposed for what in _NAMES):
        free = [one for one in columns if one not in proposed.values()]
        proposed |= _first_of_names(columns, free, looked_at, headed=at is not None)
    return _Grid(columns, under, (*found.skipped, *above), proposed)


def _rows(file: Given) -> Rows:
    if file.is_text:
        return cells.rows_of(file)
    read = next((sheet for sheet in xlsx.sheets(file) if sheet.rows), None)
    return Rows(read.rows, tuple(_further(file, read.name))) if read else Rows(())


def _further(file: Given, read: str) -> Iterator[Skipped]:
    """Yield which sheets of a workbook stand behind the one that was read."""
    names = xlsx.sheet_names(file)
    if rest := names[names.index(read) + 1 :]:
        why = trn(
            "the sheet {read} was read, and {others} was not: save it as a file of its own",
            "the sheet {read} was read, and {others} were not: save each as a file of its own",
            len(rest),
            read=quoted(read),
            others=listed([quoted(name) for name in rest], 8),
        )
        yield Skipped(file.name, why)


def _one_below_the_other(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Return a single row that holds nothing but names, or addresses, as a list of them."""
    if len(rows) != 1:
        return rows
    said = [cell.strip() for cell in rows[0].cells if cell.strip()]
    first = len(said) > 2 and all(map(is_first_name, said))  # noqa: PLR2004 - two are one name
    listed = len(said) > 1 and (all(map(is_full_name, said)) or all(map(plain_email, said)))
    if not (first or listed) or any(map(said_by, said)):
        return rows
    return tuple(replace(rows[0], cells=(cell,)) for cell in said)


def _heading(rows: Sequence[Row], said: set[str]) -> int | None:
    """Return which row holds the headings, None where the first is somebody already.

    It is the one with most of the words that are headings; there may be a title above it.
    """
    known = [_known(row, said) for row in rows[:_ABOVE]]
    best = max(range(len(known)), key=lambda at: known[at])
    alone = len(list(filter(None, rows[best].cells))) == 1
    if known[best] and (best == 0 or known[best] > 1 or alone):
        return best
    return None if _is_data(rows) else 0


def _known(row: Row, said: set[str]) -> int:
    return sum(bool(said_by(cell)) or _plain(cell) in said for cell in row.cells)


def _is_data(rows: Sequence[Row]) -> bool:
    """Return whether a first row without known headings is somebody."""
    cells = [cell.strip() for cell in rows[0].cells if cell.strip()]
    if max(len(row.cells) for row in rows[:_LOOKED_AT]) == 1:
        return True
    return any(plain_email(c) or re.search(r"\d{2}|://", c) or is_full_name(c) for c in cells)


def _first_of_names(
    columns: Sequence[str], free: Sequence[str], rows: Sequence[Sequence[str]], *, headed: bool
) -> dict[str, str]:
    """Return the first column that looks like one of names, where no heading says it.

    Under a heading that nobody knows, a mere word can be anything: only first and last names count.
    """
    if len(columns) == 1:
        return dict.fromkeys(["name"] if free else [], columns[0])
    for column in free:
        cells = _under(columns.index(column), rows)
        if _share(could_be_name, cells, _NEARLY):
            return {"name": column} if not headed or _share(is_full_name, cells) else {}
    return {}


def _under(number: int, rows: Sequence[Sequence[str]]) -> list[str]:
    return [row[number].strip() for row in rows if number < len(row) and row[number].strip()]


def _share(fits: Callable[[str], bool], cells: Sequence[str], share: float = _MOST) -> bool:
    """Return whether most cells of a column are so."""
    return bool(cells) and sum(map(fits, cells)) >= share * len(cells)


def _columns(heading: Sequence[str], width: int) -> tuple[str, ...]:
    """Return a name for each column; none of them is another's, and none is empty."""
    taken: dict[str, int] = {}
    names = []
    for number in range(width):
        said = " ".join(heading[number].split())[:100] if number < len(heading) else ""
        name = said or tr("Column {number}", number=number + 1)
        taken[name] = taken.get(name, 0) + 1
        names.append(name if taken[name] == 1 else f"{name} ({taken[name]})")
    return tuple(names)


def _wide(row: Sequence[str], width: int) -> tuple[str, ...]:
    return (*row, *[""] * (width - len(row)))


def _plain(column: str) -> str:
    return " ".join(column.split()).casefold()


# --- people -------------------------------------------------------------------------------------


def _contacts(grid: _Grid, columns: Mapping[str, str]) -> Iterator[Contact | Skipped]:
    places = {what: grid.columns.index(column) for what, column in columns.items()}
    for row in grid.rows:
        said = {what: row.cells[n].strip() for what, n in places.items() if n < len(row.cells)}
        person = _Person(row, said)
        yield person.contact()
        yield from (Skipped(row.where, why) for why in person.blank)


class _Person:
    """Somebody in a row; `blank` tells what was left blank, and why."""

    def __init__(self, row: Row, said: Mapping[str, str]) -> None:
        self.row, self.said = row, said
        self.blank: list[str] = []

    def contact(self) -> Contact:
        name, mail = name_and_email(self._name())
        mails = list(dict.fromkeys((*self._several("email"), *filter(None, [mail]))))
        role = self._role()
        return Contact(
            self.row.where,
            name,
            email=mails[0] if mails else "",
            addresses=tuple(mails[1:]),
            url=self._url(),
            organisation=self.said.get("organisation", ""),
            position=self.said.get("position", ""),
            note=self.said.get("note", ""),
            topics=self._parts("topics"),
            groups=self._parts("groups"),
            channels=self._parts("channels"),
            since=self._since(),
            kind="source" if role in SOURCE_ROLES else "person",
            fields={k: v for k, v in (("role", role), ("closeness", self._closeness())) if v},
            raw=", ".join(self.row.cells)[:_SHOWN],
        )

    def _name(self) -> str:
        """Return the name, from its halves where it has two, else the nickname."""
        whole, first, last = (self.said.get(what, "") for what in ("name", "first", "last"))
        if first and last.casefold().startswith(f"{first} ".casefold()):
            return last  # it is the whole name
        return (
            whole or f"{first} {last}".strip() or self.said.get("nickname", "") or self._written()
        )

    def _written(self) -> str:
        """Return the name that stands before an address, as in "Paula Abt <paula@abt.example>"."""
        text = self.said.get("email", "")
        name, email = name_and_email(text)
        return text if email and name else ""

    def _several(self, what: str) -> list[str]:
        text = self.said.get(what, "")
        found = [one for one in re.split(r"[;,\s<>]+|:::", text) if plain_email(one)]
        if text and not found:
            self._leave(_NO_EMAIL, text)
        return found

    def _url(self) -> str:
        text = self.said.get("url", "")
        if text and not (_ADDRESS.fullmatch(text) and plain_url(text)):
            self._leave(_NO_URL, text)
            return ""
        return text

    def _parts(self, what: str) -> tuple[str, ...]:
        parts = re.split(r"[;,\n]|:::", self.said.get(what, ""))
        return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))

    def _role(self) -> str | None:
        text = self.said.get("role", "")
        role = text.casefold()
        if role in (*PERSON_ROLES, *SOURCE_ROLES):
            return role
        if text:
            self._leave(_NO_ROLE, text, roles=listed(list(PERSON_ROLES), 9, "or"))
        return None

    def _closeness(self) -> int | None:
        text = self.said.get("closeness", "")
        if text in ("1", "2", "3", "4"):
            return int(text)
        if text:
            self._leave(_NO_RING, text)
        return None

    def _since(self) -> date | None:
        text = self.said.get("since", "")
        if not text:
            return None
        if re.fullmatch("[0-9]{4}", text) and FIRST_YEAR <= int(text) <= clock.today().year:
            return date(int(text), 1, 1)
        try:
            day = parsed_day(
                re.sub(r"(\d{4}-\d{2}-\d{2})[T ][\d:.]+Z?", r"\1", text), clock.today()
            )
        except ValueError:
            day = None
        if day and re.search(r"\d{4}", text):
            return day
        self._leave(_NO_DAY, text)
        return None

    def _leave(self, why: str, text: str, **more: str) -> None:
        self.blank.append(tr(why, said=quoted(text), **more))


_NO_EMAIL = N_("{said} is not an e-mail address, so the field was left blank")
_NO_URL = N_("{said} is not a web address, so the field was left blank")
_NO_ROLE = N_("{said} is not a role (choose from {roles}), so the field was left blank")
_NO_RING = N_("{said} is not a ring (1, the closest, to 4), so the field was left blank")
_NO_DAY = N_(
    "{said} is not a day for “since when” (write it like 2026-11-05), so it was left blank"
)
