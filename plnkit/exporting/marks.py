"""How a file is known that plnkit made, and that an export may replace."""

from collections.abc import Callable

from plnkit.errors import NotReadable
from plnkit.exchange import archive as zips
from plnkit.exchange.given import Given
from plnkit.exchange.saving import HEAD
from plnkit.exporting.packing import README


def report(file: Given) -> bool:
    """Return whether it is a report."""
    from plnkit.report import keeping

    return keeping.is_ours(file)


def network(file: Given) -> bool:
    """Return whether it is a GraphML file of ours."""
    head = file.data[:HEAD]
    return b"<graphml" in head and b"plnkit" in head


def archive(name: str) -> Callable[[Given], bool]:
    """Return what tells whether a zip archive is of ours, and has a file of this name in it."""

    def ours(file: Given) -> bool:
        try:
            told = zips.unpacked(file, README.__eq__) if name in zips.names(file) else []
        except NotReadable:
            return False
        return any("plnkit" in one.text for one in told)

    return ours
