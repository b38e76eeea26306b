"""A room from both sides: a hand on its pages, and who shares without a browser."""

import json
from contextlib import closing
from secrets import token_hex

from playwright.sync_api import expect

from plnkit import sealing
from plnkit.journal import Store
from plnkit.journal.rooms import Rooms
from plnkit.rooms import Recipient, Visit

PATIENCE = 30_000  # ms: until what happened elsewhere is seen here


# --- beside the browser -------------------------------------------------------------------------


def store_of(served):
    return served.folder / "a.plnroom"


def recipient(served):
    """Return the room, as something can be sealed to it."""
    with closing(Rooms(store_of(served))) as rooms:
        there = rooms.current()
    return Recipient(there.id, there.public)


def shares(served, *given):
    """Let somebody without a browser share, each by a key of their own."""
    for one in given:
        Visit(token_hex(16), str(store_of(served))).share(one, recipient(served))


def arrived(served):
    """Return what lies in the store for the room, as the facilitator's key opens it."""
    pair = sealing.pair_of(served.key, "room")
    with closing(Rooms(store_of(served))) as rooms:
        found = rooms.shares(rooms.current().id)
    return [json.loads(sealing.unseal(pair, one.sealed)) for one in found]


def write_book(served, key, book):
    """Let a learner have a book already."""
    with closing(Store.open(str(store_of(served))).journal(key)) as journal:
        journal.change(lambda _: book, "Began")


def key_in(link):
    return link.partition("#key=")[2]


# --- on the pages -------------------------------------------------------------------------------


class Hand:
    """A hand on a visitor's page: it taps on a phone, and notes whether the page was opened again."""

    def __init__(self, visitor):
        self.visitor, self.page, self.view = visitor, visitor.page, visitor.view

    def go(self, address):
        """Open a page of the workshop."""
        self.page.goto(f"{self.visitor.served.host}/{address}", wait_until="commit")
        self.visitor.ready()
        self.stay()
        return self

    def follow(self, link):
        """Open a link that leads to a page with a kernel."""
        self.page.goto(link, wait_until="commit")
        self.visitor.ready()
        self.stay()
        return self

    def stay(self):
        """From now on the page is to be the same."""
        self.page.evaluate("document.body.dataset.before = ''")

    def has_stayed(self):
        expect(self.page.locator("body[data-before]")).to_be_attached()

    def press(self, label, view=None, *, exact=True):
        where = self.view(view) if view else self.page
        self.touch(where.get_by_role("button", name=label, exact=exact))

    def touch(self, target):
        (target.tap if self.visitor.name == "phone" else target.click)()

    def sees(self, view, text):
        expect(self.view(view)).to_contain_text(text)

    def misses(self, view, text):
        expect(self.view(view)).not_to_contain_text(text)

    def names(self, *names):
        self.visitor.add(*names)
        self.has_named(names[-1])

    def has_named(self, name):
        expect(self.view("names").locator(".pln-latest bdi", has_text=name)).to_be_visible()

    def aims(self, text):
        self.view("aims").locator("[name=text]").fill(text)
        self.press("Add", "aims")
        self.sees("aims", "1 aim so far")

    def offers(self, text):
        self.page.fill("#pln-new-offer", text)
        self.press("Add an offer", "asks")
        self.sees("share", text)

    @property
    def exact_text(self):
        """What would leave, as the page says it letter by letter."""
        return json.loads(self.view("share").locator("pre").text_content())

    @property
    def key(self):
        """The learner's key, which this browser keeps."""
        return self.page.evaluate(
            "localStorage.getItem(`plnkit-key-${document.body.dataset.store}`)"
        )

    def is_refused(self, status):
        """The browser complained, and of nothing but this answer."""
        assert self.visitor.wrong
        assert [line for line in self.visitor.wrong if str(status) not in line] == []
        self.visitor.wrong.clear()

    def is_well_again(self):
        """The page has opened itself again, after its server had been away."""
        self.page.wait_for_selector("body[data-plnkit=ready]:not([data-before])")
        expect(self.page.locator("#pln-watch")).to_be_hidden()
        self.visitor.wrong.clear()  # what the browser said of the server while it was away
        self.stay()


def watched(visitor, page):
    """Return another page of the same browser, with what goes wrong on it."""
    return type(visitor)(page, visitor.served, visitor.name)
