"""What a coach reads of what somebody shared: sentences without merit, without rank, and of them."""

import re
from collections.abc import Sequence

from plnkit.model import Book
from plnkit.reading.facts import Facts
from plnkit.reading.network import LEAST, read_composition
from plnkit.reading.numbers import Row, numbers
from plnkit.reading.waves import NO_MIX, read_mix
from plnkit.shares import Began, Point, Share, Sized
from plnkit.words import NOT_ENOUGH, count, listed

CLOSE = 0.75  # strength on the two inner rings
HALF = 0.5  # of the others
ITEMS = {  # of a share, as they are called
    "size": "how many they learn from",
    "composition": "who they are",
    "rings": "how close they are",
    "contact": "how it began",
    "mix": "where they learn",
    "aims": "aims",
    "points": "who opens another door",
    "asks": "asks",
    "offers": "offers",
}

_THEIRS = (  # in this order
    (r"\b(without|through|for) you\b", r"\1 them"),
    (r"\b(Without) you\b", r"\1 them"),
    (r"\bYour\b", "Their"),
    (r"\byour\b", "their"),
    (r"\bYou\b", "They"),
    (r"\byou\b", "they"),
)


def of_them(sentence: str) -> str:
    """Return one of our sentences to a learner as it is said of them; it must name nobody."""
    for said, theirs in _THEIRS:
        sentence = re.sub(said, theirs, sentence)
    return sentence


def read_their_map(book: Book) -> str:
    """Return how many are on a learner's map, and how close."""
    if not book.members:
        return "Their map is empty so far."
    size = read_size(Sized(len(book.people), len(book.sources)))
    inner = [member.name for member in book.members if member.closeness == 1]
    waiting = sum(member.closeness is None for member in book.members)
    close = f"Closest to them: {listed(inner)}." if inner else "Nobody is in their inner ring."
    rest = f" {count(waiting, 'member')} not placed yet." if waiting else ""
    return f"They learn from {size} {close}{rest}"


def read_their_composition(book: Book) -> str:
    """Return who the members of a learner are, by role."""
    if len(book.members) < LEAST or not any(member.role for member in book.people):
        return "Not enough yet to say who they are: it takes three members, and roles."
    return of_them(read_composition(book))


def read_their_mix(book: Book) -> str:
    """Return where a learner says they learn most."""
    said = read_mix(book)
    return "They have not said yet where they learn." if said == NO_MIX else of_them(said)


def their_numbers(facts: Facts) -> list[tuple[str, list[Row]]]:
    """Return the numbers that there are, by group, as they are said of a learner."""
    return [
        (title, [_of_them(row) for row in rows if row.shown != NOT_ENOUGH])
        for title, rows in numbers(facts)
    ]


def read_missing(facts: Facts) -> str:
    """Return which numbers there are not yet, in one sentence; "" where all are there."""
    labels = [r.label for _, rows in numbers(facts) for r in rows if r.shown == NOT_ENOUGH]
    if not labels:
        return ""
    theirs = listed([f"“{of_them(label)}”" for label in labels], len(labels))
    return f"Not enough is said yet for {theirs}."


def _of_them(row: Row) -> Row:
    return Row(of_them(row.label), row.shown, of_them(row.said), row.source)


def read_items(share: Share) -> str:
    """Return what somebody shared, in a few words."""
    if share.book is not None:
        return "their whole book"
    told = [label for name, label in ITEMS.items() if getattr(share, name) not in (None, ())]
    return f"a summary with {listed(told, len(ITEMS))}" if told else "nothing yet beside a name"


def read_size(size: Sized) -> str:
    """Return of how many people and sources somebody learns."""
    return f"{count(size.people, 'person', 'people')} and {count(size.sources, 'source')}."


def read_contact(contact: Began) -> str:
    """Return how it began with the people, as far as it was said, and how many were met."""
    began = (
        (contact.in_person, "in person"),
        (contact.online, "online"),
    )
    said = [f"with {count(n, 'person', 'people')} it began {how}" for n, how in began if n]
    met = f"{count(contact.met, 'person was', 'people were')} met in person" if contact.met else ""
    text = ", ".join(filter(None, [*said, met])) or "not said of anybody"
    return f"{text[0].upper()}{text[1:]}."


def read_points(points: Sequence[Point]) -> list[str]:
    """Return how many people are close or further out, and know few or many of the others."""
    near = [point for point in points if point.strength >= CLOSE]
    far = [point for point in points if point.strength < CLOSE]
    sides = (("On the two inner rings", near), ("Further out", far))
    return [f"{where}: {_few(those)}." for where, those in sides if those]


def _few(points: Sequence[Point]) -> str:
    few = sum(point.bridging >= HALF for point in points)
    know = "knows" if few == 1 else "know"
    people = count(len(points), "person", "people")
    return f"{people}; {few:,} of them {know} at most half of the others asked about"
