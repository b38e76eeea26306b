"""The fold: rows in order of seq become the book, its changes, and what could not be read."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from plnkit.language import tr
from plnkit.model import BODY_VERSION, Book, Thing, decode


class Row(NamedTuple):
    """A row of one book, to be read by anybody: a thing that is put, or, without a body, removed."""

    seq: int
    change: str
    label: str
    undoes: str | None
    entity: str
    version: int
    body: bytes | None
    at: str


class Unread(NamedTuple):
    """A row that could not be opened, and why."""

    seq: int
    why: str


@dataclass(frozen=True)
class Change:
    """One change: when, what it was called, its rows, and the change that it takes back."""

    id: str
    label: str
    at: datetime
    first: int
    last: int
    undoes: str | None


@dataclass(frozen=True)
class State:
    """What a fold found: the book, its changes, and how far it read."""

    book: Book = field(default_factory=Book)
    changes: tuple[Change, ...] = ()
    seq: int = 0
    epoch: str = "0"
    newer: frozenset[tuple[str, int]] = frozenset()  # things that a newer version wrote
    problems: tuple[str, ...] = ()


def fold(since: State, rows: Iterable[Row | Unread]) -> State:
    """Return the state after more rows."""
    new = _Fold(since)
    for row in rows:
        try:
            new.take(row)
        except (ValueError, TypeError) as fault:  # TypeError: a damaged row has text for a number
            sentence = tr("row {seq} cannot be read ({fault})", seq=str(row.seq), fault=fault)
            new.problems.append(sentence)
            new.whole = True
        new.seq = row.seq
    return since if new.seq == since.seq else new.state(since)


class _Fold:
    """A state that is being made."""

    def __init__(self, since: State) -> None:
        self.entities: dict[str, Thing] = dict(since.book.entities)
        self.changes = {c.id: c for c in since.changes[-1:]}
        self.last = {c.id: c.last for c in self.changes.values()}
        self.newer = dict(since.newer)
        self.problems = list(since.problems)
        self.put: set[str] = set()
        self.seq = since.seq
        self.whole = since.seq == 0  # whether anything may have lost what it speaks of

    def take(self, row: Row | Unread) -> None:
        """Take in one row; raises ValueError or TypeError when it cannot be read."""
        if isinstance(row, Unread):
            raise ValueError(row.why)  # noqa: TRY004 - it is the row that is wrong
        seq, change, label, undoes, entity, version, body, at = row
        if change not in self.changes:
            when = datetime.fromisoformat(at)
            self.changes[change] = Change(change, label, when, seq, seq, undoes)
        self.last[change] = seq
        self.newer.pop(entity, None)
        if version > BODY_VERSION:
            self.newer[entity] = version
        if body is None:
            self.whole |= self.entities.pop(entity, None) is not None
        else:
            self.entities[entity] = decode(body, version)
            self.put.add(entity)

    def state(self, since: State) -> State:
        """Return what has been made."""
        suspects = list(self.entities if self.whole else self.put)
        self.problems += _let_go_of_strays(self.entities, suspects)
        changes = (replace(c, last=self.last[c.id]) for c in self.changes.values())
        return State(
            Book(self.entities),
            (*since.changes[:-1], *changes),
            self.seq,
            since.epoch,
            frozenset(self.newer.items()),
            tuple(self.problems),
        )


def _let_go_of_strays(entities: dict[str, Thing], suspects: Iterable[str]) -> list[str]:
    """Detach things from those that could not be read, and return a sentence for each."""
    said = []
    while strays := {i: lost for i in suspects if (lost := entities[i].missing(entities))}:
        for id, lost in strays.items():
            said.append(
                tr(
                    "{id} speaks of {missing}, which cannot be read or is not there",
                    id=repr(id),
                    missing=repr(lost[0]),
                )
            )
            if left := entities.pop(id).detached(lost):
                entities[id] = left
        suspects = list(entities)
    return said


def stacks(changes: Iterable[Change]) -> tuple[list[Change], list[Change]]:
    """Return the changes that stand, and those that were taken back and can be done again."""
    done: dict[str, Change] = {}
    undone: dict[str, Change] = {}
    for change in changes:
        if change.undoes is None:
            done[change.id] = change
            undone.clear()
        elif done.pop(change.undoes, None):
            undone[change.id] = change
        elif undone.pop(change.undoes, None):
            done[change.id] = change
    return list(done.values()), list(undone.values())
