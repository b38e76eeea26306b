"""What aims speak of."""

import pytest

from plnkit.room import Count
from plnkit.room.topics import shared, spoken


def told(*texts):
    found = shared([spoken([text]) for text in texts], len(texts))
    return found and found.counts


def test_a_word_that_five_share_is_a_topic():
    assert told(*["Give feedback"] * 5, *["budget"] * 5) == {
        "budget": Count("some", 5),
        "feedback": Count("some", 5),
    }


def test_a_word_that_four_share_is_none():
    assert "budget" not in told(*["feedback"] * 6, *["budget"] * 4)


def test_one_learner_who_says_it_twelve_times_says_it_once():
    once = shared([spoken(["budget"] * 12), *[spoken(["feedback"])] * 6], 7)
    assert list(once.counts) == ["feedback"]


@pytest.mark.parametrize(
    "text",
    [
        "I want to learn how to do better",
        "Ich möchte lernen, wie ich das besser kann",
        "Quiero aprender a hacer esto mejor",
        "Je veux apprendre à mieux faire",
    ],
)
def test_what_every_text_has_is_no_topic(text):
    assert not spoken([text])


def test_accents_and_case_do_not_part_a_topic_and_it_is_written_as_most_write_it():
    assert list(told("Présentation", "presentation", *["présentation"] * 3)) == ["présentation"]


def test_words_side_by_side_stand_for_both():
    assert list(told(*["difficult conversations"] * 6)) == ["difficult conversations"]


def test_a_word_of_more_learners_than_its_pair_is_told_too():
    found = told(*["honest feedback"] * 6, *["feedback"] * 5, *["budget"] * 5)
    assert set(found) == {"honest feedback", "feedback", "budget"}


@pytest.mark.parametrize("text", ["x" * 280, "42 2026", "💡 🚲", "", "a b"])
def test_what_is_no_word_is_no_topic(text):
    assert not spoken([text])


def test_markup_is_taken_apart():
    assert set(spoken(["<script>alert</script>"])) >= {"script", "alert"}
    assert not any("<" in topic for topic in spoken(["<script>alert</script>"]).values())


def test_words_of_other_scripts_stay_whole():
    assert "हिन्दी" in spoken(["हिन्दी भाषा"]).values()
    assert "القيادة" in spoken(["القيادة"]).values()


def test_at_most_twelve_are_told():
    assert len(told(*[" ".join(f"word{c}, and" for c in "abcdefghijklmnopq")] * 6)) == 12


def test_fewer_than_five_who_have_aims_share_nothing():
    assert told(*["feedback"] * 4) is None
