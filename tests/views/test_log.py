"""The log: noted in half a minute, noted again, changed, taken out."""

import json
from datetime import timedelta

import pytest
from pressing import people, press, shown

from plnkit import clock
from plnkit.model import Aim, Interaction
from plnkit.views.log import Entry, History


@pytest.fixture
def entry(mine):
    people(mine, "amina", "tom")
    return shown(mine, Entry(mine.change))


def note(entry, **fields):
    said = {k: v if isinstance(v, list) else [v] for k, v in fields.items()}
    entry.press({"do": "note", "value": json.dumps(said)})


def log(mine):
    return mine.book.all(Interaction)


def test_who_and_how_is_enough(mine, entry):
    note(entry, who="amina", how="chat", on=clock.today().isoformat())
    (one,) = log(mine)
    assert (one.members, one.channel, one.on) == (("amina",), "chat", clock.today())
    assert "Noted, with amina." in entry.content
    assert mine.undoable.label == "Noted something with amina"


def test_all_that_was_said_is_kept(mine, entry):
    mine.change(lambda book: book.with_(Aim(id="budget", text="Budget")), "Aim")
    note(entry, who=["amina", "tom"], how="phone or video", on="2026-11-02", minutes="1 h",
         got="A sheet", gave="Thanks", learned="To ask", aim="budget")  # fmt: skip
    (one,) = log(mine)
    assert (one.members, one.minutes, one.aim) == (("amina", "tom"), 60, "budget")
    assert (one.got, one.gave, one.learned) == ("A sheet", "Thanks", "To ask")


def test_somebody_new_comes_onto_the_map(mine, entry):
    note(entry, new="Rosa", how="chat")
    assert [m.name for m in mine.book.people] == ["amina", "tom", "Rosa"]
    assert log(mine)[0].members == (mine.book.people[2].id,)
    mine.undo()
    assert [m.name for m in mine.book.people] == ["amina", "tom"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Tap at least one name"),
        ({"who": "gone"}, "Tap at least one name"),
        ({"who": "amina", "minutes": "-5"}, "minutes"),
        ({"who": "amina", "minutes": "abc"}, "minutes"),
        ({"who": "amina", "on": "9999-12-31"}, "year"),
        ({"who": "amina", "on": "?"}, "day"),
        ({"new": "Amina"}, "is on your map"),
        ({"new": "x" * 300}, "please shorten it"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_nothing_is_noted(
    mine, entry, fields, sentence
):
    note(entry, **fields)
    assert sentence in entry.content
    assert "pln-wrong" in entry.content
    assert log(mine) == ()
    assert len(mine.book.people) == 2


def test_tomorrow_has_not_happened(mine, entry):
    note(entry, who="amina", on=(clock.today() + timedelta(days=1)).isoformat())
    assert "has already happened" in entry.content
    assert log(mine) == ()


def test_the_last_time_can_be_noted_again_with_two_presses(mine, entry):
    note(entry, who="tom", how="chat", minutes="30", on="2026-11-02", got="A lot")
    press(entry, "again", log(mine)[0].id)
    assert 'value="tom" checked' in entry.content
    assert 'value="chat" checked' in entry.content
    assert 'value="30"' in entry.content
    assert f'value="{clock.today()}"' in entry.content
    assert "A lot" not in entry.content
    assert len(log(mine)) == 1


def test_what_was_noted_can_be_changed(mine, entry):
    note(entry, who="tom", how="chat", on="2026-11-02", got="A lot")
    entry.pick(log(mine)[0].id)
    assert "A lot" in entry.content
    note(entry, who="tom", how="chat", on="2026-11-03", got="More")
    (one,) = log(mine)
    assert (one.on.day, one.got) == (3, "More")
    assert "What happened?" in entry.content


def test_what_was_noted_can_be_taken_out_and_brought_back(mine, entry):
    history = shown(mine, History(mine.change, entry.pick))
    note(entry, who="tom", how="chat")
    press(history, "remove", log(mine)[0].id)
    assert log(mine) == ()
    mine.undo()
    assert len(log(mine)) == 1


def test_the_history_shows_the_latest_first_and_text_as_text(mine, entry):
    history = shown(mine, History(mine.change, entry.pick))
    note(entry, who="tom", on="2026-11-01", learned="<b>bold</b>")
    note(entry, who="amina", on="2026-11-02")
    assert history.content.index("amina") < history.content.index("tom")
    assert "<b>bold" not in history.content


def test_of_many_members_the_near_are_at_hand_and_the_rest_is_folded(mine, entry):
    people(mine, *[f"p{i}" for i in range(60)], closeness=3)
    people(mine, "near", closeness=1)
    assert entry.content.index('value="near"') < entry.content.index("<details")
    assert "Everybody else (51)" in entry.content
