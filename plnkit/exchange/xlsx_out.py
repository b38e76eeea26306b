"""Rows as a workbook of Excel in which nothing is live: no formula, no link, no number from a text."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from plnkit.exchange.cells import Value

FIRST = date(1900, 3, 1)  # before it, workbooks count days in several ways


@dataclass(frozen=True)
class Page:
    """A sheet to write: the first row is its head; `widths` are those of its columns, in letters."""

    name: str
    head: Sequence[str]
    rows: Iterable[Sequence[Value]]
    widths: Sequence[int]


def written(pages: Iterable[Page]) -> bytes:
    """Return a workbook of Excel in which texts are texts, whatever they begin with."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(out, {"in_memory": True, **safe}) as book:
        styles = _Styles(
            book.add_format({"bold": True, "bottom": 1, "valign": "top"}),
            book.add_format({"num_format": "yyyy-mm-dd"}),
        )
        for page in pages:
            _page(book.add_worksheet(page.name), page, styles)
    return out.getvalue()


@dataclass(frozen=True)
class _Styles:
    head: Any
    day: Any


def _page(sheet: Any, page: Page, styles: _Styles) -> None:
    for column, (title, width) in enumerate(zip(page.head, page.widths, strict=True)):
        sheet.write_string(0, column, title, styles.head)
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    ways = {
        str: sheet.write_string,
        bool: sheet.write_boolean,
        int: sheet.write_number,
        float: partial(_real, sheet),
        date: partial(_day, sheet, styles),
    }
    for number, row in enumerate(page.rows, 1):
        for column, value in enumerate(row):
            if value is not None and value != "":
                ways[type(value)](number, column, value)


def _real(sheet: Any, row: int, column: int, number: float) -> None:
    if float(f"{number:.16G}") == number:
        sheet.write_number(row, column, number)
    else:  # a workbook keeps 16 digits, and this one has more
        sheet.write_string(row, column, repr(number))


def _day(sheet: Any, styles: _Styles, row: int, column: int, day: date) -> None:
    if day < FIRST:
        sheet.write_string(row, column, day.isoformat())
    else:
        sheet.write_datetime(row, column, day, styles.day)
