"""A store: the books of many learners in one file, or in one PostgreSQL database."""

import os
import random
import select
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa
from pgbouncer import bouncer, pooled  # noqa: F401 - fixtures
from postgresql import ask

from plnkit.errors import (
    BookError,
    CannotSave,
    Damaged,
    Locked,
    NoLocking,
    NotABook,
    NotAKey,
    NotWritable,
    TooNew,
)
from plnkit.journal import Journal, Store, check, database, opening, rescue
from plnkit.journal.database import ROWS
from plnkit.journal.keys import book_of
from plnkit.journal.news import News
from plnkit.journal.rooms import Rooms
from plnkit.model import Book, Member

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")

ROSA, ANA = "a1" * 16, "b2" * 16  # the keys of two learners


def put(name: str, note: str = "") -> Callable[[Book], Book]:
    member = Member(id=name.lower(), name=name, kind="person", note=note)
    return lambda book: book.with_(member)


def add(journal: Journal, *people: str) -> None:
    for name in people:
        journal.change(put(name), f"Added {name}")


def names(journal: Journal) -> list[str]:
    return [m.name for m in journal.book.members]


def open_as(where: str | Path, key: str) -> Journal:
    """Open a learner's journal as another page would: with connections of its own."""
    OPENED.append(Store.open(where).journal(key))
    return OPENED[-1]


OPENED: list[Journal] = []


@pytest.fixture(autouse=True)
def let_go() -> Iterator[None]:
    yield
    close_all()


def close_all() -> None:
    while OPENED:
        OPENED.pop().close()


def one_sentence(fault: BaseException) -> str:
    """Return what an error says, which must be short, with what to do."""
    said = str(fault)
    assert said.endswith(".")
    assert said.count(". ") <= 1
    assert ":" in said
    assert "\n" not in said
    assert not any(word in said for word in ("sqlite", "psycopg.", "Error", "Traceback", "errno"))
    return said


# --- two kinds of stores ----------------------------------------------------------------------


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "workshop.plnroom"


@pytest.fixture(params=["file", "address", pytest.param("pooled", marks=pytest.mark.deploy)])
def where(request: pytest.FixtureRequest) -> str:
    """Where a store can be made: in a file, in a real PostgreSQL, and behind PgBouncer."""
    return str(request.getfixturevalue(request.param))


# --- other processes --------------------------------------------------------------------------


def fork(work: Callable[[], None]) -> int:
    """Do some work in another process, and return its id."""
    close_all()  # SQLite must not be carried over a fork
    if child := os.fork():
        return child
    try:
        work()
        os._exit(0)
    finally:  # only where it failed
        traceback.print_exc()
        os._exit(1)


def at_once(*works: Callable[[], None]) -> None:
    """Do each work in a process of its own, all from the same moment on."""
    gate, opener = os.pipe()

    def wait_and(work: Callable[[], None]) -> None:
        os.close(opener)
        os.read(gate, 1)
        work()

    children = [fork(lambda work=work: wait_and(work)) for work in works]
    os.close(opener)
    ends = [os.waitpid(child, 0)[1] for child in children]
    os.close(gate)
    assert ends == [0] * len(works)


# --- keys -------------------------------------------------------------------------------------


def test_the_same_key_opens_other_books_in_other_stores(tmp_path: Path) -> None:
    stores = [Store.open(tmp_path / f"{n}.plnroom") for n in "ab"]
    books = [store.journal(ROSA) for store in stores]
    add(books[0], "Eva")
    assert books[0].id != books[1].id
    assert names(open_as(tmp_path / "b.plnroom", ROSA)) == []


def test_the_id_of_a_book_is_derived_the_same_way_for_ever() -> None:
    assert book_of(ROSA, "0" * 32) == "6e3f3bebb54f4a26f8a2edcb3d0f7edb"


@pytest.mark.parametrize(
    "key", ["", "a1" * 15, "a1" * 16 + "a", "A1" * 16, "a1" * 16 + "\n", "g" * 32, "١" * 32]
)
def test_a_key_that_is_not_whole_is_refused_with_what_to_do(file: Path, key: str) -> None:
    with pytest.raises(NotAKey) as refused:
        Store.open(file).journal(key)
    assert one_sentence(refused.value).startswith("This link is not whole: ")
    assert key not in str(refused.value) or not key


# --- many books -------------------------------------------------------------------------------


def test_the_books_of_a_store_do_not_see_one_another(where: str) -> None:
    rosa, ana = open_as(where, ROSA), open_as(where, ANA)
    add(rosa, "Eva")
    add(ana, "Ben", "Cem")
    rosa.refresh()
    assert (names(rosa), names(ana)) == (["Eva"], ["Ben", "Cem"])
    assert [c.label for c in rosa.changes] == ["Added Eva"]


def test_a_key_opens_its_book_again(where: str) -> None:
    store = Store.open(where)
    rosa = store.journal(ROSA)
    add(rosa, "Eva")
    store.close()
    again = Store.open(where, create=False)
    assert again.id == store.id
    assert again.journal(ROSA).book == rosa.book


def test_two_pages_of_one_learner_see_each_other(where: str) -> None:
    one, two = open_as(where, ROSA), open_as(where, ROSA)
    add(one, "Eva")
    add(two, "Ben")
    one.refresh()
    assert names(one) == names(two) == ["Eva", "Ben"]


def test_two_journals_of_one_key_in_one_program_see_each_other(where: str) -> None:
    store = Store.open(where)
    one, two = store.journal(ROSA), store.journal(ROSA)
    add(one, "Eva")
    two.refresh()
    assert names(two) == ["Eva"]


def test_undo_redo_and_the_past_are_of_one_book_alone(where: str) -> None:
    rosa, ana = open_as(where, ROSA), open_as(where, ANA)
    add(rosa, "Eva")
    add(ana, "Ben")
    add(rosa, "Cem")
    add(ana, "Dan")
    assert rosa.undo().label == "Added Cem"
    assert rosa.redo().label == "Added Cem"
    assert [rosa.undo().label for _ in range(2)] == ["Added Cem", "Added Eva"]
    assert rosa.undo() is None
    assert list(rosa.as_of(10**6).entities) == []
    assert list(ana.as_of(ana.changes[0].at).entities) == ["ben"]
    assert list(ana.as_of(ana.changes[0].last).entities) == ["ben"]


def test_a_store_knows_where_it_was_served_last(where: str) -> None:
    Store.open(where).settle("10.0.0.5:8866")
    assert Store.open(where).address == "10.0.0.5:8866"


def test_a_store_that_moves_says_how_many_books_were_begun_where_it_was(where: str) -> None:
    store = Store.open(where)
    assert store.settle("10.0.0.5:8866") == 0
    add(store.journal(ROSA), "Eva")
    add(store.journal(ANA), "Ben", "Cem")
    assert store.settle("10.0.0.5:8866") == 0
    assert store.settle("10.0.0.6:8866") == 2


def test_a_closed_store_lets_go_of_its_file(file: Path) -> None:
    store = Store.open(file)
    journals = [store.journal(key) for key in (ROSA, ANA)]
    add(journals[0], "Eva")
    store.close()
    assert [f.name for f in file.parent.iterdir()] == [file.name]


def test_a_store_that_nobody_reads_holds_no_connection(file: Path) -> None:
    store = Store.open(file)
    assert [f.name for f in file.parent.iterdir()] == [file.name]
    assert store.id


def test_a_store_is_readable_by_its_owner_alone(file: Path) -> None:
    rosa = open_as(file, ROSA)
    add(rosa, "Eva")
    assert {oct(f.stat().st_mode & 0o777) for f in file.parent.iterdir()} == {"0o600"}
    rosa.close()


# --- a change that arrives twice --------------------------------------------------------------


def test_a_change_that_is_sent_twice_is_written_once(where: str) -> None:
    rosa = open_as(where, ROSA)
    id = uuid4().hex
    rosa.change(put("Eva"), "Added Eva", id=id)
    add(rosa, "Ben")
    assert list(rosa.change(put("Other"), "again", id=id).entities) == ["eva", "ben"]
    assert [c.label for c in rosa.changes] == ["Added Eva", "Added Ben"]
    assert rosa.changes[0].id == id


def test_a_change_that_is_sent_twice_brings_the_newest_book(where: str) -> None:
    one, two = open_as(where, ROSA), open_as(where, ROSA)
    one.change(put("Eva"), "Added Eva", id="1" * 32)
    add(one, "Ben")
    assert list(two.change(put("Eva"), "Added Eva", id="1" * 32).entities) == ["eva", "ben"]


def test_a_change_that_was_taken_back_does_not_come_back_by_being_sent_again(where: str) -> None:
    rosa = open_as(where, ROSA)
    rosa.change(put("Eva"), "Added Eva", id="1" * 32)
    rosa.undo()
    assert len(rosa.change(put("Eva"), "Added Eva", id="1" * 32)) == 0


def test_the_same_id_in_another_book_is_another_change(where: str) -> None:
    for key in (ROSA, ANA):
        journal = open_as(where, key)
        journal.change(put("Eva"), "Added Eva", id="1" * 32)
        assert names(journal) == ["Eva"]


def test_a_change_that_two_processes_send_at_once_is_written_once(where: str) -> None:
    Store.open(where).close()
    ids = [uuid4().hex for _ in range(20)]

    def send(name: str) -> None:
        journal = open_as(where, ROSA)
        for id in ids:
            journal.change(put(f"{name}-{id}"), name, id=id)

    at_once(lambda: send("one"), lambda: send("two"))
    rosa = open_as(where, ROSA)
    assert [c.id for c in rosa.changes] == ids
    assert sorted(n.split("-")[1] for n in names(rosa)) == sorted(ids)


# --- many processes ---------------------------------------------------------------------------


def test_eight_processes_write_fifty_changes_each_and_all_are_there(where: str) -> None:
    Store.open(where).close()
    keys = [ROSA, ROSA, *(f"{n:032x}" for n in range(6))]  # two share a book

    def write(number: int) -> None:
        journal = open_as(where, keys[number])
        add(journal, *(f"{number}x{i}" for i in range(50)))

    at_once(*(lambda number=number: write(number) for number in range(8)))
    for key in keys:
        writers = [n for n in range(8) if keys[n] == key]
        journal = open_as(where, key)
        assert sorted(names(journal)) == sorted(f"{n}x{i}" for n in writers for i in range(50))
        assert len(journal.changes) == 50 * len(writers)


def test_processes_that_make_the_same_store_at_once_all_work_in_one(where: str) -> None:
    keys = [f"{n:032x}" for n in range(4)]
    at_once(*(lambda key=key: add(open_as(where, key), "Eva") for key in keys))
    assert [names(open_as(where, key)) for key in keys] == [["Eva"]] * 4


def test_ten_servers_that_start_at_once_set_one_store_up(where: str) -> None:
    told, teller = os.pipe()

    def serve() -> None:
        store = Store.open(where)
        Rooms(where).found()
        os.write(teller, store.id.encode() + b"\n")

    at_once(*[serve] * 10)
    os.close(teller)
    with os.fdopen(told) as said:
        assert said.read().split() == [Store.open(where, create=False).id] * 10
    assert [line for line in header(where) if line[0] == "store"] == [
        ("store", Store.open(where).id)
    ]


def header(where: str) -> list[tuple[str, str]]:
    engine = database.engine_of(where if "://" in where else Path(where))
    with engine.connect() as conn:
        lines = [tuple(row) for row in conn.execute(sa.select(database.HEADER))]
    engine.dispose()
    return sorted(lines)


def test_what_a_killed_writer_acknowledged_is_there(where: str) -> None:
    add(open_as(where, ANA), "Ben")
    chance = random.Random(1)
    acknowledged = -1
    for _ in range(10):
        acknowledged = kill_a_writer(where, acknowledged + 1, chance.uniform(0, 0.05))
        rosa = open_as(where, ROSA)
        kept = int(rosa.changes[-1].label)
        assert kept in (acknowledged, acknowledged + 1)  # it may not have come to say so
        assert {int(m.name) for m in rosa.book.members} == set(range(kept + 1))
        assert rosa.problems == ()
        rosa.close()
        acknowledged = kept
    assert names(open_as(where, ANA)) == ["Ben"]


def kill_a_writer(where: str, start: int, patience: float) -> int:
    """Kill a writer while it works; return the number of the last change that it acknowledged."""
    reader, writer = os.pipe()

    def write() -> None:
        journal = open_as(where, ROSA)
        for number in range(start, start + 10**6):
            journal.change(put(f"{number}", note="x" * 900), f"{number}")
            os.write(writer, b"%d\n" % number)

    child = fork(write)
    os.close(writer)
    with os.fdopen(reader, "rb") as said:
        heard = said.readline()
        select.select([], [], [], patience)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return int((heard + said.read()).split()[-1])


# --- erasing ----------------------------------------------------------------------------------


def test_erasing_leaves_the_other_books_alone(where: str) -> None:
    rosa, ana = open_as(where, ROSA), open_as(where, ANA)
    add(rosa, "Eva", "Ben")
    add(ana, "Eva", "Cem")
    rosa.erase("eva")
    again = open_as(where, ANA)
    assert (names(open_as(where, ROSA)), names(again)) == (["Ben"], ["Eva", "Cem"])
    assert [c.label for c in again.changes] == ["Added Eva", "Added Cem"]


def test_erasing_makes_others_read_that_book_anew_and_no_other(where: str) -> None:
    rosa, ana = open_as(where, ROSA), open_as(where, ANA)
    add(rosa, "Eva", "Ben")
    add(ana, "Cem", "Dan")
    ana.erase("dan")
    twin, others = open_as(where, ROSA), open_as(where, ANA)
    before = others.book
    for name in ("eva", "ben"):
        rosa.erase(name)
        assert name not in twin.refresh()
        assert twin.changes == rosa.changes
        assert others.refresh() is before


def test_a_book_can_be_changed_and_taken_back_after_an_erasure(where: str) -> None:
    rosa = open_as(where, ROSA)
    add(rosa, "Eva", "Ben")
    rosa.erase("eva")
    add(rosa, "Cem")
    assert [rosa.undo().label for _ in range(2)] == ["Added Cem", "Added Ben"]
    assert len(open_as(where, ROSA).book) == 0


SECRET = "Zorblatt Quennimore"


def sealed(journal: Journal) -> list[bytes]:
    """Return what the database holds of each row of a book: all the trace that it can leave."""
    mine = sa.select(ROWS.c.body).where(ROWS.c.book == journal.id).order_by(ROWS.c.seq)
    with journal._engine.connect() as conn:
        return list(conn.scalars(mine))


def every_byte(folder: Path) -> bytes:
    """Read every file, in another program: closing one here would let go of its locks."""
    return subprocess.check_output(["cat", *sorted(folder.iterdir())])


def test_no_byte_of_an_erased_row_is_left_in_the_file(file: Path) -> None:
    rosa, ana = open_as(file, ROSA), open_as(file, ANA)
    add(rosa, SECRET, "Eva")
    add(ana, "Ben")
    secret, eva, ben = *sealed(rosa), *sealed(ana)
    assert all(row in every_byte(file.parent) for row in (secret, eva, ben))
    rosa.erase(SECRET.lower())
    assert secret not in every_byte(file.parent)
    assert all(row in every_byte(file.parent) for row in (eva, ben))


def test_erasing_gets_through_while_others_read_and_write(file: Path) -> None:
    Store.open(file)
    said, say = os.pipe()

    def work(key: str) -> None:
        while True:
            journal = open_as(file, key)
            for number in range(20):
                journal.refresh()
                journal.change(put("Eva", note=f"{number}" * 999), "x")
            journal.close()
            os.write(say, b".")

    children = [fork(lambda key=f"{n:032x}": work(key)) for n in range(6)]
    try:
        os.read(said, 1)  # they are at work
        rosa = open_as(file, ROSA)
        for _ in range(5):
            add(rosa, SECRET)
            [secret] = sealed(rosa)
            rosa.erase(SECRET.lower())
            assert secret not in every_byte(file.parent)
    finally:
        for child in children:
            os.kill(child, signal.SIGKILL)
            assert os.waitpid(child, 0)[1] == signal.SIGKILL  # none had failed before
        os.close(said)
        os.close(say)


@pytest.fixture
def reader(file: Path) -> Iterator[sqlite3.Connection]:
    """Another program that keeps on reading a store in which a name is to be erased."""
    add(open_as(file, ROSA), SECRET)
    reader = sqlite3.connect(file, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM journal").fetchall()
    yield reader
    reader.close()


def test_erasing_says_when_a_reader_keeps_traces_alive_and_the_rows_are_gone(
    file: Path, reader: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PATIENCE", 0.1)
    rosa, before = open_as(file, ROSA), open_as(file, ROSA)
    [secret] = sealed(rosa)
    with pytest.raises(Locked, match="traces of what was erased are left: close it there"):
        rosa.erase(SECRET.lower())
    assert names(rosa) == [SECRET]  # whoever draws the book sees it change at the next look
    assert len(rosa.refresh()) == len(before.refresh()) == 0
    assert secret in every_byte(file.parent)
    reader.close()
    rosa.erase(SECRET.lower())
    assert secret not in every_byte(file.parent)


def test_others_can_write_while_erasing_waits_for_a_reader(
    file: Path, reader: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PATIENCE", 2)
    rosa, said = open_as(file, ROSA), []

    def erase() -> None:
        with pytest.raises(Locked) as refused:
            rosa.erase(SECRET.lower())
        said.append(str(refused.value))

    waiting = threading.Thread(target=erase)
    waiting.start()
    ana = sqlite3.connect(file, isolation_level=None, timeout=1)
    writes = 0
    while waiting.is_alive():
        ana.execute("BEGIN IMMEDIATE")
        ana.execute("ROLLBACK")
        writes += 1
        time.sleep(0.05)
    ana.close()
    assert writes > 5
    assert "traces" in said[0]


# --- an idle page -----------------------------------------------------------------------------


def test_a_refresh_reads_nothing_while_nobody_writes(file: Path) -> None:
    rosa = open_as(file, ROSA)
    add(rosa, "Eva")
    rosa.refresh()
    asked = []
    sa.event.listen(rosa._engine, "before_cursor_execute", lambda *a: asked.append(a[2]))
    book = rosa.refresh()
    assert asked == ["PRAGMA data_version"]
    add(open_as(file, ROSA), "Ben")
    assert rosa.refresh() is not book
    assert names(rosa) == ["Eva", "Ben"]


def test_a_refresh_that_failed_reads_at_the_next_try(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rosa = open_as(file, ROSA)
    add(open_as(file, ROSA), "Eva")
    with monkeypatch.context() as later:
        later.setattr(rosa, "_read", lambda _: 1 // 0)
        with pytest.raises(ZeroDivisionError):
            rosa.refresh()
    rosa.refresh()
    assert names(rosa) == ["Eva"]


def test_a_journal_that_was_closed_sees_what_was_written_meanwhile(where: str) -> None:
    one, two = open_as(where, ROSA), open_as(where, ROSA)
    for number in range(4):
        one.close()
        add(two, f"P{number}")
        assert one.refresh() == two.book


def test_a_refresh_sees_what_was_written_before_an_own_change(where: str) -> None:
    one, two = open_as(where, ROSA), open_as(where, ROSA)
    for number in range(3):
        add(one, f"one{number}")
        add(two, f"two{number}")
        add(one, f"more{number}")
        assert names(two) != names(one)
        assert one.refresh() == two.refresh()


# --- what is not a store ----------------------------------------------------------------------


def test_a_book_is_refused_as_a_store(tmp_path: Path) -> None:
    Journal.open(tmp_path / "book.pln").close()
    before = every_byte(tmp_path)
    with pytest.raises(NotABook) as refused:
        Store.open(tmp_path / "book.pln")
    assert "is one person's book, not a store" in one_sentence(refused.value)
    assert every_byte(tmp_path) == before


def test_a_store_is_refused_as_a_book(file: Path) -> None:
    Store.open(file).close()
    for open_it in (Journal.open, check):
        with pytest.raises(NotABook) as refused:
            open_it(file)
        assert "is a store, which holds the books of many" in one_sentence(refused.value)


def test_no_book_is_made_under_the_name_of_a_store(file: Path) -> None:
    with pytest.raises(NotABook, match="is a store"):
        Journal.open(file)
    assert list(file.parent.iterdir()) == []


def test_a_renamed_book_is_no_store_and_a_renamed_store_no_book(tmp_path: Path) -> None:
    book, room = tmp_path / "a.pln", tmp_path / "a.plnroom"
    Journal.open(book).close()
    book.rename(room)
    with pytest.raises(NotABook, match="is one person's book, not a store"):
        Store.open(room)
    room.unlink()
    Store.open(room).close()
    room.rename(book)
    with pytest.raises(NotABook, match="is a store, which holds the books of many"):
        Journal.open(book)


def test_one_database_is_not_both_a_book_and_a_store(address: str) -> None:
    book, room = address, address.replace("/w", "/x")
    name = sa.make_url(room).database
    ask(address, f"CREATE DATABASE {name}")
    add(Journal.open(book), "Eva")
    Store.open(room).close()
    with pytest.raises(NotABook, match="This database is one person's book, not a store"):
        Store.open(book)
    with pytest.raises(NotABook, match="This database is a store, which holds the books of many"):
        Journal.open(room)
    assert names(Journal.open(book)) == ["Eva"]


@pytest.mark.parametrize("name", ["workshop", "workshop.db", "workshop.plnroom.backup-1"])
def test_a_store_has_a_name_that_says_so(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotABook) as refused:
        Store.open(tmp_path / name)
    assert "A store's name ends in .plnroom" in one_sentence(refused.value)
    assert list(tmp_path.iterdir()) == []


def test_a_store_that_must_exist_is_not_made(where: str) -> None:
    with pytest.raises(
        BookError, match=r"no store .*: make it|is not a plnkit store: choose"
    ) as no:
        Store.open(where, create=False)
    one_sentence(no.value)


def spoil(file: Path) -> None:
    journal = open_as(file, ROSA)
    add(journal, *(f"P{i}" for i in range(50)))
    journal.close()
    held = file.read_bytes()
    file.write_bytes(held[:4096] + b"\xff" * (len(held) - 4096))


def of_another_time(file: Path) -> None:
    Store.open(file).close()
    with sqlite3.connect(file) as conn:
        conn.execute("UPDATE header SET value = '99' WHERE key = 'schema'")
    conn.close()


def without_an_id(file: Path) -> None:
    Store.open(file).close()
    with sqlite3.connect(file) as conn:
        conn.execute("DELETE FROM header WHERE key = 'store'")
    conn.close()


@pytest.mark.parametrize(
    ("make", "kind", "said"),
    [
        (Path.mkdir, NotABook, "is a folder: give the path of a file that ends in .plnroom"),
        (Path.touch, NotABook, "is empty: delete it, or choose another name"),
        (lambda p: p.write_text("Dear diary"), NotABook, "is not a plnkit store"),
        (without_an_id, NotABook, "is not a plnkit store: choose another"),
        (of_another_time, TooNew, "update plnkit to open it"),
        (spoil, Damaged, "put the newest copy that you have in its place"),
    ],
)
def test_what_is_no_sound_store_is_named_and_left_as_it_was(file: Path, make, kind, said) -> None:
    make(file)
    before = file.is_file() and file.read_bytes()
    with pytest.raises(kind) as refused:
        Store.open(file)
    assert said in one_sentence(refused.value)
    assert (file.is_file() and file.read_bytes()) == before


def test_a_damaged_store_is_not_rescued_as_one_book(file: Path) -> None:
    spoil(file)
    with pytest.raises(NotABook, match="is a store, which holds the books of many"):
        rescue(file, file.with_name("copy.pln"))
    assert list(file.parent.iterdir()) == [file]


def test_a_store_on_a_network_drive_is_refused(file: Path, monkeypatch) -> None:
    monkeypatch.setattr("plnkit.disk.network_type", lambda *_: "nfs")
    with pytest.raises(NoLocking, match="keep the file in a folder on this computer"):
        Store.open(file)


def test_a_store_that_cannot_be_written_is_refused_with_what_to_do() -> None:
    folder = Path(tempfile.mkdtemp())
    file = folder / "workshop.plnroom"
    add(open_as(file, ROSA), "Eva")
    close_all()
    before = file.read_bytes()
    file.chmod(0o444)
    folder.chmod(0o555)

    def as_someone_else() -> None:
        if os.getuid() == 0:
            os.setgid(65534)
            os.setuid(65534)
        with pytest.raises(NotWritable) as refused:
            add(open_as(file, ROSA), "Ben")
        assert "check the permissions" in one_sentence(refused.value)
        with pytest.raises(NotWritable) as refused:
            Store.open(folder / "other.plnroom")
        assert "choose another folder" in one_sentence(refused.value)

    at_once(as_someone_else)
    assert file.read_bytes() == before
    folder.chmod(0o755)
    shutil.rmtree(folder)


# --- PostgreSQL's own -------------------------------------------------------------------------


def test_a_page_holds_no_connection_to_the_database(address: str) -> None:
    rosa = open_as(address, ROSA)
    add(rosa, "Eva")
    rosa.refresh()
    mine = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    assert ask(address, mine) == [(1,)]  # the one that asks


def test_the_rows_that_were_erased_are_swept_from_the_table(address: str) -> None:
    rosa = open_as(address, ROSA)
    add(rosa, SECRET, "Eva")
    eva = sealed(rosa)[1]
    rosa.erase(SECRET.lower())
    assert ask(address, "SELECT body FROM journal") == [(eva,)]
    swept = "SELECT vacuum_count FROM pg_stat_user_tables WHERE relname = 'journal'"
    assert ask(address, "SELECT pg_stat_clear_snapshot()", swept) == [(1,)]


def test_a_writer_does_not_wait_for_ever(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rosa = open_as(address, ROSA)
    add(rosa, "Eva")
    monkeypatch.setattr(database, "PATIENCE", 0.1)
    with database.writing(open_as(address, ANA)._engine), pytest.raises(Locked) as refused:
        add(rosa, "Ben")
    assert "try again in a moment" in one_sentence(refused.value)
    add(rosa, "Ben")
    assert names(rosa) == ["Eva", "Ben"]


def test_who_writes_to_one_book_keeps_no_other_waiting(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rosa, ana = open_as(address, ROSA), open_as(address, ANA)
    monkeypatch.setattr(database, "PATIENCE", 0.1)
    with database.writing(open_as(address, ROSA)._engine, rosa.id):
        add(ana, "Ben")
        with pytest.raises(Locked):
            add(rosa, "Eva")
    with database.writing(rosa._engine, rosa.id), pytest.raises(Locked):
        Store.open(address)  # which writes to all


def held(journal: Journal) -> tuple[threading.Event, threading.Event]:
    """Let the next change of a journal be written, and wait before it is committed."""
    begun, go, written = threading.Event(), threading.Event(), journal._read_back

    def hold(*args: object) -> object:
        after = written(*args)
        begun.set()
        assert go.wait(10)
        return after

    journal._read_back = hold
    return begun, go


@pytest.mark.parametrize("looks", [1, 2])
def test_the_news_tell_of_a_change_that_ends_after_a_later_one(address: str, looks: int) -> None:
    rosa, ana, now = open_as(address, ROSA), open_as(address, ANA), [0.0]
    news = News(address, lambda: now[0])

    def mark() -> str:
        now[0] += 1
        return news.mark(rosa.id)

    for _ in range(looks - 1):
        mark()
    begun, go = held(rosa)
    slow = threading.Thread(target=add, args=[rosa, "Eva"])
    slow.start()
    assert begun.wait(10)
    add(ana, "Ben")
    before = mark()
    go.set()
    slow.join()
    assert mark() != before
    assert mark() == mark()
    news.close()


def test_a_database_of_another_program_is_refused_and_left_as_it_was(address: str) -> None:
    tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    ask(address, "CREATE TABLE diary (day date)")
    with pytest.raises(NotABook, match="is not a plnkit store: choose another"):
        Store.open(address)
    assert ask(address, tables) == [("diary",)]
    ask(address, "CREATE TABLE header (name text)")
    with pytest.raises(NotABook, match="is not a plnkit store: choose another"):
        Store.open(address)


def test_a_user_who_may_only_read_is_told_so(address: str) -> None:
    add(open_as(address, ROSA), "Eva")
    ask(
        address,
        "DROP ROLE IF EXISTS guest",
        "CREATE ROLE guest LOGIN",
        "GRANT SELECT ON ALL TABLES IN SCHEMA public TO guest",
    )
    as_guest = address.replace("plnkit@", "guest@")
    with pytest.raises(NotWritable) as refused:
        Store.open(as_guest)  # a workshop there would save nothing
    assert "lets us only read" in one_sentence(refused.value)
    guest = Store.open(as_guest, create=False).journal(ROSA)
    assert names(guest) == ["Eva"]
    with pytest.raises(NotWritable) as refused:
        add(guest, "Ben")
    assert "lets us only read" in one_sentence(refused.value)
    ask(address, "DROP OWNED BY guest", "DROP ROLE guest")


def test_a_character_that_the_database_cannot_keep_is_refused(address: str) -> None:
    plain = Journal.open(address)
    with pytest.raises(CannotSave) as refused:
        plain.change(put("Eva"), "Added E\0va")
    one_sentence(refused.value)
    assert len(plain.refresh()) == 0


def test_a_sealed_row_keeps_every_character(where: str) -> None:
    open_as(where, ROSA).change(put("Eva"), "Added E\0va")
    assert [c.label for c in open_as(where, ROSA).changes] == ["Added E\0va"]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("postgresql://rosa:hush@127.0.0.1:1/workshop", "cannot be reached"),
        ("postgresql://rosa:hush@127.0.0.1:door/workshop", "is not understood"),
        ("mysql://rosa:hush@127.0.0.1/workshop", "is not understood"),
    ],
)
def test_an_address_that_leads_nowhere_is_refused_and_no_password_said(
    address: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PATIENCE", 1)
    with pytest.raises(BookError) as refused:
        Store.open(address)
    assert said in one_sentence(refused.value)
    assert "hush" not in str(refused.value)


def test_a_driver_that_is_not_there_is_named_with_how_to_get_it(monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(BookError, match=r'pip install "psycopg\[binary\]"'):
        Store.open("postgresql://rosa@127.0.0.1/workshop")


# --- a schema of tomorrow -----------------------------------------------------------------------


def grow(conn: sa.Connection) -> None:
    conn.exec_driver_sql("ALTER TABLE journal ADD COLUMN device TEXT")  # twice would be an error
    database.put(conn, "grown", str(int(dict(map(tuple, lines(conn))).get("grown", 0)) + 1))


def lines(conn: sa.Connection) -> list[sa.Row]:
    return list(conn.execute(sa.select(database.HEADER)))


@pytest.fixture
def tomorrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a program of the next schema is like."""
    monkeypatch.setattr(opening, "SCHEMA", 2)
    monkeypatch.setattr(opening, "MIGRATIONS", {1: grow})


def test_ten_servers_that_start_at_once_migrate_a_store_once(
    where: str, request: pytest.FixtureRequest
) -> None:
    add(open_as(where, ROSA), "Eva")
    request.getfixturevalue("tomorrow")
    keys = [f"{n:032x}" for n in range(10)]
    at_once(*(lambda key=key: add(open_as(where, key), "Ben") for key in keys))
    assert [names(open_as(where, key)) for key in (ROSA, *keys)] == [["Eva"], *[["Ben"]] * 10]
    assert {("grown", "1"), ("schema", "2")} <= set(header(where))


@pytest.mark.usefixtures("tomorrow")
def test_a_program_that_waited_while_a_newer_one_migrated_takes_nothing_back(
    where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as today:
        today.setattr(opening, "SCHEMA", 1)
        Store.open(where)

    def overtaken(engine: sa.Engine, path: Path | None, work: Callable) -> object:
        found = database.read(engine, path, work)
        database.write(engine, path, lambda conn: database.put(conn, "schema", "3"))
        return found

    monkeypatch.setattr(opening, "read", overtaken)
    with pytest.raises(TooNew):
        Store.open(where, create=False)
    assert ("schema", "3") in header(where)
    assert not list(Path(where).parent.glob("*.backup-*"))
