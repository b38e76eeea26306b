"""What differs between two pictures of a book (waves): who, how close, which aims, what was felt.

`compare` says what changed, `measured` lays the numbers side by side with whether their difference
can be read, `feelings` what the learner said of themselves.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from math import inf
from typing import Any, Generic, Literal, NamedTuple, TypeVar

import numpy as np

from plnkit.measures import ENOUGH_TIES, structure
from plnkit.measures import composition as made_of
from plnkit.measures.composition import Exchange
from plnkit.measures.ego import EgoNetwork, ego_network
from plnkit.model import Aim, Book, Member, Mix, Pulse, Wave
from plnkit.pulses import felt, latest

LEAST_PEOPLE = 5  # in both books: below, one person is a fifth of it or more
ROUNDING = 1e-9  # differences up to here are none

# --- who, how close, which aims -----------------------------------------------------------------


def in_order(book: Book) -> list[Wave]:
    """Return the waves of a book, the oldest first."""
    return sorted(book.all(Wave), key=lambda wave: (wave.on, wave.seq or 0))


def has_content(wave: Wave) -> bool:
    """Return whether it is known what the book was; of one from a file, the content may be missing."""
    return wave.book is not None or wave.seq is not None


class Pair(NamedTuple):
    """A member as it was and as it is."""

    before: Member
    after: Member


@dataclass(frozen=True)
class Changed:
    """What differs between two books; each member or aim as the later book has it, if it does."""

    gained: tuple[Member, ...] = ()
    lost: tuple[Member, ...] = ()
    merged: tuple[Pair, ...] = ()  # two who turned out to be one
    closer: tuple[Pair, ...] = ()
    further: tuple[Pair, ...] = ()
    placed: tuple[Member, ...] = ()
    unplaced: tuple[Member, ...] = ()
    roles: tuple[Pair, ...] = ()
    tied: tuple[tuple[Member, Member], ...] = ()
    untied: tuple[tuple[Member, Member], ...] = ()
    quiet: tuple[Member, ...] = ()  # paused or dormant since
    back: tuple[Member, ...] = ()  # active again
    intents: tuple[Member, ...] = ()
    aims_new: tuple[Aim, ...] = ()
    aims_reached: tuple[Aim, ...] = ()
    aims_dropped: tuple[Aim, ...] = ()
    aims_reopened: tuple[Aim, ...] = ()
    aims_gone: tuple[Aim, ...] = ()


def compare(before: Book, after: Book) -> Changed:
    """Return what differs between two books.

    Members are compared by id, and one who turned out to be another is that other one. Ties are
    compared only among members who were asked about in both: of others, an absent tie is unknown.
    """
    same = _same(before, after)
    then, now = _Side(before, same), _Side(after, same)
    pairs = list(_pairs(then, now))
    return Changed(
        gained=now.beyond(then),
        lost=then.beyond(now),
        merged=tuple(_merged(then, now)),
        **_moves(pairs),
        **_turns(pairs),
        tied=_new_ties(then, now),
        untied=_new_ties(now, then),
        intents=tuple(_intents(then, now)),
        **_aims(before, after),
    )


def _same(*books: Book) -> Mapping[str, str]:
    """Return one id for all ids under which a merged member is, or was, known in either book."""
    groups: dict[str, frozenset[str]] = {}
    for member in (m for book in books for m in book.members if m.was):
        ids = frozenset((member.id, *member.was))
        together = ids.union(*(groups.get(id, ()) for id in ids))
        groups |= dict.fromkeys(together, together)
    return {id: min(together) for id, together in groups.items()}


class _Side:
    """One of the two books, its members by the id that they have in both."""

    def __init__(self, book: Book, same: Mapping[str, str]) -> None:
        self.book, self.same = book, same
        self.groups: dict[str, dict[str, Member]] = {}
        for member in book.members:
            self.groups.setdefault(same.get(member.id, member.id), {})[member.id] = member

    def beyond(self, other: "_Side") -> tuple[Member, ...]:
        """Return the members that the other one does not have."""
        keys = [key for key in self.groups if key not in other.groups]
        return tuple(m for key in keys for m in self.groups[key].values())

    @cached_property
    def asked(self) -> set[str]:
        """Those of whom it is known whom they know."""
        return {
            k for k, several in self.groups.items() if all(m.ties_asked for m in several.values())
        }

    @cached_property
    def ties(self) -> dict[frozenset[str], tuple[Member, Member]]:
        """Who knows whom, by the ids that they have in both."""
        found = ((self.same.get(t.a, t.a), self.same.get(t.b, t.b), t) for t in self.book.ties)
        member = self.book.member
        return {frozenset((a, b)): (member(t.a), member(t.b)) for a, b, t in found if a != b}


def _pairs(then: _Side, now: _Side) -> Iterator[Pair]:
    """Yield the members that are in both, each as it was and as it is."""
    for key in [key for key in now.groups if key in then.groups]:
        old, new = then.groups[key], now.groups[key]
        common = [id for id in new if id in old]
        yield from (Pair(old[id], new[id]) for id in common)
        if not common:
            yield Pair(next(iter(old.values())), next(iter(new.values())))


def _merged(then: _Side, now: _Side) -> Iterator[Pair]:
    for key, several in then.groups.items():
        left = list(now.groups.get(key, {}).values())
        if len(several) > len(left) == 1:
            yield from (Pair(m, left[0]) for m in several.values() if m.id != left[0].id)


def _moves(pairs: Sequence[Pair]) -> dict[str, Any]:
    rings = [(pair, pair.before.closeness, pair.after.closeness) for pair in pairs]
    moved = [(pair, old, new) for pair, old, new in rings if old and new]
    return {
        "closer": tuple(pair for pair, old, new in moved if new < old),
        "further": tuple(pair for pair, old, new in moved if new > old),
        "placed": tuple(pair.after for pair, old, new in rings if new and not old),
        "unplaced": tuple(pair.after for pair, old, new in rings if old and not new),
    }


def _turns(pairs: Sequence[Pair]) -> dict[str, Any]:
    turned = [pair.after for pair in pairs if pair.before.status != pair.after.status]
    return {
        "roles": tuple(pair for pair in pairs if pair.before.role != pair.after.role),
        "quiet": tuple(m for m in turned if m.status != "active"),
        "back": tuple(m for m in turned if m.status == "active"),
    }


def _new_ties(old: _Side, new: _Side) -> tuple[tuple[Member, Member], ...]:
    """Return the ties that only the new one has, among those asked about in both."""
    asked = old.asked & new.asked
    return tuple(ends for key, ends in new.ties.items() if key <= asked and key not in old.ties)


def _intents(then: _Side, now: _Side) -> Iterator[Member]:
    """Yield of whom it was said since, or said anew, what is to be learned with them."""
    for key, several in now.groups.items():
        old = {" ".join(m.intent.split()) for m in then.groups.get(key, {}).values()}
        yield from (m for m in several.values() if " ".join(m.intent.split()) not in {*old, ""})


def _aims(before: Book, after: Book) -> dict[str, Any]:
    old, new = ({aim.id: aim for aim in book.all(Aim)} for book in (before, after))
    was = {id: aim.status for id, aim in old.items()}
    turned = [aim for id, aim in new.items() if aim.status != was.get(id, "open")]
    return {
        "aims_new": tuple(aim for id, aim in new.items() if id not in old),
        "aims_reached": tuple(aim for aim in turned if aim.status == "reached"),
        "aims_dropped": tuple(aim for aim in turned if aim.status == "dropped"),
        "aims_reopened": tuple(aim for aim in turned if aim.status == "open"),
        "aims_gone": tuple(aim for id, aim in old.items() if id not in new),
    }


# --- the numbers --------------------------------------------------------------------------------

Why = Literal[
    "",  # it can be read
    "few people",
    "few ties",  # too few pairs were asked about in one of the two
    "undefined",
    "same",
    "one person",  # any one person may make it
    "not asked",  # pairs that were not asked about may make it
]


class Measured(NamedTuple):
    """A measure in both books, whether its difference can be read, and if not, why not."""

    name: str
    before: float | None
    after: float | None
    readable: bool
    why: Why = ""


def measured(before: Book, after: Book) -> list[Measured]:
    """Return the numbers of two books, each with whether the difference is large enough to read.

    Counts always are. Any other difference is read only where both values are defined, both books
    have at least five people, and it is larger than the largest change that leaving out any one
    person of either book makes. Where it rests on ties, at least half of the pairs were asked about
    in both books, and it is larger than what the other pairs would make, were they all tied. This
    rule is ours.

    A value that rests on ties is None where fewer than half of the pairs were asked about.
    """
    grounds = (_ground(before), _ground(after))
    return [
        Measured("people", len(before.people), len(after.people), readable=True),
        Measured("sources", len(before.sources), len(after.sources), readable=True),
        *(_measured(name, of, *grounds) for name, of in _OF_MEMBERS.items()),
        *(_measured_on_ties(name, of, *grounds) for name, of in _OF_TIES.items()),
    ]


@dataclass(frozen=True)
class _Ground:
    """What the numbers rest on: the people, the ties among them, and what was logged."""

    people: tuple[Member, ...]
    network: EgoNetwork
    log: Mapping[str, Exchange]

    @cached_property
    def less_one(self) -> "list[_Ground]":
        """The same with each person left out in turn."""
        return [
            replace(
                self,
                people=self.people[:place] + self.people[place + 1 :],
                network=_without(self.network, place),
            )
            for place in range(len(self.people))
        ]

    @cached_property
    def all_tied(self) -> "_Ground":
        """The same with a tie for each pair that was not asked about."""
        asked = np.array([m.ties_asked for m in self.people], dtype=bool)
        tied = ~np.outer(asked, asked)
        tied[self.network.ends] = True
        return replace(self, network=EgoNetwork(self.network.ids, *np.nonzero(np.triu(tied, 1))))

    @property
    def suffices(self) -> bool:
        """Whether there are enough people to read anything."""
        return len(self.people) >= LEAST_PEOPLE

    @property
    def ties_suffice(self) -> bool:
        """Whether enough pairs were asked about to read what rests on ties."""
        return (_ties_known(self) or 0) >= ENOUGH_TIES


_Measure = Callable[[_Ground], float | None]


def _ground(book: Book) -> _Ground:
    return _Ground(book.people, ego_network(book), made_of.exchanges(book))


def _without(network: EgoNetwork, place: int) -> EgoNetwork:
    kept = (network.a != place) & (network.b != place)
    a, b = (ends[kept] - (ends[kept] > place) for ends in (network.a, network.b))
    return EgoNetwork(network.ids[:place] + network.ids[place + 1 :], a, b)


def _ties_known(ground: _Ground) -> float | None:
    return made_of.ties_known(ground.people)


_OF_MEMBERS: Mapping[str, _Measure] = {
    "mean_closeness": lambda ground: made_of.mean_closeness(ground.people),
    "role_iqv": lambda ground: made_of.iqv(made_of.roles(ground.people)),
    "reciprocity": lambda ground: made_of.reciprocity(ground.people, ground.log),
    "ties_known": _ties_known,
}
_OF_TIES: Mapping[str, _Measure] = {
    "density": lambda ground: structure.density(ground.network),
    "effective_size": lambda ground: structure.effective_size(ground.network),
    "constraint": lambda ground: structure.constraint(ground.network),
}


def _measured(name: str, of: _Measure, then: _Ground, now: _Ground) -> Measured:
    why = _why(of, then, now)
    return Measured(name, of(then), of(now), not why, why)


def _measured_on_ties(name: str, of: _Measure, then: _Ground, now: _Ground) -> Measured:
    why = _why(of, then, now)
    if why in ("", "same", "one person"):
        why = why if then.ties_suffice and now.ties_suffice else "few ties"
    if not why and _apart(of(then), of(now)) <= max(map(_by_unasked(of), (then, now))) + ROUNDING:
        why = "not asked"
    before, after = (of(ground) if ground.ties_suffice else None for ground in (then, now))
    return Measured(name, before, after, not why, why)


def _why(of: _Measure, then: _Ground, now: _Ground) -> Why:
    """Return why a difference cannot be read, if so, ties apart."""
    apart = _apart(of(then), of(now))
    if not (then.suffices and now.suffices):
        return "few people"
    if apart == inf:
        return "undefined"
    if apart <= ROUNDING:
        return "same"
    return "" if apart > max(map(_by_one(of), (then, now))) + ROUNDING else "one person"


def _by_one(of: _Measure) -> Callable[[_Ground], float]:
    """Return how much any one person makes at the most; endless where it rests on one alone."""
    return lambda ground: max(_apart(of(ground), of(less)) for less in ground.less_one)


def _by_unasked(of: _Measure) -> Callable[[_Ground], float]:
    """Return how much the pairs that were not asked about would make, were they all tied."""
    return lambda ground: _apart(of(ground), of(ground.all_tied))


def _apart(a: float | None, b: float | None) -> float:
    """Return how far two values are apart: endlessly where one is undefined."""
    return inf if a is None or b is None else abs(a - b)


# --- what was felt ------------------------------------------------------------------------------

V = TypeVar("V")


@dataclass(frozen=True)
class Said(Generic[V]):
    """What was said of one thing until each of two days; None where nothing was said (anew)."""

    before: V | None = None
    after: V | None = None

    def __bool__(self) -> bool:
        return self != Said()

    @property
    def twice(self) -> tuple[V, V] | None:
        """Both, or None where one of them is missing."""
        if self.before is None or self.after is None:
            return None
        return self.before, self.after


@dataclass(frozen=True)
class Feelings:
    """What the learner felt, 0 to 10, and where they learned, until each of two days."""

    capability: tuple[tuple[Aim, Said[int]], ...]
    engagement: Said[int]
    future: Said[int]
    mix: Said[Mix]


def feelings(before: Book, after: Book) -> Feelings:
    """Return what was said last in each of two books, by the days of the pulses.

    An answer that is in both was not given anew: it is that of the first book, and the second has
    none. Aims of which nothing was said are left out.
    """
    aims = {aim.id: aim for aim in (*after.all(Aim), *before.all(Aim))}
    aims |= {aim.id: aim for aim in after.all(Aim)}  # with the words that they have now
    able = [(aim, _said(_last_felt(before, id), _last_felt(after, id))) for id, aim in aims.items()]
    engagement, future, mix = (
        _said(_last(before, name), _last(after, name)) for name in ("engagement", "future", "mix")
    )
    return Feelings(tuple((aim, said) for aim, said in able if said), engagement, future, mix)


_Dated = tuple[date, Any]


def _said(then: _Dated | None, now: _Dated | None) -> Said[Any]:
    anew = now if now != then else None
    return Said(then[1] if then else None, anew[1] if anew else None)


def _last_felt(book: Book, aim: str) -> _Dated | None:
    return next(reversed(felt(book, aim)), None)


def _last(book: Book, name: str) -> _Dated | None:
    days = [pulse.on for pulse in book.all(Pulse) if getattr(pulse, name) is not None]
    return (max(days), getattr(latest(book), name)) if days else None
