"""Who may come in: a seat is a live browser, however many pages it has open."""

import time
from collections.abc import Callable, Collection

PAGES = 20  # that one browser may have open at once
PATIENCE = 15  # seconds: who waits and is not heard of for so long has left


class Seats:
    """The seats of a room, and the line of those who wait."""

    def __init__(self, seats: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.seats = seats
        self._clock = clock
        self._line: dict[str, float] = {}  # browser -> when it last asked, in order of coming

    def place(self, browser: str, seated: Collection[str]) -> int:
        """Return 0 to come in, or the place in the line (1 is next).

        `seated` are the browsers that have a page open. Asking again keeps the place.
        """
        if browser in seated:
            return 0
        now = self._clock()
        self._line[browser] = now
        self._line = {
            b: at for b, at in self._line.items() if now - at <= PATIENCE and b not in seated
        }
        before = list(self._line).index(browser)
        return max(0, before + 1 - (self.seats - len(set(seated))))

    def take(self, browser: str) -> None:
        """Let a browser in: it stands in the line no more."""
        self._line.pop(browser, None)

    @property
    def waiting(self) -> int:
        """How many wait."""
        now = self._clock()
        return sum(now - at <= PATIENCE for at in self._line.values())
