"""What a chart says, in a sentence; each says only what the book holds."""

from collections import Counter
from collections.abc import Iterable
from itertools import chain

from plnkit import language, words
from plnkit.language import SOURCE, current, tr, trn, trp
from plnkit.model import Book, Member
from plnkit.words import listed

LEAST = 3  # members: below, there is nothing to read (mission.md, M2)
_CHANNELS = frozenset(chain.from_iterable(words.CHANNELS.values()))


def named(members: Iterable[Member]) -> str:
    """Return members as they are named in a sentence: "Amina, Tom and 4 others"."""
    return listed([member.name for member in members])


def inside(own: str) -> str:
    """Return a word of the learner's own inside a sentence: English writes it small."""
    return own.lower() if current() == SOURCE else own


def said_channel(kept: str) -> str:
    """Return a channel as the reader says it; one of the learner's own stays as it is."""
    return tr(kept) if kept in _CHANNELS else kept


def read_map(book: Book) -> str:
    """Return what the map shows: how many, how close, and what is still open."""
    if not book.members:
        return tr("Your map is empty so far. Each name that you add appears here at once.")
    size = tr("You learn from {sizes}.", sizes=_sizes(book))
    placed = [m for m in book.members if m.closeness]
    if not placed:
        open_ = tr("None of them is placed yet: say how close they are, and the rings fill.")
        return f"{size} {open_}"
    inner = [m.name for m in placed if m.closeness == 1]
    close = (
        tr("Closest to you: {names}.", names=listed(inner))
        if inner
        else tr("Nobody is in your inner ring.")
    )
    return " ".join(filter(None, (size, close, not_placed(len(book.members) - len(placed)))))


def not_placed(waiting: int) -> str:
    """Return how many are not placed yet; "" for none."""
    if not waiting:
        return ""
    return trn("{n} member not placed yet.", "{n} members not placed yet.", waiting)


def _sizes(book: Book) -> str:
    return language.listed(
        [
            *([people(len(book.people))] if book.people else []),
            *([sources(len(book.sources))] if book.sources else []),
        ]
    )


def people(n: int) -> str:
    """Return a number of people."""
    return trn("{n} person", "{n} people", n)


def sources(n: int) -> str:
    """Return a number of sources."""
    return trn("{n} source", "{n} sources", n)


def read_composition(book: Book, *, theirs: bool = False) -> str:
    """Return who the members are, by role, and which roles nobody has.

    `theirs` says it to somebody else than the learner.
    """
    if len(book.members) < LEAST:
        return tr("Not enough yet: add at least three members, and this shows who they are.")
    said = Counter(m.role for m in book.people if m.role)
    if not said:
        return tr(
            "You learn from {sizes}. Say who they are to you, and this takes shape.",
            sizes=_sizes(book),
        )
    most = [words.ROLES_INSIDE[r] for r, n in said.items() if n == max(said.values())]
    first = trn(
        "Among the people, {roles} are the most common role.",
        "Among the people, {roles} are the most common roles.",
        len(most),
        roles=listed(most),
    )
    none = [words.ROLES_INSIDE[r] for r in words.ROLES if r not in said]
    return f"{first} {_absent(none, theirs=theirs)}" if none else first


def _absent(roles: list[str], *, theirs: bool) -> str:
    none = listed(roles, len(roles), "or")
    if theirs:
        return tr("No {roles} so far, which may be just right for them.", roles=none)
    return tr("No {roles} so far, which may be just right for you.", roles=none)


def describe(member: Member, book: Book) -> str:
    """Return a member in words: "Amina, peer, ring 1 (closest)"."""
    role = words.ROLE_INSIDE[member.role] if member.role else tr("role not said yet")
    name = words.isolated(member.name)
    return tr("{name}, {role}, {ring}", name=name, role=role, ring=_on_which_ring(member, book))


def _on_which_ring(member: Member, book: Book) -> str:
    if member.closeness is None:
        return tr("not placed yet")
    own = book.learner.ring_names
    name = (
        inside(own[member.closeness - 1])
        if len(own) == len(words.RINGS)
        else ring_inside(member.closeness)
    )
    return tr("ring {ring} ({name})", ring=member.closeness, name=name)


def ring_inside(closeness: int) -> str:
    """Return what a ring is called inside a sentence."""
    names = (
        trp("ring", "closest"),
        trp("ring", "close"),
        trp("ring", "further out"),
        trp("ring", "far"),
    )
    return names[closeness - 1]
