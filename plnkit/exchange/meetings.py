"""Calendars (iCalendar, `.ics`): with whom you met, from 400 days ago until today.

Of an event its day, its length and who came are read, and whether it was a call. Its title, its
description and its place are not. What lasts a day, and what more than 12 come to, is no meeting.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain, islice
from typing import TypeVar

from plnkit import clock
from plnkit.errors import NotReadable
from plnkit.exchange.contacts import Contact, Meeting, plain_email, staged
from plnkit.exchange.events import Block, Event, Guest, blocks, event, header
from plnkit.exchange.given import Given
from plnkit.exchange.incoming import Asked, Unanswered
from plnkit.exchange.occasions import OUTSIDE, Talk, talks
from plnkit.exchange.staging import Skipped, Staged
from plnkit.language import N_, tr, trn

TITLE = N_("a calendar")
TOGETHER = True

WINDOW = timedelta(days=400)
PEOPLE = 12  # more are an audience
EVENTS = 20_000  # of that time that are read
ALL = 20_000  # times that are taken
_OFTEN = 3  # meetings in which somebody is before they are taken as you
_OPTIONS = 12
_DAY = timedelta(days=1)

WHOLE_DAY = N_("a day or longer, which is no meeting")
CROWD = N_("more than 12 people")
OFF = N_("cancelled, or declined by you")
ALONE = N_("with nobody else")

T = TypeVar("T")


def recognises(file: Given) -> bool:
    """Return whether a file is a calendar."""
    return file.is_text and file.head[:15].upper() == "BEGIN:VCALENDAR"


def read(files: Sequence[Given], asked: Asked) -> Staged:
    """Return with whom the learner met; what was left out is told, the same reasons in one line.

    Raises `NotReadable` where nobody is in the calendars, `Unanswered` for which address is theirs.
    """
    last = clock.today()
    first = last - WINDOW
    near, far = _near(files, first, last)
    events, broken = _apart(map(_event, near[:EVENTS]))
    times, never = _apart(islice(talks(events, first, last), ALL + 1))
    fit, unfit = _apart(map(_fit, times[:ALL]))
    me, told = _me(files, asked, fit)
    kept, alone = _apart(_with_others(talk, me) for talk in fit)
    contacts = _contacts(kept)
    lost = _counted((*broken, *never, *unfit, *alone), far)
    skipped = (*told, *lost, *_not_all(len(near), len(times)))
    found = staged(contacts.values(), _meetings(kept, contacts), skipped)
    return replace(found, me=tuple(sorted(me)))


def _apart(several: Iterable[T | Skipped]) -> tuple[list[T], list[Skipped]]:
    """Return what can be used, and what was left out."""
    good: list[T] = []
    bad: list[Skipped] = []
    for one in several:
        if isinstance(one, Skipped):
            bad.append(one)
        else:
            good.append(one)
    return good, bad


def _counted(lost: Iterable[Skipped], far: int) -> Iterator[Skipped]:
    """Yield a line for each reason: where it stands if it is of one event, else how many there are."""
    places: dict[str, set[str]] = {}
    for one in lost:
        places.setdefault(one.why, set()).add(one.where)
    outside = tr(OUTSIDE)
    if far:
        places.setdefault(outside, set())
    for why, where in places.items():
        number = len(where) + (far if why == outside else 0)
        yield Skipped(next(iter(where)) if number == len(where) == 1 else _events(number), why)


def _events(number: int) -> str:
    return trn("{n} event", "{n} events", number)


def _not_all(events: int, talks: int) -> Iterator[Skipped]:
    if events > EVENTS:
        yield Skipped(_events(events - EVENTS), tr("plnkit reads {most} of this time", most=EVENTS))
    if talks > ALL:
        yield Skipped(tr("meetings"), tr("only the first {most} were read", most=ALL))


# --- events -------------------------------------------------------------------------------------


def _near(files: Sequence[Given], first: date, last: date) -> tuple[list[Block], int]:
    """Return the events with guests that may lie between two days, and how many others there are.

    Raises `NotReadable` where no event has a guest.
    """
    early, late = (f"{day:%Y%m%d}" for day in (first - 2 * _DAY, last + 2 * _DAY))
    near, far = [], 0
    for block in chain.from_iterable(map(_blocks, files)):
        if block.repeats or (block.has_guests and (not block.day or early <= block.day <= late)):
            near.append(block)
        else:
            far += block.has_guests
    if not far and not any(block.has_guests for block in near):
        raise NotReadable(
            tr(
                "{name} holds no meetings with anybody: bring a calendar whose events have guests.",
                name=files[0].name,
            )
        )
    return near, far


def _blocks(file: Given) -> Iterator[Block]:
    if re.search(r"^VERSION:[ \t]*1\.0", file.head, re.IGNORECASE | re.MULTILINE):
        raise NotReadable(
            tr(
                "{name} is a calendar in the old form vCalendar 1.0: export it as iCalendar (.ics) "
                "instead.",
                name=file.name,
            )
        )
    return blocks(file)


def _event(block: Block) -> Event | Skipped:
    try:
        return event(block)
    except ValueError as fault:
        return Skipped(block.where, str(fault))


def _fit(talk: Talk) -> Talk | Skipped:
    """Return a talk, or why it is none, whoever reads it."""
    lasts = talk.event.minutes or 0
    if talk.event.cancelled:
        return Skipped(talk.event.where, tr(OFF))
    if talk.event.start.whole_day or lasts >= _DAY // timedelta(minutes=1):
        return Skipped(talk.event.where, tr(WHOLE_DAY))
    return Skipped(talk.event.where, tr(CROWD)) if len(talk.there) > PEOPLE else talk


def _with_others(talk: Talk, me: Collection[str]) -> Talk | Skipped:
    """Return a talk with the others in it alone, or why it is none."""
    if any(guest.away and guest.email in me for guest in talk.guests):
        return Skipped(talk.event.where, tr(OFF))
    others = tuple(guest for guest in talk.there if guest.email not in me)
    return replace(talk, guests=others) if others else Skipped(talk.event.where, tr(ALONE))


# --- people -------------------------------------------------------------------------------------


def _me(
    files: Sequence[Given], asked: Asked, talks: Iterable[Talk]
) -> tuple[Collection[str], tuple[Skipped, ...]]:
    """Return which addresses are the learner's, and what to tell about it.

    Raises `Unanswered` where nobody said it, and it cannot be seen.
    """
    events = {id(talk.event): talk.event for talk in talks}.values()
    counts = Counter(guest.email for one in events for guest in one.guests if guest.email)
    if asked.me:
        mine = frozenset(filter(None, map(plain_email, asked.me)))
        return mine, () if mine & set(counts) or not counts else (_not_there(asked.me),)
    seen = _named(files, counts) or _everywhere(counts, len(events))
    if seen:
        return seen, tuple(map(_taken, sorted(seen)))
    if not counts:
        return (), ()
    options = [address for address, _ in counts.most_common(_OPTIONS)]
    raise Unanswered(
        tr(
            "{name} does not say which address is yours: say it with --me, for example --me "
            "{address}.",
            name=files[0].name,
            address=options[0],
        ),
        "me",
        options,
    )


def _named(files: Iterable[Given], known: Collection[str]) -> frozenset[str]:
    """Return the addresses after which calendars are named: Google's are, after whose they are."""
    named = (plain_email(header(file, "X-WR-CALNAME")) for file in files)
    return frozenset(address for address in named if address in known)


def _everywhere(counts: Counter[str], events: int) -> frozenset[str]:
    """Return the only address that is in every event, if there are enough of them to tell."""
    found = frozenset(address for address, number in counts.items() if number == events)
    return found if len(found) == 1 and events >= _OFTEN else frozenset()


def _taken(address: str) -> Skipped:
    return Skipped(address, tr("was taken to be your address; if it is not, say which one is"))


def _not_there(me: Sequence[str]) -> Skipped:
    return Skipped(me[0][:100], tr("is in none of these meetings: check its spelling"))


def _contacts(talks: Iterable[Talk]) -> dict[str, Contact]:
    """Return whom the learner met, by key; the first name that a calendar has for them counts."""
    found: dict[str, tuple[Guest, str]] = {}
    for talk in talks:
        for guest in talk.guests:
            if guest.key not in found or (guest.name and not found[guest.key][0].name):
                found[guest.key] = (guest, talk.event.where)
    return {
        key: Contact(where, guest.name or _readable(guest.email), guest.email)
        for key, (guest, where) in found.items()
    }


def _readable(email: str) -> str:
    """Return a name from an address: "Rosa Lind" from rosa.lind+talks@x.example."""
    local = re.split(r"[+@]", email, maxsplit=1)[0]
    return " ".join(re.sub(r"[._]+", " ", local).split()).title() or email


def _meetings(talks: Iterable[Talk], contacts: Mapping[str, Contact]) -> Iterator[Meeting]:
    for talk in talks:
        yield Meeting(
            who=tuple(contacts[guest.key].id for guest in talk.guests),
            on=talk.on,
            same=f"{talk.event.uid} {talk.known or ''}".rstrip(),
            channel=talk.event.channel,
            minutes=talk.event.minutes,
        )
