"""The whole book that a learner gave to a coach, as far as it holds together.

It was written by another computer: what speaks of something that is not there is left out, and a wave
without its content stays without.
"""

from msgspec.structs import replace

from plnkit.model import LISTS, Book, Snapshot, Wave


def book_in(content: Snapshot) -> Book:
    """Return the book that a share holds; its waves carry what they show."""
    waves = tuple(_whole(wave) for wave in content.waves)
    return Book.of(_sound(replace(content, waves=waves)))


def _whole(wave: Wave) -> Wave:
    """Return a wave without its place in a journal that stayed elsewhere."""
    book = wave.book and _sound(replace(wave.book, waves=()))
    return replace(wave, seq=None, book=book)


def _sound(content: Snapshot) -> Snapshot:
    """Return the content without what speaks of things that are not in it."""
    while gone := _missing(content):
        content = content.detached(gone)
    return content


def _missing(content: Snapshot) -> set[str]:
    known = Book.of(content).entities
    things = (thing for name in LISTS for thing in getattr(content, name))
    return {id for thing in things for id in thing.missing(known)}
