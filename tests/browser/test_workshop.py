"""A workshop: a link for all, a book for each."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

KEY = "0123456789abcdef0123456789abcdef"
STORED = "Object.entries(localStorage).filter(([name]) => name.startsWith('plnkit-key-'))"


@pytest.fixture
def size():
    """One size will do."""
    return "phone"


def added(visitor, name):
    visitor.add(name)
    expect(visitor.view("names").locator("bdi", has_text=name)).to_be_visible()


def test_two_browsers_have_two_books_and_each_finds_its_own_again(workshop, visit):
    room = workshop()
    one, other = visit(room), visit(room)
    added(one, "Rosa")
    added(other, "Ali")
    for visitor, names in ((one, ["Rosa"]), (other, ["Ali"])):
        visitor.page.reload(wait_until="commit")
        visitor.ready()
        assert visitor.names() == names


def test_where_kernels_cannot_be_forked_a_page_is_the_same(workshop, visit):
    room = workshop(PLNKIT_FORK="0", PLNKIT_READY="1")
    visitor = visit(room)
    added(visitor, "Rosa")
    visitor.page.reload(wait_until="commit")
    visitor.ready()
    assert visitor.names() == ["Rosa"]


def test_two_tabs_of_a_browser_are_in_step(workshop, visit):
    room = workshop()
    one = visit(room)
    tab = one.page.context.new_page()
    tab.goto(room.page("network"), wait_until="commit")
    tab.wait_for_selector("body[data-plnkit=ready]")
    added(one, "Rosa")
    expect(tab.locator("[data-pln-view=names] bdi", has_text="Rosa")).to_be_visible()


def test_a_key_is_made_in_the_browser_and_the_server_keeps_none(workshop, visit):
    room = workshop()
    visitor = visit(room)
    added(visitor, "Rosa")
    ((_, key),) = visitor.page.evaluate(STORED)
    assert len(key) == 32
    kept = b"".join(f.read_bytes() for f in room.folder.iterdir())
    assert key.encode() not in kept
    assert bytes.fromhex(key) not in kept


def test_a_key_that_a_link_brings_opens_its_book_and_leaves_the_address(workshop, visit):
    room = workshop()
    first, second = visit(room), None
    first.open(more=f"#key={KEY}")
    first.page.reload(wait_until="commit")
    first.ready()
    added(first, "Rosa")
    second = visit(room)
    second.page.goto("about:blank")
    second.open(more=f"#key={KEY}")
    assert second.names() == ["Rosa"]
    assert "key" not in second.page.url


def test_a_full_room_says_so_and_lets_the_next_one_in_by_itself(workshop, visit, chromium):
    room = workshop("--seats", "1")
    inside = visit(room)
    context = chromium.new_context()
    waiting = context.new_page()
    waiting.goto(room.page("network"), wait_until="commit")
    expect(waiting.locator("h1")).to_have_text("The room is full")
    expect(waiting.locator("#pln-place")).to_have_text("You are next.")
    inside.page.close(run_before_unload=True)
    waiting.wait_for_selector("body[data-plnkit=ready]", timeout=30_000)
    context.close()


def test_a_page_asks_for_few_files_and_for_each_of_them_once(workshop, chromium):
    room = workshop()
    context = chromium.new_context()
    page, asked = context.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(room.page("network"), wait_until="commit")
    page.wait_for_selector("body[data-plnkit=ready]")
    context.close()
    files = [url for url in asked if "/assets/" in url]
    assert len(files) == len(set(files)) <= 20
    assert [url for url in asked if url.startswith("blob:")] == []


def test_a_room_whose_router_swallows_everything_else_works(workshop, visit, chromium):
    room = workshop()
    context = chromium.new_context()
    asked = []
    context.route(
        lambda url: not url.startswith(room.host), lambda route: asked.append(route.request.url)
    )  # never answered
    page = context.new_page()
    page.goto(room.page("network"), wait_until="commit")
    page.wait_for_selector("body[data-plnkit=ready]", timeout=20_000)
    page.fill("#pln-name", "Rosa")
    page.press("#pln-name", "Enter")
    expect(page.locator("[data-pln-view=names] bdi", has_text="Rosa")).to_be_visible()
    assert [url for url in asked if not url.startswith(("blob:", "data:"))] == []
    context.close()
