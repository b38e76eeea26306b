"""What a learner chose to share, kept in their book as notes of the room's page, line by line.

So it survives a reload, can be undone, and travels in the learner's file; what was shared is a copy
elsewhere, which nothing here changes.
"""

from collections.abc import Iterable

from plnkit.language import N_, Phrases
from plnkit.model import Book, Note

PAGE = "room"
ITEMS, ALIAS, ASKS, OFFERS = "room-items", "room-alias", "room-asks", "room-offers"
COACH, FOR_COACH = "room-coach", "room-for-coach"
CHOICES = (ITEMS, ALIAS, ASKS, OFFERS, COACH, FOR_COACH)
_QUESTIONS = Phrases(
    {
        ITEMS: N_("What would leave"),
        ALIAS: N_("What others call me"),
        ASKS: N_("What I ask for"),
        OFFERS: N_("What I offer"),
        COACH: N_("My coach"),
        FOR_COACH: N_("What my coach may have"),
    }
)


def lines(book: Book, id: str) -> tuple[str, ...] | None:
    """Return what was chosen, each line once; None where nothing was chosen yet."""
    note = book.entities.get(id)
    if not isinstance(note, Note):
        return None
    tidy = (" ".join(line.split()) for line in note.text.splitlines())
    return tuple(dict.fromkeys(line for line in tidy if line))


def keep(book: Book, id: str, chosen: Iterable[str]) -> Book:
    """Return the book with a choice in the place of the one before."""
    text = "\n".join(" ".join(line.split()) for line in chosen)
    return book.with_(Note(id=id, page=PAGE, question=_QUESTIONS[id], text=text))


def without(book: Book) -> Book:
    """Return the book without these choices: they are about sharing, and are not shared."""
    return book.without(*CHOICES)
