"""`plnkit export` and `plnkit report`: a book taken along as a file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plnkit.commands.shared import BookPath, opened
from plnkit.errors import NotReadable

if TYPE_CHECKING:
    from plnkit.journal import Journal


def export(
    book: BookPath,
    out: Annotated[
        Path,
        typer.Argument(
            metavar="OUT",
            help="A file that ends in .json, .xlsx, .csv, .graphml, .egor, .vcf, .ics or .html.",
        ),
    ],
    *,
    aliases: Annotated[
        bool,
        typer.Option("--aliases", help="With an alias for each name, and without what tells it."),
    ] = False,
) -> None:
    """Write a book to a file.

    Everything as .json; tables as .xlsx or .csv, the network as .graphml or .egor; contacts as .vcf,
    the dates as .ics for a calendar, the one-page report as .html. What is several tables or files
    (.csv, .egor) is a zip archive: call it OUT.csv.zip.
    """
    with opened(book) as journal:
        _write(journal, out, names=not aliases)


def report(
    book: BookPath,
    out: Annotated[Path, typer.Argument(metavar="OUT", help="A file that ends in .html.")],
    *,
    names: Annotated[
        bool,
        typer.Option(
            "--names/--no-names", help="Leave out every name, and what is said of people."
        ),
    ] = True,
) -> None:
    """Write the one-page report: to keep, to show, to print."""
    if out.suffix.lower() != ".html":
        raise NotReadable(f"A report ends in .html, and {out} does not: choose another name.")
    with opened(book) as journal:
        _write(journal, out, names=names)


def _write(journal: "Journal", out: Path, *, names: bool) -> None:
    """Write a book as the ending says; say what is in the file, and what is not."""
    from plnkit import exporting

    wanted = exporting.format_of(out)
    exporting.save_as(out, wanted.file(journal.book, journal.picture, names=names))
    print(f"Wrote {out}: {wanted.said(journal.book, names=names)}.")
    if wanted.is_archive and out.suffix.lower() != ".zip":
        print(f"It is a zip archive of several files: call it {out.name}.zip to look into it.")
    if lost := wanted.missing(journal.book, names=names):
        print(f"Not in it: {'; '.join(lost)}.")
