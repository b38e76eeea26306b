"""What every test may use."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from plnkit.journal import Journal

os.environ.setdefault("PLNKIT_STRICT", "1")  # a view that fails must fail the test
settings.register_profile(
    "plnkit", deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("plnkit")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a book can be made."""
    return tmp_path / "book.pln"


@pytest.fixture
def journal(path: Path):
    """An empty book, open."""
    journal = Journal.open(path)
    yield journal
    journal.close()
