"""A spreadsheet of plnkit."""

from collections.abc import Sequence

from plnkit.exchange.given import Given
from plnkit.exchange.incoming import Asked
from plnkit.exchange.staging import Staged

TITLE = "a spreadsheet of plnkit"
TOGETHER = True


def recognises(file: Given) -> bool:
    """Return whether a file looks like this."""
    return False


def read(files: Sequence[Given], asked: Asked) -> Staged:
    """Return what the files hold."""
    raise NotImplementedError
