"""Where a book lies: the file, its backups, the folder's promises, and what SQLite's errors mean."""

import errno
import glob
import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

from plnkit.errors import (
    BookError,
    Damaged,
    DiskFull,
    Locked,
    NoLocking,
    NotABook,
    NotWritable,
)
from plnkit.language import tr

APPLICATION_ID = 0x504C4E31  # "PLN1": what `file`, and we, know a book or a store by
STORE_ENDING = ".plnroom"
_NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "9p", "fuse.sshfs", "davfs"}
_REMOTE_DRIVE = 4  # what Windows calls a network drive


def refuse_what_is_not_ours(path: Path) -> None:
    """Raise a `BookError` when the file at `path` is not one of ours, before anything touches it."""
    if os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises where a folder is closed to us
        ending = STORE_ENDING if _is_store(path) else ".pln"
        raise NotABook(
            tr(
                "{path} is a folder: give the path of a file that ends in {ending}.",
                path=path,
                ending=ending,
            )
        )
    try:
        empty = path.stat().st_size == 0
    except OSError as fault:
        raise NotWritable(
            tr(
                "{path} cannot be read ({reason}): check its permissions.",
                path=path,
                reason=fault.strerror,
            )
        ) from None
    if empty:
        raise NotABook(tr("{path} is empty: delete it, or choose another name.", path=path))
    _refuse_network(path.parent)
    if not _is_ours(path):
        raise NotABook(_not_ours(path))


def _not_ours(path: Path) -> str:
    if _is_store(path):
        return tr(
            "{path} is not a plnkit store, or its beginning is damaged: choose another file.",
            path=path,
        )
    return tr(
        "{path} is not a plnkit book, or its beginning is damaged: choose another file.", path=path
    )


def _is_ours(path: Path) -> bool:
    """Return whether a file says that it is ours, without leaving a trace of the question.

    SQLite must ask: on POSIX, closing a file takes all the locks of this process on it along, and
    only SQLite knows when it has some. Other programs would then believe that nobody is there.
    """
    look = f"{path.as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(look, uri=True)) as conn:
            return bool(conn.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,))
    except sqlite3.DatabaseError as fault:
        code = fault.sqlite_errorcode & 0xFF
        if code == sqlite3.SQLITE_NOTADB:
            return False
        if code == sqlite3.SQLITE_CORRUPT:  # or a checkpoint is under way: opening it will tell
            return True
        raise NotWritable(tr("{path} cannot be read: check its permissions.", path=path)) from None


def _is_store(path: Path) -> bool:
    return path.suffix == STORE_ENDING


def create(path: Path, fill: Callable[[Path], None]) -> None:
    """Make the file at `path` whole or not at all: filled beside it, then given its name."""
    if not os.path.isdir(path.parent):  # noqa: PTH112
        raise NotWritable(
            tr("There is no folder {path}: make it first, or choose another.", path=path.parent)
        )
    _refuse_network(path.parent)
    draft = path.with_name(f".{path.name}.{uuid4().hex[:8]}")
    try:
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        fill(draft)
        _name(draft, path)
    except OSError as fault:
        raise _explained_os(fault, path) from None
    finally:
        for left in path.parent.glob(f"{glob.escape(draft.name)}*"):
            left.unlink(missing_ok=True)


def _name(draft: Path, path: Path) -> None:
    """Give the draft its name unless another program was faster: then its book stays."""
    with suppress(FileExistsError):
        try:
            os.link(draft, path)
        except (PermissionError, NotImplementedError, AttributeError):
            draft.rename(path)  # a file system without links


# --- network drives -------------------------------------------------------------------------


def network_type(folder: Path, mounts: str) -> str | None:
    """Return the kind of network file system that `folder` is on, by the text of a mount table.

    The table is that of Linux, ``/proc/self/mounts``; None means a disk of this computer.
    """
    kinds = {}
    for line in mounts.splitlines():
        _, point, kind, *_ = (*line.split(" "), "", "", "")
        kinds[Path(point.replace("\\040", " "))] = kind
    nearest = next((p for p in (folder, *folder.parents) if p in kinds), None)
    kind = kinds[nearest] if nearest else ""
    return kind if kind in _NETWORK else None


def _refuse_network(folder: Path) -> None:
    if sys.platform == "win32":
        import ctypes

        drive = ctypes.windll.kernel32.GetDriveTypeW(folder.resolve().anchor)
        if drive == _REMOTE_DRIVE:
            raise no_locking(folder)
        return
    table = Path("/proc/self/mounts")
    if table.exists() and network_type(folder.resolve(), table.read_text(errors="replace")):
        raise no_locking(folder)


def no_locking(folder: Path) -> BookError:
    """Return the sentence for a folder where locks do not work."""
    return NoLocking(
        tr(
            "{path} cannot keep two programs apart (is it a network drive?): "
            "keep the file in a folder on this computer.",
            path=folder,
        )
    )


# --- backups --------------------------------------------------------------------------------


def back_up(path: Path, ending: str) -> Path:
    """Copy a book with SQLite's backup API, readable by its owner alone, and return the copy."""
    copy = path.with_name(f"{path.name}.{ending}")
    try:
        os.close(os.open(copy, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600))
    except OSError as fault:
        raise _explained_os(fault, copy) from None
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    return copy


def forget_backups(path: Path) -> None:
    """Delete the backups of a book."""
    for copy in path.parent.glob(f"{glob.escape(path.name)}.backup-*"):
        copy.unlink()


def readable_rows(path: Path, columns: str) -> list[tuple[Any, ...]]:
    """Return every row of a damaged journal that can still be read, without touching the file."""
    with tempfile.TemporaryDirectory() as folder:
        for ending in ("", "-wal"):
            with suppress(FileNotFoundError):
                shutil.copy(f"{path}{ending}", Path(folder) / f"copy{ending}")
        room = sum(f.stat().st_size for f in Path(folder).iterdir())
        with closing(sqlite3.connect(Path(folder) / "copy")) as conn:
            return list(_patiently(conn, columns, room // 50))  # no row is smaller


def _patiently(conn: sqlite3.Connection, columns: str, tries: int) -> Iterator[tuple[Any, ...]]:
    """Yield rows by their seq, stepping over each that cannot be read."""
    query = f"SELECT {columns} FROM journal WHERE seq > ? ORDER BY seq"  # noqa: S608
    seq = 0
    while tries:
        try:
            for row in conn.execute(query, (seq,)):
                seq = row[0]
                yield row
        except (sqlite3.DatabaseError, UnicodeDecodeError):
            seq, tries = seq + 1, tries - 1
        else:
            return


# --- what an error means --------------------------------------------------------------------


def explained(fault: BaseException | None, path: Path) -> BookError:
    """Return the sentence for an error of SQLite."""
    code = getattr(fault, "sqlite_errorcode", None)
    if code is None:
        # Text that is not UTF-8, in a row or in SQLite's own words about the damage.
        spoiled = isinstance(fault, sqlite3.OperationalError | UnicodeDecodeError)
        return (damaged if spoiled else _unreadable)(path)
    if code in _LOCK_TROUBLE:
        return no_locking(path.parent)
    return _SENTENCES.get(code & 0xFF, _unreadable)(path)


def _explained_os(fault: OSError, path: Path) -> BookError:
    if fault.errno == errno.ENOSPC:
        return _full(path)
    return NotWritable(
        tr(
            "{path} cannot be written ({reason}): choose another folder.",
            path=path,
            reason=fault.strerror,
        )
    )


def _full(path: Path) -> BookError:
    return DiskFull(
        tr(
            "The disk that holds {path} is full: free some room, then do this again. "
            "What was saved before is safe.",
            path=path,
        )
    )


def _locked(path: Path) -> BookError:
    return Locked(tr("Another program holds {path}: close it there, then try again.", path=path))


def _not_writable(path: Path) -> BookError:
    return NotWritable(
        tr(
            "{path} cannot be written: check the permissions of the file and its folder, "
            "or copy it to a folder of yours.",
            path=path,
        )
    )


def damaged(path: Path) -> BookError:
    """Return the sentence for a file whose content cannot be read."""
    if _is_store(path):
        return Damaged(
            tr(
                "{path} is damaged and was left as it is: put the newest copy that you have in "
                "its place.",
                path=path,
            )
        )
    return Damaged(
        tr(
            "{path} is damaged and was left as it is: save what can be read with "
            "plnkit check {name} --rescue copy.pln.",
            path=path,
            name=path.name,
        )
    )


def _unreadable(path: Path) -> BookError:
    return NotWritable(
        tr(
            "{path} could not be read or written: check that the disk is there and has room.",
            path=path,
        )
    )


_LOCK_TROUBLE = {
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_NOLFS,
    sqlite3.SQLITE_IOERR_LOCK,
    sqlite3.SQLITE_IOERR_RDLOCK,
    sqlite3.SQLITE_IOERR_UNLOCK,
    sqlite3.SQLITE_IOERR_SHMLOCK,
    sqlite3.SQLITE_IOERR_SHMOPEN,
    sqlite3.SQLITE_IOERR_SHMMAP,
}
_SENTENCES: dict[int, Callable[[Path], BookError]] = {
    sqlite3.SQLITE_ERROR: damaged,  # a table or column that must be there is not
    sqlite3.SQLITE_BUSY: _locked,
    sqlite3.SQLITE_LOCKED: _locked,
    sqlite3.SQLITE_READONLY: _not_writable,
    sqlite3.SQLITE_PERM: _not_writable,
    sqlite3.SQLITE_CANTOPEN: _not_writable,
    sqlite3.SQLITE_FULL: _full,
    sqlite3.SQLITE_CORRUPT: damaged,
    sqlite3.SQLITE_NOTADB: damaged,
}
