"""Google Contacts: both headings, several values in a cell, and nothing that a book does not need."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from plnkit.errors import NotReadable
from plnkit.exchange import google
from plnkit.exchange.contacts import SEVERAL
from plnkit.exchange.given import Given
from plnkit.exchange.incoming import Asked, kind_of
from plnkit.exchange.merging import merge
from plnkit.exchange.staging import Staged
from plnkit.model import Book, Member

TODAY = (  # the headings of today; what is numbered grows with the data
    "First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name,"
    "Name Prefix,Name Suffix,Nickname,File As,Organization Name,Organization Title,"
    "Organization Department,Birthday,Notes,Photo,Labels"
)
MAIL = ",E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value"
REST = ",Phone 1 - Label,Phone 1 - Value,Relation 1 - Label,Relation 1 - Value"
WEB = ",Website 1 - Label,Website 1 - Value"
HEAD = TODAY + MAIL + REST + WEB
BEFORE = (
    "Name,Given Name,Additional Name,Family Name,Yomi Name,Given Name Yomi,Nickname,Birthday,Notes,"
    "Group Membership,E-mail 1 - Type,E-mail 1 - Value,Organization 1 - Type,Organization 1 - Name,"
    "Organization 1 - Title,Website 1 - Type,Website 1 - Value"
)


def table(*rows: dict[str, str], head: str = HEAD, name: str = "contacts.csv") -> Given:
    columns = head.split(",")
    lines = [",".join(f'"{row.get(column, "")}"' for column in columns) for row in rows]
    return Given(name, "\n".join([head, *lines]).encode())


def read(*rows: dict[str, str], head: str = HEAD) -> Staged:
    return google.read([table(*rows, head=head)], Asked())


def only(staged: Staged) -> Member:
    (one,) = staged.content.members
    return one


ANA = {
    "First Name": "Ana",
    "Last Name": "Silva",
    "E-mail 1 - Value": "ana@a.example",
    "Organization Name": "Acme",
    "Organization Title": "Lead",
    "Notes": "Met in Lund\nLikes tea",
}


def test_a_contact_of_today_brings_what_a_book_keeps():
    found = read(ANA)
    ana = only(found)
    assert (ana.name, ana.email, ana.organisation) == ("Ana Silva", "ana@a.example", "Acme")
    assert ana.note == "Lead\nMet in Lund\nLikes tea"
    assert found.facts[ana.id].position == "Lead"
    assert found.contacts


def test_a_contact_of_before_brings_the_same():
    row = {
        "Name": "Ana M. Silva",
        "Given Name": "Ana",
        "Additional Name": "M.",
        "Family Name": "Silva",
        "Group Membership": "Lund ::: * myContacts",
        "E-mail 1 - Value": "ana@a.example",
        "Organization 1 - Name": "Acme",
        "Organization 1 - Title": "Lead",
        "Website 1 - Value": "https://ana.example",
    }
    found = read(row, head=BEFORE)
    ana = only(found)
    assert (ana.name, ana.email, ana.organisation) == ("Ana M. Silva", "ana@a.example", "Acme")
    assert (ana.url, ana.note) == ("https://ana.example", "Lead")
    assert found.facts[ana.id].groups == ("Lund",)


@pytest.mark.parametrize("head", [HEAD, BEFORE, TODAY, TODAY + REST, "\ufeff" + HEAD])
def test_both_headings_are_recognised_whatever_columns_there_are(head):
    assert kind_of(table(head=head)) == "google"


def test_of_several_values_the_first_counts_and_the_others_are_known_too():
    found = read({**ANA, "E-mail 1 - Value": "a@a.example ::: b@b.example", "E-mail 2 - Value": "c@c.example"})  # fmt: skip
    ana = only(found)
    assert ana.email == "a@a.example"
    assert found.facts[ana.id].addresses == ("a@a.example", "b@b.example", "c@c.example")


def test_labels_are_groups_but_for_those_that_nobody_gave():
    found = read({**ANA, "Labels": "Work ::: * myContacts ::: * starred ::: * friends"})
    assert found.facts[only(found).id].groups == ("Work", "friends")


def test_phones_photos_birthdays_and_relations_are_not_kept():
    private = {
        "Phone 1 - Value": "+49 30 1234",
        "Photo": "https://photo.example/1",
        "Birthday": "1990-01-02",
        "Relation 1 - Value": "Mum",
        "Phonetic First Name": "Ahna",
    }
    kept = repr(read({**ANA, **private}))
    assert not [text for text in private.values() if text in kept]


def test_without_a_name_the_nickname_or_the_email_has_to_do():
    assert only(read({"Nickname": "Nana", "Notes": "x"})).name == "Nana"
    assert only(read({"E-mail 1 - Value": "ana@a.example"})).name == "ana@a.example"


def test_an_organisation_without_a_name_is_a_source():
    library = only(read({"Organization Name": "City Library"}))
    assert (library.name, library.kind) == ("City Library", "source")


def test_who_has_nothing_but_a_phone_is_left_out():
    (lost,) = read({"Phone 1 - Value": "+49 30 1234"}).skipped
    assert lost.where == "line 2"
    assert "neither a name" in lost.why


def test_a_website_that_several_names_share_is_nobodys_own():
    page = {"Website 1 - Value": "https://acme.example"}
    ben = {"First Name": "Ben", "E-mail 1 - Value": "ben@acme.example", **page}
    found = read({**ANA, **page}, ben)
    assert [(m.name, m.url) for m in found.content.members] == [("Ana Silva", ""), ("Ben", "")]


def test_who_stands_twice_with_a_website_is_still_one():
    page = {"Website 1 - Value": "https://ana.example"}
    assert only(read({**ANA, **page}, {**ANA, **page})).url == "https://ana.example"


def test_of_who_stands_in_a_file_very_often_not_every_group_is_known():
    found = read(*({**ANA, "Labels": f"group {number}"} for number in range(200)))
    assert len(found.facts[only(found).id].groups) == SEVERAL


def test_several_files_are_read_as_one_and_say_where():
    files = [table(ANA), table({}, {"Phone 1 - Value": "1"}, name="more.csv")]
    found = google.read(files, Asked())
    assert only(found).name == "Ana Silva"
    assert [one.where for one in found.skipped] == ["more.csv, line 3"]


def test_a_second_import_brings_nobody_new():
    book, _ = merge(Book(), read(ANA))
    assert str(merge(book, read(ANA))[1]) == "new 0, matched 1, skipped 0"


@pytest.mark.parametrize(
    "head", ["", "First Name,Last Name,Labels", "Name,Email", "First Name,Middle Name,Last Name"]
)
def test_other_tables_are_not_taken_for_googles(head):
    assert not google.recognises(Given("x.csv", head.encode()))


def test_a_table_of_something_else_is_refused_with_what_to_do():
    with pytest.raises(NotReadable, match="does not have the columns of Google Contacts: export"):
        google.read([Given("x.csv", b"a,b\n1,2\n")], Asked())


cells = st.one_of(st.text(max_size=8), st.sampled_from(['"', "\0", "\n", " ::: ", "a@x.example"]))


@given(st.sampled_from([HEAD, BEFORE]), st.lists(cells, max_size=60), st.binary(max_size=50))
def test_whatever_stands_below_the_headings_a_book_can_keep_it(head, below, data):
    file = Given("c.csv", f"{head}\n{','.join(below)}".encode("utf-8", "replace") + data)
    assume(file.is_text)  # one of many NULs is none
    assert google.recognises(file)
    try:
        found = google.read([file], Asked())
    except NotReadable:  # nobody stands below
        return
    book, counts = merge(Book(), found)
    assert counts.new == len(book.all(Member))
    assert merge(book, found)[0] == book
