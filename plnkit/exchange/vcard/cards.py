"""The cards of a file, each with the lines that can be used, wherever they begin and end."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from plnkit.exchange.given import Given
from plnkit.exchange.staging import Skipped
from plnkit.exchange.vcard.lines import (
    BINARY,
    KEPT,
    OURS,
    Line,
    Property,
    decoded,
    plain,
    read,
    unfolded,
)
from plnkit.language import tr

LINES = 1_000  # of a card that are read
_SHOWN = 300  # letters of a card that was left out

_MARK = re.compile(rb"(?i)[ \t]*(BEGIN|END)[ \t]*:[ \t]*VCARD[ \t]*$")
_AGENT = re.compile(rb"(?i)(?:[\w-]+\.)?AGENT\b[^:]*:[ \t]*(BEGIN:VCARD)?[ \t]*$")


@dataclass(frozen=True, slots=True)
class Card:
    """A card: where it begins, what of it can be used, and how it looks."""

    where: str
    properties: tuple[Property, ...]
    raw: str = ""

    def all(self, name: str) -> list[Property]:
        """Return the lines of a name, the preferred ones first."""
        found = (one for one in self.properties if one.name == name)
        return sorted(found, key=lambda one: one.preference)

    def text(self, name: str) -> str:
        """Return what the first line of a name says, of those that say something."""
        texts = (plain(one.value) for one in self.all(name))
        return next((text for text in texts if text.strip()), "")


def cards(file: Given, before: str = "") -> Iterator[Card | Skipped]:
    """Yield the cards of a file, and what cannot be read; `before` is put before each place."""
    draft: _Draft | None = None
    number, told = 0, False
    place = tr("line {line} (card {card})")
    for line in unfolded(file):
        mark = _mark(line)
        if draft and draft.takes(line, mark):
            continue
        if draft:
            yield from draft.done()
            draft = None
        if mark == "BEGIN":
            number, told = number + 1, False
            draft = _Draft(before + place.format(line=line.number, card=number))
        elif not (mark or told) and line.data.strip():
            told = True  # once until the next card
            where = before + tr("line {number}", number=str(line.number))
            why = tr("this stands outside of a card")
            yield Skipped(where, why, raw=decoded(line.data[:_SHOWN]))
    if draft:
        yield from draft.done()


def _mark(line: Line) -> str:
    found = _MARK.match(line.data)
    return found[1].decode().upper() if found else ""


class _Draft:
    """A card while it is read. That of an agent may stand in it, and one in that: they are left out."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.properties: list[Property] = []
        self.shown: list[str] = []
        self.faults: dict[str, None] = {}
        self.lines = 0
        self.inner = 0  # cards in this one that have not ended
        self.agent = self.binary = self.ended = self.odd = False

    def takes(self, line: Line, mark: str) -> bool:
        """Take a line, unless the card ends here, or another begins."""
        if mark == "BEGIN" and not self.agent:
            return False
        if mark == "END" and not self.inner:
            self.ended = True
            return False
        self.inner += {"BEGIN": 1, "END": -1}.get(mark, 0)
        agent = None if mark else _AGENT.match(line.data)
        if agent:
            self.inner += bool(agent[1])
            self.faults[tr("the card of an agent in it was left out")] = None
        elif not (mark or self.inner):
            self._add(line)
        self.agent = bool(agent)
        return True

    def _add(self, line: Line) -> None:
        self.lines += 1
        if self.lines > LINES:
            if self.lines == LINES + 1:
                self.faults[tr("only its first {most} lines were read", most=LINES)] = None
            return
        found = read(line)
        if found is None:
            self._refuse(line)
            return
        self.binary = found.name in BINARY
        if not self.binary and len(self.shown) < _SHOWN // 50:
            self.shown.append(decoded(line.data[:_SHOWN]))
        if found.name in KEPT or found.name.startswith(OURS):
            self.properties.append(found)

    def _refuse(self, line: Line) -> None:
        if self.odd or self.binary or not line.data.strip():  # in 2.1 a picture may not be indented
            return
        self.odd = True  # once in a card
        why = tr("line {line} is no line of a card, and was left out", line=str(line.number))
        self.faults[why] = None

    def done(self) -> Iterator[Card | Skipped]:
        """Yield the card, and what was wrong with it."""
        if not self.ended:
            self.faults[tr("its end is missing: it was read as far as it goes")] = None
        raw = "\n".join(self.shown)[:_SHOWN]
        yield Card(self.where, tuple(self.properties), raw)
        yield from (Skipped(self.where, why, raw=raw) for why in self.faults)
