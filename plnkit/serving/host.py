"""What a server keeps of a room in its memory alone: the room's key, who is where, and the picture.

Nothing of it is written down, but which picture was shown, sealed to the room. The shares come from the store, sealed; they are opened here, with the
key that the facilitator's link brings, and what is handed out is the picture of a group, never one.
"""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from plnkit import matching, room, sealing, shares
from plnkit.aliases import alias_of
from plnkit.errors import BookError
from plnkit.journal.rooms import Room, Rooms, Sealed
from plnkit.language import N_, tr
from plnkit.room import Screen
from plnkit.shares import Share

if TYPE_CHECKING:
    from nacl.public import PrivateKey

    from plnkit.journal.news import News
    from plnkit.serving.door import Door

GONE = 90  # seconds without a sign after which a page counts as closed
LOOK = 2  # seconds between looks at what is shared
NOT_YOURS = N_(
    "This is the facilitator's page: open it with the facilitator's own link, "
    "which was shown when the workshop was started."
)

log = logging.getLogger("plnkit")


@dataclass
class _Here:
    """A page that somebody has open: by alias, where, and since when nothing was changed."""

    alias: str
    page: str
    seq: int
    moved: float
    seen: float


class Present(NamedTuple):
    """Somebody who has a page open: by the id of their share, and for how many seconds it stood still."""

    who: str
    alias: str
    page: str
    still: int


@dataclass(frozen=True)
class Elsewhere:
    """Who has a page open at other servers of the store: how many, and who where the key is known."""

    people: int = 0
    present: tuple[Present, ...] = ()


class Host:
    """The room of a store, as its server knows it; every answer is a dict for a page's kernel."""

    def __init__(
        self,
        rooms: Rooms,
        clock: Callable[[], float] = time.monotonic,
        *,
        demo: bool = False,
        door: "Door | None" = None,
        news: "News | None" = None,
    ) -> None:
        self._rooms, self._clock, self._door, self._news = rooms, clock, door, news
        self.is_demo = demo  # whether the room's people are invented
        self._lock = threading.RLock()
        self._pair: PrivateKey | None = None
        self._here: dict[str, _Here] = {}
        self._elsewhere: Elsewhere = Elsewhere()
        self._aliases: dict[str, str] = {}
        self._opened: dict[str, tuple[str, Share | None]] = {}  # id -> mark, share
        self._screen = Screen()
        self._kept: bytes | None = None  # the same, sealed, as it is in the store
        self._picture: room.Picture | None = None
        self._looked = float("-inf")
        self._meetings: tuple[frozenset[tuple[str, str]], tuple[matching.Meeting, ...]] | None = (
            None
        )
        self._room, self._read = rooms.current(), clock()

    @property
    def room(self) -> Room | None:
        """The room that is open, or was last; another server of the store may have closed it."""
        with self._lock:
            if self._clock() - self._read >= LOOK:
                self._turn_to(self._rooms.current())
            return self._room

    def _turn_to(self, room_: Room | None) -> None:
        """Know a room, and forget what was of another, or of one that is closed."""
        with self._lock:
            before, self._room, self._read = self._room, room_, self._clock()
            if room_ is None or room_.ended or before is None or room_.id != before.id:
                self._pair, self._opened, self._meetings = None, {}, None
                self._screen, self._kept, self._picture = Screen(), None, None
                self._looked = float("-inf")

    # --- the room's key -----------------------------------------------------------------

    def begin(self, key: str, title: str) -> bool:
        """Open a new room, whose key is known from now on; False where another server was faster."""
        public = sealing.public_of(key, "room")
        begun = self._rooms.open(sealing.id_of(public), public, title)
        with self._lock:
            self._turn_to(self._rooms.current())
            if begun:
                self._take(sealing.pair_of(key, "room"))
        return begun

    def _take(self, pair: "PrivateKey") -> None:
        """Know the room's key, and with it what was shown before this server was started."""
        with self._lock:
            if self._pair is None and self._room:
                self._recall(self._room, pair)
            self._pair = pair

    def _recall(self, there: Room, pair: "PrivateKey") -> None:
        """Know what was shown so far, by any server: two pictures must not be subtracted."""
        kept = self._rooms.screen(there.id)
        if kept == self._kept:
            return
        screen = msgspec.json.decode(sealing.unseal(pair, kept), type=Screen) if kept else Screen()
        self._screen, self._kept = screen, kept

    def _chaired(self, key: str) -> None:
        """Let the facilitator in, and remember the room's key; raises `BookError` for others."""
        try:
            pair = sealing.pair_of(key, "room")
        except BookError:
            raise BookError(tr(NOT_YOURS)) from None
        if self.room is None or bytes(pair.public_key) != self.room.public:
            log.warning("somebody tried to open the facilitator's page without its key")
            raise BookError(tr(NOT_YOURS))
        if self.room.ended is None:
            self._take(pair)

    # --- other servers of the store -------------------------------------------------------

    @property
    def pair(self) -> "PrivateKey | None":
        """The key of the room that is open, where it is known."""
        with self._lock:
            return self._pair

    def trust(self, pair: "PrivateKey") -> None:
        """Know the room's key from another server, if it is that of the room that is open here."""
        there = self.room
        if there and there.ended is None and bytes(pair.public_key) == there.public:
            self._take(pair)

    def hear_of(self, elsewhere: "Elsewhere") -> None:
        """Know who has a page open at other servers; of two with one alias the later is another."""
        theirs = {one.alias: one.who for one in elsewhere.present}
        with self._lock:
            self._elsewhere = elsewhere
            for who, alias in list(self._aliases.items()):
                if theirs.get(alias, who) < who:
                    del self._aliases[who]

    # --- what every page may ask --------------------------------------------------------

    @property
    def answers(self) -> Mapping[str, Callable[..., Mapping[str, Any]]]:
        """What may be asked, by name."""
        return {
            "room": self.about,
            "news": self.news,
            "here": self.here,
            "picture": self.picture,
            "meetings": self.meetings_of,
            "pass": self.pass_,
            "presence": self.presence,
            "everybody": self.everybody,
            "door": self.door,
            "renew": self.renew,
            "rename": self.rename,
            "close": self.close,
        }

    def about(self) -> dict[str, Any]:
        """Return which room this is; {} where there is none."""
        if self.room is None:
            return {}
        return {
            "id": self.room.id,
            "public": self.room.public.hex(),
            "title": self.room.title,
            "open": self.room.ended is None,
            "demo": self.is_demo,
        }

    def here(self, who: str, page: str, seq: int) -> dict[str, Any]:
        """Hear that somebody has a page open, and how far their book is; return their alias."""
        now = self._clock()
        with self._lock:
            known = self._here.get(who)
            moved = known.moved if known and (known.page, known.seq) == (page, seq) else now
            self._here[who] = _Here(self._alias(who), page, seq, moved, now)
            return {"alias": self._here[who].alias}

    def news(self, book: str) -> dict[str, Any]:
        """Return what stays the same while nobody writes into a book; {"mark": None} if unknown."""
        return {"mark": self._news.mark(book) if self._news else None}

    def present(self) -> list[Present]:
        """Return who has a page open here, as the facilitator and other servers are told."""
        now = self._clock()
        return [
            Present(who, h.alias, h.page, round(now - h.moved))
            for who, h in self._present().items()
        ]

    def people(self) -> int:
        """Return how many have a page open, on other servers of the store, too."""
        return len(self._present()) + self._elsewhere.people

    def _present(self) -> dict[str, _Here]:
        """Return who has a page open here."""
        now = self._clock()
        with self._lock:
            self._here = {w: h for w, h in self._here.items() if now - h.seen <= GONE}
            return dict(self._here)

    def pretend(self, who: str, page: str, still: float) -> None:
        """Place somebody invented on a page, with nothing changed for so many seconds."""
        now = self._clock()
        with self._lock:
            self._here[who] = _Here(self._alias(who), page, 0, now - still, now)

    def pass_(self) -> dict[str, Any]:
        """Return what lets in without a code, for links that are to keep, and the server's address."""
        door = self._its_door()
        return {"door": door.pass_, "site": door.site}

    def picture(self) -> dict[str, Any]:
        """Return the room's picture, None while fewer than five have shared, and how many did."""
        with self._lock:
            self._look()
            return {
                "picture": msgspec.to_builtins(self._picture),
                "shared": len(self._opened),
                "locked": self._pair is None,
            }

    def meetings_of(self, who: str) -> dict[str, Any]:
        """Return the meetings of somebody, and what the others are called."""
        with self._lock:
            self._look()
            mine = [m for m in self._matched() if who in m.people]
            return {"meetings": msgspec.to_builtins(mine), "called": self._called(mine)}

    # --- what the facilitator may ask ---------------------------------------------------

    def presence(self, key: str) -> dict[str, Any]:
        """Return who is on which page, by alias, and for how many seconds nothing was changed."""
        self._chaired(key)
        there = {one.who: one for one in (*self._elsewhere.present, *self.present())}
        by_alias = sorted(there.values(), key=lambda one: one.alias)
        return {"here": [[one.alias, one.page, one.still] for one in by_alias]}

    def everybody(self, key: str) -> dict[str, Any]:
        """Return all meetings, all asks and offers, and what each is called."""
        self._chaired(key)
        with self._lock:
            self._look()
            meetings = self._matched()
            said = [
                {"alias": self._name(share), "asks": share.asks, "offers": share.offers}
                for share in self._shared()
                if share.asks or share.offers
            ]
            built = msgspec.to_builtins(meetings)
            return {"meetings": built, "called": self._called(meetings), "said": said}

    def door(self, key: str) -> dict[str, Any]:
        """Return the join link, its code, until when it lets in, and whether it is plain http."""
        self._chaired(key)
        return self._its_door().about()

    def renew(self, key: str) -> dict[str, Any]:
        """Begin a new join code: the one before lets in no more."""
        self._chaired(key)
        self._its_door().renew()
        return self._its_door().about()

    def _its_door(self) -> "Door":
        if self._door is None:
            raise BookError(tr("There is no way in here: this room is not served."))
        return self._door

    def rename(self, key: str, title: str) -> dict[str, Any]:
        """Give the room another title."""
        self._chaired(key)
        if self.room:
            self._rooms.rename(self.room.id, title)
            self._turn_to(self._rooms.current())
        return self.about()

    def close(self, key: str) -> dict[str, Any]:
        """Close the room: what was shared is deleted, and its key is forgotten."""
        self._chaired(key)
        with self._lock:
            if self.room and self.room.ended is None:
                self._rooms.end(self.room.id)
            self._turn_to(self._rooms.current())
            return self.about()

    # --- what is shared -----------------------------------------------------------------

    def _look(self) -> None:
        """Read what is shared now, if the last look is a while ago."""
        there = self.room
        if there is None or self._pair is None or self._clock() - self._looked < LOOK:
            return
        self._looked = self._clock()
        before = self._kept
        self._recall(there, self._pair)  # before the shares: it must know of none that they lack
        marks = self._rooms.marks(there.id)
        known = {id: old for id, old in self._opened.items() if marks.get(id) == old[0]}
        if known.keys() != marks.keys():
            new = [s for s in self._rooms.shares(there.id) if s.id not in known]
            known |= {one.id: (one.mark, self._unsealed(self._pair, one)) for one in new}
        if known != self._opened or self._kept != before:
            self._opened = known
            self._refresh(there, self._pair)

    def _refresh(self, there: Room, pair: "PrivateKey") -> None:
        """Make the picture anew; it is shown only when what is shown was written down, sealed."""
        digests = blake2b(bytes(pair), person=b"plnkit-screen").digest()
        screen, picture = room.refreshed(self._screen, self._shared(), digests)
        if screen != self._screen:
            sealed = sealing.seal(there.public, msgspec.json.encode(screen))
            if not self._rooms.put_screen(there.id, sealed, self._kept):
                self._looked = float("-inf")  # another server was faster: look again
                return
            self._kept = sealed
        self._screen, self._picture = screen, picture

    def _unsealed(self, pair: "PrivateKey", sealed: Sealed) -> Share | None:
        """Return a share; one that is not what it says is left out, and noted."""
        try:
            share = shares.decode(sealing.unseal(pair, sealed.sealed))
            if (share.id, share.to) != (sealed.id, sealed.to):
                raise ValueError("it is somebody else's")
        except ValueError as fault:
            log.warning("a share was left out: %s", fault)
            self._rooms.note(sealed.to, sealed.id, "shared what could not be read")
            return None
        return share

    def _shared(self) -> list[Share]:
        return [share for _, share in self._opened.values() if share]

    def _matched(self) -> tuple[matching.Meeting, ...]:
        """Return the meetings, made anew when somebody's share is another one."""
        now = frozenset((id, mark) for id, (mark, _) in self._opened.items())
        if self._meetings is None or self._meetings[0] != now:
            people = [matching.Person(s.id, s.asks, s.offers) for s in self._shared()]
            self._meetings = (now, tuple(matching.matches(people)))
        return self._meetings[1]

    def _called(self, meetings: Any) -> dict[str, str]:
        there = {id for meeting in meetings for id in meeting.people}
        return {share.id: self._name(share) for share in self._shared() if share.id in there}

    def _name(self, share: Share) -> str:
        return share.alias.strip() or self._alias(share.id)

    def _alias(self, who: str) -> str:
        if who not in self._aliases:
            theirs = {one.who: one.alias for one in self._elsewhere.present}
            taken = {*self._aliases.values(), *theirs.values()}
            self._aliases[who] = theirs.get(who) or alias_of(who, taken)
        return self._aliases[who]
