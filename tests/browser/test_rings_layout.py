"""Where members stand on the map: the arithmetic alone, in a real browser and without a page."""

import random
from pathlib import Path

import pytest

import plnkit

pytestmark = pytest.mark.browser

SCRIPT = Path(plnkit.__file__).parent / "views" / "rings" / "layout.js"
LAPTOP = {"width": 658, "height": 464, "x": 329, "y": 232, "radius": 210}  # at 1280 x 800
PHONE = {"width": 324, "height": 324, "x": 162, "y": 162, "radius": 140}
SMALLEST = {"width": 252, "height": 320, "x": 126, "y": 160, "radius": 96}
EDGES = (0.11, 0.38, 0.61, 0.81, 1)  # of the rings, as shares of the radius
FIRST = ["Ana", "Bilal", "Chiara", "Dagny", "Ekene", "Fatima", "Goran", "Hanneke", "Ines", "Jo"]
LAST = ["Okafor", "Sato", "Quintana", "Weiss"]
MEASURE = (
    "(text) => 7.2 * text.length + 4"  # as wide as a common font is: fonts differ from desk to desk
)


@pytest.fixture(scope="module")
def lay_out(chromium):
    """Return a function that lays members out, some of them a second time."""
    page = chromium.new_page()
    page.add_script_tag(content=SCRIPT.read_text())

    def run(members, frame=LAPTOP, then=None):
        return page.evaluate(
            f"""([members, frame, then]) => {{
              const first = layOut(members, 8, frame, {MEASURE});
              const last = then ? layOut(then, 8, frame, {MEASURE}, first) : first;
              return Object.fromEntries(last);
            }}""",
            [members, frame, then],
        )

    yield run
    page.close()


def members(many, seed=0):
    chance = random.Random(seed)
    names = [f"{first} {last}" for last in LAST for first in FIRST]
    return [
        {
            "id": f"m{i}",
            "name": names[i],
            "ring": chance.randint(1, 4),
            "sector": chance.randrange(8),
        }
        for i in range(many)
    ]


def overlaps(spots):
    boxes = [s["box"] for s in spots.values() if s["text"]]
    boxes += [[s["x"] - 7, s["y"] - 7, s["x"] + 7, s["y"] + 7] for s in spots.values()]
    return [
        (a, b)
        for i, a in enumerate(boxes)
        for b in boxes[i + 1 :]
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("many", [1, 12, 40])
def test_up_to_forty_names_are_all_there_and_none_overlaps(lay_out, many, seed):
    spots = lay_out(members(many, seed))
    assert overlaps(spots) == []
    assert sum(bool(s["text"]) for s in spots.values()) == many


@pytest.mark.parametrize("seed", range(5))
def test_on_a_phone_a_dozen_names_do_not_overlap(lay_out, seed):
    spots = lay_out(members(12, seed), PHONE)
    assert overlaps(spots) == []
    assert sum(bool(s["text"]) for s in spots.values()) >= 10


@pytest.mark.parametrize("seed", range(5))
def test_on_the_smallest_phone_half_of_a_dozen_names_are_whole(lay_out, seed):
    everybody = members(12, seed)
    spots = lay_out(everybody, SMALLEST)
    assert sum(spots[m["id"]]["text"] == m["name"] for m in everybody) >= 6


def test_every_member_stands_in_its_ring_and_slice(lay_out):
    everybody = members(40)
    spots = lay_out(everybody)
    for m in everybody:
        spot = spots[m["id"]]
        assert EDGES[m["ring"] - 1] <= spot["share"] <= EDGES[m["ring"]]
        assert m["sector"] <= spot["turn"] * 8 <= m["sector"] + 1


def place(spot):
    return spot["turn"], spot["share"]


def test_nobody_moves_when_others_come_go_or_move(lay_out):
    before = lay_out(members(20))
    others = [m | {"ring": 1 + m["ring"] % 4} if m["id"] == "m3" else m for m in members(40)[5:]]
    others = [*members(20)[2:5], *others]
    others[1] |= {"ring": 1 + others[1]["ring"] % 4}
    after = lay_out(members(20), then=others)
    moved = others[1]["id"]
    stayed = [id for id in after if id in before and id != moved]
    assert len(stayed) == 17
    assert [place(after[id]) for id in stayed] == [place(before[id]) for id in stayed]
    assert place(after[moved]) != place(before[moved])


def test_the_same_members_stand_where_they_stood_last_week(lay_out):
    assert lay_out(members(40)) == lay_out(members(40))


def test_a_place_that_was_stored_is_taken(lay_out):
    (member,) = members(1)
    (spot,) = lay_out([member | {"place": 90}]).values()
    assert spot["turn"] * 8 - member["sector"] == pytest.approx(0.07 + 0.86 / 4)


def test_a_thousand_in_one_ring_are_all_placed(lay_out):
    crowd = [{"id": f"m{i}", "name": "x" * 200, "ring": 1, "sector": 0} for i in range(1000)]
    spots = lay_out(crowd)
    assert len(spots) == 1000
    assert not any(s["text"] for s in spots.values())


def test_who_has_no_ring_is_not_on_the_map(lay_out):
    assert lay_out([{"id": "a", "name": "Ana", "sector": 0}]) == {}
