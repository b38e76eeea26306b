"""A file that came from anywhere, read whole or refused in a sentence."""

import os
from pathlib import Path

from plnkit.errors import NotReadable

LIMIT = 50_000_000  # bytes: a book of ten years is a tenth of it


def contents(path: Path) -> bytes:
    """Return what a file holds. Raises a `BookError` with a sentence where it cannot."""
    if os.path.isdir(path):
        raise NotReadable(f"{path} is a folder: give the path of a file in it.")
    if os.path.exists(path) and not os.path.isfile(path):
        raise NotReadable(f"{path} is not a file: give the path of one.")
    try:
        with path.open("rb") as file:
            data = file.read(LIMIT + 1)
    except FileNotFoundError:
        raise NotReadable(f"There is no file {path}: check its name.") from None
    except OSError as fault:
        raise NotReadable(f"{path} cannot be read ({fault.strerror}): check its rights.") from None
    if len(data) > LIMIT:
        raise NotReadable(f"{path} is larger than {LIMIT // 10**6} MB, more than plnkit takes.")
    return data
