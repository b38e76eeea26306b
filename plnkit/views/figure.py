"""A chart on the page: redrawn in place, with a table that says the same."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import anywidget
import plotly.graph_objects as go
import traitlets

from plnkit.assets import SCRIPTS, STYLES, VIEWS
from plnkit.model import Book
from plnkit.views.fence import fenced

BUNDLE = VIEWS / "vendor" / "plotly-basic.min.js"


@dataclass(frozen=True)
class Drawing:
    """A chart, the sentences above it, and the same as a table: its head and its rows.

    Where there is not enough to draw `figure` returns None, and the reading says what is missing.
    """

    figure: Callable[[Book], go.Figure | None]
    reading: Callable[[Book], str]
    rows: Callable[[Book], tuple[Sequence[str], Sequence[Sequence[Any]]]]


class FigureView(anywidget.AnyWidget):
    """A plotly figure that follows the book.

    The page loads plotly once: from the address that the server names, else (JupyterLab) from
    here, by one message. `on_click` hears the id of the member that was clicked.
    """

    _esm = SCRIPTS["figure"]
    _css = STYLES["figure"]
    key = traitlets.Unicode().tag(sync=True)
    title = traitlets.Unicode().tag(sync=True)
    figure = traitlets.Unicode().tag(sync=True)
    words = traitlets.Unicode().tag(sync=True)
    table = traitlets.Dict().tag(sync=True)
    failure = traitlets.Unicode().tag(sync=True)

    def __init__(
        self,
        key: str,
        drawing: Drawing,
        title: str = "",
        on_click: Callable[[str], None] = lambda _: None,
    ) -> None:
        super().__init__(key=key, title=title)
        self._drawing, self._on_click = drawing, on_click
        self.on_msg(lambda _, message, __: self.press(message))

    def draw(self, book: Book) -> None:
        """Show the figure, its reading and its table as the book has them now.

        Of a book that had a figure and has none now nothing stays, here or on the page.
        """
        head, rows = self._drawing.rows(book)
        with self.hold_sync():
            self.failure = ""
            self.words = self._drawing.reading(book)
            self.table = {"head": list(head), "rows": [list(map(str, r)) for r in rows]}
            figure = self._drawing.figure(book)
            self.figure = figure.to_json(validate=False) if figure is not None else ""

    def fail(self, sentence: str) -> None:
        """Show a sentence in the place of the chart; of what was drawn nothing is kept."""
        with self.hold_sync():
            self.failure, self.figure, self.words, self.table = sentence, "", "", {}

    def press(self, message: Any) -> None:
        """Answer the page: it needs plotly, or a member was clicked."""
        said = message if isinstance(message, dict) else {}
        if said.get("do") == "need-plotly":
            self.send({"plotly": _bundle()})
        elif said.get("do") == "click" and isinstance(said.get("value"), str):
            self.failure = fenced(lambda: self._on_click(said["value"]))


@cache
def _bundle() -> str:
    return BUNDLE.read_text(encoding="utf-8")
