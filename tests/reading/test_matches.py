"""Why two people meet, as each of them reads it, and how they may begin."""

import pytest

from plnkit.matching import Meeting, Person, Told, matches
from plnkit.reading.matches import first_message, read_match

CALLED = {"a": "Quiet otter", "b": "Bold fox"}
HELP = Meeting("a", "b", "negotiating a budget", "budget talks with suppliers", ("budget",), "help")
BOTH = Meeting("a", "b", "chess", "openings", (), "help", Told("piano", "scales", ()))
SAME = Meeting("a", "b", "chess", "learn chess", ("chess",), "same")
TALK = Meeting("a", "b", "chess", "law", (), "talk", Told("", "violin"))


@pytest.mark.parametrize(
    ("meeting", "me", "sentence"),
    [
        (
            HELP,
            "a",
            (
                "Ask Bold fox about “negotiating a budget”: they offer “budget talks with suppliers” "
                "(both say “budget”)."
            ),
        ),
        (
            HELP,
            "b",
            (
                "Quiet otter asks for “negotiating a budget”: you offer “budget talks with suppliers” "
                "(both say “budget”)."
            ),
        ),
        (
            BOTH,
            "b",
            (
                "Ask Quiet otter about “piano”: they offer “scales”. And they ask for “chess”: you "
                "offer “openings”."
            ),
        ),
        (
            SAME,
            "b",
            (
                "You and Quiet otter ask for something similar: you for “learn chess”, they for “chess”. "
                "You could learn it together."
            ),
        ),
        (TALK, "a", "Meet Bold fox for a fresh pair of eyes: they offer “law”."),
        (
            TALK,
            "b",
            "Meet Quiet otter for a fresh pair of eyes: they ask for “chess” and offer “violin”.",
        ),
    ],
)
def test_each_reads_why_they_meet_from_where_they_stand(meeting, me, sentence):
    assert read_match(meeting, me, CALLED) == sentence


@pytest.mark.parametrize("meeting", [HELP, BOTH, SAME, TALK], ids=lambda m: m.kind)
@pytest.mark.parametrize("me", ["a", "b"])
def test_a_first_message_greets_the_other_and_says_what_it_is_about(meeting, me):
    other = {"a": "Bold fox", "b": "Quiet otter"}[me]
    message = first_message(meeting, me, CALLED)
    assert message.startswith(f"Hello {other},\n\n")
    assert "“" in message
    assert "“(without words)”" not in message


def test_who_is_asked_offers_and_who_asks_may_hear_a_no():
    assert "a no is fine" in first_message(HELP, "a", CALLED)
    assert "glad to tell you" in first_message(HELP, "b", CALLED)


def test_where_both_help_the_message_says_so():
    assert "you ask for “piano”" in first_message(BOTH, "a", CALLED)


def test_a_long_ask_is_cut_in_the_sentence_and_whole_in_the_message():
    long = "a " + "very " * 50 + "long ask"
    meeting = Meeting("a", "b", long, "asks", (), "help")
    assert long not in read_match(meeting, "a", CALLED)
    assert long in first_message(meeting, "a", CALLED)


def test_many_words_of_both_are_a_few_and_how_many_more():
    words = ("one", "two", "three", "four", "five")
    said = read_match(Meeting("a", "b", "x", "y", words, "help"), "a", CALLED)
    assert said.endswith("(both say “one”, “two”, “three” and 2 others).")


def test_names_and_texts_from_right_to_left_leave_the_sentence_alone():
    meeting = Meeting("a", "b", "التفاوض", "التفاوض", ("التفاوض",), "help")
    said = read_match(meeting, "a", {"b": "نورة"})
    assert said.startswith("Ask \u2068نورة\u2069 about “\u2068التفاوض\u2069”: they")


def test_somebody_without_a_name_is_somebody():
    assert read_match(HELP, "a", {"b": " \n"}).startswith("Ask Somebody about")


def test_who_is_in_no_meeting_cannot_read_it():
    with pytest.raises(ValueError, match="two others"):
        read_match(HELP, "c", CALLED)


def test_what_is_matched_can_be_read_by_all():
    people = [Person("a", ("chess",)), Person("b", (), ("chess",)), Person("c", ("🙂",), ("law",))]
    for meeting in matches(people):
        for me in meeting.people:
            assert read_match(meeting, me, CALLED).endswith(".")
