"""The items of a share in words: each value as it would leave, none left out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import msgspec
from markupsafe import Markup

from plnkit import words
from plnkit.html import Child, h, trh
from plnkit.language import N_, Phrases, number, tr, trn
from plnkit.mix import PARTS
from plnkit.reading.coach import read_size
from plnkit.shares import Began, Learning, Point, Share, Wanted
from plnkit.views.panel import name

SHORT = 6  # lines of an item that are seen at once
KINDS = Phrases(
    {
        "goal": N_("Goal"),
        "need": N_("Need"),
        "interest": N_("Interest"),
        "motivation": N_("Motivation"),
        "problem": N_("Problem"),
    }
)


@dataclass(frozen=True)
class Item:
    """An item of a share: its name, its values as lines, and how there comes to be one."""

    _title: str
    lines: Callable[[Share], list[Child]]
    _missing: str
    of_members: bool = True

    @property
    def title(self) -> str:
        """The name, in the reader's language."""
        return tr(self._title)

    @property
    def missing(self) -> str:
        """Why there is nothing yet, and what to do."""
        return tr(self._missing)


def said(share: Share, key: str) -> Markup:
    """Return the values of an item, all of them: many are folded."""
    found = ITEMS[key].lines(share)
    if not found:
        return h("p", ITEMS[key].missing, class_="pln-soft")
    lines = h("ul", *[h("li", line) for line in found], class_="pln-recap")
    if len(found) <= SHORT:
        return lines
    return h("details", h("summary", tr("All {n}", n=len(found))), lines, data_key=f"all-{key}")


def exact(share: Share) -> Markup:
    """Return the text of a share, letter by letter as it would be sealed."""
    text = msgspec.json.format(msgspec.json.encode(share), indent=2).decode()
    box = h("pre", text, class_="pln-exact", tabindex="0", aria_label=tr("The exact text"))
    return h("details", h("summary", tr("The exact text")), box, data_key="exact")


# --- the values ---------------------------------------------------------------------------------


def _size(share: Share) -> list[Child]:
    return [read_size(share.size)] if share.size else []


def _composition(share: Share) -> list[Child]:
    names = {**words.ROLE, **words.ROLES}
    return [_counted(names.get(role, role), n) for role, n in (share.composition or {}).items()]


def _rings(share: Share) -> list[Child]:
    return [_counted(ring, n) for ring, n in zip(words.RINGS, share.rings or (), strict=False)]


def _counted(what: str, n: int) -> str:
    return tr("{what}: {n}", what=what, n=n)


def _contact(share: Share) -> list[Child]:
    match share.contact:
        case Began(online, in_person, met):
            return [
                tr("Began online: {n}", n=online),
                tr("Began in person: {n}", n=in_person),
                tr("Met: {n}", n=met),
            ]
    return []


def _mix(share: Share) -> list[Child]:
    if not isinstance(share.mix, Learning):
        return []
    parts = [(words.MIX[part][0], _exact(getattr(share.mix, part))) for part in PARTS]
    return [tr("{part}: {share}%", part=part, share=share) for part, share in parts]


def _aims(share: Share) -> list[Child]:
    return [_aim(aim) for aim in share.aims or ()]


def _aim(aim: Wanted) -> Markup:
    helped = (
        trn("{n} member could help", "{n} members could help", aim.helpers)
        if aim.helpers
        else tr("no helper named yet")
    )
    said = trh("{kind}: {aim} ({helped})", kind=KINDS[aim.kind], aim=name(aim.text), helped=helped)
    return h("span", said)


def _points(share: Share) -> list[Child]:
    return [_point(point) for point in share.points or ()]


def _point(point: Point) -> str:
    return tr(
        "Somebody: strength {strength}, bridging {bridging}",
        strength=_exact(point.strength),
        bridging=_exact(point.bridging),
    )


def _exact(value: float) -> str:
    """Return a number with all its digits."""
    return number(value, len(f"{value:g}".partition(".")[2]))


ITEMS: Mapping[str, Item] = {
    "size": Item(
        N_("How many are in my network"), _size,
        N_("Not enough yet: name somebody from whom you learn."),
    ),
    "composition": Item(
        N_("Who they are to me"), _composition, N_("Not enough yet: say who they are to you."),
    ),
    "rings": Item(
        N_("How close the people are"), _rings, N_("Not enough yet: place somebody on a ring."),
    ),
    "contact": Item(
        N_("Where it began, and whom I met"), _contact,
        N_("Not enough yet: say on a card how it began."),
    ),
    "mix": Item(
        N_("Where my learning happens"), _mix,
        N_("Not enough yet: say it on the page “Where do you learn?”."), of_members=False,
    ),
    "aims": Item(
        N_("What I want to learn"), _aims,
        N_("Not enough yet: name one thing that you want to learn."), of_members=False,
    ),
    "points": Item(
        N_("How close people are, and what doors they open"), _points,
        N_("Not enough yet: place people on rings, and say who knows whom."),
    ),
    "asks": Item(
        N_("What I ask for"), lambda share: [name(text) for text in share.asks],
        N_("Not enough yet: write an ask above."), of_members=False,
    ),
    "offers": Item(
        N_("What I offer"), lambda share: [name(text) for text in share.offers],
        N_("Not enough yet: write an offer above."), of_members=False,
    ),
}  # fmt: skip
