"""A file that a browser sent: read as the command line reads one, and told before it enters the book."""

import re
from dataclasses import dataclass
from typing import Any

from plnkit import words
from plnkit.errors import NotReadable
from plnkit.exchange import incoming
from plnkit.exchange.given import Given
from plnkit.exchange.merging import merge
from plnkit.exchange.staging import Staged
from plnkit.model import LISTS, Book

LARGEST = 20_000_000  # bytes that a page sends: a book of ten years is a quarter of it
KINDS = {  # a list of the file: what one thing in it is called, and several
    "members": ("member", "members"),
    "ties": ("tie", "ties"),
    "aims": ("aim", "aims"),
    "interactions": ("entry in the log", "entries in the log"),
    "plans": ("plan", "plans"),
    "notes": ("note", "notes"),
    "waves": ("picture", "pictures"),
}
SMALLER = ("smaller thing", "smaller things")  # of the rest
UNTOLD = ("dismissals", "progress")  # where the learner was, not what they wrote

_NO_TEXT = b"\xff"  # no UTF-8 begins with it


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


def read(said: object) -> Found:
    """Return what a page sent of a file: its name, its size in bytes, its text.

    Without a size the browser could not read it, without a text it is not UTF-8. Raises a
    `BookError`, with the sentence of the command line, where it cannot be used.
    """
    sent: dict[str, Any] = said if isinstance(said, dict) else {}
    name, size, text = _name(sent.get("name")), sent.get("size"), sent.get("text")
    if not isinstance(size, int):
        raise NotReadable(f"{name} cannot be read: choose it once more.")
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else _NO_TEXT
    if max(size, len(data)) > LARGEST:
        raise NotReadable(f"{name} is larger than {LARGEST // 10**6} MB, more than a page takes.")
    return Found(name, incoming.read([Given(name, data)])[0].staged)


def preview(book: Book, staged: Staged) -> Preview:
    """Return what would become of a book."""
    merged, counts = merge(book, staged)
    holds = {name: len(getattr(staged.content, name)) for name in LISTS if name not in UNTOLD}
    new = {name: len(merged.all(LISTS[name])) - len(book.all(LISTS[name])) for name in holds}
    put, _ = merged.changes(book)
    known = sum(holds.values()) - sum(new.values())
    return Preview(_in_words(holds), _in_words(new), known, counts.reasons, bool(put))


def _in_words(counts: dict[str, int]) -> str:
    told = [words.count(counts[name], *KINDS[name]) for name in KINDS if counts[name]]
    rest = sum(number for name, number in counts.items() if name not in KINDS)
    return words.listed([*told, *([words.count(rest, *SMALLER)] if rest else [])], len(LISTS))


def _name(said: object) -> str:
    """Return the last part of a file's name, in one line."""
    line = " ".join(str(said or "").split())
    return re.split(r"[/\\]", line)[-1][:200] or "This file"
