"""The run sheet: an agenda on one page of paper, with clock times."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from markupsafe import Markup

from plnkit.agenda import PAGES, Agenda, Part
from plnkit.html import h, trnh
from plnkit.language import N_, Lines, time_of_day, tr
from plnkit.views.facilitator.paper import paper
from plnkit.views.review.exports import File

HEAD = Lines(
    N_("When"), N_("What happens"), N_("Page"), N_("What you say"), N_("What to look out for")
)
FITS = 8  # parts on a page of A4 in type of the usual size


def run_sheet(agenda: Agenda, title: str, begins: time) -> File:
    """Return the file of an agenda that begins at a time of day."""
    head = h("tr", *[h("th", text, scope="col") for text in HEAD])
    starts = list(_starts(agenda, begins))
    rows = [_row(part, at) for part, at in zip(agenda.parts, starts, strict=False)]
    kind = "pln-run pln-small" if len(agenda.parts) > FITS else "pln-run"
    lasts = trnh(
        "{n} minute, until {time}.",
        "{n} minutes, until {time}.",
        agenda.minutes,
        time=_clock(starts[-1]),
    )
    small = h("p", lasts, class_="pln-soft")
    table = h("table", h("thead", head), h("tbody", *rows))
    return File("run-sheet.html", "text/html", paper(title or tr("Run sheet"), kind, small, table))


def _starts(agenda: Agenda, begins: time) -> Iterator[time]:
    """Return when each part begins, and when all is over."""
    at = datetime(2000, 1, 1, begins.hour, begins.minute)  # noqa: DTZ001 - a time of any day
    yield at.time()
    for part in agenda.parts:
        at += timedelta(minutes=part.minutes)
        yield at.time()


def _row(part: Part, at: time) -> Markup:
    said = (part.what, PAGES.get(part.page, ""), part.say, part.watch)
    minutes = h("span", tr("{n} min", n=part.minutes), class_="pln-soft")
    when = h("th", _clock(at), " ", minutes, scope="row")
    return h("tr", when, *[h("td", h("bdi", text)) for text in said])


def _clock(at: time) -> Markup:
    return h("time", time_of_day(at), datetime=f"{at:%H:%M}")
