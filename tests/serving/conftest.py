"""Servers as processes, for participants without a browser."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # for `participant` and `workshops`

from workshops import Workshop


@pytest.fixture
def workshop(tmp_path):
    """Return a function that serves a new store."""
    running = []

    def serve(*options, **kwargs):
        running.append(Workshop(tmp_path, *options, **kwargs))
        return running[-1]

    yield serve
    for one in running:
        one.stop()
