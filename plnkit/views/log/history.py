"""What was noted, the latest first; each can be changed or taken out."""

from collections.abc import Callable

from markupsafe import Markup

from plnkit.html import Child, h
from plnkit.model import Aim, Book, Interaction
from plnkit.views.panel import ChangeBook, Panel, button, card, day, hint, name, question, row
from plnkit.words import listed, quoted, shortened

PAGE = 8  # shown at once


class History(Panel):
    """Lists what was noted."""

    def __init__(self, change: ChangeBook, edit: Callable[[str], None]) -> None:
        super().__init__("history", change)
        self._edit = edit
        self._shown = PAGE

    def show(self, book: Book) -> Markup:
        """Return the latest, and how to see more."""
        noted = sorted(book.all(Interaction), key=lambda i: i.on, reverse=True)
        rest = len(noted) - self._shown
        return card(
            question("What you noted"),
            None if noted else hint("Not enough yet: what you note above appears here."),
            h("ul", *[_item(one, book) for one in noted[: self._shown]], class_="pln-list", role="list"),
            row(button(f"Show {min(rest, PAGE)} more of {rest:,}", "more", kind="quiet"))
            if rest > 0
            else None,
        )  # fmt: skip

    def do_more(self, _: object) -> None:
        """Show more."""
        self._shown += PAGE

    def do_edit(self, value: object) -> None:
        """Take one up in the form."""
        self._edit(str(value))

    def do_remove(self, value: object) -> None:
        """Take one out; undo brings it back."""
        one = self.book.entities.get(str(value))
        if isinstance(one, Interaction):
            names = listed([self.book.member(i).name for i in one.members])
            self._change(lambda book: book.without(one.id), f"Took out a note about {names}")


def _item(one: Interaction, book: Book) -> Markup:
    who = listed([book.member(i).name for i in one.members])
    how = ", ".join(filter(None, (one.channel, f"{one.minutes} minutes" if one.minutes else "")))
    aim = book.entities.get(one.aim or "")
    texts = (
        ("Got: ", one.got),
        ("Gave: ", one.gave),
        ("Learned: ", one.learned),
        ("For: ", quoted(aim.text) if isinstance(aim, Aim) else ""),
    )
    said: list[Child] = [
        h("span", label, shortened(text), class_="pln-soft") for label, text in texts if text
    ]
    return h(
        "li",
        h(
            "div",
            h("span", h("b", name(who)), " ", day(one.on), f", {how}" if how else ""),
            *said,
            class_="pln-who",
        ),
        row(
            button("Change", "edit", one.id, "link", f"Change what you noted with {who}"),
            button("Take out", "remove", one.id, "link", f"Take out what you noted with {who}"),
        ),
        data_key=one.id,
    )  # fmt: skip
