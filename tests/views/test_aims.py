"""Aims, who could help, whom to tell, and what to use of a programme, pressed as the page does."""

import json
from datetime import timedelta
from html import escape

import pytest
from pressing import people, press, shown

from plnkit import clock, pulses
from plnkit.model import Aim, Member, Plan, Pulse, Support, Wave
from plnkit.views.aims import Add, Describe, Helpers, Present, Transfer
from plnkit.views.aims.likely import likely
from plnkit.views.aims.said import HELPS, KINDS, PHASES

NASTY = '<b>"Budgets"</b> & ميزانية'
TODAY = clock.today()
SOON, BEFORE = TODAY + timedelta(days=30), TODAY - timedelta(days=30)


def aims(mine, *texts, **values):
    things = [Aim(id=text[:100], text=text, **values) for text in texts]
    mine.change(lambda book: book.with_(*things), "Added aims")


def supports(mine, aim, *members, help="information", status="could"):
    things = [
        Support(id=f"{aim}-{m}-{help}", aim=aim, member=m, help=help, status=status)
        for m in members
    ]
    mine.change(lambda book: book.with_(*things), "Named")


def say(panel, form, **fields):
    panel.press({"do": form, "value": json.dumps({k: [v] for k, v in fields.items()})})


def texts(mine):
    return [aim.text for aim in mine.book.all(Aim)]


def labels(mine):
    return [change.label for change in mine._journal.changes]


# --- naming aims --------------------------------------------------------------------------------


def test_a_line_is_an_aim_of_the_kind_that_was_asked_for(mine):
    panel = shown(mine, Add(mine.change))
    for _ in KINDS:
        say(panel, "add", text=f"something for {panel._step}")
        press(panel, "next", None)
    assert [aim.kind for aim in mine.book.all(Aim)] == list(KINDS)


def test_the_questions_follow_one_another_and_stop_at_both_ends(mine):
    panel = shown(mine, Add(mine.change))
    press(panel, "back", None)
    assert KINDS["goal"].question in panel.content
    for _ in range(9):
        press(panel, "next", None)
    assert KINDS["problem"].question in panel.content
    assert 'data-do="next"' not in panel.content


@pytest.mark.parametrize("empty", ["", "   ", "\n\t"])
def test_an_aim_without_words_is_a_sentence_beside_the_field(mine, empty):
    panel = shown(mine, Add(mine.change))
    say(panel, "add", text=empty)
    assert "Write a few words first" in panel.wrong["text"]
    assert texts(mine) == []


@pytest.mark.parametrize("again", ["Budgets and plans", "  budgets  AND\nplans "])
def test_an_aim_like_another_is_a_sentence_and_nothing_is_saved(mine, again):
    aims(mine, "Budgets and plans")
    panel = shown(mine, Add(mine.change))
    say(panel, "add", text=again)
    assert panel.wrong["text"] == "You have this one already: “Budgets and plans”."
    assert texts(mine) == ["Budgets and plans"]


def test_a_refused_line_keeps_its_form_and_a_saved_one_begins_anew(mine):
    panel = shown(mine, Add(mine.change))
    first = panel._turn
    say(panel, "add", text="")
    refused = panel._turn
    say(panel, "add", text="Budgets")
    assert (refused, panel._turn) == (first, first + 1)


def test_a_long_aim_is_kept_whole_and_shown_cut(mine):
    panel = shown(mine, Add(mine.change))
    say(panel, "add", text="word " * 500 + "end")
    assert mine.book.all(Aim)[0].text.endswith("end")
    assert "end" not in panel.content.split("So far")[-1].split("<ul")[-1]


def test_a_removed_aim_comes_back_with_undo(mine):
    aims(mine, "Budgets")
    people(mine, "Rosa")
    supports(mine, "Budgets", "Rosa")
    panel = shown(mine, Add(mine.change))
    press(panel, "remove", "Budgets")
    gone = (texts(mine), mine.book.all(Support))
    mine.undo()
    assert gone == ([], ())
    assert (texts(mine), len(mine.book.all(Support))) == (["Budgets"], 1)


@pytest.mark.parametrize("id", ["gone", "Rosa", None, 7])
def test_what_is_no_aim_cannot_be_removed_as_one(mine, id):
    people(mine, "Rosa")
    panel = shown(mine, Add(mine.change))
    press(panel, "remove", id)
    assert "no longer in your book" in panel.notice
    assert len(mine.book.members) == 1


def test_an_aim_is_shown_with_its_kind_in_words(mine):
    aims(mine, "Budgets", kind="problem")
    assert "Problem: </b><bdi>Budgets" in shown(mine, Add(mine.change)).content


# --- more about an aim --------------------------------------------------------------------------


def test_without_an_aim_it_says_what_to_do_first(mine):
    for panel in (Describe(mine.change), Helpers(mine.change), Present(mine.change)):
        assert "Not enough yet" in shown(mine, panel).content


def test_why_by_when_kind_and_how_it_stands_are_kept_as_they_are_said(mine):
    aims(mine, "Budgets")
    panel = shown(mine, Describe(mine.change))
    press(panel, "text", "Budgets", " Budgets of towns ")
    press(panel, "why", "Budgets", "I am asked.")
    press(panel, "by", "Budgets", SOON.isoformat())
    press(panel, "kind", "Budgets", "need")
    press(panel, "status", "Budgets", "reached")
    aim = mine.book["Budgets"]
    assert (aim.text, aim.why, aim.by) == ("Budgets of towns", "I am asked.", SOON)
    assert (aim.kind, aim.status) == ("need", "reached")


def test_a_day_can_be_left_out_again(mine):
    aims(mine, "Budgets", by=SOON)
    press(shown(mine, Describe(mine.change)), "by", "Budgets", "")
    assert mine.book["Budgets"].by is None


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        (BEFORE.isoformat(), "This day has passed"),
        ("9999-12-31", "four digits"),
        (f"{TODAY.year + 20}-01-01", "more than five years"),
        ("soon", "cannot be read as a day"),
    ],
)
def test_a_day_that_cannot_be_is_a_sentence_and_stays_as_typed(mine, typed, why):
    aims(mine, "Budgets", by=SOON)
    panel = shown(mine, Describe(mine.change))
    press(panel, "by", "Budgets", typed)
    assert why in panel.wrong["by"]
    assert f'value="{typed}"' in panel.content
    assert mine.book["Budgets"].by == SOON


def test_a_day_that_has_passed_meanwhile_may_stay(mine):
    aims(mine, "Budgets", by=BEFORE)
    panel = shown(mine, Describe(mine.change))
    press(panel, "by", "Budgets", BEFORE.isoformat())
    assert (panel.notice, mine.book["Budgets"].by) == ("", BEFORE)


@pytest.mark.parametrize(("typed", "why"), [("  ", "few words"), ("MAPS ", "already: “Maps”")])
def test_an_aim_cannot_lose_its_words_or_become_another(mine, typed, why):
    aims(mine, "Budgets", "Maps")
    panel = shown(mine, Describe(mine.change))
    press(panel, "text", "Budgets", typed)
    assert why in panel.wrong["text"]
    assert f">{typed}</textarea>" in panel.content
    assert texts(mine) == ["Budgets", "Maps"]


def test_an_aim_may_keep_its_words_in_other_letters(mine):
    aims(mine, "budgets")
    press(shown(mine, Describe(mine.change)), "text", "budgets", "Budgets")
    assert texts(mine) == ["Budgets"]


def test_how_able_one_feels_is_not_said_at_the_beginning(mine):
    aims(mine, "Budgets")
    panel = shown(mine, Describe(mine.change))
    assert 'aria-valuetext="not said yet"' in panel.content
    assert "Not said yet." in panel.content
    assert mine.book.all(Pulse) == ()


def test_how_able_one_feels_goes_into_the_pulse_of_today(mine):
    aims(mine, "Budgets")
    mine.change(lambda book: pulses.with_feeling(book, TODAY, engagement=6), "Felt")
    panel = shown(mine, Describe(mine.change))
    press(panel, "level", "Budgets", "3")
    (pulse,) = mine.book.all(Pulse)
    assert (pulse.id, pulse.engagement) == (f"pulse-{TODAY}", 6)
    assert [(c.aim, c.level) for c in pulse.capability] == [("Budgets", 3)]
    assert 'aria-valuetext="not said yet"' not in panel.content


def test_slider_and_number_are_two_ways_to_say_the_same(mine):
    aims(mine, "Budgets")
    panel = shown(mine, Describe(mine.change))
    press(panel, "level", "Budgets", "7")
    assert panel.content.count('data-change="level"') == 2
    assert panel.content.count('value="7"') == 2
    assert 'data-twin="pln-aims-more-level"' in panel.content
    assert 'id="pln-aims-more-level"' in panel.content


@pytest.mark.parametrize("way", ["", "  "])
def test_how_able_one_feels_can_be_taken_back(mine, way):
    aims(mine, "Budgets")
    panel = shown(mine, Describe(mine.change))
    press(panel, "level", "Budgets", "3")
    assert "Take it back" in panel.content
    press(panel, "level", "Budgets", way)
    assert mine.book.all(Pulse) == ()


def test_what_was_said_before_is_told_and_can_be_said_again(mine):
    aims(mine, "Budgets")
    mine.change(lambda book: pulses.with_capability(book, "Budgets", 4, BEFORE), "Felt")
    panel = shown(mine, Describe(mine.change))
    assert "you said 4" in panel.content
    assert "Still 4" in panel.content
    press(panel, "level", "Budgets", "4")
    assert [pulse.on for pulse in mine.book.all(Pulse)] == [BEFORE, TODAY]


@pytest.mark.parametrize("typed", ["11", "-5", "much", "3.5"])
def test_a_level_outside_0_to_10_is_a_sentence_and_stays_as_typed(mine, typed):
    aims(mine, "Budgets")
    panel = shown(mine, Describe(mine.change))
    press(panel, "level", "Budgets", typed)
    assert "from 0 to 10" in panel.wrong["level"]
    assert f'value="{typed}"' in panel.content
    assert mine.book.all(Pulse) == ()


def test_it_goes_from_aim_to_aim_and_round(mine):
    aims(mine, "Budgets", "Maps")
    panel = shown(mine, Describe(mine.change))
    where = []
    for step in ("1", "1", "-1"):
        press(panel, "step", step)
        where.append(panel._current)
    press(panel, "jump", "", "Budgets")
    assert [*where, panel._current] == ["Maps", "Budgets", "Maps", "Budgets"]


def test_it_begins_with_an_aim_that_is_open(mine):
    aims(mine, "Budgets", status="reached")
    aims(mine, "Maps")
    assert shown(mine, Describe(mine.change))._current == "Maps"


@pytest.mark.parametrize("do", ["text", "why", "by", "kind", "status", "level", "jump"])
def test_more_cannot_be_said_of_an_aim_that_is_gone(mine, do):
    aims(mine, "Budgets", "Maps")
    panel = shown(mine, Describe(mine.change))
    mine.change(lambda book: book.without("Budgets"), "Removed")
    press(panel, do, "Budgets", "Budgets")
    assert "no longer in your book" in panel.notice
    assert panel._current == "Maps"


@pytest.mark.parametrize(("do", "value"), [("kind", "wish"), ("status", "won")])
def test_a_word_that_no_list_has_changes_nothing(mine, do, value):
    aims(mine, "Budgets")
    before = mine.book
    panel = shown(mine, Describe(mine.change))
    press(panel, do, "Budgets", value)
    assert panel.notice
    assert mine.book == before


def test_an_aim_that_is_picked_is_brought_up(mine):
    aims(mine, "Budgets", "Maps")
    panel = shown(mine, Describe(mine.change))
    panel.pick("Maps")
    assert ">Maps</textarea>" in panel.content


# --- who could help -----------------------------------------------------------------------------


def test_it_begins_with_the_first_open_aim_that_has_nobody(mine):
    aims(mine, "Budgets", "Maps")
    people(mine, "Rosa")
    supports(mine, "Budgets", "Rosa")
    assert shown(mine, Helpers(mine.change))._aim == "Maps"


def test_a_tap_names_a_member_for_a_kind_of_help_and_another_takes_it_back(mine):
    aims(mine, "Budgets")
    people(mine, "Rosa")
    panel = shown(mine, Helpers(mine.change))
    press(panel, "help", "feedback")
    press(panel, "tap", "Budgets", "Rosa", "feedback")
    (support,) = mine.book.all(Support)
    press(panel, "tap", "Budgets", "Rosa", "feedback")
    said = (support.aim, support.member, support.help, support.status)
    assert said == ("Budgets", "Rosa", "feedback", "could")
    assert mine.book.all(Support) == ()


def test_one_member_can_give_several_kinds_of_help(mine):
    aims(mine, "Budgets")
    people(mine, "Rosa")
    panel = shown(mine, Helpers(mine.change))
    for help in HELPS:
        press(panel, "tap", "Budgets", "Rosa", help)
    assert [s.help for s in mine.book.all(Support)] == list(HELPS)
    assert panel.content.count('data-change="status"') == len(HELPS)


def test_the_six_kinds_are_explained_where_they_are_chosen(mine):
    aims(mine, "Budgets")
    panel = shown(mine, Helpers(mine.change))
    assert [does for _, does in HELPS.values() if does not in panel.content] == []


def test_how_far_the_help_is_can_be_changed_and_the_help_taken_out(mine):
    aims(mine, "Budgets")
    people(mine, "Rosa")
    supports(mine, "Budgets", "Rosa")
    panel = shown(mine, Helpers(mine.change))
    press(panel, "status", "Budgets-Rosa-information", "helping")
    helping = mine.book["Budgets-Rosa-information"].status
    press(panel, "remove", "Budgets-Rosa-information")
    assert (helping, mine.book.all(Support)) == ("helping", ())
    mine.undo()
    assert len(mine.book.all(Support)) == 1


def test_it_says_in_words_when_nobody_one_or_several_are_named(mine):
    aims(mine, "Budgets")
    people(mine, "Rosa", "Tom")
    panel = shown(mine, Helpers(mine.change))
    said = [panel.content]
    for name in ("Rosa", "Tom"):
        press(panel, "tap", "Budgets", name, "purpose")
        said.append(panel.content)
    words = ("Nobody is named yet", "Rosa is the only one named", "Rosa and Tom.")
    assert [word in content for word, content in zip(words, said, strict=True)] == [True] * 3


def test_who_shares_a_word_with_the_aim_comes_first_then_the_closest(mine):
    aims(mine, "Read a budget")
    people(mine, "Far", closeness=4)
    people(mine, "Near", closeness=1)
    people(mine, "Note", closeness=4, note="does our budgets")
    people(mine, "Topic", closeness=3, topics=("Budgeting",))
    book = mine.book
    assert [m.id for m in likely(book, book["Read a budget"])] == ["Topic", "Note", "Near", "Far"]


def test_words_that_everybody_uses_bring_nobody_forward(mine):
    aims(mine, "I want to be able to work with people")
    people(mine, "Near", closeness=1)
    people(mine, "Note", closeness=4, note="works with many people, wants to be able to do more")
    book = mine.book
    assert [m.id for m in likely(book, book.all(Aim)[0])] == ["Near", "Note"]


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        (("gone", "Rosa", "feedback"), "no longer in your book"),
        (("Budgets", "gone", "feedback"), "no longer in your network"),
        (("Rosa", "Budgets", "feedback"), "no longer in your book"),
        (("Budgets", "Rosa", "money"), "not one of the six kinds"),
    ],
)
def test_a_tap_for_what_is_not_here_is_a_sentence_and_names_nobody(mine, sent, why):
    aims(mine, "Budgets")
    people(mine, "Rosa")
    panel = shown(mine, Helpers(mine.change))
    press(panel, "tap", *sent)
    assert why in panel.notice
    assert mine.book.all(Support) == ()


@pytest.mark.parametrize(("id", "status"), [("gone", "asked"), ("Budgets-Rosa-information", "no")])
def test_a_stage_that_cannot_be_is_a_sentence(mine, id, status):
    aims(mine, "Budgets")
    people(mine, "Rosa")
    supports(mine, "Budgets", "Rosa")
    before = mine.book
    panel = shown(mine, Helpers(mine.change))
    press(panel, "status", id, status)
    assert panel.notice
    assert mine.book == before


def test_a_helper_who_was_removed_meanwhile_is_named_no_more(mine):
    aims(mine, "Budgets")
    people(mine, "Rosa")
    supports(mine, "Budgets", "Rosa")
    panel = shown(mine, Helpers(mine.change))
    mine.change(lambda book: book.without("Rosa"), "Removed")
    assert "Rosa" not in panel.content


# --- presenting it ------------------------------------------------------------------------------


def test_no_draft_is_there_before_somebody_is_chosen(mine):
    aims(mine, "Budgets")
    people(mine, "Rosa")
    assert "<textarea" not in shown(mine, Present(mine.change)).content


def test_a_message_or_a_question_is_drafted_for_who_is_chosen(mine):
    aims(mine, "Budgets")
    people(mine, "Rosa", note="talks too much", email="rosa@example.org")
    panel = shown(mine, Present(mine.change))
    press(panel, "to", json.dumps(["Rosa"]))
    message = panel.content
    press(panel, "kind", "question")
    assert "Hello Rosa," in message
    assert "May I ask you something?" in panel.content
    assert "talks too much" not in message + panel.content


def test_several_are_written_to_without_names_and_do_not_see_each_other(mine):
    aims(mine, "Budgets")
    people(mine, "Rosa", email="rosa@example.org")
    people(mine, "Tom", email="tom@example.org")
    panel = shown(mine, Present(mine.change))
    press(panel, "to", json.dumps(["Rosa"]))
    press(panel, "to", json.dumps(["Tom"]))
    assert "Hello,\n" in panel.content
    assert 'data-bcc="rosa@example.org,tom@example.org"' in panel.content
    assert "data-to=" not in panel.content


@pytest.mark.parametrize(
    ("email", "to"),
    [
        ("rosa@example.org", "rosa@example.org"),
        ("", ""),
        ("ask her", ""),
        ("a@b.org?body=z&x", "a@b.org%3Fbody%3Dz%26x"),
        ("a@b.org?cc=x@y.org", ""),
        ("a@b.org, c@d.org", ""),
    ],
)
def test_a_mail_goes_to_one_address_and_to_nothing_else(mine, email, to):
    aims(mine, "Budgets")
    people(mine, "Rosa", email=email)
    panel = shown(mine, Present(mine.change))
    press(panel, "to", json.dumps(["Rosa"]))
    assert f'data-to="{to}"' in panel.content


def test_sent_notes_who_was_told_and_asked_as_one_change(mine):
    aims(mine, "Budgets", "Maps")
    people(mine, "Rosa", "Tom")
    supports(mine, "Budgets", "Rosa")
    supports(mine, "Budgets", "Rosa", help="balance", status="helping")
    supports(mine, "Maps", "Rosa")
    before = mine.book
    panel = shown(mine, Present(mine.change))
    press(panel, "to", json.dumps(["Rosa"]))
    press(panel, "to", json.dumps(["Tom"]))
    press(panel, "sent", panel._about(mine.book["Budgets"]))
    stages = [s.status for s in mine.book.all(Support)]
    assert mine.book["Budgets"].presented_to == ("Rosa", "Tom")
    assert stages == ["asked", "helping", "could"]
    mine.undo()
    assert mine.book == before


def test_whoever_was_told_twice_is_listed_once(mine):
    aims(mine, "Budgets", presented_to=())
    people(mine, "Rosa")
    panel = shown(mine, Present(mine.change))
    for _ in range(2):
        press(panel, "to", json.dumps(["Rosa"]))
        press(panel, "sent", panel._about(mine.book["Budgets"]))
    assert mine.book["Budgets"].presented_to == ("Rosa",)


def test_what_was_changed_in_a_draft_stays_until_it_is_drafted_anew(mine):
    aims(mine, "Budgets")
    people(mine, "Rosa", "Tom")
    panel = shown(mine, Present(mine.change))
    press(panel, "to", json.dumps(["Rosa"]))
    press(panel, "edit", panel._about(mine.book["Budgets"]), "Dear <i>Rosa</i>")
    kept = panel.content
    press(panel, "to", json.dumps(["Tom"]))
    for_both = panel.content
    press(panel, "to", json.dumps(["Tom"]))
    back = panel.content
    press(panel, "anew", None)
    assert ["Dear &lt;i&gt;Rosa" in c for c in (kept, for_both, back, panel.content)] == [
        True, False, True, False,
    ]  # fmt: skip


def test_a_group_is_asked_a_short_question_without_names(mine):
    aims(mine, "Budgets", why="Rosa said so")
    people(mine, "Rosa")
    group = Member(id="g", name="Planners", kind="source", role="community")
    mine.change(lambda book: book.with_(group), "Added")
    panel = shown(mine, Present(mine.change))
    press(panel, "to", json.dumps(["Rosa"]))
    press(panel, "group", json.dumps(["g"]))
    draft = panel.content.split("<textarea")[1].split("</textarea>")[0]
    assert "A question to all of you" in draft
    assert "Rosa" not in draft
    assert "data-mail" not in panel.content
    press(panel, "sent", panel._about(mine.book["Budgets"]))
    assert mine.book["Budgets"].presented_to == ("g",)


def test_a_group_without_a_name_can_be_asked_and_changes_nothing(mine):
    aims(mine, "Budgets")
    before = mine.book
    panel = shown(mine, Present(mine.change))
    press(panel, "group", json.dumps([""]))
    asked = "A question to all of you" in panel.content
    press(panel, "sent", panel._about(mine.book["Budgets"]))
    assert (asked, mine.book) == (True, before)
    assert "is not noted" in panel.content


def test_those_named_as_helpers_come_first(mine):
    aims(mine, "Budgets")
    people(mine, "Near", closeness=1)
    people(mine, "Helper", closeness=4)
    supports(mine, "Budgets", "Helper")
    content = shown(mine, Present(mine.change)).content
    assert content.index("<bdi>Helper") < content.index("<bdi>Near")


def test_sent_is_only_noted_for_the_draft_that_was_seen(mine):
    aims(mine, "Budgets")
    people(mine, "Rosa", "Tom")
    panel = shown(mine, Present(mine.change))
    press(panel, "to", json.dumps(["Rosa"]))
    seen = panel._about(mine.book["Budgets"])
    press(panel, "to", json.dumps(["Tom"]))
    press(panel, "sent", seen)
    assert "look at it once more" in panel.notice
    assert mine.book["Budgets"].presented_to == ()


@pytest.mark.parametrize("do", ["to", "group"])
def test_nothing_is_drafted_for_who_is_not_here(mine, do):
    aims(mine, "Budgets")
    panel = shown(mine, Present(mine.change))
    press(panel, do, json.dumps(["gone"]))
    assert "no longer in your network" in panel.notice
    assert "<textarea" not in panel.content


def test_a_member_removed_meanwhile_is_not_written_to(mine):
    aims(mine, "Budgets")
    people(mine, "Rosa")
    panel = shown(mine, Present(mine.change))
    press(panel, "to", json.dumps(["Rosa"]))
    mine.change(lambda book: book.without("Rosa"), "Removed")
    press(panel, "sent", panel._about(mine.book["Budgets"]))
    assert "look at it once more" in panel.notice
    assert mine.book["Budgets"].presented_to == ()


# --- a transfer plan ----------------------------------------------------------------------------


class Taken(list):
    """What was asked to be taken."""

    def __call__(self, *wave):
        self.append(wave)


def transfer(mine, take=None):
    return shown(mine, Transfer(mine.change, Taken() if take is None else take))


def line(panel, **fields):
    said = {"act": "ask first", "member": "Rosa", "on": SOON.isoformat(), "aim": ""}
    say(panel, "line", **(said | fields))


def test_a_new_programme_is_put_on_the_map_where_that_is_wanted(mine):
    panel = transfer(mine)
    ticked = 'name="map" value="yes" checked' in panel.content
    say(panel, "begin", name="Leading  well", map="yes")
    (source,) = mine.book.sources
    assert (ticked, source.name, source.role) == (True, "Leading well", "course or programme")


def test_a_new_programme_need_not_be_on_the_map(mine):
    people(mine, "Rosa")
    panel = transfer(mine)
    say(panel, "begin", name="Leading well")
    line(panel)
    assert mine.book.sources == ()
    assert mine.book.all(Plan)[0].programme == "Leading well"


def test_a_programme_that_is_known_is_not_begun_twice(mine):
    known = Member(id="p", name="Leading Well", kind="source", role="course or programme")
    mine.change(lambda book: book.with_(known), "Added")
    panel = transfer(mine)
    say(panel, "begin", name="leading well", map="yes")
    assert (panel._programme, len(mine.book.members)) == ("Leading Well", 1)


@pytest.mark.parametrize("called", ["", "  ", "x" * 201])
def test_a_programme_needs_a_name_that_can_be_kept(mine, called):
    panel = transfer(mine)
    say(panel, "begin", name=called, map="yes")
    assert "name" in panel.wrong
    assert len(mine.book.members) == 0


def test_programmes_are_known_from_sources_plans_and_pictures(mine):
    people(mine, "Rosa")
    things = (
        Member(id="p", name="One", kind="source", role="course or programme"),
        Member(id="q", name="A blog", kind="source", role="blog or newsletter"),
        Plan(id="plan", member="Rosa", programme="Two"),
        Wave(id="wave", name="Picture", on=TODAY, programme="Three", phase="before"),
    )
    mine.change(lambda book: book.with_(*things), "Added")
    panel = transfer(mine)
    offered = [p for p in ("One", "Two", "Three", "A blog") if f'data-value="{p}"' in panel.content]
    assert offered == ["One", "Two", "Three"]


def test_a_line_is_a_plan_with_the_programme_as_its_cue(mine):
    people(mine, "Rosa")
    aims(mine, "Budgets")
    panel = transfer(mine)
    say(panel, "begin", name="Leading well")
    line(panel, aim="Budgets")
    (plan,) = mine.book.all(Plan)
    said = (plan.programme, plan.act, plan.member, plan.on, plan.aim, plan.cue)
    assert said == ("Leading well", "ask first", "Rosa", SOON, "Budgets", "After Leading well")


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"act": " "}, "act"),
        ({"member": ""}, "member"),
        ({"member": "gone"}, "member"),
        ({"on": BEFORE.isoformat()}, "on"),
        ({"on": "9999-12-31"}, "on"),
        ({"on": "?"}, "on"),
    ],
)
def test_a_line_that_cannot_be_is_a_sentence_beside_its_field(mine, fields, where):
    people(mine, "Rosa")
    panel = transfer(mine)
    say(panel, "begin", name="Leading well")
    line(panel, **fields)
    assert list(panel.wrong) == [where]
    assert f'id="pln-transfer-{where}-why"' in panel.content
    assert mine.book.all(Plan) == ()


def test_an_aim_that_is_not_here_is_none(mine):
    people(mine, "Rosa")
    panel = transfer(mine)
    say(panel, "begin", name="Leading well")
    line(panel, aim="Rosa")
    assert mine.book.all(Plan)[0].aim is None


def test_a_line_is_changed_in_its_place_and_counted(mine):
    people(mine, "Rosa", "Tom")
    plan = Plan(id="p", member="Rosa", programme="Two", act="x", on=BEFORE, where="here")
    mine.change(lambda book: book.with_(plan), "Planned")
    panel = transfer(mine)
    press(panel, "edit", "p")
    line(panel, act="y", member="Tom", on=BEFORE.isoformat())
    (now,) = mine.book.all(Plan)
    assert (now.id, now.act, now.member, now.on) == ("p", "y", "Tom", BEFORE)
    assert (now.where, now.revision) == ("here", 1)


def test_a_line_is_done_not_done_and_removed(mine):
    people(mine, "Rosa")
    mine.change(
        lambda book: book.with_(Plan(id="p", member="Rosa", programme="Two", act="x")), "Planned"
    )
    panel = transfer(mine)
    states = []
    for _ in range(2):
        press(panel, "finish", "p")
        states.append(mine.book["p"].status)
    press(panel, "remove", "p")
    assert (states, mine.book.all(Plan)) == (["done", "planned"], ())
    mine.undo()
    assert "p" in mine.book


def test_a_line_may_be_left_as_it_was(mine):
    people(mine, "Rosa")
    plan = Plan(id="p", member="Rosa", programme="Two", act="x")
    mine.change(lambda book: book.with_(plan), "Planned")
    panel = transfer(mine)
    press(panel, "edit", "p")
    press(panel, "leave", None)
    line(panel, act="new")
    assert [p.act for p in mine.book.all(Plan)] == ["x", "new"]


def test_a_line_whose_member_went_is_gone_and_says_so(mine):
    people(mine, "Rosa")
    plan = Plan(id="p", member="Rosa", programme="Two", act="x")
    mine.change(lambda book: book.with_(plan), "Planned")
    panel = transfer(mine)
    mine.change(lambda book: book.without("Rosa"), "Removed")
    for do in ("finish", "edit", "remove"):
        press(panel, do, "p")
        assert "no longer here" in panel.notice


def test_a_missing_picture_is_taken_for_its_programme_and_phase(mine):
    take = Taken()
    panel = transfer(mine, take)
    say(panel, "begin", name="Leading well")
    for phase in PHASES:
        press(panel, "take", phase)
    assert take == [
        ("Before: Leading well", "Leading well", "before"),
        ("During: Leading well", "Leading well", "during"),
        ("After: Leading well", "Leading well", "after"),
    ]


def test_a_picture_that_is_there_is_named_and_not_taken_again(mine):
    wave = Wave(id="w", name="First day", on=BEFORE, programme="leading well", phase="before")
    mine.change(lambda book: book.with_(wave), "Taken")
    take = Taken()
    panel = transfer(mine, take)
    say(panel, "begin", name="Leading well")
    press(panel, "take", "before")
    assert "First day" in panel.content
    assert panel.content.count('data-do="take"') == 2
    assert "there already" in panel.notice
    assert take == []


@pytest.mark.parametrize("phase", ["later", None, ""])
def test_a_phase_that_is_none_takes_nothing(mine, phase):
    take = Taken()
    panel = transfer(mine, take)
    say(panel, "begin", name="Leading well")
    press(panel, "take", phase)
    assert (bool(panel.notice), take) == (True, [])


def test_a_line_that_is_half_typed_outlasts_a_picture(mine):
    people(mine, "Rosa")
    panel = transfer(mine)
    say(panel, "begin", name="Leading well")
    turn = panel._turn
    press(panel, "take", "before")
    assert panel._turn == turn


def test_a_programme_with_a_long_name_has_pictures_too(mine):
    take = Taken()
    panel = transfer(mine, take)
    say(panel, "begin", name="x" * 200)
    press(panel, "take", "before")
    assert (len(take[0][0]), take[0][1]) == (200, "x" * 200)


# --- all of them --------------------------------------------------------------------------------


def every_panel(mine):
    return (
        Add(mine.change),
        Describe(mine.change),
        Helpers(mine.change),
        Present(mine.change),
        Transfer(mine.change, Taken()),
    )


def test_what_users_wrote_is_text_everywhere(mine):
    aims(mine, NASTY, why=NASTY)
    people(mine, "Rosa", note=NASTY)
    who = Member(id="n", name=NASTY, kind="person", email=NASTY)
    here = Member(id="s", name=NASTY, kind="source", role="course or programme")
    mine.change(lambda book: book.with_(who, here), "Added")
    supports(mine, NASTY, "n")
    mine.change(
        lambda book: book.with_(Plan(id="p", member="n", programme=NASTY, act=NASTY, aim=NASTY)),
        "Planned",
    )
    for panel in every_panel(mine):
        shown(mine, panel)
        if isinstance(panel, Present):
            press(panel, "to", json.dumps(["n"]))
        if isinstance(panel, Transfer):
            press(panel, "choose", NASTY)
        assert "<b>&#34;" not in panel.content
        assert '<b>"Budgets' not in panel.content
        assert escape("<b>") in panel.content


def test_with_150_members_twelve_are_at_hand_and_the_rest_is_folded(mine):
    aims(mine, *(f"Aim number {i}" for i in range(12)))
    people(mine, *(f"Somebody {i}" for i in range(150)), topics=("budgets",), note="x " * 500)
    helpers, present = Helpers(mine.change), Present(mine.change)
    for panel, do in ((helpers, "tap"), (present, "to")):
        at_hand, folded = shown(mine, panel).content.split("<details", 1)
        assert at_hand.count(f'data-do="{do}"') == 12
        assert folded.count(f'data-do="{do}"') == 138


@pytest.mark.parametrize("value", [None, 7, "", "[]", "{", '["Budgets"]'])
def test_what_no_page_of_ours_sends_changes_nothing(mine, value, monkeypatch):
    monkeypatch.setenv("PLNKIT_STRICT", "")
    aims(mine, "Budgets")
    people(mine, "Rosa")
    before = mine.book
    for panel in every_panel(mine):
        shown(mine, panel)
        for do in [name for name in dir(panel) if name.startswith("do_")]:
            panel.press({"do": do.removeprefix("do_"), "value": value})
    assert mine.book == before


def test_the_history_says_what_was_done(mine):
    people(mine, "Rosa")
    panel = shown(mine, Add(mine.change))
    say(panel, "add", text="Budgets")
    aim = mine.book.all(Aim)[0].id
    press(shown(mine, Describe(mine.change)), "level", aim, "3")
    press(shown(mine, Helpers(mine.change)), "tap", aim, "Rosa", "feedback")
    assert labels(mine)[1:] == [
        "Added an aim: Budgets",
        "Budgets: 3 of 10",
        "Rosa could help with “Budgets”: feedback",
    ]
