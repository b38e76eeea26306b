"""What templates ask of the reader: their language and colours, as they are when a page is drawn."""

import json

from markupsafe import Markup

from plnkit import language
from plnkit.html import h, trh
from plnkit.serving.preferences import look


def _as_data(words: object) -> Markup:
    """Return something as JSON that can stand in a page."""
    return Markup(json.dumps(words, ensure_ascii=False).replace("<", "\\u003c"))  # noqa: S704


SPOKEN = {
    "tr": language.tr,
    "trn": language.trn,
    "trh": trh,
    "h": h,
    "language": language.current,
    "languages": language.languages,
    "direction": lambda: language.direction(language.current()),
    "look": look,
    "words": lambda: _as_data(language.for_scripts()),
}
