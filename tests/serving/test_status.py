"""How a server says how it is: alive, ready, in numbers; quick, the same under load, and of nobody."""

import asyncio
import re
import shutil
import subprocess
import threading
import time
from collections import Counter, deque
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
import sqlalchemy as sa
import typer
from participant import Participant
from postgresql import ask
from prometheus_client.parser import text_string_to_metric_families
from tornado.httpclient import AsyncHTTPClient
from workshops import Workshop, free, is_kernel

from plnkit import hatch
from plnkit.errors import BookError, Locked
from plnkit.journal import Journal
from plnkit.model import Note
from plnkit.serving import status as module
from plnkit.serving.hatch import Hatch
from plnkit.serving.metrics import Count
from plnkit.serving.metrics import count as of_this_process
from plnkit.serving.status import Pulse, Status, Ways, doors, place
from plnkit.workbook import Workbook

ROOT = Path(__file__).parents[2]
TABLE = re.findall(
    r"^\| `(plnkit_\w+)` \|", (ROOT / "docs" / "operate.md").read_text("utf-8"), re.MULTILINE
)
RULES = ROOT / "deploy" / "prometheus"
NOTE = Note(id="n", page="grow", question="q", text="t")


def until(condition, patience=30):
    end = time.monotonic() + patience
    while not (found := condition()):
        assert time.monotonic() < end, "it does not come true"
        time.sleep(0.05)
    return found


def get(address, **kwargs):
    """Fetch an address; returns the status, the headers and the text."""
    try:
        with urlopen(Request(address, **kwargs), timeout=30) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except HTTPError as refused:
        return refused.code, refused.headers, refused.read().decode()


def samples(text):
    """What Prometheus reads: a number for each name and its labels."""
    return {
        (one.name, *one.labels.values()): one.value
        for family in text_string_to_metric_families(text)
        for one in family.samples
    }


# --- where ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("9101", ("127.0.0.1", 9101)),
        (":9101", ("127.0.0.1", 9101)),
        ("0.0.0.0:9101", ("0.0.0.0", 9101)),
        ("[::1]:9101", ("::1", 9101)),
        ("host.example:1", ("host.example", 1)),
    ],
)
def test_a_port_alone_is_on_this_computer_and_a_host_can_be_named(text, at):
    assert place(text) == at


@pytest.mark.parametrize(
    "text", ["", "x", "host:", "host:x", "0", "65536", "-1", "9101:", "٣", "1e3"]
)
def test_what_is_no_port_is_one_sentence(text):
    with pytest.raises(typer.BadParameter, match=r"is not a port like 9100, or a host and a port"):
        place(text)


def test_a_port_that_is_held_is_a_sentence_that_names_the_option():
    with pytest.raises(BookError, match="name another with --status"):  # noqa: PT012
        held = doors(("127.0.0.1", int(free())))
        doors(held[0].getsockname()[:2])
    for one in held:
        one.close()


# --- the store's pulse ----------------------------------------------------------------------------


def test_many_who_ask_at_once_read_the_store_once():
    reads = []
    pulse = Pulse(lambda: reads.append(1))

    async def scene():
        return await asyncio.gather(*(pulse.beats() for _ in range(100)))

    assert asyncio.run(scene()) == [True] * 100
    assert reads == [1]
    pulse.close()


def test_after_a_second_the_store_is_read_again():
    reads, clock = [], SimpleNamespace(now=10.0)
    pulse = Pulse(lambda: reads.append(1), lambda: clock.now)

    async def scene():
        await pulse.beats()
        clock.now += 0.9
        await pulse.beats()
        before = len(reads)
        clock.now += 0.2
        await pulse.beats()
        return before

    assert (asyncio.run(scene()), len(reads)) == (1, 2)
    pulse.close()


def test_a_store_that_hangs_keeps_nobody_waiting_and_is_asked_once(monkeypatch, caplog):
    monkeypatch.setattr(module, "PATIENCE", 0.05)
    reads, let_go = [], threading.Event()
    pulse = Pulse(lambda: (reads.append(1), let_go.wait(30)))

    async def scene():
        said = [await pulse.beats() for _ in range(3)]
        let_go.set()
        await pulse._look
        return said, await pulse.beats()

    assert asyncio.run(scene()) == ([False] * 3, True)
    assert reads == [1]
    assert [r.message for r in caplog.records] == [
        "the store does not answer: nothing within 0.05 seconds"
    ]
    pulse.close()


def test_a_store_that_refuses_is_told_in_the_log_once(caplog, monkeypatch):
    monkeypatch.setattr(module, "FRESH", 0)

    def read():
        raise Locked("Another program holds the database.")

    pulse = Pulse(read)

    async def scene():
        return [await pulse.beats() for _ in range(3)]

    assert asyncio.run(scene()) == [False] * 3
    assert [r.message for r in caplog.records] == [
        "the store does not answer: Another program holds the database."
    ]
    pulse.close()


# --- ready, and drained ---------------------------------------------------------------------------


def a_room(**pages):
    seats = SimpleNamespace(seats=7, waiting=2)
    kernels = SimpleNamespace(
        seated=Counter({"a": 2, "b": 1, "c": 0}), list_kernel_ids=lambda: list("123456")
    )
    ready = {"able": True, "at_hand": Counter(network=1), "spare": {"k"}, **pages}
    return SimpleNamespace(
        seats=seats, kernels=kernels, pages=SimpleNamespace(**ready), making=Counter("d")
    )


@contextmanager
def shown(room=None, ways=None):
    """A status that is listened for, in a loop of this thread; gives how it is asked."""
    count = Count()
    status = Status(room or a_room(), count, ways)
    loop = asyncio.new_event_loop()

    def fetch(path, **kwargs):
        async def asked():
            return await AsyncHTTPClient(force_instance=True).fetch(
                f"http://127.0.0.1:{port}{path}", raise_error=False, **kwargs
            )

        return loop.run_until_complete(asked())

    async def listen():
        sockets = doors(("127.0.0.1", int(free())))
        status.listen(sockets)
        return sockets[0].getsockname()[1]

    port = loop.run_until_complete(listen())
    try:
        yield fetch
    finally:
        status.close()
        loop.close()


def test_where_all_is_there_the_server_is_ready():
    with shown() as fetch:
        answer = fetch("/readyz")
        assert (answer.code, answer.body) == (200, b"ready\n")


def test_each_thing_that_is_missing_is_a_word_in_a_line_of_its_own():
    ways = Ways(read=lambda: 1 / 0, draining=lambda: True)
    with shown(a_room(able=False), ways) as fetch:
        answer = fetch("/readyz")
        assert (answer.code, answer.body) == (503, b"store\npages\ndraining\n")
        said = samples(fetch("/metrics").body.decode())
        assert {said["plnkit_not_ready", why] for why in ("store", "pages", "draining")} == {1}


def test_a_server_that_is_not_ready_is_alive():
    with shown(a_room(able=False)) as fetch:
        assert fetch("/healthz").body == b"ok\n"


def test_draining_is_begun_from_the_address_for_who_looks_after_it():
    told = []
    with shown(ways=Ways(draining=lambda: bool(told), drain=lambda: told.append(1))) as fetch:
        assert fetch("/drain", method="POST", body="").code == 202
        assert fetch("/readyz").body == b"draining\n"


@pytest.mark.parametrize("header", [{"Origin": "null"}, {"Sec-Fetch-Site": "none"}])
def test_a_page_in_a_browser_cannot_begin_draining(header):
    told = []
    with shown(ways=Ways(drain=lambda: told.append(1))) as fetch:
        assert fetch("/drain", method="POST", body="", headers=header).code == 403
        assert fetch("/drain").code == 405
    assert told == []


def test_seats_kernels_and_pages_are_counted_as_they_are():
    with shown() as fetch:
        said = samples(fetch("/metrics").body.decode())
    assert [said["plnkit_seats",], said["plnkit_seats_taken",], said["plnkit_seats_waiting",]] == [
        7,
        4,
        2,
    ]
    assert [said["plnkit_kernels", state] for state in ("open", "ready", "other")] == [3, 1, 2]
    assert said["plnkit_pages_ready", "network"] == 1


# --- what is counted ------------------------------------------------------------------------------


def test_all_series_are_there_from_the_start_so_that_the_first_of_each_is_seen():
    with shown() as fetch:
        said = samples(fetch("/metrics").body.decode())
    zero = [key for key in said if key[0].endswith("_total") and key[0].startswith("plnkit_")]
    assert len(zero) > 20
    assert {said[key] for key in zero} == {0}


def test_what_a_page_tells_of_its_saves_is_counted_and_nonsense_is_not():
    count = Count()
    for told in ([0.01, None, 2], None, "x", {"a": 1}, [float("nan"), -1, 1e9, "1", []]):
        count.saves(told)
    value = count.registry.get_sample_value
    assert value("plnkit_change_seconds_count") == 2
    assert value("plnkit_changes_unsaved_total") == 1


def test_a_word_that_nobody_foresaw_makes_no_series_of_its_own():
    count = Count()
    count.joined("0123456789abcdef")
    count.refused("Rosa")
    assert count.registry.get_sample_value("plnkit_joins_total", {"by": "other"}) == 1
    assert count.registry.get_sample_value("plnkit_refusals_total", {"why": "other"}) == 1


def test_how_long_a_save_took_goes_along_with_the_next_question(monkeypatch):
    way = Hatch({"room": dict})
    for name, value in way.env.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(hatch, "_saves", deque())  # nothing that other tests left
    value = of_this_process.registry.get_sample_value
    before = value("plnkit_change_seconds_count"), value("plnkit_changes_unsaved_total")
    saves = deque([0.01, None, 0.02])
    hatch.take_along(saves)
    hatch.ask("room")
    hatch.ask("room")
    after = value("plnkit_change_seconds_count"), value("plnkit_changes_unsaved_total")
    assert (after[0] - before[0], after[1] - before[1], len(saves)) == (2, 1, 0)
    way.close()


def test_each_change_and_its_undoing_is_timed(journal):
    mine = Workbook(journal)
    mine.change(lambda book: book.with_(NOTE), "Noted")
    mine.undo()
    mine.redo()
    assert [0 < took < 5 for took in mine.saves] == [True] * 3


def test_a_change_that_the_store_did_not_take_is_known_and_one_that_was_refused_is_not(
    path, monkeypatch
):
    monkeypatch.setattr("plnkit.journal.database.PATIENCE", 0.1)
    mine = Workbook(Journal.open(path))

    def refuse(_):
        raise BookError("This is no name.")

    with pytest.raises(BookError):
        mine.change(refuse, "Nothing")
    with sa.create_engine(f"sqlite:///{path}").connect() as another:
        another.exec_driver_sql("BEGIN IMMEDIATE")
        with pytest.raises(Locked):
            mine.change(lambda book: book.with_(NOTE), "Noted")
    assert list(mine.saves) == [None]


# --- a server -------------------------------------------------------------------------------------


def serve(folder, *options, **kwargs):
    port = free()
    room = Workshop(folder, "--status", port, "--port", free(), *options, **kwargs)
    room.status = f"http://127.0.0.1:{port}"
    return room


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    """A workshop that is ready, and where it says so."""
    room = serve(tmp_path_factory.mktemp("room"), "--seats", "7")
    until(lambda: get(f"{room.status}/readyz")[0] == 200)
    yield room
    room.stop()


def numbers(room):
    return samples(get(f"{room.status}/metrics")[2])


def gained(room, before, *key):
    return numbers(room)[key] - before[key]


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_is_told_to_anybody_at_both_addresses_and_is_kept_by_nobody(room, path):
    site = Participant(room.link).site
    for address in (site, room.status):
        code, headers, _ = get(address + path)
        assert (code, headers["Cache-Control"], headers["Set-Cookie"]) == (200, "no-store", None)
        assert get(address + path, method="HEAD")[0] == 200


@pytest.mark.slow
@pytest.mark.parametrize(
    "path", ["/", "/network", "/join", "/api/kernels", "/assets/", "/metrics/"]
)
def test_nothing_else_is_at_the_address_of_the_status(room, path):
    code, headers, text = get(room.status + path)
    assert (code, headers["Set-Cookie"], text) == (404, None, "404 Not Found\n")


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/metrics", "/drain"])
def test_visitors_cannot_reach_the_numbers(room, path):
    code, _, text = get(Participant(room.link).site + path)
    assert code in {403, 404}
    assert "plnkit_seats" not in text


@pytest.mark.slow
def test_a_participant_is_in_the_numbers_and_nothing_of_them(room):
    before, pass_ = numbers(room), "/" + re.search(r"\?pass=[\w-]+", room.facilitator)[0]

    async def scene():
        ana = await Participant(room.link).join()
        await ana.add("Rosa Quimby")
        await Participant(f"{ana.site}/?code=ZZZZ9999").get("/?code=ZZZZ9999")
        await Participant(f"{ana.site}/?pass=1").get("/?pass=1")
        await Participant(ana.site + pass_).get(pass_)
        return ana

    ana = asyncio.run(scene())
    until(lambda: gained(room, before, "plnkit_change_seconds_count") >= 1)
    assert gained(room, before, "plnkit_joins_total", "code") == 1
    assert gained(room, before, "plnkit_joins_total", "pass") == 1
    assert gained(room, before, "plnkit_refusals_total", "unknown") == 1
    assert gained(room, before, "plnkit_refusals_total", "cut") == 1
    assert gained(room, before, "plnkit_seats_taken") == 1
    assert gained(room, before, "plnkit_kernels", "open") == 1
    pages = [gained(room, before, "plnkit_pages_total", was) for was in ("ready", "made")]
    assert sum(pages) == 1
    text = get(f"{room.status}/metrics")[2]
    code = ana.door.partition("=")[2]
    assert [one for one in (ana.key, "Rosa", code, *ana.cookies.values()) if one in text] == []


@pytest.mark.slow
def test_a_kernel_that_is_killed_is_counted_and_logged(room):
    before = numbers(room)
    until(lambda: numbers(room)["plnkit_kernels", "ready"] > 0)
    for kernel in filter(is_kernel, room.below()):
        kernel.kill()
    until(lambda: gained(room, before, "plnkit_kernel_deaths_total") >= 1)
    assert gained(room, before, "plnkit_log_records_total", "warning", "plnkit") >= 1


@pytest.mark.slow
def test_what_the_table_names_is_what_there_is(room):
    families = text_string_to_metric_families(get(f"{room.status}/metrics")[2])
    names = {f"{f.name}_total" if f.type == "counter" else f.name for f in families}
    assert {name for name in names if name.startswith("plnkit_")} == set(TABLE)
    assert {"process_open_fds", "process_resident_memory_bytes", "python_info"} <= names


@pytest.mark.slow
def test_asking_how_it_is_starts_no_kernel(tmp_path):
    room = serve(tmp_path, PLNKIT_READY="0")
    until(lambda: get(f"{room.status}/readyz")[0] == 200)
    assert [v for key, v in numbers(room).items() if key[0] == "plnkit_kernels"] == [0, 0, 0]
    assert room.kernels() == []
    room.stop()


@pytest.mark.deploy
def test_a_database_that_is_shut_makes_a_server_not_ready_until_it_is_open_again(tmp_path, address):
    postgres = address.replace("/" + sa.make_url(address).database, "/postgres")
    name = sa.make_url(address).database
    room = serve(tmp_path, store=address)
    until(lambda: get(f"{room.status}/readyz")[0] == 200)
    ask(postgres, f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    assert until(lambda: (a := get(f"{room.status}/readyz"))[0] == 503 and a)[2] == "store\n"
    assert get(f"{room.status}/healthz")[0] == 200
    ask(postgres, f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    until(lambda: get(f"{room.status}/readyz")[0] == 200)
    room.stop()


@pytest.mark.deploy
def test_a_database_that_hangs_holds_up_no_answer(tmp_path, address):
    room = serve(tmp_path, store=address)
    until(lambda: get(f"{room.status}/readyz")[0] == 200)
    url = sa.make_url(address).set(drivername="postgresql+psycopg")
    with sa.create_engine(url).begin() as conn:
        conn.exec_driver_sql("LOCK TABLE rooms IN ACCESS EXCLUSIVE MODE")
        until(lambda: get(f"{room.status}/readyz")[2] == "store\n")
        began = time.monotonic()
        assert get(f"{room.status}/healthz")[0] == 200
        assert get(f"{room.status}/readyz")[0] == 503
        assert time.monotonic() - began < module.PATIENCE
    until(lambda: get(f"{room.status}/readyz")[0] == 200)
    room.stop()


# --- the rules ------------------------------------------------------------------------------------


def test_every_number_in_a_rule_is_one_that_there_is():
    text = (RULES / "rules.yml").read_text("utf-8")
    asked = {n.removesuffix("_bucket") for n in re.findall(r"plnkit_[a-z_]+", text)}
    assert asked <= set(TABLE)


def test_every_alert_says_what_to_do():
    alerts = re.findall(r"alert: (\w+)", (RULES / "rules.yml").read_text("utf-8"))
    told = re.findall(
        r"^\| `(Plnkit\w+)` \|", (ROOT / "docs" / "operate.md").read_text("utf-8"), re.MULTILINE
    )
    assert sorted(alerts) == sorted(told)


@pytest.mark.skipif(not shutil.which("promtool"), reason="needs your system's package `prometheus`")
@pytest.mark.parametrize("check", ["check config prometheus.yml", "test rules rules_test.yml"])
def test_prometheus_takes_the_rules_and_they_fire_when_they_should(check):
    done = subprocess.run(["promtool", *check.split()], cwd=RULES, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
