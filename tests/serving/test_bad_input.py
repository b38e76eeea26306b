"""Whatever comes in: the others are not disturbed, one line in the log says why, the person a sentence."""

import asyncio
import contextlib
import os
import random
import resource
import signal
import socket
import subprocess
import sys

import psutil
import pytest
from participant import Participant
from tornado.httpclient import HTTPError
from tornado.iostream import StreamClosedError
from tornado.websocket import WebSocketClosedError

from plnkit.journal import Store
from plnkit.serving import kernels
from plnkit.serving.seats import PAGES

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not kernels.can_fork(), reason="what it measures is in Linux's /proc"),
]


CUT = (ConnectionError, TimeoutError, HTTPError, StreamClosedError, WebSocketClosedError)


async def is_undisturbed(room):
    """Another participant joins and writes."""
    other = await Participant(room.link).join()
    await other.add("Rosa")
    await other.leave()


def test_a_browser_with_too_many_tabs_is_told_and_others_come_in(workshop):
    room = workshop()

    async def scene():
        greedy = Participant(room.link)
        codes = [(await greedy.page()).code for _ in range(PAGES)]
        assert codes == [200] * PAGES
        answer = await greedy.page()
        assert answer.code == 429
        assert f"You have {PAGES} pages open already" in answer.body.decode()
        await is_undisturbed(room)

    asyncio.run(scene())
    assert sum("was refused another" in line for line in room.said) == 1


def test_a_page_cannot_run_code_and_the_log_says_that_it_tried(workshop):
    room = workshop()

    async def scene():
        rude = await Participant(room.link).join()
        code = "open('ran', 'w').close()"
        rude.write("execute_request", {"code": code, "silent": True, "store_history": False})
        await rude.add("Rosa")  # it was read after the other
        await rude.leave()

    asyncio.run(scene())
    assert not list(room.folder.rglob("ran"))
    assert sum("execute_request" in line for line in room.said) == 1


@pytest.mark.parametrize(
    "garbage",
    ["", "{", "null", "[1]", '{"channel": "shell"}', '{"header": {}}', b"\xff\x00garbage"],
)
def test_garbage_on_the_wire_is_a_line_in_the_log_and_the_wire_holds(workshop, garbage):
    room = workshop()

    async def scene():
        rude = await Participant(room.link).join()
        rude.wire.write_message(garbage, binary=isinstance(garbage, bytes))
        await rude.add("Rosa")
        await rude.leave()
        await is_undisturbed(room)

    asyncio.run(scene())
    assert len(room.said) <= 2, room.said


def test_a_message_of_60_mb_cuts_the_wire_of_its_sender_alone(workshop):
    room = workshop()

    async def scene():
        rude, other = Participant(room.link), await Participant(room.link).join()
        await rude.join()
        with contextlib.suppress(Exception):
            await rude.wire.write_message("x" * 60_000_000)
        with pytest.raises(ConnectionError):
            await rude.hear(lambda _: False)
        await other.add("Rosa")

    asyncio.run(scene())
    assert any("too long" in line for line in room.said)
    assert len(room.said) == 1, room.said


@pytest.mark.parametrize(
    "path",
    [
        "/voila/files/../..",
        "/voila/files/2_network.ipynb",
        "/assets/../server.py",
        "/2_network.ipynb",
    ],
)
def test_nothing_else_can_be_had(workshop, path):
    room = workshop()

    async def scene():
        reader = Participant(room.link)
        await reader.page()
        assert (await reader.get(path)).code == 404
        with socket.create_connection(
            room.link.split("/")[2].split(":")
        ) as raw:  # no client tidies it
            raw.sendall(f"GET {path} HTTP/1.0\r\n\r\n".encode())
            assert raw.recv(64).split()[1] in {b"403", b"404"}

    asyncio.run(scene())


def test_clients_that_never_read_cost_the_others_nothing(workshop):
    room = workshop()
    host = tuple(room.link.split("/")[2].split(":"))

    async def scene():
        reader = await Participant(room.link).join()
        page = (await reader.get("/network")).body.decode()
        script = page.split('data-plotly="')[1].split('"')[0]
        ask = f"GET {script} HTTP/1.1\r\nHost: {host[0]}:{host[1]}\r\n\r\n".encode()
        with contextlib.ExitStack() as open_:
            for _ in range(30):
                wire = open_.enter_context(socket.create_connection(host))
                wire.sendall(ask * 20)
            await is_undisturbed(room)
            assert memory(room) < 700 << 20

    asyncio.run(scene())


def memory(room):
    return psutil.Process(room.process.pid).memory_info().rss


def test_a_page_that_never_reads_its_wire_is_cut_off_before_it_fills_the_memory(workshop):
    room = workshop()

    async def scene():
        deaf = Participant(room.link)
        await deaf.join()
        deaf.wire.protocol.stream.set_close_callback(None)
        deaf.wire.protocol.stream._add_io_state = lambda *_: None  # it reads nothing from now on
        for _ in range(3000):
            deaf.write("kernel_info_request", {})
        await is_undisturbed(room)

    asyncio.run(scene())
    assert memory(room) < 700 << 20


def test_with_few_open_files_allowed_there_are_fewer_seats_and_the_log_says_so(workshop):
    room = workshop(before=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (256, 256)))

    async def scene():
        those = [Participant(room.link) for _ in range(12)]
        codes = [(await one.page()).code for one in those]
        assert codes[:4] == [200] * 4
        assert codes[-1] == 503  # a full room, and no error
        joined = [one for one, code in zip(those, codes, strict=True) if code == 200]
        await asyncio.gather(*(one.join() for one in joined))

    asyncio.run(scene())
    assert sum("seats are cut from 40" in line for line in room.said) == 1
    assert len(room.said) == 1, room.said


def test_the_zygote_killed_in_the_middle_of_a_burst_costs_nobody_the_page(workshop):
    room = workshop(PLNKIT_READY="0")

    async def scene():
        burst = [asyncio.ensure_future(Participant(room.link).join()) for _ in range(20)]
        while not room.kernels():  # noqa: ASYNC110 - a process tells nobody of its birth
            await asyncio.sleep(0.01)
        for zygote in psutil.Process(room.process.pid).children():
            zygote.kill()
        await asyncio.gather(*burst)

    asyncio.run(scene())
    assert any("started anew" in line for line in room.said), room.said


def test_kernels_killed_at_random_lose_no_change_that_was_acknowledged(workshop):
    room = workshop()
    seconds = float(os.environ.get("PLNKIT_CHAOS", "10"))
    dice = random.Random(4)
    kept = {}

    async def take_part(until):
        person, names = Participant(room.link), []
        kept[person.key] = names
        while asyncio.get_running_loop().time() < until:
            try:
                await person.join()
                while asyncio.get_running_loop().time() < until:
                    name = f"P{len(names)} {dice.random()}"
                    await person.add(name)
                    names.append(name)
                    await asyncio.sleep(dice.random() / 5)
            except CUT:  # its kernel was killed: it opens the page again
                continue

    async def kill(until):
        while asyncio.get_running_loop().time() < until:
            await asyncio.sleep(0.5)
            if living := room.kernels():
                with contextlib.suppress(psutil.NoSuchProcess):
                    dice.choice(living).kill()

    async def scene():
        until = asyncio.get_running_loop().time() + seconds
        await asyncio.gather(kill(until), *(take_part(until) for _ in range(20)))

    asyncio.run(scene())
    assert sum(map(len, kept.values())) > 100
    assert missing(room.store, kept) == {}


def missing(store, kept):
    opened = Store.open(store)
    there = {key: {m.name for m in opened.journal(key).book.members} for key in kept}
    return {key: lost for key, names in kept.items() if (lost := set(names) - there[key])}


@pytest.mark.parametrize(
    ("store", "sentence"),
    [("nowhere/a.plnroom", "There is no folder"), ("a.pln", "is one person's book")],
)
def test_a_store_that_cannot_be_is_a_sentence(tmp_path, store, sentence):
    said = subprocess.run(
        [sys.executable, "-m", "plnkit.cli", "serve", store, "--no-browser"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )
    assert said.returncode == 1
    assert sentence in said.stderr
    assert said.stderr.count("\n") == 1


def test_a_signal_ends_a_full_room_at_once(workshop):
    room = workshop()

    async def scene():
        await asyncio.gather(*(Participant(room.link).join() for _ in range(6)))

    asyncio.run(scene())
    below = room.below()
    room.process.send_signal(signal.SIGTERM)
    assert room.process.wait(15) == 0
    assert psutil.wait_procs(below, timeout=5)[1] == []
