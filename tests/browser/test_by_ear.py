"""The six steps as somebody walks them who hears the page: controls by role and name, and what is said."""

import re
from datetime import timedelta

import pytest
from on_the_page import book_of
from playwright.sync_api import expect

from plnkit import clock
from plnkit.model import Interaction, Plan, Progress, Wave

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# What a screen reader says by itself: what changes in a live region, and where the focus goes.
LISTEN = """() => {
  const LIVE = '[aria-live]:not([aria-live=off]), [role=status], [role=alert], [role=log]';
  window.said = [];
  const say = (text) => text?.trim() && said.push(text.trim().replace(/\\s+/g, ' '));
  new MutationObserver((changes) => {
    const live = changes.map(({ target }) => (target.nodeType === 1 ? target : target.parentElement)?.closest(LIVE));
    for (const region of new Set(live)) say(region?.textContent);
  }).observe(document.body, { childList: true, characterData: true, subtree: true });
  document.addEventListener('focusin', ({ target }) => {
    const named = target.labels?.[0] ?? document.getElementById(target.getAttribute('aria-labelledby')) ?? target;
    say(target.getAttribute('aria-label') ?? named.textContent);
  });
}"""
DAY = clock.today() + timedelta(days=7)
ACT = "ask how she opens hers"
WALK = {  # page: role, name, what is typed ("" presses), and what is said or shown of the control itself
    "welcome": (
        ("button", "A quarter each is right", "", "Together 100%"),
        ("button", "Wikipedia", "", "pressed"),
        ("button", "I look or follow", "", "pressed"),
    ),
    "network": (
        ("textbox", "Name or nickname", "Amina\n", "2 not placed yet"),
        ("textbox", "Name or nickname", "Tom\n", "3 not placed yet"),
        ("button", "1 Closest", "", "pressed"),
        ("button", "Peer", "", "pressed"),
    ),
    "aims": (
        ("textbox", "Goal", "Chair a meeting\n", "Nobody is named yet for “Chair a meeting”"),
        ("button", "Amina", "", "pressed"),
    ),
    "interactions": (
        ("checkbox", "Amina", "", "checked"),
        ("radio", "Chat", "", "checked"),
        ("button", "Note it down", "", "Noted, with Amina"),
    ),
    "grow": (
        ("combobox", "With", "Amina", ""),
        ("textbox", "… then I will", ACT, ""),
        ("textbox", "Day", DAY.isoformat(), ""),
        ("button", "Make the plan", "", "Planned, with Amina"),
    ),
    "review": (
        ("button", "Take the picture", "", "First picture"),
        ("button", "Save: Report, to keep or print", "", "Saved"),
    ),
}


@pytest.fixture
def size():
    """What is heard does not depend on the width."""
    return "laptop"


def do(page, role, name, text):
    control = page.get_by_role("main").get_by_role(role, name=name, exact=True).first
    if role == "combobox":
        control.select_option(label=text)
    elif text:
        control.fill(text.rstrip("\n"))
        if text.endswith("\n"):
            control.press("Enter")
    else:
        control.press("Space" if role in ("checkbox", "radio") else "Enter")
    return control


def hears(page, control, said):
    """What is on the control itself is said with it; anything else must be said by itself."""
    if said == "pressed":
        expect(control).to_have_attribute("aria-pressed", "true")
    elif said == "checked":
        expect(control).to_be_checked()
    elif said:
        page.wait_for_function(
            "text => said.some((one) => one.includes(text))", arg=said, timeout=10_000
        )


def test_the_six_steps_can_be_walked_by_what_is_heard(served, visit):
    book = served()
    visitor = visit(book, "")
    page = visitor.page
    page.get_by_role("link", name=re.compile("^Begin")).press("Enter")
    for step, acts in WALK.items():
        page.wait_for_url(f"**/{step}", wait_until="commit")
        visitor.ready()
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        page.evaluate(LISTEN)
        for role, name, text, said in acts:
            hears(page, do(page, role, name, text), said)
            page.evaluate("said.length = 0")
        if step != "review":
            page.get_by_role("button", name=re.compile("^Done. Next")).press("Enter")
    kept = book_of(book)
    assert [m.name for m in kept.people] == ["Amina", "Tom"]
    assert [(p.act, p.on) for p in kept.all(Plan)] == [(ACT, DAY)]
    assert len(kept.all(Interaction)) == len(kept.all(Wave)) == 1
    assert len([p for p in kept.all(Progress) if p.done]) == 5
