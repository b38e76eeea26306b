"""Who is who: matched where there is no doubt, asked about where there is some, never merged silently."""

import pytest

from plnkit.exchange import known
from plnkit.exchange.contacts import Contact, staged
from plnkit.exchange.known import alike, twins
from plnkit.exchange.merging import Choice, merge
from plnkit.exchange.preview import Filter, Preview, rejects
from plnkit.exchange.staging import Skipped
from plnkit.model import Book, Member


def member(id: str, name: str, **more) -> Member:
    return Member(id=id, name=name, kind="person", **more)


def book(*members: Member) -> Book:
    return Book().with_(*members)


def one(name: str, **more) -> Contact:
    return Contact("line 2", name, **more)


def fate(mine: Book, contact: Contact) -> str:
    (candidate,) = Preview(mine, staged([contact])).candidates
    return candidate.fate


@pytest.mark.parametrize("few", [2_000, 2])
def test_two_of_the_same_name_in_a_file_are_found_however_many_there_are(monkeypatch, few):
    monkeypatch.setattr(known, "_PAIRED", few)
    ana, again, ben = member("1", "Ana Silva"), member("2", "Silva, Ána"), member("3", "Ben")
    assert twins([ana, ben, again]) == [(ana, again)]


def test_the_same_name_and_organisation_are_the_same_person():
    assert fate(book(member("a", "Ana Silva")), one("ana  silva")) == "matched"
    acme = book(member("a", "Ana Silva", organisation="Acme"))
    assert fate(acme, one("Ana Silva", organisation="ACME")) == "matched"


def test_the_same_name_elsewhere_is_asked_about():
    acme = book(member("a", "Ana Silva", organisation="Acme"))
    assert fate(acme, one("Ana Silva", organisation="Bolt")) == "asked"


def test_the_same_name_with_another_address_is_asked_about():
    mine = book(member("a", "Ana Silva", email="ana@a.example"))
    assert fate(mine, one("Ana Silva", email="ana@b.example")) == "asked"


@pytest.mark.parametrize("name", ["Jon Smith", "JOHN SMITH-", "Smith, John", "Jöhn Smith"])
def test_nearly_the_same_name_is_asked_about(name):
    assert fate(book(member("a", "John Smith")), one(name)) == "asked"


def test_another_name_is_somebody_new():
    assert fate(book(member("a", "Amina Diallo")), one("Amira Diallo-Berg")) == "new"


def test_a_further_address_is_enough_to_be_the_same():
    mine = book(member("a", "Ana", email="ana@work.example"))
    contact = one("Ana S.", email="ana@home.example", addresses=("Ana@work.example",))
    assert fate(mine, contact) == "matched"


def test_a_person_is_not_asked_to_be_a_source():
    source = Member(id="s", name="Jon Smith", kind="source")
    assert fate(Book().with_(source), one("John Smith")) == "new"


def test_whoever_notes_the_address_of_a_source_is_not_the_source():
    source = Member(id="s", name="The Calm Lead", kind="source", url="https://calm.example")
    assert fate(Book().with_(source), one("Ana Silva", url="https://calm.example")) == "new"


def test_who_was_said_to_be_the_same_is_known_the_next_time():
    mine = book(member("a", "John Smith", email="john@a.example"))
    jon = staged([one("Jon Smith", email="jon@b.example")])
    (stranger,) = jon.content.members
    merged, counts = merge(mine, jon, Choice(same={stranger.id: "a"}))
    assert (len(merged.members), counts.matched) == (1, 1)
    assert merged.member("a").was == (stranger.id,)
    assert merge(merged, jon) == (merged, merge(merged, jon)[1])
    assert Preview(merged, jon).candidates[0].fate == "matched"


def test_who_was_said_to_be_another_is_not_asked_about_again():
    mine = book(member("a", "John Smith", email="john@a.example"))
    jon = staged([one("Jon Smith", email="jon@b.example")])
    merged, _ = merge(mine, jon)
    assert len(merged.members) == 2
    assert Preview(merged, jon).candidates[0].fate == "matched"


def test_two_of_a_file_can_turn_out_to_be_one():
    mine = book(member("a", "Ana Silva"))
    two = staged([one("Anna Silva", email="1@x.example"), one("Ana Sylva", email="2@x.example")])
    same = {m.id: "a" for m in two.content.members}
    merged, counts = merge(mine, two, Choice(same=same))
    assert (str(counts), merged.member("a").was) == ("new 0, matched 2, skipped 0", tuple(same))
    assert merge(merged, two)[0] == merged


def test_what_would_be_filled_in_is_said():
    mine = book(member("a", "Ana", email="a@x.example", organisation="Acme"))
    contact = one("Ana", email="a@x.example", organisation="Bolt", url="https://x.example/ana")
    (candidate,) = Preview(mine, staged([contact])).candidates
    assert candidate.fills == ("url",)


def test_filters_let_through_whom_they_name():
    both = staged([one("Ana", organisation="Acme", position="CEO", groups=("Tea",)), one("Ben")])
    preview = Preview(Book(), both)
    for wanted in (
        Filter(text="an"), Filter(organisation="acmé"), Filter(position="ceo"), Filter(group="te")
    ):  # fmt: skip
        assert [c.member.name for c in preview.those(wanted)] == ["Ana"]
    assert len(preview.those(Filter())) == 2
    assert preview.those(Filter(talked=True)) == ()


def test_names_in_great_numbers_are_compared_in_parts():
    mine = book(*(member(str(n), f"Person Number {n:05}") for n in range(20)))
    strangers = [member(f"s{n}", f"Pers0n Number {n:05}") for n in range(2500)]
    found = alike(mine, strangers)
    assert {m.id for m in found["s7"]} >= {"7"}


def test_rejects_say_where_and_why_and_no_spreadsheet_runs_them():
    text = rejects([Skipped("line 3", "no name", raw="=1+1,x")]).decode("utf-8-sig")
    assert text.splitlines()[1] == 'line 3,no name,"\'=1+1,x"'
