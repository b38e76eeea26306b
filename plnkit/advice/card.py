"""An advice card: what was seen in a network, the rule behind it, and how far that goes."""

from collections.abc import Callable
from dataclasses import dataclass

from plnkit.advice.picture import Picture
from plnkit.language import N_, tr
from plnkit.literature import Source
from plnkit.model import Member
from plnkit.reading.network import LEAST

NO_STUDY = N_("No study: a question to think about.")


@dataclass(frozen=True)
class Seen:
    """What was seen: in a sentence, whom it concerns, and the small act that follows."""

    said: str
    act: str
    about: tuple[Member, ...] = ()


class Said:
    """A text of a rule: it is written in English, and read in the reader's language."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._english = f"_{name}"

    def __get__(self, rule: "Rule | None", owner: type) -> str:
        if rule is None:
            raise AttributeError  # so that a rule has to have it
        return tr(getattr(rule, self._english))

    def __set__(self, rule: "Rule", english: str) -> None:
        object.__setattr__(rule, self._english, english)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What a card says beside what was seen; `see` looks, and returns nothing where it is not so.

    `strength` says in words how strong the evidence is, `unless` when it does not apply. `least` is
    how many people it takes before there is anything to see.
    """

    key: str
    title: Said = Said()
    says: Said = Said()
    why: Said = Said()
    strength: Said = Said()
    unless: Said = Said()
    see: Callable[[Picture], Seen | None]
    sources: tuple[Source, ...] = ()
    least: int = LEAST

    def card(self, picture: Picture) -> "Card | None":
        """Return the card, or nothing: too little data, or nothing to see."""
        if len(picture.people) < self.least:
            return None
        seen = self.see(picture)
        return Card(self, seen) if seen else None


@dataclass(frozen=True)
class Card:
    """A rule that was seen at work."""

    rule: Rule
    seen: Seen

    @property
    def key(self) -> str:
        """The name of the rule."""
        return self.rule.key

    @property
    def about(self) -> tuple[str, ...]:
        """The ids of those whom it concerns."""
        return tuple(member.id for member in self.seen.about)

    @property
    def sentences(self) -> tuple[str, ...]:
        """Everything that it says, for those who check what may be said."""
        rule, seen = self.rule, self.seen
        texts = (rule.title, seen.said, seen.act, rule.says, rule.why, rule.strength, rule.unless)
        return (*texts, *(source.full for source in rule.sources))
