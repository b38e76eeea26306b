"""What a chart says, in a sentence; each says only what the book holds."""

from collections import Counter
from collections.abc import Iterable

from plnkit import words
from plnkit.model import Book, Member
from plnkit.words import count, listed

LEAST = 3  # members: below, there is nothing to read (mission.md, M2)


def named(members: Iterable[Member]) -> str:
    """Return members as they are named in a sentence: "Amina, Tom and 4 others"."""
    return listed([member.name for member in members])


def read_map(book: Book) -> str:
    """Return what the map shows: how many, how close, and what is still open."""
    if not book.members:
        return "Your map is empty so far. Each name that you add appears here at once."
    size = f"You learn from {_sizes(book)}."
    placed = [m for m in book.members if m.closeness]
    inner = [m.name for m in placed if m.closeness == 1]
    if not placed:
        return f"{size} None of them is placed yet: say how close they are, and the rings fill."
    close = f" Closest to you: {listed(inner)}." if inner else " Nobody is in your inner ring."
    waiting = len(book.members) - len(placed)
    rest = f" {count(waiting, 'member')} not placed yet." if waiting else ""
    return size + close + rest


def _sizes(book: Book) -> str:
    people = count(len(book.people), "person", "people") if book.people else ""
    sources = count(len(book.sources), "source") if book.sources else ""
    return " and ".join(filter(None, (people, sources)))


def read_composition(book: Book) -> str:
    """Return who the members are, by role, and which roles nobody has."""
    if len(book.members) < LEAST:
        return "Not enough yet: add at least three members, and this shows who they are."
    said = Counter(m.role for m in book.people if m.role)
    if not said:
        return f"You learn from {_sizes(book)}. Say who they are to you, and this takes shape."
    most = [words.ROLES[r].lower() for r, n in said.items() if n == max(said.values())]
    none = [words.ROLES[r].lower() for r in words.ROLES if r not in said]
    roles = "role" if len(most) == 1 else "roles"
    first = f"Among the people, {listed(most)} are the most common {roles}."
    absent = f" No {listed(none, len(none), 'or')} so far, which may be just right for you."
    return first + (absent if none else "")


def describe(member: Member, book: Book) -> str:
    """Return a member in words: "Amina, peer, ring 1 (closest)"."""
    role = words.ROLE[member.role].lower() if member.role else f"role {words.NOT_ASKED}"
    where = words.ring(member.closeness, book.learner.ring_names).lower()
    ring = f"ring {member.closeness} ({where})" if member.closeness else where
    return f"{words.isolated(member.name)}, {role}, {ring}"
