"""An agenda: its clock, which no sleep stops, and its parts, whatever is typed."""

from datetime import UTC, datetime, timedelta, timezone

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from plnkit import agenda as agendas
from plnkit import files
from plnkit.agenda import END, GONE, LONGEST, MANY, NO_MINUTES, Agenda, Part
from plnkit.exchange import portable
from plnkit.model import Book, Note
from plnkit.ready_made import LENGTHS, ready_made

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
NASTY = [
    "<script>x</script>",
    '"quoted" & <b>',
    "ليلى",
    "🦊",
    "=1+1",
    "a, b; c",
    "\u202eevil",
    "\x00",
]


def after(minutes=0, seconds=0):
    return NOON + timedelta(minutes=minutes, seconds=seconds)


def three():
    return Agenda(
        tuple(Part(id=id, minutes=m, what=id) for id, m in (("a", 10), ("b", 20), ("c", 5)))
    )


def ids(agenda):
    return [part.id for part in agenda.parts]


# --- ready-made ---------------------------------------------------------------------------------


@pytest.mark.parametrize("minutes", [45, 60, 90])
def test_a_ready_made_agenda_takes_as_long_as_it_says(minutes):
    assert minutes in LENGTHS
    assert ready_made(minutes).minutes == minutes


@pytest.mark.parametrize("minutes", LENGTHS)
def test_each_part_of_a_ready_made_agenda_says_what_to_say_and_what_to_look_out_for(minutes):
    assert all(part.say and part.watch for part in ready_made(minutes).parts)


@pytest.mark.parametrize("minutes", LENGTHS)
def test_a_ready_made_agenda_can_be_kept_and_read(minutes):
    made = ready_made(minutes)
    assert agendas.read(agendas.keep(Book(), made)) == made


def test_pages_are_called_as_the_notebooks_are():
    for page, title in agendas.PAGES.items():
        (path,) = files.workbooks().glob(f"[0-9]_{page}.ipynb")
        assert nbformat.read(path, as_version=4).metadata["title"] == title


# --- the clock ----------------------------------------------------------------------------------


def test_before_it_begins_nothing_runs():
    assert three().part is None
    assert three().left(NOON) == 0
    assert three().next.id == "a"
    assert three().ends(NOON) == after(35)


def test_a_part_has_what_is_left_of_its_minutes():
    assert three().started(NOON).left(after(3)) == 7 * 60


def test_over_time_is_below_nothing():
    assert three().started(NOON).left(after(13)) == -3 * 60


def test_a_laptop_that_slept_for_ten_minutes_shows_the_right_time():
    agenda = three().started(NOON).onward(after(10))
    asleep = agendas.read(agendas.keep(Book(), agenda))
    assert asleep.left(after(22)) == 8 * 60


def test_a_pause_takes_no_time():
    paused = three().started(NOON).paused(after(4))
    assert paused.left(after(60)) == 6 * 60
    assert paused.started(after(60)).left(after(61)) == 5 * 60


def test_a_clock_that_is_set_back_takes_no_minute_away():
    assert three().started(NOON).left(NOON - timedelta(hours=1)) == 10 * 60


def test_a_reader_in_another_zone_has_the_same_left():
    east = timezone(timedelta(hours=9))
    assert three().started(NOON.astimezone(east)).left(after(3)) == 7 * 60


def test_to_start_twice_changes_nothing():
    once = three().started(NOON)
    assert once.started(after(5)) == once


def test_the_next_part_begins_with_all_its_minutes():
    on = three().started(NOON).onward(after(13))
    assert (on.part.id, on.left(after(13))) == ("b", 20 * 60)


def test_what_was_paused_stays_paused_on_the_next_part():
    on = three().started(NOON).paused(after(1)).onward(after(2))
    assert on.left(after(30)) == 20 * 60


def test_after_the_last_part_it_is_over_and_back_leads_to_it():
    agenda = three().started(NOON)
    for _ in range(3):
        agenda = agenda.onward(after(1))
    assert (agenda.now, agenda.part, agenda.next) == (END, None, None)
    assert agenda.onward(after(2)) == agenda
    assert agenda.back(after(2)).part.id == "c"


def test_back_from_the_first_part_begins_it_anew():
    assert three().started(NOON).back(after(4)).left(after(4)) == 10 * 60


def test_it_ends_later_by_what_a_part_runs_over_and_not_earlier():
    agenda = three().started(NOON)
    assert agenda.ends(after(4)) == after(35)
    assert agenda.ends(after(12)) == after(12 + 25)


def test_a_minute_more_is_one_of_this_part_alone():
    longer = three().started(NOON).longer(1)
    assert [part.minutes for part in longer.parts] == [11, 20, 5]
    assert longer.left(after(3)) == 8 * 60


def test_a_part_does_not_grow_for_ever():
    agenda = Agenda((Part(id="a", minutes=LONGEST, what="a"),)).started(NOON)
    with pytest.raises(ValueError, match="whole minutes"):
        agenda.longer(1)


def test_an_agenda_without_parts_does_not_begin():
    with pytest.raises(ValueError, match="nothing in the agenda"):
        Agenda().started(NOON)


def test_begun_anew_it_stands_before_its_first_part():
    assert three().started(NOON).onward(after(5)).reset() == three()


presses = st.lists(
    st.tuples(st.sampled_from(["started", "paused", "onward", "back"]), st.integers(0, 5000)),
    max_size=12,
)


@given(presses)
def test_what_ran_is_the_time_between_starts_and_pauses(pressed):
    agenda, at, ran, running, on = three(), NOON, 0, False, ""
    for press, seconds in pressed:
        at += timedelta(seconds=seconds)
        ran += seconds if running else 0
        agenda = getattr(agenda, press)(at)
        if agenda.now != on or press == "back":
            ran = 0
        on, running = agenda.now, agenda.since is not None
        if agenda.part:
            assert agenda.left(at) == 60 * agenda.part.minutes - ran


@given(presses, st.integers(0, 100_000))
def test_it_makes_no_difference_when_the_page_is_looked_at(pressed, seconds):
    agenda, at = three(), NOON
    for press, wait in pressed:
        at += timedelta(seconds=wait)
        agenda = getattr(agenda, press)(at)
    kept = agendas.read(agendas.keep(Book(), agenda))
    then = at + timedelta(seconds=seconds)
    assert kept == agenda
    assert kept.left(then) == agenda.left(then)
    assert kept.ends(then) >= then


# --- the parts ----------------------------------------------------------------------------------


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(-3, 3)), max_size=10))
def test_moving_keeps_every_part_and_the_one_that_runs(moves):
    agenda = three().started(NOON).onward(after(10))
    for id, by in moves:
        agenda = agenda.moved(id, by)
    assert sorted(ids(agenda)) == ["a", "b", "c"]
    assert (agenda.part.id, agenda.left(after(12))) == ("b", 18 * 60)


def test_a_part_moves_up_and_down_and_stops_at_the_ends():
    assert ids(three().moved("b", -1)) == ["b", "a", "c"]
    assert ids(three().moved("b", 1)) == ["a", "c", "b"]
    assert ids(three().moved("a", -1)) == ["a", "b", "c"]


def test_when_the_part_that_runs_is_removed_the_next_one_runs():
    agenda = three().started(NOON).without("a", after(3))
    assert (ids(agenda), agenda.part.id, agenda.left(after(4))) == (["b", "c"], "b", 19 * 60)


def test_without_its_last_part_nothing_is_left_of_it():
    agenda = three().started(NOON)
    for id in "abc":
        agenda = agenda.without(id, after(1))
    assert agenda == Agenda()


def test_a_part_that_is_gone_is_said_to_be():
    for turn in (lambda a: a.without("x", NOON), lambda a: a.moved("x", 1)):
        with pytest.raises(ValueError, match=GONE):
            turn(three())


def test_a_part_with_the_same_id_takes_the_place_of_the_one_before():
    agenda = three().with_part(Part(id="b", minutes=7, what="New"))
    assert [part.what for part in agenda.parts] == ["a", "New", "c"]


def test_a_part_more_than_an_agenda_holds_is_refused_in_words():
    full = Agenda(tuple(Part(id=f"{n:x}", minutes=1, what="More") for n in range(MANY)))
    with pytest.raises(ValueError, match="up to 24 parts"):
        full.with_part(Part(id="fff", minutes=1, what="One more"))


def test_an_agenda_that_is_as_full_as_it_can_be_is_kept():
    full = Agenda(
        tuple(
            Part(id=f"{n:032x}", minutes=240, what="é" * 120, page="interactions", say="é" * 240, watch="é" * 240)
            for n in range(MANY)
        )
    )  # fmt: skip
    assert agendas.read(agendas.keep(Book(), full.started(NOON))) == full.started(NOON)


def test_one_that_is_too_long_to_be_kept_is_refused_in_words():
    quotes = Part(id="a", minutes=1, what='"' * 120, say='"' * 240, watch='"' * 240)
    parts = tuple(replace(quotes, id=f"{n:x}") for n in range(MANY))
    with pytest.raises(ValueError, match="too long to be kept"):
        agendas.keep(Book(), Agenda(parts))


# --- what is typed ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "minutes"), [("1", 1), (" 10 ", 10), ("10 min", 10), ("1:30", 90), ("240", 240)]
)
def test_minutes_are_read_as_people_type_them(typed, minutes):
    assert agendas.minutes_of(typed) == minutes


@pytest.mark.parametrize(
    "typed",
    ["", "0", "-5", "1e9", "241", "99999", "ten", "5.5", "<b>5</b>", "=5", "NaN", "?", "١" * 99],
)
def test_what_is_no_number_of_minutes_is_refused_in_words(typed):
    with pytest.raises(ValueError, match="whole minutes") as fault:
        agendas.minutes_of(typed)
    assert str(fault.value) == NO_MINUTES.format(longest=LONGEST)


@pytest.mark.parametrize("typed", ["", "  ", "\n\t", "\x00"])
def test_a_part_needs_words(typed):
    with pytest.raises(ValueError, match="what happens"):
        agendas.what_of(typed)


def test_a_part_of_many_words_is_refused_with_its_length():
    with pytest.raises(ValueError, match="1,000"):
        agendas.what_of("x" * 1000)


def test_a_page_is_one_of_ours_or_none():
    assert [agendas.page_of(text) for text in ("", "grow")] == ["", "grow"]
    with pytest.raises(ValueError, match="one of the pages"):
        agendas.page_of("/etc/passwd")


@pytest.mark.parametrize("nasty", NASTY[:-1])
def test_what_is_typed_is_kept_as_it_is(nasty):
    agenda = Agenda((Part(id="a", minutes=1, what=agendas.what_of(nasty)),))
    (part,) = agendas.read(agendas.keep(Book(), agenda)).parts
    assert part.what == agendas.line_of(nasty)


# --- what was kept ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "not json",
        '{"parts":[{"id":"a","minutes":0,"what":"a"}]}',
        '{"parts":[{"id":"a","minutes":-5,"what":"a"}]}',
        '{"parts":[{"id":"a","minutes":1e9,"what":"a"}]}',
        '{"parts":[{"id":"<b>","minutes":5,"what":"a"}]}',
        '{"parts":[{"id":"a","minutes":5,"what":"a"},{"id":"a","minutes":5,"what":"b"}]}',
        '{"parts":[],"since":"2026-11-25T12:00:00"}',
        '{"parts":[],"spent":-1}',
        '{"parts":['
        + ",".join(f'{{"id":"{n:x}","minutes":5,"what":"a"}}' for n in range(500))
        + "]}",
    ],
)
def test_a_note_that_is_no_agenda_counts_as_none(text):
    note = Note(id="agenda", page="facilitator", question="The agenda", text=text[:20_000])
    assert agendas.read(Book().with_(note)) is None


def test_one_that_runs_a_part_that_it_has_not_begins_anew():
    lost = replace(three(), now="x", since=NOON)
    assert agendas.read(agendas.keep(Book(), lost)) == three()


def test_an_agenda_travels_in_the_portable_file():
    book = agendas.keep(Book(), three().started(NOON))
    text = portable.text(book, lambda _: Book(), NOON)
    assert b'"agenda"' in text


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "less than a minute"),
        (-5, "less than a minute"),
        (59, "less than a minute"),
        (60, "1 minute"),
        (12 * 60 + 59, "12 minutes"),
        (3600, "1 hour"),
        (2 * 3600 + 61, "2 hours 1 minute"),
    ],
)
def test_how_long_is_said_in_words(seconds, words):
    assert agendas.in_words(seconds) == words
