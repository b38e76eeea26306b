"""A year of learning: a mark on each day on which something was noted."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import plotly.graph_objects as go

from plnkit.charts.style import ACCENT, SOFT, TEMPLATE, plain
from plnkit.language import N_, Lines, short_day, tr, trn
from plnkit.model import Book, Interaction
from plnkit.reading.charts import YEAR, days_of, first_day
from plnkit.tokens import LIGHT
from plnkit.words import listed

HEIGHT, WIDTH = 170, 600  # pixels; where there is less room the marks shrink
SIZES = (2.5, 6, 8, 9.5)  # of a mark, by how many meetings, in pixels
MONTHS = Lines(
    N_("Jan"),
    N_("Feb"),
    N_("Mar"),
    N_("Apr"),
    N_("May"),
    N_("Jun"),
    N_("Jul"),
    N_("Aug"),
    N_("Sep"),
    N_("Oct"),
    N_("Nov"),
    N_("Dec"),
)


def year_calendar(book: Book, today: date) -> go.Figure | None:
    """Return the last 53 weeks as columns of days, Monday on top; larger where more was noted.

    None where nothing was.
    """
    known = days_of(book, today)
    if not known:
        return None
    first = first_day(today)
    days = [first + timedelta(days=i) for i in range(YEAR) if first + timedelta(days=i) <= today]
    quiet = [day for day in days if day not in known]
    data = [
        _marks(quiet, first, {"size": SIZES[0], "color": LIGHT["quiet"]}),
        {
            **_marks(list(known), first, _busy(known)),
            "hovertext": [plain(_said(day, known[day], book)) for day in known],
            "hoverinfo": "text",
        },
    ]
    return go.Figure(data=data, layout=_layout(days))


def year_rows(book: Book, today: date) -> tuple[Sequence[str], list[tuple[Any, ...]]]:
    """Return the same by month: meetings, members, minutes."""
    months: dict[tuple[int, int], list[Interaction]] = {}
    for day, meetings in days_of(book, today).items():
        months.setdefault((day.year, day.month), []).extend(meetings)
    rows = [
        (
            f"{MONTHS[month - 1]} {year}",
            len(meetings),
            len({id for one in meetings for id in one.members}),
            sum(one.minutes or 0 for one in meetings),
        )
        for (year, month), meetings in months.items()
    ]
    return (tr("Month"), tr("Meetings"), tr("Members"), tr("Minutes")), rows


def _busy(known: dict[date, list[Interaction]]) -> dict[str, Any]:
    sizes = [SIZES[min(len(meetings), len(SIZES) - 1)] for meetings in known.values()]
    return {"size": sizes, "color": ACCENT, "opacity": 1, "line": {"width": 0}}


def _marks(days: list[date], first: date, marker: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [(day - first).days // 7 for day in days],
        "y": [day.weekday() for day in days],
        "marker": marker,
        "hoverinfo": "skip",
    }


def _said(day: date, meetings: list[Interaction], book: Book) -> str:
    names = listed([book.member(id).name for one in meetings for id in one.members])
    often = trn("{n} meeting", "{n} meetings", len(meetings))
    return f"{short_day(day)}: {often}, {names}"


def _layout(days: list[date]) -> dict[str, Any]:
    starts = [day for day in days if day.day == 1 and day.month % 2 == 0]  # room on a phone
    return {
        "template": TEMPLATE,
        "xaxis": {
            "range": [-1, 53.5],
            "tickvals": [(day - days[0]).days // 7 for day in starts],
            "ticktext": [MONTHS[day.month - 1] for day in starts],
            "tickfont": {"size": 12},
            "color": SOFT,
            "showgrid": False,
        },
        "yaxis": {
            "range": [6.6, -0.6],
            "tickvals": [0, 2, 4, 6],
            "ticktext": [tr("Mon"), tr("Wed"), tr("Fri"), tr("Sun")],
            "tickfont": {"size": 12},
            "color": SOFT,
            "showgrid": False,
        },
        "margin": {"l": 38, "r": 4, "t": 4, "b": 26},
        "meta": {"height": HEIGHT, "fits": WIDTH},
    }
