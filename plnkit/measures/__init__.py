"""Measures of a book: each defined once, with its formula, source and edge cases.

`ego` cuts the network out, `structure` measures the ties, `composition` the members. They work on
the book and on arrays of ends: a DataFrame would cost more than the measures.
"""

from typing import Any

from plnkit.measures import composition as made_of
from plnkit.measures import structure
from plnkit.measures.ego import EgoNetwork, ego_network
from plnkit.model import Book, Member

ENOUGH_TIES = 0.5  # share of pairs asked about, below which a reading says "not enough yet"


def measures(book: Book, *, sources: bool = False) -> dict[str, Any]:
    """Return all measures of a book by name; of people only, unless `sources` are asked for too.

    Undefined is None. `composition` counts people by role, `channels` and `help` likewise;
    `members` is a list of what is measured of each.
    """
    network = ego_network(book, sources=sources)
    members = book.members if sources else book.people
    return {
        **_of_ties(network),
        **_of_members(book, members),
        "members": [
            {"id": id, "bridging": b, "redundancy": r, "constraint_share": c}
            for id, b, r, c in zip(
                network.ids,
                structure.bridging(network),
                structure.redundancy(network),
                structure.constraint_shares(network),
                strict=True,
            )
        ],
    }


def known_bridging(book: Book) -> dict[str, float]:
    """Return the bridging of the people who were asked about, among themselves, by id.

    With others the absence of a tie is unknown. Empty below half of the pairs, and below two.
    """
    if (made_of.ties_known(book.people) or 0) < ENOUGH_TIES:
        return {}
    asked = [m.id for m in book.people if m.ties_asked]
    network = EgoNetwork.of(asked, ((tie.a, tie.b) for tie in book.ties))
    shares = zip(asked, structure.bridging(network), strict=True)
    return {id: share for id, share in shares if share is not None}


def _of_ties(network: EgoNetwork) -> dict[str, float | None]:
    return {
        measure.__name__: measure(network)
        for measure in (
            structure.size,
            structure.density,
            structure.effective_size,
            structure.efficiency,
            structure.constraint,
            structure.hierarchy,
            structure.ego_betweenness,
            structure.components,
            structure.isolates,
            structure.fragmentation,
        )
    }


def _of_members(book: Book, members: tuple[Member, ...]) -> dict[str, Any]:
    role, channel = made_of.roles(members), made_of.channels(members)
    return {
        "role_blau": made_of.blau(role),
        "role_iqv": made_of.iqv(role),
        "role_entropy": made_of.entropy(role),
        "channel_blau": made_of.blau(channel),
        "mean_closeness": made_of.mean_closeness(members),
        "reciprocity": made_of.reciprocity(members, made_of.exchanges(book)),
        "ei_organisation": made_of.ei_organisation(members, book.learner),
        "ties_known": made_of.ties_known(members),
        "composition": role,
        "channels": channel,
        "help": made_of.helps(book, members),
    }
