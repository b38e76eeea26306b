"""The book: an immutable map of ids to things, and the verbs that return a new one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast

import msgspec
from msgspec.structs import replace

from plnkit.language import N_, Phrases, tr
from plnkit.model.entities import (
    LISTS,
    THINGS,
    Learner,
    Member,
    Snapshot,
    T,
    Thing,
    Tie,
    Wave,
    tie_id,
)

_NOUNS = Phrases(  # of things that speak of others
    {
        "tie": N_("tie"),
        "aim": N_("aim"),
        "support": N_("support"),
        "interaction": N_("interaction"),
        "plan": N_("plan"),
        "pulse": N_("pulse"),
        "dismissal": N_("dismissal"),
    }
)


@dataclass(frozen=True)
class Book:
    """Everything that a learner has written down, each thing known by its id."""

    entities: Mapping[str, Thing] = field(default_factory=dict)

    def __getitem__(self, id: str) -> Thing:
        return self.entities[id]

    def __contains__(self, id: object) -> bool:
        return id in self.entities

    def __len__(self) -> int:
        return len(self.entities)

    @cached_property
    def _by_type(self) -> dict[type, list[Thing]]:
        groups: dict[type, list[Thing]] = {t: [] for t in THINGS.values()}
        for entity in self.entities.values():
            groups[type(entity)].append(entity)
        return groups

    def all(self, kind: type[T]) -> tuple[T, ...]:
        """Return every thing of one type, in the order in which they came."""
        return cast("tuple[T, ...]", tuple(self._by_type[kind]))

    @property
    def learner(self) -> Learner:
        """The learner who keeps the book."""
        return cast("Learner", self.entities.get("learner", Learner()))

    @cached_property
    def members(self) -> tuple[Member, ...]:
        """People and sources."""
        return self.all(Member)

    @cached_property
    def people(self) -> tuple[Member, ...]:
        """The members who are people."""
        return tuple(m for m in self.members if m.kind == "person")

    @cached_property
    def sources(self) -> tuple[Member, ...]:
        """The members that are sources."""
        return tuple(m for m in self.members if m.kind == "source")

    @cached_property
    def ties(self) -> tuple[Tie, ...]:
        """Who knows whom."""
        return self.all(Tie)

    @cached_property
    def neighbours(self) -> Mapping[str, frozenset[str]]:
        """The members that each member is tied to, by id."""
        found: dict[str, set[str]] = {m.id: set() for m in self.members}
        for tie in self.ties:
            found[tie.a].add(tie.b)
            found[tie.b].add(tie.a)
        return {id: frozenset(others) for id, others in found.items()}

    def member(self, id: str) -> Member:
        """Return a member.

        Raises ValueError, with a sentence for the reader, when it is not (or no longer) here.
        """
        found = self.entities.get(id)
        if not isinstance(found, Member):
            raise ValueError(tr("This member is no longer in your network."))  # noqa: TRY004
        return found

    def with_(self, *entities: Thing) -> "Book":
        """Return a book that has these things too, in the place of those with the same ids.

        Raises ValueError when one speaks of something that the book does not know.
        """
        known = {"learner": self.learner, **self.entities}
        for entity in entities:
            if type(known.setdefault(entity.id, entity)) is not type(entity):
                raise ValueError(
                    tr("The id {id} is already that of another thing.", id=repr(entity.id))
                )
            known[entity.id] = entity
        if known["learner"] == Learner() and "learner" not in self.entities:
            del known["learner"]
        for entity in entities:
            if missing := entity.missing(known):
                raise ValueError(_speaks_of(entity, missing[0]))
        return Book(known)

    def update(self, id: str, **changes: Any) -> "Book":
        """Return a book in which one thing has other values.

        Raises ValueError when the thing is not here or a value is not one it can have.
        """
        if id not in self.entities:
            raise ValueError(tr("This is no longer in your network."))
        return self.with_(replace(self.entities[id], **changes))

    def without(self, *ids: str) -> "Book":
        """Return a book without these things and without what hangs on them.

        An interaction with others stays, without the one who is gone.
        """
        gone, rest = set(ids), dict(self.entities)
        queue = gone & rest.keys()
        while queue:
            for id in queue:
                del rest[id]
            queue = set()
            for id, entity in rest.items():
                left = entity.detached(gone)
                if left is None:
                    queue.add(id)
                else:
                    rest[id] = left
            gone |= queue
        return Book(rest)

    def merged(self, keep: str, drop: str) -> "Book":
        """Return a book in which two members are one; `keep` wins, and its blanks are filled."""
        kept, dropped = self.member(keep), self.member(drop)
        known_as = tuple(dict.fromkeys((*kept.was, drop, *dropped.was)))
        one = replace(filled(kept, dropped), was=known_as)
        rest = Book({i: e for i, e in self.entities.items() if i != tie_id(keep, drop)})
        moved = [e.renamed(drop, keep) for e in rest.entities.values() if drop in e.references()]
        waves = self.all(Wave)  # pictures of another day, in which they were two
        return rest.without(drop).with_(one, *moved, *waves)

    def changes(self, since: "Book") -> tuple[list[Thing], list[str]]:
        """Return what was put and which ids were removed since another book."""
        before = since.entities
        put = [e for i, e in self.entities.items() if before.get(i) is not e and before.get(i) != e]
        return put, [i for i in before if i not in self.entities]

    def snapshot(self) -> Snapshot:
        """Return the content as plain lists."""
        lists = {name: tuple(self._by_type[kind]) for name, kind in LISTS.items()}
        return Snapshot(learner=self.learner, **lists)  # type: ignore[arg-type]

    @classmethod
    def of(cls, snapshot: Snapshot) -> "Book":
        """Return the book that a snapshot holds."""
        things: Iterable[Thing] = (e for name in LISTS for e in getattr(snapshot, name))
        entities = {e.id: e for e in things}
        if snapshot.learner != Learner():
            entities["learner"] = snapshot.learner
        return cls(entities)


def _speaks_of(entity: Thing, missing: str) -> str:
    return tr(
        "An entry of the kind “{kind}” refers to {missing}, which is not in the book.",
        kind=_NOUNS[type(entity).__name__.lower()],
        missing=repr(missing),
    )


def filled(mine: T, other: T) -> T:
    """Return `mine` with its blanks filled from `other`; what was said is never overwritten."""
    blanks = {
        f.name: getattr(other, f.name)
        for f in msgspec.structs.fields(mine)
        if f.name != "more" and not f.required and getattr(mine, f.name) in (None, "", (), False)
    }
    return replace(mine, **blanks)
