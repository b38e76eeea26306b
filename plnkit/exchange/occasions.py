"""When an event took place: once, again and again, and but for the times that were changed."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from plnkit.exchange.events import Event, Guest, Moment, moment, moments
from plnkit.exchange.recurrence import Rule, Unknown, days, rule_of, span
from plnkit.exchange.staging import Skipped
from plnkit.language import N_, tr

EACH = 500  # times of one event that are taken, the latest
WORK = 600_000  # days that are looked at for events that repeat
OUTSIDE = N_("in the future, or more than 400 days ago")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Talk:
    """One time of an event: the day it was, the day by which it is known in its series, and who.

    `known` is None for what takes place once: that stays itself when it is moved.
    """

    event: Event
    on: date
    known: date | None
    guests: tuple[Guest, ...]

    @property
    def there(self) -> tuple[Guest, ...]:
        """Those who did not decline."""
        return tuple(guest for guest in self.guests if not guest.away)


def talks(events: Iterable[Event], first: date, last: date) -> Iterator[Talk | Skipped]:
    """Yield each time of each event between two days, or why there is none."""
    series: dict[str, list[Event]] = {}
    for one in events:
        series.setdefault(one.uid, []).append(one)
    work = 0
    for several in series.values():
        mains = _newest([one for one in several if one.instead_of is None])
        changed = _changed(several, mains)
        for main in mains:
            work += _work(main, first, last)
            alone = len(mains) == 1 and not (changed or main.rule or main.also)
            found = _times(main, changed, first, last, alone=alone)
            yield from found if work < WORK else (_too_much(main),)
        for day, one in changed.items():
            yield from _within(one, [(day, one.start.wall.date())], first, last)


def _newest(several: Sequence[Event]) -> list[Event]:
    """Return the last edition of an event; some programs write each time of it as one of its own."""
    last = max((one.edits for one in several), default=0)
    return list({one.start: one for one in several if one.edits == last}.values())


def _changed(several: Iterable[Event], mains: Sequence[Event]) -> dict[date, Event]:
    """Return the events that replace one time of a series, by the day that it would have had."""
    changed: dict[date, Event] = {}
    for one in sorted(several, key=lambda one: one.edits):
        if one.instead_of is not None:
            zone = (mains[0] if mains else one).start.zone
            changed[one.instead_of.seen_in(zone).date()] = one
    return changed


def _work(main: Event, first: date, last: date) -> int:
    """Return how many days are looked at for an event."""
    listed = sum(one.value.count(",") + 1 for one in (*main.also, *main.never))
    try:
        own = span(rule_of(main.rule), main.start.wall.date(), first, last) if main.rule else 0
    except Unknown:
        return listed
    return listed + own


def _too_much(main: Event) -> Skipped:
    return Skipped(main.where, tr("too many events repeat to follow them all"))


def _times(
    main: Event, changed: Collection[date], first: date, last: date, *, alone: bool
) -> Iterator[Talk | Skipped]:
    try:
        found = _days(main, first - _DAY, last + _DAY)
    except Unknown as fault:
        yield Skipped(main.where, str(fault))
        return
    kept = sorted(found.difference(changed))
    yield from _within(main, [(None if alone else day, day) for day in kept], first, last)


def _days(main: Event, first: date, last: date) -> set[date]:
    """Return the days of an event, as its own zone counts them."""
    zone, start = main.start.zone, main.start.wall.date()
    found = {start, *(one.seen_in(zone).date() for one in moments(main.also))}
    if main.rule:
        rule = rule_of(main.rule)
        found.update(days(rule, start, first, min(last, _until(rule, main.start, last))))
    return found.difference(one.seen_in(zone).date() for one in moments(main.never))


def _until(rule: Rule, start: Moment, last: date) -> date:
    """Return the last day on which a rule can fall."""
    if not rule.until:
        return last
    try:
        until = moment(rule.until, {})
    except ValueError:
        raise Unknown(tr("until when it repeats cannot be read")) from None
    seen = until.seen_in(start.zone)
    early = not until.whole_day and seen.time() < start.wall.time()
    return seen.date() - _DAY if early else seen.date()


def _within(
    one: Event, pairs: Iterable[tuple[date | None, date]], first: date, last: date
) -> Iterator[Talk | Skipped]:
    """Yield the times that lie between two days at home, of pairs of known and own day."""
    near = (pair for pair in pairs if first - _DAY <= pair[1] <= last + _DAY)
    local = ((known, one.start.on(day).local(one.home)) for known, day in near)
    inside = [Talk(one, day, known, one.guests) for known, day in local if first <= day <= last]
    yield from inside[-EACH:] or (Skipped(one.where, tr(OUTSIDE)),)
