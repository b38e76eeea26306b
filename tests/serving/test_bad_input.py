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
import tempfile
from pathlib import Path

import psutil
import pytest
from participant import Participant
from tornado.httpclient import HTTPError
from tornado.iostream import StreamClosedError
from tornado.websocket import WebSocketClosedError

from plnkit.journal import Store
from plnkit.serving.handlers import BROWSER
from plnkit.serving.seats import PAGES
from plnkit.serving.zygotes import can_fork

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not can_fork(), reason="what it measures is in Linux's /proc"),
]


CUT = (ConnectionError, TimeoutError, HTTPError, StreamClosedError, WebSocketClosedError)


async def is_undisturbed(room):
    """Another participant joins and writes."""
    other = await Participant(room.link).join()
    await other.add("Rosa")
    await other.leave()


def test_two_hundred_tabs_of_a_browser_are_told_and_others_come_in(workshop):
    room = workshop()

    async def scene():
        greedy = Participant(room.link)
        await greedy.page()
        answers = await asyncio.gather(*(greedy.get("/network") for _ in range(199)))
        told = [answer.body.decode() for answer in answers if answer.code == 429]
        assert len(told) == 200 - PAGES
        assert all(f"You have {PAGES} pages open already" in page for page in told)
        await is_undisturbed(room)

    asyncio.run(scene())
    assert sum("was refused another" in line for line in room.said) == 1


def test_of_many_who_come_at_once_as_many_come_in_as_there_are_seats(workshop):
    room = workshop("--seats", "4", PLNKIT_READY="0")

    async def scene():
        return await asyncio.gather(*(Participant(room.link).page() for _ in range(12)))

    assert sorted(answer.code for answer in asyncio.run(scene())) == [200] * 4 + [503] * 8


def test_who_goes_from_one_page_to_the_next_keeps_the_seat(workshop):
    room = workshop("--seats", "1")

    async def scene():
        person, next_one = Participant(room.link), Participant(room.link)
        await person.join()
        await person.leave()
        assert (await next_one.page()).code == 503
        assert (await person.page()).code == 200

    asyncio.run(scene())


def test_a_browser_is_known_before_its_first_page(workshop):
    room = workshop()

    async def scene():
        person = Participant(room.link)
        await person.get(f"/{person.door}")
        return person.cookies

    assert BROWSER in asyncio.run(scene())


@pytest.mark.parametrize("fork", ["1", "0"])
def test_what_goes_wrong_in_a_page_is_a_line_in_the_log_of_the_server(workshop, fork):
    room = workshop(PLNKIT_FORK=fork)

    async def scene():
        rude = await Participant(room.link).join()
        await rude.send("names", {"do": "harm"})
        await rude.add("Rosa")  # it was read after the other

    asyncio.run(scene())
    assert room.said == ["a page sent something that this view does not know: 'harm'"]


def test_what_goes_over_the_wire_is_compressed(workshop):
    room = workshop()

    async def scene():
        person = await Participant(room.link).join()
        assert "permessage-deflate" in person.wire.headers["Sec-WebSocket-Extensions"]

    asyncio.run(scene())


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
        answer = await reader.get(path)
        assert answer.code == 404
        assert "nothing at this address" in answer.body.decode() or path.startswith("/assets")
        with socket.create_connection(
            room.link.split("/")[2].split(":")
        ) as raw:  # no client tidies it
            raw.sendall(f"GET {path} HTTP/1.0\r\n\r\n".encode())
            assert raw.recv(64).split()[1] in {b"403", b"404"}

    asyncio.run(scene())
    assert all("which was asked for" in line for line in room.said), room.said
    assert room.said


def test_an_address_that_asks_for_another_template_gets_ours_and_the_log_says_so(workshop):
    room = workshop()

    async def scene():
        answer = await Participant(room.link).page("/network?template=classic")
        assert "pln-header" in answer.body.decode()

    asyncio.run(scene())
    assert room.said == ["an address asked for another template, in vain"]


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
        deaf.compression = None
        await deaf.join()
        deaf.wire.protocol.stream.set_close_callback(None)
        deaf.wire.protocol.stream._add_io_state = lambda *_: None  # it reads nothing from now on
        with contextlib.suppress(WebSocketClosedError):  # it may be cut off before all are sent
            for _ in range(1000):
                deaf.request_states()
        await is_undisturbed(room)
        async with asyncio.timeout(20):
            while not any("does not read" in line for line in room.said):  # noqa: ASYNC110
                await asyncio.sleep(0.1)

    asyncio.run(scene())
    assert memory(room) < 600 << 20  # unread, it would be gigabytes
    assert len(room.said) == 1, room.said


def test_with_few_open_files_allowed_there_are_fewer_seats_and_the_log_says_so(workshop):
    room = workshop(before=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (256, 256)))

    async def scene():
        those = [Participant(room.link) for _ in range(12)]
        codes = [(await one.page()).code for one in those]
        assert codes[:4] == [200] * 4
        assert codes[-1] == 503  # a full room, and no error
        joined = [one for one, code in zip(those, codes, strict=True) if code == 200]
        await asyncio.gather(*(one.bind() for one in joined))

    asyncio.run(scene())
    assert sum("seats are cut from 40" in line for line in room.said) == 1
    assert len(room.said) == 1, room.said


def test_pages_that_are_more_than_the_open_files_wait_like_people(workshop):
    room = workshop(before=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (256, 256)))

    async def scene():
        one = Participant(room.link)
        answers = [await one.page() for _ in range(12)]
        codes = [answer.code for answer in answers]
        assert codes == [200] * 6 + [503] * 6
        assert b"The room is full" in answers[-1].body

    asyncio.run(scene())
    assert [line for line in room.said if "seats are cut" not in line] == [
        "no more than 6 pages can be open at once"
    ]


def test_a_reader_who_did_not_wait_for_the_page_leaves_no_page_behind(workshop):
    room = workshop("--seats", "1", PLNKIT_READY="0", PLNKIT_FORK="0")

    async def scene():
        hasty, other = Participant(room.link), Participant(room.link)
        await hasty.get(f"/{hasty.door}")
        with socket.create_connection(hasty.address) as wire:
            host, cookie = ":".join(map(str, hasty.address)), hasty.headers["Cookie"]
            asks = ("GET /network HTTP/1.1", f"Host: {host}", f"Cookie: {cookie}", "", "")
            wire.sendall("\r\n".join(asks).encode())
            async with asyncio.timeout(20):
                while not room.below():  # noqa: ASYNC110 - a process tells nobody of its birth
                    await asyncio.sleep(0.05)
        async with asyncio.timeout(40):
            while room.below():  # noqa: ASYNC110 - nor of its end
                await asyncio.sleep(0.05)
        async with asyncio.timeout(5):  # less than a seat is kept for who had a page
            while (await other.page()).code != 200:  # noqa: ASYNC110 - the server tells nobody
                await asyncio.sleep(0.05)

    asyncio.run(scene())


SOON = "from plnkit.serving.kernels import Kernels; Kernels.away = 2"


def test_a_page_that_was_left_is_given_up_though_its_kernel_still_looks_at_the_book(workshop):
    room = workshop(first=SOON, PLNKIT_READY="0")

    async def scene():
        person = await Participant(room.link).join()
        assert len(room.kernels()) == 1
        person.wire.close()  # a phone that went away says no more
        async with asyncio.timeout(20):  # it looks for 60 s
            while room.kernels():  # noqa: ASYNC110 - a process tells nobody of its end
                await asyncio.sleep(0.1)

    asyncio.run(scene())


def test_a_page_that_is_open_is_not_given_up_however_long_nobody_touches_it(workshop):
    room = workshop(first=SOON)

    async def scene():
        person = await Participant(room.link).join()
        other = await Participant(room.link).join()
        other.wire.close()
        async with asyncio.timeout(20):
            while (await person.get(f"/api/kernels/{other.kernel}")).code == 200:  # noqa: ASYNC110
                await asyncio.sleep(0.1)
        await person.add("Rosa")

    asyncio.run(scene())


def test_the_limit_of_open_files_is_raised_for_all_seats(workshop):
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    room = workshop(before=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard)))
    assert psutil.Process(room.process.pid).rlimit(psutil.RLIMIT_NOFILE)[0] >= 40 * 20
    assert room.said == []


def test_a_room_in_a_database_is_the_same(workshop, address):
    room = workshop(store=address)

    async def scene():
        one, other = await Participant(room.link).join(), await Participant(room.link).join()
        await one.add("Rosa")
        await other.add("Ali")
        return {one.key: {"Rosa"}, other.key: {"Ali"}}

    assert missing(address, asyncio.run(scene())) == {}
    assert room.said == []


def test_the_zygote_killed_in_the_middle_of_a_burst_costs_nobody_the_page(workshop):
    room = workshop(PLNKIT_READY="0")

    async def scene():
        burst = [asyncio.ensure_future(Participant(room.link).join()) for _ in range(10)]
        while not room.kernels():  # noqa: ASYNC110 - a process tells nobody of its birth
            await asyncio.sleep(0.01)
        for zygote in psutil.Process(room.process.pid).children():
            zygote.kill()
        await asyncio.gather(*burst)

    asyncio.run(scene())
    assert any("started anew" in line for line in room.said), room.said


def test_kernels_killed_at_random_lose_no_change_that_was_acknowledged(workshop, record_property):
    room = workshop()
    seconds = float(os.environ.get("PLNKIT_CHAOS") or (20 if os.environ.get("CI") else 10))
    dice = random.Random(4)
    kept, killed = {}, []

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
                killed.append(dice.choice(living))
                with contextlib.suppress(psutil.NoSuchProcess):
                    killed[-1].kill()

    async def scene():
        until = asyncio.get_running_loop().time() + seconds
        await asyncio.gather(kill(until), *(take_part(until) for _ in range(20)))

    asyncio.run(scene())
    record_property("acknowledged", acknowledged := sum(map(len, kept.values())))
    record_property("killed", len(killed))
    assert acknowledged > 10  # else it says nothing
    assert missing(room.store, kept) == {}


def missing(store, kept):
    opened = Store.open(store)
    there = {key: {m.name for m in opened.journal(key).book.members} for key in kept}
    return {key: lost for key, names in kept.items() if (lost := set(names) - there[key])}


def can_mount():
    try:
        return subprocess.run(["unshare", "-Urm", "true"], check=False).returncode == 0
    except FileNotFoundError:
        return False


@pytest.mark.skipif(not can_mount(), reason="this system lets nobody mount a small disk")
def test_a_full_disk_is_said_and_what_was_typed_is_saved_once_there_is_room(workshop, tmp_path):
    mount = 'mount -t tmpfs -o size=2m,mode=777 none "$0" && cd "$0" && exec "$@"'
    room = workshop(around=("unshare", "-Urm", "sh", "-c", mount, str(tmp_path)))
    disk = Path(f"/proc/{room.process.pid}/root{tmp_path}")  # as the server sees it

    async def scene():
        person = await Participant(room.link).join()
        await person.add("Rosa")
        with contextlib.suppress(OSError):
            (disk / "filler").write_bytes(bytes(3_000_000))
        typed = f"Ali {'x' * 150}"
        shown = [await person.add(f"{typed}{n}") for n in range(40)]
        assert "is full: free some room, then do this again" in shown[-1]
        assert f"{typed}39" in shown[-1]  # it is still in its field
        other = Participant(room.link)
        assert (await other.page()).code == 200
        (disk / "filler").unlink()
        assert "is full" not in await person.add("Ali")

    asyncio.run(scene())
    assert all("is full" in line for line in room.said), room.said
    assert room.said


@pytest.fixture
def short_folder():
    """A folder with a short name: sockets take no long one."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


@pytest.mark.skipif(not can_mount(), reason="this system lets nobody mount a small disk")
def test_where_the_only_disk_is_full_pages_that_are_open_stay_and_others_get_a_sentence(
    workshop, short_folder
):
    mount = 'mount -t tmpfs -o size=2m,mode=777 none "$0" && exec "$@"'
    around = ("unshare", "-Urm", "sh", "-c", mount, str(short_folder))
    on_it = {name: str(short_folder) for name in ("TMPDIR", "JUPYTER_RUNTIME_DIR")}
    room = workshop(store=short_folder / "a.plnroom", around=around, PLNKIT_READY="0", **on_it)
    disk = Path(f"/proc/{room.process.pid}/root{short_folder}")

    async def scene():
        person = await Participant(room.link).join()
        await person.add("Rosa")
        with contextlib.suppress(OSError):
            (disk / "filler").write_bytes(bytes(3_000_000))
        other = Participant(room.link)
        answer = await other.page()
        assert answer.code == 503
        assert "No space left on device" in answer.body.decode()
        assert "Rosa" in (await person.ask_states()).__repr__()
        (disk / "filler").unlink()
        await other.join()

    asyncio.run(scene())
    assert any("a page could not be made: [Errno 28]" in line for line in room.said), room.said


# Root may do everything, unless it gives its rights away.
RIGHTS = ("setpriv", "--bounding-set=-net_bind_service,-dac_override,-dac_read_search")
PLAIN_USER = RIGHTS if os.geteuid() == 0 else ()


def refused(folder, *options):
    """Return the one line that a server says which cannot start."""
    said = subprocess.run(
        [*PLAIN_USER, sys.executable, "-m", "plnkit.cli", "serve", *options, "--no-browser"],
        capture_output=True,
        text=True,
        cwd=folder,
        check=False,
        timeout=60,
    )
    assert said.returncode == 1
    assert said.stderr.count("\n") == 1
    return said.stderr


@pytest.mark.parametrize(
    ("store", "sentence"),
    [("nowhere/a.plnroom", "There is no folder"), ("a.pln", "is one person's book")],
)
def test_a_store_that_cannot_be_is_a_sentence(tmp_path, store, sentence):
    assert sentence in refused(tmp_path, store)


def test_a_folder_that_lets_us_not_write_is_a_sentence(tmp_path):
    (tmp_path / "shut").mkdir(mode=0o555)
    assert "cannot be written" in refused(tmp_path, "shut/a.plnroom")


def test_a_store_that_lets_us_not_write_is_a_sentence(tmp_path):
    Store.open(tmp_path / "a.plnroom")
    (tmp_path / "a.plnroom").chmod(0o444)
    assert "cannot be written" in refused(tmp_path, "a.plnroom")


def test_a_port_in_use_is_a_sentence(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        said = refused(tmp_path, "--host", "127.0.0.1", "--port", port)
    assert said.startswith(f"Port {port} is in use: name another with --port")


def first_free_port():
    said = Path("/proc/sys/net/ipv4/ip_unprivileged_port_start")
    return int(said.read_text()) if said.exists() else 0


@pytest.mark.skipif(first_free_port() <= 80, reason="this system reserves no port")
def test_a_port_that_is_reserved_is_a_sentence(tmp_path):
    assert refused(tmp_path, "--port", "80").startswith("Port 80 is reserved for the system: name")


def test_a_signal_ends_a_full_room_at_once(workshop):
    room = workshop()

    async def scene():
        await asyncio.gather(*(Participant(room.link).join() for _ in range(6)))

    asyncio.run(scene())
    below = room.below()
    room.process.send_signal(signal.SIGTERM)
    assert room.process.wait(15) == 0
    assert psutil.wait_procs(below, timeout=5)[1] == []
    assert room.said == []
