"""Outlook: headings of many languages, the code page of Windows, semicolons, and Exchange."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from plnkit.errors import NotReadable
from plnkit.exchange import outlook
from plnkit.exchange.given import Given
from plnkit.exchange.incoming import Asked, kind_of
from plnkit.exchange.merging import merge
from plnkit.exchange.staging import Staged
from plnkit.model import Book, Member

# The beginning of what Outlook writes, by language: title, names, company, department, position,
# addresses, categories, notes, web page.
HEADS = {
    "English": "Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,"
    "E-mail Address,E-mail 2 Address,Categories,Notes,Web Page",
    "German": "Anrede,Vorname,Weitere Vornamen,Nachname,Suffix,Firma,Abteilung,Position,"
    "E-Mail-Adresse,E-Mail 2: Adresse,Kategorien,Notizen,Webseite",
    "French": "Titre,Prénom,Deuxième prénom,Nom,Suffixe,Société,Service,Profession,"
    "Adresse de messagerie,Adresse de messagerie 2,Catégories,Notes,Page Web",
    "Spanish": "Título,Nombre,Segundo nombre,Apellidos,Sufijo,Organización,Departamento,Puesto,"
    "Dirección de correo electrónico,Dirección de correo electrónico 2,Categorías,Notas,Página web",
    "Italian": "Titolo,Nome,Secondo Nome,Cognome,Suffisso,Società,Reparto,Qualifica,"
    "Indirizzo E-mail,Indirizzo E-mail 2,Categorie,Note,Pagina Web",
    "Dutch": "Titel,Voornaam,Middelste naam,Achternaam,Achtervoegsel,Bedrijf,Afdeling,Functie,"
    "E-mailadres,E-mailadres 2,Categorieën,Notities,Webpagina",
    "Portuguese": "Título,Primeiro nome,Nome do meio,Último nome,Sufixo,Empresa,Departamento,Cargo,"
    "Endereço de E-mail,Endereço de E-mail 2,Categorias,Notas,Página Web",
    "Swedish": "Titel,Förnamn,Mellannamn,Efternamn,Suffix,Företag,Avdelning,Befattning,"
    "E-postadress,E-postadress 2,Kategorier,Anteckningar,Webbsida",
    "Danish": "Titel,Fornavn,Mellemnavn,Efternavn,Suffiks,Firma,Afdeling,Stilling,"
    "E-mail-adresse,E-mail-adresse 2,Kategorier,Noter,Webside",
    "Polish": "Tytuł,Imię,Drugie imię,Nazwisko,Sufiks,Firma,Oddział,Stanowisko,"
    "Adres e-mail,Adres 2 e-mail,Kategorie,Notatki,Osobista strona sieci Web",
}
HEAD = HEADS["English"]
ANA = (
    "Dr.,Ana,M.,Silva,,Acme,Learning,Lead,ana@a.example,ana@b.example,Work;Lund,Met in Lund,"
    "https://ana.example"
)


def table(*rows: str, head: str = HEAD, encoding: str = "utf-8-sig", mark: str = ",") -> Given:
    text = "\r\n".join([head.replace(",", mark), *rows, ""])
    return Given("contacts.csv", text.encode(encoding))


def read(*rows: str, head: str = HEAD) -> Staged:
    return outlook.read([table(*rows, head=head)], Asked())


def only(staged: Staged) -> Member:
    (one,) = staged.content.members
    return one


@pytest.mark.parametrize("language", HEADS)
def test_headings_are_known_in_many_languages(language):
    file = table(ANA, head=HEADS[language])
    assert kind_of(file) == "outlook"
    found = outlook.read([file], Asked())
    ana = only(found)
    assert (ana.name, ana.email, ana.organisation) == ("Ana M. Silva", "ana@a.example", "Acme")
    assert (ana.url, ana.note) == ("https://ana.example", "Lead\nMet in Lund")
    facts = found.facts[ana.id]
    assert facts.groups == ("Work", "Lund")  # categories are separated by semicolons
    assert facts.addresses == ("ana@a.example", "https://ana.example", "ana@b.example")


def test_the_code_page_of_windows_is_read():
    ana = ANA.replace("Ana", "Zoë").replace("Silva", "Müller")
    file = table(ana, head=HEADS["German"], encoding="cp1252")
    assert only(outlook.read([file], Asked())).name == "Zoë M. Müller"


def test_semicolons_separate_cells_where_the_comma_is_for_decimals():
    row = ANA.replace("Work;Lund", '"Work;Lund"').replace(",", ";")  # then categories are quoted
    file = table(row, head=HEADS["German"], mark=";")
    assert kind_of(file) == "outlook"
    found = outlook.read([file], Asked())
    assert found.facts[only(found).id].groups == ("Work", "Lund")


def test_the_headings_of_outlook_on_the_web_are_known():
    head = (
        "First Name,Middle Name,Last Name,Title,Suffix,Nickname,Given Yomi,Surname Yomi,"
        "E-mail Address,E-mail 2 Address,E-mail 3 Address,Home Phone,Mobile Phone,Company"
    )
    file = table("Ana,,Silva,,,,,,ana@a.example,,,,,Acme", head=head)
    assert kind_of(file) == "outlook"
    assert only(outlook.read([file], Asked())).organisation == "Acme"


def test_an_address_inside_exchange_is_no_email():
    # A colleague on the same server: the address is one of a directory, and may hold an @.
    inside = "/o=ExchangeLabs/ou=Group/cn=Recipients/cn=ana@acme"
    assert not only(read(ANA.replace("ana@a.example", inside).replace("ana@b.example", ""))).email
    assert only(read(ANA.replace("ana@a.example", inside))).email == "ana@b.example"


def test_an_address_in_quotation_marks_is_read():
    assert only(read(ANA.replace("ana@a.example", "'ana@a.example'"))).email == "ana@a.example"


def test_without_a_name_what_is_shown_with_the_address_has_to_do():
    head = f"{HEAD},E-mail Display Name"
    row = ",,,,,Acme,,,ana@a.example,,,,,Ana Silva (ana@a.example)"
    assert only(read(row, head=head)).name == "Ana Silva"


def test_a_company_without_a_name_is_a_source():
    library = only(read(",,,,,City Library,,,,,,,"))
    assert (library.name, library.kind) == ("City Library", "source")


def test_a_web_page_that_several_names_share_is_nobodys_own():
    ben = ANA.replace("Ana", "Ben").replace("ana@", "ben@")
    found = read(ANA, ben)
    assert [(m.name, m.url) for m in found.content.members] == [
        ("Ana M. Silva", ""), ("Ben M. Silva", "")
    ]  # fmt: skip


def test_a_note_over_several_lines_is_one_row():
    note = '"Met in Lund\r\nand ""twice"" since"'
    assert (
        only(read(ANA.replace("Met in Lund", note))).note == 'Lead\nMet in Lund\nand "twice" since'
    )


def test_who_has_neither_name_nor_address_is_left_out_and_can_be_found():
    (lost,) = read(ANA, "Dr.,,,,,,,Lead,,,,,").skipped
    assert (lost.where, lost.member, lost.raw) == ("line 3", True, "Dr.,,,,,,,Lead,,,,,")


def test_a_second_import_brings_nobody_new():
    book, _ = merge(Book(), read(ANA))
    assert str(merge(book, read(ANA))[1]) == "new 0, matched 1, skipped 0"


@pytest.mark.parametrize(
    "head",
    [
        "",
        "First Name,Last Name,E-mail Address",
        "Vorname,Nachname,E-Mail-Adresse,Firma",
        "First Name,Last Name,Display Name,Nickname,Primary Email,Organization,Notes",  # Thunderbird
    ],
)
def test_other_tables_are_not_taken_for_outlooks(head):
    assert not outlook.recognises(Given("x.csv", head.encode()))


def test_a_table_of_something_else_is_refused_with_what_to_do():
    with pytest.raises(
        NotReadable, match="does not have the columns of Outlook's contacts: export"
    ):
        outlook.read([Given("x.csv", b"a,b\n1,2\n")], Asked())


cells = st.one_of(
    st.text(max_size=8), st.sampled_from(['"', "\0", "\n", ";", "/o=x", "a@x.example"])
)


@given(st.sampled_from(list(HEADS.values())), st.lists(cells, max_size=40), st.binary(max_size=50))
def test_whatever_stands_below_the_headings_a_book_can_keep_it(head, below, data):
    file = Given("c.csv", f"{head}\n{','.join(below)}".encode("utf-8", "replace") + data)
    assume(file.is_text)  # one of many NULs is none
    assert outlook.recognises(file)
    try:
        found = outlook.read([file], Asked())
    except NotReadable:  # nobody stands below
        return
    book, counts = merge(Book(), found)
    assert counts.new == len(book.all(Member))
    assert merge(book, found)[0] == book
