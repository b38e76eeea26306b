"""Several servers of one store, as an operator would have them."""

import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
for folder in (HERE, HERE.parent / "serving"):
    sys.path.insert(0, str(folder))  # for `shards`, `participant` and `workshops`

from shards import Shards  # noqa: E402 - found there


@pytest.fixture
def shards(tmp_path, address):
    """Return a function that starts servers of one store, and nginx before them."""
    started = []

    def start(**kwargs):
        started.append(Shards(tmp_path, address, **kwargs))
        return started[-1]

    yield start
    for one in started:
        one.stop()
