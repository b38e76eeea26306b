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
from plnkit.reading.network import describe, read_composition, read_map, steps_of_network
from plnkit.reading.numbers import counts, numbers
from plnkit.reading.terminal import numbers_as_text

__all__ = [
    "Facts",
    "counts",
    "describe",
    "numbers",
    "numbers_as_text",
    "read_calendar",
    "read_composition",
    "read_composition_by",
    "read_coverage",
    "read_exchange",
    "read_map",
    "read_overdue",
    "read_two_axes",
    "steps_of_network",
]
