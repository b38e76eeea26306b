"""The link that invites a learner: to whom they would share stands where no server sees it."""

import re
from collections.abc import Mapping
from functools import cache
from urllib.parse import quote

from markupsafe import Markup

from plnkit.html import h
from plnkit.language import N_, tr
from plnkit.views.keep.link import QUIET

SUBJECT = N_("Supporting you as you learn")
WRITES = N_(
    "I would like to support you as you learn. With this link you begin a "
    "workbook of your own, and share with me what you choose: nothing is shared "
    "before you say so, and you can change it or take it back at any time."
)
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
    text = "\r\n\r\n".join((tr("Hello,"), tr(WRITES), f"{link}\r\n"))
    subject = tr(SUBJECT)
    return f"mailto:?subject={quote(subject)}&body={quote(text)}"


def drawn(link: str) -> Markup:
    """Return the QR code of a link, black on white."""
    label = tr("QR code of the invitation")
    return h("div", _squares(link), role="img", aria_label=label, class_="pln-invitation-code")


@cache
def _squares(link: str) -> Markup:
    import segno

    code = segno.make(link, error="m", micro=False)
    svg = code.svg_inline(border=QUIET, dark="#000", light="#fff", omitsize=True)
    return Markup(svg)  # noqa: S704 - squares alone, no text
