"""What a change writes: the bodies of the things that it puts, once they can be read again."""

import re

from plnkit.errors import CannotSave
from plnkit.journal.folding import State
from plnkit.language import N_, Phrases, tr
from plnkit.model import BODY_VERSION, Book, Thing, decode, encode

Bodies = dict[str, tuple[int, bytes | None]]  # by id: the version, and the body or None
_FIELDS = Phrases(  # that can be too long
    {
        "act": N_("act"),
        "card": N_("card"),
        "channel": N_("channel"),
        "channels": N_("channels"),
        "cue": N_("cue"),
        "email": N_("email"),
        "gave": N_("gave"),
        "got": N_("got"),
        "intent": N_("intent"),
        "learned": N_("learned"),
        "name": N_("name"),
        "note": N_("note"),
        "offer": N_("offer"),
        "organisation": N_("organisation"),
        "programme": N_("programme"),
        "question": N_("question"),
        "reason": N_("reason"),
        "ring_names": N_("ring names"),
        "text": N_("text"),
        "topics": N_("topics"),
        "url": N_("url"),
        "where": N_("where"),
        "why": N_("why"),
    }
)


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
        raise CannotSave(_reason(fault)) from None
    if again != entity:
        raise CannotSave(tr("This cannot be saved as it is. Nothing was changed."))
    return body


def _reason(fault: Exception) -> str:
    if isinstance(fault, UnicodeEncodeError):
        return tr(
            "This holds half of a character (a broken emoji?): take it out and try again. "
            "Nothing was changed."
        )
    if long := re.search(r"length <= (\d+) - at `\$\.(\w+)", str(fault)):
        return tr(
            "This is too long to save: shorten “{field}” to {limit} at most. Nothing was changed.",
            field=_FIELDS.get(long[2]) or long[2].replace("_", " "),
            limit=int(long[1]),
        )
    return tr("This cannot be saved: {reason}. Nothing was changed.", reason=fault)
