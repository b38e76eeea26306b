"""Advice, numbers and who it is time for, pressed as the page presses them."""

from datetime import timedelta

from pressing import people, press, shown

from plnkit import advice, clock, rhythm
from plnkit.model import Dismissal, Interaction, Learner, Rhythm
from plnkit.views.choice import Choice
from plnkit.views.readings import Advice, Numbers, Overdue


def met(mine, *names, ago):
    day = clock.today() - timedelta(days=ago)
    log = [Interaction(id=f"{n}-{ago}", members=(n,), on=day) for n in names]
    mine.change(lambda book: book.with_(*log), "Logged")


def titles(panel):
    keys = {rule.title: rule.key for rule in advice.RULES}
    return [keys[t] for t in keys if f"<h3>{t}</h3>" in panel.content]


# --- advice -------------------------------------------------------------------------------------


def test_below_three_people_it_says_what_is_missing(mine):
    cards = shown(mine, Advice(mine.change))
    assert "Not enough yet" in cards.content
    people(mine, "a", "b", "c")
    assert "no-intent" in titles(cards)


def test_a_card_says_why_how_sure_and_when_not(mine):
    people(mine, "a", "b", "c", closeness=1, intent="x")
    cards = shown(mine, Advice(mine.change))
    (rule,) = [rule for rule in advice.RULES if rule.key == "trust"]
    parts = (rule.says, rule.why, rule.strength, rule.unless, rule.sources[0].doi)
    assert [part for part in parts if part not in cards.content] == []


def test_a_card_is_put_aside_with_a_reason_that_the_book_remembers(mine):
    people(mine, "a", "b", "c", began="online", met=False, intent="x")
    cards = shown(mine, Advice(mine.change))
    press(cards, "ask", "meet")
    assert "It does not fit me" in cards.content
    press(cards, "aside", "meet", "It does not fit me")
    assert "meet" not in titles(cards)
    (aside,) = mine.book.all(Dismissal)
    assert (aside.card, aside.reason, aside.about) == (
        "meet",
        "It does not fit me",
        ("a", "b", "c"),
    )


def test_what_was_put_aside_can_be_taken_up_again_also_by_undo(mine):
    people(mine, "a", "b", "c", began="online", met=False, intent="x")
    cards = shown(mine, Advice(mine.change))
    press(cards, "aside", "meet", "Not now")
    assert "Put aside (1)" in cards.content
    press(cards, "back", mine.book.all(Dismissal)[0].id)
    assert "meet" in titles(cards)
    press(cards, "aside", "meet", "Not now")
    mine.undo()
    assert "meet" in titles(cards)


def test_own_words_put_a_card_aside_and_blank_ones_do_not(mine):
    people(mine, "a", "b", "c", began="online", met=False, intent="x")
    cards = shown(mine, Advice(mine.change))
    press(cards, "ask", "meet")
    press(cards, "words", "  ")
    assert mine.book.all(Dismissal) == ()
    press(cards, "words", "We call.")
    assert mine.book.all(Dismissal)[0].reason == "We call."


def test_a_card_that_has_gone_by_itself_is_put_aside_in_vain(mine):
    people(mine, "a", "b", "c")
    cards = shown(mine, Advice(mine.change))
    press(cards, "aside", "knit", "Not now")
    assert mine.book.all(Dismissal) == ()
    assert cards.notice == ""


def test_four_cards_are_shown_at_once_and_the_rest_on_request(mine):
    people(
        mine,
        "a",
        "b",
        "c",
        "d",
        "e",
        closeness=1,
        role="peer",
        began="online",
        met=False,
        my_organisation=True,
    )
    cards = shown(mine, Advice(mine.change))
    assert len(titles(cards)) == 4
    press(cards, "more", None)
    assert len(titles(cards)) > 4


def test_names_and_reasons_are_text(mine):
    people(mine, "<i>a</i>", "b", "c")
    cards = shown(mine, Advice(mine.change))
    press(cards, "aside", "no-intent", "<script>x</script>")
    assert "<script>" not in cards.content
    assert "<i>" not in cards.content


# --- for whom it is time ------------------------------------------------------------------------


def test_who_is_late_is_listed_and_who_is_not_is_not(mine):
    people(mine, "late", "early", closeness=1)
    met(mine, "late", ago=20)
    met(mine, "early", ago=1)
    panel = shown(mine, Overdue(mine.change))
    assert "<bdi>late</bdi>" in panel.content
    assert "<bdi>early</bdi>" not in panel.content


def test_a_contact_today_resets_the_gap(mine):
    people(mine, "late", closeness=1)
    met(mine, "late", ago=20)
    panel = shown(mine, Overdue(mine.change))
    press(panel, "met", "late")
    assert "<bdi>late</bdi>" not in panel.content
    assert len(mine.book.all(Interaction)) == 2


def test_a_rhythm_can_be_slowed_down_without_more_ado(mine):
    people(mine, "late", closeness=1)
    met(mine, "late", ago=20)
    panel = shown(mine, Overdue(mine.change))
    press(panel, "slower", "late")
    assert mine.book.member("late").rhythm == Rhythm(ideal=14, longest=42)


def test_who_is_paused_is_mentioned_no_more(mine):
    people(mine, "late", closeness=1)
    met(mine, "late", ago=20)
    panel = shown(mine, Overdue(mine.change))
    press(panel, "pause", "late")
    assert "late</bdi>" not in panel.content
    press(panel, "slower", "late")
    assert mine.book.member("late").rhythm is None


def test_the_rhythm_of_a_ring_can_be_set_and_set_back(mine):
    panel = shown(mine, Overdue(mine.change))
    press(panel, "ring", "1", "60 to 90")
    assert mine.book.learner.rhythms[1] == Rhythm(ideal=60, longest=90)
    press(panel, "ring", "1", "")
    assert mine.book.learner.rhythms == rhythm.DEFAULTS


def test_what_is_no_rhythm_is_a_sentence_and_changes_nothing(mine):
    panel = shown(mine, Overdue(mine.change))
    press(panel, "ring", "1", "often")
    assert "number of days" in panel.content
    assert mine.book.learner == Learner()


# --- numbers, and a choice ----------------------------------------------------------------------


def test_numbers_are_a_table_with_headers_and_sources(mine):
    people(mine, "a", "b", ties_asked=True)
    numbers = shown(mine, Numbers())
    assert '<th scope="row">Constraint</th>' in numbers.content
    assert "Borgatti (1997)" in numbers.content
    assert "not enough yet" in numbers.content


def test_a_choice_tells_which_way_was_chosen(mine):
    turned = []
    choice = shown(
        mine,
        Choice("by", "Who?", {"role": "Role", "began": "Begun"}, lambda: turned.append(choice.way)),
    )
    press(choice, "way", "began")
    press(choice, "way", "nonsense")
    assert turned == ["began"]
