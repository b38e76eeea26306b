"""What earlier versions of plnkit left behind opens, reads the same, and goes on.

`data/previous` has a store and a book of each, made by its own code with `make.py`, and what both must
read as.
"""

import shutil
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner

from plnkit.cli import app
from plnkit.errors import TooNew
from plnkit.exchange import portable
from plnkit.journal import Journal, Store, check, copying, opening
from plnkit.journal.rooms import Rooms
from plnkit.model import Book, Member

PREVIOUS = Path(__file__).parent / "data/previous"
VERSIONS = sorted(p.stem.removeprefix("store-") for p in PREVIOUS.glob("store-*.sqlite"))
ROSA, ANA = "a1" * 16, "b2" * 16


@pytest.fixture(params=VERSIONS)
def version(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def store(version: str, tmp_path: Path) -> Path:
    return Path(shutil.copy(PREVIOUS / f"store-{version}.sqlite", tmp_path / "w.plnroom"))


@pytest.fixture
def own(version: str, tmp_path: Path) -> Path:
    return Path(shutil.copy(PREVIOUS / f"book-{version}.sqlite", tmp_path / "mine.pln"))


@pytest.fixture
def content(version: str) -> Book:
    return Book.of(portable.load(PREVIOUS / f"book-{version}.json").content)


def put(name: str):
    return lambda book: book.with_(Member(id=name.lower(), name=name, kind="person"))


def test_there_is_something_of_an_earlier_version() -> None:
    assert "0.1.0" in VERSIONS


def test_a_book_reads_as_it_did(own: Path, content: Book) -> None:
    with closing(Journal.open(own, create=False)) as journal:
        assert journal.book == content
        assert journal.problems == ()


def test_a_key_opens_its_book_as_it_was(store: Path, content: Book) -> None:
    opened = Store.open(store, create=False)
    with closing(opened.journal(ROSA)) as rosa, closing(opened.journal(ANA)) as ana:
        assert rosa.book == content
        assert [m.name for m in ana.book.members] == ["Li"]
        assert rosa.problems == ana.problems == ()


def test_a_book_goes_on_and_its_past_is_there(own: Path, content: Book) -> None:
    with closing(Journal.open(own, create=False)) as journal:
        journal.change(put("Zoe"), "Added Zoe")
        assert "zoe" in journal.book.entities
        journal.undo()
        assert journal.book == content
        assert journal.as_of(journal.changes[0].last).members
        assert journal.undo() is not None


def test_a_book_is_sound(own: Path) -> None:
    assert check(own) == []


def test_rooms_and_shares_are_there(store: Path) -> None:
    with closing(Rooms(store)) as rooms:
        rooms.found()
        assert rooms.current().title == "Learning"
        assert [share.sealed for share in rooms.shares("room")] == [b"\xff\x00sealed"]


def test_a_store_is_copied_to_a_database_and_backed_up(
    store: Path, tmp_path: Path, address: str, content: Book
) -> None:
    assert copying.copy(store, address).books == 2
    kept = tmp_path / "kept.plnroom"
    assert CliRunner().invoke(app, ["backup", address, str(kept)]).exit_code == 0
    with closing(Store.open(kept, create=False).journal(ROSA)) as rosa:
        assert rosa.book == content


# --- the next schema --------------------------------------------------------------------------


def grow(conn: sa.Connection) -> None:
    conn.exec_driver_sql("ALTER TABLE journal ADD COLUMN device TEXT")


@pytest.mark.parametrize("name", ["w.plnroom", "mine.pln"])
def test_before_a_schema_is_migrated_there_is_a_backup_and_the_old_program_says_what_to_do(
    store: Path, own: Path, content: Book, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = store.with_name(name)

    def opened(where: Path) -> Journal:
        if where.suffix == ".pln":
            return Journal.open(where, create=False)
        return Store.open(where, create=False).journal(ROSA)

    with monkeypatch.context() as tomorrow:
        tomorrow.setattr(opening, "SCHEMA", 2)
        tomorrow.setattr(opening, "MIGRATIONS", {1: grow})
        with closing(opened(path)) as journal:
            journal.change(put("Zoe"), "Added Zoe")
            assert journal.undo().label == "Added Zoe"
            assert journal.book == content
    with pytest.raises(TooNew, match="written by a newer plnkit: update plnkit to open it"):
        opened(path)
    back = path.with_name(f"{path.name}.backup-1").rename(path.with_stem("back"))
    assert oct(back.stat().st_mode & 0o777) == "0o600"
    with closing(opened(back)) as journal:
        assert journal.book == content
