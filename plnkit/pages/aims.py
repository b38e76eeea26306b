"""The verbs of “What do you want to learn?”."""

from typing import Any

from plnkit import reading
from plnkit.charts.coverage import coverage_matrix, coverage_rows
from plnkit.language import tr
from plnkit.model import Book, clean_name
from plnkit.pages.showing import put, together
from plnkit.views import aims
from plnkit.views.figure import Drawing, FigureView
from plnkit.views.review import pictures
from plnkit.words import isolated
from plnkit.workbook import Workbook


def add_aims(mine: Workbook) -> None:
    """Ask what the learner wants: goals, needs, interests, motivations, problems."""
    put(mine, aims.Add(mine.change))


def describe_aims(mine: Workbook) -> None:
    """Ask of each aim why, by when, and how able one feels now."""
    put(mine, aims.Describe(mine.change))


def find_helpers(mine: Workbook) -> None:
    """Ask who could help with an aim, and how."""
    put(mine, aims.Helpers(mine.change))


def show_coverage(mine: Workbook) -> None:
    """Draw who helps with which aim, and which aims have nobody."""
    drawing = Drawing(coverage_matrix, reading.read_coverage, coverage_rows)
    together(mine, FigureView("coverage", drawing, tr("Who helps with what?")))


def present_aims(mine: Workbook) -> None:
    """Draft a message or a question about an aim, for chosen members."""
    put(mine, aims.Present(mine.change))


def transfer(mine: Workbook) -> None:
    """Plan what will be used of a programme, and take its pictures: before, during, after."""
    put(mine, aims.Transfer(mine.change, lambda *wave: _take(mine, *wave)))


def _take(mine: Workbook, name: str, programme: str, phase: Any) -> None:
    """Take a picture of the book as it stands, for a programme."""

    def taken(book: Book) -> Book:
        return pictures.taken(book, name, mine.seq, programme, phase)

    mine.change(taken, tr("Took a picture: {name}", name=isolated(clean_name(name))))
