"""Rules that repeat: as dateutil reads them, and with an end whatever they say."""

from contextlib import suppress
from datetime import date, datetime, timedelta
from itertools import takewhile

import pytest
from dateutil.rrule import rrulestr
from hypothesis import assume, given
from hypothesis import strategies as st

from plnkit.exchange.recurrence import Unknown, days, rule_of

FIRST, LAST = date(2025, 10, 1), date(2026, 11, 5)


def found(text: str, start: date, first: date = FIRST, last: date = LAST) -> list[date]:
    return list(days(rule_of(text), start, first, last))


def by_dateutil(text: str, start: date, first: date, last: date) -> list[date]:
    rule = rrulestr(text, dtstart=datetime.combine(start, datetime.min.time()))
    until = takewhile(lambda when: when.date() <= last, rule)
    return [when.date() for when in until if when.date() >= first]


NUMBERS = st.lists(st.integers(1, 28) | st.integers(-28, -1), min_size=1, max_size=3, unique=True)
WEEKDAYS = st.lists(
    st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), min_size=1, max_size=3, unique=True
)
NTHS = st.lists(
    st.builds("{}{}".format, st.sampled_from([1, 2, 4, -1, -2]), st.sampled_from(["MO", "FR"])),
    min_size=1,
    max_size=3,
    unique=True,
)


@st.composite
def rules(draw: st.DrawFn) -> str:
    every = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = {"FREQ": every, "INTERVAL": draw(st.integers(1, 5))}
    options = {
        "COUNT": st.integers(1, 60),
        "WKST": st.sampled_from(["MO", "SU", "WE"]),
        "BYMONTH": st.lists(st.integers(1, 12), min_size=1, max_size=3, unique=True),
        "BYDAY": WEEKDAYS | NTHS if every in ("MONTHLY", "YEARLY") else WEEKDAYS,
    }
    if every != "WEEKLY":
        options["BYMONTHDAY"] = NUMBERS
    if every in ("MONTHLY", "YEARLY"):
        options["BYSETPOS"] = st.sampled_from([1, 2, -1])
    for name, values in options.items():
        if draw(st.booleans()):
            parts[name] = draw(values)
    if "BYSETPOS" in parts:
        assume("BYDAY" in parts or "BYMONTHDAY" in parts)
    said = {k: ",".join(map(str, v)) if isinstance(v, list) else v for k, v in parts.items()}
    return ";".join(f"{name}={value}" for name, value in said.items())


@given(rules(), st.dates(date(2020, 1, 1), date(2026, 10, 1)))
def test_a_rule_falls_on_the_days_on_which_dateutil_has_it(text: str, start: date) -> None:
    assert found(text, start) == by_dateutil(text, start, FIRST, LAST)


@pytest.mark.parametrize(
    ("text", "start", "expected"),
    [
        ("FREQ=MONTHLY;BYDAY=1MO", date(2025, 1, 6), [date(2026, 1, 5), date(2026, 2, 2)]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", date(2025, 1, 31), [date(2026, 1, 31), date(2026, 2, 28)]),
        ("FREQ=MONTHLY", date(2025, 1, 31), [date(2026, 1, 31)]),  # no 31st of February
        ("FREQ=WEEKLY;INTERVAL=4;COUNT=2", date(2026, 1, 20), [date(2026, 1, 20), date(2026, 2, 17)]),
    ],
)  # fmt: skip
def test_rules_that_calendars_write(text: str, start: date, expected: list[date]) -> None:
    assert found(text, start, date(2026, 1, 1), date(2026, 2, 28)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",  # there is none: others look for it until 9999
        "FREQ=DAILY;INTERVAL=7;BYDAY=TU",  # from a Monday, that is never
        "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=31",
    ],
)
def test_a_rule_without_a_day_ends(text: str) -> None:
    assert found(text, date(2020, 1, 6)) == []


def test_a_rule_of_a_century_is_followed_where_it_is_asked_about() -> None:
    assert len(found("FREQ=DAILY", date(1900, 1, 1))) == (LAST - FIRST + timedelta(1)).days


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("FREQ=MINUTELY", "every minute"),
        ("FREQ=SECONDLY;INTERVAL=3600", "every second"),
        ("FREQ=HOURLY", "every hour"),
        ("FREQ=DAILY;BYHOUR=8,9,10", "several times a day"),
        ("FREQ=DAILY;BYMINUTE=0,1,2,3", "several times a day"),
        ("FREQ=DAILY;BYSECOND=0,1", "several times a day"),
        ("FREQ=YEARLY;BYWEEKNO=20", "in a way that plnkit does not know"),
        ("FREQ=NOW", "how often it repeats cannot be read"),
        ("FREQ=DAILY;INTERVAL=0", "how it repeats cannot be read"),
        ("FREQ=DAILY;INTERVAL=999999999", "how it repeats cannot be read"),
        ("FREQ=WEEKLY;COUNT=", "how it repeats cannot be read"),
        ("FREQ=WEEKLY;INTERVAL=", "how it repeats cannot be read"),
        ("FREQ=WEEKLY;BYDAY=XX", "how it repeats cannot be read"),
        ("", "how often it repeats cannot be read"),
    ],
)
def test_what_is_not_followed_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(Unknown, match=reason):
        rule_of(text)


@given(st.text())
def test_any_text_is_a_rule_or_is_refused(text: str) -> None:
    for rule in (text, f"FREQ=DAILY;{text}", f"FREQ=MONTHLY;BYDAY={text}"):
        with suppress(Unknown):
            found(rule, date(2026, 1, 1))
