"""How long ago, against the rhythm that was chosen."""

from datetime import date, timedelta

import pytest

from plnkit.model import Book, Interaction, Learner, Member, Rhythm
from plnkit.rhythm import last_dates, overdue, rhythm_of

TODAY = date(2026, 11, 25)


def person(**values):
    return Member(id="ana", name="Ana", kind="person", **values)


def test_without_a_rhythm_of_its_own_a_member_has_that_of_its_ring():
    assert [rhythm_of(person(closeness=ring), Book()).ideal for ring in (1, 2, 3, 4)] == [
        7,
        30,
        180,
        365,
    ]


def test_the_learners_own_rhythms_count_more_than_ours():
    mine = Learner(rhythms=tuple(Rhythm(ideal=n) for n in (1, 2, 3, 4)))
    assert rhythm_of(person(closeness=2), Book({"learner": mine})).ideal == 2


def test_a_rhythm_of_its_own_counts_most():
    assert rhythm_of(person(closeness=1, rhythm=Rhythm(ideal=90)), Book()).ideal == 90


def test_who_is_paused_or_has_no_ring_has_no_rhythm():
    assert rhythm_of(person(closeness=1, status="paused"), Book()) is None
    assert rhythm_of(person(), Book()) is None


@pytest.mark.parametrize(("days", "by"), [(7, 0), (14, 1), (0, -1)])
def test_overdue_is_the_share_of_the_ideal_by_which_it_is_late(days, by):
    last = TODAY - timedelta(days=days)
    assert overdue(person(closeness=1), Book(), last, TODAY) == by


def test_nothing_is_overdue_before_anything_was_logged():
    assert overdue(person(closeness=1), Book(), None, TODAY) is None


def test_the_last_date_is_the_latest_whatever_the_order():
    days = (3, 1, 2)
    log = {
        f"{d}": Interaction(id=f"{d}", members=("ana", "ben"), on=date(2026, 1, d)) for d in days
    }
    assert last_dates(Book(log)) == {"ana": date(2026, 1, 3), "ben": date(2026, 1, 3)}
