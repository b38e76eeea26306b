"""Days, times and lengths of time: as people type them, as a form sends them, as they are said.

What is typed may be English or the reader's language. What cannot be read is a ValueError with a
sentence for the reader.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time, timedelta

from plnkit.language import N_, Lines, tr, trn

_MONTHS = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"),
    N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip
_WEEKDAYS = (
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"),
    N_("Sunday"),
)  # fmt: skip
MONTHS, WEEKDAYS = Lines(*_MONTHS), Lines(*_WEEKDAYS)
NEAR = {N_("yesterday"): -1, N_("today"): 0, N_("tomorrow"): 1}
FIRST_YEAR, LAST_YEAR = 1900, 2100
YEARS_AHEAD = 5  # of a plan
DAY = 1440  # minutes

# --- days ---------------------------------------------------------------------------------------

_WORD = r"[^\W\d_]{3,16}"  # of letters, in any script
_WEEKDAY = rf"(?:(?P<weekday>{_WORD})\.?,? )?"
_DAY, _NAME = r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?", rf"(?P<name>{_WORD})\.?"
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
_NO_DAY = N_(
    "This cannot be read as a day: choose one, or type it like 5 November 2026 or 2026-11-05."
)


def parsed_day(text: str, today: date) -> date | None:
    """Return the day that was typed or sent: "2026-11-05", "5.11.2026", "5 November", "tomorrow".

    None where nothing was. Without a year it is the nearest such day. Raises ValueError.
    """
    typed = " ".join(text.split()).casefold()
    if not typed:
        return None
    if near := _one_of(typed, NEAR):
        return today + timedelta(days=NEAR[near])
    found = next(filter(None, (form.fullmatch(typed) for form in _FORMS)), None)
    if found is None:
        raise ValueError(tr(_NO_DAY))
    parts = found.groupdict()
    day, month = _day_and_month(parts)
    return _nearest(day, month, _years(parts["year"], today), _weekday(parts), today)


def _one_of(typed: str, words: Iterable[str]) -> str | None:
    """Return which of some words was typed, in English or as the reader says it."""
    return next((word for word in words if typed in (word, tr(word).casefold())), None)


def _day_and_month(parts: Mapping[str, str]) -> tuple[int, int]:
    if "one" in parts:
        return _in_order(int(parts["one"]), int(parts["two"]))
    month = _place(parts["name"], _MONTHS) + 1 if "name" in parts else int(parts["month"])
    if not 1 <= month <= len(MONTHS):
        raise ValueError(tr("There is no month {month}: choose one from 1 to 12.", month=month))
    return int(parts["day"]), month


def _in_order(one: int, two: int) -> tuple[int, int]:
    """Return day and month of two numbers with a slash, which not everybody writes in one order."""
    if min(one, two) < 1 or min(one, two) > len(MONTHS):
        raise ValueError(tr(_NO_DAY))
    if one != two and max(one, two) <= len(MONTHS):
        raise ValueError(
            tr(
                "This can be {one} {month_of_one} or {two} {month_of_two}: "
                "write the month as a word.",
                one=one,
                month_of_one=MONTHS[two - 1],
                two=two,
                month_of_two=MONTHS[one - 1],
            )
        )
    return max(one, two), min(one, two)


def _place(word: str, names: Sequence[str]) -> int:
    """Return where a word stands among names that may be cut to three letters.

    They are those of the reader's language first, then the English ones.
    """
    for spelled in (tuple(map(tr, names)), names):
        for place, name in enumerate(spelled):
            if name.casefold().startswith(word):
                return place
    raise ValueError(tr(_NO_DAY))


def _weekday(parts: Mapping[str, str]) -> int | None:
    word = parts.get("weekday")
    return _place(word, _WEEKDAYS) if word else None


def _years(typed: str | None, today: date) -> tuple[int, ...]:
    """Return the years that can be meant, the likeliest first."""
    if typed is None:
        return today.year, today.year + 1, today.year - 1
    if not FIRST_YEAR <= int(typed) <= LAST_YEAR:
        raise ValueError(
            tr(
                "The year is one from {first} to {last}, with four digits: such as {year}.",
                first=str(FIRST_YEAR),
                last=str(LAST_YEAR),
                year=str(today.year),
            )
        )
    return (int(typed),)


def _nearest(
    day: int, month: int, years: tuple[int, ...], weekday: int | None, today: date
) -> date:
    days = [date(y, month, day) for y in years if 1 <= day <= monthrange(y, month)[1]]
    if not days:
        raise ValueError(
            trn(
                "{month} {year} has {n} day: choose one of them.",
                "{month} {year} has {n} days: choose one of them.",
                monthrange(years[0], month)[1],
                month=MONTHS[month - 1],
                year=str(years[0]),
            )
        )
    right = [one for one in days if weekday in (None, one.weekday())]
    if not right:
        raise ValueError(
            tr(
                "{day} {month} {year} is a {weekday}: change the day, or leave the weekday out.",
                day=day,
                month=MONTHS[month - 1],
                year=str(days[0].year),
                weekday=WEEKDAYS[days[0].weekday()],
            )
        )
    return min(right, key=lambda one: abs(one - today))


def said_day(day: date, today: date) -> str:
    """Return a day as it is said: "today", "Thursday 5 November", with its year in another one."""
    for word, days in NEAR.items():
        if (day - today).days == days:
            return tr(word)
    parts = {
        "weekday": WEEKDAYS[day.weekday()],
        "day": day.day,
        "month": MONTHS[day.month - 1],
        "year": str(day.year),
    }
    if day.year == today.year:
        return tr("{weekday} {day} {month}", **parts)
    return tr("{weekday} {day} {month} {year}", **parts)


def refuse_past(day: date, today: date) -> None:
    """Raise ValueError where a plan cannot be on a day: gone by, or more than five years away."""
    if day < today:
        raise ValueError(tr("A plan is something to come: choose today or a day after."))
    if (day.year - YEARS_AHEAD, day.month, day.day) > (today.year, today.month, today.day):
        raise ValueError(tr("This is more than five years away: choose a day that is nearer."))


def refuse_future(day: date, today: date) -> None:
    """Raise ValueError where an interaction cannot be on a day: still to come, or before 1900."""
    if day > today:
        raise ValueError(
            tr("A meeting in your log has already happened: choose today or an earlier day.")
        )
    if day.year < FIRST_YEAR:
        raise ValueError(
            tr("This is before {year}: choose a day that is nearer.", year=str(FIRST_YEAR))
        )


# --- times --------------------------------------------------------------------------------------

_TIME = re.compile(
    r"(?P<hour>\d{1,2})(?: ?[:.h]? ?(?P<minute>\d{2})(?::\d{2}(?:\.\d+)?)?| ?h)?"
    r"(?: ?(?P<half>[ap])\.?m\.?| ?uhr)?"
)
_AS_A_WORD = {N_("noon"): time(12), N_("midnight"): time(0)}
_NO_TIME = N_("This cannot be read as a time of day: type it like 14:30 or 2 pm.")


def parsed_time(text: str) -> time | None:
    """Return the time of day that was typed or sent, in minutes: "14:30", "14.30", "2 pm".

    None where nothing was. Raises ValueError.
    """
    typed = " ".join(text.split()).casefold()
    if not typed:
        return None
    if word := _one_of(typed, _AS_A_WORD):
        return _AS_A_WORD[word]
    found = _TIME.fullmatch(typed)
    hour = _hour(int(found["hour"]), found["half"]) if found else None
    minute = int(found["minute"] or 0) if found else 0
    if hour is None or hour > 23 or minute > 59:  # noqa: PLR2004 - a clock's
        raise ValueError(tr(_NO_TIME))
    return time(hour, minute)


def _hour(hour: int, half: str | None) -> int | None:
    """Return an hour of 24; None for one of the afternoon that twelve hours do not have."""
    if half is None:
        return hour
    return hour % 12 + 12 * (half == "p") if 1 <= hour <= 12 else None  # noqa: PLR2004


_HOURS, _MINS = r"(?:h|hrs?|hours?|std\.?|stunden?)", r"(?:m|mins?|minutes?|min\.|minuten?)?"
_MINUTES = re.compile(
    r"(?:(?P<clock>\d{1,2}):(?P<past>[0-5]\d)"
    rf"|(?P<hours>\d{{1,2}}(?:[.,]\d{{1,2}})?) ?{_HOURS}(?: ?(?P<rest>[0-5]?\d) ?{_MINS})?"
    rf"|(?P<minutes>\d{{1,4}}) ?{_MINS})"
)
_NO_MINUTES = N_("Say how long as minutes, from 1 to {most} (a day): type it like 30, 1:30 or 2 h.")


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
        raise ValueError(tr(_NO_MINUTES, most=DAY))
    return minutes


def _minutes(parts: Mapping[str, str | None]) -> int:
    hours = float((parts["hours"] or "0").replace(",", ".")) + int(parts["clock"] or 0)
    return round(hours * 60) + sum(int(parts[name] or 0) for name in ("past", "rest", "minutes"))
