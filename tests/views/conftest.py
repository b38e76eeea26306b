"""An open book for panels."""

import sys
from pathlib import Path

import pytest

from plnkit.journal import Journal
from plnkit.workbook import Workbook

sys.path.insert(0, str(Path(__file__).parent))  # for `pressing`


@pytest.fixture
def mine(path, monkeypatch):
    monkeypatch.setattr("plnkit.journal.database.PATIENCE", 0.1)
    mine = Workbook(Journal.open(path))
    yield mine
    mine.close()
