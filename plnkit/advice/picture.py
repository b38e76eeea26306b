"""What a rule may look at: a book, and what follows from it, each worked out once."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cached_property

from plnkit import rhythm
from plnkit.coverage import Covered, coverage
from plnkit.measures import known_bridging
from plnkit.measures.composition import Exchange, exchanges
from plnkit.model import Book, Interaction, Member, Plan, Support
from plnkit.reading.facts import Facts


class Picture:
    """A book on a day."""

    def __init__(self, book: Book, today: date) -> None:
        self.book, self.today = book, today
        self.people = book.people
        self.active = tuple(m for m in book.people if m.status != "paused")  # others are left be

    @cached_property
    def facts(self) -> Facts:
        """What was measured, of people only."""
        return Facts.of(self.book)

    @cached_property
    def log(self) -> Mapping[str, Exchange]:
        """What was logged with each member."""
        return exchanges(self.book)

    @cached_property
    def gaps(self) -> list[rhythm.Gap]:
        """How long ago each member was in the log, the most overdue first."""
        return rhythm.gaps(self.book, self.today)

    @cached_property
    def quiet(self) -> list[rhythm.Reconnection]:
        """The people gone quiet, those most worth a message first."""
        return rhythm.reconnections(self.book, self.today)

    @cached_property
    def aims(self) -> list[Covered]:
        """The open aims, each with who helps."""
        return coverage(self.book)

    @cached_property
    def plans(self) -> tuple[Plan, ...]:
        """The plans that are still to come."""
        return tuple(p for p in self.book.all(Plan) if p.status in ("planned", "moved"))

    @cached_property
    def supports(self) -> tuple[Support, ...]:
        """Who helps, or could, towards whichever aim."""
        return self.book.all(Support)

    @cached_property
    def bridging(self) -> Mapping[str, float]:
        """The share of the others that each person asked about is not tied to; none if too few."""
        return known_bridging(self.book)

    def times_since(self, days: int) -> Counter[str]:
        """Return how often each member is in the log of the last days."""
        first = self.today - timedelta(days=days)
        recent = (i for i in self.book.all(Interaction) if first <= i.on <= self.today)
        return Counter(id for interaction in recent for id in dict.fromkeys(interaction.members))

    def members(self, ids: Iterable[str]) -> tuple[Member, ...]:
        """Return the members with these ids that are here."""
        return tuple(self.book.member(id) for id in dict.fromkeys(ids) if id in self.book)
