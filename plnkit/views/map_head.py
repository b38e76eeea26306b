"""The head of the map: its title and, while it is empty, an example to look at."""

from collections.abc import Callable

from markupsafe import Markup

from plnkit.model import Book
from plnkit.views.html import h
from plnkit.views.panel import Panel, button, hint


class MapHead(Panel):
    """Offers to look at an example network while the reader's own is empty."""

    def __init__(self, example: Callable[[], Book], redraw: Callable[[], None]) -> None:
        super().__init__("map-head")
        self._example, self._redraw = example, redraw
        self._looking = False

    def book_to_draw(self, book: Book) -> Book:
        """Return the reader's book, or the example while they look at it."""
        return self._example() if self._looking and not book.members else book

    def show(self, book: Book) -> Markup:
        """Return the title, and the offer or the way back."""
        if book.members:
            return h("h2", "Your map", class_="pln-question")
        title = "An example map" if self._looking else "Your map"
        small = hint("An invented network. Nothing of it is kept in yours.")
        label = "Back to my map" if self._looking else "See an example first"
        return h(
            "div",
            h("div", h("h2", title, class_="pln-question"), small if self._looking else None),
            button(label, "look", kind="quiet"),
            class_="pln-head",
        )

    def do_look(self, _: object) -> None:
        """Look at the example, or no longer."""
        self._looking = not self._looking
        self._redraw()
