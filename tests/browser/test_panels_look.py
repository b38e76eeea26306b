"""How panels look: nothing cut without a sign, nothing glued, nothing beside where it belongs."""

from contextlib import closing

import pytest
from playwright.sync_api import expect
from served import Served
from visitor import Visitor

from plnkit.journal import Journal
from plnkit.model import Book
from plnkit.samples import example

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LAPTOP, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
UNFOLD = "document.querySelectorAll('main details').forEach((d) => (d.open = true))"
# Small print that touches what it is about; a heading may.
GLUED = """() => {
  const seen = (one) => one.checkVisibility() && one.getBoundingClientRect().height > 2;
  const above = (one) => {
    let at = one.previousElementSibling;
    while (at && !seen(at)) at = at.previousElementSibling;
    return at;
  };
  return [...document.querySelectorAll('.pln-view .pln-hint')]
    .filter((one) => seen(one) && above(one)?.matches('.pln-field, .pln-slide, .pln-entry, .pln-row, .pln-chips, fieldset'))
    .map((one) => [one.textContent.slice(0, 40), Math.round(one.getBoundingClientRect().top - above(one).getBoundingClientRect().bottom)])
    .filter(([, gap]) => gap < 4);
}"""
CUT_WITHOUT_A_SIGN = """() => [...document.querySelectorAll('.pln-list .pln-field')]
  .filter((one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).textOverflow !== 'ellipsis')
  .map((one) => one.value)"""
LEFT = "one => { const all = document.createRange(); all.selectNodeContents(one); return all.getBoundingClientRect().left; }"


@pytest.fixture
def size():
    """One browser is made narrow and wide again."""
    return "laptop"


@pytest.fixture
def sample(shared, visit):
    """Return a function that opens a page of the example, at a width."""

    def open_it(page, viewport=LAPTOP, content=None, **more):
        with closing(Journal.open(shared.book)) as journal:
            journal.change(lambda _: example() if content is None else content, "Began")
        visitor = visit(shared, None, **more)
        visitor.page.set_viewport_size(viewport)
        return visitor.open(page).page

    return open_it


def left_of(locator):
    return locator.evaluate(LEFT)


def box_of(locator):
    return locator.bounding_box()


@pytest.mark.parametrize("page", ["welcome", "aims", "interactions", "review"])
def test_small_print_does_not_touch_what_it_is_about(sample, page):
    shown = sample(page, PHONE)
    shown.evaluate(UNFOLD)
    assert shown.evaluate(GLUED) == []


def test_the_list_beside_the_cards_shows_a_role_whole(sample):
    shown = sample("network")
    shown.get_by_role("button", name="List", exact=True).click()
    role = shown.get_by_label("Who is Grace Wanjirũ")
    needed = role.evaluate(
        "one => { const pen = document.createElement('canvas').getContext('2d'); const look = getComputedStyle(one);"
        " pen.font = look.font; return pen.measureText(one.selectedOptions[0].text).width"
        " + parseFloat(look.paddingInlineStart) + parseFloat(look.paddingInlineEnd); }"
    )
    assert box_of(role)["width"] >= needed


def test_what_is_cut_in_the_list_says_so(sample):
    shown = sample("network", PHONE)
    shown.get_by_role("button", name="List", exact=True).click()
    shown.wait_for_selector(".pln-list tbody tr")
    assert shown.evaluate(CUT_WITHOUT_A_SIGN) == []


def test_the_fields_of_a_card_in_the_list_are_as_wide_as_it(sample):
    shown = sample("network", PHONE)
    shown.get_by_role("button", name="List", exact=True).click()
    intent = shown.get_by_label("What to learn from Amara Okafor")
    expect(intent).to_be_visible()
    beside = "one => one.closest('tr').clientWidth - one.offsetWidth"  # at once: rows are made anew
    assert 0 < intent.evaluate(beside) < 24


def test_a_wide_table_is_a_card_a_row_on_a_phone(sample):
    shown = sample("interactions", PHONE)
    shown.evaluate(UNFOLD)
    table = shown.locator("[data-pln-view=rhythms] .pln-scroll")
    assert table.evaluate("one => one.scrollWidth <= one.clientWidth")
    last = table.locator("tbody tr").first.locator("td").last
    assert last.evaluate("one => getComputedStyle(one, '::before').content").startswith('"Last"')


def test_a_name_and_its_number_keep_apart(sample):
    shown = sample("grow", {"width": 320, "height": 640}, Book())
    gaps = shown.locator(".pln-numbers tbody tr").evaluate_all(
        "rows => rows.map(({ children: [name, number] }) => number.getBoundingClientRect().left - name.getBoundingClientRect().right)"
    )
    assert min(gaps) >= 8


def test_the_tables_of_numbers_have_the_same_columns(sample):
    shown = sample("grow")
    columns = shown.locator(".pln-numbers").evaluate_all(
        "all => all.map((table) => [...table.querySelector('tbody tr').children].map((cell) => Math.round(cell.getBoundingClientRect().left)))"
    )
    assert len(columns) > 1
    assert len(set(map(tuple, columns))) == 1
    name, number, said = columns[0]
    assert number - name > said - number  # what is long has the room


def test_the_words_of_aims_begin_below_one_another(sample):
    shown = sample("aims")
    lines = shown.locator("[data-pln-view=aims] .pln-list > li")
    inside = [box_of(lines.nth(i).locator("span").first)["x"] for i in range(lines.count())]
    assert len(set(map(round, inside))) == 1
    gaps = lines.evaluate_all(
        "all => all.map((one) => one.querySelector('bdi').getBoundingClientRect().left - one.querySelector('b').getBoundingClientRect().right)"
    )
    assert max(gaps) < 12


@pytest.mark.parametrize("page", ["network", "aims"])
def test_where_else_to_go_stands_beside_the_way_on(sample, page):
    shown = sample(page)
    view = shown.locator("[data-pln-view=describe], [data-pln-view=aims-more]")
    back, jump = box_of(view.get_by_role("button", name="Back")), box_of(view.get_by_label("Go to"))
    middle = [box["y"] + box["height"] / 2 for box in (back, jump)]
    assert abs(middle[0] - middle[1]) < 2
    assert jump["x"] > back["x"]


@pytest.mark.parametrize(
    ("page", "view"), [("welcome", "mix"), ("aims", "aims-more"), ("review", "pulse")]
)
def test_a_slider_that_says_nothing_stands_back(sample, page, view):
    book = example() if page != "welcome" else Book()
    shown = sample(page, content=book)
    slider = shown.locator(f"[data-pln-view={view}] .pln-range").first
    assert float(slider.evaluate("one => getComputedStyle(one).opacity")) < 0.5


def test_words_that_can_be_pressed_begin_where_those_above_do(sample):
    shown = sample("interactions", PHONE)
    line = shown.locator("[data-pln-view=history] .pln-list > li").first
    change = line.get_by_role("button", name="Change what you noted")
    assert abs(left_of(change) - left_of(line.locator("b").first)) < 1


def test_what_a_reader_wrote_shows_its_beginning_from_right_to_left(shared, sample):
    shown = sample("aims", color_scheme="light")
    shown.context.add_cookies([{"name": "pln-language", "value": "ar-XB", "url": shared.host}])
    shown.reload()
    shown.wait_for_selector("body[data-plnkit=ready]")
    field = shown.locator("#pln-aims-more-text")
    assert field.evaluate("one => getComputedStyle(one).direction") == "ltr"
    assert field.evaluate("one => getComputedStyle(one).textAlign").endswith("right")


def test_on_paper_an_aim_keeps_how_far_help_is_and_loses_its_buttons(sample):
    shown = sample("aims")
    shown.emulate_media(media="print")
    helps = shown.locator("[data-pln-view=helpers] .pln-list > li").first
    assert helps.locator("select").is_visible()
    assert not shown.locator("main .pln-button:visible").count()


def test_the_map_on_paper_is_drawn_large(sample):
    shown = sample("network")
    shown.emulate_media(media="print")
    assert box_of(shown.locator(".pln-map svg"))["height"] > 600


def test_the_sheet_is_called_my_file_once(sample):
    shown = sample("network")
    shown.click(".pln-mine")
    expect(shown.get_by_role("dialog").get_by_role("heading", name="My file")).to_have_count(1)


def test_a_workshops_start_has_its_title_below_its_name(chromium, tmp_path):
    served = Served("serve", "a.plnroom", "--host", "127.0.0.1", folder=tmp_path, PLNKIT_READY="0")
    context = chromium.new_context(viewport=LAPTOP)
    try:
        page = Visitor(context.new_page(), served, "laptop").open("").page
        name, title = box_of(page.locator(".pln-workshop")), box_of(page.locator("h1"))
        assert title["y"] - name["y"] - name["height"] < 16
    finally:
        context.close()
        served.stop()


def test_the_sample_says_what_it_is_in_the_reports_own_column(shared, sample):
    shown = sample("network")
    shown.goto(f"{shared.host}/example")
    note, title = shown.get_by_text("An invented network"), box_of(shown.locator("h1"))
    assert 0 < box_of(note)["x"] - title["x"] < 40
    assert box_of(note)["y"] - title["y"] > title["height"]
