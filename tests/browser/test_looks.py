"""Every page in every look, at both widths: nothing that axe objects to, nothing wider than the screen."""

import re
from contextlib import closing

import pytest
from playwright.sync_api import expect
from seen import LOOKS, TURN, objections_in_every_look
from visitor import Visitor

from plnkit.journal import Journal
from plnkit.samples import example

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGES = ("welcome", "network", "aims", "interactions", "grow", "review")
WIDTHS = {"laptop": (1280, 800), "phone": (390, 844)}
UNFOLD = "document.querySelectorAll('main details').forEach((d) => (d.open = true))"
TOO_SMALL = """() => [...document.querySelectorAll('button, select, summary, input:not([type=hidden]), a.pln-button')]
  .filter((one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !one.closest('.pln-hidden, .pln-plot'))
  .map((one) => [one, (one.closest('label') ?? one).getBoundingClientRect()])
  .filter(([, box]) => box.width > 2 && (box.width < 43.5 || box.height < 43.5))
  .map(([one, box]) => `${one.outerHTML.slice(0, 100)} ${Math.round(box.width)} x ${Math.round(box.height)}`)"""

CUT = """() => [...document.querySelectorAll('.pln-plot')].flatMap((plot) => {
  const edge = plot.getBoundingClientRect();
  return [...plot.querySelectorAll('svg text')]
    .filter((one) => one.textContent && one.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
    .map((one) => [one.textContent, one.getBoundingClientRect()])
    .filter(([, box]) => box.width && (box.left < edge.left - 1 || box.right > edge.right + 1 || box.bottom > edge.bottom + 1));
})"""
COLOUR = """(token) => {
  const probe = document.body.appendChild(document.createElement('i'));
  probe.style.color = `var(${token})`;
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}"""


@pytest.fixture
def size():
    """One browser is made narrow and wide again."""
    return "laptop"


@pytest.fixture(scope="module", params=PAGES)
def page(request, chromium, shared):
    """A page of the example, all of it unfolded."""
    with closing(Journal.open(shared.book)) as journal:
        journal.change(lambda _: example(), "Began")
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    shown = Visitor(context.new_page(), shared, "laptop").open(request.param).page
    shown.evaluate(UNFOLD)
    yield shown
    context.close()


def test_axe_objects_to_nothing_in_any_look_at_either_width(page):
    for name, (width, height) in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        assert objections_in_every_look(page) == [], name


def test_all_that_can_be_pressed_is_as_large_as_a_thumb(page):
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate(TOO_SMALL) == []


@pytest.mark.parametrize("width", [320, 640], ids=["a small phone", "a laptop at 200 %"])
def test_nothing_is_wider_than_the_screen(page, width):
    page.set_viewport_size({"width": width, "height": 400})
    page.wait_for_function(
        "width => document.documentElement.scrollWidth <= width", arg=width, timeout=10_000
    )  # charts follow in a moment


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_word_of_a_chart_is_cut_by_its_edge(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.wait_for_function(f"() => ({CUT})().length === 0", timeout=10_000)


PARTS = [("ink", "card"), ("accent", "card"), ("third", "on-third"), ("pale", "ink")]


@pytest.mark.parametrize("look", LOOKS)
def test_a_number_on_a_bar_has_a_rim_in_its_colour_and_can_be_read(shared, visit, look):
    with closing(Journal.open(shared.book)) as journal:
        journal.change(lambda _: example(), "Began")
    visitor = visit(shared, "welcome")
    visitor.page.evaluate(TURN, look)
    numbers = visitor.view("mix-chart").locator(".bartext")
    expect(numbers).to_have_count(len(PARTS))
    for number, (ground, figure) in zip(numbers.all(), PARTS, strict=True):
        expect(number).to_have_css("paint-order", "stroke")
        for token, drawn in ((figure, "fill"), (ground, "stroke")):
            expect(number).to_have_css(drawn, visitor.page.evaluate(COLOUR, f"--pln-{token}"))


def test_a_chart_has_as_much_of_a_label_as_there_is_room_for(shared, visit):
    with closing(Journal.open(shared.book)) as journal:
        journal.change(lambda _: example(), "Began")
    visitor = visit(shared, "interactions")
    label = visitor.view("time-by-aim").locator(".ytick text").first
    expect(label).to_have_text("Hold one-to-ones that people look forward to")
    visitor.page.set_viewport_size({"width": 390, "height": 800})
    expect(label).to_have_text(re.compile("^Hold one.*…$"))


def test_no_line_goes_through_a_name_on_the_two_axes(shared, visit):
    with closing(Journal.open(shared.book)) as journal:
        journal.change(lambda _: example(), "Began")
    chart = visit(shared, "grow").view("two-axes")
    expect(chart).to_have_attribute("data-pln-state", "drawn")
    lines = [line.bounding_box() for line in chart.locator(".shapelayer path").all()]
    (across,) = [line["x"] + line["width"] / 2 for line in lines if line["height"] > line["width"]]
    names = [name.bounding_box() for name in chart.locator(".textpoint text").all()]
    assert len(names) >= 6
    assert not [one for one in names if one["x"] < across < one["x"] + one["width"]]


def test_the_reader_chooses_the_colours_and_finds_them_on_the_next_page(shared, visit):
    visitor = visit(shared, "welcome")
    page = visitor.page
    page.click(".pln-menu > summary")
    with page.expect_response("**/preferences"):
        page.get_by_role("button", name="Dark").click()
    expect(page.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("body")).to_have_css("background-color", "rgb(18, 22, 27)")
    visitor.open("network")
    expect(page.locator("html")).to_have_attribute("data-look", "dark")


def test_without_a_choice_the_system_decides(shared, visit):
    visitor = visit(shared, "welcome", color_scheme="dark")
    expect(visitor.page.locator("body")).to_have_css("background-color", "rgb(18, 22, 27)")
    visitor.page.emulate_media(color_scheme="light")
    expect(visitor.page.locator("body")).to_have_css("background-color", "rgb(251, 249, 244)")


def test_a_chart_turns_with_the_page(shared, visit):
    with closing(Journal.open(shared.book)) as journal:
        journal.change(lambda _: example(), "Began")
    visitor = visit(shared, "welcome")
    words = visitor.view("mix-chart").locator(".ytick text").first
    expect(words).to_have_css("fill", "rgb(86, 97, 115)")
    visitor.page.evaluate(TURN, "dark")
    expect(words).to_have_css("fill", "rgb(170, 179, 191)")


@pytest.mark.parametrize("at", ["nothing-here", "example"])
def test_axe_objects_to_nothing_around_the_six_pages(shared, visit, at):
    visitor = visit(shared, None)
    around = visitor.page
    around.goto(shared.page(""), wait_until="commit")
    around.goto(f"{shared.host}/{at}")
    for name, (width, height) in WIDTHS.items():
        around.set_viewport_size({"width": width, "height": height})
        assert objections_in_every_look(around) == [], name
    visitor.wrong.clear()  # that there is nothing at an address is no fault here
