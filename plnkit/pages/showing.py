"""Putting views on the page, and keeping them in step with the book."""

from collections.abc import Sequence
from typing import Any

from IPython.display import display
from ipywidgets import HBox, VBox

from plnkit import words
from plnkit.language import tr
from plnkit.model import Book
from plnkit.reading.network import said_channel
from plnkit.views.answers import Answers
from plnkit.views.figure import FigureView
from plnkit.views.log import Entry
from plnkit.views.panel import Panel
from plnkit.views.plans import Make
from plnkit.workbook import Workbook


def put(mine: Workbook, panel: Panel) -> None:
    """Show one panel."""
    display(mine.show(panel.key, panel, panel.draw))


def together(mine: Workbook, *views: Answers | FigureView) -> None:
    """Show several views as one card."""
    for view in views:
        mine.show(view.key, view, view.draw)
    box = VBox(list(views))
    box.add_class("pln-card")
    display(box)


def beside(mine: Workbook, *views: FigureView) -> None:
    """Show several views side by side, where there is room."""
    for view in views:
        mine.show(view.key, view, view.draw)
    box = HBox(list(views))
    box.add_class("pln-card")
    box.add_class("pln-beside")
    display(box)


def pick(mine: Workbook, key: str, id: str) -> None:
    """Let another view of the page take something up."""
    view = mine.view(key)
    if isinstance(view, Entry | Make):
        view.pick(id)


def member_rows(book: Book) -> tuple[Sequence[str], list[tuple[Any, ...]]]:
    """Return the members as a table, the closest first."""
    names = book.learner.ring_names
    rows = [
        (
            m.name,
            words.ROLE[m.role] if m.role else tr(words.NOT_ASKED),
            words.ring(m.closeness, names),
            ", ".join(map(said_channel, m.channels)),
        )
        for m in sorted(book.members, key=lambda m: m.closeness or 9)
    ]
    return (tr("Name"), tr("Who"), tr("How close"), tr("How")), rows
