"""Monica (version 4): the JSON file that "Export data" in its settings makes.

::

    {"version": "1.0-preview.1", "app_version": "4.…", "export_date": …,
     "account": {"uuid": …,
       "data": [{"count": 2, "type": "contact", "values": [
           {"uuid": …, "created_at": …, "properties": {"first_name": …, "tags": […], …},
            "data": [{"type": "call", "values": [{"properties": {"called_at": …}}]},
                     {"type": "activity", "values": ["<uuid>"]}, …]}]},
         {"type": "activity", "values": [{"uuid": …, "properties": {"happened_at": …}}]}, …]}}

What is not said is not there. That there was a call, a conversation or an activity is kept, and not
what was said. Version 5 exports vCards.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

import msgspec

from plnkit.dates import FIRST_YEAR, LAST_YEAR
from plnkit.errors import NotReadable
from plnkit.exchange import contacts
from plnkit.exchange.contacts import TEXT, Contact, Meeting, plain_email, plain_url
from plnkit.exchange.given import Given
from plnkit.exchange.incoming import Asked
from plnkit.exchange.staging import Skipped, Staged
from plnkit.language import N_, tr
from plnkit.model import Rhythm, clean_name

TITLE = N_("people from Monica")
TOGETHER = False
VALUES = 1_000_000  # texts, lists and objects in a file: somebody has some dozens
PEOPLE = 50_000
_LONGEST = 36_500  # days of a rhythm
_SHOWN = 300  # letters of a contact that was left out
_OURS = re.compile(r'"format"\s*:\s*"plnkit-book"')
_SITE = re.compile(r"(?i)https?://|www\.|([a-z]+\.)?linkedin\.com/")
_LINKEDIN = re.compile(r"([a-z]+\.)?linkedin\.com/")


def recognises(file: Given) -> bool:
    """Return whether a file looks like an export of Monica, as JSON or as SQL."""
    if not file.is_text:
        return False
    head = file.head
    return _is_sql(head) or (
        head.startswith("{")
        and '"app_version"' in head
        and '"account"' in head
        and not _OURS.search(head)
    )


def _is_sql(head: str) -> bool:
    return head.startswith("#") and "dump of data" in head and "SET FOREIGN_KEY_CHECKS" in head


def read(files: Sequence[Given], asked: Asked) -> Staged:  # noqa: ARG001 - nothing to ask
    """Return the people of an account, and when there was something with them.

    Raises `NotReadable` where the file is SQL, is broken, or holds no account.
    """
    (file,) = files
    account = _account(file)
    found = list(islice(_people(account), PEOPLE + 1))
    if len(found) > PEOPLE:
        raise _too_much(file)
    lost = [one for one in found if isinstance(one, Skipped)]
    people = _with_own_pages([one for one in found if isinstance(one, _Person)])
    return contacts.staged([one.contact for one in people], _meetings(account, people), lost)


def _account(file: Given) -> Mapping[str, Any]:
    if _is_sql(file.head):
        raise NotReadable(
            tr(
                "{name} is Monica's export as SQL: choose JSON in its settings, and bring that.",
                name=file.name,
            )
        )
    if file.data.count(b'"') // 2 + file.data.count(b"{") + file.data.count(b"[") > VALUES:
        raise _too_much(file)
    try:
        root = msgspec.json.decode(file.text)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raise NotReadable(
            tr("{name} is broken, or was cut off: export it from Monica again.", name=file.name)
        ) from None
    account = _mapping(root).get("account")
    if not isinstance(account, dict):
        raise NotReadable(
            tr("{name} holds no account of Monica: export it from Monica again.", name=file.name)
        )
    return account


def _too_much(file: Given) -> NotReadable:
    return NotReadable(
        tr("{name} holds more than plnkit can read: bring a smaller export.", name=file.name)
    )


# --- people -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Person:
    """A contact of Monica: what Monica says, and whom it makes."""

    raw: Mapping[str, Any]
    contact: Contact

    @property
    def uuid(self) -> str:
        return _text(self.raw, "uuid") or self.contact.id


def _people(account: Mapping[str, Any]) -> Iterator[_Person | Skipped]:
    place = tr("contact {number}")
    for number, value in enumerate(_values(account, "contact"), 1):
        raw = _mapping(value)
        one = _contact(place.format(number=number), raw)
        yield one if isinstance(one, Skipped) else _Person(raw, one)


def _with_own_pages(people: Sequence[_Person]) -> list[_Person]:
    pages = contacts.own_pages([one.contact for one in people])
    return [_Person(one.raw, contact) for one, contact in zip(people, pages, strict=True)]


def _contact(where: str, raw: Mapping[str, Any]) -> Contact | Skipped:
    said = _said(raw)
    name, shown = _name(said), _shown(said)
    if said.get("is_partial") is True:
        return Skipped(where, _a_relative(name), member=True, raw=shown)
    if said.get("is_dead") is True:
        why = tr("{name} has died", name=name) if name else tr("somebody has died")
        return Skipped(where, why, member=True, raw=shown)
    emails, sites = _addresses(raw)
    return Contact(
        where=where,
        name=name,
        email=emails[0] if emails else "",
        url=sites[0] if sites else "",
        organisation=contacts.line(_text(said, "company")),
        position=_text(said, "job"),
        note=_note(raw, said),
        groups=tuple(filter(None, map(contacts.line, _texts(_list(said.get("tags")))))),
        addresses=(*emails[1:], *sites[1:]),
        since=_day(said, "created_at"),
        fields=_rhythm(said),
        raw=shown,
    )


def _a_relative(name: str) -> str:
    if name:
        return tr("Monica knows {name} only as a relative of another", name=name)
    return tr("Monica knows somebody only as a relative of another")


def _name(said: Mapping[str, Any]) -> str:
    parts = (_text(said, f"{which}_name") for which in ("first", "middle", "last"))
    try:
        return clean_name(" ".join(parts).strip() or _text(said, "nickname"))
    except ValueError:  # whoever takes contacts says why
        return contacts.line(" ".join(_text(said, f"{which}_name") for which in ("first", "last")))


def _shown(said: Mapping[str, Any]) -> str:
    names = ("first_name", "middle_name", "last_name", "nickname", "company", "job")
    return ", ".join(filter(None, (_text(said, name) for name in names)))[:_SHOWN]


def _addresses(raw: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """Return e-mail addresses, and web addresses, a profile at LinkedIn first."""
    fields = map(_said, map(_mapping, _values(raw, "contact_field")))
    texts = list(
        dict.fromkeys(contacts.line(_text(field, "data"), contacts.URL) for field in fields)
    )
    emails = [text for text in texts if plain_email(text)]
    sites = [text for text in texts if _SITE.match(text) and plain_url(text)]
    return emails, sorted(sites, key=lambda site: not _LINKEDIN.match(plain_url(site)))


def _note(raw: Mapping[str, Any], said: Mapping[str, Any]) -> str:
    notes = (_text(_said(_mapping(note)), "body") for note in _values(raw, "note"))
    texts = (text.strip()[:TEXT] for text in (_text(said, "description"), *notes))
    whole = ""
    for text in filter(None, texts):
        whole = f"{whole}\n{text}" if whole else text
        if len(whole) > TEXT:
            break
    return whole[:TEXT]


def _rhythm(said: Mapping[str, Any]) -> Mapping[str, Any]:
    days = said.get("stay_in_touch_frequency")
    return {"rhythm": Rhythm(ideal=days)} if type(days) is int and 0 < days <= _LONGEST else {}


# --- what happened ------------------------------------------------------------------------------


def _meetings(account: Mapping[str, Any], people: Sequence[_Person]) -> Iterator[Meeting]:
    talks = [*_activities(account, people), *(talk for one in people for talk in _talks(one))]
    yield from talks
    days = {(who, talk.on) for talk in talks for who in talk.who}
    for one in people:
        last = _day(_said(one.raw), "last_talked_to")
        if last and (one.contact.id, last) not in days:
            yield Meeting((one.contact.id,), last, f"monica talk {one.uuid} {last}")


def _activities(account: Mapping[str, Any], people: Iterable[_Person]) -> Iterator[Meeting]:
    """Yield each activity once, with all who took part."""
    who: dict[str, list[str]] = {}
    for one in people:
        for id in _texts(_values(one.raw, "activity")):
            who.setdefault(id, []).append(one.contact.id)
    for value in _values(account, "activity"):
        id, day = _text(_mapping(value), "uuid"), _day(_said(_mapping(value)), "happened_at")
        if day and id in who:
            yield Meeting(tuple(who[id]), day, f"monica activity {id}")


_TALKS = (("call", "called_at", "phone or video"), ("conversation", "happened_at", "chat"))


def _talks(one: _Person) -> Iterator[Meeting]:
    """Yield calls and conversations."""
    for kind, when, channel in _TALKS:
        for value in _values(one.raw, kind):
            said = _said(_mapping(value))
            if day := _day(said, when):
                same = f"monica {kind} {one.uuid} {_text(said, when)}"
                yield Meeting((one.contact.id,), day, same, channel)


# --- values of any kind -------------------------------------------------------------------------


def _values(holder: Mapping[str, Any], kind: str) -> Iterator[Any]:
    """Yield what the lists of a kind hold."""
    for group in _list(holder.get("data")):
        if _mapping(group).get("type") == kind:
            yield from _list(group.get("values"))


def _said(thing: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**thing, **_mapping(thing.get("properties"))}


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _texts(values: Iterable[Any]) -> list[str]:
    return list(dict.fromkeys(value for value in values if isinstance(value, str)))


def _text(thing: Mapping[str, Any], name: str) -> str:
    value = thing.get(name)
    return value if isinstance(value, str) else ""


def _day(thing: Mapping[str, Any], name: str) -> date | None:
    """Return the day of "2026-03-12T09:30:00Z", which Monica writes; None where there is none."""
    try:
        day = date.fromisoformat(_text(thing, name)[:10])
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None
