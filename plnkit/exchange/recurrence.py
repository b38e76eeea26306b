"""When something repeats: the days on which a rule of a calendar falls (RFC 5545, 3.3.10).

It is not asked what comes next, which for a rule such as "each 30th of February" never ends, but of
each day whether the rule falls on it. So it ends whatever a rule says. Times of the day are no
matter: what repeats within a day is refused.
"""

import dataclasses
import re
from calendar import isleap, monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from plnkit.language import N_, tr

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_TOO_OFTEN = {
    "SECONDLY": N_("it repeats every second, which no meeting does"),
    "MINUTELY": N_("it repeats every minute, which no meeting does"),
    "HOURLY": N_("it repeats every hour, which no meeting does"),
}
_SEVERAL = N_("it repeats several times a day, which no meeting does")
_TIMES = ("BYHOUR", "BYMINUTE", "BYSECOND")  # of which one alone says when on the day it is
_KNOWN = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYMONTH", "BYMONTHDAY"}
_LONGEST = 1_000  # periods from one time to the next


class Unknown(ValueError):
    """A rule that is not followed, with the reason."""


@dataclass(frozen=True)
class Rule:
    """A rule that repeats: `weekdays` are pairs of which one (0 is each, -1 the last) and weekday.

    `until` is as the rule has it, since its zone may be another; numbers below 0 count from the end.
    """

    every: str
    interval: int = 1
    count: int | None = None
    until: str = ""
    week_begins: int = 0
    weekdays: tuple[tuple[int, int], ...] = ()
    months: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()

    def falls_on(self, day: date) -> bool:
        """Return whether a day of a period that counts is one of the rule's."""
        if self.months and day.month not in self.months:
            return False
        before_end = day.day - monthrange(day.year, day.month)[1] - 1
        if self.month_days and not {day.day, before_end} & set(self.month_days):
            return False
        return not self.weekdays or any(self._is(day, *pair) for pair in self.weekdays)

    def _is(self, day: date, which: int, weekday: int) -> bool:
        if day.weekday() != weekday or not which:
            return day.weekday() == weekday
        if self.every == "YEARLY" and not self.months:
            at, length = day.timetuple().tm_yday, 366 if isleap(day.year) else 365
        else:
            at, length = day.day, monthrange(day.year, day.month)[1]
        return which in ((at - 1) // 7 + 1, -((length - at) // 7 + 1))


def rule_of(text: str) -> Rule:
    """Return the rule that a line RRULE holds. Raises `Unknown`, with the reason."""
    parts = dict(part.strip().split("=", 1) for part in text.upper().split(";") if "=" in part)
    every = parts.get("FREQ", "")
    if every in _TOO_OFTEN or any("," in parts.get(name, "") for name in _TIMES):
        raise Unknown(tr(_TOO_OFTEN.get(every, _SEVERAL)))
    if every not in ("DAILY", "WEEKLY", "MONTHLY", "YEARLY"):
        raise Unknown(tr("how often it repeats cannot be read"))
    if strange := set(parts) - _KNOWN - {*_TIMES, "BYSETPOS"}:
        raise Unknown(
            tr("it repeats in a way that plnkit does not know ({part})", part=min(strange)[:20])
        )
    try:
        return _rule(every, parts)
    except (ValueError, KeyError, IndexError):
        raise Unknown(tr("how it repeats cannot be read")) from None


def _rule(every: str, parts: Mapping[str, str]) -> Rule:
    return Rule(
        every,
        interval=_numbers(parts.get("INTERVAL", "1"), 1, _LONGEST)[0],
        count=_numbers(parts["COUNT"], 1, 10**9)[0] if "COUNT" in parts else None,
        until=parts.get("UNTIL", ""),
        week_begins=WEEKDAYS.index(parts.get("WKST", "MO")),
        weekdays=_weekdays(parts.get("BYDAY", ""), ordered=every in ("MONTHLY", "YEARLY")),
        months=_numbers(parts.get("BYMONTH", ""), 1, 12),
        month_days=_numbers(parts.get("BYMONTHDAY", ""), -31, 31),
        positions=_numbers(parts.get("BYSETPOS", ""), -366, 366),
    )


def _numbers(text: str, low: int, high: int) -> tuple[int, ...]:
    numbers = tuple(int(part) for part in text.split(",")) if text else ()
    if any(not low <= number <= high or number == 0 for number in numbers):
        raise ValueError(text)
    return tuple(dict.fromkeys(numbers))


def _weekdays(text: str, *, ordered: bool) -> tuple[tuple[int, int], ...]:
    """Return pairs of which and weekday; in a week each has one of them only."""
    found = [re.fullmatch(r"([+-]?\d{1,2})?([A-Z]{2})", part.strip()) for part in text.split(",")]
    if not text:
        return ()
    pairs = (
        (int(one[1] or 0) if ordered else 0, WEEKDAYS.index(one[2])) if one else (0, -1)
        for one in found
    )
    known = tuple(dict.fromkeys(pairs))
    if any(weekday < 0 for _, weekday in known):
        raise ValueError(text)
    return known


# --- days ---------------------------------------------------------------------------------------


def span(rule: Rule, start: date, first: date, last: date) -> int:
    """Return how many days `days` looks at, at most: how much work it is."""
    return max(0, (last - _from(rule, start, first)).days)


def days(rule: Rule, start: date, first: date, last: date) -> Iterator[date]:
    """Yield the days from `first` to `last` on which a rule falls that begins on `start`."""
    whole = _whole(rule, start)
    count = 0
    for period in _periods(whole, start, _from(rule, start, first), last):
        for day in _chosen(whole, [day for day in period if whole.falls_on(day)]):
            if day < start or day > last:
                continue
            count += 1
            if rule.count is not None and count > rule.count:
                return
            if day >= first:
                yield day


def _from(rule: Rule, start: date, first: date) -> date:
    """Return the day from which to look: what counts its times is counted from its beginning."""
    return max(start, first) if rule.count is None else start


def _whole(rule: Rule, start: date) -> Rule:
    """Return a rule with what it leaves to the day on which it begins."""
    if rule.weekdays or rule.month_days or rule.every == "DAILY":
        return rule
    if rule.every == "WEEKLY":
        return dataclasses.replace(rule, weekdays=((0, start.weekday()),))
    months = rule.months or ((start.month,) if rule.every == "YEARLY" else ())
    return dataclasses.replace(rule, months=months, month_days=(start.day,))


def _chosen(rule: Rule, found: Sequence[date]) -> Sequence[date]:
    """Return the days of a period that a rule takes, such as the last of them."""
    if not rule.positions:
        return found
    places = {p - 1 if p > 0 else len(found) + p for p in rule.positions}
    return [day for place, day in enumerate(found) if place in places]


def _periods(rule: Rule, start: date, first: date, last: date) -> Iterator[list[date]]:
    """Yield the days of each period that counts: of each second week, say."""
    here = _number(rule, first)
    here += (_number(rule, start) - here) % rule.interval
    while (begin := _ordinal(rule, here)) <= last.toordinal():
        yield [date.fromordinal(number) for number in range(begin, _ordinal(rule, here + 1))]
        here += rule.interval


def _number(rule: Rule, day: date) -> int:
    """Return which day, week, month or year a day is in."""
    return {
        "DAILY": day.toordinal(),
        "WEEKLY": (day.toordinal() - 1 - rule.week_begins) // 7,
        "MONTHLY": day.year * 12 + day.month - 1,
        "YEARLY": day.year,
    }[rule.every]


def _ordinal(rule: Rule, number: int) -> int:
    """Return the first day of a day, week, month or year."""
    if rule.every == "DAILY":
        return number
    if rule.every == "WEEKLY":
        return number * 7 + 1 + rule.week_begins
    year, month = divmod(number, 12) if rule.every == "MONTHLY" else (number, 0)
    return date(year, month + 1, 1).toordinal()
