"""In a real browser: on paper, on a phone, and with nothing that it asks the network for."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from report_books import DAY, filled, sample

from plnkit.report import page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CHANGED = ["Came in: somebody of whom much is to be said, and then somebody else, too. " * 5] * 20
BOOKS = {
    "empty": lambda: sample("empty"),
    "small": lambda: sample("small"),
    "crowded": lambda: sample("crowded"),
    "12 members, all that can be said": lambda: filled(12),
    "50 members, all that can be said": lambda: filled(50),
    "150 members, all that can be said": lambda: filled(150),
    "1,000 members, all that can be said": lambda: filled(1000),
}


def sheets(chromium, html):
    """Return how many sheets of A4 a report takes."""
    tab = chromium.new_page()
    tab.set_content(html)
    pdf = tab.pdf(prefer_css_page_size=True, print_background=True)
    tab.close()
    assert re.search(rb"/MediaBox ?\[0 0 59[45][\d.]* 84[12]", pdf)
    return len(re.findall(rb"/Type ?/Page\b", pdf))


@pytest.mark.parametrize("names", [True, False], ids=["names", "no names"])
@pytest.mark.parametrize("book", BOOKS)
def test_it_takes_one_or_two_sheets(chromium, book, names):
    html = page(BOOKS[book](), names=names, changed=CHANGED, since="Spring", today=DAY)
    assert sheets(chromium, html) in (1, 2)


@pytest.mark.parametrize("book", ["small", "crowded"])
def test_on_a_phone_nothing_is_wider_than_the_screen(chromium, book):
    tab = chromium.new_page(viewport={"width": 390, "height": 844})
    tab.set_content(page(sample(book), today=DAY))
    assert tab.evaluate("document.documentElement.scrollWidth") == 390
    tab.close()


def test_it_asks_the_network_for_nothing_and_says_nothing_to_the_console(chromium, tmp_path):
    file = tmp_path / "report.html"
    file.write_text(page(sample("crowded"), today=DAY), "utf-8")
    tab, asked, said = chromium.new_page(), [], []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: said.append(message.text))
    tab.goto(file.as_uri())
    assert asked == [file.as_uri()]
    assert said == []
    tab.close()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("book", ["empty", "small", "crowded"])
def test_axe_objects_to_nothing(chromium, book, width):
    tab = chromium.new_page(viewport={"width": width, "height": 800}, bypass_csp=True)
    tab.set_content(page(sample(book), changed=["Came in: Ana."], today=DAY))
    violations = Axe().run(tab).response["violations"]
    assert [(v["id"], [node["target"] for node in v["nodes"]]) for v in violations] == []
    tab.close()


def test_its_style_is_let_through(chromium):
    tab = chromium.new_page()
    tab.set_content(page(sample("small"), today=DAY))
    assert tab.locator("h2").first.evaluate("e => getComputedStyle(e).color") == "rgb(11, 107, 98)"
    bar = tab.locator(".mix i").first
    assert bar.evaluate("e => getComputedStyle(e).flexGrow") == "15"
    tab.close()


def test_no_two_names_on_the_map_cover_each_other(chromium):
    tab = chromium.new_page(viewport={"width": 1280, "height": 900})
    tab.set_content(page(sample("crowded"), today=DAY))
    boxes = tab.evaluate(
        "[...document.querySelectorAll('.map .name')].map(e => { const b = e.getBBox();"
        " return [b.x, b.y, b.x + b.width, b.y + b.height]; })"
    )
    slack = 3  # the box of a line is higher than its letters
    covering = [
        (a, b)
        for i, a in enumerate(boxes)
        for b in boxes[:i]
        if min(a[2], b[2]) - max(a[0], b[0]) > slack and min(a[3], b[3]) - max(a[1], b[1]) > slack
    ]
    assert len(boxes) > 130
    assert covering == []
    tab.close()
