"""The forms, pressed as the page presses them."""

import json
import sqlite3
from contextlib import closing

import pytest
from pressing import people, press, shown

from plnkit.model import Member, Tie, tie_id
from plnkit.views.describe import Describe
from plnkit.views.names import Names
from plnkit.views.notes import Checkpoint, Finish, Question
from plnkit.views.ties import Ties
from plnkit.words import PROMPTS


def names_of(mine):
    return [m.name for m in mine.book.members]


# --- presses --------------------------------------------------------------------------------

ID = "a1" * 16


def test_what_comes_with_an_id_is_answered_so_that_the_page_need_not_keep_it(mine, monkeypatch):
    said = []
    monkeypatch.setattr(Names, "send", lambda _, content: said.append(content))
    form = shown(mine, Names(mine.change))
    form.press({"do": "add", "value": "Rosa", "id": ID})
    form.press({"do": "next", "value": None})
    assert said == [{"done": ID}]


def test_the_same_press_sent_twice_changes_the_book_once(mine):
    answer = {"do": "answer", "value": json.dumps(["", "Because."]), "id": ID}
    form = shown(mine, Question(mine.change, "network", "guess", "Why?", ""))
    form.press(answer)
    mine.change(lambda book: book.with_(Member(id="r", name="Rosa", kind="person")), "Added")
    form.press({**answer, "value": json.dumps(["", "Something older."])})
    assert [c.label for c in mine._journal.changes] == ["Answered a question", "Added"]


def test_an_id_that_is_none_is_not_used(mine):
    form = shown(mine, Names(mine.change))
    form.press({"do": "add", "value": "Rosa", "id": "x" * 32})
    assert mine._journal.changes[0].id != "x" * 32


# --- names ----------------------------------------------------------------------------------


def test_a_name_that_is_entered_is_added_with_the_date(mine):
    press(shown(mine, Names(mine.change)), "add", "Rosa")
    assert names_of(mine) == ["Rosa"]
    assert mine.book.members[0].added is not None


def test_a_pasted_list_is_one_change(mine):
    press(shown(mine, Names(mine.change)), "add", "Rosa\nBilal\nTom")
    mine.undo()
    assert names_of(mine) == []


def test_a_name_that_is_here_already_is_not_added_twice_and_it_says_so(mine):
    form = shown(mine, Names(mine.change))
    press(form, "add", "Rosa")
    press(form, "add", "rosa")
    assert names_of(mine) == ["Rosa"]
    assert "already here" in form.content


def test_a_name_that_is_too_long_comes_back_into_the_field(mine):
    form = shown(mine, Names(mine.change))
    press(form, "add", "x" * 300)
    assert "please shorten it" in form.content
    assert f'value="{"x" * 300}"' in form.content


def test_a_name_that_cannot_be_saved_comes_back_into_the_field(mine, path):
    form = shown(mine, Names(mine.change))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        press(form, "add", "Rosa")
    assert "Another program holds" in form.content
    assert 'value="Rosa"' in form.content
    press(form, "add", "Rosa")
    assert (names_of(mine), form.notice) == (["Rosa"], "")


@pytest.mark.parametrize(
    "nasty", ["<script>alert(1)</script>", '=HYPERLINK("x")', "a&b", "🦊", "ليلى", "O'Neil"]
)
def test_any_text_is_a_name_and_is_shown_as_text(mine, nasty):
    form = shown(mine, Names(mine.change))
    press(form, "add", nasty)
    assert names_of(mine) == [nasty]
    assert "<script>" not in form.content


def test_a_prompt_for_sources_adds_sources(mine):
    form = shown(mine, Names(mine.change))
    first_source = [p.kind for p in PROMPTS].index("source")
    for _ in range(first_source):
        press(form, "next", None)
    press(form, "add", "Half an Hour")
    press(form, "suggest", "Wikipedia")
    assert [(m.name, m.kind, m.role) for m in mine.book.members] == [
        ("Half an Hour", "source", None),
        ("Wikipedia", "source", "encyclopaedia"),
    ]


def test_the_prompts_follow_one_another_and_stop_at_the_last(mine):
    form = shown(mine, Names(mine.change))
    for _ in range(20):
        press(form, "next", None)
    assert PROMPTS[-1].question in form.content
    press(form, "back", None)
    assert PROMPTS[-2].question in form.content


def test_names_that_are_alike_are_asked_about_and_can_be_joined(mine):
    people(mine, "José", "Jose", closeness=2)
    form = shown(mine, Names(mine.change))
    assert "the same?" in form.content
    press(form, "same", "José", "Jose")
    assert names_of(mine) == ["José"]


def test_names_that_are_alike_can_be_told_apart_for_good(mine):
    people(mine, "José", "Jose")
    form = shown(mine, Names(mine.change))
    press(form, "apart", "José", "Jose")
    assert "the same?" not in form.content
    assert len(names_of(mine)) == 2


def test_a_member_is_removed_and_comes_back_with_undo(mine):
    people(mine, "Rosa")
    press(shown(mine, Names(mine.change)), "remove", "Rosa")
    assert names_of(mine) == []
    mine.undo()
    assert names_of(mine) == ["Rosa"]


def test_a_member_that_another_tab_removed_gives_a_sentence(mine):
    form = shown(mine, Names(mine.change))
    press(form, "remove", "gone")
    assert "no longer in your network" in form.content


@pytest.mark.parametrize(
    "message", [None, 7, {}, {"do": None}, {"do": "nothing"}, {"do": "__init__"}, {"do": ["x"]}]
)
def test_a_message_that_is_not_known_changes_nothing(mine, message):
    form = shown(mine, Names(mine.change))
    before = form.content
    form.press(message)
    assert form.content == before


@pytest.mark.parametrize(("do", "value"), [("remove", 7), ("add", 7), ("add", None)])
def test_a_value_of_the_wrong_kind_changes_nothing(mine, do, value):
    form = shown(mine, Names(mine.change))
    press(form, do, value)
    assert names_of(mine) == []


# --- who they are ---------------------------------------------------------------------------


def test_closeness_role_and_channel_are_set_by_tapping(mine):
    people(mine, "Rosa")
    form = shown(mine, Describe(mine.change, mine.erase))
    press(form, "closeness", "Rosa", "2")
    press(form, "role", "Rosa", "expert")
    press(form, "channels", "Rosa", "chat")
    rosa = mine.book.member("Rosa")
    assert (rosa.closeness, rosa.role, rosa.channels) == (2, "expert", ("chat",))


def test_tapping_again_takes_an_answer_back(mine):
    people(mine, "Rosa", closeness=2, channels=("chat",))
    form = shown(mine, Describe(mine.change, mine.erase))
    press(form, "closeness", "Rosa", "2")
    press(form, "channels", "Rosa", "chat")
    rosa = mine.book.member("Rosa")
    assert (rosa.closeness, rosa.channels) == (None, ())


def test_it_begins_with_the_first_who_is_not_described_and_goes_on(mine):
    people(mine, "Rosa", closeness=1, role="peer")
    people(mine, "Bilal", "Tom")
    form = shown(mine, Describe(mine.change, mine.erase))
    assert "How close is <bdi>Bilal" in form.content
    press(form, "step", "1")
    assert "How close is <bdi>Tom" in form.content


def test_all_at_once_shows_every_member_in_pages(mine):
    people(mine, *(f"P{i}" for i in range(30)))
    form = shown(mine, Describe(mine.change, mine.erase))
    press(form, "way", "all")
    first = form.content.count('data-key="P')
    press(form, "more", None)
    assert (first, form.content.count('data-key="P')) == (20, 30)


def test_a_member_tapped_on_the_map_is_brought_up(mine):
    people(mine, "Rosa", "Tom")
    form = shown(mine, Describe(mine.change, mine.erase))
    form.pick("Tom")
    assert "How close is <bdi>Tom" in form.content


def test_a_person_can_be_made_a_source(mine):
    people(mine, "Wikipedia", role="peer")
    press(shown(mine, Describe(mine.change, mine.erase)), "kind", "Wikipedia")
    member = mine.book.member("Wikipedia")
    assert (member.kind, member.role) == ("source", None)


def test_a_name_can_be_mended_and_an_intent_written(mine):
    people(mine, "Rsoa")
    form = shown(mine, Describe(mine.change, mine.erase))
    press(form, "rename", "Rsoa", "Rosa")
    press(form, "intent", "Rsoa", "negotiating")
    member = mine.book.member("Rsoa")
    assert (member.name, member.intent) == ("Rosa", "negotiating")


def test_a_ring_that_does_not_exist_changes_nothing(mine):
    people(mine, "Rosa")
    form = shown(mine, Describe(mine.change, mine.erase))
    press(form, "closeness", "Rosa", "99")
    assert mine.book.member("Rosa").closeness is None
    assert "Closeness is 1" in form.content


def test_erasing_says_first_that_there_is_no_undo_and_leaves_no_byte(mine, path):
    people(mine, "Rosalinde", "Tom")
    form = shown(mine, Describe(mine.change, mine.erase))
    press(form, "doom", "Rosalinde")
    warned = "There is no undo" in form.content
    press(form, "erase", "Rosalinde")
    assert (warned, names_of(mine)) == (True, ["Tom"])
    assert b"Rosalinde" not in path.read_bytes()


def test_nobody_is_erased_without_the_warning_or_after_keep(mine):
    people(mine, "Rosa")
    form = shown(mine, Describe(mine.change, mine.erase))
    press(form, "erase", "Rosa")
    press(form, "doom", "Rosa")
    press(form, "keep", None)
    press(form, "erase", "Rosa")
    assert names_of(mine) == ["Rosa"]


# --- who knows whom -------------------------------------------------------------------------


def test_a_tie_is_tapped_and_tapped_away(mine):
    people(mine, "Rosa", "Tom")
    form = shown(mine, Ties(mine.change))
    press(form, "tie", "Rosa", "Tom")
    tied = tie_id("Rosa", "Tom") in mine.book
    press(form, "tie", "Rosa", "Tom")
    assert (tied, tie_id("Rosa", "Tom") in mine.book) == (True, False)


def test_going_on_remembers_whom_it_asked_about(mine):
    people(mine, "Rosa", "Tom", "Jo")
    press(shown(mine, Ties(mine.change)), "asked", "Rosa")
    assert [m.ties_asked for m in mine.book.people] == [True, False, False]


def test_the_last_one_needs_no_question_of_its_own(mine):
    people(mine, "Rosa", "Tom", "Jo")
    form = shown(mine, Ties(mine.change))
    press(form, "asked", "Rosa")
    press(form, "asked", "Tom")
    assert all(m.ties_asked for m in mine.book.people)
    assert "Everybody was asked about" in form.content


def test_somebody_who_is_added_later_is_asked_about_with_everybody(mine):
    people(mine, "Rosa", "Tom")
    form = shown(mine, Ties(mine.change))
    press(form, "asked", "Rosa")
    people(mine, "Ines", "Jo")
    assert "Whom does <bdi>Ines" in form.content
    assert form.content.count('data-do="tie"') == 3


def test_no_pair_is_asked_about_twice(mine):
    people(mine, "Rosa", "Tom", "Jo", "Ines")
    form = shown(mine, Ties(mine.change))
    offered = 0
    for _ in range(4):
        offered += form.content.count('data-do="tie"')
        if 'data-do="asked"' in form.content:
            press(form, "asked", form._at(mine.book).id)
    assert offered == 4 * 3 / 2


def test_the_closest_are_asked_about_first(mine):
    people(mine, "Far", closeness=4)
    people(mine, "Near", closeness=1)
    assert "<bdi>Near" in shown(mine, Ties(mine.change)).content.split("</h2>")[0]


def test_a_circle_ties_all_who_know_one_person(mine):
    people(mine, "Rosa", "Tom", "Jo")
    ties = [Tie(a="Rosa", b="Tom"), Tie(a="Rosa", b="Jo")]
    mine.change(lambda book: book.with_(*ties), "Tied")
    press(shown(mine, Ties(mine.change)), "circle", "Rosa")
    assert tie_id("Tom", "Jo") in mine.book


def test_sources_are_not_asked_about(mine):
    people(mine, "Rosa")
    mine.change(lambda b: b.with_(Member(id="s", name="Blog", kind="source")), "Added")
    assert "Once there are two people" in shown(mine, Ties(mine.change)).content


# --- notes ----------------------------------------------------------------------------------


def test_an_answer_is_kept_in_the_book_as_text(mine):
    form = shown(mine, Question(mine.change, "network", "guess", "Who?", "A guess."))
    press(form, "answer", "", "<b>peers</b>")
    assert mine.book["note-network-guess"].text == "<b>peers</b>"
    assert "&lt;b&gt;peers" in form.content


def test_a_page_is_marked_done_and_open_again(mine):
    form = shown(mine, Finish(mine.change, "network", ("What next?", "5_grow.ipynb")))
    press(form, "finish", None)
    done = mine.book["progress-network"].done
    press(form, "finish", None)
    assert (done, mine.book["progress-network"].done) == (True, False)


def test_who_goes_on_has_done_the_page_and_is_sent_to_the_next(mine, monkeypatch):
    form, sent = shown(mine, Finish(mine.change, "network", ("What next?", "5_grow.ipynb"))), []
    monkeypatch.setattr(form, "send", sent.append)
    press(form, "on", None)
    press(form, "on", None)
    assert sent == [{"go": "5_grow.ipynb"}] * 2
    assert mine.book["progress-network"].done
    assert mine.undoable.label == "Finished the page"


def test_after_the_last_page_there_is_no_next_one(mine):
    form = shown(mine, Finish(mine.change, "room", ("The start page", "")))
    assert "That was the last page." in form.content
    assert "Next" not in form.content
    press(form, "finish", None)
    assert mine.book["progress-room"].done


def test_a_checkpoint_says_what_is_done_and_what_to_try(mine):
    panel = shown(mine, Checkpoint(lambda _: [(True, "one."), (False, "two.")]))
    assert "Done: </b>one." in panel.content
    assert "Try next: </b>two." in panel.content
