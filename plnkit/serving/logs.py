"""What a server writes on standard error: sentences, or one JSON object a line for who collects them.

The choice lies in the environment, so that the kernels of the pages, which write to the same place,
make the same of it.
"""

import io
import json
import logging
import os
import sys
import threading
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, TextIO

KIND = "PLNKIT_LOG"  # in the environment: "json", or sentences
SERVER = "PLNKIT_LOG_SERVER"  # which of several servers writes: its base address

log = logging.getLogger("plnkit")
_stray = logging.getLogger("stderr")  # what is written there without being logged


def choose(kind: str, server: str = "") -> None:
    """Write in one way from now on, here and in all processes that are started from here."""
    os.environ[KIND], os.environ[SERVER] = kind, server
    settle()


def settle() -> None:
    """Let everything in this process be written in the way that was chosen.

    Jupyter gives its own logger a way to standard error when it begins: settle again after it has.
    """
    if form() is None:
        return
    if not isinstance(sys.stderr, _Lines):
        logging.root.addHandler(_Written(sys.stderr))
        logging.captureWarnings(True)
        sys.stderr = _Lines(sys.stderr)
        sys.excepthook = _uncaught
        threading.excepthook = lambda said: _uncaught(
            said.exc_type, said.exc_value or said.exc_type(), said.exc_traceback
        )
    for logger in _with_ways_of_their_own():
        logger.handlers.clear()
        logger.propagate = True


def hear(handler: logging.Handler) -> None:
    """Let a handler hear all that is logged; what is written stays what it was."""
    if not logging.root.handlers and logging.lastResort:
        logging.root.addHandler(logging.lastResort)  # it writes only where nobody else hears
    for logger in (logging.root, *_with_ways_of_their_own()):
        logger.addHandler(handler)


def dress(application: Any) -> None:
    """Let an application of Jupyter's that is still to begin write in the way that was chosen."""
    if form():
        application._log_formatter_cls = Json  # noqa: SLF001 - it makes a handler of its own


def form() -> logging.Formatter | None:
    """Return what makes a line of what is logged; None where sentences are written as they are."""
    return Json() if os.environ.get(KIND) == "json" else None


class Json(logging.Formatter):
    """One object in one line: what is in a message, line ends too, stays in its string."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        at = datetime.fromtimestamp(record.created, UTC).replace(tzinfo=None)
        said = {
            "time": f"{at.isoformat(timespec='milliseconds')}Z",
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if server := os.environ.get(SERVER):
            said["server"] = server
        if record.exc_info:
            said["exception"] = self.formatException(record.exc_info)
        return json.dumps(said)


class _Written(logging.StreamHandler[TextIO]):
    """Writes lines of JSON."""

    def __init__(self, out: TextIO) -> None:
        super().__init__(out)
        self.setLevel(logging.WARNING)
        self.setFormatter(Json())

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - its name in `logging`
        """Do nothing: it would say so on standard error, which is what cannot be written to."""


class _Lines(io.TextIOBase):
    """In the place of standard error: each line that is written to it is logged."""

    def __init__(self, out: TextIO) -> None:
        self._out, self._begun = out, ""

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """The encoding of the real one."""
        return self._out.encoding

    def fileno(self) -> int:
        """Return the number of the real one."""
        return self._out.fileno()

    def write(self, text: str) -> int:
        """Log the lines that are whole."""
        *whole, self._begun = (self._begun + text).split("\n")
        for line in filter(str.strip, whole):
            _stray.error("%s", line)
        return len(text)


def _with_ways_of_their_own() -> list[logging.Logger]:
    """Return the loggers that write by themselves, and tell nobody above them."""
    known = list(logging.root.manager.loggerDict.values())
    return [
        one
        for one in known
        if isinstance(one, logging.Logger) and one.handlers and not one.propagate
    ]


def _uncaught(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
    log.critical("this should not have happened", exc_info=(kind, fault, trace))
