"""What an import would do, person by person, before anything enters a book."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import msgspec

from plnkit.exchange import cells
from plnkit.exchange.known import alike, who_is_who
from plnkit.exchange.merging import Choice, is_nameless, merge
from plnkit.exchange.staging import Facts, Skipped, Staged
from plnkit.model import Book, Member
from plnkit.names import fold

_OURS = {"id", "more", "was", "added", "kind", "name", "place"}  # fields that are no news


@dataclass(frozen=True)
class Candidate:
    """Somebody whom a file brings: whom in the book they are, or may be, and what would be filled.

    `mine` is who they are in the book, None for somebody new; `alike` whom a new one may be, which is
    asked; `fills` names the fields of `mine` that are empty in the book and not in the file.
    """

    member: Member
    mine: Member | None = None
    alike: tuple[Member, ...] = ()
    fills: tuple[str, ...] = ()
    facts: Facts = field(default_factory=Facts)

    @property
    def fate(self) -> str:
        """What would become of them: "new", "matched", or "asked" where a new one is like another."""
        return "matched" if self.mine else "asked" if self.alike else "new"


@dataclass(frozen=True)
class Filter:
    """Which candidates to look at; what is left empty lets everybody through.

    `text` is looked for in names, `organisation` and `position` in theirs; `since` is the earliest
    day of a contact or a talk; `talked` lets those through with whom there was one.
    """

    text: str = ""
    organisation: str = ""
    position: str = ""
    group: str = ""
    since: date | None = None
    talked: bool = False

    def lets(self, one: Candidate) -> bool:
        """Return whether somebody is to be looked at."""
        member, facts = one.member, one.facts
        texts = (
            (self.text, (member.name, member.email, member.organisation, facts.position)),
            (self.organisation, (member.organisation,)),
            (self.position, (facts.position,)),
            (self.group, facts.groups),
        )
        if any(want and not _holds(where, want) for want, where in texts):
            return False
        if self.talked and facts.talked is None:
            return False
        days = [day for day in (facts.since, facts.talked) if day]
        return self.since is None or any(day >= self.since for day in days)


def _holds(texts: Iterable[str], want: str) -> bool:
    wanted = fold(want)
    return any(wanted in fold(text) for text in texts)


@dataclass(frozen=True)
class Preview:
    """What a file would bring to a book."""

    book: Book
    staged: Staged

    @cached_property
    def candidates(self) -> tuple[Candidate, ...]:
        """Everybody in the file, in its order."""
        members = self.staged.content.members
        known = who_is_who(self.book, self.staged, {m.id: m.id for m in members}, {})
        strangers = [m for m in members if m.id not in known] if self.staged.contacts else []
        near = alike(self.book, strangers)
        return tuple(self._candidate(m, known, near) for m in members)

    def _candidate(
        self, member: Member, known: Mapping[str, str], near: Mapping[str, tuple[Member, ...]]
    ) -> Candidate:
        facts = self.staged.facts.get(member.id, Facts())
        mine = self.book.member(known[member.id]) if member.id in known else None
        fills = tuple(_fills(mine, member)) if mine else ()
        return Candidate(member, mine, near.get(member.id, ()), fills, facts)

    def those(self, wanted: Filter) -> tuple[Candidate, ...]:
        """Return whom a filter lets through."""
        return tuple(one for one in self.candidates if wanted.lets(one))

    def count(self, fate: str) -> int:
        """Return how many are "new", "matched" or "asked"."""
        return sum(one.fate == fate for one in self.candidates)

    def outcome(self, choice: Choice) -> Book:
        """Return what the book would be."""
        return merge(self.book, self.staged, choice)[0]


def _fills(mine: Member, other: Member) -> Iterator[str]:
    if is_nameless(mine) and not is_nameless(other):
        yield "name"
    for one in msgspec.structs.fields(mine):
        name = one.name
        if name not in _OURS and not getattr(mine, name) and getattr(other, name):
            yield name


def rejects(skipped: Iterable[Skipped]) -> bytes:
    """Return what was left out as a CSV file: where it stands, why, and what stands there."""
    head = ("where", "why", "what stands there")
    return cells.written([head, *((one.where, one.why, one.raw) for one in skipped)])
