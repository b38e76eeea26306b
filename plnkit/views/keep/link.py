"""The private link by which another device opens the same book, and the QR code of it."""

import re

import segno
from markupsafe import Markup

from plnkit.html import h
from plnkit.language import tr

QUIET = 4  # modules of white around a QR code, which ISO/IEC 18004 asks for

_PLACE = re.compile(r"https?://[^\s#]{1,500}")


def private(place: str, key: str | None) -> str:
    """Return the link that opens the book of a key from a place; "" where one of them is missing."""
    return f"{place}#key={key}" if key and _PLACE.fullmatch(place) else ""


def drawn(link: str) -> Markup:
    """Return the QR code of a link, black on white."""
    code = segno.make(link, error="m", micro=False)
    svg = code.svg_inline(border=QUIET, dark="#000", light="#fff", omitsize=True)
    picture = Markup(svg)  # noqa: S704 - squares alone, no text
    label = tr("QR code of my private link")
    return h("div", picture, role="img", aria_label=label, class_="pln-qr")
