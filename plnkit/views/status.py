"""What the page says of itself: saved when, what can be undone, and that it is ready."""

import os
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

import anywidget
import traitlets

from plnkit import language
from plnkit.assets import PAGE, SCRIPTS, STYLES
from plnkit.model import Book, Progress
from plnkit.views.fence import fenced


class Heard(NamedTuple):
    """Who hears what a page says: who has come, that they are there still, whose coach invited them."""

    meet: Callable[[str | None, str], object]
    stay: Callable[[], object]
    invited: Callable[[str, str, str], object]  # the coach's id, what they are called, which one


class Status(anywidget.AnyWidget):
    """Saved 14:02, undo and redo, the reader's link and file; in the header where there is one.

    A page says hello when it is drawn, when it comes back from sleep, and when its kernel was
    replaced: `meet` then opens the reader's book, whose key comes along where there are many.
    `place` is then the address at which the page found us, with what opens the door there.
    """

    _esm = SCRIPTS["status"]
    _css = STYLES["panel"]
    key = traitlets.Unicode("status").tag(sync=True)
    saved = traitlets.Unicode().tag(sync=True)  # ISO, UTC
    undo = traitlets.Unicode(allow_none=True).tag(sync=True)  # what it would take back
    redo = traitlets.Unicode(allow_none=True).tag(sync=True)
    notice = traitlets.Unicode().tag(sync=True)
    failure = traitlets.Unicode().tag(sync=True)  # why there is no book
    done = traitlets.List(traitlets.Unicode()).tag(sync=True)  # the pages that are done
    words = traitlets.Dict().tag(sync=True)  # what scripts say, where no server put it on the page
    expects = traitlets.List(traitlets.Unicode()).tag(sync=True)  # the views of the page
    bound = traitlets.Bool(False).tag(sync=True)

    def __init__(
        self,
        look: Callable[[], tuple[datetime | None, str | None, str | None]],
        views: Callable[[], Mapping[str, Any]],
        heard: Heard,
        do: dict[str, Callable[[], object]],
    ) -> None:
        super().__init__(words={} if PAGE in os.environ else language.for_scripts())
        self._look, self._views, self._heard, self._do = look, views, heard, do
        self.place = ""
        self.on_msg(lambda _, message, __: self.press(message))

    def draw(self, book: Book) -> None:
        """Show when the book was last saved, what can be taken back, and which pages are done."""
        saved, undo, redo = self._look()
        with self.hold_sync():
            self.done = [mark.page for mark in book.all(Progress) if mark.done]
            self.saved = saved.isoformat() if saved else ""
            self.undo, self.redo, self.notice = undo, redo, ""

    def fail(self, sentence: str) -> None:
        """Show a sentence."""
        self.notice = sentence

    def press(self, message: Any) -> None:
        """Answer the page: it has come, it is still there, or a button was pressed."""
        said = message if isinstance(message, dict) else {}
        match said.get("do"):
            case "hello":
                self._welcome(said.get("value"))
            case "here":
                self._heard.stay()
            case str(name) if name in self._do:
                self.notice = fenced(self._do[name])

    def _welcome(self, value: Any) -> None:
        """Open the reader's book, and send every view: a page that comes back may show an old one."""
        said = value if isinstance(value, dict) else {}
        key, zone, place = said.get("key"), said.get("zone"), said.get("place")
        self.place = place if isinstance(place, str) else ""
        reader = (key if isinstance(key, str) else None, zone if isinstance(zone, str) else "")
        with self.hold_sync():
            self.failure = fenced(lambda: self._heard.meet(*reader))
            self.expects, self.bound = list(self._views()), not self.failure
        if said.get("again") and self.bound:
            for view in self._views().values():
                view.send_state()
        self.send({"answer": "hello", "known": self._know(said.get("coach"))})

    def _know(self, coach: Any) -> bool:
        """Tell of the coach whose invitation the reader followed; return whether that is done."""
        said = coach if isinstance(coach, dict) else {}
        given = [said.get(name) for name in ("id", "called", "number")]
        id, called, number = (one if isinstance(one, str) else "" for one in given)
        if not (
            self.bound and re.fullmatch("[0-9a-f]{32}", id) and re.fullmatch(r"\d{0,6}", number)
        ):
            return False
        return not fenced(lambda: self._heard.invited(id, called, number))
