"""The whole path, from an empty book to a dated plan and a report: as a participant walks it.

What it takes, page by page, is counted; docs/path.md has the same numbers.
"""

import math
import re
from datetime import timedelta
from pathlib import Path

import pytest
import vobject
from on_the_page import Keys, book_of
from playwright.sync_api import expect
from seen import objections_in_every_look

from plnkit import clock
from plnkit.model import Aim, Interaction, Plan, Progress, Support, Wave

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NAMES = ["Amina", "Tom", "Li Wei", "Rosa", "Bilal", "Jo", "Dagny", "Ines"]
AIM = "Chair a meeting"
ACT = "ask how she opens hers"
PATH = ("welcome", "network", "aims", "interactions", "grow", "review")
TABLE = Path(__file__).parents[2] / "docs" / "path.md"


class Hand:
    """A hand that presses and types, and what it took on each page."""

    def __init__(self, visitor):
        self.visitor, self.page = visitor, visitor.page
        self.took = {}
        self.at = ""

    def arrive(self, address):
        self.page.wait_for_url(f"**/{address}", wait_until="commit")
        self.visitor.ready()
        self.at, self.took[address] = address, [0, 0, self._screens()]

    def _screens(self):
        high = self.page.evaluate("document.documentElement.scrollHeight / innerHeight")
        return math.ceil(high)

    def press(self, what):
        what.click()
        self.took[self.at][0] += 1

    def type(self, what, text, *, enter=False):
        what.focus()
        self.page.keyboard.type(text)
        if enter:
            self.page.keyboard.press("Enter")
        self.took[self.at][1] += len(text) + enter

    def choose(self, what, value):
        what.select_option(label=value)
        self.took[self.at][0] += 2

    def on(self):
        assert objections_in_every_look(self.page) == [], self.at  # with all of it in use
        self.press(self.page.get_by_role("button", name="Done. Next: "))


def button(view, label):
    return view.get_by_role("button", name=label, exact=True)


def walk(visitor):
    """Walk from the start page to the last, doing what each page asks first."""
    hand = Hand(visitor)
    visitor.page.get_by_role("link", name="Begin").first.click()
    for step in (welcome, network, aims, interactions):
        hand.arrive(step.__name__)
        step(hand, visitor.view)
        hand.on()
    hand.arrive("grow")
    dates = grow(hand, visitor.view)
    hand.on()
    hand.arrive("review")
    return hand, dates, review(hand, visitor.view)


def welcome(hand, view):
    hand.press(button(view("mix"), "A quarter each is right"))
    expect(view("mix-chart").locator("svg.main-svg").first).to_be_visible()
    for source in ("Wikipedia", "YouTube"):
        hand.press(button(view("at-hand"), source))
    hand.press(view("visits").get_by_role("button", name="I look or follow").first)
    expect(view("visits").locator(".pln-reading")).to_contain_text("You visit 1 place")


def network(hand, view):
    for name in NAMES:
        hand.type(hand.page.locator("#pln-name"), name, enter=True)
    form = view("describe")
    expect(form.locator(".pln-hint").first).to_contain_text("of 10")
    for i, name in enumerate(NAMES):
        expect(form.locator("h2")).to_contain_text(name)
        hand.press(form.locator("[data-do=closeness]").nth(i % 4))
        hand.press(form.locator("[data-do=role]").nth(i % 6))
        hand.press(button(form, "Next person"))
    expect(view("map-head").locator(".pln-reading")).to_contain_text("8 people and 2 sources")


def aims(hand, view):
    hand.type(view("aims").locator("form input").first, AIM, enter=True)
    expect(view("aims")).to_contain_text("1 aim so far")
    hand.press(button(view("helpers"), "Amina"))
    expect(view("coverage").locator(".pln-reading")).to_contain_text("Only one member is named for")


def interactions(hand, view):
    hand.press(view("log").get_by_label("Amina", exact=True))
    hand.press(view("log").get_by_label("Chat", exact=True))
    hand.press(button(view("log"), "Note it down"))
    expect(view("history")).to_contain_text("Amina")


def grow(hand, view):
    plan = view("plan")
    hand.choose(plan.get_by_label("With", exact=True), "Amina")
    hand.type(plan.get_by_label("… then I will"), ACT)
    plan.get_by_label("Day").fill((clock.today() + timedelta(days=7)).isoformat())
    hand.took["grow"][1] += len("31122026")
    hand.press(button(plan, "Make the plan"))
    expect(view("agenda")).to_contain_text(ACT)
    with hand.page.expect_download() as dates:
        hand.press(view("agenda").get_by_role("button", name=re.compile("Calendar file")))
    return dates.value


def review(hand, view):
    hand.press(button(view("wave"), "Take the picture"))
    expect(view("wave")).to_contain_text("First picture")
    with hand.page.expect_download() as report:
        hand.press(view("keep").get_by_role("button", name="Report, to keep or print"))
    return report.value


def test_a_newcomer_comes_to_a_map_a_dated_plan_and_a_report(served, visit, size, tmp_path):
    book = served()
    hand, dates, report = walk(visit(book, ""))
    kept = book_of(book)
    assert [m.name for m in kept.people] == NAMES
    assert [m.name for m in kept.sources] == ["Wikipedia", "YouTube"]
    assert all(m.closeness and m.role for m in kept.people)
    assert [a.text for a in kept.all(Aim)] == [AIM]
    assert len(kept.all(Support)) == len(kept.all(Interaction)) == len(kept.all(Wave)) == 1
    assert [p.on for p in kept.all(Plan)] == [clock.today() + timedelta(days=7)]

    dates.save_as(tmp_path / "dates.ics")
    event = vobject.readOne((tmp_path / "dates.ics").read_text()).vevent
    assert event.dtstart.value == kept.all(Plan)[0].on
    assert "Amina" in event.summary.value

    report.save_as(tmp_path / "report.html")
    text = (tmp_path / "report.html").read_text()
    assert all(name in text for name in (*NAMES, AIM, ACT))
    said = counted(size)
    assert {page: tuple(took[:2]) for page, took in hand.took.items()} == {
        page: took[:2] for page, took in said.items()
    }
    assert {p: t[2] for p, t in hand.took.items() if t[2] > said[p][2]} == {}


def counted(size):
    """Return what docs/path.md says that each page takes: presses, keys, screens."""
    section = TABLE.read_text().split(f"## On a {size}")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (\w+) \| (\d+) \| (\d+) \| (\d+) \|", section, re.MULTILINE)
    return {page: tuple(map(int, numbers)) for page, *numbers in rows}


@pytest.mark.parametrize("size", ["laptop"], indirect=True)
def test_a_second_visit_continues_where_the_first_one_ended(served, visit):
    book = served()
    visitor = visit(book)
    visitor.add("Rosa")
    expect(visitor.page.locator("#pln-status")).to_contain_text("Saved")
    book.stop()
    book.start()
    visitor.open("")
    button = visitor.page.get_by_role("link", name="Continue")
    expect(button).to_contain_text("Who do you learn from?")
    button.click()
    visitor.page.wait_for_url("**/network", wait_until="commit")
    assert visitor.ready().names() == ["Rosa"]
    visitor.wrong.clear()  # the page that was open had nobody to ask for a while


DAY = clock.today() + timedelta(days=7)
ON = ("finish", "[data-do=on]", "Enter", "")
BY_KEYS = {  # page: view, where to go in it, what to type or press there, and what it then says
    "welcome": (
        ("mix", "[data-do=even]", "Enter", "Together 100%."),
        ("at-hand", "[data-do=tap]", "Enter", "1 source on your map"),
        ("visits", "[data-do=part]", "Space", "You visit 1 place"),
        ON,
    ),
    "network": (
        ("names", "#pln-name", "Amina\n", "2 so far"),
        ("names", "#pln-name", "Tom\n", "3 so far"),
        ("describe", "[data-do=closeness]", "Enter", ""),
        ("describe", "[data-do=role]", "Enter", ""),
        ON,
    ),
    "aims": (
        ("aims", "form input", f"{AIM}\n", "1 aim so far"),
        ("helpers", "[data-do=tap]", "Enter", "the only one named"),
        ON,
    ),
    "interactions": (
        ("log", "[name=who]", "Space", ""),
        ("log", "[name=how]", "Space", ""),
        ("log", "[type=submit]", "Enter", "Noted, with"),
        ON,
    ),
    "grow": (
        ("plan", "[name=member]", "A", ""),
        ("plan", "[name=act]", f"{ACT} ", ""),
        ("plan", "[name=on]", f"{DAY:%m%d%Y}", ""),
        ("plan", "[name=where]", "Enter", "Planned, with"),
        ("agenda", "[data-do=one]", "Enter", "Saved as"),
        ON,
    ),
    "review": (
        ("wave", "[type=submit]", "Enter", "First picture"),
        ("keep", "[data-do=make]", "Enter", "Saved"),
    ),
}


@pytest.mark.parametrize("size", ["laptop"], indirect=True)
def test_the_whole_path_can_be_walked_with_a_keyboard_alone(served, visit, tmp_path):
    book = served()
    visitor = visit(book, "")
    keys, saved = Keys(visitor.page), []
    visitor.page.on("download", lambda file: saved.append(file))  # noqa: PLW0108 - Playwright asks for one
    keys.tab_to("a[href='/welcome']")
    keys.press("Enter")
    for page, steps in BY_KEYS.items():
        visitor.page.wait_for_url(f"**/{page}", wait_until="commit")
        visitor.ready()
        for view, place, text, said in steps:
            keys.tab_to(f'[data-pln-view="{view}"] {place}')
            (keys.press if text in {"Enter", "Space", "A"} else keys.type)(text)
            expect(visitor.view(view)).to_contain_text(said)

    kept = book_of(book)
    assert [m.closeness for m in kept.people] == [1, None]
    assert kept.all(Interaction)[0].members == (kept.people[0].id,)
    assert [(p.act, p.on) for p in kept.all(Plan)] == [(ACT, DAY)]
    assert [p.page for p in kept.all(Progress) if p.done] == list(BY_KEYS)[:5]
    dates, report = saved
    dates.save_as(tmp_path / "dates.ics")
    event = vobject.readOne((tmp_path / "dates.ics").read_text()).vevent
    assert event.dtstart.value == DAY
    report.save_as(tmp_path / "report.html")
    assert ACT in (tmp_path / "report.html").read_text()
