"""The card of a member: every field, saved as it is changed."""

import json
from datetime import date

import pytest
from msgspec.structs import fields

from plnkit.journal import Journal
from plnkit.model import Aim, Interaction, Member, Plan, Rhythm, Support, Tie
from plnkit.views.card import FIELDS, Card
from plnkit.workbook import Workbook


@pytest.fixture
def mine(path):
    mine = Workbook(Journal.open(path))
    people = [Member(id=n.lower(), name=n, kind="person") for n in ("Ana", "Ben")]
    mine.change(lambda book: book.with_(*people), "Added")
    yield mine
    mine.close()


@pytest.fixture
def card(mine):
    card = Card("card", mine.change)
    mine.show("card", card, card.draw)
    card.pick("ana")
    return card


def say(card, key, text):
    where = json.dumps(["ana", key])
    card.press({"do": "set", "value": json.dumps([where, text])})


def test_before_one_is_opened_there_is_none(mine):
    card = Card("card", mine.change)
    card.draw(mine.book)
    assert card.content == ""


def test_every_field_of_a_member_is_on_the_card_or_tapped_on_it():
    tapped = {"closeness", "channels", "ties_asked", "kind"}
    ours = {"id", "more", "added", "was", "place"}  # not said by anybody
    assert {f.name for f in fields(Member)} - ours - tapped == set(FIELDS)


SAID = [
    ("name", " Anna ", "Anna"),
    ("role", "expert", "expert"),
    ("organisation", "Clinic", "Clinic"),
    ("my_organisation", "yes", True),
    ("email", "a@example.org", "a@example.org"),
    ("url", "https://example.org", "https://example.org"),
    ("began", "online", "online"),
    ("met", "no", False),
    ("participation", "ask", "ask"),
    ("trust_competence", "4", 4),
    ("trust_goodwill", "5", 5),
    ("intent", "How to ask", "How to ask"),
    ("topics", "maps, maps,  law ", ("maps", "law")),
    ("rhythm", "14", Rhythm(ideal=14)),
    ("status", "paused", "paused"),
    ("note", "Met in spring", "Met in spring"),
]


@pytest.mark.parametrize(("key", "text", "value"), SAID)
def test_what_is_said_is_kept_and_shown_again(mine, card, key, text, value):
    say(card, key, text)
    assert getattr(mine.book.member("ana"), key) == value
    assert card.notice == ""


@pytest.mark.parametrize("key", [k for k in FIELDS if k not in ("name", "status")])
def test_what_was_said_can_be_taken_back(mine, card, key):
    blank = getattr(mine.book.member("ana"), key)
    text = next(t for k, t, _ in SAID if k == key)
    say(card, key, text)
    say(card, key, "")
    assert getattr(mine.book.member("ana"), key) == blank


@pytest.mark.parametrize(
    ("key", "text"),
    [("rhythm", "often"), ("rhythm", "0"), ("role", "king"), ("met", "x"), ("name", " ")],
)
def test_what_cannot_be_is_a_sentence_on_the_card_and_changes_nothing(mine, card, key, text):
    before = mine.book
    say(card, key, text)
    assert mine.book == before
    assert card.notice
    assert card.content.count(card.notice.split(":")[0]) == 1
    assert card.content.index('role="alert"') < card.content.index("</dialog>")


def test_an_edit_goes_to_the_member_whose_card_it_was_typed_on(mine, card):
    card.pick("ben")
    say(card, "note", "of Ana")
    assert (mine.book.member("ana").note, mine.book.member("ben").note) == ("of Ana", "")


def test_ring_and_channels_are_tapped_and_tapped_away(mine, card):
    for _ in range(2):
        card.press({"do": "ring", "value": json.dumps(["ana", 2])})
        card.press({"do": "channel", "value": json.dumps(["ana", "chat"])})
    assert [c.label for c in mine._journal.changes[1:]] == [
        "Ana: ring 2",
        "Ana: chat",
        "Ana: not placed",
        "Ana: chat",
    ]
    assert mine.book.member("ana").closeness is None


def test_a_tie_is_chosen_from_a_list_and_tapped_away(mine, card):
    card.press({"do": "tie_to", "value": "ben"})
    assert [(t.a, t.b) for t in mine.book.ties] == [("ana", "ben")]
    card.press({"do": "tie", "value": json.dumps(["ana", "ben"])})
    assert mine.book.ties == ()


def test_it_shows_what_happened_and_for_which_aims(mine, card):
    mine.change(
        lambda book: book.with_(
            Tie(a="ana", b="ben"),
            Aim(id="lead", text="Lead a team"),
            Support(id="s", aim="lead", member="ana", help="feedback"),
            Interaction(id="i", members=("ana",), on=date(2026, 3, 1), learned="To listen"),
        ),
        "x",
    )
    assert '<time datetime="2026-03-01">1 March 2026</time>: To listen' in card.content
    assert "Lead a team (feedback, could)" in card.content


def test_a_name_with_markup_is_text(mine, card):
    say(card, "name", "<img src=x onerror=alert(1)>")
    assert "<img" not in card.content
    assert "&lt;img" in card.content


def test_closing_it_shows_nothing_more(card):
    card.press({"do": "shut", "value": None})
    assert card.content == ""


def test_a_member_that_is_removed_takes_its_card_along_and_undo_brings_it_back(mine, card):
    card.press({"do": "remove", "value": "ana"})
    assert card.content == ""
    mine.undo()
    assert "ana" in mine.book


def test_what_goes_along_is_said_before_and_after_a_removal(mine, card):
    plan = Plan(id="p", member="ana", act="ask")
    mine.change(lambda book: book.with_(plan), "Planned")
    assert "Removed with it: 1 plan." in card.content
    card.press({"do": "remove", "value": "ana"})
    assert mine.undoable.label == "Removed Ana, and with it 1 plan"
    mine.undo()
    assert mine.book["p"] == plan
