"""Capability then and now: a line for each aim, and what was said once has one mark."""

from datetime import date

from plnkit.charts.capability import capability, capability_rows
from plnkit.charts.style import INK, sign
from plnkit.model import Aim, Book, Capability, Pulse
from plnkit.reading.waves import MOST

SIGNS = sign("○", INK), sign("●")  # each in the colour of its marks


def aims(*texts):
    return [Aim(id=text, text=text) for text in texts]


def pulse(day, levels, **values):
    able = tuple(Capability(aim=aim, level=level) for aim, level in levels.items())
    return Pulse(id=f"p{day}", on=date(2026, 11, day), capability=able, **values)


THEN = Book().with_(*aims("Budget", "Plan"), pulse(1, {"Budget": 3, "Plan": 5}, engagement=4))
NOW = THEN.with_(pulse(9, {"Budget": 6}, engagement=2, future=10))


def marks(trace):
    return list(zip(trace.x, trace.y, trace.text, strict=True))


def test_a_line_goes_from_then_to_now_where_both_were_said():
    line, then, now = capability(THEN, NOW).data
    assert list(line.x) == [3, 6, None, 4, 2, None]
    assert marks(then) == [(3, 0, "3"), (5, 1, "5"), (4, 2.4, "4")]
    assert marks(now) == [(6, 0, "6"), (2, 2.4, "2"), (10, 3.4, "10")]


def test_then_and_now_are_told_apart_by_their_filling_and_said_above():
    figure = capability(THEN, NOW)
    _, then, now = figure.data
    assert then.marker.color == "#ffffff" != now.marker.color
    assert figure.layout.annotations[-1].text == f"{SIGNS[0]} Then<br>{SIGNS[1]} Now"


def test_the_legend_names_only_what_is_drawn():
    once = capability(Book(), THEN)
    assert not once.data[1].x
    assert once.layout.annotations[-1].text == f"{SIGNS[1]} Now"


def test_numbers_stand_outside_the_line():
    _, then, now = capability(THEN, NOW).data
    assert list(then.textposition) == ["middle left", "middle right", "middle right"]
    assert list(now.textposition) == ["middle right", "middle left", "middle right"]


def test_the_same_twice_is_one_number_and_both_marks_are_seen():
    _, then, now = capability(THEN, THEN.with_(pulse(9, {"Budget": 3}))).data
    assert then.text[0] == ""
    assert now.text[0] == "3"
    assert then.marker.size > now.marker.size


def test_rows_have_their_words_above_them_and_the_height_follows():
    figure = capability(THEN, NOW)
    said = [note.text for note in figure.layout.annotations[:-1]]
    assert said == ["Budget", "Plan", "Engagement", "“I see a future here”"]
    one = capability(THEN.without("Plan"), NOW.without("Plan"))
    assert figure.layout.meta["height"] - one.layout.meta["height"] == 54


def test_where_there_is_room_rows_are_named_in_the_margin_each_with_a_line_to_its_marks():
    figure = capability(THEN, NOW)
    wide = figure.layout.meta["wide"]
    assert wide["yaxis"]["ticktext"][:3] == ["Budget", "Plan", "Engagement"]
    assert wide["yaxis"]["tickvals"] == [0, 1, 2.4, 3.4]
    assert wide["yaxis"]["gridcolor"]
    assert [note["text"] for note in wide["annotations"]] == [f"{SIGNS[0]} Then<br>{SIGNS[1]} Now"]


def test_the_scale_does_not_go_through_the_words_above_a_row():
    assert all(note.bgcolor == "#ffffff" for note in capability(THEN, NOW).layout.annotations[:-1])


def test_without_an_answer_there_is_no_chart_and_no_row():
    nothing = Book().with_(*aims("Budget"))
    assert capability(nothing, nothing) is None
    assert capability_rows(nothing, nothing)[1] == []


def test_engagement_alone_is_a_chart():
    here = Book().with_(pulse(1, {}, engagement=0))
    assert marks(capability(Book(), here).data[2]) == [(0, 0, "0")]


def test_the_table_says_the_same_and_what_is_missing():
    assert capability_rows(THEN, NOW) == (
        ("0 to 10", "Then", "Now"),
        [
            ("Budget", "3", "6"),
            ("Plan", "5", "not said"),
            ("Engagement", "4", "2"),
            ("“I see a future here”", "not said", "10"),
        ],
    )


def test_many_aims_have_no_more_rows_than_fit_and_the_table_has_all():
    names = [f"Aim {i}" for i in range(MOST + 8)]
    here = Book().with_(*aims(*names), pulse(1, dict.fromkeys(names, 1)))
    assert len(capability(Book(), here).data[2].x) == MOST
    assert len(capability_rows(Book(), here)[1]) == MOST + 8


def test_aims_and_names_of_pictures_are_text():
    odd = Book().with_(*aims("<b>$x$</b>"), pulse(1, {"<b>$x$</b>": 1}))
    figure = capability(odd, odd.with_(pulse(2, {"<b>$x$</b>": 2})), ("<i>", "ليلى"))
    assert figure.layout.annotations[0].text == "&lt;b&gt;&#36;x&#36;&lt;/b&gt;"
    assert (
        figure.layout.annotations[-1].text == f"{SIGNS[0]} &lt;i&gt;<br>{SIGNS[1]} \u2068ليلى\u2069"
    )
    assert "<b>" not in figure.data[2].hovertext[0]
