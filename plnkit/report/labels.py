"""Where names stand beside their marks: each where it covers nothing, or not at all."""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

LETTER, BROAD = 0.58, 0.72  # widths are in sizes of the type, and those of a wide typeface
NARROW = "fijlrtI .,:;'’()|!-"
ABOVE, BELOW = 0.78, 0.24  # of the line on which letters stand
GAP = 0.3  # between a mark and its name
SIDE = 0.1  # between a name and what stands beside it

Anchor: TypeAlias = Literal["start", "middle", "end"]
Inside: TypeAlias = Callable[[NDArray[np.float64]], bool]


class Label(NamedTuple):
    """A text and where it stands: the point that `anchor` speaks of, on the line of its letters."""

    text: str
    x: float
    y: float
    anchor: Anchor


class Page:
    """The room that is left: marks and names that stand already, as boxes (x0, y0, x1, y1)."""

    def __init__(self, taken: Sequence[tuple[float, float, float, float]], inside: Inside) -> None:
        self._boxes = np.array(taken, dtype=float).reshape(-1, 4)
        self._inside = inside

    def put(self, text: str, x: float, y: float, reach: float, size: float) -> Label | None:
        """Return a text beside the mark at x and y, which reaches so far, or None without room."""
        for label in _ways(text, x, y, reach, size):
            box = _box(label, size)
            if self._inside(box) and not self._covers(box):
                self._boxes = np.vstack([self._boxes, box])
                return label
        return None

    def _covers(self, box: NDArray[np.float64]) -> bool:
        b = self._boxes
        across = (b[:, 0] < box[2]) & (b[:, 2] > box[0])
        return bool((across & (b[:, 1] < box[3]) & (b[:, 3] > box[1])).any())


def width(text: str) -> float:
    """Return how wide a text is, at least nearly, in sizes of its type."""
    return sum(map(_width, text))


def _width(c: str) -> float:
    if unicodedata.category(c) in ("Mn", "Me", "Cf"):
        return 0
    if unicodedata.east_asian_width(c) in "WF":
        return 1.05
    if c in NARROW:
        return 0.36
    return BROAD if c.isupper() or c.isdigit() or c in "mw@%—…" or c > "\u024f" else LETTER


def _ways(text: str, x: float, y: float, reach: float, size: float) -> Iterator[Label]:
    """Yield where a name may stand: below, above, right, left, then between these."""
    gap = reach + GAP * size
    low, high, level = y + gap + ABOVE * size, y - gap - BELOW * size, y + 0.3 * size
    slant = 0.6 * gap
    yield Label(text, x, low, "middle")
    yield Label(text, x, high, "middle")
    yield Label(text, x + gap, level, "start")
    yield Label(text, x - gap, level, "end")
    for line in (low - slant, high + slant):
        yield Label(text, x + slant, line, "start")
        yield Label(text, x - slant, line, "end")
    for line in (low, high):
        yield Label(text, x - slant, line, "start")
        yield Label(text, x + slant, line, "end")


def _box(label: Label, size: float) -> NDArray[np.float64]:
    wide = width(label.text) * size
    left = label.x - {"start": 0, "middle": wide / 2, "end": wide}[label.anchor]
    side = SIDE * size
    return np.array(
        [left - side, label.y - ABOVE * size, left + wide + side, label.y + BELOW * size]
    )
