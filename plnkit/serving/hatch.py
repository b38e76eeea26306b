"""The server's side of the hatch: it answers the kernels of its pages, and nobody else."""

import hmac
import json
import logging
import secrets
import socket
import tempfile
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from multiprocessing.connection import Client, Connection, Listener
from typing import Any

from plnkit.errors import BookError
from plnkit.hatch import LIMIT, PASS, PLACE
from plnkit.language import speaking, tr
from plnkit.serving.metrics import count
from plnkit.serving.zygotes import folder_for_sockets

AT_ONCE = 4  # questions that are answered at the same time

Answer = Callable[..., Mapping[str, Any]]

log = logging.getLogger("plnkit")


class Hatch:
    """Answers questions by name until it is closed; `env` is what a kernel must be told."""

    def __init__(self, answers: Mapping[str, Answer]) -> None:
        self._answers = answers
        self._pass = secrets.token_hex(16)
        self._folder = _private_folder()
        place = f"{self._folder.name}/h" if self._folder else None
        self._listener = Listener(place, backlog=128)
        self._workers = ThreadPoolExecutor(AT_ONCE, "plnkit-hatch")
        self._open = True
        self.env = {PLACE: str(self._listener.address), PASS: self._pass}
        threading.Thread(target=self._listen, name="plnkit-hatch", daemon=True).start()

    def close(self) -> None:
        """Answer no more."""
        self._open = False
        with suppress(OSError), Client(self.env[PLACE]):  # wakes the one who waits for a question
            pass
        self._workers.shutdown(cancel_futures=True)
        self._listener.close()
        if self._folder:
            self._folder.cleanup()

    def _listen(self) -> None:
        while self._open:
            with suppress(OSError, RuntimeError):  # a kernel was killed as it asked
                self._workers.submit(self._serve, self._listener.accept())

    def _serve(self, wire: Connection) -> None:
        with suppress(OSError, EOFError), wire:
            if not wire.poll(1):
                return
            answer = self._answer(wire.recv_bytes(LIMIT))
            wire.send_bytes(json.dumps(answer).encode())

    def _answer(self, question: bytes) -> dict[str, Any]:
        asked = _read(question)
        with speaking(str(asked.get("language"))):
            return self._said(asked)

    def _said(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Return the answer, or a sentence that says why there is none."""
        try:
            if not hmac.compare_digest(str(asked["pass"]), self._pass):
                return {"sentence": tr("This is not a page of this server.")}
            count.saves(asked.get("saves"))
            return {"answer": self._answers[asked["what"]](**asked["given"])}
        except BookError as fault:
            return {"sentence": str(fault)}
        except Exception:
            log.exception("a question of a page could not be answered")
            return {"sentence": tr("The room could not answer that: try again.")}


def _read(question: bytes) -> dict[str, Any]:
    """Return what a page asks, {} where that cannot be told."""
    with suppress(ValueError, RecursionError):
        asked = json.loads(question)
        return asked if isinstance(asked, dict) else {}
    return {}


def _private_folder() -> "tempfile.TemporaryDirectory[str] | None":
    """Return a folder that only this user may enter; None where there are pipes, which are private."""
    where = folder_for_sockets() if hasattr(socket, "AF_UNIX") else None
    return tempfile.TemporaryDirectory(prefix="plnkit-", dir=where) if where else None
