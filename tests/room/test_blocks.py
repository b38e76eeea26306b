"""Of whom a picture is made."""

import msgspec
from exact import reveals_few
from hypothesis import given
from hypothesis import strategies as st

from plnkit.room import Blocks

FIVE = dict.fromkeys("abcde", "1")
TEN = dict.fromkeys("abcdefghij", "1")


def ids(blocks):
    return set(blocks.shown)


def versions(blocks):
    return set().union(*blocks.live)


def test_nobody_is_shown_while_fewer_than_five_have_shared():
    assert not Blocks().told(dict.fromkeys("abcd", "1")).shown


def test_five_are_shown_at_once():
    assert ids(Blocks().told(FIVE)) == set("abcde")


def test_the_sixth_waits_for_four_others():
    six = Blocks().told(FIVE).told({**FIVE, "f": "1"})
    assert ids(six) == set("abcde")
    assert ids(six.told(TEN)) == set("abcdefghij")


def test_who_withdraws_is_gone_at_once_and_the_others_of_the_block_wait():
    assert not Blocks().told(FIVE).told(dict.fromkeys("abcd", "1")).shown


def test_a_withdrawal_hides_no_other_block():
    blocks = Blocks().told({str(n): "1" for n in range(40)})
    gone = next(iter(blocks.shown))
    left = blocks.told({id: "1" for id in blocks.shown if id != gone})
    assert len(left.shown) >= 40 - 9


def test_blocks_have_five_to_nine_fresh_versions():
    for n in range(5, 60):
        sizes = [len(block) for block in Blocks().told({str(i): "1" for i in range(n)}).live]
        assert all(5 <= size <= 9 for size in sizes)
        assert sum(sizes) == n


def test_who_waits_comes_along_with_the_next_block():
    left = Blocks().told(FIVE).told(dict.fromkeys("abcd", "1"))
    assert ids(left.told(dict.fromkeys("abcdvwxyz", "1"))) == set("abcdvwxyz")


def test_a_changed_share_is_a_fresh_one():
    assert ids(Blocks().told(FIVE).told(dict.fromkeys(FIVE, "2"))) == set("abcde")


def test_a_share_that_comes_back_as_it_was_is_not_fresh():
    without = Blocks().told(FIVE).told(dict.fromkeys("abcd", "1"))
    back = without.told(FIVE)
    assert not back.shown
    assert not back.told({**FIVE, **dict.fromkeys("wxyz", "1")}).shown


def test_the_order_of_arrival_is_not_seen():
    there = list(TEN.items())
    assert Blocks().told(dict(there)).shown == Blocks().told(dict(reversed(there))).shown


def test_being_told_the_same_again_changes_nothing():
    blocks = Blocks().told(TEN)
    assert blocks.told(TEN) == blocks


def test_blocks_can_be_written_down():
    blocks = Blocks().told(TEN)
    assert msgspec.json.decode(msgspec.json.encode(blocks), type=Blocks) == blocks


def test_the_oracle_sees_a_difference_of_four():
    assert reveals_few([set("abcdefghi"), set("abcde")])
    assert not reveals_few([set("abcdefghij"), set("abcde")])


def test_the_oracle_sees_what_only_three_pictures_together_tell():
    pictures = [set("abcdefghijk"), set("abcde"), set("fghij")]
    assert reveals_few(pictures)
    assert not reveals_few(pictures[:2])


people = st.integers(0, 12).map(str)
flips = st.lists(st.tuples(people, st.sampled_from("011123")), max_size=6)  # "0": withdrawn


def told_in_turn(first, then):
    """Return the blocks after each of several changes, each with what is shared then."""
    now, blocks = dict.fromkeys(map(str, range(first)), "1"), Blocks()
    turns = [(now, blocks := blocks.told(now))]
    for changes in then:
        now = {id: mark for id, mark in {**now, **dict(changes)}.items() if mark != "0"}
        turns.append((now, blocks := blocks.told(now)))
    return turns


turns = st.builds(told_in_turn, st.integers(4, 12), st.lists(flips, max_size=8))


@given(turns)
def test_no_combination_of_pictures_is_left_with_fewer_than_five(turns):
    pictures = [versions(blocks) for _, blocks in turns]
    assert not reveals_few([picture for picture in pictures if picture])


@given(turns)
def test_only_what_is_shared_now_is_shown(turns):
    for now, blocks in turns:
        assert versions(blocks) <= set(now.items())
        assert len(blocks.shown) == len(set(blocks.shown))


@given(turns)
def test_nobody_waits_where_a_block_can_be_formed(turns):
    for now, blocks in turns:
        waiting = set(now.items()) - versions(blocks)
        assert len(waiting - blocks.seen) < 5
