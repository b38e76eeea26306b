"""The room's picture as files to keep: a table for other programs, and a page to read."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO

from plnkit import clock
from plnkit.html import h
from plnkit.language import N_, Lines, tr, trp
from plnkit.reading import room as reading
from plnkit.room import Counted, Parted, Picture
from plnkit.views.facilitator.paper import paper
from plnkit.views.review.exports import File
from plnkit.views.room.picture import shown

HEAD = Lines(
    N_("Question"),
    N_("What"),
    N_("How many or which part"),
    N_("From how many of the learners here"),
)
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

Line = tuple[str, str, str, str]


def table_of(picture: Picture) -> File:
    """Return the picture as a file of comma-separated values, in which nothing is a formula."""
    text = StringIO()
    csv.writer(text).writerows([safe(cell) for cell in line] for line in (HEAD, *lines(picture)))
    # The mark tells spreadsheets that this is UTF-8.
    return File(f"room-{clock.today()}.csv", "text/csv", "\ufeff" + text.getvalue())


def page_of(picture: Picture, shared: int, title: str) -> File:
    """Return the picture as a page that needs nothing else."""
    day = h("p", f"{clock.today()}", class_="pln-soft")
    page = paper(title or tr("The picture of a room"), "pln-picture", day, shown(picture, shared))
    return File(f"room-{clock.today()}.html", "text/html", page)


def safe(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.lstrip(" \u00a0").startswith(_STARTS_A_FORMULA) else cell


def lines(picture: Picture) -> Iterator[Line]:
    """Return each figure of a picture as it is shown, and no other."""
    yield tr("Learners in this picture"), "", str(picture.learners), ""
    yield from _counts(tr("Nobody on the map yet"), picture.alone, {"alone": tr("Learners")})
    yield from _counts(tr("At least one of these on the map"), picture.having, reading.ROLES)
    yield from _parts(tr("Who we learn from"), picture.roles, reading.ROLES)
    yield from _parts(tr("How close they are"), picture.rings, reading.RINGS)
    yield from _parts(tr("Where it began"), picture.began, reading.BEGAN)
    yield from _counts(tr("Met at least one of them"), picture.met, {"met": tr("Learners")})
    yield from _parts(tr("Where learning happens"), picture.mix, reading.MIX)
    yield from _counts(tr("At least one aim of a kind"), picture.kinds, reading.KINDS)
    yield from _counts(tr("What aims speak of"), picture.topics, {})
    yield from _counts(
        tr("An aim with so many helpers"),
        picture.gaps,
        {"nobody": tr("Nobody"), "one": trp("helper", "One")},
    )
    yield from _parts(tr("How close, and who opens other doors"), picture.cells, _cells())


def _cells() -> dict[str, str]:
    return {
        f"{ring}/{band}": tr("{ring}, knowing {band} of the others", ring=name, band=of)
        for ring, name in reading.RINGS.items()
        for band, of in enumerate(reading.BANDS)
    }


def _counts(asked: str, found: Counted | None, names: Mapping[str, str]) -> Sequence[Line]:
    if found is None:
        return [(asked, "", tr(reading.NOT_TOLD), "")]
    of = reading.told(found.of)
    return [(asked, names.get(key, key), reading.told(n), of) for key, n in found.counts.items()]


def _parts(asked: str, found: Parted | None, names: Mapping[str, str]) -> Sequence[Line]:
    if found is None:
        return [(asked, "", tr(reading.NOT_TOLD), "")]
    of = reading.told(found.of)
    told = [(asked, names[key], reading.percent(n), of) for key, n in found.percents.items()]
    if found.rest is not None:
        told.append((asked, tr("All others together"), reading.percent(found.rest), of))
    return told
