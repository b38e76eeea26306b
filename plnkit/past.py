"""What a book was: its changes, and its content on a day, in lines that a terminal can show."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from plnkit import words
from plnkit.journal import Change, stacks
from plnkit.language import tr, trn
from plnkit.model import Book


def end_of(day: date) -> datetime:
    """Return the last moment of a day, in local time."""
    try:
        return datetime.combine(day + timedelta(days=1), time()).astimezone() - timedelta.resolution
    except (OverflowError, OSError):  # the last days that a calendar has
        return datetime.max.replace(tzinfo=datetime.now().astimezone().tzinfo)


def history(changes: Iterable[Change]) -> Iterator[str]:
    """Yield a line for each change, the newest last; one that was undone says so."""
    every = list(changes)
    stands = {c.id for c in stacks(every)[0]}
    undone = {c.undoes: c.at for c in every if c.undoes}
    for change in (c for c in every if c.undoes is None):
        line = f"{_local(change.at)}  {_shown(change.label)}"
        if change.id not in stands:
            line += "  " + tr("(undone {when})", when=_local(undone[change.id]))
        yield line


def content(book: Book) -> Iterator[str]:
    """Yield lines that say what a book holds: how much of each, and who is on which ring."""
    yield ", ".join(_counts(book)) or tr("nothing yet")
    for closeness in (1, 2, 3, 4, None):
        names = [_shown(m.name) for m in book.members if m.closeness == closeness]
        if names:
            yield f"{_shown(words.ring(closeness, book.learner.ring_names))}: {', '.join(names)}"


def _counts(book: Book) -> Iterator[str]:
    has = book.snapshot()
    counted = (
        (book.people, trn("{n} person", "{n} people", len(book.people))),
        (book.sources, trn("{n} source", "{n} sources", len(book.sources))),
        (has.ties, trn("{n} tie", "{n} ties", len(has.ties))),
        (has.aims, trn("{n} aim", "{n} aims", len(has.aims))),
        (has.supports, trn("{n} support", "{n} supports", len(has.supports))),
        (has.interactions, trn("{n} interaction", "{n} interactions", len(has.interactions))),
        (has.plans, trn("{n} plan", "{n} plans", len(has.plans))),
        (has.pulses, trn("{n} pulse", "{n} pulses", len(has.pulses))),
        (has.waves, trn("{n} wave", "{n} waves", len(has.waves))),
        (has.notes, trn("{n} note", "{n} notes", len(has.notes))),
    )
    return (said for things, said in counted if things)


def _local(moment: datetime) -> str:
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")


def _shown(text: str) -> str:
    """Return text that cannot steer a terminal."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
