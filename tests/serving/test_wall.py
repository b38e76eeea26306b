"""The wall: what is projected, kept up to date without a kernel or a seat."""

import asyncio
import json
import re
from contextlib import closing

import pytest
import segno
from axe_playwright_python.sync_playwright import Axe
from participant import Participant
from workshops import Workshop

from plnkit.journal import Store
from plnkit.journal.rooms import Rooms
from plnkit.language import PSEUDO, speaking
from plnkit.serving.codes import shown
from plnkit.serving.door import Door
from plnkit.serving.host import Host
from plnkit.serving.wall import Projector, said_here, square

LINK = "http://192.168.1.5:8866/?code=ABCD2345"


def drawn(svg):
    """Return the dark squares of a QR code as SVG, by row and column."""
    dark, x, y = set(), 0, 0
    for kind, *numbers in re.findall(
        r"([Mmh])([-\d.]+)(?: ([-\d.]+))?", re.search(r'stroke="#000" d="([^"]+)"', svg)[1]
    ):
        first, second = float(numbers[0]), float(numbers[1] or 0)
        if kind == "h":
            dark |= {(int(y), int(x) + step) for step in range(int(first))}
            x += first
        else:
            x, y = (first, second) if kind == "M" else (x + first, y + second)
    return dark


def test_the_square_is_the_qr_code_of_the_link_with_its_quiet_zone():
    matrix = segno.make(LINK, error="m", micro=False).matrix
    assert drawn(square(LINK)) == {
        (row + 4, column + 4)
        for row, line in enumerate(matrix)
        for column, bit in enumerate(line)
        if bit
    }
    assert f'viewBox="0 0 {len(matrix) + 8} {len(matrix) + 8}"' in square(LINK)
    assert 'role="img" aria-label="QR code of the join link"' in square(LINK)


@pytest.mark.parametrize(
    ("people", "invented", "sentence"),
    [
        (0, 0, "Nobody is here yet"),
        (1, 0, "1 person is here"),
        (3, 0, "3 people are here"),
        (28, 24, "28 people are here, 24 of them invented"),
        (24, 24, "24 people are here, all of them invented"),
    ],
)
def test_how_many_are_here_is_said_in_words(people, invented, sentence):
    assert said_here(people, invented) == sentence
    with speaking(PSEUDO):
        assert not re.search("[A-Za-z]", said_here(people, invented))


def test_two_who_look_at_once_see_the_wall_each_in_their_language(tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "runtime"))
    store = Store.open(tmp_path / "a.plnroom")
    with closing(Rooms(store.path)) as rooms:
        rooms.found()
        door, host = Door(rooms, store.id, "http://192.168.1.5:8866"), Host(rooms)
        host.begin("f" * 32, "A room")
        wall = Projector(host, door, lambda: 0.0)
        assert asyncio.run(wall.state(door.site))["here"] == "Nobody is here yet"
        with speaking(PSEUDO):
            assert asyncio.run(wall.state(door.site))["here"] == said_here(0)
        wall.close()
        door.close()


@pytest.mark.slow
def test_a_wall_says_how_to_join_and_holds_no_seat(workshop):
    room = workshop("--seats", "1", "--title", "Ideas <i>", PLNKIT_READY="0")
    code = room.link.partition("=")[2]

    async def scene():
        wall, person = Participant(room.link), Participant(room.link)
        await wall.get(f"/{wall.door}")
        page = (await wall.get("/wall")).body.decode()
        first = await wall.get("/wall/state")
        assert (await person.page()).code == 200
        return page, first, await same(wall, first.headers["Etag"])

    async def same(wall, mark):
        request = wall.request(f"{wall.site}/wall/state")
        request.headers["If-None-Match"] = mark
        return await wall.client.fetch(request, raise_error=False)

    page, first, second = asyncio.run(scene())
    state = json.loads(first.body)
    assert f"{code[:4]}-{code[4:]}" in page
    assert "Ideas &lt;i&gt;" in page
    assert "Ideas <i>" not in page
    assert "<svg" in page
    assert (state["title"], state["open"], state["html"]) == ("Ideas <i>", True, "")
    assert state["link"] == room.link
    assert second.code == 304


@pytest.mark.slow
def test_behind_a_proxy_the_wall_shows_the_address_that_people_know(workshop):
    room = workshop(PLNKIT_READY="0")

    async def scene():
        wall = Participant(room.link)
        await get(wall, f"/{wall.door}")
        return await get(wall, "/wall/state")

    async def get(wall, path):
        request = wall.request(wall.site + path, follow_redirects=False)
        request.headers.update({"Host": "room.example", "X-Forwarded-Proto": "https"})
        answer = await wall.client.fetch(request, raise_error=False)
        for line in answer.headers.get_list("Set-Cookie"):
            name, _, value = line.partition(";")[0].partition("=")
            wall.cookies[name] = value
        return answer

    state = json.loads(asyncio.run(scene()).body)
    assert state["address"] == "https://room.example"
    assert state["link"] == room.link.replace(Participant(room.link).site, "https://room.example")


# In a browser

SIZES = {"laptop": (1280, 800), "projector": (1920, 1080), "phone": (390, 844)}


@pytest.fixture(scope="module")
def practice(tmp_path_factory):
    """A demo, whose wall has something to show."""
    one = Workshop(tmp_path_factory.mktemp("demo"), "--demo", PLNKIT_READY="0")
    yield one
    one.stop()


@pytest.fixture
def screen(chromium):
    """Return a function that opens an address on a screen of some size."""
    contexts, wrong = [], []

    def show(address, size="laptop", *, clock=False, **more):
        width, height = SIZES[size]
        contexts.append(chromium.new_context(viewport={"width": width, "height": height}, **more))
        page = contexts[-1].new_page()
        if clock:
            page.clock.install()
        page.on("console", lambda said: said.type == "error" and wrong.append(said.text))
        page.on("pageerror", lambda fault: wrong.append(str(fault)))
        page.goto(address)
        return page

    yield show
    for context in contexts:
        context.close()
    assert [line for line in wrong if "403" not in line] == []


def overlaps(page, one, other):
    """Whether two things on a page cover each other."""
    a, b = page.locator(one).bounding_box(), page.locator(other).bounding_box()
    beside = a["x"] + a["width"] <= b["x"] or b["x"] + b["width"] <= a["x"]
    return not (beside or a["y"] + a["height"] <= b["y"] or b["y"] + b["height"] <= a["y"])


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("size", SIZES)
def test_a_wall_fits_its_screen_and_turns_to_the_picture(practice, screen, size):
    page = screen(practice.link.replace("/?", "/wall?"), size)
    width, height = SIZES[size]
    assert "code" not in page.url
    assert page.evaluate("document.documentElement.scrollWidth") == width
    if size != "phone":
        assert page.evaluate("document.documentElement.scrollHeight") == height
    assert not overlaps(page, ".pln-wall-code", ".pln-wall-square")
    assert page.locator(".pln-wall-square svg").bounding_box()["width"] > 250
    assert Axe().run(page).violations_count == 0
    page.click("[data-show=picture]")
    assert page.locator("text=22 learners are in this picture").is_visible()
    assert page.locator(".pln-wall-square").is_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert Axe().run(page).violations_count == 0
    if size != "phone":
        for number in range(page.locator(".pln-wall-turn").count()):
            assert page.inner_text("#pln-wall-page") == f"{number + 1} of 4"
            assert page.locator(".pln-wall-turn:visible .pln-card").count() in (2, 3)
            assert page.evaluate("document.documentElement.scrollHeight") == height
            assert page.evaluate(SMALLEST) >= 22
            assert Axe().run(page).violations_count == 0
            page.keyboard.press("ArrowRight")
    else:
        assert page.locator(".pln-wall-turn:visible").count() == 4
    assert page.locator("#pln-wall-picture details").count() == 0
    page.click("[data-show=join]")
    assert page.locator(".pln-wall-square").is_visible()


SMALLEST = """Math.min(...[...document.querySelectorAll(".pln-wall-turn:not([hidden]) *")]
    .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
    .map((one) => parseFloat(getComputedStyle(one).fontSize)))"""


@pytest.mark.slow
@pytest.mark.browser
def test_the_pages_of_a_picture_turn_by_themselves_until_they_are_paused(practice, screen):
    page = screen(practice.link.replace("/?", "/wall?"), clock=True)
    page.click("[data-show=picture]")
    page.clock.run_for(12_500)
    assert page.inner_text("#pln-wall-page") == "2 of 4"
    page.click("#pln-wall-pause")
    page.clock.run_for(30_000)
    assert page.inner_text("#pln-wall-page") == "2 of 4"
    page.keyboard.press("ArrowLeft")
    assert page.inner_text("#pln-wall-page") == "1 of 4"


@pytest.mark.slow
@pytest.mark.browser
def test_who_wants_less_motion_turns_the_pages(practice, screen):
    page = screen(practice.link.replace("/?", "/wall?"), clock=True, reduced_motion="reduce")
    page.click("[data-show=picture]")
    page.clock.run_for(30_000)
    assert page.inner_text("#pln-wall-page") == "1 of 4"
    assert page.inner_text("#pln-wall-pause") == "Turn by itself"
    page.click("[data-turn='1']")
    assert page.inner_text("#pln-wall-page") == "2 of 4"


@pytest.mark.slow
@pytest.mark.browser
def test_a_new_code_and_the_end_of_a_room_appear_on_the_wall_by_themselves(workshop, screen):
    room = workshop(PLNKIT_READY="0")
    page = screen(room.link.replace("/?", "/wall?"))
    before = page.inner_html(".pln-wall-square")
    with closing(Rooms(room.store)) as rooms:
        door = Door(rooms, Store.open(room.store).id, "")
        door.renew()
        page.wait_for_selector(f"text={shown(door.current().code)}", timeout=15_000)
        assert page.inner_html(".pln-wall-square") != before
        rooms.end(rooms.current().id)
        page.wait_for_selector("text=This workshop is closed", timeout=15_000)
        door.close()
    assert page.locator("#pln-wall-join").is_hidden()


@pytest.mark.slow
@pytest.mark.browser
def test_on_a_phone_the_code_is_typed_and_a_private_link_keeps_its_key(practice, screen):
    site, _, code = practice.link.partition("/?code=")
    page = screen(site, "phone")
    assert Axe().run(page).violations_count == 0
    page.fill("#pln-code", f"{code[:4].lower()} {code[4:].lower()}")
    page.click("main [type=submit]")
    page.wait_for_selector("#pln-home")
    assert page.url == f"{site}/"
    brought = page.evaluate("document.body.dataset.door")
    other = screen(f"{site}/{brought}#key={'0' * 32}", "phone")
    assert other.url == f"{site}/"  # the page took the key, and it stands in no address bar
    assert "0" * 32 in other.evaluate("Object.values(localStorage)")
