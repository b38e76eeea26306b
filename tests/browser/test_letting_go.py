"""Asks, what would leave, and what was shared, in a browser: where the reader and the focus are."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def room(workshop):
    return workshop()


@pytest.fixture
def page(room, visit):
    """The room's page of a learner with a key of their own."""
    visitor = visit(room, "")
    visitor.open("room")
    return visitor


def asks_for(page, text):
    page.page.keyboard.type(text)
    page.page.keyboard.press("Enter")
    expect(page.view("asks").locator("textarea", has_text=text)).to_be_visible()


def is_read_at(page, heading, below):
    """The heading has the focus and is seen, with what stands below it."""
    found = page.view("share").get_by_role("heading", name=heading)
    expect(found).to_be_focused()
    expect(found).to_be_in_viewport(ratio=1)
    expect(page.view("share").get_by_role("status")).to_contain_text(below)
    expect(page.view("share").get_by_role("status")).to_be_in_viewport()


def test_who_adds_asks_stays_in_the_field(page):
    page.page.focus("#pln-new-ask")
    for text in ("How to say no", "How to say yes"):
        asks_for(page, text)
        expect(page.page.locator("#pln-new-ask")).to_be_focused()
        expect(page.page.locator("#pln-new-ask")).to_have_value("")


def test_who_looks_shares_and_withdraws_reads_each_time_what_it_did(page):
    page.page.focus("#pln-new-ask")
    asks_for(page, "How to say no")
    page.view("asks").get_by_role("button", name="See what would leave").click()
    is_read_at(page, "What would leave?", "")
    page.view("share").get_by_role("button", name="Share this with the room").click()
    is_read_at(page, "What you shared", "Shared at")
    page.view("share").get_by_role("button", name="Withdraw").click()
    is_read_at(page, "What would leave?", "Withdrawn: the copy is deleted.")


def test_who_has_shared_and_writes_on_keeps_the_focus(page):
    page.view("share").get_by_role("button", name="Share this with the room").click()
    expect(page.view("share").get_by_role("heading", name="What you shared")).to_be_focused()
    page.page.focus("#pln-new-ask")
    asks_for(page, "How to say no")
    expect(page.view("share").get_by_role("heading", name="What would leave?")).to_be_visible()
    expect(page.page.locator("#pln-new-ask")).to_be_focused()
