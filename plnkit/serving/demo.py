"""A room of invented people, so that a facilitator can practise."""

import random
import secrets
from collections.abc import Sequence
from contextlib import closing

from plnkit import samples, sharing
from plnkit.errors import BookError
from plnkit.journal import Store
from plnkit.journal.rooms import Room, Rooms
from plnkit.language import tr
from plnkit.model import Book
from plnkit.rooms import Recipient, Visit
from plnkit.serving.host import Host

MANY = 24
QUIET = 2  # of them share nothing
STILL = (12, 14, 17, 21)  # minutes for which some have changed nothing
MOVES = 20  # seconds between two moves; shorter than a page counts as open
PAGES = ("welcome", "network", "aims", "interactions", "grow", "review", "room")
MARK = "filled with invented people"  # in the audit: the room is a demo's

_MINUTE = 60


def is_demo(rooms: Rooms) -> bool:
    """Return whether the people of the room that is open, or was last, are invented."""
    there = rooms.current()
    return there is not None and any(line.what == MARK for line in rooms.lines(there.id, ""))


def refuse_real(named: str, store: Store, rooms: Rooms, *, existed: bool) -> None:
    """Raise a `BookError` where invented people would come among real ones."""
    if (existed or store.address) and not is_demo(rooms):
        raise BookError(
            tr(
                "{name} is there already, and is no demo: leave the name out, or give another.",
                name=named,
            )
        )


def fill(store: Store, rooms: Rooms, where: str) -> None:
    """Give a room its invented learners, each with a book, and most with a share."""
    there = rooms.current()
    if there is None:
        return
    books = samples.cohort()
    for number, book in enumerate(books):
        _join(store, where, there, book, shares=number < len(books) - QUIET)
    rooms.note(there.id, "", MARK)


def _join(store: Store, where: str, room: Room, book: Book, *, shares: bool) -> None:
    key = secrets.token_hex(16)  # thrown away: nobody is to open this book again
    with closing(store.journal(key)) as journal:
        journal.change(lambda _: book, "Began with an invented network")
    if shares:
        Visit(key, where).share(sharing.drafted(book), Recipient(room.id, room.public))


class Crowd:
    """Invented people who go from page to page, while a few stay where they are."""

    def __init__(self, host: Host, shared: Sequence[str], seed: int = 7) -> None:
        self._host, self._chance = host, random.Random(seed)  # noqa: S311 - invented people
        others = [f"invented-{number}" for number in range(MANY - len(shared))]
        self._pages = {who: self._chance.randrange(len(PAGES)) for who in (*shared, *others)}
        self._still = dict.fromkeys(self._pages, 0.0)
        self._stuck = self._chance.sample(sorted(self._pages), len(STILL))
        self._still |= {w: m * _MINUTE for w, m in zip(self._stuck, STILL, strict=True)}

    def move(self) -> None:
        """Let some change something, or go on to the next page."""
        for who in self._pages:
            self._host.pretend(who, PAGES[self._pages[who]], self._still[who])
            self._live(who)

    def _live(self, who: str) -> None:
        self._still[who] += MOVES
        if who not in self._stuck and self._chance.random() < 0.6:  # noqa: PLR2004
            self._still[who] = 0
            onward = self._chance.random() < 0.15  # noqa: PLR2004
            self._pages[who] = (self._pages[who] + onward) % len(PAGES)


def crowd_of(host: Host, rooms: Rooms) -> Crowd:
    """Return the invented people of a demo's room; those who share go by the same aliases."""
    there = rooms.current()
    return Crowd(host, sorted(rooms.marks(there.id))[:MANY] if there else [])
