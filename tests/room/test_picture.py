"""The picture of some shares."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import aim, contents, full, mixed, share

from plnkit.room import Count, Counted, Parted, Picture, picture
from plnkit.room.figures import FIGURES
from plnkit.room.hiding import hidden
from plnkit.shares import Began, Point, Sized

EVERY = set(Picture.__struct_fields__) - {"learners"}


def many(n=10, **items):
    return [share(i, **items) for i in range(n)]


def there(found):
    return {name for name in EVERY if getattr(found, name) is not None}


def test_ten_who_shared_everything_make_every_figure():
    assert there(picture([full(i) for i in range(10)])) == EVERY


def test_four_make_no_figure():
    assert not there(picture([full(i) for i in range(4)]))


def test_nobody_makes_an_empty_picture():
    assert picture([]) == Picture(learners=0)


def test_an_item_counts_only_those_who_ticked_it():
    shares = [*many(9), *[share(f"m{i}", mix=mixed(10, 40, 30, 20)) for i in range(6)]]
    assert there(picture(shares)) == {"mix"}
    assert picture(shares).mix == Parted(
        Count("some", 5),
        {"formal": 10, "on_the_job": 40, "social": 30, "self_directed": 20},
    )


def test_an_item_that_four_ticked_is_not_there():
    shares = [*many(9), *[share(f"m{i}", mix=mixed(10, 40, 30, 20)) for i in range(4)]]
    assert picture(shares).mix is None


def test_learners_with_nobody_are_counted():
    shares = [share(i, size=Sized(0 if i < 6 else 3, 0)) for i in range(12)]
    assert picture(shares).alone.counts == {"alone": Count("some", 5)}


def test_a_large_network_weighs_as_much_as_a_small_one():
    shares = [share(i, rings=(1, 1, 0, 0) if i % 2 else (0, 0, 5000, 5000)) for i in range(12)]
    assert picture(shares).rings.percents == {"1": 25, "2": 25, "3": 25, "4": 25}


def test_a_role_of_the_learners_own_is_never_told():
    shares = many(composition={"<script>": 5, "peer": 5, "expert": 5, "tool": 5})
    assert "<script>" not in str(picture(shares))
    assert picture(shares).roles.percents == {"peer": 25, "expert": 25, "tool": 25}
    assert picture(shares).roles.rest == 25


def test_where_it_began_is_of_those_who_said_so():
    shares = [
        *[share(i, contact=Began(1, 3, 0)) for i in range(5)],
        *[share(f"n{i}", contact=Began(0, 0, 2)) for i in range(5)],
    ]
    found = picture(shares)
    assert found.began == Parted(Count("some", 5), {"online": 25, "in person": 75})
    assert found.met.counts == {"met": Count("some", 5)}


def test_an_aim_of_a_kind_counts_once_a_learner():
    shares = [share(i, aims=(aim(), aim(), aim("Budget", "need", 1))) for i in range(10)]
    found = picture(shares)
    assert found.kinds.counts["goal"] == Count("most")
    assert found.kinds.counts["problem"] == Count("few")
    assert found.gaps.counts == {"nobody": Count("most"), "one": Count("most")}


def test_a_learner_without_aims_is_not_asked_about_them():
    shares = [*many(9, aims=()), *[share(f"a{i}", aims=(aim(),)) for i in range(5)]]
    assert picture(shares).kinds.of == Count("some", 5)


def test_a_point_at_the_edge_is_in_the_last_band():
    shares = many(points=(Point(1, 1), Point(1, 0.99), Point(0.25, 0), Point(0.5, 0.5)))
    found = picture(shares).cells
    assert found.percents == {"3/2": 25, "4/0": 25}  # the first of equals makes way
    assert found.rest == 50


def test_a_cell_that_four_stand_in_is_not_told():
    shares = [
        share(i, points=(Point(1, 0.1), Point(0.5, 0.5), *([Point(0.25, 0.9)] if i < 4 else [])))
        for i in range(12)
    ]
    assert "4/4" not in picture(shares).cells.percents


def test_a_share_of_an_empty_book_counts_as_nobody_on_the_map():
    found = picture(many(size=Sized(0, 0), composition={}, rings=(0, 0, 0, 0), points=()))
    assert there(found) == {"alone"}
    assert found.alone.counts == {"alone": Count("most")}


def test_two_thousand_points_weigh_as_much_as_two():
    crowd = tuple(Point(1, 0.1) for _ in range(2000))
    shares = [share(i, points=crowd if i == 0 else (Point(0.25, 0.9),) * 2) for i in range(12)]
    assert picture(shares).cells is None  # one alone is in the other cell


def test_a_picture_can_cross_a_wire():
    found = picture([full(i) for i in range(10)])
    assert msgspec.convert(msgspec.to_builtins(found), Picture) == found
    assert msgspec.json.decode(msgspec.json.encode(found), type=Picture) == found


def test_the_order_of_shares_is_not_seen():
    shares = [full(i, i % 3) for i in range(20)]
    assert msgspec.json.encode(picture(shares)) == msgspec.json.encode(picture(shares[::-1]))


def test_no_alias_is_in_a_picture():
    shares = many(alias="Quiet otter", aims=(aim(),), asks=("Secret ask",), offers=("Secret",))
    said = msgspec.json.encode(picture(shares)).decode().lower()
    assert "otter" not in said
    assert "secret" not in said


@settings(max_examples=60)
@given(st.integers(0, 14).flatmap(lambda n: st.tuples(*[contents(i) for i in range(n)])))
def test_no_figure_is_of_fewer_than_five(shares):
    found = picture(shares)
    for name in there(found) - {"having", "topics"}:
        facts = [fact for s in shares if (fact := FIGURES[name](s)) is not None]
        assert len(facts) >= 5
        figure = getattr(found, name)
        assert figure.of == hidden(len(facts), len(shares))
        if isinstance(figure, Parted):
            assert all(sum(part in fact for fact in facts) >= 5 for part in figure.percents)
        if isinstance(figure, Counted):
            for what, told in figure.counts.items():
                assert told == hidden(sum(what in fact for fact in facts), len(facts))


@pytest.mark.parametrize(
    "text", ["x" * 280, "<b>bold</b> & “quotes”", "💡" * 100, "", "   ", "42 42"]
)
def test_any_text_can_be_an_aim(text):
    assert picture(many(aims=(aim(text),))).kinds is not None
