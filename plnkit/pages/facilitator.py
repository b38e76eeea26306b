"""The verbs of “How is the room doing?”."""

from collections.abc import Callable

from plnkit.html import h
from plnkit.language import tr
from plnkit.pages.common import Page
from plnkit.pages.looking import look
from plnkit.pages.showing import put
from plnkit.reading.facilitator import RULES
from plnkit.rooms import chair_of
from plnkit.views import facilitator
from plnkit.views.facilitator.seat import ChairPanel, Seat
from plnkit.workbook import Workbook

LOOK = 5.0  # seconds between looks at the room


def what_facilitators_see() -> Page:
    """Return what a facilitator sees, and what not."""
    lines = h("ul", *[h("li", rule) for rule in RULES], class_="pln-recap")
    title = h("h2", tr("What you see, and what not"), class_="pln-question")
    html = h("section", title, lines, class_="pln-card pln-calm pln-view pln-seat-rules")
    return Page(html, "\n".join(RULES))


def let_in(mine: Workbook) -> None:
    """Show the link and the code; to everybody else, the sentence that says whose page this is."""
    _follow(mine, facilitator.Entrance("door", _seat(mine)))


def run_agenda(mine: Workbook) -> None:
    """Run an agenda, and let its parts be changed."""
    _follow(mine, facilitator.Run(_seat(mine), mine.change))
    _follow(mine, facilitator.Parts(_seat(mine), mine.change))


def see_who_is_stuck(mine: Workbook) -> None:
    """Show how many are on which page, and who has been still for long, by alias."""
    _follow(mine, facilitator.Stuck(_seat(mine)))


def show_patterns(mine: Workbook) -> None:
    """Show the room's picture, which follows what is shared."""
    _follow(mine, facilitator.Patterns(_seat(mine)))


def match_everybody(mine: Workbook) -> None:
    """Show who could meet whom and why, by alias."""
    _follow(mine, facilitator.Match(_seat(mine)))


def close_room(mine: Workbook) -> None:
    """Save the picture, show the audit, and close the room."""
    _follow(mine, facilitator.Closing(_seat(mine), _turned(mine)))


def _follow(mine: Workbook, panel: ChairPanel) -> None:
    put(mine, panel)
    look(mine, LOOK, panel.look)


def _seat(mine: Workbook) -> Seat:
    """Return the seat of a page: all its views share one."""
    seats = (view.seat for view in _views(mine))
    return next(seats, None) or Seat(lambda: chair_of(mine))


def _views(mine: Workbook) -> list[ChairPanel]:
    return [view for view in map(mine.view, mine.views) if isinstance(view, ChairPanel)]


def _turned(mine: Workbook) -> Callable[[], None]:
    """Return what lets every view of the page look again."""

    def turned() -> None:
        for view in _views(mine):
            view.look()

    return turned
