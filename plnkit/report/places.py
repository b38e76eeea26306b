"""Where everything stands on the drawn map: the same places as on the screen, and room for names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import cos, hypot, sin
from typing import NamedTuple

from numpy import float64
from numpy.typing import NDArray

from plnkit.charts.placing import HUB, MOST, Sector, Spot, edge, placed, sectors
from plnkit.charts.style import short
from plnkit.model import Book, Member
from plnkit.report.labels import Label, Page

UNIT = 100  # of the drawing, to a ring
EDGE = edge(4) * UNIT
FEW = 4  # names without room, for which all choose again
LONGEST = 22  # letters of a name on the map


class Size(NamedTuple):
    """How large things are drawn up to so many members: smaller where there are more."""

    crowd: str
    most: int
    letters: float
    mark: float


SIZES = (  # with a handful of members their names can be read on a phone
    Size("handful", 15, 28, 12),
    Size("few", 30, 26, 11),
    Size("some", 70, 19, 9),
    Size("many", MOST, 13, 6.5),
)


class Marked(NamedTuple):
    """A member on the map: where, with which label, and by which number if its name had no room.

    Where there is not even room for a number, there is neither; the list has it all the same.
    """

    spot: Spot
    label: Label | None
    number: str | None = None


@dataclass(frozen=True)
class Drawing:
    """The map of those who have a place on a ring."""

    book: Book
    names: bool = True  # or else members are called by numbers

    @cached_property
    def members(self) -> list[Member]:
        """Those who are drawn, the closest first."""
        on_rings = [m for m in self.book.members if m.closeness]
        return sorted(on_rings, key=lambda m: m.closeness or 9)[:MOST]

    @cached_property
    def sectors(self) -> list[Sector]:
        """The slices of the map."""
        return sectors(self.members)

    @property
    def size(self) -> Size:
        """How large letters and marks are."""
        return next(size for size in SIZES if len(self.members) <= size.most)

    @cached_property
    def spots(self) -> list[Spot]:
        """Where each member stands, in units of the drawing, the closest first."""
        found = (spot for sector in self.sectors for spot in placed(self.members, sector))
        turned = (Spot(s.member, s.x * UNIT, -s.y * UNIT) for s in found)
        return sorted(turned, key=lambda s: s.member.closeness or 9)

    @cached_property
    def marked(self) -> list[Marked]:
        """The members with their names, or numbers where names have no room."""
        found = self._marked(self.spots)
        late = [m.spot for m in found if m.number]
        if not late or len(late) > FEW:
            return found
        early = [s for s in self.spots if s not in late]
        again = self._marked([*late, *early])  # who found no room chooses first
        return min(found, again, key=lambda several: sum(m.number is not None for m in several))

    def _marked(self, order: list[Spot]) -> list[Marked]:
        """Return the members with their names, in the order in which they choose a place for them."""
        size, reach = self.size.letters, self.size.mark
        taken = [(s.x - reach, s.y - reach, s.x + reach, s.y + reach) for s in self.spots]
        room = Page([*taken, *_ground(size)], _inside)
        names = {s.member.id: room.put(_name(s), s.x, s.y, reach, size) for s in order}
        return [
            Marked(s, label) if (label := names[s.member.id]) else self._numbered(room, s, place)
            for place, s in enumerate(self.spots, 1)
        ]

    def _numbered(self, room: Page, spot: Spot, place: int) -> Marked:
        number = str(place) if self.names else "".join(filter(str.isdigit, spot.member.name))
        label = room.put(number, spot.x, spot.y, self.size.mark, self.size.letters)
        return Marked(spot, label, number if label else None)

    @cached_property
    def numbers(self) -> Mapping[str, str]:
        """The numbers on the map that the list has to explain, by id."""
        return {m.spot.member.id: m.number for m in self.marked if m.number and self.names}


def at(angle: float, radius: float) -> tuple[float, float]:
    """Return a point in units of the drawing, in which up is less."""
    return radius * cos(angle), -radius * sin(angle)


def ring_edge(ring: int) -> float:
    """Return the outer radius of a ring; 0 is the empty middle."""
    return edge(ring) * UNIT if ring else HUB * UNIT


def _name(spot: Spot) -> str:
    return short(spot.member.name, LONGEST)


def _inside(box: NDArray[float64]) -> bool:
    """Return whether a name stands within the outer ring, where it covers no words along it."""
    return hypot(max(-box[0], box[2]), max(-box[1], box[3])) < EDGE


def _ground(size: float) -> Iterator[tuple[float, float, float, float]]:
    """Yield the boxes of what stands on the map besides members: "You", and the rings' numbers."""
    hub = ring_edge(0)
    yield -hub, -hub, hub, hub
    for ring in (1, 2, 3, 4):
        top = -ring_edge(ring)
        yield -0.5 * size, top, 0.5 * size, top + 1.2 * size
