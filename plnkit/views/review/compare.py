"""Two pictures side by side: what is different on the map and in numbers, and what is too small to read."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from markupsafe import Markup

from plnkit import waves
from plnkit.assets import STYLES
from plnkit.html import h
from plnkit.language import N_, tr
from plnkit.model import Book, Interaction, Wave
from plnkit.reading.waves import Row, read_changes, read_measured
from plnkit.views.panel import Panel, card, empty, hint, question
from plnkit.words import isolated

NOW = ""  # in the place of a picture's id
NONE_YET = N_("Not enough yet: take a picture above. Once something has changed, you see it here.")
SAME = N_("These two are the same: choose another one.")
BACKWARDS = N_("The first of the two is the later one: read the changes backwards.")


class Compare(Panel):
    """Compares two pictures, or one with the book as it is now.

    `picture` returns the book of a wave; `turned` is called when others were chosen.
    """

    _css = STYLES["review"]

    def __init__(
        self, picture: Callable[[Wave], Book], turned: Callable[[], None] = lambda: None
    ) -> None:
        super().__init__("compare")
        self._picture, self._turned = picture, turned
        self._chosen: dict[str, str] = {}  # a side, and the id of a wave or NOW
        self._seen = Book()  # what the pictures belong to: erasing changes them, too
        self._pictures: dict[tuple[str, int | None], Book] = {}
        self._measured: tuple[Any, Sequence[Row]] = (None, ())  # of what, and what came out

    # --- which two ----------------------------------------------------------------------

    def pair(self, book: Book) -> tuple[Book, Book] | None:
        """Return the two books that are compared, or None while there is no picture."""
        sides = self._sides(book)
        return (self._book(sides[0], book), self._book(sides[1], book)) if sides else None

    def labels(self, book: Book) -> tuple[str, str] | None:
        """Return what the two are called, or None while there is no picture."""
        sides, names = self._sides(book), _names(book)
        return (names[sides[0]], names[sides[1]]) if sides else None

    def _sides(self, book: Book) -> tuple[str, str] | None:
        """Return the two that are chosen; to begin with, the oldest and now."""
        ids = list(_names(book))
        if ids == [NOW]:
            return None
        chosen = {side: id for side, id in self._chosen.items() if id in ids}
        return chosen.get("before", ids[0]), chosen.get("after", NOW)

    def _book(self, id: str, book: Book) -> Book:
        wave = book.entities.get(id)
        if not isinstance(wave, Wave):
            return book
        if book is not self._seen:
            self._seen, self._pictures = book, {}
        key = (wave.id, wave.seq)
        if key not in self._pictures:
            self._pictures[key] = self._picture(wave)
        return self._pictures[key]

    # --- what is different --------------------------------------------------------------

    def show(self, book: Book) -> Markup:
        """Return the two choices, and what is different between them."""
        sides, pair = self._sides(book), self.pair(book)
        title = question(tr("What is different?"), key="compare")
        if sides is None or pair is None:
            return card(title, empty(tr(NONE_YET)))
        names = _names(book)
        choices = [
            _choice("before", tr("Then"), sides[0], names),
            _choice("after", tr("Later"), sides[1], names),
        ]
        return card(
            title, h("div", *choices, class_="pln-side"), *self._difference(sides, pair, names)
        )

    def _difference(
        self, sides: tuple[str, str], pair: tuple[Book, Book], names: dict[str, str]
    ) -> list[Markup | None]:
        if sides[0] == sides[1]:
            return [hint(tr(SAME))]
        ids = list(names)
        changes = [h("li", line) for line in read_changes(waves.compare(*pair))]
        return [
            hint(tr(BACKWARDS)) if ids.index(sides[0]) > ids.index(sides[1]) else None,
            h("h3", tr("In words"), class_="pln-part"),
            h("ul", *changes, class_="pln-recap"),
            h("h3", tr("In numbers"), class_="pln-part"),
            hint(tr("No number here is good or bad, and none says why it has changed.")),
            _table(self._rows(*pair)),
        ]

    def _rows(self, before: Book, after: Book) -> Sequence[Row]:
        """Return the measures in words, measured anew only where what they rest on is another."""
        rests_on = [(book.members, book.ties, book.all(Interaction)) for book in (before, after)]
        if self._measured[0] != rests_on:
            self._measured = rests_on, read_measured(waves.measured(before, after))
        return self._measured[1]

    # --- what is pressed ----------------------------------------------------------------

    def do_before(self, value: object) -> None:
        """Choose the first of the two."""
        self._choose("before", value)

    def do_after(self, value: object) -> None:
        """Choose the second of the two."""
        self._choose("after", value)

    def _choose(self, side: str, value: object) -> None:
        _, id = json.loads(str(value))
        if id not in _names(self.book):
            raise ValueError(tr("This picture is no longer here: choose another one."))
        self._chosen[side] = id
        self._turned()


def _names(book: Book) -> dict[str, str]:
    """Return what can be compared, by id: the pictures, the oldest first, and the book as it is."""
    pictures = {wave.id: wave.name for wave in waves.in_order(book) if waves.has_content(wave)}
    return {**pictures, NOW: tr("As it is now")}


def _choice(side: str, label: str, chosen: str, names: dict[str, str]) -> Markup:
    id = f"pln-compare-{side}"
    options = [
        h("option", isolated(name), value=key, selected=key == chosen)
        for key, name in names.items()
    ]
    box = h("select", *options, id=id, class_="pln-field", value=chosen, data_change=side)
    return h("div", h("label", label, for_=id, class_="pln-label"), box, class_="pln-pair")


def _table(rows: Sequence[Row]) -> Markup:
    """Return the measures; what each says stands below it, so that a phone has room for it."""
    labels = (tr("What"), tr("Then"), tr("Later"))
    head = h("tr", *[h("th", label, scope="col") for label in labels])
    return h("table", h("thead", head), *map(_lines, rows), class_="pln-table pln-then-later")


def _lines(row: Row) -> Markup:
    numbers = [h("td", number, class_="pln-number") for number in (row.before, row.after)]
    return h(
        "tbody",
        h("tr", h("th", row.label, scope="row"), *numbers),
        h("tr", h("td", row.said, colspan=3), class_="pln-below"),
    )
