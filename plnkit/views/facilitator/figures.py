"""The room's picture as files to keep: a table for other programs, and a page to read."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO

from plnkit import clock
from plnkit.html import h
from plnkit.reading import room as reading
from plnkit.room import Counted, Parted, Picture
from plnkit.views.facilitator.paper import paper
from plnkit.views.review.exports import File
from plnkit.views.room.picture import shown

HEAD = ("Question", "What", "How many or which part", "From how many of the learners here")
CELLS = {f"{ring}/{band}": f"{name}, knowing {of} of the others"
         for ring, name in reading.RINGS.items() for band, of in enumerate(reading.BANDS)}  # fmt: skip
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
    page = paper(title or "The picture of a room", "pln-picture", day, shown(picture, shared))
    return File(f"room-{clock.today()}.html", "text/html", page)


def safe(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.lstrip(" \u00a0").startswith(_STARTS_A_FORMULA) else cell


def lines(picture: Picture) -> Iterator[Line]:
    """Return each figure of a picture as it is shown, and no other."""
    yield "Learners in this picture", "", str(picture.learners), ""
    yield from _counts("Nobody on the map yet", picture.alone, {"alone": "Learners"})
    yield from _counts("At least one of these on the map", picture.having, reading.ROLES)
    yield from _parts("Who we learn from", picture.roles, reading.ROLES)
    yield from _parts("How close they are", picture.rings, reading.RINGS)
    yield from _parts("Where it began", picture.began, reading.BEGAN)
    yield from _counts("Met at least one of them", picture.met, {"met": "Learners"})
    yield from _parts("Where learning happens", picture.mix, reading.MIX)
    yield from _counts("At least one aim of a kind", picture.kinds, reading.KINDS)
    yield from _counts("What aims speak of", picture.topics, {})
    yield from _counts(
        "An aim with so many helpers", picture.gaps, {"nobody": "Nobody", "one": "One"}
    )
    yield from _parts("How close, and who opens other doors", picture.cells, CELLS)


def _counts(asked: str, found: Counted | None, names: Mapping[str, str]) -> Sequence[Line]:
    if found is None:
        return [(asked, "", reading.NOT_TOLD, "")]
    of = reading.told(found.of)
    return [(asked, names.get(key, key), reading.told(n), of) for key, n in found.counts.items()]


def _parts(asked: str, found: Parted | None, names: Mapping[str, str]) -> Sequence[Line]:
    if found is None:
        return [(asked, "", reading.NOT_TOLD, "")]
    of = reading.told(found.of)
    told = [(asked, names[key], reading.percent(n), of) for key, n in found.percents.items()]
    if found.rest is not None:
        told.append((asked, "All others together", reading.percent(found.rest), of))
    return told
