"""The verbs of “How do you learn together?”."""

from plnkit import reading
from plnkit.charts.calendar import year_calendar, year_rows
from plnkit.charts.exchange import given_and_got, given_and_got_rows
from plnkit.charts.log import time_by_aim, time_by_aim_rows, ways_of_meeting, ways_of_meeting_rows
from plnkit.clock import today
from plnkit.language import tr
from plnkit.pages.showing import pick, put, together
from plnkit.reading.log import read_time_by_aim, read_ways_of_meeting
from plnkit.views.figure import Drawing, FigureView
from plnkit.views.log import Entry, History, Rhythms
from plnkit.workbook import Workbook


def note_interaction(mine: Workbook) -> None:
    """Ask what happened: who, how, how long, what went to and fro."""
    put(mine, Entry(mine.change))


def list_interactions(mine: Workbook) -> None:
    """List what was noted, to be changed or taken out."""
    put(mine, History(mine.change, lambda id: pick(mine, "log", id)))


def show_given_and_got(mine: Workbook) -> None:
    """Draw how often help went each way, member by member."""
    drawing = Drawing(given_and_got, reading.read_exchange, given_and_got_rows)
    together(mine, FigureView("exchange", drawing, tr("Given and got")))


def show_ways(mine: Workbook) -> None:
    """Draw how often one meets in person, and how often online."""
    drawing = Drawing(ways_of_meeting, read_ways_of_meeting, ways_of_meeting_rows)
    together(mine, FigureView("ways", drawing, tr("In person and online")))


def show_year(mine: Workbook) -> None:
    """Draw a mark on each day of the last year on which something was noted."""
    drawing = Drawing(
        lambda book: year_calendar(book, today()),
        reading.read_calendar,
        lambda book: year_rows(book, today()),
    )
    together(mine, FigureView("year", drawing, tr("Your year of learning")))


def show_time_by_aim(mine: Workbook) -> None:
    """Draw how much time went into each aim."""
    drawing = Drawing(time_by_aim, read_time_by_aim, time_by_aim_rows)
    together(mine, FigureView("time-by-aim", drawing, tr("Time for each aim")))


def show_rhythm(mine: Workbook) -> None:
    """Say what the log says about rhythm: the usual gap beside the one that was chosen."""
    put(mine, Rhythms())
