"""The picture of a room, next to the same means by pandas from the raw lists, in one run.

pandas gets one row a value, as somebody would write it who takes the shares into a notebook; it counts
and takes means, and hides by size alone: no part that follows from the others is looked for.
"""

from random import Random

import pandas as pd
from timing import measure, table

from plnkit import room
from plnkit.mix import PARTS
from plnkit.model import PERSON_ROLES, SOURCE_ROLES
from plnkit.shares import Began, Learning, Point, Share, Sized, Wanted

ROLES = (*PERSON_ROLES, *SOURCE_ROLES)
KINDS = ("goal", "need", "interest", "motivation", "problem")
WORDS = ("honest", "feedback", "negotiation", "budget", "data", "charts", "leading", "slides")


def share(number: int, people: int, dice: Random) -> Share:
    said = [" ".join(dice.sample(WORDS, 4)) + " in a small team" for _ in range(3)]
    return Share(
        id=f"{number:032x}",
        to="room",
        size=Sized(people, 4),
        composition={role: dice.randint(0, 6) for role in dice.sample(ROLES, 7)},
        rings=tuple(dice.randint(0, people) for _ in range(4)),
        contact=Began(dice.randint(0, 9), dice.randint(0, 9), dice.randint(0, 9)),
        mix=Learning(*(dice.randint(1, 60) for _ in range(4))),
        aims=tuple(Wanted(dice.choice(KINDS), text, dice.randint(0, 3)) for text in said),
        points=tuple(Point(dice.randint(1, 4) / 4, round(dice.random(), 2)) for _ in range(people)),
    )


def shares(count: int, people: int = 30) -> list[Share]:
    dice = Random(count)
    return [share(number, people, dice) for number in range(count)]


def with_pandas(there: list[Share]) -> dict[str, object]:
    roles = _parts((s.id, role, n) for s in there for role, n in s.composition.items())
    rings = _parts((s.id, ring, n) for s in there for ring, n in enumerate(s.rings))
    began = _parts(
        (s.id, name, getattr(s.contact, name)) for s in there for name in ("online", "in_person")
    )
    mix = _parts((s.id, part, getattr(s.mix, part)) for s in there for part in PARTS)
    aims = pd.DataFrame(
        [(s.id, a.kind, a.text, a.helpers) for s in there for a in s.aims],
        columns=["id", "kind", "text", "helpers"],
    )
    kinds = aims.groupby("kind")["id"].nunique()
    words = aims.assign(word=aims["text"].str.lower().str.findall(r"\w+")).explode("word")
    topics = words.groupby("word")["id"].nunique()
    gaps = aims[aims["helpers"] < 2].groupby("helpers")["id"].nunique()
    points = pd.DataFrame(
        [(s.id, p.strength, p.bridging) for s in there for p in s.points],
        columns=["id", "strength", "bridging"],
    )
    points["cell"] = points["strength"].astype(str) + (points["bridging"] // 0.2).astype(str)
    cells = _parts(points.groupby(["id", "cell"]).size().reset_index())
    counts = [frame[frame >= 5] for frame in (kinds, topics, gaps)]
    return {"parts": [roles, rings, began, mix, cells], "counts": counts}


def _parts(rows) -> pd.Series:
    frame = pd.DataFrame(rows)
    frame.columns = ["id", "name", "n"]
    wide = frame.pivot_table(index="id", columns="name", values="n", fill_value=0)
    part = wide.div(wide.sum(axis=1), axis=0)
    return part.mean()[(part > 0).sum() >= 5]


def compare(count: int, goal: str, runs: int, people: int = 30) -> None:
    there = shares(count, people)
    screen, _ = room.refreshed(room.Screen(), there, b"key")
    ways = {
        "room.picture": lambda: room.picture(there),
        "room.refreshed, the first": lambda: room.refreshed(room.Screen(), there, b"key"),
        "room.refreshed, nothing new": lambda: room.refreshed(screen, there, b"key"),
        "pandas groupby": lambda: with_pandas(there),
    }
    table(f"{count:,} shares of {people:,} people", measure(ways, runs), goal)


if __name__ == "__main__":
    compare(100, "under 1 s", 15)
    compare(1000, "under 3 s", 5)
    compare(100, "none: the most points a share can have", 3, people=2000)
