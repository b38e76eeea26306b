"""Arrivals, simulated from what each step costs: a workshop minute, a week of coaching, a crowd.

    python benchmarks/scenes.py [minute crowd week cores shards share plan] [--store sqlite]

`minute` puts the two measured minutes of capacity.json beside the same in the simulation. Each step of a
visitor is worked on by the visitors' own process, the server's single loop, a zygote where a page has
to be made, the page's kernel, the database; and waits for the disk. What each takes was measured
alone, one step at a time, and is drawn from those samples: nothing was fitted to a run that it is
compared with.
"""

import argparse
import json
import random
import statistics
from collections import Counter
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field, replace
from math import inf
from pathlib import Path
from typing import Any

from simulation import Lock, Machine, Story, Thread, Wait, percentile

KEPT = Path(__file__).parent / "capacity.json"
CALM = 0.3  # seconds without a visitor until pages are made ready: ready.py
PARTS = ("server", "zygotes", "kernels", "database", "client")
DICE = 9  # times that a minute is simulated, each time with other dice
TICK = 1.0  # seconds between two things that an idle server does, each for so long
Cost = dict[str, Any]  # seconds by the clock, and processor seconds by part


@dataclass(frozen=True)
class Costs:
    """What was measured of a server with one kind of store."""

    steps: dict[str, tuple[Cost, ...]]  # each time that one was measured
    idle: Cost  # processor seconds in a second, of a server with pages ready
    idle_page: Cost  # and of each page that is left alone
    hold: Cost  # how long a change holds the store
    base: float  # MiB, with pages ready
    page: float  # MiB of each that is open
    kind: str = "sqlite"

    @classmethod
    def measured(cls, kept: Cost, kind: str) -> "Costs":
        """Return those that capacity.py has kept."""
        found = kept["costs"][kind]
        return cls(
            {
                name: tuple(settled(found["row"], one, found["idle"]) for one in all_)
                for name, all_ in found["steps"].items()
            },
            found["idle_ready"],
            found["idle_page"],
            found["lock"],
            found["ready"],
            found["page"],
            kind,
        )

    @property
    def shared(self) -> bool:
        """Whether all books wait for each other: a file has one writer at a time."""
        return self.kind == "sqlite"


def settled(row: list[str], sample: list[float], idle: Cost, after: float = 0.2) -> Cost:
    """Return a sample; of what came after it, without what the server does meanwhile anyhow."""
    cost = dict(zip(row, sample, strict=True))
    anyhow = {f"{part} after": after * idle[part] for part in PARTS[:-1]}
    return cost | {name: max(0.0, cost[name] - spent) for name, spent in anyhow.items()}


# --- a server -------------------------------------------------------------------------------------


@dataclass
class Page:
    """A page that is open: the kernel is a process with one thread that works."""

    kernel: Thread
    address: str = ""
    is_open: bool = True


@dataclass
class Server:
    """A server, its pages and its store; the visitors' own work is done by `client`, if here at all."""

    machine: Machine
    costs: Costs
    dice: random.Random
    ready: int = 2  # of each page
    client: Thread | None = None
    store: Lock | None = None  # which other servers may share
    open: int = 0
    most: int = 0  # that were open at once
    spent: Counter[str] = field(default_factory=lambda: Counter(dict.fromkeys(PARTS, 0.0)))

    def __post_init__(self) -> None:
        self.loop, self.zygote = Thread(self.machine), Thread(self.machine)
        self.others = Thread(self.machine)  # kernels that are ready
        self.store = self.store or Lock(1 if self.costs.shared else inf)
        self._made: Counter[str] = Counter()  # less or more pages than are to be ready
        self._asked = self._filling = False
        self.machine.begin(self._idle(self.costs.idle, self.others, lambda: True))

    # --- what visitors do -----------------------------------------------------------------------

    def come(self) -> Story:
        """Let somebody see the start page, and get the files that pages need."""
        yield from self.step("come", self.others)
        yield from self.step("files", self.others)

    def show(self, address: str = "network") -> Generator[Wait, None, Page]:
        """Open a page until it is usable."""
        page = Page(Thread(self.machine), address)
        yield from self.step(self._take(address), page.kernel)
        self.open += 1
        self.most = max(self.most, self.open)
        self.machine.begin(self._idle(self.costs.idle_page, page.kernel, lambda: page.is_open))
        return page

    def change(self, page: Page) -> Story:
        """Change a book: part of it with the store held."""
        yield from self.step("change", page.kernel, self._save)

    def leave(self, page: Page) -> Story:
        """Leave a page: its kernel ends."""
        page.is_open = False
        yield from self.step("leave", page.kernel)
        self.open -= 1

    @property
    def memory(self) -> float:
        """What is held when the most pages are open, MiB."""
        return self.costs.base + self.most * self.costs.page

    # --- a step ---------------------------------------------------------------------------------

    def step(self, name: str, kernel: Thread, answer: Any = None) -> Story:
        """Send something to a kernel by the server's loop, and hear the answer by it."""
        cost = self._cost(name)
        yield from self._work("client", cost["client"] / 2)
        yield from self._work("server", cost["server"] / 2)
        yield from (answer or self._answer)(cost, kernel)
        yield from self._work("server", cost["server"] / 2)
        yield from self._work("client", cost["client"] / 2)
        self.machine.begin(self._after(cost, kernel))

    def _cost(self, name: str) -> Cost:
        return self.dice.choice(self.costs.steps[name])

    def _answer(self, cost: Cost, kernel: Thread) -> Story:
        yield from self._work("zygotes", cost["zygotes"])
        yield from self._work("kernels", cost["kernels"] - overlap(cost), kernel)
        yield from self._work("database", cost["database"], Thread(self.machine))
        yield self.machine.sleep(slack(cost))

    def _save(self, cost: Cost, kernel: Thread) -> Story:
        """Work before the store is held, and then while it is."""
        hold = self.costs.hold
        inside = min(hold["processor"], cost["kernels"] - overlap(cost))
        waits = min(max(0.0, hold["seconds"] - hold["processor"]), slack(cost))
        yield from self._work("kernels", cost["kernels"] - overlap(cost) - inside, kernel)
        assert self.store
        yield from self.store.held(self._hold(cost, kernel, inside, waits))
        yield self.machine.sleep(slack(cost) - waits)

    def _hold(self, cost: Cost, kernel: Thread, inside: float, waits: float) -> Story:
        yield from self._work("kernels", inside, kernel)
        yield from self._work("database", cost["database"], Thread(self.machine))
        yield self.machine.sleep(waits)

    def _after(self, cost: Cost, kernel: Thread) -> Story:
        """Do what is done beside: what overlapped, and what came after the answer."""
        yield from self._work("kernels", overlap(cost) + cost["kernels after"], kernel)
        for part in ("server", "zygotes", "database"):
            yield from self._work(part, cost[f"{part} after"])

    def _work(self, part: str, seconds: float, thread: Thread | None = None) -> Story:
        known = {"server": self.loop, "zygotes": self.zygote, "client": self.client}
        thread = thread or known.get(part, self.others)
        if seconds > 0 and (thread or part != "client"):
            self.spent[part] += seconds
            yield thread.work(seconds)

    # --- what nobody asks for -------------------------------------------------------------------

    def _idle(self, cost: Cost, kernel: Thread, lasts: Any) -> Story:
        while lasts():
            yield self.machine.sleep(TICK)
            for part in PARTS:
                thread = kernel if part == "kernels" else None
                yield from self._work(part, TICK * cost[part], thread)

    def _take(self, address: str) -> str:
        """Return which step it is to get a page: that of a ready one, or of one that is made."""
        self._asked = True
        if not self._filling and self.ready:
            self._filling = True
            self.machine.begin(self._fill())
        if self._made[address] + self.ready > 0:
            self._made[address] -= 1
            return "ready"
        return "made"

    def _fill(self) -> Story:
        """Make pages ready, one at a time, whenever nobody has come for a moment."""
        while wanted := next((a for a, made in self._made.items() if made < 0), None):
            while self._asked:
                self._asked = False
                yield self.machine.sleep(CALM)
            yield from self._make()
            self._made[wanted] += 1
        self._filling = False

    def _make(self) -> Story:
        made, sent = self._cost("made"), self._cost("ready")
        for part in ("server", "zygotes", "kernels"):
            thread = Thread(self.machine) if part == "kernels" else None
            yield from self._work(part, made[part] - sent[part], thread)


def overlap(cost: Cost) -> float:
    """Return how much a kernel works while others do: what is more than the clock had time for."""
    both = sum(cost[part] for part in PARTS) - cost["seconds"]
    return min(cost["kernels"], max(0.0, both))


def slack(cost: Cost) -> float:
    """Return the seconds of a step in which nobody works: it waits for the disk, or a timer."""
    return max(0.0, cost["seconds"] - sum(cost[part] for part in PARTS))


# --- scenes ---------------------------------------------------------------------------------------


@dataclass
class Seen:
    """What came of a scene."""

    joins: list[float] = field(default_factory=list)
    changes: list[float] = field(default_factory=list)
    spent: Counter[str] = field(default_factory=Counter)
    pages: int = 0  # that were open at once, at most
    memory: float = 0.0
    busy: float = 0.0  # how much of a server's loop was in use


@dataclass(frozen=True)
class Place:
    """Where a scene takes place; `beside` says that the visitors' own work is done there, too."""

    costs: Costs
    cores: float = 2
    ready: int = 2
    servers: int = 1
    beside: bool = False
    seed: int = 7

    def built(self) -> tuple[Machine, list[Server], random.Random]:
        """Return the machine, the servers, and dice."""
        machine, dice = Machine(self.cores), random.Random(self.seed)
        client = Thread(machine) if self.beside else None
        store = Lock(1 if self.costs.shared else inf)
        known = {"ready": self.ready, "client": client, "store": store}
        servers = [Server(machine, self.costs, dice, **known) for _ in range(self.servers)]
        return machine, servers, dice


def summed(seen: Seen, servers: list[Server]) -> Seen:
    """Add what the servers have spent and held."""
    for server in servers:
        seen.spent.update(server.spent)
        seen.pages += server.most
        seen.memory += server.memory
        seen.busy = max(seen.busy, server.loop.spent / server.machine.now)
    return seen


def timed(machine: Machine, kept: list[float], story: Any) -> Generator[Wait, None, Any]:
    """Tell a story and keep how long it took."""
    start = machine.now
    found = yield from story
    kept.append(machine.now - start)
    return found


def arrival(server: Server) -> Generator[Wait, None, Page]:
    """Let somebody new come, until their first page is usable."""
    yield from server.come()
    return (yield from server.show())


def minute(place: Place, people: int, over: float = 60.0, every: float = 10.0) -> Seen:
    """Let people come over a minute and then change something, as capacity.py does it for real."""
    machine, (server, *_), dice = place.built()
    seen = Seen()

    def person() -> Story:
        page = yield from timed(machine, seen.joins, arrival(server))
        yield machine.sleep(max(0.0, over - machine.now) + dice.random() * every)
        while machine.now < 2 * over:
            yield from timed(machine, seen.changes, server.change(page))
            yield machine.sleep(every * (0.5 + dice.random()))

    for number in range(people):
        machine.begin(person(), over * number / people)
    machine.run(2 * over)
    return summed(seen, [server])


def crowd(place: Place, people: int) -> Seen:
    """Let everybody come in the same moment."""
    machine, servers, _ = place.built()
    seen = Seen()
    for number in range(people):
        server = servers[number % len(servers)]
        machine.begin(timed(machine, seen.joins, arrival(server)))
    while len(seen.joins) < people:
        machine.run(machine.now + 1)
    return summed(seen, servers)


# A day of coaching: by the hour, the share of the day's visits.
HOURS = {8: 2, 9: 3, 10: 2, 11: 2, 12: 4, 13: 3, 14: 2, 15: 2, 16: 3, 17: 3, 18: 1, 19: 2, 20: 2}
VISITED = ("welcome", "network", "interactions")  # pages of one visit
STAY, BETWEEN = 240.0, 60.0  # seconds on a page, and between two changes, on average
DAY, WEEK = 86400.0, 5  # of so many days


def week(place: Place, learners: int, days: int = WEEK) -> Seen:
    """Let each learner come once a week, for some pages and a change now and then."""
    machine, (server, *_), dice = place.built()
    seen = Seen()

    def visit() -> Story:
        yield from server.come()
        for address in VISITED:
            page = yield from timed(machine, seen.joins, server.show(address))
            leaving = machine.now + dice.expovariate(1 / STAY)
            while (pause := dice.expovariate(1 / BETWEEN)) < leaving - machine.now:
                yield machine.sleep(pause)
                yield from timed(machine, seen.changes, server.change(page))
            yield machine.sleep(max(0.0, leaving - machine.now))
            yield from server.leave(page)

    for _ in range(round(learners * days / WEEK)):
        hour = dice.choices(list(HOURS), list(HOURS.values()))[0]
        machine.begin(visit(), DAY * dice.randrange(days) + 3600 * (hour + dice.random()))
    machine.run(DAY * days)
    return summed(seen, [server])


def restless(place: Place, people: int, what: str, seconds: float = 60.0) -> Seen:
    """Let people do one thing again and again without a pause: `pages` are turned, or `changes` made.

    What counts is what they do once all are there.
    """
    machine, servers, dice = place.built()
    seen, early = Seen(), people / 2  # seconds in which they come

    def person(server: Server) -> Story:
        page = yield from server.show()
        while True:
            late = machine.now > 2 * early
            if what == "changes":
                kept = seen.changes if late else []
                yield from timed(machine, kept, server.change(page))
            else:
                kept = seen.joins if late else []
                page = yield from timed(machine, kept, turned(server, page))

    for number in range(people):
        machine.begin(person(servers[number % len(servers)]), early * dice.random())
    machine.run(2 * early + seconds)
    return summed(seen, servers)


def turned(server: Server, page: Page) -> Generator[Wait, None, Page]:
    """Leave a page for another."""
    yield from server.leave(page)
    return (yield from server.show())


# --- what is told ---------------------------------------------------------------------------------


def told_of_minute(costs: Costs, kept: Cost) -> None:
    """Put the measured run beside the median of several simulated ones."""
    run = kept["minute"][costs.kind]
    place = Place(costs, run["cores"], beside=True)
    times = [pairs(run, minute(replace(place, seed=seed), run["people"])) for seed in range(DICE)]
    print(f"\n{run['people']} people come over a minute, and then change something for another\n")
    print("| | measured | simulated | ratio | |\n|---|---:|---:|---:|---|")
    for several in zip(*times, strict=True):
        name, measured, _, is_claimed = several[0]
        simulated = statistics.median(one[2] for one in several)
        ratio = simulated / measured if measured else 1.0
        met = "within 20 %" if 0.8 <= ratio <= 1.2 else "not within 20 %"
        print(
            f"| {name} | {measured:.3f} | {simulated:.3f} | {ratio:.2f} | {met if is_claimed else ''} |"
        )


def pairs(run: Cost, seen: Seen) -> Iterator[tuple[str, float, float, bool]]:
    """Yield a name, what was measured, what is simulated, and whether it is part of the claim."""
    yield "processor seconds", sum(run["by"].values()), sum(seen.spent.values()), True
    for part in PARTS:
        yield f"– of them {part}", run["by"][part], seen.spent[part], False
    for name, ones, others in (
        ("joins", run["joins"], seen.joins),
        ("changes", run["changes"], seen.changes),
    ):
        for how, share in (("median", 0.5), ("p95", 0.95)):
            yield f"{name}, {how}, s", percentile(ones, share), percentile(others, share), True
    yield "memory, MiB", run["memory"], seen.memory, True


def told_of_crowd(costs: Costs, _: Cost) -> None:
    print("\nPeople who come in the same moment, from elsewhere (simulated)\n")
    print("| cores | people | the median waits | the last waits |\n|---:|---:|---:|---:|")
    for cores in (1, 2, 4, 8):
        for people in (30, 60, 120):
            joins = crowd(Place(costs, cores), people).joins
            print(f"| {cores} | {people} | {percentile(joins, 0.5):.1f} s | {max(joins):.1f} s |")


def told_of_week(costs: Costs, _: Cost) -> None:
    print("\nA week of coaching, a visit each, on 2 cores; the visitors elsewhere (simulated)")
    print("Above 100 learners, one day of it\n")
    print("| learners | pages at once, at most | of the cores | page p95 | change p95 | memory |")
    print("|---:|---:|---:|---:|---:|---:|")
    for learners in (100, 1000, 5000):
        days = 1 if learners > 100 else WEEK
        seen = week(Place(costs), learners, days)
        share = sum(seen.spent.values()) / (2 * DAY * days)
        page, change = percentile(seen.joins, 0.95), percentile(seen.changes, 0.95)
        print(
            f"| {learners:,} | {seen.pages} | {share:.1%} | {1000 * page:.0f} ms | "
            f"{1000 * change:.0f} ms | {seen.memory:,.0f} MiB |",
            flush=True,
        )


def told_of_cores(costs: Costs, _: Cost) -> None:
    print("\nServers at their limit, no page ready; the visitors elsewhere (simulated)\n")
    print("| cores | servers | pages a second | a loop | changes a second | a loop |")
    print("|---:|---:|---:|---:|---:|---:|")
    for cores in (1, 2, 4, 8, 16):
        for servers in (1, 3):
            place = Place(costs, cores, ready=0, servers=servers)
            pages, changes = (restless(place, 48, what) for what in ("pages", "changes"))
            print(
                f"| {cores} | {servers} | {len(pages.joins) / 60:.1f} | {pages.busy:.0%} | "
                f"{len(changes.changes) / 60:.0f} | {changes.busy:.0%} |",
                flush=True,
            )


def told_of_shards(costs: Costs, kept: Cost) -> None:
    """Put what servers.py measured, any part on any core, beside the same in the simulation."""
    print("\nOne server and three, people without a pause on the same 2 cores\n")
    print("| servers | | measured, a second | simulated | ratio |\n|---:|---|---:|---:|---:|")
    for row in (one for one in kept["shards"]["rows"] if not one["apart"]):
        place = Place(costs, 2, ready=0, servers=row["servers"], beside=True)
        seen = restless(place, kept["shards"]["people"], row["what"])
        rate = len(seen.joins + seen.changes) / 60
        print(
            f"| {row['servers']} | {row['what']} | {row['rate']:.1f} | {rate:.1f} | "
            f"{rate / row['rate']:.2f} |"
        )


# --- arithmetic -----------------------------------------------------------------------------------

HALF = 0.5  # of a core or a loop is planned for: the other half takes what comes at once
SPARE = 1.5  # times the pages of the busiest hour find room
VISIT = len(VISITED) * STAY / 60  # minutes
BUSY = max(HOURS.values()) / sum(HOURS.values()) / WEEK  # of a week's visits, in its busiest hour
BOOK = 300  # rows of a book that was used for long
HUB, STAYS = 306, 60  # MiB of a learner's own server with a page, and minutes until it is ended


def spent_on(costs: Costs, *steps: str, parts: tuple[str, ...] = PARTS[:-1]) -> float:
    """Return the processor seconds of some steps, on average, without the visitors' own."""
    return sum(
        statistics.fmean(one[part] + one[f"{part} after"] for one in costs.steps[step])
        for step in steps
        for part in parts
    )


def present(costs: Costs, every: float, parts: tuple[str, ...] = PARTS[:-1]) -> float:
    """Return how much of a core one takes who has a page open and changes something now and then."""
    rest = sum(costs.idle_page[part] for part in parts)
    return spent_on(costs, "change", parts=parts) / every + rest


def told_of_share(costs: Costs, _: Cost) -> None:
    """Say how many people a core, a loop and a GiB bear."""
    print("\nWhom a core, a loop and a GiB bear, the first two half busy (arithmetic)\n")
    print(
        "| one changes something every | a core | a server's loop | a GiB |\n|---|---:|---:|---:|"
    )
    for every in (10, 60):
        core, loop = (HALF / present(costs, every, parts) for parts in (PARTS[:-1], PARTS[:1]))
        print(f"| {every} s | {core:.0f} | {loop:.0f} | {1024 / costs.page:.0f} |")
    print("\n| | a core, ms | of them the loop |\n|---|---:|---:|")
    for name, steps in DONE.items():
        all_, loop = (1000 * spent_on(costs, *steps, parts=p) for p in (PARTS[:-1], PARTS[:1]))
        print(f"| {name} | {all_:.0f} | {loop:.0f} |")


DONE = {
    "somebody new: the start page, a page, its files": ("come", "files", "made"),
    "a page is turned": ("leave", "made"),
    "a change": ("change",),
}


def told_of_plan(costs: Costs, _: Cost) -> None:
    """Say what so many learners need who come once a week."""
    print("\nLearners who come once a week, in its busiest hour (arithmetic)\n")
    print(
        "| learners | there | pages opened a minute | changes a second | cores | GiB | books | Hub |"
    )
    print(f"|{'---:|' * 8}")
    for learners in (100, 5_000, 1_000_000):
        visits = learners * BUSY  # in an hour
        there, opened = visits * VISIT / 60, visits * len(VISITED) / 3600
        working = there * present(costs, BETWEEN) + opened * spent_on(
            costs, *DONE["a page is turned"]
        )
        pages = SPARE * there * costs.page / 1024
        books = learners * BOOK * costs.hold["row"] / 1e9
        hub = visits * (VISIT + STAYS) / 60 * HUB / 1024
        print(
            f"| {learners:,} | {there:,.1f} | {60 * opened:,.1f} | {there / BETWEEN:.2f} | "
            f"{working / HALF:.2f} | {pages:,.1f} | {books:,.3g} GB | {hub:,.1f} GiB |"
        )


TOLD = {
    "minute": told_of_minute,
    "crowd": told_of_crowd,
    "week": told_of_week,
    "cores": told_of_cores,
    "shards": told_of_shards,
    "share": told_of_share,
    "plan": told_of_plan,
}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("scenes", nargs="*", default=[*TOLD], choices=[*TOLD])
    options.add_argument("--store", default="sqlite", choices=["sqlite", "postgres"])
    asked = options.parse_args()
    kept = json.loads(KEPT.read_text())
    for scene in asked.scenes:
        TOLD[scene](Costs.measured(kept, asked.store), kept)


if __name__ == "__main__":
    main()
