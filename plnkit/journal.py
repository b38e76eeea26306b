"""The journal: append-only rows in a SQL database, whose fold is the book.

A row says that in one change a thing was put, or, without a body, removed. The state is the fold
of the rows in order of `seq`, never of clocks; the rows of one change are written, undone and
redone together. Nothing else in this package talks SQL.
"""

import os
import re
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
from plnkit.errors import (
    BookError,
    CannotSave,
    Damaged,
    Locked,
    NotABook,
    NotWritable,
    TooNew,
)
from plnkit.model import BODY_VERSION, Book, Thing, decode, encode

SCHEMA = 1
BOOK = "book"
PATIENCE = 5  # seconds to wait for another writer
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
Bodies = dict[str, tuple[int, bytes | None]]  # by id: the version, and the body or None


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
        exists = os.path.lexists(path)  # Path.exists raises where a folder is closed to us
        if create and not exists:
            disk.create(path, _fill)
        elif not exists:
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
        self._commit(lambda _, now: (_difference(now, edit(now.book)), label, None), tab)
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

        self._commit(revert, tab)
        return found[0] if found else None

    def _before(self, conn: sa.Connection, change: Change) -> Bodies:
        """Return the body that each thing of a change had before it."""
        touched = sa.select(_rows.c.entity).where(self._mine, _rows.c.change == change.id)
        older = (
            sa.select(_rows.c.entity, _rows.c.version, _rows.c.body)
            .where(self._mine, _rows.c.entity.in_(touched), _rows.c.seq < change.first)
            .order_by(_rows.c.seq)
        )
        before: Bodies = dict.fromkeys(conn.scalars(touched), (BODY_VERSION, None))
        return {**before, **{id: (version, body) for id, version, body in conn.execute(older)}}

    def _commit(
        self,
        step: Callable[[sa.Connection, State], tuple[Bodies, str, str | None]],
        tab: str,
    ) -> None:
        """Write the bodies of a step, its label, and the id of the change that it undoes."""
        with self._lock, _told(self.path):
            with _writing(self._engine) as conn:
                now = self._read(conn)
                bodies, label, undoes = step(conn, now)
                if bodies:
                    row = {"book": self.id, "change": uuid4().hex, "label": label, "tab": tab}
                    when = {"undoes": undoes, "algorithm": "", "at": _stamp(datetime.now(UTC))}
                    rows = [
                        {**row, **when, "entity": id, "version": version, "body": body}
                        for id, (version, body) in bodies.items()
                    ]
                    conn.execute(sa.insert(_rows), rows)
                    now = self._read_back(conn, now)
            self._state = now

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
            if conn.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar():
                raise Locked(
                    f"Another program still reads {self.path}, so that traces of what was erased "
                    "are left: close it there, then erase again."
                )


# --- folding ------------------------------------------------------------------------------

_FOLDED = ("seq", "change", "label", "undoes", "entity", "version", "body", "at")


def _fold(since: State, rows: Iterable[Sequence[Any]]) -> State:
    entities: dict[str, Thing] = dict(since.book.entities)
    changes = {c.id: c for c in since.changes[-1:]}
    newer, problems, seq = dict(since.newer), list(since.problems), since.seq
    put: set[str] = set()
    removed = False
    for seq, change, label, undoes, entity, version, body, at in rows:
        try:
            known = changes.get(change)
            changes[change] = (
                replace(known, last=seq)
                if known
                else Change(change, label, datetime.fromisoformat(at), seq, seq, undoes)
            )
            newer.pop(entity, None)
            if version > BODY_VERSION:
                newer[entity] = version
            if body is None:
                removed = entities.pop(entity, None) is not None or removed
            else:
                entities[entity] = decode(body, version)
                put.add(entity)
        except (ValueError, TypeError) as fault:  # TypeError: a damaged row has text for a number
            problems.append(f"row {seq} cannot be read ({fault})")
    if seq == since.seq:
        return since
    whole = since.seq == 0 or removed or len(problems) > len(since.problems)
    problems += _let_go_of_strays(entities, entities if whole else put)
    every = (*since.changes[:-1], *changes.values())
    return State(Book(entities), every, seq, since.epoch, frozenset(newer.items()), tuple(problems))


def _let_go_of_strays(entities: dict[str, Thing], suspects: Iterable[str]) -> list[str]:
    """Detach things from those that could not be read, and return a sentence for each."""
    said = []
    while strays := {i: lost for i in suspects if (lost := entities[i].missing(entities))}:
        for id, lost in strays.items():
            said.append(f"{id!r} speaks of {lost[0]!r}, which cannot be read or is not there")
            if left := entities.pop(id).detached(lost):
                entities[id] = left
        suspects = entities
    return said


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


# --- erasing ------------------------------------------------------------------------------

ERASED = "(a change to something that was erased)"


def _erase_rows(conn: sa.Connection, book: str, gone: set[str]) -> None:
    rows = list(conn.execute(sa.select(_rows).where(_rows.c.book == book)))
    left = {r.seq: _scrubbed(r, gone) for r in rows if r.body is not None}
    alive = {r.entity for r in rows if left.get(r.seq)}
    touched = {r.change for r in rows if r.body is not None and left[r.seq] != r.body}
    touched |= {r.change for r in rows if r.entity not in alive}
    names = {name for r in rows if r.entity in gone and (name := _name_in(r))}
    for row in rows:
        same = _rows.c.seq == row.seq
        if row.entity not in alive:
            conn.execute(sa.delete(_rows).where(same))
        elif row.body is not None and left[row.seq] != row.body:
            # Without a body it says "removed": deleted, it would bring back what came before.
            conn.execute(sa.update(_rows).where(same).values(body=left[row.seq]))
        if row.change in touched or any(name in row.label for name in names):
            conn.execute(sa.update(_rows).where(same).values(label=ERASED))


def _name_in(row: Any) -> str | None:
    try:
        return row.body and getattr(decode(row.body, row.version), "name", None)
    except ValueError:
        return None


def _scrubbed(row: Any, gone: set[str]) -> bytes | None:
    """Return a row's body without the ids that are gone, or None when nothing is left."""
    if row.entity in gone:
        return None
    try:
        entity = decode(row.body, row.version)
    except ValueError:  # of a newer version: what names the erased cannot stay
        return None if any(id.encode() in row.body for id in gone) else bytes(row.body)
    left = entity.detached(gone)
    if left is entity:
        return bytes(row.body)
    return None if left is None else encode(left)


# --- the database -------------------------------------------------------------------------


def _sqlite_engine(path: Path) -> sa.Engine:
    engine = sa.create_engine(
        sa.URL.create("sqlite", database=str(path)),
        connect_args={"timeout": PATIENCE, "isolation_level": None, "check_same_thread": False},
    )

    @sa.event.listens_for(engine, "connect")
    def _(raw: sqlite3.Connection, _: object) -> None:
        for pragma in ("synchronous=FULL", "secure_delete=ON", "temp_store=MEMORY"):
            raw.execute(f"PRAGMA {pragma}")

    return engine


def _use_wal(engine: sa.Engine, path: Path) -> None:
    """Let readers and one writer work side by side; a folder that cannot is named."""
    with engine.connect() as conn:
        if conn.exec_driver_sql("PRAGMA journal_mode=WAL").scalar() != "wal":
            raise disk.no_locking(path.parent)


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
        with _told(path):
            _use_wal(engine, path)
            with _writing(engine) as conn:
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
    if head.get("kind") != BOOK or not head.get("schema", "").isdecimal():
        raise NotABook(f"{name} is not a plnkit book: choose another file.")
    if int(head["schema"]) > SCHEMA:
        raise TooNew(
            f"{name} was written by a newer plnkit: update plnkit to open it "
            "(pip install --upgrade plnkit). Nothing was changed."
        )
    if path is not None:
        _use_wal(engine, path)  # only now: what a newer plnkit wrote stays as it was
    if int(head["schema"]) < SCHEMA:
        _migrate(engine, path)
    return head


def _read_header(conn: sa.Connection) -> dict[str, str]:
    return {row.key: row.value for row in conn.execute(sa.select(_header))}


def _epoch(conn: sa.Connection) -> str:
    return str(conn.scalar(sa.select(_header.c.value).where(_is("epoch"))))


def _is(key: str) -> sa.ColumnElement[bool]:
    return _header.c.key == key


def _migrate(engine: sa.Engine, path: Path | None) -> None:
    with _writing(engine) as conn:
        version = int(_read_header(conn)["schema"])  # another program may have been faster
        if path is not None and version < SCHEMA:
            disk.back_up(path, f"backup-{version}")
        for step in range(version, SCHEMA):
            MIGRATIONS[step](conn)
        conn.execute(sa.update(_header).where(_is("schema")).values(value=str(SCHEMA)))


# --- looking after a file -------------------------------------------------------------------


def check(where: str | Path) -> list[str]:
    """Read everything in a book and return what is wrong, a sentence each; none means sound."""
    try:
        journal = Journal.open(where, create=False)
    except Damaged as fault:
        return [str(fault)]
    found = list(journal.problems)
    try:
        with _told(journal.path), journal._engine.connect() as conn:  # noqa: SLF001
            if conn.dialect.name == "sqlite":
                said = conn.exec_driver_sql("PRAGMA integrity_check").scalars().all()
                found += [f"the file is damaged ({line})" for line in said if line != "ok"]
    except Damaged as fault:
        found.append(str(fault))
    finally:
        journal.close()
    return found


def rescue(path: Path, copy: Path) -> int:
    """Write what can be read of a damaged book to a new one and return the number of rows."""
    if copy.exists():
        raise NotWritable(f"{copy} exists already: choose another name for the copy.")
    names = [c.name for c in _rows.columns]
    found = {r[0]: r for r in disk.readable_rows(path, ", ".join(names))}
    rows = [r for r in found.values() if _could_be_ours(dict(zip(names, r, strict=True)))]
    if not rows:
        raise BookError(f"Nothing of {path} can be read: take the newest copy that you have.")
    disk.create(copy, lambda draft: _fill_with(draft, names, rows))
    return len(rows)


def _could_be_ours(row: dict[str, Any]) -> bool:
    """Return whether every column of a rescued row holds what the table demands."""
    return all(
        isinstance(value, _rows.c[name].type.python_type)
        or (value is None and _rows.c[name].nullable)
        for name, value in row.items()
    )


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
