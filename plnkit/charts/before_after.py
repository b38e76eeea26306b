"""The learning mix then and now: where learning happens, in four parts of a bar."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from plnkit import words
from plnkit.charts.style import ACCENT, INK, PAPER, TEMPLATE, plain, rows_axis
from plnkit.language import N_, Lines, percent, tr
from plnkit.measures.composition import NOT_SAID
from plnkit.mix import PARTS, WHOLE
from plnkit.model import Book
from plnkit.pulses import latest
from plnkit.reading.network import inside
from plnkit.reading.waves import shares
from plnkit.tokens import LIGHT
from plnkit.waves import feelings

ROW, LEGEND = 46, 108  # pixels: a bar, and the words below, which take up to four lines
SMALLEST = 12  # pixels of type: a number that does not fit with this is left to the table
THEN_NOW = Lines(N_("Then"), N_("Now"))
LOOKS = {  # colour (as in the report), colour of its pattern, pattern: each differs in two ways
    "formal": (INK, PAPER, ""),
    "on_the_job": (ACCENT, PAPER, "/"),
    "social": (LIGHT["third"], LIGHT["on-third"], "."),
    "self_directed": (LIGHT["pale"], INK, "-"),
}
PATTERN = {"fillmode": "overlay", "fgopacity": 0.25, "size": 9}
Bars = Mapping[str, Mapping[str, float]]  # a label, and the parts


def mix_before_after(
    before: Book, after: Book | None = None, labels: Sequence[str] = THEN_NOW
) -> go.Figure | None:
    """Return a bar of four parts for each of two pictures in which the learner said their mix.

    With one book it is a single bar. What was not said again since has no second bar. None where
    there is no mix at all.
    """
    bars = [(label, mix) for label, mix in _mixes(before, after, labels) if mix]
    if not bars:
        return None
    return go.Figure(data=[_part(part, bars) for part in PARTS], layout=_layout(bars))


def mix_before_after_rows(
    before: Book, after: Book | None = None, labels: Sequence[str] = THEN_NOW
) -> tuple[Sequence[str], list[tuple[str, ...]]]:
    """Return the same as rows, for those who do not see the chart."""
    mixes = list(_mixes(before, after, labels))
    rows = [
        (words.MIX[part][0], *(_percent(mix[part]) if mix else tr(NOT_SAID) for _, mix in mixes))
        for part in PARTS
    ]
    return (tr("Where"), *(label for label, _ in mixes)), rows if any(
        mix for _, mix in mixes
    ) else []


def _mixes(
    before: Book, after: Book | None, labels: Sequence[str]
) -> Iterator[tuple[str, dict[str, float]]]:
    if after is None:
        yield labels[1], shares(latest(before).mix)
        return
    said = feelings(before, after).mix
    yield labels[0], shares(said.before)
    yield labels[1], shares(said.after)


def _percent(share: float) -> str:
    return percent(round(share) / 100)


def _part(part: str, bars: list[tuple[str, dict[str, float]]]) -> dict[str, Any]:
    colour, ground, pattern = LOOKS[part]
    name, values = words.MIX[part][0], [mix[part] for _, mix in bars]
    said = [f"{label}: {inside(name)}, {_percent(mix[part])}" for label, mix in bars]
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        "x": values,
        "y": list(range(len(bars))),
        "text": [_percent(value) if value else "" for value in values],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "insidetextfont": {"size": 14},  # figure.css has its colour, and a rim in the bar's
        "hovertext": [plain(text) for text in said],
        "hoverinfo": "text",
        "marker": {
            "color": colour,
            "line": {"color": INK, "width": 1},
            "pattern": {**PATTERN, "shape": pattern, "fgcolor": ground},
        },
    }


def _layout(bars: list[tuple[str, dict[str, float]]]) -> dict[str, Any]:
    labels = [label for label, _ in bars]
    whole = max(
        WHOLE, *(sum(mix.values()) for _, mix in bars)
    )  # a mix from elsewhere may have more
    return {
        "template": TEMPLATE,
        "barmode": "stack",
        "bargap": 0.35,
        "xaxis": {"visible": False, "range": [0, whole * 1.005]},
        "yaxis": rows_axis(labels),
        "uniformtext": {"mode": "hide", "minsize": SMALLEST},
        "showlegend": True,
        "legend": {
            "orientation": "h",
            "x": 0,
            "y": 0,
            "xanchor": "left",
            "yanchor": "top",
            "traceorder": "normal",
            "maxheight": LEGEND,  # all of it: it would scroll
            "font": {"size": 13, "color": INK},
            "itemclick": False,
            "bgcolor": "rgba(0,0,0,0)",
            "itemdoubleclick": False,
        },
        "margin": {"l": 8, "r": 8, "t": 4, "b": 4},
        "meta": {"height": ROW * len(bars) + LEGEND, "rows": labels},
    }
