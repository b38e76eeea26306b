"""Bringing whom one has already: sent, asked about, looked at, chosen, put in as one change."""

import json
import re

import pytest
from pressing import people, press, send, shown

from plnkit.errors import Locked, NotReadable
from plnkit.exchange import portable
from plnkit.exchange.contacts import Contact, Meeting, staged
from plnkit.exchange.given import Given
from plnkit.exchange.incoming import Brought, Set
from plnkit.exchange.preview import Preview
from plnkit.model import Aim, Book, Dismissal, Interaction, Member
from plnkit.views.bring import Bring
from plnkit.views.bring.looking import FEW, PAGE, Looking
from plnkit.views.sending import LARGEST, MOST, PIECE, Arriving, offered

# What LinkedIn writes before the header, and a column of addresses that is mostly empty.
HEAD = "Notes:\n\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
LETTERS = "abcdefghij"
NASTY = "<img src=x onerror=alert(1)>"
# Two who are at every meeting: nobody can tell which of them is the reader.
MEETING = (
    "BEGIN:VEVENT\r\nUID:{n}@x.example\r\nDTSTAMP:20261101T090000Z\r\nDTSTART:202610{n}T090000Z\r\n"
    "SUMMARY:Budget\r\nATTENDEE;CN=Rosa Blum:mailto:rosa@x.example\r\n"
    "ATTENDEE;CN=Tom Reyes:MAILTO:tom@x.example\r\nEND:VEVENT\r\n"
)


def named(number):
    """A name that is like no other of these."""
    return "".join(LETTERS[int(digit)] * 3 for digit in str(number).zfill(4)).capitalize()


def connections(*rows, number=0):
    many = [
        f"{named(n)},Lane,https://www.linkedin.com/in/p{n},,Co{n % 3},Editor,"
        for n in range(number)
    ]
    return "Connections.csv", (HEAD + "\n".join([*rows, *many]) + "\n").encode()


def calendar():
    text = "".join(MEETING.format(n=n) for n in range(10, 14))
    return "a.ics", f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{text}END:VCALENDAR\r\n".encode()


def network(book=None):
    book = book or Book().with_(member("Ada"), Aim(id="aim", kind="goal", text="To swim"))
    from datetime import UTC, datetime

    return "ours.json", portable.text(book, lambda _: book, datetime(2026, 11, 25, tzinfo=UTC))


def member(name, **more):
    return Member(id=name.lower(), name=name, kind="person", **more)


def names(mine):
    return {m.name for m in mine.book.members}


@pytest.fixture
def bring(mine):
    return shown(mine, Bring(mine.change))


@pytest.fixture
def heard(monkeypatch):
    """What the kernel sends to the page."""
    said = []
    monkeypatch.setattr(Bring, "send", lambda _, content: said.append(content))
    return said


def looking_at(mine, bring, contacts, meetings=()):
    """Let somebody look at these contacts, whatever file they came in."""
    brought = Brought("a.vcf", "vcard", "contacts", staged(contacts, meetings))
    bring._sets = (Set("vcard", ()),)
    bring._step = Looking.of(brought, Preview(mine.book, brought.staged))
    bring.draw(mine.book)


def contact(name, **more):
    return Contact("line 1", name, **more)


def row_of(bring, name):
    return next(
        row for row in re.findall(r"<li data-key=\"row.*?</li>", bring.content) if name in row
    )


def id_of(bring, name):
    return next(id for id, one in bring._step.found.by_id.items() if one.member.name == name)


def tick(bring, name):
    press(bring, "tick", id_of(bring, name))


def answer(bring, name, who):
    press(bring, "same", id_of(bring, name), who)


# --- sending ------------------------------------------------------------------------------------


def offer(*sizes, id="a"):
    return {"id": id, "files": [{"name": f"{n}.csv", "size": s} for n, s in enumerate(sizes)]}


def test_files_are_asked_for_piece_by_piece_one_behind_the_other():
    arriving = offered(offer(PIECE, 5))
    assert arriving.next == (0, PIECE)
    half = Arriving(arriving.id, arriving.names, arriving.sizes, (b"a" * PIECE,))
    assert half.next == (PIECE, PIECE + 5)
    whole = Arriving(arriving.id, arriving.names, arriving.sizes, (b"a" * PIECE, b"bcdef"))
    assert whole.next is None
    assert [(f.name, f.data) for f in whole.files()] == [
        ("0.csv", b"a" * PIECE),
        ("1.csv", b"bcdef"),
    ]


def test_how_much_of_it_is_here_is_said_while_it_is_sent(bring):
    size = 4 * PIECE
    send(bring, ("Connections.csv", b" " * size), pieces=1)
    assert re.search(r"Sending <bdi>Connections.csv</bdi>: 25 %", bring.content)
    assert '<progress max="100" value="25"' in bring.content


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (offer(LARGEST + 1), "0.csv is larger than 20 MB"),
        (offer(LARGEST, 1), "2 files are larger than 20 MB"),
        (offer(*[1] * (MOST + 1)), "More than 100 files"),
        (offer(-1), "0.csv cannot be read"),
        (offer(None), "0.csv cannot be read"),
        (offer(True), "0.csv cannot be read"),
        (offer(), "This file cannot be read"),
        ({"files": ["a"]}, "This file cannot be read"),
        (None, "This file cannot be read"),
        ("{}", "This file cannot be read"),
    ],
)
def test_what_a_page_offers_is_files_or_a_sentence(said, sentence):
    with pytest.raises(NotReadable, match=sentence):
        offered(said)


def test_who_visits_a_workshop_is_not_sent_to_a_command_line(monkeypatch):
    monkeypatch.setenv("PLNKIT_STORE", "a.plnroom")
    with pytest.raises(NotReadable, match="save the contacts alone") as refused:
        offered(offer(LARGEST + 1))
    assert "plnkit import" not in str(refused.value)


def test_many_files_that_are_read_as_one_are_called_by_the_first_of_them():
    files = [Given(f"{letter}.csv", b"") for letter in "abcd"]
    called = [Set("network_canvas", tuple(files[:number])).name for number in (1, 2, 4)]
    assert called == ["a.csv", "a.csv and b.csv", "a.csv and 3 more"]


def test_a_file_is_known_by_the_last_part_of_its_name():
    said = {"id": "a", "files": [{"name": "../../etc/pass\nwd", "size": 1}]}
    assert offered(said).names == ("pass wd",)


def test_a_piece_that_comes_twice_counts_once(bring, heard):
    bring.hear({"do": "offer", "value": offer(2 * PIECE)})
    for _ in range(2):
        bring.hear({"do": "piece", "value": {"id": "a", "from": 0}}, [b" " * PIECE])
    assert bring._arriving.here == PIECE
    bring.hear({"do": "again", "value": "a"})
    assert heard[-1] == {"take": {"id": "a", "from": PIECE, "to": 2 * PIECE}}


def test_a_file_that_cannot_be_read_to_its_end_is_a_sentence_and_nothing_is_kept(bring):
    bring.hear({"do": "offer", "value": offer(2 * PIECE)})
    bring.hear({"do": "piece", "value": {"id": "a", "from": 0}}, [b"short"])
    assert "0.csv cannot be read: choose it once more." in bring.notice
    assert bring._arriving is None


@pytest.mark.parametrize("value", [None, {}, {"id": "b", "from": 0}, "a", {"id": "a"}])
def test_a_piece_that_nobody_asked_for_is_let_go_of(bring, value):
    bring.hear({"do": "offer", "value": offer(2 * PIECE)})
    bring.hear({"do": "piece", "value": value}, [b" " * PIECE])
    assert (bring.notice, bring._arriving.here) == ("", 0)


def test_what_is_stopped_is_not_kept(bring):
    send(bring, ("a.csv", b" " * 4 * PIECE), pieces=2)
    press(bring, "stop", None)
    assert bring._arriving is None
    assert "Choose a file" in bring.content


def test_bytes_are_kept_for_one_answer_only(bring):
    bring.hear({"do": "offer", "value": offer(2 * PIECE)})
    bring.hear({"do": "piece", "value": {"id": "a", "from": 0}}, [b" " * PIECE])
    assert bring.buffers == ()


# --- reading ------------------------------------------------------------------------------------


def test_what_takes_a_moment_is_said_while_it_is_done(mine, monkeypatch):
    panel, seen = Bring(mine.change), []
    monkeypatch.setattr(
        Bring, "content", property(lambda _: seen[-1], lambda _, text: seen.append(text))
    )
    shown(mine, panel)
    send(panel, connections("Ana,Silva,,,,,"))
    stages = [
        m[1] for text in seen if (m := re.search(r'pln-sending" role="status">([^<]+)', text))
    ]
    assert stages == ["Reading Connections.csv: LinkedIn …", "Comparing with your network …"]


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (
            ("a.csv", b"\x89PNG\r\n\x1a\n" + bytes(99)),
            "a.csv is a picture: choose a file of contacts",
        ),
        (("a.csv", b""), "a.csv is empty"),
        (("a.zip", b"PK\x03\x04" + bytes(50)), "a.zip is a broken zip archive"),
        (("What you pasted", b'{"a": 1}'), "What you pasted is JSON but not a book"),
    ],
)
def test_what_cannot_be_read_is_a_sentence_in_the_card(bring, file, sentence):
    send(bring, file)
    assert sentence in bring.notice
    assert bring.content.count('role="alert"') == 1
    assert "Choose a file" in bring.content


def test_of_several_files_one_that_cannot_be_read_does_not_keep_the_others(bring):
    send(bring, ("ours.json", b'{"a": 1}'), connections("Ana,Silva,,,,,"))
    assert "ours.json is JSON but not a book" in bring.notice
    assert "Connections.csv" in bring.content
    assert "1 new" in bring.content


def test_several_files_come_one_after_the_other(mine, bring):
    send(bring, connections("Ana,Silva,,,,,"), network())
    assert "Then: ours.json" in bring.content
    press(bring, "put", None)
    assert "Imported 1 person." in bring.content
    assert "1 member and 1 aim" in bring.content
    press(bring, "put", None)
    assert names(mine) == {"Ana Silva", "Ada"}
    assert bring._sets == ()


# --- questions ----------------------------------------------------------------------------------


def test_a_calendar_asks_which_address_is_mine(mine, bring):
    send(bring, calendar())
    assert "Which of these is you?" in bring.content
    press(bring, "answer", None)
    assert bring.notice == "Tap one of them first."
    press(bring, "choose", "rosa@x.example")
    press(bring, "answer", None)
    assert "Tom Reyes" in bring.content
    assert "Rosa Blum" not in bring.content
    press(bring, "put", None)
    assert len(mine.book.all(Interaction)) == 4


def test_an_address_that_was_seen_in_a_calendar_is_told_and_can_be_another(mine, bring):
    name, data = calendar()
    send(bring, (name, data.replace(b"VERSION", b"X-WR-CALNAME:tom@x.example\r\nVERSION")))
    assert "You are <bdi>tom@x.example</bdi>." in bring.content
    assert "was taken as you" not in bring.content
    press(bring, "other", None)
    assert bring._step.options == ("tom@x.example", "rosa@x.example")
    assert bring._step.chosen == ("tom@x.example",)
    for tapped in ("tom@x.example", "rosa@x.example"):
        press(bring, "choose", tapped)
    press(bring, "answer", None)
    assert "You are <bdi>rosa@x.example</bdi>." in bring.content
    press(bring, "put", None)
    assert names(mine) == {"Tom Reyes"}


def test_several_addresses_may_be_mine_and_a_second_tap_takes_one_back(bring):
    send(bring, calendar())
    for tapped in ("rosa@x.example", "tom@x.example", "rosa@x.example", "no such address"):
        press(bring, "choose", tapped)
    assert bring._step.chosen == ("tom@x.example",)


def test_of_a_file_with_several_networks_one_is_chosen(mine, bring):
    files = {
        "egos.csv": "egoID,sex\n1,w\n2,m\n",
        "alters.csv": "egoID,alterID,name\n1,a,Ana\n2,b,Ben\n",
    }
    send(bring, *[(name, text.encode()) for name, text in files.items()])
    assert "Whose network do you want to bring?" in bring.content
    for tapped in ("1", "2"):
        press(bring, "choose", tapped)
    assert bring._step.chosen == ("2",)
    press(bring, "answer", None)
    press(bring, "put", None)
    assert names(mine) == {"Ben"}


TABLE = ("t.csv", b"Wie;Post;Wo\nAna Silva;ana@x.example;Acme\nBen Okafor;ben@x.example;Orbit\n")


def columns(bring, **said):
    press(bring, "columns", json.dumps({number[1:]: [what] for number, what in said.items()}))


def test_of_a_table_the_columns_are_told_with_what_is_in_them(mine, bring):
    send(bring, TABLE)
    assert "What is in which column?" in bring.content
    assert "Ana Silva, Ben Okafor" in bring.content
    columns(bring, _0="name", _1="", _2="organisation")
    press(bring, "put", None)
    assert {(m.name, m.email, m.organisation) for m in mine.book.members} == {
        ("Ana Silva", "", "Acme"),
        ("Ben Okafor", "", "Orbit"),
    }


def test_two_columns_that_are_said_to_be_the_same_are_refused(bring):
    send(bring, TABLE)
    columns(bring, _0="name", _1="name", _2="")
    assert bring.notice == "Two columns are said to be “Name”: choose one of them."
    assert "What is in which column?" in bring.content


def test_without_a_column_of_names_the_question_stays(bring):
    send(bring, TABLE)
    columns(bring, _0="", _1="", _2="organisation")
    assert "Say which column holds the names" in bring.notice
    assert 'value="organisation" selected' in bring.content


def test_of_a_table_with_hundreds_of_columns_the_first_are_asked_about(bring):
    heads = ",".join(["Name", *(f"C{n}" for n in range(299))])
    send(bring, ("t.csv", f"{heads}\nAna Silva{',x' * 299}\nBen Okafor{',y' * 299}\n".encode()))
    assert bring.content.count("<select") == 60
    assert "240 more columns stay out." in bring.content


# --- looking ------------------------------------------------------------------------------------


def test_of_a_few_everybody_is_ticked_and_of_many_nobody(bring):
    send(bring, connections(number=FEW))
    assert f"{FEW} ticked" in bring.content
    send(bring, connections(number=FEW + 1))
    assert "0 ticked" in bring.content
    assert "13 contacts are not a learning network: tick those you learn from." in bring.content


def test_fifty_rows_are_drawn_however_many_there_are_and_fifty_more_when_asked(bring):
    send(bring, connections(number=3_000))
    assert bring.content.count('role="checkbox"') == PAGE
    assert len(bring.content) < 60_000
    press(bring, "more", None)
    assert bring.content.count('role="checkbox"') == 2 * PAGE


@pytest.mark.parametrize(
    ("what", "said", "found"),
    [
        ("text", "silv", {"Ana Silva"}),
        ("text", "SÍLV", {"Ana Silva"}),
        ("organisation", "acme", {"Ana Silva", "Ben Okafor"}),
        ("position", "teach", {"Ben Okafor"}),
        ("group", "Friends", {"Cem Berg"}),
        ("since", "2020-01-01", {"Ben Okafor"}),
        ("nonsense", "x", {"Ana Silva", "Ben Okafor", "Cem Berg"}),
    ],
)
def test_a_filter_lets_through_those_who_are_so(mine, bring, what, said, found):
    from datetime import date

    ben = {"position": "Teacher", "organisation": "Acme", "since": date(2021, 5, 1)}
    rest = [contact(named(n), organisation="Orbit", position="Clerk") for n in range(FEW)]
    looking_at(
        mine,
        bring,
        [
            contact("Ana Silva", organisation="Acme", since=date(2019, 5, 1)),
            contact("Ben Okafor", **ben),
            contact("Cem Berg", groups=("Friends",)),
            *rest,
        ],
    )
    press(bring, "filter", what, said)
    assert found == {
        name for name in ("Ana Silva", "Ben Okafor", "Cem Berg") if name in bring.content
    }


def test_a_day_that_is_none_is_a_sentence_and_the_list_stays(mine, bring):
    send(bring, connections(number=20))
    press(bring, "filter", "since", "31 June")
    assert bring.notice
    assert bring.content.count('role="checkbox"') == 20


def test_only_those_with_whom_there_was_a_talk_are_left_with_one_press(mine, bring):
    from datetime import date

    some = [contact(named(n)) for n in range(20)]
    talk = Meeting((some[3].id,), date(2026, 10, 1), "a")
    looking_at(mine, bring, some, [talk])
    press(bring, "talked", None)
    assert bring.content.count('role="checkbox"') == 1
    press(bring, "talked", None)
    assert bring.content.count('role="checkbox"') == 20


def test_ticks_outlive_a_filter_and_a_change_of_the_book(mine, bring):
    send(bring, connections(number=20))
    tick(bring, f"{named(3)} Lane")
    press(bring, "filter", "organisation", "co1")
    press(bring, "these", None)
    people(mine, "Zoe")
    assert "8 ticked" in bring.content
    press(bring, "filter", "organisation", "")
    assert bring.content.count('aria-checked="true"') == 8
    press(bring, "none", None)
    assert "0 ticked" in bring.content


def test_what_is_left_out_is_told_and_given_as_a_file(bring, heard):
    send(bring, connections("Restricted,Profile,,,,,", "Ana,Silva,,,,,"))
    bring.hear({"do": "piece", "value": None})
    assert "1 left out, and why" in bring.content
    press(bring, "rejects", None)
    file = heard[-1]["file"]
    assert file["name"] == "left-out.csv"
    assert "LinkedIn restricted this profile" in file["text"]


def test_a_file_in_which_nobody_can_be_used_says_so(bring):
    send(bring, connections("Restricted,Profile,,,,,"))
    assert "There is nobody in it to put into your network." in bring.content
    assert "into my network" not in bring.content


def test_names_with_markup_are_text(mine, bring):
    looking_at(mine, bring, [contact(NASTY, organisation=NASTY, position=NASTY, groups=(NASTY,))])
    send(bring, (f"{NASTY}.csv", TABLE[1].replace(b"Wie", NASTY.encode())))
    assert "<img" not in bring.content
    assert "&lt;img" in bring.content


# --- who is who ---------------------------------------------------------------------------------


def test_whoever_is_like_another_is_asked_about_once_ticked(mine, bring):
    mine.change(lambda book: book.with_(member("John Smith")), "Added")
    looking_at(mine, bring, [contact("Jon Smith"), *(contact(named(n)) for n in range(FEW))])
    assert "1 perhaps here already" in bring.content
    assert "the same as" not in bring.content
    tick(bring, "Jon Smith")
    assert "Is <bdi>Jon Smith</bdi> the same as <bdi>John Smith</bdi>" in bring.content
    assert "1 waits for your answer" in bring.content
    assert "into my network</button>" not in bring.content


def test_the_same_one_is_filled_in_and_not_put_in_twice(mine, bring):
    mine.change(lambda book: book.with_(member("John Smith")), "Added")
    looking_at(mine, bring, [contact("Jon Smith", email="j@x.example")])
    answer(bring, "Jon Smith", "john smith")
    assert "The same as <bdi>John Smith</bdi>" in bring.content
    press(bring, "put", None)
    (one,) = mine.book.members
    assert (one.name, one.email) == ("John Smith", "j@x.example")
    assert "Imported 1 person: 1 filled in. Undo takes it back." in bring.content


def test_what_came_is_told_apart_new_ones_those_filled_in_and_meetings(mine, bring):
    from datetime import date

    people(mine, "Ana")
    ben = contact("Ben Okafor")
    talks = [Meeting((ben.id,), date(2026, 10, day), str(day)) for day in (1, 2)]
    looking_at(mine, bring, [contact("Ana", email="a@x.example"), ben], talks)
    press(bring, "put", None)
    assert "Imported 2 people: 1 new, 1 filled in, 2 meetings and talks." in bring.content


def test_another_one_is_put_in_and_the_two_are_not_asked_about_again(mine, bring):
    mine.change(lambda book: book.with_(member("John Smith")), "Added")
    looking_at(mine, bring, [contact("Jon Smith")])
    answer(bring, "Jon Smith", "")
    press(bring, "put", None)
    assert names(mine) == {"John Smith", "Jon Smith"}
    (told,) = mine.book.all(Dismissal)
    assert set(told.about) == {m.id for m in mine.book.members}


def test_the_focus_goes_to_the_next_question_and_at_last_to_the_count(mine, bring):
    def near():
        return re.findall(r"data-near>(.*?)</(?:p|span)>", bring.content)

    mine.change(lambda book: book.with_(member("John Smith"), member("Anna Silva")), "Added")
    looking_at(mine, bring, [contact("Jon Smith"), contact("Ana Silva")])
    press(bring, "waiting", None)
    for name, who in (("Ana Silva", "anna silva"), ("Jon Smith", "")):
        (asked,) = near()
        assert asked.startswith(f"Is <bdi>{name}</bdi>")
        answer(bring, name, who)
    assert near() == ["2 people whom you may have already."]


def test_a_refused_file_takes_the_focus_to_what_was_wrong_with_it(bring):
    send(bring, ("a.csv", b""))
    assert re.search(r'role="alert"[^>]* data-focus="a.csv is empty', bring.content)


def test_an_answer_can_be_changed_and_one_that_was_not_offered_is_none(mine, bring):
    mine.change(lambda book: book.with_(member("John Smith"), member("Rosa")), "Added")
    looking_at(mine, bring, [contact("Jon Smith")])
    answer(bring, "Jon Smith", "rosa")
    assert bring._step.answers == {}
    answer(bring, "Jon Smith", "")
    answer(bring, "Jon Smith", None)
    assert "1 waits for your answer" in bring.content


def test_those_without_an_answer_stay_behind_and_it_is_said(mine, bring):
    mine.change(lambda book: book.with_(member("John Smith")), "Added")
    looking_at(mine, bring, [contact("Jon Smith"), contact("Ana Silva")])
    assert "Put 1 into my network" in bring.content
    press(bring, "put", None)
    assert names(mine) == {"John Smith", "Ana Silva"}
    assert "1 was left out, since you did not say whether you have them already." in bring.content


def test_those_who_wait_are_shown_together(mine, bring):
    mine.change(lambda book: book.with_(member("John Smith")), "Added")
    many = [contact(named(n)) for n in range(200)]
    looking_at(mine, bring, [*many, contact("Jon Smith")])
    press(bring, "these", None)
    press(bring, "waiting", None)
    assert bring.content.count('role="checkbox"') == 1
    assert "Is <bdi>Jon Smith</bdi>" in bring.content
    press(bring, "everybody", None)
    assert bring.content.count('role="checkbox"') == PAGE


def test_whoever_is_here_and_has_nothing_new_cannot_be_ticked(mine, bring):
    mine.change(lambda book: book.with_(member("Ana", email="a@x.example")), "Added")
    looking_at(mine, bring, [contact("Ana", email="a@x.example")])
    assert 'role="checkbox"' not in bring.content
    assert "Already in your network" in row_of(bring, "Ana")


def test_what_would_be_filled_in_is_told(mine, bring):
    mine.change(lambda book: book.with_(member("Ana", email="a@x.example")), "Added")
    looking_at(mine, bring, [contact("Ana", email="a@x.example", organisation="Acme")])
    assert "Already in your network: fills in organisation" in row_of(bring, "Ana")
    press(bring, "put", None)
    assert mine.book.member("ana").organisation == "Acme"


# --- putting in ---------------------------------------------------------------------------------


def test_what_was_chosen_is_one_change_which_one_undo_takes_back(mine, bring):
    people(mine, "Zoe")
    before = mine.book
    send(bring, connections(number=20))
    press(bring, "filter", "organisation", "co1")
    press(bring, "these", None)
    press(bring, "put", None)
    assert mine.undoable.label == "Imported 7 people"
    assert "Imported 7 people. Place them on the map. Undo takes it back." in bring.content
    assert len(mine.book.members) == 8
    mine.undo()
    assert mine.book == before
    assert "Imported" not in bring.content


def test_nothing_of_what_was_not_chosen_is_kept(mine, bring):
    send(bring, connections(number=20))
    tick(bring, f"{named(3)} Lane")
    press(bring, "put", None)
    assert (bring._step, bring._sets, bring._arriving) == (None, (), None)
    assert named(4) not in str(bring.get_state())
    assert {m.name for m in mine.book.members} == {f"{named(3)} Lane"}


@pytest.mark.parametrize("do", ["leave", "offer"])
def test_a_file_that_is_left_does_not_enter_the_book(mine, bring, do):
    send(bring, connections("Ana,Silva,,,,,"))
    press(bring, do, None)
    press(bring, "put", None)
    assert mine.book == Book()


def test_the_second_time_nobody_is_new(mine, bring):
    send(bring, connections(number=5))
    press(bring, "put", None)
    send(bring, connections(number=5))
    assert "5 already in your network" in bring.content
    assert " new" not in re.search(r'<ul class="pln-recap">.*?</ul>', bring.content)[0]
    seq = mine.seq
    press(bring, "these", None)
    press(bring, "put", None)
    assert mine.seq == seq


def test_two_presses_put_it_in_once(mine, bring):
    send(bring, connections("Ana,Silva,,,,,"))
    press(bring, "put", None)
    press(bring, "put", None)
    assert bring.notice == ""
    mine.undo()
    assert mine.book.members == ()


def test_a_book_that_cannot_be_written_is_a_sentence_and_the_ticks_are_still_there(
    mine, bring, monkeypatch
):
    def refuse(*_):
        raise Locked("Another program holds it: close it.")

    send(bring, connections("Ana,Silva,,,,,"))
    monkeypatch.setattr(bring, "_write", refuse)
    press(bring, "put", None)
    assert "Another program holds it" in bring.content
    assert "1 ticked" in bring.content


def test_a_whole_network_is_told_in_counts_and_put_in_whole(mine, bring):
    send(bring, network())
    assert "1 member and 1 aim." in bring.content
    press(bring, "put", None)
    assert mine.undoable.label == "Imported 1 member and 1 aim"
    send(bring, network())
    assert "you have all of it already" in bring.content
    assert "into my network" not in bring.content


@pytest.mark.parametrize(
    "do",
    ["choose", "answer", "columns", "filter", "talked", "tick", "these", "none", "more", "waiting",
     "everybody", "same", "rejects", "put", "leave", "stop", "again"],
)  # fmt: skip
@pytest.mark.parametrize("value", [None, "", "[]", '["a"]', "x" * 99, 7, {}, '{"0": 1}'])
def test_whatever_a_page_presses_changes_nothing_and_raises_nothing(mine, bring, do, value):
    for begin in (None, connections(number=20), TABLE, calendar()):
        if begin:
            send(bring, begin)
        bring.press({"do": do, "value": value})
    assert mine.book == Book()
