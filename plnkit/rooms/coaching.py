"""A coach: who shared with them, and what. Their notes are a book of their own, under the same key."""

import os
import re
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from plnkit import sealing, shares
from plnkit.journal.rooms import Line, Sealed
from plnkit.language import N_
from plnkit.rooms.visit import Keyed, rooms_at
from plnkit.shares import Share

if TYPE_CHECKING:
    from nacl.public import PrivateKey

SHARED, CHANGED = N_("shared"), N_("changed what is shared")  # what the audit says of a share
OPENED = N_("opened what was shared")
_ID = re.compile("[0-9a-f]{32}")


@dataclass(frozen=True)
class Learner:
    """A learner who shared with a coach; `share` is None where it cannot be read.

    `at` is when it was shared or, where it `changed` since, when that was; `seen` says that the
    coach has opened it as it is now.
    """

    id: str
    at: datetime
    mark: str
    share: Share | None
    changed: bool = False
    seen: bool = False


class Coaching:
    """A coach, by their key. Every method may raise a `BookError`."""

    def __init__(self, key: str, store: str) -> None:
        self._key, self._store = key, store

    @property
    def id(self) -> str:
        """The id that an invitation carries: it proves the coach's public key."""
        return sealing.id_of(sealing.public_of(self._key, "coach"))

    def found(self) -> None:
        """Let learners find the coach's public key."""
        with closing(rooms_at(self._store)) as rooms:
            rooms.put_coach(self.id, sealing.public_of(self._key, "coach"))

    def learners(self) -> list[Learner]:
        """Return who shares with the coach now, unsealed: withdrawn ones are gone at once."""
        pair = sealing.pair_of(self._key, "coach")
        with closing(rooms_at(self._store)) as rooms:
            sealed, lines = rooms.shares(self.id), rooms.lines(self.id)
        return [_learner(pair, one, [x for x in lines if x.who == one.id]) for one in sealed]

    def marks(self) -> dict[str, str]:
        """Return the mark of each share by id: by it a page sees what has changed."""
        with closing(rooms_at(self._store)) as rooms:
            return rooms.marks(self.id)

    def opened(self, learner: str) -> None:
        """Write down that the coach opened what a learner shared: they can read that."""
        with closing(rooms_at(self._store)) as rooms:
            rooms.note(self.id, learner, OPENED)


def _learner(pair: "PrivateKey", sealed: Sealed, lines: Sequence[Line]) -> Learner:
    """Return a learner, with what the audit says of the share, the latest first."""
    said = [line.what for line in lines]
    put = next((place for place, what in enumerate(said) if what in (SHARED, CHANGED)), len(said))
    changed, seen = said[put : put + 1] == [CHANGED], OPENED in said[:put]
    return Learner(sealed.id, sealed.at, sealed.mark, _unsealed(pair, sealed), changed, seen)


def _unsealed(pair: "PrivateKey", sealed: Sealed) -> Share | None:
    """Return a share; None for one that cannot be read, or that claims to be another's."""
    try:
        share = shares.decode(sealing.unseal(pair, sealed.sealed))
    except (ValueError, RecursionError):
        return None
    known = _ID.fullmatch(share.id) and (share.id, share.to) == (sealed.id, sealed.to)
    return share if known else None


def coaching_of(mine: Keyed) -> Coaching | None:
    """Return the coach who reads a page; None where there is one book, or nobody yet."""
    store = os.environ.get("PLNKIT_STORE")
    return Coaching(mine.key, store) if store and mine.key else None
