"""When something happened, as a reader says it: the time alone where it was today."""

from datetime import datetime

from plnkit import clock
from plnkit.html import Child, h
from plnkit.views.panel import day


def moment(at: datetime) -> list[Child]:
    """Return "at" the time, or "on" the day and the time, in the reader's zone and language."""
    here = at.astimezone()
    if here.date() == clock.today():
        return ["at ", h("time", f"{here:%H:%M}", datetime=f"{here:%H:%M}")]
    return ["on ", day(here.date(), here.time())]
