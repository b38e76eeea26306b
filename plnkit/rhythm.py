"""How long ago, and how often: the gap since the last interaction, against the one that was chosen."""

from collections.abc import Mapping
from datetime import date

from plnkit.model import Book, Interaction, Member, Rhythm

# By ring, the closest first: where one starts, never a target. A learner can change each.
DEFAULTS = (Rhythm(ideal=7), Rhythm(ideal=30), Rhythm(ideal=180), Rhythm(ideal=365))


def last_dates(book: Book) -> Mapping[str, date]:
    """Return the day of the last interaction with each member that has one."""
    last: dict[str, date] = {}
    for interaction in book.all(Interaction):
        for id in interaction.members:
            last[id] = max(interaction.on, last.get(id, interaction.on))
    return last


def rhythm_of(member: Member, book: Book) -> Rhythm | None:
    """Return the rhythm of a member: its own, else that of its ring; none while it is paused."""
    if member.status == "paused":
        return None
    if member.rhythm is not None or member.closeness is None:
        return member.rhythm
    rhythms = book.learner.rhythms if len(book.learner.rhythms) == len(DEFAULTS) else DEFAULTS
    return rhythms[member.closeness - 1]


def overdue(member: Member, book: Book, last: date | None, today: date) -> float | None:
    """Return (days since the last interaction - ideal) / ideal; below 0 it is not yet time.

    None where there is no rhythm, or nothing was logged yet.
    """
    rhythm = rhythm_of(member, book)
    if rhythm is None or last is None:
        return None
    return ((today - last).days - rhythm.ideal) / rhythm.ideal
