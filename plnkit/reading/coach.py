"""What a coach reads of a summary that somebody shared: sentences without merit and without rank."""

from collections.abc import Sequence

from plnkit.shares import Began, Point, Share, Sized
from plnkit.words import count, listed

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
