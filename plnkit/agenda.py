"""A facilitator's agenda: its parts, which of them runs, and since when.

The clock is arithmetic on moments. Nothing ticks here, so a computer that slept has lost nothing.
"""

from datetime import datetime, timedelta
from typing import Annotated, Literal

import msgspec
from msgspec import Meta
from msgspec.structs import replace

from plnkit import dates
from plnkit.language import N_, Phrases, tr, trn
from plnkit.model import Book, Note

NOTE, PAGE = "agenda", "facilitator"
MANY = 24  # parts
LONGEST = 240  # minutes of a part
WHAT, LINES = 120, 240  # letters of what a part is, and of each of the two notes to it
HOLDS = 20_000  # letters of a note
END = "end"  # in the place of a part: all of them are over

PAGES = Phrases(  # the pages on which a room works, with their questions
    {
        "welcome": N_("Where do you learn?"),
        "network": N_("Who do you learn from?"),
        "aims": N_("What do you want to learn?"),
        "interactions": N_("How do you learn together?"),
        "grow": N_("What next?"),
        "review": N_("What changed?"),
        "room": N_("Who could you meet here?"),
    }
)

EMPTY = N_("There is nothing in the agenda yet: add a part first.")
FULL = N_("An agenda holds up to {many} parts: remove one first.")
GONE = N_("This part is no longer in the agenda.")
MOVED_ON = N_("The agenda has moved on meanwhile: look at it once more.")
NO_MINUTES = N_("Say how long in whole minutes, from 1 to {longest}: type it like 10.")
NO_WHAT = N_("Say what happens in this part.")
TOO_MUCH = N_("This agenda is too long to be kept: shorten what you say in it.")

Moment = Annotated[datetime, Meta(tz=True)]
Seconds = Annotated[int, Meta(ge=0, le=10_000_000)]


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of an agenda: how long, what happens, on which page; what to say, what to look out for."""

    id: Annotated[str, Meta(pattern="^[0-9a-f]{1,32}$")]
    minutes: Annotated[int, Meta(ge=1, le=LONGEST)]
    what: Annotated[str, Meta(min_length=1, max_length=WHAT)]
    page: Literal["", "welcome", "network", "aims", "interactions", "grow", "review", "room"] = ""
    say: Annotated[str, Meta(max_length=LINES)] = ""
    watch: Annotated[str, Meta(max_length=LINES)] = ""


class Agenda(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The parts, and how far they are: every method returns another agenda, or a number of seconds.

    `now` is the part that runs, "" before the first; `since` is when its clock began to run, None
    while it stands; `spent` are its seconds before that; `began` is when the first part began.
    """

    parts: Annotated[tuple[Part, ...], Meta(max_length=MANY)] = ()
    now: str = ""
    since: Moment | None = None
    spent: Seconds = 0
    began: Moment | None = None

    # --- what it says -------------------------------------------------------------------

    @property
    def part(self) -> Part | None:
        """The part that runs, or stands."""
        return next((part for part in self.parts if part.id == self.now), None)

    @property
    def next(self) -> Part | None:
        """The part that comes next."""
        after = 0 if self.part is None else self._place(self.now) + 1
        return self.parts[after] if self.now != END and after < len(self.parts) else None

    @property
    def minutes(self) -> int:
        """How long all parts are together."""
        return sum(part.minutes for part in self.parts)

    def passed(self, at: datetime) -> int:
        """Return for how many seconds the part has run; a clock that was set back takes none away."""
        running = (at - self.since).total_seconds() if self.since else 0
        return self.spent + max(0, int(running))

    def left(self, at: datetime) -> int:
        """Return how many seconds the part has left; over time they are below 0."""
        return 60 * self.part.minutes - self.passed(at) if self.part else 0

    def ahead(self) -> dict[str, int]:
        """Return for each part to come how many minutes of others lie between."""
        starts, minutes = {}, 0
        for part in self._after():
            starts[part.id] = minutes
            minutes += part.minutes
        return starts

    def ends(self, at: datetime) -> datetime:
        """Return when it will be over, if nothing else runs late."""
        rest = sum(part.minutes for part in self._after())
        return at + timedelta(minutes=rest, seconds=max(0, self.left(at)))

    # --- the clock ----------------------------------------------------------------------

    def started(self, at: datetime) -> "Agenda":
        """Let the clock run: on the first part, or on where it was paused."""
        if not self.parts:
            raise ValueError(tr(EMPTY))
        if self.now in ("", END):
            return replace(self, now=self.parts[0].id, since=at, spent=0, began=at)
        return self if self.since else replace(self, since=at)

    def paused(self, at: datetime) -> "Agenda":
        """Let the clock stand."""
        return replace(self, since=None, spent=self.passed(at))

    def onward(self, at: datetime) -> "Agenda":
        """Go on to the next part, or to the end after the last."""
        if self.next is None:
            return replace(self, now=END, since=None, spent=0)
        return replace(self, now=self.next.id, since=at if self.since else None, spent=0)

    def back(self, at: datetime) -> "Agenda":
        """Go back to the part before, from its beginning; before the first there is none."""
        if not self.now:
            return self
        here = len(self.parts) if self.now == END else self._place(self.now)
        before = self.parts[max(0, here - 1)]
        return replace(self, now=before.id, since=at if self.since else None, spent=0)

    def reset(self) -> "Agenda":
        """Begin anew, with the same parts."""
        return Agenda(self.parts)

    # --- the parts ----------------------------------------------------------------------

    def with_part(self, part: Part) -> "Agenda":
        """Put a part in the place of the one with its id, or at the end. Raises ValueError."""
        if any(known.id == part.id for known in self.parts):
            parts = (part if known.id == part.id else known for known in self.parts)
            return replace(self, parts=tuple(parts))
        if len(self.parts) >= MANY:
            raise ValueError(tr(FULL, many=MANY))
        return replace(self, parts=(*self.parts, part))

    def longer(self, minutes: int) -> "Agenda":
        """Give the part that runs more minutes. Raises ValueError."""
        part = self.part
        if part is None:
            raise ValueError(tr(GONE))
        if part.minutes + minutes > LONGEST:
            raise ValueError(_no_minutes())
        return self.with_part(replace(part, minutes=part.minutes + minutes))

    def without(self, id: str, at: datetime) -> "Agenda":
        """Take a part out; if it runs, the next one does. Raises ValueError."""
        self._place(id)
        went = self.onward(at) if id == self.now else self
        parts = tuple(part for part in self.parts if part.id != id)
        return replace(went, parts=parts) if parts else Agenda()

    def moved(self, id: str, by: int) -> "Agenda":
        """Move a part up (-1) or down (1). Raises ValueError."""
        here = self._place(id)
        there = min(max(here + by, 0), len(self.parts) - 1)
        parts = list(self.parts)
        parts.insert(there, parts.pop(here))
        return replace(self, parts=tuple(parts))

    def _place(self, id: str) -> int:
        for place, part in enumerate(self.parts):
            if part.id == id:
                return place
        raise ValueError(tr(GONE))

    def _after(self) -> tuple[Part, ...]:
        if self.now == END:
            return ()
        return self.parts[self._place(self.now) + 1 :] if self.part else self.parts


# --- how it is kept -----------------------------------------------------------------------------

_DECODER = msgspec.json.Decoder(Agenda)


def read(book: Book) -> Agenda | None:
    """Return the agenda that a book keeps; None where there is none that can be read."""
    note = book.entities.get(NOTE)
    if not isinstance(note, Note):
        return None
    try:
        found = _DECODER.decode(note.text)
    except (msgspec.DecodeError, ValueError):
        return None
    ids = [part.id for part in found.parts]
    if len(set(ids)) < len(ids):
        return None
    return found if found.now in (*ids, "", END) else found.reset()


def keep(book: Book, agenda: Agenda) -> Book:
    """Return the book with another agenda. Raises ValueError where it is too long."""
    text = msgspec.json.encode(agenda).decode()
    if len(text) > HOLDS:
        raise ValueError(tr(TOO_MUCH))
    return book.with_(Note(id=NOTE, page=PAGE, question=tr("The agenda"), text=text))


# --- what is typed ------------------------------------------------------------------------------


def minutes_of(text: str) -> int:
    """Return the minutes that were typed: "10", "10 min", "1:30". Raises ValueError."""
    try:
        minutes = dates.parsed_minutes(text)
    except ValueError:
        minutes = None
    if minutes is None or minutes > LONGEST:
        raise ValueError(_no_minutes())
    return minutes


def _no_minutes() -> str:
    return tr(NO_MINUTES, longest=LONGEST)


def what_of(text: str) -> str:
    """Return what a part is, in one line. Raises ValueError."""
    line = line_of(text, WHAT)
    if not line:
        raise ValueError(tr(NO_WHAT))
    return line


def line_of(text: str, limit: int = LINES) -> str:
    """Return a text in one line. Raises ValueError where it is too long."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if len(line) > limit:
        raise ValueError(
            tr(
                "This can have up to {limit} characters, and has {length}: shorten it.",
                limit=limit,
                length=len(line),
            )
        )
    return line


def page_of(text: str) -> str:
    """Return a page, or "" for none. Raises ValueError."""
    if text and text not in PAGES:
        raise ValueError(tr("Choose one of the pages, or none."))
    return text


def in_words(seconds: int) -> str:
    """Return how long something takes or took: "7 minutes", "1 hour 5 minutes"."""
    hours, minutes = divmod(max(0, seconds) // 60, 60)
    if not hours and not minutes:
        return tr("less than a minute")
    some = trn("{n} minute", "{n} minutes", minutes)
    if not hours:
        return some
    long = trn("{n} hour", "{n} hours", hours)
    return tr("{hours} {minutes}", hours=long, minutes=some) if minutes else long
