"""The link that invites a learner: to whom they would share stands where no server sees it."""

import re
from collections.abc import Mapping
from functools import cache
from urllib.parse import quote

from markupsafe import Markup

from plnkit.html import h
from plnkit.views.keep.link import QUIET

SUBJECT = "Going along with what you learn"
_PLACE = re.compile(r"https?://[^\s#]{1,500}")


def invitation(place: Mapping[str, str], coach: str, called: str, number: str) -> str:
    """Return the link for a learner; "" where the server does not say where it is.

    `place` is what the server says: its "site", and the "door" that lets in. By the number the coach
    knows for whom the link was made when something is shared.
    """
    start = f"{place.get('site', '').rstrip('/')}/{place.get('door', '')}"
    named = quote(called, safe="")
    return f"{start}#coach={coach}&called={named}&for={number}" if _PLACE.fullmatch(start) else ""


def mail(link: str) -> str:
    """Return the address that opens a mail with the link."""
    text = (
        "Hello,\r\n\r\nI would like to go along with what you learn. With this link you begin a "
        "workbook of your own, and share with me what you choose: nothing is shared before you "
        "say so, and you can change it or take it back at any time.\r\n\r\n"
        f"{link}\r\n"
    )
    return f"mailto:?subject={quote(SUBJECT)}&body={quote(text)}"


@cache
def drawn(link: str) -> Markup:
    """Return the QR code of a link, black on white."""
    import segno

    code = segno.make(link, error="m", micro=False)
    svg = code.svg_inline(border=QUIET, dark="#000", light="#fff", omitsize=True)
    picture = Markup(svg)  # noqa: S704 - squares alone, no text
    label = "QR code of the invitation"
    return h("div", picture, role="img", aria_label=label, class_="pln-invitation-code")
