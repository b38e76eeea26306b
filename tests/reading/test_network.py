"""Sentences that say only what the book holds."""

import pytest

from plnkit.model import Book, Member
from plnkit.reading import STEPS, describe, read_composition, read_map
from plnkit.words import listed


def book_of(*members: Member) -> Book:
    return Book().with_(*members)


def person(name, **values):
    return Member(id=name, name=name, kind="person", **values)


def test_an_empty_map_says_what_to_do():
    assert "empty so far" in read_map(Book())


def test_a_map_says_who_is_closest_and_who_is_not_placed():
    book = book_of(person("Rosa", closeness=1), person("Tom", closeness=3), person("Jo"))
    assert read_map(book) == (
        "You learn from 3 people. Closest to you: Rosa. 1 member not placed yet."
    )


def test_below_three_members_there_is_not_enough_yet():
    assert read_composition(book_of(person("Rosa", role="peer"))).startswith("Not enough yet")


def test_a_composition_names_the_most_common_role_and_blames_nobody():
    book = book_of(*(person(n, role="peer") for n in "ABC"))
    assert "peers are the most common role" in read_composition(book)
    assert "may be just right for you" in read_composition(book)


def test_roles_that_were_not_said_are_not_counted_as_missing():
    assert "Say who they are" in read_composition(book_of(*(person(n) for n in "ABC")))


def test_a_member_is_described_in_words():
    rosa = person("Rosa", role="expert", closeness=2)
    assert describe(rosa, book_of(rosa)) == "Rosa, expert, ring 2 (close)"


def test_the_learners_own_ring_names_are_used():
    from plnkit.model import Learner

    rosa = person("Rosa", closeness=1)
    book = book_of(rosa, Learner(ring_names=("Inner", "Near", "Off", "Out")))
    assert describe(rosa, book).endswith("ring 1 (inner)")


@pytest.mark.parametrize("page", STEPS)
def test_a_checkpoint_of_an_empty_book_suggests_and_never_scores(page):
    steps = STEPS[page](Book())
    assert not any(done for done, _ in steps)
    assert not any(ch.isdigit() for _, text in steps for ch in text)


def test_a_long_list_of_names_is_cut_in_words():
    assert listed(["A", "B", "C", "D", "E"]) == "A, B, C and 2 others"


def test_one_name_too_many_is_still_named():
    assert listed(["A", "B", "C", "D"]) == "A, B, C and D"


def test_a_name_from_right_to_left_is_kept_from_turning_the_sentence():
    assert listed(["ليلى", "Tom"]) == "\u2068ليلى\u2069 and Tom"
