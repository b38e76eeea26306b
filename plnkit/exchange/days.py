"""Days as services write them, in English and German, whatever the language of this computer."""

import re
from datetime import date

FIRST_YEAR = 1900
_MONTHS = {  # by the first three letters, as `%b` depends on the language of a computer
    "jan": 1, "feb": 2, "mar": 3, "mär": 3, "mae": 3, "mrz": 3, "apr": 4, "may": 5, "mai": 5,
    "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "okt": 10, "nov": 11, "dec": 12, "dez": 12,
}  # fmt: skip
_YEAR = r"(?P<year>[0-9]{4}|[0-9]{2})(?![0-9])"
_WRITTEN = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})(?![0-9])",
        rf"(?P<day>[0-9]{{1,2}})[. -]{{1,2}}(?P<word>[^\W\d_]{{3,12}})[. -]{{1,2}}{_YEAR}",
        rf"(?P<month>[0-9]{{1,2}})/(?P<day>[0-9]{{1,2}})/{_YEAR}",
        rf"(?P<day>[0-9]{{1,2}})\. ?(?P<month>[0-9]{{1,2}})\. ?{_YEAR}",
    )
)


def day_of(text: str) -> date | None:
    """Return the day with which a text begins, or None where there is none.

    "12 Mar 2024", "12. März 2024", "15.03.2024", "2024-03-12 02:00:00 UTC"; of "03/15/2024" the
    first is the month, unless it cannot be one.
    """
    plain = " ".join(text[:60].split()).casefold()
    found = next(filter(None, (pattern.match(plain) for pattern in _WRITTEN)), None)
    if found is None:
        return None
    parts = found.groupdict()
    word = parts.get("word")
    month = _MONTHS.get(word[:3], 0) if word else int(parts["month"])
    year = f"20{parts['year']}"[-4:]  # of two digits or four
    return _day(int(year), month, int(parts["day"]))


def _day(year: int, month: int, day: int) -> date | None:
    if month > 12 >= day:  # noqa: PLR2004 - a year's
        day, month = month, day
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if found.year >= FIRST_YEAR else None
