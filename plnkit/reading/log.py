"""What the log says: for which aims time was taken, in which ways one met, and how often."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median

from plnkit import clock, rhythm, words
from plnkit.dates import said_day
from plnkit.model import Aim, Book, Interaction, Member
from plnkit.reading.network import LEAST
from plnkit.words import count, isolated, listed, quoted

NAMED = 3  # members, in a sentence


@dataclass(frozen=True)
class Spent:
    """How often something was noted, and how many minutes it took in all."""

    times: int = 0
    minutes: int = 0


def _spent(book: Book, key: Callable[[Interaction], str]) -> dict[str, Spent]:
    found: dict[str, Spent] = {}
    for one in book.all(Interaction):
        old = found.get(key(one), Spent())
        found[key(one)] = Spent(old.times + 1, old.minutes + (one.minutes or 0))
    return found


def how_long(minutes: int) -> str:
    """Return minutes as they are said: "45 min", "3 h", "3 h 20 min"; "" for none."""
    hours, rest = divmod(minutes, 60)
    return " ".join(filter(None, (f"{hours:,} h" if hours else "", f"{rest} min" if rest else "")))


# --- time by aim --------------------------------------------------------------------------------


def by_aim(book: Book) -> list[tuple[Aim | None, Spent]]:
    """Return what was noted for each aim, the most time first; what was for none comes last."""
    found = _spent(book, lambda one: one.aim or "")
    aims = [(aim, found[aim.id]) for aim in book.all(Aim) if aim.id in found]
    rest = [(None, found[""])] if "" in found else []
    return [*sorted(aims, key=lambda row: (-row[1].minutes, -row[1].times)), *rest]


def read_time_by_aim(book: Book) -> str:
    """Return how much time was noted, which aim took the most, and which open one none."""
    rows = [(aim, spent) for aim, spent in by_aim(book) if spent.minutes]
    aims = [(aim, spent) for aim, spent in rows if aim is not None]
    if not aims:
        return "Not enough yet: note down how long it took and for which aim, and this takes shape."
    first = f"You noted {how_long(sum(spent.minutes for _, spent in rows))} in all."
    several = (first, _most(aims), _for_none(rows), _without_time(book), _untimed(book))
    return " ".join(filter(None, several))


def _most(aims: Sequence[tuple[Aim, Spent]]) -> str:
    most = aims[0][1].minutes
    texts = [quoted(aim.text) for aim, spent in aims if spent.minutes == most]
    if len(aims) == 1:
        return f"{texts[0]} took {how_long(most)}."
    each = " each" if len(texts) > 1 else ""
    return f"Of your aims, {listed(texts)} took the most: {how_long(most)}{each}."


def _for_none(rows: Sequence[tuple[Aim | None, Spent]]) -> str:
    aim, spent = rows[-1]
    return f"For no aim in particular: {how_long(spent.minutes)}." if aim is None else ""


def _without_time(book: Book) -> str:
    timed = {aim.id for aim, spent in by_aim(book) if aim and spent.minutes}
    left = [a for a in book.all(Aim) if a.status == "open" and a.id not in timed]
    return f"No time noted yet for {listed([quoted(a.text) for a in left])}." if left else ""


def _untimed(book: Book) -> str:
    meetings = book.all(Interaction)
    silent = sum(not one.minutes for one in meetings)
    if not silent:
        return ""
    return f"How long it took is not said of {silent:,} of {count(len(meetings), 'meeting')}."


# --- ways of meeting ----------------------------------------------------------------------------

IN_PERSON, ONLINE, OTHER = "In person", "Online", "Other ways"
NOT_SAID = words.NOT_ASKED.capitalize()
# A group, an event or a course can be either; what one reads or listens to is neither.
WAY = {
    "face to face": IN_PERSON,
    "phone or video": ONLINE,
    "e-mail": ONLINE,
    "chat": ONLINE,
    "social media": ONLINE,
}


def way_of(channel: str) -> str:
    """Return whether a channel is in person, online, or something else that was said."""
    known = " ".join(channel.split()).casefold()
    return WAY.get(known, OTHER) if known else NOT_SAID


def by_way(book: Book) -> dict[str, Spent]:
    """Return what was noted in each way that occurs: in person, online, others, not said."""
    found = _spent(book, lambda one: way_of(one.channel))
    return {way: found[way] for way in (IN_PERSON, ONLINE, OTHER, NOT_SAID) if way in found}


def read_ways_of_meeting(book: Book) -> str:
    """Return how often one met in person, online and otherwise, of the times that say so."""
    found = by_way(book)
    said = sum(spent.times for way, spent in found.items() if way != NOT_SAID)
    if said < LEAST:
        return "Not enough yet: say of three meetings how you met, and this takes shape."
    in_person, online, other = (found.get(w, Spent()).times for w in (IN_PERSON, ONLINE, OTHER))
    parts = [f"{in_person:,} in person", f"{online:,} online"]
    ways = listed([*parts, f"{other:,} in other ways"] if other else parts)
    silent = found[NOT_SAID].times if NOT_SAID in found else 0
    rest = f" Of {silent:,} more it is not said yet." if silent else ""
    return f"Of {count(said, 'meeting')}, you had {ways}.{rest}"


# --- rhythm -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Usual:
    """How often a member is in the log; `gap` is the median of days between, of three or more."""

    member: Member
    days: tuple[date, ...]  # each once, the first first

    @property
    def gap(self) -> int | None:
        """The usual number of days from one time to the next; None where it was too seldom."""
        if len(self.days) < LEAST:
            return None
        return round(median((b - a).days for a, b in pairwise(self.days)))


def usual(book: Book, today: date) -> list[Usual]:
    """Return the members in the log, those on most days first; what is still to come is left out."""
    days: dict[str, set[date]] = {}
    for one in book.all(Interaction):
        if one.on <= today:
            for id in one.members:
                days.setdefault(id, set()).add(one.on)
    found = [Usual(book.member(id), tuple(sorted(several))) for id, several in days.items()]
    return sorted(found, key=lambda one: (-len(one.days), one.member.name))


def read_rhythm(book: Book, today: date | None = None) -> str:
    """Return the usual gap with those most in the log, each beside the rhythm that was chosen."""
    known = [one for one in usual(book, today or clock.today()) if one.gap]
    if not known:
        return (
            "Not enough yet: with three days in the log for the same member, this says how many "
            "days are usually between."
        )
    shown = " ".join(_said(one, book) for one in known[:NAMED])
    return " ".join(filter(None, (shown, _others(known[NAMED:]))))


def _said(one: Usual, book: Book) -> str:
    first = f"With {isolated(one.member.name)} about every {_days(one.gap or 1)}"
    chosen = rhythm.rhythm_of(one.member, book)
    if chosen is None:
        return f"{first}."
    own = one.member.rhythm is not None or rhythm.rhythms(book) is not rhythm.DEFAULTS
    return f"{first}; {'you chose' if own else 'your map says'} {chosen.ideal:,}."


def _days(number: int) -> str:
    return "day" if number == 1 else f"{number:,} days"


def _others(rest: Sequence[Usual]) -> str:
    are = "is" if len(rest) == 1 else "are"
    return f"{count(len(rest), 'other')} {are} in the table." if rest else ""


def rhythm_rows(book: Book, today: date) -> tuple[Sequence[str], list[tuple[str, ...]]]:
    """Return the rhythms as rows, with everybody in the log."""
    head = ("Name", "Days in the log", "Usual gap", "Rhythm", "Last")
    return head, [_row(one, book, today) for one in usual(book, today)]


def _row(one: Usual, book: Book, today: date) -> tuple[str, ...]:
    chosen = rhythm.rhythm_of(one.member, book)
    return (
        one.member.name,
        f"{len(one.days):,}",
        count(one.gap, "day") if one.gap else words.NOT_ENOUGH,
        count(chosen.ideal, "day") if chosen else "none",
        said_day(one.days[-1], today),
    )
