"""A choice between ways to see the same: chips, of which one is on."""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from plnkit.html import h
from plnkit.model import Book
from plnkit.views.panel import Panel, chips, question


class Choice(Panel):
    """Shows a title and the ways, and tells `turn` which one was chosen."""

    def __init__(
        self, key: str, title: str, ways: Mapping[str, str], turn: Callable[[], None]
    ) -> None:
        super().__init__(key)
        self._title, self._ways, self._turn = title, ways, turn
        self.way = next(iter(ways))

    def show(self, _: Book) -> Markup:
        """Return the title and the ways."""
        options = [(way, label, way == self.way) for way, label in self._ways.items()]
        return h("div", question(self._title), chips(self._title, "way", options))

    def do_way(self, value: object) -> None:
        """Choose a way."""
        if value in self._ways:
            self.way = str(value)
            self._turn()
