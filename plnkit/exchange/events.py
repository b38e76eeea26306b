"""The events of a calendar file (iCalendar, RFC 5545), as far as they say who met, and when.

A line is looked at only if it says when, how often, or with whom. Titles, descriptions and places
are passed over; whether an address of a video service stands in an event is all that is asked.
Each event is read for itself, so that a broken one takes no other with it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import chain, islice
from zoneinfo import ZoneInfo

from plnkit import clock
from plnkit.dates import FIRST_YEAR, LAST_YEAR
from plnkit.errors import NotReadable
from plnkit.exchange.contacts import hashed, line, plain_email
from plnkit.exchange.given import Given
from plnkit.language import tr
from plnkit.model import clean_name

EVENTS = 300_000  # in a file
LINES = 2_000  # of an event that are read
LETTERS = 20_000  # of a line that is read
_NAMES = 120  # letters of a name, of a person or a zone
_ADDRESS = 254  # letters of an e-mail address (RFC 5321)

_MARK = re.compile(r"^(BEGIN|END):VEVENT[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_GUEST = re.compile(r"^(?:ATTENDEE|ORGANIZER)[;:]", re.IGNORECASE | re.MULTILINE)
_REPEATS = re.compile(r"^(?:RRULE|RDATE|RECURRENCE-ID)[;:]", re.IGNORECASE | re.MULTILINE)
_DAY = re.compile(r"^DTSTART(?:;[^\r\n:]*)?:([0-9]{8})", re.IGNORECASE | re.MULTILINE)
_ROOMS = ("ROOM", "RESOURCE", "GROUP")
_AWAY = ("DECLINED", "DELEGATED")
_CALLS = (  # what a link to a call has in it
    "zoom.us/", "zoom.com/", "teams.microsoft.com/", "teams.live.com/", "meet.google.com/",
    "webex.com/", "whereby.com/", "meet.jit.si/", "gotomeeting.com/", "meet.goto.com/",
    "join.skype.com/", "facetime.apple.com/", "chime.aws/", "bluejeans.com/",
)  # fmt: skip
_CALL_LINES = {
    "CONFERENCE", "X-GOOGLE-CONFERENCE", "X-MICROSOFT-ONLINEMEETINGCONFLINK",
    "X-MICROSOFT-ONLINEMEETINGEXTERNALLINK", "X-MICROSOFT-SKYPETEAMSMEETINGURL",
}  # fmt: skip
VIDEO = "phone or video"
_FIRST, _LAST = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)


@dataclass(frozen=True, slots=True)
class Block:
    """The text of an event: where it stands, whether its end is there, and the calendar's zone."""

    where: str
    text: str
    whole: bool
    home: str

    @property
    def has_guests(self) -> bool:
        """Whether anybody is asked to come."""
        return bool(_GUEST.search(self.text))

    @property
    def repeats(self) -> bool:
        """Whether it stands for several times, or changes one of several."""
        return bool(_REPEATS.search(self.text))

    @property
    def day(self) -> str:
        """The day on which it begins, as 20261105; "" where that cannot be seen at once."""
        found = _DAY.search(self.text)
        return found[1] if found else ""


def blocks(file: Given) -> Iterator[Block]:
    """Yield the events of a file as they stand there; a file that ends in one has it cut off.

    Raises `NotReadable` for more than 300,000.
    """
    home = header(file, "X-WR-TIMEZONE")
    called = tr("line {number}")
    begin, number, counted = -1, 1, 0
    for place, mark in enumerate(chain(_MARK.finditer(file.text), (None,))):
        if place > 2 * EVENTS:
            raise NotReadable(
                tr(
                    "{name} holds more than {most} events: export a shorter time of it.",
                    name=file.name,
                    most=EVENTS,
                )
            )
        end = mark.start() if mark else len(file.text)
        ends = mark is not None and mark[1].upper() == "END"
        if begin >= 0:
            where = f"{file.name}, {called.format(number=number)}"
            yield Block(where, file.text[begin:end], ends, home)
        if mark is None:
            return
        number, counted = number + file.text.count("\n", counted, end), end
        begin = -1 if ends else mark.end()


def header(file: Given, name: str) -> str:
    """Return what a calendar says of itself before its first event; "" where it says nothing."""
    first = _MARK.search(file.text)
    head = unfolded(file.text[: min(first.start() if first else LETTERS, LETTERS)])
    found = re.search(rf"^{name}(?:;[^:\r\n]*)?:([^\r\n]*)", head, re.IGNORECASE | re.MULTILINE)
    return found[1].strip() if found else ""


# --- lines --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an event: its name, what goes with it, and its value."""

    name: str
    with_: Mapping[str, str]
    value: str


_READ = {
    "UID", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID",
    "ATTENDEE", "ORGANIZER", "STATUS", "SEQUENCE", *_CALL_LINES,
}  # fmt: skip
_LINE = re.compile(
    rf"^({'|'.join(('BEGIN', 'END', *sorted(_READ)))})(?=[;:])([^\r\n]*)",
    re.IGNORECASE | re.MULTILINE,
)
_PARAMETER = re.compile(r';\s*([A-Za-z0-9-]+)=((?:"[^"]*"|[^;:"]+)*)')


def lines(text: str) -> dict[str, list[Line]]:
    """Return the lines that are read, by name; not those of what stands in an event, as an alarm."""
    found: dict[str, list[Line]] = {}
    depth = 0
    for one in islice(_LINE.finditer(text), LINES):
        name = one[1].upper()
        depth += (name == "BEGIN") - (name == "END" and depth > 0)
        whole = _line(name, one[2]) if name in _READ and not depth else None
        if whole is not None:
            found.setdefault(name, []).append(whole)
    return found


def unfolded(text: str) -> str:
    """Return a text with its long lines whole again (RFC 5545, 3.1)."""
    return re.sub(r"\r?\n[ \t]", "", text)


def _line(name: str, text: str) -> Line | None:
    """Return a line; None where it is broken, or too long to be one."""
    if len(text) > LETTERS:
        return None
    at, with_ = 0, {}
    while found := _PARAMETER.match(text, at):
        with_[found[1].upper()] = _unquoted(found[2])
        at = found.end()
    return Line(name, with_, text[at + 1 :].strip()) if text[at : at + 1] == ":" else None


def _unquoted(text: str) -> str:
    """Return a parameter's text: without its quotes, which some escape, and as RFC 6868 has it."""
    plain = text.replace("\\", "").replace('"', "").strip()
    return plain.replace("^n", " ").replace("^'", '"').replace("^^", "^")


# --- when ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Moment:
    """A time as a clock on the wall shows it, in a zone; "" is that of the reader."""

    wall: datetime
    zone: str = ""
    whole_day: bool = False

    def on(self, day: date) -> "Moment":
        """Return the same time of another day."""
        return Moment(datetime.combine(day, self.wall.time()), self.zone, self.whole_day)

    def seen_in(self, zone: str) -> datetime:
        """Return what the wall's clock shows in another zone; the same where one is unknown."""
        if self.zone == zone or self.whole_day:
            return self.wall
        mine, theirs = _zone(self.zone), _zone(zone)
        if mine is None or theirs is None:
            return self.wall
        return self.wall.replace(tzinfo=mine).astimezone(theirs).replace(tzinfo=None)

    def local(self, home: str) -> date:
        """Return the day it is there: where it is given for the whole world, the day at home."""
        if self.zone != "UTC" or self.whole_day:
            return self.wall.date()
        here = _zone(home) or _zone(clock.zone())
        return self.wall.replace(tzinfo=UTC).astimezone(here).date()


_MOMENT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:T([0-9]{2})([0-9]{2})[0-9]{0,2}(Z?))?\b")


def moment(text: str, with_: Mapping[str, str]) -> Moment:
    """Return a time; before 1900 and after 2100 it is the edge. Raises ValueError for none."""
    found = _MOMENT.match(text.strip())
    if found is None:
        raise ValueError(text)
    year, month, day, hour, minute = (int(number or 0) for number in found.groups()[:5])
    wall = datetime.combine(date(2000, month, day), time(hour, minute))  # a year with each day
    if FIRST_YEAR <= year <= LAST_YEAR:
        wall = wall.replace(year=year)
    else:
        wall = datetime.combine(_FIRST if year < FIRST_YEAR else _LAST, wall.time())
    zone = "UTC" if found[6] else with_.get("TZID", "")
    return Moment(wall, zone, whole_day=found[4] is None)


def moments(found: Iterable[Line]) -> Iterator[Moment]:
    """Yield the times of lists; of a time with an end its beginning, and none that is broken."""
    for one in found:
        for text in one.value.split(","):
            with suppress(ValueError):
                yield moment(text, one.with_)


_LENGTH = re.compile(
    r"\+?P(?:([0-9]{1,4})W)?(?:([0-9]{1,4})D)?"
    r"(?:T(?:([0-9]{1,5})H)?(?:([0-9]{1,5})M)?(?:([0-9]{1,7})S)?)?"
)


def _minutes(start: Moment, named: Mapping[str, Line]) -> int | None:
    """Return how long an event takes; None where that is not said, or makes no sense."""
    length: timedelta | None = None
    if "DTEND" in named:
        with suppress(ValueError):
            end = moment(named["DTEND"].value, named["DTEND"].with_)
            length = end.seen_in(start.zone) - start.wall
    elif "DURATION" in named and (said := _LENGTH.fullmatch(named["DURATION"].value.upper())):
        weeks, days, hours, minutes, seconds = (int(number or 0) for number in said.groups())
        length = timedelta(days, seconds, weeks=weeks, hours=hours, minutes=minutes)
    return int(length.total_seconds() // 60) if length and length > timedelta() else None


@lru_cache(500)
def _zone(name: str) -> ZoneInfo | None:
    """Return a zone by its name: of the world's list, of Windows, or with more before it."""
    if len(name) > _NAMES:
        return None
    tail = re.search(r"[A-Z][A-Za-z_]+/[\w/+-]+$", name)  # "/mozilla.org/20050126_1/Europe/Berlin"
    return _known(name) or _known(_of_windows(name)) or _known(tail[0] if tail else "")


def _known(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (KeyError, ValueError, OSError):
        return None


def _of_windows(name: str) -> str:
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    return WINDOWS_TO_OLSON.get(name, "")


# --- who ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who was asked to come: `away` if they said that they would not."""

    name: str
    email: str
    away: bool = False

    @property
    def key(self) -> str:
        """Who it is: the address, else the name."""
        return self.email or self.name.casefold()


def _guests(found: Iterable[Line]) -> tuple[Guest, ...]:
    """Return the people among those who are asked, each once; what they answered comes first."""
    once: dict[str, Guest] = {}
    for one in sorted(found, key=lambda one: one.name):  # ATTENDEE before ORGANIZER
        guest = _guest(one)
        if guest is not None:
            once.setdefault(guest.key, guest)
    return tuple(once.values())


def _guest(found: Line) -> Guest | None:
    """Return who a line is about; None for rooms, and for those who only hear of it."""
    if found.with_.get("CUTYPE", "").upper() in _ROOMS:
        return None
    if found.with_.get("ROLE", "").upper() == "NON-PARTICIPANT":
        return None
    called = _bare(found.with_.get("CN", ""))
    said = (found.value, found.with_.get("EMAIL", ""), called)
    email = next(filter(None, map(_address, said)), "")
    name = "" if plain_email(called) else _name(called)
    if email.endswith("calendar.google.com") or not (name or email):
        return None  # what Google calls a calendar or a room, not a person
    away = found.with_.get("PARTSTAT", "").upper() in _AWAY
    return Guest(name, email, away)


def _bare(text: str) -> str:
    """Return a text without the quotes around it, as Outlook puts them around an address."""
    quoted = re.fullmatch(r"""\s*(['"])(.*)\1\s*""", text)
    return (quoted[2] if quoted else text).strip()


def _name(text: str) -> str:
    try:
        return clean_name(text[:_NAMES])
    except ValueError:
        return ""


def _address(text: str) -> str:
    """Return an e-mail address; "" where it is none, as Apple's `invalid:nomail`."""
    address = plain_email(text)
    return address if len(address) <= _ADDRESS and address == line(address) else ""


# --- an event -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Event:
    """Who met, and when: once, or by a rule; `instead_of` is the time of another that it replaces."""

    where: str
    uid: str
    start: Moment
    minutes: int | None
    guests: tuple[Guest, ...]
    home: str = ""
    channel: str = ""
    rule: str = ""
    also: tuple[Line, ...] = ()
    never: tuple[Line, ...] = ()
    instead_of: Moment | None = None
    cancelled: bool = False
    edits: int = 0


def event(block: Block) -> Event:
    """Return the event of a block. Raises ValueError, with a reason, where it cannot be read."""
    if not block.whole:
        raise ValueError(tr("cut off before its end"))
    text = unfolded(block.text)
    every = lines(text)
    named = {name: several[0] for name, several in every.items()}
    start = _start(named)
    guests = _guests((*every.get("ATTENDEE", ()), *every.get("ORGANIZER", ())))
    return Event(
        where=block.where,
        uid=_uid(named, start, guests),
        start=start,
        minutes=_minutes(start, named),
        guests=guests,
        home=block.home,
        channel=VIDEO if _is_call(text, named) else "",
        rule=named["RRULE"].value if "RRULE" in named else "",
        also=tuple(every.get("RDATE", ())),
        never=tuple(every.get("EXDATE", ())),
        instead_of=next(moments(every.get("RECURRENCE-ID", ())), None),
        cancelled="STATUS" in named and named["STATUS"].value.upper() == "CANCELLED",
        edits=_edits(named),
    )


def _is_call(text: str, named: Mapping[str, Line]) -> bool:
    """Return whether a link to a call stands in an event."""
    if any(name in named and named[name].value for name in _CALL_LINES):
        return True
    small = text.lower()
    return any(link in small for link in _CALLS)


def _start(named: Mapping[str, Line]) -> Moment:
    try:
        return moment(named["DTSTART"].value, named["DTSTART"].with_)
    except (KeyError, ValueError):
        raise ValueError(tr("its time cannot be read")) from None


def _uid(named: Mapping[str, Line], start: Moment, guests: Iterable[Guest]) -> str:
    """Return by what an event is known: where it has no id, by when it was, and with whom."""
    if "UID" in named and named["UID"].value:
        return named["UID"].value
    return hashed("event", start.wall.isoformat(), *sorted(guest.key for guest in guests))


def _edits(named: Mapping[str, Line]) -> int:
    said = named["SEQUENCE"].value if "SEQUENCE" in named else ""
    return int(said) if re.fullmatch(r"[0-9]{1,9}", said) else 0
