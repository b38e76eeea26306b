"""What is said of a day, and what was said last."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plnkit import pulses
from plnkit.model import Aim, Book, Capability, Member, Mix, Pulse
from plnkit.pulses import felt, latest, with_capability, with_feeling, with_mix

TODAY, BEFORE = date(2026, 11, 25), date(2026, 10, 5)
MIX = Mix(formal=10, social=40, on_the_job=30, self_directed=20)
LEVELS = st.none() | st.integers(0, 10)


@pytest.fixture
def book():
    return Book().with_(Aim(id="a", text="Budgets"), Aim(id="b", text="Maps"))


def test_the_answers_of_a_day_are_one_pulse(book):
    book = with_capability(book, "a", 3, TODAY)
    book = with_capability(book, "b", 7, TODAY)
    book = with_feeling(book, TODAY, engagement=6)
    book = with_feeling(book, TODAY, future=8)
    book = with_mix(book, MIX, TODAY)
    (pulse,) = book.all(Pulse)
    assert pulse == Pulse(
        id="pulse-2026-11-25",
        on=TODAY,
        capability=(Capability(aim="a", level=3), Capability(aim="b", level=7)),
        engagement=6,
        future=8,
        mix=MIX,
    )


def test_a_second_answer_of_a_day_takes_the_place_of_the_first(book):
    book = with_capability(with_capability(book, "a", 3, TODAY), "a", 4, TODAY)
    assert book["pulse-2026-11-25"].capability == (Capability(aim="a", level=4),)


def test_other_days_stay_as_they_were(book):
    book = with_capability(with_capability(book, "a", 3, BEFORE), "a", 4, TODAY)
    assert felt(book, "a") == [(BEFORE, 3), (TODAY, 4)]


def test_the_latest_day_counts_also_when_its_pulse_came_first(book):
    book = with_capability(with_capability(book, "a", 4, TODAY), "a", 3, BEFORE)
    assert latest(book).capability == {"a": 4}


def test_what_was_not_said_lately_is_what_was_said_before(book):
    book = with_feeling(with_mix(book, MIX, BEFORE), TODAY, engagement=0)
    assert (latest(book).mix, latest(book).engagement, latest(book).future) == (MIX, 0, None)


def test_of_one_day_the_pulse_made_here_counts_before_one_from_a_file(book):
    book = with_feeling(book, TODAY, engagement=2)
    book = book.with_(Pulse(id="other", on=TODAY, engagement=9))
    assert latest(book).engagement == 2


def test_an_answer_taken_back_leaves_the_rest_of_the_day(book):
    book = with_feeling(with_capability(book, "a", 3, TODAY), TODAY, engagement=5, future=6)
    book = with_feeling(with_capability(book, "a", None, TODAY), TODAY, engagement=None)
    assert book["pulse-2026-11-25"] == Pulse(id="pulse-2026-11-25", on=TODAY, future=6)


def test_an_answer_taken_back_leaves_other_days(book):
    book = with_mix(with_mix(book, MIX, BEFORE), None, TODAY)
    assert latest(book).mix == MIX


def test_a_day_whose_answers_were_all_taken_back_is_gone(book):
    filled = with_capability(
        with_feeling(with_mix(book, MIX, TODAY), TODAY, future=1), "a", 2, TODAY
    )
    empty = with_capability(
        with_feeling(with_mix(filled, None, TODAY), TODAY, future=None), "a", None, TODAY
    )
    assert empty == book


def test_taking_back_what_was_never_said_changes_nothing(book):
    assert with_capability(book, "a", None, TODAY) == book
    assert with_feeling(book, TODAY, engagement=None, future=None) == book
    assert with_mix(book, None, TODAY) == book


@pytest.mark.parametrize("level", [-1, 11, 3.5, "3", True])
def test_a_level_outside_0_to_10_is_refused(book, level):
    with pytest.raises(ValueError, match="from 0 to 10"):
        with_capability(book, "a", level, TODAY)
    with pytest.raises(ValueError, match="from 0 to 10"):
        with_feeling(book, TODAY, future=level)


@pytest.mark.parametrize("aim", ["gone", "m"])
def test_a_level_for_what_is_no_aim_is_refused(book, aim):
    book = book.with_(Member(id="m", name="Rosa", kind="person"))
    with pytest.raises(ValueError, match="no longer in your book"):
        with_capability(book, aim, 3, TODAY)


@pytest.mark.parametrize(
    "mix",
    [
        Mix(),
        Mix(formal=101),
        Mix(formal=-20, social=120),
        Mix(formal=50, social=20),
        Mix(formal=float("nan"), social=100),
    ],
)
def test_a_mix_that_does_not_make_100_is_refused(book, mix):
    with pytest.raises(ValueError, match="make 100"):
        with_mix(book, mix, TODAY)


def test_a_mix_of_three_rounded_thirds_is_one(book):
    thirds = Mix(formal=33.3, social=33.3, on_the_job=33.3)
    assert latest(with_mix(book, thirds, TODAY)).mix == thirds


def test_another_thing_with_the_id_of_the_day_is_left_alone(book):
    book = book.with_(Member(id="pulse-2026-11-25", name="Odd", kind="person"))
    assert with_mix(book, None, TODAY) == book
    with pytest.raises(ValueError, match="another thing"):
        with_mix(book, MIX, TODAY)


@pytest.mark.parametrize(("typed", "level"), [("", None), ("  ", None), ("0", 0), (" 10 ", 10)])
def test_a_level_is_read_as_it_is_typed(typed, level):
    assert pulses.level(typed) == level


@pytest.mark.parametrize("typed", ["11", "-1", "3.5", "seven", "٣", "1e1", "9" * 5000])
def test_what_is_no_level_is_refused_in_a_sentence(typed):
    with pytest.raises(ValueError, match="from 0 to 10"):
        pulses.level(typed)


@given(st.lists(st.tuples(st.dates(), LEVELS, LEVELS), max_size=6))
def test_the_latest_is_what_was_said_on_the_last_day_that_said_it(days):
    book = Book()
    for day, engagement, future in days:
        book = with_feeling(book, day, engagement=engagement, future=future)
    said = {day: (engagement, future) for day, engagement, future in days}
    last = [[v[i] for _, v in sorted(said.items()) if v[i] is not None] for i in (0, 1)]
    assert latest(book).engagement == (last[0][-1] if last[0] else None)
    assert latest(book).future == (last[1][-1] if last[1] else None)
