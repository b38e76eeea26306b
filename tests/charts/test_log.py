"""What was noted: given and got, the year, and for whom it is time."""

from datetime import date, timedelta

from plnkit.charts.calendar import year_calendar, year_rows
from plnkit.charts.exchange import MOST, given_and_got, given_and_got_rows
from plnkit.model import Book, Interaction, Member
from plnkit.reading import read_calendar, read_exchange, read_overdue
from plnkit.reading.charts import first_day

TODAY = date(2026, 11, 25)  # a Wednesday


def book(*meetings, people=3):
    them = [Member(id=str(i), name=f"P{i}", kind="person", closeness=1) for i in range(people)]
    log = [
        Interaction(id=f"i{n}", members=(who,), on=TODAY - timedelta(days=ago), **words)
        for n, (who, ago, words) in enumerate(meetings)
    ]
    return Book().with_(*them, *log)


GOT, GAVE = {"got": "x"}, {"gave": "y"}


def test_given_goes_left_and_got_goes_right():
    figure = given_and_got(book(("0", 1, GOT), ("0", 2, GOT), ("0", 3, GAVE)))
    assert [list(bars.x) for bars in figure.data] == [[-1], [2]]


def test_who_is_most_in_the_log_has_a_bar_and_the_table_has_all():
    here = book(*[(str(i), 1, GOT) for i in range(20)], people=20)
    assert len(given_and_got(here).data[0].y) == MOST
    assert len(given_and_got_rows(here)[1]) == 20


def test_two_of_one_name_have_a_row_each():
    here = book(("0", 1, GOT), ("1", 1, GOT)).update("1", name="P0")
    figure = given_and_got(here)
    assert (list(figure.data[1].y), figure.layout.yaxis.ticktext) == ([0, 1], ("P0", "P0"))


def test_without_anything_given_or_got_there_is_no_chart():
    assert given_and_got(book(("0", 1, {}))) is None
    assert read_exchange(book()).startswith("Not enough yet")


def test_one_way_only_is_said_with_names():
    here = book(("0", 1, GOT), ("1", 2, GAVE), ("2", 3, {**GOT, **GAVE}))
    assert read_exchange(here) == (
        "With 1 of 3 people in your log, help went both ways. Only got so far: P0. "
        "Only given so far: P1."
    )


def test_a_year_begins_on_a_monday_53_weeks_ago_and_ends_today():
    assert first_day(TODAY).weekday() == 0
    assert (TODAY - first_day(TODAY)).days == 366
    figure = year_calendar(book(("0", 0, {})), TODAY)
    assert (list(figure.data[1].x), list(figure.data[1].y)) == ([52], [2])


def test_a_day_with_more_has_a_larger_mark():
    here = book(("0", 1, {}), ("1", 1, {}), ("0", 2, {}))
    small, large = year_calendar(here, TODAY).data[1].marker.size
    assert small < large


def test_what_is_older_or_still_to_come_is_not_in_the_year():
    assert year_calendar(book(("0", 400, {}), ("0", -1, {})), TODAY) is None


def test_the_table_is_by_month():
    here = book(("0", 0, {"minutes": 30}), ("1", 40, {}))
    assert year_rows(here, TODAY)[1] == [("Oct 2026", 1, 1, 0), ("Nov 2026", 1, 1, 30)]


def test_the_year_is_said_in_a_sentence():
    here = book(("0", 0, {"minutes": 60}), ("1", 40, {"minutes": 60}))
    assert read_calendar(here, TODAY) == (
        "In the last year you noted 2 meetings on 2 days, with 2 members, about 2 hours in all. "
        "The longest pause was 40 days."
    )
    assert read_calendar(book(), TODAY).startswith("Not enough yet")


def test_for_whom_it_is_time_is_said_with_names():
    assert read_overdue(book(("0", 8, {}), ("1", 2, {})), TODAY) == (
        "By the rhythms on your map it is time for 1 of 2: P0."
    )
    assert read_overdue(book(("1", 2, {})), TODAY).startswith("It is time for nobody")
    assert read_overdue(book(), TODAY).startswith("Not enough yet")
