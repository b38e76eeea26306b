"""What a learner sees of an address book, and whom they have ticked: values, which presses replace."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from plnkit.exchange.incoming import Brought
from plnkit.exchange.preview import Candidate, Filter, Preview

FEW = 12  # as many may be ticked before anybody has looked at them
PAGE = 50  # rows that are drawn at once


@dataclass(frozen=True)
class Found:
    """Whom a filter lets through, of a file."""

    preview: Preview
    wanted: Filter = field(default_factory=Filter)

    @cached_property
    def people(self) -> tuple[Candidate, ...]:
        """Those let through, in the order of the file."""
        if self.wanted == Filter():
            return self.preview.candidates
        return self.preview.those(self.wanted)

    @cached_property
    def talks(self) -> Mapping[str, int]:
        """How many entries for the log come with somebody, by id in the file."""
        found: dict[str, int] = {}
        for talk in self.preview.staged.content.interactions:
            if talk.id not in self.preview.book:
                for id in talk.members:
                    found[id] = found.get(id, 0) + 1
        return found

    @cached_property
    def by_id(self) -> Mapping[str, Candidate]:
        """Everybody in the file, by id."""
        return {one.member.id: one for one in self.preview.candidates}

    def brings(self, one: Candidate) -> bool:
        """Return whether somebody has anything that the book lacks."""
        return one.mine is None or bool(one.fills) or one.member.id in self.talks

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The labels in the file."""
        facts = self.preview.staged.facts.values()
        return tuple(sorted({group for one in facts for group in one.groups}))


@dataclass(frozen=True)
class Looking:
    """An address book that somebody looks at.

    `ticked` are ids in the file; `answers` says who they are in the book, "" for nobody. With
    `waiting`, those are seen who are asked about.
    """

    brought: Brought
    found: Found
    ticked: frozenset[str] = frozenset()
    answers: Mapping[str, str] = field(default_factory=dict)
    shown: int = PAGE
    waiting: bool = False

    @classmethod
    def of(cls, brought: Brought, preview: Preview) -> "Looking":
        """Begin to look: few are ticked, of many nobody."""
        looking = cls(brought, Found(preview))
        few = [one for one in preview.candidates if looking.found.brings(one)]
        return looking.tick(few) if len(preview.candidates) <= FEW else looking

    def at(self, preview: Preview) -> "Looking":
        """Return this for a book that has changed."""
        found = Found(preview, self.found.wanted)
        those = frozenset(id for id in self.ticked if found.brings(found.by_id[id]))
        known = {id: who for id, who in self.answers.items() if not who or who in preview.book}
        return replace(self, found=found, ticked=those, answers=known)

    def tick(self, those: Iterable[Candidate]) -> "Looking":
        """Tick these, too, as far as they bring anything."""
        ids = {one.member.id for one in those if self.found.brings(one)}
        return replace(self, ticked=self.ticked | ids)

    def turn(self, id: str) -> "Looking":
        """Tick one, or take the tick away."""
        one = self.found.by_id.get(id)
        if id in self.ticked:
            return replace(self, ticked=self.ticked - {id})
        return self.tick([one]) if one else self

    def answer(self, id: str, who: str | None) -> "Looking":
        """Say who somebody is: a member of the book, nobody of it (""), or not said yet (None)."""
        rest = {other: said for other, said in self.answers.items() if other != id}
        one = self.found.by_id.get(id)
        known = one and who in {"", *(m.id for m in one.alike)}
        return replace(self, answers={**rest, id: who} if known and who is not None else rest)

    @cached_property
    def asked(self) -> tuple[Candidate, ...]:
        """Those ticked who may be somebody of the book, whether it was answered or not."""
        found = (self.found.by_id[id] for id in self.ticked)
        return tuple(sorted((one for one in found if one.alike), key=lambda one: one.member.name))

    @cached_property
    def open(self) -> frozenset[str]:
        """The ids of those ticked who wait for an answer."""
        return frozenset(o.member.id for o in self.asked if o.member.id not in self.answers)

    @cached_property
    def next(self) -> str:
        """The id of the first who waits for an answer, "" where nobody does."""
        return next((o.member.id for o in self.asked if o.member.id in self.open), "")

    @property
    def ready(self) -> frozenset[str]:
        """The ids of those who can be put into the book."""
        return self.ticked - self.open

    @property
    def seen(self) -> tuple[Candidate, ...]:
        """Those of whom rows are drawn, the first of them."""
        return self.asked if self.waiting else self.found.people
