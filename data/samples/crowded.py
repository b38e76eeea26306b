"""The crowded sample: a town planner's network of 150, drawn at random from a fixed seed.

People come in organisations, and know each other mostly inside them; there are few close ones and
many distant ones (about 5, 15, 50 and the rest), and a few have no place yet.
"""

import math
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from names import IN_THEIR_SCRIPT, PLACES, SOURCES

from plnkit.model import (
    PERSON_ROLES,
    Aim,
    Book,
    Capability,
    Interaction,
    Learner,
    Member,
    Pulse,
    Support,
    Tie,
)

SEED = 20261102
TODAY = date(2026, 11, 2)
PEOPLE, TIES, INTERACTIONS = 110, 600, 300
HERS = "Rivermark City Planning"
ORGANISATIONS = {  # and how many people are from there
    HERS: 30,
    "Northgate Transport": 16,
    "Willow Street School": 12,
    "Open Streets Association": 12,
    "University of the Delta": 12,
    "Harrow & Finch Architects": 10,
    "": 18,
}
RINGS = (5, 15, 50)  # how many on the first three
UNPLACED = 6
ASKED = 84  # of how many people she was asked whom they know
WEIGHTS = {1: 14, 2: 6, 3: 2, 4: 0.5, None: 0.2}  # how often she meets whom
TOPICS = (
    "public transport",
    "participation",
    "statistics",
    "maps",
    "negotiation",
    "leading a team",
    "climate",
    "housing",
    "accessibility",
    "writing",
)
GOT = (
    "A second opinion on the draft.",
    "A name to call at the council.",
    "The data that I was missing.",
    "An honest reading of my talk.",
    "A way to say no.",
    "Courage to ask again.",
    "",
    "",
)
GAVE = ("Read their application.", "Shared my slides.", "An hour of listening.", "", "", "")
LEARNED = (
    "Ask the bus drivers first.",
    "A map is an argument.",
    "Say the number, then wait.",
    "Draw it before you model it.",
    "",
    "",
    "",
)
AIMS = (
    ("goal", "Lead the tram study by spring", "open"),
    ("goal", "Speak at the regional meeting", "reached"),
    ("goal", "Publish our accessibility map", "open"),
    ("need", "Read a regression without help", "open"),
    ("need", "Know whom to ask at the ministry", "open"),
    ("need", "Negotiate with builders", "open"),
    ("interest", "How other towns slow their traffic", "open"),
    ("interest", "Games in workshops with residents", "open"),
    ("motivation", "Children who walk to school alone", "open"),
    ("motivation", "Colleagues who dare to disagree", "open"),
    ("problem", "Meetings that end without a decision", "open"),
    ("problem", "Survey answers that come too late", "dropped"),
)
A = TypeVar("A")


class Dice:
    """Chance of which every version of Python makes the same: only `random()` promises that."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)

    def number(self, below: int) -> int:
        return int(self._random.random() * below)

    def one(self, of: Sequence[A]) -> A:
        return of[self.number(len(of))]

    def maybe(self, chance: float) -> bool:
        return self._random.random() < chance

    def some(self, of: Sequence[A], count: int, weights: Sequence[float] | None = None) -> list[A]:
        """Return `count` different ones, the heavier the likelier."""
        heavy = weights or [1] * len(of)
        keys = [round(-math.log(1 - self._random.random()) / w, 9) for w in heavy]
        order = sorted(range(len(of)), key=lambda i: (keys[i], i))
        return [of[i] for i in order[:count]]


def book() -> Book:
    """Return Ilse's book."""
    dice = Dice(SEED)
    people, sources = _people(dice), _sources(dice)
    members = _placed(dice, [*people, *sources])
    asked = {m.id for m in dice.some(people, ASKED)}
    members = [_with(m, ties_asked=m.id in asked) for m in members]
    ties = _ties(dice, [m for m in members if m.ties_asked])
    learner = Learner(
        name="Ilse de Wit", organisation=HERS, time_zone="Europe/Brussels", language="en"
    )
    aims = [_aim(dice, number, people) for number in range(len(AIMS))]
    supports = _supports(dice, aims, members)
    meetings = _interactions(dice, members, aims)
    pulses = _pulses(dice, aims[:3])
    return Book().with_(learner, *members, *ties, *aims, *supports, *meetings, *pulses)


def _with(member: Member, **changes: object) -> Member:
    return Book().with_(member).update(member.id, **changes).member(member.id)


def _names(dice: Dice) -> list[str]:
    pairs = [
        f"{given} {family.split()[(3 * i + 1) % 10]}"
        for givens, family in PLACES.values()
        for i, given in enumerate(givens.split())
    ]
    rest = PEOPLE - len(IN_THEIR_SCRIPT)
    return dice.some([*IN_THEIR_SCRIPT, *dice.some(pairs, rest)], PEOPLE)


def _people(dice: Dice) -> list[Member]:
    homes = [home for home, size in ORGANISATIONS.items() for _ in range(size)]
    numbered = enumerate(zip(_names(dice), homes, strict=True), 1)
    return [_person(dice, number, name, home) for number, (name, home) in numbered]


def _person(dice: Dice, number: int, name: str, home: str) -> Member:
    return Member(
        id=f"p{number:03}",
        name=name,
        kind="person",
        role=_role(dice, home),
        channels=tuple(
            dice.some(("face to face", "phone or video", "e-mail", "chat"), 1 + dice.number(2))
        ),
        began="in person" if dice.maybe(0.7) else "online",
        met=dice.maybe(0.8),
        organisation=home,
        my_organisation=home == HERS,
        topics=tuple(dice.some(TOPICS, 1 + dice.number(3))),
        participation=dice.one(("follow", "ask", "exchange", "work together")),
        email=f"p{number:03}@example.org" if dice.maybe(0.6) else "",
        status="dormant" if dice.maybe(0.08) else "active",
        added=TODAY - timedelta(days=dice.number(365)),
    )


def _role(dice: Dice, home: str) -> str:
    if home == HERS:
        return dice.one(("co-worker", "co-worker", "co-worker", "supervisor", "peer"))
    if not home:
        return dice.one(("friend or family", "friend or family", "other professional"))
    return dice.one(
        [role for role in PERSON_ROLES if role not in ("co-worker", "friend or family")]
    )


def _sources(dice: Dice) -> list[Member]:
    named = [(role, name) for role, names in SOURCES.items() for name in names]
    return [
        Member(
            id=f"s{number:03}",
            name=name,
            kind="source",
            role=role,
            channels=(dice.one(("reading", "listening", "watching", "asking", "taking part")),),
            topics=tuple(dice.some(TOPICS, 1 + dice.number(2))),
            participation=dice.one(("follow", "follow", "ask", "exchange")),
            url=f"https://example.org/s{number:03}",
            added=TODAY - timedelta(days=dice.number(365)),
        )
        for number, (role, name) in enumerate(named, 1)
    ]


def _placed(dice: Dice, members: list[Member]) -> list[Member]:
    """Give each member a ring; people and her own organisation are nearer."""
    near = [(3 if m.my_organisation else 2) if m.kind == "person" else 1 for m in members]
    order = dice.some(members, len(members), near)
    far = len(members) - sum(RINGS) - UNPLACED
    rings = [ring for ring, size in enumerate((*RINGS, far), 1) for _ in range(size)]
    ring = dict(zip((m.id for m in order), [*rings, *[None] * UNPLACED], strict=True))
    return [_with(m, closeness=ring[m.id]) for m in members]


def _ties(dice: Dice, asked: list[Member]) -> Iterator[Tie]:
    pairs = [(a, b) for i, a in enumerate(asked) for b in asked[:i]]
    weights = [
        14
        if a.organisation and a.organisation == b.organisation
        else 1.5
        if a.role == b.role
        else 1
        for a, b in pairs
    ]
    chosen = dice.some(pairs, TIES, weights)
    return (Tie(a=a.id, b=b.id) for a, b in sorted(chosen, key=lambda p: (p[0].id, p[1].id)))


def _aim(dice: Dice, number: int, people: list[Member]) -> Aim:
    kind, text, status = AIMS[number]
    by = TODAY + timedelta(days=30 + dice.number(200)) if kind == "goal" else None
    told = tuple(m.id for m in dice.some(people[:30], dice.number(3)))
    return Aim(
        id=f"a{number + 1:02}", kind=kind, text=text, by=by, status=status, presented_to=told
    )


def _supports(dice: Dice, aims: list[Aim], members: list[Member]) -> list[Support]:
    near = [m for m in members if m.closeness in (1, 2, 3)]
    pairs = [(aim, m) for aim in aims for m in dice.some(near, 2 + dice.number(4))]
    return [
        Support(
            id=f"h{number:02}",
            aim=aim.id,
            member=member.id,
            help=dice.one(
                (
                    "information",
                    "information",
                    "influence",
                    "feedback",
                    "support",
                    "purpose",
                    "balance",
                )
            ),
            status=dice.one(("could", "could", "asked", "helping", "helped")),
        )
        for number, (aim, member) in enumerate(pairs, 1)
    ]


def _interactions(dice: Dice, members: list[Member], aims: list[Aim]) -> list[Interaction]:
    days = sorted(TODAY - timedelta(days=1 + dice.number(365)) for _ in range(INTERACTIONS))
    weights = [WEIGHTS[m.closeness] for m in members]
    return [
        _interaction(dice, number, on, dice.some(members, 1, weights)[0], members, aims)
        for number, on in enumerate(days, 1)
    ]


def _interaction(
    dice: Dice, number: int, on: date, first: Member, members: list[Member], aims: list[Aim]
) -> Interaction:
    team = [
        m.id
        for m in members
        if m.organisation and m.organisation == first.organisation and m.id != first.id
    ]
    others = dice.some(team, 1 + dice.number(2)) if dice.maybe(0.15) else []
    return Interaction(
        id=f"i{number:03}",
        members=(first.id, *others),
        on=on,
        channel=dice.one(first.channels),
        minutes=5 * (1 + dice.number(18)),
        got=dice.one(GOT),
        gave=dice.one(GAVE) if first.kind == "person" else "",
        learned=dice.one(LEARNED),
        aim=dice.one(aims).id if dice.maybe(0.4) else None,
    )


def _pulses(dice: Dice, aims: list[Aim]) -> list[Pulse]:
    dates = (date(2025, 11, 10), date(2026, 2, 9), date(2026, 5, 11), date(2026, 9, 14))
    return [
        Pulse(
            id=f"pulse-{number}",
            on=on,
            capability=tuple(Capability(aim=a.id, level=2 + number + dice.number(3)) for a in aims),
            engagement=5 + dice.number(4),
            future=5 + dice.number(5),
        )
        for number, on in enumerate(dates, 1)
    ]
