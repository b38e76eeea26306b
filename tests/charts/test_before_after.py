"""The learning mix then and now: four parts of a bar, told apart by more than colour."""

from datetime import date

from plnkit.charts.before_after import mix_before_after, mix_before_after_rows
from plnkit.model import Book, Mix, Pulse
from plnkit.words import MIX


def said(day, **mix):
    return Pulse(id=f"p{day}", on=date(2026, 11, day), mix=Mix(**mix))


THEN = Book().with_(said(1, formal=60, social=40))
NOW = THEN.with_(said(9, formal=10, social=50, on_the_job=35, self_directed=5))


def parts(figure):
    return {trace.name: list(trace.x) for trace in figure.data}


def test_each_picture_is_a_bar_of_four_parts_the_first_on_top():
    figure = mix_before_after(THEN, NOW)
    assert parts(figure) == {
        "In courses": [60, 10],
        "On the job": [0, 35],
        "With and from people": [40, 50],
        "On my own": [0, 5],
    }
    assert figure.layout.barmode == "stack"
    assert figure.layout.yaxis.ticktext == ("Then", "Now")
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1]


def test_parts_are_told_apart_by_colour_and_pattern_and_named_beside_the_bars():
    figure = mix_before_after(THEN, NOW)
    looks = [(t.marker.color, t.marker.pattern.shape) for t in figure.data]
    assert len({colour for colour, _ in looks}) == len({shape for _, shape in looks}) == 4
    assert figure.layout.showlegend
    assert [trace.name for trace in figure.data] == [name for name, _ in MIX.values()]


def test_a_page_gives_every_number_the_colour_that_its_bar_bears():
    assert {t.insidetextfont.color for t in mix_before_after(THEN, NOW).data} == {None}


def test_a_number_stands_in_its_part_where_it_fits_and_nowhere_else():
    figure = mix_before_after(THEN, NOW)
    assert [list(trace.text) for trace in figure.data][:2] == [["60%", "10%"], ["", "35%"]]
    assert {trace.textposition for trace in figure.data} == {"inside"}
    assert figure.layout.uniformtext.mode == "hide"


def test_one_book_is_one_bar():
    figure = mix_before_after(THEN)
    assert figure.layout.yaxis.ticktext == ("Now",)
    assert parts(figure)["In courses"] == [60]
    assert mix_before_after_rows(THEN)[0] == ("Where", "Now")


def test_a_mix_that_was_not_said_again_has_no_second_bar():
    assert mix_before_after(THEN, THEN).layout.yaxis.ticktext == ("Then",)
    assert mix_before_after(Book(), THEN).layout.yaxis.ticktext == ("Now",)


def test_without_a_mix_there_is_no_chart_and_no_row():
    for books in ((Book(),), (Book(), Book()), (Book().with_(said(1)),)):
        assert mix_before_after(*books) is None
        assert mix_before_after_rows(*books)[1] == []


def test_the_table_says_the_same_and_what_is_missing():
    assert mix_before_after_rows(THEN, NOW) == (
        ("Where", "Then", "Now"),
        [
            ("In courses", "60%", "10%"),
            ("On the job", "0%", "35%"),
            ("With and from people", "40%", "50%"),
            ("On my own", "0%", "5%"),
        ],
    )
    assert mix_before_after_rows(THEN, THEN)[1][0] == ("In courses", "60%", "not said")


def test_names_of_pictures_are_text():
    figure = mix_before_after(THEN, NOW, ("<b>$x$</b>", "ليلى"))
    assert figure.layout.yaxis.ticktext[0] == "&lt;b&gt;&#36;x&#36;&lt;/b&gt;"
    assert figure.data[0].hovertext[0].startswith("&lt;b&gt;")


def test_a_mix_from_elsewhere_that_has_too_much_is_not_cut_off():
    figure = mix_before_after(Book().with_(said(1, formal=90, social=90)))
    assert figure.layout.xaxis.range[1] >= 180
