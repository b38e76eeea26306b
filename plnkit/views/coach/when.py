"""When something happened, as a reader says it: the time alone where it was today."""

from datetime import datetime

from plnkit import clock
from plnkit.html import Child
from plnkit.views.panel import day


def moment(at: datetime) -> list[Child]:
    """Return "at 14:02", or "on" the day and the time, in the reader's zone."""
    here = at.astimezone()
    if here.date() == clock.today():
        return [f"at {here:%H:%M}"]
    return ["on ", day(here.date(), here.time())]
