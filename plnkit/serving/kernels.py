"""The kernels of all pages: forked, for Jupyter by an ordinary kernel provisioner, and ended in time.

Where no fork is possible (not Linux), or it fails twice, the kernel is started as always, and the
log says so.
"""

import asyncio
import contextlib
import logging
import os
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import zmq
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from jupyter_core.utils import ensure_async
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from tornado.web import HTTPError

from plnkit.serving.metrics import count
from plnkit.serving.zygotes import THIS, Forked, ZygoteError, can_fork, zygotes

if TYPE_CHECKING:
    from collections.abc import Callable

PROVISIONER = "plnkit-forked"  # its entry point, and what a kernel spec names

log = logging.getLogger("plnkit")


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
        process.end()
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
    between = 10  # seconds that a seat is kept for who goes from one page to the next
    crowded = 60  # the same while somebody waits for a seat

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.context.max_sockets = self.context.get(zmq.SOCKET_LIMIT)  # a page takes six
        self._browser: dict[str, str] = {}
        self._alone: dict[str, float] = {}  # kernel -> since when nobody is connected
        self._met: set[str] = set()
        self._ending: set[str] = set()
        self._left: dict[str, float] = {}  # browser -> when its last page ended
        self.wires: dict[str, set[Any]] = defaultdict(set)  # kernel -> the pages' open sockets
        self.waiting: Callable[[], int] = int  # how many wait for a seat

    def hand_out(self, kernel_id: str, browser: str) -> None:
        """Note that a page was sent to a browser."""
        if kernel_id in self:  # else it has died since: its page will open itself again
            self._browser[kernel_id] = browser
            self._alone[kernel_id] = time.monotonic()

    @property
    def seated(self) -> Counter[str]:
        """How many pages each browser has open; none, where it is between two pages."""
        seated = Counter(self._browser.values())
        now = time.monotonic()
        self._left = {b: at for b, at in self._left.items() if now - at <= self.between}
        for browser in self._left:
            seated.setdefault(browser, 0)
        return seated

    def notify_connect(self, kernel_id: str) -> None:
        """Hear that a page is connected."""
        super().notify_connect(kernel_id)
        self._met.add(kernel_id)
        self._alone.pop(kernel_id, None)

    def notify_disconnect(self, kernel_id: str) -> None:
        """Hear that a page is not connected any more."""
        super().notify_disconnect(kernel_id)
        if kernel_id in self._browser and not self.wires.get(kernel_id):
            self._alone[kernel_id] = time.monotonic()

    def remove_kernel(self, kernel_id: str) -> Any:
        """Forget a kernel that has ended; its pages must hear of it."""
        for wire in self.wires.pop(kernel_id, ()):
            wire.close()
        if browser := self._browser.pop(kernel_id, None):
            self._left[browser] = time.monotonic()
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
                    count.kernel_died()
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
