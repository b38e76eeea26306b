"""The verbs of “What next?”."""

from plnkit import reading
from plnkit.charts.two_axes import two_axes, two_axes_rows
from plnkit.language import tr
from plnkit.pages.showing import pick, put, together
from plnkit.views.figure import Drawing, FigureView
from plnkit.views.plans import Agenda, Make, Reconnect
from plnkit.views.readings import Advice, Numbers, Overdue
from plnkit.workbook import Workbook


def show_two_axes(mine: Workbook) -> None:
    """Draw strength and bridging: how close each person is, and how few others they know."""
    drawing = Drawing(two_axes, reading.read_two_axes, two_axes_rows)
    together(mine, FigureView("two-axes", drawing, tr("Who opens another door?")))


def advise(mine: Workbook) -> None:
    """Show advice cards, each with its source and its limits."""
    put(mine, Advice(mine.change))


def reconnect(mine: Workbook) -> None:
    """Show whom it may be worth to take up again, with a message to edit."""
    put(mine, Reconnect(mine.change, lambda id: pick(mine, "plan", id)))


def plan_date(mine: Workbook) -> None:
    """Ask for an if-then plan: with whom, for what, when, where, a question and an offer."""
    put(mine, Make(mine.change))


def list_plans(mine: Workbook) -> None:
    """List the plans: done, moved, skipped, or taken to a calendar."""
    put(mine, Agenda(mine.change, lambda id: pick(mine, "plan", id)))


def show_overdue(mine: Workbook) -> None:
    """Say for whom it is time, and let each rhythm be changed."""
    put(mine, Overdue(mine.change))


def show_numbers(mine: Workbook) -> None:
    """Say what was measured, each number in a sentence."""
    put(mine, Numbers())
