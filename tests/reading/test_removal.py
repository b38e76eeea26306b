"""What goes along when members are removed."""

from datetime import date

import pytest

from plnkit.model import Aim, Book, Interaction, Member, Plan, Support
from plnkit.reading.removal import gone_with


@pytest.fixture
def book():
    ana, ben = (Member(id=n, name=n, kind="person") for n in ("ana", "ben"))
    return Book().with_(
        ana,
        ben,
        Aim(id="aim", text="Budget"),
        Plan(id="p", member="ana", act="ask"),
        Interaction(id="i", members=("ana",), on=date(2026, 11, 2)),
        Interaction(id="j", members=("ana", "ben"), on=date(2026, 11, 3)),
        Support(id="s", aim="aim", member="ana", help="information"),
    )


def test_what_hangs_on_a_member_alone_is_counted(book):
    assert gone_with(book, ["ana"]) == "1 plan, 1 note in the log and 1 kind of help"


def test_a_note_goes_with_the_last_of_its_members(book):
    assert gone_with(book, ["ana", "ben"]) == "1 plan, 2 notes in the log and 1 kind of help"


def test_nothing_hangs_on_some(book):
    assert gone_with(book, ["ben"]) == ""
