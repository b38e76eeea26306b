"""What of a book a format cannot hold: said in a few words, and only of what the book has."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from plnkit.language import N_, tr
from plnkit.model import (
    Aim,
    Book,
    Dismissal,
    Entity,
    Interaction,
    Note,
    Plan,
    Progress,
    Pulse,
    Support,
    Wave,
)


@dataclass(frozen=True)
class Loss:
    """Something that a format cannot hold, and whether it is in a book."""

    called: str
    is_in: Callable[[Book], bool]


def _any_of(*kinds: type[Entity]) -> Callable[[Book], bool]:
    return lambda book: any(isinstance(thing, kinds) for thing in book.entities.values())


WHO = Loss(N_("who you are"), lambda book: bool(book.learner.name or book.learner.organisation))
RINGS = Loss(N_("what you call your rings"), lambda book: any(book.learner.ring_names))
PLACES = Loss(
    N_("angles on the rings"), lambda book: any(m.place is not None for m in book.members)
)
TIES = Loss(N_("who knows whom"), lambda book: bool(book.ties))
AIMS = Loss(N_("aims, and who helps with them"), _any_of(Aim, Support))
LOG = Loss(N_("the log of what happened"), _any_of(Interaction))
PLANS = Loss(N_("plans"), _any_of(Plan))
PULSES = Loss(N_("how able and how well you feel"), _any_of(Pulse))
PICTURES = Loss(N_("earlier pictures of the network"), _any_of(Wave))
ANSWERS = Loss(N_("answers on the pages"), _any_of(Note, Progress, Dismissal))


def of(book: Book, losses: Sequence[Loss]) -> tuple[str, ...]:
    """Return in words what of a book is lost."""
    return tuple(tr(loss.called) for loss in losses if loss.is_in(book))
