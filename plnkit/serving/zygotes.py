"""How the server asks for forks: the zygotes that it has started, and the processes they gave it."""

import contextlib
import hashlib
import itertools
import json
import logging
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from plnkit import files
from plnkit.assets import PAGE
from plnkit.language import VARIABLE as LANGUAGE

THIS = (sys.executable, "-P", "-m")  # -P: a file beside the book is no module of ours
LOOK = 1  # seconds between looks at the package's files
BIRTH = 20  # seconds until a fork listens
WARMING = 60  # seconds for the zygote to import everything, or to run a page's cells
GONE = (
    -signal.SIGKILL.value if hasattr(signal, "SIGKILL") else -9
)  # not our child: how it ended is not told

_NAME = 107  # bytes in the name of a unix socket
_SOCKET = len("/voila_abcdefgh/kernel-01234567-0123-0123-0123-0123456789ab-ipc-1")

log = logging.getLogger("plnkit")


class ZygoteError(Exception):
    """The zygote did not do what it was asked."""


def can_fork() -> bool:
    """Whether kernels can be forked on this computer; ``PLNKIT_FORK=0`` says not to."""
    able = sys.platform == "linux" and hasattr(os, "pidfd_open") and folder_for_sockets()
    return bool(able) and os.environ.get("PLNKIT_FORK") != "0"


@cache
def folder_for_sockets() -> str | None:
    """Return where unix sockets can be made: the system takes no long names."""
    for folder in (tempfile.gettempdir(), "/tmp", "/dev/shm"):  # noqa: S108 - theirs are private
        if len(os.fsencode(folder)) + _SOCKET <= _NAME and os.access(folder, os.W_OK | os.X_OK):
            return folder
    return None


@dataclass(frozen=True)
class Page:
    """A notebook that the zygote has run: where to ask for forks, and what each cell showed."""

    door: str
    cells: list[list[dict[str, Any]]]
    process: "Forked"


class Zygotes:
    """The zygote of this process and those of its pages, started when needed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._made_of = ""
        self._looked = 0.0
        self._pages: dict[tuple[str, str], Page] = {}  # by notebook and language
        self._numbers = itertools.count()

    def page(self, notebook: str, env: dict[str, str], cwd: str) -> Page:
        """Return a page, run now if it has not been.

        Raises ZygoteError when it cannot be run.
        """
        with self._lock:
            door = self._fresh_door()
            named = notebook, env.get(LANGUAGE, "")
            if named not in self._pages:
                at = f"{door}{next(self._numbers)}"
                asked = {"page": notebook, "env": env, "cwd": cwd, "door": at}
                answer, (handle,) = _ask(door, asked, WARMING)
                self._pages[named] = Page(at, answer["cells"], Forked(answer["pid"], handle))
            return self._pages[named]

    def fork(self, arguments: list[str], env: dict[str, str], cwd: str) -> "Forked":
        """Return a new kernel's process; with a page in `env`, the page is in it.

        Raises ZygoteError.
        """
        page = self.page(env[PAGE], env, cwd) if PAGE in env else None
        try:
            asked = {"kernel": arguments, "env": env, "cwd": cwd}
            answer, (handle, birth) = _ask(page.door if page else self._door(), asked, BIRTH)
        except ZygoteError:
            if page:
                self._forget(page)  # its zygote may have ended alone, or be stuck
            raise
        return Forked(answer["pid"], handle, birth)

    def stop(self) -> None:
        """End the zygotes; kernels live on."""
        with self._lock:
            self._stop()

    def _forget(self, page: Page) -> None:
        with self._lock:
            self._pages = {name: known for name, known in self._pages.items() if known is not page}
        page.process.end()

    def _door(self) -> str:
        with self._lock:
            return self._fresh_door()

    def _fresh_door(self) -> str:
        """Return the door of a zygote that lives and holds the package as it is on the disk."""
        ended = self._process is None or self._process.poll() is not None
        if ended or self._has_changed():
            if self._process is not None:
                why = "it had ended" if ended else "plnkit has changed"
                log.warning("the zygote is started anew: %s", why)
            self._stop()
            self._start()
        return self._address

    def _has_changed(self) -> bool:
        """Whether the package's files are others than those that the zygote has imported."""
        if time.monotonic() - self._looked < LOOK:
            return False
        self._looked = time.monotonic()
        return _made_of() != self._made_of

    def _start(self) -> None:
        self._made_of = _made_of()
        self._folder = tempfile.TemporaryDirectory(prefix="plnkit-", dir=folder_for_sockets())
        self._address = f"{self._folder.name}/z"
        still = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
        quiet = {"PYDEVD_DISABLE_FILE_VALIDATION": "1"}
        reader, writer = os.pipe()
        command = [*THIS, "plnkit.serving.zygote", self._address, str(writer)]
        self._process = subprocess.Popen(
            command,
            env={**os.environ, **still, **quiet},
            stdin=subprocess.DEVNULL,
            pass_fds=(writer,),
            start_new_session=True,
        )
        os.close(writer)
        with os.fdopen(reader, "rb") as ready:
            if not _byte(ready.fileno(), WARMING):
                self._stop()
                raise ZygoteError("the zygote did not start")

    def _stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
        for page in self._pages.values():
            page.process.end()
        self._pages.clear()
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None


def _made_of() -> str:
    """Return a mark that changes with the package's files."""
    package = Path(__file__).parent.parent
    parts = [*package.rglob("*.py"), *package.rglob("*.js"), *files.workbooks().glob("*.ipynb")]
    stamps = [(str(f), s.st_mtime_ns, s.st_size) for f in sorted(parts) if (s := f.stat())]
    return hashlib.sha256(repr(stamps).encode()).hexdigest()


def _ask(door: str, request: dict[str, Any], patience: float) -> tuple[dict[str, Any], list[int]]:
    """Send one request to a zygote and return its answer, with the files that came along."""
    try:
        with socket.socket(socket.AF_UNIX) as wire:
            wire.settimeout(patience)
            wire.connect(door)
            wire.sendall(json.dumps(request).encode() + b"\n")
            data, files, _, _ = socket.recv_fds(wire, 1 << 16, 2)
            while data and not data.endswith(b"\n"):
                more = wire.recv(1 << 16)
                data = data + more if more else b""
    except OSError as fault:
        raise ZygoteError(f"the zygote does not answer ({fault})") from None
    answer = json.loads(data) if data else {"error": "the zygote hung up"}
    if "error" in answer:
        raise ZygoteError(answer["error"])
    return answer, files


def _byte(file: int, patience: float) -> bool:
    """Wait for a byte; False when it does not come, or the other end is closed first."""
    return _readable(file, patience) and os.read(file, 1) != b""


def _readable(file: int, patience: float | None) -> bool:
    """Wait until a file can be read; not by `select`, which knows only the first 1024 files."""
    poller = select.poll()
    poller.register(file, select.POLLIN)
    return bool(poller.poll(None if patience is None else patience * 1000))


class Forked:
    """A process that is not our child, held by its pidfd, with what a provisioner asks of one."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int, handle: int, birth: int | None = None) -> None:
        self.pid = pid
        self._handle: int | None = handle
        self._birth = birth

    def born(self) -> bool:
        """Wait until the kernel listens; False when it does not."""
        if self._birth is None:
            return False
        try:
            return _byte(self._birth, BIRTH)
        finally:
            os.close(self._birth)
            self._birth = None

    def poll(self) -> int | None:
        """Return None while the process lives."""
        if self._handle is None:
            return GONE
        return GONE if _readable(self._handle, 0) else None

    def wait(self) -> int:
        """Wait for the end, and let go of the handle."""
        if self._handle is not None:
            _readable(self._handle, None)
            os.close(self._handle)
            self._handle = None
        return GONE

    def send_signal(self, number: int) -> None:
        """Send a signal to this process, and never to one that got its number later."""
        if self._handle is not None:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._handle, number)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)

    def end(self) -> None:
        """End it, and wait until it has ended."""
        self.kill()
        self.wait()

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


zygotes = Zygotes()
