"""Who the members are, as bars and as rows."""

from plnkit.charts.composition import composition, composition_rows
from plnkit.model import Book, Member


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
