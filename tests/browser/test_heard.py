"""Every page as a screen reader has it: landmarks, headings in order, and a name for all that can be used."""

import itertools
from contextlib import closing

import pytest
from playwright.sync_api import expect
from visitor import Visitor

from plnkit.journal import Journal
from plnkit.samples import example

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGES = ("welcome", "network", "aims", "interactions", "grow", "review")
USED = {
    "button",
    "checkbox",
    "combobox",
    "DisclosureTriangle",
    "link",
    "listbox",
    "radio",
    "searchbox",
    "slider",
    "spinbutton",
    "switch",
    "tab",
    "textbox",
}
QUIET = """() => [...document.querySelectorAll('.pln-figure .pln-reading, .pln-said, .pln-word, #pln-watch, .pln-status > span')]
  .filter((one) => !one.closest('[aria-live], [role=status], [role=alert], [role=log]'))
  .map((one) => one.outerHTML.slice(0, 120))"""


@pytest.fixture
def size():
    """What is heard does not depend on the width."""
    return "laptop"


@pytest.fixture(scope="module", params=PAGES)
def heard(request, chromium, shared):
    """A page of the example as a screen reader is told it, and what changes there without a word."""
    with closing(Journal.open(shared.book)) as journal:
        journal.change(lambda _: example(), "Began")
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    visitor = Visitor(context.new_page(), shared, "laptop").open(request.param)
    visitor.page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
    yield nodes(visitor.page), visitor.page.evaluate(QUIET)
    context.close()


def nodes(page):
    """The nodes of the accessibility tree, in order, each a role, a name and its properties."""
    wire = page.context.new_cdp_session(page)
    tree = wire.send("Accessibility.getFullAXTree")["nodes"]
    return [
        (
            node["role"]["value"],
            node.get("name", {}).get("value", "").strip(),
            {p["name"]: p["value"].get("value") for p in node.get("properties", [])},
        )
        for node in tree
        if not node["ignored"]
    ]


def test_there_is_one_of_each_landmark_and_one_title(heard):
    said, _ = heard
    roles = [role for role, _, _ in said]
    assert [roles.count(role) for role in ("banner", "main")] == [1, 1]
    assert [name for role, name, _ in said if role == "navigation"] == ["Steps"]
    assert sum(role == "heading" and more["level"] == 1 for role, _, more in said) == 1


def test_no_level_of_headings_is_left_out(heard):
    said, _ = heard
    levels = [more["level"] for role, _, more in said if role == "heading"]
    jumps = [(a, b) for a, b in itertools.pairwise(levels) if b > a + 1]
    assert jumps == []


def test_all_that_can_be_used_has_a_name(heard):
    said, _ = heard
    nameless = [role for role, name, _ in said if role in USED and not name]
    assert nameless == []


def test_what_changes_by_itself_is_said(heard):
    _, quiet = heard
    assert quiet == []


def test_the_first_stop_leads_past_the_header(shared, visit):
    page = visit(shared, "network").page
    page.keyboard.press("Tab")
    expect(page.locator(".pln-skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("Boolean(document.activeElement.closest('main'))")


def test_the_menu_opens_closes_and_gives_the_focus_back(shared, visit):
    page = visit(shared, "network").page
    sign = page.locator(".pln-menu > summary")
    sign.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Deutsch")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(sign).to_be_focused()
    expect(page.get_by_role("button", name="Deutsch")).to_be_hidden()


def test_a_step_that_is_done_is_heard_and_seen(shared, visit):
    visitor = visit(shared, "welcome")
    step = visitor.page.locator("[data-step=welcome]")
    expect(step).to_have_accessible_name("1 Where do you learn?")
    visitor.page.get_by_role("button", name="Done. Next: ").click()
    visitor.page.wait_for_url("**/network", wait_until="commit")
    visitor.ready()
    expect(step).to_have_attribute("data-state", "done")
    expect(step).to_have_accessible_name("✓ Where do you learn? (done)")


def test_motion_is_left_out_where_the_system_says_so(shared, visit):
    page = visit(shared, "welcome", reduced_motion="reduce").page
    moving = page.evaluate(
        "document.getAnimations().filter((a) => a.playState === 'running').length"
    )
    assert moving == 0
