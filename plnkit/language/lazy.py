"""Tables and lists of words that speak the reader's language when they are read."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Generic, TypeVar, overload

from plnkit.language.looked_up import tr

K = TypeVar("K")


class Phrases(Mapping[K, str], Generic[K]):
    """Words by key; each is marked with ``N_`` where it is written."""

    def __init__(self, english: Mapping[K, str]) -> None:
        self.english = dict(english)

    def __getitem__(self, key: K) -> str:
        return tr(self.english[key])

    def __iter__(self) -> Iterator[K]:
        return iter(self.english)

    def __len__(self) -> int:
        return len(self.english)


class Lines(Sequence[str]):
    """Words in order; each is marked with ``N_`` where it is written."""

    def __init__(self, *english: str) -> None:
        self._english = english

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[str]: ...
    def __getitem__(self, at: int | slice) -> str | Sequence[str]:
        found = self._english[at]
        return tr(found) if isinstance(found, str) else tuple(map(tr, found))

    def __len__(self) -> int:
        return len(self._english)
