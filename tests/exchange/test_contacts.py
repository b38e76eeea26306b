"""Contacts: who somebody is follows from what a file says, and the second import knows them again."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plnkit.exchange.contacts import Contact, Meeting, own_pages, plain_email, plain_url, staged
from plnkit.exchange.merging import Choice, merge
from plnkit.exchange.staging import Skipped
from plnkit.model import Book, Interaction, Member, from_plain, to_plain

DAY = date(2026, 3, 12)


def contact(name: str = "Ana Silva", where: str = "line 2", **more) -> Contact:
    return Contact(where, name, **more)


def brought(*contacts, **more):
    return staged(contacts, **more)


def only(book: Book) -> Member:
    (one,) = book.members
    return one


def test_somebody_is_known_by_web_address_then_email_then_name_and_organisation():
    web = contact(url="https://www.net.example/in/ana/", email="ana@a.example")
    assert web.id == contact("Ana S.", url="http://net.example/in/Ana").id
    assert contact(email="Ana@A.example").id == contact("A. Silva", email="ana@a.example").id
    assert contact(organisation="Acme").id == contact(organisation="acme").id
    assert contact(organisation="Acme").id != contact(organisation="Bolt").id


def test_the_position_stands_in_the_note_before_what_was_noted():
    one = brought(contact(position="Head of Learning", note="Met in Lund\nLikes tea"))
    assert only(Book.of(one.content)).note == "Head of Learning\nMet in Lund\nLikes tea"


def test_who_stands_twice_in_a_file_is_one_and_it_is_said_where():
    one = brought(
        contact(email="a@x.example"),
        contact("Ana", "line 9", email="A@x.example", organisation="Acme", groups=("work",)),
    )
    member = only(Book.of(one.content))
    assert (member.name, member.organisation) == ("Ana Silva", "Acme")
    assert one.facts[member.id].groups == ("work",)
    assert [str(s) for s in one.skipped] == ["line 9: Ana stands in line 2, too"]


def test_without_a_name_the_email_has_to_do_and_without_both_it_is_left_out():
    one = brought(contact("", email="a@x.example"), contact(" ", "line 3", raw=",,Acme"))
    assert [m.name for m in one.content.members] == ["a@x.example"]
    (lost,) = one.skipped
    assert (str(lost), lost.raw, lost.member) == (
        "line 3: it has neither a name nor an e-mail address", ",,Acme", True
    )  # fmt: skip


def test_what_is_no_address_is_no_email():
    assert only(Book.of(brought(contact(email="n/a")).content)).email == ""


def test_a_name_that_is_too_long_is_left_out_with_the_reason():
    (lost,) = brought(contact("x" * 201)).skipped
    assert "up to 200 characters" in lost.why


def test_a_meeting_is_known_again_and_names_only_who_is_there():
    ana = contact()
    meetings = [Meeting((ana.id, "gone"), DAY, "uid@1"), Meeting((ana.id,), DAY, "uid@1")]
    one = brought(ana, meetings=meetings)
    (talk,) = one.content.interactions
    assert (talk.members, talk.on) == ((ana.id,), DAY)
    assert one.facts[ana.id].talked == DAY


def test_a_second_import_brings_nobody_new_and_no_talk_twice():
    ana = contact()
    one = brought(ana, meetings=[Meeting((ana.id,), DAY, "1")])
    book, first = merge(Book(), one)
    again, second = merge(book, one)
    assert (str(first), str(second)) == (
        "new 1, matched 0, skipped 0", "new 0, matched 1, skipped 0"
    )  # fmt: skip
    assert again == book
    assert len(again.all(Interaction)) == 1


def test_of_what_is_not_chosen_nothing_is_kept():
    ana, ben = contact(), contact("Ben Ode", "line 3")
    talks = [Meeting((ana.id, ben.id), DAY, "1"), Meeting((ben.id,), DAY, "2")]
    book, _ = merge(Book(), brought(ana, ben, meetings=talks), Choice(frozenset({ana.id})))
    assert [m.name for m in book.members] == ["Ana Silva"]
    assert [i.members for i in book.all(Interaction)] == [(ana.id,)]


def test_the_page_of_a_company_tells_its_people_apart_no_more():
    both = own_pages(
        [contact(url="https://acme.example"), contact("Ben Ode", addresses=("acme.example/",))]
    )
    assert [(one.url, one.addresses) for one in both] == [("", ()), ("", ())]


def test_contacts_are_added_today(monkeypatch):
    monkeypatch.setattr("plnkit.clock.today", lambda: DAY)
    assert only(merge(Book(), brought(contact()))[0]).added == DAY


def test_what_was_left_out_before_is_told_too():
    lost = Skipped("line 1", "blank")
    assert brought(contact(), lost, skipped=[lost]).skipped == (lost, lost)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("MAILTO:Ana@X.example ", "ana@x.example"),
        ("a b@x", ""),
        ("@x", ""),
        ("/o=ExchangeLabs", ""),
    ],
)
def test_emails_are_compared_without_case_and_scheme(text, plain):
    assert plain_email(text) == plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [("https://www.X.example/a/", "x.example/a"), ("x.example", "x.example"), ("see notes", "")],
)
def test_web_addresses_are_compared_without_scheme_and_slash(text, plain):
    assert plain_url(text) == plain


texts = st.text(max_size=30)


@given(
    st.lists(
        st.builds(
            Contact, st.just("line"), texts, email=texts, url=texts, organisation=texts,
            position=texts, note=texts, topics=st.lists(texts, max_size=3).map(tuple),
        ),
        max_size=5,
    )
)  # fmt: skip
def test_whatever_a_file_says_a_book_can_keep_it_and_knows_it_again(contacts):
    one = staged(contacts)
    book, counts = merge(Book(), one)
    assert counts.new + counts.skipped == len(contacts)
    assert all(from_plain(Member, to_plain(m)) == m for m in book.members)
    assert merge(book, one)[0] == book
