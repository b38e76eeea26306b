"""Outlook's contacts as CSV, with the headings of the language in which Outlook ran.

Desktop Outlook writes the code page of Windows, Outlook on the web UTF-8; where the comma is for
decimals the cells are separated by semicolons. Of a hundred columns those that are headed below are
read; phone numbers, postal addresses, birthdays and family are not kept.
"""

import re
from collections.abc import Iterator, Sequence

from plnkit.exchange.contacts import Contact, line, own_pages, plain_email, staged
from plnkit.exchange.given import Given
from plnkit.exchange.headers import Header, Record, Words, header_of, records_of
from plnkit.exchange.incoming import Asked
from plnkit.exchange.staging import Staged
from plnkit.language import N_

TITLE = N_("Outlook contacts")
TOGETHER = True
_OTHERWISE = N_(
    "{name} does not have the columns of Outlook's contacts: export it there again, as comma "
    "separated values."
)
# In English, German, French, Spanish, Italian, Dutch, Portuguese (two), Swedish, Danish, Polish.
COLUMNS: Words = {
    "first": (
        "first name", "vorname", "prénom", "nombre", "nome", "voornaam", "nome próprio",
        "primeiro nome", "förnamn", "fornavn", "imię",
    ),
    "middle": (
        "middle name", "weitere vornamen", "deuxième prénom", "segundo nombre", "secondo nome",
        "middelste naam", "segundo nome", "nome do meio", "mellannamn", "mellemnavn",
        "drugie imię",
    ),
    "last": (
        "last name", "nachname", "nom", "apellidos", "cognome", "achternaam", "último nome",
        "sobrenome", "apelido", "efternamn", "efternavn", "nazwisko",
    ),
    "shown": ("e-mail display name", "e-mail: angezeigter name", "weergavenaam voor e-mail"),
    "company": (
        "company", "firma", "société", "compañía", "organización", "società", "bedrijf", "empresa",
        "företag",
    ),
    "department": (
        "department", "abteilung", "service", "departamento", "reparto", "afdeling", "avdelning",
        "oddział", "dział",
    ),
    "position": (
        "job title", "position", "profession", "puesto", "cargo", "qualifica", "posizione",
        "functie", "befattning", "stilling", "stanowisko",
    ),
    "email": (
        "e-mail address", "e-mail # address", "e-mail-adresse", "e-mail #: adresse",
        "adresse de messagerie", "adresse de messagerie #", "adresse e-mail",
        "dirección de correo electrónico", "dirección de correo electrónico #",
        "dirección del correo electrónico #", "indirizzo e-mail", "indirizzo e-mail #",
        "indirizzo posta elettronica", "indirizzo posta elettronica #", "e-mailadres",
        "e-mailadres #", "endereço de e-mail", "endereço de e-mail #",
        "endereço de correio eletrónico", "endereço de correio eletrónico #", "e-postadress",
        "e-postadress #", "e-mail-adresse #", "e-mailadresse", "e-mailadresse #", "adres e-mail",
        "adres e-mail #", "adres # e-mail",
    ),
    "categories": (
        "categories", "kategorien", "catégories", "categorías", "categorie", "categorieën",
        "categorien", "categorias", "kategorier", "kategorie",
    ),
    "note": (
        "notes", "notizen", "notas", "note", "notities", "anteckningar", "noter", "notater",
        "notatki",
    ),
    "url": (
        "web page", "webseite", "page web", "página web", "pagina web", "webpagina",
        "página da web", "webbsida", "webside", "strona sieci web", "osobista strona sieci web",
    ),
    "typical": (  # read by nobody, and telling
        "suffix", "suffixe", "sufijo", "suffisso", "achtervoegsel", "sufixo", "suffiks", "sufiks",
        "business street", "e-mail type", "e-mail-typ", "e-mailtype", "e-posttyp",
        "type de messagerie", "straße geschäftlich", "rue (bureau)", "given name yomi",
        "given yomi", "mobile phone", "mobiltelefon", "tél. mobile", "celular",
    ),
}  # fmt: skip
_ENOUGH = 3  # columns besides the three that any list of people has
_EXCHANGE = re.compile(r"/(o|ou|cn)=", re.IGNORECASE)  # an address inside a company's own server
_IN_BRACKETS = re.compile(r"\s*[(<][^()<>]*@[^()<>]*[)>]\s*$")


def recognises(file: Given) -> bool:
    """Return whether a file holds contacts of Outlook."""
    return _header(file) is not None


def read(files: Sequence[Given], asked: Asked) -> Staged:  # noqa: ARG001 - nothing to ask
    """Return the contacts. Raises `NotReadable`."""
    rows, lost = records_of(files, _header, _OTHERWISE)
    return staged(own_pages([_contact(row) for row in rows]), skipped=lost)


def _header(file: Given) -> Header | None:
    return header_of(file, COLUMNS, _are_outlooks)


def _are_outlooks(columns: frozenset[str]) -> bool:
    others = columns - {"first", "last", "email", "shown"}
    return {"first", "last", "email"} <= columns and len(others) >= _ENOUGH


def _contact(row: Record) -> Contact:
    emails = list(_emails(row))
    company = row.one("company")
    name = row.joined("first", "middle", "last") or _IN_BRACKETS.sub("", line(row.one("shown")))
    return Contact(
        row.where,
        name or company,
        email=next(iter(emails), ""),
        url=row.one("url"),
        organisation=company,
        position=row.one("position"),
        note=row.one("note"),
        groups=tuple(filter(None, map(str.strip, row.one("categories").split(";")))),
        addresses=tuple(emails[1:]),
        kind="person" if name or not company else "source",
        raw=row.raw,
    )


def _emails(row: Record) -> Iterator[str]:
    """Yield the addresses that are known outside of a company; Outlook may put them in quotes."""
    for cell in row.all("email"):
        address = cell.strip("'\"<> ")
        if plain_email(address) and not _EXCHANGE.match(address):
            yield address
