"""What was noted, the latest first; each can be changed or taken out."""

from collections.abc import Callable, Iterator

from markupsafe import Markup

from plnkit.html import Child, h
from plnkit.language import N_, tr, trn
from plnkit.model import Aim, Book, Interaction
from plnkit.reading.network import said_channel
from plnkit.views.panel import (
    ChangeBook,
    Panel,
    button,
    card,
    day,
    empty,
    name,
    question,
    row,
)
from plnkit.words import listed, quoted, shortened

PAGE = 8  # shown at once
TEXTS = {  # of an entry
    "got": N_("Got: {what}"),
    "gave": N_("Gave: {what}"),
    "learned": N_("Learned: {what}"),
}


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
        more = tr("Show {number} more of {all}", number=min(rest, PAGE), all=rest)
        return card(
            question(tr("What you noted")),
            None if noted else empty(tr("Not enough yet: what you note above appears here.")),
            h("ul", *[_item(one, book) for one in noted[: self._shown]], class_="pln-list", role="list"),
            row(button(more, "more", kind="quiet")) if rest > 0 else None,
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
            label = tr("Took out a note about {names}", names=names)
            self._change(lambda book: book.without(one.id), label)


def _item(one: Interaction, book: Book) -> Markup:
    who = listed([book.member(i).name for i in one.members])
    said: list[Child] = [h("span", text, class_="pln-soft") for text in _texts(one, book)]
    return h(
        "li",
        h(
            "div",
            h("b", name(who)),
            h("span", _when(one)),
            *said,
            class_="pln-who",
        ),
        row(
            button(
                tr("Change"),
                "edit",
                one.id,
                "link",
                tr("Change what you noted with {names}", names=who),
            ),
            button(
                tr("Take out"),
                "remove",
                one.id,
                "link",
                tr("Take out what you noted with {names}", names=who),
            ),
        ),
        data_key=one.id,
    )


def _when(one: Interaction) -> Markup:
    minutes = trn("{n} minute", "{n} minutes", one.minutes) if one.minutes else ""
    how = filter(None, (said_channel(one.channel), minutes))
    return Markup(", ").join([day(one.on), *how])


def _texts(one: Interaction, book: Book) -> Iterator[str]:
    """Yield what was said of it."""
    for field, sentence in TEXTS.items():
        if text := getattr(one, field):
            yield tr(sentence, what=shortened(text))
    aim = book.entities.get(one.aim or "")
    if isinstance(aim, Aim):
        yield tr("For: {aim}", aim=quoted(aim.text))
