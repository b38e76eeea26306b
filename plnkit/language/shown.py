"""Numbers, days and lists as the reader's language writes them (Babel's CLDR)."""

from collections.abc import Sequence
from datetime import date, time

from plnkit.language.catalogues import SOURCE, locale
from plnkit.language.current import current


def number(value: float, digits: int = 0) -> str:
    """Return a number with so many digits after the point: "1,204", "0.58"."""
    if current() == SOURCE:
        return f"{value:,.{digits}f}"
    from babel.numbers import format_decimal

    tail = f".{'0' * digits}" if digits else ""
    return str(format_decimal(value, f"#,##0{tail}", locale(current())))


def percent(share: float) -> str:
    """Return a share of 1 in hundredths: "58%"."""
    if current() == SOURCE:
        return f"{share:.0%}"
    from babel.numbers import format_percent

    return str(format_percent(share, locale=locale(current())))


def day(on: date) -> str:
    """Return a day: "3 March 2026"."""
    return _date(on, f"{on.day} {on:%B %Y}", "long")


def short_day(on: date) -> str:
    """Return a day of a year that is known: "3 Mar"."""
    return _skeleton(on, f"{on.day} {on:%b}", "MMMd")


def month(on: date) -> str:
    """Return a month: "March 2026"."""
    return _skeleton(on, f"{on:%B %Y}", "yMMMM")


def time_of_day(at: time) -> str:
    """Return a time of day: "14:02"."""
    if current() == SOURCE:
        return f"{at:%H:%M}"
    from babel.dates import format_time

    return str(format_time(at, "short", locale=locale(current())))


def listed(parts: Sequence[str], style: str = "standard") -> str:
    """Return things in a row: "a, b and c"; style "or" for "a, b or c"."""
    if current() == SOURCE:
        word = " or " if style == "or" else " and "
        return word.join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))
    from babel.lists import format_list

    return str(format_list(parts, style, locale(current())))  # type: ignore[arg-type]


def _date(on: date, english: str, form: str) -> str:
    if current() == SOURCE:
        return english
    from babel.dates import format_date

    return str(format_date(on, form, locale(current())))


def _skeleton(on: date, english: str, parts: str) -> str:
    if current() == SOURCE:
        return english
    from babel.dates import format_skeleton

    return str(format_skeleton(parts, on, locale=locale(current())))
