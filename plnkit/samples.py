"""The invented networks that come along."""

from functools import cache

from plnkit import files
from plnkit.exchange import portable
from plnkit.model import Book


@cache
def example() -> Book:
    """Return the invented network that newcomers may look at."""
    return Book.of(portable.read(files.samples() / "small.json").content)
