"""What a coach reads of what somebody shared: sentences without merit, without rank, and of them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from plnkit.language import N_, Phrases, tr, trn
from plnkit.model import Book
from plnkit.pulses import latest
from plnkit.reading.facts import Facts
from plnkit.reading.network import LEAST, not_placed, people, read_composition, sources
from plnkit.reading.numbers import Row, numbers
from plnkit.reading.waves import read_mix, shares
from plnkit.shares import Began, Point, Share, Sized
from plnkit.words import listed, quoted

CLOSE = 0.75  # strength on the two inner rings
HALF = 0.5  # of the others
ITEMS = Phrases(  # of a share, as they are called
    {
        "size": N_("how many they learn from"),
        "composition": N_("who they are"),
        "rings": N_("how close they are"),
        "contact": N_("how it began"),
        "mix": N_("where they learn"),
        "aims": N_("aims"),
        "points": N_("who opens another door"),
        "asks": N_("asks"),
        "offers": N_("offers"),
    }
)


def read_their_map(book: Book) -> str:
    """Return how many are on a learner's map, and how close."""
    if not book.members:
        return tr("Their map is empty so far.")
    inner = [member.name for member in book.members if member.closeness == 1]
    size = tr(
        "They learn from {people} and {sources}.",
        people=people(len(book.people)),
        sources=sources(len(book.sources)),
    )
    close = (
        tr("Closest to them: {names}.", names=listed(inner))
        if inner
        else tr("Nobody is in their inner ring.")
    )
    waiting = sum(member.closeness is None for member in book.members)
    return " ".join(filter(None, (size, close, not_placed(waiting))))


def read_their_composition(book: Book) -> str:
    """Return who the members of a learner are, by role."""
    if len(book.members) < LEAST or not any(member.role for member in book.people):
        return tr("Not enough yet to say who they are: it takes three members, and roles.")
    return read_composition(book, theirs=True)


def read_their_mix(book: Book) -> str:
    """Return where a learner says they learn most."""
    if not shares(latest(book).mix):
        return tr("They have not said yet where they learn.")
    return read_mix(book, theirs=True)


def their_numbers(facts: Facts) -> list[tuple[str, list[Row]]]:
    """Return the numbers that there are, by group, as they are said of a learner."""
    return [(title, [row for row in rows if row.enough]) for title, rows in _told(facts)]


def read_missing(facts: Facts) -> str:
    """Return which numbers there are not yet, in one sentence; "" where all are there."""
    labels = [quoted(row.label) for _, rows in _told(facts) for row in rows if not row.enough]
    if not labels:
        return ""
    return tr("Not enough is said yet for {labels}.", labels=listed(labels, len(labels)))


def _told(facts: Facts) -> list[tuple[str, list[Row]]]:
    return numbers(replace(facts, theirs=True))


def read_items(share: Share) -> str:
    """Return what somebody shared, in a few words."""
    if share.book is not None:
        return tr("their whole book")
    told = [label for name, label in ITEMS.items() if getattr(share, name) not in (None, ())]
    if not told:
        return tr("nothing yet except a name")
    return tr("a summary with {items}", items=listed(told, len(ITEMS)))


def read_size(size: Sized) -> str:
    """Return of how many people and sources somebody learns."""
    return tr("{people} and {sources}.", people=people(size.people), sources=sources(size.sources))


def read_contact(contact: Began) -> str:
    """Return how it began with the people, as far as it was said, and how many were met."""
    text = ", ".join(_of_contact(contact))
    return f"{text[0].upper()}{text[1:]}." if text else tr("Not said of anybody.")


def _of_contact(contact: Began) -> Iterator[str]:
    """Yield what is said of the contact, each a clause of its own."""
    if n := contact.in_person:
        yield trn("with {n} person it began in person", "with {n} people it began in person", n)
    if n := contact.online:
        yield trn("with {n} person it began online", "with {n} people it began online", n)
    if n := contact.met:
        yield trn("{n} person was met in person", "{n} people were met in person", n)


def read_points(points: Sequence[Point]) -> list[str]:
    """Return how many people are close or further out, and know few or many of the others."""
    near = [point for point in points if point.strength >= CLOSE]
    far = [point for point in points if point.strength < CLOSE]
    return [*([_near(near)] if near else []), *([_far(far)] if far else [])]


def _near(points: Sequence[Point]) -> str:
    return trn(
        "On the two inner rings: {people}; {n} of them knows at most half of the others asked about.",
        "On the two inner rings: {people}; {n} of them know at most half of the others asked about.",
        _few(points),
        people=people(len(points)),
    )


def _far(points: Sequence[Point]) -> str:
    return trn(
        "Further out: {people}; {n} of them knows at most half of the others asked about.",
        "Further out: {people}; {n} of them know at most half of the others asked about.",
        _few(points),
        people=people(len(points)),
    )


def _few(points: Sequence[Point]) -> int:
    return sum(point.bridging >= HALF for point in points)
