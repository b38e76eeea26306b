"""The edits that a map or a list asks for: what a page sends is decoded, checked, and named.

A page can say anything. What is not one of these shapes is `Odd`; what is, but cannot be done any
more (a member that another tab removed), is a ValueError with a sentence.
"""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal, TypeVar
from zlib import crc32

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import replace

from plnkit.language import N_, SOURCE, Phrases, current, tr, trn, trp
from plnkit.model import Book, Member, Tie, tie_id
from plnkit.model.entities import (
    PERSON_ROLES,
    SOURCE_ROLES,
    Closeness,
    Degrees,
    Id,
    Line,
    Text,
    clean_name,
)
from plnkit.reading.removal import gone_with
from plnkit.words import ROLE_INSIDE, listed, on_ring

By = Literal["role", "channel", "organisation", "topic"]
Ids = Annotated[tuple[Id, ...], Meta(min_length=1, max_length=10_000)]
S = TypeVar("S")
MET = Phrases({True: N_("met"), False: N_("not met yet")})
STATUS = Phrases({"active": N_("active"), "paused": N_("paused"), "dormant": N_("dormant")})
NONE = Phrases(
    {
        "name": N_("no name"),
        "organisation": N_("no organisation"),
        "role": N_("no role"),
        "status": N_("no status"),
    }
)
GOLDEN = 0.618034  # steps of it fall evenly between one another


class Odd(ValueError):
    """A message that no page of ours sends."""


class Move(Struct, frozen=True, forbid_unknown_fields=True):
    """A member put on a ring (None: back to the tray), in a sector (None: as it was)."""

    id: Id
    ring: Closeness | None
    by: By
    sector: Line | None = None
    place: Degrees | None = None


class Put(Struct, frozen=True, forbid_unknown_fields=True):
    """One field of one or many members, set to one value."""

    ids: Ids
    field: Literal["closeness", "role", "intent", "met", "name", "status", "organisation"]
    value: Annotated[str, Meta(max_length=20_000)] | int | bool | None


class Pair(Struct, frozen=True, forbid_unknown_fields=True):
    """Two members, tied or not."""

    a: Id
    b: Id
    tied: bool


def decoded(value: Any, kind: type[S]) -> S:
    """Return what a page sent as one of the shapes above.

    Raises Odd where it is none.
    """
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as fault:
        raise Odd(tr("This cannot be done ({fault}): reload the page.", fault=fault)) from None


def moved(book: Book, move: Move) -> Book:
    """Return the book with a member put where it was dropped."""
    member = book.member(move.id)
    if move.sector is not None:
        member = replace(member, **_in_sector(member, move.by, move.sector))
    if move.ring and move.place is not None:
        return book.with_(replace(member, closeness=move.ring, place=move.place))
    return book.with_(seated(book, member, move.ring))


def seated(book: Book, member: Member, ring: int | None) -> Member:
    """Return a member put on a ring, at a place of its own between the others of its slice.

    The place is kept, so that nobody moves when others come: of some that the id decides it is the
    one farthest from the neighbours.
    """
    if ring == member.closeness and (member.place is not None or ring is None):
        return member
    near = [m.place for m in book.members if m is not member and _is_beside(m, member, ring)]
    taken = [place / 360 for place in near if place is not None]
    first = crc32(member.id.encode()) / 2**32
    offered = [(first + i * GOLDEN) % 1 for i in range(12)] if taken else [first]
    place = max(offered, key=lambda at: min((abs(at - other) for other in taken), default=1))
    return replace(member, closeness=ring, place=round(place * 359.9, 1) if ring else None)


def _is_beside(other: Member, member: Member, ring: int | None) -> bool:
    same_slice = other.kind == "source" if member.kind == "source" else other.role == member.role
    return other.closeness == ring and same_slice and other.id != member.id


def _in_sector(member: Member, by: By, sector: str) -> dict[str, Any]:
    """Return the fields that say that a member is in a sector; "" is where nothing is said."""
    if by == "role":
        roles = PERSON_ROLES if member.kind == "person" else SOURCE_ROLES
        return {"role": sector or None} if not sector or sector in roles else {}
    if by == "organisation":
        return {"organisation": sector}
    field = "channels" if by == "channel" else "topics"
    rest = tuple(v for v in getattr(member, field) if v != sector)
    return {field: (sector, *rest)} if sector else {}


def put(book: Book, asked: Put) -> Book:
    """Return the book with a field of some members set; those that cannot have it stay.

    Raises ValueError, with a sentence, where none of them can.
    """
    members = [book.member(id) for id in asked.ids]
    value = _cleaned(asked)
    able = [m for m in members if _can_have(m, asked.field, value)]
    if not able:
        raise ValueError(tr("People and sources have different roles: choose another."))
    if asked.field != "closeness":
        return book.with_(*(replace(m, **{asked.field: value}) for m in able))
    for member in able:
        book = book.with_(seated(book, member, value))
    return book


def _cleaned(asked: Put) -> Any:
    value = asked.value
    if asked.field == "name":
        return clean_name(decoded(value, str))
    kinds: dict[str, Any] = {
        "closeness": Closeness | None,
        "intent": Text,
        "met": bool | None,
        "organisation": Line,
        "role": Line | None,
        "status": Literal["active", "paused", "dormant"],
    }
    return decoded(value.strip() if isinstance(value, str) else value, kinds[asked.field])


def _can_have(member: Member, field: str, value: Any) -> bool:
    if field != "role" or value is None:
        return True
    return value in (PERSON_ROLES if member.kind == "person" else SOURCE_ROLES)


def put_label(book: Book, asked: Put) -> str:
    """Return what such a change is called in the history: "Amina and Tom: ring 2"."""
    return about(listed([book.member(id).name for id in asked.ids]), _put_said(asked))


def _put_said(asked: Put) -> str:
    value = asked.value
    if asked.field == "closeness":
        return on_ring(value if isinstance(value, int) else None)
    if asked.field == "met":
        return MET[value] if isinstance(value, bool) else tr("met?")
    if asked.field == "intent":
        return tr("what to learn")
    if not value:
        return NONE[asked.field]
    words: Mapping[str, str] = {"role": ROLE_INSIDE, "status": STATUS}.get(asked.field, {})
    return words.get(str(value), str(value))


def paired(book: Book, pair: Pair) -> Book:
    """Return the book with two members tied, or not."""
    a, b = book.member(pair.a), book.member(pair.b)
    return book.with_(Tie(a=a.id, b=b.id)) if pair.tied else book.without(tie_id(a.id, b.id))


def asked_about(book: Book, ids: Ids) -> Book:
    """Return the book in which the learner was asked whom these members know, if they are here."""
    here = [id for id in ids if id in book] or ids[:1]
    return book.with_(*(replace(book.member(id), ties_asked=True) for id in here))


def removed(book: Book, ids: Ids) -> Book:
    """Return the book without these members; undo brings them back."""
    return book.without(*(book.member(id).id for id in ids))


def removed_label(book: Book, ids: Ids) -> str:
    """Return what the removal is called."""
    names = [book.member(id).name for id in ids]
    many = len(names)
    who = listed(names) if many < 3 else trn("{n} member", "{n} members", many)  # noqa: PLR2004
    along = gone_with(book, ids)
    if not along:
        return tr("Removed {who}", who=who)
    return trn(
        "Removed {who}, and with it {along}",
        "Removed {who}, and with them {along}",
        many,
        who=who,
        along=along,
    )


def tied_label(a: Member, b: Member, *, tied: bool) -> str:
    """Return what tying two members is called, or untying them."""
    label = (
        N_("Noted that {a} and {b} know each other")
        if tied
        else N_("Took back that {a} and {b} know each other")
    )
    return tr(label, a=a.name, b=b.name)


def asked_label(members: Sequence[Member]) -> str:
    """Return what it is called that the learner was asked whom these members know."""
    names = listed([m.name for m in members])
    return trn("Asked whom {names} knows", "Asked whom {names} know", len(members), names=names)


def about(who: str, what: str) -> str:
    """Return what a change of somebody is called: "Amina: ring 2"."""
    return tr("{who}: {what}", who=who, what=what)


def takes_part() -> dict[str, str]:
    """Return how much somebody can take part, each in a word or two."""
    return {
        "follow": trp("taking part", "Follow"),
        "ask": trp("taking part", "Ask"),
        "exchange": trp("taking part", "Exchange"),
        "work together": trp("taking part", "Work together"),
    }


def inside(label: str) -> str:
    """Return a label as it stands in the name of a change: English has no capitals there."""
    return label.lower() if current() == SOURCE else label
