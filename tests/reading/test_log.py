"""What the log says about time, ways of meeting and rhythm, and nothing that it does not hold."""

from datetime import date, timedelta

import pytest

from plnkit import words
from plnkit.model import Aim, Book, Interaction, Learner, Member, Rhythm
from plnkit.reading.log import (
    how_long,
    read_rhythm,
    read_time_by_aim,
    read_ways_of_meeting,
    rhythm_rows,
    usual,
    way_of,
)

TODAY = date(2026, 11, 25)
AIMS = (Aim(id="plan", text="Plan a week"), Aim(id="budget", text="Read a budget"))


def meeting(who="amina", ago=0, **values):
    on = TODAY - timedelta(days=ago)
    return Interaction(id=f"{who} {ago} {values}", members=(who,), on=on, **values)


def book(*things, people=("amina",), **values):
    them = [Member(id=n, name=n.title(), kind="person", **values) for n in people]
    return Book().with_(*them, *things)


def met(who, *ago):
    return [meeting(who, days) for days in ago]


# --- time by aim --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, ""), (45, "45 min"), (60, "1 h"), (200, "3 h 20 min"), (90_000, "1,500 h")],
)
def test_minutes_are_said_in_hours_as_soon_as_there_is_one(minutes, said):
    assert how_long(minutes) == said


def test_the_aim_that_took_the_most_is_said_and_the_rest_is_accounted_for():
    log = (
        meeting(minutes=90, aim="plan"),
        meeting(ago=1, minutes=30, aim="budget"),
        meeting(ago=2, minutes=20),
        meeting(ago=3, aim="plan"),
    )
    assert read_time_by_aim(book(*AIMS, *log)) == (
        "You noted 2 h 20 min in all. Of your aims, “Plan a week” took the most: 1 h 30 min. "
        "For no aim in particular: 20 min. How long it took is not said of 1 of 4 meetings."
    )


def test_two_aims_that_took_the_same_are_both_named():
    log = (meeting(minutes=30, aim="plan"), meeting(ago=1, minutes=30, aim="budget"))
    assert read_time_by_aim(book(*AIMS, *log)) == (
        "You noted 1 h in all. Of your aims, “Plan a week” and “Read a budget” took the most: "
        "30 min each."
    )


def test_an_open_aim_without_time_is_named_and_one_that_was_dropped_is_not():
    log = meeting(minutes=30, aim="plan")
    here = book(*AIMS, log)
    assert read_time_by_aim(here) == (
        "You noted 30 min in all. “Plan a week” took 30 min. No time noted yet for “Read a budget”."
    )
    assert "budget" not in read_time_by_aim(here.update("budget", status="dropped"))


@pytest.mark.parametrize("log", [(), (meeting(minutes=30),), (meeting(aim="plan"),)])
def test_without_time_for_an_aim_it_is_said_what_to_note(log):
    assert read_time_by_aim(book(*AIMS, *log)) == (
        "Not enough yet: note down how long it took and for which aim, and this takes shape."
    )


# --- ways of meeting ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("channel", "way"),
    [
        ("face to face", "In person"),
        (" Face  to face ", "In person"),
        ("phone or video", "Online"),
        ("chat", "Online"),
        ("group or event", "Other ways"),
        ("listening", "Other ways"),
        ("by pigeon", "Other ways"),
        ("", "Not said yet"),
    ],
)
def test_a_channel_is_in_person_online_or_another_that_was_said(channel, way):
    assert way_of(channel) == way


def test_every_channel_that_a_form_offers_has_a_way():
    offered = [channel for several in words.CHANNELS.values() for channel in several]
    assert {way_of(channel) for channel in offered} == {"In person", "Online", "Other ways"}


def test_ways_are_counted_of_the_meetings_that_say_one():
    channels = ("face to face", "chat", "chat", "reading", "")
    log = [meeting(ago=n, channel=channel) for n, channel in enumerate(channels)]
    assert read_ways_of_meeting(book(*log)) == (
        "Of 4 meetings, you had 1 in person, 2 online and 1 in other ways. "
        "For 1 more it is not said yet."
    )
    assert read_ways_of_meeting(book(*log[:3])) == (
        "Of 3 meetings, you had 1 in person and 2 online."
    )


def test_of_two_meetings_no_way_is_read():
    log = [meeting(channel="chat"), meeting(ago=1, channel="chat"), meeting(ago=2)]
    assert read_ways_of_meeting(book(*log)).startswith("Not enough yet: say of three meetings")


# --- rhythm -------------------------------------------------------------------------------------


def test_the_usual_gap_stands_beside_the_rhythm_that_was_chosen():
    here = book(*met("amina", 0, 9, 18, 60), rhythm=Rhythm(ideal=14))
    assert read_rhythm(here, TODAY) == "With Amina about every 9 days; you chose 14."


def test_a_rhythm_that_nobody_chose_is_that_of_the_map():
    here = book(*met("amina", 0, 1, 2), closeness=1)
    assert read_rhythm(here, TODAY) == "With Amina about every day; your map says 7."
    own = here.with_(Learner(rhythms=tuple(Rhythm(ideal=n) for n in (3, 30, 180, 365))))
    assert read_rhythm(own, TODAY) == "With Amina about every day; you chose 3."


@pytest.mark.parametrize("values", [{}, {"status": "paused", "closeness": 1}])
def test_who_has_no_rhythm_is_compared_with_none(values):
    here = book(*met("amina", 0, 5, 10), **values)
    assert read_rhythm(here, TODAY) == "With Amina about every 5 days."


def test_two_entries_of_a_day_are_one_day_and_what_is_to_come_is_none():
    log = [*met("amina", 0, 7, -3), meeting(ago=7, got="x")]
    assert usual(book(*log), TODAY)[0].days == (TODAY - timedelta(days=7), TODAY)
    assert read_rhythm(book(*log), TODAY).startswith("Not enough yet: with three days in the log")


def test_three_are_named_and_the_others_counted():
    names = "abcde"
    log = [one for who in names for one in met(who, 0, 4, 8)]
    said = read_rhythm(book(*log, *met("e", 12), people=names), TODAY)
    assert said == (
        "With E about every 4 days. With A about every 4 days. With B about every 4 days. "
        "2 others are in the table."
    )


def test_a_name_from_right_to_left_leaves_the_sentence_alone():
    here = book(*met("amina", 0, 4, 8)).update("amina", name="ليلى")
    assert read_rhythm(here, TODAY) == "With \u2068ليلى\u2069 about every 4 days."


def test_the_table_has_everybody_in_the_log_also_below_the_minimum():
    log = [*met("amina", 0, 9, 18), *met("ben", 400)]
    here = book(*log, people=("amina", "ben", "cleo"), rhythm=Rhythm(ideal=14))
    head, rows = rhythm_rows(here.update("ben", rhythm=None), TODAY)
    assert rows == [
        ("Amina", "3", "9 days", "14 days", "today"),
        ("Ben", "1", "not enough yet", "none", "Tuesday 21 October 2025"),
    ]
    assert {len(row) for row in rows} == {len(head)}


def test_an_empty_log_has_no_rows_and_says_what_to_do():
    assert rhythm_rows(book(), TODAY)[1] == []
    assert read_rhythm(book(), TODAY).startswith("Not enough yet")
