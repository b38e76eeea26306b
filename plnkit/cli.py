"""The command line: what a reader can do with a book without opening it.

Each command is a few lines over the module that does the work, imported when it runs, so that
``plnkit --help`` is quick. An error is one line that says what to do.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from plnkit import __version__
from plnkit.errors import BookError, NotABook, NotReadable, NotWritable, strict

if TYPE_CHECKING:
    from plnkit.exchange.merging import Counts
    from plnkit.exchange.staging import Staged
    from plnkit.journal import Journal
    from plnkit.model import Book
    from plnkit.serving.workshop import Links

app = typer.Typer(add_completion=False, rich_markup_mode=None)

BookPath = Annotated[Path, typer.Argument(metavar="BOOK", help="A file that ends in .pln.")]
ENDINGS = (".json", ".ics", ".html")  # that a book can be exported to


def main() -> None:
    """Run the command that the terminal asks for."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a terminal that lacks a letter
    sys.exit(_run(typer.main.get_command(app)))


def _run(command: Any) -> int:
    """Run a command and return how it ended; what went wrong is one line."""
    try:
        return command.main(prog_name="plnkit", standalone_mode=False) or 0
    except typer.TyperException as fault:
        return _wrong_usage(fault)
    except BookError as fault:
        return _say(str(fault))
    except BrokenPipeError:  # `plnkit history | head`: nobody reads on
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except typer.Abort:
        return 130
    except Exception as fault:
        if strict():
            raise
        return _say(f"This should not have happened ({fault!r}): please report it.")


def _say(sentence: str, code: int = 1) -> int:
    print(" ".join(sentence.split()), file=sys.stderr)
    return code


def _wrong_usage(fault: typer.TyperException) -> int:
    context = getattr(fault, "ctx", None)
    said = fault.format_message().rstrip(".")
    path = context.command_path if context else "plnkit"
    return _say(f"{said}: see {path} --help.", 2)


@app.callback(invoke_without_command=True)
def plnkit(
    context: typer.Context,
    *,
    version: Annotated[
        bool, typer.Option("--version", help="Say which version this is.", is_eager=True)
    ] = False,
) -> None:
    """See, grow and use the network that you learn from."""
    if version:
        print(__version__)
    elif context.invoked_subcommand is None:
        print(context.get_help())


# --- a new book, and the workbook -------------------------------------------------------------


@app.command()
def new(
    book: BookPath,
    sample: Annotated[
        Literal["small", "crowded", "empty"] | None, typer.Option(help="Begin with a sample.")
    ] = None,
) -> None:
    """Make a new book."""
    from plnkit import files
    from plnkit.exchange import portable

    _refuse_other_ending(book)
    if os.path.lexists(book):
        raise NotWritable(f"{book} exists already: plnkit open {book} opens it.")
    found = [portable.load(files.samples() / f"{sample}.json")] if sample else []
    with _opened(book, create=True) as journal:
        journal.change(lambda old: _merged(old, found)[0], f"Began with the {sample} sample")
    print(f"Made {book}: plnkit open {book} opens it.")


@app.command("open")
def open_(
    book: BookPath = Path("my-network.pln"),
    *,
    lab: Annotated[bool, typer.Option("--lab", help="In JupyterLab, on a copy.")] = False,
    port: Annotated[int | None, typer.Option(help="Where to listen.")] = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Print the link only.")] = False,
) -> None:
    """Open the workbook in a browser.

    The book is made if it is missing.
    """
    _refuse_other_ending(book)
    with _opened(book, create=True):
        pass  # what is wrong with it is said here, not on a page
    path, show = book.expanduser().absolute(), _shower(browser=not no_browser)
    if lab:
        from plnkit import lab as jupyter

        jupyter.serve(path, port=port, on_ready=show)
    else:
        from plnkit.serving import start

        start.book(path, port, show)


@app.command()
def serve(
    store: Annotated[
        str | None,
        typer.Argument(
            help="A .plnroom file, or a PostgreSQL URL; without one it is workshop.plnroom."
        ),
    ] = None,
    *,
    title: Annotated[str | None, typer.Option(help="What the workshop is called.")] = None,
    seats: Annotated[int, typer.Option(min=1, help="How many may be in at once.")] = 40,
    host: Annotated[str, typer.Option(help="Where to listen; all of the network.")] = "0.0.0.0",  # noqa: S104
    port: Annotated[int | None, typer.Option(help="Where to listen.")] = None,
    frame: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ORIGIN", help="A site that may show the pages in a frame, if over https."
        ),
    ] = None,
    tls_cert: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A certificate as PEM, for https.")
    ] = None,
    tls_key: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The key of the certificate.")
    ] = None,
    address: Annotated[
        str | None,
        typer.Option(
            metavar="ORIGIN", help="How people reach it, where a proxy stands in front of it."
        ),
    ] = None,
    demo: Annotated[
        bool, typer.Option("--demo", help="With 24 invented people, to practise.")
    ] = False,
    new_room: Annotated[
        bool, typer.Option("--new-room", help="Close the room that is open, and begin another.")
    ] = False,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Print the links only.")] = False,
) -> None:
    """Serve a workshop: each browser has its own book in the store.

    The store is made if it is missing.
    """
    from plnkit.serving import tls, workshop
    from plnkit.serving.access import is_origin

    for origin in (*(frame or ()), *filter(None, [address])):
        if not is_origin(origin):
            raise typer.BadParameter(f"{origin!r} is not a site like https://lms.example")
    workshop.store(
        store or ("demo.plnroom" if demo else "workshop.plnroom"),
        (host, port),
        _announcer(browser=not no_browser),
        workshop.Plans(title, new_room=new_room, demo=demo, address=address),
        tls.context(tls_cert, tls_key),
        seats=seats,
        frames=tuple(frame or ()),
    )


def _shower(*, browser: bool) -> Callable[[str], None]:
    """Return what shows the link of a book: printed, and in a browser if there is one."""

    def show(link: str) -> None:
        print(f"Open: {link}", flush=True)
        if browser:
            _browse(link)

    return show


def _announcer(*, browser: bool) -> "Callable[[Links], None]":
    """Return what shows the ways into a workshop: printed, and the wall in a browser."""

    def show(links: "Links") -> None:
        print(f"Join: {links.join}")
        if sys.stdout.isatty():
            import segno

            segno.make(links.join, micro=False).terminal(compact=True)
        print(f"Facilitator: {links.facilitator}")
        if not links.begun:
            print(
                "Open it in the browser in which it was opened before, or with the link of the "
                "first time: only they have the room's key."
            )
        sys.stdout.flush()
        if browser:
            _browse(links.wall)

    return show


def _browse(link: str) -> None:
    import webbrowser
    from threading import Thread

    from plnkit.doctor import has_browser

    if has_browser():
        Thread(target=webbrowser.open, args=(link,), daemon=True).start()


# --- in and out -------------------------------------------------------------------------------


@app.command()
def export(
    book: BookPath,
    out: Annotated[
        Path, typer.Argument(metavar="OUT", help="A file that ends in .json, .ics or .html.")
    ],
) -> None:
    """Write a book to a file.

    Everything as .json, the dates as .ics for a calendar, the one-page report as .html.
    """
    _refuse_format(out)
    with _opened(book) as journal:
        said = _WRITERS[out.suffix.lower()](journal, out)
    print(f"Wrote {out}: {said}.")


def _write_json(journal: "Journal", out: Path) -> str:
    from plnkit.exchange import portable

    portable.write(journal.book, out, journal.as_of)
    return f"members {len(journal.book.members)}"


def _write_calendar(journal: "Journal", out: Path) -> str:
    from plnkit import words
    from plnkit.exchange import calendar
    from plnkit.model import Plan

    calendar.write(journal.book, out)
    dated = sum(plan.on is not None for plan in journal.book.all(Plan))
    return words.count(dated, "date")


def _write_report(journal: "Journal", out: Path, *, names: bool = True) -> str:
    from plnkit import report

    report.write_whole(journal.book, out, journal.picture, names=names)
    return "the report, with names" if names else "the report, without names"


_WRITERS = {".json": _write_json, ".ics": _write_calendar, ".html": _write_report}


@app.command("import")
def import_(
    book: BookPath,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...")],
    *,
    format_: Annotated[str | None, typer.Option("--format", help="What the files are.")] = None,
    preview: Annotated[bool, typer.Option("--preview", help="Say it, and write nothing.")] = False,
    ego: Annotated[
        str | None, typer.Option(metavar="ID", help="Whose network to take, of several.")
    ] = None,
) -> None:
    """Put what files hold into a book.

    All of the files or none; the book is made if it is missing. The three files of egor are given
    together.
    """
    from plnkit.exchange import incoming
    from plnkit.exchange.given import Given

    _refuse_other_ending(book)
    found = incoming.read([Given.of(file) for file in files], format_, incoming.Asked(ego=ego))
    staged = [brought.staged for brought in found]
    counts = _previewed(book, staged) if preview else _imported(book, files, staged)
    for brought, count in zip(found, counts, strict=True):
        name = f"{brought.name}: " if len(found) > 1 else ""
        print(f"{name}{count}", *(f"{name}{reason}" for reason in count.reasons), sep="\n")
    if preview:
        print("This was a preview: nothing was written.")


def _imported(book: Path, files: list[Path], staged: "list[Staged]") -> "list[Counts]":
    from plnkit import words

    counts: list[Counts] = []

    def edit(old: "Book") -> "Book":
        merged, counted = _merged(old, staged)
        counts[:] = counted
        return merged

    with _opened(book, create=True) as journal:
        journal.change(edit, f"Imported {words.listed([file.name for file in files])}")
    return counts


def _previewed(book: Path, staged: "list[Staged]") -> "list[Counts]":
    from plnkit.model import Book

    if not os.path.lexists(book):
        return _merged(Book(), staged)[1]
    with _opened(book) as journal:
        return _merged(journal.book, staged)[1]


def _merged(book: "Book", staged: "list[Staged]") -> "tuple[Book, list[Counts]]":
    from plnkit.exchange.merging import merge

    counts = []
    for brought in staged:
        book, counted = merge(book, brought)
        counts.append(counted)
    return book, counts


# --- what the numbers say ---------------------------------------------------------------------


@app.command()
def measures(
    book: BookPath,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, undefined as null.")] = False,
    sources: Annotated[
        bool, typer.Option("--sources", help="Count sources among the members, too.")
    ] = False,
) -> None:
    """Say what a network is like: each measure, with what it means."""
    import json

    from plnkit import measures as measuring
    from plnkit import reading

    with _opened(book) as journal:
        if as_json:
            found = measuring.measures(journal.book, sources=sources)
            print(json.dumps(found, indent=2, ensure_ascii=False))
        else:
            print(*reading.numbers_as_text(journal.book, sources=sources), sep="\n")


@app.command()
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
    with _opened(book) as journal:
        print(f"Wrote {out}: {_write_report(journal, out, names=names)}.")


# --- looking after a book ---------------------------------------------------------------------


@app.command()
def check(
    book: BookPath,
    rescue: Annotated[
        Path | None, typer.Option(metavar="COPY", help="Save what can be read of it here.")
    ] = None,
) -> None:
    """Read everything in a book and say whether it is sound."""
    wrong = _what_is_wrong(book)
    print(*wrong or ["sound"], sep="\n")
    if wrong and rescue is None:
        raise BookError(
            f"{book} is not sound: plnkit check {book} --rescue copy.pln saves what can be read."
        )
    if wrong and rescue:
        from plnkit import journal

        _refuse_other_ending(rescue)
        rows = journal.rescue(book.expanduser().absolute(), rescue.expanduser().absolute())
        print(f"Saved what could be read to {rescue}: rows {rows}.")


def _what_is_wrong(book: Path) -> list[str]:
    from plnkit import journal
    from plnkit.errors import Damaged

    try:
        return journal.check(book)
    except (Damaged, NotABook) as fault:
        if os.path.isdir(book):
            raise
        return [str(fault)]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a date like 2026-11-02") from None


Day = Annotated[date | None, typer.Option(parser=_day, metavar="DATE")]


@app.command()
def history(book: BookPath, *, as_of: Day = None, restore: Day = None) -> None:
    """Say what changed in a book, and when.

    With a date, show or bring back what was in it at the end of that day, local time.
    """
    from plnkit import past

    with _opened(book) as journal:
        if as_of:
            print(*past.content(journal.as_of(past.end_of(as_of))), sep="\n")
        if restore:
            _restore(journal, restore)
        if not (as_of or restore):
            print(*list(past.history(journal.changes)) or ["Nothing has changed yet."], sep="\n")


def _restore(journal: "Journal", day: date) -> None:
    from plnkit import past

    moment = past.end_of(day)
    if not any(change.at <= moment for change in journal.changes):
        raise BookError(f"The book was still empty on {day}: plnkit history says when it began.")
    then, before = journal.as_of(moment), len(journal.changes)
    now = journal.change(lambda _: then, f"Restored {day}")
    print(f"Restored {day}:" if len(journal.changes) > before else f"It is as it was on {day}:")
    print(*past.content(now), sep="\n")


@app.command()
def schema() -> None:
    """Print the JSON Schema of the portable file."""
    import json

    from plnkit.exchange import schema

    print(json.dumps(schema.schema(), indent=2, ensure_ascii=False))


@app.command()
def doctor() -> None:
    """Say what this computer has and lacks."""
    from plnkit.doctor import findings

    found = []
    for finding in findings():
        print(finding)
        found.append(finding)
    if any(f.essential and not f.ok for f in found):
        raise BookError("Something is missing that plnkit cannot do without: see above.")


# --- what the commands share ------------------------------------------------------------------


@contextmanager
def _opened(book: Path, *, create: bool = False) -> "Iterator[Journal]":
    from plnkit.journal import Journal

    journal = Journal.open(book, create=create)
    try:
        if journal.problems:
            _say(f"Not all of {book} can be read: plnkit check {book} says what.")
        yield journal
    finally:
        journal.close()


def _refuse_other_ending(book: Path) -> None:
    if book.suffix.lower() != ".pln":
        raise NotABook(f"A book's name ends in .pln, and {book} does not: choose another name.")


def _refuse_format(file: Path) -> None:
    if file.suffix.lower() not in ENDINGS:
        known = ", ".join(ENDINGS)
        raise NotReadable(f"plnkit can export to {known}, and {file} is none of these.")


if __name__ == "__main__":
    main()
