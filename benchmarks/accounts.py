"""Who uses the processor and the memory: a server, its zygotes and kernels, a database, a door, the client.

The system counts each process's processor time in nanoseconds; a kernel that has ended counts as it was
last looked at, so whoever ends one looks before. Linux.
"""

import os
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

MIB = 1 << 20
PARTS = ("server", "zygotes", "kernels", "database", "door", "client")


def used(pid: int) -> float:
    """Return the processor seconds of a process, by its own clock; of one that has ended, 0."""
    try:
        return time.clock_gettime((~pid << 3) | 2)
    except OSError:
        return 0.0


@dataclass
class Accounts:
    """Processor seconds by part; `servers`, `database` and `door` are the processes that were started."""

    servers: list[int]
    database: int = 0
    door: int = 0
    _seen: dict[int, tuple[str, float]] = field(default_factory=dict)  # by process
    _ended: Counter[str] = field(default_factory=Counter)

    def look(self) -> None:
        """See what each process has spent until now."""
        for pid, part in self._processes():
            now, (known, before) = used(pid), self._seen.get(pid, (part, 0.0))
            if now < before:  # another process has the number now
                self._ended[known] += before
            is_ending = known == "kernels" and now >= before  # it has few threads at last
            self._seen[pid] = known if is_ending else part, now

    def spent(self) -> Counter[str]:
        """Return the processor seconds of each part since its processes began."""
        self.look()
        spent = Counter(dict.fromkeys(PARTS, 0.0))
        spent.update(self._ended)
        for part, seconds in self._seen.values():
            spent[part] += seconds
        spent["database"] = of_a_database(self.database) if self.database else 0.0
        return spent

    def memory(self) -> float:
        """Return what the servers and all that they started hold, shared pages by their share, MiB."""
        return sum(held(pid) for pid, part in self._processes() if part in PARTS[:3]) / MIB

    def _processes(self) -> Iterator[tuple[int, str]]:
        yield os.getpid(), "client"
        for server in self.servers:
            yield server, "server"
            for pid in below(server):
                yield pid, "kernels" if is_kernel(pid) else "zygotes"
        if self.door:
            yield from ((pid, "door") for pid in (self.door, *below(self.door)))


def below(pid: int) -> Iterator[int]:
    """Yield all that a process has started, and they in turn; kernels start nothing."""
    for task in tasks(pid):
        with suppress(OSError):
            for child in map(int, (task / "children").read_text().split()):
                yield child
                if not is_kernel(child):
                    yield from below(child)


def tasks(pid: int) -> list[Path]:
    with suppress(OSError):
        return list(Path(f"/proc/{pid}/task").iterdir())
    return []


def is_kernel(pid: int) -> bool:
    """Return whether a forked process is a kernel: a zygote has one thread."""
    return len(tasks(pid)) > 3


def of_a_database(pid: int) -> float:
    """Return the processor seconds of PostgreSQL; of connections that have ended, to 10 ms."""
    ended = psutil.Process(pid).cpu_times()
    lives = sum(used(one) for one in (pid, *below(pid)))
    return lives + ended.children_user + ended.children_system


def held(pid: int) -> float:
    try:
        return psutil.Process(pid).memory_full_info().pss
    except psutil.Error:
        return 0


@dataclass
class Taken:
    """What something took: seconds by the clock, and processor seconds of each part."""

    seconds: float = 0.0
    by: dict[str, float] = field(default_factory=dict)


@contextmanager
def metered(accounts: Accounts) -> Iterator[Taken]:
    """Measure what is done meanwhile; to look at the accounts is no part of it."""
    taken, before = Taken(), accounts.spent()
    start, client = time.perf_counter(), time.process_time()
    yield taken
    taken.seconds = time.perf_counter() - start
    client = time.process_time() - client
    now = accounts.spent()
    taken.by = {part: max(0.0, now[part] - before[part]) for part in PARTS} | {"client": client}


def calm(below: float, patience: float) -> float:
    """Wait until little else runs here; return the load then, also where that took too long."""
    end = time.monotonic() + patience
    while (now := os.getloadavg()[0]) > below and time.monotonic() < end:
        time.sleep(5)
    return now
