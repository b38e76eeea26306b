"""Feeds that you follow."""

from collections.abc import Sequence

from plnkit.exchange.given import Given
from plnkit.exchange.incoming import Asked
from plnkit.exchange.staging import Staged

TITLE = "feeds that you follow"
TOGETHER = True


def recognises(file: Given) -> bool:
    """Return whether a file looks like this."""
    return False


def read(files: Sequence[Given], asked: Asked) -> Staged:
    """Return what the files hold."""
    raise NotImplementedError
