"""Given and got: how often help went each way with each member."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from plnkit.charts.style import ACCENT, INK, TEMPLATE, rows_axis
from plnkit.language import tr
from plnkit.measures.composition import NOT_SAID, Exchange, exchanges
from plnkit.model import Book, Member
from plnkit.tokens import LIGHT

ROW = 30  # pixels a member takes
MOST = 12  # members with a bar; the table has them all


def given_and_got(book: Book) -> go.Figure | None:
    """Return a bar to each side for who is most in the log: given to the left, got to the right.

    None where nothing was given or got.
    """
    known = [pair for pair in _in_log(book) if pair[1].got or pair[1].gave][:MOST]
    if not known:
        return None
    most = max(max(log.got, log.gave) for _, log in known)
    gave, got = [-log.gave for _, log in known], [log.got for _, log in known]
    data = [
        _bars(tr("You gave"), gave, known, LIGHT["first"]),
        _bars(tr("You got"), got, known, ACCENT),
    ]
    return go.Figure(data=data, layout=_layout(known, most))


def given_and_got_rows(book: Book) -> tuple[Sequence[str], list[tuple[Any, ...]]]:
    """Return the same as rows, with how often and how long."""
    rows = [
        (m.name, log.times, log.minutes or tr(NOT_SAID), log.gave, log.got)
        for m, log in _in_log(book)
    ]
    return (tr("Name"), tr("Times"), tr("Minutes"), tr("You gave"), tr("You got")), rows


def _in_log(book: Book) -> list[tuple[Member, Exchange]]:
    log = exchanges(book)
    known = [(m, log[m.id]) for m in book.people if m.id in log]
    return sorted(known, key=lambda pair: (-pair[1].times, pair[0].name))


def _bars(
    name: str, values: list[int], known: list[tuple[Member, Exchange]], colour: str
) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        "x": values,
        "y": list(range(len(known))),
        "text": [str(abs(value)) if value else "" for value in values],
        "textposition": "outside",
        "cliponaxis": False,
        "hoverinfo": "skip",
        "marker": {"color": colour, "line": {"color": INK, "width": 0.5}},
        "customdata": [m.id for m, _ in known],
    }


def _layout(known: list[tuple[Member, Exchange]], most: int) -> dict[str, Any]:
    labels = [m.name for m, _ in known]
    side = {"yref": "paper", "y": 1, "yanchor": "bottom", "showarrow": False, "font": {"size": 13}}
    gave, got = tr("← you gave"), tr("you got →")
    both = {**side, "xref": "paper", "x": 1, "xanchor": "right", "text": f"{gave}   {got}"}
    return {
        "template": TEMPLATE,
        "barmode": "relative",
        "bargap": 0.35,
        "xaxis": {"visible": False, "range": [-most * 1.25, most * 1.25]},
        "yaxis": rows_axis(labels),
        "annotations": [
            {**side, "x": -most * 0.06, "xanchor": "right", "text": gave},
            {**side, "x": most * 0.06, "xanchor": "left", "text": got},
        ],
        "margin": {"l": 8, "r": 8, "t": 28, "b": 4},
        "meta": {
            "height": ROW * len(known) + 32,
            "rows": labels,
            "narrow": {"annotations": [both]},
        },
    }
