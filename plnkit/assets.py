"""What views bring along, scripts and styles: in a notebook as text, on a served page by address.

JupyterLab is sent both with every widget. On our pages that was 0.6 MB for a workbook, again at each
visit; there a widget says where its script and its style are, and the browser keeps them.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from plnkit import tokens

VIEWS = Path(__file__).parent / "views"
PAGE = "PLNKIT_PAGE"  # in the environment of a kernel whose page a server has: the notebook


@dataclass(frozen=True)
class Asset:
    """A script or a style of views; as a `str` it is what a widget is told of it."""

    name: str  # in its address: "panel.js"
    text: str  # in a notebook, with all that it needs
    served: str  # what is at its address; "" for a style that every page has

    @cached_property
    def address(self) -> str:
        """Where a server has it, below its base."""
        return f"assets/{marked(self.name, self.served.encode())}" if self.served else ""

    def __str__(self) -> str:
        return self.address if PAGE in os.environ else self.text


def marked(name: str, content: bytes) -> str:
    """Return a file's name with a mark of its content in it."""
    stem, _, ending = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:16]}.{ending}"


def joined(*paths: str) -> str:
    """Return scripts as one, after what all need, without indents and lines of comment."""
    texts = (VIEWS / path for path in ("tr.js", *paths))
    lines = (line.strip() for path in texts for line in path.read_text("utf-8").splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def _script(name: str, *paths: str, first: str = "") -> Asset:
    text = first + joined(*paths)
    return Asset(f"{name}.js", text, text)


def _style(name: str, *paths: str) -> Asset:
    own = "".join((VIEWS / path).read_text("utf-8") for path in paths)
    return Asset(f"{name}.css", tokens.in_a_notebook() + PANEL_STYLE + own, own)


_TOKENS = f"const TOKENS = {json.dumps(tokens.VARIABLES)};\n"
_TELLS = ("wire.js", "forms.js")  # stand before what sends changes
_MIRROR = ("wire.js", "mirror.js")
_MAP = ("rings/layout.js", "rings/slices.js", "rings/ground.js", "rings/rings.js")
PANEL_STYLE = (VIEWS / "panel.css").read_text("utf-8")  # of every view: each page has it
SCRIPTS: Mapping[str, Asset] = {
    "panel": _script("panel", *_TELLS, "panel.js"),
    "ticking": _script("ticking", *_TELLS, "facilitator/clock.js", "panel.js"),
    "status": _script("status", "status.js"),
    "figure": _script("figure", "figure.js", first=_TOKENS),
    "rings": _script("rings", *_MIRROR, *_MAP),
    "people": _script("people", *_MIRROR, "people/people.js"),
}
STYLES: Mapping[str, Asset] = {
    "panel": _style("panel"),
    "figure": _style("figure", "figure.css"),
    "bring": _style("bring", "bring/bring.css"),
    "keep": _style("keep", "keep/keep.css"),
    "rings": _style("rings", "mirror.css", "rings/rings.css"),
    "people": _style("people", "mirror.css", "people/people.css"),
    "readings": _style("readings", "readings/readings.css"),
    "review": _style("review", "review/review.css"),
    "coach": _style("coach", "review/review.css", "coach/coach.css"),
    "share": _style("share", "room/share.css"),
    "room": _style("room", "room/room.css"),
    "together": _style("together", "room/share.css", "room/room.css"),
    "chair": _style("chair", "room/room.css", "facilitator/facilitator.css"),
}
