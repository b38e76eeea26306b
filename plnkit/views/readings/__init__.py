"""Readings of a network: numbers in words, advice cards, and for whom it is time."""

from plnkit.views.readings.advice import Advice
from plnkit.views.readings.numbers import Numbers
from plnkit.views.readings.overdue import Overdue

__all__ = ["Advice", "Numbers", "Overdue"]
