"""A panel: HTML that follows the book, and presses that come back.

One small widget serves every form. Python says what the panel shows, as HTML whose texts are
escaped (`html.h`); the page makes its own tree like it, keeping focus and what is half-typed, and
tells what was pressed, entered or changed. `panel.js` knows no form.
"""

from collections.abc import Sequence
from datetime import date, time

import traitlets
from markupsafe import Markup

from plnkit import language
from plnkit.assets import SCRIPTS, STYLES
from plnkit.html import Child, h, many
from plnkit.model import Book
from plnkit.views.answers import Answers, ChangeBook

__all__ = [
    "ChangeBook",
    "Panel",
    "begun",
    "button",
    "card",
    "chips",
    "day",
    "empty",
    "hint",
    "jump",
    "name",
    "question",
    "row",
]


class Panel(Answers):
    """HTML on the page; the `do_…` methods of a subclass answer what is pressed there."""

    _esm = SCRIPTS["panel"]
    _css = STYLES["panel"]
    content = traitlets.Unicode().tag(sync=True)

    _told = ("", Book())  # what became of a press, and of which book that is true

    @property
    def _said(self) -> str:
        """What became of the last press, until the book is another one: by undo, say."""
        text, book = self._told
        return text if book is self.book else ""

    @_said.setter
    def _said(self, text: str) -> None:
        self._told = (text, self.book)

    def draw(self, book: Book) -> None:
        """Show what the book says."""
        self.book = book
        self.content = str(many([self.show(book), self._notice()]))

    def show(self, book: Book) -> Markup:
        """Return the panel's HTML."""
        raise NotImplementedError

    def fail(self, sentence: str) -> None:
        """Show a sentence in the place of the panel."""
        self.content = h("p", sentence, class_="pln-notice", role="alert")

    def answered(self) -> None:
        """Show what an answer has changed in the panel itself."""
        self.draw(self.book)

    def _notice(self) -> Markup:
        return h("p", self.notice, class_="pln-notice", role="alert") if self.notice else Markup("")


# --- the vocabulary of forms ----------------------------------------------------------------


def card(*children: Child, key: str | None = None, calm: bool = False) -> Markup:
    """Return a white card; a calm one stands back."""
    name = "pln-card pln-calm" if calm else "pln-card"
    return h("section", *children, class_=name, data_key=key)


def question(text: Child, key: str | None = None) -> Markup:
    """Return the question of a card; a new `key` moves the focus to it after a press."""
    return h("h2", text, class_="pln-question", tabindex="-1", data_focus=key)


def empty(sentence: str, drawing: str = "page") -> Markup:
    """Return what is said where nothing is yet: one next step, with a drawing of what comes."""
    return h("p", h("span", sentence), class_="pln-empty", data_drawing=drawing)


def hint(*text: Child) -> Markup:
    """Return small print."""
    return h("p", *text, class_="pln-hint")


def name(text: str) -> Markup:
    """Return what a user wrote, kept from disturbing the direction of the text around it."""
    return h("bdi", text)


def begun(text: str) -> str:
    """Return words as a label begins: with a capital letter, and the rest as it is."""
    return text[:1].upper() + text[1:]


def day(on: date, at: time | None = None) -> Markup:
    """Return a day, or a day and a time, which the page writes as the reader's language does."""
    if at is None:
        return h("time", language.day(on), datetime=str(on))
    written = language.tr("{day}, {time}", day=language.day(on), time=language.time_of_day(at))
    return h("time", written, datetime=f"{on}T{at:%H:%M}")


def button(
    label: Child, do: str, value: str | None = None, kind: str = "main", said: str | None = None
) -> Markup:
    """Return a button: kind main, quiet or link; `said` is what a screen reader says instead."""
    return h(
        "button",
        label,
        type="button",
        class_=f"pln-button pln-{kind}",
        data_do=do,
        data_value=value,
        data_key=f"{do}-{value}" if value else do,
        aria_label=said,
    )


def chips(
    label: str,
    do: str,
    options: Sequence[tuple[str, Child, bool]],
    swatches: dict[str, Markup] | None = None,
) -> Markup:
    """Return choices to tap, each a value, its words and whether it is chosen."""
    taps = [
        h(
            "button",
            (swatches or {}).get(value),
            text,
            type="button",
            class_="pln-chip",
            aria_pressed="true" if on else "false",
            data_do=do,
            data_value=value,
            data_key=value,
        )
        for value, text, on in options
    ]
    return h("div", *taps, class_="pln-chips", role="group", aria_label=label)


def jump(id: str, options: Sequence[tuple[str, str, bool]]) -> Markup:
    """Return a list, for a row, of where else to go; the options are as those of `chips`."""
    inside = [h("option", text, value=value, selected=on) for value, text, on in options]
    now = next((value for value, _, on in options if on), None)
    to = h("select", *inside, id=id, class_="pln-field", dir="auto", value=now, data_change="jump")
    label = h("label", language.tr("Go to"), for_=id, class_="pln-hidden")
    return h("span", label, to, class_="pln-jump")


def row(*children: Child) -> Markup:
    """Return things side by side."""
    return h("div", *children, class_="pln-row")
