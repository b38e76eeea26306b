"""Every page of the workbook: charts drawn, nothing wider than the screen."""

from contextlib import closing

import pytest
from playwright.sync_api import expect

from plnkit.journal import Journal
from plnkit.model import Book
from plnkit.samples import example

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CHARTS = {
    "welcome": ("mix-chart",),
    "network": ("composition",),
    "aims": ("coverage",),
    "interactions": ("exchange", "ways", "year", "time-by-aim"),
    "grow": ("two-axes",),
    "review": ("map-then", "map-now", "mix-change", "able-change"),
}
each_page = pytest.mark.parametrize("page", CHARTS)


@pytest.fixture
def arrive(shared, visit):
    """Return a function that opens a page, with a book that it is given."""

    def open_it(page, content):
        with closing(Journal.open(shared.book)) as journal:
            journal.change(lambda _: content, "Began")
        visitor = visit(shared, page)
        for key in CHARTS[page]:
            expect(visitor.view(key)).to_have_attribute("data-pln-state", "drawn")
        return visitor

    return open_it


def is_as_wide_as_the_screen(visitor):
    wide, screen = visitor.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    return wide <= screen


@each_page
@pytest.mark.parametrize("size", ["phone"], indirect=True)
def test_every_chart_has_a_reading_above_and_a_table_below(arrive, page):
    visitor = arrive(page, example())
    for key in CHARTS[page]:
        view = visitor.view(key)
        expect(view.locator(".pln-reading")).not_to_be_empty()
        expect(view.locator(".pln-plot svg.main-svg").first).to_be_visible()
        view.get_by_text("The same as a table").click()
        expect(view.locator("tbody tr").first).to_be_visible()
    assert is_as_wide_as_the_screen(visitor)
    visitor.shot(page)


@each_page
@pytest.mark.parametrize("size", ["phone"], indirect=True)
def test_an_empty_book_has_sentences_and_no_empty_boxes(arrive, page):
    visitor = arrive(page, Book())
    for key in CHARTS[page]:
        expect(visitor.view(key).locator(".pln-reading")).to_contain_text("Not enough yet")
        if key != "composition":  # which shows from the start who there could be
            expect(visitor.view(key).locator(".pln-plot")).to_be_hidden()
    assert is_as_wide_as_the_screen(visitor)


def test_every_day_of_the_year_has_a_mark(arrive):
    visitor = arrive("interactions", example())
    marks = visitor.view("year").locator(".scatterlayer path.point")
    drawn = marks.evaluate_all(
        "all => all.filter((one) => one.getBoundingClientRect().width > 1).length"
    )
    assert drawn > 360
