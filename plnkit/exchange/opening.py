"""A file that came from anywhere, read whole or refused in a sentence."""

import os
from pathlib import Path

from plnkit.errors import NotReadable
from plnkit.language import tr

LIMIT = 50_000_000  # bytes: a book of ten years is a tenth of it


def contents(path: Path) -> bytes:
    """Return what a file holds. Raises a `BookError` with a sentence where it cannot."""
    if os.path.isdir(path):
        raise NotReadable(tr("{path} is a folder: give the path of a file in it.", path=path))
    if os.path.exists(path) and not os.path.isfile(path):
        raise NotReadable(tr("{path} is not a file: give the path of one.", path=path))
    try:
        with path.open("rb") as file:
            data = file.read(LIMIT + 1)
    except FileNotFoundError:
        raise NotReadable(tr("There is no file {path}: check its name.", path=path)) from None
    except OSError as fault:
        raise NotReadable(
            tr(
                "{path} cannot be read ({why}): check its permissions.",
                path=path,
                why=fault.strerror,
            )
        ) from None
    if len(data) > LIMIT:
        raise NotReadable(
            tr(
                "{name} is larger than {limit} MB, more than plnkit takes.",
                name=path,
                limit=LIMIT // 10**6,
            )
        )
    return data
