"""What the page says of itself: saved when, what can be undone, and that it is ready."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from plnkit.model import Book
from plnkit.views.fence import fenced
from plnkit.views.panel import CSS

HERE = Path(__file__).parent


class Status(anywidget.AnyWidget):
    """Saved 14:02, undo and redo, in the page's header where there is one; and who is there.

    A page says hello when it is drawn, when it comes back from sleep, and when its kernel was
    replaced: `meet` then opens the reader's book, whose key comes along where there are many.
    """

    _esm = (HERE / "status.js").read_text()
    _css = CSS
    key = traitlets.Unicode("status").tag(sync=True)
    saved = traitlets.Unicode().tag(sync=True)  # ISO, UTC
    undo = traitlets.Unicode(allow_none=True).tag(sync=True)  # what it would take back
    redo = traitlets.Unicode(allow_none=True).tag(sync=True)
    notice = traitlets.Unicode().tag(sync=True)
    failure = traitlets.Unicode().tag(sync=True)  # why there is no book
    expects = traitlets.List(traitlets.Unicode()).tag(sync=True)  # the views of the page
    bound = traitlets.Bool(False).tag(sync=True)

    def __init__(
        self,
        look: Callable[[], tuple[datetime | None, str | None, str | None]],
        views: Callable[[], Mapping[str, Any]],
        meet: Callable[[str | None, str], None],
        stay: Callable[[], None],
        do: dict[str, Callable[[], object]],
    ) -> None:
        super().__init__()
        self._look, self._views, self._meet, self._stay, self._do = look, views, meet, stay, do
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
        """Answer the page: it has come, it is still there, or undo or redo was pressed."""
        said = message if isinstance(message, dict) else {}
        match said.get("do"):
            case "hello":
                self._welcome(said.get("value"))
            case "here":
                self._stay()
            case str(name) if name in self._do:
                self.notice = fenced(self._do[name])

    def _welcome(self, value: Any) -> None:
        """Open the reader's book, and send every view: a page that comes back may show an old one."""
        said = value if isinstance(value, dict) else {}
        key, zone = said.get("key"), said.get("zone")
        reader = (key if isinstance(key, str) else None, zone if isinstance(zone, str) else "")
        with self.hold_sync():
            self.failure = fenced(lambda: self._meet(*reader))
            self.expects, self.bound = list(self._views()), not self.failure
        if said.get("again") and self.bound:
            for view in self._views().values():
                view.send_state()
        self.send({"answer": "hello"})
