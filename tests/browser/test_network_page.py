"""Who do you learn from? As a newcomer meets it, on a laptop and on a phone."""

import pytest
from on_the_page import with_members
from playwright.sync_api import expect

from plnkit.journal import Journal
from plnkit.model import tie_id

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TEN = ["Amina", "Tom", "Li Wei", "Rosa", "Bilal", "Jo", "Dagny", "Mr Okafor", "Prof. Sato", "Ines"]
NO_OVERFLOW = "document.documentElement.scrollWidth <= innerWidth"


once = pytest.mark.parametrize("size", ["laptop"], indirect=True)  # the same at any size


def members(served):
    return {m.name: m for m in Journal.open(served.book).book.members}


@pytest.fixture
def empty(shared):
    """Return a function that empties the book that all tests of this file share."""
    return lambda: with_members(shared)


def chip(view, text):
    return view.locator(".pln-chip", has_text=text).first


def test_a_first_visit_offers_the_example_and_keeps_nothing_of_it(empty, visit):
    book = empty()
    visitor = visit(book)
    visitor.page.click("text=See an example first")
    expect(visitor.view("map-head").locator(".pln-reading")).to_contain_text(
        "You learn from 9 people"
    )
    visitor.shot("example")
    visitor.page.click("text=Back to my map")
    expect(visitor.view("map-head").locator(".pln-reading")).to_contain_text("empty so far")
    assert members(book) == {}


def test_ten_people_are_added_described_tied_and_found_again(empty, visit):
    book = empty()
    visitor = visit(book)
    visitor.add(*TEN)
    expect(visitor.view("names").locator(".pln-count")).to_have_text("10 so far")

    form = visitor.view("describe")
    for i, name in enumerate(TEN):
        expect(form.locator("h2")).to_contain_text(name)
        form.locator(f"[data-do=closeness][data-value*='\"{1 + i % 4}\"']").click()
        form.locator("[data-do=role]").nth(i % 6).click()
        form.locator("[data-do=step]").first.click()

    ties = visitor.view("ties")
    expect(ties.locator("h2")).to_contain_text("Amina")
    chip(ties, "Rosa").click()
    expect(chip(ties, "Rosa")).to_have_attribute("aria-pressed", "true")
    ties.locator("[data-do=asked]").click()
    expect(ties.locator("h2")).not_to_contain_text("Amina")
    expect(visitor.page.locator("#pln-status")).to_contain_text("Saved")
    visitor.shot("ten-people")
    assert visitor.page.evaluate(NO_OVERFLOW)

    visitor.page.reload(wait_until="commit")
    visitor.ready()
    expect(visitor.view("map-head").locator(".pln-reading")).to_contain_text(
        "You learn from 10 people"
    )
    kept = members(book)
    assert list(kept) == TEN
    assert [kept[n].closeness for n in TEN] == [1 + i % 4 for i in range(10)]
    assert all(m.role for m in kept.values())
    tie = tie_id(kept["Amina"].id, kept["Rosa"].id)
    assert tie in Journal.open(book.book).book
    assert kept["Amina"].ties_asked


@once
def test_a_second_tab_sees_it_without_being_touched(empty, visit):
    book = empty()
    first, second = visit(book), visit(book)
    first.add("Rosa")
    expect(second.view("map-head").locator(".pln-reading")).to_contain_text("1 person")


@once
def test_a_pasted_list_becomes_one_member_a_line(empty, visit):
    book = empty()
    visitor = visit(book)
    visitor.page.focus("#pln-name")
    visitor.page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.setData("text/plain", "Rosa\\nBilal\\nTom");
          const paste = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
          document.querySelector("#pln-name").dispatchEvent(paste);
        }"""
    )
    expect(visitor.view("names").locator(".pln-count")).to_have_text("3 so far")
    assert list(members(book)) == ["Rosa", "Bilal", "Tom"]


@once
def test_a_thousand_pasted_lines_are_kept_and_wait_for_a_place(empty, visit):
    book = empty()
    visitor = visit(book)
    visitor.page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.setData("text/plain", Array.from({length: 1000}, (_, i) => "Person " + i * 7919).join("\\n"));
          const paste = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
          document.querySelector("#pln-name").dispatchEvent(paste);
        }"""
    )
    expect(visitor.view("names").locator(".pln-count")).to_have_text("1,000 so far", timeout=60_000)
    expect(visitor.view("rings")).to_contain_text("1,000 not placed yet", timeout=60_000)
    assert len(members(book)) == 1000


def test_what_a_user_writes_is_text_everywhere(empty, visit):
    book = empty()
    visitor = visit(book)
    nasty = ["<img src=x onerror=alert(1)>", "<script>alert(2)</script>", '=HYPERLINK("x")', "ليلى"]
    dialogs = []
    visitor.page.on("dialog", lambda d: (dialogs.append(d.message), d.dismiss()))
    visitor.add(*nasty)
    expect(visitor.view("names").locator(".pln-count")).to_have_text("4 so far")
    expect(visitor.view("rings").locator(".pln-tray bdi")).to_have_text(nasty)
    visitor.view("map-head").get_by_role("button", name="List").click()
    expect(visitor.view("people").locator("tbody th input").first).to_have_value(nasty[0])
    assert dialogs == []
    assert visitor.page.locator("[data-pln-view] img, [data-pln-view] script").count() == 0


@once
def test_a_name_that_is_too_long_comes_back_with_a_sentence(empty, visit):
    visitor = visit(empty())
    visitor.add("x" * 10_000)
    expect(visitor.view("names").locator("[role=alert]")).to_contain_text("please shorten it")
    expect(visitor.page.locator("#pln-name")).to_have_value("x" * 10_000)


@once
def test_a_correction_that_is_refused_stays_in_its_field(empty, visit):
    visitor = visit(empty())
    visitor.add("Rosa")
    form = visitor.view("describe")
    form.locator("summary").click()
    field = form.locator("[data-change=rename]")
    field.fill("x" * 300)
    field.press("Tab")
    expect(form.locator("[role=alert]")).to_contain_text("please shorten it")
    expect(field).to_have_value("x" * 300)


@once
def test_undo_in_the_header_takes_the_last_change_back(empty, visit):
    book = empty()
    visitor = visit(book)
    visitor.add("Rosa")
    undo = visitor.page.locator("#pln-status button").first
    expect(undo).to_have_attribute("title", "Undo: Added Rosa")
    undo.click()
    expect(visitor.view("map-head").locator(".pln-reading")).to_contain_text("empty so far")
    assert members(book) == {}


def test_the_header_fits_with_undo_and_redo(served, visit):
    visitor = visit(served("small"))
    visitor.add("Rosa")
    undo, redo, _ = visitor.page.locator("#pln-status button").all()
    expect(undo).to_have_attribute("title", "Undo: Added Rosa")
    undo.click()
    expect(redo).to_be_visible()
    expect(undo).to_be_visible()
    assert visitor.page.evaluate(NO_OVERFLOW)


@once
def test_a_chart_is_redrawn_in_place_without_a_jump(served, visit):
    visitor = visit(served("small"))
    before = visitor.view("composition").get_attribute("data-pln-drawn")
    visitor.add("Without a role")  # a bar of its own
    expect(visitor.view("composition")).not_to_have_attribute("data-pln-drawn", before)
    plot = visitor.view("composition").locator(".pln-plot")
    before = plot.bounding_box()["height"]
    visitor.page.evaluate(
        """() => {
          window.heights = new Set();
          const plot = document.querySelector("[data-pln-view=composition] .pln-plot");
          window.same = plot.querySelector("svg.main-svg");
          new ResizeObserver(() => window.heights.add(Math.round(plot.getBoundingClientRect().height))).observe(plot);
        }"""
    )
    drawn = visitor.view("composition").get_attribute("data-pln-drawn")
    visitor.add("Newcomer")
    expect(visitor.view("composition")).not_to_have_attribute("data-pln-drawn", drawn)
    assert visitor.page.evaluate("[...window.heights]") == [round(before)]
    assert visitor.page.evaluate("window.same.isConnected")


@once
def test_plotly_is_loaded_once_for_all_charts(served, visit):
    visitor = visit(served("small"))
    loaded = visitor.page.evaluate(
        "performance.getEntriesByType('resource').filter(e => e.name.includes('plotly')).length"
    )
    assert loaded == 1


@pytest.mark.parametrize("sample", ["small", "crowded"])
def test_a_sample_fits_the_screen(served, visit, sample):
    visitor = visit(served(sample))
    assert visitor.page.evaluate(NO_OVERFLOW)
    visitor.shot(sample)


@once
def test_a_member_is_erased_after_a_warning(empty, visit):
    book = empty()
    visitor = visit(book)
    visitor.add("Rosalinde")
    form = visitor.view("describe")
    form.locator("summary").click()
    form.locator("[data-do=doom]").click()
    expect(form.locator(".pln-notice")).to_contain_text("There is no undo")
    visitor.shot("erase")
    form.locator("[data-do=erase]").click()
    expect(visitor.view("map-head").locator(".pln-reading")).to_contain_text("empty so far")
    assert members(book) == {}
