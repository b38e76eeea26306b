"""Sentences: what a network, its numbers and its charts say, and only what they can."""

from plnkit.reading.network import describe, read_composition, read_map, steps_of_network
from plnkit.reading.numbers import counts, numbers
from plnkit.reading.terminal import numbers_as_text

__all__ = [
    "counts",
    "describe",
    "numbers",
    "numbers_as_text",
    "read_composition",
    "read_map",
    "steps_of_network",
]
