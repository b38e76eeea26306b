"""What the parts of the report are made of: a heading, a text that is cut, a day in words."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from plnkit import language
from plnkit.html import Child, h
from plnkit.language import trn

LINE = 70  # letters of a text in a table, at the most


class Room(NamedTuple):
    """How much is shown: of each kind so many, and so many letters of what somebody wrote."""

    names: int
    intents: int
    aims: int
    learned: int
    dates: int
    changes: int
    letters: int
    holds: int  # letters in all that two sheets hold beside the map, as tried out in print


ROOMS = (
    Room(150, 6, 6, 3, 3, 6, letters=110, holds=2700),
    Room(150, 4, 5, 2, 2, 5, letters=80, holds=4300),  # this and the next in smaller type
    Room(40, 2, 3, 1, 1, 2, letters=50, holds=4300),
)


def part(title: str, *children: "Child", class_: str | None = None) -> Markup:
    """Return a part with its heading."""
    return h("section", h("h2", title), *children, class_=class_)


def day_in_words(day: date) -> str:
    """Return a day as a reader says it: "5 November 2026"."""
    return language.day(day)


def cut(text: str, limit: int) -> str:
    """Return a text in one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def written(text: str, room: Room) -> Markup:
    """Return what somebody wrote, in whatever direction it runs."""
    return h("bdi", cut(text, room.letters))


def rest_of(many: int) -> Markup | None:
    """Return that there are so many more than are shown, or None."""
    return h("p", trn("And {n} more.", "And {n} more.", many), class_="soft") if many > 0 else None


def joined(pieces: Iterable[str], by: str) -> Markup:
    """Return several texts or elements as one, with something of ours between them."""
    return Markup(by).join(pieces)  # noqa: S704 - ours
