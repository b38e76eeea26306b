"""A chart on the page, as the kernel sees it."""

import json

from plnkit.charts.network_map import network_map
from plnkit.model import Book, Member
from plnkit.reading import read_map
from plnkit.views.figure import BUNDLE, Drawing, FigureView

ROSA = Book().with_(Member(id="r", name="Rosa", kind="person", closeness=1))


def view(**kw):
    drawing = Drawing(network_map, read_map, lambda b: (("Name",), [(len(b.members),)]))
    return FigureView("map", drawing, **kw)


def test_a_redraw_sends_the_figure_its_reading_and_its_table():
    chart = view()
    chart.draw(ROSA)
    assert "Rosa" in chart.words
    assert json.loads(chart.figure)["data"][-1]["text"] == ["You"]
    assert chart.table == {"head": ["Name"], "rows": [["1"]]}


def test_a_failure_is_a_sentence_and_the_next_drawing_ends_it():
    chart = view()
    chart.fail("It failed.")
    failed = chart.failure
    chart.draw(ROSA)
    assert (failed, chart.failure) == ("It failed.", "")


def test_the_page_that_asks_gets_plotly_once_as_text():
    chart, sent = view(), []
    chart.send = sent.append
    chart.press({"do": "need-plotly"})
    assert [len(m["plotly"]) for m in sent] == [len(BUNDLE.read_text())]


def test_a_click_names_the_member():
    clicked = []
    view(on_click=clicked.append).press({"do": "click", "value": "r"})
    assert clicked == ["r"]


def test_a_state_of_a_chart_does_not_hold_plotly():
    chart = view()
    chart.draw(ROSA)
    assert len(json.dumps(chart.get_state(), default=str)) < 60_000
