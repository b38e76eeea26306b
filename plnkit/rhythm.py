"""How long ago, and how often: the gap since the last interaction, against the one that was chosen.

A rhythm is chosen for a member, or else that of its ring holds; nobody has one while it is paused.
What is logged counts: it resets the gap. And whom to take up again, of those gone quiet.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from plnkit.language import tr
from plnkit.measures.composition import Exchange, exchanges, is_inside
from plnkit.model import Book, Interaction, Member, Rhythm, Wave

# By ring, the closest first: where one starts, never a target. A learner can change each.
DEFAULTS = (
    Rhythm(ideal=7, longest=21),
    Rhythm(ideal=30, longest=90),
    Rhythm(ideal=180, longest=365),
    Rhythm(ideal=365, longest=730),
)
TRUSTED = 4  # of 5, in what they know and in what they mean
CLOSE = 2  # the outer of the rings that count as close


def last_dates(book: Book, until: date = date.max) -> Mapping[str, date]:
    """Return the day of the last interaction with each member that has one, up to a day."""
    last: dict[str, date] = {}
    for interaction in book.all(Interaction):
        if interaction.on <= until:
            for id in interaction.members:
                last[id] = max(interaction.on, last.get(id, interaction.on))
    return last


def rhythms(book: Book) -> tuple[Rhythm, ...]:
    """Return the rhythms of the rings, the closest first: the learner's own, or ours."""
    mine = book.learner.rhythms
    return mine if len(mine) == len(DEFAULTS) else DEFAULTS


def rhythm_of(member: Member, book: Book) -> Rhythm | None:
    """Return the rhythm of a member: its own, else that of its ring; none while it is paused."""
    if member.status == "paused":
        return None
    if member.rhythm is not None or member.closeness is None:
        return member.rhythm
    return rhythms(book)[member.closeness - 1]


def overdue(member: Member, book: Book, last: date | None, today: date) -> float | None:
    """Return (days since the last interaction - ideal) / ideal; below 0 it is not yet time.

    None where there is no rhythm, or nothing was logged yet.
    """
    rhythm = rhythm_of(member, book)
    if rhythm is None or last is None:
        return None
    return ((today - last).days - rhythm.ideal) / rhythm.ideal


# --- as it is typed -----------------------------------------------------------------------------

_DAYS = r"(?:\s*(?:days?|tage?n?))?"
_TYPED = re.compile(
    rf"(\d{{1,5}}){_DAYS}(?:\s*(?:to|bis|-|–|—|,?\s*(?:at most|höchstens))\s*(\d{{1,5}}){_DAYS})?",
    re.IGNORECASE,
)
MOST = 36_500  # days, as the model has it


def text(rhythm: Rhythm) -> str:
    """Return a rhythm as it is typed: "14", or "14 to 30"; `parsed` must know what stands between."""
    ideal, longest = str(rhythm.ideal), str(rhythm.longest)
    return tr("{ideal} to {longest}", ideal=ideal, longest=longest) if rhythm.longest else ideal


def parsed(typed: str) -> Rhythm | None:
    """Return the rhythm that was typed: "14 to 30" is about every 14 days, 30 at the longest.

    None where nothing was. Raises ValueError, with a sentence for the reader.
    """
    if not typed.strip():
        return None
    found = _TYPED.fullmatch(typed.strip())
    ideal, longest = (found.group(1), found.group(2)) if found else ("0", None)
    if not 1 <= int(ideal) <= int(longest or ideal) <= MOST:
        raise ValueError(
            tr(
                "A rhythm is a number of days, from 1 up: 14 means about every two weeks; “14"
                " to 30” means the same, and 30 days at most."
            )
        )
    return Rhythm(ideal=int(ideal), longest=int(longest) if longest else None)


# --- of all members -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Gap:
    """How long ago a member was last in the log, against its rhythm."""

    member: Member
    rhythm: Rhythm
    last: date
    days: int  # since then
    overdue: float  # (days - ideal) / ideal

    @property
    def next(self) -> date | None:
        """The day on which the rhythm asks for the next one; None beyond the calendar."""
        try:
            return self.last + timedelta(days=self.rhythm.ideal)
        except OverflowError:
            return None

    @property
    def too_long(self) -> bool:
        """Whether it is longer ago than the longest gap that was chosen."""
        longest = self.rhythm.longest
        return longest is not None and self.days > max(longest, self.rhythm.ideal)


def gaps(book: Book, today: date) -> list[Gap]:
    """Return the gap of each member with a rhythm and a log, the most overdue first.

    What is dated after today is still to come, and resets nothing.
    """
    last = last_dates(book, today)
    found = [
        Gap(member, rhythm, last[member.id], (today - last[member.id]).days, late)
        for member in book.members
        if member.id in last and (rhythm := rhythm_of(member, book)) is not None
        if (late := overdue(member, book, last[member.id], today)) is not None
    ]
    return sorted(found, key=lambda gap: (-gap.overdue, gap.member.name))


def never_logged(book: Book, today: date) -> list[Member]:
    """Return the members with a rhythm that nothing was logged with yet."""
    last = last_dates(book, today)
    return [m for m in book.members if m.id not in last and rhythm_of(m, book) is not None]


# --- whom to take up again ----------------------------------------------------------------------


@dataclass(frozen=True)
class Reconnection:
    """Somebody gone quiet whom it may be worth to take up again, and why."""

    member: Member
    last: date | None
    new_topics: tuple[str, ...] = ()  # that nobody who is active has
    elsewhere: bool = False  # from an organisation that nobody who is active is from
    once_close: bool = False
    trusted: bool = False
    met: int = 0  # how often it is in the log

    @property
    def new(self) -> int:
        """How much is new: topics, organisation."""
        return bool(self.new_topics) + self.elsewhere

    @property
    def safe(self) -> int:
        """How much there is to build on: closeness, trust."""
        return self.once_close + self.trusted


def reconnections(book: Book, today: date) -> list[Reconnection]:
    """Return the people gone quiet, those most worth a message first.

    Gone quiet is who is marked as dormant, or longer ago than the longest gap. What is new counts
    first, then trust and closeness; of equals the less familiar comes first, since it is the
    familiar that one thinks of anyway (Walter, Levin & Murnighan 2015).
    """
    around = _Around(book, today)
    found = map(around.seen, around.quiet)
    return sorted(found, key=lambda r: (-r.new - r.safe, -r.new, r.met, r.member.name))


class _Around:
    """The network around those gone quiet: what it has without them, and what was between."""

    def __init__(self, book: Book, today: date) -> None:
        self.quiet = _quiet(book, today)
        active = [m for m in book.people if m not in self.quiet and m.status != "paused"]
        self._topics = {_plain(topic) for member in active for topic in member.topics}
        self._places = {_plain(member.organisation) for member in active}
        self._close = _once_close(book)
        self._last, self._log = last_dates(book, today), exchanges(book)
        self._learner = book.learner

    def seen(self, member: Member) -> Reconnection:
        """Return what speaks for a member."""
        place = _plain(member.organisation)
        inside = is_inside(member, self._learner)
        return Reconnection(
            member,
            self._last.get(member.id),
            new_topics=tuple(t for t in member.topics if _plain(t) not in self._topics),
            elsewhere=bool(place) and place not in self._places and not inside,
            once_close=member.id in self._close,
            trusted=min(member.trust_competence or 0, member.trust_goodwill or 0) >= TRUSTED,
            met=self._log.get(member.id, Exchange()).times,
        )


def _quiet(book: Book, today: date) -> list[Member]:
    late = {gap.member.id for gap in gaps(book, today) if gap.too_long}
    return [m for m in book.people if m.status == "dormant" or m.id in late]


def _once_close(book: Book) -> set[str]:
    """Return who stands on an inner ring, or stood there in a wave that has its picture."""
    pictures = [wave.book.members for wave in book.all(Wave) if wave.book]
    everybody = [*book.members, *(member for members in pictures for member in members)]
    return {m.id for m in everybody if m.closeness is not None and m.closeness <= CLOSE}


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
