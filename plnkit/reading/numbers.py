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
from plnkit.language import N_, Phrases, number, percent, tr, trn, trp
from plnkit.literature import Source
from plnkit.measures.composition import NOT_SAID
from plnkit.reading.facts import Facts
from plnkit.reading.network import inside, said_channel
from plnkit.words import NOT_ENOUGH


@dataclass(frozen=True)
class Number:
    """How one measure is told: `shown` its number, `said` its sentence, and whose measure it is."""

    key: str
    label: str  # in English, as it is looked up
    shown: Callable[[Any], str]
    said: Callable[[Facts], str]
    source: Source | None = None
    on_ties: bool = False  # whether it rests on who knows whom
    theirs: str = ""  # its label where it is told to somebody else, if that is another

    def row(self, facts: Facts) -> "Row":
        """Return it as it is told, or that it is not enough yet."""
        label = _told(facts, self.label, self.theirs)
        if facts[self.key] is None or (self.on_ties and not facts.ties_suffice):
            missing = self._what_is_missing(facts)
            return Row(label, tr(NOT_ENOUGH), missing, self.source, enough=False)
        return Row(label, self.shown(facts[self.key]), self.said(facts), self.source)

    def _what_is_missing(self, facts: Facts) -> str:
        if self.on_ties and facts["ties_known"] is not None:
            return tr("Say of more people whom they know: fewer than half of the pairs are known.")
        return tr(_MISSING.get(self.key, _NOBODY))


_NOBODY = N_("Add a few people first.")
_ROLES = N_("Say who they are to you.")
_MISSING = {
    "ties_known": N_("It takes two people to know each other."),
    "role_blau": _ROLES,
    "role_iqv": _ROLES,
    "role_entropy": _ROLES,
    "channel_blau": N_("Say how you reach them."),
    "mean_closeness": N_("Say how close they are."),
    "reciprocity": N_("Note down a few meetings, with what you got and what you gave."),
    "ei_organisation": N_("Say who is from your own organisation."),
}


# --- the numbers --------------------------------------------------------------------------------


def _decimal(value: float) -> str:
    return number(value, 2)


def _of_100(share: float) -> int:
    return round(100 * share)


# --- the sentences ------------------------------------------------------------------------------


def _told(facts: Facts, yours: str, theirs: str) -> str:
    """Return what is said to the learner, or to somebody else where that is something else."""
    return tr(theirs if facts.theirs and theirs else yours)


def _plainly(yours: str, theirs: str = "") -> Callable[[Facts], str]:
    return lambda facts: _told(facts, yours, theirs)


def _whose(facts: Facts) -> str:
    """Return the members as they are called where they are the subject of a sentence."""
    if facts.theirs:
        return trp("subject", "their people")
    return trp("subject", "your members") if facts.with_sources else trp("subject", "your people")


def _pairs(facts: Facts) -> int:
    return comb(facts["size"], 2)


def _size(facts: Facts) -> str:
    left = len(facts.book.members) - len(facts.members)
    first = tr("More is not better.")
    if not left:
        return first
    others = trn(
        "{n} source is not counted here.",
        "{n} sources are not counted here.",
        left,
    )
    return f"{first} {others}"


def _known(facts: Facts) -> str:
    people = [m for m in facts.members if m.kind == "person"]
    pairs, asked = comb(len(people), 2), comb(sum(m.ties_asked for m in people), 2)
    if facts.theirs:
        return trn(
            "They were asked about {asked} of {n} pair. What follows rests on these.",
            "They were asked about {asked} of {n} pairs. What follows rests on these.",
            pairs,
            asked=asked,
        )
    return trn(
        "You were asked about {asked} of {n} pair. What follows rests on these.",
        "You were asked about {asked} of {n} pairs. What follows rests on these.",
        pairs,
        asked=asked,
    )


def _effective(facts: Facts) -> str:
    size, doors = facts["size"], number(facts["effective_size"], 1)
    if facts.theirs:
        return trn(
            "Their {n} person open as many separate doors as {doors} who do not know each other.",
            "Their {n} people open as many separate doors as {doors} who do not know each other.",
            size,
            doors=doors,
        )
    if facts.with_sources:
        return trn(
            "Your {n} member open as many separate doors as {doors} who do not know each other.",
            "Your {n} members open as many separate doors as {doors} who do not know each other.",
            size,
            doors=doors,
        )
    return trn(
        "Your {n} person open as many separate doors as {doors} who do not know each other.",
        "Your {n} people open as many separate doors as {doors} who do not know each other.",
        size,
        doors=doors,
    )


def _constraint(facts: Facts) -> str:
    return tr(
        "How much {whose} are bound to each other; {least} if nobody knew anybody. "
        "No value is good or bad.",
        whose=_whose(facts),
        least=_decimal(1 / facts["size"]),
    )


def _between(facts: Facts) -> str:
    if facts.theirs:
        return trn(
            "Of {n} pair: those linked only through them; those that others link, too, "
            "count in part.",
            "Of {n} pairs: those linked only through them; those that others link, too, "
            "count in part.",
            _pairs(facts),
        )
    return trn(
        "Of {n} pair: those linked only through you; those that others link, too, count in part.",
        "Of {n} pairs: those linked only through you; those that others link, too, count in part.",
        _pairs(facts),
    )


def _groups(facts: Facts) -> str:
    n = facts["components"]
    groups = (
        trn("{n} group", "{n} groups", n)
        if facts["ties_known"] == 1
        else trn("at most {n} group", "at most {n} groups", n)
    )
    if facts.theirs:
        return tr(
            "Without them, {whose} fall into {groups}; alone is a group, too.",
            whose=_whose(facts),
            groups=groups,
        )
    return tr(
        "Without you, {whose} fall into {groups}; alone is a group, too.",
        whose=_whose(facts),
        groups=groups,
    )


def _density(facts: Facts) -> str:
    tied = round(facts["density"] * _pairs(facts))
    if facts["ties_known"] == 1:
        return trn(
            "{tied} of {n} pair know each other.",
            "{tied} of {n} pairs know each other.",
            _pairs(facts),
            tied=tied,
        )
    return trn(
        "At least {tied} of {n} pair know each other.",
        "At least {tied} of {n} pairs know each other.",
        _pairs(facts),
        tied=tied,
    )


def _isolates(facts: Facts) -> str:
    tied = {id for tie in facts.book.ties for id in (tie.a, tie.b)}
    unasked = sum(
        m.kind == "person" and not m.ties_asked and m.id not in tied for m in facts.members
    )
    said = _of_whom(facts)
    if not unasked:
        return said
    rest = trn("{n} of them was not asked about.", "{n} of them were not asked about.", unasked)
    return f"{said} {rest}"


def _of_whom(facts: Facts) -> str:
    if facts.theirs:
        return tr("Of their people, on their map.")
    if facts.with_sources:
        return tr("Of your members, on your map.")
    return tr("Of your people, on your map.")


def _closeness(facts: Facts) -> str:
    rated = sum(m.closeness is not None for m in facts.members)
    if facts.with_sources:
        return trn(
            "The mean ring of {n} member: 1 is closest, 4 farthest.",
            "The mean ring of {n} members: 1 is closest, 4 farthest.",
            rated,
        )
    return trn(
        "The mean ring of {n} person: 1 is closest, 4 farthest.",
        "The mean ring of {n} people: 1 is closest, 4 farthest.",
        rated,
    )


def _blau(facts: Facts) -> str:
    return tr(
        "Drawn twice at random, from everybody each time, roles differ {times} of 100 times.",
        times=_of_100(facts["role_blau"]),
    )


def _entropy(facts: Facts) -> str:
    return tr(
        "As varied as {roles} roles with equally many (in bits).",
        roles=number(2 ** facts["role_entropy"], 1),
    )


def _channels(facts: Facts) -> str:
    return tr(
        "Drawn twice at random, from all each time, channels differ {times} of 100 times.",
        times=_of_100(facts["channel_blau"]),
    )


def _both_ways(facts: Facts) -> str:
    known = sum(m.id in facts.log for m in facts.members)
    both = round(facts["reciprocity"] * known)
    if facts.theirs:
        return tr(
            "With {both} of {known} in their log, help went both ways.", both=both, known=known
        )
    return tr("With {both} of {known} in your log, help went both ways.", both=both, known=known)


_EFFICIENCY = _plainly(N_("Effective size as a share of the size."))
_HIERARCHY = _plainly(N_("0: constraint is spread evenly; 1: all of it comes through one person."))
_FRAGMENTATION = _plainly(
    N_("0: without you they still hang together; 1: nobody knows anybody."),
    N_("0: without them they still hang together; 1: nobody knows anybody."),
)
_EI = _plainly(
    N_("−1: all are from your own organisation; 1: all are from outside."),
    N_("−1: all are from their own organisation; 1: all are from outside."),
)
_IQV = _plainly(N_("The same as a share of the most that the roles which occur allow."))


@dataclass(frozen=True)
class Group:
    """Numbers that belong together, under a heading."""

    title: str  # in English, as it is looked up
    numbers: tuple[Number, ...]


GROUPS = (
    Group(
        N_("Who is there"),
        (
            Number("size", N_("On your map"), number, _size, theirs=N_("On their map")),
            Number("mean_closeness", N_("Closeness"), _decimal, _closeness, lit.MARSDEN_1984),
            Number("ei_organisation", N_("Outside or inside"), _decimal, _EI, lit.KRACKHARDT_1988),
            Number("role_blau", N_("Variety of roles"), _decimal, _blau, lit.BLAU_1977),
            Number("role_iqv", N_("… of the possible"), percent, _IQV, lit.MUELLER_1961),
            Number("role_entropy", N_("… as entropy"), _decimal, _entropy, lit.SHANNON_1948),
            Number("channel_blau", N_("Variety of channels"), _decimal, _channels, lit.BLAU_1977),
            Number("reciprocity", N_("Both ways"), percent, _both_ways),
        ),
    ),
    Group(
        N_("Who knows whom"),
        (
            Number("ties_known", N_("Pairs asked about"), percent, _known),
            Number("density", N_("Density"), percent, _density, on_ties=True),
            Number(
                "effective_size",
                N_("Effective size"),
                _decimal,
                _effective,
                lit.BORGATTI_1997,
                on_ties=True,
            ),
            Number(
                "efficiency", N_("Efficiency"), percent, _EFFICIENCY, lit.BURT_1992, on_ties=True
            ),
            Number(
                "constraint", N_("Constraint"), _decimal, _constraint, lit.BURT_1992, on_ties=True
            ),
            Number("hierarchy", N_("Hierarchy"), _decimal, _HIERARCHY, lit.BURT_1992, on_ties=True),
            Number(
                "ego_betweenness",
                N_("Only through you"),
                _decimal,
                _between,
                lit.EVERETT_2005,
                on_ties=True,
                theirs=N_("Only through them"),
            ),
            Number("components", N_("Groups"), number, _groups, on_ties=True),
            Number("isolates", N_("Who know nobody else"), number, _isolates, on_ties=True),
            Number("fragmentation", N_("Fragmentation"), _decimal, _FRAGMENTATION, on_ties=True),
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
    enough: bool = True  # whether there is a number


def numbers(facts: Facts) -> list[tuple[str, list[Row]]]:
    """Return the groups, each with its title and a row for each measure."""
    return [(tr(group.title), [one.row(facts) for one in group.numbers]) for group in GROUPS]


def counts(facts: Facts) -> list[tuple[str, str]]:
    """Return who the members are by role, channel and kind of help, each as a line."""
    return [
        (tr("By role"), _listed(facts["composition"], words.ROLE_INSIDE.__getitem__)),
        (tr("By channel"), _listed(facts["channels"], _channel)),
        (tr("By kind of help"), _listed(facts["help"], _HELP.__getitem__)),
    ]


_HELP = Phrases(
    {
        "information": N_("information"),
        "influence": N_("influence"),
        "feedback": N_("feedback"),
        "support": N_("support"),
        "purpose": N_("purpose"),
        "balance": N_("balance"),
    }
)


def _channel(kept: str) -> str:
    return inside(said_channel(kept))


def _listed(counted: Mapping[str, int], name: Callable[[str], str]) -> str:
    said = [
        f"{tr(words.NOT_ASKED) if key == NOT_SAID else name(key)} {number(many)}"
        for key, many in counted.items()
    ]
    return ", ".join(said) or tr(NOT_ENOUGH)
