"""A facilitator's page: how people get in, the agenda, where everybody is, and the end of the room."""

from plnkit.views.facilitator.closing import Closing
from plnkit.views.facilitator.door import Entrance
from plnkit.views.facilitator.match import Match
from plnkit.views.facilitator.parts import Parts
from plnkit.views.facilitator.patterns import Patterns
from plnkit.views.facilitator.run import Run
from plnkit.views.facilitator.stuck import Stuck

__all__ = ["Closing", "Entrance", "Match", "Parts", "Patterns", "Run", "Stuck"]
