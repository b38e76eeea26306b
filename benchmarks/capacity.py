"""What a visitor costs, step by step, and two minutes of a workshop: the figures behind docs/capacity.md.

    python benchmarks/capacity.py [--write] [--only costs minute] [--stores sqlite postgres]

Real servers are visited on the wire, and each step is charged to who works for it: the server's process,
its zygotes, the kernels of its pages, PostgreSQL, and the visitors themselves, who run on the same
cores. `--write` keeps the figures in capacity.json, from which simulation.py works. Before it
measures it waits until little else runs here. Linux.
"""

import argparse
import asyncio
import json
import os
import random
import re
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import uuid4

import psutil
from accounts import PARTS, Accounts, calm, metered
from timing import platform
from visitor import Visitor

from plnkit.journal import Store
from plnkit.model import Member

TESTS = Path(__file__).parents[1] / "tests"
sys.path[:0] = [str(TESTS), str(TESTS / "serving")]
from postgresql import Postgres, ask  # noqa: E402
from workshops import Workshop  # noqa: E402

KEPT = Path(__file__).parent / "capacity.json"
TIMES, TRIES = 25, 2  # visits that count; and for each of them, how many are tried
ALONE = 0.2  # of a core: the most that may run beside a visit that counts
CHANGES = 5  # of each page that is open, page after page: each is out of the processor's cache
AFTER = 0.2  # seconds for what a step leaves to be done: less than until pages are made anew
PAGES, IDLE = 20, 40  # pages that are left alone, and for how many seconds
PEOPLE = 60  # of a workshop
ROWS = 3000  # of one book, for what a row takes on the disk
OVER, EVERY = 60.0, 10.0  # seconds in which they come, and between two changes that each makes then
READY = 2  # pages of each workbook that are kept ready: what `plnkit serve` does by itself


# --- what is measured -----------------------------------------------------------------------------


@contextmanager
def a_server(kind, ready, seats=200):
    """Run a server on a new store; gives it with its accounts, once it does nothing more."""
    folder = Path(tempfile.mkdtemp(prefix="capacity-"))
    database = Postgres("max_connections=300").start() if kind == "postgres" else None
    server = Workshop(
        folder,
        *("--seats", str(seats)),
        store=a_database(database) if database else None,
        PLNKIT_READY=str(ready),
    )
    accounts = Accounts([server.process.pid], database._server.pid if database else 0)
    try:
        settle(accounts)
        yield server, accounts
        assert not server.said, server.said[-1]
    finally:
        server.stop()
        if database:
            database.stop()
            shutil.rmtree(database.folder)
        shutil.rmtree(folder)


def a_database(server):
    name = f"w{uuid4().hex}"
    ask(f"postgresql://plnkit@/postgres{server.where}", f"CREATE DATABASE {name}")
    return f"postgresql://plnkit@/{name}{server.where}"


def settle(accounts, still=2.0, patience=90):
    """Wait until a server makes no pages any more."""
    end, quiet = time.monotonic() + patience, 0.0
    while quiet < still and time.monotonic() < end:
        with metered(accounts) as taken:
            time.sleep(0.5)
        busy = taken.by["zygotes"] + taken.by["kernels"] > 0.02
        quiet = 0.0 if busy else quiet + 0.5


# --- what a step costs ----------------------------------------------------------------------------


def costs(kind):
    """Return what each step costs, as medians; what a page costs that is left alone; memory."""
    found = {}
    with a_server(kind, READY) as (server, accounts):
        found["ready"], found["idle_ready"] = accounts.memory(), asyncio.run(a_while(accounts))
        steps = asyncio.run(steps_of_some(server.link, accounts, READY_ONES))
    with a_server(kind, 0) as (server, accounts):
        found["server"] = accounts.memory()
        steps |= asyncio.run(steps_of_some(server.link, accounts, MADE_ONES))
        steps["change"], rest = asyncio.run(left_alone(server.link, accounts))
    return {"steps": steps, "row": ROW, **found, **rest, "lock": lock(kind)}


ROW = ["seconds", *PARTS, *(f"{part} after" for part in PARTS[:-1])]  # what a step took
READY_ONES = {"come": Visitor.come, "files": Visitor.files, "ready": Visitor.open}
MADE_ONES = {"files": Visitor.files, "made": Visitor.open, "leave": Visitor.leave}


async def steps_of_some(link, accounts, steps):
    """Return what each step took on the calmest visits: those beside which the least else ran here."""
    one = await Visitor(link).join()  # which makes what later ones find made
    await one.leave()
    visits = []
    while sum(other < ALONE for other, _ in visits) < TIMES and len(visits) < TRIES * TIMES:
        with beside(accounts) as other:
            taken = await visit(link, accounts, steps)
        visits.append((other[0], taken))
        await asyncio.to_thread(settle, accounts, 1.0)
    calmest = sorted(visits, key=lambda one: one[0])[:TIMES]
    print(f"{len(visits)} visits; beside the calmest ran {calmest[-1][0]:.0%} of a core at most")
    return {name: [one for _, taken in calmest for one in taken[name]] for name in steps}


@contextmanager
def beside(accounts):
    """Measure how much of a core worked meanwhile for others than these servers and visitors."""
    other, all_, ours, start = [], busy(), sum(accounts.spent().values()), time.monotonic()
    yield other
    worked = busy() - all_ - sum(accounts.spent().values()) + ours
    other.append(max(0.0, worked) / (time.monotonic() - start))


def busy():
    """Return the processor seconds of all that has run on this machine."""
    all_ = psutil.cpu_times()
    return sum(all_) - all_.idle - all_.iowait - all_.guest - all_.guest_nice


async def visit(link, accounts, steps):
    visitor, taken = Visitor(link), {name: [] for name in steps}
    if "come" not in steps:
        await visitor.come()
    for name, step in steps.items():
        taken[name].append(await sample(visitor, step, accounts))
    if "leave" not in steps:
        await visitor.leave()
    return taken


async def sample(visitor, step, accounts):
    """Return what a step took until it was answered, and what its parts did after that."""
    with metered(accounts) as whole:
        with metered(accounts) as one:
            await step(visitor)
        await asyncio.sleep(AFTER)
    after = [max(0.0, whole.by[part] - one.by[part]) for part in PARTS[:-1]]
    return [one.seconds, *(one.by[part] for part in PARTS), *after]


async def left_alone(link, accounts):
    """Return what changes take of pages that are open, and what these take a second; and memory."""
    nobody = await a_while(accounts)
    first = accounts.memory()
    people = [await Visitor(link).join() for _ in range(PAGES)]
    await asyncio.sleep(3)
    more = accounts.memory()
    some = await a_while(accounts)
    changes = [await sample(one, Visitor.change, accounts) for one in people * CHANGES]
    await asyncio.gather(*(one.leave() for one in people))
    each = {part: (some[part] - nobody[part]) / PAGES for part in PARTS}
    return changes, {"idle": nobody, "idle_page": each, "page": (more - first) / PAGES}


async def a_while(accounts):
    with metered(accounts) as taken:
        await asyncio.sleep(IDLE)
    return {part: spent / taken.seconds for part, spent in taken.by.items()}


def lock(kind):
    """Return how long a change holds the store, by the clock and of the processor, and a row's bytes."""
    with a_store(kind) as (store, size), closing(store.journal(uuid4().hex)) as journal:
        taken = [held_by(journal, [member(number)]) for number in range(10 * TIMES)]
        before = size()
        held_by(journal, map(member, range(10 * TIMES, 10 * TIMES + ROWS)))
        row = (size() - before) / ROWS
    seconds, own = map(statistics.median, zip(*taken, strict=True))
    return {"seconds": seconds, "processor": own, "row": row}


def member(number):
    return Member(id=f"m{number}", name=f"Person {number}", kind="person", note="Met in spring.")


def held_by(journal, members):
    members = list(members)
    start, own = time.perf_counter(), time.process_time()
    journal.change(lambda book: book.with_(*members), "Added")
    return time.perf_counter() - start, time.process_time() - own


@contextmanager
def a_store(kind):
    """Open a new store; gives it with what tells its size in bytes."""
    folder = Path(tempfile.mkdtemp(prefix="capacity-"))
    server = Postgres().start() if kind == "postgres" else None
    where = a_database(server) if server else folder / "a.plnroom"
    table = "SELECT pg_total_relation_size('journal')"

    def size():
        return ask(where, table)[0][0] if server else pages_of(where)

    try:
        yield Store.open(where), size
    finally:
        if server:
            server.stop()
            shutil.rmtree(server.folder)
        shutil.rmtree(folder)


def pages_of(path):
    with closing(sqlite3.connect(path)) as raw:
        held, each = (
            raw.execute(f"PRAGMA page_{what}").fetchone()[0] for what in ("count", "size")
        )
    return held * each


# --- two minutes of a workshop --------------------------------------------------------------------


def minute(kind, people):
    """Let people come over a minute, then each change something now and then for another."""
    with a_server(kind, READY) as (server, accounts):
        joins, changes = [], []
        with metered(accounts) as taken:
            asyncio.run(workshop(server.link, people, joins, changes))
        held = accounts.memory()
    return {
        "people": people,
        "seconds": taken.seconds,
        "by": taken.by,
        "joins": joins,
        "changes": changes,
        "memory": held,
    }


async def workshop(link, people, joins, changes):
    start = time.monotonic()
    dice = random.Random(7)
    each = [
        take_part(link, start + OVER * n / people, start + 2 * OVER, dice, (joins, changes))
        for n in range(people)
    ]
    await asyncio.gather(*each)


async def take_part(link, at, until, dice, kept):
    joins, changes = kept
    await asyncio.sleep(at - time.monotonic())
    visitor = Visitor(link)
    joins.append(await seconds_of(visitor.join()))
    await asyncio.sleep(max(0, until - OVER - time.monotonic()) + dice.random() * EVERY)
    while time.monotonic() < until:
        changes.append(await seconds_of(visitor.change()))
        await asyncio.sleep(EVERY * (0.5 + dice.random()))
    await asyncio.sleep(until - time.monotonic())


async def seconds_of(step):
    start = time.perf_counter()
    await step
    return time.perf_counter() - start


# --- the tables -----------------------------------------------------------------------------------


IDLE_ONES = {
    "nobody there, no page ready, a minute": "idle",
    f"nobody there, {READY} of each ready, a minute": "idle_ready",
    "each page that is left alone, a minute": "idle_page",
}


def told_of_costs(kind, found):
    print(f"\nA step, median of {TIMES}, in ms ({kind})\n")
    print(f"| | by the clock | {' | '.join(PARTS)} |\n|---|{'---:|' * (len(PARTS) + 1)}")
    for name, samples in found["steps"].items():
        print(f"| {name} | {' | '.join(in_ms(one) for one in medians(samples))} |")
    for name, rate in IDLE_ONES.items():
        print(f"| {name} | | {' | '.join(in_ms(60 * found[rate][part]) for part in PARTS)} |")
    print(
        f"\nThe store is held {in_ms(found['lock']['seconds'])} ms by a change, "
        f"{in_ms(found['lock']['processor'])} ms of them by the processor; a row takes "
        f"{found['lock']['row']:.0f} bytes.\nMemory: "
        f"{found['server']:.0f} MiB without a page ready, {found['ready']:.0f} MiB with {READY} of "
        f"each, {found['page']:.1f} MiB a page more.",
        flush=True,
    )


def medians(samples):
    """Return the median of the clock, and of each part with what it did after the answer."""
    seconds, *by = zip(*samples, strict=True)
    spent, after = by[: len(PARTS)], by[len(PARTS) :]
    both = [[a + b for a, b in zip(*two, strict=True)] for two in zip(spent, after, strict=False)]
    return [statistics.median(one) for one in (seconds, *both, spent[-1])]


def in_ms(seconds):
    return f"{1000 * seconds:.1f}"


def told_of_minute(kind, run):
    print(
        f"\n{run['people']} people come over {OVER:g} s, then changes every {EVERY:g} s ({kind})\n"
    )
    for name in ("joins", "changes"):
        ones = sorted(run[name])
        print(
            f"{len(ones)} {name}: median {in_ms(statistics.median(ones))} ms, p95 "
            f"{in_ms(ones[int(0.95 * (len(ones) - 1))])} ms, slowest {in_ms(ones[-1])} ms"
        )
    print(", ".join(f"{part} {spent:.2f} s" for part, spent in run["by"].items()), end="; ")
    print(f"in {run['seconds']:.0f} s; memory {run['memory']:.0f} MiB", flush=True)


def main():
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--only", nargs="*", default=["costs", "minute"])
    options.add_argument("--stores", nargs="*", default=["sqlite", "postgres"])
    options.add_argument("--people", type=int, default=PEOPLE)
    options.add_argument("--calm", type=float, default=1.0, help="the load below which to begin")
    options.add_argument("--patience", type=float, default=1800, help="seconds to wait for that")
    options.add_argument("--write", action="store_true", help="keep the figures in capacity.json")
    asked = options.parse_args()
    kept = json.loads(KEPT.read_text()) if KEPT.exists() else {}
    for kind in asked.stores:
        for what in asked.only:
            load = calm(asked.calm, asked.patience)
            found = costs(kind) if what == "costs" else minute(kind, asked.people)
            (told_of_costs if what == "costs" else told_of_minute)(kind, found)
            print(f"{platform()}; load {load:.1f} before it began")
            kept.setdefault(what, {})[kind] = {**found, "load": load, "cores": os.cpu_count()}
            if asked.write:
                keep(kept)


def keep(kept):
    """Write figures as they are worth keeping, a list of numbers on a line."""
    text = json.dumps(rounded(kept), indent=1)
    text = re.sub(r"\[[^\[\]{}]*\]", lambda found: " ".join(found[0].split()), text)
    KEPT.write_text(f"{text}\n")


def rounded(found):
    if isinstance(found, dict):
        return {name: rounded(one) for name, one in found.items()}
    if isinstance(found, list):
        return [rounded(one) for one in found]
    return round(found, 5) if isinstance(found, float) else found


if __name__ == "__main__":
    main()
