"""Of whom a picture is made, so that comparing pictures never leads to fewer than five learners.

A version is a share's id and its mark. Versions come in as blocks; a picture is the union of the
blocks that are live. A block ends as soon as one of its versions is withdrawn or changed, and the
others of it wait for the next block. At least five versions of a block are fresh: in no block before.

Theorem. Whatever pictures are added and subtracted, and how often each: either everything cancels,
or the versions of at least five learners are left.

Proof. The result is a sum of blocks, each taken some number of times. If all these numbers are 0,
everything cancels. Else take the block that was formed last of those whose number is not 0. Its
fresh versions are in no earlier block, and no later one counts, so each of them is left, that number
of times. They are at least five, and of as many learners: at one time an id has one mark. ∎

A version that comes back as it was is not fresh, so it cannot stand for one of the five. One that
changed is, and that is the limit of the theorem: it speaks of versions. Who knows that a learner's
versions hardly differ may cancel them against each other, as who knows what four of five have said
knows the fifth. So a mark should be of what a figure uses and of nothing else (see `refreshing`).
"""

from collections.abc import Iterable, Mapping
from hashlib import blake2b
from itertools import chain
from typing import TypeAlias

import msgspec

from plnkit.room.hiding import LEAST

Version: TypeAlias = tuple[str, str]  # the id of a share, and its mark


class Blocks(msgspec.Struct, frozen=True):
    """The blocks that are live, and every version that was ever in one."""

    live: tuple[frozenset[Version], ...] = ()
    seen: frozenset[Version] = frozenset()

    def told(self, now: Mapping[str, str]) -> "Blocks":
        """Return the blocks when these are the marks of what is shared now, by id."""
        current = frozenset(now.items())
        kept = tuple(block for block in self.live if block <= current)
        new = self._formed(_placed(current.difference(*kept)))
        return Blocks((*kept, *new), self.seen.union(*new))

    @property
    def shown(self) -> tuple[str, ...]:
        """The ids that are in the picture now, in an order that tells nothing of their coming."""
        return tuple(id for id, _ in _placed(chain.from_iterable(self.live)))

    def _formed(self, waiting: list[Version]) -> list[frozenset[Version]]:
        """Return new blocks of five to nine fresh versions each; none while fewer wait."""
        fresh = [version for version in waiting if version not in self.seen]
        known = [version for version in waiting if version in self.seen]
        blocks = len(fresh) // LEAST
        return [frozenset(fresh[i::blocks] + known[i::blocks]) for i in range(blocks)]


def _placed(versions: Iterable[Version]) -> list[Version]:
    return sorted(versions, key=lambda version: blake2b(version[0].encode()).digest())
