"""Sources at hand: what one uses to learn, tapped or typed, by kind."""

import json
from collections.abc import Sequence

from markupsafe import Markup

from plnkit import clock
from plnkit.html import h
from plnkit.language import tr, trn
from plnkit.model import Book, Member, clean_name, new_id
from plnkit.names import fold
from plnkit.views.form import Form, Option, Said, submit
from plnkit.views.panel import ChangeBook, card, chips, hint, question
from plnkit.words import AT_HAND, ROLE


class AtHand(Form):
    """Offers sources of each kind; a tap puts one on the map, or takes it off again."""

    def __init__(self, change: ChangeBook) -> None:
        super().__init__("at-hand", change)

    def show(self, book: Book) -> Markup:
        """Return the kinds, each with what can be tapped, and a line for another."""
        here = {fold(m.name): m for m in book.sources}
        return card(
            question(tr("What do you have at hand?"), key="at-hand"),
            hint(
                tr(
                    "Sources are members of your network, too. Tap what you use; type what is "
                    "missing."
                )
            ),
            *[self._kind(role, offers, here) for role, offers in AT_HAND.items()],
            self.form("another", *self._another()),
            self.said(),
            hint(
                trn(
                    "{n} source on your map so far.",
                    "{n} sources on your map so far.",
                    len(book.sources),
                )
            ),
        )

    def _kind(self, role: str, offers: Sequence[str], here: dict[str, Member]) -> Markup:
        own = [m.name for m in here.values() if m.role == role and m.name not in offers]
        options = [
            (json.dumps([role, one]), one, fold(one) in here)
            for one in dict.fromkeys((*offers, *own))
        ]
        return h(
            "div",
            h("p", ROLE[role], class_="pln-label"),
            chips(ROLE[role], "tap", options),
            data_key=role,
        )

    def _another(self) -> list[Markup]:
        kinds: list[Option] = [("", tr("Not said yet")), *((role, ROLE[role]) for role in AT_HAND)]
        return [
            h(
                "div",
                self.field("name", tr("Another source")),
                self.choice("role", tr("What it is"), kinds),
                class_="pln-side",
            ),
            submit(tr("Add")),
        ]

    def do_tap(self, value: object) -> None:
        """Put a source on the map, or take it off."""
        role, called = json.loads(str(value))
        known = next((m for m in self.book.sources if fold(m.name) == fold(called)), None)
        if known:
            label = tr("Removed {who}", who=known.name)
            self._change(lambda book: book.without(known.id), label)
        else:
            self._add(called, role)

    def do_another(self, value: object) -> None:
        """Put a source on the map that was typed."""
        said = Said(value)
        called = said.read("name", clean_name)
        if called and any(fold(m.name) == fold(called) for m in self.book.members):
            said.need("name", tr("This one is on your map already."))
        self.check(said)
        self._add(called, said.text("role"))
        self.done(tr("Added {names}.", names=called))

    def _add(self, called: str, role: str) -> None:
        if role and role not in AT_HAND:
            raise ValueError(tr("This is not one of the kinds: reload the page."))
        source = Member(
            id=new_id(), name=called, kind="source", role=role or None, added=clock.today()
        )  # fmt: skip
        self._change(lambda book: book.with_(source), tr("Added {name}", name=source.name))
