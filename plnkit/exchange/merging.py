"""What a file brought, put into a book: what the book says stays, and its blanks are filled."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from msgspec.structs import replace

from plnkit import clock
from plnkit.exchange.contacts import plain_email, plain_url
from plnkit.exchange.known import who_is_who
from plnkit.exchange.staging import Ids, Staged, free_id, renumbered
from plnkit.language import tr
from plnkit.model import (
    LISTS,
    Book,
    Entity,
    Interaction,
    Learner,
    Member,
    Snapshot,
    T,
    Thing,
    filled,
)


@dataclass(frozen=True)
class Counts:
    """What an import did with the members of a file, and what it has to say about it.

    `talks` are those that came into the log, `moved` those of it that are on another day now, and
    `kept` the members of whom the file says something else than the book, which stays.
    """

    new: int
    matched: int
    skipped: int
    reasons: tuple[str, ...] = ()
    talks: int = 0
    moved: int = 0
    kept: int = 0

    def __str__(self) -> str:
        return tr(
            "new {new}, matched {matched}, skipped {skipped}",
            new=str(self.new),
            matched=str(self.matched),
            skipped=str(self.skipped),
        )


@dataclass(frozen=True)
class Choice:
    """What a learner chose of a file: which members (None is all), and who is who in the book.

    `same` holds, by the id in the file, the id in the book of somebody who was asked about.
    """

    only: frozenset[str] | None = None
    same: Mapping[str, str] = field(default_factory=dict)


ALL = Choice()


def merge(book: Book, staged: Staged, choice: Choice = ALL) -> tuple[Book, Counts]:
    """Return the book with what was chosen of a file, and the counts.

    A member is known as `known.who_is_who` says; everything else by id.
    """
    if choice.only is not None:
        staged = staged.only(choice.only)
    ids = _ids(book, staged, choice.same)
    content = renumbered(_with_day(staged, ids, choice.same), ids)
    matched = sum(m.id in book for m in content.members)
    moved = tuple(_moved(book, content)) if staged.contacts else ()
    counts = Counts(
        new=len(content.members) - matched,
        matched=matched,
        skipped=sum(s.member for s in staged.skipped),
        reasons=(*map(str, staged.skipped), *_surprises(book, staged, ids)),
        talks=sum(talk.id not in book for talk in content.interactions),
        moved=len(moved),
        kept=sum(_says_else(book.entities.get(m.id), m) for m in content.members),
    )
    return book.with_(*_put(book, content), *moved), counts


def _put(book: Book, content: Snapshot) -> Iterator[Thing]:
    known = dict(book.entities)
    for member in content.members:  # two of them may have turned out to be one
        mine = known.get(member.id)
        known[member.id] = _filled(mine, member) if isinstance(mine, Member) else member
    yield from (known[id] for id in {m.id: None for m in content.members})
    for name in [name for name in LISTS if name != "members"]:
        yield from (e for e in getattr(content, name) if e.id not in book)
    learner = _filled(book.learner, content.learner)
    if learner != Learner():
        yield learner


def _filled(mine: T, other: T) -> T:
    if isinstance(mine, Member) and isinstance(other, Member):
        was = tuple(dict.fromkeys((*mine.was, *other.was)))
        other = replace(other, role=other.role if mine.kind == other.kind else None)
        name = other.name if is_nameless(mine) else mine.name
        mine = replace(mine, was=was, name=name)
    return replace(filled(mine, other), more={**other.more, **mine.more})


def is_nameless(member: Member) -> bool:
    """Return whether the e-mail address has to do for a name, as nobody said one yet."""
    return bool(member.email) and plain_email(member.name) == plain_email(member.email)


def _moved(book: Book, content: Snapshot) -> Iterator[Interaction]:
    """Yield the talks of a book that are on another day in a calendar: it knows when they were."""
    for talk in content.interactions:
        mine = book.entities.get(talk.id)
        if isinstance(mine, Interaction) and mine.on != talk.on:
            yield replace(mine, on=talk.on, minutes=talk.minutes or mine.minutes)


_SAID = ("email", "url", "organisation", "role", "note")  # by which two may contradict each other


def _says_else(mine: Thing | None, other: Member) -> bool:
    """Return whether a file says something else of a member than the book, where both say it."""
    if not isinstance(mine, Member):
        return False
    pairs = ((_plainly(mine, name), _plainly(other, name)) for name in _SAID)
    return any(a and b and a != b for a, b in pairs)


def _plainly(member: Member, name: str) -> str:
    text = getattr(member, name) or ""
    return plain_url(text) if name == "url" else text.strip().casefold()


def _with_day(staged: Staged, ids: Ids, same: Mapping[str, str]) -> Snapshot:
    """Return the content with today's date on contacts, and with who they turned out to be."""
    if not staged.contacts:
        return staged.content
    today = clock.today()

    def dated(member: Member) -> Member:
        was = (member.id,) if same.get(member.id) == ids[Member][member.id] else ()
        return replace(member, added=member.added or today, was=(*member.was, *was))

    return replace(staged.content, members=tuple(map(dated, staged.content.members)))


def _surprises(book: Book, staged: Staged, ids: Ids) -> Iterator[str]:
    """Yield a sentence for each member that became one of another name.

    It says where they stand in the file, unless that is an address book.
    """
    for number, member in enumerate(staged.content.members):
        mine = book.entities.get(ids[Member][member.id])
        if not isinstance(mine, Member) or is_nameless(mine):
            continue
        if mine.name.casefold() != member.name.casefold():
            where = "" if staged.contacts else f"members[{number}]: "
            yield where + tr(
                "{name} was taken as {mine}, who is in the book", name=member.name, mine=mine.name
            )


# --- who is who -----------------------------------------------------------------------------


def _ids(book: Book, staged: Staged, same: Mapping[str, str]) -> dict[type[Entity], dict[str, str]]:
    """Return the id that each thing of the file has in the book, by type."""
    content = staged.content
    things = {kind: getattr(content, name) for name, kind in LISTS.items() if name != "ties"}
    here = {e.id for several in things.values() for e in several}
    ids: dict[type[Entity], dict[str, str]] = {
        kind: {e.id: free_id(e, here, _of_another_type(e, book)) for e in several}
        for kind, several in things.items()
    }
    ids[Member] |= who_is_who(book, staged, ids[Member], same)
    return ids


def _of_another_type(thing: Entity, book: Book) -> Callable[[str], bool]:
    def given(id: str) -> bool:
        return id in book and type(book[id]) is not type(thing)

    return given
