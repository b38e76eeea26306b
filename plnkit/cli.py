"""The command line: what a reader can do with a book without opening it.

Each command is a few lines over the module that does the work, imported when it runs, so that
``plnkit --help`` is quick. An error is one line that says what to do.
"""

import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from plnkit import __version__
from plnkit.commands import bringing, hub, keeping, taking, workshop
from plnkit.commands.shared import BookPath, Day, opened, refuse_other_ending, say
from plnkit.commands.showing import shower
from plnkit.errors import BookError, NotABook, NotWritable, strict
from plnkit.language import N_, tr

if TYPE_CHECKING:
    from plnkit.journal import Journal

app = typer.Typer(add_completion=False, rich_markup_mode=None)


def main() -> None:
    """Run the command that the terminal asks for."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a terminal that lacks a letter
    command = typer.main.get_command(app)
    _speak(command)
    sys.exit(_run(command))


def _speak(command: Any) -> None:
    """Say what a command and its options are for in the reader's language."""
    for one in (command, *command.params):
        if english := getattr(one, "help", None):
            one.help = tr(english)
    for within in getattr(command, "commands", {}).values():
        _speak(within)


def _run(command: Any) -> int:
    """Run a command and return how it ended; what went wrong is one line."""
    try:
        return command.main(prog_name="plnkit", standalone_mode=False) or 0
    except typer.TyperException as fault:
        return _wrong_usage(fault)
    except BookError as fault:
        return say(str(fault))
    except BrokenPipeError:  # `plnkit history | head`: nobody reads on
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except typer.Abort:
        return 130
    except Exception as fault:
        if strict():
            raise
        return say(
            tr("This should not have happened ({fault}): please report it.", fault=repr(fault))
        )


def _wrong_usage(fault: typer.TyperException) -> int:
    context = getattr(fault, "ctx", None)
    said = fault.format_message().rstrip(".")
    path = context.command_path if context else "plnkit"
    return say(tr("{fault}: see {command} --help.", fault=said, command=path), 2)


@app.callback(
    invoke_without_command=True, help=N_("See, grow and use the network that you learn from.")
)
def plnkit(
    context: typer.Context,
    *,
    version: Annotated[
        bool, typer.Option("--version", help=N_("Say which version this is."), is_eager=True)
    ] = False,
) -> None:
    """See, grow and use the network that you learn from."""
    if version:
        print(__version__)
    elif context.invoked_subcommand is None:
        print(context.get_help())


# --- a new book, and the workbook -------------------------------------------------------------


@app.command(help=N_("Make a new book."))
def new(
    book: BookPath,
    sample: Annotated[
        Literal["small", "crowded", "empty"] | None, typer.Option(help=N_("Begin with a sample."))
    ] = None,
) -> None:
    """Make a new book."""
    from plnkit import files
    from plnkit.exchange import portable
    from plnkit.exchange.merging import merge

    refuse_other_ending(book)
    if os.path.lexists(book):
        raise NotWritable(tr("{book} exists already: plnkit open {book} opens it.", book=book))
    with opened(book, create=True) as journal:
        if sample:
            found = portable.load(files.samples() / f"{sample}.json")
            label = tr("Began with the {sample} sample", sample=sample)
            journal.change(lambda old: merge(old, found)[0], label)
    print(tr("Made {book}: plnkit open {book} opens it.", book=book))


@app.command(
    "open", help=N_("Open the workbook in a browser.\n\nThe book is made if it is missing.")
)
def open_(
    book: BookPath = Path("my-network.pln"),
    *,
    lab: Annotated[bool, typer.Option("--lab", help=N_("In JupyterLab, on a copy."))] = False,
    port: Annotated[int | None, typer.Option(help=N_("The port to listen on."))] = None,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help=N_("Print the link only."))
    ] = False,
) -> None:
    """Open the workbook in a browser."""
    refuse_other_ending(book)
    with opened(book, create=True):
        pass  # what is wrong with it is said here, not on a page
    path, show = book.expanduser().absolute(), shower(browser=not no_browser)
    if lab:
        from plnkit import lab as jupyter

        jupyter.serve(path, port=port, on_ready=show)
    else:
        from plnkit.serving import start

        start.book(path, port, show)


app.command(help=workshop.SERVE)(workshop.serve)
app.command(help=hub.HUB)(hub.hub)
app.command(help=keeping.COPY)(keeping.copy)
app.command(help=keeping.BACKUP)(keeping.backup)
app.command(help=keeping.RESTORE)(keeping.restore)

# --- in and out -------------------------------------------------------------------------------

app.command(help=taking.EXPORT)(taking.export)
app.command("import", help=bringing.IMPORT)(bringing.import_)

# --- what the numbers say ---------------------------------------------------------------------


@app.command(help=N_("Say what a network is like: each measure, with what it means."))
def measures(
    book: BookPath,
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help=N_("As JSON, undefined as null."))
    ] = False,
    sources: Annotated[
        bool, typer.Option("--sources", help=N_("Count sources among the members, too."))
    ] = False,
) -> None:
    """Say what a network is like: each measure, with what it means."""
    import json

    from plnkit import measures as measuring
    from plnkit import reading

    with opened(book) as journal:
        if as_json:
            found = measuring.measures(journal.book, sources=sources)
            print(json.dumps(found, indent=2, ensure_ascii=False))
        else:
            print(*reading.numbers_as_text(journal.book, sources=sources), sep="\n")


app.command(help=taking.REPORT)(taking.report)


# --- looking after a book ---------------------------------------------------------------------


@app.command(help=N_("Read everything in a book and say whether it is sound."))
def check(
    book: BookPath,
    rescue: Annotated[
        Path | None, typer.Option(metavar="COPY", help=N_("Save what can be read of it here."))
    ] = None,
) -> None:
    """Read everything in a book and say whether it is sound."""
    wrong = _what_is_wrong(book)
    print(*wrong or ["sound"], sep="\n")
    if wrong and rescue is None:
        raise BookError(
            tr(
                "{book} is not sound: plnkit check {book} --rescue copy.pln saves what can be read.",
                book=book,
            )
        )
    if wrong and rescue:
        from plnkit import journal

        refuse_other_ending(rescue)
        rows = journal.rescue(book.expanduser().absolute(), rescue.expanduser().absolute())
        print(tr("Saved what could be read to {path}: rows {rows}.", path=rescue, rows=str(rows)))


def _what_is_wrong(book: Path) -> list[str]:
    from plnkit import journal
    from plnkit.errors import Damaged

    try:
        return journal.check(book)
    except (Damaged, NotABook) as fault:
        if os.path.isdir(book):
            raise
        return [str(fault)]


@app.command(
    help=N_(
        "Say what changed in a book, and when.\n\n"
        "With a date, show or bring back what was in it at the end of that day, local time."
    )
)
def history(book: BookPath, *, as_of: Day = None, restore: Day = None) -> None:
    """Say what changed in a book, and when."""
    from plnkit import past

    with opened(book) as journal:
        if as_of:
            print(*past.content(journal.as_of(past.end_of(as_of))), sep="\n")
        if restore:
            _restore(journal, restore)
        if not (as_of or restore):
            print(
                *list(past.history(journal.changes)) or [tr("Nothing has changed yet.")], sep="\n"
            )


def _restore(journal: "Journal", day: date) -> None:
    from plnkit import past

    moment = past.end_of(day)
    if not any(change.at <= moment for change in journal.changes):
        raise BookError(
            tr("The book was still empty on {day}: plnkit history says when it began.", day=day)
        )
    then, before = journal.as_of(moment), len(journal.changes)
    now = journal.change(lambda _: then, tr("Restored {day}", day=day))
    if len(journal.changes) > before:
        print(tr("Restored {day}:", day=day))
    else:
        print(tr("It is as it was on {day}:", day=day))
    print(*past.content(now), sep="\n")


@app.command(help=N_("Print the JSON Schema of the portable file."))
def schema() -> None:
    """Print the JSON Schema of the portable file."""
    import json

    from plnkit.exchange import schema

    print(json.dumps(schema.schema(), indent=2, ensure_ascii=False))


@app.command(help=N_("Say what this computer has and lacks."))
def doctor() -> None:
    """Say what this computer has and lacks."""
    from plnkit.doctor import findings

    found = []
    for finding in findings():
        print(finding)
        found.append(finding)
    if any(f.essential and not f.ok for f in found):
        raise BookError(tr("Something is missing that plnkit cannot do without: see above."))


if __name__ == "__main__":
    main()
