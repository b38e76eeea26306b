"""What tests of the map and the list share: books to serve, and a hand on the map."""

import math
from contextlib import closing

from playwright.sync_api import expect

from plnkit.journal import Journal
from plnkit.model import Book, Member

SLICES = 8  # of a map that is cut by role
EDGES = (0.38, 0.61, 0.81, 1)  # of the rings, as shares of the radius
MIDDLES = (0.245, 0.495, 0.71, 0.905)  # the same, between the edges


def book_of(served):
    with closing(Journal.open(served.book)) as journal:
        return journal.book


def with_members(book, *members, ties=()):
    """Let a served book have these members and nothing else, and return it."""
    with closing(Journal.open(book.book)) as journal:
        journal.change(lambda _: Book(), "Cleared")
        journal.change(lambda old: old.with_(*members, *ties), "Added")
    return book


def person(who, ring=None, role=None, **more):
    said = {"name": who, "kind": "person", "closeness": ring, "role": role} | more
    return Member(id=who.lower(), **said)


class Map:
    """The map on a visitor's page."""

    def __init__(self, visitor):
        self.visitor, self.page, self.view = visitor, visitor.page, visitor.view("rings")
        self.view.evaluate("view => view.scrollIntoView({block: 'end', behavior: 'instant'})")

    def at(self, ring, slice_):
        """Where the middle of a ring in a slice is, in the window."""
        box = self.view.locator(".pln-ring").first.bounding_box()
        share = MIDDLES[ring - 1]
        angle = (slice_ + 0.5) / SLICES * 2 * math.pi
        radius = share * box["width"] / 2
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        return x + radius * math.sin(angle), y - radius * math.cos(angle)

    def mark(self, id):
        return self.view.locator(f"[data-id='{id}']")

    def middle(self, id):
        box = self.mark(id).locator(":scope > :first-child").bounding_box()
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def ring_of(self, id):
        """The ring that a member is seen in."""
        x, y = self.middle(id)
        box = self.view.locator(".pln-ring").first.bounding_box()
        away = math.dist((x, y), (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2))
        return 1 + sum(2 * away / box["width"] > edge for edge in EDGES)

    def drag(self, id, to):
        self.page.mouse.move(*self.middle(id))
        self.page.mouse.down()
        self.page.mouse.move(*to, steps=6)
        self.page.mouse.up()

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def says(self, text):
        expect(self.view.locator(".pln-word")).to_contain_text(text)

    def tool(self, label):
        self.view.get_by_role("button", name=label).click()

    def saved(self, label):
        undo = self.page.locator("#pln-status button").first
        expect(undo).to_have_attribute("title", f"Undo: {label}")


class Keys:
    """A keyboard: it types, presses, and goes where it is told as a person would."""

    def __init__(self, page):
        self._page = page
        self.type, self.press = page.keyboard.type, page.keyboard.press

    def until(self, key, found, *args):
        for _ in range(200):
            if self._page.evaluate(found, *args):
                return
            self.press(key)
        raise AssertionError(f"{key} never came to where {found}")

    def tab_to(self, selector):
        self.until("Tab", "s => Boolean(document.activeElement.closest(s))", selector)

    def go_to(self, name):
        """From member to member by the first letter."""
        focused = (
            "name => document.activeElement.getAttribute('aria-label')?.startsWith(name + ',')"
        )
        self.until(name[0].lower(), focused, name)
