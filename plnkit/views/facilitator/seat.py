"""The facilitator's seat: who reads the page, and what all its panels have in common."""

import os
from collections.abc import Callable
from contextlib import suppress

from markupsafe import Markup

from plnkit import words
from plnkit.assets import STYLES
from plnkit.errors import BookError
from plnkit.hatch import NoRoom
from plnkit.html import h
from plnkit.language import N_, tr
from plnkit.model import Book
from plnkit.rooms import Chair, Room
from plnkit.views.form import Form
from plnkit.views.panel import ChangeBook, card, question

ABSENT = N_("The facilitator's page exists only in a workshop: in one begun with “plnkit serve”.")
NO_ROOM = N_("No room is open here: begin one with “plnkit serve”.")


class Seat:
    """Who sits on the facilitator's seat of a page; `why` says in a sentence why nobody does.

    A key that is not the facilitator's is shown to the server once, and refused from then on: each
    time would be a line in its log.
    """

    def __init__(self, find: Callable[[], Chair | None]) -> None:
        self._find = find
        self._known: Chair | None = None
        self._over = False
        self.why = ""

    def chair(self) -> Chair | None:
        """Return the chair, None where the reader is not the facilitator. May raise a `BookError`."""
        found = self._find()
        if found is None:
            served = "PLNKIT_STORE" in os.environ
            self.why = tr(words.NOT_OPEN_YET if served else ABSENT)
            return None
        if found != self._known:
            self.why = self._refusal(found)
            self._known = found
        return None if self.why else found

    def is_over(self, chair: Chair) -> bool:
        """Return whether the room is closed, as far as is known: an agenda needs no answer to go on."""
        with suppress(BookError):
            room = chair.room()
            self._over = room is not None and not room.open
        return self._over

    @staticmethod
    def _refusal(chair: Chair) -> str:
        try:
            chair.present()
        except NoRoom:
            raise
        except BookError as fault:
            return str(fault)
        return ""


class ChairPanel(Form):
    """A panel of the facilitator's page; to everybody else it shows nothing."""

    _css = STYLES["chair"]
    title = ""

    def __init__(self, key: str, seat: Seat, change: ChangeBook | None = None) -> None:
        super().__init__(key, change)
        self.seat = seat

    def look(self) -> None:
        """Ask the room again; what is the same stays as it is on the page."""
        self.draw(self.book)

    def show(self, book: Book) -> Markup:
        """Return what there is to see, or why there is nothing just now."""
        try:
            chair = self.seat.chair()
            return self.inside(book, chair) if chair else self.refused()
        except BookError as fault:
            return self.instead(str(fault))

    def inside(self, book: Book, chair: Chair) -> Markup:
        """Return what the facilitator sees; may raise a `BookError`."""
        raise NotImplementedError

    def refused(self) -> Markup:
        """Return what others see: nothing, since the top of the page says why."""
        return Markup("")

    def instead(self, sentence: str) -> Markup:
        """Return a sentence in the place of it."""
        return card(question(tr(self.title), key=self.key), h("p", sentence))

    def _notice(self) -> Markup:
        return Markup("") if self.seat.why else super()._notice()

    def seated(self) -> Chair:
        """Return the chair for a press; raises ValueError where there is none."""
        chair = self.seat.chair()
        if chair is None:
            raise ValueError(self.seat.why)
        return chair


def open_room(chair: Chair) -> Room | None:
    """Return the room while it is open, None where it is closed or there is none."""
    room = chair.room()
    return room if room and room.open else None
