"""The simulated machine, and a server on it, do what can be worked out by hand."""

import random
import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
from scenes import PARTS, Costs, Place, Server, crowd, minute, restless, week
from simulation import Lock, Machine, Thread, percentile

NOTHING = dict.fromkeys([*PARTS, *(f"{part} after" for part in PARTS), "seconds"], 0.0)
STEPS = ("come", "files", "ready", "made", "change", "leave")
WORK = 0.1  # seconds


def cost(**by):
    """Return what a step takes each time: by the clock, too, what its parts work, unless it is said."""
    return ({**NOTHING, "seconds": sum(by.values()), **by},)


def costs(kind="sqlite", **steps):
    """Return costs where a step takes what is named, and all else nothing."""
    all_ = {**{name: cost() for name in STEPS}, **steps}
    idle = dict.fromkeys(PARTS, 0.0)
    return Costs(all_, idle, idle, {"seconds": 0.0, "processor": 0.0}, 100.0, 10.0, kind)


@pytest.fixture
def machine():
    return Machine(2)


def ends(machine, *waits):
    """Return when each of some waits, begun together, is over."""
    over = {}

    def story(number, wait):
        yield wait
        over[number] = machine.now

    for number, wait in enumerate(waits):
        machine.begin(story(number, wait))
    machine.run()
    return [over[number] for number in range(len(waits))]


# --- the machine ----------------------------------------------------------------------------------


def test_a_thread_that_is_alone_works_at_the_pace_of_a_core(machine):
    assert ends(machine, Thread(machine).work(3)) == [3]


def test_as_many_threads_as_cores_do_not_wait_for_each_other(machine):
    assert ends(machine, Thread(machine).work(3), Thread(machine).work(3)) == [3, 3]


def test_more_threads_than_cores_share_them_evenly(machine):
    assert ends(machine, *(Thread(machine).work(2) for _ in range(4))) == [4, 4, 4, 4]


def test_a_core_that_becomes_free_is_given_to_the_others(machine):
    waits = [Thread(machine).work(seconds) for seconds in (1, 2, 2)]
    assert ends(machine, *waits) == pytest.approx([1.5, 2.5, 2.5])


def test_a_thread_does_one_thing_after_another(machine):
    thread = Thread(machine)
    assert ends(machine, thread.work(1), thread.work(2)) == [1, 3]


def test_who_sleeps_takes_no_core(machine):
    waits = [machine.sleep(5), Thread(machine).work(5), Thread(machine).work(5)]
    assert ends(machine, *waits) == [5, 5, 5]
    assert machine.spent == pytest.approx(10)


def test_what_is_held_by_one_is_waited_for_in_line(machine):
    lock, over = Lock(1), []

    def story(name):
        yield from lock.held(nap())
        over.append((name, machine.now))

    def nap():
        yield machine.sleep(1)

    for name in "abc":
        machine.begin(story(name))
    machine.run()
    assert over == [("a", 1), ("b", 2), ("c", 3)]


def test_work_is_neither_lost_nor_made(machine):
    ends(machine, *(Thread(machine).work(0.1 * n) for n in range(1, 40)))
    assert machine.spent == pytest.approx(sum(0.1 * n for n in range(1, 40)))


def test_a_percentile_of_nothing_is_nothing():
    assert percentile([], 0.95) == 0


# --- a server -------------------------------------------------------------------------------------


def test_with_nobody_there_is_no_load():
    seen = minute(Place(costs()), people=0)
    assert (sum(seen.spent.values()), seen.joins, seen.memory) == (0, [], 100)


def test_one_who_comes_alone_waits_for_their_own_work_only():
    seen = minute(Place(costs(come=cost(server=WORK), ready=cost(kernels=WORK))), people=1)
    assert seen.joins == pytest.approx([2 * WORK])


def test_twice_the_cores_halve_the_wait_of_a_crowd():
    there = costs(made=cost(kernels=WORK))
    one, two = (max(crowd(Place(there, cores, ready=0), people=40).joins) for cores in (1, 2))
    assert one == pytest.approx(2 * two)


def test_cores_are_no_help_where_the_loop_does_the_work():
    there = costs(made=cost(server=WORK))
    one, eight = (max(crowd(Place(there, cores, ready=0), people=40).joins) for cores in (1, 8))
    assert one == pytest.approx(eight)


def test_another_server_is_a_help_where_the_loop_does_the_work():
    there = costs(made=cost(server=WORK))
    one, two = (max(crowd(Place(there, 8, ready=0, servers=n), people=40).joins) for n in (1, 2))
    assert one == pytest.approx(2 * two)


def test_three_servers_on_one_core_do_not_more_than_one():
    there = costs("postgres", change=cost(server=WORK, kernels=WORK))
    one, three = (
        len(restless(Place(there, 1, servers=n), people=12, what="changes").changes) for n in (1, 3)
    )
    assert one == pytest.approx(three, rel=0.01)


def test_those_who_change_a_file_wait_for_each_other():
    there = replace(costs(change=cost(seconds=WORK)), hold={"seconds": WORK, "processor": 0.0})
    seen = restless(Place(there, 8), people=5, what="changes", seconds=10)
    assert len(seen.changes) == pytest.approx(10 / WORK, abs=5)


def test_those_who_change_a_database_do_not():
    there = replace(
        costs("postgres", change=cost(seconds=WORK)), hold={"seconds": WORK, "processor": 0.0}
    )
    seen = restless(Place(there, 8), people=5, what="changes", seconds=10)
    assert len(seen.changes) == pytest.approx(5 * 10 / WORK, abs=5)


def test_all_that_the_parts_spend_is_what_the_machine_has_worked():
    steps = {name: cost(server=0.01, kernels=0.02, client=0.01) for name in STEPS}
    machine, (server,), _ = Place(costs(**steps), beside=True).built()
    machine.begin(server.come())
    machine.begin(server.show())
    machine.run(100)
    assert machine.spent == pytest.approx(sum(server.spent.values())) == pytest.approx(0.12)


def test_what_overlaps_delays_nobody_and_is_spent_all_the_same():
    there = costs(ready=cost(kernels=3.0, server=1.0, seconds=2.0))
    seen = minute(Place(there), people=1)
    assert seen.joins == pytest.approx([2.0])
    assert seen.spent["kernels"] == 3


def test_a_ready_page_is_taken_first_and_made_anew_when_nobody_comes():
    machine = Machine(2)
    server = Server(machine, costs(), random.Random(1), ready=1)
    got = [server._take("network"), server._take("network"), server._take("aims")]
    machine.run(5)
    assert [*got, server._take("network")] == ["ready", "made", "ready", "ready"]


def test_memory_grows_with_the_pages_that_are_open_at_once():
    assert crowd(Place(costs()), people=7).memory == 100 + 7 * 10


def test_a_page_that_is_left_is_not_open_any_more():
    seen = week(Place(costs()), learners=5, days=1)
    assert seen.pages == 1
    assert len(seen.joins) == 3


def test_the_same_seed_is_the_same_minute():
    there = costs(ready=cost(kernels=WORK), change=cost(kernels=WORK))
    once, again = (minute(Place(there, seed=3), people=20) for _ in range(2))
    assert once == again


def test_another_seed_is_another_minute():
    there = costs(change=cost(kernels=WORK, server=WORK))
    seen = [minute(Place(there, seed=seed), people=20).changes for seed in (3, 4)]
    assert seen[0] != seen[1]


def test_what_a_step_takes_is_drawn_from_what_was_measured():
    there = costs(ready=(*cost(kernels=1.0), *cost(kernels=2.0)))
    assert {round(one) for one in minute(Place(there, 99), people=40).joins} == {1, 2}
