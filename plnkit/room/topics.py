"""What aims speak of: words, and two words side by side, without those that every text has."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from plnkit.names import fold
from plnkit.room.hiding import LEAST, Count, Counted, hidden

MOST = 12  # topics that are shown
LETTERS = (2, 40)  # of a word: shorter and longer ones are no topics

# What every text has, in English, German, Spanish and French: as it is compared, without accents.
COMMON = frozenset((Path(__file__).parent / "common.txt").read_text("utf-8").split())


class _Apart(dict[int, str | int]):
    """Every sign that is no letter, digit or accent becomes a space; the others stay."""

    def __missing__(self, code: int) -> str | int:
        letter = unicodedata.category(chr(code))[0] in "LNM"
        self[code] = code if letter else " "
        return self[code]


def spoken(texts: Iterable[str]) -> dict[str, str]:
    """Return what texts speak of, as it is compared and as it is written first."""
    found: dict[str, str] = {}
    apart = _Apart()
    for text in texts:
        words = [(fold(word), word) for word in _words(text, apart)]
        for topic, written in (*_alone(words), *_side_by_side(words)):
            found.setdefault(topic, written)
    return found


def shared(said: Sequence[Mapping[str, str]], here: int) -> Counted | None:
    """Return the topics that at least five learners speak of, those of most learners first."""
    if len(said) < LEAST:
        return None
    times = Counter(topic for one in said for topic in one)
    told = {t: hidden(n, len(said)) for t, n in times.items() if n >= LEAST}
    first = sorted(_whole(told), key=lambda topic: (_size(told[topic]), topic))[:MOST]
    return Counted(hidden(len(said), here), {_written(t, said): told[t] for t in first})


def _words(text: str, apart: _Apart) -> list[str]:
    return unicodedata.normalize("NFC", text).translate(apart).split()


def _is_topic(folded: str) -> bool:
    shortest, longest = LETTERS
    return shortest <= len(folded) <= longest and folded not in COMMON and not folded.isnumeric()


def _alone(words: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    return ((folded, word) for folded, word in words if _is_topic(folded))


def _side_by_side(words: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for (a, first), (b, second) in pairwise(words):
        if _is_topic(a) and _is_topic(b):
            yield f"{a} {b}", f"{first} {second}"


def _whole(told: Mapping[str, Count]) -> list[str]:
    """Return the topics, less the words of which a pair of words says as much."""
    inside = {(word, told[pair]) for pair in told if " " in pair for word in pair.split()}
    return [topic for topic in told if (topic, told[topic]) not in inside]


def _size(count: Count) -> tuple[bool, int]:
    return count.kind != "most", -count.least


def _written(topic: str, said: Sequence[Mapping[str, str]]) -> str:
    """Return a topic as most learners write it."""
    ways = Counter(one[topic] for one in said if topic in one)
    return min(ways, key=lambda way: (-ways[way], way))
