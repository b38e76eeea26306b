"""How a file is written: whole or not at all, and readable by its owner alone."""

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from plnkit.errors import BookError, DiskFull, NotWritable
from plnkit.exchange.given import Given
from plnkit.exchange.opening import LIMIT
from plnkit.language import tr

HEAD = 1_000  # bytes of a file in which it says that plnkit made it


def save(path: Path, data: bytes) -> None:
    """Put a file in its place in one step, over what stood there.

    Raises a `BookError`; then what stood there still does.
    """
    target = path.resolve()
    draft = target.with_name(f".{target.name[:100]}.{uuid4().hex[:8]}")
    try:
        _fill(draft, data)
        draft.replace(target)
    except OSError as fault:
        raise _explained(fault, path) from None
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def head_of(path: Path) -> bytes | None:
    """Return how a file that would be replaced begins, None where there is none.

    Raises `NotWritable` where a folder stands, or what cannot be read.
    """
    if os.path.isdir(path):  # Path.is_dir raises where a folder is closed to us
        raise NotWritable(tr("{path} is a folder: give the name of a file in it.", path=path))
    try:
        with path.open("rb") as file:
            return file.read(HEAD)
    except FileNotFoundError:
        return None
    except OSError as fault:
        raise NotWritable(
            tr("{path} cannot be written ({why}): choose another.", path=path, why=fault.strerror)
        ) from None


def save_over(path: Path, data: bytes, ours: Callable[[Given], bool], what: str) -> None:
    """Put a file in its place, over one that plnkit made, as `ours` sees, and over nothing else.

    Raises a `BookError`, and writes nothing; `what` says what may be replaced: "a report of plnkit".
    """
    if head_of(path) is not None and not ours(_given(path)):
        raise NotWritable(
            tr("{path} exists and is not {what}: choose another name.", path=path, what=tr(what))
        )
    save(path, data)


def _given(path: Path) -> Given:
    with path.open("rb") as file:
        return Given(path.name, file.read(LIMIT))


def _fill(draft: Path, data: bytes) -> None:
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(draft, flags, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _explained(fault: OSError, path: Path) -> BookError:
    if fault.errno == errno.ENOSPC:
        return DiskFull(
            tr(
                "The disk has no room for {path}: free some, then do this again. "
                "Nothing was written.",
                path=path,
            )
        )
    if fault.errno == errno.ENOENT:
        return NotWritable(
            tr("There is no folder {path}: make it first, or choose another.", path=path.parent)
        )
    return NotWritable(
        tr(
            "{path} cannot be written ({why}): choose another folder.",
            path=path,
            why=fault.strerror,
        )
    )
