"""The design tokens: what can be read, what can be told apart, and that there is one set of them."""

import itertools
import re

import pytest

from plnkit import tokens
from plnkit.charts import style

LOOKS = tokens.Colour._fields
each_look = pytest.mark.parametrize("look", LOOKS)

TEXT = [  # what is written, and on what
    *itertools.product(("ink", "soft", "accent", "alert"), ("paper", "card")),
    ("soft", "accent-soft"),
    ("soft", "warm"),
    ("ink", "warm"),
    ("warm-ink", "warm"),
    ("accent", "accent-soft"),
    ("alert", "alert-soft"),
    ("card", "accent"),
    ("card", "alert"),
    ("ring-ink", "ring"),
    ("on-hover", "hover"),
]
MARKS = [  # what is drawn, and on what
    ("edge", "card"),
    ("edge", "paper"),
    *(
        (mark, "card")
        for mark in (*tokens.ROLES, "source", "unknown", "tie", "first", "quiet", "middle")
    ),
]


def linear(colour):
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]


def contrast(look, one, other):
    """The contrast of two tokens (WCAG 2.2, 1.4.3)."""
    colours = (getattr(tokens.COLOURS[name], look) for name in (one, other))
    light, dark = sorted(
        (
            sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True))
            for colour in colours
        ),
        reverse=True,
    )
    return (light + 0.05) / (dark + 0.05)


@each_look
@pytest.mark.parametrize("pair", TEXT, ids="-on-".join)
def test_text_can_be_read_on_what_it_stands_on(look, pair):
    assert contrast(look, *pair) >= 4.5


@each_look
@pytest.mark.parametrize("pair", MARKS, ids="-on-".join)
def test_marks_can_be_seen_on_what_they_stand_on(look, pair):
    assert contrast(look, *pair) >= 3


ON_BARS = [("card", "ink"), ("card", "accent"), ("on-third", "third"), ("ink", "pale")]


@each_look
@pytest.mark.parametrize("pair", ON_BARS)
def test_a_number_on_a_bar_can_be_read(look, pair):
    assert contrast(look, *pair) >= (7 if "contrast" in look else 4.5)


@pytest.mark.parametrize("look", ["contrast", "contrast_dark"])
def test_high_contrast_reads_at_seven_to_one(look):
    assert all(contrast(look, one, "card") >= 7 for one in ("ink", "soft", "accent", "alert"))


@each_look
def test_no_two_tokens_share_a_colour_so_that_a_chart_says_which_one_it_means(look):
    colours = [getattr(colour, look) for colour in tokens.COLOURS.values()]
    assert len(set(colours)) == len(colours)


def test_charts_and_maps_use_the_tokens_of_pages():
    used = {
        style.INK,
        style.SOFT,
        style.LINE,
        style.PAPER,
        style.ACCENT,
        *(look.colour for look in style.LOOKS),
    }
    assert used <= set(tokens.LIGHT.values())


def test_every_colour_is_told_for_each_look_and_for_paper():
    css = tokens.css()
    for name in tokens.COLOURS:
        assert len(re.findall(rf"--pln-{name}: #", css)) == 8
    assert css.index("@media print") > css.index("[data-look=contrast]")
