"""How a report becomes a file: over an older report, and over nothing else."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from plnkit.errors import NotWritable
from plnkit.exchange.saving import head_of, save
from plnkit.model import Book
from plnkit.report.document import MARK, page


def write(  # noqa: PLR0913 - each by its name
    book: Book,
    path: Path,
    *,
    names: bool = True,
    then: Book | None = None,
    since: str = "",
    changed: Sequence[str] = (),
    today: date | None = None,
) -> None:
    """Write the report of a book to a file, as `page` makes it.

    Raises a `BookError`, and writes nothing, where it cannot or where something else stands.
    """
    _refuse_what_is_not_a_report(path)
    text = page(book, names=names, then=then, since=since, changed=changed, today=today)
    save(path, text.encode("utf-8", "replace"))


def _refuse_what_is_not_a_report(path: Path) -> None:
    head = head_of(path)
    if head is not None and MARK.encode() not in head:
        raise NotWritable(f"{path} exists and is not a report of plnkit: choose another name.")
