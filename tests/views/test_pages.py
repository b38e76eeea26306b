"""The verbs of a page: run again, or side by side, they do not get in each other's way."""

import pytest

from plnkit.journal import Journal
from plnkit.model import Member
from plnkit.pages import network
from plnkit.workbook import Workbook


@pytest.fixture
def mine(path):
    mine = Workbook(Journal.open(path))
    yield mine
    mine.close()


def test_a_cell_that_runs_again_leaves_one_map_and_one_list(mine):
    for _ in range(3):
        network.place_members(mine)
    assert mine.views == ("map-head", "rings", "people", "rings-card")


def test_a_second_list_on_a_page_is_another_view(mine):
    network.place_members(mine)
    network.list_members(mine)
    assert mine.views[-2:] == ("list", "list-card")


def test_the_map_is_there_first_and_the_list_when_it_is_asked_for(mine):
    network.place_members(mine)
    rings, people = mine.view("rings"), mine.view("people")
    assert (rings.layout.display, people.layout.display) == ("", "none")
    mine.view("map-head").press({"do": "way", "value": "list"})
    assert (rings.layout.display, people.layout.display) == ("none", "")


def test_the_example_is_seen_while_the_book_is_empty_and_gone_with_the_first_name(mine):
    network.place_members(mine)
    mine.view("map-head").press({"do": "look", "value": None})
    rings = mine.view("rings")
    rings.do_need(None)
    assert len(rings._sent["members"]) == 12
    mine.change(lambda book: book.with_(Member(id="ana", name="Ana", kind="person")), "Added")
    assert set(rings._sent["members"]) == {"ana"}


def test_a_tap_on_the_map_opens_the_card(mine):
    mine.change(lambda book: book.with_(Member(id="ana", name="Ana", kind="person")), "Added")
    network.place_members(mine)
    mine.view("rings").press({"do": "card", "value": "ana"})
    assert "Ana" in mine.view("rings-card").content
