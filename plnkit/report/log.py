"""The parts about learning so far: where it happens, and what was noted."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from plnkit import words
from plnkit.charts.style import short
from plnkit.html import h
from plnkit.language import percent, tr, trn
from plnkit.model import Book, Interaction, Mix, Pulse
from plnkit.report.pieces import Room, day_in_words, part, written


def where(book: Book, today: date) -> Markup | None:
    """Return where learning happens, as the learner last said it: a bar of four parts."""
    said = [p for p in book.all(Pulse) if p.mix and p.on <= today]
    if not said:
        return None
    latest = max(said, key=lambda pulse: pulse.on)
    shares = _shares(latest.mix or Mix())
    if not sum(shares.values()):
        return None
    bar = [h("i", style=f"flex-grow: {share:g}", class_=key) for key, share in shares.items()]
    labels = [
        h("li", h("i", class_=key), words.MIX[key][0], " ", h("b", percent(round(share) / 100)))
        for key, share in shares.items()
    ]
    return part(
        tr("Where learning happens"),
        h("div", *bar, class_="mix", aria_hidden="true"),
        h("ul", *labels, class_="parts"),
        h("p", tr("As it felt on {day}.", day=day_in_words(latest.on)), class_="soft"),
    )


def _shares(mix: Mix) -> dict[str, float]:
    """Return the parts of the mix that are not empty."""
    return {key: getattr(mix, key) for key in words.MIX if getattr(mix, key)}


def noted(book: Book, today: date, room: Room) -> Markup | None:
    """Return how much was noted, and what was learned of late."""
    log = sorted((i for i in book.all(Interaction) if i.on <= today), key=lambda i: i.on)
    if not log:
        return None
    learned = [i for i in reversed(log) if i.learned.strip()]
    return part(
        tr("What was noted"),
        h("p", _how_much(log, learned)),
        h("ul", *[_lesson(i, book, room) for i in learned[: room.learned]], class_="notes")
        if learned
        else None,
    )


def _how_much(log: Sequence[Interaction], learned: Sequence[Interaction]) -> str:
    members = len({id for one in log for id in one.members})
    meetings = trn(
        "{n} meeting with {members} since {day}.",
        "{n} meetings with {members} since {day}.",
        len(log),
        members=trn("{n} member", "{n} members", members),
        day=day_in_words(log[0].on),
    )
    return f"{meetings} {_from(log, learned)}".strip()


def _from(log: Sequence[Interaction], learned: Sequence[Interaction]) -> str:
    if not learned:
        return ""
    if len(log) == 1:
        return tr("Something was learned:")
    return trn(
        "In {n} of them something was learned:",
        "In {n} of them something was learned; the latest:",
        len(learned),
    )


def _lesson(one: Interaction, book: Book, room: Room) -> Markup:
    names = words.listed([short(book.member(id).name, 30) for id in one.members])
    about = tr("{day}, with {names}", day=day_in_words(one.on), names=names)
    return h("li", written(one.learned, room), " ", h("span", about, class_="soft"))
