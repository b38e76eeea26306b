"""Clocks that the page keeps by itself: what a part has left, and when another begins."""

from datetime import datetime, timedelta

from markupsafe import Markup

from plnkit.agenda import Agenda, in_words
from plnkit.html import h
from plnkit.language import time_of_day, tr


def left(agenda: Agenda, at: datetime) -> Markup:
    """Return the clock of the part that runs; over time, it says so in words."""
    return _clock(agenda, said_left(agenda.left(at)), says="left", role="timer")


def begins(agenda: Agenda, minutes: int, at: datetime) -> Markup:
    """Return the time of day, so many minutes after the part that runs is over."""
    seconds = 60 * minutes
    then = at + timedelta(seconds=max(0, agenda.left(at)) + seconds)
    return _clock(agenda, time_of_day(then.astimezone().time()), says="at", ahead=seconds)


def said_left(seconds: int) -> str:
    """Return what is left: "7:05", or "3 minutes over time"."""
    if seconds < 0:
        return tr("{time} over time", time=in_words(-seconds))
    return f"{seconds // 60}:{seconds % 60:02}"


def _clock(agenda: Agenda, text: str, **more: str | int) -> Markup:
    return h(
        "pln-clock",
        text,
        since=agenda.since.isoformat() if agenda.since else "",
        spent=agenda.spent,
        of=60 * agenda.part.minutes if agenda.part else 0,
        **more,
    )
