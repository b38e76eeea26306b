"""What the page says of itself: saved when, what can be undone, and that it is ready."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from plnkit.errors import BookError
from plnkit.model import Book
from plnkit.views.panel import CSS

HERE = Path(__file__).parent


class Status(anywidget.AnyWidget):
    """Saved 14:02, undo and redo: in the page's header where there is one."""

    _esm = (HERE / "status.js").read_text()
    _css = CSS
    key = traitlets.Unicode("status").tag(sync=True)
    saved = traitlets.Unicode().tag(sync=True)  # ISO, UTC
    undo = traitlets.Unicode(allow_none=True).tag(sync=True)  # what it would take back
    redo = traitlets.Unicode(allow_none=True).tag(sync=True)
    notice = traitlets.Unicode().tag(sync=True)
    expects = traitlets.List(traitlets.Unicode()).tag(sync=True)  # the views of the page
    bound = traitlets.Bool(False).tag(sync=True)

    def __init__(
        self,
        look: Callable[[], tuple[datetime | None, str | None, str | None]],
        views: Callable[[], tuple[str, ...]],
        do: dict[str, Callable[[], object]],
    ) -> None:
        super().__init__()
        self._look, self._views, self._do = look, views, do
        self.on_msg(lambda _, message, __: self.press(message))

    def draw(self, _: Book) -> None:
        """Show when the book was last saved and what can be taken back."""
        saved, undo, redo = self._look()
        with self.hold_sync():
            self.saved = saved.isoformat() if saved else ""
            self.undo, self.redo, self.notice = undo, redo, ""

    def fail(self, sentence: str) -> None:
        """Show a sentence."""
        self.notice = sentence

    def press(self, message: Any) -> None:
        """Answer the page: it has come, or undo or redo was pressed."""
        said = message.get("do") if isinstance(message, dict) else None
        if said == "hello":
            with self.hold_sync():
                self.expects, self.bound = list(self._views()), True
        elif said in self._do:
            try:
                self._do[said]()
            except (BookError, ValueError) as fault:
                self.notice = str(fault)
