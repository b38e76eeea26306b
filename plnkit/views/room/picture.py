"""The picture of a room as HTML: a card a question, on a phone, a laptop and a wall."""

from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup

from plnkit.html import Child, h
from plnkit.language import N_, tr
from plnkit.reading import room as reading
from plnkit.room import Counted, Parted, Picture
from plnkit.views.panel import card, hint, question

HAVING = N_("How many of us have at least one")
HAVING_ASKED = N_("How many of us have at least one?")
DARKEST = 45  # percent of the accent in a cell: what is written there stays easy to read


def shown(picture: Picture | None, shared: int = 0, *, wall: bool = False) -> Markup:
    """Return the picture, or what is missing while there is none; for a wall in pages of a few cards.

    `shared` is how many have shared, in the picture or not.
    """
    if picture is None:
        missing = card(question(tr("The picture of this room")), h("p", reading.missing(shared)))
        return h("div", missing, class_="pln-room")
    if wall:
        return h("div", *_pages(picture), class_="pln-room pln-wall")
    note = h("p", tr(reading.NOTE), class_="pln-hint pln-room-note")
    return h("div", *_cards(picture).values(), note, class_="pln-room")


def _cards(picture: Picture) -> dict[str, Markup]:
    return {
        "learners": _learners(picture),
        "roles": _roles(picture, _folded(picture)),
        "rings": _parts(
            tr("How close are they?"), picture.rings, reading.read_rings, reading.RINGS
        ),
        "began": _parts(
            tr("Where did it begin?"),
            picture.began,
            reading.read_began,
            reading.BEGAN,
            _said(picture.met, reading.read_met),
        ),
        "mix": _parts(
            tr("Where does learning happen?"), picture.mix, reading.read_mix, reading.MIX
        ),
        "kinds": _kinds(picture.kinds),
        "topics": _topics(picture.topics),
        "gaps": _one(tr("Where is help missing?"), picture.gaps, reading.read_gaps),
        "cells": _density(picture.cells),
    }


# --- a wall: nothing is folded there, and no page is higher than a screen -----------------------

PAGES = (
    ("learners", "mix", "gaps"),
    ("roles", "having"),
    ("rings", "cells"),
    ("kinds", "topics", "began"),
)


def _pages(picture: Picture) -> list[Markup]:
    having = _having(picture)
    shown_once = {"learners": _learners(picture, hint(tr(reading.NOTE))), "roles": _roles(picture)}
    cards = {**_cards(picture), **shown_once, **({"having": having} if having else {})}
    return [
        h("div", *[cards[name] for name in page if name in cards], class_="pln-wall-turn")
        for page in PAGES
    ]


def _having(picture: Picture) -> Markup | None:
    lines = _counted(picture)
    return card(question(tr(HAVING_ASKED)), *lines) if lines else None


# --- cards --------------------------------------------------------------------------------------


def _one(
    asked: str, found: Counted | Parted | None, read: Callable[[Any], str], *more: Child
) -> Markup:
    """Return a card: what it says, and on how many it rests."""
    if found is None:
        return card(question(asked), hint(tr(reading.MISSING)))
    return card(question(asked), h("p", read(found)), *more, hint(reading.read_base(found.of)))


def _parts(
    asked: str,
    found: Parted | None,
    read: Callable[[Parted], str],
    names: Mapping[str, str],
    more: Markup | None = None,
) -> Markup:
    bars = [_bar(names[name], part) for name, part in found.percents.items()] if found else []
    if found and found.rest is not None:
        bars.append(_bar(tr("All others together"), found.rest))
    if found is None and more is not None:
        return card(question(asked), more)
    return _one(asked, found, read, h("ul", *bars, class_="pln-bars"), more)


def _learners(picture: Picture, *more: Child) -> Markup:
    return card(
        question(tr("Who is in this picture?")),
        h("p", reading.read_learners(picture)),
        _said(picture.alone, reading.read_alone),
        *more,
    )


def _roles(picture: Picture, more: Markup | None = None) -> Markup:
    asked = tr("Who do we learn from?")
    return _parts(asked, picture.roles, reading.read_roles, reading.ROLES, more)


def _folded(picture: Picture) -> Markup | None:
    lines = _counted(picture)
    return h("details", h("summary", tr(HAVING)), *lines) if lines else None


def _counted(picture: Picture) -> list[Markup]:
    """Return how many have each role, and nothing where no role may be told."""
    counts = picture.having.counts if picture.having else {}
    lines = [
        h("li", h("span", reading.ROLES[role]), h("b", reading.told(number)))
        for role, number in counts.items()
        if number.kind != "few"
    ]
    return [h("ul", *lines, class_="pln-list"), hint(tr(reading.OTHERS))] if lines else []


def _kinds(found: Counted | None) -> Markup:
    lines = [
        h("li", h("span", reading.KINDS[kind]), h("b", reading.told(number)))
        for kind, number in (found.counts if found else {}).items()
    ]
    asked = tr("What do we want to learn?")
    return _one(asked, found, reading.read_kinds, h("ul", *lines, class_="pln-list"))


def _topics(found: Counted | None) -> Markup:
    tags = [
        h("li", h("bdi", topic), h("small", reading.told(number)), class_="pln-topic")
        for topic, number in (found.counts if found else {}).items()
    ]
    cloud = h("ul", *tags, class_="pln-topics") if tags else None
    return _one(tr("What do our aims speak of?"), found, reading.read_topics, cloud)


def _said(found: Counted | None, read: Callable[[Counted], str]) -> Markup | None:
    return h("p", read(found), class_="pln-room-more") if found else None


# --- what is drawn ------------------------------------------------------------------------------


def _bar(label: str, part: int) -> Markup:
    return h(
        "li",
        h("span", label),
        h("b", reading.percent(part)),
        h("i", h("i", style=f"width:{part}%"), class_="pln-track", aria_hidden="true"),
    )


def _density(found: Parted | None) -> Markup:
    bands = [h("th", band, scope="col") for band in reading.BANDS]
    head = h("tr", h("th", tr("Ring"), scope="col"), *bands)
    grid = h(
        "table",
        h("caption", tr("How close people are, by how many of the others they know.")),
        h("thead", head),
        h("tbody", *[_ring(ring, found.percents if found else {}) for ring in reading.RINGS]),
        class_="pln-density",
    )
    return _one(tr("How close, and who opens other doors?"), found, reading.read_cells, grid)


def _ring(ring: str, percents: Mapping[str, int]) -> Markup:
    cells = [_cell(percents.get(f"{ring}/{band}")) for band in range(len(reading.BANDS))]
    return h("tr", h("th", reading.RINGS[ring], scope="row"), *cells)


def _cell(part: int | None) -> Markup:
    if part is None:
        return h("td", tr(reading.NOT_TOLD), class_="pln-soft")
    return h("td", reading.percent(part), style=f"--pln-part:{min(part, DARKEST)}%")
