"""The map as a drawing that needs no program: the same colours and shapes as on the screen."""

from markupsafe import Markup

from plnkit import reading
from plnkit.charts.network_map import BEND
from plnkit.charts.placing import Spot
from plnkit.charts.style import Look, look_of
from plnkit.html import h
from plnkit.language import tr
from plnkit.report.edge import reach, slice_name
from plnkit.report.places import EDGE, Drawing, Marked, at, ring_edge


def picture(drawing: Drawing) -> Markup:
    """Return the map as SVG, with what it says in words as its label."""
    letters, sectors = drawing.size.letters, drawing.sectors
    half = round(reach(sectors, letters))
    return h(
        "svg",
        *_rings(),
        *_spokes(drawing),
        *[slice_name(f"slice-{n}", sector, letters) for n, sector in enumerate(sectors)],
        _ties(drawing),
        *[_mark(spot, drawing) for spot in drawing.spots],
        *[_text(one) for one in drawing.marked],
        h("circle", r=f"{ring_edge(0) * 0.72:.1f}", class_="hub"),
        h("text", tr("You"), dy="0.35em", class_="you"),
        viewBox=f"{-half} {-half} {2 * half} {2 * half}",
        role="img",
        aria_label=tr("The map. {said}", said=reading.read_map(drawing.book)),
        class_="map",
        style=f"font-size: {letters:g}px",
    )


def swatch(look: Look) -> Markup:
    """Return a mark as it stands in the legend."""
    mark = _shape(look, 0, 0, 7)
    return h("svg", mark, viewBox="-10 -10 20 20", class_="swatch", aria_hidden="true")


def _rings() -> list[Markup]:
    rings = (4, 3, 2, 1)
    circles = [h("circle", r=f"{ring_edge(ring):.1f}", class_="ring") for ring in rings]
    numbers = [
        h("text", str(ring), y=f"{-ring_edge(ring):.1f}", dy="1em", class_="ring-name")
        for ring in rings
    ]
    return circles + numbers


def _spokes(drawing: Drawing) -> list[Markup]:
    sectors = drawing.sectors
    ends = [(at(s.start, ring_edge(0)), at(s.start, EDGE)) for s in sectors if len(sectors) > 1]
    return [
        h("path", d=f"M{x0:.1f} {y0:.1f}L{x1:.1f} {y1:.1f}", class_="spoke")
        for (x0, y0), (x1, y1) in ends
    ]


def _ties(drawing: Drawing) -> Markup | None:
    """Return all ties as one line of curves that bend towards the centre."""
    here = {spot.member.id: spot for spot in drawing.spots}
    ends = [(here[t.a], here[t.b]) for t in drawing.book.ties if t.a in here and t.b in here]
    faint = max(0.1, 0.4 - len(ends) / 1000)  # many ties would hide who they join
    way = "".join(_curve(a, b) for a, b in ends)
    return h("path", d=way, class_="tie", stroke_opacity=f"{faint:.2f}") if ends else None


def _curve(a: Spot, b: Spot) -> str:
    x, y = BEND * (a.x + b.x) / 2, BEND * (a.y + b.y) / 2
    return f"M{a.x:.0f} {a.y:.0f}Q{x:.0f} {y:.0f} {b.x:.0f} {b.y:.0f}"


def _mark(spot: Spot, drawing: Drawing) -> Markup:
    said = h("title", reading.describe(spot.member, drawing.book))
    return _shape(look_of(spot.member), spot.x, spot.y, drawing.size.mark, said)


def _shape(look: Look, x: float, y: float, radius: float, *inside: Markup) -> Markup:
    edge, fill = (look.colour, "#fff") if look.symbol.endswith("-open") else ("#fff", look.colour)
    style = {"fill": fill, "stroke": edge, "class_": "mark"}
    if look.symbol != "diamond":
        return h("circle", *inside, cx=f"{x:.1f}", cy=f"{y:.1f}", r=f"{radius:g}", **style)
    half = radius * 1.15
    way = f"M{x:.1f} {y - half:.1f}l{half:g} {half:g}l{-half:g} {half:g}l{-half:g} {-half:g}z"
    return h("path", *inside, d=way, **style)


def _text(one: Marked) -> Markup | None:
    if one.label is None:
        return None
    text, x, y, anchor = one.label
    kind = "name number" if one.number else "name"
    side = None if anchor == "middle" else anchor
    return h("text", text, x=f"{x:.1f}", y=f"{y:.1f}", text_anchor=side, class_=kind)
