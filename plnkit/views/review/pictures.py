"""The pictures (waves) of a book: one is taken; they stand in their order, by their names."""

from datetime import date
from itertools import chain
from itertools import count as counting
from typing import Literal, get_args

from plnkit import clock, language
from plnkit.language import tr
from plnkit.model import Book, Wave, new_id
from plnkit.names import fold
from plnkit.words import quoted

Phase = Literal["before", "during", "after"]
PHASES: tuple[Phase, ...] = get_args(Phase)


def taken(book: Book, name: str, seq: int, programme: str = "", phase: Phase | None = None) -> Book:
    """Return the book with a picture of today, which is what the journal had at `seq`.

    Raises ValueError, with a sentence, for a name that cannot be or that another picture has.
    """
    wave = Wave(id=new_id(), name=name, on=clock.today(), seq=seq, programme=programme, phase=phase)
    refuse_alike(book, wave.name)
    return book.with_(wave)


def proposed(book: Book, today: date) -> str:
    """Return a name that no picture has: "First picture", "November 2026", "25 November 2026"."""
    taken = {fold(wave.name) for wave in book.all(Wave)}
    day = language.day(today)
    first = () if taken else (tr("First picture"),)
    again = (f"{day} ({number})" for number in counting(2))
    offers = chain(first, (language.month(today), day), again)
    return next(name for name in offers if fold(name) not in taken)


def refuse_alike(book: Book, name: str, but: str = "") -> None:
    """Raise ValueError where a picture, other than the one with the id `but`, has this name."""
    for wave in book.all(Wave):
        if wave.id != but and fold(wave.name) == fold(name):
            raise ValueError(
                tr(
                    "You have a picture called {picture} already: give this one another name.",
                    picture=quoted(wave.name),
                )
            )
