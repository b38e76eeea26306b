"""What a book was: its changes, and its content on a day, in lines that a terminal can show."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from plnkit import words
from plnkit.journal import Change, stacks
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
        note = "" if change.id in stands else f"  (undone {_local(undone[change.id])})"
        yield f"{_local(change.at)}  {_shown(change.label)}{note}"


def content(book: Book) -> Iterator[str]:
    """Yield lines that say what a book holds: how much of each, and who is on which ring."""
    yield ", ".join(_counts(book)) or "nothing yet"
    for closeness in (1, 2, 3, 4, None):
        names = [_shown(m.name) for m in book.members if m.closeness == closeness]
        if names:
            yield f"{_shown(words.ring(closeness, book.learner.ring_names))}: {', '.join(names)}"


def _counts(book: Book) -> Iterator[str]:
    counted = (
        (len(book.people), "person", "people"),
        (len(book.sources), "source", "sources"),
        *((len(things), one, many) for one, many, things in _lists(book)),
    )
    return (words.count(number, one, many) for number, one, many in counted if number)


def _lists(book: Book) -> Iterator[tuple[str, str, tuple[object, ...]]]:
    content = book.snapshot()
    for many in ("ties", "aims", "supports", "interactions", "plans", "pulses", "waves", "notes"):
        yield many[:-1], many, getattr(content, many)


def _local(moment: datetime) -> str:
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")


def _shown(text: str) -> str:
    """Return text that cannot steer a terminal."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
