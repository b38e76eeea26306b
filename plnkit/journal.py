"""The journal: append-only rows in a SQL database, whose fold is the book.

A row says that in one change a thing was put, or, without a body, removed. The state is the fold
of the rows in order of `seq`, never of clocks; the rows of one change are written, undone and
redone together. Nothing else in this package talks SQL.
"""

import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from plnkit import disk
from plnkit.errors import BookError, CannotSave, NotABook, NotWritable, TooNew
from plnkit.model import BODY_VERSION, Book, Thing, decode, encode

SCHEMA = 1
BOOK = "book"
MIGRATIONS: dict[int, Callable[[sa.Connection], None]] = {}  # envelope: version -> to the next

_meta = sa.MetaData()
_header = sa.Table(
    "header",
    _meta,
    sa.Column("key", sa.String, primary_key=True),
    sa.Column("value", sa.String, nullable=False),
)
_rows = sa.Table(
    "journal",
    _meta,
    sa.Column(
        "seq",
        sa.BigInteger().with_variant(sa.Integer, "sqlite"),
        primary_key=True,
        autoincrement=True,
    ),
    sa.Column("book", sa.String, nullable=False),
    sa.Column("change", sa.String, nullable=False),
    sa.Column("label", sa.String, nullable=False),
    sa.Column("undoes", sa.String),
    sa.Column("tab", sa.String, nullable=False),
    sa.Column("entity", sa.String, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("algorithm", sa.String, nullable=False),
    sa.Column("nonce", sa.LargeBinary),
    sa.Column("body", sa.LargeBinary),
    sa.Column("at", sa.String, nullable=False),
    sa.Index("journal_book_seq", "book", "seq"),
    sa.Index("journal_change", "book", "change"),
    sqlite_autoincrement=True,  # the seq of an erased row is never given again
)

_WRITER = 0x504C4E31  # PostgreSQL: the advisory lock of the one writer

Edit = Callable[[Book], Book]


@dataclass(frozen=True)
class Change:
    """One change: when, what it was called, its rows, and the change that it takes back."""

    id: str
    label: str
    at: datetime
    first: int
    last: int
    undoes: str | None


@dataclass(frozen=True)
class State:
    """What a fold found: the book, its changes, and how far it read."""

    book: Book = field(default_factory=Book)
    changes: tuple[Change, ...] = ()
    seq: int = 0
    epoch: str = "0"
    newer: frozenset[tuple[str, int]] = frozenset()  # things that a newer version wrote
    problems: tuple[str, ...] = ()


class Journal:
    """One book in a database: `open` it, then `change`, `undo`, look at `book` and `history`."""

    def __init__(self, engine: sa.Engine, path: Path | None, book: str) -> None:
        self._engine = engine
        self._lock = threading.RLock()
        self._state = State()
        self.path = path
        self.id = book

    # --- opening ------------------------------------------------------------------------

    @classmethod
    def open(cls, where: str | Path, *, create: bool = True) -> "Journal":
        """Open a book by its path, or by the URL of a PostgreSQL database, and read it.

        Raises a `BookError` whose sentence says what to do.
        """
        if "://" in str(where):
            return cls._at(sa.create_engine(str(where)), None)
        path = Path(where).expanduser().absolute()
        if create and not path.exists():
            disk.create(path, _fill)
        elif not path.exists():
            raise NotWritable(f"There is no book {path}: make it with plnkit new {path.name}.")
        disk.refuse_what_is_not_ours(path)
        return cls._at(_sqlite_engine(path), path)

    @classmethod
    def _at(cls, engine: sa.Engine, path: Path | None) -> "Journal":
        try:
            with _told(path):
                head = _welcome(engine, path)
            journal = cls(engine, path, head["book"])
            journal.refresh()
        except BaseException:
            engine.dispose()
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
    def problems(self) -> tuple[str, ...]:
        """The rows that could not be read, each in a sentence."""
        return self._state.problems

    def refresh(self) -> Book:
        """Read what others have written since, and return the book."""
        with self._lock, _told(self.path), self._engine.connect() as conn:
            self._state = self._read(conn)
            return self.book

    def as_of(self, moment: datetime | int) -> Book:
        """Return the book as it was at a time, or after the row with this seq."""
        until = _rows.c.seq <= moment if isinstance(moment, int) else _rows.c.at <= _stamp(moment)
        with self._lock, _told(self.path), self._engine.connect() as conn:
            last = conn.scalar(sa.select(sa.func.max(_rows.c.seq)).where(self._mine, until)) or 0
            return _fold(State(), self._rows_after(conn, 0, last)).book

    def _read(self, conn: sa.Connection) -> State:
        epoch = _epoch(conn)
        since = self._state if epoch == self._state.epoch else State(epoch=epoch)
        return _fold(since, self._rows_after(conn, since.seq))

    def _rows_after(
        self, conn: sa.Connection, seq: int, last: int | None = None
    ) -> Iterable[Sequence[Any]]:
        wanted = sa.select(*(_rows.c[name] for name in _FOLDED)).where(self._mine)
        wanted = wanted.where(_rows.c.seq > seq).order_by(_rows.c.seq)
        if last is not None:
            wanted = wanted.where(_rows.c.seq <= last)
        return conn.execute(wanted)

    @property
    def _mine(self) -> sa.ColumnElement[bool]:
        return _rows.c.book == self.id

    # --- writing ------------------------------------------------------------------------

    def change(self, edit: Edit, label: str, tab: str = "") -> Book:
        """Apply an edit to the newest book and return it once it is on disk.

        What others wrote is folded in first, in the same transaction. Raises what `edit` raises,
        or a `BookError`; then nothing has changed.
        """
        return self._commit(lambda conn, now: _difference(now.book, edit(now.book)), label, tab)

    def undo(self, tab: str = "") -> Change | None:
        """Take back the last change that stands, by any tab; return it, or None."""
        done, _ = stacks(self.changes)
        return self._revert(done[-1], tab) if done else None

    def redo(self, tab: str = "") -> Change | None:
        """Do again what was last taken back; return it, or None."""
        _, undone = stacks(self.changes)
        return self._revert(undone[-1], tab) if undone else None

    def _revert(self, change: Change, tab: str) -> Change:
        self._commit(
            lambda conn, _: self._before(conn, change), change.label, tab, undoes=change.id
        )
        return change

    def _before(self, conn: sa.Connection, change: Change) -> dict[str, bytes | None]:
        """Return the body that each thing of a change had before it."""
        touched = sa.select(_rows.c.entity).where(self._mine, _rows.c.change == change.id)
        older = (
            sa.select(_rows.c.entity, _rows.c.body)
            .where(self._mine, _rows.c.entity.in_(touched), _rows.c.seq < change.first)
            .order_by(_rows.c.seq)
        )
        before: dict[str, bytes | None] = dict.fromkeys(conn.scalars(touched))
        return {**before, **{entity: body for entity, body in conn.execute(older)}}

    def _commit(
        self,
        bodies: Callable[[sa.Connection, State], dict[str, bytes | None]],
        label: str,
        tab: str,
        undoes: str | None = None,
    ) -> Book:
        with self._lock, _told(self.path):
            with _writing(self._engine) as conn:
                now = self._read(conn)
                rows = bodies(conn, now)
                if rows:
                    self._insert(conn, now, rows, label, tab, undoes)
                    now = self._read_back(conn, now)
            self._state = now
            return self.book

    def _insert(
        self,
        conn: sa.Connection,
        now: State,
        bodies: dict[str, bytes | None],
        label: str,
        tab: str,
        undoes: str | None,
    ) -> None:
        newer = dict(now.newer)
        same = {"book": self.id, "change": uuid4().hex, "label": label, "tab": tab}
        same |= {"undoes": undoes, "algorithm": "", "at": _stamp(datetime.now(UTC))}
        conn.execute(
            sa.insert(_rows),
            [
                {**same, "entity": id, "version": newer.get(id, BODY_VERSION), "body": body}
                for id, body in bodies.items()
            ],
        )

    def _read_back(self, conn: sa.Connection, before: State) -> State:
        """Fold the rows just written, so that none is kept that cannot be read."""
        after = _fold(before, self._rows_after(conn, before.seq))
        if len(after.problems) > len(before.problems):
            raise CannotSave(f"This cannot be saved: {after.problems[-1]}. Nothing was changed.")
        return after

    def erase(self, *ids: str) -> Book:
        """Remove things for good, from every row, backup and free page; there is no undo.

        What hangs on them goes too, and the names of the changes that touched them.
        """
        with self._lock, _told(self.path):
            with _writing(self._engine) as conn:
                _erase_rows(conn, self.id, set(ids))
                epoch = str(int(_epoch(conn)) + 1)  # others must read everything anew
                conn.execute(sa.update(_header).where(_is("epoch")).values(value=epoch))
            if self.path is not None:
                disk.forget_backups(self.path)
                self._sweep()
        return self.refresh()

    def _sweep(self) -> None:
        """Leave no old page behind: `secure_delete` blanked them, the WAL still holds copies."""
        with self._engine.connect() as conn:
            conn.exec_driver_sql("VACUUM")
            conn.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


# --- folding ------------------------------------------------------------------------------

_FOLDED = ("seq", "change", "label", "undoes", "entity", "version", "body", "at")


def _fold(since: State, rows: Iterable[Sequence[Any]]) -> State:
    entities: dict[str, Thing] = dict(since.book.entities)
    changes = {c.id: c for c in since.changes[-1:]}
    newer, problems, seq = dict(since.newer), list(since.problems), since.seq
    for seq, change, label, undoes, entity, version, body, at in rows:  # noqa: B007
        known = changes.get(change)
        changes[change] = (
            replace(known, last=seq)
            if known
            else Change(change, label, datetime.fromisoformat(at), seq, seq, undoes)
        )
        if version > BODY_VERSION:
            newer[entity] = version
        if body is None:
            entities.pop(entity, None)
            continue
        try:
            entities[entity] = decode(body, version)
        except ValueError as fault:
            problems.append(f"row {seq} cannot be read ({fault})")
    if seq == since.seq:
        return since
    every = (*since.changes[:-1], *changes.values())
    return State(
        Book(entities), every, seq, since.epoch, frozenset(newer.items()), tuple(problems)
    )


def stacks(changes: Iterable[Change]) -> tuple[list[Change], list[Change]]:
    """Return the changes that stand, and those that were taken back and can be done again."""
    done: dict[str, Change] = {}
    undone: dict[str, Change] = {}
    for change in changes:
        if change.undoes is None:
            done[change.id] = change
            undone.clear()
        elif done.pop(change.undoes, None):
            undone[change.id] = change
        elif undone.pop(change.undoes, None):
            done[change.id] = change
    return list(done.values()), list(undone.values())


def _difference(before: Book, after: Book) -> dict[str, bytes | None]:
    put, removed = after.changes(before)
    return {**dict.fromkeys(removed), **{e.id: _saved(e) for e in put}}


def _saved(entity: Thing) -> bytes:
    """Return the body of a thing, once it is sure that it can be read again."""
    try:
        body = encode(entity)
        again = decode(body)
    except (ValueError, TypeError) as fault:
        raise CannotSave(f"This cannot be saved: {fault}. Nothing was changed.") from None
    if again != entity:
        raise CannotSave("This cannot be saved as it is. Nothing was changed.")
    return body


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


# --- erasing ------------------------------------------------------------------------------

ERASED = "(a change to something that was erased)"


def _erase_rows(conn: sa.Connection, book: str, gone: set[str]) -> None:
    rows = list(conn.execute(sa.select(_rows).where(_rows.c.book == book)))
    left = {r.seq: _scrubbed(r, gone) for r in rows if r.body is not None and r.entity not in gone}
    alive = {r.entity for r in rows if left.get(r.seq)}
    for row in rows:
        same = _rows.c.seq == row.seq
        if row.entity not in alive or (row.body is not None and left[row.seq] is None):
            conn.execute(sa.delete(_rows).where(same))
        elif row.body is not None and left[row.seq] != row.body:
            conn.execute(sa.update(_rows).where(same).values(body=left[row.seq]))
        else:
            continue
        named = sa.update(_rows).where(_rows.c.change == row.change)
        conn.execute(named.values(label=ERASED))


def _scrubbed(row: Any, gone: set[str]) -> bytes | None:
    """Return a row's body without the ids that are gone, or None when nothing is left."""
    try:
        entity = decode(row.body, row.version)
    except ValueError:  # of a newer version: what names the erased cannot stay
        return None if any(id.encode() in row.body for id in gone) else bytes(row.body)
    left = entity.detached(gone)
    return bytes(row.body) if left is entity else left and encode(left)


# --- the database -------------------------------------------------------------------------


def _sqlite_engine(path: Path) -> sa.Engine:
    engine = sa.create_engine(
        sa.URL.create("sqlite", database=str(path)),
        connect_args={"timeout": 5, "isolation_level": None, "check_same_thread": False},
    )

    @sa.event.listens_for(engine, "connect")
    def _(raw: sqlite3.Connection, _: object) -> None:
        for pragma in ("synchronous=FULL", "secure_delete=ON", "temp_store=MEMORY"):
            raw.execute(f"PRAGMA {pragma}")
        disk.use_wal(raw, path)

    return engine


@contextmanager
def _writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Hold the one writer's lock from the first read to the commit."""
    with engine.begin() as conn:
        sqlite = conn.dialect.name == "sqlite"
        conn.exec_driver_sql(
            "BEGIN IMMEDIATE" if sqlite else f"SELECT pg_advisory_xact_lock({_WRITER})"
        )
        yield conn


@contextmanager
def _told(path: Path | None) -> Iterator[None]:
    """Turn an error of the database into a sentence."""
    try:
        yield
    except sa.exc.DBAPIError as fault:
        raise disk.explained(fault.orig, path) from None
    except sqlite3.Error as fault:
        raise disk.explained(fault, path) from None


def _fill(path: Path) -> None:
    """Make an empty book in the file at `path`."""
    engine = _sqlite_engine(path)
    try:
        with _told(path), _writing(engine) as conn:
            _set_up(conn)
    finally:
        engine.dispose()


def _set_up(conn: sa.Connection) -> None:
    _meta.create_all(conn)
    head = {"kind": BOOK, "schema": str(SCHEMA), "epoch": "0", "book": uuid4().hex}
    conn.execute(sa.insert(_header), [{"key": k, "value": v} for k, v in head.items()])
    if conn.dialect.name == "sqlite":
        conn.exec_driver_sql(f"PRAGMA application_id={disk.APPLICATION_ID}")


def _welcome(engine: sa.Engine, path: Path | None) -> dict[str, str]:
    """Return the header of a book that this program can work with, migrated if it must be."""
    with engine.begin() as conn:
        tables = sa.inspect(conn).get_table_names()
        if not tables and path is None:
            _set_up(conn)
        head = _read_header(conn) if tables or path is None else {}
    name = path or "This database"
    if head.get("kind") != BOOK:
        raise NotABook(f"{name} is not a plnkit book: choose another file.")
    if int(head["schema"]) > SCHEMA:
        raise TooNew(
            f"{name} was written by a newer plnkit: update plnkit to open it "
            "(pip install --upgrade plnkit). Nothing was changed."
        )
    if int(head["schema"]) < SCHEMA:
        _migrate(engine, path, int(head["schema"]))
    return head


def _read_header(conn: sa.Connection) -> dict[str, str]:
    return {key: value for key, value in conn.execute(sa.select(_header))}


def _epoch(conn: sa.Connection) -> str:
    return str(conn.scalar(sa.select(_header.c.value).where(_is("epoch"))))


def _is(key: str) -> sa.ColumnElement[bool]:
    return _header.c.key == key


def _migrate(engine: sa.Engine, path: Path | None, version: int) -> None:
    if path is not None:
        disk.back_up(path, f"backup-{version}")
    with _writing(engine) as conn:
        for step in range(version, SCHEMA):
            MIGRATIONS[step](conn)
        conn.execute(sa.update(_header).where(_is("schema")).values(value=str(SCHEMA)))


# --- looking after a file -------------------------------------------------------------------


def check(where: str | Path) -> list[str]:
    """Read everything in a book and return what is wrong, a sentence each; none means sound."""
    journal = Journal.open(where, create=False)
    try:
        found = list(journal.problems)
        with _told(journal.path), journal._engine.connect() as conn:  # noqa: SLF001
            if conn.dialect.name == "sqlite":
                said = conn.exec_driver_sql("PRAGMA integrity_check").scalars().all()
                found += [f"the file is damaged ({line})" for line in said if line != "ok"]
        return found + _strays(journal.book)
    finally:
        journal.close()


def _strays(book: Book) -> list[str]:
    return [
        f"{type(e).__name__.lower()} {e.id!r} speaks of {r!r}, which is not in the book"
        for e in book.entities.values()
        for r in e.references()
        if r not in book
    ]


def rescue(path: Path, copy: Path) -> int:
    """Write what can be read of a damaged book to a new one and return the number of rows."""
    if copy.exists():
        raise NotWritable(f"{copy} exists already: choose another name for the copy.")
    names = [c.name for c in _rows.columns]
    rows = disk.readable_rows(path, ", ".join(names))
    if not rows:
        raise BookError(f"Nothing of {path} can be read: take the newest copy that you have.")
    disk.create(copy, lambda draft: _fill_with(draft, names, rows))
    return len(rows)


def _fill_with(draft: Path, names: list[str], rows: list[tuple[Any, ...]]) -> None:
    _fill(draft)
    engine = _sqlite_engine(draft)
    try:
        with _told(draft), _writing(engine) as conn:
            conn.execute(sa.insert(_rows), [dict(zip(names, r, strict=True)) for r in rows])
            mine = sa.update(_header).where(_is("book")).values(value=rows[-1][1])
            conn.execute(mine)
    finally:
        engine.dispose()
