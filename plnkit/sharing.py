"""What a book would share: every item as it would leave, without the names of others.

A share begins as a draft of all items; the learner unticks, edits, and only then lets it go. Names of
members, in the learner's own words too, are replaced as in the report without names.
"""

from collections import Counter
from collections.abc import Collection, Iterable

from msgspec.structs import replace

from plnkit import coverage, measures, pulses
from plnkit.drafts import cut
from plnkit.model import Aim, Book, Interaction
from plnkit.report.disguise import aliases_of, masks_of
from plnkit.report.masks import Masks
from plnkit.shares import ITEMS, SEVERAL, Began, Learning, Point, Share, Sized, Wanted
from plnkit.tables import strength

FEW = 280  # characters of an aim, an ask, an offer
ABLE = 7  # of 10: from here on an aim is also a strength
_EMPTY = {"asks": (), "offers": ()}


def drafted(book: Book) -> Share:
    """Return everything that a book could share, without names; it is addressed to nobody yet."""
    mask = _masks(book)
    return Share(
        id="",
        to="",
        size=Sized(len(book.people), len(book.sources)),
        composition=_composition(book),
        rings=_rings(book),
        contact=_contact(book),
        mix=_mix(book),
        aims=_aims(book, mask),
        points=_points(book),
        asks=asks(book),
        offers=offers(book),
    )


def only(share: Share, items: Collection[str]) -> Share:
    """Return a share without the items that are not among these."""
    gone = {name: _EMPTY.get(name) for name in ITEMS if name not in items}
    return replace(share, **gone)


def asks(book: Book) -> tuple[str, ...]:
    """Return what a learner could ask for: aims they are not able at yet, the least helped first."""
    able = {aim.id for aim in _able(book)}
    rows = sorted(coverage.coverage(book), key=lambda row: len(row.supports))
    return _said((row.aim.text for row in rows if row.aim.id not in able), _masks(book))


def offers(book: Book) -> tuple[str, ...]:
    """Return what a learner could offer: aims at which they feel able, then what they gave."""
    log = sorted(book.all(Interaction), key=lambda one: one.on, reverse=True)
    given = (one.gave for one in log)
    return _said((*(aim.text for aim in _able(book)), *given), _masks(book))


def _able(book: Book) -> list[Aim]:
    levels = pulses.latest(book).capability
    return [aim for aim in book.all(Aim) if levels.get(aim.id, 0) >= ABLE]


# --- the items ----------------------------------------------------------------------------------


def _composition(book: Book) -> dict[str, int] | None:
    return dict(Counter(m.role for m in book.members if m.role)) or None


def _rings(book: Book) -> tuple[int, int, int, int] | None:
    rings = Counter(m.closeness for m in book.people if m.closeness)
    return (rings[1], rings[2], rings[3], rings[4]) if rings else None


def _contact(book: Book) -> Began | None:
    began = Counter(m.began for m in book.people)
    met = sum(bool(m.met) for m in book.people)
    found = Began(began["online"], began["in person"], met)
    return found if any((found.online, found.in_person, found.met)) else None


def _mix(book: Book) -> Learning | None:
    mix = pulses.latest(book).mix
    return Learning(mix.formal, mix.on_the_job, mix.social, mix.self_directed) if mix else None


def _aims(book: Book, mask: Masks) -> tuple[Wanted, ...] | None:
    rows = coverage.coverage(book)[:SEVERAL]
    wanted = (Wanted(r.aim.kind, cut(mask(r.aim.text), FEW), len(r.supports)) for r in rows)
    return tuple(wanted) or None


def _points(book: Book) -> tuple[Point, ...] | None:
    bridging = measures.known_bridging(book)
    points = (
        Point(strong, round(bridging[m.id], 2))
        for m in book.people
        if m.id in bridging and (strong := strength(m)) is not None
    )
    return tuple(points) or None


# --- the words ----------------------------------------------------------------------------------


def _masks(book: Book) -> Masks:
    return masks_of([book], aliases_of([book]))


def _said(texts: Iterable[str], mask: Masks) -> tuple[str, ...]:
    short = (cut(mask(text), FEW) for text in texts if text.strip())
    return tuple(dict.fromkeys(short))[:SEVERAL]
