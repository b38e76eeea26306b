"""What the panels of a room have in common: a visit where there is one, else a sentence."""

import os
from collections.abc import Callable

from markupsafe import Markup

from plnkit import words
from plnkit.assets import STYLES
from plnkit.errors import BookError
from plnkit.language import N_, tr
from plnkit.model import Book
from plnkit.rooms import Room, Visit
from plnkit.views.panel import ChangeBook, Panel, card, question

ABSENT = N_(
    "A room exists only in a workshop: a facilitator begins one with “plnkit serve”. "
    "Your book is whole without it."
)
NO_ROOM = N_("No room is open here yet: the facilitator opens it.")
CLOSED = N_(
    "The room is closed. What was shared with it is deleted; your book is as it was. Take your link "
    "or your file along: “My link and file”, at the top of this page."
)
LOCKED = N_(
    "The room is waiting for the facilitator: they open their page once, and it goes on. "
    "Nothing is lost."
)

Visiting = Callable[[], Visit | None]


class Closed(BookError):
    """The room is closed: one panel of the page says so, the others show nothing."""


class RoomPanel(Panel):
    """A panel that shows something of a room; what cannot be had is said in its place."""

    _css = STYLES["share"]
    title = ""
    tells_the_end = False

    def __init__(self, key: str, visit: Visiting, change: ChangeBook | None = None) -> None:
        super().__init__(key, change)
        self._visit = visit

    @property
    def asked(self) -> str:
        """The question of the card, in the reader's language."""
        return tr(self.title)

    def show(self, book: Book) -> Markup:
        """Return what there is to see, or why there is nothing."""
        visit = self._visit()
        if visit is None:
            return self.instead(absent())
        try:
            return self.inside(book, visit)
        except Closed as fault:
            return self.instead(str(fault)) if self.tells_the_end else Markup("")
        except BookError as fault:
            return self.instead(str(fault))

    def inside(self, book: Book, visit: Visit) -> Markup:
        """Return what there is to see on a visit; may raise a `BookError`."""
        raise NotImplementedError

    def instead(self, sentence: str) -> Markup:
        """Return a sentence in the place of it."""
        return card(question(self.asked, key=self.key), Markup("<p>{}</p>").format(sentence))

    def visiting(self) -> Visit:
        """Return the visit for a press; raises ValueError where there is none."""
        if (visit := self._visit()) is None:
            raise ValueError(absent())
        return visit


def absent() -> str:
    """Return why there is no visit: no workshop, or its reader has not come yet."""
    served = "PLNKIT_STORE" in os.environ
    return tr(words.NOT_OPEN_YET if served else ABSENT)


def open_room(visit: Visit) -> Room:
    """Return the room; raises a `BookError` with a sentence where none is open."""
    room = visit.room()
    if room is None:
        raise BookError(tr(NO_ROOM))
    if not room.open:
        raise Closed(tr(CLOSED))
    return room
