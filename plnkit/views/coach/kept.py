"""What a coach keeps in a book of their own: what they are called, whom they invited, and notes."""

import secrets

from plnkit.language import tr
from plnkit.model import Book, Note, clean_name

PAGE = "coach"
NAME, INVITED, LEARNER = "coach-name", "coach-invited-", "coach-learner-"
SHORT = 60  # letters of what a coach is called
LONG = 20_000  # letters of a note


def called(book: Book) -> str:
    """Return what the coach wants to be called, "" while it was not said."""
    return _note(book, NAME).text


def with_called(book: Book, text: str) -> Book:
    """Return the book in which the coach is called something."""
    return book.with_(Note(id=NAME, page=PAGE, question=tr("What learners call me"), text=text))


def invited(book: Book) -> list[Note]:
    """Return the invitations, the latest first; the text of each is its label."""
    return _notes(book, INVITED)[::-1]


def number_of(invitation: Note) -> str:
    """Return the number of an invitation, as its link has it."""
    return invitation.id.removeprefix(INVITED)


def label_of(book: Book, number: str) -> str:
    """Return for whom an invitation was made, "" where there is none with this number."""
    return _note(book, INVITED + number).text if number else ""


def with_invited(book: Book, label: str) -> Book:
    """Return the book with one more invitation; its number is drawn, so that none comes twice."""
    number = str(secrets.randbelow(1_000_000))
    if f"{INVITED}{number}" in book:
        return with_invited(book, label)
    return book.with_(Note(id=f"{INVITED}{number}", page=PAGE, question=tr("Invited"), text=label))


def kept_of(book: Book, learner: str) -> Note:
    """Return what is kept of a learner, by the id of their share: `question` is the label."""
    return _note(book, LEARNER + learner)


def with_label(book: Book, learner: str, label: str) -> Book:
    """Return the book in which a learner has a label, or none."""
    note = kept_of(book, learner)
    return _with(book, Note(id=note.id, page=PAGE, question=label, text=note.text))


def with_text(book: Book, learner: str, text: str) -> Book:
    """Return the book in which there are other notes on a learner."""
    note = kept_of(book, learner)
    return _with(book, Note(id=note.id, page=PAGE, question=note.question, text=text))


def kept(book: Book) -> dict[str, Note]:
    """Return what is kept of learners, by the ids of their shares."""
    return {note.id.removeprefix(LEARNER): note for note in _notes(book, LEARNER)}


def label(text: str) -> str:
    """Return a label as it is kept; "" for none. Raises ValueError for one that is too long."""
    return clean_name(text) if text.strip() else ""


def name_of_coach(text: str) -> str:
    """Return what a coach is called, as it is kept; raises ValueError with a sentence."""
    name = clean_name(text)
    if len(name) > SHORT:
        raise ValueError(
            tr("This can have up to {most} characters: please shorten it.", most=SHORT)
        )
    return name


def _with(book: Book, note: Note) -> Book:
    return book.with_(note) if note.question or note.text else book.without(note.id)


def _notes(book: Book, start: str) -> list[Note]:
    return [note for note in book.all(Note) if note.id.startswith(start)]


def _note(book: Book, id: str) -> Note:
    found = book.entities.get(id)
    return found if isinstance(found, Note) else Note(id=id, page=PAGE, question="")
