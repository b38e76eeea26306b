"""Merging: mine wins, blanks are filled, and the second time nothing happens."""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace as replace_

from plnkit.exchange.merging import merge
from plnkit.exchange.staging import Skipped, Staged
from plnkit.model import (
    Aim,
    Book,
    Dismissal,
    Interaction,
    Learner,
    Member,
    Note,
    Pulse,
    Snapshot,
    Support,
    Tie,
    Wave,
)


def member(id: str, name: str = "", **more: Any) -> Member:
    return Member(**{"id": id, "name": name or id, "kind": "person", **more})


def staged(*things: Any, skipped: tuple[Skipped, ...] = ()) -> Staged:
    return Staged(Book().with_(*things).snapshot(), skipped)


def merged(book: Book, *things: Any) -> Book:
    return merge(book, staged(*things))[0]


MINE = Book().with_(member("me-ana", "Ana", email="Ana@Example.org", closeness=2))


def test_counts_are_of_members() -> None:
    left_out = Skipped("members[2]", "no name", member=True), Skipped("ties[0]", "no")
    found = staged(member("me-ana", "Ana"), member("new"), Note(id="n", page="p", question="q"))
    _, counts = merge(MINE, Staged(found.content, left_out))
    assert str(counts) == "new 1, matched 1, skipped 1"
    assert counts.reasons == ("members[2]: no name", "ties[0]: no")


def test_what_i_said_stays_and_blanks_are_filled() -> None:
    ana = merged(MINE, member("me-ana", "Anna", closeness=4, note="hi")).member("me-ana")
    assert (ana.name, ana.closeness, ana.note) == ("Ana", 2, "hi")


def test_a_match_under_another_name_is_said() -> None:
    _, counts = merge(MINE, staged(member("me-ana", "Benedikt")))
    assert counts.reasons == ("members[0]: Benedikt was taken as Ana, who is in the book",)


def test_in_an_address_book_a_match_under_another_name_is_said_without_its_number() -> None:
    found = replace(staged(member("me-ana", "Benedikt")), contacts=True)
    assert merge(MINE, found)[1].reasons == ("Benedikt was taken as Ana, who is in the book",)


def test_of_whom_a_file_says_something_else_is_counted() -> None:
    said = member("me-ana", "Ana", email="ana@example.org", closeness=3, note="hi")
    assert merge(MINE, staged(said))[1].kept == 0  # an address in other letters is the same
    assert merge(MINE, staged(replace_(said, email="ana@x.example")))[1].kept == 1


def test_a_talk_of_a_whole_network_stays_on_the_day_that_the_book_says() -> None:
    book = MINE.with_(Interaction(id="i", members=("me-ana",), on=date(2026, 1, 1)))
    theirs = Interaction(id="i", members=("me-ana",), on=date(2026, 2, 2))
    after, counts = merge(book, staged(member("me-ana", "Ana"), theirs))
    assert (after, counts.moved, counts.talks) == (book, 0, 0)


def test_an_email_is_enough_to_be_the_same() -> None:
    book = merged(MINE, member("theirs", email="mailto:ana@example.ORG "))
    assert [m.id for m in book.members] == ["me-ana"]


def test_a_url_is_enough_to_be_the_same() -> None:
    mine = Book().with_(member("blog", url="https://Example.org/blog/"))
    assert len(merged(mine, member("x", url="http://example.org/BLOG")).members) == 1


def test_an_empty_email_is_nobody() -> None:
    assert len(merged(Book().with_(member("a")), member("b")).members) == 2


def test_two_of_a_file_never_become_one() -> None:
    book = merged(MINE, member("x", email="ana@example.org"), member("y", email="ana@example.org"))
    assert [m.id for m in book.members] == ["me-ana", "y"]


def test_an_id_is_stronger_than_an_email() -> None:
    mine = MINE.with_(member("ben"))
    book = merged(mine, member("x", email="ana@example.org"), member("me-ana", "Ana"))
    assert [m.id for m in book.members] == ["me-ana", "ben", "x"]


def test_what_a_file_says_of_a_match_is_said_of_mine() -> None:
    book = merged(
        MINE,
        member("x", email="ana@example.org"),
        member("y"),
        Tie(a="x", b="y"),
        Aim(id="aim", text="t", presented_to=("x",)),
        Support(id="s", aim="aim", member="x", help="feedback"),
        Interaction(id="i", members=("x", "y"), on="2026-01-01"),
        Dismissal(id="d", card="c", about=("x",)),
    )
    assert {r for e in book.entities.values() for r in e.references()} == {"me-ana", "y", "aim"}


def test_a_wave_says_it_too_so_that_waves_can_be_compared() -> None:
    picture = Book().with_(member("x"), member("gone"), Tie(a="gone", b="x")).snapshot()
    wave = Wave(id="w", name="W", on="2026-01-01", book=picture)
    book = merged(MINE, member("x", email="ana@example.org"), wave)
    assert [m.id for m in book["w"].book.members] == ["me-ana", "gone"]
    assert book["w"].book.ties == (Tie(a="gone", b="me-ana"),)


def test_two_in_a_wave_never_become_one() -> None:
    picture = Book().with_(member("x"), member("me-ana")).snapshot()
    wave = Wave(id="w", name="W", on="2026-01-01", book=picture)
    book = merged(MINE, member("x", email="ana@example.org"), wave)
    assert [m.id for m in book["w"].book.members] == ["x", "me-ana"]


def test_fields_of_a_newer_version_are_filled_too() -> None:
    mine = Book().with_(member("a", more={"aura": 1}))
    book = merged(mine, member("a", more={"aura": 2, "hue": 3}))
    assert book.member("a").more == {"hue": 3, "aura": 1}


def test_a_thing_that_i_have_stays_mine() -> None:
    mine = MINE.with_(Aim(id="aim", text="mine"))
    assert merged(mine, Aim(id="aim", text="theirs"))["aim"].text == "mine"


def test_an_id_that_is_another_thing_of_mine_gets_a_suffix() -> None:
    mine = MINE.with_(Aim(id="x", text="mine"))
    book = merged(mine, member("x"), member("x-member"), Tie(a="x", b="x-member"))
    assert [m.id for m in book.members] == ["me-ana", "x-member-2", "x-member"]
    assert book.ties == (Tie(a="x-member-2", b="x-member"),)


def test_a_source_is_not_given_the_role_of_a_person() -> None:
    source = Member(id="me-ana", name="Ana", kind="source", role="tool")
    assert merged(MINE, source).member("me-ana").role is None


def test_a_learner_is_taken_when_i_have_said_nothing() -> None:
    assert merged(Book(), Learner(name="Noor")).learner.name == "Noor"


def test_of_my_own_learner_only_blanks_are_filled() -> None:
    mine = Book().with_(Learner(name="Me"))
    assert merged(mine, Learner(name="Noor", language="da")).learner == Learner(
        name="Me", language="da"
    )


def test_the_book_before_says_what_it_said() -> None:
    before = dict(MINE.entities)
    merged(MINE, member("me-ana", note="hi"), member("new"))
    assert MINE.entities == before


IDS = st.sampled_from(["a", "b", "c", "a-member", "a-aim"])
KEYS = st.sampled_from(["", "a@x", "b@x"])
MEMBERS = st.lists(
    st.builds(
        lambda id, email, url, kind: Member(id=id, name=id, kind=kind, email=email, url=url),
        IDS,
        KEYS,
        KEYS,
        st.sampled_from(["person", "source"]),
    ),
    unique_by=lambda m: m.id,
)


@st.composite
def books(draw: st.DrawFn) -> Book:
    found = draw(MEMBERS)
    here = [m.id for m in found]
    free = [i for i in ("a", "b", "c", "a-member", "a-aim", "z") if i not in here]
    things: list[Any] = [
        Aim(id=i, text=i) for i in draw(st.lists(st.sampled_from(free), unique=True))
    ]
    if len(here) > 1:
        pairs = draw(st.lists(st.lists(st.sampled_from(here), min_size=2, max_size=2, unique=True)))
        things += [Tie(a=a, b=b) for a, b in pairs]
    if here:
        things.append(Interaction(id="talk", members=tuple(here), on="2026-01-01"))
    pulse = Pulse(id="pulse", on="2026-01-01")
    return Book().with_(*found, *things, pulse)


@given(books(), books())
def test_the_second_time_nothing_is_new_and_nothing_changes(mine: Book, theirs: Book) -> None:
    file = Staged(theirs.snapshot())
    once, first = merge(mine, file)
    again, second = merge(once, file)
    assert (second.new, second.matched) == (0, first.new + first.matched)
    assert again.changes(once) == ([], [])


@given(books(), books())
def test_nobody_of_the_file_is_lost(mine: Book, theirs: Book) -> None:
    book, counts = merge(mine, Staged(theirs.snapshot()))
    assert len(book.members) == len(mine.members) + counts.new
    assert counts.new + counts.matched == len(theirs.members)
    assert len(book.ties) >= len(theirs.ties)


def test_nothing_at_all_changes_nothing() -> None:
    assert merge(MINE, Staged(Snapshot()))[0] == MINE
