"""Books to report on."""

from datetime import date, time

from plnkit import files
from plnkit.exchange import portable
from plnkit.model import (
    PERSON_ROLES,
    Aim,
    Book,
    Interaction,
    Learner,
    Member,
    Mix,
    Plan,
    Pulse,
    Support,
    Tie,
)

DAY = date(2026, 11, 3)
LONG = "Whatever can be said about it at length, and then some more, without an end in sight. " * 20


def sample(name):
    return Book.of(portable.load(files.samples() / f"{name}.json").content)


def filled(size):
    """Return a book of so many members in which everything is said, and at length."""
    members = [
        Member(
            id=f"m{i}",
            name=f"Wilhelmina Longstockings of the Western Counties {i}",
            kind="person",
            role=PERSON_ROLES[i % 6],
            closeness=1 + i % 4,
            intent=LONG,
        )
        for i in range(size)
    ]
    aims = [Aim(id=f"a{i}", text=LONG, by=DAY) for i in range(20)]
    supports = [
        Support(id=f"s{a}-{m}", aim=f"a{a}", member=f"m{m}", help="information")
        for a in range(20)
        for m in range(4)
    ]
    log = [Interaction(id=f"i{i}", members=("m1", "m2"), on=DAY, learned=LONG) for i in range(50)]
    plans = [
        Plan(
            id=f"p{i}",
            member="m1",
            on=DAY,
            at=time(9, 30),
            zone="Pacific/Auckland",
            cue=LONG,
            act=LONG,
            where=LONG,
            question=LONG,
            offer=LONG,
        )
        for i in range(20)
    ]
    ties = [Tie(a=f"m{i}", b=f"m{i + 1}") for i in range(size - 1)]
    mix = Mix(formal=10, social=40, on_the_job=30, self_directed=20)
    pulse = Pulse(id="pulse", on=DAY, mix=mix)
    learner = Learner(name=LONG[:400])
    return Book().with_(learner, *members, *aims, *supports, *log, *plans, *ties, pulse)
