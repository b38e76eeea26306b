"""Capability then and now: how able the learner felt to reach each aim, and how it felt in general."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from plnkit.charts.style import (
    ACCENT,
    INK,
    PAPER,
    SOFT,
    TEMPLATE,
    as_one,
    plain,
    rows_axis,
    short,
    sign,
)
from plnkit.language import N_, Lines, tr
from plnkit.measures.composition import NOT_SAID
from plnkit.model import Book
from plnkit.pulses import TOP
from plnkit.reading.waves import MOST
from plnkit.tokens import LIGHT
from plnkit.waves import Feelings, Said, feelings

ROW, HEAD, LINE, FOOT = 54, 10, 18, 26  # pixels: a row, the words above all, the scale below
CLOSER = 40  # pixels: a row whose words stand beside it
LETTERS = 40  # of an aim above its line: what fits on a phone
THEN_NOW = Lines(N_("Then"), N_("Now"))
GENERAL = 0.4  # of a row: how far what is felt in general stands from the aims


@dataclass(frozen=True)
class _Line:
    """A row: what it is about, what was said of it, and where it stands."""

    label: str
    said: Said[int]
    y: float


def capability(before: Book, after: Book, labels: Sequence[str] = THEN_NOW) -> go.Figure | None:
    """Return a line from then to now for each aim, 0 to 10; engagement and future stand below.

    What was said once only has one mark. None where nothing was said.
    """
    lines = list(_lines(feelings(before, after)))
    if not lines:
        return None
    traces = [_joined(lines), _then(lines, labels[0]), _now(lines, labels[1])]
    return go.Figure(data=traces, layout=_layout(lines, labels))


def capability_rows(
    before: Book, after: Book, labels: Sequence[str] = THEN_NOW
) -> tuple[Sequence[str], list[tuple[str, str, str]]]:
    """Return the same as rows, with all aims."""
    felt = feelings(before, after)
    rows = [
        (label, _level(s.before), _level(s.after)) for label, s in (*_aims(felt), *_general(felt))
    ]
    return (tr("0 to 10"), *labels), rows


def _aims(felt: Feelings) -> list[tuple[str, Said[int]]]:
    return [(" ".join(aim.text.split()), said) for aim, said in felt.capability]


def _general(felt: Feelings) -> list[tuple[str, Said[int]]]:
    known = ((tr("Engagement"), felt.engagement), (tr("“I see a future here”"), felt.future))
    return [(label, said) for label, said in known if said]


def _level(level: int | None) -> str:
    return tr(NOT_SAID) if level is None else str(level)


def _lines(felt: Feelings) -> Iterator[_Line]:
    aims = _aims(felt)[:MOST]
    gap = GENERAL if aims else 0
    yield from (_Line(label, said, y) for y, (label, said) in enumerate(aims))
    for y, (label, said) in enumerate(_general(felt), len(aims)):
        yield _Line(label, said, y + gap)


# --- marks --------------------------------------------------------------------------------------


def _joined(lines: Sequence[_Line]) -> dict[str, Any]:
    both = [(line.y, line.said.twice) for line in lines if line.said.twice]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [x for _, pair in both for x in (*pair, None)],
        "y": [y for height, _ in both for y in (height, height, None)],
        "line": {"color": ACCENT, "width": 2},
        "hoverinfo": "skip",
    }


def _then(lines: Sequence[_Line], label: str) -> dict[str, Any]:
    """Return an open circle for each; a number stands on the side that is away from now."""
    known = [(line, line.said.before) for line in lines if line.said.before is not None]
    marker = {"symbol": "circle", "size": 17, "color": PAPER, "line": {"color": INK, "width": 2}}
    sides = [_side(level, line.said.after) for line, level in known]
    texts = ["" if level == line.said.after else str(level) for line, level in known]
    return _marks(known, label, marker, sides, texts)


def _now(lines: Sequence[_Line], label: str) -> dict[str, Any]:
    """Return a smaller filled circle for each: where both are the same it stands in the other."""
    known = [(line, line.said.after) for line in lines if line.said.after is not None]
    marker = {
        "symbol": "circle",
        "size": 11,
        "color": ACCENT,
        "line": {"color": ACCENT, "width": 0},
    }
    sides = [_side(level, line.said.before) for line, level in known]
    return _marks(known, label, marker, sides, [str(level) for _, level in known])


def _side(level: int, other: int | None) -> str:
    return "middle left" if other is not None and level < other else "middle right"


def _of_top(level: int) -> str:
    return tr("{level} of {top}", level=level, top=TOP)


def _marks(
    known: Sequence[tuple[_Line, int]],
    label: str,
    marker: dict[str, Any],
    sides: list[str],
    texts: list[str],
) -> dict[str, Any]:
    said = [f"{label}: {short(line.label, 60)}, {_of_top(level)}" for line, level in known]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [level for _, level in known],
        "y": [line.y for line, _ in known],
        "marker": marker,
        "text": texts,
        "textposition": sides,
        "textfont": {"size": 14, "color": INK},
        "hovertext": [plain(text) for text in said],
        "hoverinfo": "text",
        "cliponaxis": False,
    }


# --- the ground ---------------------------------------------------------------------------------


def _layout(lines: Sequence[_Line], labels: Sequence[str]) -> dict[str, Any]:
    """Return the ground: words stand above their row, or beside it where there is room."""
    tall = lines[-1].y + 1
    legend = _legend(lines, labels)
    head = HEAD + LINE * (legend["text"].count("<br>") + 1)
    return {
        "template": TEMPLATE,
        "xaxis": {
            "range": [-0.9, TOP + 0.9],
            "tickvals": [0, TOP // 2, TOP],
            "color": SOFT,
            "gridcolor": LIGHT["axis"],
            "fixedrange": True,
        },
        "yaxis": {"visible": False, "range": [tall - 0.5, -0.7], "fixedrange": True},
        "annotations": [*map(_label, lines), legend],
        "margin": {"l": 8, "r": 8, "t": head, "b": FOOT},
        "meta": {
            "height": round(ROW * (tall + 0.2)) + head + FOOT,
            "rows": [line.label for line in lines],
            "wide": {
                "yaxis": _beside(lines, tall),
                "annotations": [legend],
                "meta": {"height": round(CLOSER * tall) + head + FOOT},
            },
        },
    }


def _beside(lines: Sequence[_Line], tall: float) -> dict[str, Any]:
    """Return the axis of rows that are named in the margin, each with a line to its marks."""
    return {
        **rows_axis([line.label for line in lines]),
        "visible": True,
        "range": [tall - 0.5, -0.5],
        "tickvals": [line.y for line in lines],
        "color": INK,
        "gridcolor": LIGHT["grid"],
    }


def _label(line: _Line) -> dict[str, Any]:
    """Return what a row is about, above its line."""
    return {
        "x": -0.6,
        "y": line.y,
        "yshift": 20,
        "text": plain(as_one(short(line.label, LETTERS))),
        "bgcolor": PAPER,  # the scale does not go through the words
        "xanchor": "left",
        "showarrow": False,
        "font": {"size": 13, "color": INK},
    }


def _legend(lines: Sequence[_Line], labels: Sequence[str]) -> dict[str, Any]:
    """Return what the marks that are drawn stand for, each in a line of its own."""
    drawn = (
        any(line.said.before is not None for line in lines),
        any(line.said.after is not None for line in lines),
    )
    signs = [
        f"{sign(*mark)} {plain(as_one(short(label, 28)))}"
        for mark, label, is_drawn in zip((("○", INK), ("●", ACCENT)), labels, drawn, strict=True)
        if is_drawn
    ]
    return {
        "xref": "paper",
        "yref": "paper",
        "x": 1,
        "y": 1,
        "xanchor": "right",
        "yanchor": "bottom",
        "text": "<br>".join(signs),
        "align": "left",
        "showarrow": False,
        "font": {"size": 13, "color": INK},
    }
