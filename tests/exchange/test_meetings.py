"""Calendars: with whom you met, nothing of what it was about, and an end to everything."""

from collections.abc import Iterable
from datetime import date, timedelta

import pytest
import recurring_ical_events
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from plnkit import clock
from plnkit.errors import NotReadable
from plnkit.exchange import calendar, events, incoming, meetings, occasions
from plnkit.exchange.given import Given
from plnkit.exchange.incoming import Asked, Unanswered
from plnkit.exchange.merging import merge
from plnkit.exchange.staging import Staged
from plnkit.model import Book, Interaction, Member, Plan

TODAY = date(2026, 11, 5)
ROSA = Asked(me=("Rosa@X.example",))
ME = "ATTENDEE;CN=Rosa Lind;PARTSTAT=ACCEPTED:mailto:rosa@x.example"
ANA = "ATTENDEE;CN=Ana Silva;PARTSTAT=ACCEPTED:mailto:ana@x.example"
BEN = "ATTENDEE;CN=Ben Okri;PARTSTAT=ACCEPTED:mailto:ben@y.example"
AT_TEN = "DTSTART;TZID=Europe/Berlin:20261020T100000"
UNTIL_ELEVEN = "DTEND;TZID=Europe/Berlin:20261020T110000"


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


def event(*lines: str, uid: str = "1@x", when: Iterable[str] = (AT_TEN, UNTIL_ELEVEN)) -> str:
    return "\r\n".join(("BEGIN:VEVENT", f"UID:{uid}", *when, *lines, "END:VEVENT"))


def ics(*parts: str, name: str = "cal.ics", head: Iterable[str] = ()) -> Given:
    lines = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//y//EN", *head, *parts, "END:VCALENDAR")
    return Given(name, "\r\n".join((*lines, "")).encode())


def read(*parts: str, asked: Asked = ROSA, head: Iterable[str] = ()) -> Staged:
    return meetings.read([ics(*parts, head=head)], asked)


def people(found: Staged) -> dict[str, str]:
    return {m.name: m.email for m in found.content.members}


def days(found: Staged) -> list[str]:
    return sorted(str(talk.on) for talk in found.content.interactions)


def only(found: Staged) -> Interaction:
    (talk,) = found.content.interactions
    return talk


def told(found: Staged) -> list[str]:
    """What was left out; that I am in no event is a matter of the tests of me alone."""
    return [str(one) for one in found.skipped if not one.why.endswith("check its spelling")]


# --- who ----------------------------------------------------------------------------------------


def test_who_came_is_a_contact_and_the_event_an_interaction() -> None:
    found = read(event(ME, ANA, BEN))
    assert people(found) == {"Ana Silva": "ana@x.example", "Ben Okri": "ben@y.example"}
    talk = only(found)
    assert (talk.on, talk.minutes, talk.channel) == (date(2026, 10, 20), 60, "")
    assert set(talk.members) == {m.id for m in found.content.members}
    assert found.contacts
    assert {f.talked for f in found.facts.values()} == {date(2026, 10, 20)}
    assert told(found) == []


def test_nothing_of_what_it_was_about_is_kept() -> None:
    secret = ("SUMMARY:secret", "DESCRIPTION:secret\\nsecret", "LOCATION:secret", "COMMENT:secret")
    broken = "BEGIN:VEVENT\r\nSUMMARY:secret\r\nDTSTART:secret\r\nATTENDEE:mailto:a@x.example"
    found = read(event(ME, ANA, *secret), f"{broken}\r\nEND:VEVENT")
    assert len(found.skipped) == len(found.content.interactions) == 1
    assert "secret" not in repr(found)


def test_mailto_may_be_written_in_capitals() -> None:  # as Outlook and Exchange do
    assert people(read(event("ATTENDEE;CN=Ana:MAILTO:Ana@X.example"))) == {"Ana": "ana@x.example"}


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("ATTENDEE:mailto:ana.maria_silva+work@x.example", "Ana Maria Silva"),
        ("ATTENDEE;CN=ana.silva@x.example:mailto:ana.silva@x.example", "Ana Silva"),
        ("ATTENDEE;CN=\"'ana.silva@x.example'\":mailto:ana.silva@x.example", "Ana Silva"),
        ("ATTENDEE:mailto:...@x.example", "...@x.example"),
    ],
)
def test_a_name_that_is_missing_is_read_out_of_the_address(line: str, name: str) -> None:
    assert list(people(read(event(line)))) == [name]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ('ATTENDEE;CN="Silva, Ana; PhD: x":mailto:a@x.example', "Silva, Ana; PhD: x"),
        ('ATTENDEE;CN="\\"Ana\\" Silva":mailto:a@x.example', "Ana Silva"),  # Apple
        ("ATTENDEE;CN=\"'Ana Silva'\":mailto:a@x.example", "Ana Silva"),  # Outlook
        ("ATTENDEE;CN=^'Ana^' Silva:mailto:a@x.example", '"Ana" Silva'),  # RFC 6868
        ("ATTENDEE;ROLE=REQ-PARTICIPANT;CN=Ana\r\n  Sil\r\n va:mailto:a@x.example", "Ana Silva"),
        ("attendee;cn=Ana:mailto:a@x.example", "Ana"),
        ("ATTENDEE;CN=Ана Сілва:mailto:a@x.example", "Ана Сілва"),
    ],
)
def test_a_name_is_read_as_it_was_meant(line: str, name: str) -> None:
    assert people(read(event(line))) == {name: "a@x.example"}


def test_an_address_that_stands_elsewhere_is_found() -> None:  # Apple, for its own accounts
    own = "ATTENDEE;CN=Ana;EMAIL=ana@x.example:/aMTAyNDc/principal/"
    named = "ATTENDEE;CN=ben@y.example:invalid:nomail"
    assert people(read(event(own, named))) == {"Ana": "ana@x.example", "Ben": "ben@y.example"}


def test_somebody_without_an_address_is_known_by_the_name() -> None:
    found = read(event(ME, "ATTENDEE;CN=Ana Silva:invalid:nomail"))
    assert people(found) == {"Ana Silva": ""}
    assert len(only(found).members) == 1


@pytest.mark.parametrize("kind", ["ROOM", "resource", "GROUP"])
def test_rooms_and_groups_are_nobody(kind: str) -> None:
    room = f"ATTENDEE;CUTYPE={kind};CN=Room 4:mailto:room4@x.example"
    assert list(people(read(event(ME, ANA, room)))) == ["Ana Silva"]


def test_those_who_only_hear_of_it_are_not_there() -> None:
    copied = "ATTENDEE;ROLE=NON-PARTICIPANT;CN=Ben:mailto:ben@y.example"
    assert list(people(read(event(ANA, copied)))) == ["Ana Silva"]


def test_a_calendar_of_google_is_nobody() -> None:  # it stands as who invites
    organiser = "ORGANIZER;CN=Team:mailto:abc123@group.calendar.google.com"
    assert list(people(read(event(organiser, ME, ANA)))) == ["Ana Silva"]


def test_who_reminds_by_mail_is_no_guest() -> None:  # an alarm has attendees of its own
    alarm = "BEGIN:VALARM\r\nATTENDEE:mailto:bot@x.example\r\nDURATION:PT5M\r\nEND:VALARM"
    found = read(event(ANA, alarm))
    assert list(people(found)) == ["Ana Silva"]
    assert only(found).minutes == 60


def test_who_invites_alone_is_who_was_met() -> None:
    found = read(event("ORGANIZER;CN=Ana Silva:mailto:ana@x.example"))
    assert people(found) == {"Ana Silva": "ana@x.example"}


def test_who_declined_was_not_there() -> None:
    declined = "ATTENDEE;CN=Ben;PARTSTAT=DECLINED:mailto:ben@y.example"
    organiser = "ORGANIZER;CN=Ben:mailto:ben@y.example"
    assert list(people(read(event(organiser, ME, ANA, declined)))) == ["Ana Silva"]


def test_what_i_declined_did_not_happen() -> None:
    declined = "ATTENDEE;PARTSTAT=DECLINED:mailto:rosa@x.example"
    found = read(event(declined, ANA))
    assert (people(found), told(found)) == ({}, [f"cal.ics, line 4: {meetings.OFF}"])


def test_what_was_cancelled_did_not_happen() -> None:
    found = read(event(ANA, "STATUS:CANCELLED"))
    assert (people(found), told(found)) == ({}, [f"cal.ics, line 4: {meetings.OFF}"])


def crowd(number: int) -> list[str]:
    return [f"ATTENDEE:mailto:p{i}@x.example" for i in range(number)]


def test_twelve_meet_and_thirteen_are_an_audience() -> None:
    assert len(people(read(event(ME, *crowd(11))))) == 11
    found = read(event(ME, *crowd(12)))
    assert (people(found), told(found)) == ({}, [f"cal.ics, line 4: {meetings.CROWD}"])


def test_those_who_declined_make_no_audience() -> None:
    away = [line.replace(":", ";PARTSTAT=DECLINED:", 1) for line in crowd(20)]
    assert list(people(read(event(ME, ANA, *away)))) == ["Ana Silva"]


def test_a_name_that_one_event_lacks_is_taken_from_another() -> None:
    found = read(event("ATTENDEE:mailto:ana@x.example"), event(ANA, uid="2"))
    assert people(found) == {"Ana Silva": "ana@x.example"}
    assert len(found.content.interactions) == 2


def test_alone_is_no_meeting() -> None:  # Exchange names who invites in each event
    found = read(event(ME), event("ORGANIZER:mailto:rosa@x.example", uid="2"))
    assert told(found) == [f"2 events: {meetings.ALONE}"]


# --- which address is mine ----------------------------------------------------------------------


def test_which_address_is_mine_is_asked_with_the_most_frequent_first() -> None:
    parts = event(ME, ANA), event(ME, BEN, uid="2")
    with pytest.raises(Unanswered, match=r"--me rosa@x\.example") as fault:
        read(*parts, asked=Asked())
    assert fault.value.ask == "me"
    assert fault.value.options == ("rosa@x.example", "ana@x.example", "ben@y.example")


def test_no_more_than_twelve_addresses_are_offered() -> None:
    parts = (event(ME, *crowd(11)), event(ANA, BEN, *crowd(9), uid="2"))
    with pytest.raises(Unanswered) as fault:
        read(*parts, asked=Asked())
    assert len(fault.value.options) == 12


def test_who_is_in_every_meeting_is_taken_as_me_and_that_is_told() -> None:
    parts = [event(ME, other, uid=str(i)) for i, other in enumerate((ANA, BEN, ANA))]
    found = read(*parts, asked=Asked())
    assert "Rosa Lind" not in people(found)
    assert told(found) == [
        "rosa@x.example: was taken to be your address; if it is not, say which one is"
    ]
    assert not any(one.member for one in found.skipped)


def test_two_who_are_in_every_meeting_are_asked_about() -> None:
    with pytest.raises(Unanswered):
        read(*(event(ME, ANA, uid=str(i)) for i in range(5)), asked=Asked())


def test_a_calendar_that_has_an_address_as_its_name_is_theirs() -> None:  # Google
    found = read(event(ME, ANA), asked=Asked(), head=["X-WR-CALNAME:Rosa@x.example"])
    assert list(people(found)) == ["Ana Silva"]
    assert told(found)[0].startswith("rosa@x.example: was taken to be your address")


def test_a_calendar_named_after_nobody_in_it_says_nothing() -> None:
    with pytest.raises(Unanswered):
        read(event(ME, ANA), asked=Asked(), head=["X-WR-CALNAME:team@x.example"])


def test_what_an_event_calls_itself_is_no_name_of_the_calendar() -> None:
    with pytest.raises(Unanswered):
        read(event(ME, ANA, "X-WR-CALNAME:ana@x.example"), asked=Asked())


def test_an_address_of_mine_that_is_nowhere_is_told() -> None:
    (one,) = read(event(ANA, BEN), asked=Asked(me=("mailto:rsoa@x.example",))).skipped
    assert str(one) == "mailto:rsoa@x.example: is in none of these meetings: check its spelling"


def test_several_addresses_may_be_mine() -> None:
    found = read(event(ME, ANA, BEN), asked=Asked(me=("rosa@x.example", "BEN@y.example")))
    assert list(people(found)) == ["Ana Silva"]


# --- when ---------------------------------------------------------------------------------------


def on(day: date, time: str = "T100000") -> list[str]:
    return [f"DTSTART:{day:%Y%m%d}{time}", "DURATION:PT30M"]


@pytest.mark.parametrize(("ago", "number"), [(-1, 0), (0, 1), (400, 1), (401, 0), (5000, 0)])
def test_what_counts_is_the_last_400_days(ago: int, number: int) -> None:
    found = read(event(ANA, when=on(TODAY - timedelta(ago))), event(BEN, uid="2"))
    assert len(found.content.interactions) == 1 + number
    assert told(found) == [] if number else [f"1 event: {occasions.OUTSIDE}"]


def test_if_all_of_it_lies_outside_nothing_is_asked() -> None:
    found = read(event(ME, ANA, when=on(TODAY + timedelta(9))), asked=Asked())
    assert (people(found), told(found)) == ({}, [f"1 event: {occasions.OUTSIDE}"])


@pytest.mark.parametrize(
    "when",
    [
        ["DTSTART;VALUE=DATE:20261020", "DTEND;VALUE=DATE:20261021"],
        ["DTSTART:20261020"],
        ["DTSTART:20261020T000000", "DTEND:20261021T000000"],  # Exchange
        ["DTSTART:20261020T100000", "DURATION:P1W"],
    ],
)
def test_what_lasts_a_day_is_no_meeting(when: list[str]) -> None:
    found = read(event(ANA, when=when))
    assert (people(found), told(found)) == ({}, [f"cal.ics, line 4: {meetings.WHOLE_DAY}"])


@pytest.mark.parametrize(
    ("lines", "minutes"),
    [
        (["DURATION:PT1H30M"], 90),
        (["DURATION:P0DT0H15M0S"], 15),
        (["DTEND:20261020T083000Z"], 30),  # 10:30 in Berlin
        (["DTEND;TZID=Eastern Standard Time:20261020T044500"], 45),  # Outlook
        (["DTEND;TZID=/mozilla.org/20050126_1/Europe/London:20261020T100000"], 60),  # Thunderbird
        (["DTEND;TZID=Customized Time Zone:20261020T103000"], 30),
        ([], None),
        (["DTEND;TZID=Europe/Berlin:20261020T090000"], None),  # before it begins
        (["DURATION:soon"], None),
        (["DTEND:later"], None),
    ],
)
def test_how_long_it_took(lines: list[str], minutes: int | None) -> None:
    assert only(read(event(ANA, when=[AT_TEN, *lines]))).minutes == minutes


@pytest.mark.parametrize(
    ("zone", "day"), [("Pacific/Auckland", "2026-10-21"), ("America/New_York", "2026-10-20")]
)
def test_a_time_of_the_whole_world_is_on_the_day_of_the_calendar(zone: str, day: str) -> None:
    when = ["DTSTART:20261020T130000Z"]  # Google writes each that happens once like that
    assert days(read(event(ANA, when=when), head=[f"X-WR-TIMEZONE:{zone}"])) == [day]


def test_a_zone_that_nobody_knows_takes_the_time_as_it_is() -> None:
    when = ["DTSTART:20261020T100000Z", f"DTEND;TZID={'A' * 9_000}:20261020T103000"]
    assert only(read(event(ANA, when=when))).minutes == 30


def test_a_time_in_a_zone_is_on_the_day_of_that_zone() -> None:
    when = ["DTSTART;TZID=Pacific/Auckland:20261021T003000"]
    found = read(event(ANA, when=when), head=["X-WR-TIMEZONE:America/New_York"])
    assert days(found) == ["2026-10-21"]


@pytest.mark.parametrize(
    ("line", "channel"),
    [
        ("X-GOOGLE-CONFERENCE:https://meet.google.com/abc", "phone or video"),
        ("X-MICROSOFT-SKYPETEAMSMEETINGURL:https://teams.microsoft.com/l/x", "phone or video"),
        ("X-MICROSOFT-ONLINEMEETINGCONFLINK:conf:sip:x", "phone or video"),
        ("CONFERENCE;VALUE=URI;FEATURE=VIDEO:https://video.x.example/1", "phone or video"),
        ("LOCATION:https://us02web.zo\r\n om.us/j/1", "phone or video"),  # folded
        ("DESCRIPTION:Join: https://x.webex.com/x", "phone or video"),
        ("LOCATION:Room 4", ""),
        ("URL:https://x.example/zoom.us", ""),
        ("X-MICROSOFT-ONLINEMEETINGCONFLINK:", ""),
    ],
)
def test_a_call_is_seen_by_its_service(line: str, channel: str) -> None:
    assert only(read(event(ANA, line))).channel == channel


# --- again and again ----------------------------------------------------------------------------


def test_what_repeats_happens_each_time_until_today() -> None:
    found = read(event(ANA, "RRULE:FREQ=WEEKLY;BYDAY=TU"))
    assert days(found) == ["2026-10-20", "2026-10-27", "2026-11-03"]


def test_days_that_were_taken_out_or_added_are_minded() -> None:
    out = "EXDATE;TZID=Europe/Berlin:20261027T100000,20261103T100000"
    more = "RDATE;TZID=Europe/Berlin:20261029T100000"
    assert days(read(event(ANA, "RRULE:FREQ=WEEKLY", out, more))) == ["2026-10-20", "2026-10-29"]


def test_a_day_may_be_taken_out_in_the_time_of_the_whole_world() -> None:
    when = ["DTSTART;TZID=Pacific/Auckland:20261021T003000"]  # the 20th there
    found = read(event(ANA, "RRULE:FREQ=WEEKLY;COUNT=2", "EXDATE:20261020T113000Z", when=when))
    assert days(found) == ["2026-10-28"]


def test_one_time_that_was_moved_is_on_its_new_day_and_stays_the_same_meeting() -> None:
    weekly = event(ANA, "RRULE:FREQ=WEEKLY")
    moved = event(
        ANA,
        "RECURRENCE-ID;TZID=Europe/Berlin:20261027T100000",
        when=["DTSTART;TZID=Europe/Berlin:20261028T150000", "DURATION:PT2H"],
    )
    found, before = read(weekly, moved), read(weekly)
    assert days(found) == ["2026-10-20", "2026-10-28", "2026-11-03"]
    ids = [{talk.id for talk in one.content.interactions} for one in (found, before)]
    assert ids[0] == ids[1]


def test_one_time_that_was_cancelled_or_moved_ahead_did_not_happen() -> None:
    cancelled = event(ANA, "RECURRENCE-ID:20261027T090000Z", "STATUS:CANCELLED")
    ahead = event("RECURRENCE-ID:20261103T090000Z", when=on(TODAY + timedelta(30)))
    assert days(read(event(ANA, "RRULE:FREQ=WEEKLY"), cancelled, ahead)) == ["2026-10-20"]


def test_a_moved_time_may_be_said_in_the_time_of_the_whole_world() -> None:
    when = ["DTSTART;TZID=Pacific/Auckland:20261021T003000"]  # the 20th there
    moved = event(ANA, "RECURRENCE-ID:20261027T113000Z", when=on(date(2026, 10, 30)))
    found = read(event(ANA, "RRULE:FREQ=WEEKLY;COUNT=2", when=when), moved)
    assert days(found) == ["2026-10-21", "2026-10-30"]


def test_of_two_changes_of_one_time_the_later_counts() -> None:
    id = "RECURRENCE-ID;TZID=Europe/Berlin:20261020T100000"
    new = event(ANA, id, "SEQUENCE:2", when=on(date(2026, 10, 22)))
    old = event(ANA, id, "SEQUENCE:1", when=on(date(2026, 10, 21)))
    assert days(read(event(ANA), new, old)) == ["2026-10-22"]


def test_one_time_of_a_series_that_is_not_there_is_a_meeting() -> None:  # asked for that one alone
    assert days(read(event(ANA, "RECURRENCE-ID:20261020T080000Z"))) == ["2026-10-20"]


def test_of_two_editions_the_later_counts() -> None:
    old, new = event(ANA, "SEQUENCE:1"), event(BEN, "SEQUENCE:2")
    assert list(people(read(new, old))) == ["Ben Okri"]


def test_a_meeting_that_was_moved_is_still_that_meeting_and_is_on_its_new_day() -> None:
    later = [
        "DTSTART;TZID=Europe/Berlin:20261027T100000",
        "DTEND;TZID=Europe/Berlin:20261027T103000",
    ]
    book, _ = merge(Book(), read(event(ME, ANA)))
    book, counts = merge(book, read(event(ME, ANA, when=later)))
    (talk,) = book.all(Interaction)
    assert (str(talk.on), talk.minutes) == ("2026-10-27", 30)
    assert (counts.talks, counts.moved) == (0, 1)


def test_times_of_one_event_that_are_written_one_by_one_all_count() -> None:
    again = ["DTSTART;TZID=Europe/Berlin:20261022T100000"]
    assert days(read(event(ANA), event(ANA, when=again))) == ["2026-10-20", "2026-10-22"]


@pytest.mark.parametrize(
    ("until", "number"),
    [
        ("20261027T225959Z", 2),
        ("20261027", 2),
        ("20261027T080000Z", 1),  # ends before the second: 9:00 in Berlin, when it is winter
        ("99991231T235959Z", 3),
    ],
)
def test_what_ends_has_no_time_after_it(until: str, number: int) -> None:
    assert len(days(read(event(ANA, f"RRULE:FREQ=WEEKLY;UNTIL={until}")))) == number


@pytest.mark.parametrize("every", ["MINUTELY", "SECONDLY", "HOURLY"])
def test_what_repeats_all_the_time_is_left_out_and_the_rest_is_read(every: str) -> None:
    found = read(event(ANA, f"RRULE:FREQ={every}"), event(BEN, uid="2"))
    assert list(people(found)) == ["Ben Okri"]
    assert told(found)[0].startswith("cal.ics, line 4: it repeats every ")


def test_a_rule_that_cannot_be_read_is_told() -> None:
    found = read(event(ANA, "RRULE:FREQ=DAILY;UNTIL=soon"))
    assert told(found) == ["cal.ics, line 4: until when it repeats cannot be read"]


RULES = st.sampled_from(
    ["FREQ=DAILY;COUNT=9", "FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=YEARLY"]
)


@given(
    RULES,
    st.dates(date(2025, 11, 1), TODAY),
    st.sampled_from(["Europe/Berlin", "America/New_York"]),
    st.lists(st.integers(1, 30), max_size=5),
)
def test_what_repeats_is_on_the_days_on_which_other_programs_have_it(
    rule: str, start: date, zone: str, out: list[int]
) -> None:
    gone = [f"EXDATE;TZID={zone}:{start + timedelta(n):%Y%m%d}T233000" for n in out]
    whole = event(ANA, f"RRULE:{rule}", *gone, when=[f"DTSTART;TZID={zone}:{start:%Y%m%d}T233000"])
    other = recurring_ical_events.of(Calendar.from_ical(ics(whole).data))
    theirs = {one["DTSTART"].dt.date() for one in other.between(start, TODAY + timedelta(2))}
    assert days(read(whole)) == sorted(str(day) for day in theirs if day <= TODAY)


# --- files --------------------------------------------------------------------------------------


@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf", b"\r\n \n"])
def test_a_calendar_is_known_by_its_content(before: bytes) -> None:
    file = Given("cal.txt", before + ics(event(ANA)).data.replace(b"BEGIN:V", b"begin:v"))
    assert incoming.kind_of(file) == "meetings"


@pytest.mark.parametrize(
    "data", [b"", b"\0" * 50, b"BEGIN:VCARD\r\n", b"x\nBEGIN:VCALENDAR", b"\xff"]
)
def test_what_is_no_calendar_is_not_taken_for_one(data: bytes) -> None:
    assert not meetings.recognises(Given("cal.ics", data))


def test_a_calendar_without_guests_is_refused_in_a_sentence() -> None:
    with pytest.raises(NotReadable, match=r"cal\.ics holds no meetings with anybody: bring"):
        read(event("SUMMARY:Alone"), "BEGIN:VTODO\r\nATTENDEE:mailto:a@x.example\r\nEND:VTODO")


def test_our_own_plans_are_no_meetings() -> None:
    member = Member(id="ana", name="Ana", kind="person")
    plan = Plan(id="p", member="ana", act="ask", on=date(2026, 11, 1))
    now = clock.datetime(2026, 11, 1, tzinfo=clock.UTC)
    data = calendar.calendar(Book().with_(member, plan), [plan], now)
    assert meetings.recognises(Given("plans.ics", data))
    with pytest.raises(NotReadable, match="no meetings with anybody"):
        meetings.read([Given("plans.ics", data)], ROSA)


def test_the_old_form_is_refused_in_a_sentence() -> None:
    file = Given("old.vcs", ics(event(ANA)).data.replace(b"VERSION:2.0", b"VERSION:1.0"))
    with pytest.raises(NotReadable, match=r"old\.vcs is a calendar in the old form vCalendar 1\.0"):
        meetings.read([file], ROSA)


def test_a_broken_event_is_told_with_its_line_and_the_rest_is_read() -> None:
    broken = "BEGIN:VEVENT\r\nATTENDEE:mailto:a@x.example\r\nDTSTART:20261032T100000\r\nEND:VEVENT"
    found = read(event(ANA), broken, event(BEN, uid="2"))
    assert list(people(found)) == ["Ana Silva", "Ben Okri"]
    assert told(found) == ["cal.ics, line 10: its time cannot be read"]


def test_of_half_a_file_the_first_half_is_read() -> None:
    whole = ics(event(ANA), event(BEN, uid="2")).data
    found = meetings.read([Given("half.ics", whole[:-40])], ROSA)
    assert list(people(found)) == ["Ana Silva"]
    assert told(found) == ["half.ics, line 10: cut off before its end"]


def test_an_event_that_another_begins_in_is_cut_off() -> None:
    open_ended = event(ANA).removesuffix("\r\nEND:VEVENT")
    found = read(open_ended, event(BEN, uid="2"))
    assert (list(people(found)), told(found)[0]) == (
        ["Ben Okri"],
        "cal.ics, line 4: cut off before its end",
    )


def test_several_calendars_are_read_as_one_and_what_stands_in_both_counts_once() -> None:
    first, second = ics(event(ME, ANA)), ics(event(ME, ANA), event(BEN, uid="2"), name="b.ics")
    found = meetings.read([first, second], ROSA)
    assert len(found.content.interactions) == 2
    assert told(found) == []


def test_an_event_without_an_id_is_the_same_in_the_next_import() -> None:
    part = event(ANA).replace("UID:1@x\r\n", "")
    one, other = read(part), read(event(BEN, uid="2"), part)
    assert only(one).id in {talk.id for talk in other.content.interactions}


def test_more_events_than_are_read_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meetings, "EVENTS", 2)
    found = read(*(event(ANA, uid=str(i)) for i in range(5)))
    assert len(found.content.interactions) == 2
    assert told(found) == ["3 events: plnkit reads 2 of this time"]


def test_more_times_than_are_taken_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meetings, "ALL", 3)
    found = read(event(ANA, "RRULE:FREQ=DAILY"))
    assert len(found.content.interactions) == 3
    assert told(found) == ["meetings: only the first 3 were read"]


def test_of_one_event_the_latest_times_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(occasions, "EACH", 2)
    found = read(event(ANA, "RRULE:FREQ=DAILY"))
    assert days(found) == ["2026-11-04", "2026-11-05"]


def test_too_many_that_repeat_are_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(occasions, "WORK", 20)
    found = read(*(event(ANA, "RRULE:FREQ=DAILY", uid=str(i)) for i in range(3)))
    assert len(found.content.interactions) == 17
    assert told(found) == ["2 events: too many events repeat to follow them all"]


def test_guests_without_number_are_a_crowd() -> None:
    found = read(event(*crowd(events.LINES * 2)))
    assert told(found) == [f"cal.ics, line 4: {meetings.CROWD}"]


# --- anything -----------------------------------------------------------------------------------

FIELDS = st.sampled_from(
    ["UID", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "ATTENDEE",
     "ATTENDEE;CN", "ORGANIZER", "STATUS", "SEQUENCE", "DTSTART;TZID=", "BEGIN", "END", "LOCATION"]
)  # fmt: skip
VALUES = (
    st.text()
    | st.from_regex(r"[0-9]{8}T[0-9]{6}Z?", fullmatch=True)
    | st.sampled_from(["mailto:ana@x.example", "FREQ=DAILY", "P1D", "VEVENT", "VALARM"])
)


@given(
    st.lists(st.tuples(FIELDS, st.sampled_from([":", ";", "=", ";TZID=Etc/GMT+1:"]), VALUES)),
    st.sampled_from([Asked(), ROSA]),
)
def test_any_text_in_any_field_is_read_or_refused(
    lines: list[tuple[str, str, str]], asked: Asked
) -> None:
    body = event(*map("".join, lines), when=[AT_TEN])
    read_or_refused(ics(event(ME, ANA, uid="0"), body), asked)


@given(st.binary(), st.binary())
def test_any_bytes_are_read_or_refused(before: bytes, after: bytes) -> None:
    meetings.recognises(Given("x", before))
    read_or_refused(Given("x", before + ics(event(ANA)).data[:90] + after), ROSA)


def read_or_refused(file: Given, asked: Asked) -> None:
    try:
        found = meetings.read([file], asked)
    except NotReadable as refused:
        said = str(refused)
        assert said.endswith(".")
    else:
        assert all(talk.on <= clock.today() for talk in found.content.interactions)
