"""First drafts: what stands in them, and what never does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plnkit import drafts
from plnkit.model import Aim, Learner, Member
from plnkit.rhythm import Reconnection

KINDS = ("goal", "need", "interest", "motivation", "problem")
NOOR = Learner(name="Noor", organisation="Town hall")
AIM = Aim(id="a", text="chair a meeting in French", why="Our partners do.")
ROSA = Member(
    id="rosa-1",
    name="Rosa",
    kind="person",
    role="supervisor",
    closeness=3,
    topics=("negotiation",),
    intent="how to say no",
    trust_competence=2,
    trust_goodwill=1,
    organisation="Acme",
    email="rosa@example.org",
    note="talks too much",
)
QUIET = Reconnection(ROSA, None, new_topics=("negotiation",), trusted=True, once_close=True)


def every_draft(aim=AIM, member=ROSA, learner=NOOR):
    found = Reconnection(member, None)
    return [
        drafts.present(aim, member, "message", learner),
        drafts.present(aim, member, "question", learner),
        drafts.present(aim, None, "message", learner),
        drafts.question(aim, None, learner),
        drafts.network_question(aim),
        drafts.reconnect(member, found, learner),
    ]


def test_no_draft_holds_a_note_an_address_or_what_was_rated():
    secrets = ("talks too much", "@", "Acme", "supervisor", "ring", "trust", "programme")
    assert [s for s in secrets for text in every_draft() if s in text] == []


def test_a_message_to_several_and_a_post_name_nobody():
    texts = [
        drafts.present(AIM, None, "message", NOOR),
        drafts.question(AIM, None, NOOR),
        drafts.network_question(AIM),
    ]
    assert [text for text in texts if "Rosa" in text] == []


def test_a_message_quotes_the_aim_and_why_it_matters_and_is_signed():
    text = drafts.present(AIM, ROSA, "message", NOOR)
    assert text.startswith("Hello Rosa,\n\n")
    assert "“chair a meeting in French”" in text
    assert "“Our partners do.”" in text
    assert text.endswith("\n\nNoor")


def test_a_question_asks_one_thing_and_does_not_say_why():
    text = drafts.present(AIM, ROSA, "question", NOOR)
    assert text == drafts.question(AIM, ROSA, NOOR)
    assert "Where would you begin?" in text
    assert AIM.why not in text


def test_without_a_name_nobody_signs():
    assert drafts.question(AIM, ROSA, Learner()).endswith("fine, too.")


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_aim_is_opened_in_words_of_its_own(kind):
    texts = every_draft(Aim(id="a", kind=kind, text="budgets"))[:5]
    assert [text for text in texts if drafts.OPENINGS[kind] not in text] == []
    assert len(set(drafts.OPENINGS.values())) == len(KINDS)


def test_the_words_of_the_learner_stay_as_they_are():
    words = 'ask <b>“why”</b>; then, "how"? 🦊 ميزانية'
    aim = Aim(id="a", text=words)
    assert words in drafts.present(aim, ROSA, "message", NOOR)
    assert words in drafts.network_question(aim)


def test_an_aim_of_several_lines_begins_on_a_line_of_its_own():
    text = drafts.question(Aim(id="a", text="one\ntwo"), ROSA, NOOR)
    assert ":" + " \n“one\ntwo”" in text


def test_a_long_aim_is_whole_in_a_message_and_short_in_a_post():
    aim = Aim(id="a", text="word " * 400 + "end")
    assert "end”" in drafts.question(aim, ROSA, NOOR)
    post = drafts.network_question(aim)
    assert len(post) < 500
    assert "word…" in post


def test_a_post_holds_no_address_and_not_why_it_matters():
    aim = Aim(id="a", text="write to rosa@example.org, well", why="Rosa said so")
    post = drafts.network_question(aim)
    assert ("@" in post, "Rosa" in post) == (False, False)


def test_contact_is_taken_up_by_what_is_new_with_one_question():
    text = drafts.reconnect(ROSA, QUIET, NOOR)
    assert "negotiation" in text
    assert text.count("?") == 1


def test_without_a_topic_contact_is_taken_up_by_what_was_to_be_learned():
    rosa = Member(id="r", name="Rosa", kind="person", intent="how to say no")
    assert "“how to say no”" in drafts.reconnect(rosa, Reconnection(rosa, None), NOOR)


def test_without_topic_or_intent_contact_is_taken_up_all_the_same():
    rosa = Member(id="r", name="Rosa", kind="person", topics=(" ",))
    text = drafts.reconnect(rosa, Reconnection(rosa, None), Learner())
    assert "came to mind" in text
    assert text.count("?") == 1


@pytest.mark.parametrize(
    ("called", "line"),
    [
        ("Rosa", "Hello Rosa,"),
        ("Rosa (from the fair, loud)", "Hello Rosa,"),
        ("Rosa [boss]", "Hello Rosa,"),
        ("(Rosa)", "Hello,"),
        ("ليلى حداد", "Hello ليلى حداد,"),
    ],
)
def test_a_message_begins_with_the_name_without_what_stands_in_brackets(called, line):
    assert drafts.first_line(Member(id="m", name=called, kind="person")) == line


def test_a_source_and_several_are_greeted_without_a_name():
    assert drafts.first_line(None) == "Hello,"
    assert drafts.first_line(Member(id="m", name="Forum", kind="source")) == "Hello,"


@given(st.text(max_size=400), st.text(max_size=200), st.sampled_from(KINDS))
def test_any_words_make_a_draft(text, why, kind):
    aim = Aim(id="a", text=text, why=why, kind=kind)
    rosa = Member(id="r", name="Rosa", kind="person", topics=(text,), intent=why)
    made = every_draft(aim, rosa)
    assert [draft for draft in made if not draft.strip()] == []
    assert len(made[4]) < 500
