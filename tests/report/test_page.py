"""What the report says, in which order, and that what users wrote is text."""

from datetime import date, timedelta
from html.parser import HTMLParser

import pytest
from report_books import DAY, filled

from plnkit import reading
from plnkit.model import (
    Aim,
    Book,
    Interaction,
    Learner,
    Member,
    Mix,
    Plan,
    Pulse,
    Support,
)
from plnkit.report import page
from plnkit.report.pieces import cut, day_in_words

ANA = Member(id="ana", name="Ana", kind="person", role="peer", closeness=1)
BEN = Member(id="ben", name="Ben", kind="person", closeness=3)
ATLAS = Member(id="atlas", name="Atlas", kind="source", role="tool")
THREE = Book().with_(ANA, BEN, ATLAS)
NASTY = "<b>x</b></style><script>alert(1)</script>\"'&amp;--><!-- {title} =1+1 \u202e"


class Reader(HTMLParser):
    """Reads a page as a browser does: its headings, its words, its elements, and whether all close."""

    EMPTY = ("meta", "br", "input", "hr")

    def __init__(self, html):
        super().__init__()
        self.open, self.tags, self.words, self.headings = [], [], [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] in ("h1", "h2"):
            self.headings.append(data)
        if "style" not in self.open:
            self.words.append(data)

    @property
    def text(self):
        return " ".join("".join(self.words).split())


def read(book, **options):
    return Reader(page(book, today=DAY, **options))


def text(book, **options):
    return read(book, **options).text


# --- the file -----------------------------------------------------------------------------------


@pytest.mark.parametrize("names", [True, False])
def test_every_element_is_closed(small, crowded, names):
    for book in (Book(), small, crowded, filled(8)):
        assert read(book, names=names).open == []


def test_it_is_a_whole_file_that_says_its_language_title_and_letters(small):
    html = page(small, today=DAY)
    assert html.startswith('<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">')
    assert "<title>My learning network, Noor Haddad, 3 November 2026</title>" in html
    assert '<meta name="viewport" content="width=device-width' in html


def test_it_holds_no_program_no_link_and_no_address(crowded):
    found = read(crowded)
    tags = {tag for tag, _ in found.tags}
    assert not tags & {"script", "link", "img", "iframe", "object", "a", "form", "base", "image"}
    attributes = [(k, v) for _, attrs in found.tags for k, v in attrs.items()]
    assert [v for k, v in attributes if k in ("href", "src") and not v.startswith("#")] == []
    assert not [k for k, _ in attributes if k.startswith("on")]
    html = page(crowded, today=DAY)
    assert "url(" not in html
    assert "@import" not in html
    assert "//" not in html.split("<body>")[0]


def test_ids_occur_once(crowded):
    ids = [attrs["id"] for _, attrs in read(crowded).tags if "id" in attrs]
    assert len(ids) == len(set(ids)) > 0


def test_the_same_book_on_the_same_day_is_the_same_file(crowded):
    assert page(crowded, today=DAY) == page(crowded, today=DAY)


def test_it_is_small(crowded):
    assert len(page(crowded, today=DAY).encode()) < 200_000


@pytest.mark.parametrize("names", [True, False])
def test_what_users_wrote_is_text(names):
    who = Member(id="m", name=NASTY, kind="person", closeness=1, intent=NASTY)
    book = Book().with_(
        Learner(name=NASTY, ring_names=(NASTY,) * 4),
        who,
        Aim(id="a", text=NASTY),
        Aim(id="b", text=NASTY, status="reached"),
        Support(id="s", aim="a", member="m", help="feedback"),
        Interaction(id="i", members=("m",), on=DAY, learned=NASTY),
        Plan(id="p", member="m", cue=NASTY, act=NASTY, where=NASTY, question=NASTY, zone=NASTY),
    )
    found = read(book, names=names, since=NASTY, changed=[NASTY])
    assert found.open == []
    assert [tag for tag, _ in found.tags].count("style") == 1
    assert "script" not in {tag for tag, _ in found.tags}
    assert ("<script>alert(1)" in found.text) is names  # his name: a number stands for it


# --- its parts ----------------------------------------------------------------------------------


def test_the_parts_stand_in_their_order(small):
    assert read(small, since="Spring", changed=["Came in: Ana."]).headings == [
        "My learning network",
        "The map",
        "Who they are",
        "Learning with whom",
        "Aims, and who helps",
        "What was noted",
        "Where learning happens",
        "Dates to come",
        "What changed since “Spring”",
        "What this page is not",
    ]


def test_an_empty_book_says_what_is_missing_and_leaves_the_rest_out():
    found = read(Book())
    assert found.headings[1:] == [
        "The map",
        "Who they are",
        "Aims, and who helps",
        "What this page is not",
    ]
    assert found.text.count("Not enough yet:") == 3
    assert "svg" not in {tag for tag, _ in found.tags}


def test_it_says_what_the_map_says(small):
    said = text(small)
    assert reading.read_map(small) in said
    assert reading.read_composition(small) in said
    assert reading.read_coverage(small) in said


def test_the_map_is_a_picture_with_a_label(small):
    tag = next(attrs for tag, attrs in read(small).tags if tag == "svg")
    assert tag["role"] == "img"
    assert tag["aria-label"] == f"The map. {reading.read_map(small)}"


def test_each_member_is_in_the_list_by_ring(crowded):
    html = page(crowded, today=DAY)
    table = Reader(html[html.index('<table class="rings">') : html.index("</table>")]).text
    for member in crowded.members:
        assert cut(member.name, 24) in table


def test_above_what_fits_the_list_says_how_many_more_there_are():
    book = Book().with_(*(Member(id=f"m{i}", name=f"Name {i}", kind="person") for i in range(1234)))
    assert "and 1,084 more" in text(book)


def test_those_not_placed_stand_in_a_line_below_the_map():
    assert "Not placed yet: Atlas." in text(THREE)


def test_the_rings_have_the_names_that_the_learner_gave_them():
    names = ("iOS team", "Neighbours", "City", "World")
    assert "1 iOS team" in text(THREE.with_(Learner(ring_names=names)))


def test_intents_are_listed_with_the_closest_first():
    book = Book().with_(BEN, ANA).update("ben", intent="To fix it.").update("ana", intent="To ask.")
    assert "Learning with whomAnaTo ask.BenTo fix it." in text(book)


def test_an_aim_shows_who_helps_those_furthest_along_first():
    aim = Aim(id="a", text="Ask more", by=date(2027, 1, 5))
    book = THREE.with_(
        aim,
        Support(id="1", aim="a", member="ben", help="support"),
        Support(id="2", aim="a", member="ana", help="feedback", status="helping"),
        Support(id="3", aim="a", member="ana", help="information", status="asked"),
    )
    said = text(book)
    assert "5 January 2027Ana (feedback, information; helping); Ben (support; could help)" in said


def test_an_aim_without_anybody_says_so():
    said = text(THREE.with_(Aim(id="a", text="Ask more")))
    assert "no datenobody yet" in said
    assert "Nobody is named yet for “Ask more”." in said


def test_the_mix_is_the_latest_up_to_today():
    def pulse(id, day, share):
        return Pulse(id=id, on=day, mix=Mix(social=share, formal=100 - share))

    late, next_ = DAY - timedelta(3), DAY + timedelta(1)
    said = text(Book().with_(pulse("b", late, 60), pulse("a", date(2026, 1, 1), 20)))
    assert "With and from people 60%" in said
    assert "As it felt on 31 October 2026." in said
    assert "Where learning happens" not in text(Book().with_(pulse("c", next_, 60)))


def test_a_mix_that_adds_to_nothing_is_left_out():
    book = Book().with_(Pulse(id="p", on=DAY, mix=Mix()))
    assert "Where learning happens" not in text(book)


def test_what_was_learned_last_comes_first():
    log = [
        Interaction(id=f"i{n}", members=("ana",), on=DAY - timedelta(n), learned=f"Lesson {n}")
        for n in (9, 2, 5, 7)
    ]
    said = text(THREE.with_(*log, Interaction(id="i", members=("ben",), on=DAY)))
    assert "5 meetings with 2 members since 25 October 2026." in said
    places = [said.index(f"Lesson {n}") for n in (2, 5, 7)]
    assert places == sorted(places)
    assert "Lesson 9" not in said


def test_one_meeting_is_said_as_one():
    said = text(THREE.with_(Interaction(id="i", members=("ana",), on=DAY, learned="Ask")))
    assert "1 meeting with 1 member since 3 November 2026. Something was learned:" in said


def test_dates_to_come_are_those_planned_or_moved_in_the_order_of_their_days():
    def plan(id, status="planned", **values):
        return Plan(id=id, member="ana", act=f"act {id}", status=status, **values)

    said = text(
        THREE.with_(
            plan("late", on=DAY + timedelta(9), status="moved"),
            plan("open"),
            plan("soon", on=DAY),
            plan("done", on=DAY, status="done"),
            plan("skipped", status="skipped"),
            plan("past", on=DAY - timedelta(1)),
        )
    )
    places = [said.index(f"act {id}") for id in ("soon", "late", "open")]
    assert places == sorted(places)
    assert not [id for id in ("done", "skipped", "past") if f"act {id}" in said]
    assert "1 more is open, and its day has passed." in said


def test_a_date_says_when_with_whom_if_then_and_what_for():
    plan = Plan(
        id="p", member="ana", on=date(2026, 11, 5), cue="it rains", act="ask", question="Why?",
        offer="Tea", where="Here",
    )  # fmt: skip
    said = text(THREE.with_(plan))
    assert "Thursday, 5 November 2026 with Ana" in said
    assert "If: it rainsThen: askQuestion: Why?Offer: TeaWhere: Here" in said


def test_without_sentences_about_it_a_change_is_two_counts():
    said = text(THREE, then=Book().with_(ANA), since="Before the course")
    assert "What changed since “Before the course”1 member on the map then, 3 members now." in said


def test_it_ends_with_what_it_is_not(small):
    assert text(small).endswith("Who may see it is the learner’s choice.")


def test_a_day_is_said_with_its_month_in_letters():
    assert day_in_words(date(2026, 11, 5)) == "5 November 2026"
