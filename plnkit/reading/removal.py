"""What goes along when members are removed."""

from collections.abc import Iterable

from plnkit.model import Book, Interaction, Plan, Support
from plnkit.words import count, listed

COUNTED = (
    (Plan, "plan", "plans"),
    (Interaction, "note in the log", "notes in the log"),
    (Support, "kind of help", "kinds of help"),
)


def gone_with(book: Book, ids: Iterable[str]) -> str:
    """Return what hangs on members alone: "1 plan and 2 notes in the log", or nothing."""
    left = book.without(*ids)
    lost = [(len(book.all(kind)) - len(left.all(kind)), one, many) for kind, one, many in COUNTED]
    return listed([count(number, one, many) for number, one, many in lost if number])
