"""The servers of one store, as they know of each other through it: who lives, how full each is.

Nothing here is kept for long or can be read by others: who is there is sealed to the room, and what
one server tells another is sealed to that one, with a key that is in its memory alone.
"""

from collections.abc import Collection
from dataclasses import asdict, dataclass

import sqlalchemy as sa

from plnkit.journal.database import engine_of, told, writing

META = sa.MetaData()
_SERVERS = sa.Table(
    "servers",
    META,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("beat", sa.BigInteger, nullable=False),
    sa.Column("seats", sa.Integer, nullable=False),
    sa.Column("taken", sa.Integer, nullable=False),
    sa.Column("people", sa.Integer, nullable=False),
    sa.Column("draining", sa.Boolean, nullable=False),
    sa.Column("public", sa.LargeBinary, nullable=False),
    sa.Column("proof", sa.LargeBinary, nullable=False),
    sa.Column("asks", sa.Boolean, nullable=False),
    sa.Column("here", sa.LargeBinary, nullable=False),
)
_LETTERS = sa.Table(
    "letters",
    META,
    sa.Column("to", sa.LargeBinary, primary_key=True),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
)


@dataclass(frozen=True)
class Server:
    """A server by its base address; who sees `beat` change knows that it lives."""

    name: str
    beat: int
    seats: int
    taken: int
    people: int  # who have a page open
    draining: bool  # whether it takes nobody in any more
    public: bytes  # what is sealed to it: of a key pair in its memory alone
    proof: bytes  # that it has the secret that the servers of this store share
    asks: bool  # for the room's key
    here: bytes  # who is there, sealed to the room; b"" where no room is open


class Servers:
    """The servers of a store, by the URL of its database. Every method may raise a `BookError`."""

    def __init__(self, where: str) -> None:
        self._engine = engine_of(where)

    def found(self) -> None:
        """Make the tables where they are missing; of several servers one does."""
        with told(None), writing(self._engine) as conn:
            META.create_all(conn)

    def tell(self, mine: Server, *, all_others: bool = True) -> list[Server]:
        """Say how a server is, and return how the others were when they last did.

        Without all others it is those that take people in: of learners' own servers there may be
        thousands, and what each read would grow with their square.
        """
        row, its = asdict(mine), _SERVERS.c.name == mine.name
        with told(None), self._engine.begin() as conn:
            if not conn.execute(sa.update(_SERVERS).where(its).values(row)).rowcount:
                conn.execute(sa.insert(_SERVERS).values(row))
            others = sa.select(_SERVERS).where(~its)
            wanted = others if all_others else others.where(~_SERVERS.c.draining)
            return [_server(row) for row in conn.execute(wanted)]

    def forget(self, names: Collection[str]) -> None:
        """Delete servers that live no more, and what was for them."""
        gone = _SERVERS.c.name.in_(names)
        letters = sa.select(_SERVERS.c.public).where(gone)
        with told(None), self._engine.begin() as conn:
            conn.execute(sa.delete(_LETTERS).where(_LETTERS.c.to.in_(letters)))
            conn.execute(sa.delete(_SERVERS).where(gone))

    def post(self, to: bytes, sealed: bytes) -> None:
        """Leave something for a server, in the place of what was there."""
        with told(None), self._engine.begin() as conn:
            conn.execute(sa.delete(_LETTERS).where(_LETTERS.c.to == to))
            conn.execute(sa.insert(_LETTERS).values(to=to, sealed=sealed))

    def fetch(self, to: bytes) -> bytes | None:
        """Take what was left for a server; None where nothing was."""
        with told(None), self._engine.begin() as conn:
            taken = sa.delete(_LETTERS).where(_LETTERS.c.to == to).returning(_LETTERS.c.sealed)
            found = conn.scalar(taken)
            return bytes(found) if found is not None else None

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()


def _server(row: sa.Row[tuple[object, ...]]) -> Server:
    return Server(*(bytes(v) if isinstance(v, memoryview) else v for v in tuple(row)))  # type: ignore[arg-type]
