"""The verbs of “Who could you meet here?”."""

from collections.abc import Callable

from plnkit import chosen
from plnkit.pages.looking import look
from plnkit.pages.showing import put
from plnkit.rooms import Visit, visit_of
from plnkit.views.panel import Panel
from plnkit.views.room.asks import AskAndOffer
from plnkit.views.room.coach import WithCoach
from plnkit.views.room.share import Share
from plnkit.views.room.together import Meetings, Together
from plnkit.workbook import Workbook

LOOK = 5.0  # seconds between looks at the room
SHARED = ("asks", "share", "coach")  # the views that say how it stands to what is shared


def ask_and_offer(mine: Workbook) -> None:
    """Draft asks and offers, to edit."""

    def show_share() -> None:
        if isinstance(view := mine.view("share"), Panel):
            view.send({"reveal": "heading"})

    put(mine, AskAndOffer(_visiting(mine), mine.change, show_share))


def share(mine: Workbook) -> None:
    """List what would leave for the room, and for a coach where one invited the learner."""

    def called() -> str:
        visit = visit_of(mine)
        return visit.here(chosen.PAGE, mine.seq) if visit else ""

    visit, turned = _visiting(mine), _turned(mine)
    put(mine, Share(visit, mine.change, turned, called))
    put(mine, WithCoach(visit, mine.change, turned, mine.picture))
    look(mine, LOOK, turned)


def show_room(mine: Workbook) -> None:
    """Show the room's picture, which follows what is shared."""
    together = Together(_visiting(mine))
    put(mine, together)
    look(mine, LOOK, together.look)


def meet(mine: Workbook) -> None:
    """Show whom the learner could meet, why, and a first message."""
    meetings = Meetings(_visiting(mine))
    put(mine, meetings)
    look(mine, LOOK, meetings.look)


def _visiting(mine: Workbook) -> Callable[[], Visit | None]:
    return lambda: visit_of(mine)


def _turned(mine: Workbook) -> Callable[[], None]:
    """Return what lets every view that says how it stands say it anew: another tab may have shared."""

    def turned() -> None:
        for key in SHARED:
            if isinstance(view := mine.view(key), Panel):
                view.draw(mine.book)

    return turned
