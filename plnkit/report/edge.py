"""The words along the edge of the map: the name of each slice, turned so that it can be read."""

from math import pi, sin

from markupsafe import Markup

from plnkit.charts.placing import Sector
from plnkit.html import h
from plnkit.report.labels import width
from plnkit.report.places import EDGE, at

AWAY, LEADING = 8, 1.1  # from the edge, in units; from line to line, in sizes of the letters


def reach(sectors: list[Sector], size: float) -> float:
    """Return how far from the centre the words along the edge go."""
    lines = max((len(_lines(sector, size)) for sector in sectors), default=1)
    return EDGE + AWAY + 6 + LEADING * lines * size


def slice_name(key: str, sector: Sector, size: float) -> Markup:
    """Return the name of a slice along its edge, in two lines where it is narrow."""
    lines = _lines(sector, size)
    fit = min(1.0, *(_arc(sector, size) / width(line) for line in lines))
    below = _is_below(sector)
    first = EDGE + AWAY + 0.75 * size * below
    return Markup().join(
        _along(f"{key}-{n}", line, _bow(sector, first + n * LEADING * size), fit)
        for n, line in enumerate(lines if below else lines[::-1])
    )


def _is_below(sector: Sector) -> bool:
    return sin(sector.start + sector.width / 2) < 0


def _arc(sector: Sector, size: float) -> float:
    """Return how long the edge of a slice is, in sizes of its letters."""
    return 0.94 * sector.width * EDGE / size


def _lines(sector: Sector, size: float) -> list[str]:
    label = sector.look.label
    if width(label) <= _arc(sector, size) or " " not in label:
        return [label]
    spaces = [place for place, c in enumerate(label) if c == " "]
    middle = min(spaces, key=lambda place: abs(place - len(label) / 2))
    return [label[:middle], label[middle + 1 :]]


def _along(id: str, line: str, way: str, fit: float) -> Markup:
    inner = h("textPath", line, href=f"#{id}", startOffset="50%")
    style = None if fit == 1 else f"font-size: {fit:.2f}em"
    return h("path", id=id, d=way, fill="none") + h("text", inner, class_="slice", style=style)


def _bow(sector: Sector, radius: float) -> str:
    """Return the way that words take along a slice: from left to right, above and below."""
    middle, half = sector.start + sector.width / 2, min(sector.width, 0.9 * pi) / 2
    below = _is_below(sector)
    start, end = (middle - half, middle + half) if below else (middle + half, middle - half)
    (x0, y0), (x1, y1) = at(start, radius), at(end, radius)
    return f"M{x0:.1f} {y0:.1f}A{radius:.1f} {radius:.1f} 0 0 {int(not below)} {x1:.1f} {y1:.1f}"
