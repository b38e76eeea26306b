"""The one template of all charts, and how each role looks."""

import html
import sys
from dataclasses import dataclass
from typing import Any
from unicodedata import bidirectional

# Drawing any figure would otherwise import a grammar for checking web addresses: 2 s of CPU.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

import plotly.graph_objects as go

from plnkit import words
from plnkit.language import N_, tr
from plnkit.model import Member
from plnkit.tokens import LIGHT, ROLES, SIZES, VARIABLES

INK, SOFT, LINE, PAPER, ACCENT = (LIGHT[n] for n in ("ink", "soft", "line", "card", "accent"))


@dataclass(frozen=True)
class Look:
    """How a group of members is drawn, and what it is called."""

    english: str
    colour: str
    symbol: str

    @property
    def label(self) -> str:
        """What the group is called, in the reader's language."""
        return tr(self.english)

    @property
    def css(self) -> str:
        """The colour as a page says it: it turns with the page's look."""
        return f"var({VARIABLES[self.colour]}, {self.colour})"


_COLOURS = tuple(LIGHT[name] for name in ROLES)
ROLE_LOOKS = {
    role: Look(label, colour, "circle")
    for (role, label), colour in zip(words.ROLES.english.items(), _COLOURS, strict=True)
}
SOURCE_LOOK = Look(words.SOURCES, LIGHT["source"], "diamond")
UNKNOWN_LOOK = Look(N_("Role not said yet"), LIGHT["unknown"], "circle-open")
LOOKS = (*ROLE_LOOKS.values(), UNKNOWN_LOOK, SOURCE_LOOK)


def look_of(member: Member) -> Look:
    """Return how a member is drawn."""
    if member.kind == "source":
        return SOURCE_LOOK
    return ROLE_LOOKS.get(member.role or "", UNKNOWN_LOOK)


def plain(text: str) -> str:
    """Return user text so that a figure shows it as it is, neither as HTML nor as TeX."""
    return html.escape(text, quote=False).replace("$", "&#36;")


def as_one(text: str) -> str:
    """Return a text so that it keeps its order in a figure, which runs from left to right."""
    turns = any(bidirectional(c) in ("R", "AL") for c in text)
    return f"\u2068{text}\u2069" if turns else text


def sign(mark: str, colour: str = ACCENT) -> str:
    """Return a mark as words have it, in the colour of those in the chart."""
    return f'<span style="color:{colour};">{mark}</span>'


def short(name: str, limit: int = 18) -> str:
    """Return a name cut to what fits beside a marker."""
    return name if len(name) <= limit else name[: limit - 1].rstrip() + "…"


def rows_axis(labels: list[str]) -> dict[str, Any]:
    """Return the axis of bars in rows, the first on top; rows with one label stay apart.

    Where a page has more room than a phone, or less, `figure.js` writes as much of each label as
    fits: it needs them whole, as `rows` in the layout's `meta`.
    """
    return {
        "range": [len(labels) - 0.4, -0.6],
        "tickvals": list(range(len(labels))),
        "ticktext": [plain(short(label)) for label in labels],
        "automargin": True,
        "ticklabelstandoff": 6,
        "ticks": "",
        "color": SOFT,
    }


TEMPLATE = go.layout.Template(
    layout={
        "font": {
            "family": SIZES["font"],
            "size": 14,
            "color": INK,
        },
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "colorway": [*_COLOURS, SOURCE_LOOK.colour],
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "showlegend": False,
        "dragmode": False,
        "hoverlabel": {
            "bgcolor": LIGHT["hover"],
            "font": {"color": LIGHT["on-hover"], "size": 14},
        },
        # "Share chart" would upload the names to a cloud.
        "modebar": {"remove": ["sendChartToCloud"]},
        "xaxis": {"fixedrange": True, "zeroline": False},
        "yaxis": {"fixedrange": True, "zeroline": False},
    }
)
