"""Who meets whom: everybody at least once where two are there, and nobody too often.

Everybody who asks goes to one person, and at most `most` go to the same one: so nobody has more than
`most` + 1 meetings (or three, where `most` is 1 and one person is left over). Of all ways to do this
one is taken (a linear assignment) in which as many as can be have somebody to go to or, if there is
nobody for what they ask, somebody who comes to them; and of these the one with the best reasons. Who
is left over meets another who is, for a fresh pair of eyes. The last of an odd number meets one of
those who have the fewest meetings: two times two, since of three who sit together one would listen.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np

from plnkit.matching.meeting import Meeting, Person, Told
from plnkit.matching.reasons import TOP, Reasons

Pair = tuple[int, int]  # who goes to whom, by their places


def matches(people: Iterable[Person], most: int = 2) -> tuple[Meeting, ...]:
    """Return the meetings of a room, the same ones in whatever order its people come.

    Nobody is gone to by more than `most`, at least 1. Who neither asks nor offers has no meeting.
    """
    there = _in_order(people)
    if not there[1:]:
        return ()
    reasons = Reasons(there)
    led = _led(reasons, most)
    met = _met(reasons, led)
    met += [_talk(there[i], there[j]) for i, j in _left_over(len(there), led)]
    return tuple(sorted(met, key=lambda meeting: meeting.people))


def _in_order(people: Iterable[Person]) -> list[Person]:
    """Return those who wrote something, in the order of what they wrote.

    Ids come last: they decide only between two who wrote the same, and so no name is luckier.
    """
    written = (Person(p.id, _written(p.asks), _written(p.offers)) for p in people)
    there = [p for p in written if p.asks or p.offers]
    return sorted(there, key=lambda p: (p.asks, p.offers, p.id))


def _written(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(text for text in texts if text.strip())


# --- who goes to whom ---------------------------------------------------------------------------


def _led(reasons: Reasons, most: int) -> list[Pair]:
    """Return who goes to whom for a reason."""
    from scipy.optimize import linear_sum_assignment

    value, size = reasons.value, len(reasons.people)
    stays = ~value.any(axis=1)
    served = size * TOP + 1  # more than all reasons of a room together
    places = np.where(value, value + served, 0)
    first = np.where(value, places + served * stays, 0)  # somebody comes to one who stays
    every = np.hstack([first, *[places] * (most - 1)])[~stays]
    rows, columns = linear_sum_assignment(every, maximize=True)
    askers, helpers = np.flatnonzero(~stays)[rows], columns % size
    kept = value[askers, helpers] > 0
    return list(zip(askers[kept].tolist(), helpers[kept].tolist(), strict=True))


def _left_over(size: int, led: Sequence[Pair]) -> list[Pair]:
    """Return who meets for a fresh pair of eyes."""
    often = Counter(chain.from_iterable({frozenset(pair) for pair in led}))
    alone = [i for i in range(size) if i not in often]
    pairs = list(zip(alone[::2], alone[1::2], strict=False))
    if len(alone) % 2:
        often.update(chain.from_iterable(pairs))
        pairs.append((alone[-1], min(often, key=lambda i: (often[i], i))))
    return pairs


# --- what they are told -------------------------------------------------------------------------


def _met(reasons: Reasons, led: Sequence[Pair]) -> list[Meeting]:
    """Return the meetings of those who go to somebody; two who go to each other have one."""
    there, met = set(led), []
    for asker, helper in led:
        forth, back = reasons.helps(asker, helper), reasons.helps(helper, asker)
        mutual = (helper, asker) in there
        if mutual and (forth, helper) < (back, asker):
            continue  # the other way round it is told better
        met.append(_meeting(reasons, asker, helper, both=mutual and forth and back))
    return met


def _meeting(reasons: Reasons, asker: int, helper: int, *, both: bool) -> Meeting:
    told = reasons.told(asker, helper)
    return Meeting(
        reasons.people[asker].id,
        reasons.people[helper].id,
        told.ask,
        told.offer,
        told.shared,
        "help" if reasons.helps(asker, helper) else "same",
        reasons.told(helper, asker) if both else None,
    )


def _talk(one: Person, other: Person) -> Meeting:
    back = Told(_first(other.asks), _first(one.offers))
    return Meeting(one.id, other.id, _first(one.asks), _first(other.offers), (), "talk", back)


def _first(texts: Sequence[str]) -> str:
    return texts[0] if texts else ""
