"""What is told of a number, and what can be made of it."""

from collections import defaultdict
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plnkit.room.hiding import Count, counted, hidden, parted


@pytest.mark.parametrize(
    ("count", "of", "told"),
    [
        (0, 24, Count("few")),
        (4, 24, Count("few")),
        (5, 24, Count("some", 5)),
        (19, 24, Count("some", 15)),
        (20, 24, Count("most")),
        (24, 24, Count("most")),
        (2, 5, Count("few")),
        (3, 5, Count("most")),
        (5, 10, Count("some", 5)),
    ],
)
def test_a_count_is_told_to_the_five_below_it_if_neither_side_is_small(count, of, told):
    assert hidden(count, of) == told


def test_what_is_said_of_a_count_is_true():
    for of in range(5, 60):
        for count in range(of + 1):
            told = hidden(count, of)
            assert told.kind != "few" or count < 5
            assert told.kind != "most" or of - count < 5
            assert told.kind != "some" or told.least <= count


def small(values):
    return all(1 <= value <= 4 for value in values)


def test_no_two_counts_of_a_picture_say_that_one_to_four_are_between_them():
    """A group (k) in a group (m) of those who shared an item (n) of all that are here: all cases."""
    for here in range(5, 27):
        found = defaultdict(list)
        for n in range(5, here + 1):
            for m in range(n + 1):
                for k in range(m + 1):
                    told = hidden(n, here), hidden(m, n), hidden(k, n)
                    found[told].append((k, m, n, here))
        for cases in found.values():
            assert not any(
                small({case[b] - case[a] for case in cases}) for a, b in combinations(range(4), 2)
            )


def test_a_count_before_and_after_a_block_never_says_that_one_to_four_of_it_are_counted():
    for before in range(5, 30):
        for block in range(5, 10):
            found = defaultdict(set)
            for count in range(before + 1):
                for new in range(block + 1):
                    told = hidden(count, before), hidden(count + new, before + block)
                    found[told].add(new)
            for new in found.values():
                assert not small(new)
                assert not small({block - one for one in new})


def test_a_count_of_four_learners_is_not_there():
    assert counted([("x",)] * 4, ["x"], 20) is None
    assert counted([("x",)] * 5, ["x"], 20) is not None


def test_a_learner_counts_once():
    assert counted([("x", "x", "x")] * 5 + [()] * 5, ["x"], 10).counts["x"] == Count("some", 5)


def test_how_many_shared_an_item_is_told_as_a_count_of_all_here():
    assert counted([()] * 9, ["x"], 12).of == Count("most")
    assert counted([()] * 9, ["x"], 14).of == Count("some", 5)


def test_parts_of_four_learners_are_not_there():
    assert parted([{"x": 0.5, "y": 0.5}] * 4, "xy", 20) is None


def test_a_part_that_four_have_is_in_the_rest_with_the_next_smallest():
    rows = [{"x": 0.5, "y": 0.5}] * 6 + [{"x": 0.5, "z": 0.5}] * 4 + [{"x": 1}] * 10
    assert parted(rows, "xyz", 20).percents == {"x": 75}
    assert parted(rows, "xyz", 20).rest == 25


def test_a_part_that_nobody_has_does_not_show_as_nothing():
    rows = [{"x": 0.5, "y": 0.5}] * 6 + [{"x": 1}] * 6
    assert parted(rows, "xyz", 12).percents == {"x": 75}


def test_hidden_parts_that_five_have_together_need_no_other():
    rows = [{"x": 0.5, "y": 0.5}] * 3 + [{"x": 0.5, "z": 0.5}] * 3
    assert parted(rows, "xyz", 6).percents == {"x": 50}
    assert parted(rows, "xyz", 6).rest == 50


def test_a_whole_of_two_parts_is_not_told_where_four_have_one_of_them():
    assert parted([{"x": 1}] * 10 + [{"y": 1}] * 4, "xy", 14) is None


def test_each_learner_weighs_the_same():
    assert parted([{"x": 0.2, "y": 0.8}] * 5 + [{"x": 0.4, "y": 0.6}] * 5, "xy", 10).percents == {
        "x": 30,
        "y": 70,
    }


whole = st.dictionaries(st.sampled_from("vwxyz"), st.integers(1, 4), min_size=1).map(
    lambda row: {name: part / sum(row.values()) for name, part in row.items()}
)


@given(st.lists(whole, max_size=14))
def test_neither_a_part_nor_the_rest_is_of_fewer_than_five(rows):
    found = parted(rows, "vwxyz", len(rows))
    if found is None:
        return
    assert all(sum(name in row for row in rows) >= 5 for name in found.percents)
    away = set("vwxyz") - set(found.percents)
    assert not away or sum(bool(away & set(row)) for row in rows) >= 5
    assert (found.rest is None) == (not away)
