"""The measures against published values, closed forms, and two other libraries."""

import doctest
from itertools import combinations
from math import isnan, log, log2

import networkx as nx
import pytest
from hypothesis import given, settings
from networks import drawn, graphs, in_igraph, network, with_ego

from plnkit.measures import composition, structure
from plnkit.measures.ego import cut_out
from plnkit.measures.structure import BORGATTI

MANY = settings(max_examples=2000, deadline=None)


def near(value):
    return pytest.approx(value, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("module", [structure, composition])
def test_the_examples_in_the_docstrings_are_true(module):
    found = doctest.testmod(module)
    assert found.attempted
    assert not found.failed


# --- 1. Borgatti (1997) -----------------------------------------------------------------------


@pytest.mark.parametrize(("ego", "value"), [("G", 4.667), ("A", 2.5), ("C", 1)])
def test_effective_size_is_as_published(ego, value):
    assert structure.effective_size(cut_out(BORGATTI, ego)) == pytest.approx(value, abs=5e-4)


@pytest.mark.parametrize(
    ("ego", "value"), [("G", 0.4003), ("A", 0.6836), ("B", 0.8395), ("C", 1), ("D", 1.125)]
)
def test_constraint_is_as_published_on_the_ego_network_alone(ego, value):
    assert structure.constraint(cut_out(BORGATTI, ego)) == pytest.approx(value, abs=5e-5)


@pytest.mark.parametrize(("ego", "whole"), [("A", 0.5955), ("D", 0.7847)])
def test_constraint_is_not_that_of_the_whole_graph(ego, whole):
    graph = nx.Graph(BORGATTI)
    assert nx.constraint(graph)[ego] == pytest.approx(whole, abs=5e-5)
    assert structure.constraint(cut_out(BORGATTI, ego)) != pytest.approx(whole, abs=0.01)


# --- 2. closed forms --------------------------------------------------------------------------


@pytest.mark.parametrize("n", [1, 2, 3, 10, 45, 499, 500, 700])
def test_without_ties_every_member_is_a_bridge(n):
    alone = network(n, [])
    assert structure.constraint(alone) == near(1 / n)
    assert structure.effective_size(alone) == n
    assert structure.ego_betweenness(alone) == n * (n - 1) / 2
    assert structure.components(alone) == structure.isolates(alone) == n
    assert structure.fragmentation(alone) == (1 if n > 1 else None)


@pytest.mark.parametrize("n", [2, 3, 10, 45, 499, 500])
def test_with_all_ties_none_is(n):
    knit = network(n, combinations(range(n), 2))
    assert structure.constraint(knit) == near((2 * n - 1) ** 2 / n**3)
    assert structure.effective_size(knit) == near(1)
    assert structure.ego_betweenness(knit) == 0
    assert structure.density(knit) == 1
    assert structure.components(knit) == 1
    assert structure.fragmentation(knit) == 0


@pytest.mark.parametrize("k", [2, 3, 6])
def test_equal_groups_are_as_diverse_as_can_be(k):
    groups = {str(i): 4 for i in range(k)} | {"not said": 9}
    assert composition.blau(groups) == near(1 - 1 / k)
    assert composition.iqv(groups) == near(1)
    assert composition.entropy(groups) == near(log2(k))


def test_one_group_is_not_diverse():
    one = {"peer": 5, "not said": 2}
    assert (composition.blau(one), composition.iqv(one), composition.entropy(one)) == (0, 0, 0)


# --- 3. networkx and igraph --------------------------------------------------------------------
# Agreed exceptions: without members all three are undefined, which networkx and igraph call NaN
# and we None. networkx is asked about the whole graph, in the one form `constraint(G)`: with
# `nodes=` it takes another path through its code.


@MANY
@given(graphs())
def test_constraint_agrees_with_networkx_and_igraph(graph):
    ours = structure.constraint(network(*graph))
    theirs = nx.constraint(with_ego(*graph))["ego"], in_igraph(*graph).constraint([graph[0]])[0]
    if ours is None:
        assert all(map(isnan, theirs))
    else:
        assert theirs == (near(ours), near(ours))


@MANY
@given(graphs())
def test_effective_size_agrees_with_networkx(graph):
    ours = structure.effective_size(network(*graph))
    theirs = nx.effective_size(with_ego(*graph))["ego"]
    assert isnan(theirs) if ours is None else theirs == near(ours)


@MANY
@given(graphs())
def test_betweenness_agrees_with_networkx_and_igraph(graph):
    ours = structure.ego_betweenness(network(*graph))
    assert nx.betweenness_centrality(with_ego(*graph), normalized=False)["ego"] == near(ours)
    assert in_igraph(*graph).betweenness([graph[0]])[0] == near(ours)


@MANY
@given(graphs())
def test_counting_two_steps_gives_the_same_betweenness_as_a_table_of_pairs(graph):
    known = network(*graph)
    assert structure._sparse_betweenness(known) == near(structure._dense_betweenness(known))


@MANY
@given(graphs())
def test_what_the_members_are_without_the_learner_agrees_with_networkx(graph):
    ours, theirs = network(*graph), with_ego(*graph)
    theirs.remove_node("ego")
    assert structure.components(ours) == nx.number_connected_components(theirs)
    assert structure.isolates(ours) == nx.number_of_isolates(theirs)
    if graph[0] > 1:
        assert structure.density(ours) == near(nx.density(theirs))


@MANY
@given(graphs(least=1))
def test_hierarchy_agrees_with_its_formula_over_networkx_constraints(graph):
    whole = with_ego(*graph)
    c = [nx.local_constraint(whole, "ego", i) for i in range(graph[0])]
    mean = sum(c) / len(c)
    formula = sum(x / mean * log(x / mean) for x in c) / (len(c) * log(len(c)) or 1)
    assert structure.hierarchy(network(*graph)) == near(formula if len(c) > 1 else 1)
    assert list(structure.constraints(network(*graph))) == near(c)


@pytest.mark.parametrize("chance", [0.01, 0.1, 0.5])
def test_a_network_of_hundreds_agrees_with_igraph(chance):
    graph = drawn(510, chance, seed=1)
    whole, here = in_igraph(*graph), network(*graph)
    betweenness = whole.betweenness([graph[0]])[0]
    assert structure.ego_betweenness(here) == pytest.approx(betweenness, rel=1e-9)
    assert structure.constraint(here) == near(whole.constraint([graph[0]])[0])
