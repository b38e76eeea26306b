"""Who the members are: by role, channel, where it began, organisation."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from plnkit import words
from plnkit.charts.style import (
    ACCENT,
    ROLE_LOOKS,
    SOURCE_LOOK,
    TEMPLATE,
    UNKNOWN_LOOK,
    Look,
    rows_axis,
)
from plnkit.language import tr
from plnkit.measures.composition import NOT_SAID
from plnkit.model import Book
from plnkit.reading.charts import VALUES, WAYS, composition_by
from plnkit.reading.network import said_channel

ROW = 36  # pixels a bar takes
PLAIN_LOOK = Look("", ACCENT, "circle")


def composition(book: Book, by: str = "role") -> go.Figure | None:
    """Return bars of how many members there are by role, or people by channel and the like.

    "Not said" is a row too; of nobody there is no picture. `by` is one of `reading.charts.WAYS`.
    """
    if not book.members:
        return None
    rows = _rows(book, by)
    return go.Figure(data=[_bars(rows)], layout=_layout(rows))


def composition_rows(book: Book, by: str = "role") -> tuple[Sequence[str], list[tuple[str, int]]]:
    """Return the same as rows, for those who do not see the chart."""
    head = (WAYS[by], tr("Members") if by == "role" else tr("People"))
    return head, [(label, n) for label, n, _ in _rows(book, by)]


def _rows(book: Book, by: str) -> list[tuple[str, int, Look]]:
    return _by_role(book) if by == "role" else _by_value(book, by)


def _by_role(book: Book) -> list[tuple[str, int, Look]]:
    people = Counter(m.role for m in book.people)
    sources = Counter(m.role for m in book.sources)
    rows = [(words.ROLES[r], people[r], ROLE_LOOKS[r]) for r in words.ROLES]  # type: ignore[index]
    rows += [(tr("Not said yet"), people[None], UNKNOWN_LOOK)] if people[None] else []
    return rows + [(_source(r), n, SOURCE_LOOK) for r, n in sorted(sources.items(), key=_by_count)]


def _by_value(book: Book, by: str) -> list[tuple[str, int, Look]]:
    return [
        (_label(value), n, UNKNOWN_LOOK if value == NOT_SAID else PLAIN_LOOK)
        for value, n in composition_by(book, by).items()
    ]


def _label(value: str) -> str:
    said = said_channel(value)
    return VALUES.get(value, said[:1].upper() + said[1:])


def _by_count(item: tuple[str | None, int]) -> int:
    return -item[1]


def _source(role: str | None) -> str:
    return words.ROLE[role] if role else tr("Source, kind not said")


def _bars(rows: list[tuple[str, int, Look]]) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "x": [n for _, n, _ in rows],
        "y": list(range(len(rows))),
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
    labels = [label for label, _, _ in rows]
    return {
        "template": TEMPLATE,
        "xaxis": {"visible": False, "range": [0, max(most, 1)]},
        "yaxis": rows_axis(labels),
        "bargap": 0.35,
        "margin": {"l": 8, "r": 8, "t": 4, "b": 4},
        "meta": {"height": ROW * len(rows) + 8, "rows": labels, "beside": True, "share": 0.5},
    }
