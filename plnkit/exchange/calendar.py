"""Plans as a calendar file (iCalendar, RFC 5545): an event for each plan that has a day.

An event is known by the plan's id and counts its edits: a calendar that takes the file again changes
the event that it has. Who reads it is nobody else: no guests, no addresses, and CLASS:PRIVATE.

The time is the plan's own, in its zone. One that the clock skips in spring is moved on by as much
(02:30 becomes 03:30), and of one that comes twice in autumn the first is meant, as in RFC 5545,
3.3.5. Without a zone, or with one that nobody knows, the time floats: it is that of the reader.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import category
from zoneinfo import ZoneInfo

from plnkit.dates import FIRST_YEAR, LAST_YEAR
from plnkit.errors import BookError
from plnkit.exchange.given import Given
from plnkit.exchange.saving import HEAD, save_over
from plnkit.language import N_, tr
from plnkit.model import Aim, Book, Plan
from plnkit.words import isolated

if TYPE_CHECKING:
    from icalendar import Event, Timezone

MINUTES = 30  # that a plan takes where it is not said
PRODUCT = "-//plnkit//PLN Workbook//EN"
LONGEST, LONGEST_NAME = 80, 40  # letters of a title, and of a name in it


def calendar(book: Book, plans: Iterable[Plan], now: datetime) -> bytes:
    """Return a calendar file with the plans that have a day; `now` is when it is made.

    Raises BookError when none of them has one, from 1900 to 2100.
    """
    from icalendar import Calendar

    dated = [plan for plan in plans if _has_a_day(plan)]
    if not dated:
        raise BookError(
            tr("No plan has a day yet: say when for one of them, and it can be exported.")
        )
    whole = Calendar()
    whole.add("prodid", PRODUCT)
    whole.add("version", "2.0")
    for part in (*_zones(dated), *(_event(plan, book, now) for plan in dated)):
        whole.add_component(part)
    data: bytes = whole.to_ical()
    return data


def write(book: Book, path: Path, plans: Iterable[Plan] | None = None) -> None:
    """Write a calendar file with these plans, or with all that the book has.

    Raises a BookError, and writes nothing, where it cannot, where something else stands, or where no
    plan has a day.
    """
    chosen = book.all(Plan) if plans is None else plans
    data = calendar(book, chosen, datetime.now(UTC))
    save_over(path, data, is_ours, tr("a calendar made by plnkit"))


def is_ours(file: Given) -> bool:
    """Return whether plnkit wrote a file, so that another may take its place."""
    head = file.data[:HEAD]
    return head.startswith(b"BEGIN:VCALENDAR") and b"PRODID:-//plnkit//" in head


def _has_a_day(plan: Plan) -> bool:
    return plan.on is not None and FIRST_YEAR <= plan.on.year <= LAST_YEAR


# --- an event -----------------------------------------------------------------------------------


def _event(plan: Plan, book: Book, now: datetime) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", f"{_line(plan.id)}@plnkit")
    event.add("sequence", plan.revision)
    for name in ("dtstamp", "last-modified"):
        event.add(name, now.astimezone(UTC))
    for name, moment in zip(("dtstart", "dtend"), _span(plan), strict=True):
        _put(event, name, moment)
    for name, text in _texts(plan, book).items():
        if text:
            event.add(name, text)
    return event


def _texts(plan: Plan, book: Book) -> dict[str, str]:
    return {
        "summary": _title(plan, book),
        "location": _line(plan.where),
        "description": _plain("\n".join(_told(plan, book))),
        "status": "CANCELLED" if plan.status == "skipped" else "CONFIRMED",
        "class": "PRIVATE",
        "transp": "TRANSPARENT" if plan.at is None else "OPAQUE",  # a day is not taken up by it
    }


def _title(plan: Plan, book: Book) -> str:
    member = book.member(plan.member)
    name, act = isolated(_cut(member.name, LONGEST_NAME)), _line(plan.act)
    person = member.kind == "person"
    if not act:
        return tr("Meet {name}", name=name) if person else tr("Turn to {name}", name=name)
    title = (
        tr("Meet {name}: {act}", name=name, act=act)
        if person
        else tr("Turn to {name}: {act}", name=name, act=act)
    )
    return _cut(title, LONGEST)


def _told(plan: Plan, book: Book) -> Iterator[str]:
    """Yield what stands in an event, a line each: the sentence, and what goes with it."""
    aim = book.entities.get(plan.aim or "")
    labelled = {
        N_("To ask: {said}"): plan.question,
        N_("To offer: {said}"): plan.offer,
        N_("For: {said}"): aim.text if isinstance(aim, Aim) else "",
        N_("From: {said}"): plan.programme,
    }
    yield from filter(None, (if_then(plan),))
    yield from (tr(label, said=s.strip()) for label, s in labelled.items() if s.strip())


def if_then(plan: Plan) -> str:
    """Return a plan as one sentence, "When …, I will …."; what was not said is left out."""
    cue, act = _without(_WHEN, plan.cue), _without(_WILL, plan.act)
    if cue and act:
        said = tr("When {cue}, I will {act}.", cue=cue, act=act)
    elif cue:
        said = tr("When {cue}.", cue=cue)
    else:
        said = tr("I will {act}.", act=act) if act else ""
    return re.sub(r"(?<=[!?…])\.$", "", said)


# With what somebody may begin, in English or their own language, as the sentence begins with it.
_WHEN, _WILL = N_("when | if"), N_("I will | I'll | I’ll")


def _without(beginnings: str, text: str) -> str:
    words = (word.strip() for said in (tr(beginnings), beginnings) for word in said.split("|"))
    begin = "|".join(map(re.escape, words))
    return re.sub(rf"(?i)^({begin})\s+", "", _line(text)).rstrip(".,; ")


# --- text ---------------------------------------------------------------------------------------


def _plain(text: str) -> str:
    """Return text without control characters, its lines kept."""
    lines = re.sub("\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", text).replace("\t", " ")
    return "".join(c for c in lines if c == "\n" or category(c) not in ("Cc", "Cs"))


def _line(text: str) -> str:
    return " ".join(_plain(text).split())


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


# --- time ---------------------------------------------------------------------------------------


def _span(plan: Plan) -> tuple[date, date]:
    """Return when a plan begins and ends: days, or moments."""
    day = plan.on or date.max  # those without one are left out before
    if plan.at is None:
        return day, day + timedelta(days=1)
    local = datetime.combine(day, plan.at.replace(tzinfo=None, microsecond=0, fold=0))
    length = timedelta(minutes=plan.minutes or MINUTES)
    zone = _known(plan.zone)
    if zone is None:
        return local, local + length
    begin = local.replace(tzinfo=zone).astimezone(UTC)  # through UTC, a skipped time moves on
    return begin.astimezone(zone), (begin + length).astimezone(zone)


def _known(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (KeyError, ValueError, OSError):
        return None


def _put(event: "Event", name: str, moment: date) -> None:
    """Put a moment in an event as local time with its zone.

    The second of two equal times has no such form, since the first would be read: it is put in UTC.
    """
    zone = moment.tzinfo if isinstance(moment, datetime) else None
    if not isinstance(moment, datetime) or not isinstance(zone, ZoneInfo):
        event.add(name, moment)
    elif moment.fold:
        event.add(name, moment.astimezone(UTC))
    else:
        event.add(name, moment.replace(tzinfo=None), parameters={"TZID": zone.key})


# --- zones --------------------------------------------------------------------------------------
# icalendar makes them too, but lets summer begin an hour late: it gives the onset in the new time,
# where RFC 5545, 3.6.5, has it in the old.

_YEAR = timedelta(days=366)  # around the plans, so that an event that is moved by hand stays right
_DAY = timedelta(days=1)


def _zones(dated: Sequence[Plan]) -> Iterator["Timezone"]:
    days: dict[str, list[date]] = {}
    for plan in dated:
        if plan.at is not None and plan.on is not None:
            days.setdefault(plan.zone, []).append(plan.on)
    for name in sorted(days):
        if (zone := _known(name)) is not None:
            yield _zone(zone, min(days[name]) - _YEAR, max(days[name]) + _YEAR)


def _zone(zone: ZoneInfo, first: date, last: date) -> "Timezone":
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

    whole = Timezone()
    whole.add("tzid", zone.key)
    for onset, before in _onsets(zone, first, last):
        after = onset.astimezone(zone)
        part = TimezoneDaylight() if after.dst() else TimezoneStandard()
        part.add("dtstart", (onset + before).replace(tzinfo=None))
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after.utcoffset())
        part.add("tzname", after.tzname())
        whole.add_component(part)
    return whole


def _onsets(zone: ZoneInfo, first: date, last: date) -> Iterator[tuple[datetime, timedelta]]:
    """Yield the first instant, then each from which the offset is another, with the one before."""
    here = datetime(first.year, first.month, first.day, tzinfo=UTC)
    before = _offset(zone, here)
    yield here, before
    while here.date() < last:
        if _offset(zone, here + _DAY) != before:
            onset = _change(zone, here, before)
            yield onset, before
            before = _offset(zone, here + _DAY)
        here += _DAY


def _change(zone: ZoneInfo, here: datetime, before: timedelta) -> datetime:
    """Return the second of the coming day from which the offset is another."""

    def changed(second: int) -> bool:
        return _offset(zone, here + timedelta(seconds=second)) != before

    seconds = range(int(_DAY.total_seconds()))
    return here + timedelta(seconds=bisect_left(seconds, True, key=changed))


def _offset(zone: ZoneInfo, instant: datetime) -> timedelta:
    return instant.astimezone(zone).utcoffset() or timedelta()
