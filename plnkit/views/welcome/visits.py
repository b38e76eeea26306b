"""Visitor or at home: how much one takes part in each place that one learns from."""

import json

from markupsafe import Markup

from plnkit.html import h
from plnkit.language import tr
from plnkit.model import Book, Member
from plnkit.reading.places import read_places
from plnkit.views.edits import about, inside
from plnkit.views.panel import (
    ChangeBook,
    Panel,
    button,
    card,
    chips,
    empty,
    hint,
    name,
    question,
    row,
)
from plnkit.words import TAKES_PART

PAGE = 8  # places shown at once


class Visits(Panel):
    """Asks of each source how much the learner takes part in it."""

    def __init__(self, change: ChangeBook) -> None:
        super().__init__("visits", change)
        self._shown = PAGE

    def show(self, book: Book) -> Markup:
        """Return the places, each with four ways to take part."""
        if not book.sources:
            text = tr("Once you have tapped a source above, you say here how you use it.")
            return card(question(tr("Visitor, or at home?")), empty(text))
        rest = len(book.sources) - self._shown
        more = tr("Show {number} more of {all}", number=min(rest, PAGE), all=rest)
        return card(
            question(tr("Visitor, or at home?"), key="visits"),
            hint(
                tr(
                    "In some places you look and leave no trace; in others people know you. Both "
"are good ways to learn, and you choose how much you take part."
                )
            ),
            h("ul", *[_place(m) for m in book.sources[: self._shown]], class_="pln-everyone",
              role="list"),
            row(button(more, "more", kind="quiet")) if rest > 0 else None,
            h("p", read_places(book), class_="pln-reading"),
        )  # fmt: skip

    def do_more(self, _: object) -> None:
        """Show more."""
        self._shown += PAGE

    def do_part(self, value: object) -> None:
        """Say how much the learner takes part; the same again takes it back."""
        id, part = json.loads(str(value))
        member = self.book.member(id)
        if part not in TAKES_PART:
            raise ValueError(tr("This is not one of the ways: reload the page."))
        now = None if member.participation == part else part
        said = inside(TAKES_PART[part]) if now else tr("not said")
        label = about(member.name, said)
        self._change(lambda book: book.update(id, participation=now), label)


def _place(member: Member) -> Markup:
    options = [
        (json.dumps([member.id, part]), said, member.participation == part)
        for part, said in TAKES_PART.items()
    ]
    return h(
        "li",
        h("b", name(member.name)),
        chips(tr("How you use {name}", name=member.name), "part", options),
        data_key=member.id,
    )
