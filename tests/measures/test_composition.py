"""Who the members are, how close, and what goes to and fro."""

from datetime import date

import pytest

from plnkit.measures import composition, measures
from plnkit.model import Aim, Book, Interaction, Learner, Member, Support

DAY = date(2026, 3, 2)


def person(id, **fields):
    return Member(id=id, name=id, kind="person", **fields)


def test_a_role_not_said_is_a_row_of_its_own_and_out_of_the_diversity():
    people = [person("a", role="peer"), person("b", role="expert"), person("c")]
    assert composition.roles(people) == {"expert": 1, "peer": 1, "not said": 1}
    assert measures(Book().with_(*people))["role_blau"] == 0.5


def test_nothing_said_is_undefined_and_not_zero():
    found = measures(Book().with_(person("a"), person("b")))
    names = ("role_blau", "role_iqv", "role_entropy", "channel_blau", "mean_closeness")
    assert [found[n] for n in (*names, "reciprocity", "ei_organisation")] == [None] * 7


def test_a_member_with_two_channels_counts_in_both():
    people = [person("a", channels=("chat", "e-mail")), person("b", channels=("chat", "chat"))]
    assert composition.channels(people) == {"chat": 2, "e-mail": 1}


def test_kinds_of_help_are_counted_by_member_and_not_by_aim():
    aims = [Aim(id="x", text="x"), Aim(id="y", text="y")]
    supports = [
        Support(id="1", aim="x", member="a", help="feedback"),
        Support(id="2", aim="y", member="a", help="feedback"),
        Support(id="3", aim="y", member="a", help="purpose"),
    ]
    book = Book().with_(person("a"), person("b"), *aims, *supports)
    assert composition.helps(book, book.people) == {"feedback": 1, "purpose": 1, "not said": 1}


def test_closeness_is_a_mean_over_those_who_stand_on_a_ring():
    people = [person("a", closeness=1), person("b", closeness=4), person("c")]
    assert composition.mean_closeness(people) == 2.5


@pytest.mark.parametrize(
    ("flags", "value"),
    [([True, True], -1), ([False, False], 1), ([True, False, None], 0), ([None], None)],
)
def test_ei_compares_outside_with_inside_where_it_is_known(flags, value):
    people = [person(str(i), my_organisation=flag) for i, flag in enumerate(flags)]
    assert composition.ei_organisation(people, Learner()) == value


def test_organisations_are_compared_by_name_where_nothing_was_said():
    mine = Learner(organisation="Fjordlight  Bicycles")
    assert composition.is_inside(person("a", organisation="fjordlight bicycles"), mine) is True
    assert composition.is_inside(person("a", organisation="Other"), mine) is False
    assert composition.is_inside(person("a"), mine) is None
    assert composition.is_inside(person("a", organisation="Other"), Learner()) is None


def test_what_was_said_of_the_organisation_counts_more_than_its_name():
    mine = Learner(organisation="Acme")
    assert (
        composition.is_inside(person("a", organisation="Acme", my_organisation=False), mine)
        is False
    )


def log(*things):
    people = [person(i) for i in "abc"]
    meetings = [Interaction(id=str(i), on=DAY, **what) for i, what in enumerate(things)]
    return Book().with_(*people, *meetings)


def test_help_got_and_given_may_lie_in_different_meetings():
    book = log({"members": ("a",), "got": "x"}, {"members": ("a",), "gave": "y"})
    assert measures(book)["reciprocity"] == 1


def test_of_those_with_a_log_only_both_ways_count():
    book = log({"members": ("a", "b"), "got": "x"}, {"members": ("a",), "gave": " y "})
    assert measures(book)["reciprocity"] == 0.5


def test_a_blank_is_no_help():
    book = log({"members": ("a",), "got": "x", "gave": "  "})
    assert measures(book)["reciprocity"] == 0


def test_somebody_named_twice_in_a_meeting_met_once():
    book = log({"members": ("a", "a"), "minutes": 30})
    assert composition.exchanges(book)["a"] == composition.Exchange(1, 0, 0, 30)
