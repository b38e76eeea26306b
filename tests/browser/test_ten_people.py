"""Ten people placed, two pairs tied, one thing to learn: with a keyboard alone, and with a phone alone."""

import pytest
from on_the_page import Keys, Map, book_of
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TEN = ["Amina", "Tom", "Li", "Rosa", "Bilal", "Jo", "Dagny", "Okafor", "Sato", "Ines"]
INTENT = "How to ask good questions"


@pytest.fixture
def size(request):
    return request.param


def is_all_there(book):
    kept = book_of(book)
    assert [m.name for m in kept.members] == TEN
    assert [m.closeness for m in kept.members] == [1 + i % 4 for i in range(10)]
    ids = {m.name: m.id for m in kept.members}
    pairs = {frozenset((t.a, t.b)) for t in kept.ties}
    assert pairs == {frozenset((ids[a], ids[b])) for a, b in (("Amina", "Tom"), ("Li", "Rosa"))}
    assert kept.member(ids["Amina"]).intent == INTENT


@pytest.mark.parametrize("size", ["laptop"], indirect=True)
def test_with_a_keyboard_alone(served, visit):
    book = served()
    visitor = visit(book)
    rings, keys = Map(visitor), Keys(visitor.page)
    keys.tab_to("#pln-name")
    for name in TEN:
        keys.type(name)
        keys.press("Enter")
    expect(rings.view.locator(".pln-tray li")).to_have_count(10)

    keys.tab_to("[data-pln-view=rings] .pln-map")
    for i, name in enumerate(TEN):
        keys.go_to(name)
        keys.press("Enter")
        for _ in range(4 - i % 4):
            keys.press("ArrowUp")
        keys.press("Enter")
        rings.saved(f"{name}: ring {1 + i % 4}")

    keys.until("Shift+Tab", "() => document.activeElement.textContent == 'Who knows whom'")
    keys.press("Enter")
    keys.tab_to("[data-pln-view=rings] .pln-map")
    for one, other in (("Amina", "Tom"), ("Li", "Rosa")):
        keys.go_to(one)
        keys.press("Enter")
        keys.go_to(other)
        keys.press("Enter")
        rings.saved(f"Noted that {one} and {other} know each other")
        keys.go_to(one)
        keys.press("Enter")
    keys.press("Escape")
    rings.saved("Asked whom Li knows")

    keys.go_to("Amina")
    keys.press("Space")
    expect(visitor.page.get_by_role("dialog", name="Amina")).to_be_visible()
    keys.tab_to("#pln-card-intent")
    keys.type(INTENT)
    keys.press("Tab")
    rings.saved("Amina: what i want to learn with or from them")
    keys.press("Escape")
    expect(visitor.page.get_by_role("dialog")).to_be_hidden()
    expect(rings.view.locator(".pln-mark:focus")).to_have_count(1)
    is_all_there(book)


@pytest.mark.parametrize("size", ["phone"], indirect=True)
def test_with_a_phone_alone(served, visit):
    book = served()
    visitor = visit(book)
    page = visitor.page
    page.locator("#pln-name").tap()
    for name in TEN:
        page.keyboard.type(name)
        page.get_by_role("button", name="Add", exact=True).tap()
    rings = Map(visitor)
    expect(rings.view.locator(".pln-tray li")).to_have_count(10)
    rings = Map(visitor)
    ids = {m.name: m.id for m in book_of(book).members}

    for i, name in enumerate(TEN):
        rings.view.locator(".pln-tray").get_by_text(name, exact=True).tap()
        page.touchscreen.tap(*rings.at(1 + i % 4, i % 6))
        rings.saved(f"{name}: ring {1 + i % 4}")

    rings = Map(visitor)
    rings.view.get_by_role("button", name="Who knows whom").tap()
    for one, other in (("Amina", "Tom"), ("Li", "Rosa")):
        page.touchscreen.tap(*rings.middle(ids[one]))
        page.touchscreen.tap(*rings.middle(ids[other]))
        rings.saved(f"Noted that {one} and {other} know each other")
        page.touchscreen.tap(*rings.middle(ids[one]))
    rings.view.get_by_role("button", name="Done with ties").tap()
    rings.saved("Asked whom Li knows")

    page.touchscreen.tap(*rings.middle(ids["Amina"]))
    card = page.get_by_role("dialog", name="Amina")
    card.get_by_label("What I want to learn").tap()
    page.keyboard.type(INTENT)
    card.get_by_label("Topics").tap()
    rings.saved("Amina: what i want to learn with or from them")
    card.get_by_role("button", name="Close", exact=True).tap()
    expect(card).to_be_hidden()
    is_all_there(book)
