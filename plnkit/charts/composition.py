"""Who the members are: how many people and sources have each role."""

from collections import Counter
from typing import Any

import plotly.graph_objects as go

from plnkit import words
from plnkit.charts.style import ROLE_LOOKS, SOFT, SOURCE_LOOK, TEMPLATE, UNKNOWN_LOOK, Look
from plnkit.model import Book

ROW = 36  # pixels a bar takes


def composition(book: Book) -> go.Figure:
    """Return bars of how many members have each role, people first; "not said" is a row too."""
    people = Counter(m.role for m in book.people)
    sources = Counter(m.role for m in book.sources)
    rows = [(words.ROLES[r], people[r], ROLE_LOOKS[r]) for r in words.ROLES]  # type: ignore[index]
    rows += [("Not said yet", people[None], UNKNOWN_LOOK)] if people[None] else []
    rows += [(_source(r), n, SOURCE_LOOK) for r, n in sorted(sources.items(), key=_by_count)]
    return go.Figure(data=[_bars(rows)], layout=_layout(rows))


def composition_rows(book: Book) -> list[tuple[str, int]]:
    """Return the same as rows of role and number, for those who do not see the chart."""
    bars = composition(book).data[0]
    return list(zip(bars.y, bars.x, strict=True))


def _by_count(item: tuple[str | None, int]) -> int:
    return -item[1]


def _source(role: str | None) -> str:
    return words.ROLE[role] if role else "Source, kind not said"


def _bars(rows: list[tuple[str, int, Look]]) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "x": [n for _, n, _ in rows],
        "y": [label for label, _, _ in rows],
        "text": [str(n) for _, n, _ in rows],
        "textposition": "outside",
        "cliponaxis": False,
        "hoverinfo": "skip",
        "marker": {
            "color": [look.colour for _, _, look in rows],
        },
    }


def _layout(rows: list[tuple[str, int, Look]]) -> dict[str, Any]:
    most = max((n for _, n, _ in rows), default=0)
    return {
        "template": TEMPLATE,
        "xaxis": {"visible": False, "range": [0, max(most, 1) * 1.12]},
        "yaxis": {"autorange": "reversed", "automargin": True, "ticks": "", "color": SOFT},
        "bargap": 0.35,
        "margin": {"l": 8, "r": 8, "t": 4, "b": 4},
        "meta": {"height": ROW * len(rows) + 8},
    }
