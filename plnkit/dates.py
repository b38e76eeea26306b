"""Days, times and lengths of time: as people type them, as a form sends them, as they are said.

What cannot be read is a ValueError with a sentence for the reader.
"""

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, time, timedelta

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NEAR = {"yesterday": -1, "today": 0, "tomorrow": 1}
FIRST_YEAR, LAST_YEAR = 1900, 2100
YEARS_AHEAD = 5  # of a plan
DAY = 1440  # minutes

# --- days ---------------------------------------------------------------------------------------

_WEEKDAY = r"(?:(?P<weekday>[a-z]{3,9})\.?,? )?"
_DAY, _NAME = r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?", r"(?P<name>[a-z]{3,9})\.?"
_FORMS = tuple(
    re.compile(form)
    for form in (
        r"(?P<year>\d{3,6})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})",
        r"(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})(?:\. ?(?P<year>\d{1,6})?)?",
        r"(?P<one>\d{1,2})([-/])(?P<two>\d{1,2})(?:\2(?P<year>\d{1,6}))?",
        rf"{_WEEKDAY}{_DAY} (?:of )?{_NAME}(?:,? (?P<year>\d{{1,6}}))?",
        rf"{_WEEKDAY}{_NAME} {_DAY}(?:,? (?P<year>\d{{1,6}}))?",
    )
)
_NO_DAY = "This cannot be read as a day: choose one, or type it like 5 November 2026 or 2026-11-05."


def parsed_day(text: str, today: date) -> date | None:
    """Return the day that was typed or sent: "2026-11-05", "5.11.2026", "5 November", "tomorrow".

    None where nothing was. Without a year it is the nearest such day. Raises ValueError.
    """
    typed = " ".join(text.split()).casefold()
    if not typed:
        return None
    if typed in NEAR:
        return today + timedelta(days=NEAR[typed])
    found = next(filter(None, (form.fullmatch(typed) for form in _FORMS)), None)
    if found is None:
        raise ValueError(_NO_DAY)
    parts = found.groupdict()
    day, month = _day_and_month(parts)
    return _nearest(day, month, _years(parts["year"], today), _weekday(parts), today)


def _day_and_month(parts: Mapping[str, str]) -> tuple[int, int]:
    if "one" in parts:
        return _in_order(int(parts["one"]), int(parts["two"]))
    month = _place(parts["name"], MONTHS) + 1 if "name" in parts else int(parts["month"])
    if not 1 <= month <= len(MONTHS):
        raise ValueError(f"There is no month {month}: choose one from 1 to 12.")
    return int(parts["day"]), month


def _in_order(one: int, two: int) -> tuple[int, int]:
    """Return day and month of two numbers with a slash, which not everybody writes in one order."""
    if min(one, two) < 1 or min(one, two) > len(MONTHS):
        raise ValueError(_NO_DAY)
    if one != two and max(one, two) <= len(MONTHS):
        raise ValueError(
            f"This can be {one} {MONTHS[two - 1]} or {two} {MONTHS[one - 1]}: "
            "write the month as a word."
        )
    return max(one, two), min(one, two)


def _place(word: str, names: tuple[str, ...]) -> int:
    """Return where a word stands among names that may be cut to three letters."""
    for place, name in enumerate(names):
        if name.casefold().startswith(word):
            return place
    raise ValueError(_NO_DAY)


def _weekday(parts: Mapping[str, str]) -> int | None:
    word = parts.get("weekday")
    return _place(word, WEEKDAYS) if word else None


def _years(typed: str | None, today: date) -> tuple[int, ...]:
    """Return the years that can be meant, the likeliest first."""
    if typed is None:
        return today.year, today.year + 1, today.year - 1
    if not FIRST_YEAR <= int(typed) <= LAST_YEAR:
        raise ValueError(
            f"The year is one from {FIRST_YEAR} to {LAST_YEAR}, with four digits: "
            f"such as {today.year}."
        )
    return (int(typed),)


def _nearest(
    day: int, month: int, years: tuple[int, ...], weekday: int | None, today: date
) -> date:
    days = [date(y, month, day) for y in years if 1 <= day <= monthrange(y, month)[1]]
    if not days:
        raise ValueError(
            f"{MONTHS[month - 1]} {years[0]} has {monthrange(years[0], month)[1]} days: "
            "choose one of them."
        )
    right = [one for one in days if weekday in (None, one.weekday())]
    if not right:
        said = f"{day} {MONTHS[month - 1]} {days[0].year} is a {WEEKDAYS[days[0].weekday()]}"
        raise ValueError(f"{said}: change the day, or leave the weekday out.")
    return min(right, key=lambda one: abs(one - today))


def said_day(day: date, today: date) -> str:
    """Return a day as it is said: "today", "Thursday 5 November", with its year in another one."""
    for word, days in NEAR.items():
        if (day - today).days == days:
            return word
    year = "" if day.year == today.year else f" {day.year}"
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}{year}"


def refuse_past(day: date, today: date) -> None:
    """Raise ValueError where a plan cannot be on a day: gone by, or more than five years away."""
    if day < today:
        raise ValueError("A plan is something to come: choose today or a day after.")
    if (day.year - YEARS_AHEAD, day.month, day.day) > (today.year, today.month, today.day):
        raise ValueError("This is more than five years away: choose a day that is nearer.")


def refuse_future(day: date, today: date) -> None:
    """Raise ValueError where an interaction cannot be on a day: still to come, or before 1900."""
    if day > today:
        raise ValueError(
            "An interaction is something that has happened: choose today or a day before."
        )
    if day.year < FIRST_YEAR:
        raise ValueError(f"This is before {FIRST_YEAR}: choose a day that is nearer.")


# --- times --------------------------------------------------------------------------------------

_TIME = re.compile(
    r"(?P<hour>\d{1,2})(?: ?[:.h]? ?(?P<minute>\d{2})(?::\d{2}(?:\.\d+)?)?| ?h)?"
    r"(?: ?(?P<half>[ap])\.?m\.?)?"
)
_AS_A_WORD = {"noon": time(12), "midnight": time(0)}
_NO_TIME = "This cannot be read as a time of day: type it like 14:30 or 2 pm."


def parsed_time(text: str) -> time | None:
    """Return the time of day that was typed or sent, in minutes: "14:30", "14.30", "2 pm".

    None where nothing was. Raises ValueError.
    """
    typed = " ".join(text.split()).casefold()
    if not typed or typed in _AS_A_WORD:
        return _AS_A_WORD.get(typed)
    found = _TIME.fullmatch(typed)
    hour = _hour(int(found["hour"]), found["half"]) if found else None
    minute = int(found["minute"] or 0) if found else 0
    if hour is None or hour > 23 or minute > 59:  # noqa: PLR2004 - a clock's
        raise ValueError(_NO_TIME)
    return time(hour, minute)


def _hour(hour: int, half: str | None) -> int | None:
    """Return an hour of 24; None for one of the afternoon that twelve hours do not have."""
    if half is None:
        return hour
    return hour % 12 + 12 * (half == "p") if 1 <= hour <= 12 else None  # noqa: PLR2004


_MINUTES = re.compile(
    r"(?:(?P<clock>\d{1,2}):(?P<past>[0-5]\d)"
    r"|(?P<hours>\d{1,2}(?:[.,]\d{1,2})?) ?(?:h|hrs?|hours?)(?: ?(?P<rest>[0-5]?\d) ?"
    r"(?:m|mins?|minutes?)?)?"
    r"|(?P<minutes>\d{1,4}) ?(?:m|mins?|minutes?)?)"
)
_NO_MINUTES = f"Say how long as minutes, from 1 to {DAY:,} (a day): type it like 30, 1:30 or 2 h."


def parsed_minutes(text: str) -> int | None:
    """Return the minutes that were typed: "30", "90 min", "1:30", "1 h", "1.5 hours".

    None where nothing was. Raises ValueError.
    """
    typed = " ".join(text.split()).casefold()
    if not typed:
        return None
    found = _MINUTES.fullmatch(typed)
    minutes = _minutes(found.groupdict()) if found else 0
    if not 1 <= minutes <= DAY:
        raise ValueError(_NO_MINUTES)
    return minutes


def _minutes(parts: Mapping[str, str | None]) -> int:
    hours = float((parts["hours"] or "0").replace(",", ".")) + int(parts["clock"] or 0)
    return round(hours * 60) + sum(int(parts[name] or 0) for name in ("past", "rest", "minutes"))
