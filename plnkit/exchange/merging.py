"""What a file brought, put into a book: what the book says stays, and its blanks are filled."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from msgspec.structs import replace

from plnkit.exchange.staging import Ids, Staged, free_id, renumbered
from plnkit.model import LISTS, Book, Entity, Learner, Member, Snapshot, T, Thing, filled


@dataclass(frozen=True)
class Counts:
    """What an import did with the members of a file, and what it has to say about it."""

    new: int
    matched: int
    skipped: int
    reasons: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"new {self.new}, matched {self.matched}, skipped {self.skipped}"


def merge(book: Book, staged: Staged) -> tuple[Book, Counts]:
    """Return the book with what a file brought, and the counts.

    A member is known by id, then by e-mail, then by URL; everything else by id.
    """
    ids = _ids(book, staged.content)
    content = renumbered(staged.content, ids)
    matched = {m.id for m in content.members if m.id in book}
    counts = Counts(
        new=len(content.members) - len(matched),
        matched=len(matched),
        skipped=sum(s.member for s in staged.skipped),
        reasons=(*map(str, staged.skipped), *_surprises(book, staged.content, ids)),
    )
    return book.with_(*_put(book, content)), counts


def _put(book: Book, content: Snapshot) -> Iterator[Thing]:
    yield from (_filled(book.member(m.id), m) if m.id in book else m for m in content.members)
    for name in [name for name in LISTS if name != "members"]:
        yield from (e for e in getattr(content, name) if e.id not in book)
    learner = _filled(book.learner, content.learner)
    if learner != Learner():
        yield learner


def _filled(mine: T, other: T) -> T:
    if isinstance(mine, Member) and isinstance(other, Member) and mine.kind != other.kind:
        other = replace(other, role=None)
    return replace(filled(mine, other), more={**other.more, **mine.more})


def _surprises(book: Book, content: Snapshot, ids: Ids) -> Iterator[str]:
    """Yield a sentence for each member that became one of another name."""
    for number, member in enumerate(content.members):
        mine = book.entities.get(ids[Member][member.id])
        if isinstance(mine, Member) and mine.name.casefold() != member.name.casefold():
            yield f"members[{number}]: {member.name} was taken as {mine.name}, who is in the book"


# --- who is who -----------------------------------------------------------------------------


def _ids(book: Book, content: Snapshot) -> dict[type[Entity], dict[str, str]]:
    """Return the id that each thing of the file has in the book, by type."""
    things = {kind: getattr(content, name) for name, kind in LISTS.items() if name != "ties"}
    here = {e.id for several in things.values() for e in several}
    ids: dict[type[Entity], dict[str, str]] = {
        kind: {e.id: free_id(e, here, _of_another_type(e, book)) for e in several}
        for kind, several in things.items()
    }
    ids[Member] |= _matches(book, content.members, ids[Member])
    return ids


def _of_another_type(thing: Entity, book: Book) -> Callable[[str], bool]:
    def given(id: str) -> bool:
        return id in book and type(book[id]) is not type(thing)

    return given


def _matches(book: Book, members: tuple[Member, ...], ids: Mapping[str, str]) -> dict[str, str]:
    """Return the members of the book that those of the file are, each at most once."""
    found = {m.id: ids[m.id] for m in members if ids[m.id] in book}
    for key in (_both, _email, _url):
        free = [m for m in book.members if m.id not in set(found.values())]
        known = _by(key, reversed(free))
        for member in members:
            if member.id not in found and key(member) in known:
                found[member.id] = known.pop(key(member))
    return found


def _by(key: Callable[[Member], str], members: Iterator[Member]) -> dict[str, str]:
    return {key(m): m.id for m in members if key(m)}


def _both(member: Member) -> str:
    """Return both addresses where there are both: that one alone fits another is then no matter."""
    email, url = _email(member), _url(member)
    return f"{email} {url}" if email and url else ""


def _email(member: Member) -> str:
    return member.email.strip().casefold().removeprefix("mailto:")


def _url(member: Member) -> str:
    address = member.url.strip().casefold()
    return address.split("://", 1)[-1].rstrip("/")
