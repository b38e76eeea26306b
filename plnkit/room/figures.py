"""What each figure of a picture takes from a share: this and nothing else; None where it has nothing."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from plnkit.mix import PARTS
from plnkit.model import PERSON_ROLES, SOURCE_ROLES
from plnkit.room.topics import spoken
from plnkit.shares import Share

RINGS = ("1", "2", "3", "4")  # the closest first
BANDS = 5  # of bridging, each a fifth
ROLES = (*PERSON_ROLES, *SOURCE_ROLES)  # no other is ever told
CELLS = tuple(f"{ring}/{band}" for ring in RINGS for band in range(BANDS))

Whole = Mapping[str, float]


def alone(share: Share) -> tuple[str, ...] | None:
    """Return whether nobody and nothing is in the network."""
    if share.size is None:
        return None
    return () if share.size.people + share.size.sources else ("alone",)


def roles(share: Share) -> Whole | None:
    """Return which part of the network each role makes."""
    return _whole(share.composition or {})


def rings(share: Share) -> Whole | None:
    """Return which part of the people is on each ring."""
    return _whole(dict(zip(RINGS, share.rings or (), strict=False)))


def began(share: Share) -> Whole | None:
    """Return which part of the people was found online, and in person."""
    contact = share.contact
    if contact is None:
        return None
    return _whole({"online": contact.online, "in person": contact.in_person})


def met(share: Share) -> tuple[str, ...] | None:
    """Return whether somebody was met."""
    if share.contact is None:
        return None
    return ("met",) if share.contact.met else ()


def mix(share: Share) -> Whole | None:
    """Return the four parts of learning."""
    if share.mix is None:
        return None
    return _whole({name: getattr(share.mix, name) for name in PARTS})


def kinds(share: Share) -> tuple[str, ...] | None:
    """Return the kinds of aims."""
    return tuple(sorted({aim.kind for aim in share.aims})) if share.aims else None


def topics(share: Share) -> Mapping[str, str] | None:
    """Return what the aims speak of, as it is compared and as it is written."""
    return spoken(aim.text for aim in share.aims) if share.aims else None


def gaps(share: Share) -> tuple[str, ...] | None:
    """Return whether an aim has nobody who helps, and whether one has a single helper."""
    helpers = {aim.helpers for aim in share.aims or ()}
    if not share.aims:
        return None
    return tuple(name for number, name in ((0, "nobody"), (1, "one")) if number in helpers)


def cells(share: Share) -> Whole | None:
    """Return which part of the people is in each cell of strength and bridging."""
    points = Counter((point.strength, point.bridging) for point in share.points or ())
    found: Counter[str] = Counter()
    for (strength, bridging), count in points.items():
        ring = 5 - min(max(round(strength * 4), 1), 4)
        found[f"{ring}/{min(int(bridging * BANDS), BANDS - 1)}"] += count
    return _whole(found)


def _whole(counts: Mapping[str, float]) -> Whole | None:
    total = sum(counts.values())
    return {name: count / total for name, count in counts.items() if count} if total else None


FIGURES: dict[str, Callable[[Share], Any]] = {
    figure.__name__: figure
    for figure in (alone, roles, rings, began, met, mix, kinds, topics, gaps, cells)
}
