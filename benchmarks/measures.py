"""The measures and the figures, next to networkx and igraph on the same graphs, in one run.

Each way gets the ties as pairs of ids, as a file holds them, and begins with its own graph. networkx
is asked for the whole graph, which is its quicker way: for one node it takes another path.
"""

from collections.abc import Callable
from datetime import date
from itertools import combinations
from random import Random

import igraph
import networkx as nx
from timing import measure, table

from plnkit import files
from plnkit.charts.calendar import year_calendar
from plnkit.charts.composition import composition
from plnkit.charts.coverage import coverage_matrix
from plnkit.charts.exchange import given_and_got
from plnkit.charts.network_map import network_map
from plnkit.charts.two_axes import two_axes
from plnkit.exchange import portable
from plnkit.measures import measures, structure
from plnkit.measures.ego import EgoNetwork
from plnkit.model import Book, Member, Tie

CROWDED = Book.of(portable.read(files.samples() / "crowded.json").content)
TODAY = date(2026, 11, 2)
Pairs = list[tuple[str, str]]


def drawn(n: int, chance: float, seed: int) -> tuple[list[str], Pairs]:
    dice = Random(seed)
    ids = [f"p{i:04}" for i in range(n)]
    return ids, [pair for pair in combinations(ids, 2) if dice.random() < chance]


def ours(ids: list[str], pairs: Pairs, of: Callable[[EgoNetwork], float]) -> float:
    return of(EgoNetwork.of(ids, pairs))


def in_networkx(ids: list[str], pairs: Pairs) -> nx.Graph:
    graph = nx.Graph(pairs)
    graph.add_edges_from(("ego", id) for id in ids)
    return graph


def in_igraph(ids: list[str], pairs: Pairs) -> igraph.Graph:
    return igraph.Graph.TupleList([*pairs, *(("ego", id) for id in ids)])


def compare(n: int, chance: float, runs: int, goal: str) -> None:
    graph = drawn(n, chance, seed=n)
    title = f"{n} members, {len(graph[1]):,} ties"
    constraint = {
        "constraint: ours": lambda: ours(*graph, structure.constraint),
        "constraint: networkx, whole graph": lambda: nx.constraint(in_networkx(*graph)),
        "constraint: igraph": lambda: _one(in_igraph(*graph), "constraint"),
    }
    table(title, measure(constraint, runs), goal)
    effective = {
        "effective size: ours": lambda: ours(*graph, structure.effective_size),
        "effective size: networkx, whole graph": lambda: nx.effective_size(in_networkx(*graph)),
    }
    table(title, measure(effective, runs), goal)
    betweenness = {
        "ego betweenness: ours": lambda: ours(*graph, structure.ego_betweenness),
        "ego betweenness: igraph": lambda: _one(in_igraph(*graph), "betweenness"),
    }
    if n < 500:
        betweenness["ego betweenness: networkx"] = lambda: nx.betweenness_centrality(
            in_networkx(*graph), normalized=False
        )
    table(title, measure(betweenness, runs), "none")


def _one(graph: igraph.Graph, name: str) -> float:
    return getattr(graph, name)([graph.vs.find("ego").index])[0]


def book(n: int, chance: float, seed: int) -> Book:
    ids, pairs = drawn(n, chance, seed)
    people = [Member(id=id, name=id, kind="person", ties_asked=True) for id in ids]
    return Book().with_(*people, *[Tie(a=a, b=b) for a, b in pairs])


def with_networkx(books: list[Book]) -> None:
    """Measure what networkx has: five of our measures."""
    for one in books:
        graph = in_networkx([m.id for m in one.people], [(t.a, t.b) for t in one.ties])
        nx.constraint(graph)
        nx.effective_size(graph)
        nx.betweenness_centrality(graph, normalized=False)
        graph.remove_node("ego")
        nx.density(graph)
        nx.number_connected_components(graph)


if __name__ == "__main__":
    compare(150, 0.1, 15, "4 times as fast as networkx")
    compare(2000, 0.01, 3, "3 times as fast as networkx")
    whole = {
        "measures(book), people": lambda: measures(CROWDED),
        "measures(book), sources too": lambda: measures(CROWDED, sources=True),
    }
    table("All measures of the crowded sample, 150 members", measure(whole, 30), "under 15 ms")
    books = [book(45, 0.2, seed) for seed in range(1000)]
    thousand = {
        "measures(book), all": lambda: [measures(one) for one in books],
        "networkx, five of them": lambda: with_networkx(books),
    }
    table("1,000 books of 45 members", measure(thousand, 3), "under 3 s")
    figures = {
        "network_map": lambda: network_map(CROWDED),
        "composition": lambda: composition(CROWDED),
        "two_axes": lambda: two_axes(CROWDED),
        "coverage_matrix": lambda: coverage_matrix(CROWDED),
        "given_and_got": lambda: given_and_got(CROWDED),
        "year_calendar": lambda: year_calendar(CROWDED, TODAY),
    }
    table("Figures of the crowded sample", measure(figures, 15), "each under 60 ms")
