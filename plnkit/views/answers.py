"""What every view does that a page can change: it answers each message, once and in words."""

import logging
import re
from collections.abc import Callable, Sequence
from typing import Any, Protocol

import anywidget
import traitlets

from plnkit.model import Book
from plnkit.views.fence import fenced

_ID = re.compile("[0-9a-f]{32}")

log = logging.getLogger("plnkit")


class ChangeBook(Protocol):
    """How a view changes the book: an edit, and what the change is called."""

    def __call__(self, edit: Callable[[Book], Book], label: str, id: str | None = None) -> object:
        """Apply the edit; the same `id` is applied once."""


class Answers(anywidget.AnyWidget):
    """A view whose `do_…` methods answer what is done on the page."""

    key = traitlets.Unicode().tag(sync=True)

    def __init__(self, key: str, change: ChangeBook | None = None) -> None:
        super().__init__(key=key)
        self.book = Book()
        self.notice = ""
        self._write = change
        self._press: str | None = None  # the id of what is being answered
        self.buffers: Sequence[bytes | memoryview] = ()  # the bytes that came with it
        self.on_msg(lambda _, message, buffers: self.hear(message, buffers))

    def hear(self, message: Any, buffers: Sequence[bytes | memoryview] = ()) -> None:
        """Answer a message that came with bytes; they are kept for as long as the answer takes."""
        self.buffers = buffers or ()
        try:
            self.press(message)
        finally:
            self.buffers = ()

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
        self.answered()
        if isinstance(id, str):
            self.send({"done": id, "notice": self.notice} if self.notice else {"done": id})

    def answered(self) -> None:
        """Show what an answer has changed in the view itself."""

    def _change(self, edit: Callable[[Book], Book], label: str) -> None:
        """Change the book; the first change of a press bears its id, and is made once."""
        assert self._write is not None, "a view that only shows"  # noqa: S101
        id, self._press = self._press, None
        self._write(edit, label, id)
