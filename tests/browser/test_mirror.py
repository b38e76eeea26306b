"""The page's copy of the members, without a kernel: what it asks for, and what it lays over."""

import pytest

from plnkit.assets import joined

pytestmark = pytest.mark.browser

BEGIN = """() => {
  const ears = [];
  const sent = [];
  const model = {
    get: () => "a-key",
    on: (_, ear) => ears.push(ear),
    off() {},
    send: (message) => (window.cut ? (() => { throw new Error("Cannot send"); })() : sent.push(message)),
  };
  let changes = 0;
  const mirror = mirrorOf(model, () => (changes += 1));
  const hear = (message) => ears.forEach((ear) => ear(message));
  window.it = { mirror, sent, hear, changes: () => changes };
}"""
ALL = {"rev": 4, "all": True, "gone": {}, "put": {"members": {"ana": {"name": "Ana", "ring": 1}}}}


@pytest.fixture
def page(chromium):
    page = chromium.new_context().new_page()
    page.route("**/*", lambda route: route.fulfill(body="<body>", content_type="text/html"))
    page.goto("http://a.test/")  # a page of its own, so that it can keep things
    page.add_script_tag(content=joined("wire.js", "mirror.js"))
    page.evaluate(BEGIN)
    yield page
    page.context.close()


def told(page, rev, **more):
    page.evaluate("m => it.hear(m)", {"rev": rev, "gone": {}, "put": {}} | more)


def members(page):
    return page.evaluate("it.mirror.members.map(({ name, ring }) => [name, ring ?? null])")


def sent(page):
    return page.evaluate("it.sent.map((m) => m.do)")


def test_a_page_that_comes_asks_for_everybody(page):
    assert sent(page) == ["need"]
    page.evaluate("m => it.hear(m)", ALL)
    assert members(page) == [["Ana", 1]]


def test_what_changes_before_everybody_has_come_waits_for_them(page):
    told(page, 5, put={"members": {"ben": {"name": "Ben"}}})
    assert page.evaluate("it.mirror.ready") is False
    assert members(page) == []


def test_a_change_is_folded_in(page):
    page.evaluate("m => it.hear(m)", ALL)
    told(page, 5, put={"members": {"ben": {"name": "Ben"}}}, gone={"members": ["ana"]})
    assert members(page) == [["Ben", None]]


def test_a_page_that_missed_a_change_asks_for_everybody_again(page):
    page.evaluate("m => it.hear(m)", ALL)
    told(page, 6, put={"members": {"ben": {"name": "Ben"}}})
    assert sent(page) == ["need", "need"]
    assert members(page) == [["Ana", 1]]


def test_what_was_asked_for_is_seen_at_once_and_taken_for_true_once_it_is_done(page):
    page.evaluate("m => it.hear(m)", ALL)
    move = {"id": "ana", "ring": 3, "by": "role", "sector": None, "place": 1}
    id = page.evaluate("v => it.mirror.send('move', v, 'move ana').id", move)
    assert members(page) == [["Ana", 3]]
    assert page.evaluate("it.mirror.isWaiting('ana')")
    page.evaluate("id => it.hear({ done: id, notice: 'It cannot be.' })", id)
    assert members(page) == [["Ana", 1]]
    assert page.evaluate("it.mirror.word") == "It cannot be."


def test_into_a_cut_wire_nothing_is_lost_and_nothing_raised(page):
    page.evaluate("m => it.hear(m)", ALL)
    page.evaluate("window.cut = true")
    page.evaluate("it.mirror.send('remove', ['ana'])")
    assert members(page) == []
    page.evaluate("window.cut = false")
    page.evaluate("document.dispatchEvent(new CustomEvent('plnkit:answer'))")
    assert sent(page)[-1] == "remove"


def test_of_one_thing_only_what_was_asked_last_is_kept(page):
    page.evaluate("m => it.hear(m)", ALL)
    for ring in (2, 3, 4):
        page.evaluate(
            "r => it.mirror.send('put', { ids: ['ana'], field: 'closeness', value: r }, 'ring ana')",
            ring,
        )
    assert page.evaluate("it.mirror.outbox.waiting.length") == 1
    assert members(page) == [["Ana", 4]]


def test_another_page_of_the_tab_finds_what_was_not_answered(page):
    page.evaluate("m => it.hear(m)", ALL)
    page.evaluate("it.mirror.send('asked', ['ana'])")
    page.evaluate(BEGIN)
    page.evaluate("document.dispatchEvent(new CustomEvent('plnkit:ready'))")
    assert sent(page) == ["need", "asked"]
