"""The hatch between a page's kernel and the server: what is in the server's memory alone.

A kernel asks, in one message of JSON, and gets one answer: the room's picture, who is on which page.
The server puts the way there into the environment of its kernels; without it there is no room.
"""

import json
import os
from collections import deque
from multiprocessing.connection import Client
from typing import Any

from plnkit.errors import BookError
from plnkit.language import current, tr

PLACE, PASS = "PLNKIT_HATCH", "PLNKIT_HATCH_PASS"
LIMIT = 32 << 20  # bytes of a question or an answer
PATIENCE = 10  # seconds

_saves: deque[float | None] = deque(maxlen=100)  # what the next question takes along


class NoRoom(BookError):
    """There is no room here, or its server does not answer."""


def is_there() -> bool:
    """Return whether a server put a way to itself here."""
    return PLACE in os.environ


def take_along(saves: deque[float | None]) -> None:
    """Take what is to be told of saves, seconds or None for what was not saved, with the next question."""
    _saves.extend(saves)
    saves.clear()


def ask(what: str, **given: Any) -> dict[str, Any]:
    """Ask the server for something and return its answer.

    The answer is in the language that is spoken here.

    Raises `NoRoom` where it cannot be asked, and `BookError` with its sentence where it refuses.
    """
    try:
        with Client(os.environ[PLACE]) as wire:
            question = {
                "pass": os.environ[PASS],
                "language": current(),
                "what": what,
                "given": given,
                "saves": [_saves.popleft() for _ in range(len(_saves))],
            }
            wire.send_bytes(json.dumps(question).encode())
            if not wire.poll(PATIENCE):
                raise TimeoutError
            answer = json.loads(wire.recv_bytes(LIMIT))
    except (KeyError, OSError, EOFError, ValueError) as fault:
        raise NoRoom(tr("The room does not answer just now: try again in a moment.")) from fault
    if "sentence" in answer:
        raise BookError(answer["sentence"])
    return dict(answer["answer"])
