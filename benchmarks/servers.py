"""One server against three, behind nginx, of one PostgreSQL, with the same people: what is shared?

    python benchmarks/servers.py [--people 12] [--seconds 15] [--write]

People on the wire turn pages, or change their book, again and again without a pause, so that something is
at its limit. The table says how often they got there, what each part took of the processor for it, and
how busy the servers' loops were: a loop is one thread. In the second half the servers with their
kernels have one core alone, and the database, the door and the people another. Linux; nginx, PostgreSQL.
"""

import argparse
import asyncio
import json
import os
import shutil
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from accounts import PARTS, Accounts, below, calm, metered, tasks
from capacity import KEPT, a_database, keep, settle
from timing import platform
from visitor import Shards, Visitor

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from postgresql import Postgres

WHAT = {"pages": Visitor.turn, "changes": Visitor.change}
SERVING, ELSE = {0}, {1}  # cores, where they are kept apart


@contextmanager
def servers(many, *, apart):
    """Run so many servers with their door and their database; gives them with their accounts."""
    folder = Path(tempfile.mkdtemp(prefix="shards-"))
    database = Postgres("max_connections=300").start()
    shards = Shards(folder, a_database(database), many, seats=100, PLNKIT_READY="0")
    pids = [server.process.pid for server in shards.servers.values()]
    accounts = Accounts(pids, database._server.pid, shards.door.pid)
    if apart:
        keep_apart(pids, (database._server.pid, shards.door.pid, os.getpid()))
    try:
        settle(accounts)
        yield shards, accounts
    finally:
        os.sched_setaffinity(0, range(os.cpu_count()))
        shards.stop()
        database.stop()
        for one in (database.folder, folder):
            shutil.rmtree(one)


def keep_apart(serving, others):
    """Give servers and what they start, from now on too, one core, and the others another."""
    for pids, cores in ((serving, SERVING), (others, ELSE)):
        for pid in pids:
            for one in (pid, *(below(pid) if pid != os.getpid() else ())):
                for task in tasks(one):
                    os.sched_setaffinity(int(task.name), cores)


class Restless(Visitor):
    """Somebody who does a thing again and again."""

    accounts = None

    async def leave(self):
        """Leave, once it was seen what the page's kernel has spent."""
        self.accounts.look()
        await super().leave()

    async def do(self, what, until, taken):
        while time.monotonic() < until:
            start = time.monotonic()
            await what(self)
            taken.append(time.monotonic() - start)


async def at_the_limit(shards, accounts, what, asked):
    """Let people do something again and again; return how often in a second, and what it took."""
    people = [Restless(shards.join) for _ in range(asked.people)]
    for one in people:
        one.accounts = accounts
        await one.join()
    for _ in range(2):  # each server has made its pages then
        await asyncio.gather(*(WHAT[what](one) for one in people))
    taken = []
    with metered(accounts) as spent:
        until = time.monotonic() + asked.seconds
        await asyncio.gather(*(one.do(WHAT[what], until, taken) for one in people))
    at = sorted({one.base for one in people})
    await asyncio.gather(*(one.leave() for one in people))
    return len(taken), spent, at


def row(many, *, apart, what, asked):
    with servers(many, apart=apart) as (shards, accounts):
        done, spent, at = asyncio.run(at_the_limit(shards, accounts, what, asked))
    assert len(at) == many, f"nobody was sent to some of {many} servers"
    return {
        "servers": many,
        "apart": apart,
        "what": what,
        "rate": done / spent.seconds,
        "each": {part: spent.by[part] / done for part in PARTS},
        "loop": spent.by["server"] / spent.seconds / many,
        "all": sum(spent.by.values()) / spent.seconds,
    }


def told(one):
    where = "apart" if one["apart"] else "any core"
    each = " | ".join(f"{1000 * one['each'][part]:.1f}" for part in PARTS)
    print(
        f"| {one['servers']} | {where} | {one['what']} | {one['rate']:.1f} | {each} | "
        f"{one['loop']:.0%} | {one['all']:.2f} |",
        flush=True,
    )


def main():
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--people", type=int, default=12)
    options.add_argument("--seconds", type=float, default=15)
    options.add_argument("--calm", type=float, default=1.0, help="the load below which to begin")
    options.add_argument("--patience", type=float, default=1800, help="seconds to wait for that")
    options.add_argument("--write", action="store_true", help="keep the figures in capacity.json")
    asked = options.parse_args()
    load = calm(asked.calm, asked.patience)
    print(f"{platform()}; load {load:.1f} before it began; {asked.people} people\n")
    print(f"| servers | on | | a second | {' | '.join(PARTS)} | a loop | cores |")
    print(f"|---:|---|---|---:|{'---:|' * (len(PARTS) + 2)}")
    rows = []
    for apart in (False, True):
        for what in WHAT:
            for many in (1, 3):
                rows.append(row(many, apart=apart, what=what, asked=asked))
                told(rows[-1])
    if asked.write:
        kept = json.loads(KEPT.read_text()) if KEPT.exists() else {}
        kept["shards"] = {"rows": rows, "load": load, "people": asked.people}
        keep(kept)


if __name__ == "__main__":
    main()
