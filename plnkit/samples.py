"""The invented networks that come along."""

from functools import cache

import msgspec

from plnkit import files
from plnkit.exchange import portable
from plnkit.exchange.parsing import parsed
from plnkit.model import LISTS, Book

_CONTENT = ("learner", *LISTS)  # of a portable book; the rest says what file it is


@cache
def example() -> Book:
    """Return the invented network that newcomers may look at."""
    return Book.of(portable.load(files.samples() / "small.json").content)


@cache
def cohort() -> tuple[Book, ...]:
    """Return the books of 24 invented learners, as a room to practise with is filled."""
    raw = msgspec.json.decode((files.samples() / "cohort.json").read_bytes())
    contents = ({name: book[name] for name in _CONTENT} for book in raw["books"])
    return tuple(Book.of(parsed(content).content) for content in contents)
