"""A coach's page: what two learners share is seen, in a real store, sealed, and gone when withdrawn."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from urllib.parse import unquote

import pytest
from msgspec.structs import replace
from pressing import press

from plnkit import clock, sealing, shares, sharing
from plnkit.errors import BookError
from plnkit.hatch import NoRoom
from plnkit.journal import Store
from plnkit.journal.rooms import Rooms, Sealed
from plnkit.model import Aim, Book, Learner, Member, Note, Snapshot, Support, Tie, Wave
from plnkit.pages import coach as page
from plnkit.reading import Facts
from plnkit.reading import coach as reading
from plnkit.rooms.coaching import Coaching
from plnkit.rooms.visit import Recipient, Visit
from plnkit.rooms.whole import book_in
from plnkit.samples import cohort, example
from plnkit.shares import Share, Wanted
from plnkit.views.coach.invite import LINK, NO_PLACE
from plnkit.views.coach.learners import NOBODY, NOW_NOBODY, WITHDREW
from plnkit.views.coach.summary import summary
from plnkit.views.coach.when import moment
from plnkit.views.coach.whole import NO_PICTURE, TheirNumbers
from plnkit.workbook import Workbook

COACH, OTHER, ROSA, TOM = ("c0" * 16, "c1" * 16, "0a" * 16, "0b" * 16)
NASTY = ["<img src=x onerror=alert(1)>", "=1+1", "ليلى", '"a", b; c & 🦊', "x" * 200]
PLACE = {"site": "http://192.168.1.2:8888", "door": "?pass=2027-01-01-abc"}


@pytest.fixture
def store(tmp_path, monkeypatch):
    """A store as a server opens it: the path, which pages find in their environment."""
    where = tmp_path / "a.plnroom"
    Store.open(where)
    rooms = Rooms(where)
    rooms.found()
    rooms.close()
    monkeypatch.setenv("PLNKIT_STORE", str(where))
    return where


@pytest.fixture
def mine(store):
    """The coach's own book."""
    mine = opened(store, COACH)
    yield mine
    mine.close()


def opened(store, key):
    mine = Workbook(Store.open(store, create=False).journal(key))
    mine.key = key
    return mine


@pytest.fixture
def looks(monkeypatch):
    """What the page does every two seconds; each can be called."""
    found = []
    monkeypatch.setattr(page, "look", lambda _, seconds, draw: found.append((seconds, draw)))
    return found


@pytest.fixture
def learners(mine, looks):
    """The list of those who share, on a page that is met."""
    Coaching(COACH, store_of(mine)).found()
    page.follow(mine)
    return mine.view("learners")


@pytest.fixture
def invite(mine, monkeypatch):
    monkeypatch.setattr(page.hatch, "ask", lambda what: PLACE if what == "pass" else {})
    page.invite(mine)
    return mine.view("invite")


def store_of(mine):
    return str(mine._journal.path)


def to_coach(store, key=COACH):
    Coaching(key, str(store)).found()
    return Visit(ROSA, str(store)).coach(Coaching(key, str(store)).id)


def let_go(store, who, share, key=COACH):
    Visit(who, str(store)).share(share, to_coach(store, key))


def summary_of(**items):
    return Share(id="", to="", **items)


ASKS = summary_of(alias="Rosa", asks=("How do I chair a meeting?",))


def whole():
    """A whole book as it is shared: with a name, and a picture with its content."""
    before = example().without(*pictures(example()))
    gone = before.members[0]
    now = before.without(gone.id).with_(
        Learner(name="Tom Weaver"),
        Wave(id="w1", name="In spring", on=date(2026, 4, 1), book=before.snapshot()),
    )
    return now, gone


def share_id(who, store, key=COACH):
    return sealing.share_of(who, Coaching(key, str(store)).id)


def later(looks):
    """Let two seconds go by."""
    _, draw = looks[-1]
    draw()


def put_raw(store, content, *, id="ab" * 16, key=COACH):
    """Put something into the store as somebody would who writes to it by hand."""
    rooms, to = Rooms(store), to_coach(store, key)
    sealed = sealing.seal(to.public, content)
    rooms.put(Sealed(id, to.id, f"mark{len(content)}", sealed, datetime.now(UTC)))
    rooms.close()


def text(view):
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", view.content))


def lines_of(who, store):
    return [line.what for line in Visit(who, str(store)).lines(to_coach(store))]


# --- who shares ---------------------------------------------------------------------------------


def test_without_a_store_there_is_one_sentence(path, monkeypatch, looks):
    monkeypatch.delenv("PLNKIT_STORE", raising=False)
    mine = Workbook(None)
    page.invite(mine)
    page.follow(mine)
    later(looks)
    assert page.ABSENT in text(mine.view("invite"))
    assert page.ABSENT in text(mine.view("learners"))


def test_before_anybody_shares_it_says_so(learners):
    assert NOBODY in text(learners)


def test_two_learners_are_seen_by_what_they_call_themselves(store, learners, looks):
    let_go(store, ROSA, ASKS)
    let_go(store, TOM, summary_of(book=whole()[0].snapshot(), alias="T."))
    later(looks)
    said = text(learners)
    assert re.search(r"Rosa Shared at +\d\d:\d\d *: a summary with asks\.", said)
    assert re.search(r"Tom Weaver Shared at +\d\d:\d\d *: their whole book\.", said)
    assert NOBODY not in said


def test_who_has_no_name_has_an_alias(store, learners, looks):
    let_go(store, ROSA, summary_of(asks=("Help?",)))
    later(looks)
    assert re.search("<b><bdi>[A-Z][a-z]+ [a-z]+</bdi></b>", learners.content)


def test_what_is_shared_is_not_shown_before_it_is_opened(store, learners, looks):
    let_go(store, ROSA, ASKS)
    later(looks)
    assert "chair a meeting" not in learners.content
    assert "Not opened yet" in text(learners)
    assert lines_of(ROSA, store) == ["shared"]


def test_the_newest_change_stands_first(store, learners, looks):
    for who, name in ((ROSA, "Rosa"), (TOM, "Tom")):
        let_go(store, who, summary_of(alias=name))
    later(looks)
    assert text(learners).index("Tom") < text(learners).index("Rosa")
    let_go(store, ROSA, ASKS)
    later(looks)
    assert text(learners).index("Rosa") < text(learners).index("Tom")


def test_the_page_looks_every_two_seconds(learners, looks):
    assert [seconds for seconds, _ in looks] == [2]


# --- what is opened -----------------------------------------------------------------------------


def test_a_summary_is_seen_exactly_as_it_was_shared(store, learners, looks):
    share = sharing.only(sharing.drafted(example()), ("size", "aims", "asks"))
    let_go(store, ROSA, share)
    later(looks)
    press(learners, "open", share_id(ROSA, store))
    for title in ("How many they learn from", "Aims", "What they ask for"):
        assert f">{title}<" in learners.content
    for title in ("Who they are", "Where they learn", "What they offer", "How it began"):
        assert f">{title}<" not in learners.content
    for ask in share.asks:
        assert ask in text(learners)


def test_a_full_summary_names_none_of_the_members(store, learners, looks):
    let_go(store, ROSA, sharing.drafted(example()))
    later(looks)
    press(learners, "open", share_id(ROSA, store))
    assert not [m.name for m in example().people if m.name in learners.content]


def test_that_something_was_opened_can_be_read_by_the_learner_once_a_version(
    store, learners, looks
):
    let_go(store, ROSA, ASKS)
    later(looks)
    for _ in range(2):
        press(learners, "open", share_id(ROSA, store))
        press(learners, "close", None)
    assert lines_of(ROSA, store) == ["opened what was shared", "shared"]
    assert "They can read that" not in text(learners)


def test_what_is_open_and_changes_is_seen_changed_and_that_too_is_written_down(
    store, learners, looks
):
    let_go(store, ROSA, ASKS)
    later(looks)
    press(learners, "open", share_id(ROSA, store))
    let_go(store, ROSA, replace(ASKS, asks=("And how do I end one?",)))
    later(looks)
    later(looks)
    assert "And how do I end one?" in learners.content
    assert "How do I chair" not in learners.content
    assert re.search(r"Changed at +\d\d:\d\d", text(learners))
    assert lines_of(ROSA, store) == [
        "opened what was shared",
        "changed what is shared",
        "opened what was shared",
        "shared",
    ]


def test_nothing_is_shown_when_it_cannot_be_written_down_that_it_was_opened(
    store, learners, looks, monkeypatch
):
    let_go(store, ROSA, ASKS)
    later(looks)
    monkeypatch.setattr(Coaching, "opened", refuse)
    press(learners, "open", share_id(ROSA, store))
    assert "How do I chair" not in learners.content
    assert "The disk is full." in text(learners)


def refuse(*_):
    raise BookError("The disk is full.")


def test_a_store_that_is_away_is_a_sentence_and_what_was_known_stays(
    store, learners, looks, monkeypatch
):
    let_go(store, ROSA, ASKS)
    later(looks)
    monkeypatch.setattr(Coaching, "marks", refuse)
    later(looks)
    assert "The disk is full. What you see here may have changed by now." in text(learners)
    assert "Rosa" in text(learners)
    monkeypatch.undo()


def test_another_visit_writes_another_line(store, mine, learners, looks):
    let_go(store, ROSA, ASKS)
    later(looks)
    press(learners, "open", share_id(ROSA, store))
    again = opened(store, COACH)
    page.follow(again)
    assert "Not opened yet" not in text(again.view("learners"))
    press(again.view("learners"), "open", share_id(ROSA, store))
    assert lines_of(ROSA, store)[:2] == ["opened what was shared"] * 2
    again.close()


# --- the whole book -----------------------------------------------------------------------------


@pytest.fixture
def tom(store, mine, learners, looks):
    """A whole book, open."""
    let_go(store, TOM, summary_of(book=whole()[0].snapshot()))
    later(looks)
    press(learners, "open", share_id(TOM, store))
    return mine


def test_a_whole_book_is_a_map_sentences_and_numbers(tom):
    now, _ = whole()
    assert all(member.name in str(tom.view("map").table) for member in now.members)
    assert "They learn from" in tom.view("said").content
    assert "They learn from" in tom.view("map").words
    assert "Their network in numbers" in tom.view("numbers").content


YOU = re.compile(r"\b[Yy]ours?\b|\b[Yy]ou\b")


@pytest.mark.parametrize("book", [Book(), example(), *cohort()[:4]])
def test_what_is_said_of_a_learner_is_said_of_them(book):
    facts = Facts.of(book)
    rows = [row for _, rows in reading.their_numbers(facts) for row in rows]
    lines = [
        reading.read_their_map(book),
        reading.read_their_composition(book),
        reading.read_their_mix(book),
        reading.read_missing(facts),
        *(f"{row.label} {row.said}" for row in rows),
    ]
    assert [line for line in lines if YOU.search(line)] == []


def test_numbers_that_are_not_there_yet_are_one_sentence():
    panel = TheirNumbers()
    panel.draw(Book())
    assert text(panel).count("ot enough is said yet") == 1
    assert "Say of more people" not in text(panel)


def test_two_pictures_are_seen_side_by_side(tom):
    _, gone = whole()
    assert f"No longer there: {gone.name}." in text(tom.view("compare"))
    then, now = tom.view("map-then"), tom.view("map-now")
    assert then.words.startswith("In spring. ")
    assert now.words.startswith("As it is now. ")
    assert gone.name in then.figure
    assert gone.name not in now.figure
    assert gone.name in str(then.table)
    assert gone.name not in str(now.table)


def test_other_pictures_are_chosen_and_the_maps_follow(tom):
    press(tom.view("compare"), "after", "", "w1")
    assert tom.view("map-now").words.startswith("In spring. ")
    assert "These two are the same" in text(tom.view("compare"))


def test_a_change_names_no_cause_and_no_merit(tom):
    said = text(tom.view("compare")).lower()
    assert "none says why" in said
    assert not re.search(r"\b(better|worse|improved|score|because of)\b", said)


def test_a_closed_book_leaves_nothing_on_the_page(tom, learners):
    press(learners, "close", None)
    for key in ("map", "said", "numbers", "compare", "map-then", "map-now"):
        view = tom.view(key)
        seen = f"{getattr(view, 'content', '')}{getattr(view, 'words', '')}{getattr(view, 'table', '')}"
        assert not [m.name for m in whole()[0].members if m.name in seen]
    assert tom.view("compare")._pictures == {}


def test_the_charts_are_on_the_page_while_a_book_is_open(store, mine, monkeypatch, looks):
    boxes = []
    monkeypatch.setattr(page, "display", boxes.append)
    page.follow(mine)
    learners = mine.view("learners")
    let_go(store, TOM, summary_of(book=whole()[0].snapshot()))
    later(looks)
    away = [[page.AWAY in box._dom_classes for box in boxes]]
    for do, value in (("open", share_id(TOM, store)), ("close", None)):
        press(learners, do, value)
        away.append([page.AWAY in box._dom_classes for box in boxes])
    assert away == [[True] * 5, [False] * 5, [True] * 5]


def test_a_book_without_pictures_says_what_is_missing(store, mine, learners, looks):
    let_go(store, TOM, summary_of(book=example().without(*pictures(example())).snapshot()))
    later(looks)
    press(learners, "open", share_id(TOM, store))
    assert NO_PICTURE in text(mine.view("compare"))


def pictures(book):
    return [wave.id for wave in book.all(Wave)]


def test_an_edit_of_the_coachs_own_book_leaves_the_charts_as_they_are(tom, learners, store):
    before = tom.view("map").figure
    tom.view("map").figure = "kept"
    press(learners, "note", share_id(TOM, store), "Ask about spring")
    assert tom.view("map").figure == "kept"
    assert before


def test_what_another_shares_leaves_the_charts_as_they_are(tom, store, looks):
    tom.view("map").figure = "kept"
    let_go(store, ROSA, ASKS)
    later(looks)
    assert "Rosa" in tom.view("learners").content
    assert tom.view("map").figure == "kept"


def test_a_book_that_is_shared_anew_is_drawn_anew(tom, store, looks):
    book, _ = whole()
    let_go(
        store,
        TOM,
        summary_of(book=book.with_(Member(id="z", name="Zoe", kind="person")).snapshot()),
    )
    later(looks)
    assert "Zoe" in str(tom.view("map").table)
    assert "Zoe" in tom.view("compare").content


# --- withdrawn ----------------------------------------------------------------------------------


def test_what_is_withdrawn_is_gone_at_the_next_look_and_the_notes_stay(
    store, mine, tom, learners, looks
):
    press(learners, "note", share_id(TOM, store), "Speaks of his team")
    Visit(TOM, str(store)).withdraw(to_coach(store))
    later(looks)
    assert WITHDREW in text(learners)
    assert NOW_NOBODY in text(learners)
    assert NOBODY not in text(learners)
    assert "Tom Weaver" not in learners.content
    for key in ("map", "map-then", "map-now", "said", "numbers", "compare", "learners"):
        state = str(mine.view(key).get_state())
        assert not [m.name for m in example().members if m.name in state]
    assert [mine.view(key).figure for key in ("map", "map-then", "map-now")] == [""] * 3
    assert "Speaks of his team" in learners.content


def test_what_was_withdrawn_cannot_be_opened(store, learners, looks):
    let_go(store, ROSA, ASKS)
    later(looks)
    Visit(ROSA, str(store)).withdraw(to_coach(store))
    press(learners, "open", share_id(ROSA, store))
    assert "no longer shared with you" in text(learners)
    assert "opened what was shared" not in lines_of(ROSA, store)


def test_notes_come_back_with_who_shares_again(store, learners, looks):
    let_go(store, ROSA, ASKS)
    later(looks)
    press(learners, "label", share_id(ROSA, store), "Rosa, Tuesdays")
    Visit(ROSA, str(store)).withdraw(to_coach(store))
    later(looks)
    let_go(store, ROSA, ASKS)
    later(looks)
    assert "Rosa, Tuesdays" in text(learners)


def test_notes_on_who_is_gone_can_be_taken_out_and_brought_back(store, mine, learners, looks):
    let_go(store, ROSA, ASKS)
    later(looks)
    press(learners, "note", share_id(ROSA, store), "Speaks of her team")
    Visit(ROSA, str(store)).withdraw(to_coach(store))
    later(looks)
    press(learners, "forget", share_id(ROSA, store))
    assert "Speaks of her team" not in learners.content
    mine.undo()
    assert "Speaks of her team" in learners.content


# --- the coach's own notes ----------------------------------------------------------------------


def test_notes_and_labels_lie_encrypted_in_the_store(store, mine, learners, looks, tmp_path):
    let_go(store, ROSA, ASKS)
    later(looks)
    id = share_id(ROSA, store)
    press(learners, "label", id, "Unmistakable label")
    press(learners, "note", id, "Unmistakable note")
    note = mine.book.entities[f"coach-learner-{id}"]
    assert (note.question, note.text, note.page) == (
        "Unmistakable label",
        "Unmistakable note",
        "coach",
    )
    mine.close()
    files = [f.read_bytes() for f in tmp_path.iterdir() if f.is_file()]
    assert files
    for word in (b"Unmistakable", b"chair a meeting", b"Rosa", id.encode() + b'"'):
        assert not any(word in content for content in files)


def test_a_label_stands_in_the_place_of_the_name(store, learners, looks):
    let_go(store, ROSA, ASKS)
    later(looks)
    press(learners, "label", share_id(ROSA, store), "Mrs Weaver")
    assert "<b><bdi>Mrs Weaver</bdi></b>" in learners.content
    press(learners, "label", share_id(ROSA, store), "  ")
    assert "<b><bdi>Rosa</bdi></b>" in learners.content


def test_a_new_label_leaves_the_notes_and_new_notes_the_label(store, mine, learners, looks):
    let_go(store, ROSA, ASKS)
    later(looks)
    id = share_id(ROSA, store)
    for do, typed in (("note", "One"), ("label", "Mrs Weaver"), ("note", "Two"), ("label", "Rosa")):
        press(learners, do, id, typed)
    (note,) = mine.book.all(Note)
    assert (note.question, note.text) == ("Rosa", "Two")


@pytest.mark.parametrize("typed", [("label", "x" * 201), ("note", "x" * 20_001)])
def test_what_is_too_long_is_refused_in_words(store, mine, learners, looks, typed):
    let_go(store, ROSA, ASKS)
    later(looks)
    do, much = typed
    press(learners, do, share_id(ROSA, store), much)
    assert "can have up to" in text(learners)
    assert not mine.book.all(Note)


def test_nothing_is_noted_on_somebody_who_does_not_share(mine, learners):
    press(learners, "note", "ff" * 16, "x")
    assert "no longer shared with you" in text(learners)
    assert not mine.book.all(Note)


# --- what others wrote --------------------------------------------------------------------------


@pytest.mark.parametrize("nasty", NASTY)
def test_what_is_shared_is_text(store, learners, looks, nasty):
    aim = Wanted("goal", nasty, 0)
    share = summary_of(
        alias=nasty[:60], asks=(nasty,), offers=(nasty,), aims=(aim,), composition={nasty[:40]: 3}
    )
    let_go(store, ROSA, share)
    later(looks)
    press(learners, "open", share_id(ROSA, store))
    press(learners, "label", share_id(ROSA, store), nasty)
    assert "<img" not in learners.content
    assert not learners.notice
    assert learners.content.count("<bdi>") >= 5


@pytest.mark.parametrize("nasty", NASTY)
def test_what_a_whole_book_says_is_text(store, mine, learners, looks, nasty):
    book = example().with_(
        Learner(name=nasty),
        Member(id="n", name=nasty, kind="person", closeness=1),
        Aim(id="a", text=nasty),
        Support(id="s", aim="a", member="n", help="feedback"),
        Note(id="note-welcome-most", page="welcome", question="", text=nasty),
    )
    let_go(store, TOM, summary_of(book=book.snapshot()))
    later(looks)
    press(learners, "open", share_id(TOM, store))
    seen = learners.content + mine.view("said").content + mine.view("compare").content
    assert "<img" not in seen
    assert "Their aims" in seen


ANOTHERS = "cd" * 16
BROKEN = {  # ID and TO stand for what the store says
    "no json": b"\xff\x00",
    "another kind": b'{"version": 2}',
    "somebody else's": shares.encode(Share(id=ANOTHERS, to="TO", alias="Forged")),
    "for another": shares.encode(Share(id="ID", to=ANOTHERS, alias="Forged")),
    "nested": b'{"id":"ID","to":"TO","book":{"more":{"a":%s}}}' % (b"[" * 9999 + b"]" * 9999),
    "too large": b'{"id":"ID","to":"TO","alias":"Forged"}' + b" " * shares.BOOK_LIMIT,
    "no name": b'{"id":"ID","to":"TO","book":{"members":[{"type":"member","id":"a","name":" ",'
    b'"kind":"person"}]}}',
}


def test_an_id_that_no_key_gives_is_left_out(store, learners, looks):
    put_raw(store, shares.encode(Share(id="no id", to=to_coach(store).id)), id="no id")
    later(looks)
    assert "1 share could not be read" in text(learners)


def filled(content, id, to):
    return content.replace(b"ID", id.encode()).replace(b"TO", to.encode())


def test_what_is_not_broken_is_read(store, learners, looks):
    put_raw(store, filled(b'{"id":"ID","to":"TO","alias":"Ana"}', "ab" * 16, to_coach(store).id))
    later(looks)
    assert "Ana" in text(learners)


@pytest.mark.parametrize("kind", BROKEN)
def test_what_cannot_be_read_is_one_line(store, learners, looks, kind):
    let_go(store, ROSA, ASKS)
    id = "ab" * 16
    put_raw(store, filled(BROKEN[kind], id, to_coach(store).id), id=id)
    later(looks)
    said = text(learners)
    assert "1 share could not be read and is left out." in said
    assert "Rosa" in said
    assert "Forged" not in said
    press(learners, "open", id)
    assert "no longer shared with you" in text(learners)


def test_a_book_that_does_not_hold_together_is_shown_as_far_as_it_does(
    store, mine, learners, looks
):
    ana, ben = (Member(id=i, name=i.title(), kind="person") for i in ("ana", "ben"))
    broken = Snapshot(
        members=(ana, ben),
        ties=(Tie(a="ana", b="ben"), Tie(a="ana", b="nobody")),
        aims=(Aim(id="aim", text="Learn", presented_to=("ben", "nobody")),),
        supports=(Support(id="s", aim="gone", member="ana", help="feedback"),),
        waves=(
            Wave(id="w", name="Lost", on=date(2026, 1, 1), seq=7),
            Wave(
                id="v",
                name="Kept",
                on=date(2026, 2, 1),
                book=Snapshot(members=(ana,), ties=(Tie(a="ana", b="ben"),)),
            ),
        ),
    )
    let_go(store, TOM, summary_of(book=broken))
    later(looks)
    press(learners, "open", share_id(TOM, store))
    assert "Ana" in str(mine.view("map").table)
    assert "Came in: Ben." in text(mine.view("compare"))
    assert "Lost" not in text(mine.view("compare"))


def test_a_book_that_holds_together_is_taken_as_it_is():
    book, _ = whole()
    assert book_in(book.snapshot()).snapshot() == book.snapshot()


def test_an_empty_summary_says_that_nothing_is_in_it(store, learners, looks):
    let_go(store, ROSA, summary_of(alias="Rosa"))
    later(looks)
    assert "nothing yet except a name" in text(learners)
    press(learners, "open", share_id(ROSA, store))
    assert "There is nothing in it yet except a name." in text(learners)


def test_each_item_of_a_summary_is_told_in_words():
    told = " ".join(map(str, summary(sharing.drafted(example()))))
    assert re.search(r"\d+ people and \d+ source", told)
    assert re.search(r'class="pln-length" style="width: \d+\.\d%"', told)
    assert told.count("<h3") >= 5


# --- who can open it ----------------------------------------------------------------------------


def test_another_coach_sees_nothing_of_it(store, learners, looks):
    let_go(store, ROSA, ASKS)
    assert Coaching(OTHER, str(store)).learners() == []


def test_the_key_of_another_opens_no_share(store):
    let_go(store, ROSA, ASKS)
    (sealed,) = Rooms(store).shares(to_coach(store).id)
    assert b"chair" in sealing.unseal(sealing.pair_of(COACH, "coach"), sealed.sealed)
    for key, whose in ((OTHER, "coach"), (COACH, "room"), (ROSA, "coach")):
        with pytest.raises(ValueError, match="not sealed to this key"):
            sealing.unseal(sealing.pair_of(key, whose), sealed.sealed)


def test_a_coachs_key_opens_no_share_for_a_room(store):
    room = sealing.public_of(OTHER, "room")
    Visit(ROSA, str(store)).share(ASKS, Recipient(sealing.id_of(room), room))
    (sealed,) = Rooms(store).shares(sealing.id_of(room))
    for key, whose in ((COACH, "coach"), (OTHER, "coach")):
        with pytest.raises(ValueError, match="not sealed to this key"):
            sealing.unseal(sealing.pair_of(key, whose), sealed.sealed)


def test_an_invitations_id_proves_the_key_and_one_that_was_swapped_is_refused(store):
    id = Coaching(COACH, str(store)).id
    assert Visit(ROSA, str(store)).coach(id) is None
    rooms = Rooms(store)
    rooms.put_coach(id, sealing.public_of(OTHER, "coach"))  # by who can write to the store
    rooms.close()
    assert Visit(ROSA, str(store)).coach(id) is None


def test_a_coach_who_was_found_can_be_shared_with(store):
    Coaching(COACH, str(store)).found()
    there = Visit(ROSA, str(store)).coach(Coaching(COACH, str(store)).id)
    assert there == Recipient(sealing.id_of(there.public), sealing.public_of(COACH, "coach"))


# --- invitations --------------------------------------------------------------------------------


def asked(panel, called, label):
    panel.press({"do": "invite", "value": json.dumps({"called": [called], "label": [label]})})


def link_in(panel):
    found = re.search(f'id="{LINK}-\\d+" value="([^"]*)"', panel.content)
    return found[1].replace("&amp;", "&")


def test_an_invitation_is_a_link_with_the_coach_where_no_server_sees_it(store, mine, invite):
    asked(invite, "Ana & Söhne", "Rosa, Tuesdays")
    place, _, fragment = link_in(invite).partition("#")
    coach, rest = fragment.split("&called=")
    called, number = rest.split("&for=")
    assert f"coach-invited-{number}" in mine.book
    assert place == "http://192.168.1.2:8888/?pass=2027-01-01-abc"
    assert coach == f"coach={Coaching(COACH, str(store)).id}"
    assert unquote(called) == "Ana & Söhne"
    assert called.isascii()
    assert "Rosa" not in link_in(invite)


def test_each_link_has_a_number_of_its_own_and_by_it_the_coach_knows_who_shares(
    store, mine, invite, looks
):
    for label in ("Rosa, Tuesdays", "Tom"):
        asked(invite, "Ana", label)
    numbers = re.findall(r"&amp;for=(\d+)\"", invite.content)
    assert len(set(numbers)) == 2
    number = mine.book.all(Note)[1].id.removeprefix("coach-invited-")
    let_go(store, ROSA, replace(ASKS, invitation=number, alias="Kind wren"))
    page.follow(mine)
    assert "Rosa, Tuesdays" in text(mine.view("learners"))
    assert "Kind wren" not in text(mine.view("learners"))


def test_a_number_that_no_invitation_has_is_no_label(store, mine, looks):
    let_go(store, ROSA, replace(ASKS, invitation="name", alias="Kind wren"))
    page.follow(mine)
    assert "Kind wren" in text(mine.view("learners"))


def test_the_first_invitation_lets_the_coach_be_found(store, invite):
    id = Coaching(COACH, str(store)).id
    assert Visit(ROSA, str(store)).coach(id) is None
    asked(invite, "Ana", "Rosa")
    assert Visit(ROSA, str(store)).coach(id) is not None


def test_labels_stay_in_the_coachs_book_and_the_latest_stands_first(mine, invite):
    for label in ("Rosa", "Tom"):
        asked(invite, "Ana", label)
    assert mine.book.entities["coach-name"].text == "Ana"
    assert [note.text for note in mine.book.all(Note)[1:]] == ["Rosa", "Tom"]
    assert invite.content.index("<bdi>Tom") < invite.content.index("<bdi>Rosa")


def test_an_invitation_can_be_copied_mailed_and_photographed(invite):
    asked(invite, "Ana", "Rosa")
    assert re.search(f'data-copy="{LINK}-\\d+"', invite.content)
    mail = re.search(r'href="mailto:\?subject=[^&]*&amp;body=([^"]*)"', invite.content)[1]
    assert link_in(invite) in unquote(mail)
    assert re.search(r"<details.*<svg.*</details>", invite.content, re.DOTALL)


def test_an_invitation_can_be_taken_out_and_nothing_else_is(mine, invite):
    asked(invite, "Ana", "Rosa")
    press(invite, "remove", "coach-name")
    assert "no longer in the list" in text(invite)
    press(invite, "remove", mine.book.all(Note)[-1].id)
    assert set(mine.book.entities) == {"coach-name"}
    assert "a link that was sent still works" in text(invite).lower()


@pytest.mark.parametrize(
    ("called", "label"), [("", "Rosa"), ("Ana", " "), ("x" * 61, "Rosa"), ("Ana", "x" * 201)]
)
def test_what_is_missing_or_too_long_is_marked_and_nothing_is_kept(mine, invite, called, label):
    asked(invite, called, label)
    assert "data-wrong" in invite.content
    assert not mine.book.all(Note)


@pytest.mark.parametrize("nasty", NASTY)
def test_names_and_labels_are_text(invite, nasty):
    asked(invite, nasty[:60], nasty)
    assert "<img" not in invite.content
    assert re.fullmatch(r"[!-~]+", link_in(invite))


def test_a_server_that_does_not_say_where_it_is_is_a_sentence(mine, monkeypatch):
    def no_room(_):
        raise NoRoom("The room does not answer.")

    monkeypatch.setattr(page.hatch, "ask", no_room)
    page.invite(mine)
    asked(mine.view("invite"), "Ana", "Rosa")
    assert NO_PLACE in text(mine.view("invite"))


def test_the_page_reminds_the_coach_to_keep_the_own_link(invite):
    assert "Keep your own private link, too" in text(invite)


def test_a_page_that_is_met_later_shows_what_is_there(store, looks, monkeypatch):
    let_go(store, ROSA, ASKS)
    mine = Workbook(None)
    page.follow(mine)
    assert "Rosa" not in text(mine.view("learners"))
    mine.meet(COACH)
    assert "Rosa" in text(mine.view("learners"))
    mine.close()


# --- when ---------------------------------------------------------------------------------------


def test_today_is_told_by_the_time_alone():
    noon = datetime.now().astimezone().replace(hour=14, minute=2)
    assert moment(noon.astimezone(UTC)) == 'at <time datetime="14:02">14:02</time>'


def test_another_day_is_told_by_its_date():
    before = datetime.now().astimezone() - timedelta(days=3)
    when = moment(before)
    assert when.startswith("on <time")
    assert str(clock.today() - timedelta(days=3)) in when
