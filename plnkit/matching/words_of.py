"""The words of a short text in any script, as they are compared and as they were written."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from plnkit.matching.stop_words import STOP_WORDS
from plnkit.names import fold

# Signs that belong to the letter before them are no letters to `re`.
_MARKS = "".join(c for c in map(chr, range(0x300, 0x1B00)) if unicodedata.category(c)[0] == "M")
_WORD = re.compile(rf"#[\w{_MARKS}][\w{_MARKS}-]*|[^\W_][\w{_MARKS}]*")
_SYLLABLES, _KATAKANA, _HIRAGANA = "㐀-鿿々가-힣", "゠-ヿ", "ぁ-ゟ"
_KANA = _KATAKANA + _HIRAGANA
_RUN = re.compile(f"[{_SYLLABLES}]+|[{_KATAKANA}]+|[{_HIRAGANA}]+|[^{_SYLLABLES}{_KANA}]+")
_DENSE, _LOAN, _ENDING = (re.compile(f"[{c}]+") for c in (_SYLLABLES, _KATAKANA, _HIRAGANA))


class Word(NamedTuple):
    """A word as it is compared, as it was written, and whether it is a tag."""

    folded: str
    written: str
    tag: bool = False


@lru_cache(maxsize=1 << 14)
def words_of(text: str) -> tuple[Word, ...]:
    """Return the words that say what a text is about, each once, in their order."""
    found: dict[str, Word] = {}
    for written in _WORD.findall(unicodedata.normalize("NFKC", text)):
        for word in _words(written):
            if word.tag or word.folded not in found:
                found[word.folded] = word
    return tuple(found.values())


def in_common(a: str, b: str) -> tuple[str, ...]:
    """Return the words of `a` that `b` has, too, as they stand in `a`."""
    theirs = {word.folded for word in words_of(b)}
    both = (w.written for w in words_of(a) if w.folded in theirs)
    return tuple(_joined(both, a))


def _words(written: str) -> Iterator[Word]:
    if written.startswith("#"):
        if name := fold(written.strip("#-_")):
            yield Word(name, written.rstrip("-_"), tag=True)
        return
    for run in [written] if written.isascii() else _RUN.findall(written):
        yield from (Word(f, w) for f, w in _of_one_script(run) if f not in STOP_WORDS)


def _of_one_script(run: str) -> list[tuple[str, str]]:
    """Return the words of a run; where a sign is a syllable, each two that stand together."""
    if run.isascii():
        return [(run.lower(), run)]
    if _ENDING.fullmatch(run):
        return []
    if is_dense(run):
        pairs = [run[i : i + 2] for i in range(max(1, len(run) - 1))]
        return [(pair, pair) for pair in pairs]
    folded = run if _LOAN.fullmatch(run) else unicodedata.normalize("NFC", fold(run))
    return [(folded, run)]


def is_dense(word: str) -> bool:
    """Return whether a word is of Chinese signs or Korean syllables, of which two say much."""
    return _DENSE.fullmatch(word) is not None


def _joined(words: Iterable[str], text: str) -> list[str]:
    """Put pairs of signs together again that overlap in a text: 予算, 算交, 交渉."""
    whole: list[str] = []
    for word in words:
        longer = whole[-1] + word[1:] if whole and is_dense(word) else ""
        if longer and whole[-1][-1] == word[0] and longer in text:
            whole[-1] = longer
        else:
            whole.append(word)
    return whole
