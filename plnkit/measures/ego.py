"""The ego network, cut out: the learner's members and the ties among them, and nothing else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from plnkit.model import Book

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class EgoNetwork:
    """Members by place, and the ties among them: simple, undirected, unweighted, each once.

    The learner (*ego*) is tied to every member and is not listed. `a` and `b` are the two ends of
    each tie, shape (t,); `a < b`.
    """

    ids: tuple[str, ...]
    a: Ints
    b: Ints

    @classmethod
    def of(cls, ids: Sequence[str], pairs: Iterable[tuple[str, str]]) -> "EgoNetwork":
        """Return the network of members and pairs of them.

        Self-ties, pairs said twice or both ways, and pairs with anybody who is not a member are
        dropped before anything is counted.
        """
        at = {id: place for place, id in enumerate(ids)}
        size = len(at)
        ends = ((at.get(x, -1), at.get(y, -1)) for x, y in pairs)
        keys = {min(e) * size + max(e) for e in ends if e[0] != e[1] and min(e) >= 0}
        a, b = np.divmod(np.array(sorted(keys), dtype=np.int64), max(size, 1))
        return cls(tuple(at), a, b)

    @property
    def n(self) -> int:
        """How many members there are."""
        return len(self.ids)

    @property
    def t(self) -> int:
        """How many ties there are among them."""
        return len(self.a)

    @cached_property
    def ends(self) -> tuple[Ints, Ints]:
        """Each tie both ways: from whom, to whom; shape (2t,) each."""
        return np.concatenate([self.a, self.b]), np.concatenate([self.b, self.a])

    @cached_property
    def degrees(self) -> Ints:
        """How many other members each member is tied to, shape (n,)."""
        return np.bincount(self.ends[0], minlength=self.n)


def ego_network(book: Book, *, sources: bool = False) -> EgoNetwork:
    """Return the ego network of a book: people only, or sources too."""
    members = book.members if sources else book.people
    return EgoNetwork.of([m.id for m in members], ((tie.a, tie.b) for tie in book.ties))


def cut_out(pairs: Iterable[tuple[str, str]], ego: str) -> EgoNetwork:
    """Return the ego network of one node of a larger network: its neighbours and their ties.

    A measure of the larger network would be another number under the same name.
    """
    known = list(pairs)
    members = sorted({x for pair in known if ego in pair for x in pair} - {ego})
    return EgoNetwork.of(members, known)
