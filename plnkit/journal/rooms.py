"""What a store holds beside books: rooms, hashed join codes, coaches, sealed shares, who did what.

Nothing here is a name or a learner's text: shares are sealed before they come, and lines of the audit
name a learner by the id of a share. Only `found` makes the tables; a store that a server has opened
has them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import sqlalchemy as sa

from plnkit.errors import BookError
from plnkit.journal.database import engine_of, is_file, read, told, write
from plnkit.language import N_, tr

T = TypeVar("T")

META = sa.MetaData()
_ROOMS = sa.Table(
    "rooms",
    META,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("public", sa.LargeBinary, nullable=False),
    sa.Column("title", sa.String, nullable=False),
    sa.Column("opened", sa.String, nullable=False),
    sa.Column("ended", sa.String),
)
_CODES = sa.Table(
    "codes",
    META,
    sa.Column("room", sa.String, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("digest", sa.LargeBinary, nullable=False),
    sa.Column("expires", sa.String, nullable=False),
)
_COACHES = sa.Table(
    "coaches",
    META,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("public", sa.LargeBinary, nullable=False),
)
_SHARES = sa.Table(
    "shares",
    META,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("to", sa.String, nullable=False, index=True),
    sa.Column("mark", sa.String, nullable=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    sa.Column("at", sa.String, nullable=False),
)
_SCREENS = sa.Table(
    "screens",
    META,
    sa.Column("room", sa.String, primary_key=True),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
)
_AUDIT = sa.Table(
    "audit",
    META,
    sa.Column(
        "seq",
        sa.BigInteger().with_variant(sa.Integer, "sqlite"),
        primary_key=True,
        autoincrement=True,
    ),
    sa.Column("to", sa.String, nullable=False, index=True),
    sa.Column("who", sa.String, nullable=False),
    sa.Column("what", sa.String, nullable=False),
    sa.Column("at", sa.String, nullable=False),
)


@dataclass(frozen=True)
class Room:
    """A room of a store; `ended` is when it was closed, None while it is open."""

    id: str
    public: bytes
    title: str
    opened: datetime
    ended: datetime | None


@dataclass(frozen=True)
class Code:
    """A join code as a store knows it: hashed, and until when it lets in."""

    number: int
    digest: bytes
    expires: datetime


@dataclass(frozen=True)
class Sealed:
    """A share as a store knows it; the mark changes when its content does."""

    id: str
    to: str
    mark: str
    sealed: bytes
    at: datetime


@dataclass(frozen=True)
class Line:
    """A line of the audit: which share (or "" for who runs the room), what was done, and when.

    What was done is kept in English; it is looked up where it is shown.
    """

    who: str
    what: str
    at: datetime


class Rooms:
    """The rooms of a store, by its path or by the URL of a PostgreSQL database.

    Every method may raise a `BookError`.
    """

    def __init__(self, where: str | Path) -> None:
        self.where = str(where)
        self.address = self.where if "://" in self.where else None  # of a database
        self._path = None if self.address else Path(where)
        self._engine = engine_of(self._path or self.where)

    def close(self) -> None:
        """Let go of the database; the next use connects again."""
        self._engine.dispose()

    def found(self) -> None:
        """Make the tables where they are missing."""
        self._do(META.create_all)

    # --- rooms --------------------------------------------------------------------------

    def current(self) -> Room | None:
        """Return the room that was opened last, closed or not."""
        rows = self._read(sa.select(_ROOMS).order_by(_ROOMS.c.opened.desc()).limit(1))
        return next((_room(row) for row in rows), None)

    def open(self, id: str, public: bytes, title: str) -> bool:
        """Open a room and return True, if no other is: of servers that start at once, one opens it."""
        row = {"id": id, "public": public, "title": title, "opened": _now()}
        is_open = sa.select(_ROOMS.c.id).where(_ROOMS.c.ended.is_(None)).limit(1)
        opened = (sa.insert(_ROOMS).values(row), _line(id, "", N_("opened the room")))

        def begin(conn: sa.Connection) -> bool:
            there = conn.scalar(is_open)
            if there is None:
                _run(conn, opened)
            return there in {None, id}

        return self._do(begin)

    def rename(self, id: str, title: str) -> None:
        """Give a room another title."""
        self._write(sa.update(_ROOMS).where(_ROOMS.c.id == id).values(title=title))

    def end(self, id: str) -> None:
        """Close a room: its shares are deleted, its codes let nobody in any more."""
        self._write(
            sa.delete(_SHARES).where(_SHARES.c.to == id),
            sa.delete(_CODES).where(_CODES.c.room == id),
            sa.delete(_SCREENS).where(_SCREENS.c.room == id),
            sa.update(_ROOMS).where(_ROOMS.c.id == id).values(ended=_now()),
            _line(id, "", N_("closed the room")),
        )
        self._blank()

    def codes(self, room: str) -> list[Code]:
        """Return the codes of a room, the latest first."""
        mine = sa.select(_CODES).where(_CODES.c.room == room).order_by(_CODES.c.number.desc())
        return [Code(r.number, bytes(r.digest), _time(r.expires)) for r in self._read(mine)]

    def put_code(self, room: str, code: Code) -> None:
        """Keep a code: those before it let in no more. One that another server began at once stays."""
        its = sa.and_(_CODES.c.room == room, _CODES.c.number == code.number)
        before = sa.update(_CODES).where(_CODES.c.room == room, _CODES.c.expires > _now())
        row = {"room": room, "number": code.number, "digest": code.digest}
        kept = sa.insert(_CODES).values(**row, expires=_stamp(code.expires))
        begun = (before.values(expires=_now()), kept, _line(room, "", N_("began a new join code")))

        def begin(conn: sa.Connection) -> None:
            if conn.scalar(sa.select(_CODES.c.number).where(its)) is None:
                _run(conn, begun)

        self._do(begin)

    def put_screen(self, room: str, sealed: bytes, before: bytes | None) -> bool:
        """Keep what was shown in a room so far, sealed to it: the next picture depends on it.

        Returns False, and keeps nothing, where it is no longer `before` that is there: another
        server has shown something meanwhile.
        """
        its = _SCREENS.c.room == room
        shown = (
            sa.delete(_SCREENS).where(its),
            sa.insert(_SCREENS).values(room=room, sealed=sealed),
        )

        def show(conn: sa.Connection) -> bool:
            there = _bytes(conn.scalar(sa.select(_SCREENS.c.sealed).where(its)))
            if there == before:
                _run(conn, shown)
            return there in {before, sealed}

        return self._do(show)

    def screen(self, room: str) -> bytes | None:
        """Return what was shown in a room so far, sealed, or None."""
        rows = self._read(sa.select(_SCREENS.c.sealed).where(_SCREENS.c.room == room))
        return next((_bytes(row.sealed) for row in rows), None)

    # --- coaches ------------------------------------------------------------------------

    def put_coach(self, id: str, public: bytes) -> None:
        """Let a coach be found."""

        def keep(conn: sa.Connection) -> None:
            if conn.scalar(sa.select(_COACHES.c.id).where(_COACHES.c.id == id)) is None:
                conn.execute(sa.insert(_COACHES).values(id=id, public=public))

        self._do(keep)

    def coach(self, id: str) -> bytes | None:
        """Return the public key of a coach, or None."""
        rows = self._read(sa.select(_COACHES.c.public).where(_COACHES.c.id == id))
        return next((bytes(row.public) for row in rows), None)

    # --- shares -------------------------------------------------------------------------

    def put(self, share: Sealed) -> None:
        """Keep a share, in the place of one with the same id; a closed room takes none."""
        row = {"id": share.id, "to": share.to, "mark": share.mark, "sealed": share.sealed}
        same, at = _SHARES.c.id == share.id, _now()
        closed = sa.select(_ROOMS.c.id).where(_ROOMS.c.id == share.to, _ROOMS.c.ended.is_not(None))

        def put(conn: sa.Connection) -> None:
            if conn.scalar(closed) is not None:
                raise BookError(tr("This room is closed: nothing can be shared with it any more."))
            before = conn.scalar(sa.select(_SHARES.c.sealed).where(same))
            if _bytes(before) == share.sealed:  # it is there: the answer alone was lost
                return
            what = N_("shared") if before is None else N_("changed what is shared")
            kept = sa.insert(_SHARES).values(**row, at=_stamp(share.at))
            _run(conn, (sa.delete(_SHARES).where(same), kept, _line(share.to, share.id, what, at)))

        self._do(put)

    def take_back(self, share: Sealed) -> None:
        """Delete a share."""
        self._write(
            sa.delete(_SHARES).where(_SHARES.c.id == share.id),
            _line(share.to, share.id, N_("withdrew what was shared")),
        )
        self._blank()

    def share(self, id: str) -> Sealed | None:
        """Return a share, or None."""
        rows = self._read(sa.select(_SHARES).where(_SHARES.c.id == id))
        return next((_sealed(row) for row in rows), None)

    def shares(self, to: str) -> list[Sealed]:
        """Return the shares for a room or a coach, by id."""
        wanted = sa.select(_SHARES).where(_SHARES.c.to == to).order_by(_SHARES.c.id)
        return [_sealed(row) for row in self._read(wanted)]

    def marks(self, to: str) -> dict[str, str]:
        """Return the mark of each share for a room or a coach, by id: what changed is seen by it."""
        wanted = sa.select(_SHARES.c.id, _SHARES.c.mark).where(_SHARES.c.to == to)
        return {row.id: row.mark for row in self._read(wanted)}

    # --- the audit ----------------------------------------------------------------------

    def note(self, to: str, who: str, what: str) -> None:
        """Write a line of the audit."""
        self._write(_line(to, who, what))

    def lines(self, to: str, who: str | None = None) -> list[Line]:
        """Return the audit of a room or a coach, or of one share for them, the latest first."""
        wanted = sa.select(_AUDIT).where(_AUDIT.c.to == to).order_by(_AUDIT.c.seq.desc())
        if who is not None:
            wanted = wanted.where(_AUDIT.c.who == who)
        return [Line(r.who, r.what, _time(r.at)) for r in self._read(wanted)]

    # --- the database -------------------------------------------------------------------

    def _read(self, wanted: sa.Select[tuple[object, ...]]) -> list[sa.Row[tuple[object, ...]]]:
        return read(self._engine, self._path, lambda conn: list(conn.execute(wanted)))

    def _write(self, *statements: sa.Executable) -> None:
        self._do(lambda conn: _run(conn, statements))

    def _do(self, work: Callable[[sa.Connection], T]) -> T:
        """Write; what is done may be done again, where the answer was lost that it is there."""
        return write(self._engine, self._path, work)

    def _blank(self) -> None:
        """Leave no copy of what was deleted in the log of the file, if nobody else reads it now."""
        with told(self._path), self._engine.connect() as conn:
            if is_file(conn):
                conn.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").close()


def _run(conn: sa.Connection, statements: Iterable[sa.Executable]) -> None:
    for statement in statements:
        conn.execute(statement)


def _line(to: str, who: str, what: str, at: str = "") -> sa.Executable:
    """Return what writes a line of the audit, once however often it is done."""
    line = {"to": to, "who": who, "what": what, "at": at or _now()}
    same = sa.exists().where(*(_AUDIT.c[name] == value for name, value in line.items()))
    return sa.insert(_AUDIT).from_select(
        [*line], sa.select(*map(sa.literal, line.values())).where(~same)
    )


def _bytes(held: bytes | memoryview | None) -> bytes | None:
    return None if held is None else bytes(held)


def _room(row: sa.Row[tuple[object, ...]]) -> Room:
    ended = _time(row.ended) if row.ended else None
    return Room(row.id, bytes(row.public), row.title, _time(row.opened), ended)


def _sealed(row: sa.Row[tuple[object, ...]]) -> Sealed:
    return Sealed(row.id, row.to, row.mark, bytes(row.sealed), _time(row.at))


def _now() -> str:
    return _stamp(datetime.now(UTC))


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)
