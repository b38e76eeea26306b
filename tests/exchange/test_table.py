"""Any table of people: what its columns hold is proposed, and nothing is guessed."""

import io
from datetime import date

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plnkit.errors import NotReadable
from plnkit.exchange import headings, table
from plnkit.exchange.given import Given
from plnkit.exchange.incoming import Asked, Unanswered
from plnkit.exchange.merging import merge
from plnkit.exchange.preview import Preview
from plnkit.exchange.staging import Staged
from plnkit.model import Book


def file(text, name="x.csv"):
    return Given(name, text if isinstance(text, bytes) else text.encode())


def read(text, **columns):
    return table.read([file(text)], Asked(columns=columns))


def members(text, **columns):
    return read(text, **columns).content.members


def proposal(text):
    return dict(table.sheet(file(text)).proposal)


def reasons(text, **columns):
    return [str(s) for s in read(text, **columns).skipped]


# --- what columns hold --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "head",
    [
        "Name,E-mail,Company,Job title,Website,Notes",
        "Vollständiger Name;E-Mail-Adresse;Firma;Beruf;Webseite;Bemerkungen",
        "Nom complet;Courriel;Société;Fonction;Site web;Remarques",
        "Nombre completo,Correo electrónico,Empresa,Puesto,Página web,Comentarios",
        "Nome completo,Indirizzo e-mail,Azienda,Mansione,Sito web,Commenti",
        "Nome completo,E-mail,Organização,Função,Link,Observações",
        "Naam,E-mailadres,Bedrijf,Functie,Website,Opmerkingen",
        "Namn,E-postadress,Företag,Befattning,Hemsida,Anteckningar",
        "Navn,E-post,Bedrift,Stilling,Hjemmeside,Kommentar",
        "FULL NAME,E-mail 1,Company,Job_Title,URL,Notes (private)",
    ],
)
def test_headings_are_known_in_many_languages(head):
    found = proposal(f"{head}\nAna\n")
    assert list(found) == ["name", "email", "organisation", "position", "url", "note"]


def test_a_word_is_the_heading_of_one_field_only():
    words = [word for several in headings._WORDS.values() for word in set(several.split())]
    assert sorted(words) == sorted(set(words))
    assert set(headings._WORDS) == set(table.FIELDS)


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("Vorname;Nachname", "Ana Silva"),
        ("Vorname;Name", "Ana Silva"),
        ("Prénom;Nom", "Ana Silva"),
        ("Nombre;Apellidos", "Ana Silva"),
        ("Given name;Surname", "Ana Silva"),
    ],
)
def test_a_name_in_two_columns_is_one(head, name):
    assert [m.name for m in members(f"{head}\nAna;Silva\n")] == [name]


def test_a_whole_name_beside_a_first_name_is_not_doubled():
    assert [m.name for m in members("Vorname;Name\nAna;Ana Silva\n")] == ["Ana Silva"]


def test_addresses_are_known_by_what_they_are_where_the_heading_says_nothing():
    text = "Name,Foo,Bar\nAna,a@x.example,https://x.example/ana\nBen,,www.y.example\n"
    assert proposal(text) == {"name": "Name", "email": "Foo", "url": "Bar"}


def test_a_table_without_headings_has_numbered_columns():
    text = "Ana Silva,a@x.example\nBen Roth,b@x.example\n"
    sheet = table.sheet(file(text))
    assert (sheet.columns, sheet.count) == (("Column 1", "Column 2"), 2)
    assert sheet.proposal == {"name": "Column 1", "email": "Column 2"}
    assert [m.name for m in members(text)] == ["Ana Silva", "Ben Roth"]


@pytest.mark.parametrize("text", ["Ana Silva\nBen Roth\n", "Name\nAna Silva\nBen Roth\n"])
def test_a_list_of_names_is_a_table_of_one_column(text):
    assert [m.name for m in members(text)] == ["Ana Silva", "Ben Roth"]


def test_headings_under_a_title_are_found_and_the_title_is_told():
    text = "Our contacts\nas of March\nName,Company\nAna,Acme\n"
    assert [(m.name, m.organisation) for m in members(text)] == [("Ana", "Acme")]
    assert reasons(text)[0] == "line 1: it stands above the headings, so it was taken for a title"


def test_columns_have_names_that_differ():
    text = "Name,,E-mail,E-mail\nAna,x,a@x.example,b@x.example,more\n"
    assert table.sheet(file(text)).columns == (
        "Name", "Column 2", "E-mail", "E-mail (2)", "Column 5",
    )  # fmt: skip


def test_the_first_rows_are_shown_as_wide_as_the_table():
    sheet = table.sheet(file("Name,Firm\n" + "Ana\n" * 20))
    assert sheet.samples == (("Ana", ""),) * 5
    assert sheet.count == 20


def test_columns_that_were_said_hold_and_no_others():
    text = "Alpha,Beta,E-mail\nAna,Acme,a@x.example\n"
    (one,) = members(text, name="alpha ", organisation="Beta")
    assert (one.name, one.organisation, one.email) == ("Ana", "Acme", "")
    assert reasons(text, name="Alpha", organisation="Beta") == [
        "x.csv: these columns were not used: E-mail"
    ]


def test_where_no_column_holds_names_it_is_asked_which():
    with pytest.raises(Unanswered) as asked:
        read("Alpha,Beta\nx1,y1\n")
    assert (asked.value.ask, asked.value.options) == ("columns", ("Alpha", "Beta"))
    assert str(asked.value) == (
        "x.csv does not tell where the names are: say which column holds the names, as in "
        '--column name="Alpha".'
    )


def test_a_column_that_is_not_there_is_asked_for_again():
    with pytest.raises(Unanswered, match="no column “Nmae”: it has Name and Firm"):
        read("Name,Firm\nAna,Acme\n", name="Nmae")


def test_a_field_that_nobody_knows_is_refused_with_those_that_are():
    with pytest.raises(NotReadable, match="aura is no field of a table: choose from name, first"):
        read("Name\nAna\n", aura="Name")


TEAM = "Mensch\tMailadresse (privat)\nGudrun Ohm\tg@x.example\nAli Kaya\ta@x.example\n"


def test_full_names_are_known_under_a_heading_that_nobody_knows():
    assert proposal(TEAM) == {"name": "Mensch", "email": "Mailadresse (privat)"}


def test_with_addresses_alone_it_is_asked_for_names_where_another_column_could_hold_them():
    text = "Foo,Bar,E-mail\nGudrun,Acme,g@x.example\nAli,Acme Bolt,a@x.example\n"
    assert proposal(text) == {"email": "E-mail"}
    with pytest.raises(Unanswered, match='as in --column name="Foo"'):
        read(text)
    with pytest.raises(Unanswered):
        read(TEAM, email="Mailadresse (privat)")


def test_addresses_alone_are_enough_where_nothing_else_could_be_a_name():
    text = "E-mail,Phone,Company\na@x.example,030 12,Acme\n"
    assert [m.name for m in members(text, email="E-mail")] == ["a@x.example"]


@pytest.mark.parametrize(
    "text",
    [
        "Gudrun Ohm, Ali Kaya, Ludwig van Beethoven",
        "Gudrun Ohm; Ali Kaya;Ludwig van Beethoven\n",
        "Gudrun Ohm <g@x.example>, Ali Kaya, Ludwig van Beethoven <l@x.example>",
    ],
)
def test_names_in_a_single_row_are_a_list_of_them(text):
    assert table.recognises(file(text))
    assert [m.name for m in members(text)] == ["Gudrun Ohm", "Ali Kaya", "Ludwig van Beethoven"]


def test_first_names_or_addresses_in_a_single_row_are_a_list_too():
    assert [m.name for m in members("Gudrun, Ali, Paula")] == ["Gudrun", "Ali", "Paula"]
    assert [m.email for m in members("g@x.example; a@x.example")] == ["g@x.example", "a@x.example"]


@pytest.mark.parametrize("text", ["Gudrun Ohm, g@x.example", "Gudrun Ohm, Head of Learning, Acme"])
def test_a_single_row_about_somebody_is_one_person(text):
    assert [m.name for m in members(text)] == ["Gudrun Ohm"]


MIXED = "Gudrun Ohm\nAli Kaya\n\nPaula Abt <paula@abt.example>\nb@x.example\n"


def test_a_name_with_its_address_is_taken_apart():
    assert table.recognises(file(MIXED))
    assert proposal(MIXED) == {"name": "Column 1"}
    assert [(m.name, m.email) for m in members(MIXED)] == [
        ("Gudrun Ohm", ""), ("Ali Kaya", ""), ("Paula Abt", "paula@abt.example"),
        ("b@x.example", "b@x.example"),
    ]  # fmt: skip


def test_a_list_of_people_as_a_letter_is_addressed_to_them_has_names_and_addresses():
    text = '"Abt, Paula" <p@x.example>\nAli Kaya <mailto:a@x.example>;\n'
    assert [(m.name, m.email) for m in members(text, name="Column 1")] == [
        ("Abt, Paula", "p@x.example"), ("Ali Kaya", "a@x.example")
    ]  # fmt: skip
    (one,) = members("E-mail\nPaula Abt <p@x.example>\n")
    assert (one.name, one.email) == ("Paula Abt", "p@x.example")


@pytest.mark.parametrize("head", ["Name,Company", "Alpha,Beta"])
def test_headings_alone_are_told_so(head):
    with pytest.raises(NotReadable, match=r"x\.csv has headings, but nobody stands under them"):
        table.sheet(file(f"{head}\n"))


@pytest.mark.parametrize(
    ("head", "field"),
    [
        ("Wer", "name"),
        ("Works at", "organisation"),
        ("Wo arbeitet sie/er?", "organisation"),
        ("Their job", "position"),
        ("Her e-mail", "email"),
    ],
)
def test_everyday_headings_are_known(head, field):
    assert headings.said_by(head) == field


# --- people -------------------------------------------------------------------------------------

WHOLE = (
    "Name;Nickname;E-mail;Organisation;Position;URL;Topics;Groups;Role;Ring;Channels;Since;Notes\n"
    "Ana;;a@x.example, b@x.example;Acme;Head;x.example/ana;maths, music;work;Peer;2;chat;"
    "12 March 2026;Tea\n"
)


def test_everything_that_a_row_says_of_somebody_is_kept():
    staged = read(WHOLE)
    (one,) = staged.content.members
    assert (one.name, one.email, one.organisation, one.url) == (
        "Ana", "a@x.example", "Acme", "x.example/ana",
    )  # fmt: skip
    assert (one.topics, one.channels, one.role, one.closeness) == (
        ("maths", "music"), ("chat",), "peer", 2,
    )  # fmt: skip
    assert one.note == "Head\nTea"
    facts = staged.facts[one.id]
    assert (facts.groups, facts.since) == (("work",), date(2026, 3, 12))
    assert "b@x.example" in facts.addresses
    assert staged.contacts
    assert staged.skipped == ()


def test_since_a_year_is_since_its_first_day():
    staged = read("Name,Since\nAna,2019\nBen,1066\n")
    ana, ben = staged.content.members
    assert (staged.facts[ana.id].since, staged.facts[ben.id].since) == (date(2019, 1, 1), None)
    assert [s.where for s in staged.skipped] == ["line 3"]


def test_a_later_import_with_the_name_mends_one_that_was_an_address():
    book, _ = merge(Book(), read("E-mail,Phone\na@x.example,030 12\n"))
    named = read("Name,E-mail\nAna Silva,a@x.example\n")
    (seen,) = Preview(book, named).candidates
    assert seen.fills == ("name",)
    book, counts = merge(book, named)
    assert ([m.name for m in book.members], counts.reasons) == (["Ana Silva"], ())


def test_a_later_import_never_changes_a_name_that_was_said():
    book, _ = merge(Book(), read("Name,E-mail\nAnnie,a@x.example\n"))
    book, _ = merge(book, read("Name,E-mail\nAna Silva,a@x.example\n"))
    assert [m.name for m in book.members] == ["Annie"]


def test_a_role_of_a_source_makes_one():
    (one,) = members("Name,Role\nWeekly,Blog or newsletter\n")
    assert (one.kind, one.role) == ("source", "blog or newsletter")


@pytest.mark.parametrize(
    ("head", "value", "why"),
    [
        ("Ring", "5", "“5” is not a ring (1, the closest, to 4)"),
        ("Ring", "near", "“near” is not a ring (1, the closest, to 4)"),
        ("Role", "boss", "“boss” is not a role (choose from peer, co-worker"),
        ("E-mail", "n/a", "“n/a” is not an e-mail address"),
        ("Website", "javascript:a.b", "“javascript:a.b” is not a web address"),
        ("Since", "5.6.", "“5.6.” is not a day for “since when” (write it like 2026-11-05)"),
        (
            "Since",
            "03/04/2026",
            "“03/04/2026” is not a day for “since when” (write it like 2026-11-05)",
        ),
    ],
)
def test_a_value_that_does_not_fit_is_left_blank_with_the_reason(head, value, why):
    staged = read(f"Name;{head}\nAna;{value}\n")
    (one,) = staged.content.members
    assert (one.closeness, one.role, one.email, one.url) == (None, None, "", "")
    assert staged.facts[one.id].since is None
    (left,) = staged.skipped
    assert str(left).startswith(f"line 2: {why}")
    assert str(left).endswith(("so it was left blank", "so the field was left blank"))
    assert not left.member


def test_a_row_without_a_name_is_told_with_what_stands_there():
    staged = read("Name,Company\nAna,Acme\n,Bolt\n")
    (left,) = staged.skipped
    assert (left.where, left.member, left.raw) == ("line 3", True, ", Bolt")


def test_without_a_name_the_nickname_or_the_address_has_to_do():
    assert [m.name for m in members("Name,Nickname\n,annie\n")] == ["annie"]
    assert [m.name for m in members("E-mail\na@x.example\n")] == ["a@x.example"]


def test_a_broken_row_is_told_and_the_next_is_read():
    text = 'Name,Note\nAna,"tea\nBen,x\nCy,y\n'
    assert [m.name for m in members(text)] == ["Ben", "Cy"]
    assert reasons(text) == ["line 2: a quotation mark in it is not closed"]


def test_too_many_rows_are_refused_with_what_to_do(monkeypatch):
    monkeypatch.setattr(table, "ROWS", 2)
    with pytest.raises(NotReadable, match="has 3 rows, and plnkit reads up to 2: keep those"):
        read("Ana\nBen\nCy\n")


def test_a_table_without_rows_is_told_so():
    with pytest.raises(NotReadable, match=r"x\.csv has no rows: choose another file"):
        read(",,\n\n")


# --- sheets of Excel ----------------------------------------------------------------------------


def workbook(**sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return Given("x.xlsx", out.getvalue())


def test_the_first_sheet_with_rows_is_read():
    given = workbook(
        Empty=[], People=[("Name", "Ring", "Since"), ("Ana", 2.0, date(2026, 3, 12)), (None, 1)]
    )
    assert table.recognises(given)
    staged = table.read([given], Asked())
    (one,) = staged.content.members
    assert (one.name, one.closeness, staged.facts[one.id].since) == ("Ana", 2, date(2026, 3, 12))
    assert [s.where for s in staged.skipped] == ["row 3"]


def test_further_sheets_that_are_not_read_are_named():
    given = workbook(Empty=[], People=[("Name",), ("Ana",)], Old=[("Ben",)], More=[("Cy",)])
    staged = table.read([given], Asked())
    (left,) = staged.skipped
    assert left.why == (
        "the sheet “People” was read, and “Old” and “More” were not: save each as a file of its own"
    )
    assert not left.member


def test_a_workbook_without_rows_is_told_so():
    with pytest.raises(NotReadable, match="has no rows"):
        table.read([workbook(Empty=[])], Asked())


# --- what looks like a table --------------------------------------------------------------------

PROSE = """Dear Ana,

thank you for the talk, which I liked a lot, and for the book. I read it on the train, twice.
When we meet again, in spring, I will bring it back, with tea.

Yours, Ben
"""


@pytest.mark.parametrize(
    "text",
    [
        "Name\nAna\n",
        "Ana Silva\nBen Roth\nDr. Cy O'Neill-Ott\n",
        "a@x.example\nb@x.example\n",
        "Ana Silva\tAcme\nBen Roth\tBolt\n",
        "Foo;Bar\nx;1\ny;2\n",
        'Name,Note\nAna,"He said: yes, and no.\nThen he left."\n',
        "sep=;\nVorname;Nachname\n",
        "東京太郎\n山田花子\n",
        "Name,E-mail,Phone\n",
    ],
)
def test_tables_and_lists_of_names_are_recognised(text):
    assert table.recognises(file(text))


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        "Just some prose that somebody pasted. It has sentences, and commas.",
        "Just some prose that somebody pasted",
        "Dear Ana, thank you for the talk",
        "Dear Ana, how are you doing\nI am fine, but a bit tired\n",
        '{"a": 1, "b": 2}',
        "[1, 2]",
        "<opml><body/></opml>",
        "<html><body>x</body></html>",
        "BEGIN:VCARD\nN:Silva;Ana;;;\nEND:VCARD\n",
        "BEGIN:VCALENDAR\nEND:VCALENDAR\n",
        "import os, sys\n\ndef f(a, b):\n    return a, b\n\nclass A:\n    x = 1, 2\n",
        "function f(a, b) {\n  return a, b;\n}\nconst x = [1, 2];\n",
        "# A title\n\nSome words, and more of them, as they come. And a second sentence.\n",
        "key = value\nother = 2\n[section]\nname = x\n",
        "%PDF-1.4\n1 0 obj\n",
        "",
        "\n \n",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"\0" * 50,
        b"PK\x03\x04broken",
    ],
)
def test_what_is_neither_is_not_recognised(text):
    assert not table.recognises(file(text))


@given(st.binary(max_size=300))
def test_no_bytes_are_too_strange(data):
    given = file(data)
    assert table.recognises(given) in (True, False)
    try:
        assert isinstance(table.read([given], Asked()), Staged)
    except NotReadable as fault:
        assert str(fault)  # noqa: PT017 - either is right


@given(st.text(alphabet='Ana Name,;"\n\t@x.example/:1\0', max_size=200))
def test_whatever_stands_in_a_table_is_read_or_refused(text):
    try:
        assert isinstance(table.read([file(text)], Asked()), Staged)
    except NotReadable as fault:
        assert str(fault)  # noqa: PT017 - either is right
