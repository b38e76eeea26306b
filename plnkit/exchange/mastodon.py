"""Whom somebody follows on Mastodon: `following_accounts.csv`, with two columns or with four.

::

    Account address, Show boosts, Notify on new posts, Languages

An address such as ana@social.example looks like an e-mail, and is none: it names an account. Whether
a person or an organisation speaks there the file does not say.
"""

import re
from collections.abc import Sequence

from plnkit.exchange.contacts import Contact, staged
from plnkit.exchange.given import Given
from plnkit.exchange.headers import Header, Record, Words, header_of, records_of
from plnkit.exchange.incoming import Asked
from plnkit.exchange.staging import Skipped, Staged
from plnkit.language import N_, tr

TITLE = N_("whom you follow on Mastodon")
TOGETHER = True
_OTHERWISE = N_("{name} does not say whom you follow on Mastodon: choose following_accounts.csv.")
COLUMNS: Words = {"account": ("account address",), "boosts": ("show boosts",)}
_ACCOUNT = re.compile(r"@?(?P<user>[\w.-]{1,64})@(?P<place>[\w.-]{1,120}\.\w{2,63}(:[0-9]{1,5})?)")


def recognises(file: Given) -> bool:
    """Return whether a file says whom somebody follows; whom they mute is another one."""
    return _header(file) is not None


def read(files: Sequence[Given], asked: Asked) -> Staged:  # noqa: ARG001 - nothing to ask
    """Return the accounts. Raises `NotReadable`."""
    rows, lost = records_of(files, _header, _OTHERWISE)
    return staged(map(_contact, rows), skipped=lost)


def _header(file: Given) -> Header | None:
    return header_of(file, COLUMNS, _are_follows)


def _are_follows(columns: frozenset[str]) -> bool:
    return {"account", "boosts"} <= columns


def _contact(row: Record) -> Contact | Skipped:
    found = _ACCOUNT.fullmatch(row.one("account"))
    if found is None:
        why = tr("it is no address of an account, such as ana@social.example")
        return Skipped(row.where, why, member=True, raw=row.raw)
    user, place = found["user"], found["place"].casefold()
    return Contact(
        row.where,
        f"{user}@{place}",
        url=f"https://{place}/@{user}",
        channels=("social media",),
        raw=row.raw,
    )
