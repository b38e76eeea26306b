"""The map: the learner at the centre, closeness as rings, roles as sectors, ties as curves."""

from collections.abc import Iterator, Sequence
from math import cos, pi, radians, sin
from typing import Any, TypeAlias

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from plnkit import reading, words
from plnkit.charts.placing import HUB, MOST, Sector, Spot, edge, placed, sectors
from plnkit.charts.style import ACCENT, INK, LOOKS, PAPER, TEMPLATE, Look, look_of, plain, short
from plnkit.language import tr
from plnkit.model import Book, Member
from plnkit.tokens import LIGHT

MANY = 200  # ties: drawn thinner
PIECES = 2400  # straight pieces for all ties together; a tie has 4 to 12
BEND = 0.8  # how much of its way from the centre the middle of a tie keeps
CROWD = 60  # members from which on marks are small


Trace: TypeAlias = dict[str, Any]


def network_map(book: Book, beside: Book | None = None) -> go.Figure:
    """Return the map of a book's members.

    Members that are not placed yet stand outside the rings. One trace a role and one for all
    ties. Above 500 members the 500 closest are drawn, and the figure says so. `beside` is another
    picture of the same network: each map leaves room for both, so that who has not moved stands in
    the same place.
    """
    members = _closest(book)
    ground = _both(members, _closest(beside)) if beside else members
    slices = sectors(ground)
    at = {_where(s.member): s for sector in slices for s in placed(ground, sector)}
    spots = [at[_where(m)]._replace(member=m) for m in members]
    outer = edge(5 if any(m.closeness is None for m in ground) else 4)
    return go.Figure(
        data=[_ties(book, spots), *_markers(book, spots), _you()],
        layout=_layout(slices, outer, len(book.members)),
    )


def _closest(book: Book) -> list[Member]:
    return sorted(book.members, key=lambda m: m.closeness or 9)[:MOST]


def _both(members: list[Member], others: list[Member]) -> list[Member]:
    """Return the members of two pictures, each once where it stands in both the same."""
    found = {_where(m): m for m in (*members, *others)}
    return sorted(found.values(), key=lambda m: (m.closeness or 9, m.id))


def _where(member: Member) -> tuple[str, int | None, Look]:
    """Return what decides where a member stands."""
    return member.id, member.closeness, look_of(member)


def _ties(book: Book, spots: Sequence[Spot]) -> Trace:
    """Return all ties as one trace of curves that bend towards the centre."""
    at = {s.member.id: (s.x, s.y) for s in spots}
    ends = [(at[t.a], at[t.b]) for t in book.ties if t.a in at and t.b in at]
    x, y = _curves(np.array(ends, dtype=float).reshape(-1, 2, 2))
    seen = max(0.2, 1 - len(ends) / 400)  # many ties would hide who they join
    line = {"color": LIGHT["tie"], "width": 1 + (len(ends) < MANY)}
    drawn = {"type": "scatter", "x": x, "y": y, "mode": "lines", "line": line}
    return {**drawn, "opacity": seen, "hoverinfo": "skip"}


def _curves(ends: NDArray[np.float64]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the points of a quadratic curve a tie, with a gap after each.

    `ends` has the shape (ties, 2 ends, 2 coordinates), in rings.
    """
    pieces = int(np.clip(PIECES // max(1, len(ends)), 4, 12))
    t = np.linspace(0, 1, pieces + 1)[None, :, None]
    start, end = ends[:, :1], ends[:, 1:]
    middle = BEND * (start + end) / 2
    points = (1 - t) ** 2 * start + 2 * t * (1 - t) * middle + t**2 * end
    gap = np.full((len(ends), 1, 2), np.nan)
    flat = np.concatenate([points, gap], axis=1).reshape(-1, 2).astype("f4")
    return flat[:, 0], flat[:, 1]


def _markers(book: Book, spots: Sequence[Spot]) -> Iterator[Trace]:
    for look in LOOKS:
        mine = [s for s in spots if look_of(s.member) is look]
        if mine:
            yield _trace(book, look, mine, 14 if len(spots) < CROWD else 9)


def _trace(book: Book, look: Look, spots: Sequence[Spot], size: int) -> Trace:
    outline = look.colour if look.symbol.endswith("-open") else PAPER
    return {
        "type": "scatter",
        "x": np.array([s.x for s in spots], dtype="f4"),
        "y": np.array([s.y for s in spots], dtype="f4"),
        "mode": "markers+text",
        "name": look.label,
        "marker": {
            "symbol": look.symbol,
            "size": size,
            "color": look.colour,
            "line": {"color": outline, "width": 1.5},
        },
        "text": [plain(short(s.member.name)) for s in spots],
        "textposition": "bottom center",
        "textfont": {"size": 13 if len(spots) < CROWD else 12},
        "hovertext": [plain(reading.describe(s.member, book)) for s in spots],
        "hoverinfo": "text",
        "customdata": [s.member.id for s in spots],
        "cliponaxis": False,
    }


def _you() -> Trace:
    return {
        "type": "scatter",
        "x": [0],
        "y": [0],
        "mode": "markers+text",
        "name": tr("You"),
        "marker": {"size": 40, "color": INK},
        "text": [tr("You")],
        "textfont": {"color": PAPER, "size": 14},
        "hoverinfo": "skip",
    }


def _layout(slices: Sequence[Sector], outer: float, total: int) -> dict[str, Any]:
    reach = outer + 0.55  # room for the words around the edge
    axis = {"range": [-reach, reach], "visible": False}
    return {
        "template": TEMPLATE,
        "xaxis": axis,
        "yaxis": {**axis, "scaleanchor": "x"},
        "shapes": [*_rings(outer), *_spokes(slices, outer)],
        "annotations": [
            *_ring_names(),
            *_sector_names(slices, outer),
            *([_says_closest(total, outer)] if total > MOST else []),
        ],
        "meta": {"aspect": 1, "edge": outer},
    }


def _rings(outer: float) -> Iterator[dict[str, Any]]:
    edges = [edge(ring) for ring in (4, 3, 2, 1)]
    line = {"color": LIGHT["ring-line"], "width": 1}
    same = {"type": "circle", "layer": "below"}
    if outer > edges[0]:
        box = {"x0": -outer, "x1": outer, "y0": -outer, "y1": outer}
        yield {**same, **box, "line": {**line, "dash": "dot"}}
    for e in edges:
        box = {"x0": -e, "x1": e, "y0": -e, "y1": e}
        yield {**same, **box, "line": {"width": 0}, "fillcolor": ACCENT, "opacity": 0.045}
        yield {**same, **box, "line": line}


def _spokes(slices: Sequence[Sector], outer: float) -> Iterator[dict[str, Any]]:
    for sector in slices if len(slices) > 1 else ():
        x, y = cos(sector.start), sin(sector.start)
        yield {
            "type": "line",
            "layer": "below",
            "x0": x * HUB,
            "y0": y * HUB,
            "x1": x * outer,
            "y1": y * outer,
            "line": {"color": LIGHT["spoke"], "width": 1},
        }


def _ring_names() -> Iterator[dict[str, Any]]:
    for ring in (1, 2, 3, 4):
        yield {
            "x": 0,
            "y": edge(ring),
            "text": str(ring),
            "showarrow": False,
            "yshift": -9,
            "font": {"size": 12, "color": LIGHT["ring-ink"]},
            "hovertext": words.ring(ring),
        }


def _sector_names(slices: Sequence[Sector], outer: float) -> Iterator[dict[str, Any]]:
    """Write each role along the edge, turned so that it can be read."""
    for sector in slices:
        angle = sector.start + sector.width / 2
        turn = 90 - angle * 180 / pi
        upside_down = cos(radians(turn)) < 0
        yield {
            "x": (outer + 0.3) * cos(angle),
            "y": (outer + 0.3) * sin(angle),
            "text": f"<b>{sector.look.label}</b>",
            "showarrow": False,
            "textangle": turn + 180 if upside_down else turn,
            "font": {"size": 13, "color": INK},
        }


def _says_closest(total: int, outer: float) -> dict[str, Any]:
    return {
        "x": 0,
        "y": -(outer + 0.5),
        "text": tr(
            "The {most} closest of {total} are drawn; the table has them all.",
            most=MOST,
            total=total,
        ),
        "showarrow": False,
        "font": {"size": 13},
    }
