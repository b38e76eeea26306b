"""Aims by members."""

from plnkit import language
from plnkit.charts.coverage import MOST, coverage_matrix, coverage_rows
from plnkit.model import Aim, Book, Member, Support
from plnkit.reading import read_coverage


def book(*supports, aims=2, members=3):
    people = [Member(id=str(i), name=f"P{i}", kind="person") for i in range(members)]
    wanted = [Aim(id=f"a{i}", text=f"Aim {i}") for i in range(aims)]
    helps = [
        Support(id=f"{aim}-{who}", aim=aim, member=who, help="feedback", status=status)
        for aim, who, status in supports
    ]
    return Book().with_(*people, *wanted, *helps)


def notes(figure):
    return [note.text for note in figure.layout.annotations][:-1]  # the last is the legend


def marks(figure):
    return sum(len(trace.x) for trace in figure.data)


def test_each_help_is_a_mark_whose_shape_says_how_far_it_is():
    figure = coverage_matrix(book(("a0", "0", "could"), ("a1", "1", "helped")))
    drawn = {t.name: (list(t.x), list(t.y), t.marker.symbol) for t in figure.data if t.x}
    assert drawn == {"could help": ([0], [0], "circle-open"), "has helped": ([1], [1], "square")}


def test_marks_have_a_rim_of_their_own_colour_or_plotly_gives_them_a_grey_one():
    traces = coverage_matrix(book(("a0", "0", "helping"))).data
    assert all(t.marker.line.color == t.marker.color for t in traces)


def test_on_the_smallest_phones_columns_have_more_room_and_aims_less():
    layout = coverage_matrix(book(("a0", "0", "could"))).layout
    narrow, wide = layout.meta["narrow"]["margin"]["l"], layout.meta["wide"]["margin"]["l"]
    assert narrow < layout.margin.l < wide


def test_signs_of_the_legend_stay_beside_their_words_in_a_language_from_right_to_left():
    with language.speaking("ar-XB"):
        signs = coverage_matrix(book()).layout.annotations[-1].text
    assert signs.count("\u2068") == signs.count("\u2069") == 4


def test_a_row_without_anybody_says_so():
    assert notes(coverage_matrix(book(("a0", "0", "could")))) == ["<i>nobody yet</i>"]


def test_without_an_open_aim_there_is_nothing_to_draw():
    assert coverage_matrix(book(aims=0)) is None
    assert read_coverage(book(aims=0)).startswith("Not enough yet")


def test_a_row_says_how_many_have_no_column():
    many = [("a0", str(i), "could") for i in range(MOST + 3)]
    figure = coverage_matrix(book(*many, members=MOST + 3, aims=1))
    assert (marks(figure), notes(figure)) == (MOST, ["+3"])


def test_every_aim_with_somebody_has_a_mark():
    many = [("a0", str(i), "could") for i in range(MOST + 3)]
    figure = coverage_matrix(book(*many, ("a1", "99", "could"), members=100))
    assert [y for trace in figure.data for y in trace.y].count(1) == 1


def test_the_table_has_everybody_with_kinds_of_help():
    _, rows = coverage_rows(book(("a0", "0", "asked")))
    assert rows == [("Aim 0", "P0", "feedback", "asked"), ("Aim 1", "nobody yet", "", "")]


def test_gaps_are_said_in_words():
    assert read_coverage(book(("a0", "0", "could"))) == (
        "Of 2 open aims, nobody is named yet for “Aim 1”. Only one member is named for “Aim 0” (P0)."
    )
    two = book(("a0", "0", "could"), ("a0", "1", "could"), aims=1)
    assert read_coverage(two) == "Your open aim has two or more who help, or could."
