"""What speaks for each two people in a room to meet: an ask and an offer, or two asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from plnkit.matching.likeness import Numbers, cosines, likeness
from plnkit.matching.meeting import Person, Told
from plnkit.matching.words_of import in_common

TOP = 10_000  # where an ask and an offer have the same words
TOGETHER = 0.5  # what it counts to ask for the same, next to an ask that meets an offer

Values = NDArray[np.integer[Any]]
Places = Sequence[list[int]]  # of the texts of each person


class Nearest(NamedTuple):
    """The texts of each two that are nearest, by asker and other: how near, and their places."""

    cosine: Numbers
    ask: Values
    other: Values


@dataclass(frozen=True)
class Reasons:
    """The reasons of all for all; a person is known by their place among the people."""

    people: Sequence[Person]

    @cached_property
    def value(self) -> Values:
        """How much speaks for each to go to each other: from 0 to TOP, whole so that sums are exact."""
        return np.where(self._help >= self._same, self._help, self._same)

    def helps(self, asker: int, helper: int) -> bool:
        """Return whether they meet for help, and not to learn together."""
        return bool(0 < self._help[asker, helper] == self.value[asker, helper])

    def told(self, asker: int, helper: int) -> Told:
        """Return the ask and the text of the other that are nearest."""
        nearest = self._offers if self.helps(asker, helper) else self._asks
        ask, other = (self._texts[of[asker, helper]] for of in (nearest.ask, nearest.other))
        return Told(ask, other, in_common(ask, other))

    @cached_property
    def _help(self) -> Values:
        return _whole(TOP * self._alike(self._offers))

    @cached_property
    def _same(self) -> Values:
        return _whole(TOP * TOGETHER * self._alike(self._asks))

    def _alike(self, nearest: Nearest) -> Numbers:
        asks, others = ([self._texts[i] for i in of.ravel()] for of in nearest[1:])
        return likeness(asks, others, nearest.cosine.ravel()).reshape(nearest.cosine.shape)

    # --- texts, each once, those that are asked first -------------------------------------------

    @cached_property
    def _texts(self) -> list[str]:
        every = chain(*(p.asks for p in self.people), *(p.offers for p in self.people))
        return list(dict.fromkeys(every))

    @cached_property
    def _cosines(self) -> Numbers:
        asked = len(set(chain(*(p.asks for p in self.people))))
        return cosines(self._texts[:asked], self._texts)

    @cached_property
    def _asks(self) -> Nearest:
        asks = self._places([p.asks for p in self.people])
        return _nearest(self._cosines, asks, asks)

    @cached_property
    def _offers(self) -> Nearest:
        asks = self._places([p.asks for p in self.people])
        offers = self._places([p.offers for p in self.people])
        return _nearest(self._cosines, asks, offers)

    def _places(self, texts: Sequence[Sequence[str]]) -> Places:
        place = {text: i for i, text in enumerate(self._texts)}
        return [[place[text] for text in mine] for mine in texts]


def _whole(found: Numbers) -> Values:
    return np.rint(found).astype(np.int64)


def _nearest(cosines: Numbers, asks: Places, others: Places) -> Nearest:
    """Return the nearest texts of each two; nobody is near to themselves, or without a text."""
    near = np.zeros((len(asks), cosines.shape[1]))  # the asks of each, to every text
    ask = np.zeros(near.shape, int)
    for i, mine in enumerate(asks):
        if mine:
            near[i] = cosines[mine].max(axis=0)
            ask[i] = np.take(mine, cosines[mine].argmax(axis=0))
    other = np.zeros((len(asks), len(others)), int)
    for j, theirs in enumerate(others):
        if theirs:
            other[:, j] = np.take(theirs, near[:, theirs].argmax(axis=1))
    cosine = np.take_along_axis(near, other, axis=1) * [bool(theirs) for theirs in others]
    np.fill_diagonal(cosine, 0)
    return Nearest(cosine, np.take_along_axis(ask, other, axis=1), other)
