"""A page for paper: a file of HTML that needs nothing else, and prints on A4."""

from base64 import b64encode
from functools import cache
from hashlib import sha256

from markupsafe import Markup

from plnkit import tokens
from plnkit.assets import VIEWS
from plnkit.html import Child, h
from plnkit.language import current, direction

# Times of day as the reader's language writes them: the one thing that the page does by itself.
_TIMES = (
    'for(const t of document.querySelectorAll("time")){const[h,m]=t.dateTime.split(":");'
    "const d=new Date();d.setHours(h,m);"
    't.textContent=d.toLocaleTimeString([],{hour:"numeric",minute:"2-digit"})}'
)
_MAY = b64encode(sha256(_TIMES.encode()).digest()).decode()
_POLICY = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{_MAY}'"
_PAGE = """\
<!doctype html>
<html lang="{}" dir="{}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<meta http-equiv="Content-Security-Policy" content="{}">
<title>{}</title>
<style>{}</style>
</head>
<body>
<main class="{}">{}</main>
<script>{}</script>
</body>
</html>
"""


def paper(title: str, kind: str, *children: Child) -> str:
    """Return a page with a title; `kind` is what it looks like."""
    inside = h("h1", h("bdi", title)), *children
    body = Markup("").join(child for child in inside if isinstance(child, Markup))
    speaks = current(), direction(current())
    return Markup(_PAGE).format(*speaks, _POLICY, title, _style(), kind, body, Markup(_TIMES))  # noqa: S704 - ours


@cache
def _style() -> Markup:
    sheets = (VIEWS / "facilitator" / "paper.css", VIEWS / "room" / "room.css")
    return Markup(tokens.paper() + "".join(sheet.read_text("utf-8") for sheet in sheets))  # noqa: S704 - ours
