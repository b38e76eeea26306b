"""One book in a database: what it says, how it is changed, and how it was."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import sqlalchemy as sa

from plnkit.errors import CannotSave
from plnkit.journal.cipher import STORED, Plain
from plnkit.journal.database import ROWS, begin_epoch, epoch_of, mark_of, read, write
from plnkit.journal.erasing import erase_rows, sweep
from plnkit.journal.folding import Change, Row, State, Unread, fold, stacks
from plnkit.journal.opening import BOOK, reach
from plnkit.journal.saving import Bodies, difference
from plnkit.language import tr
from plnkit.model import BODY_VERSION, Book, Wave

Edit = Callable[[Book], Book]


class Journal:
    """One book in a database: `open` it, then `change`, `undo`, look at `book` and `history`."""

    def __init__(self, engine: sa.Engine, path: Path | None, cipher: Plain, epoch: str) -> None:
        self._engine = engine
        self._lock = threading.RLock()
        self._state = State()
        self._mark: object = None  # while it stays, nobody else has written
        self._epoch = epoch  # where the header counts the erasures of this book
        self._cipher = cipher
        self.path = path
        self.id = cipher.book

    # --- opening ------------------------------------------------------------------------

    @classmethod
    def open(cls, where: str | Path, *, create: bool = True) -> "Journal":
        """Open a book by its path, or by the URL of a PostgreSQL database, and read it.

        Raises a `BookError` whose sentence says what to do.
        """
        found = reach(where, BOOK, create=create)
        return cls.at(found.engine, found.path, Plain(found.header["book"]), "epoch")

    @classmethod
    def at(cls, engine: sa.Engine, path: Path | None, cipher: Plain, epoch: str) -> "Journal":
        """Return the journal of one book, read, on an engine that nothing else uses.

        `cipher` says which book it is, and how its rows lie there.
        """
        journal = cls(engine, path, cipher, epoch)
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
        """Seconds to leave between looks at what others wrote; of a database the server is asked."""
        return 1.0 if self.path else 2.0

    def refresh(self) -> Book:
        """Read what others have written since, and return the book."""

        def look(conn: sa.Connection) -> tuple[State, object]:
            mark = mark_of(conn)
            return (self._state if mark == self._mark else self._read(conn)), mark

        with self._lock:
            self._state, self._mark = read(self._engine, self.path, look)
            return self.book

    def as_of(self, moment: datetime | int) -> Book:
        """Return the book as it was at a time, or after the row with this seq."""
        until = ROWS.c.seq <= moment if isinstance(moment, int) else ROWS.c.at <= _stamp(moment)

        def look(conn: sa.Connection) -> Book:
            last = conn.scalar(sa.select(sa.func.max(ROWS.c.seq)).where(self._mine, until)) or 0
            return fold(State(), self._rows(conn, ROWS.c.seq <= last)).book

        with self._lock:
            return read(self._engine, self.path, look)

    def picture(self, wave: Wave) -> Book:
        """Return the book as it was when a wave was taken: the wave's own picture, or as of then."""
        return Book.of(wave.book) if wave.book is not None else self.as_of(wave.seq or 0)

    def _read(self, conn: sa.Connection) -> State:
        epoch = epoch_of(conn, self._epoch)
        since = self._state if epoch == self._state.epoch else State(epoch=epoch)
        return fold(since, self._rows(conn, ROWS.c.seq > since.seq))

    def _rows(
        self, conn: sa.Connection, condition: sa.ColumnElement[bool]
    ) -> Iterator[Row | Unread]:
        """Yield the rows of this book that meet a condition, in order, as they can be read."""
        wanted = sa.select(*(ROWS.c[name] for name in STORED)).where(self._mine, condition)
        return map(self._cipher.opened, conn.execute(wanted.order_by(ROWS.c.seq)))

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
            return difference(now, edit(now.book)), label, None

        self._commit(edited, tab, self._cipher.change(id or uuid4().hex))
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
            found[:] = stack(now.changes)[-1:]
            if not found:
                return {}, "", None
            return self._before(conn, found[0]), found[0].label, found[0].id

        self._commit(revert, tab, uuid4().hex)
        return found[0] if found else None

    def _before(self, conn: sa.Connection, change: Change) -> Bodies:
        """Return the body that each thing of a change had before it."""
        touched = sa.select(ROWS.c.entity).where(self._mine, ROWS.c.change == change.id)
        older = sa.and_(ROWS.c.entity.in_(touched), ROWS.c.seq < change.first)

        def found(condition: sa.ColumnElement[bool]) -> list[Row]:
            return [row for row in self._rows(conn, condition) if isinstance(row, Row)]

        before: Bodies = {
            row.entity: (BODY_VERSION, None) for row in found(ROWS.c.change == change.id)
        }
        return {**before, **{row.entity: (row.version, row.body) for row in found(older)}}

    def _commit(
        self,
        step: Callable[[sa.Connection, State], tuple[Bodies, str, str | None]],
        tab: str,
        id: str,
    ) -> None:
        """Write the bodies of a step, its label, and the id of the change that it undoes.

        What is in the journal already under this id stays as it is: it was sent twice, or only the
        answer was lost.
        """

        def commit(conn: sa.Connection) -> State:
            now = self._read(conn)
            if any(change.id == id for change in now.changes):
                return now
            bodies, label, undoes = step(conn, now)
            if not bodies:
                return now
            at = _stamp(datetime.now(UTC))
            rows = [
                Row(0, id, label, undoes, entity, version, body, at)
                for entity, (version, body) in bodies.items()
            ]
            sealed = [{**self._cipher.sealed(row), "tab": tab} for row in rows]
            conn.execute(sa.insert(ROWS), sealed)
            return self._read_back(conn, now)

        with self._lock:
            self._state = write(self._engine, self.path, commit, self.id)

    def _read_back(self, conn: sa.Connection, before: State) -> State:
        """Fold the rows just written, so that none is kept that cannot be read."""
        after = fold(before, self._rows(conn, ROWS.c.seq > before.seq))
        if len(after.problems) > len(before.problems):
            raise CannotSave(
                tr(
                    "This cannot be saved: {reason}. Nothing was changed.",
                    reason=after.problems[-1],
                )
            )
        return after

    def erase(self, *ids: str) -> Book:
        """Remove things for good, from every row, backup and free page; there is no undo.

        What hangs on them goes too, the twins that were joined with them and have not come back,
        and the names of the changes that touched them.
        """

        def erase(conn: sa.Connection) -> None:
            now = self._read(conn).book
            twins = {w for id in ids for w in getattr(now.entities.get(id), "was", ())}
            erase_rows(conn, self._cipher, {*ids, *(twins - now.entities.keys())})

        return self._erase(erase)

    def erase_all(self) -> Book:
        """Remove everything that the book ever held, for good; there is no undo."""
        return self._erase(lambda conn: conn.execute(sa.delete(ROWS).where(self._mine)))

    def _erase(self, erase: Callable[[sa.Connection], object]) -> Book:
        def begin_anew(conn: sa.Connection) -> None:
            erase(conn)
            begin_epoch(conn, self._epoch)

        with self._lock:
            write(self._engine, self.path, begin_anew, self.id)
            self._mark = None  # all is read anew, here too, even if the sweeping fails
            sweep(self._engine, self.path)
        return self.refresh()


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
