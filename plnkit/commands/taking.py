"""`plnkit export` and `plnkit report`: a book taken along as a file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plnkit.commands.shared import BookPath, opened
from plnkit.errors import NotReadable
from plnkit.language import N_, tr

if TYPE_CHECKING:
    from plnkit.journal import Journal

EXPORT = N_(
    "Write a book to a file.\n\n"
    "Everything as .json; tables as .xlsx or .csv, the network as .graphml or .egor; contacts as "
    ".vcf, the dates as .ics for a calendar, the one-page report as .html. What is several tables "
    "or files (.csv, .egor) is a zip archive: call it OUT.csv.zip."
)
REPORT = N_("Write the one-page report: to keep, to show, to print.")


def export(
    book: BookPath,
    out: Annotated[
        Path,
        typer.Argument(
            metavar="OUT",
            help=N_(
                "A file that ends in .json, .xlsx, .csv, .graphml, .egor, .vcf, .ics or .html."
            ),
        ),
    ],
    *,
    aliases: Annotated[
        bool,
        typer.Option(
            "--aliases", help=N_("With an alias for each name, and without what tells it.")
        ),
    ] = False,
) -> None:
    """Write a book to a file, in the format that its ending says."""
    with opened(book) as journal:
        _write(journal, out, names=not aliases)


def report(
    book: BookPath,
    out: Annotated[Path, typer.Argument(metavar="OUT", help=N_("A file that ends in .html."))],
    *,
    names: Annotated[
        bool,
        typer.Option(
            "--names/--no-names", help=N_("Leave out every name, and what is said of people.")
        ),
    ] = True,
) -> None:
    """Write the one-page report: to keep, to show, to print."""
    if out.suffix.lower() != ".html":
        raise NotReadable(
            tr("A report ends in .html, and {path} does not: choose another name.", path=out)
        )
    with opened(book) as journal:
        _write(journal, out, names=names)


def _write(journal: "Journal", out: Path, *, names: bool) -> None:
    """Write a book as the ending says; say what is in the file, and what is not."""
    from plnkit import exporting

    wanted = exporting.format_of(out)
    exporting.save_as(out, wanted.file(journal.book, journal.picture, names=names))
    print(tr("Wrote {path}: {what}.", path=out, what=wanted.said(journal.book, names=names)))
    if wanted.is_archive and out.suffix.lower() != ".zip":
        print(
            tr(
                "It is a zip archive of several files: call it {name}.zip to look into it.",
                name=out.name,
            )
        )
    if lost := wanted.missing(journal.book, names=names):
        print(tr("Not in it: {things}.", things="; ".join(lost)))
