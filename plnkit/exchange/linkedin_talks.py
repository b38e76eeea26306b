"""LinkedIn's messages: with whom, and on which days. What was written is not even looked at."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from html import unescape

from plnkit import clock
from plnkit.errors import NotReadable
from plnkit.exchange.contacts import URL, Contact, Meeting, line, plain_url
from plnkit.exchange.days import day_of
from plnkit.exchange.given import Given
from plnkit.exchange.headers import Header, Record, Words, header_of
from plnkit.exchange.incoming import Asked, Unanswered
from plnkit.exchange.staging import Skipped
from plnkit.language import tr, trn
from plnkit.names import fold

CHANNEL = "social media"
COLUMNS: Words = {  # what was written, and under which subject, has no place here
    "conversation": ("conversation id",),
    "from": ("from",),
    "sender": ("sender profile url",),
    "to": ("to",),
    "recipients": ("recipient profile urls",),
    "on": ("date",),
    "draft": ("is message draft",),
}
MESSAGES = 200_000  # more than fit into a file that plnkit takes, unless they are made to take time
_BETWEEN = re.compile(r"[,;\s]+")  # two addresses
_YES = ("yes", "true", "1")
_OPTIONS = 10  # to name in a question


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a message: the address of the profile, as it is compared and as it stands."""

    who: str
    url: str
    name: str
    where: str

    @property
    def contact(self) -> Contact:
        """Somebody new; without a name the end of the address has to do."""
        name = self.name or self.who.rsplit("/", 1)[-1]
        return Contact(self.where, name, url=self.url, channels=(CHANNEL,))


@dataclass(frozen=True, slots=True)
class Message:
    """Who wrote to whom on a day."""

    conversation: str
    sender: Person
    recipients: tuple[Person, ...]
    on: date

    @property
    def everybody(self) -> tuple[Person, ...]:
        """All who take part."""
        return (self.sender, *self.recipients)

    def with_whom(self, me: frozenset[str]) -> tuple[str, ...]:
        """Return with whom I talked: who wrote to me, or to whom I wrote."""
        if me and self.sender.who not in me:  # the others of a group only listened, as I did
            return (self.sender.who,)
        return tuple(one.who for one in self.everybody if one.who not in me)


def header(file: Given) -> Header | None:
    """Return the headings of a file of messages; None for another file."""
    return header_of(file, COLUMNS, _are_messages)


def _are_messages(columns: frozenset[str]) -> bool:
    return {"conversation", "from", "sender", "on"} <= columns


def profile(text: str) -> str:
    """Return the address of a profile without what is only for counting clicks."""
    return line(text, URL).partition("?")[0].partition("#")[0].rstrip("/")


def silent(lost: Skipped) -> Skipped:
    """Return why a row was left out, without a word of what was written in it."""
    return replace(lost, raw="", member=False)


def read(
    rows: Sequence[Record], known: Sequence[Contact], asked: Asked
) -> tuple[list[Contact], list[Meeting], list[Skipped]]:
    """Return who is no connection yet, a talk for each person and day, and what was left out.

    Raises `Unanswered` where nothing shows who of them is me, and `NotReadable`.
    """
    _refuse_many(rows)
    sent = [row for row in rows if row.one("draft").casefold() not in _YES]
    messages = list(filter(None, map(_message, sent)))
    people = _people(messages)
    here = _connections(people, known)
    me = _me(messages, people, here, asked)
    talks = dict.fromkeys((who, m.on) for m in messages for who in m.with_whom(me))
    met = {who: here.get(who) or people[who].contact for who, _ in talks}
    others = [met[who] for who in people if who in met and who not in here]
    ids = {who: one.id for who, one in met.items()}
    meetings = [
        Meeting((ids[who],), on, f"linkedin {who} {on}", channel=CHANNEL) for who, on in talks
    ]
    return others, meetings, list(_left(len(sent) - len(messages)))


def _refuse_many(rows: Iterable[Record]) -> None:
    if sum(len(_BETWEEN.findall(row.one("recipients"))) for row in rows) > MESSAGES:
        raise NotReadable(
            tr(
                "The messages went to more than {most} addresses, more than plnkit takes: bring "
                "Connections.csv alone.",
                most=MESSAGES,
            )
        )


def _left(number: int) -> Iterator[Skipped]:
    if number:
        why = trn(
            "{n} message without a sender or a day was left out",
            "{n} messages without a sender or a day were left out",
            number,
        )
        yield Skipped("messages.csv", why)


def _message(row: Record) -> Message | None:
    """Return a message; None where its day or who sent it is not said, as with deleted accounts."""
    on, sender = day_of(row.one("on")), _person(row, row.one("sender"), row.one("from"))
    if on is None or on > clock.today() or not sender.who:
        return None
    recipients = tuple(one for one in _recipients(row) if one.who)
    return Message(row.one("conversation"), sender, recipients, on)


def _person(row: Record, address: str, name: str) -> Person:
    url = profile(address)
    return Person(plain_url(url), url, line(unescape(name)), row.where)


def _recipients(row: Record) -> Iterator[Person]:
    """Yield to whom a message went, with their names as far as it is clear which is whose."""
    addresses = list(filter(None, _BETWEEN.split(row.one("recipients"))))
    to = row.one("to")
    names = [to] if len(addresses) == 1 else to.split(",")
    if len(names) != len(addresses):  # "Ana Silva, PhD" is one name
        names = [""] * len(addresses)
    return map(partial(_person, row), addresses, names)


# --- who they are --------------------------------------------------------------------------------


def _people(messages: Iterable[Message]) -> dict[str, Person]:
    """Return everybody by plain address, with the first name that is said of them."""
    found: dict[str, Person] = {}
    for one in (one for message in messages for one in message.everybody):
        if one.who not in found or (one.name and not found[one.who].name):
            found[one.who] = one
    return found


def _connections(people: Mapping[str, Person], known: Sequence[Contact]) -> dict[str, Contact]:
    """Return who of them is a connection: by address, or by name where an old file has no address."""
    urls = {plain_url(one.url): one for one in known}
    names: dict[str, list[Contact]] = {}
    for one in known:
        if not one.url:
            names.setdefault(fold(one.name), []).append(one)
    found = {who: urls[who] for who in people if who in urls}
    for who in people if names else ():
        called = names.get(fold(people[who].name), [])
        if who not in found and len(called) == 1:
            found[who] = called[0]
    return found


# --- which of them is me -------------------------------------------------------------------------


def _me(
    messages: Sequence[Message],
    people: Mapping[str, Person],
    here: Collection[str],
    asked: Asked,
) -> frozenset[str]:
    """Return my addresses: as was answered, or the one that takes part in most conversations.

    Nobody is a connection of themselves. Raises `Unanswered` where two take part in as many.
    """
    said = frozenset(map(plain_url, asked.me)) & people.keys()
    if said:
        return said
    pairs = dict.fromkeys((m.conversation, one.who) for m in messages for one in m.everybody)
    taking_part = Counter(who for _, who in pairs if who not in here).most_common(_OPTIONS)
    if not taking_part:
        return frozenset()
    (first, most), *rest = taking_part
    conversations = len({m.conversation for m in messages})
    if most * 2 > conversations and all(most > number for _, number in rest):
        return frozenset({first})
    raise Unanswered(
        tr(
            "The messages do not show which of these people you are: say which profile is yours, "
            "such as {name} ({address}).",
            name=people[first].contact.name,
            address=first,
        ),
        "me",
        [who for who, _ in taking_part],
    )
