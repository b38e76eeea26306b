"""A workshop in steady use: so many people, a change each every ten seconds, for so many minutes.

    python benchmarks/workshop.py [--people 60] [--minutes 20]

Each participant does on the wire what a page does; a change counts from the moment it is sent until
the page is told that it is on disk. Beside it runs what a user would have instead: the same people
who each append a line to one shared SQLite file, without pages or encryption. At the end every
book is opened with its key, and what was acknowledged is looked for in it. Linux.
"""

import argparse
import asyncio
import itertools
import os
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "serving"))
from participant import Participant  # noqa: E402

from plnkit.journal import Store  # noqa: E402

EVERY = 10  # seconds between the changes of one person
MIB = 1 << 20


def memory(process):
    """What the server and all that it started hold, each shared page counted by its share, MiB."""
    total = 0
    for one in [process, *process.children(recursive=True)]:
        try:
            total += one.memory_full_info().pss
        except psutil.Error:
            continue
    return total / MIB


class Log:
    """What the same people would have without us: a file, and one line for each change."""

    def __init__(self, path):
        self.file = sqlite3.connect(path, isolation_level=None)
        self.file.execute("PRAGMA journal_mode=WAL")
        self.file.execute("PRAGMA synchronous=FULL")
        self.file.execute("CREATE TABLE log (who, what)")

    def add(self, who, what):
        start = time.perf_counter()
        self.file.execute("INSERT INTO log VALUES (?, ?)", (who, what))
        return time.perf_counter() - start


class Record:
    """What was measured: seconds of each change, in both ways, memory, and what was acknowledged."""

    def __init__(self, folder):
        self.saved, self.plain, self.seen, self.kept = [], [], [], {}
        self.log = Log(folder / "plain.db")


async def take_part(link, until, dice, record):
    person = await Participant(link).join()
    names = record.kept[person.key] = []
    await asyncio.sleep(dice.random() * EVERY)
    for number in itertools.count():
        if time.monotonic() >= until:
            break
        name = f"P{number} {dice.random()}"  # names that are alike would be asked about
        start = time.perf_counter()
        await person.add(name)
        record.saved.append(time.perf_counter() - start)
        names.append(name)
        record.plain.append(record.log.add(person.key, name))
        await asyncio.sleep(EVERY * (0.5 + dice.random()))


async def watch(process, until, seen):
    while time.monotonic() < until:
        seen.append(await asyncio.to_thread(memory, process))
        await asyncio.sleep(15)


async def workshop(link, process, asked, record):
    dice, until = random.Random(7), time.monotonic() + 60 * asked.minutes
    room = [take_part(link, until, dice, record) for _ in range(asked.people)]
    await asyncio.gather(watch(process, until, record.seen), *room)


def missing(store, kept):
    lost = 0
    for key, names in kept.items():
        journal = Store.open(store, create=False).journal(key)
        there = {m.name for m in journal.book.members}
        lost += sum(name not in there for name in names)
        journal.close()
    return lost


def line(what, seconds):
    milliseconds = sorted(1000 * s for s in seconds)
    p95 = milliseconds[int(0.95 * (len(milliseconds) - 1))]
    median, slowest = statistics.median(milliseconds), milliseconds[-1]
    print(f"| {what} | {median:.1f} ms | {p95:.1f} ms | {slowest:.0f} ms |")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--people", type=int, default=60)
    options.add_argument("--minutes", type=float, default=20)
    asked = options.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="workshop-"))
    record = Record(folder)
    store = folder / "a.plnroom"
    command = [sys.executable, "-m", "plnkit.cli", "serve", store, "--no-browser"]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(
            [*command, "--host", "127.0.0.1", "--seats", str(asked.people)],
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            env=os.environ,
        )
    link = server.stdout.readline().removeprefix("Join: ").strip()
    try:
        time.sleep(15)  # it makes its first pages
        process = psutil.Process(server.pid)
        asyncio.run(workshop(link, process, asked, record))
    finally:
        server.terminate()
        server.wait(60)
    said = (folder / "log").read_text()
    print(f"{asked.people} people, {asked.minutes:g} minutes, {len(record.saved)} changes\n")
    print("| | median | p95 | slowest |\n|---|---:|---:|---:|")
    line("a change, from the page to saved", record.saved)
    line("a line in one SQLite file, without pages", record.plain)
    settled = record.seen[4:]  # the first minute is everybody's coming
    third = max(1, len(settled) // 3)
    first, last = statistics.median(settled[:third]), statistics.median(settled[-third:])
    print(f"\nmemory of all (PSS): first third {first:.0f} MiB, last third {last:.0f} MiB")
    print(
        f"acknowledged and missing: {missing(store, record.kept)}; lines in the log: {len(said.splitlines())}"
    )


if __name__ == "__main__":
    main()
