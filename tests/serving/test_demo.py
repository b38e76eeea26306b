"""The demo: a room of invented people, in which a facilitator can practise."""

import asyncio
import contextlib
import json
import subprocess
import sys
import time

import pytest
from participant import Participant
from workshops import COMMAND, MAIN

from plnkit import samples
from plnkit.journal import Store
from plnkit.journal.rooms import Rooms
from plnkit.serving import demo
from plnkit.serving.host import GONE, Host

KEY = "f" * 32


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def store(tmp_path):
    return Store.open(tmp_path / "demo.plnroom")


@pytest.fixture
def rooms(store):
    rooms = Rooms(store.path)
    rooms.found()
    yield rooms
    rooms.close()


@pytest.fixture
def host(rooms, store, clock):
    """The room of a demo, filled."""
    host = Host(rooms, clock, demo=True)
    host.begin(KEY, "Practice")
    demo.fill(store, rooms, str(store.path))
    return host


def test_all_but_two_share_and_the_room_has_a_picture(host, rooms):
    assert len(samples.cohort()) == demo.MANY
    assert len(rooms.marks(rooms.current().id)) == demo.MANY - demo.QUIET
    found = host.picture()
    assert found["shared"] == demo.MANY - demo.QUIET
    assert found["picture"]


def test_no_invented_name_can_be_read_in_the_store(host, store):
    kept = b"".join(f.read_bytes() for f in store.path.parent.iterdir())
    names = [book.learner.name for book in samples.cohort() if book.learner.name]
    assert len(names) > 20
    assert [name for name in names if name.encode() in kept] == []


def test_everybody_is_somewhere_and_four_have_been_still_for_long(host, rooms):
    demo.crowd_of(host, rooms).move()
    there = host.presence(KEY)["here"]
    assert len(there) == demo.MANY
    assert {page for _, page, _ in there} <= set(demo.PAGES)
    assert len({page for _, page, _ in there}) > 3
    assert sum(still >= 12 * 60 for *_, still in there) == len(demo.STILL)


def test_they_stay_while_the_room_is_open_and_most_go_on(host, rooms, clock):
    crowd = demo.crowd_of(host, rooms)
    crowd.move()
    before = host.presence(KEY)["here"]
    for _ in range(90):
        clock.now += demo.MOVES
        crowd.move()
    there = host.presence(KEY)["here"]
    assert demo.MOVES < GONE
    assert len(there) == demo.MANY
    assert there != before
    assert sum(still < 5 * 60 for *_, still in there) >= demo.MANY - len(demo.STILL) - 2


def test_pages_are_told_that_the_people_are_invented(host):
    assert host.about()["demo"] is True


def test_a_demo_is_known_again_whatever_its_title_is(host, rooms):
    host.rename(KEY, "Our first workshop")
    assert demo.is_demo(rooms)


def test_a_real_room_is_no_demo(rooms, store):
    assert not demo.is_demo(rooms)
    Host(rooms).begin(KEY, "A demo of our workshop")
    assert not demo.is_demo(rooms)


@pytest.mark.slow
def test_a_demo_is_begun_continued_and_shown_on_the_wall(workshop):
    start = time.monotonic()
    first = workshop("--demo", PLNKIT_READY="0")
    assert time.monotonic() - start < 10

    async def wall(room):
        person = Participant(room.link)
        await person.get(f"/{person.door}")
        return json.loads((await person.get("/wall/state")).body)

    state = asyncio.run(wall(first))
    assert state["here"] == "24 people are here, all of them invented"
    assert "22 learners" in state["html"]
    first.stop()
    again = workshop("--demo", PLNKIT_READY="0")
    assert again.link == first.link
    state = asyncio.run(wall(again))
    assert state["here"] == "24 people are here, all of them invented"
    assert state["html"] == ""  # the key of the room is with the facilitator alone
    again.stop()
    with contextlib.closing(Rooms(again.store)) as rooms:
        assert len(rooms.marks(rooms.current().id)) == demo.MANY - demo.QUIET


@pytest.mark.slow
def test_invented_people_do_not_come_among_real_ones(workshop, tmp_path):
    room = workshop(PLNKIT_READY="0")
    room.stop()
    command = [sys.executable, "-c", MAIN, "serve", room.store, "--demo", *COMMAND]
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, cwd=tmp_path, timeout=60
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.strip().endswith(
        "is there already, and is no demo: leave the name out, or give another."
    )
