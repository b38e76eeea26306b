"""Measures of who the members are, how close, and what goes to and fro. Undefined is None."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import comb, log2
from typing import TypeVar

from plnkit.model import Book, Interaction, Learner, Member, Support

NOT_SAID = "not said"
K = TypeVar("K", bound=Hashable)


def counted(members: Iterable[Member], values: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """Return how many members have each value, the most common first; `values` is by id.

    A member can have several. Whoever has none counts as "not said", which comes last.
    """
    of_each = [tuple(values.get(m.id, ())) for m in members]
    counts = Counter(v for several in of_each for v in several)
    found = dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
    silent = sum(not several for several in of_each)
    return {**found, NOT_SAID: silent} if silent else found


def roles(members: Iterable[Member]) -> dict[str, int]:
    """Return how many members have each role."""
    known = list(members)
    return counted(known, {m.id: (m.role,) for m in known if m.role})


def channels(members: Iterable[Member]) -> dict[str, int]:
    """Return how many members are reached through each channel; one can have several."""
    known = list(members)
    return counted(known, {m.id: dict.fromkeys(m.channels) for m in known})


def helps(book: Book, members: Iterable[Member]) -> dict[str, int]:
    """Return how many members give, or could give, each kind of help."""
    given: dict[str, dict[str, None]] = {}
    for support in book.all(Support):
        given.setdefault(support.member, {})[support.help] = None
    return counted(members, given)


def shares(counts: Mapping[str, int]) -> list[float]:
    """Return the share of each category; what was not said is no category."""
    said = [n for key, n in counts.items() if key != NOT_SAID and n]
    return [n / sum(said) for n in said]


def blau(counts: Mapping[str, int]) -> float | None:
    """Return the chance that two answers drawn at random differ: 1 - Σp². Blau (1977).

    One category gives 0. Undefined when nothing was said.

    >>> blau({"peer": 2, "expert": 2, "not said": 5})
    0.5
    """
    p = shares(counts)
    return 1 - sum(share**2 for share in p) if p else None


def iqv(counts: Mapping[str, int]) -> float | None:
    """Return Blau's measure as a share of its highest value: Blau / (1 - 1/k).

    k is the number of categories that occur; one gives 0. Mueller & Schuessler (1961).

    >>> iqv({"peer": 2, "expert": 2})
    1.0
    """
    value, k = blau(counts), len(shares(counts))
    if value is None or k == 1:
        return value
    return value / (1 - 1 / k)


def entropy(counts: Mapping[str, int]) -> float | None:
    """Return Σ p log2(1/p), in bits: log2 k for k equal groups. Shannon (1948).

    >>> entropy({"peer": 1, "expert": 1, "co-worker": 1, "supervisor": 1})
    2.0
    """
    p = shares(counts)
    return sum(share * log2(1 / share) for share in p) if p else None


def mean_closeness(members: Iterable[Member]) -> float | None:
    """Return the mean ring of those who stand on one: 1 (closest) to 4. Undefined without any."""
    rated = [m.closeness for m in members if m.closeness is not None]
    return sum(rated) / len(rated) if rated else None


def is_inside(member: Member, learner: Learner) -> bool | None:
    """Return whether a member is of the learner's organisation, or None where it is not known.

    What was said of it counts; else the names of both organisations are compared.
    """
    if member.my_organisation is not None:
        return member.my_organisation
    theirs, mine = (" ".join(x.organisation.split()).casefold() for x in (member, learner))
    return theirs == mine if theirs and mine else None


def ei_organisation(members: Iterable[Member], learner: Learner) -> float | None:
    """Return (E - I) / (E + I), with E members outside my organisation and I inside: -1 to 1.

    Undefined when it is known of nobody. Krackhardt & Stern (1988).
    """
    said = [is_inside(m, learner) for m in members]
    inside, outside = said.count(True), said.count(False)
    return (outside - inside) / (outside + inside) if inside + outside else None


def ties_known(members: Sequence[Member]) -> float | None:
    """Return the share of pairs of people of whom both were asked about.

    The absence of a tie says something only among these. Undefined below two.
    """
    people = [m for m in members if m.kind == "person"]
    asked = sum(m.ties_asked for m in people)
    return comb(asked, 2) / comb(len(people), 2) if len(people) > 1 else None


@dataclass(frozen=True)
class Exchange:
    """What was logged with a member: how often, and how often help came and went."""

    times: int = 0
    got: int = 0
    gave: int = 0
    minutes: int = 0


def exchanges(book: Book) -> dict[str, Exchange]:
    """Return what was logged with each member that has an interaction."""
    log: dict[str, Exchange] = {}
    for one in book.all(Interaction):
        for id in dict.fromkeys(one.members):
            old = log.get(id, Exchange())
            log[id] = Exchange(
                old.times + 1,
                old.got + bool(one.got.strip()),
                old.gave + bool(one.gave.strip()),
                old.minutes + (one.minutes or 0),
            )
    return log


def reciprocity(members: Iterable[Member], log: Mapping[str, Exchange]) -> float | None:
    """Return, of the members with a logged interaction, the share with help both got and given.

    Undefined when none was logged.
    """
    known = [log[m.id] for m in members if m.id in log]
    return sum(bool(e.got and e.gave) for e in known) / len(known) if known else None
