"""Where a book lies: what is not ours, what cannot be written, and the sentence for each."""

import os
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from plnkit import disk
from plnkit.errors import DiskFull, Locked, NoLocking, NotABook, NotWritable
from plnkit.journal import Journal, check, database, opening
from plnkit.model import Book, Member

HERE = str(Path(disk.__file__).parents[1])


def one_sentence(fault: BaseException | str) -> str:
    """Return what an error says, which must be short, without jargon, with what to do."""
    said = str(fault)
    assert said.endswith(".")
    assert said.count(". ") <= 1
    assert ":" in said
    assert "\n" not in said
    assert not any(word in said for word in ("sqlite", "SQL", "Error", "Traceback", "errno"))
    return said


def add(journal: Journal, name: str, note: str = "") -> Book:
    member = Member(id=name.lower(), name=name, kind="person", note=note)
    return journal.change(lambda book: book.with_(member), f"Added {name}")


def elsewhere(code: str, *arguments: object, before: tuple[str, ...] = ()) -> str:
    """Run code in another process and return what it printed."""
    prelude = """
        import os, sys
        from pathlib import Path
        from plnkit.errors import *
        from plnkit.journal import Journal, check
        from plnkit.model import Member
        def add(journal, name, note=""):
            member = Member(id=name.lower(), name=name, kind="person", note=note)
            return journal.change(lambda book: book.with_(member), f"Added {name}")
    """
    done = subprocess.run(
        [*before, sys.executable, "-c", textwrap.dedent(prelude) + textwrap.dedent(code)]
        + [str(a) for a in arguments],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": HERE},
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


# --- what is not ours -----------------------------------------------------------------------


def other_database(path: Path) -> None:
    with sqlite3.connect(path) as conn:
        conn.execute("CREATE TABLE header (key, value)")
    conn.close()


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda p: p.write_text("Dear diary"), "is not a plnkit book"),
        (lambda p: p.write_bytes(os.urandom(9000)), "is not a plnkit book"),
        (lambda p: p.write_bytes(b"SQLite format 3\0"), "is not a plnkit book"),
        (other_database, "is not a plnkit book"),
        (lambda p: p.touch(), "is empty: delete it, or choose another name"),
    ],
)
def test_a_file_that_is_not_ours_is_refused_and_left_as_it_was(path, make, said) -> None:
    make(path)
    before = path.read_bytes()
    with pytest.raises(NotABook) as refused:
        Journal.open(path)
    assert said in one_sentence(refused.value)
    assert path.read_bytes() == before
    assert [f.name for f in path.parent.iterdir()] == [path.name]


def test_a_database_of_ours_of_another_kind_is_refused(path: Path) -> None:
    Journal.open(path).close()
    with sqlite3.connect(path) as conn:
        conn.execute("UPDATE header SET value = 'room' WHERE key = 'kind'")
    conn.close()
    with pytest.raises(NotABook) as refused:
        Journal.open(path)
    one_sentence(refused.value)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotABook, match=r"is a folder: give the path of a file that ends in .pln"):
        Journal.open(tmp_path)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotWritable, match=r"There is no folder .*nowhere: make it first"):
        Journal.open(tmp_path / "nowhere" / "book.pln")
    assert list(tmp_path.iterdir()) == []


def test_a_path_through_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NotWritable, match="There is no folder"):
        Journal.open(tmp_path / "file" / "book.pln")


def test_a_link_that_leads_nowhere_is_refused(path: Path) -> None:
    path.symlink_to("nowhere.pln")
    with pytest.raises(NotWritable) as refused:
        Journal.open(path)
    one_sentence(refused.value)


def test_a_name_that_is_too_long_for_the_disk_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotWritable) as refused:
        Journal.open(tmp_path / ("x" * 300))
    one_sentence(refused.value)


def test_a_book_that_must_exist_is_not_made(path: Path) -> None:
    with pytest.raises(NotWritable, match=r"There is no book .*: make it with plnkit new book.pln"):
        check(path)
    assert list(path.parent.iterdir()) == []


def test_a_book_that_another_program_made_meanwhile_stays(path: Path) -> None:
    def slow(draft: Path) -> None:
        opening.fill(draft)
        add(Journal.open(path), "Rosa")

    disk.create(path, slow)
    assert "rosa" in Journal.open(path).book
    assert not list(path.parent.glob(".*"))


def test_a_book_that_could_not_be_filled_leaves_nothing(path: Path) -> None:
    def fail(draft: Path) -> None:
        opening.fill(draft)
        raise PermissionError

    with pytest.raises(NotWritable):
        disk.create(path, fail)
    assert list(path.parent.iterdir()) == []


# --- rights ---------------------------------------------------------------------------------

AS_SOMEONE_ELSE = "if os.getuid() == 0: os.setgid(65534); os.setuid(65534)\n"


@pytest.fixture
def shared(tmp_path_factory: pytest.TempPathFactory):
    """A folder that another user may enter, which is made read-only by the test."""
    folder = tmp_path_factory.mktemp("shared")
    for part in (folder, *folder.parents):
        if part.stat().st_uid == os.getuid() and part != Path("/"):
            part.chmod(part.stat().st_mode | 0o055)
    yield folder
    folder.chmod(0o755)


def refused(code: str, path: Path) -> str:
    """Return the sentence with which code is refused for a user without rights."""
    attempt = f"{AS_SOMEONE_ELSE}path = Path(sys.argv[1])\ntry:\n    {code}\n"
    return one_sentence(
        elsewhere(f"{attempt}except NotWritable as fault:\n    print(fault, end='')", path)
    )


def test_a_book_cannot_be_made_in_a_read_only_folder(shared: Path) -> None:
    shared.chmod(0o555)
    assert "choose another folder" in refused("Journal.open(path)", shared / "book.pln")
    assert list(shared.iterdir()) == []


def test_a_book_in_a_read_only_folder_is_refused_with_what_to_do(shared: Path) -> None:
    path = shared / "book.pln"
    add(Journal.open(path), "Rosa")
    before = path.read_bytes()
    path.chmod(0o444)
    shared.chmod(0o555)
    assert "check the permissions" in refused("add(Journal.open(path), 'Ana')", path)
    assert path.read_bytes() == before


def test_a_book_of_someone_else_cannot_be_read(shared: Path) -> None:
    Journal.open(shared / "book.pln").close()
    assert "cannot be read" in refused("Journal.open(path)", shared / "book.pln")


def test_a_folder_that_is_closed_to_us_is_named(shared: Path) -> None:
    Journal.open(shared / "book.pln").close()
    shared.chmod(0o700)
    refused("Journal.open(path)", shared / "book.pln")
    refused("Journal.open(path / 'deeper' / 'book.pln')", shared)


# --- a full disk ----------------------------------------------------------------------------

FILL_A_DISK = """
    folder = Path(sys.argv[1])
    path = folder / "book.pln"
    known = []
    journal = Journal.open(path)
    try:
        while len(known) < 1000:
            add(journal, f"P{len(known)}", "x" * 9000)
            known.append(f"p{len(known)}")
    except DiskFull as fault:
        print(fault)
    assert len(known) > 5, known
    assert list(journal.book.entities) == known
    assert list(journal.refresh().entities) == known
    journal.close()
    print(list(Journal.open(path).book.entities) == known, check(path))
    try:
        Journal.open(folder / "other.pln")
        (folder / "more").write_bytes(bytes(10**7))
    except (DiskFull, OSError):
        pass
    try:
        Journal.open(folder / "third.pln")
    except DiskFull as fault:
        print(fault)
    print(sorted(f.name for f in folder.iterdir() if f.name.startswith((".", "third"))))
"""


def can_mount() -> bool:
    try:
        return subprocess.run(["unshare", "-Urm", "true"], check=False).returncode == 0
    except FileNotFoundError:
        return False


@pytest.mark.skipif(not can_mount(), reason="this system lets nobody mount a small disk")
def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    script = 'mount -t tmpfs -o size=600k,mode=777 none "$0" && exec "$@"'
    said = elsewhere(
        FILL_A_DISK, tmp_path, before=("unshare", "-Urm", "sh", "-c", script, str(tmp_path))
    ).splitlines()
    assert "is full: free some room, then do this again" in one_sentence(said[0])
    assert said[1] == "True []"
    assert "other" not in said[2]
    assert "is full" in one_sentence(said[2])
    assert said[3] == "[]"


def test_a_book_that_may_not_grow_loses_nothing(journal: Journal) -> None:
    add(journal, "Rosa")
    with journal._engine.connect() as conn:
        conn.exec_driver_sql("PRAGMA max_page_count=10")
    with pytest.raises(DiskFull, match="is full: free some room"):
        add(journal, "Ana", "x" * 20_000)
    assert list(journal.book.entities) == ["rosa"]
    assert list(Journal.open(journal.path).book.entities) == ["rosa"]


# --- a book that another program holds ------------------------------------------------------

HOLD = """
import sqlite3, sys
conn = sqlite3.connect(sys.argv[1], isolation_level=None)
for statement in sys.argv[2:]:
    conn.execute(statement).fetchall()
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def held(path: Path, monkeypatch: pytest.MonkeyPatch):
    """Hold a book in another process until told to let go."""
    monkeypatch.setattr(database, "PATIENCE", 0.1)
    journal = Journal.open(path)
    add(journal, "Rosa")
    journal.close()
    holders = []

    def hold(*statements: str) -> subprocess.Popen[str]:
        holder = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(path), *statements],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        holders.append(holder)
        assert holder.stdout.readline() == "held\n"
        return holder

    yield hold
    for holder in holders:
        holder.stdin.close()
        holder.stdout.close()
        holder.wait()


@pytest.mark.parametrize("statement", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])
def test_a_change_says_that_another_program_holds_the_book(path: Path, held, statement) -> None:
    holder = held(statement)
    journal = Journal.open(path)
    before = journal.book
    with pytest.raises(Locked) as refused:
        add(journal, "Ana")
    assert "close it there, then try again" in one_sentence(refused.value)
    assert journal.book == before == journal.refresh()
    holder.stdin.close()
    holder.wait()
    assert list(add(journal, "Ana").entities) == ["rosa", "ana"]


def test_a_book_that_is_held_for_reading_too_cannot_be_opened(path: Path, held) -> None:
    held("PRAGMA locking_mode=EXCLUSIVE", "PRAGMA journal_mode=DELETE", "BEGIN EXCLUSIVE")
    with pytest.raises(Locked) as refused:
        Journal.open(path)
    one_sentence(refused.value)


def test_a_change_waits_for_another_one_to_end(path: Path, held, monkeypatch) -> None:
    monkeypatch.setattr(database, "PATIENCE", 30)
    holder = held("BEGIN IMMEDIATE")
    journal = Journal.open(path)
    holder.stdin.close()
    assert "ana" in add(journal, "Ana")


def test_opening_a_book_a_second_time_keeps_the_locks_of_the_first(path: Path) -> None:
    journal = Journal.open(path)
    add(journal, "Rosa")
    Journal.open(path).close()
    elsewhere("Journal.open(sys.argv[1]).close()", path)  # the last to leave takes the WAL along
    add(journal, "Ana")
    assert elsewhere("print(*Journal.open(sys.argv[1]).book.entities)", path) == "rosa ana\n"


# --- network drives -------------------------------------------------------------------------

MOUNTS = """\
proc /proc proc rw 0 0
/dev/sda1 / ext4 rw,relatime 0 0
server:/home /home nfs4 rw 0 0
/dev/sdb1 /home/rosa/disk ext4 rw 0 0
//server/share /media/My\\040Share cifs rw 0 0
tmpfs /media/over tmpfs rw 0 0
rosa@server: /media/over fuse.sshfs rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/", None),
        ("/tmp", None),
        ("/home/rosa", "nfs4"),
        ("/homestead", None),
        ("/home/rosa/disk/books", None),
        ("/media/My Share/books", "cifs"),
        ("/media/over", "fuse.sshfs"),
    ],
)
def test_a_network_drive_is_known_by_the_table_of_mounts(folder: str, kind: str | None) -> None:
    assert disk.network_type(Path(folder), MOUNTS) == kind


def test_a_table_of_mounts_may_be_odd() -> None:
    assert disk.network_type(Path("/x"), "\n\nodd\nnone / ext4 rw 0 0\n") is None


def test_a_network_drive_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "_NETWORK", {disk_kind(path.parent)})
    with pytest.raises(NoLocking) as refused:
        Journal.open(path)
    assert "keep the file in a folder on this computer" in one_sentence(refused.value)
    assert list(path.parent.iterdir()) == []


def disk_kind(folder: Path) -> str:
    """Return the kind of the disk that really holds a folder."""
    table = Path("/proc/self/mounts").read_text()
    kinds = {line.split(" ")[1]: line.split(" ")[2] for line in table.splitlines()}
    return next(kinds[str(p)] for p in (folder, *folder.parents) if str(p) in kinds)


# --- backups --------------------------------------------------------------------------------


def test_a_backup_holds_what_is_only_in_the_wal(journal: Journal) -> None:
    add(journal, "Rosa")
    copy = disk.back_up(journal.path, "backup-1")
    assert Journal.open(copy).book == journal.book


def test_a_backup_that_cannot_be_written_is_named(journal: Journal) -> None:
    Path(f"{journal.path}.backup-1").mkdir()
    with pytest.raises(NotWritable) as refused:
        disk.back_up(journal.path, "backup-1")
    one_sentence(refused.value)
