"""What is new in a database of many books: one look for all pages of a server, where each would connect."""

import threading
import time
from collections import deque
from collections.abc import Callable

import sqlalchemy as sa

from plnkit.journal.database import HEADER, ROWS, engine_of, told

LOOK = 1.0  # seconds between looks at the database
SETTLED = 60.0  # seconds after which a change that had its numbers is written, or was given up
MANY = 5000  # rows: as many as are written meanwhile
_ERASED = "epoch:"  # how the header's lines begin that count the erasures of a book


class News:
    """Says by a mark whether a book may have changed: equal marks, no change."""

    def __init__(self, where: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._engine, self._clock = engine_of(where), clock
        self._lock = threading.Lock()
        self._seqs: dict[str, int] = {}  # the last row of each book that changed since the start
        self._erased: dict[str, str] = {}
        self._tops: deque[tuple[float, int]] = (
            deque()
        )  # at each look: when, and the last row of all
        self._looked = float("-inf")

    def mark(self, book: str) -> str:
        """Return the mark of a book. Raises a `BookError` where the database cannot be read."""
        with self._lock:
            if self._clock() - self._looked >= LOOK:
                self._look()
                self._looked = self._clock()
            return f"{self._seqs.get(book, '')}/{self._erased.get(book, '')}"

    def close(self) -> None:
        """Look no more."""
        self._engine.dispose()

    def _look(self) -> None:
        """Read what is new, and again what was new of late: of two changes, the later may end first."""
        now, last = self._clock(), sa.func.max(ROWS.c.seq)
        while len(self._tops) > 1 and self._tops[1][0] <= now - SETTLED:
            self._tops.popleft()
        erased = sa.select(HEADER).where(HEADER.c.key.startswith(_ERASED))
        with told(None), self._engine.connect() as conn:
            top = conn.scalar(sa.select(last)) or 0
            since = self._tops[0][1] if self._tops else max(top - MANY, 0)
            newer = sa.select(ROWS.c.book, last).where(ROWS.c.seq > since).group_by(ROWS.c.book)
            self._seqs |= {row[0]: row[1] for row in conn.execute(newer)}
            self._erased = {r.key.removeprefix(_ERASED): r.value for r in conn.execute(erased)}
        self._tops.append((now, top if self._tops else since))
