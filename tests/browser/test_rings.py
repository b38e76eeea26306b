"""The rings map, used: by mouse, by touch, by keys; what is done on it is in the book."""

import os
import re
import signal
from contextlib import closing

import pytest
from on_the_page import SLICES, Map, book_of, person, with_members
from playwright.sync_api import expect

from plnkit.journal import Journal
from plnkit.model import Tie
from plnkit.samples import example

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PEERS, COWORKERS, SUPERVISORS, EXPERTS = range(4)


@pytest.fixture
def size():
    """A laptop; who needs a phone says so."""
    return "laptop"


@pytest.fixture
def the_map(shared, visit):
    """Return a function that opens a map of these members."""

    def show(*members, ties=()):
        book = with_members(shared, *members, ties=ties)
        return Map(visit(book)), book

    return show


# --- by mouse -----------------------------------------------------------------------------------


def test_a_member_is_dragged_from_the_tray_to_a_ring_and_a_slice(the_map):
    rings, book = the_map(person("Ana"), person("Ben"))
    rings.drag("ana", rings.at(2, EXPERTS))
    rings.saved("Ana: ring 2")
    ana = book_of(book).member("ana")
    assert (ana.closeness, ana.role) == (2, "expert")
    expect(rings.view.locator(".pln-word")).to_have_text("Ana, ring 2, expert")


def test_when_the_last_one_has_left_the_tray_everybody_still_stands_in_the_ring(the_map):
    rings, _ = the_map(person("Ana"), person("Cem", 4, "expert"))
    rings.drag("ana", rings.at(2, PEERS))
    rings.saved("Ana: ring 2")
    expect(rings.view.locator(".pln-tray")).to_be_hidden()
    for id, ring in (("ana", 2), ("cem", 4)):
        assert rings.ring_of(id) == ring
    rings.page.set_viewport_size({"width": 1280, "height": 640})
    rings.view.evaluate("view => view.scrollIntoView({block: 'end', behavior: 'instant'})")
    expect(rings.view.locator("svg")).to_have_js_property("clientHeight", 320)
    rings.drag("ana", rings.at(3, EXPERTS))
    rings.saved("Ana: ring 3")
    assert rings.ring_of("ana") == 3


def test_a_mouse_that_was_let_go_outside_drops_nobody(the_map):
    rings, book = the_map(person("Ana"), person("Ben"))
    x, y = rings.middle("ana")
    rings.page.mouse.move(x, y)
    rings.page.mouse.down()
    rings.page.mouse.move(x, y + 70)
    rings.page.mouse.up()
    rings.page.mouse.move(*rings.at(2, PEERS), steps=3)
    rings.page.mouse.click(*rings.at(2, PEERS))
    rings.tool("Ties")
    assert book_of(book).member("ana").closeness is None


def test_slices_that_change_while_somebody_is_picked_up_let_go_of_them(the_map):
    rings, book = the_map(person("Ana", 2, "expert"), person("Ben", 2, "peer", channels=("chat",)))
    rings.mark("ana").focus()
    rings.press("Enter")
    rings.view.get_by_label("Slices of the map by").select_option("channel")
    rings.mark("ana").focus()
    rings.press("Enter", "Enter")
    rings.says("Ana, ring 2, not said")
    assert book_of(book).member("ana").channels == ()


def test_a_pen_drags_too(the_map):
    rings, book = the_map(person("Ana", 1, "peer"))
    wire = rings.page.context.new_cdp_session(rings.page)
    (x, y), (u, v) = rings.middle("ana"), rings.at(3, EXPERTS)
    for kind, at in (("mousePressed", (x, y)), ("mouseMoved", ((x + u) / 2, (y + v) / 2))):
        pen(wire, kind, at)
    for kind in ("mouseMoved", "mouseReleased"):
        pen(wire, kind, (u, v))
    rings.saved("Ana: ring 3")
    assert book_of(book).member("ana").role == "expert"


def pen(wire, kind, at):
    buttons = 0 if kind == "mouseReleased" else 1
    more = {"button": "left", "buttons": buttons, "clickCount": 1, "pointerType": "pen"}
    wire.send("Input.dispatchMouseEvent", {"type": kind, "x": at[0], "y": at[1], **more})


def test_the_wheel_scrolls_the_page_until_the_map_is_used_and_then_brings_it_closer(the_map):
    rings, _ = the_map(person("Ana", 1, "peer"))
    ring = rings.view.locator(".pln-ring").first
    before = ring.bounding_box()["width"]
    rings.page.mouse.move(*rings.at(4, EXPERTS))
    rings.page.mouse.wheel(0, -60)
    assert ring.bounding_box()["width"] == before
    rings.mark("ana").focus()
    rings.page.mouse.move(*rings.at(4, EXPERTS))
    rings.page.mouse.wheel(0, -300)
    expect(rings.view.locator(".pln-map svg")).to_have_attribute("style", re.compile("1.82"))
    rings.view.get_by_role("button", name="Zoom out").click()
    rings.view.get_by_role("button", name="Zoom out").click()
    assert ring.bounding_box()["width"] == before


def test_where_it_was_dropped_is_where_it_stays(the_map, visit):
    rings, book = the_map(person("Ana"))
    x, y = rings.at(3, COWORKERS)
    rings.drag("ana", (x + 12, y))
    rings.saved("Ana: ring 3")
    before = rings.mark("ana").get_attribute("transform")
    rings.page.reload(wait_until="commit")
    rings.visitor.ready()
    assert rings.mark("ana").get_attribute("transform") == before
    assert book_of(book).member("ana").place is not None


def test_nobody_jumps_when_somebody_is_added(the_map):
    rings, _ = the_map(person("Waiting"), *(person(f"P{i}", 1 + i % 4, "peer") for i in range(12)))
    before = [m.get_attribute("transform") for m in rings.view.locator(".pln-mark").all()]
    rings.visitor.add("Newcomer")
    expect(rings.view.locator(".pln-tray")).to_contain_text("Newcomer")
    newcomer = rings.view.locator(".pln-tray [data-id]").last.get_attribute("data-id")
    rings.drag(newcomer, rings.at(2, PEERS))
    rings.saved("Newcomer: ring 2")
    marks = rings.view.locator(".pln-mark").all()
    assert [m.get_attribute("transform") for m in marks][:12] == before


def test_a_member_dragged_off_the_rings_is_back_in_the_tray(the_map):
    rings, book = the_map(person("Ana", 1, "peer"))
    box = rings.view.locator("svg").bounding_box()
    rings.drag("ana", (box["x"] + 30, box["y"] + box["height"] - 30))
    rings.saved("Ana: not placed")
    expect(rings.view.locator(".pln-tray")).to_contain_text("Ana")
    assert book_of(book).member("ana").closeness is None


def test_a_tap_opens_the_card_and_its_end_gives_the_focus_back(the_map):
    rings, book = the_map(person("Ana", 2, "peer"))
    rings.page.mouse.click(*rings.middle("ana"))
    card = rings.page.get_by_role("dialog", name="Ana")
    expect(card).to_be_visible()
    card.get_by_label("What I want to learn").fill("How to ask")
    card.get_by_label("What I want to learn").press("Tab")
    rings.saved("Ana: what i want to learn with or from them")
    rings.press("Escape")
    expect(card).to_be_hidden()
    assert book_of(book).member("ana").intent == "How to ask"


def test_undo_takes_a_drag_back(the_map):
    rings, book = the_map(person("Ana"))
    rings.drag("ana", rings.at(1, PEERS))
    rings.saved("Ana: ring 1")
    rings.mark("ana").focus()
    rings.press("Control+z")
    expect(rings.view.locator(".pln-tray")).to_contain_text("Ana")
    assert book_of(book).member("ana").closeness is None


def test_slices_can_be_of_something_else_and_a_drop_says_it(the_map):
    rings, book = the_map(person("Ana", 1), person("Ben", 2, organisation="Clinic"))
    rings.view.get_by_label("Slices of the map by").select_option("organisation")
    expect(rings.view.locator(".pln-slice")).to_have_text(["Clinic", "Not said"])
    box = rings.view.locator(".pln-ring").first.bounding_box()
    rings.drag("ana", (box["x"] + box["width"] * 0.86, box["y"] + box["height"] / 2))
    rings.saved("Ana: ring 3")
    assert book_of(book).member("ana").organisation == "Clinic"


# --- by keys ------------------------------------------------------------------------------------


def test_the_map_is_one_stop_for_the_tab_key(the_map):
    rings, _ = the_map(person("Ana", 1, "peer"), person("Ben", 2, "peer"), person("Cem"))
    assert rings.view.locator(".pln-map [tabindex='0']").count() == 1


def test_keys_place_a_member_and_each_step_is_said(the_map):
    rings, book = the_map(person("Amina"), person("Ben"))
    rings.mark("amina").focus()
    rings.press("Enter", "ArrowUp", "ArrowUp", "ArrowUp")
    rings.says("Amina: ring 2")
    for _ in range(SLICES):
        if "expert" in rings.view.locator(".pln-word").text_content():
            break
        rings.press("ArrowRight")
    rings.says("Amina: ring 2, expert")
    rings.press("Enter")
    rings.says("Amina, ring 2, expert")
    rings.saved("Amina: ring 2")
    amina = book_of(book).member("amina")
    assert (amina.closeness, amina.role) == (2, "expert")
    expect(rings.mark("amina")).to_be_focused()


def test_escape_puts_a_member_back(the_map):
    rings, book = the_map(person("Ana", 3, "peer"))
    rings.mark("ana").focus()
    rings.press("Enter", "ArrowUp", "ArrowUp")
    rings.says("Ana: ring 1")
    rings.press("Escape")
    expect(rings.mark("ana")).to_have_attribute("aria-label", "Ana, ring 3, peer")
    assert book_of(book).member("ana").closeness == 3


def test_arrows_go_round_a_ring_and_from_ring_to_ring(the_map):
    rings, _ = the_map(
        person("In", 1, "peer"), person("East", 2, "supervisor"), person("North", 2, "peer")
    )
    rings.mark("in").focus()
    rings.press("ArrowDown")
    expect(rings.mark("north")).to_be_focused()
    rings.press("ArrowRight")
    expect(rings.mark("east")).to_be_focused()
    rings.press("ArrowUp")
    expect(rings.mark("in")).to_be_focused()
    rings.press("e")
    expect(rings.mark("east")).to_be_focused()


def test_keys_tie_two_and_say_who_was_asked_about(the_map):
    rings, book = the_map(person("Ana", 1, "peer"), person("Ben", 2, "peer"))
    rings.tool("Who knows whom")
    rings.mark("ana").focus()
    rings.press("Enter")
    rings.says("Tap those whom Ana knows")
    rings.press("ArrowDown", "Enter")
    rings.saved("Noted that Ana and Ben know each other")
    rings.press("Escape")
    rings.saved("Asked whom Ana knows")
    kept = book_of(book)
    assert [(t.a, t.b) for t in kept.ties] == [("ana", "ben")]
    assert [m.ties_asked for m in kept.members] == [True, False]


def focused(rings):
    return rings.page.evaluate(
        "document.activeElement.dataset.id ?? document.activeElement.tagName"
    )


def test_the_focus_stays_with_the_member_wherever_it_goes(the_map, visit):
    rings, book = the_map(person("Ana"), person("Ben", 2, "peer"))
    rings.mark("ana").focus()
    rings.press("Enter", "ArrowUp", "Enter")
    rings.saved("Ana: ring 4")
    rings.press("Control+z")
    expect(rings.view.locator(".pln-tray")).to_contain_text("Ana")
    assert focused(rings) == "ana"
    rings.press("Space")
    card = rings.page.get_by_role("dialog", name="Ana")
    card.get_by_role("button", name="2 Close").click()
    rings.saved("Ana: ring 2")
    rings.press("Escape")
    expect(card).to_be_hidden()
    expect(rings.mark("ana")).to_be_focused()
    rings.press("Enter")
    with closing(Journal.open(book.book)) as journal:
        journal.change(lambda old: old.without("ana"), "Gone")
    rings.says("Ana was removed.")
    assert focused(rings) == "ben"


def test_a_name_in_the_tray_that_another_tab_places_keeps_the_focus(the_map):
    rings, book = the_map(person("Ana"), person("Ben"))
    rings.mark("ben").focus()
    with closing(Journal.open(book.book)) as journal:
        journal.change(lambda old: old.update("ben", closeness=1), "Placed")
    expect(rings.mark("ben")).to_have_attribute("aria-label", "Ben, ring 1, role not said")
    expect(rings.mark("ben")).to_be_focused()


def test_the_bar_for_many_keeps_the_focus_and_sets_nothing_before_it_is_told(the_map):
    rings, book = the_map(person("Ana", 1, "peer"), person("Ben", 2, "peer"))
    for id in ("ana", "ben"):
        rings.mark(id).focus()
        rings.press("Shift+Space")
    ring = rings.view.get_by_label("Ring of all selected")
    ring.focus()
    rings.press("ArrowDown", "ArrowDown", "ArrowDown")
    expect(ring).to_be_focused()
    assert [m.closeness for m in book_of(book).members] == [1, 2]
    rings.tool("Set")
    rings.saved("Ana and Ben: ring 3")
    expect(rings.view.get_by_role("button", name="Set", exact=True)).to_be_focused()


# --- many at once, and ties ---------------------------------------------------------------------


def test_a_loop_selects_and_one_choice_sets_all_of_them(the_map):
    rings, book = the_map(
        person("Ana", 1, "peer"), person("Ben", 1, "expert"), person("Cem", 4, "peer")
    )
    rings.tool("Select several")
    box = rings.view.locator(".pln-ring").nth(3).bounding_box()
    corners = [(-0.1, -0.1), (1.1, -0.1), (1.1, 1.1), (-0.1, 1.1)]
    points = [(box["x"] + box["width"] * x, box["y"] + box["height"] * y) for x, y in corners]
    rings.page.mouse.move(*points[0])
    rings.page.mouse.down()
    for point in points[1:]:
        rings.page.mouse.move(*point, steps=4)
    rings.page.mouse.up()
    expect(rings.view.locator(".pln-many")).to_contain_text("2 selected")
    rings.view.get_by_label("Ring of all selected").select_option("3")
    rings.tool("Set")
    rings.saved("Ana and Ben: ring 3")
    assert [m.closeness for m in book_of(book).members] == [3, 3, 4]


def test_shift_selects_without_a_mode(the_map):
    rings, _ = the_map(person("Ana", 1, "peer"), person("Ben", 3, "expert"))
    rings.page.keyboard.down("Shift")
    for id in ("ana", "ben"):
        rings.page.mouse.click(*rings.middle(id))
    rings.page.keyboard.up("Shift")
    expect(rings.view.locator(".pln-many")).to_contain_text("2 selected")


def test_two_taps_tie_and_two_more_untie(the_map):
    rings, book = the_map(person("Ana", 1, "peer"), person("Ben", 3, "expert"))
    rings.tool("Who knows whom")
    rings.page.mouse.click(*rings.middle("ana"))
    rings.page.mouse.click(*rings.middle("ben"))
    rings.saved("Noted that Ana and Ben know each other")
    rings.page.mouse.click(*rings.middle("ben"))
    rings.saved("Took back that Ana and Ben know each other")
    rings.tool("Done with ties")
    rings.saved("Asked whom Ana knows")
    assert book_of(book).ties == ()
    assert book_of(book).member("ana").ties_asked


def test_ties_are_drawn_on_demand(the_map):
    rings, _ = the_map(
        person("Ana", 1, "peer"), person("Ben", 3, "expert"), ties=[Tie(a="ana", b="ben")]
    )
    line = rings.view.locator(".pln-tie").first
    assert not line.get_attribute("d")
    rings.view.get_by_role("button", name="Ties", exact=True).click()
    assert line.get_attribute("d").startswith("M ")


# --- by touch -----------------------------------------------------------------------------------


class TestPhone:
    """The same with one finger, or two."""

    @pytest.fixture
    def size(self):
        return "phone"

    def touch(self, rings, *points):
        """Put fingers down, move them, lift them: each point is a list of fingers."""
        wire = rings.page.context.new_cdp_session(rings.page)
        kinds = ["touchStart", *["touchMove"] * (len(points) - 1)]
        for kind, fingers in zip(kinds, points, strict=True):
            spots = [{"x": x, "y": y, "id": i} for i, (x, y) in enumerate(fingers)]
            wire.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": spots})
        wire.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    def way(self, start, end, steps=6):
        (x, y), (u, v) = start, end
        return [[(x + (u - x) * i / steps, y + (v - y) * i / steps)] for i in range(steps + 1)]

    def test_a_finger_drags_a_member_from_the_tray(self, the_map):
        rings, book = the_map(person("Ana"), person("Ben"))
        self.touch(rings, *self.way(rings.middle("ana"), rings.at(3, SUPERVISORS)))
        rings.saved("Ana: ring 3")
        assert book_of(book).member("ana").role == "supervisor"

    def test_a_finger_drags_a_member_on_the_map(self, the_map):
        rings, book = the_map(person("Ana", 1, "peer"))
        self.touch(rings, *self.way(rings.middle("ana"), rings.at(4, EXPERTS)))
        rings.saved("Ana: ring 4")
        assert book_of(book).member("ana").role == "expert"

    def test_a_long_tray_scrolls_and_nothing_is_dragged(self, the_map):
        rings, book = the_map(*(person(f"Person {i}") for i in range(30)))
        tray = rings.view.locator(".pln-tray")
        x, y = rings.middle("person 2")
        self.touch(rings, *self.way((x, y), (x - 150, y), steps=12))
        expect(tray).not_to_have_js_property("scrollLeft", 0)
        assert all(m.closeness is None for m in book_of(book).members)

    def test_a_tap_in_the_tray_and_one_on_a_ring_will_do(self, the_map):
        rings, book = the_map(person("Ana"), person("Ben"))
        rings.page.touchscreen.tap(*rings.middle("ben"))
        rings.says("Ben: not placed")
        rings.page.touchscreen.tap(*rings.at(2, COWORKERS))
        rings.saved("Ben: ring 2")
        assert book_of(book).member("ben").role == "co-worker"

    def test_a_name_that_was_held_a_little_long_is_picked_up_by_the_tap(self, the_map):
        rings, _ = the_map(person("Ana"), person("Ben"))
        wire = rings.page.context.new_cdp_session(rings.page)
        (x, y) = rings.middle("ana")
        finger = {"x": x, "y": y, "id": 0}
        wire.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [finger]})
        expect(rings.mark("ana")).to_have_attribute("aria-pressed", "true")
        wire.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        rings.page.touchscreen.tap(*rings.at(2, COWORKERS))
        rings.saved("Ana: ring 2")

    def test_while_one_name_is_picked_up_another_can_be_dragged(self, the_map):
        rings, book = the_map(person("Ana"), person("Ben"))
        rings.page.touchscreen.tap(*rings.middle("ana"))
        self.touch(rings, *self.way(rings.middle("ben"), rings.at(3, SUPERVISORS)))
        rings.saved("Ben: ring 3")
        assert book_of(book).member("ana").closeness is None

    def test_two_fingers_bring_the_map_closer(self, the_map):
        rings, _ = the_map(person("Ana", 1, "peer"))
        x, y = rings.at(2, SUPERVISORS)
        apart = [[(x - d, y), (x + d, y)] for d in (20, 30, 45, 60)]
        before = rings.view.locator(".pln-ring").first.bounding_box()["width"]
        self.touch(rings, *apart)
        assert rings.view.locator(".pln-ring").first.bounding_box()["width"] > 1.5 * before


# --- in step, and out of reach ------------------------------------------------------------------


def test_two_tabs_are_in_step_and_a_drag_under_way_is_not_disturbed(the_map, visit):
    rings, book = the_map(person("Ana", 1, "peer"), person("Ben", 2, "peer"))
    other = Map(visit(book))
    rings.page.mouse.move(*rings.middle("ana"))
    rings.page.mouse.down()
    rings.page.mouse.move(*rings.at(3, EXPERTS), steps=4)
    other.drag("ben", other.at(4, PEERS))
    expect(rings.mark("ben")).to_have_attribute("aria-label", "Ben, ring 4, peer")
    rings.page.mouse.up()
    expect(other.mark("ana")).to_have_attribute("aria-label", "Ana, ring 3, expert")


def test_map_and_list_on_one_page_are_in_step(the_map):
    rings, _ = the_map(person("Ana", 1, "peer"))
    rings.page.get_by_role("button", name="List", exact=True).click()
    rings.page.get_by_label("Ring of Ana").select_option("4")
    rings.page.get_by_role("button", name="Map", exact=True).click()
    expect(rings.mark("ana")).to_have_attribute("aria-label", "Ana, ring 4, peer")


def test_a_drop_without_a_connection_stays_is_said_and_is_sent_when_it_is_back(the_map):
    rings, book = the_map(person("Ana", 1, "peer"))
    wire = rings.page.context
    wire.set_offline(True)
    rings.page.evaluate("plnkit.kernel._ws.close()")
    rings.drag("ana", rings.at(4, PEERS))
    rings.says("1 change is not saved yet")
    expect(rings.mark("ana")).to_have_attribute("aria-label", "Ana, ring 4, peer, not saved yet")
    wire.set_offline(False)
    rings.saved("Ana: ring 4")
    expect(rings.mark("ana")).to_have_attribute("aria-label", "Ana, ring 4, peer")
    expect(rings.page.locator("#pln-watch")).to_be_hidden(timeout=30_000)
    rings.visitor.wrong.clear()
    assert book_of(book).member("ana").closeness == 4


def test_a_drop_into_a_kernel_that_was_killed_is_saved_by_the_page_that_opens_again(the_map):
    rings, book = the_map(person("Ana", 1, "peer"))
    rings.page.mouse.move(*rings.middle("ana"))
    rings.page.mouse.down()
    rings.page.mouse.move(*rings.at(4, PEERS), steps=4)
    for kernel in book.kernels():
        os.kill(kernel.pid, signal.SIGKILL)
    rings.page.mouse.up()
    undo = rings.page.locator("[title='Undo: Ana: ring 4']")
    expect(undo).to_be_visible(timeout=30_000)
    expect(rings.mark("ana")).to_have_attribute("aria-label", "Ana, ring 4, peer")
    expect(rings.page.locator("#pln-watch")).to_be_hidden(timeout=30_000)
    rings.visitor.wrong.clear()
    assert book_of(book).member("ana").closeness == 4


def test_a_thousand_in_one_ring_and_one_alone_without_a_role_are_drawn(the_map):
    crowd = [person(f"P{i}", 1, "peer") for i in range(1000)]
    rings, _ = the_map(person("Alone", 4), *crowd)
    expect(rings.view.locator(".pln-mark")).to_have_count(1001)
    rings.page.mouse.move(*rings.middle("alone"))
    expect(rings.view.locator(".pln-hover")).to_have_text("Alone")


def test_forty_names_on_a_page_do_not_overlap(the_map):
    roles = ["peer", "co-worker", "supervisor", "expert", "other professional"]
    names = [f"{a}{b} Sato" for a in ("Al", "Be", "Co", "Da", "Ed") for b in "aeioumnr"]
    rings, _ = the_map(*(person(n, 1 + i % 4, roles[i % 5]) for i, n in enumerate(names)))
    boxes = [t.bounding_box() for t in rings.view.locator(".pln-mark text").all()]
    assert len(boxes) == 40
    for i, a in enumerate(boxes):
        for b in boxes[i + 1 :]:
            apart = a["x"] + a["width"] <= b["x"] + 2 or b["x"] + b["width"] <= a["x"] + 2
            assert apart or abs(a["y"] - b["y"]) >= 13


def test_what_was_said_first_is_not_lost_when_it_is_dragged_again_before_it_is_saved(the_map):
    rings, book = the_map(person("Ana", 1, "peer"))
    rings.page.context.set_offline(True)
    rings.page.evaluate("plnkit.kernel._ws.close()")
    rings.drag("ana", rings.at(2, EXPERTS))
    rings.says("1 change is not saved yet")
    rings.drag("ana", rings.at(4, EXPERTS))
    rings.page.context.set_offline(False)
    rings.saved("Ana: ring 4")
    expect(rings.page.locator("#pln-watch")).to_be_hidden(timeout=30_000)
    rings.visitor.wrong.clear()
    ana = book_of(book).member("ana")
    assert (ana.closeness, ana.role) == (4, "expert")


def test_the_example_cannot_be_dragged(served, visit):
    rings = Map(visit(served()))
    rings.page.get_by_role("button", name="See an example first").click()
    expect(rings.view.locator(".pln-mark")).to_have_count(12)
    before = rings.mark("kofi-mensah").get_attribute("transform")
    rings.drag("kofi-mensah", rings.at(1, EXPERTS))
    rings.says("This is how a map can look")
    assert rings.mark("kofi-mensah").get_attribute("transform") == before


def test_names_of_every_kind_fit_and_are_text(the_map):
    long, markup = "W" * 200, "<b>Ana</b> & <img src=x>"
    rings, _ = the_map(
        person("a", 1, "peer", name=long), person("b", 2, name=markup), person("c", name=long)
    )
    assert rings.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert rings.view.locator("img, b").count() == 0
    expect(rings.mark("b")).to_have_attribute("aria-label", f"{markup}, ring 2, role not said")


# --- on a phone ---------------------------------------------------------------------------------


def box_of(locator):
    box = locator.bounding_box()
    return box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"]


def meet(a, b):
    return a[0] < b[2] - 1 and b[0] < a[2] - 1 and a[1] < b[3] - 3 and b[1] < a[3] - 3


@pytest.fixture(params=[390, 320])
def on_a_phone(shared, visit, request):
    """The example's map on a phone, or on the smallest."""
    with closing(Journal.open(shared.book)) as journal:
        journal.change(lambda _: example(), "Began")
    visitor = visit(shared, "network")
    visitor.page.set_viewport_size({"width": request.param, "height": 844})
    visitor.page.reload(wait_until="commit")  # places of a wider map are not kept
    visitor.ready()
    return visitor.view("rings")


def test_on_a_phone_no_name_lies_on_the_number_of_a_ring(on_a_phone):
    numbers = [box_of(one) for one in on_a_phone.locator(".pln-ring-name").all()]
    names = [box_of(one) for one in on_a_phone.locator(".pln-mark text").all()]
    assert len(names) >= 10
    assert not [(a, b) for a in names for b in numbers if meet(a, b)]


def test_on_a_phone_the_word_in_the_middle_fits_its_dot(on_a_phone):
    dot = on_a_phone.locator(".pln-hub").bounding_box()
    assert on_a_phone.locator(".pln-you").bounding_box()["width"] < dot["width"]


def test_on_a_phone_roles_are_written_in_full_and_seen(on_a_phone):
    words = on_a_phone.locator(".pln-slice")
    said = " ".join(words.all_text_contents())
    for part in ("Friends", "and family", "Other", "Role not", "said"):
        assert part in said
    left, _, right, bottom = box_of(on_a_phone.locator("svg"))
    for x0, _, x1, y1 in map(box_of, words.all()):
        assert x0 >= left - 1
        assert x1 <= right + 1
        assert y1 <= bottom + 1


def test_a_map_without_anybody_begins_right_below_its_words(served, visit):
    rings = visit(served()).view("rings")
    top = rings.bounding_box()["y"]
    assert rings.locator("svg").bounding_box()["y"] - top < 8
