"""The drawn map: the same places, colours and shapes as on the screen, and names side by side."""

import re
from math import hypot, pi

import pytest

from plnkit.charts.network_map import network_map
from plnkit.charts.placing import Sector
from plnkit.charts.style import ROLE_LOOKS, SOURCE_LOOK
from plnkit.model import PERSON_ROLES, Book, Member, Tie
from plnkit.report.edge import reach, slice_name
from plnkit.report.labels import _box
from plnkit.report.picture import picture
from plnkit.report.places import EDGE, LONGEST, UNIT, Drawing


def crowd(size, rings=(1, 2, 3, 4)):
    return Book().with_(
        *(
            Member(
                id=f"m{i}",
                name=f"Name number {i}",
                kind="person",
                role=PERSON_ROLES[i % 6],
                closeness=rings[i % len(rings)],
            )
            for i in range(size)
        )
    )


def boxes(drawing):
    """Return where names and numbers stand, as boxes, with who is named."""
    size = drawing.size.letters
    return [(m.spot, _box(m.label, size)) for m in drawing.marked if m.label]


def cover(a, b):
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


@pytest.fixture(params=["small", "crowded", "one ring"])
def drawing(request, small, crowded):
    books = {"small": small, "crowded": crowded, "one ring": crowd(200, (2,))}
    return Drawing(books[request.param])


def test_members_stand_where_they_stand_on_the_screen(crowded):
    placed = Book().with_(*(m for m in crowded.members if m.closeness))
    chart = {
        id: (x, y)
        for trace in network_map(placed).data
        if trace.customdata is not None
        for id, x, y in zip(trace.customdata, trace.x, trace.y, strict=True)
    }
    drawn = {s.member.id: (s.x / UNIT, -s.y / UNIT) for s in Drawing(crowded).spots}
    assert drawn.keys() == chart.keys()
    for id, place in drawn.items():
        assert place == pytest.approx(chart[id], abs=1e-4)


def test_who_is_not_placed_is_not_drawn(crowded):
    waiting = {m.id for m in crowded.members if m.closeness is None}
    assert waiting
    assert not waiting & {s.member.id for s in Drawing(crowded).spots}


def test_no_name_covers_another(drawing):
    found = [box for _, box in boxes(drawing)]
    assert [(a, b) for i, a in enumerate(found) for b in found[:i] if cover(a, b)] == []


def test_no_name_covers_a_mark(drawing):
    r = drawing.size.mark
    marks = [(s.x - r, s.y - r, s.x + r, s.y + r) for s in drawing.spots]
    assert [box for _, box in boxes(drawing) for mark in marks if cover(box, mark)] == []


def test_names_stay_within_the_outer_ring(drawing):
    for _, (x0, y0, x1, y1) in boxes(drawing):
        assert max(hypot(x, y) for x in (x0, x1) for y in (y0, y1)) < EDGE


def test_each_name_stands_at_its_mark(drawing):
    for spot, (x0, y0, x1, y1) in boxes(drawing):
        across = max(x0 - spot.x, 0, spot.x - x1)
        down = max(y0 - spot.y, 0, spot.y - y1)
        assert hypot(across, down) < 2 * drawing.size.mark + drawing.size.letters


def test_in_a_small_network_each_name_is_on_the_map(small):
    named = {m.label.text for m in Drawing(small).marked if m.label and not m.number}
    assert named == {m.name[:LONGEST] for m in small.members}


def test_with_a_handful_of_members_letters_are_larger_so_that_a_phone_shows_them(small):
    drawing = Drawing(small)
    wide = 2 * reach(drawing.sectors, drawing.size.letters)
    assert drawing.size.letters * 366 / wide > 10  # pixels, where the map is as wide as a phone


def test_most_of_a_crowd_is_named_on_the_map_and_the_rest_has_numbers(crowded):
    marked = Drawing(crowded).marked
    assert sum(not m.number for m in marked) > 0.6 * len(marked)
    assert sum(m.label is None for m in marked) < 0.06 * len(marked)


def test_the_numbers_on_the_map_are_in_the_list(crowded):
    drawing = Drawing(crowded)
    on_the_map = {m.number for m in drawing.marked if m.number}
    assert set(drawing.numbers.values()) == on_the_map
    assert len(drawing.numbers) == len(on_the_map)


def test_without_names_a_member_has_one_number_only():
    book = Book().with_(
        *(
            Member(id=f"m{i}", name=f"Person {i}", kind="person", closeness=1)
            for i in range(98, 0, -1)
        )
    )
    drawing = Drawing(book, names=False)
    assert drawing.numbers == {}
    assert {m.spot.member.name.split()[-1] for m in drawing.marked if m.number} == {
        m.number for m in drawing.marked if m.number
    }


def test_people_are_round_in_the_colour_of_their_role_and_sources_are_diamonds():
    svg = picture(
        Drawing(
            Book().with_(
                Member(id="a", name="Ana", kind="person", role="expert", closeness=1),
                Member(id="b", name="Atlas", kind="source", closeness=1),
            )
        )
    )
    assert re.search(rf'<circle [^>]*fill="{ROLE_LOOKS["expert"].colour}"', svg)
    assert re.search(rf'<path [^>]*fill="{SOURCE_LOOK.colour}"', svg)


def test_a_tie_is_a_curve_from_one_mark_to_the_other():
    drawing = Drawing(crowd(2).with_(Tie(a="m0", b="m1")))
    a, b = drawing.spots
    way = re.search(
        r'd="M([-\d]+) ([-\d]+)Q\S+ \S+ ([-\d]+) ([-\d]+)" class="tie"', picture(drawing)
    )
    ends = {(int(way[1]), int(way[2])), (int(way[3]), int(way[4]))}
    assert ends == {(round(a.x), round(a.y)), (round(b.x), round(b.y))}


@pytest.mark.parametrize("size", [1, 2, 30, 31, 70, 71, 500, 900])
def test_any_number_of_members_can_be_drawn(size):
    drawing = Drawing(crowd(size))
    assert picture(drawing).count('class="mark"') == min(size, 500)


def test_each_slice_is_named_at_the_edge(small):
    said = re.findall(r"<textPath[^>]*>([^<]*)</textPath>", picture(Drawing(small)))
    assert " ".join(said) == (
        "Peers Co-workers Supervisors Experts Other professionals Friends and family Sources"
    )


@pytest.mark.parametrize(("middle", "outer"), [(pi / 2, "Other"), (-pi / 2, "professionals")])
def test_a_narrow_slice_has_its_name_in_two_lines_that_are_read_downwards(middle, outer):
    sector = Sector(ROLE_LOOKS["other professional"], middle - 0.14, 0.28)
    found = re.findall(
        r'd="M\S+ \S+A([\d.]+) .*?<textPath[^>]*>(\w+)<', slice_name("s", sector, 26)
    )
    assert len(found) == 2
    assert max(found, key=lambda line: float(line[0]))[1] == outer
