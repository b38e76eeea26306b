"""A chart on the page, as the kernel sees it."""

import json

import pytest

from plnkit.charts.network_map import network_map
from plnkit.model import Book, Member
from plnkit.reading import read_map
from plnkit.views.figure import BUNDLE, Drawing, FigureView

ROSA = Book().with_(Member(id="r", name="Rosa", kind="person", closeness=1))


def view(**kw):
    drawing = Drawing(
        lambda b: network_map(b) if b.members else None,
        read_map,
        lambda b: (("Name",), [(len(b.members),)]),
    )
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


def test_of_a_book_that_is_gone_nothing_stays_in_the_state():
    chart = view()
    for end in (lambda: chart.draw(Book()), lambda: chart.fail("It failed.")):
        chart.draw(ROSA)
        end()
        assert "Rosa" not in json.dumps(chart.get_state(), default=str)
        assert chart.figure == ""


WIRED = """async ({ script, state }) => {
  const heard = {};
  const model = { get: (name) => state[name], on: (name, hear) => (heard[name] = hear), off() {} };
  const { default: view } = await import(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
  view.render({ model, el: document.body });
  window.turn = (next) => { Object.assign(state, next); heard["change:figure"](); };
}"""


@pytest.mark.slow
@pytest.mark.browser
def test_of_a_book_that_is_gone_nothing_stays_on_the_page(chromium):
    def state_of(book):
        chart = view(title="Map")
        chart.draw(book)
        return {
            n: getattr(chart, n) for n in ("key", "title", "figure", "words", "table", "failure")
        }

    page = chromium.new_page()
    page.set_content("<body></body>")
    page.add_script_tag(content=BUNDLE.read_text("utf-8"))
    page.evaluate("window.plnkit = { plotly: Promise.resolve(window.Plotly) }")
    before, gone = state_of(ROSA), state_of(Book())
    before["table"] = gone["table"] = {"head": ["Name"], "rows": []}
    script = str(FigureView._esm)
    page.evaluate(WIRED, {"script": script, "state": before})
    page.wait_for_selector(".pln-plot svg")
    assert "Rosa" in page.content()
    page.evaluate("turn", gone)
    page.wait_for_function("document.body.dataset.plnDrawn === '2'")
    assert "Rosa" not in page.content()
    assert page.locator(".pln-plot > *").count() == 0
    page.evaluate("turn", state_of(ROSA))
    page.wait_for_selector(".pln-plot svg")
    page.close()


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
