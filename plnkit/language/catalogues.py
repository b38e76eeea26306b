"""Which languages there are, how they run, and their catalogues."""

import gettext
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from plnkit.language.pseudo import Pseudo

if TYPE_CHECKING:
    from babel import Locale

SOURCE = "en"  # what the sentences in the code are
PSEUDO = "ar-XB"  # not a language: English in letters that run from right to left, for tests
FOLDER = Path(__file__).parents[1] / "locale"
_RIGHT_TO_LEFT = {"ar", "fa", "he", "ur"}


@cache
def languages() -> dict[str, str]:
    """Return the languages that a reader can choose, each by its own name."""
    from babel import Locale

    codes = sorted(path.name for path in FOLDER.iterdir() if (path / "LC_MESSAGES").is_dir())
    return {SOURCE: "English"} | {code: _own_name(Locale.parse(code)) for code in codes}


def _own_name(locale: "Locale") -> str:
    name = locale.get_display_name() or str(locale)
    return name[0].upper() + name[1:]


@cache
def catalogue(code: str) -> gettext.NullTranslations:
    """Return the sentences of a language; what is not in them stays English."""
    if code == PSEUDO:
        return Pseudo()
    return gettext.translation("plnkit", FOLDER, [code], fallback=True)


@cache
def locale(code: str) -> "Locale":
    """Return how a language writes numbers and dates."""
    from babel import Locale

    return Locale.parse({SOURCE: "en_GB", PSEUDO: "he"}.get(code, code))


def direction(code: str) -> str:
    """Return "rtl" for a language that is written from right to left, else "ltr"."""
    return "rtl" if code.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"


def is_known(code: str) -> bool:
    """Return whether there are sentences in a language; a folder closed to us holds none."""
    if code in (SOURCE, PSEUDO):
        return True
    if not (code.isascii() and code.isalpha()):
        return False
    # pathlib raises for a folder that we may not enter.
    return os.path.isdir(FOLDER / code / "LC_MESSAGES")  # noqa: PTH112


def negotiated(wanted: str) -> str:
    """Return the first language that we have of those that a browser accepts, else English.

    `wanted` is as in ``Accept-Language`` (RFC 9110, 12.5.4): ``de-CH,de;q=0.9,en;q=0.8``.
    """
    asked = [_weighed(part) for part in wanted.split(",")[:20]]
    for _, code in sorted(asked, key=lambda one: -one[0]):
        for known in (code, code.partition("-")[0].lower()):
            if is_known(known):
                return known
    return SOURCE


def _weighed(part: str) -> tuple[float, str]:
    code, _, weight = part.strip().partition(";q=")
    try:
        return (float(weight) if weight else 1.0), code.strip()
    except ValueError:
        return 0.0, code.strip()
