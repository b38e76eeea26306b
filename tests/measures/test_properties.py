"""What must hold for every network, and the traps in which others were caught."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from networks import book, graphs, network

from plnkit.measures import measures, structure
from plnkit.measures.ego import EgoNetwork, ego_network
from plnkit.model import Book, Member, Tie

MANY = settings(max_examples=500, deadline=None)


def near(value):
    return pytest.approx(value, rel=1e-9, abs=1e-9)


@MANY
@given(graphs())
def test_an_isolated_member_more_never_lowers_effective_size(graph):
    n, pairs = graph
    before, after = (structure.effective_size(network(k, pairs)) for k in (n, n + 1))
    assert after >= (before or 0)


@MANY
@given(graphs(least=2), st.randoms(use_true_random=False))
def test_names_and_order_change_nothing(graph, dice):
    n, pairs = graph
    new = list(range(n))
    dice.shuffle(new)
    moved = [dice.sample([new[a], new[b]], 2) for a, b in pairs]
    dice.shuffle(moved)
    before, after = measures(book(n, pairs)), measures(book(n, moved))
    others = {m.pop("id"): m for m in after.pop("members")}
    members = {str(new[int(m.pop("id"))]): m for m in before.pop("members")}
    assert all(others[id] == pytest.approx(members[id], rel=1e-9, abs=1e-9) for id in others)
    assert numbers(after) == pytest.approx(numbers(before), rel=1e-9, abs=1e-9)


def numbers(found):
    return {name: value for name, value in found.items() if isinstance(value, float | int)}


@MANY
@given(graphs(least=1), st.randoms(use_true_random=False))
def test_order_of_rows_changes_nothing(graph, dice):
    known = list(book(*graph).entities.items())
    people = [pair for pair in known if isinstance(pair[1], Member)]
    rest = [pair for pair in known if not isinstance(pair[1], Member)]
    dice.shuffle(rest)
    assert measures(Book(dict([*rest, *people]))) == measures(book(*graph))


@MANY
@given(graphs(), st.integers(1, 3))
def test_a_tie_said_twice_or_both_ways_changes_nothing(graph, times):
    n, pairs = graph
    ids = [str(i) for i in range(n)]
    said = [(str(a), str(b)) for a, b in pairs]
    both = [*said, *[(b, a) for a, b in said]] * times
    once, often = EgoNetwork.of(ids, said), EgoNetwork.of(ids, both)
    assert (once.t, list(once.degrees)) == (often.t, list(often.degrees))


@MANY
@given(graphs(least=2))
def test_every_share_is_one(graph):
    found = measures(book(*graph))
    for share in ("density", "efficiency", "hierarchy", "fragmentation", "ties_known"):
        assert -1e-12 <= found[share] <= 1 + 1e-12
    assert sum(m["constraint_share"] for m in found["members"]) == near(1)
    assert all(0 <= m["bridging"] <= 1 and 0 <= m["redundancy"] < 1 for m in found["members"])
    assert found["size"] - sum(m["redundancy"] for m in found["members"]) == near(
        found["effective_size"]
    )


def test_a_tie_to_oneself_is_dropped():
    assert EgoNetwork.of(["a", "b"], [("a", "a"), ("a", "b")]).t == 1


def test_a_tie_to_a_stranger_is_dropped():
    assert EgoNetwork.of(["a", "b"], [("a", "x"), ("a", "b")]).t == 1


def test_equal_shares_are_no_hierarchy_and_not_a_rounding_below():
    assert all(0 <= structure.hierarchy(network(n, [])) < 1e-12 for n in range(2, 60))


def test_constraint_may_exceed_one():
    assert structure.constraint(network(2, [(0, 1)])) == 1.125


def test_no_members_leave_the_measures_undefined():
    found = measures(Book())
    defined = {name: value for name, value in found.items() if value is not None}
    assert defined == {
        "size": 0,
        "ego_betweenness": 0.0,
        "components": 0,
        "isolates": 0,
        "composition": {},
        "channels": {},
        "help": {},
        "members": [],
    }


def test_one_member_is_the_edge_of_many_measures():
    found = measures(book(1, []))
    undefined = {"density", "fragmentation", "ties_known"}
    assert {n for n in undefined if found[n] is None} == undefined
    assert [found[n] for n in ("size", "effective_size", "efficiency", "constraint")] == [1] * 4
    assert (found["hierarchy"], found["ego_betweenness"]) == (1, 0)
    assert found["members"] == [
        {"id": "0", "bridging": None, "redundancy": 0, "constraint_share": 1}
    ]


def mixed():
    people = [Member(id=i, name=i, kind="person", ties_asked=i != "c") for i in "abc"]
    source = Member(id="s", name="s", kind="source", role="tool")
    return Book().with_(*people, source, Tie(a="a", b="b"), Tie(a="a", b="s"))


def test_people_only_are_counted_unless_sources_are_asked_for():
    assert (measures(mixed())["size"], ego_network(mixed()).t) == (3, 1)
    assert (measures(mixed(), sources=True)["size"], ego_network(mixed(), sources=True).t) == (4, 2)
    assert "tool" not in measures(mixed())["composition"]
    assert measures(mixed(), sources=True)["composition"] == {"tool": 1, "not said": 3}


def test_a_pair_is_known_when_both_were_asked_about():
    assert measures(mixed())["ties_known"] == near(1 / 3)
    assert measures(mixed(), sources=True)["ties_known"] == near(1 / 3)


def test_a_tie_between_a_person_and_a_source_is_no_tie_among_people():
    assert measures(mixed())["density"] == near(1 / 3)


def test_a_large_dense_network_is_measured_too():
    dice = random.Random(1)
    pairs = [(a, b) for a in range(600) for b in range(a) if dice.random() < 0.5]
    assert structure._sparse_betweenness(network(600, pairs)) == near(
        structure._dense_betweenness(network(600, pairs))
    )
