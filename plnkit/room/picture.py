"""The picture of a room: what several learners shared, as figures of at least five of them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, get_args

import msgspec

from plnkit.mix import PARTS
from plnkit.room.figures import CELLS, FIGURES, RINGS, ROLES
from plnkit.room.hiding import Counted, Parted, counted, parted
from plnkit.room.topics import shared
from plnkit.shares import Share, Wanted

KINDS: tuple[str, ...] = get_args(Wanted.__annotations__["kind"])


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """What a room shows; None is a figure for which fewer than five shared something.

    Each figure is of those learners who ticked its item, and have something to say there.
    """

    learners: int
    alone: Counted | None = None  # nobody and nothing in the network
    having: Counted | None = None  # at least one member of a role
    roles: Parted | None = None
    rings: Parted | None = None
    began: Parted | None = None
    met: Counted | None = None  # at least one person
    mix: Parted | None = None
    kinds: Counted | None = None  # at least one aim of a kind
    topics: Counted | None = None  # as most write them
    gaps: Counted | None = None  # an aim with "nobody", with "one"
    cells: Parted | None = None  # "ring/band": strength by ring, bridging by fifths


def picture(shares: Sequence[Share]) -> Picture:
    """Return the picture of some shares; it is drawn of every item that at least five ticked."""
    facts = {name: [of(share) for share in shares] for name, of in FIGURES.items()}
    told = {name: [f for f in found if f is not None] for name, found in facts.items()}
    return drawn(told, len(shares))


def drawn(facts: Mapping[str, Sequence[Any]], learners: int) -> Picture:
    """Return the picture of what each figure takes from those who are in it."""

    def count(figure: str, names: Iterable[str]) -> Counted | None:
        return counted(facts[figure], names, learners)

    def part(figure: str, names: Sequence[str]) -> Parted | None:
        return parted(facts[figure], names, learners)

    return Picture(
        learners=learners,
        alone=count("alone", ["alone"]),
        having=count("roles", ROLES),
        roles=part("roles", ROLES),
        rings=part("rings", RINGS),
        began=part("began", ["online", "in person"]),
        met=count("met", ["met"]),
        mix=part("mix", PARTS),
        kinds=count("kinds", KINDS),
        topics=shared(facts["topics"], learners),
        gaps=count("gaps", ["nobody", "one"]),
        cells=part("cells", CELLS),
    )
