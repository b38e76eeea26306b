"""Where do you learn? The mix, the sources at hand, visitor or at home."""

import json

import pytest
from pressing import press, shown

from plnkit import pulses
from plnkit.model import Member, Mix
from plnkit.reading.places import read_places
from plnkit.views.welcome import AtHand, LearningMix, Visits


def set_part(panel, part, text):
    panel.press({"do": "part", "value": json.dumps([part, text])})


def mix_of(mine):
    return pulses.latest(mine.book).mix


# --- the mix ------------------------------------------------------------------------------------


@pytest.fixture
def learning(mine):
    return shown(mine, LearningMix(mine.change))


def test_nothing_is_kept_before_something_is_said(mine, learning):
    assert mix_of(mine) is None
    assert "Nothing is kept yet" in learning.content
    assert learning.content.count('value="25"') == 4  # where sliders stand
    assert learning.content.count('placeholder="25"') == 4


def test_a_part_is_set_and_the_others_give_way(mine, learning):
    set_part(learning, "formal", "10")
    assert mix_of(mine) == Mix(formal=10, on_the_job=30, social=30, self_directed=30)
    assert "Together 100%." in learning.content
    assert mine.undoable.label == "In courses: 10 %"


def test_a_quarter_each_can_be_right(mine, learning):
    press(learning, "even", None)
    assert mix_of(mine) == Mix(formal=25, on_the_job=25, social=25, self_directed=25)


@pytest.mark.parametrize("typed", ["-5", "150", "abc", "", "0.5"])
def test_what_is_no_share_is_said_beside_the_field_and_not_kept(mine, learning, typed):
    set_part(learning, "social", typed)
    assert "from 0 to 100" in learning.content
    assert 'id="pln-mix-social" data-wrong' in learning.content
    assert mix_of(mine) is None


def test_a_mix_of_nothing_cannot_be(mine, learning):
    for part in ("formal", "on_the_job", "social", "self_directed"):
        set_part(learning, part, "0")
    now = mix_of(mine)
    assert now.formal + now.on_the_job + now.social + now.self_directed == 100


@pytest.mark.parametrize(
    "strange", [Mix(), Mix(formal=33.3, social=66.6), Mix(formal=80, social=80)]
)
def test_a_mix_from_elsewhere_is_shown_so_that_it_adds_up(mine, learning, strange):
    from plnkit.views.welcome.learning_mix import _whole

    assert sum(_whole(strange).values()) == 100


# --- sources at hand ----------------------------------------------------------------------------


@pytest.fixture
def at_hand(mine):
    return shown(mine, AtHand(mine.change))


def test_a_tap_puts_a_source_on_the_map_and_another_takes_it_off(mine, at_hand):
    press(at_hand, "tap", "encyclopaedia", "Wikipedia")
    (one,) = mine.book.sources
    assert (one.name, one.role) == ("Wikipedia", "encyclopaedia")
    assert "1 source on your map" in at_hand.content
    press(at_hand, "tap", "encyclopaedia", "Wikipedia")
    assert mine.book.sources == ()


def test_another_can_be_typed(mine, at_hand):
    said = {"name": ["Soil weekly"], "role": ["blog or newsletter"]}
    at_hand.press({"do": "another", "value": json.dumps(said)})
    assert mine.book.sources[0].name == "Soil weekly"
    assert "Soil weekly" in at_hand.content


@pytest.mark.parametrize("called", ["", "  ", "x" * 300, "wikipedia"])
def test_a_name_that_cannot_be_is_said_beside_the_field(mine, at_hand, called):
    press(at_hand, "tap", "encyclopaedia", "Wikipedia")
    said = {"name": [called], "role": ["encyclopaedia"]}
    at_hand.press({"do": "another", "value": json.dumps(said)})
    assert "pln-wrong" in at_hand.content
    assert len(mine.book.sources) == 1


def test_a_kind_that_no_page_offers_is_refused(mine, at_hand):
    press(at_hand, "tap", "emperor", "Nero")
    assert mine.book.sources == ()
    assert "reload the page" in at_hand.content


# --- visitor or at home -------------------------------------------------------------------------


def source(id, **said):
    return Member(id=id, name=id, kind="source", **said)


def test_how_much_one_takes_part_is_said_and_taken_back(mine):
    mine.change(lambda book: book.with_(source("forum")), "Added")
    visits = shown(mine, Visits(mine.change))
    press(visits, "part", "forum", "exchange")
    assert mine.book.member("forum").participation == "exchange"
    assert "At home: forum." in visits.content
    press(visits, "part", "forum", "exchange")
    assert mine.book.member("forum").participation is None


def test_a_way_that_no_page_offers_changes_nothing(mine):
    mine.change(lambda book: book.with_(source("forum", participation="ask")), "Added")
    visits = shown(mine, Visits(mine.change))
    press(visits, "part", "forum", "conquer")
    assert mine.book.member("forum").participation == "ask"


def test_both_ways_are_read_without_a_rank(mine):
    assert "Not enough yet" in read_places(mine.book)
    mine.change(
        lambda book: book.with_(
            source("a", participation="follow"), source("b", participation="exchange")
        ),
        "Added",
    )
    assert read_places(mine.book) == "At home: b. Visitor: a."


def test_what_a_source_is_need_not_be_said(mine, at_hand):
    at_hand.press({"do": "another", "value": json.dumps({"name": ["Zed"], "role": [""]})})
    assert mine.book.sources[0].role is None
