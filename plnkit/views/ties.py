"""Who knows whom: one question a person, asked about those not asked about yet."""

import json
from typing import Any

from markupsafe import Markup
from msgspec.structs import replace

from plnkit.html import h, trh
from plnkit.language import tr, trn
from plnkit.model import Book, Member, Tie, tie_id
from plnkit.views.edits import asked_label, tied_label
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

MOST = 40  # names to tap before the rest is folded away


class Ties(Panel):
    """Asks whom each person knows, the closest first.

    A pair is asked about once: those who were asked about while a person was there are left out of
    that person's question, so that n people take n - 1 ever shorter ones. Whom it asked about is
    remembered in the book (`ties_asked`); with whom, only here, so that somebody who is added later
    is asked about with everybody.
    """

    def __init__(self, change: ChangeBook) -> None:
        super().__init__("ties", change)
        self._current = ""
        self._covered: dict[str, frozenset[str]] = {}  # who was there when one was asked about

    def show(self, book: Book) -> Markup:
        """Return the card of the person asked about now."""
        people = _in_order(book)
        if len(people) < 2:  # noqa: PLR2004
            text = tr(
                "Once there are two people on your map, you say here whether they know each other."
            )
            return card(question(tr("Who of these know each other?")), empty(text, "people"))
        asked = sum(m.ties_asked for m in people)
        person = self._at(book)
        if person is None:
            return card(*self._done(book))
        others = self._others(book, person)
        return card(
            question(trh("Whom does {name} know?", name=name(person.name)), key=person.id),
            hint(
                tr(
                    "{number} of {all} people asked about. Tap everybody they know; it may be "
                    "nobody. You can stop at any time.",
                    number=asked,
                    all=len(people),
                )
            ),
            self._taps(book, person, others[:MOST]),
            _folded(self._taps(book, person, others[MOST:]), len(others) - MOST),
            row(
                button(tr("Next person"), "asked", person.id),
                _circle(book, person),
                button(tr("Back"), "back", kind="link") if asked else None,
            ),
        )

    def _at(self, book: Book) -> Member | None:
        found = book.entities.get(self._current)
        if isinstance(found, Member):
            return found
        return next((m for m in _in_order(book) if not m.ties_asked), None)

    def _others(self, book: Book, person: Member) -> list[Member]:
        """Return those to ask about: not covered yet, or tied already."""
        tied = book.neighbours[person.id]
        rest = [m for m in _in_order(book) if m is not person]
        if person.ties_asked:
            return rest
        return [m for m in rest if m.id in tied or person.id not in self._covered.get(m.id, ())]

    def _taps(self, book: Book, person: Member, others: list[Member]) -> Markup:
        tied = book.neighbours[person.id]
        options = [(json.dumps([person.id, o.id]), name(o.name), o.id in tied) for o in others]
        return chips(tr("People {name} may know", name=person.name), "tie", options)

    def _done(self, book: Book) -> list[Any]:
        return [
            question(tr("Everybody was asked about."), key="done"),
            hint(
                trn(
                    "Your map has {n} tie. Look again to change something.",
                    "Your map has {n} ties. Look again to change something.",
                    len(book.ties),
                )
            ),
            row(button(tr("Look again"), "again", kind="quiet")),
        ]

    # --- what is pressed ----------------------------------------------------------------

    def do_tie(self, value: object) -> None:
        """Tie two people, or untie them."""
        a, b = (self.book.member(i) for i in json.loads(str(value)))
        known = tie_id(a.id, b.id) in self.book
        label = tied_label(a, b, tied=not known)
        if known:
            self._change(lambda book: book.without(tie_id(a.id, b.id)), label)
        else:
            self._change(lambda book: book.with_(Tie(a=a.id, b=b.id)), label)
        self._current = json.loads(str(value))[0]

    def do_circle(self, value: object) -> None:
        """Tie everybody who knows this person to each other."""
        person = self.book.member(str(value))
        ids = sorted(self.book.neighbours[person.id])
        ties = [Tie(a=a, b=b) for i, a in enumerate(ids) for b in ids[i + 1 :]]
        label = tr("Tied everybody {name} knows", name=person.name)
        self._change(lambda book: book.with_(*ties), label)
        self._current = person.id

    def do_asked(self, value: object) -> None:
        """Remember that a person was asked about, and go on."""
        person = self.book.member(str(value))
        self._current = ""
        if person.ties_asked:
            return
        self._covered[person.id] = frozenset(m.id for m in self.book.people)
        known = [person, *(m for m in self.book.people if self._is_covered(m))]
        asked = [replace(m, ties_asked=True) for m in known if not m.ties_asked]
        self._change(lambda book: book.with_(*asked), asked_label([person]))

    def _is_covered(self, person: Member) -> bool:
        """Return whether everybody else was asked about while this person was there."""
        others = (m for m in self.book.people if m is not person)
        return all(person.id in self._covered.get(m.id, ()) for m in others)

    def do_back(self, _: object) -> None:
        """Go to the person asked about before."""
        people = _in_order(self.book)
        here = self._at(self.book)
        before = [m for m in people if m.ties_asked and m is not here]
        self._current = before[-1].id if before else ""

    def do_again(self, _: object) -> None:
        """Start again with the closest."""
        self._current = _in_order(self.book)[0].id


def _in_order(book: Book) -> list[Member]:
    """Return people in the order they are asked about: those already asked, then the closest."""
    return sorted(book.people, key=lambda m: (not m.ties_asked, m.closeness or 9))


def _folded(taps: Markup, rest: int) -> Markup | None:
    if rest <= 0:
        return None
    return h("details", h("summary", trn("{n} more", "{n} more", rest)), taps)


def _circle(book: Book, person: Member) -> Markup | None:
    known = book.neighbours[person.id]
    missing = any(tie_id(a, b) not in book for a in known for b in known if a < b)
    label = tr("These all know each other")
    return button(label, "circle", person.id, kind="quiet") if missing else None
