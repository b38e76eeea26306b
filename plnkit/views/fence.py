"""The fence around every answer to a page: what goes wrong is a sentence there, never silence."""

import logging
from collections.abc import Callable

from plnkit import words
from plnkit.errors import BookError, Damaged, DiskFull, Locked, NoLocking, NotWritable, strict
from plnkit.language import tr

# Where the reader can do little: who runs this must hear of it too.
_OF_THE_COMPUTER = (Damaged, DiskFull, Locked, NoLocking, NotWritable)

log = logging.getLogger("plnkit")


def fenced(answer: Callable[[], object]) -> str:
    """Do what a page asked for; return why not in a sentence, or nothing when it is done."""
    try:
        answer()
    except (BookError, ValueError) as fault:
        if isinstance(fault, _OF_THE_COMPUTER):
            log.warning("%s", fault)
        return str(fault)
    except Exception:
        log.exception("a press could not be answered")
        if strict():
            raise
        return tr(words.ACTION_FAILED)
    return ""
