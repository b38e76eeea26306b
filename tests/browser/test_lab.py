"""The same map and list in JupyterLab, on the copy of a notebook beside the book."""

import pytest
from on_the_page import Map, book_of, person, with_members
from playwright.sync_api import expect
from served import Served

from plnkit.lab import FIRST
from plnkit.model import Interaction

pytestmark = [pytest.mark.browser, pytest.mark.slow]


# The status bar names a kernel only once it answers; the notebook's own sign says "idle" before
# there is one, and what is run then is lost.
IDLE = "Python 3 (ipykernel) | Idle"


class Lab:
    """The notebook in JupyterLab, with what `Map` asks of a visitor."""

    def __init__(self, page, link, notebook):
        self.page = page
        page.goto(link.replace(FIRST, notebook), wait_until="commit")
        at_rest = page.get_by_role("button", name=IDLE)
        expect(at_rest).to_be_visible(timeout=90_000)  # the first start of a cold machine

    def run_all(self, shows):
        self.page.get_by_role("menuitem", name="Run", exact=True).click()
        self.page.get_by_text("Run All Cells", exact=True).click()
        expect(self.page.locator(shows).first).to_be_visible(timeout=60_000)

    def view(self, key):
        return self.page.locator(f"[data-pln-view={key}]")


@pytest.fixture
def lab(served, chromium):
    book = with_members(served(), person("Ana", 1, "peer"), person("Ben", 3, "expert"))
    server = Served("open", "a.pln", "--lab", folder=book.folder)
    context = chromium.new_context(viewport={"width": 1400, "height": 1000})
    try:
        yield lambda notebook: Lab(context.new_page(), server.link, notebook), book
    finally:
        context.close()
        server.stop()


MARKS = "[data-pln-view=rings] .pln-mark"


def test_the_map_is_dragged_typed_on_and_run_again(lab, wait):
    opened, book = lab
    lab = opened("2_network.ipynb")
    lab.run_all(MARKS)
    rings = Map(lab)
    rings.drag("ana", rings.at(4, 2))
    expect(rings.mark("ana")).to_have_attribute("aria-label", "Ana, ring 4, supervisor")
    rings.mark("ana").focus()
    rings.press("Enter", "ArrowUp", "Enter")
    expect(rings.mark("ana")).to_have_attribute("aria-label", "Ana, ring 3, supervisor")
    rings.press("Space")
    expect(lab.page.get_by_role("dialog", name="Ana")).to_be_visible()
    rings.press("Escape")
    lab.run_all(MARKS)
    expect(lab.view("rings")).to_have_count(1)
    expect(rings.mark("ana")).to_have_attribute("aria-label", "Ana, ring 3, supervisor")
    lab.page.get_by_role("button", name="List", exact=True).click()
    lab.page.get_by_label("Ring of Ana").select_option("2")
    expect(lab.page.get_by_label("Ring of Ana")).to_have_value("2")
    wait(lambda: book_of(book).member("ana").closeness == 2)
    assert book_of(book).member("ana").role == "supervisor"


def test_a_form_is_filled_in_and_saved(lab):
    opened, book = lab
    lab = opened("4_interactions.ipynb")
    lab.run_all("[data-pln-view=log] form")
    log = lab.view("log")
    log.get_by_label("Ana", exact=True).check(force=True)  # the box lies under its words
    log.get_by_label("What I learned").fill("To listen first")
    log.get_by_role("button", name="Note it down").click()
    expect(log).to_contain_text("Noted, with Ana.")
    (one,) = book_of(book).all(Interaction)
    assert (one.members, one.learned) == (("ana",), "To listen first")
