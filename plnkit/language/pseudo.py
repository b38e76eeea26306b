"""A language that nobody speaks, with which tests see what was not looked up, and right to left."""

import gettext
import re

# Letters that run from right to left and look like none of ours: a sentence that is still in Latin
# letters was not looked up.
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_HEBREW = "אבגדהוזחטיךכלםמןנסעףפץצקרש"
_LETTERS = str.maketrans(_LATIN + _LATIN.upper(), _HEBREW * 2)
_KEPT = re.compile(r"(\{[^}]*\}|<[^>]*>|&#?\w+;|%\(\w+\)s|https?://\S+|\[\[.*?\]\])")


class Pseudo(gettext.NullTranslations):
    """Every sentence there is, in letters that run from right to left; braces and tags stay."""

    def gettext(self, message: str) -> str:
        """Return a sentence in other letters."""
        parts = _KEPT.split(message)
        return "".join(p if i % 2 else p.translate(_LETTERS) for i, p in enumerate(parts))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return a sentence that counts in other letters."""
        return self.gettext(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:  # noqa: ARG002
        """Return a sentence in other letters, whatever it means."""
        return self.gettext(message)
