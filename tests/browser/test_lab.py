"""The same map and list in JupyterLab, on the copy of a notebook beside the book."""

import pytest
from on_the_page import Map, book_of, person, with_members
from playwright.sync_api import expect
from served import Served

pytestmark = [pytest.mark.browser, pytest.mark.slow]


IDLE = ".jp-Notebook-ExecutionIndicator[data-status=idle]"  # the kernel is there


class Lab:
    """The notebook in JupyterLab, with what `Map` asks of a visitor."""

    def __init__(self, page, link):
        self.page = page
        page.goto(link, wait_until="commit")
        page.wait_for_selector(IDLE, timeout=90_000)  # the first start of a cold machine

    def run_all(self):
        self.page.get_by_role("menuitem", name="Run", exact=True).click()
        self.page.get_by_text("Run All Cells", exact=True).click()
        expect(self.view("rings").locator(".pln-mark").first).to_be_visible(timeout=60_000)

    def view(self, key):
        return self.page.locator(f"[data-pln-view={key}]")


@pytest.fixture
def lab(served, chromium):
    book = with_members(served(), person("Ana", 1, "peer"), person("Ben", 3, "expert"))
    server = Served("open", "a.pln", "--lab", folder=book.folder)
    context = chromium.new_context(viewport={"width": 1400, "height": 1000})
    try:
        lab = Lab(context.new_page(), server.link)
        lab.run_all()
        yield lab, book
    finally:
        context.close()
        server.stop()


def test_the_map_is_dragged_typed_on_and_run_again(lab):
    lab, book = lab
    rings = Map(lab)
    rings.drag("ana", rings.at(4, 2))
    expect(rings.mark("ana")).to_have_attribute("aria-label", "Ana, ring 4, supervisor")
    rings.mark("ana").focus()
    rings.press("Enter", "ArrowUp", "Enter")
    expect(rings.mark("ana")).to_have_attribute("aria-label", "Ana, ring 3, supervisor")
    rings.press("Space")
    expect(lab.page.get_by_role("dialog", name="Ana")).to_be_visible()
    rings.press("Escape")
    lab.run_all()
    expect(lab.view("rings")).to_have_count(1)
    expect(rings.mark("ana")).to_have_attribute("aria-label", "Ana, ring 3, supervisor")
    lab.page.get_by_role("button", name="List", exact=True).click()
    lab.page.get_by_label("Ring of Ana").select_option("2")
    expect(lab.page.get_by_label("Ring of Ana")).to_have_value("2")
    kept = book_of(book).member("ana")
    assert (kept.closeness, kept.role) == (2, "supervisor")
