"""A panel: HTML that follows the book, and presses that come back.

One small widget serves every form. Python says what the panel shows, as HTML whose texts are
escaped (`html.h`); the page makes its own tree like it, keeping focus and what is half-typed, and
tells what was pressed, entered or changed. `panel.js` knows no form.
"""

import logging
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

import anywidget
import traitlets
from markupsafe import Markup

from plnkit.model import Book
from plnkit.views.fence import fenced
from plnkit.views.html import Child, h, many

HERE = Path(__file__).parent
CSS = (HERE / "tokens.css").read_text() + (HERE / "panel.css").read_text()

_ID = re.compile("[0-9a-f]{32}")

log = logging.getLogger("plnkit")


class ChangeBook(Protocol):
    """How a view changes the book: an edit, and what the change is called."""

    def __call__(self, edit: Callable[[Book], Book], label: str, id: str | None = None) -> object:
        """Apply the edit; the same `id` is applied once."""


class Panel(anywidget.AnyWidget):
    """HTML on the page; the `do_…` methods of a subclass answer what is pressed there."""

    _esm = (HERE / "panel.js").read_text()
    _css = CSS
    key = traitlets.Unicode().tag(sync=True)
    content = traitlets.Unicode().tag(sync=True)

    def __init__(self, key: str, change: ChangeBook | None = None) -> None:
        super().__init__(key=key)
        self.notice = ""
        self._write = change
        self._press: str | None = None  # the id of what is being answered
        self.on_msg(lambda _, message, __: self.press(message))

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

    def press(self, message: Any) -> None:
        """Answer a message of the page: ``{"do": name, "value": …, "id": …}``.

        What came with an id is said to be done, so that the page need not keep it; anything else
        than an answer of ours is logged.
        """
        said = message if isinstance(message, dict) else {}
        name = said.get("do")
        answer = getattr(self, f"do_{name}", None) if isinstance(name, str) else None
        if answer is None:
            log.warning("a page sent something that this view does not know: %.40r", name)
            return
        id = said.get("id")
        self._press = id if isinstance(id, str) and _ID.fullmatch(id) else None
        self.notice = fenced(lambda: answer(said.get("value")))
        self.draw(self.book)
        if isinstance(id, str):
            self.send({"done": id})

    def _change(self, edit: Callable[[Book], Book], label: str) -> None:
        """Change the book; the first change of a press bears its id, and is made once."""
        assert self._write is not None, "a view that only shows"  # noqa: S101
        id, self._press = self._press, None
        self._write(edit, label, id)

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


def hint(*text: Child) -> Markup:
    """Return small print."""
    return h("p", *text, class_="pln-hint")


def name(text: str) -> Markup:
    """Return what a user wrote, kept from disturbing the direction of the text around it."""
    return h("bdi", text)


def button(label: Child, do: str, value: str | None = None, kind: str = "main") -> Markup:
    """Return a button: kind main, quiet or link."""
    return h(
        "button",
        label,
        type="button",
        class_=f"pln-button pln-{kind}",
        data_do=do,
        data_value=value,
        data_key=f"{do}-{value}" if value else do,
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


def row(*children: Child) -> Markup:
    """Return things side by side."""
    return h("div", *children, class_="pln-row")
