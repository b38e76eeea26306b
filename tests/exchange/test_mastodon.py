"""Mastodon: accounts that somebody follows, whose addresses look like e-mails and are none."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from plnkit.errors import NotReadable
from plnkit.exchange import mastodon
from plnkit.exchange.given import Given
from plnkit.exchange.incoming import Asked, kind_of
from plnkit.exchange.merging import merge
from plnkit.exchange.staging import Staged
from plnkit.model import Book, Member

HEAD = "Account address,Show boosts,Notify on new posts,Languages\n"


def table(*rows: str, head: str = HEAD) -> Given:
    return Given("following_accounts.csv", (head + "\n".join(rows)).encode())


def read(*rows: str, head: str = HEAD) -> Staged:
    return mastodon.read([table(*rows, head=head)], Asked())


def test_an_account_is_known_by_its_page_and_has_no_email():
    found = read("ana@social.example,true,false,")
    (ana,) = found.content.members
    assert (ana.name, ana.url, ana.email) == (
        "ana@social.example", "https://social.example/@ana", ""
    )  # fmt: skip
    assert (ana.kind, ana.channels) == ("person", ("social media",))
    assert found.contacts


def test_an_older_file_has_two_columns():
    file = table("ana@social.example,true", head="Account address,Show boosts\n")
    assert kind_of(file) == "mastodon"
    assert len(mastodon.read([file], Asked()).content.members) == 1


def test_languages_are_a_list_in_quotation_marks():
    assert len(read('ana@social.example,true,false,"en, de"').content.members) == 1


def test_a_tool_may_write_another_sign_before_the_account():
    (ana,) = read("@ana@Social.example,true,,").content.members
    assert ana.name == "ana@social.example"


@pytest.mark.parametrize(
    "account", ["ana", "a b@social.example", "https://social.example/@ana", ""]
)
def test_what_names_no_account_is_left_out_with_its_line(account):
    (lost,) = read("ben@social.example,true,,", f"{account},true,false,").skipped
    assert (lost.where, lost.member) == ("line 3", True)
    assert "no address of an account" in lost.why


def test_whom_somebody_mutes_is_not_whom_they_follow():
    assert not mastodon.recognises(
        Given("m.csv", b"Account address,Hide notifications\na@b.example,true\n")
    )


def test_a_second_import_brings_nobody_new():
    found = read("ana@social.example,true,false,")
    book, _ = merge(Book(), found)
    assert str(merge(book, found)[1]) == "new 0, matched 1, skipped 0"


def test_another_file_is_refused_with_what_to_choose():
    with pytest.raises(NotReadable, match="choose following_accounts"):
        mastodon.read([Given("x.csv", b"a,b\n1,2\n")], Asked())


cells = st.one_of(
    st.text(max_size=8), st.sampled_from(['"', "\0", "\n", "@", "ana@social.example"])
)


@given(st.lists(cells, max_size=30), st.binary(max_size=50))
def test_whatever_stands_below_the_headings_a_book_can_keep_it(below, data):
    file = Given("c.csv", f"{HEAD}{','.join(below)}".encode("utf-8", "replace") + data)
    assume(file.is_text)  # one of many NULs is none
    assert mastodon.recognises(file)
    try:
        found = mastodon.read([file], Asked())
    except NotReadable:  # nobody stands below
        return
    book, counts = merge(Book(), found)
    assert counts.new == len(book.all(Member))
    assert merge(book, found)[0] == book


def test_more_rows_than_anybody_follows_are_refused():
    with pytest.raises(NotReadable, match="more than 100,000 rows: keep those you need"):
        read(*["a@b.example,true"] * 100_001)
