"""The verbs of “Where do you learn?”."""

from plnkit import reading
from plnkit.charts.before_after import mix_before_after, mix_before_after_rows
from plnkit.language import tr
from plnkit.pages.showing import put, together
from plnkit.views.figure import Drawing, FigureView
from plnkit.views.welcome import AtHand, LearningMix, Visits
from plnkit.workbook import Workbook


def mix_learning(mine: Workbook) -> None:
    """Ask in which shares learning happens: in courses, on the job, with people, on one's own."""
    put(mine, LearningMix(mine.change))


def show_mix(mine: Workbook) -> None:
    """Draw where learning happens."""
    drawing = Drawing(mix_before_after, reading.read_mix, mix_before_after_rows)
    together(mine, FigureView("mix-chart", drawing, tr("Your learning mix")))


def tap_sources(mine: Workbook) -> None:
    """Offer sources of each kind, to be tapped or typed."""
    put(mine, AtHand(mine.change))


def take_part(mine: Workbook) -> None:
    """Ask how much one takes part in each source: visitor, or at home."""
    put(mine, Visits(mine.change))
