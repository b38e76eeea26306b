"""Google Contacts as CSV, with the headings of today or those of before 2024.

Columns grow with the data; several values in a cell are joined by " ::: ". Phone numbers, photos,
birthdays, postal addresses and relations are not kept.
"""

from collections.abc import Iterator, Sequence

from plnkit.exchange.contacts import Contact, own_pages, plain_email, staged
from plnkit.exchange.given import Given
from plnkit.exchange.headers import Header, Record, Words, header_of, records_of
from plnkit.exchange.incoming import Asked
from plnkit.exchange.staging import Staged
from plnkit.language import N_

TITLE = N_("Google Contacts")
TOGETHER = True
_OTHERWISE = N_(
    "{name} does not have the columns of Google Contacts: export it there again, as Google CSV."
)
COLUMNS: Words = {  # today's heading, then the older one
    "first": ("first name", "given name"),
    "middle": ("middle name", "additional name"),
    "last": ("last name", "family name"),
    "whole": ("name", "file as"),
    "nickname": ("nickname",),
    "phonetic": ("phonetic first name", "given name yomi"),
    "organisation": ("organization name", "organization # - name"),
    "position": ("organization title", "organization # - title"),
    "note": ("notes",),
    "labels": ("labels", "group membership"),
    "email": ("e-mail # - value",),
    "url": ("website # - value",),
}
_JOINED = ":::"
_SYSTEM = ("mycontacts", "my contacts", "starred", "other contacts")  # labels that nobody gave


def recognises(file: Given) -> bool:
    """Return whether a file holds contacts of Google."""
    return _header(file) is not None


def read(files: Sequence[Given], asked: Asked) -> Staged:  # noqa: ARG001 - nothing to ask
    """Return the contacts. Raises `NotReadable`."""
    rows, lost = records_of(files, _header, _OTHERWISE)
    return staged(own_pages([_contact(row) for row in rows]), skipped=lost)


def _header(file: Given) -> Header | None:
    return header_of(file, COLUMNS, _are_googles)


def _are_googles(columns: frozenset[str]) -> bool:
    typical = len(columns & {"phonetic", "email", "organisation", "whole", "middle"})
    return {"first", "last", "labels"} <= columns and typical > 1


def _contact(row: Record) -> Contact:
    emails = list(_values(row, "email"))
    pages = list(_values(row, "url"))
    organisation = next(_values(row, "organisation"), "")
    name = row.joined("first", "middle", "last") or row.one("whole") or row.one("nickname")
    return Contact(
        row.where,
        name or organisation,
        email=next(filter(plain_email, emails), ""),
        url=next(iter(pages), ""),
        organisation=organisation,
        position=next(_values(row, "position"), ""),
        note=row.one("note"),
        groups=tuple(_labels(row)),
        addresses=(*emails[1:], *pages[1:]),
        kind="person" if name or not organisation else "source",
        raw=row.raw,
    )


def _values(row: Record, name: str) -> Iterator[str]:
    """Yield each value of the columns of a name: a cell may hold several."""
    for cell in row.all(name):
        yield from filter(None, map(str.strip, cell.split(_JOINED)))


def _labels(row: Record) -> Iterator[str]:
    """Yield the labels; those of Google itself begin with a star."""
    for label in _values(row, "labels"):
        plain = label.removeprefix("*").strip()
        if plain and not (label.startswith("*") and plain.casefold() in _SYSTEM):
            yield plain
