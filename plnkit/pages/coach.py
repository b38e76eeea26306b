"""The verbs of “How are your learners doing?”."""

import logging
import os
from collections.abc import Callable, Iterator
from typing import Any, Literal

from IPython.display import display
from ipywidgets import Box, HBox, VBox

from plnkit import hatch, words
from plnkit.charts.network_map import network_map
from plnkit.errors import strict
from plnkit.html import h
from plnkit.language import N_, Lines, tr
from plnkit.model import Book, Wave
from plnkit.pages.common import Page
from plnkit.pages.looking import look
from plnkit.pages.showing import member_rows, put
from plnkit.reading.coach import read_their_map
from plnkit.rooms import coaching_of
from plnkit.views import coach
from plnkit.views.figure import Drawing, FigureView
from plnkit.views.panel import Panel
from plnkit.workbook import Workbook

LOOK = 2.0  # seconds between looks at what is shared
ABSENT = N_("Coaches have a page only in a workshop: in one begun with “plnkit serve”.")
RULES = Lines(
    N_(
        "You see what a learner chose to share with you, as it is now: a summary, or their whole book."
    ),
    N_(
        "They can change it or take it back at any time, and what is taken back is gone from here at once."
    ),
    N_("When you open it, that is written down, and they can read it. Your notes are yours alone."),
    N_(
        "Nothing here says whether somebody learns well: more is not better, and a "
        "change does not say why."
    ),
)
AWAY = "pln-away"  # a style wins over a widget's own layout
NO_TWO = N_("Not enough yet: with a picture of another day there is something to compare.")

log = logging.getLogger("plnkit")


def what_coaches_see() -> Page:
    """Return what a coach sees, and what not."""
    lines = h("ul", *[h("li", rule) for rule in RULES], class_="pln-recap")
    title = h("h2", tr("What you see, and what not"), class_="pln-question")
    html = h("section", title, lines, class_="pln-card pln-calm pln-view")
    return Page(html, "\n".join(RULES))


def invite(mine: Workbook) -> None:
    """Make links by which learners can share with a coach."""
    put(
        mine,
        coach.Invite(
            mine.change, lambda: coaching_of(mine), lambda: hatch.ask("pass"), _absent()
        ),
    )  # fmt: skip


def follow(mine: Workbook) -> None:
    """Show who shares with a coach now, and what; it follows what they change and take back."""
    following = coach.Following(lambda: coaching_of(mine))
    whole = _Whole(mine, following)
    learners = coach.Learners(mine.change, following, _absent(), whole.follow)

    def again() -> None:
        learners.draw(mine.book)
        whole.follow()

    put(mine, learners)
    whole.put()
    look(mine, LOOK, lambda: _safely(learners, again))


def _absent() -> str:
    return words.NOT_OPEN_YET if "PLNKIT_STORE" in os.environ else ABSENT


def _safely(view: Any, draw: Callable[[], None]) -> None:
    """Draw what another computer wrote; if that fails, a sentence stands there."""
    try:
        draw()
    except Exception:
        if strict():
            raise
        log.exception("a view could not be drawn")
        view.fail(tr(words.VIEW_FAILED))


class _Whole:
    """The views of a learner's whole book; they are there while one is open."""

    def __init__(self, mine: Workbook, following: coach.Following) -> None:
        self._mine, self._following = mine, following
        self._drawn: Book | None = Book()  # to begin with, another than any
        self._compare = coach.Theirs(_pictured, self._compared)
        self._maps = (self._side("map-then", 0), self._side("map-now", 1))
        drawing = Drawing(_map, read_their_map, member_rows)
        self._cards: tuple[tuple[Panel | FigureView, ...], ...] = (
            (coach.Said(),),
            (FigureView("map", drawing, tr("Their map")),),
            (coach.TheirNumbers(),),
            (self._compare,),
            self._maps,
        )
        self._boxes = [_box(views) for views in self._cards]

    def put(self) -> None:
        """Put the views on the page."""
        for view in self._views():
            self._mine.show(view.key, view, lambda _: self.follow())
        for box in self._boxes:
            display(box)

    def follow(self) -> None:
        """Show the book that is open, or nothing; what is drawn already stays."""
        book = self._following.book
        if book is self._drawn:
            return
        self._drawn = book
        for box in self._boxes:
            (box.add_class if book is None else box.remove_class)(AWAY)
        for view in self._views():
            self._draw(view)

    def _views(self) -> Iterator[Panel | FigureView]:
        return (view for views in self._cards for view in views)

    def _draw(self, view: Panel | FigureView) -> None:
        _safely(view, lambda: view.draw(self._drawn or Book()))

    def _compared(self) -> None:
        for view in self._maps:
            self._draw(view)

    def _side(self, key: str, side: Literal[0, 1]) -> FigureView:
        """Return the map of one of the two pictures that are compared."""
        two, labels = self._compare.pair, self._compare.labels

        def figure(book: Book) -> Any:
            pair = two(book)
            return network_map(pair[side], pair[1 - side]) if pair else None

        def read(book: Book) -> str:
            pair, called = two(book), labels(book)
            return (
                f"{called[side]}. {read_their_map(pair[side])}" if pair and called else tr(NO_TWO)
            )

        def rows(book: Book) -> Any:
            pair = two(book)
            return member_rows(pair[side]) if pair else ((), [])

        return FigureView(key, Drawing(figure, read, rows), (tr("Then"), tr("Later"))[side])


def _map(book: Book) -> Any:
    """Return the map of a book that is open; of none there is no picture at all."""
    return network_map(book) if book.entities else None


def _pictured(wave: Wave) -> Book:
    return Book.of(wave.book) if wave.book else Book()


def _box(views: tuple[Panel | FigureView, ...]) -> Box:
    """Return a card of charts, two of them side by side; a panel is a card by itself."""
    box = HBox(list(views)) if len(views) > 1 else VBox(list(views))
    for name in _CARDS[len(views) > 1] if isinstance(views[0], FigureView) else ():
        box.add_class(name)
    return box


_CARDS = {False: ("pln-card",), True: ("pln-card", "pln-beside")}
