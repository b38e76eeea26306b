"""Make the sample books of this folder, the same ones every time: python make_samples.py [FOLDER]."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import crowded
import small

from plnkit.exchange.portable import text
from plnkit.model import Book

HERE = Path(__file__).parent
MADE = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
BOOKS = {"small": small.book, "crowded": crowded.book, "empty": Book}


def main(folder: Path) -> None:
    """Write every sample into a folder."""
    for name, book in BOOKS.items():
        (folder / f"{name}.json").write_bytes(text(book(), lambda _: Book(), MADE))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else HERE)
