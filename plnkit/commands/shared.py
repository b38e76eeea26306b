"""What commands share: the book that they open, and how they say something."""

import sys
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plnkit.errors import NotABook
from plnkit.language import N_, tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plnkit.journal import Journal

BookPath = Annotated[Path, typer.Argument(metavar="BOOK", help=N_("A file that ends in .pln."))]


@contextmanager
def opened(book: Path, *, create: bool = False) -> "Iterator[Journal]":
    """Open a book for a while, and say where not all of it can be read."""
    from plnkit.journal import Journal

    journal = Journal.open(book, create=create)
    try:
        if journal.problems:
            say(tr("Not all of {book} can be read: plnkit check {book} says what.", book=book))
        yield journal
    finally:
        journal.close()


def refuse_other_ending(book: Path) -> None:
    """Raise `NotABook` where a name does not end in .pln."""
    if book.suffix.lower() != ".pln":
        raise NotABook(
            tr("A book's name ends in .pln, and {book} does not: choose another name.", book=book)
        )


def day(text: str) -> date:
    """Return the day that an option says."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(
            tr("{this} is not a date like 2026-11-02", this=repr(text))
        ) from None


Day = Annotated[date | None, typer.Option(parser=day, metavar="DATE")]


def say(sentence: str, code: int = 1) -> int:
    """Say something that is no result in one line, and return how the command ends."""
    print(" ".join(sentence.split()), file=sys.stderr)
    return code
