"""What the places say that one learns from: where one visits, and where one is at home."""

from plnkit.language import tr, trn
from plnkit.model import Book, Member
from plnkit.reading.network import named

VISITS, AT_HOME = ("follow", "ask"), ("exchange", "work together")


def read_places(book: Book) -> str:
    """Return in how many places the learner visits, and where they are at home."""
    visits, home = _taking_part(book, VISITS), _taking_part(book, AT_HOME)
    if not visits and not home:
        return tr("Not enough yet: answer for one place, and this takes shape.")
    if not home:
        return trn(
            "You visit {n} place, and are at home in none so far. That may be just right.",
            "You visit {n} places, and are at home in none so far. That may be just right.",
            len(visits),
        )
    there = tr("At home: {names}.", names=named(home))
    if not visits:
        return there
    visitor = tr("Visitor: {names}.", names=named(visits))
    return f"{there} {visitor}"


def _taking_part(book: Book, ways: tuple[str, ...]) -> list[Member]:
    return [m for m in book.sources if m.participation in ways]
