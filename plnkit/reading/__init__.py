"""Sentences: what a network, its numbers and its charts say, and only what they can."""

from plnkit.reading.charts import (
    read_calendar,
    read_composition_by,
    read_coverage,
    read_exchange,
    read_overdue,
    read_two_axes,
)
from plnkit.reading.facts import Facts
from plnkit.reading.network import describe, read_composition, read_map
from plnkit.reading.numbers import counts, numbers
from plnkit.reading.places import read_places
from plnkit.reading.steps import STEPS
from plnkit.reading.terminal import numbers_as_text
from plnkit.reading.waves import (
    read_changes,
    read_feelings,
    read_measured,
    read_mix,
    read_mixes,
)

__all__ = [
    "STEPS",
    "Facts",
    "counts",
    "describe",
    "numbers",
    "numbers_as_text",
    "read_calendar",
    "read_changes",
    "read_composition",
    "read_composition_by",
    "read_coverage",
    "read_exchange",
    "read_feelings",
    "read_map",
    "read_measured",
    "read_mix",
    "read_mixes",
    "read_overdue",
    "read_places",
    "read_two_axes",
]
