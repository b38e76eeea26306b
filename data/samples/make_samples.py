"""Make the sample books of this folder, the same ones every time: python make_samples.py [FOLDER]."""

import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import cohort
import crowded
import msgspec
import small

from plnkit.exchange.portable import text
from plnkit.model import Book

HERE = Path(__file__).parent
MADE = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
BOOKS = {"small": small.book, "crowded": crowded.book, "empty": Book}


def main(folder: Path) -> None:
    """Write every sample into a folder."""
    for name, book in BOOKS.items():
        (folder / f"{name}.json").write_bytes(_portable(book()))
    (folder / "cohort.json").write_bytes(_together(cohort.books()))


def _portable(book: Book) -> bytes:
    return text(book, lambda _: Book(), MADE)


def _together(books: Iterable[Book]) -> bytes:
    """Return portable books in one file, without the spaces that a reader would want."""
    inside = [msgspec.json.decode(_portable(book)) for book in books]
    plain = {"format": "plnkit-cohort", "version": 1, "books": inside}
    return msgspec.json.encode(plain) + b"\n"


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else HERE)
