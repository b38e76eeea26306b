"""Who meets whom: everybody, nobody too often, and the same whoever they are."""

from collections import Counter
from itertools import chain, product
from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plnkit.matching import Meeting, Person, Told, matches
from plnkit.matching.choosing import _in_order, _led
from plnkit.matching.reasons import Reasons

TOPICS = (
    "budget talks",
    "chess",
    "chess openings",
    "piano",
    "#python",
    "python scripts",
    "🙂",
    " ",
)
few = st.lists(st.sampled_from(TOPICS), max_size=3).map(tuple)


def rooms(most=9):
    said = st.lists(st.tuples(few, few), max_size=most)
    return said.map(lambda all: [Person(f"p{i}", *texts) for i, texts in enumerate(all)])


def taking_part(people):
    return {p.id for p in people if any(t.strip() for t in (*p.asks, *p.offers))}


def how_often(meetings):
    return Counter(chain.from_iterable(m.people for m in meetings))


def without_ids(meetings):
    return Counter((m.kind, m.ask, m.offer, m.shared, m.back) for m in meetings)


def kinds(*people, most=2):
    return {m.people: m.kind for m in matches(people, most)}


# --- what holds of every room -------------------------------------------------------------------


@given(rooms())
def test_everybody_who_wrote_something_meets_somebody_where_two_did(people):
    there = taking_part(people)
    assert set(how_often(matches(people))) == (there if len(there) > 1 else set())


@given(rooms(), st.integers(1, 3))
def test_nobody_is_asked_more_often_or_meets_more_often_than_agreed(people, most):
    meetings = matches(people, most)
    helping = [m.helper for m in meetings if m.kind == "help"]
    helping += [m.asker for m in meetings if m.back and m.kind == "help"]
    assert max(Counter(helping).values(), default=0) <= most
    assert max(how_often(meetings).values(), default=0) <= max(3, most + 1)


@given(rooms())
def test_two_people_have_one_meeting_and_nobody_meets_themselves(people):
    pairs = [frozenset(m.people) for m in matches(people)]
    assert len(set(pairs)) == len(pairs)
    assert all(len(pair) == 2 for pair in pairs)


@given(rooms(), st.randoms())
def test_in_another_order_the_same_people_have_the_same_meetings(people, dice):
    mixed = dice.sample(people, len(people))
    assert matches(mixed) == matches(people)


@given(rooms(), st.randoms())
def test_under_other_ids_the_reasons_are_the_same(people, dice):
    ids = dice.sample([p.id for p in people], len(people))
    others = [Person(f"new-{id}", p.asks, p.offers) for id, p in zip(ids, people, strict=True)]
    assert without_ids(matches(others)) == without_ids(matches(people))


@given(rooms())
def test_who_neither_asks_nor_offers_changes_nothing(people):
    assert matches([*people, Person("silent"), Person("blank", (" ",), ("",))]) == matches(people)


@given(rooms(), few, few)
def test_who_withdraws_was_never_there(people, asks, offers):
    before = matches(people)
    matches([*people, Person("gone", asks, offers)])
    assert matches(people) == before


@given(rooms())
def test_a_meeting_is_about_what_its_two_wrote(people):
    by_id = {p.id: p for p in people}
    for m in matches(people):
        asker, helper = by_id[m.asker], by_id[m.helper]
        assert m.ask in (*asker.asks, "")
        assert m.offer in (helper.asks if m.kind == "same" else (*helper.offers, ""))
        assert m.kind == "talk" or (m.ask and m.offer)


@settings(max_examples=40)
@given(rooms(4), st.integers(1, 2))
def test_no_other_way_serves_more_people_or_has_better_reasons(people, most):
    there = _in_order(people)
    reasons = Reasons(there)
    value = reasons.value if there else []
    stays = [not any(row) for row in value]

    def worth(pairs):
        reached = {j for _, j in pairs if stays[j]}
        return len(pairs) + len(reached), sum(int(value[i, j]) for i, j in pairs)

    def ways():
        for to in product([None, *range(len(there))], repeat=len(there)):
            pairs = [(i, j) for i, j in enumerate(to) if j is not None]
            often = Counter(j for _, j in pairs)
            if all(value[i, j] for i, j in pairs) and all(n <= most for n in often.values()):
                yield pairs

    if len(there) > 1:
        assert worth(_led(reasons, most)) == max(map(worth, ways()))


# --- examples -----------------------------------------------------------------------------------


def test_an_ask_meets_an_offer():
    found = matches(
        [
            Person("a", ("sourdough", "negotiating a budget")),
            Person("b", (), ("piano", "budget talks with suppliers")),
        ]
    )
    words = ("negotiating a budget", "budget talks with suppliers", ("budget",))
    assert found == (Meeting("a", "b", *words, "help"),)


def test_two_who_help_each_other_have_one_meeting_with_both_told():
    found = matches([Person("a", ("chess",), ("piano",)), Person("b", ("piano",), ("chess",))])
    back = Told("piano", "piano", ("piano",))
    assert found == (Meeting("a", "b", "chess", "chess", ("chess",), "help", back),)


def test_two_who_ask_for_the_same_learn_together():
    assert kinds(Person("a", ("learn chess",)), Person("b", ("chess",))) == {("b", "a"): "same"}


def test_two_who_have_nothing_in_common_talk():
    a, b = Person("a", ("chess",), ("violin",)), Person("b", ("piano",), ("law",))
    assert matches([a, b]) == (
        Meeting("a", "b", "chess", "law", (), "talk", Told("piano", "violin")),
    )


def test_help_comes_before_learning_together():
    people = [Person("a", ("chess",)), Person("b", ("chess",)), Person("c", (), ("chess",))]
    assert kinds(*people) == {("a", "c"): "help", ("b", "c"): "help"}


def test_of_two_who_go_to_each_other_the_one_who_is_helped_asks():
    asks_too = Person("h", ("chess",), ("chess openings",))
    assert kinds(Person("a", ("learn chess",)), asks_too) == {("a", "h"): "help"}


def test_two_who_are_served_are_better_than_one_who_is_served_well():
    found = kinds(
        Person("a", ("chess openings",)),
        Person("b", ("sailing shoes",)),
        Person("x", ("knitting",), ("chess openings", "sailing boats, harbours, weather, knots")),
        Person("y", ("origami",), ("chess clubs, violins, cellos, choirs, theatres",)),
        Person("k", (), ("knitting",)),
        Person("o", (), ("origami",)),
        most=1,
    )
    assert {("a", "y"), ("b", "x")} <= set(found)


def test_who_helps_enough_is_left_in_peace_and_the_others_learn_together():
    askers = [Person(f"a{i}", ("chess",)) for i in range(5)]
    found = matches([*askers, Person("z", (), ("chess",))])
    assert [m.helper for m in found if m.kind == "help"] == ["z", "z"]
    assert {m.kind for m in found} == {"help", "same"}
    assert how_often(found)["z"] == 2


def test_who_has_nothing_but_an_offer_is_asked_before_who_is_busy_anyway():
    found = kinds(
        Person("a", ("chess",)),
        Person("b", ("chess",)),
        Person("c", ("chess",)),
        Person("x", (), ("chess openings",)),
        Person("y", (), ("chess",)),
    )
    assert {helper for _, helper in found} == {"x", "y"}


def test_the_last_of_an_odd_number_meets_somebody_who_has_a_meeting():
    found = matches(
        [Person(id, (text,)) for id, text in zip("abc", ("chess", "law", "piano"), strict=True)]
    )
    assert sorted(how_often(found).values()) == [1, 1, 2]


def test_where_all_write_the_same_they_meet_in_pairs():
    found = matches([Person(f"p{i:02}", ("chess",), ("chess",)) for i in range(30)])
    assert set(how_often(found)) == {f"p{i:02}" for i in range(30)}
    assert all(m.kind == "help" for m in found)


@pytest.mark.parametrize("people", [[], [Person("a", ("chess",), ("chess",))]])
def test_nobody_meets_where_nobody_else_is(people):
    assert matches(people) == ()


def test_everybody_in_a_large_room_has_a_meeting():
    dice = Random(7)
    people = [
        Person(f"p{i}", tuple(dice.choices(TOPICS, k=2)), tuple(dice.choices(TOPICS, k=2)))
        for i in range(121)
    ]
    often = how_often(matches(people))
    assert set(often) == taking_part(people)
    assert max(often.values()) <= 3


def test_markup_and_long_texts_are_text():
    long = "<b>chess</b> =1+1 " * 15
    found = matches([Person("a", (long,)), Person("b", (), ("chess", "x" * 280))])
    assert [(m.ask, m.offer, m.shared) for m in found] == [(long, "chess", ("chess",))]


def test_a_meeting_crosses_a_wire():
    found = matches([Person("a", ("chess",), ("piano",)), Person("b", ("piano",), ("chess",))])
    wire = msgspec.json.encode(found)
    assert msgspec.json.decode(wire, type=tuple[Meeting, ...]) == found
