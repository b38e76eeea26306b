"""What a file brought, read and checked, before any of it enters a book."""

import dataclasses
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, count
from typing import Any, cast

from msgspec.structs import replace

from plnkit.model import LISTS, Aim, Dismissal, Entity, Member, Pulse, Snapshot, T, Tie, Wave

Move = Callable[[type[Entity], str], str | None]
Ids = Mapping[type[Entity], Mapping[str, str]]


@dataclass(frozen=True)
class Skipped:
    """Something of a file that was left out: where it stands, why, and what stands there."""

    where: str
    why: str
    member: bool = False
    raw: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.why}"


@dataclass(frozen=True)
class Facts:
    """What a file knows of somebody beyond what a book keeps: to choose by, and to know them by.

    `since` is when they came into the contacts, `talked` when they were last talked to; `addresses`
    are all their e-mail and web addresses.
    """

    position: str = ""
    groups: tuple[str, ...] = ()
    since: date | None = None
    talked: date | None = None
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Staged:
    """What a file holds that can be used, and what was left out of it.

    `contacts` says that the members are an address book, of which a learner chooses: people in it
    are known by their names, too, and their `facts` stand under their ids. `me` are the addresses
    that were taken as the learner's.
    """

    content: Snapshot
    skipped: tuple[Skipped, ...] = ()
    contacts: bool = False
    facts: Mapping[str, Facts] = field(default_factory=dict)
    me: tuple[str, ...] = ()

    def only(self, ids: Collection[str]) -> "Staged":
        """Return this with these members alone, and with what hangs on nobody else."""
        gone = {m.id for m in self.content.members} - set(ids)
        return dataclasses.replace(self, content=self.content.detached(gone)) if gone else self


def moved(thing: T, move: Move) -> T | None:
    """Return a thing with each reference moved; None when it hangs on one that `move` drops.

    `move` takes the type and the id of what is spoken of, and returns its new id or None.
    """
    if isinstance(thing, Pulse):
        levels = ((move(Aim, c.aim), c) for c in thing.capability)
        kept = tuple(replace(c, aim=aim) for aim, c in levels if aim is not None)
        return cast("T", replace(thing, capability=kept))
    changes: dict[str, Any] = {}
    for name, kind in thing.refers.items():
        value = getattr(thing, name)
        changes[name] = _moved_value(value, kind, move)
        if name in thing.hangs_on and _is_lost(thing, value, changes[name]):
            return None
    return replace(thing, **changes)


def _moved_value(value: Any, kind: type[Entity], move: Move) -> Any:
    if isinstance(value, tuple):
        found = (move(kind, id) for id in value)
        return tuple(dict.fromkeys(id for id in found if id is not None))
    return None if value is None else move(kind, value)


def _is_lost(thing: Entity, before: Any, after: Any) -> bool:
    if isinstance(thing, Dismissal):  # it is about all of them together, or about nothing
        return len(after) < len(before)
    return not after


def renumbered(content: Snapshot, ids: Ids) -> Snapshot:
    """Return the content under other ids; `ids` says the new one of each old one, by type."""

    def move(kind: type[Entity], id: str) -> str:
        return ids.get(kind, {}).get(id, id)

    lists = {
        name: tuple(_renumbered(e, kind, move, ids) for e in getattr(content, name))
        for name, kind in LISTS.items()
        if kind is not Tie
    }
    return replace(content, **lists, ties=_ties(content.ties, move))


def _renumbered(thing: Any, kind: type[Entity], move: Move, ids: Ids) -> Any:
    if isinstance(thing, Wave) and thing.book is not None:
        thing = replace(thing, book=_picture(thing.book, ids))
    new: Any = moved(thing, move)
    return replace(new, id=move(kind, thing.id))


def _picture(book: Snapshot, ids: Ids) -> Snapshot:
    """Rename inside a wave, so that waves can be compared, unless two would become one."""
    here = {e.id for name, kind in LISTS.items() for e in getattr(book, name)}
    safe = {
        kind: {old: new for old, new in pairs.items() if new == old or new not in here}
        for kind, pairs in ids.items()
    }
    return renumbered(book, safe)


def _ties(ties: tuple[Tie, ...], move: Move) -> tuple[Tie, ...]:
    """Return each pair once; members that became one need no tie."""
    once: dict[str, Tie] = {}
    for tie in ties:
        a, b = cast("str", move(Member, tie.a)), cast("str", move(Member, tie.b))
        if a != b:
            new = replace(tie, a=a, b=b)
            once.setdefault(new.id, new)
    return tuple(once.values())


def free_id(thing: Any, wanted: Collection[str], given: Callable[[str], bool]) -> str:
    """Return the thing's own id, or one that is neither given nor wanted by another.

    The same question has always the same answer. A "~" stands between the two members of a tie,
    and nowhere else.
    """
    plain = thing.id.replace("~", "-")
    longer = f"{plain[:150]}-{type(thing).__name__.lower()}"
    others = (f"{longer}-{number}" for number in count(2))
    free: Iterator[str] = (
        id
        for id in chain((plain, longer), others)
        if not given(id) and (id == thing.id or id not in wanted)
    )
    return next(free)
