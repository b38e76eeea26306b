"""The parts about the network: the map, who is on it, and what is to be learned with whom."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from markupsafe import Markup

from plnkit import reading, words
from plnkit.charts.placing import MOST
from plnkit.charts.style import LOOKS, Look, look_of, short
from plnkit.html import h
from plnkit.language import N_, tr, trn, trp
from plnkit.model import Book, Member
from plnkit.report.picture import picture, swatch
from plnkit.report.pieces import LINE, Room, joined, part, rest_of, written
from plnkit.report.places import Drawing

FEW, SHORT = 20, 24  # with more members than a few, the letters of a name in the list
NOT_ENOUGH = N_(
    "Not enough yet: add people and sources that you learn from, and the map takes shape here."
)


def the_map(book: Book, drawing: Drawing, room: Room) -> Markup:
    """Return the map, what it says and what its marks mean."""
    if not book.members:
        return part(tr("The map"), h("p", tr(NOT_ENOUGH)))
    said = [h("p", line, class_="soft") for line in _besides(drawing, room)]
    lead = h("p", reading.read_map(book), class_="lead")
    return part(tr("The map"), _drawn(drawing) if drawing.members else None, lead, *said)


def _drawn(drawing: Drawing) -> tuple[Markup, ...]:
    legend = [
        h("li", swatch(look), look.label) for look in (sector.look for sector in drawing.sectors)
    ]
    # On a narrow screen a map of many is wider than the page: it can be moved there by keys too.
    frame = {"class_": "frame", "tabindex": "0", "role": "group", "aria_label": tr("The map")}
    wide = tr("The map is wider than this screen: move it sideways.")
    hint = h("p", wide, class_="sideways soft")
    return h("div", picture(drawing), **frame), hint, h("ul", *legend, class_="legend")


def _besides(drawing: Drawing, room: Room) -> Iterator[str]:
    """Yield what the map does not show: who is not on it, and whose name had no room."""
    members = drawing.book.members
    waiting = [short(m.name, 40) for m in members if not m.closeness]
    if waiting:
        yield tr("Not placed yet: {names}.", names=words.listed(waiting, 12))
    if len(drawing.members) + len(waiting) < len(members):
        yield tr("The {number} closest are drawn.", number=MOST)
    if drawing.numbers:
        yield (
            tr("A number stands for a name that had no room; the list below has both.")
            if len(members) <= room.names
            else tr(
                "A number stands for a name that had no room; the list below has as many of them "
                "as fit on this paper."
            )
        )
    elif any(one.number for one in drawing.marked):
        yield tr("Where there was no room, the number stands alone.")


# --- who they are -------------------------------------------------------------------------------


def who_they_are(book: Book, numbers: Mapping[str, str], room: Room) -> Markup:
    """Return who the members are, and the map as a list by ring."""
    said = h("p", reading.read_composition(book))
    order = {look: at for at, look in enumerate(LOOKS)}
    members = sorted(book.members, key=lambda m: (m.closeness or 9, order[look_of(m)]))
    if not members:
        return part(trp("all members", "Who they are"), said)
    head = h("thead", h("tr", *[h("th", t, scope="col") for t in (tr("How close"), tr("Who"))]))
    caption = h("caption", tr("The map as a list"), class_="hidden")
    table = h(
        "table", caption, head, h("tbody", *_rows(book, members, numbers, room)), class_="rings"
    )
    return part(trp("all members", "Who they are"), said, table)


def _rows(
    book: Book, members: list[Member], numbers: Mapping[str, str], room: Room
) -> Iterator[Markup]:
    """Yield a row for each ring, as far as so many names fit on the paper."""
    left, limit = room.names, LINE if len(members) <= FEW else SHORT
    for ring, several in groupby(members, key=lambda m: m.closeness):
        everybody = list(several)
        named = [
            _group(look, list(group), limit, numbers)
            for look, group in groupby(everybody[:left], look_of)
        ]
        rest = len(everybody) - left
        left = max(0, -rest)
        yield h("tr", _ring(ring, book), h("td", _with_rest(named, rest)))


def _ring(ring: int | None, book: Book) -> Markup:
    label = words.ring(ring, book.learner.ring_names) if ring else tr("Not placed yet")
    return h("th", f"{ring} " if ring else None, h("bdi", short(label, 30)), scope="row")


def _with_rest(named: list[Markup], rest: int) -> Markup:
    return joined([*named, *_more(rest, besides=bool(named))], "; ")


def _more(rest: int, *, besides: bool) -> list[str]:
    if rest <= 0:
        return []
    if besides:
        return [trn("and {n} more", "and {n} more", rest)]
    return [trn("{n} member", "{n} members", rest)]


def _group(look: Look, members: list[Member], limit: int, numbers: Mapping[str, str]) -> Markup:
    names = [_named(m, limit, numbers.get(m.id)) for m in members]
    return h("span", f"{look.label}: ", class_="soft") + joined(names, ", ")


def _named(member: Member, limit: int, number: str | None) -> Markup:
    name = h("bdi", short(member.name, limit), class_="one")
    mark = h("b", number, class_="number")
    return h("span", mark, " ", name, class_="one") if number else name


def with_whom(book: Book, room: Room) -> Markup | None:
    """Return what is to be learned with whom: the members with an intent, the closest first."""
    members = sorted((m for m in book.members if m.intent), key=lambda m: m.closeness or 9)
    if not members:
        return None
    pairs = [
        h("div", h("dt", h("bdi", short(m.name, 40))), h("dd", written(m.intent, room)))
        for m in members[: room.intents]
    ]
    return part(tr("Learning with whom"), h("dl", *pairs), rest_of(len(members) - room.intents))
