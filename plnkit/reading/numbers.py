"""The measures in words: what each number says of this network, and what it does not.

One row a measure: a label, the number as it is shown, a sentence. Undefined reads "not enough yet",
and so does what rests on ties while fewer than half of the pairs were asked about.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import comb
from typing import Any

from plnkit import literature as lit
from plnkit import words
from plnkit.literature import Source
from plnkit.measures.composition import NOT_SAID
from plnkit.reading.facts import Facts
from plnkit.words import NOT_ENOUGH, count


@dataclass(frozen=True)
class Number:
    """How one measure is told: `shown` its number, `said` its sentence, and whose measure it is."""

    key: str
    label: str
    shown: Callable[[Any], str]
    said: Callable[[Facts], str]
    source: Source | None = None
    on_ties: bool = False  # whether it rests on who knows whom

    def row(self, facts: Facts) -> "Row":
        """Return it as it is told, or that it is not enough yet."""
        if facts[self.key] is None or (self.on_ties and not facts.ties_suffice):
            return Row(self.label, NOT_ENOUGH, self._what_is_missing(facts), self.source)
        return Row(self.label, self.shown(facts[self.key]), self.said(facts), self.source)

    def _what_is_missing(self, facts: Facts) -> str:
        if self.on_ties and facts["ties_known"] is not None:
            return "Say of more people whom they know: fewer than half of the pairs are known."
        return _MISSING.get(self.key, "Add a few people first.")


_EFFICIENCY = "Effective size as a share of the size."
_HIERARCHY = "0: constraint is spread evenly; 1: all of it comes through one person."
_FRAGMENTATION = "0: without you they still hang together; 1: nobody knows anybody."
_EI = "-1: all are from your own organisation; 1: all are from outside."
_IQV = "The same as a share of the most that the roles which occur allow."
_MISSING = {
    "ties_known": "It takes two people to know each other.",
    "role_blau": "Say who they are to you.",
    "role_iqv": "Say who they are to you.",
    "role_entropy": "Say who they are to you.",
    "channel_blau": "Say how you reach them.",
    "mean_closeness": "Say how close they are.",
    "reciprocity": "Note down a few meetings, with what you got and what you gave.",
    "ei_organisation": "Say who is from your own organisation.",
}


def percent(share: float) -> str:
    """Return a share as it is shown: "58%"."""
    return f"{share:.0%}"


def _decimal(value: float) -> str:
    return f"{value:,.2f}"


def _whole(value: int) -> str:
    return f"{value:,}"


def _of_100(share: float) -> str:
    return f"{100 * share:.0f} of 100"


def _size(facts: Facts) -> str:
    left = len(facts.book.members) - len(facts.members)
    others = f" {count(left, 'source')} {'is' if left == 1 else 'are'} not counted here."
    return "More is not better." + (others if left else "")


def _known(facts: Facts) -> str:
    people = [m for m in facts.members if m.kind == "person"]
    asked = comb(sum(m.ties_asked for m in people), 2)
    pairs = count(comb(len(people), 2), "pair")
    return f"You were asked about {asked:,} of {pairs}. What follows rests on these."


def _effective(facts: Facts) -> str:
    one, many = ("person", "people") if facts.who == "people" else ("member", "members")
    n = count(facts["size"], one, many)
    same = f"Your {n} open as many separate doors as {facts['effective_size']:.1f} who do not know"
    return f"{same} each other."


def _constraint(facts: Facts) -> str:
    least = f"{1 / facts['size']:.2f}" if facts["size"] else ""
    return f"How much your {facts.who} are bound to each other; {least} if nobody knew anybody. No value is good or bad."


def _between(facts: Facts) -> str:
    pairs = comb(facts["size"], 2)
    return f"Of {count(pairs, 'pair')}: those who meet only through you, shared where others link them."


def _groups(facts: Facts) -> str:
    most = "" if facts["ties_known"] == 1 else "at most "
    groups = f"{most}{count(facts['components'], 'group')}"
    return f"Without you, your {facts.who} fall into {groups}; alone is a group, too."


def _density(facts: Facts) -> str:
    pairs = comb(facts["size"], 2)
    least = "" if facts["ties_known"] == 1 else "At least "
    return f"{least}{facts['density'] * pairs:,.0f} of {count(pairs, 'pair')} are known to be tied."


def _isolates(facts: Facts) -> str:
    tied = {id for tie in facts.book.ties for id in (tie.a, tie.b)}
    unasked = sum(
        m.kind == "person" and not m.ties_asked and m.id not in tied for m in facts.members
    )
    said = f"Of your {facts.who}, on your map."
    return (
        f"{said} {unasked:,} of them {'was' if unasked == 1 else 'were'} not asked about."
        if unasked
        else said
    )


def _closeness(facts: Facts) -> str:
    rated = sum(m.closeness is not None for m in facts.members)
    one, many = ("person", "people") if facts.who == "people" else ("member", "members")
    return f"The mean ring of {count(rated, one, many)}: 1 is closest, 4 farthest."


def _blau(facts: Facts) -> str:
    return f"Drawn twice at random, from everybody each time, roles differ {_of_100(facts['role_blau'])} times."


def _entropy(facts: Facts) -> str:
    return f"As varied as {2 ** facts['role_entropy']:.1f} roles with equally many (in bits)."


def _channels(facts: Facts) -> str:
    return f"Drawn twice at random, from all each time, channels differ {_of_100(facts['channel_blau'])} times."


def _both_ways(facts: Facts) -> str:
    known = sum(m.id in facts.log for m in facts.members)
    both = f"{facts['reciprocity'] * known:,.0f} of {known:,}"
    return f"With {both} in your log, help went both ways."


@dataclass(frozen=True)
class Group:
    """Numbers that belong together, under a heading."""

    title: str
    numbers: tuple[Number, ...]


def _plainly(sentence: str) -> Callable[[Facts], str]:
    return lambda _: sentence


GROUPS = (
    Group(
        "Who is there",
        (
            Number("size", "On your map", _whole, _size),
            Number("mean_closeness", "Closeness", _decimal, _closeness, lit.MARSDEN_1984),
            Number(
                "ei_organisation", "Outside or inside", _decimal, _plainly(_EI), lit.KRACKHARDT_1988
            ),
            Number("role_blau", "Variety of roles", _decimal, _blau, lit.BLAU_1977),
            Number("role_iqv", "… of the possible", percent, _plainly(_IQV), lit.MUELLER_1961),
            Number("role_entropy", "… as entropy", _decimal, _entropy, lit.SHANNON_1948),
            Number("channel_blau", "Variety of channels", _decimal, _channels, lit.BLAU_1977),
            Number("reciprocity", "Both ways", percent, _both_ways),
        ),
    ),
    Group(
        "Who knows whom",
        (
            Number("ties_known", "Pairs asked about", percent, _known),
            Number("density", "Density", percent, _density, on_ties=True),
            Number(
                "effective_size",
                "Effective size",
                _decimal,
                _effective,
                lit.BORGATTI_1997,
                on_ties=True,
            ),
            Number(
                "efficiency",
                "Efficiency",
                percent,
                _plainly(_EFFICIENCY),
                lit.BURT_1992,
                on_ties=True,
            ),
            Number("constraint", "Constraint", _decimal, _constraint, lit.BURT_1992, on_ties=True),
            Number(
                "hierarchy",
                "Hierarchy",
                _decimal,
                _plainly(_HIERARCHY),
                lit.BURT_1992,
                on_ties=True,
            ),
            Number(
                "ego_betweenness",
                "Only through you",
                _decimal,
                _between,
                lit.EVERETT_2005,
                on_ties=True,
            ),
            Number("components", "Groups", _whole, _groups, on_ties=True),
            Number("isolates", "Who know nobody else", _whole, _isolates, on_ties=True),
            Number(
                "fragmentation", "Fragmentation", _decimal, _plainly(_FRAGMENTATION), on_ties=True
            ),
        ),
    ),
)


@dataclass(frozen=True)
class Row:
    """A measure as it is told: a label, a number, a sentence, and whose measure it is."""

    label: str
    shown: str
    said: str
    source: Source | None


def numbers(facts: Facts) -> list[tuple[str, list[Row]]]:
    """Return the groups, each with its title and a row for each measure."""
    return [(group.title, [number.row(facts) for number in group.numbers]) for group in GROUPS]


def counts(facts: Facts) -> list[tuple[str, str]]:
    """Return who the members are by role, channel and kind of help, each as a line."""
    return [
        ("By role", _listed(facts["composition"], words.ROLE)),
        ("By channel", _listed(facts["channels"])),
        ("By kind of help", _listed(facts["help"])),
    ]


def _listed(counted: Mapping[str, int], names: Mapping[str, str] = {}) -> str:
    said = [f"{_name(key, names)} {number:,}" for key, number in counted.items()]
    return ", ".join(said) or NOT_ENOUGH


def _name(key: str, names: Mapping[str, str]) -> str:
    return words.NOT_ASKED if key == NOT_SAID else names.get(key, key).lower()
