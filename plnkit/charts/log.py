"""What was noted, by aim and by way: how much time, and how often in person or online."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from plnkit.charts.style import ACCENT, TEMPLATE, UNKNOWN_LOOK, as_one, rows_axis
from plnkit.language import N_, tr, trn
from plnkit.model import Aim, Book
from plnkit.reading.log import NOT_SAID, Spent, by_aim, by_way, how_long

ROW = 44  # pixels a bar takes, with two lines of words beside it
MOST = 12  # aims with a bar; the table has them all
NO_AIM = N_("No aim")
Bar = tuple[str, int, str, str]  # its label, length, text and colour


def time_by_aim(book: Book) -> go.Figure | None:
    """Return a bar of minutes for each aim, the most first and those for no aim last.

    None where no aim has any.
    """
    known = [(aim, spent) for aim, spent in by_aim(book) if spent.minutes]
    aims = [row for row in known if row[0]][:MOST]
    if not aims:
        return None
    rows = [*aims, *(row for row in known if not row[0])]
    return _figure(
        [(_label(a), s.minutes, as_one(how_long(s.minutes)), _colour(a)) for a, s in rows]
    )


def time_by_aim_rows(book: Book) -> tuple[Sequence[str], list[tuple[str, int, int]]]:
    """Return the same as rows, with how often."""
    rows = [(_label(aim), spent.minutes, spent.times) for aim, spent in by_aim(book)]
    return (tr("Aim"), tr("Minutes"), tr("Times")), rows


def ways_of_meeting(book: Book) -> go.Figure | None:
    """Return a bar of how often for each way of meeting, with how long beside it.

    None where no way was said.
    """
    ways = by_way(book)
    if not ways.keys() - {NOT_SAID}:
        return None
    return _figure(
        [(tr(way), spent.times, _often(spent), _colour(way)) for way, spent in ways.items()]
    )


def ways_of_meeting_rows(book: Book) -> tuple[Sequence[str], list[tuple[str, int, int]]]:
    """Return the same as rows."""
    rows = [(tr(way), spent.times, spent.minutes) for way, spent in by_way(book).items()]
    return (tr("Way"), tr("Times"), tr("Minutes")), rows


def _label(aim: Aim | None) -> str:
    return " ".join(aim.text.split()) if aim else tr(NO_AIM)


def _often(spent: Spent) -> str:
    """Return how often and how long, in two lines: a phone has no room for one."""
    said = (trn("{n} time", "{n} times", spent.times), how_long(spent.minutes))
    return "<br>".join(as_one(text) for text in said if text)


def _colour(of: Aim | str | None) -> str:
    return UNKNOWN_LOOK.colour if of in (None, NOT_SAID) else ACCENT


def _figure(bars: list[Bar]) -> go.Figure:
    labels, lengths, texts, colours = (list(column) for column in zip(*bars, strict=True))
    trace = {
        "type": "bar",
        "orientation": "h",
        "x": lengths,
        "y": list(range(len(bars))),
        "text": texts,
        "textposition": "outside",
        "constraintext": "none",  # else two lines would be as small as the bar is low
        "textfont": {"size": 13},
        "cliponaxis": False,
        "hoverinfo": "skip",
        "marker": {"color": colours},
    }
    return go.Figure(data=[trace], layout=_layout(labels, max(lengths)))


def _layout(labels: list[str], most: int) -> dict[str, Any]:
    return {
        "template": TEMPLATE,
        "xaxis": {"visible": False, "range": [0, most]},
        "yaxis": rows_axis(labels),
        "bargap": 0.35,
        "margin": {"l": 8, "r": 8, "t": 4, "b": 4},
        "meta": {"height": ROW * len(labels) + 8, "rows": labels, "beside": True},
    }
