"""Where members stand on a map: rings by closeness, a slice for each role, seats in staggered rows."""

from collections.abc import Iterator, Sequence
from math import cos, pi, sin, sqrt
from typing import NamedTuple

from plnkit.charts.style import LOOKS, Look, look_of
from plnkit.model import Member

MOST = 500  # members; above that the closest are drawn
HUB = 0.5  # radius of the empty middle, in rings
NARROWEST = 0.28  # radians: a sector that a thumb can hit


class Sector(NamedTuple):
    """A slice of the map: whose it is, where it starts and how wide it is, in radians."""

    look: Look
    start: float
    width: float


class Spot(NamedTuple):
    """Where a member is drawn, in rings from the centre."""

    member: Member
    x: float
    y: float


def edge(ring: int) -> float:
    """Return the outer radius of a ring; the fifth holds those who are not placed yet."""
    return HUB + ring


def sectors(members: Sequence[Member]) -> list[Sector]:
    """Share the circle among the roles that occur, more to those with more members."""
    counts = {look: sum(look_of(m) is look for m in members) for look in LOOKS}
    present = {look: sqrt(n) for look, n in counts.items() if n}
    spare = 2 * pi - NARROWEST * len(present)
    found, start = [], pi / 2
    for look, weight in present.items():
        width = NARROWEST + spare * weight / sum(present.values())
        found.append(Sector(look, start - width, width))
        start -= width
    return found


def placed(members: Sequence[Member], sector: Sector) -> Iterator[Spot]:
    """Yield where the members of a slice stand, ring by ring."""
    for ring in (1, 2, 3, 4, None):
        inside = [m for m in members if look_of(m) is sector.look and m.closeness == ring]
        for member, (angle, radius) in zip(inside, _grid(len(inside), ring, sector), strict=True):
            yield Spot(member, radius * cos(angle), radius * sin(angle))


def _grid(many: int, ring: int | None, sector: Sector) -> Iterator[tuple[float, float]]:
    """Yield angle and radius for so many members, in staggered rows across the ring."""
    if not many:
        return
    middle = edge(ring or 5) - 0.5
    rows = max(1, round(sqrt(many / max(1.0, middle * sector.width))))
    for i in range(many):
        row, seat = i % rows, i // rows
        seats = -(-(many - row) // rows)
        share = (seat + 0.5 + (row % 2 - 0.5) * 0.3 * (rows > 1)) / seats
        angle = sector.start + sector.width * (1 - (0.06 + 0.88 * share))
        yield angle, middle + ((row + 0.5) / rows - 0.5) * 0.84
