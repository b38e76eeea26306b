"""Measures of the ties among members. Undefined is None: it is never 0.

The examples are ego networks cut out of the graph of Borgatti (1997).
"""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from plnkit.measures.ego import EgoNetwork, cut_out  # noqa: F401 - the examples cut it out

Floats: TypeAlias = NDArray[np.float64]

BORGATTI = tuple(zip("AAAAEFBBDG", "BFGEGGGDGC", strict=True))  # Borgatti (1997)
DENSE = 500  # members: below, a table of all pairs is the quicker way


def size(network: EgoNetwork) -> int:
    """Return how many members there are: n. None is a size, too: 0."""
    return network.n


def density(network: EgoNetwork) -> float | None:
    """Return the share of pairs that are tied: 2t / n(n-1). Undefined below two members.

    >>> round(density(cut_out(BORGATTI, "G")), 3)
    0.267
    """
    n = network.n
    return 2 * network.t / (n * (n - 1)) if n > 1 else None


def effective_size(network: EgoNetwork) -> float | None:
    """Return the members, less those that ties make redundant: n - 2t/n. Undefined without any.

    Borgatti (1997), for Burt (1992).

    >>> [round(effective_size(cut_out(BORGATTI, ego)), 3) for ego in "GAC"]
    [4.667, 2.5, 1.0]
    """
    return network.n - 2 * network.t / network.n if network.n else None


def efficiency(network: EgoNetwork) -> float | None:
    """Return the effective size as a share of the size. Undefined without members.

    >>> round(efficiency(cut_out(BORGATTI, "G")), 3)
    0.778
    """
    effective = effective_size(network)
    return None if effective is None else effective / network.n


def constraints(network: EgoNetwork) -> Floats:
    """Return how much each member constrains the learner, shape (n,).

    c_j = (p_ej + Σ_q p_eq p_qj)², with p_ej = 1/n, and p_qj = 1/(q's ties to members + 1) where q
    and j are tied, since q is tied to the learner too. Burt (1992), on the ego network alone: in
    the whole network of a room the same formula gives another number.
    """
    here, there = network.ends
    through = np.bincount(there, weights=1 / (network.degrees[here] + 1), minlength=network.n)
    return ((1 + through) / max(network.n, 1)) ** 2


def constraint(network: EgoNetwork) -> float | None:
    """Return how much the learner's members hold each other: Σ_j c_j. Undefined without members.

    It may exceed 1: two members who are tied give 1.125.

    >>> [round(constraint(cut_out(BORGATTI, ego)), 4) for ego in "GABCD"]
    [0.4003, 0.6836, 0.8395, 1.0, 1.125]
    """
    return float(constraints(network).sum()) if network.n else None


def hierarchy(network: EgoNetwork) -> float | None:
    """Return how unequally constraint falls on members: Coleman-Theil, 0 to 1.

    Σ_j r_j ln r_j / (n ln n), with r_j = c_j / mean(c). Undefined without members; one member
    gives 1. Burt (1992).

    >>> [round(hierarchy(cut_out(BORGATTI, ego)), 4) for ego in "GCD"]
    [0.0947, 1.0, 0.0]
    """
    if network.n < 2:  # noqa: PLR2004
        return 1.0 if network.n else None
    c = constraints(network)
    ratio = c / c.mean()
    unequal = float((ratio * np.log(ratio)).sum() / (network.n * np.log(network.n)))
    return max(0.0, unequal)  # equal shares can come out a rounding below


def ego_betweenness(network: EgoNetwork) -> float:
    """Return the pairs of members that reach each other only through the learner.

    The credit for a pair is shared over its shortest paths: 1/(1 + members tied to both) for each
    pair that is not tied. Everett & Borgatti (2005).

    >>> [round(ego_betweenness(cut_out(BORGATTI, ego)), 3) for ego in "GACD"]
    [9.0, 1.5, 0.0, 0.0]
    """
    if network.n < DENSE:
        return _dense_betweenness(network)
    return _sparse_betweenness(network)


def _dense_betweenness(network: EgoNetwork) -> float:
    tied = np.zeros((network.n, network.n))
    tied[network.ends] = 1
    credit = 1 / (1 + tied @ tied)
    credit[network.ends] = 0
    np.fill_diagonal(credit, 0)
    return float(credit.sum() / 2)


def _sparse_betweenness(network: EgoNetwork) -> float:
    """Return the same, one member at a time, by counting the ways of two steps from it."""
    total = 0.0
    around = neighbours(network)
    for place, near in enumerate(around):
        steps = np.concatenate([around[q] for q in near]) if len(near) else near
        credit = 1 / (1 + np.bincount(steps, minlength=network.n))
        credit[near] = 0
        credit[place] = 0
        total += float(credit.sum())
    return total / 2


def neighbours(network: EgoNetwork) -> list[NDArray[np.int64]]:
    """Return the places of those that each member is tied to."""
    here, there = network.ends
    order = np.argsort(here, kind="stable")
    return np.split(there[order], np.cumsum(network.degrees)[:-1]) if network.n else []


def components(network: EgoNetwork) -> int:
    """Return into how many groups the members fall when the learner is taken away.

    >>> components(cut_out(BORGATTI, "G"))
    2
    """
    around = [near.tolist() for near in neighbours(network)]
    unseen, groups = set(range(network.n)), 0
    while unseen:
        groups += 1
        front = {unseen.pop()}
        while front:
            front = {q for p in front for q in around[p]} & unseen
            unseen -= front
    return groups


def isolates(network: EgoNetwork) -> int:
    """Return how many members are tied to no other member.

    >>> isolates(cut_out(BORGATTI, "G"))
    1
    """
    return int((network.degrees == 0).sum())


def fragmentation(network: EgoNetwork) -> float | None:
    """Return (groups - 1) / (n - 1): 0 all hang together, 1 nobody does. Undefined below two.

    >>> round(fragmentation(cut_out(BORGATTI, "G")), 3)
    0.2
    """
    return (components(network) - 1) / (network.n - 1) if network.n > 1 else None


# --- per member ---------------------------------------------------------------------------------


def bridging(network: EgoNetwork) -> Sequence[float | None]:
    """Return for each member the share of the others that it is not tied to, shape (n,).

    Undefined below two members.

    >>> [round(b, 2) for b in bridging(cut_out(BORGATTI, "G"))]  # A B C D E F
    [0.4, 0.6, 1.0, 0.8, 0.8, 0.8]
    """
    if network.n < 2:  # noqa: PLR2004
        return [None] * network.n
    return [float(b) for b in 1 - network.degrees / (network.n - 1)]


def redundancy(network: EgoNetwork) -> Sequence[float]:
    """Return for each member its ties to others / n: its term in the effective size, shape (n,).

    >>> round(6 - sum(redundancy(cut_out(BORGATTI, "G"))), 3) == round(effective_size(cut_out(BORGATTI, "G")), 3)
    True
    """
    return [float(r) for r in network.degrees / max(network.n, 1)]


def constraint_shares(network: EgoNetwork) -> Sequence[float]:
    """Return for each member c_j / Σ c: its share of the constraint, shape (n,). They sum to 1.

    >>> round(sum(constraint_shares(cut_out(BORGATTI, "G"))), 6)
    1.0
    """
    c = constraints(network)
    return [float(share) for share in c / c.sum()] if network.n else []
