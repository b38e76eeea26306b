"""Without names: nothing in the file says who anybody is."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_books import DAY

from plnkit.model import (
    Aim,
    Book,
    Dismissal,
    Interaction,
    Learner,
    Member,
    Note,
    Plan,
    Pulse,
    Support,
    Tie,
    Wave,
)
from plnkit.report import page, whole, without_names

TELLING = st.sampled_from(["{}", "ask {} about it", "({})", "{}'s desk", "“{}”, then tea", "{}\n"])


def token(number, mark):
    """Return a word that occurs nowhere else: "zqkaaab"."""
    letters = "".join(chr(97 + int(d)) for d in f"{number:03}")
    return f"Zq{mark}{letters}"


@st.composite
def told(draw, words):
    """Return a text in which some of the words occur, in some case."""
    texts = []
    for word in draw(st.lists(st.sampled_from(words), max_size=3)):
        cased = draw(st.sampled_from([str, str.upper, str.lower]))(word)
        texts.append(draw(TELLING).format(cased))
    return " ".join(texts)


@st.composite
def books(draw):
    """Return a book in which everything names somebody, and the words that must not be told."""
    many = draw(st.integers(1, 5))
    names = [f"{token(n, 'k')} {token(n, 'v')}" for n in range(many)]
    kinds = [draw(st.sampled_from(["person", "source"])) for _ in names]
    people = (name for name, kind in zip(names, kinds, strict=True) if kind == "person")
    lone = [part for name in people for part in name.split()]
    mine = [token(0, "w"), token(1, "w")]
    known = [*names, *lone, " ".join(mine), token(0, "o"), f"{token(0, 'k')}@example.org"]
    ids = [f"{token(n, 'd')}-{n}" for n in range(many)]
    members = [
        Member(
            id=id,
            name=name,
            kind=kind,
            closeness=draw(st.sampled_from([None, 1, 2, 3, 4])),
            organisation=token(0, "o"),
            topics=(token(0, "t"),),
            intent=f"{token(0, 'i')} {draw(told(known))}",
            note=token(0, "n"),
            email=f"{token(n, 'e')}@example.org",
            url=f"https://example.org/{token(n, 'u')}",
            channels=(token(0, "c"),),
            more={"nickname": token(0, "x")},
        )
        for n, (id, name, kind) in enumerate(zip(ids, names, kinds, strict=True))
    ]
    first, last = ids[0], ids[-1]
    write = lambda: draw(told(known))  # noqa: E731 - a short name for what is often done
    things = [
        Learner(name=" ".join(mine), organisation=token(1, "o"), ring_names=(write(),) * 4),
        *members,
        *([Tie(a=first, b=last)] if many > 1 else []),
        Aim(id="a", text=write(), why=token(0, "y"), presented_to=(first,)),
        Aim(id="b", text=write(), status="reached"),
        Aim(id="c", text=write()),
        Support(id="s", aim="a", member=first, help="feedback"),
        Interaction(
            id="i",
            members=tuple(ids),
            on=DAY,
            channel=token(0, "c"),
            got=token(0, "g"),
            gave=token(1, "g"),
            learned=write(),
        ),
        Plan(
            id="p", member=last, on=DAY, cue=write(), act=write(), where=write(),
            question=write(), offer=write(), zone=token(0, "z"), programme=token(0, "p"),
        ),
        Pulse(id="u", on=DAY),
        Note(id="n", page="network", question="Who?", text=token(1, "n")),
        Wave(id="w", name=token(1, "p"), on=date(2026, 1, 1)),
        Dismissal(id="d", card="reconnect", reason=token(2, "n"), about=(first,)),
    ]  # fmt: skip
    return Book().with_(*things), write(), [write(), write()]


@settings(max_examples=150)
@given(books())
def test_no_word_of_anybody_is_in_the_file(case):
    book, since, changed = case
    html = page(book, names=False, then=book, since=since, changed=changed, today=DAY).casefold()
    found = html.find("zq")
    assert found < 0, html[max(0, found - 60) : found + 60]
    assert "example.org" not in html


def test_with_names_the_same_words_are_there():
    ana = Member(id="ana", name="Zqana", kind="person", intent="Zqintent")
    html = page(Book().with_(ana, Learner(name="Zqme")), today=DAY)
    assert [word for word in ("Zqana", "Zqintent", "Zqme") if word not in html] == []


def test_members_are_numbered_by_kind_in_the_order_in_which_they_came(small):
    (book,) = without_names(small)
    assert [m.name for m in book.people] == [f"Person {n}" for n in range(1, 10)]
    assert [m.name for m in book.sources] == ["Source 1", "Source 2", "Source 3"]


def test_a_member_has_the_same_number_in_both_books_and_one_who_left_the_next():
    ana, ben, cara = (
        Member(id=n, name=n.capitalize(), kind="person") for n in ("ana", "ben", "cara")
    )
    now, then = without_names(Book().with_(ben, cara), Book().with_(ana, ben))
    assert [(m.id, m.name) for m in now.members] == [("ben", "Person 1"), ("cara", "Person 2")]
    assert [(m.id, m.name) for m in then.members] == [("ana", "Person 3"), ("ben", "Person 1")]


def test_who_is_gone_is_not_named_in_what_changed():
    gone = Member(id="g", name="Zqgone Family", kind="person")
    html = page(Book(), names=False, then=Book().with_(gone), changed=["Left: Zqgone."], today=DAY)
    assert "Left: Person 1." in html
    assert "Zqgone" not in html


def test_half_a_name_where_a_sentence_was_cut_is_put_aside(small):
    changed = ["New among your aims: “Learn with Priya Raghuna…”."]
    html = page(small, names=False, changed=changed, today=DAY)
    assert "New among your aims: “Learn with Person 6 …”." in html


def test_what_the_learner_wrote_for_themselves_stays(small):
    html = page(small, names=False, today=DAY)
    assert "Hold one-to-ones that people look forward to" in html
    assert "walk over and ask Person 6 for last year&#39;s cost sheet" in html
    assert "Learning with whom" not in html


def test_the_picture_is_the_same_but_for_the_names(small):
    def places(html):
        return html.split('class="mark"')[1].split('cx="')[1][:10], html.count('class="mark"')

    assert places(page(small, today=DAY)) == places(page(small, names=False, today=DAY))


def test_nothing_but_what_is_listed_stays(crowded):
    (book,) = without_names(crowded)
    member = book.people[0]
    kept = {
        f for f in member.__struct_fields__ if getattr(member, f) not in ("", (), None, {}, False)
    }
    assert kept <= {"id", "name", "kind", "role", "closeness", "ties_asked", "status"}
    assert len(book.ties) == len(crowded.ties)


@pytest.mark.parametrize("names", [True, False])
def test_it_says_whether_names_were_left_out(small, names):
    assert ("Names are left out" in page(small, names=names, today=DAY)) is not names


def test_what_changed_has_the_numbers_of_the_map():
    stays, comes = (Member(id=n, name=n, kind="person") for n in ("Rosalinde", "Theodora"))
    now = Book().with_(comes, stays, Wave(id="w", name="Then", on=date(2026, 9, 1), seq=1))
    text = whole(now, lambda _: Book().with_(stays), names=False)
    assert "Came in: Person 1." in text  # the first of the book of today
