"""Time by aim and ways of meeting, drawn and as tables."""

from datetime import date

from plnkit import language
from plnkit.charts.log import (
    MOST,
    time_by_aim,
    time_by_aim_rows,
    ways_of_meeting,
    ways_of_meeting_rows,
)
from plnkit.charts.style import ACCENT
from plnkit.model import Aim, Book, Interaction, Member

DAY = date(2026, 11, 5)


def book(*log, aims=("Plan", "Budget")):
    them = Member(id="amina", name="Amina", kind="person")
    wanted = [Aim(id=text, text=text) for text in aims]
    noted = [
        Interaction(id=f"i{n}", members=("amina",), on=DAY, **values)
        for n, values in enumerate(log)
    ]
    return Book().with_(them, *wanted, *noted)


def test_the_aim_with_the_most_time_is_on_top_and_no_aim_comes_last():
    figure = time_by_aim(
        book(
            {"minutes": 500},
            {"minutes": 30, "aim": "Plan"},
            {"minutes": 45, "aim": "Budget"},
            {"minutes": 45, "aim": "Budget"},
        )
    )
    assert figure.layout.yaxis.ticktext == ("Budget", "Plan", "No aim")
    assert list(figure.data[0].x) == [90, 30, 500]
    assert list(figure.data[0].text) == ["1 h 30 min", "30 min", "8 h 20 min"]


def test_what_is_for_no_aim_is_told_apart_by_its_colour():
    figure = time_by_aim(book({"minutes": 5}, {"minutes": 5, "aim": "Plan"}))
    aim, none = figure.data[0].marker.color
    assert aim == ACCENT != none


def test_a_meeting_with_several_takes_its_time_once():
    ben = Member(id="ben", name="Ben", kind="person")
    both = Interaction(id="both", members=("amina", "ben"), on=DAY, minutes=30, aim="Plan")
    assert list(time_by_aim(book().with_(ben, both)).data[0].x) == [30]


def test_the_table_has_also_the_aims_for_which_no_time_was_said():
    here = book({"aim": "Plan"}, {"minutes": 5, "aim": "Budget"}, {})
    assert time_by_aim_rows(here) == (
        ("Aim", "Minutes", "Times"),
        [("Budget", 5, 1), ("Plan", 0, 1), ("No aim", 0, 1)],
    )
    assert time_by_aim(here).layout.yaxis.ticktext == ("Budget",)


def test_many_aims_have_no_more_bars_than_fit_and_the_table_has_all():
    aims = [f"Aim {n}" for n in range(20)]
    here = book({"minutes": 5}, *({"minutes": 5, "aim": aim} for aim in aims), aims=aims)
    figure = time_by_aim(here)
    assert len(figure.data[0].x) == MOST + 1
    assert figure.layout.yaxis.ticktext[-1] == "No aim"
    assert len(time_by_aim_rows(here)[1]) == 21


def test_without_time_for_an_aim_there_is_no_chart():
    assert time_by_aim(book()) is None
    assert time_by_aim(book({"minutes": 30}, {"aim": "Plan"})) is None


def test_an_aim_is_shown_as_it_was_written_in_one_line():
    here = book({"minutes": 5, "aim": "<b>$x$</b>\nb"}, aims=("<b>$x$</b>\nb",))
    assert time_by_aim(here).layout.yaxis.ticktext == ("&lt;b&gt;&#36;x&#36;&lt;/b&gt; b",)
    assert time_by_aim_rows(here)[1] == [("<b>$x$</b> b", 5, 1)]


def test_ways_stand_in_one_order_with_how_often_and_how_long():
    here = book(
        {},
        {"channel": "reading", "minutes": 60},
        {"channel": "chat"},
        {"channel": "e-mail", "minutes": 5},
        {"channel": "face to face", "minutes": 90},
    )
    figure = ways_of_meeting(here)
    assert figure.layout.yaxis.ticktext == ("In person", "Online", "Other ways", "Not said yet")
    assert list(figure.data[0].x) == [1, 2, 1, 1]
    assert list(figure.data[0].text) == [
        "1 time<br>1 h 30 min",
        "2 times<br>5 min",
        "1 time<br>1 h",
        "1 time",
    ]
    assert ways_of_meeting_rows(here) == (
        ("Way", "Times", "Minutes"),
        [("In person", 1, 90), ("Online", 2, 5), ("Other ways", 1, 60), ("Not said yet", 1, 0)],
    )


def test_words_beside_bars_get_the_room_that_a_page_measures_and_are_as_large_as_others():
    figure = ways_of_meeting(book({"channel": "chat", "minutes": 5}))
    assert figure.layout.xaxis.range == (0, 1)
    assert figure.layout.meta["beside"]
    assert figure.data[0].constraintext == "none"


def test_a_page_is_told_whole_what_an_axis_has_cut():
    long = "Hold one-to-ones that people look forward to"
    figure = time_by_aim(book({"minutes": 5, "aim": long}, aims=(long,)))
    assert figure.layout.yaxis.ticktext == ("Hold one-to-ones…",)
    assert list(figure.layout.meta["rows"]) == [long]


def test_a_time_that_is_written_from_right_to_left_keeps_its_order():
    with language.speaking("ar-XB"):
        text = time_by_aim(book({"minutes": 160, "aim": "Plan"})).data[0].text[0]
    assert (text[0], text[-1]) == ("\u2068", "\u2069")


def test_where_no_way_was_said_there_is_no_chart():
    assert ways_of_meeting(book()) is None
    assert ways_of_meeting(book({"minutes": 5})) is None
    assert ways_of_meeting_rows(book())[1] == []


def test_two_aims_alike_have_a_bar_each():
    here = book(
        {"minutes": 5, "aim": "Plan"}, {"minutes": 5, "aim": "again"}, aims=("Plan", "again")
    )
    figure = time_by_aim(here.update("again", text="Plan"))
    assert (list(figure.data[0].y), figure.layout.yaxis.ticktext) == ([0, 1], ("Plan", "Plan"))
