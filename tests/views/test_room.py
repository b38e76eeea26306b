"""What leaves for a room and a coach, as a page lets it go; and what the room gives back."""

import asyncio
import json
import re

import msgspec
import pytest
from a_room import FACILITATOR
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pressing import people, press

from plnkit import chosen, files, pulses, sealing, shares, sharing
from plnkit.aliases import alias_of
from plnkit.clock import today
from plnkit.exchange import portable
from plnkit.journal import Journal
from plnkit.model import Aim, Book, Capability, Learner, Member, Mix, Note, Pulse, Wave
from plnkit.pages import common
from plnkit.pages import room as page
from plnkit.pages.looking import look
from plnkit.reading import STEPS
from plnkit.report import whole as report
from plnkit.rooms import Visit
from plnkit.samples import example
from plnkit.serving.progress import Step, progress
from plnkit.shares import ITEMS
from plnkit.views.room import leaving
from plnkit.views.room.asks import GONE
from plnkit.views.room.coach import KNOWN, UNKNOWN
from plnkit.views.room.items import exact, said
from plnkit.views.room.letting import LOOK_AGAIN, NOT_THE_SAME, NOTHING
from plnkit.views.room.share import FEWER, SEEN
from plnkit.views.room.together import NOBODY, WAITING
from plnkit.views.room.visiting import ABSENT, CLOSED, LOCKED, NO_ROOM
from plnkit.words import RECAPS
from plnkit.workbook import Workbook

ME, OTHER, COACH = "a0" * 16, "b0" * 16, "c0" * 16
NASTY = ["<script>x</script>", '"quoted" & <b>', "ليلى", "🦊", "=1+1", "a, b; c", "x" * 200]
VERBS = (page.ask_and_offer, page.share, page.show_room, page.meet)


@pytest.fixture
def mine(a_room):
    return shown_to(a_room.learner())


def shown_to(mine):
    for verb in VERBS:
        verb(mine)
    return mine


def put(mine, *things):
    mine.change(lambda book: book.with_(*things), "Put")


def sample(mine, book=None):
    book = book or example()
    mine.change(lambda _: book, "Began with a sample")


def mark(mine, key="share", do="share"):
    found = re.search(rf'data-do="{do}" data-value="([0-9a-f]+)"', mine.view(key).content)
    return found and found[1]


def let_go(mine, key="share"):
    press(mine.view(key), "share", mark(mine, key))


def tick(mine, item, *, on):
    press(mine.view("share"), "tick", item, on)


def add(mine, kind, text):
    press(mine.view("asks"), kind, text)


def text_of(markup):
    return re.sub(r"\s+", " ", markup.striptags())


# --- what would leave ---------------------------------------------------------------------------


def test_what_is_listed_is_what_leaves_item_by_item(mine, a_room):
    sample(mine)
    listed = mine.view("share").content
    let_go(mine)
    left = a_room.left()
    for item in ITEMS:
        assert getattr(left, item)
        assert str(said(left, item)) in listed


def test_the_exact_text_is_the_text_that_is_sealed(mine, a_room):
    sample(mine)
    before = mine.view("share").content
    let_go(mine)
    assert str(exact(a_room.left())) in before


def test_every_value_of_every_item_is_said_in_words():
    draft = sharing.drafted(example())
    numbers = {
        "size": [draft.size.people, draft.size.sources],
        "composition": list(draft.composition.values()),
        "rings": list(draft.rings),
        "contact": list(msgspec.structs.astuple(draft.contact)),
        "points": [value for p in draft.points for value in (p.strength, p.bridging)],
    }
    for item, values in numbers.items():
        words = re.findall(r"\d+(?:\.\d+)?", text_of(said(draft, item)))
        assert all(f"{value:g}" in words for value in values)
    assert all(aim.text in text_of(said(draft, "aims")) for aim in draft.aims)


def test_nothing_leaves_before_it_is_let_go(mine, a_room):
    sample(mine)
    tick(mine, "mix", on=False)
    assert a_room.sealed() is None


def test_what_a_running_server_could_see_is_said(mine):
    assert SEEN.replace("'", "&#39;") in mine.view("share").content


def test_what_is_unticked_does_not_leave(mine, a_room):
    sample(mine)
    tick(mine, "aims", on=False)
    let_go(mine)
    left = a_room.left()
    assert left.aims is None
    assert all(getattr(left, item) for item in ITEMS if item != "aims")


def test_what_is_ticked_again_leaves(mine, a_room):
    sample(mine)
    for on in (False, True):
        tick(mine, "aims", on=on)
    let_go(mine)
    assert a_room.left().aims


def test_where_nothing_is_ticked_nothing_can_leave(mine, a_room):
    for item in ITEMS:
        tick(mine, item, on=False)
    assert NOTHING in mine.view("share").content
    assert mark(mine) is None


def test_undo_ticks_again_what_was_unticked(mine):
    tick(mine, "aims", on=False)
    mine.undo()
    assert leaving.ticked(mine.book) == ITEMS


def test_what_is_no_item_is_refused_in_words(mine):
    tick(mine, "book", on=True)
    assert "not one of the items" in mine.view("share").content
    assert chosen.ITEMS not in mine.book


def test_without_a_name_the_room_gives_an_alias(mine, a_room):
    given = a_room.host.here(sealing.share_of(ME, a_room.id), "room", 0)["alias"]
    assert f'placeholder="{given}"' in mine.view("share").content
    let_go(mine)
    assert a_room.left().alias == ""


def test_a_name_that_is_typed_leaves(mine, a_room):
    press(mine.view("share"), "alias", "", "  Mina  from Oslo ")
    let_go(mine)
    assert a_room.left().alias == "Mina from Oslo"


def test_a_name_that_is_too_long_is_refused_in_words(mine):
    press(mine.view("share"), "alias", "", "x" * 61)
    assert "up to 60 characters" in mine.view("share").content


def test_a_book_of_nobody_can_be_shared_and_hears_gently_that_it_is_little(mine, a_room):
    assert FEWER in mine.view("share").content
    let_go(mine)
    assert a_room.left().size == shares.Sized(0, 0)


def test_with_three_members_nothing_is_said_about_few(mine):
    people(mine, "rosa", "tom", "ann")
    assert FEWER not in mine.view("share").content


@pytest.mark.parametrize("text", NASTY)
def test_what_a_learner_wrote_is_text(mine, text):
    put(mine, Aim(id="a", text=text))
    add(mine, "offer", text)
    press(mine.view("share"), "alias", "", text[:60])
    for key in ("share", "asks"):
        assert "<script" not in mine.view(key).content
        assert "<b>x" not in mine.view(key).content
    assert str(h_text(text)) in mine.view("share").content


def h_text(text):
    from markupsafe import escape

    return escape(text)


# --- names --------------------------------------------------------------------------------------


BOOKS = [
    Book.of(portable.load(files.samples() / f"{name}.json").content)
    for name in ("small", "crowded")
]
NAMES = st.text(st.characters(categories=("L",)), min_size=4, max_size=20)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(BOOKS), st.data())
def test_no_member_is_named_in_a_copy_whoever_is_in_the_learners_words(book, data):
    person = data.draw(st.sampled_from(book.people))
    where = data.draw(st.sampled_from(["aim", "ask", "offer"]))
    text = f"ask {person.name} about it"
    if where == "aim":
        book = book.with_(Aim(id="mine", text=text))
    else:
        book = chosen.keep(book, chosen.ASKS if where == "ask" else chosen.OFFERS, [text])
    letters = msgspec.json.encode(leaving.leaving(book)).decode()
    assert [m.name for m in book.people if m.name in letters] == []


@given(NAMES, st.sampled_from(["{}", "ask {} first", "({}),", "“{}”"]))
def test_a_name_is_replaced_in_any_script(name, around):
    book = Book().with_(Member(id="m", name=name, kind="person"))
    book = chosen.keep(book, chosen.ASKS, [around.format(name)])
    assert name not in " ".join(leaving.asks(book)).replace("ask", "").replace("first", "").replace(
        "Person 1", ""
    )


def test_a_source_that_is_named_in_an_ask_keeps_its_name():
    book = Book().with_(Member(id="m", name="Excel", kind="source"))
    assert leaving.asks(chosen.keep(book, chosen.ASKS, ["Learn Excel"])) == ("Learn Excel",)


# --- changing and taking back -------------------------------------------------------------------


def test_what_was_shared_is_said_with_its_time(mine):
    let_go(mine)
    assert re.search(r"Shared at \d\d:\d\d\.", text_of_view(mine))


@pytest.mark.parametrize("key", ["share", "coach"])
def test_after_sharing_and_withdrawing_the_heading_and_what_stands_below_it_are_new(
    mine, coach, key
):
    invited(mine, coach)
    press(mine.view("coach"), "what", "book")
    first = focus(mine, key)
    let_go(mine, key)
    assert focus(mine, key) == f"{key}-shared"
    assert re.search(
        r"^<section[^>]*><h2[^>]*>What [^<]*</h2><p[^>]*role=\"status\">Shared .*?</p>"
        r"<div class=\"pln-row\"><button[^>]*>Change it</button><button[^>]*>Withdraw</button>",
        mine.view(key).content,
    )
    press(mine.view(key), "change")
    assert focus(mine, key) == f"{key}-open"
    press(mine.view(key), "withdraw")
    assert focus(mine, key) == first
    assert re.search(r"</h2><p[^>]*role=\"status\">Withdrawn: ", mine.view(key).content)


def focus(mine, key):
    return re.search('data-focus="([^"]+)"', mine.view(key).content)[1]


def test_what_was_shared_has_another_heading_than_what_would_leave(mine):
    assert ">What would leave?</h2>" in mine.view("share").content
    let_go(mine)
    assert ">What you shared</h2>" in mine.view("share").content
    people(mine, "rosa")
    assert ">What would leave?</h2>" in mine.view("share").content


def test_an_item_that_is_empty_has_no_tick(mine):
    assert 'data-key="tick-aims"' not in mine.view("share").content
    put(mine, Aim(id="a", text="Budgets"))
    assert 'data-key="tick-aims"' in mine.view("share").content


def test_of_an_aim_without_helpers_nothing_is_said_of_anybody(mine):
    put(mine, Aim(id="a", text="Budgets"))
    assert "(no helper named yet)" in mine.view("share").content
    assert "nobody" not in mine.view("share").content


def text_of_view(mine, key="share"):
    return re.sub(r"<[^>]+>", "", mine.view(key).content)


def test_once_shared_what_is_seen_is_what_was_shared(mine):
    sample(mine)
    tick(mine, "aims", on=False)
    let_go(mine)
    assert 'data-key="aims"' not in mine.view("share").content
    press(mine.view("share"), "change")
    assert 'data-key="aims"' in mine.view("share").content
    press(mine.view("share"), "leave")
    assert 'data-key="aims"' not in mine.view("share").content


def test_a_book_that_changed_is_not_shared_by_itself(mine, a_room):
    let_go(mine)
    people(mine, "rosa")
    assert a_room.left().size.people == 0
    assert NOT_THE_SAME in mine.view("share").content


def test_sharing_the_change_takes_the_place_of_the_copy_before(mine, a_room):
    let_go(mine)
    people(mine, "rosa")
    let_go(mine)
    assert a_room.left().size.people == 1
    assert len(a_room.rooms.shares(a_room.id)) == 1
    assert NOT_THE_SAME not in mine.view("share").content


def test_what_is_not_what_was_on_the_page_does_not_leave(mine, a_room):
    seen = mark(mine)
    people(mine, "rosa")
    press(mine.view("share"), "share", seen)
    assert a_room.sealed() is None
    assert LOOK_AGAIN in mine.view("share").content


def test_withdrawing_deletes_the_copy_at_once_and_says_what_it_means(mine, a_room):
    let_go(mine)
    press(mine.view("share"), "withdraw")
    assert a_room.sealed() is None
    assert "from the next picture on" in mine.view("share").content
    assert mark(mine)


def test_a_book_whose_items_are_none_any_more_can_still_be_withdrawn(mine, a_room):
    let_go(mine)
    for item in ITEMS:
        tick(mine, item, on=False)
    press(mine.view("share"), "withdraw")
    assert a_room.sealed() is None


def test_what_was_done_with_a_copy_is_said(mine):
    let_go(mine)
    people(mine, "rosa")
    let_go(mine)
    press(mine.view("share"), "withdraw")
    assert re.findall("You (?:with|ch|sh)[a-z]+ it", text_of_view(mine)) == [
        "You withdrew it",
        "You changed it",
        "You shared it",
    ]


def test_what_was_chosen_is_there_after_a_reload_and_in_another_tab(mine, a_room):
    tick(mine, "mix", on=False)
    add(mine, "ask", "How to say no")
    let_go(mine)
    again = shown_to(a_room.learner())
    assert NOT_THE_SAME not in again.view("share").content
    assert "How to say no" in again.view("asks").content
    assert "Shared" in again.view("share").content


def test_what_was_chosen_travels_in_the_file(mine, tmp_path):
    add(mine, "ask", "How to say no")
    portable.write(mine.book, tmp_path / "mine.json", mine.as_of)
    brought = Book.of(portable.load(tmp_path / "mine.json").content)
    assert leaving.asks(brought) == ("How to say no",)


def test_pressed_in_two_tabs_it_is_shared_once(mine, a_room):
    other = shown_to(a_room.learner())
    pressed = mark(other)
    let_go(mine)
    press(other.view("share"), "share", pressed)
    assert [line.what for line in a_room.rooms.lines(a_room.id)].count("shared") == 1
    assert "changed what is shared" not in [x.what for x in a_room.rooms.lines(a_room.id)]


def test_another_tab_that_looks_again_sees_that_it_was_shared(mine, a_room):
    other = shown_to(a_room.learner())
    let_go(mine)
    other.view("share").draw(other.book)
    assert "Shared" in other.view("share").content


def test_another_learner_cannot_take_it_back(mine, a_room):
    let_go(mine)
    other = shown_to(a_room.learner(OTHER))
    press(other.view("share"), "withdraw")
    Visit(OTHER, str(a_room.where)).withdraw(Visit(OTHER, str(a_room.where)).room())
    assert a_room.left().to == a_room.id


# --- asks and offers ----------------------------------------------------------------------------


def lines(mine, key):
    return chosen.lines(mine.book, {"ask": chosen.ASKS, "offer": chosen.OFFERS}[key])


def test_asks_follow_the_aims_until_one_is_touched(mine):
    put(mine, Aim(id="a", text="Budgets"))
    assert "Budgets" in mine.view("asks").content
    add(mine, "ask", "How to say no")
    put(mine, Aim(id="b", text="Statistics"))
    assert leaving.asks(mine.book) == ("Budgets", "How to say no")


def test_draft_again_forgets_what_was_written_and_undo_brings_it_back(mine):
    put(mine, Aim(id="a", text="Budgets"))
    add(mine, "ask", "How to say no")
    press(mine.view("asks"), "draft", "ask")
    assert leaving.asks(mine.book) == ("Budgets",)
    mine.undo()
    assert leaving.asks(mine.book) == ("Budgets", "How to say no")


def test_a_line_is_edited_and_removed(mine):
    add(mine, "offer", "Tea")
    add(mine, "offer", "Coffee")
    press(mine.view("asks"), "edit", json.dumps(["offer", 0, "Tea"]), "Green tea")
    assert lines(mine, "offer") == ("Green tea", "Coffee")
    press(mine.view("asks"), "remove", "offer", 1, "Coffee")
    assert lines(mine, "offer") == ("Green tea",)


def test_a_line_that_was_edited_as_it_was_removed_is_removed(mine):
    add(mine, "offer", "Tea")
    press(mine.view("asks"), "edit", json.dumps(["offer", 0, "Tea"]), "Green tea")
    press(mine.view("asks"), "remove", "offer", 0, "Tea")
    assert lines(mine, "offer") == ()


def test_a_line_that_is_emptied_goes(mine):
    add(mine, "offer", "Tea")
    press(mine.view("asks"), "edit", json.dumps(["offer", 0, "Tea"]), " ")
    assert lines(mine, "offer") == ()


def test_a_line_that_another_tab_removed_is_said_to_be_gone(mine):
    add(mine, "offer", "Tea")
    press(mine.view("asks"), "remove", "offer", 0, "Milk")
    assert GONE in mine.view("asks").content


def test_a_pasted_list_is_several_lines(mine):
    add(mine, "ask", "One\n\n two \nOne")
    assert lines(mine, "ask") == ("One", "two")


def test_three_hundred_asks_are_refused_in_words(mine):
    add(mine, "ask", "\n".join(map(str, range(300))))
    assert "You can have up to 12 asks" in mine.view("asks").content
    assert lines(mine, "ask") is None


def test_a_long_ask_is_refused_in_words(mine):
    add(mine, "ask", "x" * 281)
    assert "longer than 280 characters" in mine.view("asks").content
    assert lines(mine, "ask") is None


def test_a_file_with_three_hundred_asks_shares_twelve_of_them(mine, a_room):
    text = "\n".join(f"{n} {'x' * 50}" for n in range(300))
    put(mine, Note(id=chosen.ASKS, page="room", question="", text=text))
    let_go(mine)
    assert len(a_room.left().asks) == 12


def test_a_change_of_asks_leaves_where_all_that_leaves_is_seen(mine, a_room):
    add(mine, "ask", "How to say no")
    let_go(mine)
    add(mine, "ask", "How to say yes")
    assert NOT_THE_SAME in mine.view("asks").content
    assert mark(mine, "asks") is None
    let_go(mine)
    assert a_room.left().asks == ("How to say no", "How to say yes")


def test_to_see_what_would_leave_shows_its_heading_and_changes_nothing(mine, a_room, monkeypatch):
    sent, before = [], mine.book
    monkeypatch.setattr(mine.view("share"), "send", sent.append)
    assert "See what would leave" in mine.view("asks").content
    press(mine.view("asks"), "onward")
    assert sent == [{"reveal": "heading"}]
    assert (mine.book, a_room.sealed()) == (before, None)


def test_nothing_is_said_to_be_drafted_where_nothing_is(mine):
    assert "Drafted" not in mine.view("asks").content
    put(mine, Aim(id="a", text="Budgets"))
    assert mine.view("asks").content.count("Drafted from") == 1


def test_what_others_found_stands_below_in_small_print(mine):
    assert re.search(r"<small>[^<]*Baker[^<]*</small></p></section>", mine.view("asks").content)


# --- what the room gives back -------------------------------------------------------------------


def cohort(a_room, *keys):
    for key in keys:
        mine = shown_to(a_room.learner(key * 16))
        sample(mine)
        let_go(mine)


def test_with_four_there_is_no_picture(mine, a_room):
    cohort(a_room, "01", "02", "03", "04")
    mine.view("together").look()
    assert "Not enough yet" in mine.view("together").content
    assert "4 learners have shared" in mine.view("together").content


def test_with_five_there_is_one(mine, a_room):
    cohort(a_room, "01", "02", "03", "04", "05")
    mine.view("together").look()
    assert "Who is in this picture?" in mine.view("together").content


def test_a_look_at_which_nothing_is_new_moves_nothing(mine, a_room):
    cohort(a_room, "01", "02", "03", "04", "05")
    mine.view("together").look()
    heard = []
    for key in ("together", "meet", "share"):
        mine.view(key).observe(heard.append, "content")
    for key in ("together", "meet"):
        mine.view(key).look()
    mine.view("share").draw(mine.book)
    assert heard == []


def two_who_fit(mine, a_room):
    other = shown_to(a_room.learner(OTHER))
    add(mine, "ask", "How to plan a budget")
    add(other, "offer", "I plan budgets every year")
    for one in (mine, other):
        let_go(one)
    mine.view("meet").look()


def test_who_has_matches_reads_their_own_alias_and_how_to_find_one_another(mine, a_room):
    given = a_room.host.here(sealing.share_of(ME, a_room.id), "room", 0)["alias"]
    two_who_fit(mine, a_room)
    assert f"You are {given} here." in text_of_view(mine, "meet")
    assert "say your alias aloud, write it on a piece of paper" in text_of_view(mine, "meet")


def test_who_typed_a_name_is_that_name_beside_the_matches(mine, a_room):
    press(mine.view("share"), "alias", "", "Mina <b>")
    two_who_fit(mine, a_room)
    assert "You are <b><bdi>Mina &lt;b&gt;</bdi></b> here." in mine.view("meet").content


def test_whom_to_meet_stands_before_the_picture_of_the_room():
    cells = json.loads((files.workbooks() / "7_room.ipynb").read_text("utf-8"))["cells"]
    verbs = re.findall(r"pln\.(\w+)", " ".join("".join(cell["source"]) for cell in cells))
    assert [verb for verb in verbs if verb in {one.__name__ for one in VERBS}] == [
        "ask_and_offer",
        "share",
        "meet",
        "show_room",
    ]


def test_whom_to_meet_is_said_with_a_first_message(mine, a_room):
    two_who_fit(mine, a_room)
    assert "<textarea" in mine.view("meet").content
    assert "data-copy=" in mine.view("meet").content
    assert "budget" in text_of_view(mine, "meet")


def test_a_message_that_was_edited_stays_as_long_as_the_page_is_open(mine, a_room):
    two_who_fit(mine, a_room)
    about = re.search(r'data-value="([0-9a-f]+)"', mine.view("meet").content)[1]
    press(mine.view("meet"), "edit", about, "Hello </textarea> you")
    mine.view("meet").look()
    assert "Hello &lt;/textarea&gt; you" in mine.view("meet").content


def test_who_meets_nobody_yet_is_told_what_to_do(mine):
    assert NOBODY in mine.view("meet").content
    let_go(mine)
    mine.view("meet").look()
    assert WAITING in mine.view("meet").content


def test_a_room_whose_facilitator_has_not_come_waits(mine, a_room):
    a_room.host._pair = None
    for key in ("together", "meet"):
        mine.view(key).look()
        assert LOCKED in mine.view(key).content


def test_a_closed_room_says_so_once_and_takes_nothing(mine, a_room):
    seen = mark(mine)
    a_room.host.close(FACILITATOR)
    press(mine.view("share"), "share", seen)
    for key in ("share", "together", "meet", "asks"):
        mine.view(key).draw(mine.book)
        if key == "together":
            mine.view(key).look()
        assert (CLOSED in mine.view(key).content) is (key == "share")
    assert a_room.sealed() is None


def test_where_no_room_is_open_the_page_says_so(mine, a_room, monkeypatch):
    monkeypatch.delenv("PLNKIT_HATCH")
    mine.view("share").draw(mine.book)
    assert NO_ROOM in mine.view("share").content


def test_a_server_that_is_gone_is_a_sentence(mine, a_room, monkeypatch):
    monkeypatch.setenv("PLNKIT_HATCH", "/nowhere/at-all")
    for key in ("share", "together", "meet", "asks"):
        mine.view(key).draw(mine.book)
    assert "does not answer" in mine.view("share").content


def test_outside_of_a_workshop_every_panel_says_one_sentence(path):
    mine = shown_to(Workbook(Journal.open(path)))
    for key in ("asks", "share", "together", "meet"):
        assert ABSENT in mine.view(key).content
    press(mine.view("share"), "withdraw")
    assert mine.view("coach").content == ""
    mine.close()


# --- looking again ------------------------------------------------------------------------------


def test_a_page_looks_again_by_itself_until_it_is_closed(a_room):
    looks = []

    async def live():
        mine = a_room.learner()
        look(mine, 0, lambda: looks.append(1))
        await asyncio.sleep(0.01)
        assert looks
        mine.view(mine.views[0]).close()
        await asyncio.sleep(0.01)
        done = len(looks)
        await asyncio.sleep(0.01)
        assert len(looks) == done

    asyncio.run(live())


def test_a_page_that_nobody_has_come_to_does_not_look(a_room):
    looks = []

    async def live():
        mine = a_room.learner()
        mine.key = None
        look(mine, 0, lambda: looks.append(1))
        await asyncio.sleep(0.01)
        assert not looks
        mine.key = ME
        people(mine, "rosa")  # as a page that is met, it is drawn
        await asyncio.sleep(0.01)
        assert looks

    asyncio.run(live())


def test_a_look_that_fails_is_not_the_last(a_room):
    looks = []

    def fail():
        looks.append(1)
        raise ZeroDivisionError

    async def live():
        look(a_room.learner(), 0, fail)
        await asyncio.sleep(0.02)
        assert len(looks) > 1

    asyncio.run(live())


def test_a_cell_that_runs_again_leaves_one_look_each(mine):
    before = mine.views
    shown_to(mine)
    assert sorted(mine.views) == sorted(before)


# --- a coach ------------------------------------------------------------------------------------


@pytest.fixture
def coach(a_room):
    public = sealing.public_of(COACH, "coach")
    a_room.rooms.put_coach(sealing.id_of(public), public)
    return sealing.id_of(public)


def invited(mine, coach, called="Noor"):
    mine.change(lambda book: chosen.keep(book, chosen.COACH, [coach, called]), "Was invited")


def got(a_room, coach, key=ME):
    sealed = a_room.sealed(key, coach)
    return sealed and shares.decode(sealing.unseal(sealing.pair_of(COACH, "coach"), sealed.sealed))


def test_without_an_invitation_there_is_no_card_of_a_coach(mine):
    assert mine.view("coach").content == ""


def test_nothing_is_chosen_for_a_coach_beforehand(mine, coach, a_room):
    invited(mine, coach)
    assert "Noor" in mine.view("coach").content
    assert 'aria-pressed="true"' not in mine.view("coach").content
    press(mine.view("coach"), "share", "x")
    assert got(a_room, coach) is None


def test_a_summary_holds_what_is_ticked_and_no_book(mine, coach, a_room):
    sample(mine)
    tick(mine, "mix", on=False)
    invited(mine, coach)
    press(mine.view("coach"), "what", "summary")
    let_go(mine, "coach")
    left = got(a_room, coach)
    assert (left.book, left.mix) == (None, None)
    assert left.aims
    assert a_room.sealed() is None


def test_the_number_of_the_invitation_goes_along_to_the_coach_alone_and_is_said(
    mine, coach, a_room
):
    sample(mine)
    invited(mine, f"{coach} 417")
    press(mine.view("coach"), "what", "summary")
    assert KNOWN in mine.view("coach").content
    let_go(mine, "coach")
    let_go(mine, "share")
    assert (got(a_room, coach).invitation, a_room.left().invitation) == ("417", "")


def test_a_whole_book_has_names_and_its_waves_what_they_showed(mine, coach, a_room):
    people(mine, "rosa")
    put(mine, Wave(id="w", name="Before", on=today(), seq=mine.seq))
    people(mine, "tom")
    invited(mine, coach)
    press(mine.view("coach"), "what", "book")
    let_go(mine, "coach")
    book = got(a_room, coach).book
    assert [m.name for m in book.members] == ["rosa", "tom"]
    assert [m.name for m in book.waves[0].book.members] == ["rosa"]
    assert book.waves[0].seq is None
    assert not any(note.id in chosen.CHOICES for note in book.notes)


def test_how_a_learner_feels_leaves_with_no_book_and_no_wave_of_it(mine, coach, a_room):
    mix = Mix(formal=10, social=40, on_the_job=30, self_directed=20)
    able = (Capability(aim="a", level=3),)
    felt = Pulse(id="p", on=today(), capability=able, engagement=2, future=1, mix=mix)
    put(mine, Aim(id="a", text="Budgets"), felt, Pulse(id="q", on=today(), engagement=4))
    put(mine, Wave(id="w", name="Before", on=today(), seq=mine.seq))
    invited(mine, coach)
    press(mine.view("coach"), "what", "book")
    assert "How you feel, and how able, is left out" in mine.view("coach").content
    let_go(mine, "coach")
    book = got(a_room, coach).book
    assert book.pulses == book.waves[0].book.pulses == (Pulse(id="p", on=today(), mix=mix),)
    assert {pulse.engagement for pulse in mine.book.all(Pulse)} == {2, 4}


@pytest.mark.parametrize("what", ["summary", "book"])
def test_a_learner_says_what_their_coach_calls_them(mine, coach, a_room, what):
    put(mine, Learner(name="Mina Okafor"))
    press(mine.view("share"), "alias", "", "For the room")
    invited(mine, coach)
    press(mine.view("coach"), "what", what)
    assert "What should Noor call you?" in mine.view("coach").content
    press(mine.view("coach"), "alias", "", " Mina  of <b> ")
    let_go(mine, "coach")
    left = got(a_room, coach)
    assert left.alias == "Mina of <b>"
    assert left.book is None or left.book.learner.name == "Mina of <b>"
    assert "Here you are called Mina of &lt;b&gt;." in text_of_view(mine, "coach")
    assert leaving.alias(mine.book) == "For the room"


def test_who_says_no_name_reads_what_their_coach_sees(mine, coach, a_room):
    press(mine.view("share"), "alias", "", "For the room")
    invited(mine, coach)
    press(mine.view("coach"), "what", "summary")
    seen = alias_of(sealing.share_of(ME, coach))
    assert f'placeholder="{seen}"' in mine.view("coach").content
    let_go(mine, "coach")
    assert got(a_room, coach).alias == ""


def test_a_change_for_a_coach_is_said_shared_and_withdrawn(mine, coach, a_room):
    invited(mine, coach)
    press(mine.view("coach"), "what", "book")
    let_go(mine, "coach")
    people(mine, "rosa")
    assert NOT_THE_SAME in mine.view("coach").content
    let_go(mine, "coach")
    assert len(got(a_room, coach).book.members) == 1
    press(mine.view("coach"), "withdraw")
    assert got(a_room, coach) is None


def test_a_learner_reads_when_a_coach_opened_it(mine, coach, a_room):
    invited(mine, coach)
    press(mine.view("coach"), "what", "summary")
    let_go(mine, "coach")
    a_room.rooms.note(coach, sealing.share_of(ME, coach), "opened what was shared")
    mine.view("coach").draw(mine.book)
    assert "Noor opened it" in text_of_view(mine, "coach")


def test_what_one_coach_may_have_is_not_chosen_for_the_next(mine, coach, a_room):
    invited(mine, coach)
    press(mine.view("coach"), "what", "book")
    let_go(mine, "coach")
    public = sealing.public_of("d0" * 16, "coach")
    next_one = sealing.id_of(public)
    a_room.rooms.put_coach(next_one, public)
    invited(mine, next_one, "Ines")
    assert 'aria-pressed="true"' not in mine.view("coach").content
    press(mine.view("coach"), "before")
    assert got(a_room, coach) is None


def test_a_choice_for_one_coach_leaves_that_for_another_as_it_was(mine, coach, a_room):
    invited(mine, coach)
    press(mine.view("coach"), "what", "book")
    public = sealing.public_of("d0" * 16, "coach")
    a_room.rooms.put_coach(sealing.id_of(public), public)
    invited(mine, sealing.id_of(public), "Ines")
    press(mine.view("coach"), "what", "summary")
    invited(mine, coach)
    assert mine.view("coach").leaves(mine.book).book is not None


@pytest.mark.parametrize("id", ["", "x", "0" * 32, "../..", "<b>"])
def test_an_invitation_that_leads_nowhere_is_a_sentence(mine, id):
    put(mine, Note(id=chosen.COACH, page="room", question="", text=f"{id or '-'}\n<i>Noor</i>"))
    assert UNKNOWN in mine.view("coach").content
    assert "<i>" not in mine.view("coach").content


def test_an_invitation_can_be_left(mine, coach):
    invited(mine, coach)
    press(mine.view("coach"), "forget")
    assert mine.view("coach").content == ""


def test_a_coachs_copy_outlives_the_room(mine, coach, a_room):
    invited(mine, coach)
    a_room.host.close(FACILITATOR)
    press(mine.view("coach"), "what", "summary")
    let_go(mine, "coach")
    assert got(a_room, coach)


# --- elsewhere ----------------------------------------------------------------------------------


def test_what_was_chosen_shows_in_no_report_and_is_no_note_of_a_page(mine):
    before = report(mine.book, mine.picture, names=True)
    add(mine, "ask", "Unmistakable")
    press(mine.view("share"), "alias", "", "Unmistakable")
    assert "Unmistakable" not in report(mine.book, mine.picture, names=True)
    assert report(mine.book, mine.picture, names=True) == before
    said = progress(mine.book, Book(), [Step(1, "room", "7_room", "Room", "", 10)])
    assert said.pages["room"].sentence == "1 ask."


def test_an_answer_of_the_page_is_a_step_and_a_choice_is_none():
    book = chosen.keep(Book(), chosen.ALIAS, ["Mina"])
    assert [done for done, _ in STEPS["room"](book)] == [False, False, False]
    book = book.with_(Note(id="note-room-meet", page="room", question="", text="Tom"))
    assert [done for done, _ in STEPS["room"](book)] == [False, False, True]


@pytest.mark.parametrize("book", BOOKS)
def test_the_checkpoint_knows_what_is_drafted_as_sharing_drafts_it(book):
    for one in (book, pulses.with_capability(book, book.all(Aim)[0].id, 9, today())):
        drafted = bool(sharing.asks(one)), bool(sharing.offers(one))
        assert tuple(done for done, _ in STEPS["room"](one)[:2]) == drafted


def test_an_aim_at_which_one_feels_able_is_an_offer_to_the_checkpoint_and_no_ask():
    book = pulses.with_capability(Book().with_(Aim(id="a", text="Budgets")), "a", 9, today())
    assert [done for done, _ in STEPS["room"](book)][:2] == [False, True]
    assert (sharing.asks(book), sharing.offers(book)) == ((), ("Budgets",))


def test_the_last_page_leads_to_the_start_page(monkeypatch):
    monkeypatch.setenv("PLNKIT_PAGE", "7_room.ipynb")
    mine, sent = Workbook(None), []
    common.finish(mine, "room")
    monkeypatch.setattr(mine.view("finish"), "send", sent.append)
    monkeypatch.setattr(mine.view("finish"), "_mark", lambda **_: None)
    assert "Next: The start page" in mine.view("finish").content
    press(mine.view("finish"), "on")
    assert sent == [{"go": "/"}]


def test_the_review_leads_to_the_room_in_a_workshop_alone(monkeypatch):
    assert RECAPS["review"].file == "1_welcome.ipynb"
    monkeypatch.setenv("PLNKIT_STORE", "a.plnroom")
    assert RECAPS["review"].file == "7_room.ipynb"


def test_a_learner_whose_name_is_in_the_book_is_not_named_in_what_leaves():
    book = Book().with_(Learner(name="Mina Okafor"), Aim(id="a", text="Mina learns"))
    assert b"Mina" not in msgspec.json.encode(leaving.leaving(book))


def test_a_closed_store_leaves_no_plain_word_of_what_was_shared(mine, a_room):
    add(mine, "ask", "Unmistakable")
    let_go(mine)
    folder = a_room.where.parent
    assert not any(b"Unmistakable" in f.read_bytes() for f in folder.iterdir() if f.is_file())
