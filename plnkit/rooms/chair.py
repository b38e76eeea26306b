"""The facilitator's chair: who is where, everybody's asks and offers, and the end of the room."""

import os
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

import msgspec

from plnkit import hatch, matching
from plnkit.journal.rooms import Line
from plnkit.rooms.visit import Keyed, Picture, Room, picture_here, room_here, rooms_at


@dataclass(frozen=True)
class Present:
    """A learner by alias: on which page, and for how many seconds nothing was changed."""

    alias: str
    page: str
    still: int


@dataclass(frozen=True)
class Said:
    """What somebody asks and offers, by what they want to be called."""

    alias: str
    asks: tuple[str, ...]
    offers: tuple[str, ...]


@dataclass(frozen=True)
class Chair:
    """A facilitator, by the room's key. Every method raises a `BookError` for a key that is not it."""

    _key: str = field(repr=False)
    _store: str

    def room(self) -> Room | None:
        """Return the room that is open here, or was open last."""
        return room_here()

    def present(self) -> list[Present]:
        """Return who has a page open, by alias."""
        return [Present(*one) for one in self._ask("presence")["here"]]

    def picture(self) -> Picture:
        """Return what the room shows; the key is there from now on."""
        self._ask("presence")
        return picture_here()

    def everybody(self) -> tuple[tuple[matching.Meeting, ...], Mapping[str, str], list[Said]]:
        """Return all meetings, what each is called, and everybody's asks and offers."""
        found = self._ask("everybody")
        said = [Said(s["alias"], tuple(s["asks"]), tuple(s["offers"])) for s in found["said"]]
        meetings = msgspec.convert(found["meetings"], tuple[matching.Meeting, ...])
        return meetings, found["called"], said

    def door(self) -> dict[str, Any]:
        """Return the join link, its code, until when it lets in, and whether it is plain http."""
        return self._ask("door")

    def renew(self) -> dict[str, Any]:
        """Begin a new join code: the one before lets in no more."""
        return self._ask("renew")

    def rename(self, title: str) -> None:
        """Give the room another title."""
        self._ask("rename", title=title)

    def close(self) -> None:
        """Close the room: what was shared is deleted, and its key is forgotten."""
        self._ask("close")

    def lines(self) -> list[Line]:
        """Return the audit of the room, the latest first."""
        self._ask("presence")
        there = self.room()
        with closing(rooms_at(self._store)) as rooms:
            return rooms.lines(there.id) if there else []

    def _ask(self, what: str, **given: Any) -> dict[str, Any]:
        return hatch.ask(what, key=self._key, **given)


def chair_of(mine: Keyed) -> Chair | None:
    """Return the chair of a page's reader; None where there is one book, or nobody yet."""
    store = os.environ.get("PLNKIT_STORE")
    return Chair(mine.key, store) if store and mine.key else None
