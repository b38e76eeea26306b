"""The start page: where one begins, and where one goes on."""

import re
from contextlib import closing

import pytest
from conftest import SIZES
from playwright.sync_api import expect
from seen import objections_in_every_look
from visitor import Visitor

from plnkit.journal import Journal
from plnkit.model import Book, Learner, Member, Progress
from plnkit.samples import example

pytestmark = [pytest.mark.browser, pytest.mark.slow]

KEY = "0123456789abcdef0123456789abcdef"
LONG = "‘a’ & <b>, ; 🙂 " + "long" * 20 + ".pln"
KEEPS_NOTHING = """for (const place of ["localStorage", "sessionStorage"])
  Object.defineProperty(window, place, { get() { throw new DOMException("no", "SecurityError"); } });"""
PLACES = "[...Object.keys(localStorage), ...Object.keys(sessionStorage)]"


@pytest.fixture
def start(chromium, size):
    """Return a function that opens the start page of a server in a browser of its own."""
    contexts, visitors = [], []

    def open_it(served, more="", first="", **options):
        width, height = SIZES[size]
        view = {"viewport": {"width": width, "height": height}, "has_touch": size == "phone"}
        contexts.append(chromium.new_context(**{**view, **options}))
        visitors.append(Visitor(contexts[-1].new_page(), served, size))
        visitors[-1].page.add_init_script(first)
        visitors[-1].page.goto(served.link + more)
        return visitors[-1]

    yield open_it
    for context in contexts:
        context.close()
    assert [v.wrong for v in visitors if v.wrong] == []


once = pytest.mark.parametrize("size", ["laptop"], indirect=True)  # the same at any size


def put(served, *things):
    with closing(Journal.open(served.book)) as journal:
        journal.change(lambda _: Book(), "Cleared")
        journal.change(lambda book: book.with_(*things), "Added")


def go(visitor):
    return visitor.page.locator("#pln-go")


def headline(visitor):
    return visitor.page.locator("#pln-headline")


def row(visitor, address):
    return visitor.page.locator(f"[data-page={address}]")


def test_a_newcomer_sees_where_to_begin(shared, start):
    visitor = start(shared)
    expect(headline(visitor)).to_have_text("Welcome.")
    expect(go(visitor)).to_contain_text("Begin: ")
    expect(go(visitor)).to_contain_text("minutes in all")
    expect(row(visitor, "network")).to_contain_text("Not begun yet.")
    expect(row(visitor, "network")).to_contain_text(re.compile(r"About \d+ minutes\."))
    visitor.shot("start-new")


@once
def test_who_comes_back_is_told_what_is_there_and_goes_on_there(workshop, start):
    room = workshop()
    visitor = start(room)
    expect(go(visitor)).to_contain_text("Begin: ")
    assert visitor.page.evaluate(PLACES) == []  # a key is made by pages, not here
    row(visitor, "network").get_by_role("link").click()
    visitor.ready()
    visitor.add("Rosa", "Ali")
    expect(visitor.view("names").locator(".pln-latest bdi")).to_have_count(2)
    visitor.page.locator(".pln-brand").click()
    expect(row(visitor, "network")).to_contain_text("2 people, none placed yet.")
    expect(headline(visitor)).to_have_text("Welcome back. You were at “Who do you learn from?”")
    go(visitor).click()
    visitor.ready()
    assert visitor.page.url.endswith("/network")
    assert visitor.names() == ["Ali", "Rosa"]


@once
def test_the_way_back_shows_what_was_done_meanwhile(shared, start):
    put(shared)
    visitor = start(shared)
    expect(row(visitor, "network")).to_contain_text("Not begun yet.")
    put(shared, Member(id="rosa", name="Rosa", kind="person"))
    visitor.page.goto("about:blank")
    visitor.page.go_back()
    expect(row(visitor, "network")).to_contain_text("1 person, none placed yet.")


@once
def test_a_page_that_is_done_is_checked_and_says_so(shared, start):
    put(
        shared,
        *example().entities.values(),
        Progress(id="progress-network", page="network", done=True),
    )
    visitor = start(shared)
    expect(row(visitor, "network")).to_contain_text("Done: ")
    expect(row(visitor, "network").locator(".pln-dot")).to_have_text("✓")
    expect(row(visitor, "network").locator(".pln-takes")).to_be_hidden()
    expect(row(visitor, "grow").locator(".pln-dot")).not_to_have_text("✓")
    expect(row(visitor, "grow").locator(".pln-takes")).to_be_visible()
    visitor.shot("start-back")


def test_axe_objects_to_nothing_and_it_fits_the_narrowest_phone(shared, start, size):
    put(
        shared,
        *example().entities.values(),
        Progress(id="progress-network", page="network", done=True),
    )
    (shared.folder / LONG).write_bytes(b"")
    visitor = start(shared)
    expect(row(visitor, "network").locator(".pln-dot")).to_have_text("✓")
    visitor.page.get_by_text("Open another book").click()
    expect(visitor.page.get_by_role("button", name=LONG, exact=True)).to_be_visible()
    assert objections_in_every_look(visitor.page) == []
    if size == "phone":
        visitor.page.set_viewport_size({"width": 320, "height": 640})
    wide = visitor.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide[0] <= wide[1]
    for target in visitor.page.locator("main :is(a, button, summary)").all():
        assert target.bounding_box()["height"] >= 44, target.text_content()
    visitor.shot("start-details")
    (shared.folder / LONG).unlink()


def test_the_whole_row_is_the_link(shared, start):
    visitor = start(shared)
    row(visitor, "network").get_by_role("heading").click(force=True)  # the link lies over it
    visitor.ready()
    assert visitor.page.url.endswith("/network")


@once
def test_the_sample_opens_and_the_browser_complains_of_nothing(shared, start):
    visitor = start(shared)
    visitor.page.get_by_role("link", name="Look at the sample").click()
    expect(visitor.page.locator("h1")).to_be_visible()
    assert visitor.page.url.endswith("/example")
    visitor.page.go_back()
    expect(headline(visitor)).to_contain_text("Welcome")


@once
def test_with_the_keyboard_the_first_stop_below_the_header_is_to_go_on(shared, start):
    visitor = start(shared)
    visitor.page.locator(".pln-menu > summary").focus()
    visitor.page.keyboard.press("Tab")
    expect(go(visitor)).to_be_focused()


def test_a_name_is_text_and_a_long_one_fits(shared, start):
    name = "<img src=x onerror=alert(1)> " + "N" * 400
    put(shared, Learner(name=name), Member(id="rosa", name="Rosa", kind="person"))
    visitor = start(shared)
    expect(headline(visitor)).to_contain_text(f"Welcome back, {name}.")
    wide = visitor.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide[0] <= wide[1]


@once
def test_without_javascript_the_links_are_there(shared, start):
    visitor = start(shared, java_script_enabled=False)
    assert go(visitor).get_attribute("href") in {
        "welcome",
        "network",
        "aims",
        "interactions",
        "grow",
        "review",
    }
    assert row(visitor, "network").get_by_role("link").get_attribute("href") == "network"


def test_what_cannot_be_read_is_a_sentence_and_the_links_work(shared, chromium):
    context = chromium.new_context()
    page = context.new_page()
    page.route("**/progress", lambda route: route.abort())
    page.goto(shared.link)
    expect(page.locator("#pln-trouble")).to_contain_text("could not be read just now")
    expect(page.locator("[data-page=network] a")).to_have_attribute("href", "network")
    context.close()


@once
def test_a_key_that_a_link_brings_is_kept_asked_with_and_leaves_the_address(workshop, start):
    room = workshop()
    visitor = start(room, f"#key={KEY}")
    assert KEY not in visitor.page.url
    row(visitor, "network").get_by_role("link").click()
    visitor.ready()
    visitor.add("Rosa")
    expect(visitor.view("names").locator(".pln-latest bdi")).to_have_count(1)
    again = start(room, f"#key={KEY}")
    expect(row(again, "network")).to_contain_text("1 person, none placed yet.")
    assert go(again).get_attribute("href") == "network"


@once
def test_where_a_browser_keeps_nothing_the_key_goes_on_with_each_link(workshop, start):
    visitor = start(workshop(), f"#key={KEY}", KEEPS_NOTHING)
    assert go(visitor).get_attribute("href").endswith(f"welcome#key={KEY}")


@once
def test_who_follows_a_coachs_invitation_reads_who_invited_them(workshop, start):
    visitor = start(workshop(), f"#coach={KEY}&called=Ana%20%3Cb%3E")
    said = visitor.page.locator("#pln-invited")
    expect(said).to_contain_text("Ana <b> invited you. Nothing is shared with them unless")
    assert KEY not in visitor.page.url


@once
def test_another_book_of_the_folder_is_opened_from_the_start(served, start):
    mine = served()
    put(mine, Member(id="rosa", name="Rosa", kind="person"))
    with closing(Journal.open(mine.folder / "other.pln")):
        pass
    (mine.folder / "broken.pln").write_text("no book")
    visitor = start(mine)
    expect(go(visitor)).to_contain_text("Continue: ")
    visitor.page.get_by_text("Open another book").click()
    visitor.page.get_by_role("button", name="other.pln").click()
    expect(headline(visitor)).to_have_text("Welcome.")
    visitor.page.get_by_text("Open another book").click()
    expect(visitor.page.locator("details b")).to_have_text("other.pln")
    visitor.page.get_by_role("button", name="a.pln").click()
    expect(go(visitor)).to_contain_text("Continue: ")


def test_a_book_that_does_not_open_says_why(served, chromium):
    mine = served()
    (mine.folder / "broken.pln").write_text("no book")
    context = chromium.new_context()
    page = context.new_page()
    page.goto(mine.link)
    page.get_by_text("Open another book").click()
    page.get_by_role("button", name="broken.pln").click()
    expect(page.locator("#pln-another")).to_contain_text("is not a plnkit book")
    context.close()
