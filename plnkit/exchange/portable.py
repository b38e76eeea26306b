"""The portable file: everything that a book knows, as readable JSON.

::

    {"format": "plnkit-book", "version": 1, "exported": "2026-11-02T09:30:00Z",
     "learner": {…}, "members": [{"id": …, "name": …, …}], "ties": [{"a": …, "b": …}],
     "aims": […], …, "waves": [{…, "book": {"learner": {…}, "members": […], …}}], …}

A wave travels with its content, since the journal that its `seq` belongs to stays behind.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import replace

from plnkit.errors import BookError, NotReadable, TooNew
from plnkit.exchange.given import Given
from plnkit.exchange.parsing import parsed
from plnkit.exchange.saving import HEAD, save_over
from plnkit.exchange.staging import Staged
from plnkit.language import N_, tr
from plnkit.model import LISTS, Book, Entity, Member, Snapshot, Wave, to_plain

if TYPE_CHECKING:
    from plnkit.exchange.incoming import Asked

FORMAT = "plnkit-book"
VERSION = 1
DEPTH = 40  # levels of nesting: our own files have eight

# --- writing ------------------------------------------------------------------------------


def write(book: Book, path: Path, as_of: Callable[[int], Book]) -> None:
    """Write a book to a portable file; `as_of` returns the book as it was at a wave's seq.

    Raises a `BookError`, and writes nothing, where it cannot or where something else stands.
    """
    save_over(path, text(book, as_of, datetime.now(UTC)), is_ours, tr("a book exported by plnkit"))


def is_ours(file: Given) -> bool:
    """Return whether plnkit wrote a file, so that another may take its place."""
    return bool(re.search(rb'"format"\s*:\s*"plnkit-book"', file.data[:HEAD]))


def text(book: Book, as_of: Callable[[int], Book], exported: datetime) -> bytes:
    """Return the text of a portable file: JSON as a person can read it."""
    when = exported.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    head = {"format": FORMAT, "version": VERSION, "exported": when}
    plain = {**head, **_plain(book.snapshot(), as_of)}
    return msgspec.json.format(msgspec.json.encode(plain), indent=2) + b"\n"


def _plain(content: Snapshot, as_of: Callable[[int], Book]) -> dict[str, Any]:
    waves = tuple(_with_content(w, as_of) for w in content.waves)
    return {
        "learner": _ordered(content.learner),
        **{name: [_ordered(e) for e in getattr(content, name)] for name in LISTS},
        "waves": [{**_ordered(w), **_picture(w.book, as_of)} for w in waves],
        **content.more,
    }


def _with_content(wave: Wave, as_of: Callable[[int], Book]) -> Wave:
    if wave.seq is None or wave.book is not None:
        return replace(wave, seq=None)
    return replace(wave, seq=None, book=as_of(wave.seq).snapshot())


def _picture(book: Snapshot | None, as_of: Callable[[int], Book]) -> dict[str, Any]:
    if book is None:
        return {}
    plain = _plain(replace(book, waves=()), as_of)
    del plain["waves"]
    return {"book": plain}


def _ordered(thing: Entity) -> dict[str, Any]:
    """Return a thing with our fields first, and those of a newer version after them."""
    plain = to_plain(thing)
    if isinstance(thing, Member):  # said in so many words: silence means something else
        plain["ties_asked"] = thing.ties_asked
    ours = [name for name in thing.__struct_fields__ if name in plain]
    return {name: plain[name] for name in (*ours, *sorted(plain.keys() - set(ours)))}


# --- reading ------------------------------------------------------------------------------

TITLE = N_("a book of plnkit")
TOGETHER = False


def recognises(file: Given) -> bool:
    """Return whether a file looks like JSON, which is a book or nothing."""
    return file.is_text and file.head.startswith(("{", "["))


def read(files: Sequence[Given], _: "Asked | None" = None) -> Staged:
    """Read a portable file; what cannot be used is left out, with the reason.

    Raises a `BookError` when the file as a whole cannot be used.
    """
    (file,) = files
    raw = _raw(file)
    if not isinstance(raw, dict) or raw.get("format") != FORMAT:
        raise NotReadable(
            tr(
                '{name} is JSON but not a book of plnkit: it lacks the line "format": "{format}". '
                "Add it, or choose another file.",
                name=file.name,
                format=FORMAT,
            )
        )
    version = raw.get("version")
    if type(version) is not int or version < 1:
        raise NotReadable(
            tr(
                '{name} does not say its version: it needs "version": {version}.',
                name=file.name,
                version=VERSION,
            )
        )
    if version > VERSION:
        raise TooNew(
            tr(
                "{name} was written by a newer plnkit: update plnkit to import it "
                "(pip install --upgrade plnkit).",
                name=file.name,
            )
        )
    return parsed({k: v for k, v in raw.items() if k not in _OF_THE_FILE})


def load(path: Path) -> Staged:
    """Read a portable file from a disk."""
    return read([Given.of(path)])


_OF_THE_FILE = {"format", "version", "exported", "$schema"}


def _raw(file: Given) -> Any:
    try:
        text = file.data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotReadable(
            tr("{name} is not UTF-8 text: save it as UTF-8, then try again.", name=file.name)
        ) from None
    try:
        raw = msgspec.json.decode(text)
        _refuse_deep(raw, file)
    except RecursionError:
        raise _too_deep(file) from None
    except msgspec.DecodeError as fault:
        raise _not_json(file, text, str(fault)) from None
    return raw


def _not_json(file: Given, text: str, fault: str) -> BookError:
    if not text.strip():
        return NotReadable(tr("{name} is empty: choose another file.", name=file.name))
    if "truncated" in fault and text.lstrip().startswith(("{", "[")):
        return NotReadable(
            tr("{name} ends too early: it was cut off, so copy or export it again.", name=file.name)
        )
    at = re.search(r"\(byte (\d+)\)", fault)
    line = text.encode()[: int(at[1])].count(b"\n") + 1 if at else 1
    return NotReadable(
        tr(
            "{name} is not JSON from line {line} on: choose another file.",
            name=file.name,
            line=str(line),
        )
    )


def _too_deep(file: Given) -> BookError:
    return NotReadable(
        tr("{name} is nested too deeply to be a book: choose another file.", name=file.name)
    )


def _refuse_deep(raw: Any, file: Given) -> None:
    layer = [[raw]]
    for _ in range(DEPTH):
        layer = [inner for value in layer for inner in _inside(value)]
        if not layer:
            return
    raise _too_deep(file)


def _inside(value: Any) -> Iterable[Any]:
    inner = value.values() if isinstance(value, dict) else value
    return [v for v in inner if isinstance(v, dict | list)]
