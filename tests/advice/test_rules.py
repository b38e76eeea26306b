"""Each rule sees what it is about, and nothing where there is nothing."""

import pytest
from books import SEEN, TODAY, content, people, person

from plnkit.advice import RULES, cards, is_dismissed
from plnkit.model import Book, Dismissal, Member

KEYS = [rule.key for rule in RULES]


def seen(book):
    return {card.key: card for card in cards(book, TODAY)}


def test_there_are_at_least_fifteen_rules_each_with_a_key_of_its_own():
    assert len(set(KEYS)) == len(KEYS) >= 15


def test_there_is_a_book_for_each_rule():
    assert sorted(SEEN) == sorted(KEYS)


@pytest.mark.parametrize("key", KEYS)
def test_a_rule_sees_what_it_is_about(key):
    assert key in seen(SEEN[key])


def test_where_there_is_nothing_to_see_there_is_no_card():
    assert seen(content()) == {}


@pytest.mark.parametrize("key", KEYS)
def test_below_three_people_nothing_is_said(key):
    book = SEEN[key]
    rest = book.without(*[m.id for m in book.people[2:]])
    assert seen(rest) == {}


@pytest.mark.parametrize("key", KEYS)
def test_a_card_is_whole(key):
    card = seen(SEEN[key])[key]
    assert all(text.strip() for text in card.sentences)
    assert card.seen.said.endswith((".", "?"))
    assert card.rule.strength.startswith("No study") != bool(card.rule.sources)


@pytest.mark.parametrize("key", KEYS)
def test_nobody_is_concerned_who_is_not_named(key):
    card = seen(SEEN[key])[key]
    named = f"{card.seen.said} {card.seen.act}"
    assert all(m.name in named or "others" in named for m in card.seen.about)


@pytest.mark.parametrize("key", ["meet", "no-intent", "trust", "activate", "reach-out"])
def test_who_is_paused_is_left_in_peace(key):
    book = SEEN[key]
    assert key not in seen(book.update("ana", status="paused"))


@pytest.mark.parametrize("key", KEYS)
def test_a_card_that_was_put_aside_stays_away(key):
    card = seen(SEEN[key])[key]
    aside = Dismissal(id="d", card=key, reason="Not for me.", about=card.about)
    assert key not in seen(SEEN[key].with_(aside))


def test_a_card_comes_back_when_somebody_new_is_concerned():
    book = SEEN["meet"]
    aside = book.with_(Dismissal(id="d", card="meet", about=("ana",)))
    assert "meet" not in seen(aside)
    assert "meet" in seen(aside.update("ben", began="online", met=False))


def test_a_dismissal_of_another_card_puts_nothing_aside():
    card = seen(SEEN["meet"])["meet"]
    assert not is_dismissed(card, SEEN["meet"].with_(Dismissal(id="d", card="knit")))


def test_ties_not_asked_about_give_no_reason_for_advice():
    few = [person(m.name, ties_asked=i < 3) for i, m in enumerate(people())]
    for key in ("bridges", "knit"):
        assert key not in seen(SEEN[key].with_(*few))


def test_names_are_text_whatever_is_in_them():
    odd = Member(id="x", name="<b>Ed</b>", kind="person")
    book = Book().with_(odd, *people(2))
    assert "<b>Ed</b>" in seen(book)["no-intent"].seen.said
