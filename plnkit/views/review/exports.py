"""The files in which a learner takes the book along: a new format is one more `Export`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from plnkit import clock, report
from plnkit.exchange import calendar, portable
from plnkit.model import Book, Plan, Wave
from plnkit.views.plans.agenda import CALENDAR

EVERYTHING = "everything"
Picture = Callable[[Wave], Book]  # what a book was when a wave was taken


class File(NamedTuple):
    """What a browser saves."""

    name: str
    type: str
    text: str


@dataclass(frozen=True)
class Export:
    """A file that can be made of a book: what its button says, what is in it, and how it is made."""

    key: str
    label: str
    hint: str
    make: Callable[[Book], File]


def usual(picture: Picture) -> tuple[Export, ...]:
    """Return the files that everybody is offered."""
    return (
        Export(
            "report",
            "Report, to keep or print",
            "One page with your map, your aims and your dates. Any browser opens it.",
            lambda book: _report(book, picture, names=True),
        ),
        Export(
            "nameless",
            "Report without names",
            "For showing to others: members are “Person 1”, “Source 2”. Read it once before you "
            "give it away: whom you mention and have not on your map cannot be found.",
            lambda book: _report(book, picture, names=False),
        ),
        Export(
            "dates",
            "Dates, for your calendar",
            "A calendar file. A later one takes the place of an earlier one.",
            _dates,
        ),
        Export(
            EVERYTHING,
            "Everything, as one file",
            "All that you wrote down, and your pictures, for this program or another. "
            "It holds names and notes: keep it where only you can read it.",
            lambda book: _everything(book, picture),
        ),
    )


def _report(book: Book, picture: Picture, *, names: bool) -> File:
    called = _called("" if names else "-without-names")
    return File(f"{called}.html", "text/html", report.whole(book, picture, names=names))


def _dates(book: Book) -> File:
    text = calendar.calendar(book, book.all(Plan), datetime.now(UTC)).decode()
    return File(CALENDAR, "text/calendar", text)


def _everything(book: Book, picture: Picture) -> File:
    """Return the portable file, in which each picture travels with its content."""
    at = {wave.seq: wave for wave in book.all(Wave) if wave.seq is not None}
    text = portable.text(book, lambda seq: picture(at[seq]), datetime.now(UTC)).decode()
    return File(f"{_called()}.json", "application/json", text)


def _called(more: str = "") -> str:
    return f"my-network-{clock.today()}{more}"
