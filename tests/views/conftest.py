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


@pytest.fixture
def a_room(tmp_path, monkeypatch):
    """An open room, which pages find in their environment."""
    from a_room import ARoom

    room = ARoom(tmp_path / "a.plnroom")
    for name, value in {"PLNKIT_STORE": str(room.where), **room.hatch.env}.items():
        monkeypatch.setenv(name, value)
    yield room
    room.close()
