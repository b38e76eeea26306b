"""The key of a learner who logs in: a file of their own has it, and no browser.

A server behind a login knows its reader before any page does. Who can read the file can open the book;
who has the database alone cannot.
"""

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from plnkit.errors import NotAKey, NotWritable
from plnkit.language import tr
from plnkit.sealing import secret_of

PLACE = "PLNKIT_KEY"  # in the environment: the path of the file


def own(env: Mapping[str, str] = os.environ) -> str | None:
    """Return the key of the learner whose server this is; None where browsers keep the keys.

    Raises a `BookError` when the file is not there, or holds something else.
    """
    return _read(Path(env[PLACE])) if PLACE in env else None


def make(path: Path) -> None:
    """See to it that there is a key that its owner alone can read; one that is there stays.

    Raises a `BookError` when it cannot be had.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            _put(path, secrets.token_hex(16))
        path.chmod(0o600)  # a volume may have been mounted with other permissions
    except OSError as fault:
        raise NotWritable(_why(path, fault)) from None
    _read(path)


def _put(path: Path, key: str) -> None:
    """Write a key whole or not at all; of two servers that start at once, one does."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.touch(0o600)
    with draft.open("w") as file:
        file.write(f"{key}\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        with suppress(FileExistsError):
            path.hardlink_to(draft)
    finally:
        draft.unlink()


def _read(path: Path) -> str:
    try:
        key = path.read_text("ascii").strip()
        secret_of(key)
    except OSError as fault:
        raise NotWritable(_why(path, fault)) from None
    except (NotAKey, UnicodeDecodeError):
        raise NotAKey(
            tr("{path} holds no key: put the copy of it back that opens the book.", path=path)
        ) from None
    return key


def _why(path: Path, fault: OSError) -> str:
    return tr(
        "The key {path} can be neither read nor made ({reason}): check the permissions of its folder.",
        path=path,
        reason=fault.strerror,
    )
