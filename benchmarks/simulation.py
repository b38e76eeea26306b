"""A small machine in a clock of its own: cores that are shared, threads that queue, locks, and stories.

A story is a generator that yields what it waits for: `sleep`, `Thread.work`, `Lock.held`. Threads that
have work share the cores evenly, none faster than one core, as a fair scheduler lets them. What is
simulated with it is in scenes.py.
"""

import heapq
import itertools
from collections import deque
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass, field

Resume = Callable[[], None]
Wait = Callable[[Resume], None]  # does something, and later calls back
Story = Generator[Wait, None, None]


class Machine:
    """Cores and a clock."""

    def __init__(self, cores: float) -> None:
        self.cores, self.now = cores, 0.0
        self.spent = 0.0  # processor seconds
        self._numbers = itertools.count()
        self._later: list[tuple[float, int, Resume]] = []  # by time
        self._working: list[tuple[float, int, Resume]] = []  # by what each will have had
        self._had = 0.0  # seconds that a thread has had which worked since the beginning

    # --- what a story does ----------------------------------------------------------------------

    def sleep(self, seconds: float) -> Wait:
        """Wait so long."""
        return lambda resume: self._at(self.now + seconds, resume)

    def begin(self, story: Story, after: float = 0.0) -> None:
        """Tell a story beside the others."""
        self._at(self.now + after, lambda: self._go_on(story))

    def _go_on(self, story: Story) -> None:
        wait = next(story, None)
        if wait is not None:
            wait(lambda: self._go_on(story))

    def _at(self, when: float, resume: Resume) -> None:
        heapq.heappush(self._later, (when, next(self._numbers), resume))

    def run_thread(self, seconds: float, resume: Resume) -> None:
        """Give a thread the cores until it has worked so long."""
        heapq.heappush(self._working, (self._had + seconds, next(self._numbers), resume))

    # --- the clock ------------------------------------------------------------------------------

    @property
    def pace(self) -> float:
        """How much of a core each thread gets that has work."""
        return min(1.0, self.cores / max(1, len(self._working)))

    def run(self, until: float = float("inf")) -> None:
        """Let time pass until then, or until nothing is left to happen."""
        while True:
            work, time = self._next_work(), self._next_time()
            if (soon := min(work, time)) > until or soon == float("inf"):
                break
            self._pass_to(soon)
            heapq.heappop(self._working if work <= time else self._later)[2]()
        if until < float("inf"):
            self._pass_to(until)

    def _next_time(self) -> float:
        return self._later[0][0] if self._later else float("inf")

    def _next_work(self) -> float:
        if not self._working:
            return float("inf")
        return self.now + max(0.0, self._working[0][0] - self._had) / self.pace

    def _pass_to(self, when: float) -> None:
        each = (when - self.now) * self.pace
        self.spent += each * len(self._working)
        if self._working:  # not past what the first of them still needs: rounding is no work
            self._had = min(self._had + each, self._working[0][0])
        self.now = when


@dataclass
class Thread:
    """Does one thing after another."""

    machine: Machine
    spent: float = 0.0
    _queue: deque[tuple[float, Resume]] = field(default_factory=deque)
    _busy: bool = False

    def work(self, seconds: float) -> Wait:
        """Wait until this thread has done so much, after all that it was asked before."""

        def ask(resume: Resume) -> None:
            self._queue.append((seconds, resume))
            if not self._busy:
                self._begin()

        return ask

    def _begin(self) -> None:
        self._busy = bool(self._queue)
        if self._busy:
            seconds, resume = self._queue.popleft()
            self.spent += seconds
            self.machine.run_thread(seconds, lambda: self._end(resume))

    def _end(self, resume: Resume) -> None:
        self._begin()
        resume()


@dataclass
class Lock:
    """Is held by so many at once; the others wait in line."""

    places: float = 1
    _line: deque[Resume] = field(default_factory=deque)

    def held(self, story: Story) -> Story:
        """Tell a story while holding this."""
        yield self._take
        yield from story
        self._let_go()

    def _take(self, resume: Resume) -> None:
        if self.places >= 1:
            self.places -= 1
            resume()
        else:
            self._line.append(resume)

    def _let_go(self) -> None:
        if self._line:
            self._line.popleft()()
        else:
            self.places += 1


def percentile(values: Iterable[float], share: float) -> float:
    """Return the value below which so large a share of them is."""
    ordered = sorted(values)
    return ordered[int(share * (len(ordered) - 1))] if ordered else 0.0
