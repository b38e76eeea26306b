"""The one template of all charts, and how each role looks."""

import html
import sys
from dataclasses import dataclass
from typing import Any

# Drawing any figure would otherwise import a grammar for checking web addresses: 2 s of CPU.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

import plotly.graph_objects as go

from plnkit import words
from plnkit.model import Member

INK, SOFT, LINE, PAPER, ACCENT = "#1c2430", "#566173", "#dfd9cd", "#ffffff", "#0b6b62"


@dataclass(frozen=True)
class Look:
    """How a group of members is drawn, and what it is called."""

    label: str
    colour: str
    symbol: str


# Chosen by search for the largest smallest difference (CIELAB, 29.8) as seen with normal vision
# and with each of the three kinds of colour blindness, at a contrast to white of at least 3.
_COLOURS = ("#2b91f0", "#637e58", "#880906", "#631084", "#a18004", "#be4c97")
ROLE_LOOKS = {
    role: Look(label, colour, "circle")
    for (role, label), colour in zip(words.ROLES.items(), _COLOURS, strict=True)
}
SOURCE_LOOK = Look(words.SOURCES, "#2a2e35", "diamond")
UNKNOWN_LOOK = Look("Role not said yet", "#8b93a1", "circle-open")
LOOKS = (*ROLE_LOOKS.values(), UNKNOWN_LOOK, SOURCE_LOOK)


def look_of(member: Member) -> Look:
    """Return how a member is drawn."""
    if member.kind == "source":
        return SOURCE_LOOK
    return ROLE_LOOKS.get(member.role or "", UNKNOWN_LOOK)


def plain(text: str) -> str:
    """Return user text so that a figure shows it as it is, neither as HTML nor as TeX."""
    return html.escape(text, quote=False).replace("$", "&#36;")


def short(name: str, limit: int = 18) -> str:
    """Return a name cut to what fits beside a marker."""
    return name if len(name) <= limit else name[: limit - 1].rstrip() + "…"


def rows_axis(labels: list[str]) -> dict[str, Any]:
    """Return the axis of bars in rows, the first on top; rows with one label stay apart."""
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
            "family": 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
            "size": 14,
            "color": INK,
        },
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "colorway": [*_COLOURS, SOURCE_LOOK.colour],
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "showlegend": False,
        "dragmode": False,
        "hoverlabel": {"bgcolor": INK, "font": {"color": "#fff", "size": 14}},
        # "Share chart" would upload the names to a cloud.
        "modebar": {"remove": ["sendChartToCloud"]},
        "xaxis": {"fixedrange": True, "zeroline": False},
        "yaxis": {"fixedrange": True, "zeroline": False},
    }
)
