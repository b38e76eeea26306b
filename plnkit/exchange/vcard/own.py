"""Members as cards (vCard 3.0), which an address book takes, and from which a book gets all of them.

::

    BEGIN:VCARD
    VERSION:3.0
    PRODID:-//plnkit//PLN Workbook//EN
    UID:ana
    FN:Ana Silva
    N:;Ana Silva;;;
    CATEGORIES:data,design
    X-PLNKIT-KIND:person
    X-PLNKIT-CLOSENESS:2
    END:VCARD

What a card has no word for stands in lines of ours: a text as it is, anything else, and a text that
could be taken for it, as JSON. So does a text that a card cannot hold as it is, with a tabulator
say: its line in the card is for others, and ours is read.
"""

import json
import re
from collections.abc import Iterator
from typing import Any
from unicodedata import category

import msgspec

from plnkit.errors import BookError
from plnkit.exchange.given import Given
from plnkit.exchange.portable import DEPTH
from plnkit.exchange.saving import HEAD
from plnkit.exchange.vcard.cards import Card
from plnkit.exchange.vcard.lines import OURS, parts, plain
from plnkit.language import tr
from plnkit.model import Book, Member, from_plain, to_plain

PRODUCT = "-//plnkit//PLN Workbook//EN"
WIDTH = 75  # bytes of a line
LOST = (
    "who knows whom",
    "goals and other aims, and who helps with them",
    "the log of what happened",
    "plans",
    "how it feels (pulses)",
    "earlier pictures of the network (waves)",
    "answers to the questions of the pages, cards put aside, and progress",
    "who keeps the book",
)
_ON_CARD = {
    "id": "UID",
    "name": "FN",
    "email": "EMAIL",
    "url": "URL",
    "organisation": "ORG",
    "topics": "CATEGORIES",
    "note": "NOTE",
}  # fields of a member, and the lines of a card that hold them

# --- writing ------------------------------------------------------------------------------------


def is_ours(file: Given) -> bool:
    """Return whether plnkit wrote a file, so that another may take its place."""
    head = file.data[:HEAD]
    return head.startswith(b"BEGIN:VCARD") and b"PRODID:-//plnkit//" in head


def text(book: Book) -> bytes:
    """Return a file with a card for each member of a book. Raises BookError where it has none."""
    if not book.members:
        raise BookError(tr("The book has no members yet: add one, and there is a card to export."))
    lines = (line for member in book.members for line in _card(member))
    return b"".join(map(_folded, lines))


def _card(member: Member) -> Iterator[str]:
    yield from ("BEGIN:VCARD", "VERSION:3.0", f"PRODID:{PRODUCT}")
    on_card = {field: _written(field, getattr(member, field)) for field in _ON_CARD}
    for field, value in on_card.items():
        if getattr(member, field):
            yield f"{_ON_CARD[field]}:{value}"
        if field == "name":  # which part of it is the family's, we do not know
            yield f"N:;{value};;;"
    held = {f for f in _ON_CARD if _back(f, on_card[f]) == getattr(member, f)}
    ours = {f: v for f, v in to_plain(member).items() if f in _FIELDS and f not in held}
    for field, value in (ours | ({"more": member.more} if member.more else {})).items():
        yield f"{OURS}{field.upper().replace('_', '-')}:{_escaped(_said(value))}"
    yield "END:VCARD"


_FIELDS = frozenset(Member.__struct_fields__) - {"more"}


def _written(field: str, value: Any) -> str:
    if field == "topics":
        return ",".join(map(_escaped, value))
    if field == "url":  # RFC 2426, 3.6.8: an address is written as it is
        return _clean(value).replace("\n", "")
    return _escaped(value)


def _back(field: str, value: str) -> Any:
    """Return what a field of a member is, from the line of a card."""
    if field == "topics":
        return tuple(parts(value, ",")) if value else ()
    return parts(value, ";")[0] if field == "organisation" else plain(value)


def _escaped(text: str) -> str:
    return re.sub(r"([\\,;])", r"\\\1", _clean(text)).replace("\n", "\\n")


def _clean(text: str) -> str:
    """Return a text without controls, and with its lines parted in one way."""
    text = re.sub("[\x0b\x0c\x85\u2028\u2029]|\r\n?", "\n", text)
    return "".join(c for c in text if c == "\n" or category(c) not in ("Cc", "Cs"))


def _said(value: Any) -> str:
    """Return a text as it is, and anything else, or a text that would not come back, as JSON."""
    if isinstance(value, str) and plain(_escaped(value)) == value and _meant(value) == value:
        return value
    return json.dumps(value)


def _folded(line: str) -> bytes:
    """Return a line in pieces of up to 75 bytes that go on after a blank, no letter cut in two."""
    data = line.encode("utf-8", "replace")
    pieces: list[bytes] = []
    begin = 0
    while begin < len(data):
        end = begin + WIDTH - bool(pieces)
        while end < len(data) and data[end] in _INSIDE:
            end -= 1
        pieces.append(data[begin:end])
        begin = end
    return b"\r\n ".join(pieces) + b"\r\n"


_INSIDE = range(0x80, 0xC0)  # bytes of a letter after its first


# --- reading ------------------------------------------------------------------------------------


def we_wrote(card: Card) -> bool:
    """Return whether we wrote a card, whatever it went through."""
    return any(one.name == f"{OURS}KIND" for one in card.properties)


def member(card: Card) -> Member | None:
    """Return the member that a card of ours is of; None where what we wrote was changed."""
    held = {f: _back(f, one.value) for f, n in _ON_CARD.items() for one in card.all(n)[:1]}
    said = {
        one.name.removeprefix(OURS).replace("-", "_").casefold(): _meant(plain(one.value))
        for one in card.properties
        if one.name.startswith(OURS)
    }
    more = said.pop("more", {})
    if not isinstance(more, dict) or _is_deep([more, said]):
        return None
    try:
        return from_plain(Member, {**more, **held, **said})
    except ValueError:
        return None


def _meant(text: str) -> Any:
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return text


def _is_deep(layer: list[Any]) -> bool:
    for _ in range(DEPTH):
        inner = [value.values() if isinstance(value, dict) else value for value in layer]
        layer = [v for values in inner for v in values if isinstance(v, dict | list)]
        if not layer:
            return False
    return True
