"""Names as people type them: a pasted list taken apart, and the same person met twice."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import fuzz, process

from plnkit.model import Book, Dismissal, Member, clean_name

LIKENESS = 88  # of 100: Jon/John and Katarina/Katharina are asked about, Amina/Amira is not
_BULLET = re.compile(r"^\s*(?:[-*•‣–]|\d{1,3}[.)])\s+")
_SUFFIX = re.compile(r"^(?:jr|sr|ii|iii|iv|phd|md|mba|msc|dr|esq)\.?$", re.IGNORECASE)


def split_names(text: str) -> list[str]:
    """Return the names of a pasted list: one a line, or separated by commas or semicolons.

    Bullets and numbers before a name are left out; of a row with tabs the first cell counts.
    Raises ValueError, with a sentence, for a name that cannot be kept.
    """
    lines = (_BULLET.sub("", line.split("\t")[0]) for line in text.splitlines())
    pieces = [p.strip() for line in lines for p in re.split(r"[;,،、]", line)]
    return list(dict.fromkeys(clean_name(p) for p in _with_suffixes(pieces) if p))


def _with_suffixes(pieces: Iterable[str]) -> list[str]:
    """Give "Jr" back to the name that a comma cut it from."""
    whole: list[str] = []
    for piece in pieces:
        if whole and _SUFFIX.match(piece):
            whole[-1] = f"{whole[-1]}, {piece}"
        else:
            whole.append(piece)
    return whole


def fold(name: str) -> str:
    """Return a name without case and accents, for comparing: José and jose are alike."""
    if name.isascii():  # most are, and 30,000 of them are looked through while somebody types
        return name.casefold()
    apart = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c))


def turned(name: str) -> str:
    """Return a name for comparing whatever comes first: "Silva, Ana" and "Ána Silva" are alike."""
    return " ".join(sorted(fold(name).replace(",", " ").split()))


def same_name(a: str, b: str) -> bool:
    """Return whether two names differ in case at most."""
    return unicodedata.normalize("NFC", a).casefold() == unicodedata.normalize("NFC", b).casefold()


def alike(book: Book) -> list[tuple[Member, Member]]:
    """Return the pairs of members who may be one, the earlier first, less those told apart."""
    names = tuple((m.id, m.name) for m in book.members)
    apart = {frozenset(d.about) for d in book.all(Dismissal) if d.card == "alike"}
    return [
        (book.member(a), book.member(b))
        for a, b in _alike_names(names)
        if frozenset((a, b)) not in apart
    ]


@lru_cache(maxsize=4)
def _alike_names(names: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    folded = [turned(name) for _, name in names]
    found = []
    for i, name in enumerate(folded):
        later = folded[i + 1 :]
        hits = process.extract(name, later, scorer=fuzz.ratio, score_cutoff=LIKENESS, limit=None)
        found += [(names[i][0], names[i + 1 + hit[2]][0]) for hit in hits]
    return found
