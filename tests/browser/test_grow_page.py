"""What next? Readings and cards, pressed in a real page."""

from contextlib import closing

import pytest
from on_the_page import book_of
from playwright.sync_api import expect

from plnkit.journal import Journal
from plnkit.model import Dismissal
from plnkit.samples import example

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def grow(shared, visit):
    """Return a visitor on the page, whose book is the example."""

    def open_it():
        with closing(Journal.open(shared.book)) as journal:
            journal.change(lambda _: example(), "Began")
        return visit(shared, "grow")

    return open_it


def test_names_on_the_two_axes_do_not_overlap(grow):
    visitor = grow()
    expect(visitor.view("two-axes")).to_have_attribute("data-pln-state", "drawn")
    boxes = [t.bounding_box() for t in visitor.view("two-axes").locator(".textpoint text").all()]
    assert len(boxes) >= 6
    for i, a in enumerate(boxes):
        for b in boxes[:i]:
            apart = a["x"] + a["width"] <= b["x"] + 1 or b["x"] + b["width"] <= a["x"] + 1
            above = a["y"] + a["height"] <= b["y"] + 4 or b["y"] + b["height"] <= a["y"] + 4
            assert apart or above


def test_a_card_is_put_aside_in_ones_own_words(grow):
    visitor = grow()
    card = visitor.view("advice").locator("article").first
    title = card.locator("h3").text_content()
    card.get_by_text("Why, and how sure").click()
    expect(card.get_by_text("How strong the evidence is")).to_be_visible()
    card.get_by_role("button", name="Not for me").click()
    card.get_by_label("Or in your own words").fill("Perhaps.")
    card.get_by_role("button", name="Keep the card").click()
    expect(card.get_by_text("Why put it aside?")).to_have_count(0)
    assert book_of(visitor.served).all(Dismissal) == ()
    card.get_by_role("button", name="Not for me").click()
    card.get_by_label("Or in your own words").fill("We talk every day.")
    card.get_by_role("button", name="Put aside", exact=True).click()
    expect(visitor.view("advice").get_by_text("Put aside (1)")).to_be_visible()
    expect(visitor.view("advice").get_by_role("heading", name=title, exact=True)).to_have_count(0)
    (aside,) = book_of(visitor.served).all(Dismissal)
    assert aside.reason == "We talk every day."


def test_the_focus_is_never_lost_when_a_card_goes(grow):
    visitor = grow()
    visitor.view("advice").get_by_role("button", name="Not for me").first.press("Enter")
    expect(visitor.view("advice").get_by_text("Why put it aside?")).to_be_focused()
    visitor.view("advice").get_by_role("button", name="Not now").press("Enter")
    expect(
        visitor.view("advice").get_by_role("heading", name="What could be next?")
    ).to_be_focused()


def test_in_touch_today_takes_somebody_off_the_list(grow):
    visitor = grow()
    items = visitor.view("overdue").locator(".pln-list > li")
    before, first = items.count(), items.first.locator("bdi").text_content()
    items.first.get_by_role("button", name="In touch today").click()
    expect(items).to_have_count(before - 1)
    expect(visitor.view("overdue").locator(".pln-reading")).not_to_contain_text(first)
