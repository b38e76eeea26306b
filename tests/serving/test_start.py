"""A workshop is found again: at the port of last time, or with a word on what another one means."""

import asyncio
import contextlib
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys

import pytest
from participant import Participant
from workshops import COMMAND, MAIN

from plnkit.journal import Store
from plnkit.model import Member
from plnkit.serving.ports import LOCAL, PortError, doors

KEY = "0123456789abcdef0123456789abcdef"
ANA = Member(id="ana", name="Ana", kind="person")


@pytest.fixture
def free():
    """A port that was free a moment ago."""
    with socket.create_server((LOCAL, 0)) as probe:
        return probe.getsockname()[1]


def begun(path, address):
    """A store that was served at an address, with a book in it."""
    store = Store.open(path)
    store.settle(address)
    store.journal(KEY).change(lambda book: book.with_(ANA), "Added Ana")
    store.close()
    return path


def test_without_a_port_the_known_one_is_taken(free):
    (door, *rest) = doors(LOCAL, None, known=free)
    assert door.getsockname()[1] == free
    for one in (door, *rest):
        one.close()


def test_a_port_that_was_named_counts_more_than_the_known_one(free):
    (door, *rest) = doors(LOCAL, 0, known=free)
    assert door.getsockname()[1] != free
    for one in (door, *rest):
        one.close()


def test_where_the_known_port_is_held_nobody_is_sent_to_another_in_silence():
    with socket.create_server((LOCAL, 0)) as held:
        port = held.getsockname()[1]
        with pytest.raises(PortError, match=rf"Port {port} is in use: .* begin an empty book"):
            doors(LOCAL, None, known=port)


@pytest.mark.slow
def test_a_workshop_is_served_at_the_port_of_last_time(workshop, tmp_path, free):
    before = begun(tmp_path / "a.plnroom", f"{LOCAL}:{free}")
    room = workshop(store=before)
    assert f":{free}/" in room.link
    assert room.said == []


@pytest.mark.slow
def test_at_another_address_the_facilitator_is_told_what_becomes_of_the_books(
    workshop, tmp_path, free
):
    room = workshop(store=begun(tmp_path / "a.plnroom", f"10.0.0.5:{free}"))
    (line,) = room.said
    assert line.startswith(f"1 book was begun at http://10.0.0.5:{free}: browsers know the way")


@pytest.mark.slow
def test_the_link_to_an_address_of_the_new_internet_can_be_followed(tmp_path):
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        pytest.skip("this system has no IPv6")
    command = [sys.executable, "-c", MAIN, "serve", "a.plnroom", *COMMAND, "--host", "::1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=tmp_path) as server:
        link = server.stdout.readline()
        server.send_signal(signal.SIGTERM)
    assert link.startswith("Join: http://[::1]:")


@pytest.mark.slow
def test_what_is_left_of_a_workshop_is_one_file_that_can_be_copied(workshop, tmp_path):
    room = workshop()

    async def scene():
        await (await Participant(room.link).join()).add("Rosa")

    asyncio.run(scene())
    room.stop()
    copy = shutil.copy(room.store, tmp_path / "copy.plnroom")
    assert [f.name for f in tmp_path.glob("a.plnroom*")] == ["a.plnroom"]
    with contextlib.closing(sqlite3.connect(copy)) as kept:
        assert kept.execute("SELECT count(*) FROM journal").fetchone() == (1,)
