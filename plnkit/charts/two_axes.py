"""Strength and bridging as two axes: how close somebody is, and how few of the others they know."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from plnkit import words
from plnkit.charts.style import ACCENT, INK, PAPER, SOFT, TEMPLATE, plain, short
from plnkit.language import percent, tr
from plnkit.model import Book, Member
from plnkit.reading.charts import half_way, on_two_axes
from plnkit.reading.network import LEAST
from plnkit.rhythm import CLOSE
from plnkit.tokens import LIGHT

HEIGHT, ABOVE, BELOW = 476, 44, 88  # pixels: of all, and of the words around the axes
LEFT = 84  # pixels for the names of the rings
NEAR, FAR = -0.45, -4.55  # the ends of the axis of rings
COLUMN = 0.02  # of bridging, in which marks would cover each other
STEP = 0.2  # of a ring, by which they make way
CROWD = 40  # members from which on marks are small

Drawn = Sequence[tuple[Member, float]]


def two_axes(book: Book) -> go.Figure | None:
    """Return the people who are placed and were asked about, by bridging (x) and ring (y).

    The lines part them at half of their own bridging, and between the second and the third ring:
    no value is a limit. None where fewer than three can be drawn.
    """
    drawn = on_two_axes(book)
    if len(drawn) < LEAST:
        return None
    return go.Figure(data=[_trace(drawn, _apart(drawn))], layout=_layout(drawn, book))


def two_axes_rows(book: Book) -> tuple[Sequence[str], list[tuple[Any, ...]]]:
    """Return the same as rows, who bridges most first."""
    drawn = sorted(on_two_axes(book), key=lambda pair: (-pair[1], pair[0].closeness or 0))
    names = book.learner.ring_names
    rows = [
        (m.name, _role(m), words.ring(m.closeness, names), percent(share)) for m, share in drawn
    ]
    return (tr("Name"), tr("Who"), tr("How close"), tr("Does not know, of those asked about")), rows


def _apart(drawn: Drawn) -> dict[str, tuple[float, float]]:
    """Return where each mark stands: on its ring, a little off where another is already."""
    taken: dict[tuple[int, int], int] = {}
    spots = {}
    for member, share in sorted(drawn, key=lambda pair: pair[0].id):
        ring = member.closeness or 0
        cell = (ring, round(share / COLUMN))
        turn = taken[cell] = taken.get(cell, -1) + 1
        off = min(0.42, STEP * ((turn + 1) // 2)) * (-1 if turn % 2 else 1)
        spots[member.id] = (share, -ring + off)
    return spots


def _trace(drawn: Drawn, spots: dict[str, tuple[float, float]]) -> dict[str, Any]:
    crowded = len(drawn) >= CROWD
    marker = {
        "size": 10 if crowded else 14,
        "color": ACCENT,
        "line": {"color": PAPER, "width": 1.5},
    }
    said = [_said(m, share) for m, share in drawn]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [spots[m.id][0] for m, _ in drawn],
        "y": [spots[m.id][1] for m, _ in drawn],
        "marker": marker,
        "text": [plain(short(m.name)) for m, _ in drawn],
        "textfont": {"size": 12 if crowded else 13},
        "hovertext": [plain(text) for text in said],
        "hoverinfo": "text",
        "customdata": [m.id for m, _ in drawn],
        "cliponaxis": False,
    }


def _said(member: Member, share: float) -> str:
    return tr(
        "{who}, {role}, does not know {share} of the others",
        who=member.name,
        role=_role(member),
        share=percent(share),
    )


def _role(member: Member) -> str:
    return words.ROLE_INSIDE[member.role] if member.role else tr("role not said yet")


def _layout(drawn: Drawn, book: Book) -> dict[str, Any]:
    least, middle = min(share for _, share in drawn), half_way(drawn)
    left, right = max(0.0, least) - 0.05, 1.05
    names = [words.ring(ring, book.learner.ring_names) for ring in (1, 2, 3, 4)]
    line = {
        "type": "line",
        "layer": "below",
        "line": {"color": LIGHT["middle"], "dash": "dot"},
    }
    return {
        "template": TEMPLATE,
        "xaxis": {
            "range": [left, right],
            **_ticks(left),
            "ticklabelstandoff": 42,  # below the words in the corners
            "title": {"text": tr("others they do not know"), "font": {"size": 13}},
            "color": SOFT,
            "showgrid": False,
        },
        "yaxis": {
            "range": [FAR, NEAR],
            "tickvals": [-1, -2, -3, -4],
            "ticktext": [plain(short(name, 12)) for name in names],
            "tickfont": {"size": 12},
            "color": SOFT,
            "gridcolor": LIGHT["grid"],
        },
        "shapes": [
            {**line, "x0": middle, "x1": middle, "y0": FAR, "y1": NEAR},
            {**line, "x0": left, "x1": right, "y0": -CLOSE - 0.5, "y1": -CLOSE - 0.5},
        ],
        "annotations": [
            _corner(0, 1, tr("close,<br>in your circle")),
            _corner(1, 1, tr("close,<br>another door")),
            _corner(0, 0, tr("further out,<br>in your circle")),
            _corner(1, 0, tr("further out,<br>another door")),
        ],
        "margin": {"l": LEFT, "r": 8, "t": ABOVE, "b": BELOW},
        "meta": {"height": HEIGHT, "names": True},
    }


def _ticks(left: float) -> dict[str, Any]:
    """Return what is written at the axis, as the reader's language writes shares."""
    step = 20 if left < 0.7 else 10  # noqa: PLR2004 - few enough for a phone
    ticks = [n / 100 for n in range(0, 101, step) if n / 100 >= left]
    return {"tickvals": ticks, "ticktext": [percent(tick) for tick in ticks]}


def _corner(x: int, y: int, text: str) -> dict[str, Any]:
    """Return words beyond a corner, where they meet no mark, no name and no line."""
    return {
        "xref": "paper", "yref": "paper", "x": x, "y": y, "text": f"<i>{text}</i>",
        "xshift": 0 if x else -LEFT, "xanchor": "right" if x else "left",
        "yshift": 4 if y else -4, "yanchor": "bottom" if y else "top",
        "showarrow": False, "align": "right" if x else "left", "font": {"size": 13, "color": INK},
    }  # fmt: skip
