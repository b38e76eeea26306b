"""Asks matched with offers, so that everybody in a room has somebody to talk to, and a reason to."""

from plnkit.matching.choosing import matches
from plnkit.matching.meeting import Kind, Meeting, Person, Told

__all__ = ["Kind", "Meeting", "Person", "Told", "matches"]
