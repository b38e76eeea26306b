"""How names in what a learner wrote are found and put aside.

Names and texts are compared word by word, without case, accents and punctuation, so that "Jose" is
found as "José", and "O'Neill" with whichever apostrophe. Where a script leaves no space between
words, each sign counts as a word.

A source is most often called by words: a part of its name is put aside where it has a capital, as in
"the Small Teams", and stays in "a small team". A part of a person's name is put aside anywhere.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple, TypeAlias

from plnkit import words
from plnkit.language import N_, SOURCE, current, speaking, tr, trp
from plnkit.names import fold

ADDRESS = N_("(an address)")
LETTERS = 3  # of a part of a name: shorter ones are also words

Words: TypeAlias = tuple[str, ...]

_ADDRESS = re.compile(r"\S+@\S+|(?:\bhttps?://|\bwww\.)\S+", re.IGNORECASE)
_NO_SPACES = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
_PUNCTUATION = r"\s!-/:-@\[-`{-~\u00a0-\u00bf\u2000-\u206f\u3000-\u303f"
_WORD = re.compile(f"[{_NO_SPACES}]|[^\\W{_NO_SPACES}]+|[^\\w{_PUNCTUATION}]")
_IN_SMALL_LETTERS = "abu bin das del den der des dos ibn las los ten ter van von"
_PARTICLES = frozenset(_IN_SMALL_LETTERS.split())


class Word(NamedTuple):
    """A word as it is compared, and where it stands in the text."""

    letters: str
    start: int
    end: int


class Masks:
    """What stands in the place of each name; those in `proper` only where they have a capital."""

    def __init__(self, aliases: Mapping[Words, str], proper: Collection[Words] = ()) -> None:
        self._proper = frozenset(proper)
        self._aliases = {name: alias for name, alias in aliases.items() if name}
        self._lengths: dict[str, list[int]] = {}
        for name in sorted(self._aliases, key=len, reverse=True):
            lengths = self._lengths.setdefault(name[0], [])
            if len(name) not in lengths:
                lengths.append(len(name))

    def __call__(self, text: str) -> str:
        """Return a text with an alias in the place of each name, the longest first."""
        text = _ADDRESS.sub(tr(ADDRESS), text)
        pieces, done = [], 0
        for start, end, alias in self._found(text):
            pieces += [text[done:start], alias]
            done = end
        return "".join([*pieces, text[done:]])

    def _found(self, text: str) -> Iterator[tuple[int, int, str]]:
        found, at = list(split(text)), 0
        while at < len(found):
            many = self._longest(text, found, at)
            if many:
                several = found[at : at + many]
                name = tuple(word.letters for word in several)
                yield several[0].start, several[-1].end, self._aliases[name]
            at += many or 1

    def _longest(self, text: str, found: list[Word], at: int) -> int:
        """Return of how many words the longest name is that begins here, or 0."""
        lengths = self._lengths.get(found[at].letters, ())
        names = ((n, tuple(w.letters for w in found[at : at + n])) for n in lengths)
        small = text[found[at].start].islower()
        return next((n for n, name in names if self._is_meant(name, small=small)), 0)

    def _is_meant(self, name: Words, *, small: bool) -> bool:
        return name in self._aliases and not (small and name in self._proper)


def compared(text: str) -> Words:
    """Return the words of a text as they are compared."""
    return tuple(word.letters for word in split(text))


def parts(name: str, *, source: bool = False) -> set[Words]:
    """Return the parts of a name by which somebody may be meant: "Siobhan", "Neill", "ONeill".

    Not among them are particles that a name has in small letters, and of a source the words that it
    has so ("A notebook for data"), and common ones.
    """
    common = _common(source=source)
    found: set[Words] = set()
    for piece in name.split():
        if not name.islower() and (piece in _PARTICLES or (source and piece.islower())):
            continue
        several = list(split(piece))
        whole = tuple(word.letters for word in several)
        known = [(whole, piece), (("".join(whole),), piece)]
        known += [((w.letters,), piece[w.start : w.end]) for w in several]
        found |= {part for part, written in known if _tells(written, "".join(part), common)}
    return found


def _common(*, source: bool) -> Collection[str]:
    """Return words that name nobody, in English and in the reader's language."""
    return _common_in(SOURCE, source=source) | _common_in(current(), source=source)


@cache
def _common_in(code: str, *, source: bool) -> frozenset[str]:
    with speaking(code):
        said = trp("words between names", "and for the")
        if source:
            small = trp(
                "common words in titles",
                "about all any are but from has have her his how into its not our out over that "
                "their they this was what when where who why with without you your",
            )
            said = " ".join((said, small, *words.ROLE.values()))
    return frozenset("".join(map(_bare, said)).split())


def _tells(written: str, letters: str, common: Collection[str]) -> bool:
    """Return whether a part of a name is long enough to name somebody, and no common word."""
    least = LETTERS - 1 if re.match(f"[{_NO_SPACES}]", letters) else LETTERS
    return len(written) >= least and bool(letters) and letters not in common


def split(text: str) -> Iterator[Word]:
    """Yield the words of a text, each with the marks that belong to it."""
    bare = [(letter, at) for at, c in enumerate(text) for letter in _bare(c)]
    for found in _WORD.finditer("".join(letter for letter, _ in bare)):
        end = bare[found.end() - 1][1] + 1
        while end < len(text) and unicodedata.category(text[end]).startswith("M"):
            end += 1
        yield Word(found[0], bare[found.start()][1], end)


@lru_cache(maxsize=4096)
def _bare(c: str) -> str:
    """Return a character as it is compared: without case, accents and what is invisible."""
    return "".join(k for k in fold(c) if unicodedata.category(k)[0] not in "MC")
