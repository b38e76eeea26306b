"""A store copied from a file to PostgreSQL and back: every row, and the same books with the same keys."""

import os
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner

from plnkit.cli import app
from plnkit.errors import BookError, NotABook, NotWritable
from plnkit.journal import Store, copying
from plnkit.journal.copying import TABLES, copy
from plnkit.journal.database import ROWS, engine_of
from plnkit.journal.rooms import Rooms, Sealed
from plnkit.model import Book, Member
from plnkit.samples import example

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")

NOW = datetime(2026, 11, 26, tzinfo=UTC)
ROSA, ANA = "a1" * 16, "b2" * 16


def put(name: str) -> Any:
    return lambda book: book.with_(Member(id=name.lower(), name=name, kind="person"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A store with two books, of one of which something was erased, a room and a share."""
    path = tmp_path / "a.plnroom"
    store = Store.open(path)
    store.settle("http://192.168.1.5:8866")
    with closing(store.journal(ROSA)) as rosa, closing(store.journal(ANA)) as ana:
        rosa.change(lambda _: example(), "Began")
        ana.change(put("Tom"), "Added Tom")
        ana.change(put("Li"), "Added Li")
        ana.change(put("Eva"), "Added Eva")
        ana.erase("eva")
    with closing(Rooms(path)) as rooms:
        rooms.found()
        rooms.open("room", b"public", "Learning")
        rooms.put_screen("room", b"\x00sealed", None)
        rooms.put(Sealed("share", "room", "mark", b"\xff\x00sealed", NOW))
        rooms.note("room", "facilitator", "opened")
    return path


def rows(where: object) -> dict[str, list[str]]:
    engine = engine_of(where if isinstance(where, Path) else str(where))
    with engine.connect() as conn:
        there = [t for t in TABLES if sa.inspect(conn).has_table(t.name)]
        found = {t.name: [repr(tuple(r)) for r in conn.execute(sa.select(t))] for t in there}
    engine.dispose()
    return {name: sorted(each) for name, each in found.items()}


def book(where: object, key: str) -> Book:
    with closing(Store.open(where, create=False).journal(key)) as journal:  # type: ignore[arg-type]
        return journal.book


def next_seq(where: object) -> int:
    with closing(Store.open(where).journal(ANA)) as journal:  # type: ignore[arg-type]
        journal.change(put("Next"), "Added")
    engine = engine_of(where if isinstance(where, Path) else str(where))
    with engine.connect() as conn:
        most = conn.scalar(sa.select(sa.func.max(ROWS.c.seq)))
    engine.dispose()
    return int(most or 0)


def test_from_a_file_to_a_database_and_back_every_row_is_the_same(file, address, tmp_path):
    there = copy(file, address)
    back = tmp_path / "b.plnroom"
    assert copy(address, back) == there
    assert rows(file) == rows(address) == rows(back)
    assert there.books == 2
    assert there.rows["journal"] > 20
    assert there.rows["shares"] == there.rows["rooms"] == there.rows["screens"] == 1


@pytest.mark.parametrize("key", [ROSA, ANA])
def test_the_same_key_opens_the_same_book_in_the_copy(file, address, key):
    copy(file, address)
    assert book(address, key) == book(file, key) != Book()


def test_what_was_erased_is_not_in_the_copy_and_its_number_is_given_to_nobody(
    file, address, tmp_path
):
    copy(file, address)
    copy(address, tmp_path / "b.plnroom")
    expected = next_seq(file)
    assert next_seq(address) == next_seq(tmp_path / "b.plnroom") == expected
    assert "eva" not in book(address, ANA).entities


def test_a_store_that_no_room_was_opened_in_is_copied_too(tmp_path):
    Store.open(tmp_path / "a.plnroom")
    copy(tmp_path / "a.plnroom", tmp_path / "b.plnroom")
    assert Store.open(tmp_path / "b.plnroom").id == Store.open(tmp_path / "a.plnroom").id


def test_where_something_is_already_nothing_is_written(file, address, tmp_path):
    other = tmp_path / "b.plnroom"
    with closing(Store.open(other).journal(ROSA)) as journal:
        journal.change(put("Kept"), "Added")
    copy(other, address)
    for target in (other, address, file):
        with pytest.raises(NotWritable, match="something already where the copy should be"):
            copy(file, target)
    assert rows(other)["journal"] == rows(address)["journal"]
    with pytest.raises(NotWritable, match="something already where the copy should be"):
        copy(address, address)
    assert [m.name for m in book(address, ROSA).members] == ["Kept"]


@pytest.fixture
def unlike(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every comparison of the journal fail."""
    same = copying._same
    monkeypatch.setattr(copying, "_same", lambda t, *a: t is not ROWS and same(t, *a))


@pytest.mark.usefixtures("unlike")
def test_what_does_not_come_out_the_same_is_not_kept(file, address, tmp_path):
    for target in (tmp_path / "b.plnroom", address):
        with pytest.raises(BookError, match="not the same: nothing was kept"):
            copy(file, target)
    assert not list(tmp_path.glob("*b.plnroom*"))
    assert book(address, ROSA) == Book()


def test_a_changed_byte_is_seen(file, address):
    copy(file, address)
    engines = engine_of(file), engine_of(address)
    with engines[1].begin() as conn:
        some = sa.select(sa.func.min(ROWS.c.seq)).scalar_subquery()
        conn.execute(sa.update(ROWS).where(ROWS.c.seq == some).values(body=b"else"))
    with engines[0].connect() as ours, engines[1].connect() as theirs:
        assert [t.name for t in TABLES if not copying._same(t, ours, theirs)] == ["journal"]


@pytest.mark.parametrize("name", ["b.pln", "b.txt"])
def test_a_copy_has_the_ending_of_a_store(file, tmp_path, name):
    with pytest.raises(NotABook):
        copy(file, tmp_path / name)
    assert not (tmp_path / name).exists()


def test_a_store_that_is_not_there_is_a_sentence(tmp_path):
    with pytest.raises(NotWritable, match="There is no store"):
        copy(tmp_path / "none.plnroom", tmp_path / "b.plnroom")
    assert list(tmp_path.iterdir()) == []


def test_the_command_says_how_many_rows_and_that_they_were_compared(file, tmp_path):
    said = CliRunner().invoke(app, ["copy", str(file), str(tmp_path / "b.plnroom")])
    assert said.exit_code == 0, said.output
    total = sum(len(each) for each in rows(file).values())
    assert said.output == f"Copied {total} rows, and compared them: both are the same.\n"
