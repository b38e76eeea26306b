"""A learner's visit: what they share with the room or a coach, and what the room gives back."""

import os
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

import msgspec
from msgspec.structs import replace

from plnkit import hatch, matching, room, sealing, shares
from plnkit.journal.rooms import Line, Rooms, Sealed
from plnkit.shares import Share


class Keyed(Protocol):
    """A workbook that knows the key of its reader."""

    @property
    def key(self) -> str | None:
        """The key, None until the reader has come or where there is one book."""

    @property
    def seq(self) -> int:
        """How far the book is."""


@dataclass(frozen=True)
class Recipient:
    """To whom something is shared: a room or a coach, by the id that their public key proves."""

    id: str
    public: bytes


@dataclass(frozen=True)
class Room(Recipient):
    """The room that is open, or was: its title, and whether its people are invented."""

    title: str
    open: bool
    demo: bool


@dataclass(frozen=True)
class Picture:
    """What a room shows: the picture, None while there is none, and how many have shared.

    It is locked until the facilitator's page was opened once after the server was started.
    """

    picture: room.Picture | None
    shared: int
    locked: bool


class Visit:
    """A learner in a store, by their key. Every method may raise a `BookError`."""

    def __init__(self, key: str, store: str) -> None:
        self._key, self._store = key, store

    # --- the room -----------------------------------------------------------------------

    def room(self) -> Room | None:
        """Return the room that is open here, or was open last."""
        return room_here()

    def here(self, page: str, seq: int) -> str:
        """Say on which page the learner is and how far their book is; return their alias."""
        there = self.room()
        if there is None or not there.open:
            return ""
        who = sealing.share_of(self._key, there.id)
        return str(hatch.ask("here", who=who, page=page, seq=seq)["alias"])

    def picture(self) -> Picture:
        """Return what the room shows."""
        return picture_here()

    def meetings(self) -> tuple[str, tuple[matching.Meeting, ...], Mapping[str, str]]:
        """Return the learner's own id in the room, their meetings, and what the others are called."""
        there = self.room()
        if there is None or not there.open:
            return "", (), {}
        who = sealing.share_of(self._key, there.id)
        said = hatch.ask("meetings", who=who)
        return who, msgspec.convert(said["meetings"], tuple[matching.Meeting, ...]), said["called"]

    # --- sharing ------------------------------------------------------------------------

    def coach(self, id: str) -> Recipient | None:
        """Return the coach with an id, or None; the id proves that the key is theirs."""
        with closing(self._rooms) as rooms:
            public = rooms.coach(id)
        return Recipient(id, public) if public and sealing.id_of(public) == id else None

    def addressed(self, share: Share, to: Recipient) -> Share:
        """Return a share exactly as it would leave."""
        return replace(share, id=sealing.share_of(self._key, to.id), to=to.id)

    def share(self, share: Share, to: Recipient) -> None:
        """Let a copy go, in the place of the one before.

        Raises ValueError, with a sentence for the reader, when it is too large.
        """
        leaving = self.addressed(share, to)
        content = shares.encode(leaving)
        mark = sealing.mark_of(self._key, content)
        sealed = sealing.seal(to.public, content)
        with closing(self._rooms) as rooms:
            rooms.put(Sealed(leaving.id, to.id, mark, sealed, datetime.now(UTC)))

    def withdraw(self, to: Recipient) -> None:
        """Delete what was shared, if it is there."""
        with closing(self._rooms) as rooms:
            if there := rooms.share(sealing.share_of(self._key, to.id)):
                rooms.take_back(there)

    def shared(self, to: Recipient) -> Sealed | None:
        """Return what is shared now, sealed, or None."""
        with closing(self._rooms) as rooms:
            return rooms.share(sealing.share_of(self._key, to.id))

    def is_shared(self, share: Share, to: Recipient) -> bool:
        """Return whether exactly this is what is shared now."""
        there = self.shared(to)
        content = shares.encode(self.addressed(share, to))
        return there is not None and there.mark == sealing.mark_of(self._key, content)

    def lines(self, to: Recipient) -> list[Line]:
        """Return what was done with the learner's share, the latest first."""
        with closing(self._rooms) as rooms:
            return rooms.lines(to.id, sealing.share_of(self._key, to.id))

    @property
    def _rooms(self) -> Rooms:
        return rooms_at(self._store)


def visit_of(mine: Keyed) -> Visit | None:
    """Return the visit of a page's reader; None where there is one book, or nobody yet."""
    store = os.environ.get("PLNKIT_STORE")
    return Visit(mine.key, store) if store and mine.key else None


# --- what a facilitator and a coach need, too ----------------------------------------------------


def rooms_at(store: str) -> Rooms:
    """Return the rooms of a store, by its path or URL."""
    return Rooms(store if "://" in store else Path(store))


def room_here() -> Room | None:
    """Return the room of the server that made this page, None where there is none."""
    said: dict[str, Any] = hatch.ask("room") if hatch.is_there() else {}
    if not said:
        return None
    return Room(
        said["id"], bytes.fromhex(said["public"]), said["title"], said["open"], said["demo"]
    )


def picture_here() -> Picture:
    """Return what the room shows."""
    said = hatch.ask("picture")
    found = said["picture"] and msgspec.convert(said["picture"], room.Picture)
    return Picture(found, said["shared"], said["locked"])
