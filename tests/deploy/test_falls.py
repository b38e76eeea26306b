"""Each part falls in turn while people work: nothing that was acknowledged is lost."""

import asyncio
import shutil
import signal
import time
from contextlib import suppress
from uuid import uuid4

import pytest
from postgresql import Postgres, ask
from shards import Guest, Shards
from tornado.websocket import WebSocketClosedError

from plnkit.journal import Store

pytestmark = pytest.mark.deploy

WORKERS = 9  # people who write all the time
PAUSE = 0.1  # seconds between two names of one
FALLEN = (OSError, TimeoutError, AssertionError, WebSocketClosedError)  # how it is noticed
AWAY = 10  # seconds for which a database is away


@pytest.fixture(scope="module")
def database():
    postgres = Postgres().start()  # with fsync: it is to fall
    yield postgres
    postgres.stop()
    shutil.rmtree(postgres.folder)


@pytest.fixture
def site(database, tmp_path):
    name = f"w{uuid4().hex}"
    ask(f"postgresql://plnkit@/postgres{database.where}", f"CREATE DATABASE {name}")
    site = Shards(tmp_path, f"postgresql://plnkit@/{name}{database.where}")
    yield site
    site.stop()


class Worker(Guest):
    """Adds one name after another, on a new page wherever the last one ended."""

    patience = 8

    def __init__(self, link):
        super().__init__(link)
        self.acknowledged, self.number, self.falls = [], 0, 0

    async def work(self, over):
        while not over.is_set():
            try:
                await self.add_next()
            except FALLEN:
                self.falls += 1
                await self.come_back(over)
            await asyncio.sleep(PAUSE)

    async def add_next(self):
        name = f"N{self.number:03}"
        if f">{name}</bdi>" in await self.add(name):  # in the list, not in the field
            self.acknowledged.append(name)
        self.number += 1

    async def come_back(self, over):
        while not over.is_set():
            with suppress(*FALLEN, AttributeError):
                await self.join()
                return
            await asyncio.sleep(0.5)


def under_load(site, fall, before=4, after=15):
    """Let people work while something falls; return them."""

    async def scene():
        over = asyncio.Event()
        workers = [Worker(site.join) for _ in range(WORKERS)]
        for worker in workers:
            await worker.join()
        at_work = [asyncio.create_task(worker.work(over)) for worker in workers]
        await asyncio.sleep(before)
        await asyncio.to_thread(fall)
        await asyncio.sleep(after)
        over.set()
        await asyncio.gather(*at_work)
        return workers

    return asyncio.run(scene())


def lost(site, worker):
    """Return what a worker was told that it is kept, and is not; and what is there twice."""
    book = Store.open(site.store, create=False).journal(worker.key).book
    there = [member.name for member in book.members]
    return set(worker.acknowledged) - set(there), len(there) - len(set(there))


def is_well(site, workers):
    assert [lost(site, worker) for worker in workers] == [(set(), 0)] * WORKERS
    assert all(len(worker.acknowledged) > 10 for worker in workers)


def test_when_a_server_falls_nothing_is_lost_and_its_people_go_on(site):
    workers = under_load(site, lambda: site.kill("w2"))
    is_well(site, workers)
    assert any(worker.falls for worker in workers)


def test_when_the_door_falls_nothing_is_lost(site):
    def fall():
        site.kill_the_door()
        site.open_the_door()

    is_well(site, under_load(site, fall))


def test_when_the_database_is_away_for_ten_seconds_nothing_is_lost(site, database):
    def fall():
        database.stop(signal.SIGQUIT)
        time.sleep(AWAY)
        database.start()

    is_well(site, under_load(site, fall))
