"""What the places say that one learns from: where one visits, and where one is at home."""

from plnkit.model import Book, Member
from plnkit.reading.network import named
from plnkit.words import count

VISITS, AT_HOME = ("follow", "ask"), ("exchange", "work together")


def read_places(book: Book) -> str:
    """Return in how many places the learner visits, and where they are at home."""
    visits, home = _taking_part(book, VISITS), _taking_part(book, AT_HOME)
    if not visits and not home:
        return "Not enough yet: say it of one place, and this becomes a picture."
    if not home:
        return f"You visit {count(len(visits), 'place')}, and are at home in none so far. That may be just right."
    first = f"At home: {named(home)}."
    return f"{first} Visitor: {named(visits)}." if visits else first


def _taking_part(book: Book, ways: tuple[str, ...]) -> list[Member]:
    return [m for m in book.sources if m.participation in ways]
