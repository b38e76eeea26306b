"""Kernels that are forked from the zygote, for Jupyter an ordinary kernel provisioner.

Where no fork is possible (not Linux), or it fails twice, the kernel is started as always, and the
log says so.
"""

import asyncio
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
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from jupyter_core.utils import ensure_async
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from tornado.web import HTTPError

from plnkit import files

if TYPE_CHECKING:
    from collections.abc import Callable

PROVISIONER = "plnkit-forked"  # its entry point, and what a kernel spec names
THIS = (sys.executable, "-P", "-m")  # -P: a file beside the book is no module of ours
PAGE = "PLNKIT_PAGE"  # in a kernel's environment: the notebook that is to be in it
LOOK = 1  # seconds between looks at the package's files
BIRTH = 20  # seconds until a fork listens
WARMING = 60  # seconds for the zygote to import everything, or to run a page's cells
GONE = (
    -signal.SIGKILL.value if hasattr(signal, "SIGKILL") else -9
)  # not our child: how it ended is not told

log = logging.getLogger("plnkit")


class ZygoteError(Exception):
    """The zygote did not do what it was asked."""


def can_fork() -> bool:
    """Whether kernels can be forked on this computer; ``PLNKIT_FORK=0`` says not to."""
    able = sys.platform == "linux" and hasattr(os, "pidfd_open")
    return able and os.environ.get("PLNKIT_FORK") != "0"


@dataclass(frozen=True)
class Page:
    """A notebook that the zygote has run: where to ask for forks, and what each cell showed."""

    door: str
    cells: list[list[dict[str, Any]]]


class Zygotes:
    """The zygote of this process and those of its pages, started when needed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._made_of = ""
        self._looked = 0.0
        self._pages: dict[str, Page] = {}
        self._numbers = itertools.count()

    def page(self, notebook: str, env: dict[str, str], cwd: str) -> Page:
        """Return a page, run now if it has not been.

        Raises ZygoteError when it cannot be run.
        """
        with self._lock:
            door = self._fresh_door()
            if notebook not in self._pages:
                at = f"{door}{next(self._numbers)}"
                asked = {"page": notebook, "env": env, "cwd": cwd, "door": at}
                answer, _ = _ask(door, asked, WARMING)
                self._pages[notebook] = Page(at, answer["cells"])
            return self._pages[notebook]

    def fork(self, arguments: list[str], env: dict[str, str], cwd: str) -> "Forked":
        """Return a new kernel's process; with a page in `env`, the page is in it.

        Raises ZygoteError.
        """
        page = env.get(PAGE)
        door = self.page(page, env, cwd).door if page else self._door()
        try:
            asked = {"kernel": arguments, "env": env, "cwd": cwd}
            answer, (handle, birth) = _ask(door, asked, BIRTH)
        except ZygoteError:
            self._pages.pop(page or "", None)  # its zygote may have ended alone
            raise
        return Forked(answer["pid"], handle, birth)

    def stop(self) -> None:
        """End the zygotes; kernels live on."""
        with self._lock:
            self._stop()

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
        self._folder = tempfile.TemporaryDirectory(prefix="plnkit-")
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
        self._pages.clear()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
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

    def __init__(self, pid: int, handle: int, birth: int) -> None:
        self.pid = pid
        self._handle: int | None = handle
        self._birth = birth

    def born(self) -> bool:
        """Wait until the kernel listens; False when it does not."""
        try:
            return _byte(self._birth, BIRTH)
        finally:
            os.close(self._birth)

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

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


zygotes = Zygotes()


class ForkedProvisioner(LocalProvisioner):
    """Starts a kernel by forking; once more if that fails; else as an ordinary process."""

    process: Any = None  # a Forked, or a Popen
    forked = False

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Return how to reach a kernel that runs."""
        self.forked = False
        if can_fork():
            arguments = cmd[cmd.index("-f") :] if "-f" in cmd else []
            born = await asyncio.to_thread(_birth, arguments, kwargs) if arguments else None
            if born:
                return self._adopt(born, kwargs)
        return await super().launch_kernel(cmd, **kwargs)

    def _adopt(self, process: Forked, kwargs: dict[str, Any]) -> Any:
        self.process, self.pid, self.pgid = process, process.pid, process.pid  # it leads a group
        self.cwd = kwargs.get("cwd") or Path.cwd()
        self.forked = True
        return self.connection_info


def _birth(arguments: list[str], kwargs: dict[str, Any]) -> Forked | None:
    """Return a kernel that listens, or None when two tries were in vain."""
    env, cwd = dict(kwargs.get("env") or os.environ), str(kwargs.get("cwd") or Path.cwd())
    for _ in range(2):
        try:
            process = zygotes.fork(arguments, env, cwd)
        except (ZygoteError, OSError) as fault:
            log.warning("a kernel could not be forked: %s", str(fault).strip().splitlines()[-1])
            continue
        if process.born():
            return process
        log.warning("a forked kernel died at birth")
        process.kill()
    log.warning("an ordinary kernel is started instead")
    return None


class ThisPython(KernelSpecManager):
    """The Python that runs this server, forked, and no other kernel that Jupyter knows of."""

    def _kernel_dirs_default(self) -> list[str]:
        return []

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Return the specification of a kernel."""
        spec = super().get_kernel_spec(kernel_name)
        spec.argv = [*THIS, "plnkit.serving.kernel", "-f", "{connection_file}"]
        spec.metadata = {**spec.metadata, "kernel_provisioner": {"provisioner_name": PROVISIONER}}
        return spec


class Kernels(AsyncMappingKernelManager):
    """The kernels of all pages: whose they are, and which nobody has come back to."""

    unmet = 120  # seconds for a page that was sent to connect
    away = 20 * 60  # seconds until a page that was left is given up: a phone may wake
    crowded = 60  # the same while somebody waits for a seat

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._browser: dict[str, str] = {}
        self._alone: dict[str, float] = {}  # kernel -> since when nobody is connected
        self._met: set[str] = set()
        self._ending: set[str] = set()
        self.wires: dict[str, set[Any]] = defaultdict(set)  # kernel -> the pages' open sockets
        self.waiting: Callable[[], int] = int  # how many wait for a seat

    def hand_out(self, kernel_id: str, browser: str) -> None:
        """Note that a page was sent to a browser."""
        self._browser[kernel_id] = browser
        self._alone[kernel_id] = time.monotonic()

    @property
    def seated(self) -> Counter[str]:
        """How many pages each browser has open."""
        return Counter(self._browser.values())

    def notify_connect(self, kernel_id: str) -> None:
        """Hear that a page is connected."""
        super().notify_connect(kernel_id)
        self._met.add(kernel_id)
        self._alone.pop(kernel_id, None)

    def notify_disconnect(self, kernel_id: str) -> None:
        """Hear that a page is not connected any more."""
        super().notify_disconnect(kernel_id)
        if kernel_id in self._browser and not self._kernel_connections.get(kernel_id):
            self._alone[kernel_id] = time.monotonic()

    def remove_kernel(self, kernel_id: str) -> Any:
        """Forget a kernel that has ended; its pages must hear of it."""
        for wire in self.wires.pop(kernel_id, ()):
            wire.close()
        self._browser.pop(kernel_id, None)
        self._alone.pop(kernel_id, None)
        self._met.discard(kernel_id)
        self._ending.discard(kernel_id)
        return super().remove_kernel(kernel_id)

    async def cull_kernels(self) -> None:
        """Bury the dead, and end the kernels of pages that nobody has come back to.

        Nothing is lost with either: the book has it all, and a page that is still there opens
        itself again.
        """
        for kernel_id in list(self._kernel_connections):  # those that have been born
            if kernel_id in self and not await ensure_async(self.is_alive(kernel_id)):
                if kernel_id not in self._ending:
                    log.warning("a kernel has ended by itself, or was killed")
                await self.end(kernel_id)
        now = time.monotonic()
        for kernel_id, since in list(self._alone.items()):
            if kernel_id in self and now - since > self._grace(kernel_id):
                log.info("a page that was left is given up")
                await self.end(kernel_id)

    async def end(self, kernel_id: str) -> None:
        """End a kernel; another may have been faster, or it is only about to begin."""
        self._ending.add(kernel_id)
        with contextlib.suppress(HTTPError, KeyError, asyncio.InvalidStateError):
            await self.shutdown_kernel(kernel_id, now=True)

    async def end_all(self) -> None:
        """End every kernel."""
        await asyncio.gather(*(self.end(kernel_id) for kernel_id in list(self._kernels)))

    def _grace(self, kernel_id: str) -> float:
        if self.waiting():
            return self.crowded
        return self.away if kernel_id in self._met else self.unmet
