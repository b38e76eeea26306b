"""What was measured of a network, and how much it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from plnkit.measures import ENOUGH_TIES, measures
from plnkit.measures.composition import Exchange, exchanges
from plnkit.model import Book, Member


@dataclass(frozen=True)
class Facts:
    """A network and what was measured of it."""

    book: Book
    members: tuple[Member, ...]
    found: dict[str, Any]
    theirs: bool = False  # whether they are told to somebody else than the learner

    def __getitem__(self, name: str) -> Any:
        return self.found[name]

    @cached_property
    def log(self) -> Mapping[str, Exchange]:
        """What was logged with each member."""
        return exchanges(self.book)

    @property
    def ties_suffice(self) -> bool:
        """Whether enough pairs were asked about to say something that rests on ties."""
        return (self["ties_known"] or 0) >= ENOUGH_TIES

    @property
    def with_sources(self) -> bool:
        """Whether sources are among the members: else they are called people."""
        return any(m.kind == "source" for m in self.members)

    @classmethod
    def of(cls, book: Book, *, sources: bool = False) -> "Facts":
        """Measure a book."""
        members = book.members if sources else book.people
        return cls(book, members, measures(book, sources=sources))
