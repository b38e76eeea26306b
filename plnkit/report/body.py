"""What stands in the report, as much of it as fits on two sheets of paper."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from plnkit.charts.style import short
from plnkit.html import h, trh
from plnkit.language import N_, tr
from plnkit.model import Book
from plnkit.report import aims, ending, log, network, plans
from plnkit.report.disguise import aliases_of, masks_of, without_names
from plnkit.report.pieces import ROOMS, Room, day_in_words
from plnkit.report.places import Drawing

TITLE = N_("My learning network")
_CUT = re.compile(r"[^\s“„«‹「]*…")  # a word that was cut, and may be half of a name


@dataclass(frozen=True)
class Content:
    """What a report tells: a book on a day, and what changed since another."""

    book: Book
    day: date
    then: Book | None = None
    since: str = ""
    changed: Sequence[str] = ()
    names: bool = True

    def disguised(self) -> "Content":
        """Return the same without names: the books, and the sentences between them."""
        books = [self.book] if self.then is None else [self.book, self.then]
        masks = masks_of(books, aliases_of(books))
        now, *before = without_names(*books)
        then = before[0] if before else None
        changed = tuple(masks(_CUT.sub("…", sentence)) for sentence in self.changed)
        return Content(now, self.day, then, masks(self.since), changed, names=False)

    @property
    def title(self) -> str:
        """The title, as a window or a file is named by it."""
        whose = short(self.book.learner.name, 60)
        return ", ".join(filter(None, (tr(TITLE), whose, day_in_words(self.day))))


def body(content: Content) -> Markup:
    """Return the report, with fewer things in a tighter setting where it would grow too long."""
    drawing = Drawing(content.book, content.names)
    crowd = drawing.size.crowd
    room, parts = _fitting(content, drawing)
    top = (_head(content), network.the_map(content.book, drawing, room))
    return h("main", *top, *parts, class_=crowd if room is ROOMS[0] else f"{crowd} tight")


def _fitting(content: Content, drawing: Drawing) -> tuple[Room, list[Markup]]:
    """Return the parts in the first of the rooms that holds their letters, or in the last."""
    for room in ROOMS[:-1]:
        parts = _parts(content, drawing, room)
        if sum(len(part.striptags()) for part in parts) <= room.holds:
            return room, parts
    return ROOMS[-1], _parts(content, drawing, ROOMS[-1])


def _head(content: Content) -> Markup:
    name = short(content.book.learner.name, 60)
    day = day_in_words(content.day)
    line = trh("{name}, {day}", name=h("bdi", name), day=day) if name else day
    return h("header", h("h1", tr(TITLE)), h("p", line))


def _parts(content: Content, drawing: Drawing, room: Room) -> list[Markup]:
    book, day = content.book, content.day
    cards = (
        log.noted(book, day, room),
        log.where(book, day),  # as short as the dates: two columns are as long as each other
        plans.dates(book, day, room),
        ending.what_changed(book, content.then, content.since, content.changed, room),
    )
    parts = (
        network.who_they_are(book, drawing.numbers, room),
        network.with_whom(book, room),
        aims.aims(book, room),
        h("div", *cards, class_="cards") if any(cards) else None,
        ending.is_not(names=content.names),
    )
    return [part for part in parts if part is not None]
