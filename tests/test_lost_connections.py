"""A connection to PostgreSQL that is lost, at any moment: nothing is lost with it, and nothing is doubled."""

import os
import random
import shlex
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from cutting import Wire, wire
from postgresql import ask, running, wait_for

from plnkit.errors import NotWritable
from plnkit.journal import Journal, Store, database
from plnkit.model import Book, Member

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no sockets of the kind")

ROSA = "a1" * 16
BEFORE, AFTER = False, True
COMMIT = b"COMMIT\0"  # as a whole: BEGIN says READ COMMITTED


def put(name: str) -> Callable[[Book], Book]:
    """Return an edit that adds another of this name each time that it is done."""
    return lambda book: book.with_(Member(id=uuid4().hex, name=name, kind="person"))


def names(journal: Journal) -> list[str]:
    return [m.name for m in journal.book.members]


def written(address: str) -> list[tuple]:
    """Return each change that the table holds, with how many rows it has."""
    return ask(address, "SELECT change, count(*) FROM journal GROUP BY change ORDER BY min(seq)")


@pytest.fixture
def cut(address: str) -> Iterator[Wire]:
    """A wire to the database, which holds one change."""
    with wire(address) as (by_wire, carried):
        carried.rosa = Store.open(by_wire).journal(ROSA)
        with closing(carried.rosa):
            carried.rosa.change(put("Eva"), "Added Eva", id="0" * 32)
            yield carried


# --- at one statement -------------------------------------------------------------------------


@pytest.mark.parametrize("arrives", [BEFORE, AFTER])
@pytest.mark.parametrize(
    "statement", [b"BEGIN", b"pg_advisory_xact_lock", b"SELECT", b"INSERT INTO journal", COMMIT]
)
def test_a_change_is_written_once_wherever_its_connection_is_cut(
    cut: Wire, address: str, statement: bytes, *, arrives: bool
) -> None:
    cut.cut(statement, arrives=arrives)
    cut.rosa.change(put("Ben"), "Added Ben", id="1" * 32)
    assert cut.cuts == 1
    assert names(cut.rosa) == ["Eva", "Ben"]
    assert written(address) == [("0" * 32, 1), ("1" * 32, 1)]


def test_a_change_that_nobody_gave_an_id_is_written_once_too(cut: Wire, address: str) -> None:
    cut.cut(COMMIT, COMMIT, arrives=AFTER)
    cut.rosa.change(put("Ben"), "Added Ben")
    assert [rows for _, rows in written(address)] == [1, 1]


@pytest.mark.parametrize("arrives", [BEFORE, AFTER])
def test_what_is_taken_back_is_taken_back_once(cut: Wire, *, arrives: bool) -> None:
    cut.rosa.change(put("Ben"), "Added Ben")
    cut.cut(COMMIT, arrives=arrives)
    assert cut.rosa.undo().label == "Added Ben"
    assert names(cut.rosa) == ["Eva"]
    cut.cut(COMMIT, arrives=arrives)
    assert cut.rosa.redo().label == "Added Ben"
    assert names(cut.rosa) == ["Eva", "Ben"]
    assert cut.cuts == 2


@pytest.mark.parametrize("arrives", [BEFORE, AFTER])
@pytest.mark.parametrize("statement", [COMMIT, b"VACUUM"])
def test_what_is_erased_is_gone(
    cut: Wire, address: str, statement: bytes, *, arrives: bool
) -> None:
    cut.rosa.change(put("Ben"), "Added Ben")
    cut.cut(statement, arrives=arrives)
    assert len(cut.rosa.erase(cut.rosa.book.members[-1].id)) == 1
    assert cut.cuts == 1
    assert written(address) == [("0" * 32, 1)]


@pytest.mark.parametrize("arrives", [BEFORE, AFTER])
def test_a_book_is_read_again(cut: Wire, *, arrives: bool) -> None:
    for look in (cut.rosa.refresh, lambda: cut.rosa.as_of(10**6)):
        cut.cut(b"SELECT", arrives=arrives)
        assert look() == cut.rosa.book
    assert cut.cuts == 2


def test_a_store_is_opened_all_the_same(address: str) -> None:
    with wire(address) as (by_wire, carried):
        carried.cut(b"CREATE TABLE header", b"INSERT INTO header", COMMIT, arrives=AFTER)
        store = Store.open(by_wire)
        assert carried.cuts == 3
    assert ask(address, "SELECT value FROM header WHERE key = 'store'") == [(store.id,)]


def test_what_an_edit_raises_is_no_lost_connection(cut: Wire) -> None:
    tried = []
    with pytest.raises(ZeroDivisionError):
        cut.rosa.change(lambda _: tried.append(1) or 1 // 0, "Divided")
    assert tried == [1]


# --- at any moment ----------------------------------------------------------------------------


@pytest.mark.deploy
def test_of_200_changes_under_fire_each_is_there_once(address: str) -> None:
    ids = [f"{n:032x}" for n in range(200)]
    store, shot = Store.open(address), [0]
    done = threading.Event()

    def write(mine: list[str]) -> None:
        with closing(store.journal(ROSA)) as journal:
            for id in mine:
                journal.change(put(id), "Added", id=id)

    def fire() -> None:
        others = (
            "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        dice = random.Random(1)
        while not done.wait(dice.uniform(0, 0.05)):
            shot[0] += len(ask(address, f"SELECT pg_terminate_backend(pid) {others}"))

    firing = threading.Thread(target=fire)
    writers = [threading.Thread(target=write, args=[half]) for half in (ids[::2], ids[1::2])]
    for thread in (firing, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    firing.join()
    assert shot[0] > 20
    assert sorted(written(address)) == [(id, 1) for id in ids]
    with closing(store.journal(ROSA)) as journal:
        assert sorted(names(journal)) == ids


# --- PostgreSQL stops -------------------------------------------------------------------------


def stop(folder: Path) -> Callable[[], subprocess.Popen]:
    """Stop PostgreSQL, and return what starts it again."""
    command = shlex.split((folder / "data/postmaster.opts").read_text())
    owner, pid = folder.stat(), int((folder / "data/postmaster.pid").read_text().split()[0])
    it = {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []} if owner.st_uid else {}
    os.kill(pid, signal.SIGINT)
    while (folder / "data/postmaster.pid").exists():
        time.sleep(0.01)
    return lambda: subprocess.Popen(command, cwd=folder, stderr=subprocess.DEVNULL, **it)


@pytest.fixture
def server() -> Iterator[tuple[str, Callable]]:
    """The address of a database, and a way to stop its server."""
    started = []
    with running("fsync=off") as where:
        folder, address = (
            Path(where.removeprefix("?host=")),
            f"postgresql://plnkit@/postgres{where}",
        )

        @contextmanager
        def stopped() -> Iterator[None]:
            start = stop(folder)
            yield
            started.append(start())
            wait_for(address)

        yield address, stopped
        for one in started:
            one.send_signal(signal.SIGINT)
            one.wait(30)


@pytest.mark.deploy
def test_while_postgresql_is_away_it_is_said_and_afterwards_all_is_there(
    server: tuple[str, Callable], monkeypatch: pytest.MonkeyPatch
) -> None:
    address, stopped = server
    monkeypatch.setattr(database, "PATIENCE", 0.5)
    with closing(Store.open(address).journal(ROSA)) as rosa:
        rosa.change(put("Eva"), "Added Eva")
        with stopped():
            for use in (lambda: rosa.change(put("Ben"), "Added Ben", id="1" * 32), rosa.refresh):
                with pytest.raises(NotWritable, match="The database cannot be reached"):
                    use()
            assert names(rosa) == ["Eva"]
        rosa.change(put("Ben"), "Added Ben", id="1" * 32)
        assert names(rosa) == ["Eva", "Ben"]
    assert [rows for _, rows in written(address)] == [1, 1]


@pytest.mark.deploy
def test_a_change_waits_for_a_postgresql_that_comes_back_soon(
    server: tuple[str, Callable],
) -> None:
    address, stopped = server
    with closing(Store.open(address).journal(ROSA)) as rosa:
        change = threading.Thread(target=rosa.change, args=[put("Eva"), "Added Eva"])
        with stopped():
            change.start()
            change.join(1)
            assert change.is_alive()
        change.join(10)
        assert names(rosa) == ["Eva"]


# --- a program that is gone -------------------------------------------------------------------


def test_the_lock_of_a_writer_that_fell_silent_is_free_after_a_while(address: str) -> None:
    with closing(Store.open(address).journal(ROSA)) as rosa:
        with database.engine_of(address).connect() as silent:
            database.postgres.lock(silent, patience=0.05)
            rosa.change(put("Eva"), "Added Eva")
            silent.invalidate()
        assert names(rosa) == ["Eva"]
