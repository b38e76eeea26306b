"""The learning mix: it always adds up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plnkit import mix

moves = st.lists(st.tuples(st.sampled_from(mix.PARTS), st.integers(0, 100)), max_size=12)


def after(*moves):
    now, touched = dict(mix.EVEN), []
    for part, share in moves:
        now = mix.adjusted(now, part, share, touched)
        touched = [*(p for p in touched if p != part), part]
    return now


@given(moves)
def test_whatever_is_set_the_four_make_100_and_none_is_below_0(done):
    now = after(*done)
    assert set(now) == set(mix.PARTS)
    assert sum(now.values()) == 100
    assert min(now.values()) >= 0


@given(moves, st.sampled_from(mix.PARTS), st.integers(0, 100))
def test_what_is_set_last_is_what_was_said(done, part, share):
    assert after(*done, (part, share))[part] == share


def test_the_others_that_were_not_set_share_what_is_left():
    assert after(("formal", 10)) == {
        "formal": 10, "on_the_job": 30, "social": 30, "self_directed": 30,
    }  # fmt: skip


def test_what_was_set_before_stays_while_there_is_another_to_give_way():
    now = after(("formal", 10), ("on_the_job", 40), ("social", 30))
    assert now == {"formal": 10, "on_the_job": 40, "social": 30, "self_directed": 20}


def test_where_all_were_set_the_one_set_longest_ago_gives_way():
    now = after(("formal", 10), ("on_the_job", 40), ("social", 30), ("self_directed", 25))
    assert now == {"formal": 5, "on_the_job": 40, "social": 30, "self_directed": 25}


@pytest.mark.parametrize(("typed", "share"), [("40", 40), (" 40 % ", 40), ("0", 0), ("100%", 100)])
def test_a_share_is_read_as_it_is_typed(typed, share):
    assert mix.parsed(typed) == share


@pytest.mark.parametrize("typed", ["", "-5", "101", "abc", "1e9", "12.5", "9" * 5000, "٤"])
def test_what_is_no_share_is_a_sentence(typed):
    with pytest.raises(ValueError, match="from 0 to 100"):
        mix.parsed(typed)
