"""Who the members are, as bars and as rows."""

import pytest

from plnkit.charts.composition import composition, composition_rows
from plnkit.model import Book, Member
from plnkit.reading import read_composition_by


def book():
    return Book().with_(
        Member(id="a", name="A", kind="person", role="peer"),
        Member(id="b", name="B", kind="person", role="peer"),
        Member(id="c", name="C", kind="person"),
        Member(id="d", name="D", kind="source", role="tool"),
    )


def test_each_role_has_a_row_and_not_said_is_one_of_them():
    rows = dict(composition_rows(book())[1])
    assert (rows["Peers"], rows["Experts"], rows["Not said yet"], rows["Tool"]) == (2, 0, 1, 1)


def test_the_height_follows_from_the_number_of_rows():
    figure = composition(book())
    assert figure.layout.meta["height"] == 36 * len(figure.data[0].y) + 8


@pytest.mark.parametrize(
    ("by", "rows"),
    [
        ("channel", [("Chat", 2), ("E-mail", 1), ("Not said yet", 1)]),
        ("began", [("In person", 1), ("Online", 1), ("Not said yet", 1)]),
        ("organisation", [("Outside", 2), ("In my organisation", 1)]),
    ],
)
def test_people_are_counted_by_other_things_too(by, rows):
    people = [
        Member(id="a", name="A", kind="person", channels=("chat",), began="online", my_organisation=True),
        Member(id="b", name="B", kind="person", channels=("chat", "e-mail"), began="in person", my_organisation=False),
        Member(id="c", name="C", kind="person", my_organisation=False),
    ]  # fmt: skip
    assert composition_rows(Book().with_(*people), by)[1] == rows


@pytest.mark.parametrize("by", ["channel", "began", "organisation"])
def test_below_three_people_nothing_is_read(by):
    assert read_composition_by(Book(), by).startswith("Not enough yet")


def test_a_channel_of_ones_own_is_text():
    odd = Book().with_(Member(id="a", name="A", kind="person", channels=("<i>dove</i>",)))
    assert composition(odd, "channel").layout.yaxis.ticktext == ("&lt;i&gt;dove&lt;/i&gt;",)
    assert composition_rows(odd, "channel")[1] == [("<i>dove</i>", 1)]
