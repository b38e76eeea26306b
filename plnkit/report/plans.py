"""The part about business dates to come: when, with whom, and what for."""

from datetime import date

from markupsafe import Markup

from plnkit import clock
from plnkit.charts.style import short
from plnkit.dates import WEEKDAYS
from plnkit.html import h
from plnkit.model import Book, Plan
from plnkit.report.pieces import Room, day_in_words, part, rest_of, written
from plnkit.words import count


def dates(book: Book, today: date, room: Room) -> Markup | None:
    """Return the business dates to come, those with a day first."""
    open_ = [p for p in book.all(Plan) if p.status in ("planned", "moved")]
    coming = sorted(
        (p for p in open_ if p.on is None or p.on >= today),
        key=lambda p: (p.on or date.max, p.at.isoformat() if p.at else ""),
    )
    past = len(open_) - len(coming)
    if not open_:
        return None
    return part(
        "Dates to come",
        h("ul", *[_date(p, book, room) for p in coming[: room.dates]], class_="dates")
        if coming
        else None,
        rest_of(len(coming) - room.dates),
        h("p", _passed(past, more=bool(coming)), class_="soft") if past else None,
    )


def _passed(many: int, *, more: bool) -> str:
    are, days = ("is", "its day has") if many == 1 else ("are", "their days have")
    others = f"{many:,} more {are}" if more else f"{count(many, 'plan')} {are} still"
    return f"{others} open, and {days} passed."


def _date(plan: Plan, book: Book, room: Room) -> Markup:
    name = h("b", h("bdi", short(book.member(plan.member).name, 40)))
    more = (("Question", plan.question), ("Offer", plan.offer), ("Where", plan.where))
    lines = [
        (h("br"), h("span", f"{label}: ", class_="soft"), written(t, room))
        for label, t in more
        if t
    ]
    return h(
        "li", h("span", _when(plan), class_="day"), " with ", name, *_if_then(plan, room), *lines
    )


def _when(plan: Plan) -> str:
    if plan.on is None:
        return "No day yet"
    day = f"{WEEKDAYS[plan.on.weekday()]}, {day_in_words(plan.on)}"
    elsewhere = f" ({short(plan.zone, 40)})" if plan.zone not in ("", clock.zone()) else ""
    return f"{day}, {plan.at:%H:%M}{elsewhere}" if plan.at else day


def _if_then(plan: Plan, room: Room) -> list[Markup]:
    said = [
        (label, text) for label, text in (("If: ", plan.cue), ("Then: ", plan.act)) if text.strip()
    ]
    return [h("br") + h("span", label, class_="soft") + written(text, room) for label, text in said]
