"""What changed between two pictures, in words: what is different, and never why.

Nothing here is better or worse, and a difference that one person may make is not read.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from plnkit import words
from plnkit.language import N_, Lines, Phrases, number, percent, tr, trn, trp
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

NOTHING = N_("Nothing has changed on the map between the two.")


def read_changes(changed: Changed) -> list[str]:
    """Return what changed in short sentences: on the map first, then with whom, then the aims."""
    on_the_map = list(filter(None, _on_the_map(changed)))
    return [*(on_the_map or [tr(NOTHING)]), *filter(None, _beside_the_map(changed))]


def _on_the_map(changed: Changed) -> Iterator[str]:
    yield _line(N_("Came in: {those}."), _names(changed.gained))
    yield _line(N_("No longer there: {those}."), _names(changed.lost))
    yield _one_by_one(N_("Turned out to be one: {those}."), map(_both_names, changed.merged))
    yield _one_by_one(N_("Closer: {those}."), map(_ring_to_ring, changed.closer))
    yield _one_by_one(N_("Further out: {those}."), map(_ring_to_ring, changed.further))
    yield _one_by_one(N_("Placed: {those}."), map(_on_which_ring, changed.placed))
    yield _line(N_("No longer placed: {those}."), _names(changed.unplaced))
    yield _one_by_one(N_("In another role: {those}."), map(_role_to_role, changed.roles))
    yield _one_by_one(
        N_("Tied now, of those asked about both times: {those}."), map(_tie, changed.tied)
    )
    yield _one_by_one(
        N_("No longer tied, of those asked about both times: {those}."),
        map(_tie, changed.untied),
    )


def _beside_the_map(changed: Changed) -> Iterator[str]:
    paused = [m for m in changed.quiet if m.status == "paused"]
    yield _line(N_("Paused: {those}."), _names(paused))
    yield _line(N_("Gone quiet: {those}."), _names(m for m in changed.quiet if m not in paused))
    yield _line(N_("Active again: {those}."), _names(changed.back))
    yield _line(
        N_("Newly said what you want to learn with them: {those}."), _names(changed.intents)
    )
    yield _line(N_("New among your aims: {those}."), _texts(changed.aims_new))
    yield _line(N_("Reached: {those}."), _texts(changed.aims_reached))
    yield _line(N_("Let go: {those}."), _texts(changed.aims_dropped))
    yield _line(N_("Taken up again: {those}."), _texts(changed.aims_reopened))
    yield _line(N_("No longer among your aims: {those}."), _texts(changed.aims_gone))


def _line(sentence: str, those: Iterable[str]) -> str:
    known = list(those)
    return tr(sentence, those=listed(known, NAMED)) if known else ""


def _one_by_one(sentence: str, those: Iterable[str], **values: str) -> str:
    """Return the same for those that have words of their own: "Rosa, from ring 3 to ring 1"."""
    known = list(those)
    rest = len(known) - NAMED
    more = [trn("{n} more", "{n} more", rest)] if rest > 0 else []
    return tr(sentence, those="; ".join([*known[:NAMED], *more]), **values) if known else ""


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
    before, after = (isolated(member.name) for member in pair)
    return tr("{before} is {after}", before=before, after=after)


def _ring_to_ring(pair: Pair) -> str:
    old, new = (words.on_ring(member.closeness) for member in pair)
    name = isolated(pair.after.name)
    return trp("rings", "{name}, from {old} to {new}", name=name, old=old, new=new)


def _on_which_ring(member: Member) -> str:
    ring = words.on_ring(member.closeness)
    return tr("{name}, {ring}", name=isolated(member.name), ring=ring)


def _role_to_role(pair: Pair) -> str:
    old, new = (words.ROLE_INSIDE[m.role] if m.role else tr(words.NOT_ASKED) for m in pair)
    name = isolated(pair.after.name)
    return trp("roles", "{name}, from {old} to {new}", name=name, old=old, new=new)


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


WHY: dict[Why, str] = {  # in English, as they are looked up
    "few people": N_("Too small to read: it takes {people} people in both."),
    "few ties": N_(
        "Too small to read: in one of them, fewer than half of the pairs were asked about."
    ),
    "undefined": N_("Not enough yet to compare: it takes a number in both."),
    "same": N_("No difference."),
    "one person": N_("Too small to read: one person alone could make that difference."),
    "not asked": N_("Too small to read: pairs not asked about could make that difference."),
}
TOO_SMALL_TO_SHOW = N_("A difference smaller than these digits.")
SAID = {  # where it is higher, and where it is lower
    "people": Lines(N_("More people on your map."), N_("Fewer people on your map.")),
    "sources": Lines(N_("More sources on your map."), N_("Fewer sources on your map.")),
    "mean_closeness": Lines(
        N_("On the whole, people stand further out."), N_("On the whole, people stand closer.")
    ),
    "role_iqv": Lines(N_("Roles are spread more evenly."), N_("Roles are spread less evenly.")),
    "reciprocity": Lines(
        N_("Help went both ways with a larger share of those in your log."),
        N_("Help went both ways with a smaller share of those in your log."),
    ),
    "ties_known": Lines(
        N_("You were asked about a larger share of the pairs."),
        N_("You were asked about a smaller share of the pairs."),
    ),
    "density": Lines(
        N_("A larger share of the pairs know each other."),
        N_("A smaller share of the pairs know each other."),
    ),
    "effective_size": Lines(
        N_("Your people open more separate doors."),
        N_("Your people open fewer separate doors."),
    ),
    "constraint": Lines(
        N_("Your people are more bound to each other."),
        N_("Your people are less bound to each other."),
    ),
}
_NUMBERS = {one.key: one for group in GROUPS for one in group.numbers}
_LABELS = {
    **{key: one.label for key, one in _NUMBERS.items()},
    "people": N_("People"),
    "sources": N_("Sources"),
    "role_iqv": N_("Variety of roles"),  # of the possible, which stands below another row elsewhere
}


def read_measured(rows: Sequence[Measured]) -> list[Row]:
    """Return each measure in words: its label, both values, what differs or why that is not read."""
    return [
        Row(tr(_LABELS[r.name]), _shown(r.name, r.before), _shown(r.name, r.after), _difference(r))
        for r in rows
    ]


def _shown(name: str, value: float | None) -> str:
    shown = _NUMBERS[name].shown if name in _NUMBERS else number
    return tr(NOT_ENOUGH) if value is None else shown(value)


def _difference(row: Measured) -> str:
    before, after = row.before or 0, row.after or 0
    if not row.readable or before == after:
        why: Why = "same" if row.readable else row.why
        return tr(WHY[why], people=LEAST_PEOPLE)
    alike = _shown(row.name, before) == _shown(row.name, after)
    return tr(TOO_SMALL_TO_SHOW) if alike else SAID[row.name][after < before]


# --- what was felt ------------------------------------------------------------------------------

NO_CAUSE = N_("Numbers do not say why: what changed may have any cause.")
FELT_NOTHING = N_(
    "Not enough yet: say how able you feel to reach your aims, and again after a while; "
    "here you see both."
)
NOW, LATER = N_("now"), N_("later")  # what the second of two pictures is called


def read_feelings(feelings: Feelings, later: str = NOW) -> list[str]:
    """Return what was felt then and later, a sentence for each aim, and that it proves nothing.

    `later` is `NOW` where the second picture is the book as it stands, else `LATER`.
    """
    known = [_felt(aim, said, tr(later)) for aim, said in feelings.capability]
    more = len(known) - MOST
    rest = [trn("{n} more is in the table.", "{n} more are in the table.", more)]
    general = [
        *_general(tr("Engagement"), feelings.engagement, tr(later)),
        *_general(tr("“I see a future here”"), feelings.future, tr(later)),
    ]
    sentences = [*known[:MOST], *(rest if more > 0 else []), *general]
    pairs = [feelings.engagement, feelings.future, *(said for _, said in feelings.capability)]
    cause = [tr(NO_CAUSE)] if any(said.twice for said in pairs) else []
    return [*sentences, *cause] or [tr(FELT_NOTHING)]


def _felt(aim: Aim, said: Said[int], later: str) -> str:
    if said.twice is None:
        return _only(tr("With {aim}", aim=_aim(aim)), said, later)
    before, after = said.twice
    if before == after:
        return tr(
            "With {aim}, you said {before} both times (of {top}).",
            aim=_aim(aim),
            before=before,
            top=TOP,
        )
    return tr(
        "With {aim}, you said {before} then, {after} {later} (of {top}).",
        aim=_aim(aim),
        before=before,
        later=later,
        after=after,
        top=TOP,
    )


def _general(label: str, said: Said[int], later: str) -> Iterator[str]:
    if said.twice is not None:
        before, after = said.twice
        yield tr(
            "{label}: {before} then, {after} {later} (of {top}).",
            label=label,
            before=before,
            after=after,
            later=later,
            top=TOP,
        )
    elif said:
        yield _only(label, said, later)


def _only(label: str, said: Said[int], later: str) -> str:
    """Return what was said once only, and when."""
    if said.before is None:
        return tr(
            "{label}: {after} {later} (of {top}); not said before.",
            label=label,
            after=said.after,
            later=later,
            top=TOP,
        )
    return tr(
        "{label}: {before} then (of {top}); not said again since.",
        label=label,
        before=said.before,
        top=TOP,
    )


# --- where one learns ---------------------------------------------------------------------------

WHERE = Phrases(
    {
        "formal": N_("in courses"),
        "on_the_job": N_("on the job"),
        "social": N_("with and from people"),
        "self_directed": N_("on your own"),
    }
)
NO_MIX = N_("Not enough yet: say where your learning happens, and this takes shape.")
NOT_AGAIN = N_(
    "Not enough yet: you have not said your mix again since. Say it again, and you see both."
)
NOT_BEFORE = N_(
    "Not enough yet: there is no mix from before. Say it again after a while, and you see both."
)


def shares(mix: Mix | None) -> dict[str, float]:
    """Return the four parts of a mix, in percent; none where it has nothing in it."""
    found = {part: float(getattr(mix, part)) for part in PARTS} if mix else {}
    return found if any(found.values()) else {}


def read_mix(book: Book, *, theirs: bool = False) -> str:
    """Return where the learner says they learn most, and the rest.

    `theirs` says it to somebody else than the learner.
    """
    found = shares(latest(book).mix)
    if not found:
        return tr(NO_MIX)
    top = max(found.values())
    most = [part for part, share in found.items() if share == top]
    rest = sorted((p for p in found if p not in most), key=lambda part: -found[part])
    if not rest:
        return _in_each(_percent(top), theirs=theirs)
    first = _mostly(most, _percent(top), theirs=theirs)
    others = [
        tr("{where} ({share})", where=_where(part, theirs=theirs), share=_percent(found[part]))
        for part in rest
    ]
    then = tr("Then {others}.", others=listed(others, len(PARTS)))
    return f"{first} {then}"


def _in_each(share: str, *, theirs: bool) -> str:
    if theirs:
        return tr(
            "As they see it, they learn as much in each of the four ways: {share}.", share=share
        )
    return tr("As you see it, you learn as much in each of the four ways: {share}.", share=share)


def _mostly(parts: Sequence[str], share: str, *, theirs: bool) -> str:
    where = listed([_where(part, theirs=theirs) for part in parts], len(PARTS))
    if theirs:
        return trn(
            "As they see it, they learn most {where}: {share}.",
            "As they see it, they learn most {where}: {share} each.",
            len(parts),
            where=where,
            share=share,
        )
    return trn(
        "As you see it, you learn most {where}: {share}.",
        "As you see it, you learn most {where}: {share} each.",
        len(parts),
        where=where,
        share=share,
    )


def _where(part: str, *, theirs: bool) -> str:
    return tr("on their own") if theirs and part == "self_directed" else WHERE[part]


def _percent(part: float) -> str:
    return percent(round(part) / 100)


def read_mixes(feelings: Feelings, later: str = NOW) -> str:
    """Return which parts of the learning mix are larger, and which are smaller."""
    before, after = shares(feelings.mix.before), shares(feelings.mix.after)
    if not before or not after:
        return tr(NOT_AGAIN if before else NOT_BEFORE if after else NO_MIX)
    larger = _shifts(before, after, lambda old, new: new > old)
    smaller = _shifts(before, after, lambda old, new: new < old)
    lines = (
        _one_by_one(N_("Larger {later}: {those}."), larger, later=tr(later)),
        _one_by_one(N_("Smaller {later}: {those}."), smaller, later=tr(later)),
    )
    return " ".join(filter(None, lines)) or tr("Your mix is the same both times.")


def _shifts(
    before: dict[str, float], after: dict[str, float], moved: Callable[[int, int], bool]
) -> list[str]:
    whole = [(part, round(before[part]), round(after[part])) for part in PARTS]
    return [
        tr("{where}, from {old} to {new}", where=WHERE[p], old=_percent(old), new=_percent(new))
        for p, old, new in whole
        if moved(old, new)
    ]
