"""How it feels, day by day: each day has one pulse, to which every answer of that day goes.

An answer that is taken back leaves what was said on other days as it was.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from plnkit.language import N_, tr
from plnkit.model import Aim, Book, Capability, Mix, Pulse

TOP = 10  # of every scale; the bottom is 0
WHOLE, ROUNDED = 100, 1  # percent: what a mix adds up to, and what rounding may cost
NO_LEVEL = N_("This is a whole number from 0 to {top}; leave it empty to say nothing.")
NO_MIX = N_("The four parts of a mix are shares from 0 to 100, and make 100 together.")


@dataclass(frozen=True)
class Latest:
    """What was said last of each; None, or no entry, where nothing was."""

    capability: Mapping[str, int]  # by aim
    engagement: int | None = None
    future: int | None = None
    mix: Mix | None = None


def latest(book: Book) -> Latest:
    """Return the latest value of each, by the days of the pulses."""
    capability: dict[str, int] = {}
    values: dict[str, Any] = {}
    for pulse in _in_order(book):
        capability |= {said.aim: said.level for said in pulse.capability}
        said = {name: getattr(pulse, name) for name in ("engagement", "future", "mix")}
        values |= {name: value for name, value in said.items() if value is not None}
    return Latest(capability, **values)


def felt(book: Book, aim: str) -> list[tuple[date, int]]:
    """Return how able the learner felt to reach an aim, the earliest day first."""
    said = {p.on: c.level for p in _in_order(book) for c in p.capability if c.aim == aim}
    return list(said.items())


def on_day(book: Book, day: date) -> Pulse:
    """Return the pulse of a day, an empty one where nothing was said."""
    id = pulse_id(day)
    found = book.entities.get(id)
    return replace(found, on=day) if isinstance(found, Pulse) else Pulse(id=id, on=day)


def pulse_id(day: date) -> str:
    """Return the id of the pulse of a day."""
    return f"pulse-{day.isoformat()}"


def _in_order(book: Book) -> list[Pulse]:
    """Return the pulses by day; of one day that which is made here comes last."""
    return sorted(book.all(Pulse), key=lambda p: (p.on, p.id == pulse_id(p.on)))


# --- what is said today -------------------------------------------------------------------------


def level(text: str) -> int | None:
    """Return the level that was typed, 0 to 10; None where nothing was.

    Raises ValueError, with a sentence for the reader.
    """
    typed = text.strip()
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit() and int(typed[:9]) <= TOP):
        raise ValueError(tr(NO_LEVEL, top=TOP))
    return int(typed)


def with_capability(book: Book, aim: str, level: int | None, today: date) -> Book:
    """Return the book in which it was said today how able the learner feels to reach an aim.

    None takes today's answer back. Raises ValueError for an aim that is not here, or a level
    outside 0 to 10.
    """
    if not isinstance(book.entities.get(aim), Aim):
        raise ValueError(tr("This aim is no longer in your book."))  # noqa: TRY004 - for the reader
    pulse, said = on_day(book, today), _checked(level)
    rest = tuple(c for c in pulse.capability if c.aim != aim)
    new = () if said is None else (Capability(aim=aim, level=said),)
    return _kept(book, replace(pulse, capability=(*rest, *new)))


def with_mix(book: Book, mix: Mix | None, today: date) -> Book:
    """Return the book in which it was said today where learning happens; None takes it back.

    Raises ValueError where the parts do not make 100 percent.
    """
    if mix is not None:
        parts = (mix.formal, mix.social, mix.on_the_job, mix.self_directed)
        if not all(0 <= p <= WHOLE for p in parts) or abs(sum(parts) - WHOLE) > ROUNDED:
            raise ValueError(tr(NO_MIX))
    return _kept(book, replace(on_day(book, today), mix=mix))


def with_feeling(
    book: Book,
    today: date,
    *,
    engagement: int | UnsetType | None = UNSET,
    future: int | UnsetType | None = UNSET,
) -> Book:
    """Return the book in which today's engagement or future is said; None takes it back.

    What is not given stays. Raises ValueError for a level outside 0 to 10.
    """
    given = {"engagement": engagement, "future": future}
    said = {name: _checked(value) for name, value in given.items() if value is not UNSET}
    return _kept(book, replace(on_day(book, today), **said))


def _checked(level: Any) -> int | None:
    """Return a level; raises ValueError where it is none: a struct alone would take anything."""
    if level is not None and (type(level) is not int or not 0 <= level <= TOP):
        raise ValueError(tr(NO_LEVEL, top=TOP))
    return level


def _kept(book: Book, pulse: Pulse) -> Book:
    """Return the book with a pulse, or without it once it says nothing any more."""
    if pulse != Pulse(id=pulse.id, on=pulse.on):
        return book.with_(pulse)
    return book.without(pulse.id) if isinstance(book.entities.get(pulse.id), Pulse) else book
