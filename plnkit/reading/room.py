"""The picture of a room in sentences: what several learners have in common, and never who."""

from collections.abc import Mapping

from plnkit import words
from plnkit.room import LEAST, Count, Counted, Parted, Picture
from plnkit.words import count, listed

NOTE = (
    "“Fewer than 5” can be nobody, “all but a few” can be all, and “not told” keeps a small group "
    "from showing. Each learner weighs the same, and no number here is good or bad."
)
MISSING = "Not enough yet: it takes at least five who share this."
OTHERS = "Any other kind: fewer than 5 learners each."
NOT_TOLD = "not told"

ROLES = {**words.ROLE, **words.ROLES}
RINGS = {str(ring): name for ring, name in enumerate(words.RINGS, 1)}
BEGAN = {"online": "Online", "in person": "In person"}
MIX = {part: name for part, (name, _) in words.MIX.items()} | {"self_directed": "On one's own"}
KINDS = {
    "goal": "Goals",
    "need": "Needs",
    "interest": "Interests",
    "motivation": "Motivations",
    "problem": "Problems",
}
BANDS = ("Nearly all", "Most", "About half", "A few", "Hardly any")  # of the others somebody knows


def missing(shared: int) -> str:
    """Return what is missing while there is no picture."""
    if shared < LEAST:
        return f"Not enough yet: the picture appears when five have shared. So far {_have(shared)}."
    return "Not enough yet: the picture appears again when five more have shared or changed it."


def told(number: Count) -> str:
    """Return a count in words: "fewer than 5", "at least 10", "all but a few"."""
    said = {"few": f"fewer than {LEAST}", "most": "all but a few"}
    return said.get(number.kind, f"at least {number.least:,}")


def percent(whole: int) -> str:
    """Return a mean part as it is shown."""
    return f"{whole}%" if whole else "under 1%"


def read_base(of: Count) -> str:
    """Return how many of those in the picture a figure rests on."""
    everybody = of.kind == "most"
    return f"From {'all here, or all but a few' if everybody else f'{told(of)} learners here'}."


def read_learners(picture: Picture) -> str:
    """Return how many are in the picture."""
    n = picture.learners
    return f"{count(n, 'learner')} {'is' if n == 1 else 'are'} in this picture."


def read_alone(found: Counted) -> str:
    """Return how many begin with an empty map."""
    number = found.counts["alone"]
    end = "" if number.kind == "few" else ": every network began like this"
    return f"{_begin(told(number))} have nobody on their map yet{end}."


def read_roles(found: Parted) -> str:
    """Return which role makes the largest part of a network."""
    return f"{_top(found, ROLES)} of a network, on average."


def read_rings(found: Parted) -> str:
    """Return on which ring most people are."""
    names = {ring: f"the ring “{name}”" for ring, name in RINGS.items()}
    return f"{_top(found, names)} of the people, on average."


def read_began(found: Parted) -> str:
    """Return where it began."""
    parts = [f"{percent(p)} of it began {name}" for name, p in found.percents.items()]
    return f"On average, {listed(parts)}."


def read_met(found: Counted) -> str:
    """Return how many have met somebody."""
    return f"{_begin(told(found.counts['met']))} have met at least one of their people."


def read_mix(found: Parted) -> str:
    """Return where most is learned."""
    names, part, first = _largest(found, MIX)
    return (
        f"{'Most learning here' if first else 'Much learning here'} is {names}: {part} on average."
    )


def read_kinds(found: Counted) -> str:
    """Return which kinds of aims most learners have."""
    known = {kind: number for kind, number in found.counts.items() if number.kind != "few"}
    if not known:
        return "Aims are of many kinds here: fewer than 5 learners have the same kind."
    most = max(known.values(), key=_order)
    names = [KINDS[kind].lower() for kind, number in known.items() if number == most]
    return f"{_begin(told(most))} have {listed(names, len(KINDS))}."


def read_topics(found: Counted) -> str:
    """Return that several speak of the same."""
    if not found.counts:
        return "No word is shared by five yet: aims here go many ways."
    return "At least five learners have each of these in their aims."


def read_gaps(found: Counted) -> str:
    """Return how many know nobody, or one alone, who could help."""
    nobody, one = (told(found.counts[name]) for name in ("nobody", "one"))
    return f"{_begin(nobody)} have an aim with nobody to help yet; {one} have one with one helper."


def read_cells(found: Parted) -> str:
    """Return where most people are on the two axes."""
    names = {cell: _cell(cell) for cell in found.percents}
    return f"{_top(found, names)} of the people, on average."


# --- how it is said -----------------------------------------------------------------------------


def _have(shared: int) -> str:
    return {0: "nobody has", 1: "one has"}.get(shared, f"{shared} have")


def _begin(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _order(number: Count) -> tuple[bool, int]:
    return number.kind == "most", number.least


def _largest(found: Parted, names: Mapping[str, str]) -> tuple[str, str, bool]:
    """Return the largest parts, how large, and whether nothing hidden could be larger."""
    top = max(found.percents.values())
    same = [names[name].lower() for name, part in found.percents.items() if part == top]
    each = f"{percent(top)} each" if len(same) > 1 else percent(top)
    return listed(same), each, (found.rest or 0) <= top


def _top(found: Parted, names: Mapping[str, str]) -> str:
    said, part, first = _largest(found, names)
    several = "parts are" if part.endswith("each") else "part is"
    return f"{'The' if first else 'Of what is told, the'} largest {several} {said}: {part}"


def _cell(cell: str) -> str:
    ring, band = cell.split("/")
    return f"“{RINGS[ring]}”, knowing {BANDS[int(band)]} of the others"
