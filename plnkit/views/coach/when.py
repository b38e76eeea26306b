"""When something happened, as a reader says it: the time alone where it was today."""

from datetime import datetime

from markupsafe import Markup

from plnkit import clock
from plnkit.html import h, trh
from plnkit.language import time_of_day
from plnkit.views.panel import day


def moment(at: datetime) -> Markup:
    """Return "at" the time, or "on" the day and the time, in the reader's zone and language."""
    here = at.astimezone()
    if here.date() == clock.today():
        time = h("time", time_of_day(here.time()), datetime=f"{here:%H:%M}")
        return trh("at {time}", time=time)
    return trh("on {day}", day=day(here.date(), here.time()))
