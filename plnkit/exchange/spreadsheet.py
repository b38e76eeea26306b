"""A book as a spreadsheet, and back: a workbook of Excel (.xlsx), or a zip of CSV files.

Each table is a sheet or a file, with the columns of `plnkit.tables`. Nothing in it is live: texts
are texts, whatever they begin with. Members, ties, aims, supports, interactions, plans and pulses
come back as they went; what does not is in `LOST`.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from plnkit.errors import NotReadable
from plnkit.exchange import cells, tabular, xlsx, xlsx_out
from plnkit.exchange.attributes import not_used
from plnkit.exchange.cells import Value
from plnkit.exchange.given import Given
from plnkit.exchange.incoming import Asked
from plnkit.exchange.parsing import of_a_stranger, parsed
from plnkit.exchange.staging import Skipped, Staged
from plnkit.exchange.xlsx_out import Page
from plnkit.language import N_, Lines, tr
from plnkit.model import Book
from plnkit.tables import DAY, MANY, TEXT, Column

TITLE = N_("a spreadsheet of plnkit")
TOGETHER = True
ABOUT = "About plnkit"  # the sheet by which we know our own
LOST = Lines(
    N_("who you are: your name, your organisation, and what you call your rings"),
    N_("what you answered on the pages, the cards that you put aside, and how far you are"),
    N_("the pictures of your network themselves: they are listed, but do not come back"),
    N_("what a newer version of plnkit added"),
    N_("characters that no spreadsheet can hold"),
    N_("in .xlsx, what goes beyond 32,767 characters in a cell: the end of a very long list"),
)
_SEVERAL = N_('Several values in a cell are separated by "; ".')
_SHOWN = 300  # letters of a row that was left out

# --- out ----------------------------------------------------------------------------------------


def workbook(book: Book) -> bytes:
    """Return a book as a workbook of Excel: a sheet a table, and one that says what they hold."""
    pages = (
        Page(_title(table), tabular.head(table), _short(book, table), _widths(table))
        for table in tabular.COLUMNS
    )
    head = (tr("sheet"), tr("column"), tr("what it holds"), tr("only these"))
    about = Page(ABOUT, head, _about(), (14, 18, 70, 60))
    return xlsx_out.written((*pages, about))


def zipped(book: Book) -> bytes:
    """Return a book as a zip of CSV files, and a README that says what they hold."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as whole:
        for table in tabular.COLUMNS:
            rows = (list(map(_written, row)) for row in tabular.rows(book, table))
            whole.writestr(f"{table}.csv", cells.written([tabular.head(table), *rows]))
        whole.writestr("README.txt", _readme().encode("utf-8-sig"))
    return out.getvalue()


def _title(table: str) -> str:
    return table.capitalize()


def _short(book: Book, table: str) -> Iterator[list[Value]]:
    """Yield the rows of a table with lists that fit into a cell of Excel."""
    for row in tabular.rows(book, table):
        yield [_fitting(v) if isinstance(v, str) and len(v) > xlsx.LONGEST else v for v in row]


def _fitting(text: str) -> str:
    return text[: xlsx.LONGEST].rpartition("; ")[0] or text[: xlsx.LONGEST]


def _written(value: Value) -> Value:
    """Return a value as it stands in a CSV file."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return value.isoformat() if isinstance(value, date) else value


def _widths(table: str) -> list[int]:
    return [_width(column) for column in tabular.COLUMNS[table]]


def _width(column: Column) -> int:
    if column.name in ("text", "why", "note", "intent", "cue", "act", "got", "gave", "learned"):
        return 40
    by_type = {TEXT: 22, MANY: 28, DAY: 12}.get(column.dtype, 10)
    return max(by_type, len(column.name) + 2)


def _about() -> Iterator[tuple[str, str, str, str]]:
    for table, columns in tabular.COLUMNS.items():
        for column in columns:
            yield _title(table), column.name, _what(column), ", ".join(column.words)
    yield "", "", tr(_SEVERAL), ""
    for what in LOST:
        yield "", "", tr("Not in here: {what}.", what=what), ""


def _what(column: Column) -> str:
    return tr(column.what).removeprefix(tr("tuple of "))


def _readme() -> str:
    lines = [tr("Tables of a learning network, written by plnkit."), tr(_SEVERAL)]
    for table, columns in tabular.COLUMNS.items():
        lines += ["", f"{table}.csv"]
        lines += [f"    {column.name}: {_what(column)}" for column in columns]
    lines += ["", tr("Not in here:"), *(f"    {what}" for what in LOST), ""]
    return "\r\n".join(lines)


# --- in -----------------------------------------------------------------------------------------


def recognises(file: Given) -> bool:
    """Return whether a file is one of ours: by a sheet that only we have, or by all our columns."""
    if file.is_zip:
        return _is_our_workbook(file)
    if not file.is_text:
        return False
    head = cells.first_rows(file, 1)
    return bool(head) and tabular.named(_columns(head[0])) is not None


def read(files: Sequence[Given], _: Asked) -> Staged:
    """Read tables that belong together; what cannot be used is left out, with the reason.

    Raises `NotReadable` when the files as a whole cannot be used.
    """
    found: dict[str, tabular.Table] = {}
    skipped: list[Skipped] = []
    for file in files:
        for table in _tables(file, skipped):
            if table.name in found:
                raise NotReadable(
                    tr(
                        "{name} is a second table of {table}: bring one of each.",
                        name=file.name,
                        table=table.name,
                    )
                )
            found[table.name] = table
    waves = found.pop("waves", None)
    staged = parsed(tabular.whole(found))
    left_out = (_placed(one, found) for one in staged.skipped)
    told = (*left_out, *_strays(found), *_unused(found), *_no_waves(waves))
    return Staged(staged.content, (*skipped, *told))


def _tables(file: Given, skipped: list[Skipped]) -> Iterator[tabular.Table]:
    if file.is_zip:
        yield from _sheets(file)
        return
    read = cells.rows_of(file)
    skipped += read.skipped
    head, *rows = read.rows or [cells.Row(1, ())]
    name = tabular.named(_columns(head))
    if name is None:
        raise NotReadable(
            tr("{name} is no table of plnkit: its columns are others.", name=file.name)
        )
    yield tabular.Table(name, _columns(head), tuple(map(_unguarded, rows)))


def _sheets(file: Given) -> Iterator[tabular.Table]:
    for sheet in xlsx.sheets(file):
        name = sheet.name.casefold()
        if name in tabular.COLUMNS and sheet.rows:
            yield tabular.Table(name, _columns(sheet.rows[0]), sheet.rows[1:])


def _columns(head: cells.Row) -> tuple[str, ...]:
    return tuple(cell.strip().casefold() for cell in head.cells)


def _unguarded(row: cells.Row) -> cells.Row:
    return replace(row, cells=tuple(map(cells.unguarded, row.cells)))


def _placed(one: Skipped, found: dict[str, tabular.Table]) -> Skipped:
    """Return what was left out with the row in which it stands: `members[0]` is no place for it."""
    at = re.match(r"(\w+)\[(\d+)\]", one.where)
    if at is None or at[1] not in found:
        return one
    row = found[at[1]].rows[int(at[2])]
    return replace(one, where=f"{_title(at[1])}, {row.where}", raw=", ".join(row.cells)[:_SHOWN])


def _strays(found: dict[str, tabular.Table]) -> Iterator[Skipped]:
    """Yield a line for each capability of a pulse that is not there."""
    pulses = {plain["id"] for plain in found["pulses"].things()} if "pulses" in found else set()
    levels = found.get("capabilities")
    for row, plain in zip(levels.rows, levels.things(), strict=True) if levels else ():
        if (pulse := plain.get("pulse", "")) not in pulses:
            yield Skipped(f"Capabilities, {row.where}", of_a_stranger(pulse))


def _unused(found: dict[str, tabular.Table]) -> Iterator[Skipped]:
    for name, table in found.items():
        if rest := table.strange:
            yield Skipped(_title(name), not_used(rest))


def _no_waves(waves: tabular.Table | None) -> Iterator[Skipped]:
    if waves and waves.rows:
        why = tr("a spreadsheet only lists them, so they are left out")
        yield Skipped("Waves", why)


# --- ours ---------------------------------------------------------------------------------------


def _is_our_workbook(file: Given) -> bool:
    try:
        return xlsx.is_workbook(file) and ABOUT in xlsx.sheet_names(file)
    except NotReadable:
        return False
