"""What an import did, or would do: whom it was to take, and what is said of it afterwards."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from plnkit import words
from plnkit.errors import BookError
from plnkit.exchange.incoming import Brought
from plnkit.exchange.known import twins
from plnkit.exchange.merging import ALL, Choice, Counts, merge
from plnkit.exchange.preview import Candidate, Filter, Preview, rejects
from plnkit.exchange.saving import save_over
from plnkit.exchange.staging import Skipped
from plnkit.model import Book, Member
from plnkit.names import fold

SHOWN = 50  # reasons, and questions, that a terminal is given
PAGE = "the page “Who do you learn from?” asks"


@dataclass(frozen=True)
class Wanted:
    """Whom to take: those whom a filter lets through, and, where there are `names`, who has one."""

    filter: Filter = field(default_factory=Filter)
    names: frozenset[str] = frozenset()

    @classmethod
    def of(cls, shown: Filter, names: Iterable[str], found: Sequence[Brought]) -> "Wanted":
        """Return what was asked for. Raises `BookError` where nobody has one of the names."""
        members = (m for brought in found for m in brought.staged.content.members)
        here = {name for member in members for name in _names(member)}
        wanted = {_plain(name): name for name in names}
        if missing := [name for plain, name in wanted.items() if plain not in here]:
            files = words.listed([brought.name for brought in found])
            raise BookError(f"Nobody in {files} is called {missing[0]}: say it as it stands there.")
        return cls(shown, frozenset(wanted))

    def choice(self, preview: Preview) -> Choice:
        """Return whom of a file to take."""
        if self == Wanted():
            return ALL
        return Choice(only=frozenset(one.member.id for one in preview.candidates if self.has(one)))

    def has(self, one: Candidate) -> bool:
        """Return whether somebody is to be taken."""
        called = not self.names or not self.names.isdisjoint(_names(one.member))
        return called and self.filter.lets(one)


def _names(member: Member) -> tuple[str, str]:
    return _plain(member.name), _plain(member.email)


def _plain(name: str) -> str:
    return fold(" ".join(name.split()))


@dataclass(frozen=True)
class Outcome:
    """What became of a file: the counts, who was not chosen, and who of the chosen is who."""

    name: str
    counts: Counts
    chosen: tuple[Candidate, ...]
    left: int | None  # None where there was nothing to choose by

    def lines(self, *, preview: bool) -> Iterator[str]:
        """Yield what is said of it, the counts first."""
        yield str(self.counts)
        if self.left is not None:
            yield f"not chosen {self.left}"
        yield from self._beyond(preview=preview)
        if filled := sum(bool(one.fills) for one in self.chosen):
            yield f"blanks {'would be' if preview else 'were'} filled in for {filled} of those matched"
        if self.counts.kept:
            yield (
                f"for {self.counts.kept} of those matched the file says something else than the "
                "book: the book stays as it is"
            )
        yield from _first(self.counts.reasons, "--rejects FILE.csv lists what was left out")
        yield from _first([_question(one) for one in self.chosen if one.alike], PAGE)

    def _beyond(self, *, preview: bool) -> Iterator[str]:
        """Yield what becomes of the log, and who stands in the file twice."""
        come, move = ("would come", "would move") if preview else ("came", "moved")
        if talks := self.counts.talks:
            yield f"{words.count(talks, 'meeting or talk', 'meetings and talks')} {come} into the log"
        if moved := self.counts.moved:
            yield f"{words.count(moved, 'meeting')} in the log {move} to another day"
        if twins := self.twins:
            one, other = (member.name for member in twins[0])
            pairs = words.count(len(twins), "pair")
            yield f"{pairs} in the file with the same name, or nearly: {one} and {other}; both {come} in"

    @property
    def twins(self) -> list[tuple[Member, Member]]:
        """Those of the chosen who are new and have the same name, or nearly."""
        return twins([one.member for one in self.chosen if not one.mine])


def _first(lines: Sequence[str], rest: str) -> Iterator[str]:
    yield from lines[:SHOWN]
    if len(lines) > SHOWN:
        yield f"and {len(lines) - SHOWN:,} more: {rest}"


def _question(one: Candidate) -> str:
    others = words.listed([m.name for m in one.alike], last="or")
    return f"{one.member.name} may be {others}, who is in the book: {PAGE}"


def put(book: Book, found: Sequence[Brought], wanted: Wanted) -> tuple[Book, list[Outcome]]:
    """Return the book with what was wanted of some files, and what became of each."""
    outcomes = []
    for brought in found:
        preview = Preview(book, brought.staged)
        choice = wanted.choice(preview)
        chosen = tuple(
            one for one in preview.candidates if choice.only is None or one.member.id in choice.only
        )
        left = None if choice.only is None else len(preview.candidates) - len(chosen)
        book, counts = merge(book, brought.staged, choice)
        outcomes.append(Outcome(brought.name, counts, chosen, left))
    return book, outcomes


def left_out(found: Sequence[Brought], path: Path) -> str:
    """List in a CSV file what cannot be taken of some files, and return what is said of it.

    Raises a `BookError`, and writes nothing, where it cannot or where something else stands.
    """
    several = len(found) > 1
    skipped = [
        _in_file(one, brought.name) if several else one
        for brought in found
        for one in brought.staged.skipped
    ]
    head = rejects(())
    save_over(path, rejects(skipped), lambda file: file.data.startswith(head), "a list of these")
    return f"Wrote {path}: {words.count(len(skipped), 'line')} on what was left out."


def _in_file(one: Skipped, name: str) -> Skipped:
    return replace(one, where=f"{name}: {one.where}")
