"""From one picture to the next."""

from itertools import pairwise

import msgspec
from exact import reveals_few
from hypothesis import given, settings
from hypothesis import strategies as st
from made import aim, contents, full, mixed, share
from msgspec.structs import replace

from plnkit.room import Screen, picture, refreshed
from plnkit.room.figures import FIGURES

KEY = b"k" * 32


def shown(steps):
    """Return the screens and pictures of several sets of shares, one after the other."""
    screen, found = Screen(), []
    for shares in steps:
        screen, drawn = refreshed(screen, shares, KEY)
        found.append((screen, drawn))
    return found


def test_there_is_no_picture_of_four():
    assert refreshed(Screen(), [full(i) for i in range(4)], KEY)[1] is None


def test_the_first_picture_is_of_all():
    shares = [full(i) for i in range(12)]
    assert refreshed(Screen(), shares, KEY)[1] == picture(shares)


def test_one_of_five_newcomers_who_ticked_an_item_waits_for_that_item():
    before = [full(i) for i in range(8)]
    new = [share(f"n{i}", rings=(1, 1, 1, 1)) for i in range(5)]
    new[0] = replace(new[0], mix=mixed(100, 0, 0, 0))
    (_, first), (_, second) = shown([before, [*before, *new]])
    assert second.mix.percents == first.mix.percents
    assert second.rings != first.rings
    assert second.learners == 13


def test_who_edits_an_ask_keeps_their_place():
    before = [full(i) for i in range(7)]
    after = [replace(before[0], asks=("Something else",), alias="X"), *before[1:]]
    (_, first), (_, second) = shown([before, after])
    assert first == second


def test_who_changes_one_item_keeps_their_place_in_the_others():
    before = [full(i) for i in range(7)]
    after = [replace(before[0], mix=mixed(100, 0, 0, 0)), *before[1:]]
    _, (_, second) = shown([before, after])
    assert second.mix is None
    assert second.rings is not None


def test_four_who_change_one_thing_do_not_show_a_fifth_who_comes():
    before = [full(i) for i in range(5)]
    changed = [replace(s, asks=("Something else",)) for s in before[:4]]
    _, (_, second) = shown([before, [*changed, before[4], share("new", rings=(9, 0, 0, 0))]])
    assert second.rings.percents["1"] == 20


def test_a_picture_after_a_withdrawal_does_not_depend_on_what_was_withdrawn():
    others = [full(i, i) for i in range(14)]
    gone = full("gone", 1)
    another = replace(gone, rings=(0, 0, 9, 9), mix=mixed(100, 0, 0, 0), aims=(aim("Budget"),))
    steps = [[[*others, one], others, [*others, full("late")]] for one in (gone, another)]
    assert [p for _, p in shown(steps[0])[1:]] == [p for _, p in shown(steps[1])[1:]]


def test_what_is_left_after_a_withdrawal_is_of_those_who_are_left():
    others = [full(i, i) for i in range(14)]
    _, (screen, after) = shown([[*others, full("gone", 99)], others])
    left = [s for s in others if s.id in screen.blocks["rings"].shown]
    assert len(left) >= 5
    assert after.rings.percents == picture(left).rings.percents


def test_a_screen_can_be_written_down_and_goes_on_as_before():
    (screen, _), *_ = shown([[full(i) for i in range(8)]])
    again = msgspec.json.decode(msgspec.json.encode(screen), type=Screen)
    later = [full(i) for i in range(11)]
    assert refreshed(again, later, KEY) == refreshed(screen, later, KEY)


def test_a_screen_holds_nothing_that_was_shared():
    (screen, _), *_ = shown([[full(i) for i in range(8)]])
    assert "feedback" not in msgspec.json.encode(screen).decode().lower()


def test_marks_cannot_be_told_without_the_key():
    shares = [full(i) for i in range(8)]
    assert refreshed(Screen(), shares, b"a")[0] != refreshed(Screen(), shares, b"b")[0]


def test_the_order_of_shares_is_not_seen():
    shares = [full(i, i) for i in range(17)]
    assert refreshed(Screen(), shares, KEY) == refreshed(Screen(), shares[::-1], KEY)


def step(n):
    """Return some of n learners' shares, with whatever items."""
    ids = st.sets(st.integers(0, n - 1), min_size=n - 4)
    return ids.flatmap(lambda some: st.tuples(*[contents(i) for i in sorted(some)]))


@settings(max_examples=25)
@given(st.lists(step(11), min_size=2, max_size=5))
def test_no_figure_of_several_pictures_leads_to_fewer_than_five(steps):
    screens = [screen for screen, _ in shown(steps)]
    for name, of in FIGURES.items():
        pictures = []
        for shares, screen in zip(steps, screens, strict=True):
            facts = {s.id: msgspec.json.encode(of(s), order="sorted") for s in shares}
            pictures.append({(id, facts[id]) for id in screen.blocks[name].shown})
        assert not reveals_few([p for p in pictures if p])


@settings(max_examples=25)
@given(st.lists(step(11), min_size=2, max_size=4))
def test_a_figure_changes_by_five_learners_or_by_none(steps):
    for (before, _), (after, _) in pairwise(shown(steps)):
        for name in FIGURES:
            old, new = (set().union(*s.blocks[name].live) for s in (before, after))
            assert old == new or len(old ^ new) >= 5
