"""The list, used: find, sort, filter, edit in place, many at once; and nothing that axe objects to."""

from contextlib import closing

import pytest
from on_the_page import Map, book_of, person, with_members
from playwright.sync_api import expect
from seen import objections

from plnkit.journal import Journal
from plnkit.model import Aim, Support, Tie

pytestmark = [pytest.mark.browser, pytest.mark.slow]


class List:
    """The list on a visitor's page."""

    def __init__(self, visitor):
        self.page, self.view = visitor.page, visitor.view("people")
        self.saved = Map(visitor).saved
        self.page.get_by_role("button", name="List", exact=True).click()
        expect(self.view.locator("table")).to_be_visible()

    def names(self):
        return [field.input_value() for field in self.view.locator("tbody th input").all()]

    def field(self, label):
        return self.view.get_by_label(label, exact=True)

    def only(self, label):
        self.view.get_by_label("Only", exact=True).select_option(label=label)


@pytest.fixture(params=["laptop", "phone"])
def size(request):
    return request.param


@pytest.fixture
def the_list(shared, visit):
    """Return a function that opens the list of these members."""

    def show(*things):
        book = with_members(shared, *things)
        return List(visit(book)), book

    return show


def test_members_are_found_sorted_and_filtered(the_list):
    people, _ = the_list(
        person("Zoë", 1, "peer", met=True, intent="Maps"),
        person("Ana", 3, "expert"),
        person("Ben"),
        Aim(id="lead", text="Lead a team"),
        Support(id="s", aim="lead", member="ana", help="feedback"),
    )
    assert people.names() == ["Zoë", "Ana", "Ben"]
    people.field("Find members").fill("zoe")
    assert people.names() == ["Zoë"]
    people.field("Find members").fill("")
    people.only("No intent yet")
    assert people.names() == ["Ana", "Ben"]
    people.only("Not met")
    assert people.names() == ["Ana", "Ben"]
    people.only("Not placed")
    assert people.names() == ["Ben"]
    people.only("Overdue")
    expect(people.view.locator(".pln-word")).to_have_text("0 of 3 members.")
    people.only("Everybody")
    for label, choice, found in (
        ("Role", "Expert", ["Ana"]),
        ("Ring", "1 Closest", ["Zoë"]),
        ("Aim", "Lead a team", ["Ana"]),
    ):
        people.field(label).select_option(label=choice)
        assert people.names() == found
        people.field(label).select_option("")


@pytest.mark.parametrize("size", ["laptop"], indirect=True)  # a phone shows no head to press
def test_columns_sort_both_ways(the_list):
    people, _ = the_list(person("Zoë", 1), person("Ana", 3), person("Ben", 2))
    head = people.view.locator("th[data-column=name]")
    head.get_by_role("button").click()
    assert people.names() == ["Ana", "Ben", "Zoë"]
    expect(head).to_have_attribute("aria-sort", "ascending")
    head.get_by_role("button").click()
    assert people.names() == ["Zoë", "Ben", "Ana"]


def test_a_row_is_edited_in_place_and_saved_as_it_is_changed(the_list):
    people, book = the_list(person("Ana"))
    people.field("Ring of Ana").select_option("2")
    people.saved("Ana: ring 2")
    people.field("Who is Ana").select_option("expert")
    people.saved("Ana: expert")
    people.field("What to learn from Ana").fill("How to ask")
    people.field("What to learn from Ana").press("Tab")
    people.saved("Ana: what to learn")
    people.field("Name of Ana").fill("Anna")
    people.field("Name of Ana").press("Tab")
    people.saved("Ana: Anna")
    anna = book_of(book).member("ana")
    assert (anna.name, anna.closeness, anna.role, anna.intent) == (
        "Anna",
        2,
        "expert",
        "How to ask",
    )


def test_what_is_refused_is_said_and_the_field_shows_what_is_kept(the_list):
    people, book = the_list(person("Ana"))
    people.field("Name of Ana").fill("x" * 300)
    people.field("Name of Ana").press("Tab")
    expect(people.view.locator(".pln-word")).to_contain_text("please shorten it")
    expect(people.field("Name of Ana")).to_have_value("Ana")
    assert book_of(book).member("ana").name == "Ana"


def test_many_are_selected_set_and_removed_and_undo_brings_them_back(the_list):
    people, book = the_list(person("Ana"), person("Ben"), person("Cem"))
    people.field("Select Ana").check()
    people.field("Select Cem").check()
    people.field("Ring of all selected").select_option("3")
    people.view.get_by_role("button", name="Set", exact=True).click()
    people.saved("Ana and Cem: ring 3")
    people.view.get_by_role("button", name="Remove").click()
    people.saved("Removed Ana and Cem")
    assert people.names() == ["Ben"]
    people.page.locator("#pln-status button").first.click()
    expect(people.view.locator("tbody tr")).to_have_count(3)
    kept = {m.name: m.closeness for m in book_of(book).members}
    assert kept == {"Ana": 3, "Ben": None, "Cem": 3}


def test_the_card_is_opened_from_the_list_and_says_ties_too(the_list):
    people, book = the_list(person("Ana"), person("Ben"), person("Cem"), Tie(a="ana", b="cem"))
    people.field("Card of Ana").click()
    card = people.page.get_by_role("dialog", name="Ana")
    card.get_by_label("Who do they know?").select_option(label="Ben")
    card.get_by_role("button", name="Add", exact=True).click()
    people.saved("Noted that Ana and Ben know each other")
    card.get_by_role("button", name="Cem").click()
    people.saved("Took back that Ana and Cem know each other")
    card.get_by_role("button", name="That is everyone").click()
    people.saved("Asked whom Ana knows")
    assert [(t.a, t.b) for t in book_of(book).ties] == [("ana", "ben")]
    assert book_of(book).member("ana").ties_asked


def test_an_edit_under_way_is_not_disturbed_by_another_tab(the_list, visit):
    people, book = the_list(person("Ana"), person("Ben"))
    other = List(visit(book))
    field = people.field("What to learn from Ana")
    field.press_sequentially("How to")
    other.field("Ring of Ben").select_option("1")
    expect(people.field("Ring of Ben")).to_have_value("1")
    expect(field).to_be_focused()
    field.press_sequentially(" ask")
    field.press("Tab")
    people.saved("Ana: what to learn")
    assert book_of(book).member("ana").intent == "How to ask"


def test_a_row_that_fits_the_filter_no_more_stays_until_it_is_left(the_list):
    people, _ = the_list(person("Ana"), person("Ben"))
    people.only("Not placed")
    ring = people.field("Ring of Ana")
    ring.focus()
    people.page.keyboard.press("ArrowDown")
    people.page.keyboard.press("ArrowDown")
    people.saved("Ana: ring 2")
    expect(ring).to_be_focused()
    people.field("Find members").focus()
    expect(people.view.locator("tbody tr")).to_have_count(1)
    assert people.names() == ["Ben"]


def test_a_new_aim_in_another_tab_leaves_the_typing_alone_and_a_filter_that_is_gone_is_lifted(
    the_list,
):
    people, book = the_list(person("Ana"), person("Ben"), Aim(id="lead", text="Lead"))
    field = people.field("What to learn from Ana")
    field.press_sequentially("half")
    with closing(Journal.open(book.book)) as journal:
        journal.change(lambda old: old.with_(Aim(id="ask", text="Ask")), "Aim")
        expect(people.field("Aim").locator("option")).to_have_count(3)
        expect(field).to_be_focused()
        field.press_sequentially(" typed")
        expect(field).to_have_value("half typed")
        people.field("Aim").focus()
        people.field("Aim").select_option("ask")
        expect(people.view.locator("tbody tr")).to_have_count(0)
        journal.change(lambda old: old.without("ask"), "No aim")
    expect(people.view.locator("tbody tr")).to_have_count(2)


def test_selecting_text_beyond_the_card_does_not_close_it_and_a_click_beside_it_does(
    the_list, size
):
    people, _ = the_list(person("Ana"))
    people.field("Card of Ana").click()
    card = people.page.get_by_role("dialog", name="Ana")
    box = card.bounding_box()
    mouse = people.page.mouse
    mouse.click(box["x"] + 6, box["y"] + 80)
    name = card.get_by_label("Name or nickname").bounding_box()
    mouse.move(name["x"] + 60, name["y"] + 20)
    mouse.down()
    mouse.move(name["x"] + 20, box["y"] - 20)
    mouse.up()
    expect(card).to_be_visible()
    mouse.click(box["x"] + 20, box["y"] - 20)
    expect(card).to_be_hidden()


def test_names_with_markup_are_text(the_list):
    people, _ = the_list(person("<img src=x onerror=alert(1)>"), person("W" * 200))
    assert people.names() == ["<img src=x onerror=alert(1)>", "W" * 200]
    assert people.view.locator("img").count() == 0
    assert people.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_two_thousand_are_listed_in_steps(the_list):
    people, _ = the_list(*(person(f"Person {i}") for i in range(2000)))
    assert people.view.locator("tbody tr").count() == 50
    people.view.get_by_role("button", name="Show more").click()
    assert people.view.locator("tbody tr").count() == 150
    people.field("Find members").fill("person 1999")
    assert people.names() == ["Person 1999"]


def test_axe_objects_to_nothing(the_list):
    people, _ = the_list(person("Ana", 1, "peer"), person("Ben"), Tie(a="ana", b="ben"))
    assert objections(people.page) == []
    people.field("Select Ana").check()
    assert objections(people.page) == []
    people.field("Card of Ben").click()
    expect(people.page.get_by_role("dialog", name="Ben")).to_be_visible()
    assert objections(people.page) == []
    people.page.keyboard.press("Escape")
    people.page.get_by_role("button", name="Map", exact=True).click()
    expect(people.page.locator(".pln-mark")).to_be_visible()
    assert objections(people.page) == []
