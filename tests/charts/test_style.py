"""Colours that everybody can tell apart."""

import subprocess
import sys
from itertools import combinations
from math import dist

import numpy as np
import pytest

from plnkit.charts.style import LOOKS, UNKNOWN_LOOK, plain, short

# Machado, Oliveira & Fernandes 2009, severity 1: linear RGB as it is seen.
SIGHTS = {
    "all colours": np.eye(3),
    "no red cones": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "no green cones": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "no blue cones": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
COLOURS = [look.colour for look in LOOKS if look is not UNKNOWN_LOOK]


def linear(colour):
    values = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def lab(rgb):
    to_xyz = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    xyz = np.array(to_xyz) @ rgb / [0.9505, 1, 1.089]
    x, y, z = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("sight", SIGHTS)
def test_roles_look_different_with(sight):
    seen = [lab(np.clip(np.array(SIGHTS[sight]) @ linear(c), 0, 1)) for c in COLOURS]
    assert min(dist(a, b) for a, b in combinations(seen, 2)) > 25


@pytest.mark.parametrize("colour", COLOURS)
def test_marks_stand_out_from_the_paper(colour):
    luminance = float(np.array([0.2126, 0.7152, 0.0722]) @ linear(colour))
    assert 1.05 / (luminance + 0.05) >= 3


def test_user_text_is_neither_html_nor_a_formula():
    assert plain("<b>$x$") == "&lt;b&gt;&#36;x&#36;"


def test_a_long_name_is_cut():
    assert short("A name that is far too long") == "A name that is fa…"


def test_drawing_a_figure_does_not_load_the_grammar_of_web_addresses():
    code = (
        "import sys; from plnkit.charts.style import TEMPLATE; "
        "assert sys.modules['rfc3987_syntax'] is None"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
