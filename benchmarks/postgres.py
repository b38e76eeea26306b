"""A store in PostgreSQL: changes of 60 learners at once, and opening a book among 10,000.

A PostgreSQL of its own is started (Debian's package, default settings, fsync on) and stopped after. Each
learner, in a process as a page is, changes their book for a minute once all are there: about every ten
seconds, as in a workshop, then ten times as often, then so through PgBouncer, as it is deployed. A
change counts until it is committed, with the connection that it takes. Beside it the same people insert
one row by psycopg over a connection that each keeps. Then the store gets 10,000 books of 300 rows, and
books that are real are opened and read. A cohort of 1,000 learners shares what they learn; its shares are fetched,
unsealed and made into one picture. Last, all of it is backed up to a file while nobody waits for it:
each row is read twice there and once in the file, and compared.
"""

import json
import os
import random
import statistics
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path
from secrets import token_bytes, token_hex

import msgspec
import psycopg
from room import shares

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from pgbouncer import bouncing
from postgresql import ask, running
from timing import platform

from plnkit import room, sealing
from plnkit.journal import Store, copying
from plnkit.journal.keys import book_of
from plnkit.journal.rooms import Rooms, Sealed
from plnkit.model import Member

LEARNERS, SECONDS = 60, 60
WORKSHOP, OFTEN = 10.0, 1.0  # seconds from change to change of one learner
ARRIVE = 10.0  # seconds until all are there
BOOKS, ROWS, REAL = 10_000, 300, 30
COHORT = 1_000


def member(n: int) -> Member:
    return Member(id=f"m{n}", name=f"Person {n}", kind="person", note="Met at the spring meeting.")


def learn(address: str, key: str, every: float, begin: float) -> list[float]:
    taken, dice, n = [], random.Random(key), 0
    with closing(Store.open(address, create=False).journal(key)) as journal:
        time.sleep(begin + dice.random() * every - time.monotonic())
        while time.monotonic() < begin + SECONDS:
            n += 1
            one, start = member(n), time.perf_counter()
            journal.change(lambda book, one=one: book.with_(one), "Added")
            taken.append(time.perf_counter() - start)
            time.sleep(every * (0.5 + dice.random()))
    return taken


def insert(address: str, every: float, begin: float) -> list[float]:
    taken, dice = [], random.Random()
    with psycopg.connect(address, autocommit=True) as conn:
        time.sleep(begin + dice.random() * every - time.monotonic())
        while time.monotonic() < begin + SECONDS:
            start = time.perf_counter()
            conn.execute("INSERT INTO plain VALUES (%s)", [token_bytes(300)])
            taken.append(time.perf_counter() - start)
            time.sleep(every * (0.5 + dice.random()))
    return taken


def at_once(work, args) -> list[float]:
    with ProcessPoolExecutor(len(args), get_context("fork")) as pool:
        begin = time.monotonic() + ARRIVE
        each = [pool.submit(work, *one, begin) for one in args]
        return [taken for one in each for taken in one.result()]


def changes(address: str, how: str, every: float) -> None:
    taken = at_once(learn, [(address, token_hex(16), every) for _ in range(LEARNERS)])
    row(f"a change, {LEARNERS} learners{how}", "p99 25 ms", taken)


def row(what: str, goal: str, taken: list[float]) -> None:
    middle, p99 = statistics.median(taken), sorted(taken)[int(len(taken) * 0.99)]
    print(
        f"| {what} | {goal} | {len(taken):,} | {middle * 1e3:.1f} ms | {p99 * 1e3:.1f} ms |",
        flush=True,
    )


def fill(store: Store, address: str) -> list[str]:
    """Write real books of 300 rows, and as many copies under other names as make 10,000."""
    keys = [token_hex(16) for _ in range(REAL)]
    for key in keys:
        with closing(store.journal(key)) as journal:
            journal.change(lambda book: book.with_(*(member(n) for n in range(ROWS - 1))), "Began")
            journal.change(lambda book: book.with_(member(ROWS)), "Added")
    columns = "change, label, undoes, tab, entity, version, algorithm, nonce, body, at"
    ask(
        address,
        f"INSERT INTO journal (book, {columns}) SELECT md5(n::text) || md5((n + 1)::text), {columns} "
        f"FROM journal, generate_series(1, {BOOKS - REAL}) n WHERE book = '{book_of(keys[0], store.id)}'",
        "ANALYZE journal",
    )
    return keys


def open_one(store: Store, key: str) -> float:
    start = time.perf_counter()
    with closing(store.journal(key)) as journal:
        assert len(journal.book.members) == ROWS
    return time.perf_counter() - start


def cohort(address: str) -> float:
    key = token_hex(16)
    pair, public = sealing.pair_of(key, "room"), sealing.public_of(key, "room")
    with closing(Rooms(address)) as rooms:
        rooms.found()
        for one in shares(COHORT):
            sealed = sealing.seal(public, msgspec.json.encode(one))
            rooms.put(Sealed(one.id, "room", token_hex(8), sealed, rooms_now()))
        start = time.perf_counter()
        there = [
            msgspec.convert(json.loads(sealing.unseal(pair, one.sealed)), type(shares(1)[0]))
            for one in rooms.shares("room")
        ]
        assert len(there) == COHORT
        room.picture(there)
        return time.perf_counter() - start


def backup(address: str) -> float:
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        copying.copy(address, Path(folder) / "store.plnroom")
        return time.perf_counter() - start


def rooms_now():
    from datetime import UTC, datetime

    return datetime.now(UTC)


def main() -> None:
    busy = f"load {os.getloadavg()[0]:.1f} before it began"
    print(f"{platform()}; PostgreSQL with its default settings, on a socket; {busy}\n")
    print("| | goal | times | median | p99 |\n|---|---|---:|---:|---:|")
    with running() as where:
        ask(f"postgresql://plnkit@/postgres{where}", "CREATE DATABASE store")
        address = f"postgresql://plnkit@/store{where}"
        store = Store.open(address)
        changes(address, "", WORKSHOP)
        changes(address, ", ten times as often", OFTEN)
        with bouncing(where.removeprefix("?host=")) as pooled:
            changes(f"postgresql://plnkit@/store{pooled}", ", so often through PgBouncer", OFTEN)
        ask(address, "CREATE TABLE plain (body bytea)")
        row("a row by psycopg, so often", "", at_once(insert, [(address, OFTEN)] * LEARNERS))
        keys = fill(store, address)
        size = ask(
            address, "SELECT count(DISTINCT book), pg_total_relation_size('journal') FROM journal"
        )
        row(
            f"a book of {ROWS} rows opened among {size[0][0]:,}",
            "50 ms",
            [open_one(store, key) for key in keys * 10],
        )
        row(
            f"a cohort of {COHORT:,} shares fetched, unsealed, one picture",
            "3 s",
            [cohort(address)],
        )
        row(f"a backup of {size[0][0]:,} books", "", [backup(address)])
        print(f"\nThe table of the journal: {size[0][1] / 2**20:,.0f} MiB.")


if __name__ == "__main__":
    main()
