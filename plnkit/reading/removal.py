"""What goes along when members are removed."""

from collections.abc import Callable, Iterable

from plnkit.language import trn
from plnkit.model import Book, Entity, Interaction, Plan, Support
from plnkit.words import listed

COUNTED: tuple[tuple[type[Entity], Callable[[int], str]], ...] = (
    (Plan, lambda n: trn("{n} plan", "{n} plans", n)),
    (Interaction, lambda n: trn("{n} note in the log", "{n} notes in the log", n)),
    (Support, lambda n: trn("{n} kind of help", "{n} kinds of help", n)),
)


def gone_with(book: Book, ids: Iterable[str]) -> str:
    """Return what hangs on members alone: "1 plan and 2 notes in the log", or nothing."""
    left = book.without(*ids)
    lost = [(len(book.all(kind)) - len(left.all(kind)), said) for kind, said in COUNTED]
    return listed([said(number) for number, said in lost if number])
