"""The report with what changed since the first picture, as pages and the command line make it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from plnkit import waves
from plnkit.model import Book, Wave
from plnkit.reading.waves import read_changes
from plnkit.report.disguise import without_names
from plnkit.report.document import page
from plnkit.report.keeping import write


def whole(book: Book, picture: Callable[[Wave], Book], *, names: bool = True) -> str:
    """Return the report of a book; `picture` returns what it was when a wave was taken."""
    return page(book, names=names, **_since(book, picture, names=names))


def write_whole(
    book: Book, path: Path, picture: Callable[[Wave], Book], *, names: bool = True
) -> None:
    """Write the report of a book to a file.

    Raises a `BookError`, and writes nothing, where it cannot or where something else stands.
    """
    write(book, path, names=names, **_since(book, picture, names=names))


def _since(book: Book, picture: Callable[[Wave], Book], *, names: bool) -> dict[str, Any]:
    oldest = next(filter(waves.has_content, waves.in_order(book)), None)
    if oldest is None:
        return {}
    then = picture(oldest)
    # Sentences are made of books that hold no name, so none can be left in them; the book of today
    # comes first, as on the page, or the numbers would be others than on the map.
    now, before = (book, then) if names else without_names(book, then)
    changed = read_changes(waves.compare(before, now))
    return {"then": then, "since": oldest.name, "changed": changed}
