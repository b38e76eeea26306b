"""The verbs of “Who do you learn from?”."""

from plnkit import reading
from plnkit.charts.composition import composition, composition_rows
from plnkit.charts.network_map import network_map
from plnkit.language import tr
from plnkit.pages.showing import member_rows, put, together
from plnkit.reading.charts import WAYS
from plnkit.samples import example
from plnkit.views.bring import Bring
from plnkit.views.card import Card
from plnkit.views.choice import Choice
from plnkit.views.describe import Describe
from plnkit.views.figure import Drawing, FigureView
from plnkit.views.map_head import MapHead
from plnkit.views.names import Names
from plnkit.views.people import People
from plnkit.views.rings import Rings
from plnkit.views.ties import Ties
from plnkit.workbook import Workbook


def add_members(mine: Workbook) -> None:
    """Ask for names, prompt by prompt."""
    put(mine, Names(mine.change))


def bring_contacts(mine: Workbook) -> None:
    """Bring people and sources that are in files already: contacts, calendars, tables, networks."""
    put(mine, Bring(mine.change))


def describe_members(mine: Workbook) -> None:
    """Ask who each member is: role, closeness, channels."""
    put(mine, Describe(mine.change, mine.erase))


def connect_members(mine: Workbook) -> None:
    """Ask who knows whom."""
    put(mine, Ties(mine.change))


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
    together(mine, head, rings, people, card)


def list_members(mine: Workbook) -> None:
    """Show the list of members, which does all that the map does."""
    card = Card("list-card", mine.change)
    together(mine, People("list", mine.change, mine.undo, card.pick), card)


def map_network(mine: Workbook) -> None:
    """Draw the map as a chart, redrawn at each change: for places where nothing is dragged."""
    together(mine, FigureView("map", Drawing(network_map, reading.read_map, member_rows)))


def show_composition(mine: Workbook) -> None:
    """Draw who the members are: by role, channel, where it began, organisation."""
    choice = Choice("composition-by", tr("Look at it by"), WAYS, lambda: chart.draw(mine.book))
    drawing = Drawing(
        lambda book: composition(book, choice.way),
        lambda book: reading.read_composition_by(book, choice.way),
        lambda book: composition_rows(book, choice.way),
    )
    chart = FigureView("composition", drawing)
    together(mine, choice, chart)
