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
from plnkit.language import N_, tr, trn
from plnkit.model import Book, Member
from plnkit.names import fold

SHOWN = 50  # reasons, and questions, that a terminal is given
_MORE_REASONS = N_("and {n} more: --rejects FILE.csv lists what was left out")
_MORE_QUESTIONS = N_("and {n} more: the page “Who do you learn from?” asks")


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
            raise BookError(
                tr(
                    "Nobody in {files} is called {name}: say it as it stands there.",
                    files=files,
                    name=missing[0],
                )
            )
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
            yield tr("not chosen {n}", n=str(self.left))
        yield from self._beyond(preview=preview)
        if filled := sum(bool(one.fills) for one in self.chosen):
            yield _filled(filled, preview=preview)
        if kept := self.counts.kept:
            yield trn(
                "for {n} of those matched the file says something else than the book: the book "
                "stays as it is",
                "for {n} of those matched the file says something else than the book: the book "
                "stays as it is",
                kept,
            )
        yield from _first(self.counts.reasons, _MORE_REASONS)
        yield from _first([_question(one) for one in self.chosen if one.alike], _MORE_QUESTIONS)

    def _beyond(self, *, preview: bool) -> Iterator[str]:
        """Yield what becomes of the log, and who stands in the file twice."""
        if talks := self.counts.talks:
            yield _talks(talks, preview=preview)
        if moved := self.counts.moved:
            yield _moved(moved, preview=preview)
        if twins := self.twins:
            one, other = (member.name for member in twins[0])
            yield _twice(len(twins), one, other, preview=preview)

    @property
    def twins(self) -> list[tuple[Member, Member]]:
        """Those of the chosen who are new and have the same name, or nearly."""
        return twins([one.member for one in self.chosen if not one.mine])


def _filled(n: int, *, preview: bool) -> str:
    if preview:
        return trn(
            "blanks would be filled in for {n} of those matched",
            "blanks would be filled in for {n} of those matched",
            n,
        )
    return trn(
        "blanks were filled in for {n} of those matched",
        "blanks were filled in for {n} of those matched",
        n,
    )


def _talks(n: int, *, preview: bool) -> str:
    if preview:
        return trn(
            "{n} meeting or talk would come into the log",
            "{n} meetings and talks would come into the log",
            n,
        )
    return trn(
        "{n} meeting or talk came into the log", "{n} meetings and talks came into the log", n
    )


def _moved(n: int, *, preview: bool) -> str:
    if preview:
        return trn(
            "{n} meeting in the log would move to another day",
            "{n} meetings in the log would move to another day",
            n,
        )
    return trn(
        "{n} meeting in the log moved to another day",
        "{n} meetings in the log moved to another day",
        n,
    )


def _twice(n: int, one: str, other: str, *, preview: bool) -> str:
    """Return that pairs stand in a file, of which the first is named."""
    if preview:
        return trn(
            "{n} pair in the file with the same name, or nearly: {one} and {other}; "
            "both would come in",
            "{n} pairs in the file with the same name, or nearly: {one} and {other}; "
            "both would come in",
            n,
            one=one,
            other=other,
        )
    return trn(
        "{n} pair in the file with the same name, or nearly: {one} and {other}; both came in",
        "{n} pairs in the file with the same name, or nearly: {one} and {other}; both came in",
        n,
        one=one,
        other=other,
    )


def _first(lines: Sequence[str], rest: str) -> Iterator[str]:
    yield from lines[:SHOWN]
    if (more := len(lines) - SHOWN) > 0:
        yield tr(rest, n=more)


def _question(one: Candidate) -> str:
    others = words.listed([m.name for m in one.alike], last="or")
    return tr(
        "{name} may be {others}, who is in the book: the page “Who do you learn from?” asks",
        name=one.member.name,
        others=others,
    )


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
    save_over(
        path, rejects(skipped), lambda file: file.data.startswith(head), N_("a list of these")
    )
    return trn(
        "Wrote {path}: {n} line on what was left out.",
        "Wrote {path}: {n} lines on what was left out.",
        len(skipped),
        path=path,
    )


def _in_file(one: Skipped, name: str) -> Skipped:
    return replace(one, where=f"{name}: {one.where}")
