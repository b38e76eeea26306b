"""vCard: the address books of phones, mail programs and services; and members of a book as cards."""

import dataclasses
import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from plnkit.errors import NotReadable
from plnkit.exchange import contacts
from plnkit.exchange.contacts import Contact
from plnkit.exchange.given import Given
from plnkit.exchange.incoming import Asked
from plnkit.exchange.staging import Skipped, Staged
from plnkit.exchange.vcard import own
from plnkit.exchange.vcard.cards import Card, cards
from plnkit.exchange.vcard.own import LOST, is_ours, text
from plnkit.exchange.vcard.people import contact
from plnkit.language import N_, tr
from plnkit.model import Member

__all__ = ["LOST", "TITLE", "TOGETHER", "is_ours", "read", "recognises", "text"]

TITLE = N_("vCard contacts")
TOGETHER = True
CARDS = 50_000  # in all files: an address book has some thousands
_BEGINS = re.compile(r"^[ \t]*BEGIN[ \t]*:[ \t]*VCARD[ \t]*$", re.IGNORECASE | re.MULTILINE)


def recognises(file: Given) -> bool:
    """Return whether a card begins near the beginning of a file."""
    return file.is_text and bool(_BEGINS.search(file.head.replace("\r", "\n")))


def read(files: Sequence[Given], asked: Asked) -> Staged:  # noqa: ARG001 - nothing to ask
    """Return the people of all cards, and from those that we wrote the members as they were.

    Raises `NotReadable` where there is no card, or more than 50,000.
    """
    members: dict[str, tuple[str, Member]] = {}
    strangers: list[Contact] = []
    lost: list[Skipped] = []
    for where, one in _found(files):
        if isinstance(one, Skipped):
            lost.append(one)
        elif isinstance(one, Contact):
            strangers.append(one)
        elif one.id in members:
            why = contacts.twice(one.name, members[one.id][0])
            lost.append(Skipped(where, why, member=True))
        else:
            members[one.id] = where, one
    return _together([member for _, member in members.values()], strangers, lost)


def _together(members: list[Member], strangers: list[Contact], lost: list[Skipped]) -> Staged:
    """Return all as one; an address book if anybody is in it whom we did not write."""
    staged = contacts.staged(contacts.own_pages(strangers), skipped=lost)
    ours = {member.id for member in members}
    others = [member for member in staged.content.members if member.id not in ours]
    return dataclasses.replace(
        staged,
        content=replace(staged.content, members=(*members, *others)),
        contacts=bool(strangers),
    )


def _found(files: Sequence[Given]) -> Iterator[tuple[str, Member | Contact | Skipped]]:
    """Yield what is in the cards, each with the place where it stands."""
    seen = 0
    for file in files:
        for card in cards(file, f"{file.name}, " if len(files) > 1 else ""):
            seen += isinstance(card, Card)
            if seen > CARDS:
                raise NotReadable(
                    tr(
                        "{name} has more than {most} cards: bring it in parts.",
                        name=file.name,
                        most=CARDS,
                    )
                )
            yield from ((card.where, one) for one in _in(card))
    if not seen:
        raise NotReadable(
            tr("{name} has no cards: export your contacts as vCard again.", name=files[0].name)
        )


def _in(card: Card | Skipped) -> Iterator[Member | Contact | Skipped]:
    ours = isinstance(card, Card) and own.we_wrote(card)
    if isinstance(card, Skipped):
        yield card
    elif ours and (member := own.member(card)):
        yield member
    else:
        yield contact(card)
        if ours:
            yield Skipped(card.where, tr("what plnkit wrote in it was changed, and was not read"))
