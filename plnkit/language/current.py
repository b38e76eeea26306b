"""Which language is spoken now: by a process, or by a server for one of its readers."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from plnkit.language.catalogues import SOURCE, is_known, negotiated

VARIABLE = "PLNKIT_LANGUAGE"  # what a server tells its kernels; anybody may set it
_FROM_THE_SYSTEM = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set counts (POSIX)

_reader: ContextVar[str] = ContextVar("language", default="")
_process: list[str] = []


def current() -> str:
    """Return the code of the language that is spoken now."""
    return _reader.get() or (_process[0] if _process else use(asked_for()))


def asked_for() -> str:
    """Return the language that this process was asked to speak: by our variable, or the system's."""
    if chosen := os.environ.get(VARIABLE):
        return chosen
    system = next(filter(None, map(os.environ.get, _FROM_THE_SYSTEM)), "")
    return negotiated(system.partition(".")[0].replace("_", "-"))


def use(code: str) -> str:
    """Speak a language in this process from now on, English where there is none; return it."""
    _process[:] = [code if is_known(code) else SOURCE]
    return _process[0]


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak a language for one reader, whatever the process speaks to others."""
    before = _reader.set(code if is_known(code) else SOURCE)
    try:
        yield
    finally:
        _reader.reset(before)


def answer_in(code: str) -> None:
    """Speak a reader's language for the rest of the task that answers them."""
    _reader.set(code if is_known(code) else SOURCE)
