"""The line before a full room is fair, and forgets those who left it."""

import pytest

from plnkit.serving.seats import PATIENCE, Seats


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def test_while_seats_are_free_everybody_comes_in(clock):
    assert Seats(2, clock).place("a", {"b"}) == 0


def test_a_browser_that_is_in_may_open_another_page_of_a_full_room(clock):
    assert Seats(1, clock).place("a", {"a"}) == 0


def test_those_who_wait_are_told_their_place(clock):
    seats = Seats(1, clock)
    assert [seats.place(b, {"x"}) for b in "abc"] == [1, 2, 3]


def test_asking_again_keeps_the_place(clock):
    seats = Seats(1, clock)
    places = [seats.place(b, {"x"}) for b in "abcba"]
    assert places == [1, 2, 3, 2, 1]


def test_a_free_seat_goes_to_the_first_in_line_and_not_to_who_asks_first(clock):
    seats = Seats(1, clock)
    seats.place("a", {"x"})
    seats.place("b", {"x"})
    assert seats.place("b", set()) == 1
    assert seats.place("newcomer", set()) == 2
    assert seats.place("a", set()) == 0


def test_one_seat_is_not_given_to_two_who_ask_at_once(clock):
    seats = Seats(1, clock)
    assert [seats.place("a", set()), seats.place("b", set())] == [0, 1]


def test_who_is_not_heard_of_loses_the_place(clock):
    seats = Seats(1, clock)
    seats.place("a", {"x"})
    clock.now = PATIENCE + 1
    assert seats.place("b", {"x"}) == 1
    assert seats.waiting == 1


def test_who_is_not_heard_of_is_not_said_to_wait(clock):
    seats = Seats(1, clock)
    seats.place("a", {"x"})
    clock.now = PATIENCE + 1
    assert seats.waiting == 0


def test_who_has_taken_a_seat_and_left_it_does_not_stand_in_the_line(clock):
    seats = Seats(1, clock)
    seats.place("a", set())
    seats.take("a")
    assert seats.waiting == 0
    assert seats.place("b", set()) == 0
