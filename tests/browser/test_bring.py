"""Bringing whom one has already, in a browser: sent, chosen from, asked about, undone."""

from datetime import UTC, datetime

import pytest
from on_the_page import book_of, person, with_members
from playwright.sync_api import expect
from seen import objections

from plnkit.exchange import portable
from plnkit.model import Aim, Book, Interaction

pytestmark = [pytest.mark.browser, pytest.mark.slow]

once = pytest.mark.parametrize("size", ["laptop"], indirect=True)  # the same at any size
FIRST = [
    "Aino",
    "Bela",
    "Ciro",
    "Dalia",
    "Enzo",
    "Freya",
    "Goran",
    "Hedda",
    "Ines",
    "Joel",
    "Kalle",
    "Livia",
]
LAST = ["Abara", "Bjork", "Castillo", "Dumont", "Ekberg"]
# The preamble that LinkedIn writes, and an e-mail that is mostly empty.
HEAD = (
    'Notes:\n"When exporting your connection data, you may notice that some of the email addresses '
    'are missing."\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\n'
)


def connections(number=60):
    rows = [
        f"{FIRST[n % 12]},{LAST[n // 12]},https://www.linkedin.com/in/p{n},,"
        f"{'Northwind' if n % 5 else 'Lighthouse'},{'Editor' if n % 2 else 'Teacher'},"
        f"{n % 28 + 1:02} Mar {2015 + n % 10}\n"
        for n in range(number)
    ]
    return (HEAD + "".join(rows)).encode()


# A calendar in which two addresses are at every meeting: nobody can tell which of them is the reader.
CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\n"
    + "".join(
        "BEGIN:VEVENT\r\n"
        f"UID:{n}@x.example\r\nDTSTAMP:20261101T090000Z\r\nDTSTART:202610{n + 10}T090000Z\r\n"
        f"DTEND:202610{n + 10}T100000Z\r\nSUMMARY:Budget\r\n"
        "ORGANIZER;CN=Rosa Blum:mailto:rosa@x.example\r\n"
        "ATTENDEE;CN=Rosa Blum:mailto:rosa@x.example\r\n"
        "ATTENDEE;CN=Tom Reyes:MAILTO:tom@x.example\r\n"
        "END:VEVENT\r\n"
        for n in range(4)
    )
    + "END:VCALENDAR\r\n"
).encode()


@pytest.fixture
def page(shared, visit):
    """Return a function that opens the page of a book with these members."""

    def open_it(*names):
        with_members(shared, *(person(name) for name in names))
        return visit(shared)

    return open_it


def opened(visitor):
    panel = visitor.view("bring")
    panel.locator("details > summary", has_text="Bring the contacts you already have").click()
    return panel


def chosen(panel, *files):
    names = [{"name": n, "mimeType": "text/plain", "buffer": data} for n, data in files]
    with panel.page.expect_file_chooser() as found:
        panel.get_by_label("Choose a file").click()
    found.value.set_files(names)


def looks_at(panel, name):
    expect(panel.get_by_role("heading", name=f"{name}: ")).to_be_focused(timeout=20_000)


def box(panel, name):
    return panel.get_by_role("checkbox", name=name)


def large(size):
    """A file of a book that is as large as this."""
    return whole().ljust(size)


def whole():
    book = Book().with_(person("Ada"), Aim(id="aim", kind="goal", text="To swim"))
    return portable.text(book, lambda _: book, datetime(2026, 11, 25, tzinfo=UTC))


FITS = "document.documentElement.scrollWidth <= innerWidth"


@pytest.fixture
def is_fine(wait):
    """Return what looks at a page: nothing is wrong with it, and it fits, at any width."""

    def look(visitor, what):
        assert objections(visitor.page) == []
        for width in (320, 390) if visitor.name == "phone" else (1280,):
            visitor.page.set_viewport_size({"width": width, "height": 844 if width < 400 else 800})
            wait(lambda: visitor.page.evaluate(FITS))  # charts take a moment to follow
        visitor.shot(f"bring-{what}")

    return look


def undo(visitor):
    return visitor.page.locator("#pln-status button").first


SEEN = """one => {
  const { x, bottom } = one.getBoundingClientRect();
  return one.contains(document.elementFromPoint(x + 9, bottom - 4));
}"""


def test_connections_are_filtered_ticked_asked_about_put_in_undone_and_known_again(
    page, shared, is_fine
):
    visitor = page("Aino Abarra", "Rosa")
    panel = opened(visitor)
    is_fine(visitor, "begin")
    chosen(panel, ("Connections.csv", connections()))
    looks_at(panel, "Connections.csv")
    expect(panel).to_contain_text("60 contacts are not a learning network")
    expect(panel).to_contain_text("0 ticked")
    expect(panel.get_by_role("checkbox")).to_have_count(50)
    assert box(panel, "Aino Abara").evaluate(SEEN)  # a phone has room for who is found
    is_fine(visitor, "look")
    panel.get_by_role("button", name="Show 10 more").click()
    expect(panel.get_by_role("checkbox")).to_have_count(60)
    panel.get_by_text("More ways to find them").click()
    panel.get_by_label("Organisation").fill("light")
    expect(panel.get_by_role("checkbox")).to_have_count(12)
    panel.get_by_role("button", name="Tick these 12").click()
    expect(panel).to_contain_text("12 ticked")
    expect(panel.get_by_text("12 of 60")).to_be_focused()
    is_fine(visitor, "ticked")
    panel.get_by_role("button", name="Look", exact=True).click()
    asked = panel.get_by_text("Is Aino Abara the same as Aino Abarra in your network?")
    expect(asked).to_be_focused()
    assert panel.get_by_role("button", name="Yes, the same").evaluate(SEEN)
    is_fine(visitor, "asked")
    panel.get_by_role("button", name="Yes, the same").click()
    expect(panel).to_contain_text("The same as Aino Abarra")
    expect(panel.get_by_text("1 person whom you may have already.")).to_be_focused()
    panel.get_by_role("button", name="Show everybody").click()
    expect(panel.get_by_text("12 of 60")).to_be_focused()
    panel.get_by_role("button", name="Put 12 into my network").click()
    said = panel.locator(".pln-said")
    expect(said).to_contain_text("Imported 12 people: 11 new, 1 filled in.")
    expect(said).to_be_focused()
    is_fine(visitor, "done")
    book = book_of(shared)
    assert len(book.members) == 13
    assert book.member("aino abarra").organisation == "Lighthouse"
    undo(visitor).click()
    expect(said).not_to_contain_text("Imported")
    assert {m.name for m in book_of(shared).members} == {"Aino Abarra", "Rosa"}
    chosen(panel, ("Connections.csv", connections()))
    looks_at(panel, "Connections.csv")
    box(panel, "Bela Abara").click()
    expect(box(panel, "Bela Abara")).to_be_checked()
    panel.get_by_role("button", name="Put 1 into my network").click()
    expect(said).to_contain_text("Imported 1 person.")
    chosen(panel, ("Connections.csv", connections()))
    looks_at(panel, "Connections.csv")
    expect(panel).to_contain_text("1 already in your network")
    expect(box(panel, "Bela Abara")).to_have_count(0)


def test_a_calendar_asks_which_address_is_mine(page, shared, is_fine):
    visitor = page("Rosa")
    panel = opened(visitor)
    chosen(panel, ("work.ics", CALENDAR))
    expect(panel.get_by_role("heading", name="Which of these is you?")).to_be_focused(
        timeout=20_000
    )
    is_fine(visitor, "me")
    panel.get_by_role("button", name="Go on").click()
    expect(panel.get_by_role("alert")).to_have_text("Tap one of them first.")
    panel.get_by_role("button", name="rosa@x.example").click()
    panel.get_by_role("button", name="Go on").click()
    looks_at(panel, "work.ics")
    expect(box(panel, "Tom Reyes")).to_be_checked()
    expect(panel).not_to_contain_text("Budget")
    is_fine(visitor, "calendar")
    panel.get_by_role("button", name="Put 1 into my network").click()
    expect(panel.locator(".pln-said")).to_contain_text(
        "Imported 1 person: 1 new, 4 meetings and talks."
    )
    assert len(book_of(shared).all(Interaction)) == 4


@once
def test_an_address_that_was_taken_as_mine_can_be_another(page):
    visitor = page("Zoe")
    panel = opened(visitor)
    named = CALENDAR.replace(b"PRODID", b"X-WR-CALNAME:tom@x.example\r\nPRODID")
    chosen(panel, ("work.ics", named))
    looks_at(panel, "work.ics")
    expect(panel).to_contain_text("You are tom@x.example.")
    panel.get_by_role("button", name="Another address").click()
    expect(panel.get_by_role("heading", name="Which of these is you?")).to_be_focused()
    for address in ("tom@x.example", "rosa@x.example"):
        panel.get_by_role("button", name=address).click()
    panel.get_by_role("button", name="Go on").click()
    expect(panel).to_contain_text("You are rosa@x.example.")
    expect(box(panel, "Tom Reyes")).to_be_checked()


@once
def test_a_question_that_is_answered_in_the_list_stays_in_its_place(page):
    visitor = page("Kalle Ekbergh")
    panel = opened(visitor)
    chosen(panel, ("Connections.csv", connections()))
    looks_at(panel, "Connections.csv")
    panel.get_by_role("button", name="Show 10 more").click()
    box(panel, "Kalle Ekberg").click()
    rows = panel.locator(".pln-rows")
    panel.get_by_role("button", name="Yes, the same").scroll_into_view_if_needed()
    before = rows.evaluate("one => one.scrollTop")
    panel.get_by_role("button", name="Yes, the same").click()
    expect(panel.get_by_text("The same as Kalle Ekbergh")).to_be_focused()
    assert abs(rows.evaluate("one => one.scrollTop") - before) < 100


WHAT_IS_ON_IT = """() => {
  const box = document.activeElement.getBoundingClientRect();
  const there = document.elementFromPoint(box.x + box.width / 2, box.bottom - 2);
  return document.activeElement.contains(there) || there?.contains(document.activeElement)
    ? "" : there?.outerHTML.slice(0, 200) ?? "outside";
}"""


def test_the_bar_does_not_lie_on_what_is_reached_with_the_tab_key(page):
    visitor = page("Zoe")
    panel = opened(visitor)
    chosen(panel, ("Connections.csv", connections()))
    looks_at(panel, "Connections.csv")
    box(panel, "Aino Abara").click()
    panel.get_by_role("heading", name="Connections.csv: ").evaluate("one => one.focus()")
    visitor.page.evaluate("scrollTo(0, 0)")
    for _ in range(12):
        visitor.page.keyboard.press("Tab")
        assert visitor.page.evaluate(WHAT_IS_ON_IT) == ""


def test_rows_of_a_spreadsheet_are_pasted_and_their_columns_told(page, shared, is_fine):
    visitor = page("Rosa")
    panel = opened(visitor)
    panel.get_by_text("Or paste what you copied").click()
    rows = "Wie\tPost\tWo\tGeburtstag\nAna Silva\tana@x.example\tAcme\t1.2.\n"
    panel.get_by_label("What you copied").fill(rows + "Ben Okafor\tben@x.example\tOrbit\t\n")
    is_fine(visitor, "paste")
    panel.get_by_role("button", name="Look at it").click()
    expect(panel.get_by_role("heading", name="What is in which column?")).to_be_focused(
        timeout=20_000
    )
    panel.get_by_label("Wie", exact=True).select_option(label="Name")
    panel.get_by_label("Wo", exact=True).select_option(label="Organisation")
    panel.get_by_label("Geburtstag").select_option(label="not used")
    expect(panel.get_by_label("Post", exact=True)).to_have_value("email")  # by what is in it
    is_fine(visitor, "columns")
    panel.get_by_role("button", name="Go on").click()
    looks_at(panel, "What you pasted")
    panel.get_by_role("button", name="Put 2 into my network").click()
    expect(panel.locator(".pln-said")).to_contain_text("Imported 2 people.")
    ana = next(m for m in book_of(shared).members if m.name == "Ana Silva")
    assert (ana.email, ana.organisation) == ("ana@x.example", "Acme")
    expect(panel.get_by_label("What you copied")).to_have_value("")


def test_a_picture_by_another_name_is_refused_in_a_sentence(page, is_fine):
    visitor = page("Rosa")
    panel = opened(visitor)
    chosen(panel, ("contacts.csv", b"\x89PNG\r\n\x1a\n" + bytes(100)))
    told = panel.get_by_role("alert")
    expect(told).to_contain_text("contacts.csv is a picture: choose a file")
    expect(told).to_be_focused()
    is_fine(visitor, "refused")


COUNT_PIECES = """() => {
  const slice = Blob.prototype.slice;
  window.taken = 0;
  Blob.prototype.slice = function (...args) {
    taken++;
    return slice.apply(this, args);
  };
}"""


@once
def test_a_file_that_is_too_large_is_refused_before_anything_of_it_is_sent(page):
    visitor = page("Rosa")
    panel = opened(visitor)
    visitor.page.evaluate(COUNT_PIECES)
    chosen(panel, ("contacts.csv", large(20_000_001)))
    expect(panel.get_by_role("alert")).to_contain_text("contacts.csv is larger than 20 MB")
    assert visitor.page.evaluate("taken") == 0
    chosen(panel, ("ours.json", large(2_500_000)))
    looks_at(panel, "ours.json")
    assert visitor.page.evaluate("taken") == 3


@once
def test_a_large_file_arrives_in_pieces_while_other_presses_are_answered(page, shared):
    visitor = page("Rosa")
    panel = opened(visitor)
    chosen(panel, ("ours.json", large(20_000_000)))
    expect(panel.locator("progress")).to_be_visible()
    visitor.add("Zoe")
    expect(visitor.view("names").locator(".pln-latest bdi", has_text="Zoe")).to_be_visible()
    expect(panel).to_contain_text("1 member and 1 aim", timeout=30_000)
    expect(visitor.page.locator("#pln-name")).to_be_focused()  # who types is not disturbed


@once
def test_what_is_being_sent_can_be_stopped(page):
    visitor = page("Rosa")
    panel = opened(visitor)
    chosen(panel, ("ours.json", large(20_000_000)))
    panel.get_by_role("button", name="Stop").click()
    expect(panel.get_by_label("Choose a file")).to_be_visible()
    expect(panel.locator("progress")).to_have_count(0)


@once
def test_a_wire_that_is_cut_while_a_file_is_sent_is_taken_up_again(page):
    visitor = page("Rosa")
    panel = opened(visitor)
    chosen(panel, ("ours.json", large(20_000_000)))
    expect(panel.locator("progress")).to_be_visible()
    visitor.page.evaluate("plnkit.kernel.reconnect()")
    looks_at(panel, "ours.json")


@once
def test_several_files_are_brought_one_after_the_other(page, shared, is_fine):
    visitor = page("Rosa")
    panel = opened(visitor)
    chosen(panel, ("Connections.csv", connections(2)), ("ours.json", whole()))
    looks_at(panel, "Connections.csv")
    expect(panel).to_contain_text("Then: ours.json")
    panel.get_by_role("button", name="Leave it").click()
    looks_at(panel, "ours.json")
    expect(panel).to_contain_text("1 member and 1 aim")
    is_fine(visitor, "whole")
    panel.get_by_role("button", name="Put all of it into my network").click()
    expect(panel.locator(".pln-said")).to_contain_text("In your network now: 1 member and 1 aim.")
    assert {m.name for m in book_of(shared).members} == {"Rosa", "Ada"}
