"""The head of the map: its title, what it says, map or list, and an example while it is empty."""

from collections.abc import Callable

from markupsafe import Markup

from plnkit.html import h
from plnkit.language import N_, Phrases, tr
from plnkit.model import Book
from plnkit.views.panel import Panel, button, chips, hint

WAYS = Phrases({"map": N_("Map"), "list": N_("List")})


class MapHead(Panel):
    """Says in a sentence what the map shows, and which of the two ways to see it is on.

    While the reader's own map is empty it offers an invented one to look at.
    """

    def __init__(
        self,
        example: Callable[[], Book],
        reading: Callable[[Book], str],
        redraw: Callable[[], None],
        turn: Callable[[str], None] = lambda _: None,
    ) -> None:
        super().__init__("map-head")
        self._example, self._reading, self._redraw, self._turn = example, reading, redraw, turn
        self._looking = False
        self._way = "map"

    def book_to_draw(self, book: Book) -> Book:
        """Return the reader's book, or the example while they look at it."""
        return self._example() if self._looking and not book.members else book

    def show(self, book: Book) -> Markup:
        """Return the title, the reading, and the ways on."""
        looking = self._looking and not book.members
        title = tr("An example map") if looking else tr("Your map")
        ways = [(way, label, way == self._way) for way, label in WAYS.items()]
        switch = h("div", chips(tr("Map or list"), "way", ways), class_="pln-segments")
        return h(
            "div",
            h(
                "div",
                h("h2", title, class_="pln-question"),
                switch if book.members else self._offer(),
                class_="pln-head",
            ),
            hint(tr("An invented network. Nothing of it is kept in yours.")) if looking else None,
            h("p", self._reading(self.book_to_draw(book)), class_="pln-reading"),
        )

    def _offer(self) -> Markup:
        label = tr("Back to my map") if self._looking else tr("See an example first")
        return button(label, "look", kind="quiet")

    def do_look(self, _: object) -> None:
        """Look at the example, or no longer."""
        self._looking = not self._looking
        self._redraw()

    def do_way(self, value: object) -> None:
        """Show the map, or the list."""
        if value in WAYS:
            self._way = str(value)
            self._turn(self._way)
