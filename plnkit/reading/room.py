"""The picture of a room in sentences: what several learners have in common, and never who."""

from collections import ChainMap
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from plnkit import language, words
from plnkit.language import N_, Lines, Phrases, tr, trn
from plnkit.reading.network import ring_inside
from plnkit.room import LEAST, Count, Counted, Parted, Picture
from plnkit.words import listed

NOTE = N_(
    "“Fewer than 5” can be nobody, “all but a few” can be all, and “not shown” "
    "keeps a small group hidden. Each learner weighs the same, and no number here"
    " is good or bad."
)
MISSING = N_("Not enough yet: it takes at least five who share this.")
OTHERS = N_("Any other kind: fewer than 5 learners each.")
NOT_TOLD = N_("not shown")


class _Rings(Mapping[str, str]):
    """What the rings are called, by number, the closest first."""

    def __getitem__(self, ring: str) -> str:
        return words.RINGS[list(self).index(ring)]

    def __iter__(self) -> Iterator[str]:
        return map(str, range(1, len(self) + 1))

    def __len__(self) -> int:
        return len(words.RINGS)


ROLES: Mapping[str, str] = ChainMap(words.ROLES, words.ROLE)  # type: ignore[arg-type] # is read only
ROLES_INSIDE: Mapping[str, str] = ChainMap(words.ROLES_INSIDE, words.ROLE_INSIDE)  # type: ignore[arg-type]
RINGS = _Rings()
BEGAN = Phrases({"online": N_("Online"), "in person": N_("In person")})
_BEGAN = {
    "online": N_("{share} of it began online"),
    "in person": N_("{share} of it began in person"),
}
MIX = Phrases(
    {
        "formal": N_("In courses"),
        "on_the_job": N_("On the job"),
        "social": N_("With and from people"),
        "self_directed": N_("On one's own"),
    }
)
_MIX_INSIDE = Phrases(
    {
        "formal": N_("in courses"),
        "on_the_job": N_("on the job"),
        "social": N_("with and from people"),
        "self_directed": N_("on one's own"),
    }
)
KINDS = Phrases(
    {
        "goal": N_("Goals"),
        "need": N_("Needs"),
        "interest": N_("Interests"),
        "motivation": N_("Motivations"),
        "problem": N_("Problems"),
    }
)
_KINDS_INSIDE = Phrases(
    {
        "goal": N_("goals"),
        "need": N_("needs"),
        "interest": N_("interests"),
        "motivation": N_("motivations"),
        "problem": N_("problems"),
    }
)
BANDS = Lines(  # of the others somebody knows
    N_("Nearly all"), N_("Most"), N_("About half"), N_("A few"), N_("Hardly any")
)
_KNOWING = (
    N_("“{ring}”, knowing nearly all of the others"),
    N_("“{ring}”, knowing most of the others"),
    N_("“{ring}”, knowing about half of the others"),
    N_("“{ring}”, knowing a few of the others"),
    N_("“{ring}”, knowing hardly any of the others"),
)


def missing(shared: int) -> str:
    """Return what is missing while there is no picture."""
    if shared >= LEAST:
        return tr(
            "Not enough yet: the picture appears again when five more have shared or changed it."
        )
    if not shared:
        return tr("Not enough yet: the picture appears when five have shared. So far nobody has.")
    return trn(
        "Not enough yet: the picture appears when five have shared. So far one has.",
        "Not enough yet: the picture appears when five have shared. So far {n} have.",
        shared,
    )


def told(number: Count) -> str:
    """Return a count in words: "fewer than 5", "at least 10", "all but a few"."""
    if number.kind == "few":
        return tr("fewer than {n}", n=LEAST)
    return tr("all but a few") if number.kind == "most" else tr("at least {n}", n=number.least)


def percent(whole: int) -> str:
    """Return a mean part as it is shown."""
    return language.percent(whole / 100) if whole else tr("under 1%")


def read_base(of: Count) -> str:
    """Return how many of those in the picture a figure rests on."""
    if of.kind == "most":
        return tr("From all here, or all but a few.")
    if of.kind == "few":
        return tr("From fewer than {n} learners here.", n=LEAST)
    return tr("From at least {n} learners here.", n=of.least)


def read_learners(picture: Picture) -> str:
    """Return how many are in the picture."""
    return trn(
        "{n} learner is in this picture.", "{n} learners are in this picture.", picture.learners
    )


def read_alone(found: Counted) -> str:
    """Return how many begin with an empty map."""
    number = found.counts["alone"]
    learners = _begin(told(number))
    if number.kind == "few":
        return tr("{learners} have nobody on their map yet.", learners=learners)
    return tr(
        "{learners} have nobody on their map yet: every network began like this.",
        learners=learners,
    )


def read_roles(found: Parted) -> str:
    """Return which role makes the largest part of a network."""
    top = _largest(found, ROLES_INSIDE)
    if top.first:
        return trn(
            "The largest part is {parts}: {share} of a network, on average.",
            "The largest parts are {parts}: {share} each of a network, on average.",
            top.several,
            parts=top.parts,
            share=top.share,
        )
    return trn(
        "Of what is shown, the largest part is {parts}: {share} of a network, on average.",
        "Of what is shown, the largest parts are {parts}: {share} each of a network, on average.",
        top.several,
        parts=top.parts,
        share=top.share,
    )


def read_rings(found: Parted) -> str:
    """Return on which ring most people are."""
    names = {ring: tr("the ring “{ring}”", ring=ring_inside(int(ring))) for ring in RINGS}
    return _of_the_people(_largest(found, names))


def read_began(found: Parted) -> str:
    """Return where it began."""
    parts = [tr(_BEGAN[name], share=percent(part)) for name, part in found.percents.items()]
    return tr("On average, {parts}.", parts=listed(parts))


def read_met(found: Counted) -> str:
    """Return how many have met somebody."""
    learners = _begin(told(found.counts["met"]))
    return tr("{learners} have met at least one of their people.", learners=learners)


def read_mix(found: Parted) -> str:
    """Return where most is learned."""
    top = _largest(found, _MIX_INSIDE)
    if top.first:
        return trn(
            "Most learning here is {parts}: {share} on average.",
            "Most learning here is {parts}: {share} each on average.",
            top.several,
            parts=top.parts,
            share=top.share,
        )
    return trn(
        "Much learning here is {parts}: {share} on average.",
        "Much learning here is {parts}: {share} each on average.",
        top.several,
        parts=top.parts,
        share=top.share,
    )


def read_kinds(found: Counted) -> str:
    """Return which kinds of aims most learners have."""
    known = {kind: number for kind, number in found.counts.items() if number.kind != "few"}
    if not known:
        return tr("Aims are of many kinds here: fewer than 5 learners have the same kind.")
    most = max(known.values(), key=_order)
    names = [_KINDS_INSIDE[kind] for kind, number in known.items() if number == most]
    kinds = listed(names, len(KINDS))
    return tr("{learners} have {kinds}.", learners=_begin(told(most)), kinds=kinds)


def read_topics(found: Counted) -> str:
    """Return that several speak of the same."""
    if not found.counts:
        return tr("No word is shared by five yet: aims here go many ways.")
    return tr("At least five learners have each of these in their aims.")


def read_gaps(found: Counted) -> str:
    """Return how many know nobody, or one alone, who could help."""
    nobody, one = (told(found.counts[name]) for name in ("nobody", "one"))
    return tr(
        "{learners} have an aim with nobody to help yet; {others} have one with one helper.",
        learners=_begin(nobody),
        others=one,
    )


def read_cells(found: Parted) -> str:
    """Return where most people are on the two axes."""
    names = {cell: _cell(cell) for cell in found.percents}
    return _of_the_people(_largest(found, names))


# --- how it is said -----------------------------------------------------------------------------


def _begin(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _order(number: Count) -> tuple[bool, int]:
    return number.kind == "most", number.least


class _Largest(NamedTuple):
    """The largest parts: which, how many, how large, and whether nothing hidden could be larger."""

    parts: str
    several: int
    share: str
    first: bool


def _largest(found: Parted, names: Mapping[str, str]) -> _Largest:
    top = max(found.percents.values())
    same = [names[name] for name, part in found.percents.items() if part == top]
    return _Largest(listed(same), len(same), percent(top), (found.rest or 0) <= top)


def _of_the_people(top: _Largest) -> str:
    if top.first:
        return trn(
            "The largest part is {parts}: {share} of the people, on average.",
            "The largest parts are {parts}: {share} each of the people, on average.",
            top.several,
            parts=top.parts,
            share=top.share,
        )
    return trn(
        "Of what is shown, the largest part is {parts}: {share} of the people, on average.",
        "Of what is shown, the largest parts are {parts}: {share} each of the people, on average.",
        top.several,
        parts=top.parts,
        share=top.share,
    )


def _cell(cell: str) -> str:
    ring, band = cell.split("/")
    return tr(_KNOWING[int(band)], ring=ring_inside(int(ring)))
