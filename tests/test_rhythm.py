"""How long ago, against the rhythm that was chosen."""

from datetime import date, timedelta

import pytest

from plnkit.model import Book, Interaction, Learner, Member, Rhythm, Snapshot, Wave
from plnkit.rhythm import (
    gaps,
    last_dates,
    never_logged,
    overdue,
    parsed,
    reconnections,
    rhythm_of,
    text,
)

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


def on(days_ago, *members, **more):
    id = f"{days_ago}-{'-'.join(members)}"
    return Interaction(id=id, members=members, on=TODAY - timedelta(days=days_ago), **more)


def test_the_log_resets_the_gap():
    book = Book().with_(person(closeness=1), on(40, "ana"))
    assert [g.days for g in gaps(book, TODAY)] == [40]
    assert [g.days for g in gaps(book.with_(on(2, "ana")), TODAY)] == [2]


def test_what_is_still_to_come_resets_nothing():
    book = Book().with_(person(closeness=1), on(40, "ana"), on(-3, "ana"))
    assert [g.days for g in gaps(book, TODAY)] == [40]


def test_the_next_date_follows_from_the_last():
    (gap,) = gaps(Book().with_(person(closeness=2), on(10, "ana")), TODAY)
    assert gap.next == TODAY + timedelta(days=20)


def test_a_gap_is_too_long_beyond_the_longest_that_was_chosen():
    book = Book().with_(person(rhythm=Rhythm(ideal=7, longest=20)), on(20, "ana"))
    assert [g.too_long for g in gaps(book, TODAY)] == [False]
    assert [g.too_long for g in gaps(book, TODAY + timedelta(days=1))] == [True]


def test_without_a_longest_gap_none_is_too_long():
    book = Book().with_(person(rhythm=Rhythm(ideal=7)), on(2000, "ana"))
    assert [g.too_long for g in gaps(book, TODAY)] == [False]


def test_the_most_overdue_comes_first_and_who_is_paused_not_at_all():
    people = [
        Member(id=id, name=id, kind="person", closeness=ring, status=status)
        for id, ring, status in (("a", 4, "active"), ("b", 1, "active"), ("c", 1, "paused"))
    ]
    book = Book().with_(*people, on(100, "a", "b", "c"))
    assert [(g.member.id, round(g.overdue, 2)) for g in gaps(book, TODAY)] == [
        ("b", 13.29),
        ("a", -0.73),
    ]


def test_who_was_never_logged_is_known_and_not_overdue():
    book = Book().with_(person(closeness=1))
    assert (gaps(book, TODAY), [m.id for m in never_logged(book, TODAY)]) == ([], ["ana"])


@pytest.mark.parametrize("typed", ["14", "14 days", " 14 "])
def test_a_rhythm_is_typed_as_days(typed):
    assert parsed(typed) == Rhythm(ideal=14)


@pytest.mark.parametrize("typed", ["14 to 30", "14-30", "14 – 30", "14, at most 30"])
def test_a_rhythm_may_have_a_longest_gap(typed):
    assert parsed(typed) == Rhythm(ideal=14, longest=30)
    assert parsed(text(Rhythm(ideal=14, longest=30))) == Rhythm(ideal=14, longest=30)


@pytest.mark.parametrize(
    "typed",
    [
        "0",
        "-3",
        "30 to 14",
        "soon",
        "99999",
        "14.5",
        "1.5",
        "2 weeks",
        "3 times a week",
        "1,500",
        "1e3",
    ],
)
def test_what_is_no_rhythm_is_a_sentence(typed):
    with pytest.raises(ValueError, match="number of days"):
        parsed(typed)


# --- whom to take up again ----------------------------------------------------------------------


def quiet(id, **more):
    return Member(id=id, name=id, kind="person", status="dormant", **more)


def ranked(*things):
    return [r.member.id for r in reconnections(Book().with_(*things), TODAY)]


def test_who_brings_something_new_comes_before_the_familiar():
    familiar = quiet("a", topics=("maps",), organisation="Here")
    new = quiet("b", topics=("law",), organisation="There")
    active = Member(id="c", name="c", kind="person", topics=("Maps",), organisation="here")
    assert ranked(familiar, new, active, on(500, "a"), on(600, "a")) == ["b", "a"]


def test_of_equals_the_less_familiar_comes_first():
    assert ranked(quiet("a"), quiet("b"), on(500, "a"), on(600, "a")) == ["b", "a"]


def test_trust_and_old_closeness_count():
    trusted = quiet("b", trust_competence=4, trust_goodwill=5)
    half = quiet("a", trust_competence=5, trust_goodwill=3)
    close = quiet("c", closeness=2, trust_competence=5, trust_goodwill=5)
    assert ranked(half, trusted, close) == ["c", "b", "a"]


def test_who_was_close_in_a_wave_was_once_close():
    then = Snapshot(members=(Member(id="a", name="a", kind="person", closeness=1),))
    wave = Wave(id="w", name="Before", on=TODAY, book=then)
    (found,) = reconnections(Book().with_(quiet("a", closeness=4), wave), TODAY)
    assert found.once_close


def test_who_is_later_than_the_longest_gap_has_gone_quiet():
    a = Member(id="a", name="a", kind="person", closeness=1)
    assert ranked(a, on(21, "a")) == []
    assert ranked(a, on(22, "a")) == ["a"]


def test_a_paused_member_and_a_source_are_left_in_peace():
    paused = Member(id="a", name="a", kind="person", status="paused", closeness=1)
    source = Member(id="b", name="b", kind="source", status="dormant", closeness=1)
    assert ranked(paused, source, on(900, "a", "b")) == []
