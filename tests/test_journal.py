"""The journal: what is written, folded, taken back, erased, checked and rescued."""

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from plnkit import disk
from plnkit.errors import BookError, CannotSave, Damaged, Locked, NotABook, NotWritable, TooNew
from plnkit.journal import ERASED, Journal, Store, check, database, opening, rescue, stacks
from plnkit.model import (
    BODY_VERSION,
    Aim,
    Book,
    Dismissal,
    Interaction,
    Member,
    Note,
    Plan,
    Snapshot,
    Support,
    Thing,
    Tie,
    Wave,
)

DAY = date(2026, 3, 1)
KEY = "a1" * 16  # a learner's, in a store
KINDS = ["book.pln", "room.plnroom"]  # a plain book, and an encrypted one in a store

in_both = pytest.mark.parametrize("path", KINDS, indirect=True)


def opened(path: Path) -> Journal:
    """Open a book as a file of its own, or as a learner's in a store."""
    return Store.open(path).journal(KEY) if path.suffix == ".plnroom" else Journal.open(path)


@pytest.fixture
def path(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """Where a book can be made; its kind is that of its ending."""
    return tmp_path / getattr(request, "param", "book.pln")


@pytest.fixture
def journal(path: Path) -> Iterator[Journal]:
    """An empty book, open."""
    journal = opened(path)
    yield journal
    journal.close()


def person(name: str, **values: Any) -> Member:
    return Member(**{"id": name.lower(), "name": name, "kind": "person", **values})


def put(*things: Thing) -> Callable[[Book], Book]:
    return lambda book: book.with_(*things)


def remove(*ids: str) -> Callable[[Book], Book]:
    return lambda book: book.without(*ids)


def names(journal: Journal) -> list[str]:
    return [m.name for m in journal.book.members]


def add(journal: Journal, *people: str) -> None:
    for name in people:
        journal.change(put(person(name)), f"Added {name}")


def sql(path: Path, statement: str, *values: Any) -> list[Any]:
    with sqlite3.connect(path) as conn:
        found = conn.execute(statement, values).fetchall()
    conn.close()
    return found


def append_row(path: Path, entity: str, body: bytes, version: int = BODY_VERSION) -> None:
    """Write a row as another version of the program might."""
    columns = "book, change, label, tab, entity, version, algorithm, body, at"
    sql(
        path,
        f"INSERT INTO journal ({columns}) SELECT value, hex(randomblob(8)), 'x', '', ?, ?, '', ?, "
        "'2026-03-01T00:00:00.000000+00:00' FROM header WHERE key = 'book'",
        entity,
        version,
        body,
    )


def every_byte(folder: Path) -> bytes:
    return b"".join(f.read_bytes() for f in sorted(folder.iterdir()) if f.is_file())


def one_sentence(fault: BaseException) -> str:
    """Return what an error says, which must be short and without jargon."""
    said = str(fault)
    assert said.endswith(".")
    assert said.count(". ") <= 1
    assert "\n" not in said
    assert not any(word in said for word in ("sqlite", "SQL", "Error", "Traceback"))
    return said


# --- the file -------------------------------------------------------------------------------


def test_a_book_and_all_that_lies_beside_it_is_readable_by_its_owner_alone(path: Path) -> None:
    journal = Journal.open(path)
    add(journal, "Rosa")
    modes = {f.name: oct(f.stat().st_mode & 0o777) for f in path.parent.iterdir()}
    assert modes == dict.fromkeys(["book.pln", "book.pln-wal", "book.pln-shm"], "0o600")


def test_the_file_is_in_wal_mode_and_every_change_reaches_the_disk(journal: Journal) -> None:
    with journal._engine.connect() as conn:
        said = {
            name: conn.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "secure_delete")
        }
    assert said == {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1}


def test_a_new_book_leaves_nothing_else_in_its_folder(path: Path) -> None:
    Journal.open(path).close()
    assert [f.name for f in path.parent.iterdir()] == ["book.pln"]


def test_a_name_with_brackets_is_only_a_name(tmp_path: Path) -> None:
    Journal.open(tmp_path / "[my] book*.pln").close()
    assert [f.name for f in tmp_path.iterdir()] == ["[my] book*.pln"]


def test_a_book_is_what_was_written_when_it_is_opened_again(path: Path) -> None:
    journal = Journal.open(path)
    add(journal, "Rosa", "Ana")
    journal.change(put(Tie(a="rosa", b="ana")), "Tied")
    assert (
        Journal.open(path).book
        == journal.book
        == Book().with_(person("Rosa"), person("Ana"), Tie(a="rosa", b="ana"))
    )


# --- changes --------------------------------------------------------------------------------


@in_both
def test_a_change_is_one_transaction(journal: Journal) -> None:
    stray = Tie(a="rosa", b="nobody")  # found out only when its row is read back
    with pytest.raises(CannotSave):
        journal.change(lambda _: Book({"rosa": person("Rosa"), stray.id: stray}), "two things")
    assert sql(journal.path, "SELECT count(*) FROM journal") == [(0,)]


def test_the_rows_of_a_change_share_its_id_label_and_time(journal: Journal) -> None:
    journal.change(put(person("Rosa"), person("Ana")), "Added two", tab="t1")
    rows = sql(journal.path, "SELECT DISTINCT change, label, tab, at, algorithm FROM journal")
    assert len(rows) == 1
    assert rows[0][1:3] == ("Added two", "t1")
    assert (journal.changes[0].label, journal.changes[0].last) == ("Added two", 2)
    assert journal.saved_at == datetime.fromisoformat(rows[0][3])


@in_both
def test_a_change_that_changes_nothing_writes_nothing(journal: Journal) -> None:
    add(journal, "Rosa")
    journal.change(put(person("Rosa")), "again")
    assert len(journal.changes) == 1


@in_both
def test_an_edit_that_fails_changes_nothing(journal: Journal) -> None:
    add(journal, "Rosa")
    before = journal.book
    with pytest.raises(ValueError, match="no longer"):
        journal.change(lambda book: book.update("nobody", name="x"), "x")
    assert journal.book == before == journal.refresh()


@in_both
def test_two_journals_on_one_file_see_each_other(path: Path) -> None:
    one, two = opened(path), opened(path)
    add(one, "Rosa")
    add(two, "Ana")
    assert names(two) == ["Rosa", "Ana"]
    assert names(one) == ["Rosa"]
    one.refresh()
    assert names(one) == ["Rosa", "Ana"]


@in_both
def test_an_edit_is_given_what_others_wrote(path: Path) -> None:
    one, two = opened(path), opened(path)
    add(one, "Rosa")
    two.change(lambda book: book.update("rosa", closeness=1), "x")
    assert two.book.member("rosa").closeness == 1


@in_both
@pytest.mark.parametrize(
    ("thing", "said"),
    [
        (
            Note(id="n", page="2", question="why?", text="x" * 20_001),
            "This is too long to save: shorten “text” to 20,000 at most. Nothing was changed.",
        ),
        (
            person("Rosa", note="Ro\ud800"),
            "This holds half of a character (a broken emoji?): take it out and try again.",
        ),
        (person("Rosa", began="by letter"), "This cannot be saved: Invalid enum value"),
        (person("Rosa", met="maybe"), "This cannot be saved: Expected `bool | null`, got `str`"),
        (person("Rosa", closeness=True), "This cannot be saved: Expected `int"),
        (person("Rosa", topics=["a list"]), "This cannot be saved as it is. Nothing was changed."),
        (
            person("Rosa", place=float("nan")),
            "This cannot be saved as it is. Nothing was changed.",
        ),
        (person("Rosa", more={"x": {1, 2}}), "This cannot be saved"),
        (Tie(a="rosa", b="ana"), "This cannot be saved: 'ana~rosa' speaks of 'ana'"),
    ],
)
def test_what_could_not_be_read_again_is_refused_before_it_is_written(
    journal: Journal, thing: Thing, said: str
) -> None:
    add(journal, "Eva")
    before = journal.book
    with pytest.raises(CannotSave) as refused:
        journal.change(lambda book: Book({**book.entities, thing.id: thing}), "x")
    assert str(refused.value).startswith(said)
    assert journal.book == before == journal.refresh()


# --- undo and redo --------------------------------------------------------------------------


@in_both
def test_undo_takes_back_all_the_rows_of_a_change(journal: Journal) -> None:
    journal.change(put(person("Rosa"), person("Ana"), Tie(a="rosa", b="ana")), "Added three")
    assert journal.undo().label == "Added three"
    assert len(journal.book) == 0


@in_both
def test_redo_does_all_the_rows_of_a_change_again(journal: Journal) -> None:
    book = journal.change(put(person("Rosa"), person("Ana"), Tie(a="rosa", b="ana")), "x")
    journal.undo()
    assert journal.redo().label == "x"
    assert journal.book == book


@in_both
def test_undo_and_redo_work_after_opening_again(path: Path) -> None:
    add(opened(path), "Rosa", "Ana")
    opened(path).undo()
    assert names(opened(path)) == ["Rosa"]
    opened(path).redo()
    assert names(opened(path)) == ["Rosa", "Ana"]


@in_both
def test_undoing_a_removal_brings_back_everything_that_hung_on_it(journal: Journal) -> None:
    before = journal.change(
        put(
            person("Rosa"),
            person("Ana"),
            Tie(a="rosa", b="ana"),
            Plan(id="p", member="rosa"),
            Interaction(id="i", members=("rosa", "ana"), on=DAY),
        ),
        "x",
    )
    journal.change(remove("rosa"), "y")
    assert journal.book["i"] == Interaction(id="i", members=("ana",), on=DAY)
    journal.undo()
    assert journal.book == before


@in_both
def test_undo_goes_back_step_by_step_and_redo_forward(journal: Journal) -> None:
    add(journal, "Rosa", "Ana", "Ben")
    assert [journal.undo().label for _ in range(3)] == ["Added Ben", "Added Ana", "Added Rosa"]
    assert journal.undo() is None
    assert [journal.redo().label for _ in range(3)] == ["Added Rosa", "Added Ana", "Added Ben"]
    assert journal.redo() is None
    assert names(journal) == ["Rosa", "Ana", "Ben"]


@in_both
def test_redo_is_gone_after_a_new_change(journal: Journal) -> None:
    add(journal, "Rosa", "Ana")
    journal.undo()
    add(journal, "Ben")
    assert journal.redo() is None
    assert names(journal) == ["Rosa", "Ben"]


@in_both
def test_undo_takes_back_the_last_change_of_any_tab(path: Path) -> None:
    one, two = opened(path), opened(path)
    add(one, "Rosa")
    two.change(lambda book: book.update("rosa", closeness=1), "Closer")
    assert one.undo().label == "Closer"  # one had not yet seen it
    assert one.book.member("rosa").closeness is None
    assert two.undo().label == "Added Rosa"
    assert one.redo().label == "Added Rosa"
    assert two.redo().label == "Closer"


@in_both
def test_history_keeps_undone_changes_and_their_undoing(journal: Journal) -> None:
    add(journal, "Rosa")
    journal.undo()
    first, second = journal.changes
    assert (second.undoes, second.label) == (first.id, "Added Rosa")
    assert stacks(journal.changes) == ([], [second])


# --- the past -------------------------------------------------------------------------------


@in_both
def test_the_book_as_of_a_row(journal: Journal) -> None:
    add(journal, "Rosa", "Ana")
    assert list(journal.as_of(0).entities) == []
    assert list(journal.as_of(1).entities) == ["rosa"]
    assert journal.as_of(99) == journal.book


@in_both
def test_the_book_as_of_a_time(journal: Journal) -> None:
    add(journal, "Rosa", "Ana")
    first = journal.changes[0].at
    assert list(journal.as_of(first).entities) == ["rosa"]
    assert list(journal.as_of(first.astimezone().replace(tzinfo=None)).entities) == ["rosa"]
    assert len(journal.as_of(first - timedelta(microseconds=1))) == 0
    assert journal.as_of(datetime.now(UTC)) == journal.book


@in_both
def test_the_past_in_the_middle_of_a_change_is_a_sound_book(journal: Journal) -> None:
    journal.change(put(Tie(a="rosa", b="ana"), person("Rosa"), person("Ana")), "x")
    for seq in range(4):
        assert journal.as_of(seq).neighbours is not None
    assert list(journal.as_of(2).entities) == ["rosa"]


# --- erasing --------------------------------------------------------------------------------

SECRET = "Zorblatt Quennimore"


def secretive(path: Path) -> Journal:
    """Return a book in which someone was added, renamed, spoken of, removed and brought back."""
    journal = opened(path)
    add(journal, "Rosa", "Ana")
    journal.change(put(person(SECRET, id="z", email="zorblatt@x.org")), f"Added {SECRET}")
    journal.change(lambda b: b.update("z", note="Zorblatt likes tea"), f"Noted on {SECRET}")
    journal.change(put(Tie(a="z", b="rosa")), f"{SECRET} knows Rosa")
    journal.change(put(Interaction(id="i", members=("z", "ana"), on=DAY)), f"Met {SECRET}")
    journal.change(lambda b: b.update("i", members=("ana",)), f"Took {SECRET} out of a meeting")
    journal.change(put(Dismissal(id="d", card="c", about=("z",))), "x")
    inner = Snapshot(members=(person(SECRET, id="z"), person("Rosa")))
    journal.change(put(Wave(id="w", name="W", on=DAY, book=inner)), "Took a picture")
    journal.change(remove("z"), f"Removed {SECRET}")
    journal.undo()
    return journal


def test_erasing_a_member_erases_the_twin_it_was_joined_with(path: Path, journal: Journal) -> None:
    add(journal, "Rosa", "Rosalinde")
    journal.change(lambda book: book.merged("rosa", "rosalinde"), "Joined Rosalinde to Rosa")
    journal.erase("rosa")
    journal.close()
    assert b"Rosalinde" not in path.read_bytes()
    assert b"rosalinde" not in path.read_bytes()


@in_both
def test_erasing_a_member_leaves_one_that_came_back_after_it_was_joined(journal: Journal) -> None:
    add(journal, "Rosa", "Rosalinde")
    journal.change(lambda book: book.merged("rosa", "rosalinde"), "Joined Rosalinde to Rosa")
    add(journal, "Rosalinde")
    assert list(journal.erase("rosa").entities) == ["rosalinde"]


def test_no_byte_of_an_erased_name_is_left(path: Path) -> None:
    journal = secretive(path)
    assert b"Zorblatt" in disk.back_up(path, "backup-1").read_bytes()
    journal.erase("z")
    assert b"Zorblatt" not in every_byte(path.parent)
    assert b"zorblatt" not in every_byte(path.parent)
    journal.close()
    assert b"Zorblatt" not in every_byte(path.parent)


def test_erasing_deletes_the_backups_of_this_book_alone(tmp_path: Path) -> None:
    journal = secretive(tmp_path / "[my].pln")
    for name in ("[my].pln.backup-1", "m.pln.backup-1"):
        (tmp_path / name).write_text("x")
    journal.erase("z")
    assert sorted(f.name for f in tmp_path.glob("*backup*")) == ["m.pln.backup-1"]


def test_erasing_leaves_the_rest_of_the_book(path: Path) -> None:
    journal = secretive(path)
    rest = journal.book.without("z")
    assert journal.erase("z") == rest == opened(path).book
    assert check(path) == []


@in_both
def test_the_names_of_changes_that_touched_the_erased_are_gone(path: Path) -> None:
    journal = secretive(path)
    journal.erase("z")
    assert {c.label for c in journal.changes} == {"Added Rosa", "Added Ana", ERASED}


@in_both
def test_what_was_changed_away_from_the_erased_does_not_come_back(journal: Journal) -> None:
    add(journal, "Rosa", "Ana")
    journal.change(put(Interaction(id="i", members=("rosa", "ana"), on=DAY)), "x")
    journal.change(lambda b: b.update("i", members=("rosa",)), "y")
    rest = journal.book.without("rosa")
    assert journal.erase("rosa") == rest


@in_both
def test_another_open_journal_notices_an_erasure(path: Path) -> None:
    journal = secretive(path)
    other = opened(path)
    journal.erase("z")
    assert "z" not in other.refresh()
    assert other.book == journal.book
    assert other.changes == journal.changes


@in_both
def test_older_changes_can_be_undone_after_an_erasure(journal: Journal) -> None:
    add(journal, "Rosa", "Ana")
    journal.change(lambda b: b.update("ana", closeness=1), "Closer")
    journal.erase("rosa")
    assert [journal.undo().label for _ in range(2)] == ["Closer", "Added Ana"]
    assert len(journal.book) == 0
    assert journal.undo() is None


@in_both
def test_an_erased_thing_cannot_be_brought_back(path: Path) -> None:
    journal = secretive(path)
    journal.erase("z")
    while journal.undo():
        assert "z" not in journal.book
    while journal.redo():
        assert "z" not in journal.book
    assert not any("z" in journal.as_of(c.last) for c in journal.changes)


def test_a_row_that_only_a_newer_version_reads_goes_when_it_names_the_erased(path: Path) -> None:
    journal = secretive(path)
    append_row(path, "b1", b'{"type":"badge","id":"b1","of":"z","says":"Zorblatt"}', 9)
    append_row(path, "b2", b'{"type":"badge","id":"b2","of":"rosa"}', 9)
    journal.erase("z")
    assert sql(path, "SELECT entity FROM journal WHERE version = 9") == [("b2",)]


def test_erasing_says_when_a_reader_keeps_traces_alive(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PATIENCE", 0.1)
    journal = secretive(path)
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM journal").fetchall()
    with pytest.raises(Locked) as refused:
        journal.erase("z")
    assert "close it there, then" in one_sentence(refused.value)
    reader.close()
    journal.erase("z")
    assert b"Zorblatt" not in every_byte(path.parent)


# --- versions -------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["wal", "delete"])
def test_a_book_of_a_newer_plnkit_is_refused_and_left_as_it_was(path: Path, mode: str) -> None:
    journal = Journal.open(path)
    add(journal, "Rosa")
    journal.close()
    sql(path, "UPDATE header SET value = '99' WHERE key = 'schema'")
    sql(path, f"PRAGMA journal_mode={mode}")
    before = path.read_bytes()
    with pytest.raises(TooNew) as refused:
        Journal.open(path)
    assert "update plnkit to open it" in one_sentence(refused.value)
    assert path.read_bytes() == before


def grow_a_column(conn: sa.Connection) -> None:
    conn.exec_driver_sql("ALTER TABLE journal ADD COLUMN device TEXT")


def test_a_migration_of_the_envelope_takes_a_backup_first(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(Journal.open(path), "Rosa")
    monkeypatch.setattr(opening, "SCHEMA", 2)
    monkeypatch.setattr(opening, "MIGRATIONS", {1: grow_a_column})
    journal = Journal.open(path)
    add(journal, "Ana")
    assert names(journal) == ["Rosa", "Ana"]
    assert sql(path, "SELECT value FROM header WHERE key = 'schema'") == [("2",)]
    backup = Path(f"{path}.backup-1")
    assert sql(backup, "SELECT value FROM header WHERE key = 'schema'") == [("1",)]
    assert sql(backup, "SELECT entity FROM journal") == [("rosa",)]
    assert backup.stat().st_mode & 0o777 == 0o600


def test_a_migration_that_fails_leaves_the_book_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(Journal.open(path), "Rosa")

    def fail(conn: sa.Connection) -> None:
        grow_a_column(conn)
        raise ZeroDivisionError

    with monkeypatch.context() as later:
        later.setattr(opening, "SCHEMA", 2)
        later.setattr(opening, "MIGRATIONS", {1: fail})
        with pytest.raises(ZeroDivisionError):
            Journal.open(path)
    assert names(Journal.open(path)) == ["Rosa"]
    assert "device" not in str(sql(path, "SELECT sql FROM sqlite_schema"))


def test_a_second_program_does_not_migrate_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(Journal.open(path), "Rosa")
    engine = Journal.open(path)._engine
    monkeypatch.setattr(opening, "SCHEMA", 2)
    monkeypatch.setattr(opening, "MIGRATIONS", {1: grow_a_column})
    opening._migrate(engine, path)
    opening._migrate(engine, path)
    assert sql(Path(f"{path}.backup-1"), "SELECT value FROM header WHERE key='schema'") == [("1",)]


def newer_member(**fields: Any) -> bytes:
    return json.dumps(
        {"type": "member", "id": "a", "name": "A", "kind": "person", **fields}
    ).encode()


def test_a_thing_of_a_newer_version_keeps_its_version_and_fields_when_edited(path: Path) -> None:
    journal = Journal.open(path)
    append_row(path, "a", newer_member(began="by letter", mood="blue"), BODY_VERSION + 1)
    journal.change(lambda b: b.update("a", name="B"), "Renamed")
    version, body = sql(path, "SELECT version, body FROM journal ORDER BY seq DESC")[0]
    assert version == BODY_VERSION + 1
    assert json.loads(body) == json.loads(newer_member(name="B", began="by letter", mood="blue"))
    assert Journal.open(path).book.member("a").name == "B"


def test_undo_restores_a_body_with_its_own_version(path: Path) -> None:
    journal = Journal.open(path)
    append_row(path, "a", newer_member(), BODY_VERSION)
    append_row(path, "a", newer_member(began="by letter"), BODY_VERSION + 1)
    journal.undo()
    assert sql(path, "SELECT version FROM journal ORDER BY seq") == [
        (BODY_VERSION,),
        (BODY_VERSION + 1,),
        (BODY_VERSION,),
    ]


@pytest.mark.parametrize(
    "body",
    [b'{"type":"dragon","id":"x"}', b"not JSON", b"", b'{"type":[],"a":1}', newer_member(id=None)],
)
def test_a_row_that_cannot_be_read_does_not_make_the_book_unreadable(
    path: Path, body: bytes
) -> None:
    add(Journal.open(path), "Rosa")
    append_row(path, "x", body, 9)
    journal = Journal.open(path)
    add(journal, "Ana")
    assert names(journal) == ["Rosa", "Ana"]
    assert len(journal.problems) == len(check(path)) == 1
    assert "row 2 cannot be read" in journal.problems[0]


def test_what_hangs_on_a_row_that_cannot_be_read_is_let_go_and_named(path: Path) -> None:
    journal = Journal.open(path)
    add(journal, "Rosa", "Ana")
    journal.change(put(Tie(a="rosa", b="ana"), Aim(id="aim", text="t")), "x")
    journal.change(put(Support(id="s", aim="aim", member="ana", help="feedback")), "x")
    journal.change(put(Interaction(id="i", members=("rosa", "ana"), on=DAY)), "x")
    sql(path, "UPDATE journal SET body = 'x' WHERE entity = 'rosa'")
    opened = Journal.open(path)
    assert set(opened.book.entities) == {"ana", "aim", "s", "i"}
    assert opened.book["i"].members == ("ana",)
    assert opened.book.neighbours == {"ana": frozenset()}
    assert len(check(path)) == 3


# --- damage ---------------------------------------------------------------------------------


def big(path: Path, people: int = 200) -> Book:
    """Make a book of many pages, closed and all in one file."""
    journal = Journal.open(path)
    for start in range(0, people, 20):
        some = (person(f"P{i}", note="x" * 300) for i in range(start, start + 20))
        journal.change(put(*some), "Added 20")
    journal.close()
    return journal.book


def spoil(path: Path, at: int, with_: bytes) -> bytes:
    """Overwrite bytes of a file and return all that it holds then."""
    with path.open("r+b") as file:
        file.seek(at)
        file.write(with_)
    return path.read_bytes()


def page_of(path: Path, text: bytes) -> int:
    return path.read_bytes().index(text) // 4096


def test_a_sound_book_has_nothing_to_say(path: Path) -> None:
    big(path)
    assert check(path) == []


def test_a_spoiled_page_is_named(path: Path) -> None:
    big(path)
    spoil(path, page_of(path, b'"P100"') * 4096, b"\xff" * 4096)
    said = check(path)
    assert said
    assert "damaged" in said[0]


def test_opening_a_damaged_book_is_refused_with_what_to_do(path: Path) -> None:
    big(path)
    before = spoil(path, page_of(path, b'"P100"') * 4096, b"\xff" * 4096)
    with pytest.raises(Damaged) as refused:
        Journal.open(path)
    assert "plnkit check book.pln --rescue copy.pln" in one_sentence(refused.value)
    assert path.read_bytes() == before


def test_a_spoiled_index_is_found_although_the_book_opens(path: Path) -> None:
    big(path)
    [(root,)] = sql(path, "SELECT rootpage FROM sqlite_schema WHERE name = 'journal_book_seq'")
    spoil(path, (root - 1) * 4096, b"\xff" * 4096)
    assert "damaged" in " ".join(check(path))


def test_a_spoiled_text_is_damage_and_not_a_crash(path: Path) -> None:
    add(Journal.open(path), "Rosa")
    sql(path, "UPDATE journal SET label = CAST(x'ff' AS TEXT)")
    assert "damaged" in check(path)[0]


def test_a_book_without_its_table_is_damaged(path: Path) -> None:
    Journal.open(path).close()
    sql(path, "DROP TABLE header")
    with pytest.raises(Damaged) as refused:
        Journal.open(path)
    one_sentence(refused.value)


def test_rescue_brings_back_what_can_be_read_and_leaves_the_file(path: Path) -> None:
    book = big(path)
    copy = path.with_name("copy.pln")
    before = spoil(path, page_of(path, b'"P100"') * 4096, b"\xff" * 4096)
    assert 150 <= rescue(path, copy) < 200
    rescued = Journal.open(copy).book
    assert rescued.entities.items() < book.entities.items()
    assert "p100" not in rescued
    assert check(copy) == []
    assert path.read_bytes() == before
    assert copy.stat().st_mode & 0o777 == 0o600


def test_rescue_reads_what_is_only_in_the_wal(path: Path) -> None:
    journal = Journal.open(path)
    add(journal, "Rosa")
    copy = path.with_name("copy.pln")
    assert rescue(path, copy) == 1
    assert Journal.open(copy).book == journal.book


def test_a_rescued_book_stands_although_members_are_missing(path: Path) -> None:
    big(path)
    ties = (Tie(a="p100", b=f"p{i}") for i in range(50))
    journal = Journal.open(path)
    journal.change(put(*ties), "Tied")
    journal.close()
    spoil(path, page_of(path, b'"P100"') * 4096, b"\xff" * 4096)
    copy = path.with_name("copy.pln")
    rescue(path, copy)
    rescued = Journal.open(copy)
    assert rescued.book.neighbours
    rescued.change(remove("p1"), "x")


def test_rescue_never_overwrites_a_file(path: Path) -> None:
    big(path, 20)
    copy = path.with_name("copy.pln")
    copy.write_text("mine")
    with pytest.raises(NotWritable, match="exists already: choose another name"):
        rescue(path, copy)
    assert copy.read_text() == "mine"


def test_rescue_says_when_nothing_can_be_read(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + b"\xff" * 8000)
    with pytest.raises(BookError, match="take the newest copy"):
        rescue(path, path.with_name("copy.pln"))
    assert [f.name for f in path.parent.iterdir()] == ["book.pln"]


@given(
    cut=st.integers(0, 2**17), seed=st.integers(0, 2**17), noise=st.binary(min_size=1, max_size=99)
)
@settings(max_examples=60)
def test_whatever_happened_to_a_file_it_is_read_or_named(
    sound: bytes, tmp_path_factory: pytest.TempPathFactory, cut: int, seed: int, noise: bytes
) -> None:
    path = tmp_path_factory.mktemp("spoiled") / "book.pln"
    whole = bytearray(sound)
    at = seed % len(whole)
    whole[at : at + len(noise)] = noise
    path.write_bytes(whole[: cut % len(whole)] if cut % 2 else whole)
    try:
        said = check(path)
        rescue(path, path.with_name("copy.pln"))
        check(path.with_name("copy.pln"))
    except BookError as fault:
        said = [one_sentence(fault)]
    assert all(said)


class Content(bytes):
    """The bytes of a file, which a failing test need not print."""

    def __repr__(self) -> str:
        return f"Content of {len(self)} bytes"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Content:
    path = tmp_path_factory.mktemp("sound") / "book.pln"
    big(path, 60)
    return Content(path.read_bytes())


def test_a_schema_that_is_no_text_is_named(path: Path, sound: Content) -> None:
    path.write_bytes(sound[:3633] + b"\x80" + sound[3634:])
    assert check(path) != []
    with pytest.raises(BookError):
        rescue(path, path.with_name("copy.pln"))


@pytest.mark.parametrize("left", [1, 50, 99, 100, 4095, 4096, 5000, 20_000])
def test_a_truncated_book_is_refused_and_left_as_it_is(path: Path, left: int) -> None:
    big(path)
    path.write_bytes(path.read_bytes()[:left])
    before = path.read_bytes()
    with pytest.raises((Damaged, NotABook)) as refused:
        Journal.open(path)
    one_sentence(refused.value)
    assert path.read_bytes() == before


# --- any sequence, any crash ----------------------------------------------------------------

_few = st.sampled_from(["A", "B", "C", "D"])
_pairs = st.lists(_few, min_size=2, max_size=2, unique=True)


class AnySequence(RuleBasedStateMachine):
    """Two tabs on one file against a model that is a list of books."""

    kind = KINDS[0]

    def __init__(self) -> None:
        super().__init__()
        import tempfile

        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / self.kind
        self.tabs = [opened(self.path), opened(self.path)]
        self.done: list[Book] = [Book()]
        self.undone: list[Book] = []

    def teardown(self) -> None:
        for tab in self.tabs:
            tab.close()
        shutil.rmtree(self.folder)

    def do(self, tab: int, edit: Callable[[Book], Book]) -> None:
        after = edit(self.done[-1])
        assert self.tabs[tab].change(edit, "x", str(tab)) == after
        if after != self.done[-1]:
            self.done.append(after)
            self.undone = []

    tab = st.integers(0, 1)

    @rule(tab=tab, names=st.lists(_few, min_size=1), closeness=st.integers(1, 4))
    def put(self, tab: int, names: list[str], closeness: int) -> None:
        self.do(tab, put(*(person(n, closeness=closeness) for n in names)))

    @rule(tab=tab, names=st.lists(_few, min_size=1))
    def remove(self, tab: int, names: list[str]) -> None:
        self.do(tab, remove(*(n.lower() for n in names)))

    @rule(tab=tab, pair=_pairs)
    def tie(self, tab: int, pair: list[str]) -> None:
        a, b = (n.lower() for n in pair)
        if a in self.done[-1] and b in self.done[-1]:
            self.do(tab, put(Tie(a=a, b=b), Interaction(id="i", members=(a, b), on=DAY)))

    @rule(tab=tab, pair=_pairs)
    def merge(self, tab: int, pair: list[str]) -> None:
        a, b = (n.lower() for n in pair)
        if a in self.done[-1] and b in self.done[-1]:
            self.do(tab, lambda book: book.merged(a, b))

    @rule(tab=tab)
    def undo(self, tab: int) -> None:
        taken = self.tabs[tab].undo(str(tab))
        assert (taken is None) == (len(self.done) == 1)
        if taken:
            self.undone.append(self.done.pop())

    @rule(tab=tab)
    def redo(self, tab: int) -> None:
        taken = self.tabs[tab].redo(str(tab))
        assert (taken is None) == (not self.undone)
        if taken:
            self.done.append(self.undone.pop())

    @rule(tab=tab)
    def reopen(self, tab: int) -> None:
        self.tabs[tab].close()
        self.tabs[tab] = opened(self.path)

    @precondition(lambda self: len(self.done) > 1)
    @rule(tab=tab, name=_few)
    def erase(self, tab: int, name: str) -> None:
        after = self.done[-1].without(name.lower())
        assert self.tabs[tab].erase(name.lower()) == after
        # What can be undone from here is the journal's own: start anew.
        while self.tabs[tab].undo():
            assert name.lower() not in self.tabs[tab].book
        self.done, self.undone = [self.tabs[tab].book], []
        self.tabs[tab].change(put(Note(id="n", page="p", question="q")), "x")
        self.done.append(self.tabs[tab].book)
        self.tabs[tab].change(remove("n"), "x")
        self.done.append(self.tabs[tab].book)

    @invariant()
    def the_fold_is_the_last_acknowledged_book(self) -> None:
        copy = self.folder / f"crashed{self.path.suffix}"
        for ending in ("", "-wal"):  # the machine stops here: what is on disk is all there is
            if Path(f"{self.path}{ending}").exists():
                shutil.copy(f"{self.path}{ending}", f"{copy}{ending}")
        crashed = opened(copy)
        assert crashed.book == self.done[-1]
        assert crashed.problems == ()
        crashed.close()
        for left in self.folder.glob("crashed*"):
            left.unlink()


class AnySealedSequence(AnySequence):
    """The same in a store."""

    kind = KINDS[1]


TestAnySequence = AnySequence.TestCase
TestAnySequence.settings = settings(max_examples=25, stateful_step_count=20)
TestAnySealedSequence = AnySealedSequence.TestCase
TestAnySealedSequence.settings = TestAnySequence.settings


@given(data=st.data())
@settings(max_examples=60)
def test_a_torn_wal_is_some_earlier_acknowledged_book(
    torn: tuple[str, bytes, bytes, list[Book]],
    tmp_path_factory: pytest.TempPathFactory,
    data: st.DataObject,
) -> None:
    kind, main, wal, acknowledged = torn
    path = tmp_path_factory.mktemp("torn") / kind
    path.write_bytes(main)
    tail = wal[: data.draw(st.integers(0, len(wal)))] + data.draw(st.binary(max_size=50))
    Path(f"{path}-wal").write_bytes(tail)
    assert kind == KINDS[1] or check(path) == []
    journal = opened(path)
    journal.close()
    assert journal.book in acknowledged
    assert journal.problems == ()


@pytest.fixture(scope="module", params=KINDS)
def torn(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> tuple[str, bytes, bytes, list[Book]]:
    path = tmp_path_factory.mktemp("whole") / request.param
    journal = opened(path)
    books = [journal.book]
    for i in range(20):
        things = person(f"P{i}", note="x" * 500), person(f"Q{i}"), Tie(a=f"p{i}", b=f"q{i}")
        books.append(journal.change(put(*things), f"Added {i}"))
    return path.name, path.read_bytes(), Path(f"{path}-wal").read_bytes(), books
