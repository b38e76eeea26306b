"""Pages in other languages: each sentence looked up, from right to left where a language runs so."""

import re

import pytest
from playwright.sync_api import expect

from plnkit import literature

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGES = ("welcome", "network", "aims", "interactions", "grow", "review")
SAID = """() => {
  document.querySelectorAll('details').forEach((one) => (one.open = true));
  const skipped = 'code, script, style, textarea, select, input, [lang]:not(html), .pln-plot, noscript';
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    if (!node.parentElement.closest(skipped)) texts.push(node.data);
  for (const one of document.querySelectorAll('[aria-label], [placeholder], [title], option'))
    if (!one.closest('[lang]:not(html)')) texts.push(one.getAttribute('aria-label'), one.placeholder, one.title, one.label);
  return texts.filter(Boolean);
}"""
# What is the same in every language: endings of files, formats, and what has a name of its own.
NAMES = re.compile(
    r"\.(csv|xlsx|json|graphml|ics|vcf|html|egor|zip|opml|pln|txt)\\b|CSV|XLSX|JSON|GraphML|vCard|OPML|PDF|R\\b"
)


@pytest.fixture
def size():
    return "phone"


@pytest.fixture
def speak(visit):
    """Return a function that opens a page of a book in a language."""

    def open_it(code, page, book):
        visitor = visit(book, None, locale="en-GB")
        visitor.page.context.add_cookies(
            [{"name": "pln-language", "value": code, "url": book.host}]
        )
        return visitor.open(page)

    return open_it


_NAMED = [s for s in vars(literature).values() if isinstance(s, literature.Source)]
SOURCES = sorted(
    _NAMED, key=lambda source: -len(source.author)
)  # “Everett & Borgatti” before “Borgatti”


def latin(texts):
    """What is in Latin letters, but for names: of formats, products and publications."""
    return sorted({text.strip()[:100] for text in texts if re.search("[A-Za-z]{2}", unnamed(text))})


def unnamed(text):
    for source in SOURCES:
        for part in (source.full, source.short, source.author):
            text = text.replace(part, "")
    return NAMES.sub("", text)


@pytest.mark.parametrize("page", PAGES)
def test_every_sentence_of_an_empty_book_is_looked_up_and_the_page_turns_round(speak, shared, page):
    visitor = speak("ar-XB", page, shared)
    assert latin(visitor.page.evaluate(SAID)) == []
    expect(visitor.page.locator("html")).to_have_attribute("dir", "rtl")
    wide = visitor.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide[0] <= wide[1]


def test_a_browser_that_asks_for_german_gets_german(shared, visit):
    visitor = visit(shared, "network", locale="de-DE")
    expect(visitor.page.locator("h1")).to_contain_text("Von wem lernst du?")
    expect(visitor.page.locator("html")).to_have_attribute("lang", "de")
    visitor.add("Rosa")
    expect(visitor.page.locator("#pln-status")).to_contain_text("Gespeichert")
    expect(visitor.view("map-head").locator(".pln-reading")).to_contain_text(
        "Du lernst von 1 Person"
    )


def test_the_menu_turns_the_page_into_another_language_and_back(shared, visit):
    page = visit(shared, "network").page
    for name, title in (("Deutsch", "Von wem lernst du?"), ("English", "Who do you learn from?")):
        page.click(".pln-menu > summary")
        page.get_by_role("button", name=name).click()
        expect(page.locator("h1")).to_contain_text(title, timeout=30_000)


def test_two_readers_of_one_workshop_each_have_their_own_language(workshop, visit):
    room = workshop()
    german = visit(room, "aims", locale="de-DE")
    english = visit(room, "aims", locale="en-GB")
    expect(german.page.locator("h1")).to_contain_text("Was möchtest du lernen?")
    expect(english.page.locator("h1")).to_contain_text("What do you want to learn?")


NOTES = """() => {
  const boxes = [...document.querySelectorAll('.pln-plot .annotation-text')].map((one) => one.getBoundingClientRect());
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  return [boxes.length, boxes.filter((a, i) => boxes.slice(i + 1).some((b) => meet(a, b))).length];
}"""


def test_words_in_a_chart_do_not_meet_where_the_page_runs_from_right_to_left(speak, served):
    visitor = speak("ar-XB", "grow", served("small"))
    expect(visitor.page.locator("[data-pln-view=two-axes][data-pln-state=drawn]")).to_be_visible()
    assert visitor.page.evaluate(NOTES) == [4, 0]
