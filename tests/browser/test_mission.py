"""Each claim of the article has a place on the screen: these are the places."""

from contextlib import closing

import pytest
from playwright.sync_api import expect

from plnkit.journal import Journal
from plnkit.samples import example

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CLAIMS = {  # claim: page, view, what is seen there
    "M1 what was got and what was given": ("interactions", "exchange", "help went both ways"),
    "M2 nothing rewards size": ("grow", "numbers", "No number here is good or bad"),
    "M2 you need not be a people person": ("welcome", None, "You need not be a “people person”"),
    "M3 how much to take part": ("network", "describe", "How much do you take part?"),
    "M3 a rhythm is lowered without a nag": ("grow", "overdue", "Pause"),
    "M4 five kinds of aim": ("aims", "aims", "Goal"),
    "M4 aims are presented to people": ("aims", "present", "Present it to…"),
    "M4 who helps with which aim": ("aims", "coverage", "two or more who help"),
    "M5 closer to some than to others": ("network", "describe", "1 Closest"),
    "M5 strength and bridging are two things": ("grow", "two-axes", "knowing fewer of the others"),
    "M6 most learning is not in a classroom": ("welcome", "mix", "In courses"),
    "M7 who the members are": ("network", "composition", "Among the people"),
    "M8 sources are members": ("welcome", "at-hand", "Wikipedia"),
    "M8 questions through a social network": (
        "aims",
        "present",
        "Or to a social network or a group",
    ),
    "M9 a specific intent": ("network", "describe", "What do you want to learn with or from them?"),
    "M10 where a tie began": ("network", "describe", "How did it begin?"),
    "M10 a business date": ("grow", "plan", "A date with whom?"),
    "M10 met in person or online": ("interactions", "ways", "In person and online"),
    "M11 capability and engagement": ("review", "pulse", "engaged"),
    "M12 a programme and its transfer": ("aims", "transfer", "What will you use from a programme?"),
    "M13 people and sources in one map": ("network", "map-head", "9 people and 3 sources"),
}


@pytest.mark.parametrize("size", ["laptop"], indirect=True)
def test_each_claim_is_somewhere_on_the_screen(served, visit):
    book = served("small")
    visitor = visit(book, "")
    for page in dict.fromkeys(page for page, _, _ in CLAIMS.values()):
        visitor.open(page)
        visitor.page.evaluate(
            "document.querySelectorAll('details').forEach((d) => (d.open = true))"
        )
        for claim, (_, view, text) in (c for c in CLAIMS.items() if c[1][0] == page):
            place = visitor.view(view) if view else visitor.page.locator("main")
            expect(place.get_by_text(text).first, claim).to_be_visible()


def test_every_claim_of_the_mission_is_among_them():
    assert {claim.split()[0] for claim in CLAIMS} == {f"M{n}" for n in range(1, 14)}


@pytest.mark.parametrize("size", ["laptop"], indirect=True)
def test_no_page_speaks_of_what_is_behind_it(served, visit):
    book = served()
    visitor = visit(book, "")
    with closing(Journal.open(book.book)) as journal:
        journal.change(lambda _: example(), "Began")
    for page in ("", "welcome", "network", "aims", "interactions", "grow", "review"):
        visitor.open(page)
        said = visitor.page.inner_text("body").lower()
        assert [
            w for w in ("cell", "kernel", "notebook", "widget", "jupyter") if w in said.split()
        ] == []
