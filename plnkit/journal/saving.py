"""What a change writes: the bodies of the things that it puts, once they can be read again."""

import re

from plnkit.errors import CannotSave
from plnkit.journal.folding import State
from plnkit.model import BODY_VERSION, Book, Thing, decode, encode

Bodies = dict[str, tuple[int, bytes | None]]  # by id: the version, and the body or None


def difference(before: State, after: Book) -> Bodies:
    """Return what must be written so that a book follows a state.

    Raises `CannotSave` with a sentence when something of it could not be read again.
    """
    put, removed = after.changes(before.book)
    newer = dict(before.newer)
    kept = {e.id: newer.get(e.id, BODY_VERSION) for e in put}
    gone: Bodies = dict.fromkeys(removed, (BODY_VERSION, None))
    return {**gone, **{e.id: (kept[e.id], _saved(e, kept[e.id])) for e in put}}


def _saved(entity: Thing, version: int) -> bytes:
    """Return the body of a thing, once it is sure that it can be read again."""
    try:
        body = encode(entity)
        again = decode(body, version)
    except (ValueError, TypeError, OverflowError) as fault:
        raise CannotSave(f"{_reason(fault)} Nothing was changed.") from None
    if again != entity:
        raise CannotSave("This cannot be saved as it is. Nothing was changed.")
    return body


def _reason(fault: Exception) -> str:
    if isinstance(fault, UnicodeEncodeError):
        return "This holds half of a character (a broken emoji?): take it out and try again."
    if long := re.search(r"length <= (\d+) - at `\$\.(\w+)", str(fault)):
        limit, name = int(long[1]), long[2].replace("_", " ")
        return f"This is too long to save: shorten “{name}” to {limit:,} at most."
    return f"This cannot be saved: {fault}."
