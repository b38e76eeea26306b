"""What would leave a book for the room or a coach: the draft, with what the learner made of it."""

from collections.abc import Callable, Iterable, Sequence

from msgspec.structs import replace

from plnkit import chosen, sharing
from plnkit.language import tr
from plnkit.model import Book, Pulse, Wave
from plnkit.report.disguise import aliases_of, masks_of
from plnkit.shares import ITEMS, SEVERAL, Share

NAMED = 60  # characters of an alias


def ticked(book: Book) -> tuple[str, ...]:
    """Return the items that may leave: all of them, until one is unticked."""
    kept = chosen.lines(book, chosen.ITEMS)
    return ITEMS if kept is None else tuple(item for item in ITEMS if item in kept)


def alias(book: Book) -> str:
    """Return what the learner wants to be called; "" for the alias that the room gives."""
    return next(iter(chosen.lines(book, chosen.ALIAS) or ()), "")[:NAMED].strip()


def named(said: str) -> str:
    """Return an alias as it was typed, tidied; raises ValueError for one that is too long."""
    text = " ".join(said.split())
    if len(text) > NAMED:
        raise ValueError(tr("An alias has up to {most} characters: make it shorter.", most=NAMED))
    return text


def asks(book: Book) -> tuple[str, ...]:
    """Return what the learner asks for, in their own words or drafted."""
    return _said(book, chosen.ASKS, sharing.asks)


def offers(book: Book) -> tuple[str, ...]:
    """Return what the learner offers, in their own words or drafted."""
    return _said(book, chosen.OFFERS, sharing.offers)


def everything(book: Book) -> Share:
    """Return all that could leave, ticked or not."""
    return replace(sharing.drafted(book), alias=alias(book), asks=asks(book), offers=offers(book))


def leaving(book: Book) -> Share:
    """Return what would leave: what is ticked, and nothing else."""
    return sharing.only(everything(book), ticked(book))


def whole(book: Book, picture: Callable[[Wave], Book], called: str = "") -> Share:
    """Return the book for a coach, names and notes and all, but not how the learner feels.

    Its waves carry what they show; `called` is what the coach is to call the learner.
    """
    plain = _for_others(book)
    waves = [_carrying(wave, picture) for wave in plain.all(Wave)]
    learner = [replace(plain.learner, name=called)] if called else []
    return Share(id="", to="", alias=called, book=plain.with_(*learner, *waves).snapshot())


def _carrying(wave: Wave, picture: Callable[[Wave], Book]) -> Wave:
    shown = _for_others(picture(wave)).snapshot()
    return replace(wave, seq=None, book=replace(shown, waves=()))


def _for_others(book: Book) -> Book:
    """Return the book without what is the learner's alone: the pages that ask for it promise that."""
    pulses = book.all(Pulse)
    mixes = [replace(p, capability=(), engagement=None, future=None) for p in pulses if p.mix]
    return chosen.without(book).without(*(pulse.id for pulse in pulses)).with_(*mixes)


# --- the learner's own words --------------------------------------------------------------------


def _said(book: Book, id: str, draft: Callable[[Book], tuple[str, ...]]) -> tuple[str, ...]:
    kept = chosen.lines(book, id)
    return draft(book) if kept is None else _nameless(book, kept)


def _nameless(book: Book, said: Sequence[str]) -> tuple[str, ...]:
    """Return what was typed without the names of others; those of sources are no secret."""
    people = Book().with_(*book.people)
    mask = masks_of([people], aliases_of([book]))
    return _fitting(mask(text) for text in said)


def _fitting(said: Iterable[str]) -> tuple[str, ...]:
    """Return as much as a share has room for: a file that was brought may hold more."""
    short = (text[: sharing.FEW].strip() for text in said)
    return tuple(dict.fromkeys(text for text in short if text))[:SEVERAL]
