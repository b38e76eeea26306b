"""What a server counts for who looks after it: numbers, and nobody in them.

A process is one server, so there is one `count`; what happens is told to it by one call where it
happens. The values of each label are listed here: none comes from a reader.
"""

import logging
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from itertools import product
from typing import Any

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    Info,
    PlatformCollector,
    ProcessCollector,
    disable_created_metrics,
)
from prometheus_client.core import GaugeMetricFamily

from plnkit import __version__

JOINS = ("code", "pass", "token")
REFUSALS = ("unknown", "expired", "closed", "too_many", "cut", "old", "store")
PAGES = ("ready", "made")
LEVELS = ("warning", "error", "critical")
LOGGERS = {"plnkit": "plnkit", "Server": "jupyter", "tornado": "tornado", "asyncio": "asyncio"}
OTHER = "other"

SAVES = (0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)  # seconds
MAKING = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 60)
_TOLD = 100  # saves that are believed in one question of a page
_LONG = 3600  # seconds that no save takes

disable_created_metrics()  # when a counter began is when the server did


class Count:
    """The numbers of a server, since it was started."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        PlatformCollector(registry=registry)
        Info("plnkit", "What runs here.", registry=registry).info({"version": __version__})
        self._joins = _by("plnkit_joins", "Times somebody came in.", registry, by=JOINS)
        self._refusals = _by(
            "plnkit_refusals", "Times somebody was not let in.", registry, why=REFUSALS
        )
        self._pages = _by("plnkit_pages", "Pages that were sent.", registry, was=PAGES)
        self._logged = _by(
            "plnkit_log_records",
            "Warnings and errors that the server itself logged.",
            registry,
            level=LEVELS,
            logger=(*LOGGERS.values(), OTHER),
        )
        self._deaths = Counter(
            "plnkit_kernel_deaths", "Kernels that ended by themselves.", registry=registry
        )
        self._unsaved = Counter(
            "plnkit_changes_unsaved", "Changes that the store did not take.", registry=registry
        )
        self._changes = Histogram(
            "plnkit_change_seconds",
            "From when a change is asked for until it is in the store.",
            buckets=SAVES,
            registry=registry,
        )
        self._making = Histogram(
            "plnkit_page_making_seconds",
            "How long it took to make a page, its kernel included.",
            buckets=MAKING,
            registry=registry,
        )

    def joined(self, by: str) -> None:
        """Count somebody who came in: by a code, a pass or a token."""
        self._joins.labels(_one_of(JOINS, by)).inc()

    def refused(self, why: str) -> None:
        """Count somebody who was not let in."""
        self._refusals.labels(_one_of(REFUSALS, why)).inc()

    def sent(self, was: str) -> None:
        """Count a page that was sent: it was ready, or made when it was asked for."""
        self._pages.labels(_one_of(PAGES, was)).inc()

    def making(self) -> AbstractContextManager[Any]:
        """Return what measures how long it takes to make a page."""
        return self._making.time()

    def kernel_died(self) -> None:
        """Count a kernel that ended by itself, or was killed."""
        self._deaths.inc()

    def changed(self, seconds: float) -> None:
        """Count a change that was saved, and how long it took."""
        self._changes.observe(seconds)

    def saves(self, told: object) -> None:
        """Count what a page says of its saves: seconds, or None for a change that was not saved."""
        for took in told[:_TOLD] if isinstance(told, list) else ():
            if took is None:
                self._unsaved.inc()
            elif isinstance(took, int | float) and 0 <= took < _LONG:
                self.changed(took)

    def logged(self, record: logging.LogRecord) -> None:
        """Count what was logged."""
        level = LEVELS[(record.levelno >= logging.ERROR) + (record.levelno >= logging.CRITICAL)]
        logger = LOGGERS.get(record.name.partition(".")[0], OTHER)
        self._logged.labels(level, logger).inc()


class Counting(logging.Handler):
    """Counts what is logged, from warnings up."""

    def __init__(self, count: Count) -> None:
        super().__init__(logging.WARNING)
        self._count = count

    def emit(self, record: logging.LogRecord) -> None:
        """Count one record."""
        self._count.logged(record)


def gauge(name: str, about: str, value: float) -> GaugeMetricFamily:
    """Return a number as it is now."""
    return GaugeMetricFamily(name, about, value=value)


def gauges(name: str, about: str, label: str, values: Mapping[str, float]) -> GaugeMetricFamily:
    """Return several numbers as they are now, told apart by a label."""
    family = GaugeMetricFamily(name, about, labels=[label])
    for which, value in values.items():
        family.add_metric([which], value)
    return family


def _by(name: str, about: str, registry: CollectorRegistry, **labels: Iterable[str]) -> Counter:
    """Return a counter all of whose series are there from the start, at 0."""
    counter = Counter(name, about, list(labels), registry=registry)
    for values in product(*labels.values()):
        counter.labels(*values)
    return counter


def _one_of(known: tuple[str, ...], said: str) -> str:
    return said if said in known else OTHER


count = Count()
