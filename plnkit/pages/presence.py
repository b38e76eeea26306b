"""Where a reader is, told to the server of a workshop: it keeps that in memory, by alias."""

import os
from contextlib import suppress
from pathlib import Path

from plnkit import hatch
from plnkit.errors import BookError
from plnkit.rooms import visit_of
from plnkit.workbook import Workbook

_NO_STEPS = ("facilitator", "coach")  # who runs the room is not watched


def address() -> str:
    """Return the address of the page that this kernel draws: "network" of 2_network.ipynb."""
    return Path(os.environ.get("PLNKIT_PAGE", "")).stem.rpartition("_")[2]


def tell(mine: Workbook) -> None:
    """Say that the reader has this page open, how far their book is, and how long saving took."""
    hatch.take_along(mine.saves)
    visit, page = visit_of(mine), address()
    if visit and page not in _NO_STEPS:
        with suppress(BookError):  # a room that does not answer keeps nobody from writing
            visit.here(page, mine.seq)
