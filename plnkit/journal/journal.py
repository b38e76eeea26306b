"""One book in a database: what it says, how it is changed, and how it was."""

import re
import threading
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from plnkit.errors import CannotSave
from plnkit.journal.database import ROWS, begin_epoch, epoch_of, mark_of, told, writing
from plnkit.journal.erasing import erase_rows, sweep
from plnkit.journal.folding import FOLDED, Change, State, fold, stacks
from plnkit.journal.opening import BOOK, reach
from plnkit.model import BODY_VERSION, Book, Thing, Wave, decode, encode

Edit = Callable[[Book], Book]
Bodies = dict[str, tuple[int, bytes | None]]  # by id: the version, and the body or None


class Journal:
    """One book in a database: `open` it, then `change`, `undo`, look at `book` and `history`."""

    def __init__(self, engine: sa.Engine, path: Path | None, book: str, epoch: str) -> None:
        self._engine = engine
        self._lock = threading.RLock()
        self._state = State()
        self._mark: object = None  # while it stays, nobody else has written
        self._epoch = epoch  # where the header counts the erasures of this book
        self.path = path
        self.id = book

    # --- opening ------------------------------------------------------------------------

    @classmethod
    def open(cls, where: str | Path, *, create: bool = True) -> "Journal":
        """Open a book by its path, or by the URL of a PostgreSQL database, and read it.

        Raises a `BookError` whose sentence says what to do.
        """
        found = reach(where, BOOK, create=create)
        return cls.at(found.engine, found.path, found.header["book"], "epoch")

    @classmethod
    def at(cls, engine: sa.Engine, path: Path | None, book: str, epoch: str) -> "Journal":
        """Return the journal of one book, read, on an engine that nothing else uses."""
        journal = cls(engine, path, book, epoch)
        try:
            journal.refresh()
        except BaseException:
            journal.close()
            raise
        return journal

    def close(self) -> None:
        """Let go of the database; the next use connects again."""
        self._engine.dispose()

    # --- reading ------------------------------------------------------------------------

    @property
    def book(self) -> Book:
        """The book as it was last read."""
        return self._state.book

    @property
    def changes(self) -> tuple[Change, ...]:
        """Every change in order, undone ones and their undoing among them."""
        return self._state.changes

    @property
    def saved_at(self) -> datetime | None:
        """When the last change was written (UTC)."""
        return self.changes[-1].at if self.changes else None

    @property
    def seq(self) -> int:
        """The last row that was read: `as_of` with it returns the book as it stands now."""
        return self._state.seq

    @property
    def problems(self) -> tuple[str, ...]:
        """The rows that could not be read, each in a sentence."""
        return self._state.problems

    @property
    def pause(self) -> float:
        """Seconds to leave between looks at what others wrote: a database costs a connection each."""
        return 1.0 if self.path else 5.0

    def refresh(self) -> Book:
        """Read what others have written since, and return the book."""
        with self._lock, told(self.path), self._engine.connect() as conn:
            mark = mark_of(conn)
            if mark != self._mark:
                self._state, self._mark = self._read(conn), mark
            return self.book

    def as_of(self, moment: datetime | int) -> Book:
        """Return the book as it was at a time, or after the row with this seq."""
        until = ROWS.c.seq <= moment if isinstance(moment, int) else ROWS.c.at <= _stamp(moment)
        with self._lock, told(self.path), self._engine.connect() as conn:
            last = conn.scalar(sa.select(sa.func.max(ROWS.c.seq)).where(self._mine, until)) or 0
            return fold(State(), self._rows_after(conn, 0, last)).book

    def picture(self, wave: Wave) -> Book:
        """Return the book as it was when a wave was taken: the wave's own picture, or as of then."""
        return Book.of(wave.book) if wave.book is not None else self.as_of(wave.seq or 0)

    def _read(self, conn: sa.Connection) -> State:
        epoch = epoch_of(conn, self._epoch)
        since = self._state if epoch == self._state.epoch else State(epoch=epoch)
        return fold(since, self._rows_after(conn, since.seq))

    def _rows_after(
        self, conn: sa.Connection, seq: int, last: int | None = None
    ) -> Iterable[Sequence[Any]]:
        wanted = sa.select(*(ROWS.c[name] for name in FOLDED)).where(self._mine)
        wanted = wanted.where(ROWS.c.seq > seq).order_by(ROWS.c.seq)
        if last is not None:
            wanted = wanted.where(ROWS.c.seq <= last)
        return conn.execute(wanted)

    @property
    def _mine(self) -> sa.ColumnElement[bool]:
        return ROWS.c.book == self.id

    # --- writing ------------------------------------------------------------------------

    def change(self, edit: Edit, label: str, tab: str = "", id: str | None = None) -> Book:
        """Apply an edit to the newest book and return it once it is on disk.

        What others wrote is folded in first, in the same transaction. A change whose `id` is in
        the journal already is not written again. Raises what `edit` raises, or a `BookError`; then
        nothing has changed.
        """

        def edited(_: sa.Connection, now: State) -> tuple[Bodies, str, str | None]:
            known = any(c.id == id for c in now.changes)
            return ({} if known else _difference(now, edit(now.book))), label, None

        self._commit(edited, tab, id or uuid4().hex)
        return self.book

    def undo(self, tab: str = "") -> Change | None:
        """Take back the last change that stands, by any tab; return it, or None."""
        return self._revert(lambda changes: stacks(changes)[0], tab)

    def redo(self, tab: str = "") -> Change | None:
        """Do again what was last taken back; return it, or None."""
        return self._revert(lambda changes: stacks(changes)[1], tab)

    def _revert(
        self, stack: Callable[[tuple[Change, ...]], list[Change]], tab: str
    ) -> Change | None:
        found: list[Change] = []

        def revert(conn: sa.Connection, now: State) -> tuple[Bodies, str, str | None]:
            found.extend(stack(now.changes)[-1:])
            if not found:
                return {}, "", None
            return self._before(conn, found[0]), found[0].label, found[0].id

        self._commit(revert, tab, uuid4().hex)
        return found[0] if found else None

    def _before(self, conn: sa.Connection, change: Change) -> Bodies:
        """Return the body that each thing of a change had before it."""
        touched = sa.select(ROWS.c.entity).where(self._mine, ROWS.c.change == change.id)
        older = (
            sa.select(ROWS.c.entity, ROWS.c.version, ROWS.c.body)
            .where(self._mine, ROWS.c.entity.in_(touched), ROWS.c.seq < change.first)
            .order_by(ROWS.c.seq)
        )
        before: Bodies = dict.fromkeys(conn.scalars(touched), (BODY_VERSION, None))
        return {**before, **{id: (version, body) for id, version, body in conn.execute(older)}}

    def _commit(
        self,
        step: Callable[[sa.Connection, State], tuple[Bodies, str, str | None]],
        tab: str,
        id: str,
    ) -> None:
        """Write the bodies of a step, its label, and the id of the change that it undoes."""
        with self._lock, told(self.path):
            with writing(self._engine) as conn:
                now = self._read(conn)
                bodies, label, undoes = step(conn, now)
                if bodies:
                    row = {"book": self.id, "change": id, "label": label, "tab": tab}
                    when = {"undoes": undoes, "algorithm": "", "at": _stamp(datetime.now(UTC))}
                    rows = [
                        {**row, **when, "entity": entity, "version": version, "body": body}
                        for entity, (version, body) in bodies.items()
                    ]
                    conn.execute(sa.insert(ROWS), rows)
                    now = self._read_back(conn, now)
            self._state = now

    def _read_back(self, conn: sa.Connection, before: State) -> State:
        """Fold the rows just written, so that none is kept that cannot be read."""
        after = fold(before, self._rows_after(conn, before.seq))
        if len(after.problems) > len(before.problems):
            raise CannotSave(f"This cannot be saved: {after.problems[-1]}. Nothing was changed.")
        return after

    def erase(self, *ids: str) -> Book:
        """Remove things for good, from every row, backup and free page; there is no undo.

        What hangs on them goes too, the twins that were joined with them and have not come back,
        and the names of the changes that touched them.
        """

        def erase(conn: sa.Connection) -> None:
            now = self._read(conn).book
            twins = {w for id in ids for w in getattr(now.entities.get(id), "was", ())}
            erase_rows(conn, self.id, {*ids, *(twins - now.entities.keys())})

        return self._erase(erase)

    def erase_all(self) -> Book:
        """Remove everything that the book ever held, for good; there is no undo."""
        return self._erase(lambda conn: conn.execute(sa.delete(ROWS).where(self._mine)))

    def _erase(self, erase: Callable[[sa.Connection], object]) -> Book:
        with self._lock, told(self.path):
            with writing(self._engine) as conn:
                erase(conn)
                begin_epoch(conn, self._epoch)
                self._mark = None  # all is read anew, here too, even if the sweeping fails
            sweep(self._engine, self.path)
        return self.refresh()


def _difference(before: State, after: Book) -> Bodies:
    put, removed = after.changes(before.book)
    newer = dict(before.newer)
    kept = {e.id: newer.get(e.id, BODY_VERSION) for e in put}
    gone: Bodies = dict.fromkeys(removed, (BODY_VERSION, None))
    return {**gone, **{e.id: (kept[e.id], _saved(e, kept[e.id])) for e in put}}


def _saved(entity: Thing, version: int) -> bytes:
    """Return the body of a thing, once it is sure that it can be read again."""
    try:
        body = encode(entity)
        again = decode(body, version)
    except (ValueError, TypeError, OverflowError) as fault:
        raise CannotSave(f"{_reason(fault)} Nothing was changed.") from None
    if again != entity:
        raise CannotSave("This cannot be saved as it is. Nothing was changed.")
    return body


def _reason(fault: Exception) -> str:
    if isinstance(fault, UnicodeEncodeError):
        return "This holds half of a character (a broken emoji?): take it out and try again."
    if long := re.search(r"length <= (\d+) - at `\$\.(\w+)", str(fault)):
        limit, name = int(long[1]), long[2].replace("_", " ")
        return f"This is too long to save: shorten “{name}” to {limit:,} at most."
    return f"This cannot be saved: {fault}."


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
