"""The things that a book knows, each a frozen struct with an id.

Every value is checked where it is made, since msgspec checks only what it decodes.
"""

import unicodedata
from collections.abc import Collection, Iterator, Mapping
from datetime import date, time
from typing import Annotated, Any, ClassVar, Literal, Self, TypeVar, get_args
from uuid import uuid4

import msgspec
from msgspec import Meta
from msgspec.structs import force_setattr, replace

from plnkit.language import tr

NAME_LIMIT = 200

Kind = Literal["person", "source"]
PersonRole = Literal[
    "peer", "co-worker", "supervisor", "expert", "other professional", "friend or family"
]
SourceRole = Literal[
    "search engine",
    "encyclopaedia",
    "blog or newsletter",
    "podcast or video",
    "community",
    "social network",
    "book or journal",
    "course or programme",
    "tool",
]
PERSON_ROLES: tuple[str, ...] = get_args(PersonRole)
SOURCE_ROLES: tuple[str, ...] = get_args(SourceRole)
Participation = Literal["follow", "ask", "exchange", "work together"]
Help = Literal["information", "influence", "feedback", "support", "purpose", "balance"]

Id = Annotated[str, Meta(min_length=1, max_length=200)]
Name = Annotated[str, Meta(min_length=1, max_length=NAME_LIMIT)]
Line = Annotated[str, Meta(max_length=500)]
Text = Annotated[str, Meta(max_length=20_000)]
Days = Annotated[int, Meta(ge=1, le=36_500)]
Scale = Annotated[int, Meta(ge=0, le=10)]
Trust = Annotated[int, Meta(ge=1, le=5)]
Closeness = Annotated[int, Meta(ge=1, le=4)]
Percent = Annotated[float, Meta(ge=0, le=100)]
Degrees = Annotated[float, Meta(ge=0, lt=360)]


def new_id() -> str:
    """Return an id that no other thing has: 128 random bits in hexadecimal."""
    return uuid4().hex


def clean_name(text: str) -> str:
    """Return a name as it is kept: trimmed, in one line, without control characters.

    Raises ValueError, with a sentence for the reader, when nothing or too much is left.
    """
    kept = text if text.isprintable() else "".join(map(_kept_in_a_name, text))
    name = " ".join(kept.split()).strip(_JOINERS + " ")
    if not name:
        raise ValueError(tr("A name is missing: type at least one character."))
    if len(name) > NAME_LIMIT:
        raise ValueError(
            tr(
                "A name can have up to {limit} characters, and this one has {length}: "
                "please shorten it.",
                limit=NAME_LIMIT,
                length=len(name),
            )
        )
    return name


# Invisible, but part of how emoji and many scripts are written.
_JOINERS = "\u200c\u200d"


def _kept_in_a_name(c: str) -> str:
    """Return a character, or a space for a control, or nothing for an invisible one.

    A character that is newer than this Python's Unicode stays: it may be someone's script.
    """
    category = unicodedata.category(c)
    if category in ("Cc", "Cs"):
        return " "
    return "" if category == "Cf" and c not in _JOINERS and c < "\U000e0020" else c


class Part(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """A value inside a thing, without an id of its own; `more` is as in `Entity`."""

    more: dict[str, Any] = {}


class Entity(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
    tag_field="type",
    tag=str.lower,
):
    """A thing that a book knows by its id.

    `more` keeps the fields of a newer version as they came, so that nothing is lost.
    """

    refers: ClassVar[Mapping[str, type["Entity"]]] = {}  # fields with ids of other things
    hangs_on: ClassVar[tuple[str, ...]] = ()  # those of them that it cannot do without

    more: dict[str, Any] = {}

    def links(self) -> Iterator[tuple[str, type["Entity"]]]:
        """Yield the id of each thing that this one speaks of, and the type that it must have."""
        for name, kind in self.refers.items():
            value = getattr(self, name)
            for id in (value,) if isinstance(value, str) else value or ():
                yield id, kind

    def references(self) -> Iterator[str]:
        """Yield the ids of the things that this one speaks of."""
        return (id for id, _ in self.links())

    def missing(self, known: Mapping[str, "Entity"]) -> list[str]:
        """Return the ids of things that this one speaks of and that are not among `known`."""
        return [id for id, kind in self.links() if not isinstance(known.get(id), kind)]

    def detached(self, gone: Collection[str]) -> Self | None:
        """Return this without its references to `gone`, or None when it hangs on them."""
        changes: dict[str, Any] = {}
        for name in self.refers:
            value = getattr(self, name)
            kept = _kept(value, gone)
            if kept == value:
                continue
            if not kept and name in self.hangs_on:
                return None
            changes[name] = kept
        return replace(self, **changes) if changes else self

    def renamed(self, old: str, new: str) -> Self:
        """Return this with each reference to `old` pointing to `new`."""
        changes: dict[str, Any] = {}
        for name in self.refers:
            value = getattr(self, name)
            if isinstance(value, tuple) and old in value:
                changes[name] = tuple(dict.fromkeys(new if v == old else v for v in value))
            elif value == old:
                changes[name] = new
        return replace(self, **changes) if changes else self


def _kept(value: str | tuple[str, ...] | None, gone: Collection[str]) -> Any:
    if isinstance(value, tuple):
        return tuple(v for v in value if v not in gone)
    return None if value in gone else value


class Rhythm(Part, frozen=True, kw_only=True):
    """How often to be in touch, in days."""

    ideal: Days
    longest: Days | None = None


class Learner(Entity, frozen=True, kw_only=True):
    """Who keeps the book; an alias will do."""

    id: Literal["learner"] = "learner"
    name: Line = ""
    organisation: Line = ""
    time_zone: Line = ""
    language: Line = ""
    ring_names: tuple[Line, ...] = ()
    rhythms: tuple[Rhythm, ...] = ()  # defaults by ring, the closest first


class Member(Entity, frozen=True, kw_only=True):
    """A person or a source that the learner learns from (an *alter* of the ego network).

    `closeness` is 1 (the inner ring) to 4; `trust_*` 1 to 5; `place` the angle on the ring in
    degrees. `ties_asked` says that the learner was asked whom this member knows: without it,
    a missing tie is not known to be missing.
    """

    id: Id
    name: Name
    kind: Kind
    role: PersonRole | SourceRole | None = None
    closeness: Closeness | None = None
    channels: tuple[Line, ...] = ()
    began: Literal["online", "in person"] | None = None
    met: bool | None = None
    organisation: Line = ""
    my_organisation: bool | None = None
    topics: tuple[Line, ...] = ()
    intent: Text = ""
    participation: Participation | None = None
    rhythm: Rhythm | None = None
    trust_competence: Trust | None = None
    trust_goodwill: Trust | None = None
    email: Line = ""
    url: Annotated[str, Meta(max_length=2000)] = ""
    place: Degrees | None = None
    ties_asked: bool = False
    status: Literal["active", "paused", "dormant"] = "active"
    added: date | None = None
    note: Text = ""
    was: tuple[Id, ...] = ()  # ids of members who turned out to be this one

    def __post_init__(self) -> None:
        force_setattr(self, "name", clean_name(self.name))
        if self.kind not in get_args(Kind):
            raise ValueError(
                tr("A member is a person or a source, not {this}.", this=repr(self.kind))
            )
        if self.closeness not in (None, 1, 2, 3, 4):
            raise ValueError(
                tr("Closeness is 1 (closest) to 4, not {this}.", this=repr(self.closeness))
            )
        roles = PERSON_ROLES if self.kind == "person" else SOURCE_ROLES
        if self.role is not None and self.role not in roles:
            raise ValueError(_no_role(self.kind, self.role))


def _no_role(kind: Kind, role: str) -> str:
    if kind == "person":
        return tr("A person cannot have the role {role}.", role=repr(role))
    return tr("A source cannot have the role {role}.", role=repr(role))


class Tie(Entity, frozen=True, kw_only=True):
    """Two members who know each other; the order does not matter."""

    refers: ClassVar = {"a": Member, "b": Member}
    hangs_on: ClassVar = ("a", "b")

    a: Id
    b: Id

    def __post_init__(self) -> None:
        if self.a == self.b:
            raise ValueError(tr("A tie joins two different members."))
        first, second = sorted((self.a, self.b))
        force_setattr(self, "a", first)
        force_setattr(self, "b", second)

    @property
    def id(self) -> str:
        """The id follows from the pair, so that a pair can be tied only once."""
        return tie_id(self.a, self.b)


def tie_id(a: str, b: str) -> str:
    """Return the id that a tie between two members has, and no other two."""
    return "~".join(id.replace("%", "%25").replace("~", "%7E") for id in sorted((a, b)))


class Aim(Entity, frozen=True, kw_only=True):
    """What the learner wants: a goal, need, interest, motivation or problem."""

    refers: ClassVar = {"presented_to": Member}

    id: Id
    kind: Literal["goal", "need", "interest", "motivation", "problem"] = "goal"
    text: Text
    why: Text = ""
    by: date | None = None
    status: Literal["open", "reached", "dropped"] = "open"
    presented_to: tuple[Id, ...] = ()


class Support(Entity, frozen=True, kw_only=True):
    """A kind of help that a member gives, or could give, towards an aim."""

    refers: ClassVar = {"aim": Aim, "member": Member}
    hangs_on: ClassVar = ("aim", "member")

    id: Id
    aim: Id
    member: Id
    help: Help
    status: Literal["could", "asked", "helping", "helped"] = "could"


class Interaction(Entity, frozen=True, kw_only=True):
    """Something that happened with one or more members; `minutes` is how long it took."""

    refers: ClassVar = {"members": Member, "aim": Aim}
    hangs_on: ClassVar = ("members",)

    id: Id
    members: tuple[Id, ...]
    on: date
    channel: Line = ""
    minutes: Annotated[int, Meta(ge=0, le=100_000)] | None = None
    got: Text = ""
    gave: Text = ""
    learned: Text = ""
    aim: Id | None = None

    def __post_init__(self) -> None:
        if not self.members:
            raise ValueError(tr("An interaction needs at least one member."))


class Plan(Entity, frozen=True, kw_only=True):
    """An if-then plan: when `cue`, I will `act`, with a member, for an aim.

    `at` is local time in `zone` (an IANA name; "" is wherever the reader is), `minutes` how long it
    takes. A plan with a `programme` says what will be used of it. `revision` counts the edits, so
    that a calendar takes the newer of two copies.
    """

    refers: ClassVar = {"member": Member, "aim": Aim}
    hangs_on: ClassVar = ("member",)

    id: Id
    member: Id
    aim: Id | None = None
    cue: Text = ""
    act: Text = ""
    on: date | None = None
    at: time | None = None
    zone: Line = ""
    minutes: Annotated[int, Meta(ge=1, le=1440)] | None = None
    where: Line = ""
    question: Text = ""
    offer: Text = ""
    programme: Line = ""
    status: Literal["planned", "done", "moved", "skipped"] = "planned"
    revision: Annotated[int, Meta(ge=0)] = 0


class Capability(Part, frozen=True, kw_only=True):
    """How able the learner feels to reach an aim, 0 to 10."""

    aim: Id
    level: Scale


class Mix(Part, frozen=True, kw_only=True):
    """Where learning happened, in percent."""

    formal: Percent = 0
    social: Percent = 0
    on_the_job: Percent = 0
    self_directed: Percent = 0


class Pulse(Entity, frozen=True, kw_only=True):
    """How it feels on a date: capability by aim, engagement, "I see a future here" (0 to 10)."""

    id: Id
    on: date
    capability: tuple[Capability, ...] = ()
    engagement: Scale | None = None
    future: Scale | None = None
    mix: Mix | None = None

    def links(self) -> Iterator[tuple[str, type[Entity]]]:
        """Yield the aims that a capability was given for."""
        return ((c.aim, Aim) for c in self.capability)

    def detached(self, gone: Collection[str]) -> Self | None:
        """Return this without the capabilities of aims that are gone."""
        kept = tuple(c for c in self.capability if c.aim not in gone)
        return self if kept == self.capability else replace(self, capability=kept)


class Note(Entity, frozen=True, kw_only=True):
    """What the learner answered to a question of a page."""

    id: Id
    page: Line
    question: Line
    text: Text = ""


class Dismissal(Entity, frozen=True, kw_only=True):
    """A card that the learner put aside, with the reason; `about` names members."""

    refers: ClassVar = {"about": Member}
    hangs_on: ClassVar = ("about",)

    id: Id
    card: Line
    reason: Line = ""
    about: tuple[Id, ...] = ()

    def detached(self, gone: Collection[str]) -> Self | None:
        """Return this, or None when one of those it is about is gone."""
        return None if any(i in gone for i in self.about) else self


class Progress(Entity, frozen=True, kw_only=True):
    """How far the learner is with a page."""

    id: Id
    page: Line
    done: bool = False


class Snapshot(Part, frozen=True, kw_only=True):
    """The content of a book as plain lists: what a file or a wave holds."""

    learner: Learner = Learner()
    members: tuple[Member, ...] = ()
    ties: tuple[Tie, ...] = ()
    aims: tuple[Aim, ...] = ()
    supports: tuple[Support, ...] = ()
    interactions: tuple[Interaction, ...] = ()
    plans: tuple[Plan, ...] = ()
    pulses: tuple[Pulse, ...] = ()
    waves: "tuple[Wave, ...]" = ()
    notes: tuple[Note, ...] = ()
    dismissals: tuple[Dismissal, ...] = ()
    progress: tuple[Progress, ...] = ()

    def detached(self, gone: Collection[str]) -> Self:
        """Return this without what is gone and what hung on it."""
        lists = {}
        for name in LISTS:
            left = (e.detached(gone) for e in getattr(self, name) if e.id not in gone)
            lists[name] = tuple(e for e in left if e is not None)
        return replace(self, **lists)


class Wave(Entity, frozen=True, kw_only=True):
    """A dated picture of the book: the journal's `seq` then, or, brought from a file, `book`."""

    id: Id
    name: Name
    on: date
    seq: int | None = None
    programme: Line = ""
    phase: Literal["before", "during", "after"] | None = None
    book: Snapshot | None = None

    def __post_init__(self) -> None:
        force_setattr(self, "name", clean_name(self.name))

    def detached(self, gone: Collection[str]) -> Self | None:
        """Return this with those who are gone taken out of its picture too."""
        if self.book is None:
            return self
        rest = self.book.detached(gone)
        return self if rest == self.book else replace(self, book=rest)


Thing = (
    Learner
    | Member
    | Tie
    | Aim
    | Support
    | Interaction
    | Plan
    | Pulse
    | Wave
    | Note
    | Dismissal
    | Progress
)
THINGS: dict[str, type[Thing]] = {t.__name__.lower(): t for t in get_args(Thing)}
LISTS: dict[str, type[Thing]] = {
    "members": Member,
    "ties": Tie,
    "aims": Aim,
    "supports": Support,
    "interactions": Interaction,
    "plans": Plan,
    "pulses": Pulse,
    "waves": Wave,
    "notes": Note,
    "dismissals": Dismissal,
    "progress": Progress,
}
T = TypeVar("T", bound=Entity)
