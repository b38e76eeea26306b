"""An address book: whatever service it comes from, people as a book can take them.

A reader of a format yields a `Contact` for each row or card; what is common to all of them is here:
names are cleaned, ids follow from who somebody is (so that the second import knows them again), and
what stands twice in a file is one.
"""

import re
import unicodedata
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import blake2b
from typing import Any

from plnkit.exchange.staging import Facts, Skipped, Staged
from plnkit.language import N_, tr
from plnkit.model import Interaction, Kind, Member, Snapshot, clean_name

LINE, URL, TEXT = 500, 2000, 20_000  # letters that fit into a book
SEVERAL = 50  # groups and addresses that are known of somebody who stands in a file many times
NO_NAME = N_("it has neither a name nor an e-mail address")


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody in an address book, as a file says it; `where` is where a reader finds it.

    `addresses` are further e-mail and web addresses; `fields` further fields of a `Member`.
    """

    where: str
    name: str
    email: str = ""
    url: str = ""
    organisation: str = ""
    position: str = ""
    note: str = ""
    topics: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    since: date | None = None
    kind: Kind = "person"
    fields: Mapping[str, Any] = field(default_factory=dict)
    raw: str = ""

    @property
    def key(self) -> str:
        """Who it is: the web address, else the e-mail, else name and organisation."""
        return plain_url(self.url) or plain_email(self.email) or f"{self.name}|{self.organisation}"

    @property
    def id(self) -> str:
        """The id that follows from the key: the same in each file, and in each import."""
        return hashed("contact", unicodedata.normalize("NFC", self.key).casefold())


@dataclass(frozen=True, slots=True)
class Meeting:
    """Something that happened with contacts; `same` tells it from every other of its service."""

    who: tuple[str, ...]  # ids of contacts
    on: date
    same: str
    channel: str = ""
    minutes: int | None = None
    got: str = ""
    gave: str = ""
    learned: str = ""


def staged(
    contacts: Iterable[Contact | Skipped],
    meetings: Iterable[Meeting] = (),
    skipped: Iterable[Skipped] = (),
) -> Staged:
    """Return contacts, and what happened with them, as something that a book can take."""
    lost = list(skipped)
    found: dict[str, Contact] = {}
    for one in contacts:
        sound = one if isinstance(one, Skipped) else _sound(one)
        if isinstance(sound, Skipped):
            lost.append(sound)
            continue
        id = sound.id
        first = found.get(id)
        if first:
            lost.append(Skipped(sound.where, twice(sound.name, first.where), member=True))
        found[id] = _together(first, sound) if first else sound
    members = {id: _member(id, contact) for id, contact in found.items()}
    talks = tuple(_interactions(meetings, members))
    talked = _last(talks)
    content = Snapshot(members=tuple(members.values()), interactions=talks)
    facts = {id: _facts(contact, talked.get(id)) for id, contact in found.items()}
    return Staged(content, tuple(lost), contacts=True, facts=facts)


def twice(name: str, where: str) -> str:
    """Return why somebody was left out who stands elsewhere in a file, too."""
    return tr("{name} stands in {where}, too", name=name, where=where)


def own_pages(contacts: Sequence[Contact]) -> list[Contact]:
    """Return contacts without the web addresses that several names share: a company's is nobody's.

    For services in which people note any web address; one of a profile is somebody's own.
    """
    names: dict[str, set[str]] = {}
    for one in contacts:
        for page in filter(None, map(plain_url, (one.url, *one.addresses))):
            names.setdefault(page, set()).add(one.name.casefold())
    shared = {page for page, several in names.items() if len(several) > 1}
    return [_without(one, shared) for one in contacts] if shared else [*contacts]


def _without(contact: Contact, pages: Container[str]) -> Contact:
    kept = tuple(one for one in contact.addresses if plain_url(one) not in pages)
    return replace(
        contact, url="" if plain_url(contact.url) in pages else contact.url, addresses=kept
    )


def line(text: str, limit: int = LINE) -> str:
    """Return a text in one line, without controls, no longer than a book keeps."""
    text = text[: 10 * limit]  # one that goes on for ever is not looked at to its end
    if not text.isprintable():
        text = "".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in text)
    return " ".join(text.split())[:limit]


def lines(text: str, limit: int = TEXT) -> str:
    """Return a text in its lines, without other controls, no longer than a book keeps."""
    text = text[: 2 * limit]
    if text.isprintable():
        return text.strip()[:limit]
    whole = re.sub(r"\r\n?", "\n", text)
    kept = (c for c in whole if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs"))
    return "".join(kept).strip()[:limit]


def plain_email(text: str) -> str:
    """Return an e-mail address as it is compared; "" where it is none."""
    address = text.strip().casefold().removeprefix("mailto:")
    return address if re.fullmatch(r"[^@\s]+@[^@\s]+", address) else ""


def plain_url(text: str) -> str:
    """Return a web address as it is compared: without scheme, `www.` and a slash at its end."""
    address = text.strip().casefold().split("://", 1)[-1].removeprefix("www.").rstrip("/")
    return address if "." in address and " " not in address else ""


def hashed(*parts: str) -> str:
    """Return an id that follows from these words, and from no others: 128 bits in hexadecimal."""
    return blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=16).hexdigest()


def _sound(contact: Contact) -> Contact | Skipped:
    """Return a contact with texts as a book keeps them, or why it cannot be taken."""
    email = plain_email(contact.email) and line(contact.email).removeprefix("mailto:")
    try:
        name = clean_name(contact.name[:LINE] if contact.name.strip() else email)
    except ValueError as fault:
        why = tr(NO_NAME) if not contact.name.strip() else str(fault).rstrip(".")
        return Skipped(contact.where, why, member=True, raw=contact.raw)
    kept: dict[str, Any] = {
        "name": name,
        "email": email,
        "url": line(contact.url, URL),
        "organisation": line(contact.organisation),
        "position": line(contact.position),
        "note": lines(contact.note),
        "topics": tuple(filter(None, map(line, contact.topics)))[:50],
    }
    changed = {field: text for field, text in kept.items() if text != getattr(contact, field)}
    return replace(contact, **changed) if changed else contact


def _together(one: Contact, other: Contact) -> Contact:
    """Return one contact of two that are the same: what the first says stays."""
    blanks = {
        name: getattr(other, name)
        for name in ("email", "url", "organisation", "position", "note", "topics", "since")
        if not getattr(one, name)
    }
    union = {
        name: tuple(dict.fromkeys((*getattr(one, name), *getattr(other, name))))[:SEVERAL]
        for name in ("groups", "addresses", "channels")
    }
    url = {"addresses": (*union.pop("addresses"), *filter(None, (other.email, other.url)))}
    return replace(one, **{**blanks, **union, **url})


def _member(id: str, contact: Contact) -> Member:
    note = "\n".join(filter(None, (contact.position, contact.note)))
    base: dict[str, Any] = {
        "name": contact.name,
        "kind": contact.kind,
        "email": contact.email,
        "url": contact.url,
        "organisation": contact.organisation,
        "topics": contact.topics,
        "channels": contact.channels,
        "note": note[:TEXT],
    }
    return Member(id=id, **{**base, **contact.fields})


def _interactions(
    meetings: Iterable[Meeting], members: Mapping[str, Member]
) -> Iterable[Interaction]:
    seen: set[str] = set()
    for meeting in meetings:
        who = tuple(dict.fromkeys(id for id in meeting.who if id in members))
        id = hashed("meeting", meeting.same)
        if not who or id in seen:
            continue
        seen.add(id)
        yield Interaction(
            id=id,
            members=who,
            on=meeting.on,
            channel=meeting.channel,
            minutes=meeting.minutes,
            got=lines(meeting.got),
            gave=lines(meeting.gave),
            learned=lines(meeting.learned),
        )


def _last(talks: Iterable[Interaction]) -> dict[str, date]:
    last: dict[str, date] = {}
    for talk in talks:
        for id in talk.members:
            last[id] = max(talk.on, last.get(id, talk.on))
    return last


def _facts(contact: Contact, talked: date | None) -> Facts:
    own = (contact.email, contact.url, *contact.addresses)
    return Facts(contact.position, contact.groups, contact.since, talked, tuple(filter(None, own)))
