"""What the map and the list send and are sent: small, checked, and never half-done."""

import json
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from plnkit.journal import Journal
from plnkit.model import Aim, Interaction, Member, Support, Tie, tie_id
from plnkit.views.people import People
from plnkit.views.rings import Rings
from plnkit.workbook import Workbook

ID = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def mine(path):
    mine = Workbook(Journal.open(path))
    people = [Member(id=n.lower(), name=n, kind="person") for n in ("Ana", "Ben", "Cem")]
    source = Member(id="wiki", name="Wiki", kind="source", role="encyclopaedia")
    mine.change(lambda book: book.with_(*people, source), "Added")
    yield mine
    mine.close()


class Wired:
    """A view whose messages to the page are kept."""

    def __init__(self, mine, kind):
        self.opened, self.said = [], []
        self.view = kind("rings", mine.change, mine.undo, self.opened.append)
        self.view.send = lambda message, *_: self.said.append(message)
        mine.show("rings", self.view, self.view.draw)

    def do(self, what, value=None, **more):
        self.said.clear()
        self.view.press({"do": what, "value": value, **more})
        return self.said


@pytest.fixture(params=[Rings, People])
def wired(mine, request):
    return Wired(mine, request.param)


def move(id="ana", ring=2, by="role", **more):
    return {"id": id, "ring": ring, "by": by, **more}


def put(ids, field, value):
    return {"ids": ids, "field": field, "value": value}


# --- in step ----------------------------------------------------------------------------------


def test_a_page_that_comes_is_sent_everybody(wired):
    (message,) = wired.do("need")
    assert message["all"]
    assert set(message["put"]["members"]) == {"ana", "ben", "cem", "wiki"}


def test_before_a_page_has_come_nothing_is_sent(mine, wired):
    mine.change(lambda book: book.update("ana", closeness=1), "x")
    assert wired.said == []


def test_a_change_travels_alone_and_is_small(mine, wired):
    wired.do("need")
    wired.said.clear()
    mine.change(lambda book: book.update("ana", closeness=1), "x")
    (message,) = wired.said
    assert set(message["put"]) == {"members"}
    assert message["put"]["members"]["ana"]["ring"] == 1
    assert message["gone"] == {}
    assert len(json.dumps(message)) < 300


def test_changes_are_counted_so_that_a_page_knows_when_it_missed_one(mine, wired):
    rev = wired.do("need")[0]["rev"]
    wired.said.clear()
    for ring in (1, 2):
        mine.change(lambda book, ring=ring: book.update("ana", closeness=ring), "x")
    assert [m["rev"] for m in wired.said] == [rev + 1, rev + 2]


def test_a_member_that_is_gone_and_its_ties_are_told_by_their_ids(mine):
    wired = Wired(mine, Rings)
    mine.change(lambda book: book.with_(Tie(a="ana", b="ben")), "x")
    wired.do("need")
    wired.said.clear()
    mine.change(lambda book: book.without("ana"), "x")
    assert wired.said[0]["gone"] == {"members": ["ana"], "ties": [tie_id("ana", "ben")]}


def test_a_page_that_was_away_is_sent_everybody_again(wired):
    wired.do("need")
    wired.said.clear()
    wired.view.send_state()
    assert [m["all"] for m in wired.said] == [True]


def test_what_is_seen_may_be_an_example_that_says_so(mine):
    example = mine.book.without("ben")
    view = Rings("rings", mine.change, mine.undo, print, lambda _: example)
    said = []
    view.send = said.append
    view.draw(mine.book)
    view.do_need(None)
    assert said[0]["put"]["frame"]["example"] is True
    assert "ben" not in said[0]["put"]["members"]


# --- what is asked for ------------------------------------------------------------------------


def test_a_drop_is_one_change_of_ring_role_and_place(mine, wired):
    wired.do("move", move(sector="expert", place=12.5))
    ana = mine.book.member("ana")
    assert (ana.closeness, ana.role, ana.place) == (2, "expert", 12.5)
    assert [c.label for c in mine._journal.changes][1:] == ["Ana: ring 2"]


def test_a_drop_that_arrives_twice_is_done_once(mine, wired):
    for _ in range(2):
        said = wired.do("move", move(), id=ID)
        assert said[-1] == {"done": ID}
    assert len(mine._journal.changes) == 2


def test_back_to_the_tray_is_off_the_rings(mine, wired):
    wired.do("move", move())
    wired.do("move", move(ring=None))
    assert mine.book.member("ana").closeness is None


def test_a_sector_of_another_kind_leaves_the_role_as_it_was(mine, wired):
    wired.do("move", move("wiki", 3, sector="expert"))
    wiki = mine.book.member("wiki")
    assert (wiki.closeness, wiki.role) == (3, "encyclopaedia")


@pytest.mark.parametrize(
    ("by", "sector", "said"),
    [
        ("channel", "chat", {"channels": ("chat",)}),
        ("organisation", "Clinic", {"organisation": "Clinic"}),
        ("topic", "maps", {"topics": ("maps",)}),
        ("role", "", {"role": None}),
        ("channel", "", {"channels": ()}),
        ("organisation", "", {"organisation": ""}),
    ],
)
def test_each_way_to_cut_the_map_writes_its_field(mine, wired, by, sector, said):
    wired.do("move", move(by=by, sector=sector))
    ana = mine.book.member("ana")
    assert {field: getattr(ana, field) for field in said} == said


def test_a_channel_that_is_chosen_comes_first_and_the_others_stay(mine, wired):
    mine.change(lambda book: book.update("ana", channels=("e-mail", "chat")), "x")
    wired.do("move", move(by="channel", sector="chat"))
    assert mine.book.member("ana").channels == ("chat", "e-mail")


def test_one_field_is_set_for_many_in_one_change(mine, wired):
    wired.do("put", put(["ana", "ben"], "closeness", 1))
    assert [m.closeness for m in mine.book.people] == [1, 1, None]
    assert mine.undoable.label == "Ana and Ben: ring 1"


def test_a_role_that_some_cannot_have_is_given_to_the_others(mine, wired):
    wired.do("put", put(["ana", "wiki"], "role", "expert"))
    assert (mine.book.member("ana").role, mine.book.member("wiki").role) == (
        "expert",
        "encyclopaedia",
    )


def test_a_role_that_nobody_of_them_can_have_is_a_sentence(wired):
    said = wired.do("put", put(["wiki"], "role", "expert"), id=ID)
    assert said[-1]["notice"].startswith("People and sources have different roles")


def test_a_tie_is_tied_and_untied(mine, wired):
    wired.do("tie", {"a": "ben", "b": "ana", "tied": True})
    assert [(t.a, t.b) for t in mine.book.ties] == [("ana", "ben")]
    wired.do("tie", {"a": "ana", "b": "ben", "tied": False})
    assert mine.book.ties == ()


def test_who_was_asked_about_is_kept(mine, wired):
    wired.do("asked", ["ana", "cem"])
    assert [m.ties_asked for m in mine.book.people] == [True, False, True]


def test_who_was_asked_about_is_kept_though_another_tab_removed_somebody(mine, wired):
    wired.do("asked", ["gone", "ana"])
    assert mine.undoable.label == "Asked whom Ana knows"
    assert mine.book.member("ana").ties_asked


def test_members_are_removed_and_undo_brings_them_back(mine, wired):
    wired.do("remove", ["ana", "ben"])
    assert [m.name for m in mine.book.people] == ["Cem"]
    wired.do("undo")
    assert len(mine.book.people) == 3


def test_a_card_is_opened(wired):
    wired.do("card", "ben")
    assert wired.opened == ["ben"]


# --- what cannot be ---------------------------------------------------------------------------

ODD = [
    ("move", move("nobody")),
    ("move", move(ring=99)),
    ("move", {"id": "ana"}),
    ("move", move(place=361)),
    ("move", move(by="weather", sector="rain")),
    ("move", "ana"),
    ("move", None),
    ("put", put([], "closeness", 1)),
    ("put", put(["ana"], "closeness", 0)),
    ("put", put(["ana"], "closeness", "near")),
    ("put", put(["ana"], "met", "perhaps")),
    ("put", put(["ana"], "kind", "robot")),
    ("put", put(["ana"], "name", 7)),
    ("put", put(["ana"], "name", " ")),
    ("put", put(["ana"], "name", "x" * 201)),
    ("put", put(["ana", "nobody"], "closeness", 1)),
    ("put", {"field": "closeness", "value": 1}),
    ("tie", {"a": "ana", "b": "ana", "tied": True}),
    ("tie", {"a": "ana", "tied": True}),
    ("tie", {"a": "ana", "b": "nobody", "tied": True}),
    ("asked", "ana"),
    ("asked", ["nobody"]),
    ("remove", []),
    ("remove", ["nobody"]),
    ("card", "nobody"),
    ("card", None),
]


@pytest.mark.parametrize(("what", "value"), ODD)
def test_what_cannot_be_changes_nothing_and_is_a_line_in_the_log(mine, wired, what, value, caplog):
    before = mine.book
    (answer,) = wired.do(what, value, id=ID)
    assert mine.book == before
    assert answer["done"] == ID
    assert answer["notice"]
    assert len(caplog.records) == 1
    assert "refused" in caplog.text


def test_a_message_that_nobody_knows_is_a_line_in_the_log(wired, caplog):
    wired.do("explode", 1)
    assert "does not know: 'explode'" in caplog.text


# --- what the list knows more -----------------------------------------------------------------


def test_a_row_says_aims_last_contact_and_what_is_overdue(mine):
    long_ago = datetime.now(UTC).astimezone().date() - timedelta(days=21)
    mine.change(
        lambda book: book.update("ana", closeness=1).with_(
            Aim(id="lead", text="Lead"),
            Support(id="s", aim="lead", member="ana", help="feedback"),
            Interaction(id="i", members=("ana",), on=long_ago),
        ),
        "x",
    )
    (message,) = Wired(mine, People).do("need")
    ana = message["put"]["members"]["ana"]
    assert (ana["aims"], ana["last"], ana["overdue"]) == (["lead"], long_ago.isoformat(), 2.0)
    assert message["put"]["frame"]["aims"] == [{"value": "lead", "label": "Lead"}]


# --- where they sit ---------------------------------------------------------------------------


def test_whoever_is_put_on_a_ring_gets_a_place_that_is_kept(mine, wired):
    wired.do("put", put(["ana"], "closeness", 2))
    place = mine.book.member("ana").place
    assert 0 <= place < 360
    wired.do("put", put(["ben", "cem"], "closeness", 2))
    wired.do("put", put(["ana"], "closeness", 2))
    assert mine.book.member("ana").place == place


def test_neighbours_sit_apart(mine, wired):
    wired.do("put", put(["ana", "ben", "cem"], "closeness", 1))
    places = sorted(m.place for m in mine.book.people)
    assert min(b - a for a, b in pairwise(places)) > 40


def test_off_the_rings_there_is_no_place(mine, wired):
    wired.do("put", put(["ana"], "closeness", 2))
    wired.do("put", put(["ana"], "closeness", None))
    assert mine.book.member("ana").place is None
