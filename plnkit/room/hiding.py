"""How much of a number is told, so that no group of fewer than five learners shows.

A count k of n is told as a number only where both k and n - k are at least five, and then as "at
least" the five below it. That is what keeps counts from being subtracted: two numbers of different
fives can always be five apart, and two of the same five can be equal. So neither two counts of a
picture (a group inside another, those who shared one item and those who shared another) nor a count
before and after a block of learners came ever show that one to four learners are there: a test goes
through all cases. Where neither can be told, as with fewer than ten, only more or less than half is.

Where categories make a whole, a part is told only where at least five learners have some of it. What
is hidden would follow from the others if fewer than five had some of all that is hidden (none, too):
then the part that the fewest have is hidden as well.

What is left: a mean of five learners, to a whole percent, is told. It leads to one of them for whoever
knows the other four, as every mean does.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import fsum
from typing import Literal

import msgspec

LEAST = 5


class Count(msgspec.Struct, frozen=True):
    """How many: few or none, at least so many, or most or all.

    Few are fewer than five, most are all but fewer than five.
    """

    kind: Literal["few", "some", "most"]
    least: int = 0


class Counted(msgspec.Struct, frozen=True):
    """How many learners have each of several things; `of` is how many were asked, of all here."""

    of: Count
    counts: dict[str, Count]


class Parted(msgspec.Struct, frozen=True):
    """The mean parts of a whole in percent, each learner weighing the same.

    `rest` is what all parts that are not told make together; None where none is hidden.
    """

    of: Count
    percents: dict[str, int]
    rest: int | None = None


def hidden(count: int, of: int) -> Count:
    """Return what may be told of a count."""
    if min(count, of - count) < LEAST:
        return Count("few" if 2 * count <= of else "most")
    return Count("some", count // LEAST * LEAST)


def counted(has: Sequence[Iterable[str]], names: Iterable[str], here: int) -> Counted | None:
    """Return how many learners have each of the names; None where fewer than five were asked."""
    if len(has) < LEAST:
        return None
    found = Counter(name for one in has for name in set(one))
    counts = {name: hidden(found[name], len(has)) for name in names}
    return Counted(hidden(len(has), here), counts)


def parted(rows: Sequence[Mapping[str, float]], names: Sequence[str], here: int) -> Parted | None:
    """Return the mean parts of these names; each row is a learner's whole, without parts of 0.

    None where fewer than five were asked, or where no part may be told.
    """
    if len(rows) < LEAST or not (told := _told(rows, names)):
        return None
    parts = {name: fsum(row.get(name, 0) for row in rows) for name in told}
    percents = {name: round(100 * part / len(rows)) for name, part in parts.items()}
    left = fsum(part for row in rows for name, part in row.items() if name not in parts)
    whole = len(told) == len(names) and not left
    rest = None if whole else round(100 * left / len(rows))
    return Parted(hidden(len(rows), here), percents, rest)


def _told(rows: Sequence[Mapping[str, float]], names: Sequence[str]) -> list[str]:
    having = Counter(name for row in rows for name in row)
    told = [name for name in names if having[name] >= LEAST]
    others = sum(bool(row.keys() - set(told)) for row in rows)
    if told and others < LEAST and (others or len(told) < len(names)):
        told.remove(min(told, key=lambda name: (having[name], name)))
    return told
