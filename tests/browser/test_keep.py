"""My link and my file in a browser: taken on one device, opened or brought on another."""

import pytest
import segno
from playwright.sync_api import expect
from seen import objections_in_every_look

pytestmark = [pytest.mark.browser, pytest.mark.slow]

once = pytest.mark.parametrize("size", ["laptop"], indirect=True)  # the same at any size
FIVE = ("Ana", "Ben", "Cem", "Dora", "Eli")


@pytest.fixture(scope="module")
def room(workshop):
    return workshop()


@pytest.fixture
def learner(room, visit):
    """Return a function that opens the store in a browser of its own, with a key of its own."""

    def open_it(*names):
        visitor = visit(room, "")
        visitor.open("network")
        visitor.add(*names)
        if names:
            has(visitor, names[-1])
        return visitor

    return open_it


def has(visitor, name):
    expect(visitor.view("names").locator(".pln-latest bdi", has_text=name)).to_be_visible()


def opened(visitor, label="My link and file"):
    visitor.page.locator("#pln-status").get_by_role("button", name=label).click()
    sheet = visitor.view("mine").get_by_role("dialog")
    expect(sheet).to_be_visible()
    return sheet


def link_on(sheet):
    return sheet.get_by_role("textbox", name="My private link").input_value()


def taken(visitor, sheet, folder):
    with visitor.page.expect_download() as found:
        sheet.get_by_role("button", name="Take my file with me").click()
    path = folder / found.value.suggested_filename
    found.value.save_as(path)
    return path


def chosen(sheet, path):
    with sheet.page.expect_file_chooser() as found:
        sheet.get_by_label("Bring my file").click()
    found.value.set_files(path)


def is_no_wider_than_the_screen(visitor):
    wide, screen = visitor.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    return wide <= screen


def test_a_file_that_is_taken_on_one_browser_continues_the_book_in_another(learner, tmp_path):
    one, other = learner("Rosa", "Ali"), learner("Rosa")
    file = taken(one, opened(one), tmp_path)
    sheet = opened(other)
    chosen(sheet, file)
    told = sheet.locator(".pln-told")
    expect(told).to_contain_text("2 members")
    expect(told.locator("h4")).to_be_focused()
    told.get_by_role("button", name="Put it into my book").click()
    expect(sheet.locator(".pln-said", has_text="Brought: ")).to_be_focused()
    sheet.get_by_role("button", name="Close").click()
    expect(sheet).not_to_be_visible()  # as long as it is there, the page below takes no typing
    has(other, "Ali")
    other.add("Zoe")
    has(other, "Zoe")
    undo = other.page.locator("#pln-status button").first
    undo.click()
    expect(undo).to_have_attribute("title", "Undo: Brought a file")
    undo.click()
    expect(other.view("names").locator(".pln-latest bdi", has_text="Ali")).to_have_count(0)


def test_the_private_link_opens_the_same_book_on_another_device(room, learner, visit):
    one = learner("Rosa")
    sheet = opened(one)
    link = link_on(sheet)
    assert link.startswith(f"{room.host}/?")
    other = visit(room, "")
    other.page.goto(link)
    other.page.get_by_role("link", name="Open: Who do you learn from?").click()
    other.ready()
    has(other, "Rosa")
    other.add("Ali")
    has(other, "Ali")
    sheet.get_by_role("button", name="Close").click()
    has(one, "Ali")


def test_the_sheet_fits_axe_objects_to_nothing_and_the_code_is_large_enough(
    learner, size, tmp_path
):
    one = learner("Rosa")
    sheet = opened(one)
    file = taken(one, sheet, tmp_path)
    chosen(sheet, file)
    expect(sheet.locator(".pln-told")).to_contain_text("you have all of it already")
    one.shot("keep")
    sheet.get_by_text("Show it as a QR code").click()
    code = sheet.get_by_role("img", name="QR code of my private link")
    expect(code).to_be_visible()
    assert objections_in_every_look(one.page) == []
    for width in (320, 390) if size == "phone" else (1280,):
        one.page.set_viewport_size({"width": width, "height": 800})
        box = code.bounding_box()
        assert min(box["width"], box["height"]) >= 200
        assert sheet.evaluate("sheet => sheet.scrollWidth <= sheet.clientWidth")
        assert is_no_wider_than_the_screen(one)
    for target in sheet.locator("button, summary, input").all():
        assert target.bounding_box()["height"] >= 44


def test_a_camera_sees_the_squares_of_the_link(learner):
    one = learner("Rosa")
    sheet = opened(one)
    link = link_on(sheet)
    sheet.get_by_text("Show it as a QR code").click()
    code = sheet.locator(".pln-qr")
    code.scroll_into_view_if_needed()
    seen = one.page.evaluate(SEEN, [code.locator("svg").evaluate("svg => svg.outerHTML")])
    rows = segno.make(link, error="m", micro=False).matrix_iter(border=4)
    assert seen == [[bool(on) for on in row] for row in rows]


# Draw the picture, eight points a square, and say which squares are dark in their middle.
SEEN = """async ([svg]) => {
  const side = Number(/viewBox="0 0 (\\d+)/.exec(svg)[1]);
  const image = new Image();
  image.src = 'data:image/svg+xml,' + encodeURIComponent(
    svg.replace('<svg', `<svg xmlns="http://www.w3.org/2000/svg" width="${side * 8}" height="${side * 8}"`));
  await image.decode();
  const canvas = Object.assign(document.createElement('canvas'), { width: side * 8, height: side * 8 });
  const brush = canvas.getContext('2d');
  brush.drawImage(image, 0, 0);
  const dark = (x, y) => brush.getImageData(x * 8 + 4, y * 8 + 4, 1, 1).data[0] < 128;
  return Array.from({ length: side }, (_, y) => Array.from({ length: side }, (_, x) => dark(x, y)));
}"""


def test_after_five_members_the_next_page_asks_once(learner):
    one = learner(*FIVE)
    asking = one.view("mine").locator(".pln-card")
    expect(asking).to_have_count(0)
    one.open("aims")
    expect(asking).to_contain_text("Take your link or your file")
    assert objections_in_every_look(one.page) == []
    one.shot("keep-asks")
    asking.get_by_role("button", name="My link and file").click()
    expect(one.view("mine").get_by_role("dialog")).to_be_visible()
    one.page.keyboard.press("Escape")
    expect(asking).to_have_count(0)
    for page in ("network", "aims"):
        one.open(page)
        expect(one.view("mine")).to_be_empty()


@once
def test_later_is_nothing_that_undo_takes_back(learner):
    one = learner(*FIVE)
    one.open("aims")
    undo = one.page.locator("#pln-status button").first
    before = undo.get_attribute("title")
    one.view("mine").get_by_role("button", name="Later").click()
    expect(one.view("mine")).to_be_empty()
    assert undo.get_attribute("title") == before


@once
def test_the_link_of_a_page_whose_reader_has_a_role_leads_to_that_page(room, learner):
    one = learner()
    role = "addEventListener('DOMContentLoaded', () => (document.body.dataset.role = 'room'));"
    one.page.context.add_init_script(role)
    one.open("aims")
    assert link_on(opened(one)).startswith(f"{room.host}/aims?")


@once
def test_escape_puts_the_sheet_away_and_the_focus_is_back_on_its_button(learner):
    one = learner("Rosa")
    opened(one)
    one.page.keyboard.press("Escape")
    expect(one.view("mine").get_by_role("dialog")).to_have_count(0)
    button = one.page.locator("#pln-status").get_by_role("button", name="My link and file")
    expect(button).to_be_focused()


@once
def test_a_file_that_is_no_text_is_a_sentence_on_the_sheet(learner, tmp_path):
    one = learner("Rosa")
    sheet = opened(one)
    (tmp_path / "a.json").write_bytes("München".encode("latin-1"))
    chosen(sheet, tmp_path / "a.json")
    expect(sheet.get_by_role("alert")).to_contain_text("a.json is not UTF-8 text")
    (tmp_path / "a.json").write_text("{")
    chosen(sheet, tmp_path / "a.json")  # the same name once more
    expect(sheet.get_by_role("alert")).to_contain_text("a.json ends too early")


@once
def test_a_large_file_arrives_and_one_that_is_too_large_is_a_sentence(learner, tmp_path):
    one = learner("Rosa")
    sheet = opened(one)
    file = taken(one, sheet, tmp_path)
    file.write_text(file.read_text().ljust(20_000_000))
    chosen(sheet, file)
    expect(sheet.locator(".pln-told")).to_contain_text("1 member", timeout=20_000)
    file.write_text(file.read_text() + " ")
    chosen(sheet, file)
    expect(sheet.get_by_role("alert")).to_contain_text("is larger than 20 MB")
    expect(sheet.locator(".pln-told")).to_have_count(0)


@once
def test_copying_says_so(learner):
    sheet = opened(learner("Rosa"))
    sheet.get_by_role("button", name="Copy").click()
    expect(sheet.get_by_text("Copied.")).to_be_visible()


def test_the_header_fits_at_every_width(learner, size):
    one = learner("Rosa")
    for width in (320, 360, 480, 640) if size == "phone" else (830, 900, 1024, 1081, 1280):
        one.page.set_viewport_size({"width": width, "height": 800})
        bar = one.page.locator(".pln-bar").evaluate("bar => bar.scrollWidth - bar.clientWidth")
        assert (width, bar) == (width, 0)
        assert is_no_wider_than_the_screen(one)


@once
def test_a_single_book_has_the_file_and_no_link(shared, visit, tmp_path):
    visitor = visit(shared)
    sheet = opened(visitor, "My file")
    expect(sheet).not_to_contain_text("private link")
    assert taken(visitor, sheet, tmp_path).read_text().startswith("{")


@once
def test_the_key_is_in_no_file_and_in_no_log(room, learner, tmp_path):
    one = learner("Rosa")
    sheet = opened(one)
    key = link_on(sheet).partition("#key=")[2]
    file = taken(one, sheet, tmp_path)
    assert len(key) == 32
    for one_file in [file, *(f for f in room.folder.iterdir() if f.is_file())]:
        assert key.encode() not in one_file.read_bytes()
