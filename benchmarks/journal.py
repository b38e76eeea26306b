"""Opening a large book, and saving one change: plain, encrypted in a store, and as one JSON file."""

import json
import os
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from timing import measure, table

from plnkit import files
from plnkit.exchange import portable
from plnkit.journal import Journal, Store
from plnkit.model import Book, Interaction, Member

KEY = "a1" * 16


def large() -> Book:
    """Return a book of 20,000 things."""
    people = [Member(id=f"m{i}", name=f"Person {i}", kind="person") for i in range(150)]
    day = date(2026, 1, 1)
    logged = [
        Interaction(
            id=f"i{i}",
            members=(f"m{i % 150}",),
            on=day + timedelta(days=i % 365),
            minutes=30,
            got="an answer to a question",
            learned="how they do it",
        )
        for i in range(20_000 - 150)
    ]
    return Book().with_(*people, *logged)


def crowded() -> Book:
    return Book.of(portable.read(files.samples() / "crowded.json").content)


def save_json(book: Book, path: Path) -> None:
    """Write the whole book as one file, safely: what a notebook's author would do."""
    draft = path.with_suffix(".tmp")
    with draft.open("wb") as file:
        file.write(portable.text(book, lambda _: book, datetime.now(UTC)))
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def opening(folder: Path) -> None:
    pln, plain = folder / "large.pln", folder / "large.json"
    journal = Journal.open(pln)
    journal.change(lambda _: large(), "Made")
    journal.close()
    sealed = Store.open(folder / "large.plnroom")
    sealed.journal(KEY).change(lambda _: large(), "Made")
    sealed.close()
    save_json(large(), plain)
    ways = {
        "Journal.open, 20,000 rows": lambda: Journal.open(pln).close(),
        "Store.journal, the same rows encrypted": lambda: sealed.journal(KEY).close(),
        "portable.read of the same as one JSON file": lambda: portable.read(plain),
        "json.load of it (no checks, no types)": lambda: json.loads(plain.read_text()),
    }
    table("Opening a book of 20,000 rows", measure(ways, 15), "under 300 ms")


def changing(folder: Path) -> None:
    journal, plain = Journal.open(folder / "crowded.pln"), folder / "crowded.json"
    journal.change(lambda _: crowded(), "Made")
    sealed = Store.open(folder / "crowded.plnroom").journal(KEY)
    sealed.change(lambda _: crowded(), "Made")
    names = iter(range(10_000))

    def add(book: Book) -> Book:
        return book.with_(Member(id=f"new{next(names)}", name="Newcomer", kind="person"))

    ways = {
        "Journal.change: one row, on disk": lambda: journal.change(add, "Added Newcomer"),
        "the same in a store, encrypted": lambda: sealed.change(add, "Added Newcomer"),
        "the whole book as one JSON file, on disk": lambda: save_json(journal.book, plain),
    }
    table("One change to a book of 150 members", measure(ways, 300), "p99 under 20 ms")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        opening(Path(folder))
        changing(Path(folder))
