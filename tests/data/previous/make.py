"""What a version of plnkit leaves behind, for the tests of later ones: run once, with that version.

    python tests/data/previous/make.py

writes a store, a book, and the portable file of the book that is in both, named by the version. The
names do not end in .plnroom or .pln: no such file belongs in a repository, and these hold invented
people only.
"""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import plnkit
from plnkit.exchange import portable
from plnkit.journal import Journal, Store
from plnkit.journal.rooms import Rooms, Sealed
from plnkit.model import Member, Tie
from plnkit.samples import example

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 26, tzinfo=UTC)
ROSA, ANA = "a1" * 16, "b2" * 16


def live(journal: Journal) -> None:
    """Begin with the example, add two people and a tie, take one thing back, and erase another."""
    journal.change(lambda _: example(), "Began")
    people = [Member(id=n.lower(), name=n, kind="person") for n in ("Tom", "Eva")]
    journal.change(lambda book: book.with_(*people, Tie(a="tom", b="eva")), "Added Tom and Eva")
    journal.change(lambda book: book.without("tom"), "Removed Tom")
    journal.undo()
    journal.erase("eva")


def keep(journal: Journal) -> None:
    """Write what everything in a book must read as, whichever version reads it."""
    name = f"book-{plnkit.__version__}.json"
    (HERE / name).write_bytes(portable.text(journal.book, journal.as_of, NOW))


def fill(path: Path) -> None:
    store = Store.open(path)
    with closing(store.journal(ROSA)) as rosa, closing(store.journal(ANA)) as ana:
        live(rosa)
        keep(rosa)
        ana.change(lambda book: book.with_(Member(id="li", name="Li", kind="person")), "Added Li")
    with closing(Rooms(path)) as rooms:
        rooms.found()
        rooms.open("room", b"public", "Learning")
        rooms.put(Sealed("share", "room", "mark", b"\xff\x00sealed", NOW))


def main() -> None:
    version = plnkit.__version__
    fill(HERE / "a.plnroom")
    (HERE / "a.plnroom").rename(HERE / f"store-{version}.sqlite")
    with closing(Journal.open(HERE / "a.pln")) as journal:
        live(journal)
    (HERE / "a.pln").rename(HERE / f"book-{version}.sqlite")


main()
