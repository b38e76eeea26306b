"""Business dates: made, changed, done, moved, skipped, taken to a calendar; and who has gone quiet."""

import json
from datetime import date, time, timedelta

import pytest
from pressing import people, press, shown

from plnkit import clock
from plnkit.model import Aim, Interaction, Member, Plan
from plnkit.views.plans import Agenda, Make, Reconnect

SOON = clock.today() + timedelta(days=3)


@pytest.fixture
def make(mine):
    people(mine, "amina", "tom")
    return shown(mine, Make(mine.change))


@pytest.fixture
def agenda(mine, make):
    return shown(mine, Agenda(mine.change, make.pick))


def send(panel, do, **fields):
    said = {k: v if isinstance(v, list) else [v] for k, v in fields.items()}
    panel.press({"do": do, "value": json.dumps(said)})


def plans(mine):
    return mine.book.all(Plan)


def planned(mine, **said):
    plan = Plan(**({"id": "p", "member": "amina", "act": "ask", "on": SOON} | said))
    mine.change(lambda book: book.with_(plan), "Planned")
    return plan


def files(panel, monkeypatch):
    sent = []
    monkeypatch.setattr(panel, "send", sent.append)
    return sent


# --- making -------------------------------------------------------------------------------------


def test_a_plan_is_kept_with_all_that_was_said(mine, make, monkeypatch):
    monkeypatch.setattr(clock, "_zone", "Europe/Copenhagen")
    mine.change(lambda book: book.with_(Aim(id="budget", text="Budget")), "Aim")
    send(make, "plan", member="amina", aim="budget", cue="after lunch", act="ask", at="14:30",
         on=SOON.isoformat(), minutes="45", where="her desk", question="Why?", offer="Tea")  # fmt: skip
    (plan,) = plans(mine)
    assert (plan.member, plan.aim, plan.cue, plan.act) == ("amina", "budget", "after lunch", "ask")
    assert (plan.on, plan.at, plan.zone, plan.minutes) == (
        SOON,
        time(14, 30),
        "Europe/Copenhagen",
        45,
    )
    assert (plan.where, plan.question, plan.offer) == ("her desk", "Why?", "Tea")
    assert mine.undoable.label == "Planned something with amina"


def test_with_whom_and_what_is_enough(mine, make):
    send(make, "plan", member="tom", act="have a coffee")
    assert plans(mine)[0].on is None
    assert "it has no day yet" in make.content


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"member": "", "act": "x"}, "Choose with whom"),
        ({"member": "gone", "act": "x"}, "Choose with whom"),
        ({"member": "tom"}, "Say what you will do"),
        ({"member": "tom", "act": "x", "on": "2020-01-01"}, "to come"),
        ({"member": "tom", "act": "x", "on": "9999-01-01"}, "year"),
        ({"member": "tom", "act": "x", "on": "?"}, "day"),
        ({"member": "tom", "act": "x", "at": "10:00"}, "needs its day"),
        ({"member": "tom", "act": "x", "minutes": "-5"}, "minutes"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(mine, make, fields, sentence):
    send(make, "plan", **fields)
    assert sentence in make.content
    assert plans(mine) == ()


def test_a_changed_plan_is_a_newer_revision_of_the_same(mine, make):
    planned(mine, zone="Asia/Tokyo", at=time(9))
    make.pick("p")
    send(make, "plan", member="amina", act="ask twice", on=SOON.isoformat(), at="09:00")
    (plan,) = plans(mine)
    assert (plan.id, plan.act, plan.revision, plan.zone) == ("p", "ask twice", 1, "Asia/Tokyo")


def test_a_plan_whose_day_has_passed_can_be_changed_without_moving_it(mine, make):
    planned(mine, on=date(2026, 1, 5))
    make.pick("p")
    send(make, "plan", member="amina", act="thank her", on="2026-01-05")
    assert plans(mine)[0].act == "thank her"


def test_a_plan_can_be_begun_with_somebody(make):
    make.pick("tom")
    assert '<option value="tom" selected>' in make.content


def test_a_plan_that_was_removed_meanwhile_is_made_anew(mine, make):
    planned(mine)
    make.pick("p")
    mine.change(lambda book: book.without("p"), "Removed")
    send(make, "plan", member="amina", act="ask")
    assert plans(mine)[0].id != "p"


# --- the plans to come --------------------------------------------------------------------------


def test_the_next_stands_first_and_those_without_a_day_last(mine, agenda):
    planned(mine, id="none", member="tom", on=None, act="one")
    planned(mine, id="late", on=SOON + timedelta(days=9), act="two")
    planned(mine, id="soon", act="three")
    order = [agenda.content.index(f'data-key="{id}"') for id in ("soon", "late", "none")]
    assert order == sorted(order)


def test_a_plan_that_is_done_is_noted_in_the_log(mine, agenda):
    planned(mine, on=clock.today() - timedelta(days=1), minutes=30)
    press(agenda, "finish", "p")
    (one,) = mine.book.all(Interaction)
    assert plans(mine)[0].status == "done"
    assert (one.members, one.on, one.minutes) == (("amina",), clock.today() - timedelta(days=1), 30)
    mine.undo()
    assert plans(mine)[0].status == "planned"
    assert mine.book.all(Interaction) == ()


def test_a_plan_that_is_done_before_its_day_happened_today(mine, agenda):
    planned(mine)
    press(agenda, "finish", "p")
    assert mine.book.all(Interaction)[0].on == clock.today()


def test_a_plan_can_be_skipped_without_blame_and_taken_up_again(mine, agenda):
    planned(mine)
    press(agenda, "skip", "p")
    assert plans(mine)[0].status == "skipped"
    assert "That is all right." in agenda.content
    press(agenda, "again", "p")
    assert plans(mine)[0].status == "planned"


def test_a_plan_can_be_moved(mine, agenda):
    planned(mine)
    press(agenda, "ask", "p")
    send(agenda, "move", on=(SOON + timedelta(days=7)).isoformat())
    (plan,) = plans(mine)
    assert (plan.on, plan.status, plan.revision) == (SOON + timedelta(days=7), "moved", 1)


@pytest.mark.parametrize("on", ["", "2020-01-01", "9999-01-01", "?"])
def test_it_is_not_moved_to_what_is_no_day_to_come(mine, agenda, on):
    planned(mine)
    press(agenda, "ask", "p")
    send(agenda, "move", on=on)
    assert "pln-wrong" in agenda.content
    assert plans(mine)[0].on == SOON


def test_a_plan_whose_day_has_passed_says_so_without_blame(mine, agenda):
    planned(mine, on=date(2026, 1, 5))
    assert "this day has passed" in agenda.content
    assert "overdue" not in agenda.content


def test_one_or_all_go_to_a_calendar(mine, agenda, monkeypatch):
    sent = files(agenda, monkeypatch)
    planned(mine)
    planned(mine, id="q", member="tom")
    press(agenda, "one", "p")
    press(agenda, "all", None)
    texts = [message["file"]["text"] for message in sent]
    assert [text.count("BEGIN:VEVENT") for text in texts] == [1, 2]
    assert sent[0]["file"]["name"] == "my-dates.ics"


def test_a_plan_goes_with_the_member_that_it_was_made_with(mine, agenda):
    planned(mine)
    mine.change(lambda book: book.without("amina"), "Removed amina")
    assert plans(mine) == ()
    press(agenda, "finish", "p")
    assert "no longer here" in agenda.content
    mine.undo()
    assert len(plans(mine)) == 1


# --- gone quiet ---------------------------------------------------------------------------------


@pytest.fixture
def quiet(mine, make):
    rosa = Member(id="rosa", name="Rosa", kind="person", status="dormant", closeness=1,
                  topics=("soil",), note="Owes me money")  # fmt: skip
    mine.change(lambda book: book.with_(rosa), "Added Rosa")
    return shown(mine, Reconnect(mine.change, make.pick))


def test_who_has_gone_quiet_is_named_with_reasons(quiet):
    assert "Gone quiet: Rosa." in quiet.content
    assert "soil" in quiet.content


def test_a_line_is_drafted_and_holds_no_note(quiet):
    press(quiet, "write", "rosa")
    assert "<textarea" in quiet.content
    assert "Rosa" in quiet.content.split("<textarea", 1)[1]
    assert "money" not in quiet.content


def test_to_have_written_is_noted_and_wakes_the_tie(mine, quiet):
    press(quiet, "wrote", "rosa")
    assert mine.book.member("rosa").status == "active"
    assert mine.book.all(Interaction)[0].members == ("rosa",)
    assert "Rosa" not in quiet.content


def test_somebody_can_be_left_in_peace(mine, quiet):
    press(quiet, "pause", "rosa")
    assert mine.book.member("rosa").status == "paused"
    assert "Rosa" not in quiet.content


def test_a_date_can_be_planned_from_there(make, quiet):
    press(quiet, "plan", "rosa")
    assert '<option value="rosa" selected>' in make.content


# --- hours that cannot be -----------------------------------------------------------------------


def test_an_hour_that_has_passed_today_is_said_beside_its_field(mine, make):
    send(make, "plan", member="tom", act="x", on=clock.today().isoformat(), at="00:00")
    assert "This hour has passed" in make.content
    assert plans(mine) == ()


def test_an_hour_that_the_clock_skips_is_said_beside_its_field(mine, make, monkeypatch):
    monkeypatch.setattr(clock, "_zone", "Europe/Berlin")
    send(make, "plan", member="tom", act="x", on="2027-03-28", at="02:30")
    assert "the clock skips this hour" in make.content
    assert plans(mine) == ()
    send(make, "plan", member="tom", act="x", on="2027-03-28", at="03:30")
    assert len(plans(mine)) == 1


def test_a_plan_whose_day_has_passed_is_not_to_come(mine, agenda):
    planned(mine, on=date(2026, 1, 5))
    assert "1 plan whose day has passed: done, moved or skipped?" in agenda.content
    assert "to come" not in agenda.content


def test_what_was_said_goes_when_it_is_undone(mine, agenda):
    planned(mine)
    press(agenda, "finish", "p")
    assert "noted in your log" in agenda.content
    mine.undo()
    assert "noted in your log" not in agenda.content
