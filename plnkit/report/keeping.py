"""How a report becomes a file: over an older report, and over nothing else."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from plnkit.exchange.given import Given
from plnkit.exchange.saving import HEAD, save_over
from plnkit.language import N_
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
    text = page(book, names=names, then=then, since=since, changed=changed, today=today)
    save_over(path, text.encode("utf-8", "replace"), is_ours, N_("a report of plnkit"))


def is_ours(file: Given) -> bool:
    """Return whether plnkit wrote a file, so that another may take its place."""
    return MARK.encode() in file.data[:HEAD]
