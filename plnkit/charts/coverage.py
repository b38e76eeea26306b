"""Aims by members: who helps with what, and how far it is."""

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import Any

import plotly.graph_objects as go

from plnkit.charts.style import ACCENT, INK, SOFT, TEMPLATE, as_one, plain, short, sign
from plnkit.coverage import Covered, coverage, supporters
from plnkit.language import N_, tr
from plnkit.model import Book, Member
from plnkit.tokens import LIGHT

LEGEND = 54  # pixels below the cells
ROW, TOP = 46, 152  # pixels: an aim, and the names of members above
MOST = 10  # members with a column; the table has them all
LETTERS, ON_A_LAPTOP, ON_A_SMALL_PHONE = 18, 34, 12  # of an aim, in a line beside its row
BESIDE = {LETTERS: 136, ON_A_LAPTOP: 264, ON_A_SMALL_PHONE: 96}  # pixels that they take
STAGES = {  # how far it is: its words and its mark, told apart by shape and filling
    "could": (N_("could help"), "circle-open"),
    "asked": (N_("asked"), "diamond-open"),
    "helping": (N_("helping"), "circle"),
    "helped": (N_("has helped"), "square"),
}


def coverage_matrix(book: Book) -> go.Figure | None:
    """Return open aims as rows and members as columns, those who help with most aims first.

    An aim without anybody says so in its row. None without an open aim.
    """
    rows = coverage(book)
    if not rows:
        return None
    members = _columns(rows, supporters(rows, book))
    traces = [_trace(stage, rows, members) for stage in STAGES]
    return go.Figure(data=traces, layout=_layout(rows, members))


def coverage_rows(book: Book) -> tuple[Sequence[str], list[tuple[str, ...]]]:
    """Return the same as rows: aim, member, kinds of help, how far."""
    found: list[tuple[str, ...]] = []
    for row in coverage(book):
        for id, several in row.supports.items():
            kinds = ", ".join(tr(support.help) for support in several)
            found.append((row.aim.text, book.member(id).name, kinds, _stage(row, id)))
        if not row.supports:
            found.append((row.aim.text, tr("nobody yet"), "", ""))
    return (tr("Aim"), tr("Who"), tr("Kinds of help"), tr("How far")), found


def _columns(rows: list[Covered], members: list[Member]) -> list[Member]:
    """Return the members that get a column: somebody for each aim first, then the most helpful."""
    chosen: dict[str, None] = {}
    for row in rows:
        if not row.supports.keys() & chosen.keys():
            chosen |= dict.fromkeys([m.id for m in members if m.id in row.supports][:1])
    chosen |= dict.fromkeys(m.id for m in members)
    kept = set(list(chosen)[:MOST])
    return [m for m in members if m.id in kept]


def _stage(row: Covered, member: str) -> str:
    return tr(STAGES[row.how_far(member) or "could"][0])


def _trace(stage: str, rows: list[Covered], members: list[Member]) -> dict[str, Any]:
    label, symbol = STAGES[stage]
    cells = [
        (x, y, member, row)
        for y, row in enumerate(rows)
        for x, member in enumerate(members)
        if row.how_far(member.id) == stage
    ]
    said = [
        f"{m.name}: {', '.join(tr(s.help) for s in row.supports[m.id])}" for _, _, m, row in cells
    ]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": tr(label),
        "x": [x for x, *_ in cells],
        "y": [y for _, y, *_ in cells],
        "marker": {
            "symbol": symbol,
            "size": 12,
            "color": ACCENT,
            "line": {"width": 2, "color": ACCENT},
        },
        "hovertext": [plain(text) for text in said],
        "hoverinfo": "text",
        "customdata": [m.id for _, _, m, _ in cells],
    }


def _layout(rows: list[Covered], members: list[Member]) -> dict[str, Any]:
    columns = max(len(members), 3)
    named = _named(rows, LETTERS)
    return {
        "template": TEMPLATE,
        "xaxis": {
            "side": "top",
            "range": [-0.6, columns + 0.6],
            "tickvals": list(range(len(members))),
            "ticktext": [plain(short(m.name, 17)) for m in members],
            "tickangle": -90,
            "gridcolor": LIGHT["grid"],
        },
        "yaxis": {
            "range": [len(rows) - 0.5, -0.5],
            "tickvals": list(range(len(rows))),
            "tickfont": {"size": 13, "color": INK},
            "gridcolor": LIGHT["grid"],
            **named["yaxis"],
        },
        "annotations": [*_notes(rows, members, columns), _legend()],
        "margin": {"r": 8, "t": TOP if members else 12, "b": LEGEND, **named["margin"]},
        "meta": {
            "height": ROW * len(rows) + (TOP if members else 12) + LEGEND,
            "wide": _named(rows, ON_A_LAPTOP),
            "narrow": {**_named(rows, ON_A_SMALL_PHONE), "xaxis": {"tickfont": {"size": 11}}},
        },
    }


def _named(rows: list[Covered], letters: int) -> dict[str, Any]:
    """Return what differs in a layout where a line beside a row has so many letters."""
    return {
        "yaxis": {"ticktext": [_beside(row.aim.text, letters) for row in rows]},
        "margin": {"l": BESIDE[letters]},
    }


def _beside(text: str, letters: int) -> str:
    """Return an aim in two lines at the most."""
    lines = wrap(" ".join(text.split()), letters) or [""]
    shown = lines if len(lines) <= 2 else [lines[0], short(f"{lines[1]} {lines[2]}", letters)]  # noqa: PLR2004
    return "<br>".join(plain(as_one(line)) for line in shown)


def _notes(rows: list[Covered], members: list[Member], columns: int) -> Iterator[dict[str, Any]]:
    """Yield what a row says in words: that nobody is named, or how many have no column."""
    drawn = {m.id for m in members}
    style = {"showarrow": False, "font": {"color": SOFT, "size": 13}}
    nobody = tr("nobody yet")
    for y, row in enumerate(rows):
        more = len(row.supports.keys() - drawn)
        if not row.supports:
            yield {**style, "x": -0.4, "y": y, "text": f"<i>{nobody}</i>", "xanchor": "left"}
        elif more:
            yield {**style, "x": columns + 0.5, "y": y, "text": f"+{more}", "xanchor": "right"}


def _legend() -> dict[str, Any]:
    place = {"xref": "paper", "yref": "paper", "x": 1, "y": 0, "xanchor": "right", "yanchor": "top"}
    said = tr("○ could help  ◇ asked  ● helping  ■ has helped").split("  ")
    signs = [as_one(f"{sign(words[0])}{words[1:]}") for words in said]
    text = "  ".join(signs[:2]) + "<br>" + "  ".join(signs[2:])  # a phone has no room for one line
    return {
        **place,
        "align": "right",
        "yshift": -10,
        "showarrow": False,
        "font": {"size": 12},
        "text": text,
    }
