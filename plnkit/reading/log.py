"""What the log says: for which aims time was taken, in which ways one met, and how often."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median

from plnkit import clock, rhythm, words
from plnkit.dates import said_day
from plnkit.language import N_, number, tr, trn, trp
from plnkit.model import Aim, Book, Interaction, Member
from plnkit.reading.network import LEAST
from plnkit.words import isolated, listed, quoted

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
    if hours and rest:
        return tr("{hours} h {minutes} min", hours=hours, minutes=rest)
    if hours:
        return tr("{hours} h", hours=hours)
    return tr("{minutes} min", minutes=rest) if rest else ""


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
        return tr(
            "Not enough yet: note down how long it took and for which aim, and this takes shape."
        )
    in_all = how_long(sum(spent.minutes for _, spent in rows))
    first = tr("You noted {time} in all.", time=in_all)
    several = (first, _most(aims), _for_none(rows), _without_time(book), _untimed(book))
    return " ".join(filter(None, several))


def _most(aims: Sequence[tuple[Aim, Spent]]) -> str:
    most = aims[0][1].minutes
    texts = [quoted(aim.text) for aim, spent in aims if spent.minutes == most]
    if len(aims) == 1:
        return tr("{aim} took {time}.", aim=texts[0], time=how_long(most))
    return trn(
        "Of your aims, {aims} took the most: {time}.",
        "Of your aims, {aims} took the most: {time} each.",
        len(texts),
        aims=listed(texts),
        time=how_long(most),
    )


def _for_none(rows: Sequence[tuple[Aim | None, Spent]]) -> str:
    aim, spent = rows[-1]
    if aim is not None:
        return ""
    return tr("For no aim in particular: {time}.", time=how_long(spent.minutes))


def _without_time(book: Book) -> str:
    timed = {aim.id for aim, spent in by_aim(book) if aim and spent.minutes}
    left = [a for a in book.all(Aim) if a.status == "open" and a.id not in timed]
    if not left:
        return ""
    return tr("No time noted yet for {aims}.", aims=listed([quoted(a.text) for a in left]))


def _untimed(book: Book) -> str:
    meetings = book.all(Interaction)
    silent = sum(not one.minutes for one in meetings)
    if not silent:
        return ""
    return trn(
        "How long it took is not said of {silent} of {n} meeting.",
        "How long it took is not said of {silent} of {n} meetings.",
        len(meetings),
        silent=silent,
    )


# --- ways of meeting ----------------------------------------------------------------------------

# In English, as they are looked up where they are shown.
IN_PERSON, ONLINE, OTHER = N_("In person"), N_("Online"), N_("Other ways")
NOT_SAID = N_("Not said yet")
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
        return tr("Not enough yet: say of three meetings how you met, and this takes shape.")
    in_person, online, other = (found.get(w, Spent()).times for w in (IN_PERSON, ONLINE, OTHER))
    ways = [tr("{n} in person", n=in_person), tr("{n} online", n=online)]
    if other:
        ways.append(tr("{n} in other ways", n=other))
    first = trn(
        "Of {n} meeting, you had {ways}.",
        "Of {n} meetings, you had {ways}.",
        said,
        ways=listed(ways),
    )
    return f"{first} {_silent(found[NOT_SAID].times)}" if NOT_SAID in found else first


def _silent(n: int) -> str:
    return trn("For {n} more it is not said yet.", "For {n} more it is not said yet.", n)


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
        return tr(
            "Not enough yet: with three days in the log for the same member, this says how many "
            "days are usually between."
        )
    shown = [_said(one, book) for one in known[:NAMED]]
    return " ".join(filter(None, (*shown, _others(len(known[NAMED:])))))


def _said(one: Usual, book: Book) -> str:
    name, gap = isolated(one.member.name), one.gap or 1
    chosen = rhythm.rhythm_of(one.member, book)
    if chosen is None:
        return trn(
            "With {name} about every day.", "With {name} about every {n} days.", gap, name=name
        )
    if one.member.rhythm is not None or rhythm.rhythms(book) is not rhythm.DEFAULTS:
        return trn(
            "With {name} about every day; you chose {chosen}.",
            "With {name} about every {n} days; you chose {chosen}.",
            gap,
            name=name,
            chosen=chosen.ideal,
        )
    return trn(
        "With {name} about every day; your map says {chosen}.",
        "With {name} about every {n} days; your map says {chosen}.",
        gap,
        name=name,
        chosen=chosen.ideal,
    )


def _others(n: int) -> str:
    if not n:
        return ""
    return trn("{n} other is in the table.", "{n} others are in the table.", n)


def rhythm_rows(book: Book, today: date) -> tuple[Sequence[str], list[tuple[str, ...]]]:
    """Return the rhythms as rows, with everybody in the log."""
    head = (
        tr("Name"),
        tr("Days in the log"),
        tr("Usual gap"),
        tr("Rhythm"),
        trp("the last time", "Last"),
    )
    return head, [_row(one, book, today) for one in usual(book, today)]


def _row(one: Usual, book: Book, today: date) -> tuple[str, ...]:
    chosen = rhythm.rhythm_of(one.member, book)
    return (
        one.member.name,
        number(len(one.days)),
        _days(one.gap) if one.gap else tr(words.NOT_ENOUGH),
        _days(chosen.ideal) if chosen else trp("rhythm", "none"),
        said_day(one.days[-1], today),
    )


def _days(n: int) -> str:
    return trn("{n} day", "{n} days", n)
