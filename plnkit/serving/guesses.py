"""How many wrong join codes are borne: a few from each address, more from all, and then a pause."""

import logging
import math
import time
from collections import deque
from collections.abc import Callable

EACH = 30  # wrong codes a minute from one address
ALL = 600  # and from all
MINUTE = 60  # seconds that are looked at, and that a pause lasts
_EVERYBODY = ""

log = logging.getLogger("plnkit")


class Guesses:
    """The wrong codes of the last minute, and who must wait."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._wrong: deque[tuple[float, str]] = deque()
        self._until: dict[str, float] = {}

    def wait(self, address: str) -> int:
        """Return for how many seconds an address must wait; 0 when it may try."""
        now = self._clock()
        self._until = {who: until for who, until in self._until.items() if until > now}
        until = max(self._until.get(address, now), self._until.get(_EVERYBODY, now))
        return math.ceil(until - now)

    def wrong(self, address: str) -> None:
        """Count a wrong code."""
        now = self._clock()
        while self._wrong and now - self._wrong[0][0] >= MINUTE:
            self._wrong.popleft()
        self._wrong.append((now, address))
        if sum(who == address for _, who in self._wrong) >= EACH:
            self._pause(address, f"{address} must")
        if len(self._wrong) >= ALL:
            self._pause(_EVERYBODY, "all must")

    def _pause(self, whom: str, said: str) -> None:
        log.warning("too many wrong join codes: %s wait a minute", said)
        self._until[whom] = self._clock() + MINUTE
