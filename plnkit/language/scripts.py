"""What the scripts of a page say: they ask for it by ``tr("…")`` and ``trn("…", "…", n)``, as Python does."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from plnkit.language.catalogues import PSEUDO, SOURCE, locale
from plnkit.language.current import current, speaking
from plnkit.language.looked_up import plain, tr

HOME = Path(__file__).parents[1]
_SAID = re.compile(r"""\btr\(\s*("(?:[^"\\]|\\.)*")""")
_COUNTED = re.compile(r"""\btrn\(\s*("(?:[^"\\]|\\.)*"),\s*("(?:[^"\\]|\\.)*")""")
_NUMBERS = (*range(21), 100, 101, 1_000, 1_000_000)  # among which each plural form has one

Words = dict[str, str | dict[str, str]]


def for_scripts() -> Words:
    """Return the sentences of our scripts in the reader's language, those that count by plural form.

    English has none to look up.
    """
    return {} if current() == SOURCE else _words(current())


@cache
def _words(code: str) -> Words:
    with speaking(code):
        said = {text: tr(text) for (text,) in _found(_SAID)}
        return said | {one: _forms(code, one, many) for one, many in _found(_COUNTED)}


def said_in_scripts() -> list[str | tuple[str, ...]]:
    """Return every sentence that a script of ours says; one that counts is a pair."""
    return [*(text for (text,) in _found(_SAID)), *_found(_COUNTED)]


def _forms(code: str, one: str, many: str) -> dict[str, str]:
    """Return a sentence by plural category (Unicode TR35, as `Intl.PluralRules` names them)."""
    category = locale("en" if code == PSEUDO else code).plural_form
    examples = {category(n): n for n in reversed(_NUMBERS)}
    return {name: plain(one, many, n) for name, n in examples.items()}


def _found(what: re.Pattern[str]) -> Iterator[tuple[str, ...]]:
    """Yield what stands in the calls of our scripts."""
    for path in sorted(HOME.rglob("*.js")):
        if path.parent.name != "vendor":
            for found in what.finditer(path.read_text("utf-8")):
                yield tuple(json.loads(part) for part in found.groups())
