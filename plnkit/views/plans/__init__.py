"""Business dates: a plan to make, the plans to come, and whom to take up again."""

from plnkit.views.plans.agenda import Agenda
from plnkit.views.plans.make import Make
from plnkit.views.plans.reconnect import Reconnect

__all__ = ["Agenda", "Make", "Reconnect"]
