"""The verbs of the workbooks: each puts something on the page, and keeps it in step with the book.

The only place where the workbook, the charts and the widgets meet.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from IPython.display import display
from ipywidgets import VBox
from markupsafe import Markup

from plnkit import files, reading, words
from plnkit.charts.calendar import year_calendar, year_rows
from plnkit.charts.composition import composition, composition_rows
from plnkit.charts.coverage import coverage_matrix, coverage_rows
from plnkit.charts.exchange import given_and_got, given_and_got_rows
from plnkit.charts.network_map import network_map
from plnkit.charts.style import LOOKS
from plnkit.charts.two_axes import two_axes, two_axes_rows
from plnkit.clock import today
from plnkit.exchange import portable
from plnkit.model import Book
from plnkit.reading.charts import WAYS
from plnkit.views.answers import Answers
from plnkit.views.card import Card
from plnkit.views.choice import Choice
from plnkit.views.describe import Describe
from plnkit.views.figure import Drawing, FigureView
from plnkit.views.html import h
from plnkit.views.map_head import MapHead
from plnkit.views.names import Names
from plnkit.views.notes import Checkpoint, Finish, Question
from plnkit.views.panel import Panel
from plnkit.views.people import People
from plnkit.views.readings import Advice, Numbers, Overdue
from plnkit.views.rings import Rings
from plnkit.views.status import Status
from plnkit.views.ties import Ties
from plnkit.workbook import Workbook


class Page:
    """A piece of HTML that a notebook shows: a noun."""

    def __init__(self, html: Markup, text: str) -> None:
        self._html, self._text = html, text

    def _repr_html_(self) -> str:
        return str(self._html)

    def __repr__(self) -> str:
        return self._text


def start(mine: Workbook) -> None:
    """Show when the book was saved, with undo and redo."""
    status = Status(
        lambda: (
            mine.saved_at,
            mine.undoable.label if mine.undoable else None,
            mine.redoable.label if mine.redoable else None,
        ),
        lambda: {key: mine.view(key) for key in mine.views},
        mine.meet,
        mine.stay,
        {"undo": mine.undo, "redo": mine.redo},
    )
    display(mine.show("status", status, status.draw))


def add_members(mine: Workbook) -> None:
    """Ask for names, prompt by prompt."""
    _put(mine, Names(mine.change))


def describe_members(mine: Workbook) -> None:
    """Ask who each member is: role, closeness, channels."""
    _put(mine, Describe(mine.change, mine.erase))


def connect_members(mine: Workbook) -> None:
    """Ask who knows whom."""
    _put(mine, Ties(mine.change))


def ask(mine: Workbook, key: str) -> None:
    """Ask an open question of a page, and keep the answer."""
    asked = words.QUESTIONS[key]
    _put(mine, Question(mine.change, asked.page, key, asked.text, asked.hint))


def check_in(mine: Workbook) -> None:
    """Say what is done and what to try next."""
    _put(mine, Checkpoint(reading.steps_of_network))


def finish(mine: Workbook, page: str) -> None:
    """Let the learner mark a page as done."""
    _put(mine, Finish(mine.change, page))


def place_members(mine: Workbook) -> None:
    """Show the rings map, on which members are placed, and the list that does the same."""

    def turn(way: str) -> None:
        rings.layout.display = "" if way == "map" else "none"
        people.layout.display = "" if way == "list" else "none"

    head = MapHead(example, reading.read_map, lambda: rings.draw(mine.book), turn)
    card = Card("rings-card", mine.change)
    rings = Rings("rings", mine.change, mine.undo, card.pick, head.book_to_draw)
    people = People("people", mine.change, mine.undo, card.pick)
    turn("map")
    _together(mine, head, rings, people, card)


def list_members(mine: Workbook) -> None:
    """Show the list of members, which does all that the map does."""
    card = Card("list-card", mine.change)
    _together(mine, People("list", mine.change, mine.undo, card.pick), card)


def map_network(mine: Workbook) -> None:
    """Draw the map as a chart, redrawn at each change: for places where nothing is dragged."""
    _together(mine, FigureView("map", Drawing(network_map, reading.read_map, _member_rows)))


def show_composition(mine: Workbook) -> None:
    """Draw who the members are: by role, channel, where it began, organisation."""
    choice = Choice("composition-by", "Look at it by", WAYS, lambda: chart.draw(mine.book))
    drawing = Drawing(
        lambda book: composition(book, choice.way),
        lambda book: reading.read_composition_by(book, choice.way),
        lambda book: composition_rows(book, choice.way),
    )
    chart = FigureView("composition", drawing)
    _together(mine, choice, chart)


def show_two_axes(mine: Workbook) -> None:
    """Draw strength and bridging: how close each person is, and how few others they know."""
    drawing = Drawing(two_axes, reading.read_two_axes, two_axes_rows)
    _together(mine, FigureView("two-axes", drawing, "Who opens another door?"))


def show_coverage(mine: Workbook) -> None:
    """Draw who helps with which aim, and which aims have nobody."""
    drawing = Drawing(coverage_matrix, reading.read_coverage, coverage_rows)
    _together(mine, FigureView("coverage", drawing, "Who helps with what?"))


def show_given_and_got(mine: Workbook) -> None:
    """Draw how often help went each way, member by member."""
    drawing = Drawing(given_and_got, reading.read_exchange, given_and_got_rows)
    _together(mine, FigureView("exchange", drawing, "Given and got"))


def show_year(mine: Workbook) -> None:
    """Draw a mark on each day of the last year on which something was noted."""
    drawing = Drawing(
        lambda book: year_calendar(book, today()),
        reading.read_calendar,
        lambda book: year_rows(book, today()),
    )
    _together(mine, FigureView("year", drawing, "Your year of learning"))


def show_overdue(mine: Workbook) -> None:
    """Say for whom it is time, and let each rhythm be changed."""
    _put(mine, Overdue(mine.change))


def show_numbers(mine: Workbook) -> None:
    """Say what was measured, each number in a sentence."""
    _put(mine, Numbers())


def advise(mine: Workbook) -> None:
    """Show advice cards, each with its source and its limits."""
    _put(mine, Advice(mine.change))


def legend() -> Page:
    """Return how to read the map."""
    rows = [h("li", _swatch(look.colour, look.symbol), look.label) for look in LOOKS]
    text = h("p", words.HOW_TO_READ, class_="pln-hint")
    html = h("div", text, h("ul", *rows, class_="pln-legend", role="list"), class_="pln-view")
    labels = [f"- {look.label}" for look in LOOKS]
    return Page(html, "\n".join([words.HOW_TO_READ, *labels]))


def recap(page: str) -> Page:
    """Return the end of a page: three lines, one small act, and what comes next."""
    end = words.RECAPS[page]
    html = h(
        "section",
        h("h2", "What you take along", class_="pln-question"),
        h("ul", *[h("li", line) for line in end.lines], class_="pln-recap"),
        h("p", h("b", "One small act this week: "), end.act),
        h("p", h("b", "Next: "), end.next, class_="pln-hint"),
        class_="pln-card pln-calm pln-view pln-end",
    )
    lines = [*end.lines, f"One small act this week: {end.act}", f"Next: {end.next}"]
    return Page(html, "\n".join(lines))


@cache
def example() -> Book:
    """Return the invented network that newcomers may look at."""
    return Book.of(portable.read(files.samples() / "small.json").content)


# --- putting things on the page -------------------------------------------------------------


def _put(mine: Workbook, panel: Panel) -> None:
    display(mine.show(panel.key, panel, panel.draw))


def _together(mine: Workbook, *views: Answers | FigureView) -> None:
    """Show several views as one card."""
    for view in views:
        mine.show(view.key, view, view.draw)
    box = VBox(list(views))
    box.add_class("pln-card")
    display(box)


def _member_rows(book: Book) -> tuple[Sequence[str], list[tuple[Any, ...]]]:
    names = book.learner.ring_names
    rows = [
        (
            m.name,
            words.ROLE[m.role] if m.role else words.NOT_ASKED,
            words.ring(m.closeness, names),
            ", ".join(m.channels),
        )
        for m in sorted(book.members, key=lambda m: m.closeness or 9)
    ]
    return ("Name", "Who", "How close", "How"), rows


def _swatch(colour: str, symbol: str) -> Markup:
    shape = " pln-diamond" if symbol == "diamond" else ""
    fill = f"box-shadow: inset 0 0 0 2px {colour}; background: none"
    style = fill if symbol.endswith("-open") else f"background: {colour}"
    return h("span", class_=f"pln-swatch{shape}", style=style)
