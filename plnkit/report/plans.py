"""The part about business dates to come: when, with whom, and what for."""

from datetime import date

from markupsafe import Markup

from plnkit import clock
from plnkit.charts.style import short
from plnkit.dates import WEEKDAYS
from plnkit.html import h, trh
from plnkit.language import time_of_day, tr, trn
from plnkit.model import Book, Plan
from plnkit.report.pieces import Room, day_in_words, part, rest_of, written


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
        tr("Dates to come") if coming else tr("Your dates"),
        h("ul", *[_date(p, book, room) for p in coming[: room.dates]], class_="dates")
        if coming
        else None,
        rest_of(len(coming) - room.dates),
        h("p", _passed(past, more=bool(coming)), class_="soft") if past else None,
    )


def _passed(many: int, *, more: bool) -> str:
    if more:
        return trn(
            "{n} more is open, and its day has passed.",
            "{n} more are open, and their days have passed.",
            many,
        )
    return trn(
        "{n} plan is still open, and its day has passed.",
        "{n} plans are still open, and their days have passed.",
        many,
    )


def _date(plan: Plan, book: Book, room: Room) -> Markup:
    name = h("b", h("bdi", short(book.member(plan.member).name, 40)))
    when = h("span", _when(plan), class_="day")
    lines = (
        (tr("If:"), plan.cue),
        (tr("Then:"), plan.act),
        (tr("Question:"), plan.question),
        (tr("Offer:"), plan.offer),
        (tr("Where:"), plan.where),
    )
    return h(
        "li",
        trh("{when} with {name}", when=when, name=name),
        *[_line(label, text, room) for label, text in lines if text.strip()],
    )


def _line(label: str, text: str, room: Room) -> Markup:
    return h("br") + h("span", f"{label} ", class_="soft") + written(text, room)


def _when(plan: Plan) -> str:
    if plan.on is None:
        return tr("No day yet")
    day = tr("{weekday}, {day}", weekday=WEEKDAYS[plan.on.weekday()], day=day_in_words(plan.on))
    if plan.at is None:
        return day
    elsewhere = f" ({short(plan.zone, 40)})" if plan.zone not in ("", clock.zone()) else ""
    return tr("{day}, {time}", day=day, time=time_of_day(plan.at)) + elsewhere
