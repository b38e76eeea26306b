"""My link and my file, as a page opens, takes and brings them."""

import logging
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
import segno
from pressing import people, press, send, shown

from plnkit.errors import BookError, Locked
from plnkit.exchange import portable
from plnkit.exchange.given import Given
from plnkit.model import Aim, Book, Learner, Member, Note
from plnkit.pages import common
from plnkit.samples import example
from plnkit.views.keep import Mine, private
from plnkit.views.keep.bring import preview, read
from plnkit.views.keep.link import drawn
from plnkit.views.review.exports import EVERYTHING, usual

MOMENT = datetime(2026, 11, 25, tzinfo=UTC)
QUIET = 4  # white modules around a QR code, says ISO/IEC 18004
KEY = "0123456789abcdef0123456789abcdef"
PLACE = "http://192.168.178.20:8888/?code=ABCD2345"
LINK = f"{PLACE}#key={KEY}"
NASTY = '<img src=x onerror=alert(1)> "a", b; ليلى 🦊 & ' + "x" * 100


@pytest.fixture
def heard(monkeypatch):
    """What the kernel sends to the page."""
    said = []
    monkeypatch.setattr(Mine, "send", lambda _, content: said.append(content))
    return said


@pytest.fixture
def sheet(mine):
    """The panel as it is in a store."""
    return in_a_store(mine)


@pytest.fixture
def alone(mine):
    """The panel as it is where there is one book."""
    return in_a_store(mine, link="")


def said_file(heard):
    return next(message["file"] for message in reversed(heard) if "file" in message)


def in_a_store(mine, link=LINK):
    (everything,) = (one for one in usual(mine.picture) if one.key == EVERYTHING)
    return shown(mine, Mine(mine.change, everything, lambda: link))


def chosen(text, name="my-network.json"):
    return name, text if isinstance(text, bytes) else text.encode()


def given(text):
    return Given("my-network.json", text.encode())


def text_of(book=None):
    book = book or example()
    return portable.text(book, lambda _: book, MOMENT).decode()


def names(book):
    return {member.name for member in book.members}


# --- the link -----------------------------------------------------------------------------------


def test_a_link_is_the_place_with_its_door_and_the_key_where_no_server_sees_it():
    assert private(PLACE, KEY) == LINK
    assert LINK.partition("#")[2] == f"key={KEY}"


@pytest.mark.parametrize(
    ("place", "key"),
    [
        ("", KEY),
        (PLACE, None),
        (PLACE, ""),
        ("javascript:alert(1)", KEY),
        ("https://a.example/#x", KEY),
        ("https://a.example/ b", KEY),
        ("https://" + "a" * 600, KEY),
    ],
)
def test_without_a_place_or_a_key_there_is_no_link(place, key):
    assert private(place, key) == ""


def squares(svg):
    """Which modules of an SVG are black, read from its strokes: a move, then a line to the right."""
    black, x, y = set(), 0.0, -0.5
    strokes = re.search(r'<path[^>]*stroke="#000"[^>]* d="([^"]+)"', svg)[1]
    for step, numbers in re.findall(r"([Mmh])([^Mmh]*)", strokes):
        moved = [float(n) for n in re.findall(r"-?[\d.]+", numbers)]
        if step == "h":
            black |= {(int(y), int(x) + n) for n in range(int(moved[0]))}
            x += moved[0]
        else:
            x, y = moved if step == "M" else (x + moved[0], y + moved[1])
    return black


def test_the_qr_code_has_exactly_the_squares_of_the_link_with_a_quiet_zone_around():
    matrix = segno.make(LINK, error="m", micro=False).matrix
    wanted = {
        (r + QUIET, c + QUIET) for r, row in enumerate(matrix) for c, on in enumerate(row) if on
    }
    assert squares(drawn(LINK)) == wanted
    side = len(matrix) + 2 * QUIET
    assert f'viewBox="0 0 {side} {side}"' in drawn(LINK)
    assert 'fill="#fff"' in drawn(LINK)


def test_the_qr_code_is_a_picture_with_a_label_and_says_the_key_nowhere():
    assert 'role="img" aria-label="QR code of my private link"' in drawn(LINK)
    assert KEY not in drawn(LINK)


# --- the sheet ----------------------------------------------------------------------------------


def test_it_is_closed_until_it_is_asked_for_and_closed_again(sheet):
    assert sheet.content == ""
    sheet.unfold()
    assert "<dialog" in sheet.content
    press(sheet, "close", None)
    assert sheet.content == ""


def test_a_closed_sheet_holds_no_key(sheet):
    sheet.unfold()
    assert KEY in sheet.content
    press(sheet, "close", None)
    assert KEY not in str(sheet.get_state())


def test_in_a_store_it_says_what_losing_the_key_means_and_shows_the_link(sheet):
    sheet.unfold()
    assert "nobody can give it back to you" in sheet.content
    assert "after a week without a visit" in sheet.content
    assert "Whoever has your link can read your book" in sheet.content
    assert f'value="{LINK}"' in sheet.content
    assert "QR code" in sheet.content


def test_where_there_is_one_book_there_is_the_file_and_no_word_of_a_link(alone):
    alone.unfold()
    assert "Take my file with me" in alone.content
    assert "link" not in alone.content.lower().replace("pln-link", "")


# --- the file that is taken ---------------------------------------------------------------------


def test_the_file_is_the_portable_file_and_holds_no_key(mine, sheet, heard):
    mine.change(lambda _: example(), "Began")
    sheet.unfold()
    press(sheet, "take", None)
    file = said_file(heard)
    assert file["name"].endswith(".json")
    assert KEY not in file["text"]
    assert names(Book.of(read(given(file["text"])).staged.content)) == names(example())
    assert f"Saved as {file['name']}" in sheet.content


def test_what_became_of_a_press_is_gone_with_the_next_one(sheet, heard):
    sheet.unfold()
    press(sheet, "take", None)
    send(sheet, chosen(text_of()))
    assert "Saved as" not in sheet.content


# --- the file that is brought -------------------------------------------------------------------


def test_a_file_is_told_in_words_before_anything_enters_the_book(mine, sheet):
    mine.change(lambda book: book.with_(*example().members[:2]), "Began")
    sheet.unfold()
    send(sheet, chosen(text_of()))
    assert "12 members" in sheet.content
    assert "3 aims" in sheet.content
    assert "2 of them are in your book already" in sheet.content
    assert len(mine.book.members) == 2


def test_a_file_that_is_brought_is_one_change_which_undo_takes_back(mine, sheet):
    people(mine, "mine")
    before = mine.book
    sheet.unfold()
    send(sheet, chosen(text_of()))
    press(sheet, "bring", None)
    assert mine.undoable.label == "Brought a file"
    assert names(mine.book) == names(example()) | {"mine"}
    assert "Brought: 12 members" in sheet.content
    mine.undo()
    assert mine.book == before
    assert "Brought: " not in sheet.content


def test_what_the_book_says_stays_and_what_it_lacks_is_filled_in(mine, sheet):
    mine.change(lambda book: book.with_(person("rosa", note="mine")), "Began")
    file = Book().with_(person("rosa", note="theirs", email="r@a.example"))
    send(sheet, chosen(text_of(file)))
    press(sheet, "bring", None)
    assert (mine.book.member("rosa").note, mine.book.member("rosa").email) == (
        "mine",
        "r@a.example",
    )


def person(id, **more):
    return Member(id=id, name=id, kind="person", **more)


def test_a_file_that_is_brought_twice_has_nothing_new(mine, sheet):
    sheet.unfold()
    send(sheet, chosen(text_of()))
    press(sheet, "bring", None)
    send(sheet, chosen(text_of()))
    assert "you have all of it already" in sheet.content
    assert "Put it into my book" not in sheet.content
    seq = mine.seq
    press(sheet, "bring", None)
    assert mine.seq == seq
    assert "You have all of it already." in sheet.content


def test_a_book_that_went_from_one_store_to_another_and_back_is_whole(mine, sheet, heard):
    mine.change(lambda _: example(), "Began")
    press(sheet, "take", None)
    content = read(given(said_file(heard)["text"])).staged.content
    assert not preview(mine.book, read(given(said_file(heard)["text"])).staged).changes
    assert [a.text for a in content.aims] == [a.text for a in mine.book.all(Aim)]


def test_a_file_that_is_let_go_of_leaves_the_field_empty(sheet):
    sheet.unfold()
    send(sheet, chosen(text_of()))
    before = re.search('data-key="(file-[^"]+)"', sheet.content)[1]
    press(sheet, "leave", None)
    assert f'data-key="{before}"' not in sheet.content


def test_what_is_wrong_with_a_file_and_what_is_in_it_stand_below_its_field(sheet):
    sheet.unfold()
    for text, found in (("no", '<p class="pln-notice"'), (text_of(), '<div class="pln-told"')):
        send(sheet, chosen(text))
        assert re.search(rf'<input[^>]*type="file"[^>]*>{found}', sheet.content)


def test_two_presses_bring_a_file_once_and_the_second_is_no_fault(mine, sheet):
    send(sheet, chosen(text_of()))
    press(sheet, "bring", None)
    press(sheet, "bring", None)
    assert sheet.notice == ""
    mine.undo()
    assert mine.book.members == ()


@pytest.mark.parametrize("leave", ["leave", "close"])
def test_a_file_that_is_left_does_not_enter_the_book(mine, sheet, leave):
    sheet.unfold()
    send(sheet, chosen(text_of()))
    press(sheet, leave, None)
    press(sheet, "bring", None)
    assert mine.book == Book()


def test_names_with_markup_are_text(mine, sheet):
    file = Book().with_(person("a"), Note(id="n", page="aims", question=NASTY, text=NASTY))
    sheet.unfold()
    send(sheet, chosen(text_of(file), name=f"{NASTY}.json"))
    assert "<img" not in sheet.content
    assert "&lt;img src=x" in sheet.content


def test_what_cannot_be_taken_is_told_and_a_long_list_is_cut(sheet):
    members = ",".join(f'{{"id": "m{n}", "name": "<b>", "closeness": 9}}' for n in range(9))
    text = f'{{"format": "plnkit-book", "version": 1, "members": [{members}]}}'
    sheet.unfold()
    send(sheet, chosen(text))
    assert "members[0]: Closeness is 1 (closest) to 4, not 9" in sheet.content
    assert "members[5]" not in sheet.content
    assert "and 4 more like these" in sheet.content
    assert "Nothing that a book can take." in sheet.content


def test_a_member_that_is_known_by_another_name_is_told(mine, sheet):
    mine.change(lambda book: book.with_(person("rosa", email="r@a.example")), "Began")
    file = Book().with_(Member(id="x", name="Rosi", kind="person", email="r@a.example"))
    sheet.unfold()
    send(sheet, chosen(text_of(file)))
    assert "Rosi was taken as rosa, who is in the book" in sheet.content


BAD = {
    "empty": "",
    "cut off": '{"format": "plnkit-book"',
    "no json": "Dear diary",
    "another json": '{"a": 1}',
    "a list": "[1]",
    "no version": '{"format": "plnkit-book"}',
    "newer": '{"format": "plnkit-book", "version": 99}',
    "deep": "[" * 100 + "]" * 100,
    "very deep": "[" * 100_000,
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_a_bad_file_is_the_sentence_of_the_command_line(sheet, tmp_path, monkeypatch, text):
    monkeypatch.chdir(tmp_path)
    Path("bad.json").write_text(text)
    with pytest.raises(BookError) as fault:
        portable.load(Path("bad.json"))
    Path("bad.json").unlink()
    sheet.unfold()
    send(sheet, chosen(text, name="bad.json"))
    assert sheet.notice == str(fault.value)
    assert "Put it into my book" not in sheet.content


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"\xff", "a.json", "is not UTF-8 text"),
        (b'"\xed\xa0\x80"', "a.json", "is not UTF-8 text"),
        (b"SQLite format 3\0", "a.pln", "a.pln is not JSON"),
        (b"{}", "../../etc/passwd", "passwd is JSON but not a book"),
        (b"First Name,Last Name,Connected On\nA,B,\n", "c.csv", "bring contacts, calendars and"),
        (b"PK\5\6" + bytes(18), "a.zip", "bring contacts, calendars and tables on “Who do you"),
    ],
)
def test_whatever_is_chosen_is_a_book_or_a_sentence(sheet, data, name, sentence):
    sheet.unfold()
    send(sheet, (name, data))
    assert sentence in sheet.notice
    assert sheet.content.count('role="alert"') == 1


def test_a_file_of_this_computer_is_never_read(sheet, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("secret.json").write_text(text_of())
    with pytest.raises(BookError):
        read(Given("secret.json", b""))
    Path("secret.json").unlink()
    Path("secret.json").mkdir()  # what is a folder here is a file there
    assert read(Given("secret.json", text_of().encode())).staged.content.members


def test_a_file_that_cannot_be_used_takes_the_one_before_along(mine, sheet):
    sheet.unfold()
    send(sheet, chosen(text_of()))
    send(sheet, chosen("no"))
    press(sheet, "bring", None)
    assert mine.book == Book()


def test_a_book_that_cannot_be_written_is_a_sentence_and_the_file_is_still_there(
    mine, sheet, monkeypatch
):
    def refuse(*_):
        raise Locked("Another program holds it: close it.")

    sheet.unfold()
    send(sheet, chosen(text_of()))
    monkeypatch.setattr(sheet, "_write", refuse)
    press(sheet, "bring", None)
    assert "Another program holds it" in sheet.content
    assert "Put it into my book" in sheet.content


def test_a_file_of_what_one_said_of_oneself_is_no_nothing(sheet):
    sheet.unfold()
    send(sheet, chosen(text_of(Book().with_(Learner(name="Ada")))))
    assert "What you said of yourself." in sheet.content
    press(sheet, "bring", None)
    assert sheet.book.learner.name == "Ada"


# --- what is asked once -------------------------------------------------------------------------

ASKS = "Take your link or your file"


def test_four_members_are_not_asked_about_and_five_are(mine):
    people(mine, *"abcd")
    assert ASKS not in in_a_store(mine).content
    people(mine, "e")
    assert ASKS in in_a_store(mine).content


def test_the_first_aim_is_enough(mine):
    mine.change(lambda book: book.with_(Aim(id="a", kind="goal", text="To swim")), "Added")
    assert ASKS in in_a_store(mine).content


def test_while_somebody_types_nothing_is_asked(mine, sheet):
    people(mine, *"abcdef")
    assert sheet.content == ""


def test_a_page_that_was_made_ready_asks_when_its_reader_has_come(mine):
    people(mine, *"abcde")
    (everything,) = (one for one in usual(mine.picture) if one.key == EVERYTHING)
    links = ["", LINK]
    panel = Mine(mine.change, everything, lambda: links[0])
    panel.draw(Book())
    links.pop(0)
    panel.draw(mine.book)
    assert ASKS in panel.content


def test_where_there_is_one_book_nothing_is_asked(mine, alone):
    people(mine, *"abcdef")
    assert alone.content == ""


@pytest.mark.parametrize("answer", ["show", "later"])
def test_it_is_asked_once_and_the_browser_remembers(mine, heard, answer):
    people(mine, *"abcde")
    sheet = in_a_store(mine)
    assert 'data-once="keep"' in sheet.content
    press(sheet, answer, None)
    press(sheet, "close", None)
    people(mine, "f")
    assert sheet.content == ""
    assert {"once": "keep"} in heard


@pytest.mark.parametrize("answer", ["show", "later"])
def test_that_it_was_asked_is_no_change_of_the_book(mine, answer):
    people(mine, *"abcde")
    before = mine.seq
    sheet = in_a_store(mine)
    press(sheet, answer, None)
    press(sheet, "close", None)
    assert (mine.seq, mine.undoable.label) == (before, "Added")


def test_who_has_seen_the_sheet_in_the_header_is_not_asked(mine, sheet, heard):
    people(mine, *"abcde")
    sheet.unfold()
    assert heard == [{"once": "keep"}]


def test_who_looked_before_there_was_much_is_asked_later(mine, sheet, heard):
    people(mine, "a")
    sheet.unfold()
    press(sheet, "close", None)
    assert heard == []


# --- on a page ----------------------------------------------------------------------------------


@pytest.fixture
def page(mine, monkeypatch):
    """A page in a store, whose reader has come; its status bar."""
    monkeypatch.setenv("PLNKIT_STORE", "a.plnroom")
    common.start(mine)
    mine.key = KEY
    status = mine.view("status")
    status.press({"do": "hello", "value": {"key": KEY, "place": PLACE}})
    return status


def test_every_page_has_it_and_the_button_of_the_header_opens_it(mine, page):
    page.press({"do": "mine"})
    assert LINK in mine.view("mine").content
    assert page.notice == ""


@pytest.mark.parametrize("place", [None, 7, "x", "https://a.example/#key=1"])
def test_a_page_that_says_no_place_has_the_file_alone(mine, page, place):
    page.press({"do": "hello", "value": {"key": KEY, "place": place}})
    page.press({"do": "mine"})
    assert KEY not in mine.view("mine").content
    assert "Take my file with me" in mine.view("mine").content


def test_outside_a_store_there_is_no_link_whatever_a_page_says(mine, page, monkeypatch):
    monkeypatch.delenv("PLNKIT_STORE")
    page.press({"do": "mine"})
    assert KEY not in mine.view("mine").content


def test_a_cell_that_runs_again_leaves_one_of_each(mine):
    for _ in range(2):
        common.start(mine)
    assert mine.views == ("status", "mine")


def test_no_key_is_logged(mine, page, caplog, heard):
    caplog.set_level(logging.DEBUG)
    mine.change(lambda _: example(), "Began")
    page.press({"do": "mine"})
    sheet = mine.view("mine")
    press(sheet, "take", None)
    send(sheet, chosen("no"))
    send(sheet, chosen(text_of()))
    press(sheet, "bring", None)
    press(sheet, "nothing", LINK)
    assert "does not know" in caplog.text
    assert KEY not in caplog.text
