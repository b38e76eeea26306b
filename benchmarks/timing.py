"""Measure side by side: each way in turn, so that a noisy machine is noisy for both."""

import statistics
import sys
import time
from collections.abc import Callable


def measure(
    ways: dict[str, Callable[[], object]],
    runs: int,
    clock: Callable[[], float] = time.perf_counter,
) -> dict[str, list[float]]:
    """Return the seconds of each run of each way, taken in turn, after one that is not counted."""
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(runs + 1):
        for name, way in ways.items():
            start = clock()
            way()
            if turn:
                taken[name].append(clock() - start)
    return taken


def table(title: str, taken: dict[str, list[float]], goal: str) -> None:
    """Print the median, the 99th percentile and the ratio to the first way."""
    print(f"\n{title}  (goal: {goal}; {platform()})\n")
    print(f"| {'way':44} | runs | median ms | p99 ms | times ours |")
    print(f"|{'-' * 46}|-----:|----------:|-------:|-----------:|")
    first = statistics.median(next(iter(taken.values())))
    for name, seconds in taken.items():
        middle = statistics.median(seconds)
        worst = sorted(seconds)[min(len(seconds) - 1, int(len(seconds) * 0.99))]
        print(
            f"| {name:44} | {len(seconds):4} | {middle * 1e3:9.1f} | {worst * 1e3:6.1f} "
            f"| {middle / first:10.1f} |"
        )


def platform() -> str:
    """Return what the figures depend on."""
    import os

    return f"Python {sys.version.split()[0]}, {os.cpu_count()} cores"
