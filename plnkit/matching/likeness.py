"""How much two short texts are about the same thing, in any language and script, from 0 to 1.

They are compared twice: by TF-IDF over words and parts of words, where what is rare in the room
counts more, and by rapidfuzz, where a short text that stands in a long one counts. rapidfuzz is
asked only about texts that share something: by itself it finds any two texts half alike.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from plnkit.matching.words_of import Word, is_dense, words_of

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Numbers = NDArray[np.floating[Any]]

FLOOR = 0.2  # below, two texts have nothing to do with each other; the tests show which pairs do
HINT = 0.1  # of TF-IDF: below, rapidfuzz is not asked
FUZZY = 0.3  # what rapidfuzz counts; TF-IDF counts the rest
WORD, PIECE, TAG = 2, 1, 2  # what a word and a part of it count, and how many times that in a tag
LETTERS = 4  # of a piece of a word


def cosines(asks: Sequence[str], others: Sequence[str]) -> Numbers:
    """Return the cosine of the TF-IDF of each ask and each other text; shape asks x others."""
    vectors = _vectors([*asks, *others])
    product: csr_array = vectors[: len(asks)] @ vectors[len(asks) :].T
    return np.asarray(product.toarray())


def likeness(asks: Sequence[str], others: Sequence[str], near: Numbers) -> Numbers:
    """Return how alike each ask and the text at its place are whose cosine is known, or 0."""
    found = np.zeros(len(near))
    hinted = np.flatnonzero(near >= HINT)
    if hinted.size:
        places = hinted.tolist()
        fuzzy = _fuzzy([asks[i] for i in places], [others[i] for i in places])
        mixed = (1 - FUZZY) * near[hinted] + FUZZY * fuzzy
        found[hinted] = np.where(mixed < FLOOR, 0, mixed)
    return found


def _fuzzy(asks: Sequence[str], others: Sequence[str]) -> Numbers:
    from rapidfuzz import fuzz, process

    plain = {text: " ".join(w.folded for w in words_of(text)) for text in {*asks, *others}}
    left, right = [plain[text] for text in asks], [plain[text] for text in others]
    return process.cpdist(left, right, scorer=fuzz.token_set_ratio) / 100


# --- TF-IDF -------------------------------------------------------------------------------------


def _vectors(texts: Sequence[str]) -> "csr_array":
    """Return a row of length 1 for each text, of length 0 for one without words."""
    from scipy.sparse import csr_array

    parts = {text: _parts(words_of(text)) for text in dict.fromkeys(texts)}
    rarity = _rarity(parts)
    column = {part: i for i, part in enumerate(rarity)}
    rows = [parts[text] for text in texts]
    columns = [column[part] for row in rows for part in row]
    weights = np.array([count * rarity[part] for row in rows for part, count in row.items()])
    lengths = [len(row) for row in rows]
    places = np.repeat(np.arange(len(rows)), lengths)
    squares = np.bincount(places, weights**2, minlength=len(rows))
    shape = (len(rows), len(column))
    return csr_array((weights / np.sqrt(squares)[places], (places, columns)), shape=shape)


def _rarity(texts: Mapping[str, Mapping[str, int]]) -> dict[str, float]:
    """Return the inverse document frequency of each part, smoothed so that a room of two has one."""
    seen = Counter(chain.from_iterable(texts.values()))
    rare = 1 + np.log((1 + len(texts)) / (1 + np.array([*seen.values()])))
    return dict(zip(seen, rare.tolist(), strict=True))


def _parts(words: Iterable[Word]) -> Counter[str]:
    """Return what a text is made of: its words whole, and in overlapping pieces."""
    parts: Counter[str] = Counter()
    for word in words:
        times = TAG if word.tag else 1
        for name in re.split("[-_]+", word.folded):
            parts[f"={name}"] += WORD * times
            for piece in _pieces(name):
                parts[piece] += PIECE * times
    return parts


def _pieces(word: str) -> list[str]:
    """Return the overlapping pieces of a word, so that "negotiating" meets "negotiation".

    How it begins is a piece, how it ends is none: "cooking" and "booking" end alike.
    """
    if is_dense(word):  # it is a piece already
        return []
    begun = f" {word}"
    return [begun[i : i + LETTERS] for i in range(max(1, len(begun) - LETTERS + 1))]
