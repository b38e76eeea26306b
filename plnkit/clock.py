"""The day it is for the reader, and the zone they are in, as their browser says it."""

import os
import time
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

_zone = ""


def today() -> date:
    """Return the day it is here."""
    return datetime.now(UTC).astimezone().date()


def zone() -> str:
    """Return the reader's time zone, an IANA name, or "" while nobody has said it."""
    return _zone


def settle(name: str) -> None:
    """Let it be the reader's zone from now on; a name that is none changes nothing.

    A page that a server made has a process of its own: there, dates follow the reader, who may be
    in another zone than the computer that serves.
    """
    global _zone  # noqa: PLW0603 - a process has one reader
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return
    _zone = name
    if "PLNKIT_PAGE" in os.environ and hasattr(time, "tzset"):
        os.environ["TZ"] = name
        time.tzset()
