"""The map as a figure: who is drawn where, and that names are text."""

import json
from math import hypot

import pytest
from msgspec.structs import replace

from plnkit.charts.network_map import network_map
from plnkit.model import PERSON_ROLES, Book, Member, Tie


def person(name, **values):
    return Member(id=name, name=name, kind="person", **values)


def source(name, **values):
    return Member(id=name, name=name, kind="source", **values)


def crowd(size):
    return Book().with_(
        *(person(f"P{i}", closeness=1 + i % 4, role=PERSON_ROLES[i % 6]) for i in range(size))
    )


def marks(figure):
    """Return where each member is drawn, by id, as distance from the centre in rings."""
    return {
        id: hypot(x, y)
        for trace in figure.data
        if trace.customdata is not None
        for id, x, y in zip(trace.customdata, trace.x, trace.y, strict=True)
    }


def places(figure):
    """Return where each member is drawn, by id."""
    return {
        id: (x, y)
        for trace in figure.data
        if trace.customdata is not None
        for id, x, y in zip(trace.customdata, trace.x, trace.y, strict=True)
    }


def test_an_empty_book_has_rings_and_the_learner():
    figure = network_map(Book())
    assert figure.data[-1].text[0] == "You"
    assert sum(s.type == "circle" and s.line.width == 1 for s in figure.layout.shapes) == 4


@pytest.mark.parametrize("ring", [1, 2, 3, 4])
def test_a_member_stands_in_the_ring_of_its_closeness(ring):
    at = marks(network_map(Book().with_(person("Rosa", closeness=ring))))
    assert ring - 0.5 < at["Rosa"] < ring + 0.5


def test_a_member_who_is_not_placed_stands_outside_the_rings():
    assert marks(network_map(Book().with_(person("Rosa"))))["Rosa"] > 4.5


def test_there_is_one_trace_a_role_and_one_for_all_ties():
    book = crowd(12).with_(Tie(a="P0", b="P1"), Tie(a="P2", b="P3"))
    assert len(network_map(book).data) == 1 + 6 + 1


def test_a_tie_runs_from_one_member_to_the_other():
    book = crowd(2).with_(Tie(a="P0", b="P1"))
    figure = network_map(book)
    first = next(t for t in figure.data if t.customdata is not None and t.customdata[0] == "P0")
    line = figure.data[0]
    assert (line.x[0], line.y[0]) == pytest.approx((first.x[0], first.y[0]), abs=1e-3)


def test_sources_have_a_shape_of_their_own():
    figure = network_map(Book().with_(source("Blog", closeness=1), person("Rosa", closeness=1)))
    shapes = {t.customdata[0]: t.marker.symbol for t in figure.data if t.customdata is not None}
    assert shapes["Blog"] == "diamond"
    assert shapes["Rosa"] != "diamond"


def test_no_two_members_stand_on_the_same_spot():
    figure = network_map(crowd(300))
    spots = [
        (round(float(x), 2), round(float(y), 2))
        for t in figure.data
        if t.customdata is not None
        for x, y in zip(t.x, t.y, strict=True)
    ]
    assert len(set(spots)) == 300


def test_above_500_members_the_closest_are_drawn_and_it_says_so():
    book = crowd(400).with_(*(person(f"F{i}") for i in range(600)))
    figure = network_map(book)
    drawn = marks(figure)
    assert len(drawn) == 500
    assert sum(id.startswith("P") for id in drawn) == 400
    assert any("500 closest of 1,000" in a.text for a in figure.layout.annotations)


def test_names_with_markup_are_text_and_no_formula():
    nasty = "<b>x</b><script>alert(1)</script> $\\alpha$"
    rosa = Member(id="r", name=nasty, kind="person", closeness=1)
    figure = network_map(Book().with_(rosa))
    said = json.dumps(json.loads(figure.to_json())["data"])
    assert "<b>" not in said
    assert "<script" not in said
    assert "$" not in said


def test_the_button_that_uploads_a_chart_is_taken_away():
    assert "sendChartToCloud" in network_map(Book()).layout.template.layout.modebar.remove


def test_the_same_book_gives_the_same_picture():
    assert network_map(crowd(40)).to_json() == network_map(crowd(40)).to_json()


def test_beside_another_picture_who_has_not_moved_stands_in_the_same_place():
    stays, goes, comes = (person(n, closeness=2, role="peer") for n in ("stays", "goes", "comes"))
    moves = person("moves", closeness=1, role="peer")
    before = Book().with_(stays, goes, moves)
    after = Book().with_(comes, replace(stays, note="new"), replace(moves, closeness=3))
    first, second = network_map(before, after), network_map(after, before)
    a, b = places(first), places(second)
    assert a["stays"] == b["stays"]
    assert a["moves"] != b["moves"]
    assert len({*a.values(), *b.values()}) == 5
    assert first.layout.xaxis.range == second.layout.xaxis.range
