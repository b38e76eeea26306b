"""Each rule sees what it is about, and nothing where there is nothing."""

from itertools import combinations

import pytest
from books import SEEN, TODAY, both_ways, content, people, person

from plnkit.advice import RULES, cards, is_dismissed
from plnkit.model import Aim, Book, Dismissal, Member, Support, Tie

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


# --- what a second reader found to be said wrongly ---------------------------------------------


def test_most_of_your_people_is_more_than_half_of_the_pairs():
    pairs = list(combinations("abcdefghij", 2))[:22]  # of 45
    them = [person(x.upper()) for x in "abcdefghij"]
    assert "knit" not in seen(Book().with_(*them, *[Tie(a=a, b=b) for a, b in pairs]))


def test_who_has_gone_quiet_is_not_said_to_be_due_as_well():
    book = content(person("Ana", closeness=1, status="dormant")).with_(both_ways("Ana", 10))
    found = seen(book.without("Ana-1-2"))
    assert "dormant" in found
    assert "reach-out" not in found


def test_who_would_bring_no_more_that_is_new_is_not_preferred_for_it():
    trusted = person("Ana", status="dormant", topics=("jazz",), closeness=1)
    newer = person(
        "Ben", status="dormant", topics=("law",), organisation="Elsewhere",
        trust_competence=None, closeness=4,
    )  # fmt: skip
    book = content(trusted, newer, both_ways("Ben", 2), both_ways("Ben", 3))
    assert "unfamiliar-first" not in seen(book)


def test_a_source_or_a_paused_person_is_not_asked_to_help():
    aim = Aim(id="new", text="Speak Dutch")
    source = Support(id="s", aim="new", member="wiki", help="information")
    assert "aim-one" not in seen(content(aim, source))
    book = SEEN["aim-one"].update("ana", status="paused")
    assert "aim-one" not in seen(book)


def test_a_few_of_whom_it_is_known_do_not_speak_for_all():
    some = [person(m.name, my_organisation=True) for m in people(5)]
    rest = [person(f"X{i}", my_organisation=None, role=None) for i in range(20)]
    assert "inside" not in seen(Book().with_(*some, *rest))
    experts = [person(m.name, role="expert") for m in people(5)]
    assert "one-role" not in seen(Book().with_(*experts, *rest))
