"""LinkedIn."""

from collections.abc import Sequence

from plnkit.exchange.given import Given
from plnkit.exchange.incoming import Asked
from plnkit.exchange.staging import Staged

TITLE = "LinkedIn"
TOGETHER = True


def recognises(file: Given) -> bool:
    """Return whether a file looks like this."""
    return False


def read(files: Sequence[Given], asked: Asked) -> Staged:
    """Return what the files hold."""
    raise NotImplementedError


def what_is_missing(archive: Given) -> str | None:
    """Return a sentence for an archive of LinkedIn that came without its connections."""
    return None
