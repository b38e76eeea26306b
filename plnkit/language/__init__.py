"""The language of what a reader sees: sentences are English in the code, and looked up when shown.

``tr("Saved")`` is a sentence; ``trn("{n} person", "{n} people", n)`` one that counts; ``trp("ring",
"Close")`` a word that means several things; ``N_("…")`` marks what is looked up later. Values stand
in braces, and are shown as the language writes them.
"""

from plnkit.language.catalogues import (
    PSEUDO,
    SOURCE,
    direction,
    is_known,
    languages,
    locale,
    negotiated,
)
from plnkit.language.current import VARIABLE, answer_in, asked_for, current, speaking, use
from plnkit.language.lazy import Lines, Phrases
from plnkit.language.looked_up import N_, tr, trn, trp
from plnkit.language.scripts import for_scripts
from plnkit.language.shown import day, listed, month, number, percent, short_day, time_of_day

__all__ = [
    "N_",
    "PSEUDO",
    "SOURCE",
    "VARIABLE",
    "Lines",
    "Phrases",
    "answer_in",
    "asked_for",
    "current",
    "day",
    "direction",
    "for_scripts",
    "is_known",
    "languages",
    "listed",
    "locale",
    "month",
    "negotiated",
    "number",
    "percent",
    "short_day",
    "speaking",
    "time_of_day",
    "tr",
    "trn",
    "trp",
    "use",
]
