"""Ego networks drawn at random, books that hold them, and the same as networkx and igraph."""

from itertools import combinations
from random import Random

import igraph
import networkx as nx
from hypothesis import strategies as st

from plnkit.measures.ego import EgoNetwork
from plnkit.model import Book, Member, Tie

MOST = 14  # members: above that nothing new happens, and networkx takes its time


def drawn(n, chance, seed):
    """Return how many members there are, and which of their pairs are tied."""
    dice = Random(seed)
    return n, [pair for pair in combinations(range(n), 2) if dice.random() < chance]


def graphs(least=0, most=MOST):
    chances = st.sampled_from([0.05, 0.3, 0.7, 1.0])
    return st.builds(drawn, st.integers(least, most), chances, st.integers(0, 2**32))


def network(n, pairs):
    return EgoNetwork.of([str(i) for i in range(n)], [(str(a), str(b)) for a, b in pairs])


def book(n, pairs):
    people = [Member(id=str(i), name=f"Person {i}", kind="person") for i in range(n)]
    return Book().with_(*people, *[Tie(a=str(a), b=str(b)) for a, b in pairs])


def with_ego(n, pairs):
    """Return the networkx graph of the members and of the learner, who is called "ego"."""
    graph = nx.Graph()
    graph.add_nodes_from([*range(n), "ego"])
    graph.add_edges_from([*pairs, *(("ego", i) for i in range(n))])
    return graph


def in_igraph(n, pairs):
    """Return the igraph graph; the learner is its last node."""
    return igraph.Graph(n + 1, [*pairs, *((n, i) for i in range(n))])
