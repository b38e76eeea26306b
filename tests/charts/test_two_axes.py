"""Strength and bridging: two axes, and nobody drawn of whom one of them is not known."""

from itertools import combinations

from plnkit import language
from plnkit.charts.two_axes import two_axes, two_axes_rows
from plnkit.model import Book, Member, Tie
from plnkit.reading import read_two_axes


def people(n, **more):
    known = {"kind": "person", "closeness": 1, "ties_asked": True, **more}
    return [Member(id=str(i), name=f"P{i}", **known) for i in range(n)]


def book(n=6, *more):
    ties = [Tie(a=str(a), b=str(b)) for a, b in combinations(range(n - 2), 2)]
    return Book().with_(*people(n), *ties, *more)


def test_a_mark_stands_at_its_bridging_and_its_ring():
    figure = two_axes(book())
    spots = dict(
        zip(
            figure.data[0].customdata,
            zip(figure.data[0].x, figure.data[0].y, strict=True),
            strict=True,
        )
    )
    assert round(spots["0"][0], 2) == 0.4
    assert round(spots["5"][0], 2) == 1
    assert all(-1.5 < y < -0.5 for _, y in spots.values())


def test_shares_at_the_axis_are_written_as_the_language_writes_them():
    with language.speaking("de"):
        said = two_axes(book()).layout.xaxis.ticktext
    assert said[-1] == "100\N{NO-BREAK SPACE}%"


def test_words_in_the_corners_stand_beyond_the_axes_where_no_mark_is():
    for note in two_axes(book()).layout.annotations:
        assert (note.y, note.yanchor) in ((0, "top"), (1, "bottom"))


def test_marks_that_would_cover_each_other_make_way():
    figure = two_axes(book(9))
    spots = list(zip(figure.data[0].x, figure.data[0].y, strict=True))
    assert len(set(spots)) == len(spots)


def test_who_is_not_placed_or_not_asked_about_is_not_drawn_and_that_is_said():
    odd = [
        Member(id="x", name="X", kind="person", ties_asked=True),
        Member(id="y", name="Y", kind="person", closeness=2),
    ]
    here = book(6, *odd)
    assert "x" not in two_axes(here).data[0].customdata
    assert "y" not in two_axes(here).data[0].customdata
    assert read_two_axes(here).endswith("2 people are not drawn: not placed, or not asked about.")


def test_below_half_of_the_pairs_there_is_no_chart():
    here = Book().with_(*people(4), *[m for m in people(10, ties_asked=False) if int(m.id) > 3])
    assert two_axes(here) is None
    assert read_two_axes(here).startswith("Not enough yet")


def test_the_table_says_the_same():
    head, rows = two_axes_rows(book())
    assert head[-1] == "Does not know, of those asked about"
    assert rows[0] == ("P4", "role not said yet", "Closest", "100%")


def test_where_all_know_equally_many_nobody_stands_out():
    assert read_two_axes(Book().with_(*people(4))).startswith("All know equally many")


def test_close_and_far_bridges_are_named_apart():
    said = read_two_axes(book().update("5", closeness=4))
    assert (
        said
        == "Close to you, and knowing fewer of the others asked about: P4. Further out, and knowing fewer of the others asked about: P5."
    )


def test_names_are_text():
    odd = book().update("5", name="<b>$x$</b>")
    assert "&lt;b&gt;&#36;x&#36;&lt;/b&gt;" in two_axes(odd).data[0].text


def test_one_whom_all_others_know_is_told_from_equality():
    ties = [Tie(a="0", b=str(i)) for i in range(1, 6)]
    star = Book().with_(*people(6), *ties)
    assert read_two_axes(star).startswith(
        "Close to you, and knowing fewer of the others asked about: P1, P2"
    )
