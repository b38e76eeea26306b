"""What differs between two books: who, how close, which ties, in numbers, in what was felt."""

from datetime import date
from itertools import combinations
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plnkit import files, waves
from plnkit.exchange import portable
from plnkit.measures import measures
from plnkit.measures.ego import ego_network
from plnkit.model import Aim, Book, Capability, Interaction, Member, Mix, Pulse, Tie
from plnkit.waves import Changed, Said, compare, feelings, measured


def person(id, **values):
    return Member(id=id, name=id.title(), kind="person", **values)


def book(*things):
    return Book().with_(*things)


def ids(members):
    return [m.id for m in members]


def tied(pairs):
    return [{a.id, b.id} for a, b in pairs]


# --- who and how close --------------------------------------------------------------------------


def test_who_came_and_who_went_is_known_by_id_whatever_the_name():
    changed = compare(book(person("a"), person("b")), book(person("b"), person("c")))
    assert (ids(changed.gained), ids(changed.lost)) == (["c"], ["a"])
    renamed = compare(book(person("a")), book(Member(id="a", name="Else", kind="person")))
    assert renamed == Changed()


def test_a_move_to_another_ring_is_closer_or_further_and_a_first_place_is_neither():
    before = book(
        person("a", closeness=3), person("b", closeness=1), person("c"), person("d", closeness=2)
    )
    after = book(
        person("a", closeness=1), person("b", closeness=2), person("c", closeness=1), person("d")
    )
    changed = compare(before, after)
    assert [(p.before.closeness, p.after.closeness) for p in changed.closer] == [(3, 1)]
    assert ids(p.after for p in changed.further) == ["b"]
    assert (ids(changed.placed), ids(changed.unplaced)) == (["c"], ["d"])


def test_another_role_is_a_change_also_where_none_was_said():
    before = book(person("a", role="peer"), person("b"), person("c", role="expert"))
    after = book(person("a", role="expert"), person("b", role="peer"), person("c", role="expert"))
    assert ids(p.after for p in compare(before, after).roles) == ["a", "b"]


def test_who_is_paused_or_dormant_since_and_who_is_active_again():
    before = book(person("a"), person("b", status="dormant"), person("c", status="paused"))
    after = book(person("a", status="paused"), person("b"), person("c", status="paused"))
    changed = compare(before, after)
    assert (ids(changed.quiet), ids(changed.back)) == (["a"], ["b"])


def test_an_intent_is_new_where_other_words_are_said():
    before = book(
        person("a"), person("b", intent="Budgets"), person("c", intent="x"), person("d", intent="y")
    )
    after = book(
        person("a", intent="To ask"), person("b", intent=" Budgets "), person("c"),
        person("d", intent="z"), person("e", intent="New"),
    )  # fmt: skip
    assert ids(compare(before, after).intents) == ["a", "d", "e"]


# --- two who turned out to be one ---------------------------------------------------------------


def test_a_merged_member_is_neither_lost_nor_gained():
    before = book(person("a", closeness=3), person("b", closeness=2))
    after = before.merged("a", "b").update("a", closeness=1)
    changed = compare(before, after)
    assert (changed.gained, changed.lost, changed.further) == ((), (), ())
    assert [(p.before.id, p.after.id) for p in changed.closer] == [("a", "a")]
    assert [(p.before.id, p.after.id) for p in changed.merged] == [("b", "a")]


def test_who_has_another_id_since_is_compared_as_the_one_it_was():
    before = book(person("b", closeness=3))
    after = book(person("b", closeness=1), person("a")).merged("a", "b")
    changed = compare(before, after)
    assert (changed.gained, changed.lost, changed.merged) == ((), (), ())
    assert [(p.before.id, p.after.id) for p in changed.closer] == [("b", "a")]


def test_merging_twice_and_reading_backwards_lose_nobody():
    before = book(person("a"), person("b"), person("c"))
    after = before.merged("b", "a").merged("c", "b")
    for changed in (compare(before, after), compare(after, before)):
        assert (changed.gained, changed.lost) == ((), ())


def test_a_merger_in_each_book_the_other_way_round_ends():
    a, b = person("a", was=("b",)), person("b", was=("a",))
    assert compare(book(a), book(b)) == Changed()


def test_two_that_were_the_same_one_under_other_ids_are_one():
    assert compare(book(person("b", was=("z",))), book(person("c", was=("z",)))) == Changed()


def test_a_tie_of_a_merged_member_is_no_new_one():
    three = book(*(person(i, ties_asked=True) for i in "abc"), Tie(a="b", b="c"), Tie(a="a", b="b"))
    changed = compare(three, three.merged("a", "b"))
    assert (changed.tied, changed.untied) == ((), ())


# --- ties ---------------------------------------------------------------------------------------


def test_ties_are_compared_among_those_asked_about_in_both():
    people = [person(i, ties_asked=True) for i in "abcd"]
    before = book(*people, Tie(a="a", b="b"))
    after = book(*people, Tie(a="c", b="d"))
    changed = compare(before, after)
    assert (tied(changed.tied), tied(changed.untied)) == ([{"c", "d"}], [{"a", "b"}])


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_tie_of_somebody_who_was_not_asked_about_in_one_of_them_is_not_read(when):
    people = [person(i, ties_asked=True) for i in "ab"]
    both = {"before": book(*people), "after": book(*people, Tie(a="a", b="b"))}
    both[when] = both[when].update("a", ties_asked=False)
    assert compare(**both).tied == ()
    assert compare(both["after"], both["before"]).untied == ()


# --- aims ---------------------------------------------------------------------------------------


def test_aims_are_new_reached_dropped_taken_up_again_or_gone():
    status = {"r": "open", "d": "open", "o": "dropped", "g": "open", "s": "reached"}
    before = book(*(Aim(id=i, text=i, status=s) for i, s in status.items()))
    after = before.without("g").update("r", status="reached").update("d", status="dropped")
    after = after.update("o", status="open").with_(Aim(id="n", text="n", status="reached"))
    changed = compare(before, after)
    assert ids(changed.aims_new) == ["n"]
    assert ids(changed.aims_reached) == ["r", "n"]
    assert ids(changed.aims_dropped) == ["d"]
    assert ids(changed.aims_reopened) == ["o"]
    assert ids(changed.aims_gone) == ["g"]


# --- what holds for any two books ---------------------------------------------------------------

ROLES = st.sampled_from([None, "peer", "expert"])
RINGS = st.sampled_from([None, 1, 2, 3, 4])
STATUS = st.sampled_from(["active", "paused", "dormant"])


@st.composite
def books(draw):
    here = draw(st.lists(st.sampled_from("abcdefghi"), unique=True))
    people = [
        person(
            i, role=draw(ROLES), closeness=draw(RINGS), status=draw(STATUS),
            ties_asked=draw(st.booleans()), intent=draw(st.sampled_from(["", "x", "y"])),
        )
        for i in here
    ]  # fmt: skip
    ties = [Tie(a=a, b=b) for a, b in combinations(here, 2) if draw(st.booleans())]
    aims = [Aim(id=i, text=i) for i in draw(st.lists(st.sampled_from("xyz"), unique=True))]
    whole = book(*people, *ties, *aims)
    if len(here) > 1 and draw(st.booleans()):
        return whole.merged(here[0], here[1])
    return whole


@given(books())
def test_a_book_does_not_differ_from_itself(one):
    assert compare(one, one) == Changed()
    assert {row.why for row in measured(one, one) if not row.readable} <= {
        "same", "undefined", "few people", "few ties",
    }  # fmt: skip


@given(books(), books())
def test_read_backwards_who_came_has_gone_and_closer_is_further(one, other):
    there, back = compare(one, other), compare(other, one)
    assert (there.gained, there.lost) == (back.lost, back.gained)
    assert len(there.placed) == len(back.unplaced)
    closer = sorted((p.before.id, p.after.id) for p in there.closer)
    assert closer == sorted((p.after.id, p.before.id) for p in back.further)
    assert sorted(map(sorted, map(ids, there.tied))) == sorted(map(sorted, map(ids, back.untied)))
    assert (there.aims_new, there.aims_gone) == (back.aims_gone, back.aims_new)


@given(books(), books())
def test_whether_a_number_can_be_read_does_not_depend_on_the_direction(one, other):
    there, back = measured(one, other), measured(other, one)
    assert [r._replace(before=r.after, after=r.before) for r in back] == there


# --- the numbers --------------------------------------------------------------------------------


def crowd(n, tied=(), *, asked=True, **values):
    people = [person(f"p{i}", ties_asked=asked, **values) for i in range(n)]
    return book(*people, *[Tie(a=f"p{a}", b=f"p{b}") for a, b in tied])


def row(name, before, after):
    return next(row for row in measured(before, after) if row.name == name)


def test_the_numbers_are_those_of_the_measures():
    here = crowd(6, combinations(range(4), 2), closeness=2, role="peer")
    here = here.with_(Interaction(id="i", members=("p0",), on=date(2026, 11, 5), got="x", gave="y"))
    found = measures(here)
    for name, *values, _, _ in measured(here, here):
        if name not in ("people", "sources"):
            assert values == [found[name]] * 2


def test_counts_are_read_however_few_there_are():
    source = Member(id="s", name="S", kind="source")
    assert row("people", Book(), crowd(1)) == ("people", 0, 1, True, "")
    assert row("sources", Book(), book(source)) == ("sources", 0, 1, True, "")


def test_with_four_people_in_one_of_them_nothing_else_is_read():
    rows = measured(crowd(4, closeness=4), crowd(9, closeness=1))
    assert {r.why for r in rows if r.name not in ("people", "sources")} == {"few people"}


def test_a_difference_that_one_person_can_make_is_too_small():
    near = crowd(6, closeness=2)
    one, all_of_them = near.update("p0", closeness=4), crowd(6, closeness=4)
    assert row("mean_closeness", near, one).why == "one person"
    assert row("mean_closeness", near, all_of_them).readable


def test_just_at_what_one_person_makes_it_is_not_read_and_just_above_it_is():
    rings = [1, 1, 1, 1, 4]  # mean 1.6; without the last 1.0: one person makes 0.6
    before = book(*(person(f"p{i}", closeness=c) for i, c in enumerate(rings)))
    shifted = [1, 2, 2, 3, 3]  # mean 2.2
    at = book(*(person(f"p{i}", closeness=c) for i, c in enumerate(shifted)))
    assert row("mean_closeness", before, at).why == "one person"
    assert row("mean_closeness", before, at.update("p0", closeness=2)).readable


def test_a_value_that_rests_on_one_person_alone_is_not_read():
    before, after = (crowd(6).update("p0", closeness=c) for c in (1, 4))
    assert row("mean_closeness", before, after).why == "one person"


def test_what_is_defined_in_one_of_them_only_is_not_compared():
    assert row("mean_closeness", crowd(6), crowd(6, closeness=1)).why == "undefined"


def test_where_few_pairs_were_asked_about_no_value_that_rests_on_ties_is_given():
    pairs = list(combinations(range(8), 2))
    for name in ("density", "effective_size", "constraint"):
        found = row(name, crowd(8, asked=False), crowd(8, pairs))
        assert (found.before, found.why) == (None, "few ties")
        assert found.after is not None


def test_all_asked_about_a_clear_difference_of_ties_is_read():
    pairs = list(combinations(range(8), 2))
    for name in ("density", "effective_size", "constraint"):
        assert row(name, crowd(8), crowd(8, pairs)).readable


def test_what_pairs_that_were_not_asked_about_may_make_is_not_read():
    full = crowd(12, combinations(range(7), 2))  # 21 of 66 pairs
    less = crowd(12, combinations(range(3), 2))  # 3 of 66
    unasked = less.update("p11", ties_asked=False).update("p10", ties_asked=False)  # 21 pairs
    assert row("density", less, full).readable
    assert row("density", unasked, full).why == "not asked"


@given(books())
def test_to_leave_somebody_out_is_to_measure_the_book_without_them(one):
    network = ego_network(one)
    for place, member in enumerate(one.people):
        less, other = waves._without(network, place), ego_network(one.without(member.id))
        assert less.ids == other.ids
        assert (list(less.a), list(less.b)) == (list(other.a), list(other.b))


def test_a_hundred_and_fifty_people_are_measured_in_half_a_second():
    crowded = Book.of(portable.load(files.samples() / "crowded.json").content)
    more = [person(f"new{i}", ties_asked=True) for i in range(40)]
    start = perf_counter()
    measured(crowded.with_(*more), crowded)
    compare(crowded.with_(*more), crowded)
    assert perf_counter() - start < 0.5


# --- what was felt ------------------------------------------------------------------------------

AIM = Aim(id="budget", text="Budget")


def pulse(day, level=None, **values):
    able = () if level is None else (Capability(aim="budget", level=level),)
    return Pulse(id=f"p{day}", on=date(2026, 11, day), capability=able, **values)


def test_the_latest_answer_by_day_counts_and_each_value_has_its_own():
    mix = Mix(formal=100)
    before = book(AIM, pulse(2, 3), pulse(1, 9, engagement=4, mix=mix))
    after = before.with_(pulse(20, 6), pulse(10, 1, future=8, engagement=5))
    felt = feelings(before, after)
    assert felt.capability == ((AIM, Said(3, 6)),)
    assert (felt.engagement, felt.future) == (Said(4, 5), Said(None, 8))
    assert felt.mix == Said(mix, None)


def test_an_answer_that_was_not_given_again_is_missing_and_not_unchanged():
    before = book(AIM, pulse(2, 3, engagement=4))
    after = before.with_(pulse(9, engagement=4))
    felt = feelings(before, after)
    assert felt.capability == ((AIM, Said(3, None)),)
    assert felt.engagement == Said(4, 4)


def test_an_aim_of_which_nothing_was_said_is_left_out_and_one_that_is_gone_is_not():
    before = book(AIM, Aim(id="other", text="Other"), pulse(2, 3))
    assert feelings(before, before.without("budget")).capability == ((AIM, Said(3, None)),)


def test_an_aim_has_the_words_that_it_has_now():
    before = book(AIM, pulse(2, 3))
    after = before.update("budget", text="Money").with_(pulse(3, 4))
    ((aim, _),) = feelings(before, after).capability
    assert aim.text == "Money"


def test_nothing_said_is_nothing():
    felt = feelings(book(AIM), book(AIM))
    assert (felt.capability, felt.engagement, felt.future, felt.mix) == ((), Said(), Said(), Said())
    assert not felt.mix
