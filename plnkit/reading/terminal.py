"""The numbers as a table for a terminal."""

from collections.abc import Iterator
from textwrap import wrap

from plnkit.language import tr
from plnkit.model import Book
from plnkit.reading.facts import Facts
from plnkit.reading.numbers import Row, counts, numbers

_WIDTH = 96  # letters of a line


def numbers_as_text(book: Book, *, sources: bool = False) -> Iterator[str]:
    """Yield the lines of a table for a terminal."""
    facts = Facts.of(book, sources=sources)
    groups = numbers(facts)
    rows = [row for _, several in groups for row in several]
    wide = [
        max(len(text) for text in column)
        for column in ([r.label for r in rows], [r.shown for r in rows])
    ]
    for title, several in groups:
        yield from (title.upper(), *(line for row in several for line in _lines(row, *wide)), "")
    yield from (tr("{label}: {said}", label=label, said=said) for label, said in counts(facts))


def _lines(row: Row, first: int, second: int) -> Iterator[str]:
    said = wrap(row.said, _WIDTH - first - second - 4)
    yield f"{row.label:<{first}}  {row.shown:>{second}}  {said[0]}"
    yield from (" " * (first + second + 4) + line for line in said[1:])
