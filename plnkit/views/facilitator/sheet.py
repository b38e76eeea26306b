"""The run sheet: an agenda on one page of paper, with clock times."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from markupsafe import Markup

from plnkit.agenda import PAGES, Agenda, Part
from plnkit.html import h
from plnkit.views.facilitator.paper import paper
from plnkit.views.review.exports import File

HEAD = ("When", "What happens", "Page", "What you say", "What to look out for")
FITS = 8  # parts on a page of A4 in type of the usual size


def run_sheet(agenda: Agenda, title: str, begins: time) -> File:
    """Return the file of an agenda that begins at a time of day."""
    head = h("tr", *[h("th", text, scope="col") for text in HEAD])
    starts = list(_starts(agenda, begins))
    rows = [_row(part, at) for part, at in zip(agenda.parts, starts, strict=False)]
    kind = "pln-run pln-small" if len(agenda.parts) > FITS else "pln-run"
    lasts = h(
        "p", f"{agenda.minutes:,} minutes, until ", _clock(starts[-1]), ".", class_="pln-soft"
    )
    table = h("table", h("thead", head), h("tbody", *rows))
    return File("run-sheet.html", "text/html", paper(title or "Run sheet", kind, lasts, table))


def _starts(agenda: Agenda, begins: time) -> Iterator[time]:
    """Return when each part begins, and when all is over."""
    at = datetime(2000, 1, 1, begins.hour, begins.minute)  # noqa: DTZ001 - a time of any day
    yield at.time()
    for part in agenda.parts:
        at += timedelta(minutes=part.minutes)
        yield at.time()


def _row(part: Part, at: time) -> Markup:
    said = (part.what, PAGES.get(part.page, ""), part.say, part.watch)
    minutes = h("span", f"{part.minutes} min", class_="pln-soft")
    when = h("th", _clock(at), " ", minutes, scope="row")
    return h("tr", when, *[h("td", h("bdi", text)) for text in said])


def _clock(at: time) -> Markup:
    return h("time", f"{at:%H:%M}", datetime=f"{at:%H:%M}")
