"""The samples, for tests of the report."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # for `report_books`
from report_books import sample


@pytest.fixture(scope="session")
def small():
    return sample("small")


@pytest.fixture(scope="session")
def crowded():
    return sample("crowded")
