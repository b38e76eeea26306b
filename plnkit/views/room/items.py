"""The items of a share in words: each value as it would leave, none left out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import msgspec
from markupsafe import Markup

from plnkit import words
from plnkit.html import Child, h
from plnkit.mix import PARTS
from plnkit.shares import Began, Learning, Point, Share, Sized, Wanted
from plnkit.views.panel import name
from plnkit.words import count

SHORT = 6  # lines of an item that are seen at once
KINDS = {
    "goal": "Goal", "need": "Need", "interest": "Interest", "motivation": "Motivation",
    "problem": "Problem",
}  # fmt: skip


@dataclass(frozen=True)
class Item:
    """An item of a share: its name, its values as lines, and how there comes to be one."""

    title: str
    lines: Callable[[Share], list[Child]]
    missing: str
    of_members: bool = True


def said(share: Share, key: str) -> Markup:
    """Return the values of an item, all of them: many are folded."""
    found = ITEMS[key].lines(share)
    if not found:
        return h("p", f"Not enough yet: {ITEMS[key].missing}.", class_="pln-soft")
    lines = h("ul", *[h("li", line) for line in found], class_="pln-recap")
    if len(found) <= SHORT:
        return lines
    return h("details", h("summary", f"All {len(found):,}"), lines, data_key=f"all-{key}")


def exact(share: Share) -> Markup:
    """Return the text of a share, letter by letter as it would be sealed."""
    text = msgspec.json.format(msgspec.json.encode(share), indent=2).decode()
    box = h("pre", text, class_="pln-exact", tabindex="0", aria_label="The exact text")
    return h("details", h("summary", "The exact text"), box, data_key="exact")


# --- the values ---------------------------------------------------------------------------------


def _size(share: Share) -> list[Child]:
    match share.size:
        case Sized(people, sources):
            return [f"{count(people, 'person', 'people')} and {count(sources, 'source')}."]
    return []


def _composition(share: Share) -> list[Child]:
    names = {**words.ROLE, **words.ROLES}
    return [f"{names.get(role, role)}: {n:,}" for role, n in (share.composition or {}).items()]


def _rings(share: Share) -> list[Child]:
    return [f"{ring}: {n:,}" for ring, n in zip(words.RINGS, share.rings or (), strict=False)]


def _contact(share: Share) -> list[Child]:
    match share.contact:
        case Began(online, in_person, met):
            return [f"Began online: {online:,}", f"Began in person: {in_person:,}", f"Met: {met:,}"]
    return []


def _mix(share: Share) -> list[Child]:
    if not isinstance(share.mix, Learning):
        return []
    return [f"{words.MIX[part][0]}: {getattr(share.mix, part):g}%" for part in PARTS]


def _aims(share: Share) -> list[Child]:
    return [_aim(aim) for aim in share.aims or ()]


def _aim(aim: Wanted) -> Markup:
    helped = f"{count(aim.helpers, 'member')} could help" if aim.helpers else "no helper named yet"
    return h("span", f"{KINDS[aim.kind]}: ", name(aim.text), f" ({helped})")


def _points(share: Share) -> list[Child]:
    return [_point(point) for point in share.points or ()]


def _point(point: Point) -> str:
    return f"Somebody: strength {point.strength:g}, bridging {point.bridging:g}"


ITEMS: Mapping[str, Item] = {
    "size": Item("How many are in my network", _size, "name somebody from whom you learn"),
    "composition": Item("Who they are to me", _composition, "say who they are to you"),
    "rings": Item("How close the people are", _rings, "place somebody on a ring"),
    "contact": Item("Where it began, and whom I met", _contact, "say on a card how it began"),
    "mix": Item(
        "Where my learning happens", _mix, "say it on the page “Where do you learn?”", of_members=False
    ),
    "aims": Item(
        "What I want to learn", _aims, "name one thing that you want to learn", of_members=False
    ),
    "points": Item(
        "How close people are, and what doors they open",
        _points,
        "place people on rings, and say who knows whom",
    ),
    "asks": Item(
        "What I ask for", lambda share: [name(text) for text in share.asks], "write an ask above",
        of_members=False,
    ),
    "offers": Item(
        "What I offer", lambda share: [name(text) for text in share.offers],
        "write an offer above", of_members=False,
    ),
}  # fmt: skip
