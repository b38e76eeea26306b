"""LinkedIn's archive: the connections, and with whom there were messages.

::

    Connections.csv   First Name, Last Name, URL, Email Address, Company, Position, Connected On
    messages.csv      CONVERSATION ID, FROM, SENDER PROFILE URL, RECIPIENT PROFILE URLS, DATE, …

Above the headings of the connections there may be a note of LinkedIn; a column may be missing.
"""

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from plnkit.exchange import archive, linkedin_talks
from plnkit.exchange.contacts import Contact, line, staged
from plnkit.exchange.days import day_of
from plnkit.exchange.given import Given
from plnkit.exchange.headers import Header, Record, Words, header_of, records_of
from plnkit.exchange.incoming import Asked
from plnkit.exchange.linkedin_talks import CHANNEL, profile
from plnkit.exchange.staging import Skipped, Staged
from plnkit.language import N_, tr

TITLE = "LinkedIn"
TOGETHER = True
COLUMNS: Words = {
    "first": ("first name", "vorname"),
    "last": ("last name", "nachname"),
    "url": ("url",),
    "email": ("email address", "e-mail address", "e-mail-adresse"),
    "company": ("company", "firma", "unternehmen"),
    "position": ("position",),
    "since": ("connected on", "verbunden am"),
}
_OTHERWISE = N_(
    "{name} is no file of LinkedIn that plnkit reads: choose Connections.csv or messages.csv from "
    "its archive."
)
_ARCHIVE = re.compile(r"(basic|complete)_linkedindataexport", re.IGNORECASE)
_OTHERS = {  # files that an archive of LinkedIn holds, of which two together are in no other
    "profile.csv", "positions.csv", "education.csv", "skills.csv", "rich_media.csv",
    "registration.csv", "profile summary.csv", "email addresses.csv", "ad_targeting.csv",
    "learning.csv", "invitations.csv", "endorsement_given_info.csv", "phonenumbers.csv",
}  # fmt: skip


def recognises(file: Given) -> bool:
    """Return whether a file holds connections or messages of LinkedIn."""
    return bool(_connections(file) or linkedin_talks.header(file))


def read(files: Sequence[Given], asked: Asked) -> Staged:
    """Return the connections, and after them the others with whom there were messages.

    Raises `Unanswered` where messages do not show who is me, and `NotReadable`.
    """
    several = len(files) > 1
    talks = [file for file in files if linkedin_talks.header(file)]
    rest = [file for file in files if file not in talks]
    rows, lost = records_of(rest, _connections, _OTHERWISE, several=several)
    people = [_contact(row) for row in rows]
    known = [one for one in people if isinstance(one, Contact)]
    messages, broken = records_of(
        talks, linkedin_talks.header, _OTHERWISE, several=several, most=linkedin_talks.MESSAGES
    )
    others, meetings, unclear = linkedin_talks.read(messages, known, asked)
    if first := next((file.archive for file in talks if file.archive and not rest), None):
        why = tr(
            "your connections are not in it: LinkedIn sends the archive in two parts, and the second, "
            "with Connections.csv, comes about a day later: bring that one, too"
        )
        lost.append(Skipped(first, why))
    silent = map(linkedin_talks.silent, broken)
    return staged([*people, *others], meetings, [*lost, *silent, *unclear])


def what_is_missing(file: Given) -> str | None:
    """Return a sentence for an archive of LinkedIn that came without its connections."""
    inside = {PurePosixPath(name).name.casefold() for name in archive.names(file)}
    ours = _ARCHIVE.match(file.name) or len(inside & _OTHERS) > 1
    if not ours or "connections.csv" in inside:
        return None
    return tr(
        "{name} is from LinkedIn, but without your connections: LinkedIn sends the archive in two "
        "parts, and the second, with Connections.csv, comes about a day later: bring that one, too.",
        name=file.name,
    )


def _connections(file: Given) -> Header | None:
    return header_of(file, COLUMNS, _are_connections)


def _are_connections(columns: frozenset[str]) -> bool:
    return {"first", "last", "since"} <= columns


def _contact(row: Record) -> Contact | Skipped:
    name = line(row.joined("first", "last"))
    url = profile(row.one("url"))
    if name.casefold() == "restricted profile" and not url:
        why = tr("LinkedIn restricted this profile, and does not say who it is")
        return Skipped(row.where, why, member=True, raw=row.raw)
    return Contact(
        row.where,
        name,
        email=row.one("email"),
        url=url,
        organisation=line(row.one("company")),
        position=row.one("position"),
        channels=(CHANNEL,),
        since=day_of(row.one("since")),
        raw=row.raw,
    )
