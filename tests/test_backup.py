"""A backup is what a store held at one moment, while people write on; restored, it is the same again."""

import os
import re
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from cutting import wire
from pgbouncer import bouncer, pooled  # noqa: F401 - fixtures
from typer.testing import CliRunner

from plnkit.cli import app
from plnkit.errors import BookError, NotABook
from plnkit.journal import Journal, Store, copying, database
from plnkit.journal.copying import copy
from plnkit.journal.rooms import Rooms, Sealed
from plnkit.model import Book, Member, Tie
from plnkit.samples import example

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")

KEYS = ["a1" * 16, "b2" * 16, "c3" * 16]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "workshop.plnroom"


@pytest.fixture(params=["file", "address", pytest.param("pooled", marks=pytest.mark.deploy)])
def where(request: pytest.FixtureRequest) -> str:
    """Where a store with two books and a share is: in a file, in PostgreSQL, behind PgBouncer."""
    where = str(request.getfixturevalue(request.param))
    store = Store.open(where)
    for key in KEYS[:2]:
        with closing(store.journal(key)) as journal:
            journal.change(lambda _: example(), "Began")
    with closing(Rooms(where)) as rooms:
        rooms.found()
        now = rooms.open("room", b"public", "Learning") and journal.saved_at
        rooms.put(Sealed("share", "room", "mark", b"\xffsealed", now))
    return where


def run(*words: object) -> str:
    """Return what a command says; it must end well."""
    ended = CliRunner().invoke(app, [str(word) for word in words])
    assert ended.exit_code == 0, ended.output or ended.exception
    return ended.output


def refused(*words: object) -> str:
    """Return the sentence with which a command refuses."""
    ended = CliRunner().invoke(app, [str(word) for word in words])
    assert isinstance(ended.exception, BookError), ended.output
    return str(ended.exception)


def rows(where: object) -> dict[str, list[str]]:
    """Return every row of a store, by table."""
    engine = database.engine_of(where if isinstance(where, Path) else str(where))
    with engine.connect() as conn:
        there = [t for t in copying.TABLES if sa.inspect(conn).has_table(t.name)]
        found = {t.name: sorted(repr(tuple(r)) for r in conn.execute(sa.select(t))) for t in there}
    engine.dispose()
    return found


def as_place(where: str) -> object:
    return where if "://" in where else Path(where)


def book(where: object, key: str) -> Book:
    with closing(Store.open(where, create=False).journal(key)) as journal:
        return journal.book


# --- there and back ---------------------------------------------------------------------------


def test_what_was_backed_up_is_restored_row_by_row(where: str, tmp_path: Path) -> None:
    kept, before = tmp_path / "kept.plnroom", rows(as_place(where))
    said = run("backup", where, kept)
    total = sum(map(len, before.values()))
    assert said.startswith("Backed up 2 books to ")
    assert said.endswith(f"(rows {total}, shares 1).\n")
    other = tmp_path / "other.plnroom"
    assert f"(rows {total}, shares 1)" in run("restore", kept, other)
    assert rows(as_place(where)) == rows(kept) == rows(other) == before
    assert book(other, KEYS[0]) == book(where, KEYS[0]) == example()


def test_a_backup_is_restored_into_an_empty_database_and_nowhere_else(
    file: Path, tmp_path: Path, address: str
) -> None:
    with closing(Store.open(file).journal(KEYS[0])) as journal:
        journal.change(lambda _: example(), "Began")
    kept = tmp_path / "kept.plnroom"
    run("backup", file, kept)
    run("restore", kept, address)
    assert rows(address) == rows(file)
    before = rows(address)
    for place in (address, file):
        assert "something already" in refused("restore", kept, place)
    assert rows(address) == before


def test_a_backup_is_readable_by_its_owner_alone_and_never_overwrites(
    where: str, tmp_path: Path
) -> None:
    kept = tmp_path / "kept.plnroom"
    run("backup", where, kept)
    assert oct(kept.stat().st_mode & 0o777) == "0o600"
    before = kept.read_bytes()
    assert "something already" in refused("backup", where, kept)
    assert kept.read_bytes() == before
    assert not list(tmp_path.glob(".*"))


def test_without_a_name_it_is_named_by_the_store_and_the_time(
    where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    run("backup", where)
    [kept] = folder.iterdir()
    stem = sa.make_url(where).database if "://" in where else "workshop"
    assert re.fullmatch(rf"{stem}-\d{{4}}-\d\d-\d\d-\d{{4}}\.plnroom", kept.name)


def test_a_book_of_ones_own_is_backed_up_and_restored_too(tmp_path: Path) -> None:
    mine, kept, again = (tmp_path / f"{name}.pln" for name in ("mine", "kept", "again"))
    with closing(Journal.open(mine)) as journal:
        journal.change(lambda _: example(), "Began")
        run("backup", mine, kept)
    run("restore", kept, again)
    with closing(Journal.open(again, create=False)) as journal:
        assert journal.book == example()
        assert journal.undo().label == "Began"


@pytest.mark.parametrize(("source", "target"), [("a.pln", "b.plnroom"), ("a.plnroom", "b.pln")])
def test_a_book_is_not_backed_up_as_a_store(tmp_path: Path, source: str, target: str) -> None:
    (Journal if source.endswith(".pln") else Store).open(tmp_path / source).close()
    with pytest.raises(NotABook):
        copy(tmp_path / source, tmp_path / target)
    assert not (tmp_path / target).exists()


# --- while people write -----------------------------------------------------------------------


@contextmanager
def writing(where: str, key: str) -> Iterator[list[int]]:
    """Let somebody write one change after the other: two people and a tie each."""
    written: list[int] = []
    done = threading.Event()

    def write() -> None:
        with closing(Store.open(where, create=False).journal(key)) as journal:
            while not done.is_set():
                n = len(written)
                a, b = (Member(id=f"{x}{n}", name=x, kind="person") for x in "ab")
                tie = Tie(a=a.id, b=b.id)
                journal.change(lambda book, new=(a, b, tie): book.with_(*new), f"{n}")
                written.append(n)

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield written
    finally:
        done.set()
        thread.join()


def after(written: list[int], many: int) -> None:
    """Wait until somebody has written some more."""
    begun, pulse = len(written), threading.Event()
    for _ in range(2000):
        if len(written) >= begun + many:
            return
        pulse.wait(0.01)
    pytest.fail("nobody could write while the store was backed up")


def test_people_write_while_a_store_is_backed_up_and_each_change_is_in_it_or_not(
    where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, fill, same = tmp_path / "kept.plnroom", copying._fill, copying._same
    with writing(where, KEYS[2]) as written:
        after(written, 3)

        def slowly(work: Callable) -> Callable:
            return lambda table, *args: after(written, 3) or work(table, *args)

        monkeypatch.setattr(copying, "_fill", slowly(fill))
        monkeypatch.setattr(copying, "_same", slowly(same))
        held = copy(where, kept)
        there = len(written)
    found = book(kept, KEYS[2])
    pairs = len(found.ties)
    assert held.books == 3
    assert 3 <= pairs <= there - 6  # what came before the backup, and not what came during it
    assert {m.id for m in found.members} == {f"{x}{n}" for x in "ab" for n in range(pairs)}
    with closing(Store.open(kept).journal(KEYS[2])) as journal:
        assert [c.label for c in journal.changes] == [f"{n}" for n in range(pairs)]
        assert journal.problems == ()


# --- half of one ------------------------------------------------------------------------------


def killed_at(step: str, work: Callable[[], object]) -> None:
    """Do some work in a process that is killed as a step of the copy begins."""
    if child := os.fork():
        assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL
        return
    setattr(copying, step, lambda *_: os.kill(os.getpid(), signal.SIGKILL))
    work()
    os._exit(1)


@pytest.mark.parametrize("step", ["_fill", "_go_on_from", "_same", "mark_as_ours"])
def test_a_backup_that_is_cut_short_is_no_store_under_any_name(
    where: str, tmp_path: Path, step: str
) -> None:
    kept = tmp_path / "kept.plnroom"
    killed_at(step, lambda: copy(where, kept))
    assert not kept.exists()
    drafts = [p for p in tmp_path.glob(".kept*") if not p.name.endswith(("-wal", "-shm"))]
    for draft in drafts:
        for ending in ("", "-wal", "-shm"):
            if (left := Path(f"{draft}{ending}")).exists():
                left.rename(f"{kept}{ending}")
        with pytest.raises(NotABook):
            Store.open(kept)
    assert len(drafts) == 1
    copy(where, tmp_path / "again.plnroom")


def test_a_backup_whose_connection_is_lost_says_so_and_keeps_nothing(
    address: str, tmp_path: Path
) -> None:
    Store.open(address)
    with wire(address) as (by_wire, carried):
        carried.cut(b"FROM journal", arrives=False)
        assert "The database cannot be reached" in refused(
            "backup", by_wire, tmp_path / "k.plnroom"
        )
        assert carried.cuts == 1
    assert list(tmp_path.iterdir()) == []


def test_a_restore_that_is_cut_short_leaves_a_place_that_can_be_restored_to(
    file: Path, tmp_path: Path, address: str
) -> None:
    with closing(Store.open(file).journal(KEYS[0])) as journal:
        journal.change(lambda _: example(), "Began")
    killed_at("_same", lambda: copy(file, address))
    assert all(len(each) == 0 for name, each in rows(address).items() if name != "header")
    copy(file, address)
    assert rows(address) == rows(file)
