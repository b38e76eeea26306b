"""A room full of people: plain Voila next to ours, in one run.

    python benchmarks/serving.py [--write] [--only joins spread …] [--plain-joins 30 …]

The server side is measured by a client that does on the wire what a page does (page, socket, state
of all widgets; ours: until the reader's own book is bound), so that browsers do not eat the cores.
Only bytes and the time to a drawn page are taken in a real Chromium. Linux; Chromium on the PATH.
"""

import argparse
import asyncio
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import nbformat
import psutil
from chromium import ARGS
from playwright.sync_api import sync_playwright
from timing import platform

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "serving"))
from participant import Participant  # noqa: E402

MIB = 1 << 20

# --- the servers ------------------------------------------------------------------------------

PLAIN = [
    """
import ipywidgets as w, pandas as pd, plotly.graph_objects as go
from IPython.display import display
from plnkit import files
from plnkit.charts.composition import composition
from plnkit.charts.network_map import network_map
from plnkit.exchange import portable
from plnkit.model import Book
from plnkit.words import ROLE
ROLES = [str(role) for role in ROLE]
book = Book.of(portable.read(files.samples() / "small.json").content)
table = pd.DataFrame([{"name": m.name, "role": m.role, "closeness": m.closeness} for m in book.members])
""",
    'name, add = w.Text(description="Name"), w.Button(description="Add")\ndisplay(name, add)',
    "the_map = go.FigureWidget(network_map(book))\nthe_map",
    """
rows = [w.HBox([w.Label(r.name), w.Dropdown(options=ROLES, value=r.role),
                w.ToggleButtons(options=[1, 2, 3, 4], value=r.closeness)])
        for r in table.itertuples() if r.role in ROLES and r.closeness in (1, 2, 3, 4)]
w.VBox(rows)
""",
    'guess = w.Textarea(description="Guess")\nguess',
    "w.VBox([w.Checkbox(description=n) for n in table.name])",
    "table.groupby('closeness').size().to_frame('members')",
    "go.FigureWidget(composition(book))",
    'surprise = w.Textarea(description="Surprise")\nsurprise',
    "w.HTML('<p id=\"the-end\">The end</p>')",
]


class PlainParticipant(Participant):
    """A browser on plain Voila: there is no token, and no book to bind."""

    patience = 600

    async def join(self):
        answer = await self.page("/")
        assert "the-end" in answer.body.decode(), "a cell of the plain notebook failed"
        await self.connect()
        await self.ask_states()
        return self


class Server:
    """A server as a process, with all that it starts."""

    def __init__(self, name, command, label, participant, ready, **env):
        self.name, self.participant, self.ready = name, participant, ready
        self.folder = Path(tempfile.mkdtemp(prefix="benchmark-"))
        notebook(self.folder / "plain.ipynb")
        config = {"JUPYTER_CONFIG_DIR": str(self.folder), "PYTHONUNBUFFERED": "1"}
        self.process = subprocess.Popen(
            command, cwd=self.folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            env={**os.environ, **config, **env},
        )  # fmt: skip
        line = next(line for line in self.process.stdout if label in line)
        self.link = line.split()[-1]
        threading.Thread(target=self.process.stdout.read, daemon=True).start()

    def tree(self):
        return psutil.Process(self.process.pid).children(recursive=True)

    def settle(self, patience=60):
        """Wait until it starts nothing more, and is idle."""
        end, before = time.monotonic() + patience, -1.0
        while time.monotonic() < end and abs(self.cpu() - before) > 0.02:
            before = self.cpu()
            time.sleep(1.5)

    def cpu(self):
        """Processor seconds of all that lives."""
        return sum(sum(times(p)) for p in [psutil.Process(self.process.pid), *self.tree()])

    def pss(self):
        """Memory of what it has started, each shared page counted by its share."""
        return sum(share(p) for p in self.tree()) / MIB

    def stop(self):
        if self.process.returncode is not None:
            return
        started = [psutil.Process(self.process.pid), *self.tree()]
        self.process.terminate()
        for process in psutil.wait_procs(started, timeout=10)[1]:
            process.kill()
        self.process.wait(10)
        shutil.rmtree(self.folder, ignore_errors=True)


def times(process):
    try:
        spent = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0, 0, 0, 0
    return spent.user, spent.system, spent.children_user, spent.children_system


def share(process):
    try:
        return process.memory_full_info().pss
    except psutil.NoSuchProcess:
        return 0


def notebook(path):
    cells = [nbformat.v4.new_code_cell(source) for source in PLAIN]
    about = {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=about), path)


def plain():
    port = 8799
    command = [sys.executable, "-m", "voila", "plain.ipynb", "--no-browser", f"--port={port}"]
    return Server(
        "plain Voila", [*command, "--Voila.ip=127.0.0.1"], f":{port}/", PlainParticipant, "#the-end"
    )


def ours(ready=2):
    command = [sys.executable, "-m", "plnkit.cli", "serve", "a.plnroom", "--no-browser"]
    return Server(
        f"ours, {ready} ready", [*command, "--host", "127.0.0.1", "--seats", "400"], "Join:",
        Participant, "body[data-plnkit=ready]", PLNKIT_READY=str(ready),
    )  # fmt: skip


def ours_alone(ready=2):
    """`plnkit open`: one book."""
    command = [sys.executable, "-m", "plnkit.cli", "open", "a.pln", "--no-browser"]
    return Server(
        f"open, {ready} ready", command, "Open:", Participant, "body[data-plnkit=ready]",
        PLNKIT_READY=str(ready),
    )  # fmt: skip


@contextmanager
def running(make, *given):
    server = make(*given)
    try:
        server.settle()
        yield server
    finally:
        server.stop()


# --- on the wire ------------------------------------------------------------------------------


async def join_all(server, delays):
    """Return the seconds of each join, None where it failed."""
    people = [server.participant(link_of(server)) for _ in delays]

    async def join(person, delay):
        await asyncio.sleep(delay)
        start = time.perf_counter()
        try:
            await asyncio.wait_for(person.join(), 600)
        except Exception as fault:  # noqa: BLE001 - a failure is a figure
            print(f"  failed: {str(fault)[-200:]!r}")
            return None
        return time.perf_counter() - start

    return await asyncio.gather(*map(join, people, delays)), people


def link_of(server):
    return server.link if "=" in server.link else f"{server.link.rstrip('/')}/?token=none"


def joins(server, count):
    """Everybody at once: seconds to the last, processor seconds for each, failures."""
    before = server.cpu()
    start = time.perf_counter()
    taken, _ = asyncio.run(join_all(server, [0.0] * count))
    return time.perf_counter() - start, (server.cpu() - before) / count, taken.count(None)


def spread(server, count, seconds):
    """One after another, in words: median, p95, the slowest, failures."""
    taken, _ = asyncio.run(join_all(server, [seconds * i / count for i in range(count)]))
    good = sorted(t for t in taken if t is not None)
    if len(good) < count / 2:  # a percentile of the few would say nothing
        return f"{count - len(good)} of {count} failed"
    late = good[int(len(good) * 0.95) - 1]
    return (
        f"median {statistics.median(good):.2f} s, p95 {late:.2f} s, slowest {good[-1]:.2f} s, "
        f"{taken.count(None)} failed"
    )


@contextmanager
def within_memory(server, left=3 << 29):
    """End a server before it takes this machine's last memory; tell how many pages it had then."""
    had, over = [], threading.Event()

    def watch():
        while not over.wait(0.2):
            if psutil.virtual_memory().available < left:
                had.append(len(server.tree()))
                server.stop()
                break

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        yield had
    finally:
        over.set()
        watching.join()


def memory(server, few=5, many=15):
    """MiB for each further page, between a few open pages and many."""

    async def scene():
        await join_all(server, [0.0] * few)
        await asyncio.sleep(3)
        first = server.pss()
        await join_all(server, [0.0] * (many - few))
        await asyncio.sleep(3)
        return (server.pss() - first) / (many - few)

    return asyncio.run(scene())


def bursts(server, count=10, size=30):
    """Joins in bursts, each left again: how many of all failed."""

    async def scene():
        failed = 0
        for _ in range(count):
            taken, people = await join_all(server, [0.0] * size)
            failed += taken.count(None)
            await asyncio.gather(*(p.leave() for p in people), return_exceptions=True)
        return failed

    return asyncio.run(scene()), count * size


# --- in a browser -----------------------------------------------------------------------------


class Counter:
    """A proxy on this computer that counts the bytes which a browser gets."""

    def __init__(self, link):
        self.port = int(link.split("/")[2].rpartition(":")[2])
        self.bytes = 0
        self.loop = asyncio.new_event_loop()
        started = threading.Event()
        threading.Thread(target=self._run, args=(started,), daemon=True).start()
        started.wait()
        self.link = link.replace(f":{self.port}", f":{self.at}")

    def _run(self, started):
        async def begin():
            server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
            self.at = server.sockets[0].getsockname()[1]
            started.set()
            await server.serve_forever()

        self.loop.run_until_complete(begin())

    async def _serve(self, reader, writer):
        there = await asyncio.open_connection("127.0.0.1", self.port)
        await asyncio.gather(
            self._pass(reader, there[1], 0), self._pass(there[0], writer, 1), return_exceptions=True
        )

    async def _pass(self, reader, writer, weight):
        while data := await reader.read(1 << 16):
            self.bytes += weight * len(data)
            writer.write(data)
            await writer.drain()
        writer.close()


@contextmanager
def a_browser():
    with sync_playwright() as playwright:
        where = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=where, args=ARGS)
        yield browser
        browser.close()


def page_of(server, link):
    return link if server.participant is PlainParticipant else link.replace("/?", "/network?")


def visit(context, server, link, slower=1):
    """Open a page; return the seconds until it is ready, and the requests that it made."""
    page = context.new_page()
    asked = []
    page.on("request", lambda r: r.url.startswith("http") and asked.append(r.url))
    page.on("websocket", lambda w: asked.append(w.url))
    if slower > 1:
        wire = context.new_cdp_session(page)
        wire.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    start = time.perf_counter()
    page.goto(page_of(server, link), wait_until="commit")
    page.wait_for_selector(server.ready, state="attached", timeout=120_000)
    taken = time.perf_counter() - start
    page.wait_for_timeout(1000)  # what comes late counts too
    page.close(run_before_unload=True)
    return taken, len(asked)


def wire_bytes(server):
    """Bytes of the first page in an empty browser, of the second, and requests of the first."""
    counter = Counter(server.link)
    with a_browser() as browser:
        context = browser.new_context()
        _, asked = visit(context, server, counter.link)
        first = counter.bytes
        visit(context, server, counter.link)
        return first, counter.bytes - first, asked


def drawn(server, slower, times=10):
    """Median seconds from the link to the reader's own book drawn, with a warm cache."""
    with a_browser() as browser:
        context = browser.new_context()
        visit(context, server, server.link)
        return statistics.median(
            visit(context, server, server.link, slower)[0] for _ in range(times)
        )


# --- the table --------------------------------------------------------------------------------


def rows(given):
    """Yield the lines of the table."""
    only = set(given.only or PARTS)
    for part in PARTS:
        if part in only:
            yield from globals()[f"rows_of_{part}"](given)


def rows_of_joins(given):
    n = given.joins
    with running(plain) as server:
        theirs, cost, lost = joins(server, n)
    with running(ours, n) as server:
        warm, _, _ = joins(server, n)
    with running(ours, 0) as server:
        cold, each, failed = joins(server, n)
    yield (
        f"{n} simultaneous joins, pages ready", f"{theirs:.1f} s ({lost} failed)",
        f"{warm:.2f} s", f"{theirs / warm:.0f} times faster",
    )  # fmt: skip
    yield (
        f"{n} simultaneous joins, none ready", f"{theirs:.1f} s",
        f"{cold:.2f} s ({failed} failed)", f"{theirs / cold:.0f} times faster",
    )  # fmt: skip
    yield (
        "processor per join on the server", f"{cost:.2f} s", f"{each:.2f} s",
        f"1/{cost / each:.0f}",
    )  # fmt: skip


def rows_of_spread(given):
    for make in (plain, ours):
        with running(make) as server, within_memory(server) as full:
            text = spread(server, given.spread, given.seconds)
        if full:
            text += f" (ended at {full[0]} pages, when memory was full)"
        if make is plain:
            theirs = text
    yield f"{given.spread} joins over {given.seconds} s", theirs, text, ""


def rows_of_memory(_):
    with running(plain) as server:
        theirs = memory(server)
    with running(ours) as server:
        mine = memory(server)
    yield (
        "memory per further open page (PSS)", f"{theirs:.0f} MiB", f"{mine:.0f} MiB",
        f"{mine / theirs:.2f} of it",
    )  # fmt: skip


def rows_of_bytes(_):
    with running(plain) as server:
        a, b, asked = wire_bytes(server)
    with running(ours) as server:
        c, d, mine = wire_bytes(server)
    yield (
        "bytes on the wire, first page",
        f"{a / 1e6:.1f} MB",
        f"{c / 1e6:.2f} MB",
        f"1/{a / c:.0f}",
    )
    yield (
        "bytes on the wire, second page",
        f"{b / 1e6:.1f} MB",
        f"{d / 1e3:.0f} kB",
        f"1/{b / d:.0f}",
    )
    yield "requests with an empty cache", str(asked), str(mine), ""


def rows_of_bursts(_):
    with running(ours, 0) as server:
        failed, all_ = bursts(server)
    yield f"{all_} forks in bursts of 30", "–", f"{failed} failed", ""


def rows_of_drawn(_):
    for slower, name in (
        (1, "drawn in Chromium, warm cache"),
        (4, "the same, processor 4x slower"),
    ):
        with running(plain) as server:
            theirs = drawn(server, slower)
        for make in (ours, ours_alone):
            with running(make) as server:
                mine = drawn(server, slower)
            label = "serve" if make is ours else "open"
            yield (
                f"{name} (`{label}`)",
                f"{theirs:.2f} s",
                f"{mine:.2f} s",
                f"{theirs / mine:.1f} times",
            )


def rows_of_open(given):
    """`plnkit open` on the wire: the same server, one book for all."""
    with running(plain) as server:
        theirs, _, _ = joins(server, given.joins)
    with running(ours_alone, 0) as server:
        cold, each, failed = joins(server, given.joins)
    yield (
        f"{given.joins} simultaneous joins of one book (`open`), none ready", f"{theirs:.1f} s",
        f"{cold:.2f} s ({failed} failed), {each:.2f} s of processor each",
        f"{theirs / cold:.0f} times faster",
    )  # fmt: skip


PARTS = ("joins", "spread", "memory", "bytes", "bursts", "drawn", "open")


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--only", nargs="*", choices=PARTS)
    parser.add_argument("--joins", type=int, default=30)
    parser.add_argument("--spread", type=int, default=100)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--write", action="store_true", help="put the table in docs/performance.md")
    given = parser.parse_args()
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))  # plain Voila fails near 70 without
    lines = ["| | plain Voila | ours | |", "|---|---|---|---|"]
    for row in rows(given):
        lines.append("| " + " | ".join(row) + " |")
        print(lines[-1], flush=True)
    if given.write:
        write(lines)


def write(lines):
    """Put lines of the table in the document; those of parts that were not measured stay."""
    page = ROOT / "docs" / "performance.md"
    head, _, rest = page.read_text().partition("<!-- table -->\n")
    before, _, tail = rest.partition("<!-- /table -->")
    known = {line.split("|")[1]: line for line in before.splitlines() if line.startswith("|")}
    known |= {line.split("|")[1]: line for line in lines}
    table = "\n".join([*known.values(), "", f"Measured with {platform()}."])
    page.write_text(f"{head}<!-- table -->\n{table}\n<!-- /table -->{tail}")


if __name__ == "__main__":
    main()
