"""What changed between two pictures, in words: what is different, and never why.

Nothing here is better or worse, and a difference that one person may make is not read.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from plnkit import words
from plnkit.mix import PARTS
from plnkit.model import Aim, Book, Member, Mix
from plnkit.pulses import TOP, latest
from plnkit.reading.numbers import GROUPS
from plnkit.waves import LEAST_PEOPLE, Changed, Feelings, Measured, Pair, Said, Why
from plnkit.words import NOT_ENOUGH, isolated, listed, quoted

NAMED = 6  # members, ties or aims in a sentence
MOST = 12  # aims with a sentence; the table has them all
LETTERS = 60  # of an aim in a sentence

# --- on the map ---------------------------------------------------------------------------------

NOTHING = "Nothing has changed on the map between the two."


def read_changes(changed: Changed) -> list[str]:
    """Return what changed in short sentences: on the map first, then with whom, then the aims."""
    on_the_map = list(filter(None, _on_the_map(changed)))
    return [*(on_the_map or [NOTHING]), *filter(None, _beside_the_map(changed))]


def _on_the_map(changed: Changed) -> Iterator[str]:
    yield _line("Came in", _names(changed.gained))
    yield _line("No longer there", _names(changed.lost))
    yield _one_by_one("Turned out to be one", map(_both_names, changed.merged))
    yield _one_by_one("Closer", map(_ring_to_ring, changed.closer))
    yield _one_by_one("Further out", map(_ring_to_ring, changed.further))
    yield _one_by_one("Placed", map(_on_which_ring, changed.placed))
    yield _line("No longer placed", _names(changed.unplaced))
    yield _one_by_one("In another role", map(_role_to_role, changed.roles))
    yield _one_by_one("Joined now, of those asked about both times", map(_tie, changed.tied))
    yield _one_by_one(
        "No longer joined, of those asked about both times", map(_tie, changed.untied)
    )


def _beside_the_map(changed: Changed) -> Iterator[str]:
    paused = [m for m in changed.quiet if m.status == "paused"]
    yield _line("Paused", _names(paused))
    yield _line("Gone quiet", _names(m for m in changed.quiet if m not in paused))
    yield _line("Active again", _names(changed.back))
    yield _line("Newly said what you want to learn with them", _names(changed.intents))
    yield _line("New among your aims", _texts(changed.aims_new))
    yield _line("Reached", _texts(changed.aims_reached))
    yield _line("Let go", _texts(changed.aims_dropped))
    yield _line("Taken up again", _texts(changed.aims_reopened))
    yield _line("No longer among your aims", _texts(changed.aims_gone))


def _line(what: str, those: Iterable[str]) -> str:
    known = list(those)
    return f"{what}: {listed(known, NAMED)}." if known else ""


def _one_by_one(what: str, those: Iterable[str]) -> str:
    """Return the same for those that have words of their own: "Rosa, from ring 3 to ring 1"."""
    known = list(those)
    rest = len(known) - NAMED
    more = [f"{rest:,} more"] if rest > 0 else []
    return f"{what}: {'; '.join([*known[:NAMED], *more])}." if known else ""


def _names(members: Iterable[Member]) -> list[str]:
    return [member.name for member in members]


def _texts(aims: Iterable[Aim]) -> list[str]:
    return [_aim(aim) for aim in aims]


def _aim(aim: Aim) -> str:
    """Return an aim in quotes, cut between words: half a name would not be known as one."""
    text = " ".join(aim.text.split())
    cut = text if len(text) <= LETTERS else f"{text[: LETTERS - 1].rsplit(' ', 1)[0]}…"
    return quoted(cut, LETTERS)


def _both_names(pair: Pair) -> str:
    return f"{isolated(pair.before.name)} is {isolated(pair.after.name)}"


def _ring_to_ring(pair: Pair) -> str:
    old, new = (words.on_ring(member.closeness) for member in pair)
    return f"{isolated(pair.after.name)}, from {old} to {new}"


def _on_which_ring(member: Member) -> str:
    return f"{isolated(member.name)}, {words.on_ring(member.closeness)}"


def _role_to_role(pair: Pair) -> str:
    old, new = (words.ROLE[m.role].lower() if m.role else words.NOT_ASKED for m in pair)
    return f"{isolated(pair.after.name)}, from {old} to {new}"


def _tie(ends: tuple[Member, Member]) -> str:
    return " – ".join(isolated(member.name) for member in ends)


# --- in numbers ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    """A measure as it is told: a label, what it was, what it is, and what the difference says."""

    label: str
    before: str
    after: str
    said: str


WHY: dict[Why, str] = {
    "few people": f"Too small to read: it takes {LEAST_PEOPLE} people in both.",
    "few ties": "Too small to read: in one of them, fewer than half of the pairs were asked about.",
    "undefined": "Not enough yet to compare: it takes a number in both.",
    "same": "No difference.",
    "one person": "Too small to read: any one person may make as much.",
    "not asked": "Too small to read: pairs that were not asked about may make as much.",
}
TOO_SMALL_TO_SHOW = "A difference smaller than these digits."
SAID = {  # where it is higher, and where it is lower
    "people": ("More people on your map.", "Fewer people on your map."),
    "sources": ("More sources on your map.", "Fewer sources on your map."),
    "mean_closeness": ("On the whole, people stand further out.", "On the whole, people stand closer."),
    "role_iqv": ("Roles are spread more evenly.", "Roles are spread less evenly."),
    "reciprocity": (
        "Help went both ways with a larger share of those in your log.",
        "Help went both ways with a smaller share of those in your log.",
    ),
    "ties_known": (
        "You were asked about a larger share of the pairs.",
        "You were asked about a smaller share of the pairs.",
    ),
    "density": (
        "A larger share of the pairs know each other.",
        "A smaller share of the pairs know each other.",
    ),
    "effective_size": (
        "Your people open more separate doors.",
        "Your people open fewer separate doors.",
    ),
    "constraint": (
        "Your people are more bound to each other.",
        "Your people are less bound to each other.",
    ),
}  # fmt: skip
_NUMBERS = {number.key: number for group in GROUPS for number in group.numbers}
_LABELS = {
    **{key: number.label for key, number in _NUMBERS.items()},
    "people": "People",
    "sources": "Sources",
    "role_iqv": "Variety of roles",  # of the possible, which stands below another row elsewhere
}


def read_measured(rows: Sequence[Measured]) -> list[Row]:
    """Return each measure in words: its label, both values, what differs or why that is not read."""
    return [
        Row(_LABELS[r.name], _shown(r.name, r.before), _shown(r.name, r.after), _difference(r))
        for r in rows
    ]


def _shown(name: str, value: float | None) -> str:
    shown = _NUMBERS[name].shown if name in _NUMBERS else "{:,}".format
    return NOT_ENOUGH if value is None else shown(value)


def _difference(row: Measured) -> str:
    if not row.readable:
        return WHY[row.why]
    before, after = row.before or 0, row.after or 0
    if before == after:
        return WHY["same"]
    alike = _shown(row.name, before) == _shown(row.name, after)
    return TOO_SMALL_TO_SHOW if alike else SAID[row.name][after < before]


# --- what was felt ------------------------------------------------------------------------------

NO_CAUSE = "Numbers do not say why: what changed may have any cause."
FELT_NOTHING = (
    "Not enough yet: say how able you feel to reach your aims, and again after a while; "
    "here you see both."
)


def read_feelings(feelings: Feelings, later: str = "now") -> list[str]:
    """Return what was felt then and later, a sentence for each aim, and that it proves nothing.

    `later` is "now" where the second picture is the book as it stands.
    """
    known = [_felt(aim, said, later) for aim, said in feelings.capability]
    more = len(known) - MOST
    rest = [f"{more:,} more {'is' if more == 1 else 'are'} in the table."] if more > 0 else []
    general = [
        *_general("Engagement", feelings.engagement, later),
        *_general("“I see a future here”", feelings.future, later),
    ]
    sentences = [*known[:MOST], *rest, *general]
    pairs = [feelings.engagement, feelings.future, *(said for _, said in feelings.capability)]
    cause = [NO_CAUSE] if any(said.twice for said in pairs) else []
    return [*sentences, *cause] or [FELT_NOTHING]


def _felt(aim: Aim, said: Said[int], later: str) -> str:
    if said.twice is None:
        return f"With {_aim(aim)}: {_only(said, later)}"
    before, after = said.twice
    if before == after:
        return f"With {_aim(aim)} you felt at {before} both times (of {TOP})."
    return f"With {_aim(aim)} you felt at {before}, {later} at {after} (of {TOP})."


def _general(label: str, said: Said[int], later: str) -> Iterator[str]:
    if said.twice is not None:
        before, after = said.twice
        yield f"{label}: {before} then, {after} {later} (of {TOP})."
    elif said:
        yield f"{label}: {_only(said, later)}"


def _only(said: Said[int], later: str) -> str:
    """Return what was said once only, and when."""
    if said.before is None:
        return f"{said.after} {later} (of {TOP}); not said before."
    return f"{said.before} then (of {TOP}); not said again since."


# --- where one learns ---------------------------------------------------------------------------

WHERE = {
    "formal": "in courses",
    "on_the_job": "on the job",
    "social": "with and from people",
    "self_directed": "on your own",
}
NO_MIX = "Not enough yet: say where your learning happens, and this takes shape."
NOT_AGAIN = "Not enough yet: your mix was not said again since. Say it anew, and you see both."
NOT_BEFORE = (
    "Not enough yet: there is no mix from before. Say it again after a while, and you see both."
)


def shares(mix: Mix | None) -> dict[str, float]:
    """Return the four parts of a mix, in percent; none where it has nothing in it."""
    found = {part: float(getattr(mix, part)) for part in PARTS} if mix else {}
    return found if any(found.values()) else {}


def read_mix(book: Book) -> str:
    """Return where the learner says they learn most, and the rest."""
    found = shares(latest(book).mix)
    if not found:
        return NO_MIX
    top = max(found.values())
    most = [part for part, share in found.items() if share == top]
    rest = sorted((p for p in found if p not in most), key=lambda part: -found[part])
    each = " each" if len(most) > 1 else ""
    first = f"As you see it, you learn most {_where(most)}: {top:.0f}%{each}."
    if not rest:
        first = f"As you see it, you learn as much in each of the four ways: {top:.0f}%."
    then = listed([f"{WHERE[part]} ({found[part]:.0f}%)" for part in rest], len(PARTS))
    return f"{first} Then {then}." if rest else first


def _where(parts: Iterable[str]) -> str:
    return listed([WHERE[part] for part in parts], len(PARTS))


def read_mixes(feelings: Feelings, later: str = "now") -> str:
    """Return which parts of the learning mix are larger, and which are smaller."""
    before, after = shares(feelings.mix.before), shares(feelings.mix.after)
    if not before or not after:
        return NOT_AGAIN if before else NOT_BEFORE if after else NO_MIX
    larger = _shifts(before, after, lambda old, new: new > old)
    smaller = _shifts(before, after, lambda old, new: new < old)
    lines = (_one_by_one(f"Larger {later}", larger), _one_by_one(f"Smaller {later}", smaller))
    return " ".join(filter(None, lines)) or "Your mix is the same both times."


def _shifts(
    before: dict[str, float], after: dict[str, float], moved: Callable[[int, int], bool]
) -> list[str]:
    whole = [(part, round(before[part]), round(after[part])) for part in PARTS]
    return [f"{WHERE[p]}, from {old}% to {new}%" for p, old, new in whole if moved(old, new)]
