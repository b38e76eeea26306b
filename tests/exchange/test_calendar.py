"""Plans in a calendar: at the right time, in words that arrive whole, and twice the same event.

What was written is read by vobject, which shares no code with the writer, and its times by the zones
that stand in the file itself, as dateutil understands them.
"""

import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from plnkit.errors import BookError, NotWritable
from plnkit.exchange import calendar as calendars
from plnkit.exchange.calendar import MINUTES, calendar, if_then
from plnkit.model import Aim, Book, Member, Plan

NOW = datetime(2026, 11, 2, 8, 30, tzinfo=UTC)
DAY = date(2026, 11, 5)
AMINA = Member(id="amina", name="Amina", kind="person", email="amina@example.org")
BLOG = Member(id="blog", name="The Calm Lead", kind="source")
AIM = Aim(id="aim", text="Plan a week that holds")
BOOK = Book().with_(AMINA, BLOG, AIM)


def plan(**values):
    return Plan(**{"id": "p", "member": "amina", "on": DAY, **values})


def text(*plans, book=BOOK):
    return calendar(book, plans, NOW).decode()


def unfolded(*plans):
    return text(*plans).replace("\r\n ", "").split("\r\n")


def event(*plans, book=BOOK):
    return vobject.readOne(text(*plans, book=book)).vevent


def instants(read):
    """When an event begins and ends, by the zones that the file brings along."""
    zones = {zone.tzid.value: zone.tzinfo for zone in getattr(read, "vtimezone_list", [])}
    for moment in (read.vevent.dtstart, read.vevent.dtend):
        [name] = moment.params.get("X-VOBJ-ORIGINAL-TZID", [None])
        local = moment.value
        yield (local.replace(tzinfo=zones[name]) if name else local).astimezone(UTC)


def began(zone, day, at):
    read = vobject.readOne(text(plan(on=day, at=at, zone=zone)))
    return next(instants(read)).strftime("%m-%d %H:%M")


# --- when ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "day", "at", "utc"),
    [
        ("Europe/Copenhagen", date(2026, 3, 28), time(9), "03-28 08:00"),
        ("Europe/Copenhagen", date(2026, 3, 29), time(1, 59), "03-29 00:59"),
        ("Europe/Copenhagen", date(2026, 3, 29), time(3), "03-29 01:00"),
        ("Europe/Copenhagen", date(2026, 3, 29), time(3, 30), "03-29 01:30"),
        ("Europe/Copenhagen", date(2026, 10, 24), time(9), "10-24 07:00"),
        ("Europe/Copenhagen", date(2026, 10, 25), time(9), "10-25 08:00"),
        ("America/New_York", date(2026, 3, 7), time(9), "03-07 14:00"),
        ("America/New_York", date(2026, 3, 8), time(3, 15), "03-08 07:15"),
        ("America/New_York", date(2026, 10, 31), time(9), "10-31 13:00"),
        ("America/New_York", date(2026, 11, 1), time(9), "11-01 14:00"),
        ("Pacific/Auckland", date(2026, 4, 4), time(9), "04-03 20:00"),
        ("Pacific/Auckland", date(2026, 4, 5), time(9), "04-04 21:00"),
        ("Pacific/Auckland", date(2026, 9, 26), time(9), "09-25 21:00"),
        ("Pacific/Auckland", date(2026, 9, 27), time(9), "09-26 20:00"),
        ("Africa/Casablanca", date(2025, 2, 22), time(9), "02-22 08:00"),
        ("Africa/Casablanca", date(2025, 3, 10), time(9), "03-10 09:00"),  # in Ramadan
        ("Africa/Casablanca", date(2025, 4, 7), time(9), "04-07 08:00"),
        ("Asia/Kolkata", date(2026, 7, 1), time(9), "07-01 03:30"),
        ("Australia/Lord_Howe", date(2026, 10, 4), time(9), "10-03 22:00"),  # by half an hour
    ],
)
def test_a_plan_is_at_its_own_time_on_both_sides_of_a_change_of_the_clock(zone, day, at, utc):
    assert began(zone, day, at) == utc


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("zone", ["Europe/Copenhagen", "America/New_York", "Pacific/Auckland"])
def test_an_event_that_is_moved_by_hand_within_a_year_stays_at_its_time(zone, month):
    from dateutil import tz

    read = vobject.readOne(text(plan(at=time(9), zone=zone)))
    moved = datetime(2026, month, 15, 9)  # noqa: DTZ001 - local
    assert read.vtimezone.tzinfo.utcoffset(moved) == tz.gettz(zone).utcoffset(moved)


def test_a_time_that_the_clock_skips_is_moved_on_by_as_much():
    skipped = plan(on=date(2026, 3, 29), at=time(2, 30), zone="Europe/Copenhagen")
    assert "DTSTART;TZID=Europe/Copenhagen:20260329T033000" in unfolded(skipped)


def test_of_a_time_that_comes_twice_the_first_is_meant():
    assert began("Europe/Copenhagen", date(2026, 10, 25), time(2, 30)) == "10-25 00:30"


def test_a_plan_takes_as_long_as_it_says_also_while_the_clock_is_changed():
    for day, at in ((date(2026, 3, 29), time(1, 30)), (date(2026, 10, 25), time(2, 30))):
        read = vobject.readOne(text(plan(on=day, at=at, zone="Europe/Copenhagen", minutes=60)))
        begin, end = instants(read)
        assert end - begin == timedelta(minutes=60)


def test_a_plan_that_does_not_say_takes_half_an_hour():
    begin, end = instants(vobject.readOne(text(plan(at=time(9), zone="Asia/Kolkata"))))
    assert end - begin == timedelta(minutes=MINUTES)


def test_without_a_time_it_is_the_whole_day_and_leaves_it_free():
    lines = unfolded(plan())
    assert "DTSTART;VALUE=DATE:20261105" in lines
    assert "DTEND;VALUE=DATE:20261106" in lines
    assert "TRANSP:TRANSPARENT" in lines


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../etc/passwd", "Europe", "x" * 400])
def test_without_a_zone_that_is_known_the_time_is_that_of_the_reader(zone):
    lines = unfolded(plan(at=time(9, 15), zone=zone))
    assert "DTSTART:20261105T091500" in lines
    assert "DTEND:20261105T094500" in lines
    assert "BEGIN:VTIMEZONE" not in lines


def test_each_zone_is_described_once():
    two = (plan(id=f"{n}", at=time(9), zone="Europe/Copenhagen") for n in range(2))
    lines = unfolded(*two, plan(at=time(9), zone="Asia/Kolkata"))
    assert lines.count("BEGIN:VTIMEZONE") == 2
    assert lines.count("TZID:Europe/Copenhagen") == 1


def test_a_plan_without_a_day_is_left_out():
    read = vobject.readOne(text(plan(id="here"), plan(id="nowhere", on=None)))
    assert [one.uid.value for one in read.vevent_list] == ["here@plnkit"]


@pytest.mark.parametrize("on", [None, date(9999, 12, 31), date(1, 1, 1)])
def test_where_none_has_a_day_that_is_said_with_what_to_do(on):
    with pytest.raises(BookError, match=r"No plan has a day yet: say when"):
        calendar(BOOK, [plan(on=on, at=time(9), zone="Europe/Copenhagen")], NOW)


# --- which event --------------------------------------------------------------------------------


def test_a_plan_that_was_edited_is_the_same_event_in_a_later_edition():
    first, second = event(plan()), event(plan(on=DAY + timedelta(days=1), revision=1))
    assert first.uid.value == second.uid.value == "p@plnkit"
    assert (first.sequence.value, second.sequence.value) == ("0", "1")


def test_it_says_when_it_was_made():
    lines = unfolded(plan())
    assert {"DTSTAMP:20261102T083000Z", "LAST-MODIFIED:20261102T083000Z"} <= set(lines)


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("planned", "CONFIRMED"),
        ("moved", "CONFIRMED"),
        ("done", "CONFIRMED"),
        ("skipped", "CANCELLED"),
    ],
)
def test_a_plan_that_was_skipped_is_cancelled_and_any_other_stands(status, said):
    assert event(plan(status=status)).status.value == said


def test_it_is_private_and_nobody_is_invited():
    lines = unfolded(plan())
    assert "CLASS:PRIVATE" in lines
    assert not any("@example.org" in line or line.startswith(("ATT", "ORG")) for line in lines)


# --- what it says -------------------------------------------------------------------------------


def test_an_event_says_with_whom_and_what_where_and_all_that_was_prepared():
    said = event(
        plan(
            aim="aim",
            cue="when I have put my coffee down.",
            act="I will walk over",
            where="her desk",
            question="How do you plan a week?",
            offer="My checklist",
            programme="Lead without shouting",
        )
    )
    assert said.summary.value == "Meet Amina: I will walk over"
    assert said.location.value == "her desk"
    assert said.description.value.split("\n") == [
        "When I have put my coffee down, I will walk over.",
        "To ask: How do you plan a week?",
        "To offer: My checklist",
        "For: Plan a week that holds",
        "From: Lead without shouting",
    ]


def test_of_a_bare_plan_an_event_says_no_more_than_with_whom():
    said = event(plan())
    assert said.summary.value == "Meet Amina"
    assert not hasattr(said, "description")
    assert not hasattr(said, "location")


def test_one_does_not_meet_a_source():
    assert (
        event(plan(member="blog", act="read on")).summary.value == "Turn to The Calm Lead: read on"
    )


@pytest.mark.parametrize(
    ("cue", "act", "said"),
    [
        ("", "", ""),
        ("it is noon", "", "When it is noon."),
        ("", "I'll ask", "I will ask."),
        ("If it rains,", "stay in.", "When it rains, I will stay in."),
        ("it rains", "ask why?", "When it rains, I will ask why?"),
    ],
)
def test_a_plan_is_one_sentence_of_what_was_said(cue, act, said):
    assert if_then(plan(cue=cue, act=act)) == said


def test_a_title_is_short_whatever_was_written():
    long = Book().with_(Member(id="amina", name="A" * 200, kind="person"))
    title = event(plan(act="word " * 1000), book=long).summary.value
    assert len(title) <= 80
    assert title.startswith("Meet AAA")
    assert ": word" in title


def test_a_name_from_right_to_left_leaves_the_words_around_it_alone():
    layla = Book().with_(Member(id="amina", name="ليلى", kind="person"))
    assert event(plan(act="ask"), book=layla).summary.value == "Meet \u2068ليلى\u2069: ask"


@pytest.mark.parametrize(
    "words",
    [
        "a, b; c: d \\ e \\n f",
        'say "yes" <b>&amp;</b>',
        "one\ntwo\n\nthree",
        "שלום 👩🏽‍🔬 " * 40,
        "END:VEVENT\nBEGIN:VALARM\nATTENDEE:mailto:x@example.org",
    ],
)
def test_what_was_written_arrives_as_it_is(words):
    assert event(plan(question=words)).description.value == f"To ask: {words.strip()}"
    assert event(plan(where=words)).location.value == " ".join(words.split())


def test_what_no_calendar_can_hold_is_left_out_and_lines_stay_lines():
    said = event(plan(question="a\rb\u2028c\ud800\x07d\te\r\nf"))
    assert said.description.value == "To ask: a\nb\ncd e\nf"


@given(st.text(min_size=1, max_size=300))
def test_whatever_was_written_there_is_one_event_in_lines_that_any_calendar_reads(words):
    data = calendar(BOOK, [plan(id=words, act=words, where=words, offer=words)], NOW)
    lines = data.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert not any(c < 32 or c == 127 for line in lines for c in line)
    assert len(vobject.readOne(data.decode()).vevent_list) == lines.count(b"BEGIN:VEVENT") == 1


# --- a file -------------------------------------------------------------------------------------


def test_a_file_holds_every_plan_of_the_book_or_those_that_were_chosen(tmp_path):
    one, two = plan(id="1"), plan(id="2")
    path, book = tmp_path / "plans.ics", BOOK.with_(one, two)
    calendars.write(book, path)
    assert path.read_bytes().count(b"BEGIN:VEVENT") == 2
    calendars.write(book, path, [two])
    assert path.read_bytes().count(b"BEGIN:VEVENT") == 1


@pytest.mark.parametrize(
    "other",
    ["", "BEGIN:VCALENDAR\r\nPRODID:-//Other//EN\r\n", "Note:\nPRODID:-//plnkit//PLN Workbook//EN"],
)
def test_what_somebody_else_wrote_is_not_written_over(tmp_path, other):
    path = tmp_path / "plans.ics"
    path.write_text(other)
    with pytest.raises(NotWritable, match="not a calendar made by plnkit"):
        calendars.write(BOOK.with_(plan()), path)
    assert path.read_text().split() == other.split()


def test_a_folder_is_not_written_over(tmp_path):
    with pytest.raises(NotWritable, match="is a folder"):
        calendars.write(BOOK.with_(plan()), tmp_path)


def test_without_a_plan_that_has_a_day_no_file_is_made(tmp_path):
    with pytest.raises(BookError, match="No plan has a day yet"):
        calendars.write(BOOK, tmp_path / "plans.ics")
    assert list(tmp_path.iterdir()) == []


def test_the_library_is_loaded_only_where_a_calendar_is_made():
    code = "import plnkit.exchange.calendar, sys; print('icalendar' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
