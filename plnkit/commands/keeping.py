"""`plnkit copy`, `plnkit backup` and `plnkit restore`: a store in another place, row by row."""

from datetime import datetime
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer

from plnkit.language import N_, trn

COPY = N_(
    "Copy a store to another place, and compare both row by row.\n\n"
    "Stop what serves it first: what is written afterwards is not in the copy."
)
BACKUP = N_(
    "Write what a store holds now to a file, and compare both row by row.\n\n"
    "It may be served meanwhile. What somebody erases later stays in the file: delete it in time."
)
RESTORE = N_(
    "Bring a backup to where there is no store, and compare both row by row.\n\n"
    "Whoever served it before must be stopped; private links open the same books again."
)
_PLACE = N_("A .plnroom file, or a PostgreSQL URL.")


def copy(
    source: Annotated[str, typer.Argument(metavar="FROM", help=_PLACE)],
    target: Annotated[str, typer.Argument(metavar="TO", help=_PLACE)],
) -> None:
    """Copy a store to another place, and compare both row by row."""
    from plnkit.journal import copying

    typer.echo(
        trn(
            "Copied {n} row, and compared it: both are the same.",
            "Copied {n} rows, and compared them: both are the same.",
            sum(copying.copy(source, target).rows.values()),
        )
    )


def backup(
    store: Annotated[
        str, typer.Argument(help=N_("A .plnroom file, a PostgreSQL URL, or a book of your own."))
    ],
    file: Annotated[
        Path | None,
        typer.Argument(help=N_("Where to; by default, a name with the time in this folder.")),
    ] = None,
) -> None:
    """Write what a store holds now to a file, and compare both row by row."""
    from plnkit.journal import copying

    file = file or _named(store)
    held = copying.copy(store, file)
    typer.echo(
        trn(
            "Backed up {n} book to {file}, and compared each row (rows {rows}, shares {shares}).",
            "Backed up {n} books to {file}, and compared each row (rows {rows}, shares {shares}).",
            held.books,
            file=file,
            rows=sum(held.rows.values()),
            shares=held.rows.get("shares", 0),
        )
    )


def restore(
    file: Annotated[Path, typer.Argument(help=N_("A file that plnkit backup wrote."))],
    store: Annotated[
        str, typer.Argument(help=N_("Where to: a file that is not there, or an empty database."))
    ],
) -> None:
    """Bring a backup to where there is no store, and compare both row by row."""
    from plnkit.journal import copying

    held = copying.copy(file, store)
    typer.echo(
        trn(
            "Restored {n} book, and compared each row (rows {rows}, shares {shares}).",
            "Restored {n} books, and compared each row (rows {rows}, shares {shares}).",
            held.books,
            rows=sum(held.rows.values()),
            shares=held.rows.get("shares", 0),
        )
    )


def _named(store: str) -> Path:
    """Return a name that says of what a backup is, and of when: workshop-2026-11-26-0915.plnroom."""
    place = Path(urlsplit(store).path if "://" in store else store)
    ending = ".pln" if place.suffix == ".pln" else ".plnroom"
    return Path(f"{place.stem or 'store'}-{datetime.now().astimezone():%Y-%m-%d-%H%M}{ending}")
