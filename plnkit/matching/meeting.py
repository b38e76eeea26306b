"""Who is in a room, and a meeting of two of them."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["help", "same", "talk"]


@dataclass(frozen=True)
class Person:
    """Somebody in the room, by an id that nobody else has."""

    id: str
    asks: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Told:
    """An ask and what meets it, with the words of both; an empty text where there is none."""

    ask: str
    offer: str
    shared: tuple[str, ...] = ()


@dataclass(frozen=True)
class Meeting:
    """Two people and why they meet.

    "help": an ask of the asker meets an offer of the helper; where it is so the other way round, too,
    `back` has what the helper asks and the asker offers. "same": both ask for something alike, and
    `offer` is what the helper asks. "talk": `ask` and `offer`, and `back`, are what each wrote first.
    """

    asker: str
    helper: str
    ask: str
    offer: str
    shared: tuple[str, ...]
    kind: Kind
    back: Told | None = None

    @property
    def people(self) -> tuple[str, str]:
        """The ids of both."""
        return self.asker, self.helper
