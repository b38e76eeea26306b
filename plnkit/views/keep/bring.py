"""A file that a browser sent: read as the command line reads one, and told before it enters the book."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from plnkit import words
from plnkit.errors import NotReadable
from plnkit.exchange import incoming
from plnkit.exchange.given import Given
from plnkit.exchange.merging import merge
from plnkit.exchange.staging import Staged
from plnkit.language import tr, trn
from plnkit.model import LISTS, Book

KINDS: Mapping[str, Callable[[int], str]] = {  # a list of the file, and how it is counted
    "members": lambda n: trn("{n} member", "{n} members", n),
    "ties": lambda n: trn("{n} tie", "{n} ties", n),
    "aims": lambda n: trn("{n} aim", "{n} aims", n),
    "interactions": lambda n: trn("{n} entry in the log", "{n} entries in the log", n),
    "plans": lambda n: trn("{n} plan", "{n} plans", n),
    "notes": lambda n: trn("{n} note", "{n} notes", n),
    "waves": lambda n: trn("{n} picture", "{n} pictures", n),
}
UNTOLD = ("dismissals", "progress")  # where the learner was, not what they wrote


@dataclass(frozen=True)
class Found:
    """A file that can be brought: its name, and what it holds."""

    name: str
    staged: Staged


@dataclass(frozen=True)
class Preview:
    """What bringing a file would do; texts are "" where there is nothing to say."""

    holds: str  # "12 members and 3 aims"
    new: str
    known: int  # of what it holds, in the book already
    reasons: tuple[str, ...]
    changes: bool


def read(file: Given) -> Found:
    """Return what a book that somebody took along holds.

    Raises a `BookError`, with the sentence of the command line, where it cannot be used.
    """
    if _is_of_another_page(file):
        raise NotReadable(
            tr(
                "{name} is no file of this workbook: bring contacts, calendars and tables on "
                "“Who do you learn from?”, where you choose from them.",
                name=file.name,
            )
        )
    return Found(file.name, incoming.read([file], "portable")[0].staged)


def _is_of_another_page(file: Given) -> bool:
    try:
        return file.is_zip or incoming.kind_of(file) not in ("portable", "table")
    except NotReadable:
        return False


def preview(book: Book, staged: Staged) -> Preview:
    """Return what would become of a book."""
    merged, counts = merge(book, staged)
    holds = {name: len(getattr(staged.content, name)) for name in LISTS if name not in UNTOLD}
    new = {name: len(merged.all(LISTS[name])) - len(book.all(LISTS[name])) for name in holds}
    put, _ = merged.changes(book)
    known = sum(holds.values()) - sum(new.values())
    return Preview(_in_words(holds), _in_words(new), known, counts.reasons, bool(put))


def in_it(what: Preview) -> str:
    """Return in a sentence what a file holds, and what of it the book has."""
    if not what.holds and not what.changes:
        return tr("Nothing that a book can take.")
    if not what.changes:
        return tr("{what}: you have all of it already.", what=what.holds)
    held = tr("{what}.", what=what.holds) if what.holds else tr("What you said of yourself.")
    if not what.known:
        return held
    known = trn(
        "{n} of them is in your book already: what you wrote there stays, and the file fills in "
        "what is empty.",
        "{n} of them are in your book already: what you wrote there stays, and the file fills in "
        "what is empty.",
        what.known,
    )
    return f"{held} {known}"


def _in_words(counts: dict[str, int]) -> str:
    told = [counted(counts[name]) for name, counted in KINDS.items() if counts[name]]
    if rest := sum(number for name, number in counts.items() if name not in KINDS):
        told.append(trn("{n} smaller thing", "{n} smaller things", rest))
    return words.listed(told, len(LISTS))
