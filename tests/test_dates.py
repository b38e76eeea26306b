"""Days, times and lengths of time as people type them; what cannot be read is said with what to do."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plnkit.dates import (
    parsed_day,
    parsed_minutes,
    parsed_time,
    refuse_future,
    refuse_past,
    said_day,
)

TODAY = date(2026, 11, 25)  # a Wednesday
DAYS = st.dates(date(1901, 1, 1), date(2099, 12, 31))


# --- days ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "2026-11-05",
        "2026/11/5",
        "2026.11.05",
        "5.11.2026",
        "05.11.2026",
        "5. 11. 2026",
        "5.11.",
        "5.11",
        "5 November",
        " 5  NOVEMBER 2026 ",
        "5 Nov 2026",
        "5. Nov. 2026",
        "5th of November",
        "November 5, 2026",
        "nov 5th",
        "Thu, 5 Nov 2026",
        "Thursday 5 November",
        "٥.١١.٢٠٢٦",
    ],
)
def test_a_day_is_read_as_people_write_it(typed):
    assert parsed_day(typed, TODAY) == date(2026, 11, 5)


@pytest.mark.parametrize(
    ("typed", "days"), [("today", 0), ("Tomorrow", 1), (" yesterday ", -1), ("25 November", 0)]
)
def test_a_day_nearby_can_be_a_word(typed, days):
    assert parsed_day(typed, TODAY) == TODAY + timedelta(days=days)


@pytest.mark.parametrize("nothing", ["", "  ", "\n\t"])
def test_nothing_typed_is_no_day_no_time_and_no_minutes(nothing):
    read = parsed_day(nothing, TODAY), parsed_time(nothing), parsed_minutes(nothing)
    assert read == (None, None, None)


@pytest.mark.parametrize(
    ("today", "typed", "meant"),
    [
        (date(2026, 12, 20), "5 January", date(2027, 1, 5)),
        (date(2026, 1, 3), "28 December", date(2025, 12, 28)),
        (date(2026, 12, 20), "Monday 5 January", date(2026, 1, 5)),
        (date(2027, 6, 1), "29 February", date(2028, 2, 29)),
    ],
)
def test_without_a_year_it_is_the_nearest_such_day(today, typed, meant):
    assert parsed_day(typed, today) == meant


@pytest.mark.parametrize("typed", ["25/11/2026", "11/25/2026", "25-11-2026", "25/11"])
def test_with_a_slash_day_and_month_stand_in_any_order_where_only_one_can_be_meant(typed):
    assert parsed_day(typed, TODAY) == TODAY


def test_two_days_that_can_both_be_meant_are_named_and_none_is_taken():
    with pytest.raises(ValueError, match="5 November or 11 May: write the month as a word"):
        parsed_day("5/11/2026", TODAY)
    assert parsed_day("5/5/2026", TODAY) == date(2026, 5, 5)


@pytest.mark.parametrize(
    "typed", ["9999-01-01", "275760-09-13", "0026-11-05", "5.11.26", "5 Nov 1899", "2101-01-01"]
)
def test_a_year_that_nobody_means_is_asked_for_again(typed):
    with pytest.raises(ValueError, match="one from 1900 to 2100, with four digits: such as 2026"):
        parsed_day(typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("31 February", "February 2026 has 28 days: choose one of them"),
        ("2028-02-30", "February 2028 has 29 days: choose one of them"),
        ("0.11.2026", "November 2026 has 30 days: choose one of them"),
        ("5.13.2026", "There is no month 13: choose one from 1 to 12"),
        ("2026-00-05", "There is no month 0: choose one from 1 to 12"),
        ("Monday 5 November 2026", "5 November 2026 is a Thursday: change the day"),
    ],
)
def test_a_day_that_does_not_exist_is_said_with_what_does(typed, said):
    with pytest.raises(ValueError, match=said):
        parsed_day(typed, TODAY)


@pytest.mark.parametrize(
    "typed",
    [
        "soon",
        "5",
        "Thursday",
        "5 Brumaire",
        "Foo 5 November",
        "99/99/2026",
        "2026-11.05",
        "0/5",
        "5/0/26x",
    ],
)
def test_what_is_no_day_is_answered_with_how_to_type_one(typed):
    with pytest.raises(ValueError, match="type it like 5 November 2026 or 2026-11-05"):
        parsed_day(typed, TODAY)


@given(DAYS, DAYS)
def test_a_day_is_read_as_it_is_said(day, today):
    assert parsed_day(said_day(day, today), today) == day


@given(DAYS)
def test_a_day_is_read_as_a_form_sends_it(day):
    assert parsed_day(day.isoformat(), TODAY) == day


def answer(read, typed):
    """Return what a reader is told."""
    try:
        return f"Read as {read(typed)}."
    except ValueError as fault:
        return str(fault)


@given(st.text(max_size=30) | st.from_regex(r"[0-9 :.,/hpm-]{1,12}", fullmatch=True))
def test_whatever_is_typed_it_is_read_or_answered_in_a_sentence(typed):
    for read in (lambda text: parsed_day(text, TODAY), parsed_time, parsed_minutes):
        assert answer(read, typed).endswith(".")


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (TODAY, "today"),
        (date(2026, 11, 26), "tomorrow"),
        (date(2026, 11, 24), "yesterday"),
        (date(2026, 11, 27), "Friday 27 November"),
        (date(2027, 11, 5), "Friday 5 November 2027"),
    ],
)
def test_a_day_is_said_with_its_year_only_where_it_is_another(day, said):
    assert said_day(day, TODAY) == said


def test_a_plan_is_not_for_a_day_gone_by():
    with pytest.raises(ValueError, match="something to come: choose today or a day after"):
        refuse_past(TODAY - timedelta(days=1), TODAY)
    refuse_past(TODAY, TODAY)


def test_a_plan_is_at_most_five_years_away():
    with pytest.raises(ValueError, match="more than five years away: choose a day that is nearer"):
        refuse_past(date(2031, 11, 26), TODAY)
    refuse_past(date(2031, 11, 25), TODAY)
    refuse_past(date(2033, 2, 28), date(2028, 2, 29))


def test_an_interaction_is_not_on_a_day_to_come():
    with pytest.raises(ValueError, match="has already happened: choose today or an earlier day"):
        refuse_future(TODAY + timedelta(days=1), TODAY)
    refuse_future(TODAY, TODAY)


def test_an_interaction_is_not_older_than_anybody():
    with pytest.raises(ValueError, match="before 1900: choose a day that is nearer"):
        refuse_future(date(1899, 12, 31), TODAY)
    refuse_future(date(1900, 1, 1), TODAY)


# --- times --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("14:30", time(14, 30)),
        ("14.30", time(14, 30)),
        ("14h30", time(14, 30)),
        ("1430", time(14, 30)),
        ("2:30 PM", time(14, 30)),
        ("2.30 p.m.", time(14, 30)),
        ("14:30:00", time(14, 30)),
        ("14:30:59.999", time(14, 30)),
        ("2 pm", time(14)),
        ("14h", time(14)),
        ("14", time(14)),
        ("930", time(9, 30)),
        ("9 am", time(9)),
        ("12 am", time(0)),
        ("12:05 am", time(0, 5)),
        ("12 pm", time(12)),
        ("noon", time(12)),
        ("Midnight", time(0)),
        ("23:59", time(23, 59)),
        ("00:00", time(0)),
    ],
)
def test_a_time_is_read_as_people_write_it(typed, at):
    assert parsed_time(typed) == at


@pytest.mark.parametrize(
    "typed", ["24:00", "14:60", "13 pm", "0 am", "-1", "ten", "14:3", "1:2:3", "14:30 soon", "99"]
)
def test_what_is_no_time_is_answered_with_how_to_type_one(typed):
    with pytest.raises(ValueError, match="type it like 14:30 or 2 pm"):
        parsed_time(typed)


# --- minutes ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("30", 30),
        ("90 min", 90),
        ("90 Minutes", 90),
        ("90m", 90),
        ("1 h", 60),
        ("2 hours", 120),
        ("1.5 h", 90),
        ("1,5 hours", 90),
        ("1:30", 90),
        ("0:05", 5),
        ("1h30", 90),
        ("1 h 30 min", 90),
        ("2 hours 5 minutes", 125),
        ("1", 1),
        ("1440", 1440),
        ("24 h", 1440),
    ],
)
def test_a_length_of_time_is_read_as_people_write_it(typed, minutes):
    assert parsed_minutes(typed) == minutes


@pytest.mark.parametrize(
    "typed",
    [
        "-5",
        "−5",
        "0",
        "0:00",
        "1441",
        "24:01",
        "100000",
        "1:75",
        "an hour",
        "thirty",
        "5 days",
        ".",
    ],
)
def test_what_is_no_length_of_time_is_answered_with_how_to_type_one(typed):
    with pytest.raises(
        ValueError, match=r"from 1 to 1,440 \(a day\): type it like 30, 1:30 or 2 h"
    ):
        parsed_minutes(typed)
