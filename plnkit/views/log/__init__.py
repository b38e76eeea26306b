"""What happened: a form to note it in half a minute, and what was noted."""

from plnkit.views.log.entry import Entry
from plnkit.views.log.history import History
from plnkit.views.log.rhythms import Rhythms

__all__ = ["Entry", "History", "Rhythms"]
