"""Who is who: whom of the book the members of a file are, and who might be one and is asked about."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence

from plnkit.exchange.contacts import plain_email, plain_url
from plnkit.exchange.staging import Facts, Staged
from plnkit.model import Book, Member
from plnkit.names import LIKENESS, turned

Keys = Callable[[Member], Iterable[str]]
_ROWS = 1_000  # names compared at once, so that the memory stays small
_PAIRED = 2_000  # names of a file that are compared with each other: 4 million pairs


def who_is_who(
    book: Book, staged: Staged, ids: Mapping[str, str], same: Mapping[str, str]
) -> dict[str, str]:
    """Return, by id in the file, the members of the book that those of a file are.

    Known by id, or by the id of one who turned out to be them; then by both addresses, by e-mail, by
    web address; contacts then by name and organisation, unless their addresses say otherwise. `ids`
    are the ids that they would have, `same` what was answered. Each is found at most once.
    """
    members = staged.content.members
    found = {m.id: same[m.id] for m in members if same.get(m.id) in book}
    was = {old: m.id for m in book.members for old in m.was}
    for member in members:
        here = ids[member.id] if ids[member.id] in book else was.get(ids[member.id])
        if here is not None and member.id not in found:
            found[member.id] = here
    agree = _same_kind if staged.contacts else _any
    for keys in (_both, _emails(staged.facts), _urls(staged.facts)):
        _match(book, members, found, keys, agree)
    if staged.contacts:
        _match(book, members, found, _name, _agree)
    return found


def _match(
    book: Book,
    members: Sequence[Member],
    found: dict[str, str],
    keys: Keys,
    agree: Callable[[Member, Member], bool],
) -> None:
    """Add those who have a key of somebody in the book whom nobody else was found to be."""
    taken = set(found.values())
    known = {key: m for m in reversed(book.members) if m.id not in taken for key in keys(m) if key}
    for member in members:
        if member.id in found:
            continue
        for key in keys(member):
            mine = known.get(key)
            if mine is not None and mine.id not in taken and agree(mine, member):
                found[member.id] = mine.id
                taken.add(mine.id)
                break


def _any(_: Member, __: Member) -> bool:
    return True


def _same_kind(mine: Member, other: Member) -> bool:
    """Return whether both are people, or both sources: a blog's address is not its writer."""
    return mine.kind == other.kind


def _both(member: Member) -> Iterable[str]:
    """Yield both addresses where there are both: that one alone fits another is then no matter."""
    email, url = plain_email(member.email), plain_url(member.url)
    return (f"{email} {url}",) if email and url else ()


def _emails(facts: Mapping[str, Facts]) -> Keys:
    return lambda member: filter(None, map(plain_email, (member.email, *_more(member, facts))))


def _urls(facts: Mapping[str, Facts]) -> Keys:
    return lambda member: filter(None, map(plain_url, (member.url, *_web(member, facts))))


def _more(member: Member, facts: Mapping[str, Facts]) -> tuple[str, ...]:
    return facts[member.id].addresses if member.id in facts else ()


def _web(member: Member, facts: Mapping[str, Facts]) -> Iterable[str]:
    return (address for address in _more(member, facts) if "@" not in address)


def _name(member: Member) -> Iterable[str]:
    return (f"{member.kind}|{_folded(member.name)}|{_folded(member.organisation)}",)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split())).casefold()


def _agree(mine: Member, other: Member) -> bool:
    """Return whether no address of one speaks against their being the other."""
    pairs = ((mine.email, other.email), (mine.url, other.url))
    return not any(a and b and a.casefold() != b.casefold() for a, b in pairs)


def twins(members: Sequence[Member]) -> list[tuple[Member, Member]]:
    """Return pairs of members that have the same name; of up to 2,000 nearly the same, too."""
    if len(members) > _PAIRED:
        first: dict[str, Member] = {}
        pairs = ((first.setdefault(f"{m.kind} {turned(m.name)}", m), m) for m in members)
        return [(one, other) for one, other in pairs if one is not other]
    place = {m.id: number for number, m in enumerate(members)}
    near = alike(Book().with_(*members), members)
    return [
        (one, other) for one in members for other in near[one.id] if place[one.id] < place[other.id]
    ]


def alike(book: Book, strangers: Sequence[Member]) -> dict[str, tuple[Member, ...]]:
    """Return, by id, whom of the book a stranger may be: names that are nearly the same.

    Accents, case and the order of the words are no matter. Of 100, 88 is near enough.
    """
    if not strangers or not book.members:
        return {}
    import numpy as np
    from rapidfuzz import fuzz, process

    mine = [turned(m.name) for m in book.members]
    theirs = [turned(m.name) for m in strangers]
    found: dict[str, tuple[Member, ...]] = {}
    for start in range(0, len(theirs), _ROWS):
        rows = theirs[start : start + _ROWS]
        scores = process.cdist(rows, mine, scorer=fuzz.ratio, score_cutoff=LIKENESS, dtype=np.uint8)
        for row in np.flatnonzero(scores.any(axis=1)):
            stranger = strangers[start + int(row)]
            near = (book.members[int(column)] for column in np.flatnonzero(scores[row]))
            same_kind = tuple(m for m in near if m.kind == stranger.kind)
            if same_kind:
                found[stranger.id] = same_kind
    return found
