"""A facilitator's page, in a real room: what it shows, to whom, and how the room ends."""

import asyncio
import csv
import json
import re
from datetime import UTC, datetime, timedelta
from html import unescape
from io import StringIO

import pytest
from a_room import FACILITATOR
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from pressing import press

from plnkit import agenda as agendas
from plnkit import sealing
from plnkit.agenda import Agenda, Part
from plnkit.journal.rooms import Code
from plnkit.matching import Meeting, Told
from plnkit.model import Learner, Member, Note
from plnkit.pages import facilitator as page
from plnkit.pages.room import share
from plnkit.reading import facilitator as reading
from plnkit.room import Count, Counted, Parted, Picture
from plnkit.rooms import Chair, Visit
from plnkit.samples import example
from plnkit.serving import demo
from plnkit.serving.demo import PAGES
from plnkit.serving.door import Door
from plnkit.serving.host import GONE, NOT_YOURS
from plnkit.shares import Share, Sized
from plnkit.views.facilitator import closing, door, patterns, stuck
from plnkit.views.facilitator.figures import lines, safe, table_of
from plnkit.views.facilitator.run import Run
from plnkit.views.facilitator.seat import ABSENT
from plnkit.views.facilitator.sheet import run_sheet
from plnkit.views.facilitator.ticking import said_left
from plnkit.views.room.letting import standing
from plnkit.words import NOT_OPEN_YET
from plnkit.workbook import Workbook

ROSA, TOM, COACH = "0a" * 16, "0b" * 16, "c0" * 16
NASTY = ["<script>x</script>", '"quoted" & <b>', "ليلى", "🦊", "=1+1", "a, b; c", "x" * 200]
SITE = "http://192.168.1.5:8866"
VERBS = (
    page.let_in,
    page.run_agenda,
    page.see_who_is_stuck,
    page.show_patterns,
    page.match_everybody,
    page.close_room,
)
PANELS = ("door", "run", "parts", "stuck", "patterns", "match", "close")


class Seconds:
    """Time that passes when the page is looked at again."""

    at = 0.0

    def __call__(self):
        return Seconds.at


@pytest.fixture
def served(a_room, monkeypatch, tmp_path):
    """The room with its door, as a server has it."""
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "runtime"))
    its_door = Door(a_room.rooms, "a store", SITE)
    its_door.begin()
    a_room.host._door = its_door  # a room of tests has none, and time goes by at each question
    a_room.host._clock = Seconds()
    yield a_room
    its_door.close()


@pytest.fixture
def mine(served):
    return shown_to(served.learner(FACILITATOR))


def shown_to(mine):
    for verb in VERBS:
        verb(mine)
    return mine


def text(view):
    return unescape(re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", view.content)).strip())


def looked(mine):
    """Let five seconds go by."""
    Seconds.at += 5
    for key in PANELS:
        mine.view(key).look()
    return mine


def is_here(room, key, page_="grow", still=0):
    """Have somebody on a page, who changed nothing for so many seconds."""
    who = sealing.share_of(key, room.id)
    room.host.pretend(who, page_, still)
    return room.host._here[who].alias


def let_go(room, key, **items):
    there = Visit(key, str(room.where)).room()
    Visit(key, str(room.where)).share(Share(id="", to="", **items), there)


def key_of(number):
    return f"{number:032x}"


def share_of_five(room):
    for number in range(5):
        let_go(room, key_of(number), size=Sized(3, 1), composition={"peer": 3, "tool": 1})


def files_of(view):
    """Catch what is given to the browser."""
    found = []
    view.send = lambda message: found.append(message["file"]) if "file" in message else None
    return found


def said(panel, do, **fields):
    panel.press({"do": do, "value": json.dumps({k: [v] for k, v in fields.items()})})


# --- whose page it is ---------------------------------------------------------------------------


def contents(mine):
    return {key: unescape(mine.view(key).content) for key in PANELS}


def test_to_a_participant_the_page_says_one_sentence_once_and_nothing_else(served):
    is_here(served, TOM)
    seen = contents(shown_to(served.learner(ROSA)))
    assert NOT_YOURS in seen.pop("door")
    assert set(seen.values()) == {""}


def test_to_a_coach_and_to_a_key_that_is_none_it_says_the_same(served):
    for key in (COACH, "not a key"):
        mine = served.learner(ROSA)
        mine.key = key
        seen = contents(shown_to(mine))
        assert NOT_YOURS in seen.pop("door")
        assert set(seen.values()) == {""}


def test_a_key_that_is_refused_is_one_line_of_the_servers_log_however_long_one_looks(
    served, caplog
):
    mine = shown_to(served.learner(ROSA))
    for _ in range(3):
        looked(mine)
    tried = [r for r in caplog.records if "without its key" in r.getMessage()]
    assert len(tried) == 1


def test_a_participant_who_presses_all_the_same_changes_nothing(served):
    mine = shown_to(served.learner(ROSA))
    code = served.host._door.current().code
    let_go(served, TOM, asks=("Help?",))
    for key, do, value in (
        ("door", "renew", "-"),
        ("run", "begin", "45"),
        ("match", "slips", None),
        ("close", "ask", None),
        ("close", "close", "sure"),
        ("close", "table", None),
    ):
        press(mine.view(key), do, value)
    assert served.host._door.current().code == code
    assert served.host.room.ended is None
    assert served.sealed(TOM) is not None
    assert not mine.book.all(Note)
    assert [mine.view(key).content for key in PANELS[1:]] == [""] * 6


def test_without_a_workshop_there_is_one_sentence(path, monkeypatch):
    monkeypatch.delenv("PLNKIT_STORE", raising=False)
    seen = contents(shown_to(Workbook(None)))
    assert ABSENT in seen.pop("door")
    assert set(seen.values()) == {""}


def test_before_a_reader_has_come_it_waits_and_then_it_is_there(served):
    mine = shown_to(Workbook(None))
    assert NOT_OPEN_YET in text(mine.view("door"))
    mine.meet(FACILITATOR)
    assert SITE in mine.view("door").content
    assert "45 minutes" in text(mine.view("run"))
    mine.close()


def test_a_server_that_does_not_answer_is_a_sentence_and_comes_back(served, mine, monkeypatch):
    place = served.hatch.env["PLNKIT_HATCH"]
    monkeypatch.setenv("PLNKIT_HATCH", "/nowhere")
    looked(mine)
    assert "does not answer just now" in text(mine.view("stuck"))
    monkeypatch.setenv("PLNKIT_HATCH", place)
    looked(mine)
    assert "Nobody is here yet" in text(mine.view("stuck"))


def test_a_page_that_could_not_ask_at_first_lets_the_facilitator_in_later(served, monkeypatch):
    place = served.hatch.env["PLNKIT_HATCH"]
    monkeypatch.setenv("PLNKIT_HATCH", "/nowhere")
    mine = shown_to(served.learner(FACILITATOR))
    monkeypatch.setenv("PLNKIT_HATCH", place)
    looked(mine)
    assert SITE in mine.view("door").content


def test_a_key_is_nowhere_in_what_a_chair_says_of_itself():
    assert FACILITATOR not in repr(Chair(FACILITATOR, "a store"))


# --- the door -----------------------------------------------------------------------------------


def test_the_link_the_code_and_the_wall_are_there(served, mine):
    about = served.host._door.about()
    seen = mine.view("door").content
    assert f'value="{about["link"]}"' in seen
    assert f">{about['code']}<" in seen
    assert re.search(
        r'<a href="wall" target="_blank" rel="noopener"[^>]*>Show it on the wall<', seen
    )
    until = datetime.fromisoformat(about["expires"]).astimezone()
    assert f'datetime="{until:%Y-%m-%dT%H:%M}"' in seen


def test_plain_http_is_named_as_such(mine):
    assert reading.PLAIN in text(mine.view("door"))


def test_behind_tls_nothing_is_said_of_plain_http(served):
    served.host._door.site = "https://workshop.example"
    assert "plain http" not in text(shown_to(served.learner(FACILITATOR)).view("door"))


def renew(mine, code):
    press(mine.view("door"), "ask", None)
    press(mine.view("door"), "renew", code)


def test_a_new_code_is_asked_for_twice(served, mine):
    view, before = mine.view("door"), served.host._door.about()["code"]
    press(view, "renew", before)
    assert door.FIRST in text(view)
    press(view, "ask", None)
    assert door.SURE in text(view)
    press(view, "leave", None)
    press(view, "renew", before)
    assert served.host._door.about()["code"] == before
    assert door.SURE not in text(view)


def test_a_new_code_takes_the_place_of_the_one_before(served, mine):
    before = served.host._door.about()["code"]
    renew(mine, before)
    now = served.host._door.about()["code"]
    assert now != before
    assert now in mine.view("door").content
    assert before not in mine.view("door").content
    assert door.RENEWED in text(mine.view("door"))


def test_a_press_for_a_new_code_that_comes_twice_makes_one(served, mine):
    before = served.host._door.about()["code"]
    other = shown_to(served.learner(FACILITATOR))
    renew(mine, before)
    now = served.host._door.about()["code"]
    renew(other, before)
    assert served.host._door.about()["code"] == now
    assert door.ALREADY in text(other.view("door"))


def test_a_code_of_another_computer_is_said_to_be(served, mine):
    later = datetime.now(UTC) + timedelta(hours=1)
    served.rooms.put_code(served.id, Code(9, b"another", later))
    looked(mine)
    assert door.ELSEWHERE in text(mine.view("door"))
    renew(mine, "-")
    assert door.ELSEWHERE not in text(mine.view("door"))


def test_a_code_that_has_expired_is_said_to_be(served, mine):
    assert door.OVER not in text(mine.view("door"))
    served.host._door._now = lambda: datetime.now(UTC) - timedelta(hours=25)
    served.host._door.renew()
    looked(mine)
    assert door.OVER in text(mine.view("door"))


@pytest.mark.parametrize("title", NASTY)
def test_the_title_of_a_room_is_text(served, title):
    served.rooms.rename(served.id, title)
    served.host._turn_to(served.rooms.current())
    assert "<script" not in shown_to(served.learner(FACILITATOR)).view("door").content


def test_a_demo_says_that_its_people_are_invented(served, mine):
    assert reading.DEMO not in text(mine.view("door"))
    served.host.is_demo = True
    looked(mine)
    assert reading.DEMO in text(mine.view("door"))
    assert reading.DEMO.startswith(f"{demo.MANY} invented people")


# --- where everybody is -------------------------------------------------------------------------


def test_each_of_the_seven_pages_has_a_row_with_its_count_in_words(served, mine):
    for number, page_ in enumerate(["grow", "grow", "aims"]):
        is_here(served, key_of(number), page_)
    looked(mine)
    seen = text(mine.view("stuck"))
    assert "3 people are here." in seen
    assert "“What next?” 2 people" in seen
    assert "“What do you want to learn?” 1 person" in seen
    assert seen.count("nobody") == 5
    assert tuple(agendas.PAGES) == PAGES


def test_a_page_that_is_none_of_them_is_counted_too(served, mine):
    is_here(served, ROSA, "elsewhere")
    looked(mine)
    assert "On another page 1 person" in text(mine.view("stuck"))


def test_who_has_been_still_for_long_is_named_by_alias_the_longest_first(served, mine):
    short = is_here(served, key_of(1), "aims", 5 * 60)
    long = is_here(served, key_of(2), "grow", 12 * 60)
    longest = is_here(served, key_of(3), "network", 65 * 60)
    looked(mine)
    seen = text(mine.view("stuck"))
    assert f"{long}: 12 minutes on “What next?”" in seen
    assert f"{longest}: 1 hour 5 minutes on “Who do you learn from?”" in seen
    assert seen.index(longest) < seen.index(long)
    assert short not in seen


def test_where_nobody_is_still_it_says_so(served, mine):
    is_here(served, ROSA, "aims", 60)
    looked(mine)
    assert stuck.NOBODY.format(minutes=stuck.STILL) in text(mine.view("stuck"))


def test_that_participants_are_told_is_said(mine):
    assert "In memory only" in text(mine.view("stuck"))
    assert "participants are told" in text(mine.view("stuck"))


def test_no_name_no_key_and_no_id_of_a_share_is_on_the_page(served, mine):
    learner = served.learner(ROSA)
    learner.change(
        lambda book: book.with_(
            Learner(name="Rosa Meyer"), Member(id="m", name="Ben Okri", kind="person")
        ),
        "Named",
    )
    Visit(ROSA, str(served.where)).here("grow", 1)
    served.host.pretend(sealing.share_of(ROSA, served.id), "grow", 700)
    let_go(served, ROSA, asks=("How to chair?",), offers=("Spreadsheets",))
    let_go(served, TOM, asks=("Spreadsheets",), offers=("How to chair",))
    looked(mine)
    seen = "".join(contents(mine).values())
    for secret in (
        "Rosa",
        "Ben Okri",
        ROSA,
        TOM,
        *(sealing.share_of(k, served.id) for k in (ROSA, TOM)),
    ):
        assert secret not in seen
    assert "How to chair" in seen


def test_who_has_closed_the_page_is_no_longer_there(served, mine):
    is_here(served, ROSA)
    Seconds.at += GONE + 1
    looked(mine)
    assert "Nobody is here yet" in text(mine.view("stuck"))


def test_an_empty_room_says_so(mine):
    assert "Nobody is here yet" in text(mine.view("stuck"))


# --- the picture --------------------------------------------------------------------------------


def test_the_picture_appears_by_itself_when_five_have_shared(served, mine):
    assert "Not enough yet" in text(mine.view("patterns"))
    share_of_five(served)
    looked(mine)
    seen = text(mine.view("patterns"))
    assert "5 learners are in this picture." in seen
    assert "5 learners have shared so far." in seen


def test_how_the_picture_is_kept_safe_stands_above_it(mine):
    assert text(mine.view("patterns")).index("kept safe") < text(mine.view("patterns")).index(
        "Not enough yet"
    )
    assert len(re.findall(r"\.(?: |$)", patterns.SAFE)) == 2


# --- who could meet -----------------------------------------------------------------------------


@pytest.fixture
def two(served, mine):
    """Two who ask and offer; one of them has a name of their own choice."""
    let_go(served, ROSA, alias="Rosie", asks=("negotiating a budget",), offers=("public speaking",))
    let_go(served, TOM, asks=("public speaking",), offers=("negotiating a budget",))
    return looked(mine)


def alias_in(room, key):
    return room.host._alias(sealing.share_of(key, room.id))


def test_meetings_asks_and_offers_are_shown_by_alias(served, two):
    seen = text(two.view("match"))
    assert "All 2 who ask or offer something have a meeting." in seen
    assert "Rosie" in seen
    assert alias_in(served, TOM) in seen
    assert re.search("Asks: +negotiating a budget", seen)
    assert re.search("Offers: +public speaking", seen)


def test_meetings_are_folded_and_said_of_people_not_to_them(served, two):
    seen = two.view("match").content
    assert re.search(r"<details[^>]*><summary>Who could meet whom: 2 people</summary>", seen)
    told = f"Could meet {alias_in(served, TOM)}: asks for “negotiating a budget”, and "
    assert told in text(two.view("match"))
    assert not re.search(r"\b[Yy]our?\b", text(two.view("match")))


NO_TEXT = Meeting("a", "b", "", "spelling", (), "talk", Told("a plan", ""))


@pytest.mark.parametrize(
    ("meeting", "first", "second"),
    [
        (
            Meeting("a", "b", "x" * 200, "y", (), "help"),
            f"Could meet Ben: asks for “{'x' * 200}”, and Ben offers “y”.",
            f"Could meet Ana: offers “y”, and Ana asks for “{'x' * 200}”.",
        ),
        (
            Meeting("a", "b", "x", "y", (), "help", Told("u", "v")),
            "Could meet Ben: asks for “x”, and Ben offers “y”; offers “v”, and Ben asks for “u”.",
            "Could meet Ana: asks for “u”, and Ana offers “v”; offers “y”, and Ana asks for “x”.",
        ),
        (
            Meeting("a", "b", "x", "y", (), "same"),
            "Could meet Ben: both ask for something similar, “x” and “y”.",
            "Could meet Ana: both ask for something similar, “x” and “y”.",
        ),
        (
            NO_TEXT,
            "Could meet Ben for a fresh pair of eyes: Ben asks for “a plan” and offers “spelling”.",
            "Could meet Ana for a fresh pair of eyes: Ana is there to listen.",
        ),
    ],
)
def test_why_two_could_meet_is_said_from_both_sides(meeting, first, second):
    called = {"a": "Ana", "b": "Ben"}
    assert reading.read_meeting(meeting, "a", called) == first
    assert reading.read_meeting(meeting, "b", called) == second


def test_before_anybody_asks_it_says_so(mine):
    assert "nobody has shared an ask or an offer" in text(mine.view("match"))


def test_one_alone_has_no_meeting_yet(served, mine):
    let_go(served, ROSA, asks=("Help?",))
    looked(mine)
    assert "It takes two." in text(mine.view("match"))


def test_how_many_have_a_meeting_is_said():
    assert reading.read_matched(3, 4) == "3 of 4 who ask or offer something have a meeting."


def test_the_slips_have_aliases_and_nothing_else_of_anybody(served, two):
    found = files_of(two.view("match"))
    press(two.view("match"), "slips", None)
    (file,) = found
    assert file["text"].count("<section>") == 2
    assert "<bdi>Rosie</bdi>" in file["text"]
    assert f"<bdi>{alias_in(served, TOM)}</bdi>" in file["text"]
    for key in (ROSA, TOM):
        assert sealing.share_of(key, served.id) not in file["text"]
    assert "Saved as who-meets-whom.html" in text(two.view("match"))


def test_without_meetings_there_are_no_slips(mine):
    found = files_of(mine.view("match"))
    press(mine.view("match"), "slips", None)
    assert found == []
    assert "no meeting to print" in text(mine.view("match"))


@pytest.mark.parametrize("nasty", NASTY)
def test_what_others_ask_and_call_themselves_is_text(served, mine, nasty):
    let_go(served, ROSA, alias=nasty[:60], asks=(nasty,), offers=(nasty,))
    let_go(served, TOM, asks=(nasty,), offers=(nasty,))
    looked(mine)
    found = files_of(mine.view("match"))
    press(mine.view("match"), "slips", None)
    assert "<script>x" not in mine.view("match").content + found[0]["text"]


# --- the agenda ---------------------------------------------------------------------------------


class Watch:
    """A clock that stands until it is turned."""

    def __init__(self):
        self.at = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)

    def __call__(self):
        return self.at

    def turn(self, **by):
        self.at += timedelta(**by)


@pytest.fixture
def watch(mine):
    """The clock of the page's agenda, which has begun."""
    watch = Watch()
    mine.view("run")._now = mine.view("parts")._now = watch
    press(mine.view("run"), "begin", "45")
    press(mine.view("run"), "start", "-")
    return watch


def on(mine):
    return agendas.read(mine.book)


def test_three_agendas_are_there_to_begin_with(mine):
    assert re.findall(r'data-do="begin" data-value="(\d+)"', mine.view("run").content) == [
        "45",
        "60",
        "90",
    ]


def test_a_part_says_what_happens_what_to_say_and_what_comes_next(mine, watch):
    seen = text(mine.view("run"))
    first, second = on(mine).parts[:2]
    for part in (first.what, first.say, first.watch):
        assert part in seen.replace("&#39;", "'")
    assert f"Next: {second.what}" in seen
    assert "5:00" in seen


def test_the_page_is_told_since_when_a_part_runs_and_no_second_goes_through_the_wire(mine, watch):
    clock = re.search(r"<pln-clock ([^>]*says=\"left\"[^>]*)>", mine.view("run").content)[1]
    assert 'since="2026-11-25T12:00:00+00:00" spent="0" of="300"' in clock


def test_a_page_that_slept_shows_the_time_over_in_words(mine, watch):
    watch.turn(minutes=8)
    looked(mine)
    assert "3 minutes over time" in text(mine.view("run"))


def test_pause_go_on_next_and_back(mine, watch):
    run, first = mine.view("run"), on(mine).now
    watch.turn(minutes=1)
    press(run, "pause", first)
    assert "Paused" in text(run)
    watch.turn(minutes=10)
    press(run, "start", first)
    assert "4:00" in text(run)
    press(run, "next", first)
    assert on(mine).now == on(mine).parts[1].id
    press(run, "back", on(mine).now)
    assert on(mine).now == first


def test_the_buttons_stay_where_they_are_when_the_clock_is_paused(mine, watch):
    run = mine.view("run")
    lines = run.content.count('class="pln-hint"')
    press(run, "pause", on(mine).now)
    assert run.content.count('class="pln-hint"') == lines


def test_a_minute_more_is_given(mine, watch):
    press(mine.view("run"), "longer", on(mine).now)
    assert "6:00" in text(mine.view("run"))


def test_at_the_end_it_says_so(mine, watch):
    for _ in on(mine).parts:
        press(mine.view("run"), "next", on(mine).now)
    assert "The agenda is over." in text(mine.view("run"))
    press(mine.view("run"), "back", "end")
    assert on(mine).now == on(mine).parts[-1].id


def test_a_press_that_comes_twice_counts_once(mine, watch):
    first = on(mine).now
    press(mine.view("run"), "next", first)
    press(mine.view("run"), "next", first)
    assert on(mine).now == on(mine).parts[1].id
    assert agendas.MOVED_ON in text(mine.view("run"))


def test_what_one_facilitator_does_the_other_sees(served, mine, watch):
    other = shown_to(served.learner(FACILITATOR))
    press(mine.view("run"), "next", on(mine).now)
    other.refresh()
    assert on(other) == on(mine)
    assert on(mine).part.what in text(other.view("run"))
    press(other.view("parts"), "remove", on(mine).parts[-1].id)
    mine.refresh()
    assert on(mine) == on(other)


def test_another_agenda_takes_the_place_and_undo_brings_the_one_before_back(mine, watch):
    before = on(mine)
    press(mine.view("run"), "begin", "90")
    assert on(mine).minutes == 90
    mine.undo()
    assert on(mine) == before


def test_an_agenda_that_is_none_of_ours_is_refused(mine):
    press(mine.view("run"), "begin", "1e9")
    assert "not one of the agendas" in text(mine.view("run"))
    assert on(mine) is None


def test_the_agenda_is_kept_encrypted_in_the_facilitators_book(served, mine, watch):
    said(mine.view("parts"), "add", **{"new-what": "A walk in the garden", "new-minutes": "5"})
    written = b"".join(
        p.read_bytes() for p in served.where.parent.glob("a.plnroom*") if p.is_file()
    )
    assert b"garden" not in written
    assert "A walk in the garden" in text(mine.view("parts"))


# --- its parts ----------------------------------------------------------------------------------


def add(mine, what="A break", minutes="10", **more):
    said(mine.view("parts"), "add", **{"new-what": what, "new-minutes": minutes}, **more)


def test_a_part_is_added_at_the_end_also_to_no_agenda(mine):
    add(mine, **{"new-page": "grow", "new-say": "Breathe.", "new-watch": "Coffee."})
    (part,) = on(mine).parts
    assert replace(part, id="1") == Part("1", 10, "A break", "grow", "Breathe.", "Coffee.")
    assert "Added: “A break”" in text(mine.view("parts"))


@pytest.mark.parametrize("minutes", ["0", "-5", "1e9", "", "ten"])
def test_minutes_that_are_none_are_marked_beside_the_field_and_nothing_is_kept(mine, minutes):
    add(mine, minutes=minutes)
    assert re.search(
        r'name="new-minutes"[^>]*data-wrong[^>]*>\s*<p id="pln-parts-new-minutes-why"[^>]*>Say how long',
        mine.view("parts").content,
    )
    assert on(mine) is None


def test_a_part_without_words_and_one_of_too_many_are_marked(mine):
    for what in ("", "x" * 121):
        add(mine, what)
        assert re.search('name="new-what"[^>]*data-wrong', mine.view("parts").content)
    add(mine, **{"new-say": "x" * 241})
    assert re.search('name="new-say"[^>]*data-wrong', mine.view("parts").content)
    assert on(mine) is None


def test_a_page_that_is_none_is_refused(mine):
    add(mine, **{"new-page": "passwd"})
    assert on(mine) is None


def test_one_part_too_many_is_refused_in_words(mine):
    for number in range(agendas.MANY + 1):
        add(mine, f"Part {number}")
    assert agendas.FULL.format(many=agendas.MANY) in text(mine.view("parts"))
    assert len(on(mine).parts) == agendas.MANY


@pytest.mark.parametrize("nasty", NASTY)
def test_titles_are_text_on_the_page_and_on_paper(mine, nasty):
    add(mine, nasty[:120], **{"new-say": nasty, "new-watch": nasty})
    found = files_of(mine.view("parts"))
    said(mine.view("parts"), "sheet", begins="14:05")
    press(mine.view("run"), "start", "-")
    seen = mine.view("parts").content + mine.view("run").content + found[0]["text"]
    assert "<script>x" not in seen


def test_a_part_is_changed_where_it_stands(mine, watch):
    second = on(mine).parts[1]
    press(mine.view("parts"), "open", second.id)
    assert f'name="{second.id}-what"' in mine.view("parts").content
    fields = {f"{second.id}-what": "Other", f"{second.id}-minutes": "1:30", f"{second.id}-page": ""}
    said(mine.view("parts"), "save", id=second.id, **fields)
    assert on(mine).parts[1] == Part(second.id, 90, "Other")
    assert f'name="{second.id}-what"' not in mine.view("parts").content


def test_a_part_that_another_took_out_is_not_brought_back_by_saving(served, mine, watch):
    second = on(mine).parts[1]
    press(mine.view("parts"), "open", second.id)
    other = shown_to(served.learner(FACILITATOR))
    press(other.view("parts"), "remove", second.id)
    fields = {f"{second.id}-what": "Other", f"{second.id}-minutes": "5"}
    said(mine.view("parts"), "save", id=second.id, **fields)
    mine.refresh()
    assert second.id not in [part.id for part in on(mine).parts]
    assert agendas.GONE in text(mine.view("parts"))


def test_parts_are_moved_by_buttons(mine, watch):
    first, second, *_ = (part.id for part in on(mine).parts)
    press(mine.view("parts"), "down", first)
    assert [part.id for part in on(mine).parts[:2]] == [second, first]
    press(mine.view("parts"), "up", first)
    assert [part.id for part in on(mine).parts[:2]] == [first, second]
    press(mine.view("parts"), "up", first)
    assert on(mine).parts[0].id == first


def test_each_button_of_a_part_says_of_which(mine, watch):
    what = on(mine).parts[1].what
    for verb in ("Change “{}”", "Move “{}” up", "Move “{}” down", "Remove “{}”"):
        assert f'aria-label="{verb.format(what)}"' in mine.view("parts").content


# --- the run sheet ------------------------------------------------------------------------------


def sheet(agenda, begins="14:05"):
    at = datetime.strptime(begins, "%H:%M").replace(tzinfo=UTC).time()
    return run_sheet(agenda, "Our room", at).text


def test_a_run_sheet_has_the_times_of_the_clock_and_everything_that_is_said(mine, watch):
    found = files_of(mine.view("parts"))
    said(mine.view("parts"), "sheet", begins="14:05")
    (file,) = found
    assert file["name"] == "run-sheet.html"
    starts = re.findall(r'<th scope="row"><time datetime="([\d:]+)"', file["text"])
    assert starts[:3] == ["14:05", "14:10", "14:24"]
    assert 'until <time datetime="14:50">' in file["text"]
    for part in on(mine).parts:
        for line in (part.what, part.say, part.watch, agendas.PAGES.get(part.page, "")):
            assert line in file["text"].replace("&#39;", "'")


def test_what_was_done_is_said_where_it_was_done(mine, watch):
    said(mine.view("parts"), "sheet", begins="14:05")
    assert re.search("Save the run sheet.*Saved as run-sheet.html", mine.view("parts").content)
    add(mine)
    assert re.search("Added: .*Save the run sheet", mine.view("parts").content)
    assert "Saved as" not in mine.view("parts").content


def test_a_run_sheet_over_midnight_goes_on_at_nought():
    long = Agenda(tuple(Part(f"{n}", 240, "Long") for n in range(8)))
    assert re.findall(r'row"><time datetime="([\d:]+)"', sheet(long, "23:00"))[:3] == [
        "23:00",
        "03:00",
        "07:00",
    ]


def test_a_run_sheet_asks_for_nothing_and_lets_no_other_script_run():
    text_ = sheet(Agenda((Part("1", 5, "A"),)))
    assert not re.search(r"(src|href)=|url\(|@import", text_)
    assert "default-src &#39;none&#39;" in text_
    assert text_.count("<script>") == 1
    assert "sha256-" in text_


def test_the_script_of_a_sheet_is_the_one_that_may_run():
    import hashlib
    from base64 import b64encode

    text_ = sheet(Agenda((Part("1", 5, "A"),)))
    script = re.search("<script>(.*)</script>", text_, re.DOTALL)[1]
    assert b64encode(hashlib.sha256(script.encode()).digest()).decode() in text_.split("<title>")[0]


@pytest.mark.parametrize("typed", ["", "25:00", "noonish", "1e9"])
def test_a_time_that_is_none_is_marked_beside_the_field(mine, watch, typed):
    found = files_of(mine.view("parts"))
    said(mine.view("parts"), "sheet", begins=typed)
    assert found == []
    assert re.search('name="begins"[^>]*data-wrong', mine.view("parts").content)


def test_what_is_left_is_said_as_a_clock_says_it():
    assert [said_left(s) for s in (425, 0, -30, -180)] == [
        "7:05",
        "0:00",
        "less than a minute over time",
        "3 minutes over time",
    ]


# --- the end ------------------------------------------------------------------------------------


def test_the_picture_is_saved_as_a_table_and_as_a_page(served, mine):
    share_of_five(served)
    looked(mine)
    found = files_of(mine.view("close"))
    press(mine.view("close"), "table", None)
    press(mine.view("close"), "page", None)
    table, whole = found
    rows = list(csv.reader(StringIO(table["text"].removeprefix("\ufeff"))))
    assert ["Learners in this picture", "", "5", ""] in rows
    assert {len(row) for row in rows} == {4}
    assert "5 learners are in this picture." in whole["text"]
    assert ".pln-list li {" in whole["text"]
    assert (table["name"][-4:], whole["name"][-5:]) == (".csv", ".html")


def test_the_files_of_a_picture_are_offered_where_there_is_one(served, mine):
    assert 'data-do="table"' not in mine.view("close").content
    assert 'href="wall"' not in mine.view("patterns").content
    share_of_five(served)
    looked(mine)
    assert 'data-do="table"' in mine.view("close").content
    assert 'href="wall"' in mine.view("patterns").content


def test_without_a_picture_there_is_nothing_to_save(mine):
    found = files_of(mine.view("close"))
    press(mine.view("close"), "table", None)
    assert found == []
    assert closing.NO_PICTURE in text(mine.view("close"))


TOPICS = [
    "=cmd|'/c calc'!A0",
    "+1",
    "-1",
    "@SUM(A1)",
    " =1+1",
    "\t=1",
    "＝1",
    "plain",
    "a=b",
    "<b>",
    "ليلى",
]


def test_no_cell_of_the_table_is_a_formula():
    topics = Counted(Count("most"), dict.fromkeys(TOPICS, Count("some", 5)))
    picture = Picture(learners=9, topics=topics)
    rows = list(csv.reader(StringIO(table_of(picture).text.removeprefix("\ufeff"))))
    cells = [row[1] for row in rows if row[0] == "What aims speak of"]
    assert cells == [f"'{t}" if t.strip(" \t")[0] in "=+-@＝" else t for t in TOPICS]


@given(st.text(max_size=20))
def test_a_cell_is_kept_as_it_is_or_begins_with_an_apostrophe(cell):
    told = safe(cell)
    assert told.removeprefix("'") in (cell, cell.removeprefix("'"))
    assert not told.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))


def test_what_the_picture_hides_the_table_hides():
    picture = Picture(
        learners=12,
        alone=Counted(Count("most"), {"alone": Count("few")}),
        rings=Parted(Count("some", 5), {"1": 40, "2": 0}, 60),
    )
    told = {line[:3] for line in lines(picture)}
    assert ("Nobody on the map yet", "Learners", "fewer than 5") in told
    assert ("How close they are", "Closest", "40%") in told
    assert ("How close they are", "Close", "under 1%") in told
    assert ("How close they are", "All others together", "60%") in told
    assert ("Where it began", "", "not shown") in told


def test_every_figure_of_a_full_picture_is_in_the_table(served, mine):
    share_of_five(served)
    found = looked(mine) and Chair(FACILITATOR, str(served.where)).picture().picture
    asked = {line[0] for line in lines(found)}
    assert len(asked) == len(Picture.__struct_fields__)


def test_closing_asks_twice_and_says_what_happens(served, mine):
    view = mine.view("close")
    press(view, "close", "sure")
    assert served.host.room.ended is None
    assert not any(line in text(view) for line in closing.MEANS)
    press(view, "ask", None)
    assert served.host.room.ended is None
    assert all(line in text(view).replace("&#39;", "'") for line in closing.MEANS)
    press(view, "leave", None)
    press(view, "close", "sure")
    assert served.host.room.ended is None
    press(view, "ask", None)
    press(view, "close", "sure")
    assert served.host.room.ended is not None


@pytest.fixture
def closed(served, mine):
    share_of_five(served)
    looked(mine)
    press(mine.view("close"), "ask", None)
    press(mine.view("close"), "close", "sure")
    return mine


def test_closing_deletes_what_was_shared_ends_the_code_and_forgets_the_key(served, closed):
    assert served.rooms.shares(served.id) == []
    assert served.rooms.codes(served.id) == []
    assert served.host._pair is None
    assert served.host.picture()["picture"] is None
    found = asyncio.run(served.host._door.knock("1.2.3.4", code="00000000"))
    assert found is not None


def test_after_closing_nobody_can_share_with_the_room(served, closed):
    learner = served.learner(ROSA)
    learner.change(lambda _: example(), "Began")
    share(learner)
    view, there = learner.view("share"), Visit(ROSA, str(served.where)).room()
    press(
        view,
        "share",
        standing(Visit(ROSA, str(served.where)), view.leaves(learner.book), there).mark,
    )
    assert "closed" in text(view)
    assert served.rooms.shares(served.id) == []


def test_after_closing_the_page_says_so_and_learners_keep_their_books(served, closed):
    said = text(closed.view("close"))
    assert "The room is closed" in said
    assert closing.CLOSED in said
    assert closing.ANOTHER in said
    for key in PANELS[:-1]:
        assert closed.view(key).content == ""
    assert "pln-room-over" in closed.view("close").content
    learner = served.learner(ROSA)
    learner.change(lambda _: example(), "Began")
    assert learner.book.members


def test_the_other_facilitators_page_hears_of_it(served, mine):
    other = shown_to(served.learner(FACILITATOR))
    press(mine.view("close"), "ask", None)
    press(other.view("close"), "ask", None)
    press(mine.view("close"), "close", "sure")
    press(other.view("close"), "close", "sure")
    assert closing.CLOSED in text(other.view("close"))


def test_the_audit_says_what_was_done_and_never_by_whom(served, mine):
    let_go(served, ROSA, asks=("Help?",))
    let_go(served, ROSA, asks=("Help me?",))
    Visit(ROSA, str(served.where)).withdraw(Visit(ROSA, str(served.where)).room())
    served.rooms.note(served.id, "", "12 wrong join codes")
    looked(mine)
    seen = text(mine.view("close"))
    for line in ("Somebody shared at", "Somebody changed what they share", "Somebody withdrew", "12 wrong join codes", "The room was opened"):  # fmt: skip
        assert line in seen
    assert sealing.share_of(ROSA, served.id) not in mine.view("close").content


def test_a_long_audit_is_folded(served, mine):
    for number in range(12):
        served.rooms.note(served.id, "", f"thing {number}")
    looked(mine)
    assert "Before that" in text(mine.view("close"))


def test_every_line_that_the_room_writes_is_said_without_who(served):
    written = {demo.MARK, "opened the room", "closed the room", "began a new join code", "shared", "changed what is shared", "withdrew what was shared", "shared what could not be read"}  # fmt: skip
    assert written == set(reading._DONE)


# --- the page -----------------------------------------------------------------------------------


def test_every_view_of_the_room_looks_again_every_few_seconds(served, monkeypatch):
    found = {}
    monkeypatch.setattr(
        page, "look", lambda _, seconds, draw: found.update({draw.__self__.key: seconds})
    )
    shown_to(served.learner(FACILITATOR))
    assert found == dict.fromkeys(PANELS, 5.0)


def test_what_stays_the_same_is_not_drawn_again(served, mine):
    is_here(served, ROSA)
    looked(mine)
    before = contents(mine)
    drawn = []
    for key in ("door", "patterns", "match", "close"):
        mine.view(key).observe(drawn.append, "content")
    looked(mine)
    assert drawn == []
    assert contents(mine).keys() == before.keys()


def test_what_a_facilitator_sees_and_what_not_is_said():
    assert "nobody's members" in repr(page.what_facilitators_see())
    assert repr(page.what_facilitators_see()).count("\n") == len(reading.RULES) - 1


def test_a_clock_that_is_right_by_itself_is_sent_with_the_agenda_alone():
    assert "pln-clock" in str(Run._esm)
    assert "pln-clock" not in str(closing.Closing._esm)
