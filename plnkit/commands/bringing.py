"""`plnkit import`: files put into a book."""

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plnkit.commands.shared import BookPath, day, opened, refuse_other_ending
from plnkit.errors import NotReadable
from plnkit.language import N_, tr

if TYPE_CHECKING:
    from plnkit.commands.outcome import Outcome, Wanted
    from plnkit.exchange.incoming import Asked, Brought, Set
    from plnkit.model import Book

IMPORT = N_(
    "Put what files hold into a book.\n\n"
    "All of the files or none; the book is made if it is missing. Files that belong together, as "
    "egor's three do, are given together. Of an address book, the options choose whom to take."
)
_OPTIONS = {"ego": "--ego ID", "me": "--me ADDRESS", "columns": "--column name=COLUMN"}


def import_(
    book: BookPath,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...")],
    *,
    format_: Annotated[str | None, typer.Option("--format", help=N_("What the files are."))] = None,
    preview: Annotated[
        bool, typer.Option("--preview", help=N_("Say it, and write nothing."))
    ] = False,
    ego: Annotated[
        str | None, typer.Option(metavar="ID", help=N_("Whose network to take, of several."))
    ] = None,
    me: Annotated[
        list[str] | None, typer.Option(metavar="ADDRESS", help=N_("An address of yours."))
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(metavar="FIELD=COLUMN", help=N_('Which column holds what: name="Full name".')),
    ] = None,
    organisation: Annotated[
        str, typer.Option(metavar="TEXT", help=N_("Only those whose organisation has this in it."))
    ] = "",
    position: Annotated[
        str, typer.Option(metavar="TEXT", help=N_("Only those whose position has this in it."))
    ] = "",
    label: Annotated[
        str, typer.Option(metavar="TEXT", help=N_("Only those with a label that has this in it."))
    ] = "",
    since: Annotated[
        date | None,
        typer.Option(
            parser=day, metavar="DATE", help=N_("Only those connected, met or talked to since.")
        ),
    ] = None,
    talked: Annotated[
        bool,
        typer.Option("--talked", help=N_("Only those with whom there was a talk or a meeting.")),
    ] = False,
    only: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help=N_("Only people with this name."))
    ] = None,
    rejects: Annotated[
        Path | None, typer.Option(metavar="FILE.csv", help=N_("Where to list what was left out."))
    ] = None,
) -> None:
    """Put what files hold into a book, all of the files or none."""
    from plnkit.commands.outcome import Wanted, left_out
    from plnkit.exchange.incoming import Asked
    from plnkit.exchange.preview import Filter

    refuse_other_ending(book)
    asked = Asked(ego=ego, me=tuple(me or ()), columns=_columns(column or ()))
    shown = Filter("", organisation, position, label, since, talked)
    found = _read(files, format_, asked)
    wanted = Wanted.of(shown, only or (), found)
    listed = left_out(found, rejects) if rejects else None
    work = _previewed if preview else _imported
    for outcome in work(book, found, wanted):
        name = f"{outcome.name}: " if len(found) > 1 else ""
        print(*(f"{name}{line}" for line in outcome.lines(preview=preview)), sep="\n")
    if listed:
        print(listed)
    if preview:
        print(tr("This was a preview: {book} is as it was.", book=book))


def _columns(said: Iterable[str]) -> dict[str, str]:
    pairs = [one.partition("=") for one in said]
    if wrong := next((field for field, sign, _ in pairs if not sign), None):
        raise typer.BadParameter(
            tr('{this} is not a field and its column, like name="Full name"', this=repr(wrong))
        )
    return {field.strip(): column for field, _, column in pairs}


def _read(files: Sequence[Path], said: str | None, asked: "Asked") -> "list[Brought]":
    from plnkit.exchange import incoming
    from plnkit.exchange.given import Given

    tell, found = _stages(), []
    try:
        for one in incoming.sets([Given.of(file) for file in files], said):
            tell(tr("Reading {file}: {kind}", file=one.name, kind=one.title))
            found.append(incoming.read_set(one, _with_proposal(one, asked)))
    except incoming.Unanswered as fault:
        option = _OPTIONS[fault.ask]
        if option.split()[0] in str(fault):
            raise
        raise NotReadable(f"{str(fault).rstrip('.')} ({option}).") from None
    return found


def _with_proposal(one: "Set", asked: "Asked") -> "Asked":
    """Return the columns that were said, and for all else those that are found by themselves."""
    if one.format != "table" or not asked.columns:
        return asked
    from plnkit.exchange import table

    return replace(asked, columns={**table.sheet(one.files[0]).proposal, **asked.columns})


def _stages() -> Callable[[str], None]:
    """Return what says how far it is, where somebody is watching."""

    def tell(stage: str) -> None:
        print(f"{stage} …", file=sys.stderr, flush=True)

    return tell if sys.stderr.isatty() else lambda _: None


def _imported(book: Path, found: "Sequence[Brought]", wanted: "Wanted") -> "list[Outcome]":
    from plnkit import words
    from plnkit.commands.outcome import put

    outcomes: list[Outcome] = []

    def edit(old: "Book") -> "Book":
        merged, outcomes[:] = put(old, found, wanted)
        return merged

    names = [file for brought in found for file in brought.name.split(", ")]
    with opened(book, create=True) as journal:
        journal.change(edit, tr("Imported {what}", what=words.listed(names)))
    return outcomes


def _previewed(book: Path, found: "Sequence[Brought]", wanted: "Wanted") -> "list[Outcome]":
    from plnkit.commands.outcome import put
    from plnkit.model import Book

    if not os.path.lexists(book):
        return put(Book(), found, wanted)[1]
    with opened(book) as journal:
        return put(journal.book, found, wanted)[1]
