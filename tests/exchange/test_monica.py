"""Monica: people, how often to be in touch, and when there was something, never what was said."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plnkit.errors import NotReadable
from plnkit.exchange import incoming, monica
from plnkit.exchange.given import Given
from plnkit.exchange.incoming import Asked
from plnkit.exchange.merging import merge
from plnkit.model import Book, Rhythm

SQL = (  # version 4 offers SQL, too: a comment, then INSERT for each table
    "# ****\n# Noor Example dump of data\n# Export date: 2026-01-01\n# ****\n\n"
    "SET FOREIGN_KEY_CHECKS=0;\n\nINSERT IGNORE INTO `accounts` (`id`) VALUES\n (1);\n"
)


def group(kind, *values):
    return {"count": len(values), "type": kind, "values": list(values)}


def field(data):
    return {"created_at": "2026-01-01T00:00:00Z", "properties": {"data": data, "type": "uuid-1"}}


def contact(first="Ana", *data, uuid="c-1", **said):
    # what is not said is not there, and the parts of a contact stand in typed lists
    return {
        "uuid": uuid, "created_at": "2024-05-06T07:08:09.000000Z",
        "properties": {"first_name": first, "avatar": {"avatar_source": "default"}, **said},
        "data": list(data),
    }  # fmt: skip


def export(*contacts, **lists):
    data = [group("contact", *contacts), *(group(kind, *values) for kind, values in lists.items())]
    return {
        "version": "1.0-preview.1", "app_version": "4.1.2", "export_date": "2026-10-01T10:00:00Z",
        "account": {"uuid": "a-1", "data": data, "properties": {}, "instance": {}},
    }  # fmt: skip


def file(raw, name="monica.json"):
    text = raw if isinstance(raw, str) else json.dumps(raw, indent=2)
    return Given(name, text.encode())


def read(*contacts, **lists):
    return monica.read([file(export(*contacts, **lists))], Asked())


def only(staged):
    (member,) = staged.content.members
    return member


ANA = contact(
    "Ana",
    group("contact_field", field("+45.12.34.56"), field("@ana"), field("ana@x.example"),
          field("https://a.example"), field("linkedin.com/in/ana"), field("b@x.example")),
    group("note", {"properties": {"body": "Likes tea", "is_favorite": False}}),
    middle_name="Maria", last_name="Silva", nickname="Ann", company="Acme", job="Head of Learning",
    description="Met in Lund", tags=["work", "design"], stay_in_touch_frequency=60,
)  # fmt: skip


def test_a_person_is_read_with_what_a_book_keeps():
    staged = read(ANA)
    ana = only(staged)
    assert (ana.name, ana.organisation, ana.email) == ("Ana Maria Silva", "Acme", "ana@x.example")
    assert (ana.url, ana.rhythm) == ("linkedin.com/in/ana", Rhythm(ideal=60))
    assert ana.note == "Head of Learning\nMet in Lund\nLikes tea"
    facts = staged.facts[ana.id]
    assert (facts.groups, facts.since) == (("work", "design"), date(2024, 5, 6))
    assert set(facts.addresses) == {
        "ana@x.example", "b@x.example", "linkedin.com/in/ana", "https://a.example"
    }  # fmt: skip


def test_the_page_of_a_company_makes_nobody_the_same():
    site = group("contact_field", field("https://acme.example"))
    last = "2026-01-01"
    staged = read(
        contact("Ana", site, last_talked_to=last), contact("Ben", site, uuid="c-2", last_talked_to=last)
    )  # fmt: skip
    assert [f.talked for f in staged.facts.values()] == [date(2026, 1, 1)] * 2


def test_that_there_was_something_is_kept_and_not_what_was_said():
    call = {"properties": {"called_at": "2026-02-01T00:00:00Z", "content": "SECRET"}}
    messages = [{"properties": {"content": "SECRET", "written_at": "2026-02-02"}}]
    chat = {"properties": {"happened_at": "2026-02-02T00:00:00Z", "messages": messages}}
    walk = {"uuid": "w-1", "properties": {"summary": "SECRET", "happened_at": "2026-02-03"}}
    ana = contact("Ana", group("call", call), group("conversation", chat), group("activity", "w-1"))
    ben = contact("Ben", group("activity", "w-1", "gone"), uuid="c-2")
    staged = read(ana, ben, activity=[walk])
    ids = tuple(m.id for m in staged.content.members)
    found = {(i.members, i.on.isoformat(), i.channel) for i in staged.content.interactions}
    assert found == {
        (ids, "2026-02-03", ""),
        (ids[:1], "2026-02-01", "phone or video"),
        (ids[:1], "2026-02-02", "chat"),
    }
    assert "SECRET" not in repr(staged)


def test_when_they_last_talked_is_a_talk_unless_it_is_there_already():
    call = {"properties": {"called_at": "2026-02-01T00:00:00Z"}}
    staged = read(
        contact("Ana", group("call", call), last_talked_to="2026-02-01T00:00:00.000000Z"),
        contact("Ben", last_talked_to="2025-07-06T00:00:00.000000Z", uuid="c-2"),
    )
    assert [i.on for i in staged.content.interactions] == [date(2026, 2, 1), date(2025, 7, 6)]
    assert [f.talked for f in staged.facts.values()] == [date(2026, 2, 1), date(2025, 7, 6)]


def test_a_second_import_brings_nothing_new():
    staged = read(ANA, contact("Ben", last_talked_to="2026-01-01", uuid="c-2"))
    book, _ = merge(Book(), staged)
    again, counts = merge(book, staged)
    assert (again, counts.new) == (book, 0)


def test_who_is_known_only_as_a_relative_or_has_died_is_left_out():
    staged = read(contact("Kid", is_partial=True), contact("Old", is_dead=True), contact())
    assert [str(s) for s in staged.skipped] == [
        "contact 1: Monica knows Kid only as a relative of another", "contact 2: Old has died"
    ]  # fmt: skip
    assert all(s.member for s in staged.skipped)
    assert only(staged).name == "Ana"


def test_without_a_name_the_nickname_has_to_do_and_without_both_they_are_left_out():
    staged = read(contact("", nickname="Ann"), contact(None, uuid="c-2"))
    assert only(staged).name == "Ann"
    assert [str(s) for s in staged.skipped] == [
        "contact 2: it has neither a name nor an e-mail address"
    ]  # fmt: skip


@pytest.mark.parametrize("days", [0, -1, True, "60", 10**9, None, 1.5])
def test_a_rhythm_that_is_none_is_left_out(days):
    assert only(read(contact(stay_in_touch_frequency=days))).rhythm is None


def test_an_export_is_known_by_its_content():
    assert incoming.kind_of(file(export(), "x.bin")) == "monica"
    assert monica.recognises(file(SQL, "x"))
    ours = {"format": "plnkit-book", "version": 1, "app_version": "1", "account": 1}
    assert incoming.kind_of(file(ours)) == "portable"


def test_an_export_as_sql_is_refused_with_what_to_do():
    with pytest.raises(NotReadable, match="choose JSON in its settings"):
        monica.read([file(SQL)], Asked())


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (json.dumps(export(ANA))[:-9], "cut off"),
        ('{"account": ' * 100_000, "cut off"),
        ("[]", "no account"),
        ('{"app_version": "4", "account": "x"}', "no account"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(text, why):
    with pytest.raises(NotReadable, match=why):
        monica.read([file(text)], Asked())


@pytest.mark.parametrize(("limit", "most"), [("VALUES", 10), ("PEOPLE", 0)])
def test_more_than_a_person_can_have_is_refused(monkeypatch, limit, most):
    monkeypatch.setattr(monica, limit, most)
    with pytest.raises(NotReadable, match="smaller export"):
        monica.read([file(export(ANA))], Asked())


def test_notes_are_kept_as_far_as_a_book_can_keep_them():
    notes = [{"properties": {"body": "x" * 15_000}}] * 3
    assert len(only(read(contact("Ana", group("note", *notes)))).note) == 20_000


KEYS = st.sampled_from(
    ["data", "type", "values", "properties", "uuid", "first_name", "tags", "called_at", "happened_at",
     "last_talked_to", "stay_in_touch_frequency", "body", "created_at", "is_partial"]
)  # fmt: skip
LEAVES = st.sampled_from(
    ["contact", "activity", "call", "note", "contact_field", "2026-01-01", "9999-99-99", "a@x", "", 1, -1.5, None, True]
)  # fmt: skip
ANYTHING = st.recursive(
    LEAVES | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=30,
)


@given(ANYTHING, ANYTHING, ANYTHING)
def test_any_shape_is_read_or_refused(account, values, properties):
    for one in (
        account,
        {"data": values},
        export(values, {"data": values, "properties": properties})["account"],
    ):
        try:
            staged = monica.read([file({"account": one})], Asked())
        except NotReadable:
            continue
        merge(Book(), staged)


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_looked_at_without_a_fault(data):
    monica.recognises(Given("x", data))
