"""What a page says when something goes wrong, and that nothing is lost by it."""

import contextlib
import os
import signal

import pytest
from playwright.sync_api import expect

from plnkit.journal import Journal
from plnkit.model import Note

pytestmark = [pytest.mark.browser, pytest.mark.slow]

BACK = 30_000  # ms: until a page that lost its server is well again


@pytest.fixture
def size():
    """One size will do: the words are the same."""
    return "phone"


@pytest.fixture
def own(served):
    """A server that a test may kill."""
    return served("empty", PLNKIT_READY="0")  # each kernel has its page


@pytest.fixture(params=["1", "0"], ids=["forked", "ordinary"])
def either(served, request):
    """The same, with forked kernels and with ordinary ones: for what happens to the kernel itself."""
    return served("empty", PLNKIT_READY="0", PLNKIT_FORK=request.param)


def kill_kernels(server):
    for kernel in server.kernels():
        with contextlib.suppress(ProcessLookupError):
            os.kill(kernel.pid, signal.SIGKILL)


class Wire:
    """The wire of a page: it can be deaf, so that what is sent is lost, and be cut."""

    def __init__(self, visitor):
        self.deaf = False
        visitor.page.route_web_socket("**/channels*", self._meet)
        visitor.page.reload(wait_until="commit")
        visitor.ready()

    def _meet(self, wire):
        self._wire, server = wire, wire.connect_to_server()
        wire.on_message(lambda message: self.deaf or server.send(message))

    def cut(self):
        self._wire.close()


def is_well(visitor):
    """The page is connected again: what is done on it reaches the book."""
    expect(visitor.page.locator("#pln-watch")).to_be_hidden(timeout=BACK)
    visitor.wrong.clear()  # what the browser said of the server while it was away


def test_a_killed_kernel_comes_back_with_the_same_book(either, visit):
    visitor = visit(either)
    visitor.add("Rosa")
    expect(visitor.view("names").locator("bdi", has_text="Rosa")).to_be_visible()
    visitor.page.fill("#pln-name", "Ali")
    kill_kernels(either)
    visitor.page.press("#pln-name", "Enter")  # before the page opens itself again
    expect(visitor.view("names").locator("bdi", has_text="Ali")).to_be_visible(timeout=BACK)
    assert visitor.names() == ["Ali", "Rosa"]
    is_well(visitor)


def test_a_killed_server_is_said_and_its_restart_is_noticed(own, visit):
    visitor = visit(own)
    visitor.add("Rosa")
    expect(visitor.view("names").locator("bdi", has_text="Rosa")).to_be_visible()
    visitor.page.fill("#pln-name", "half a na")
    own.kill()
    banner = visitor.page.locator("#pln-watch")
    expect(banner).to_contain_text("The connection is lost", timeout=BACK)
    expect(banner.get_by_role("button", name="Try now")).to_be_visible()
    visitor.shot("connection-lost")
    own.start()
    visitor.page.wait_for_selector("body:not([data-plnkit])", timeout=BACK)
    visitor.ready()
    assert visitor.names() == ["Rosa"]
    assert visitor.page.input_value("#pln-name") == "half a na"
    is_well(visitor)


def test_what_was_sent_into_the_void_arrives_once_the_server_is_back(own, visit):
    visitor = visit(own)
    own.kill()
    visitor.page.fill("#pln-name", "Rosa")
    visitor.page.press("#pln-name", "Enter")
    own.start()
    expect(visitor.view("names").locator("bdi", has_text="Rosa")).to_be_visible(timeout=BACK)
    assert visitor.names() == ["Rosa"]
    is_well(visitor)


def test_what_went_into_a_dying_wire_is_sent_again_when_it_is_back(own, visit):
    visitor = visit(own)
    wire = Wire(visitor)
    wire.deaf = True
    visitor.page.fill("#pln-name", "Rosa")
    visitor.page.press("#pln-name", "Enter")
    wire.deaf = False
    visitor.page.evaluate("document.body.dataset.before = ''")
    wire.cut()
    expect(visitor.view("names").locator("bdi", has_text="Rosa")).to_be_visible(timeout=BACK)
    assert visitor.names() == ["Rosa"]
    expect(visitor.page.locator("body[data-before]")).to_be_attached()  # it was not opened again
    is_well(visitor)


def test_of_a_field_only_what_it_says_last_is_sent_again(own, visit):
    visitor = visit(own)
    wire = Wire(visitor)
    field = visitor.page.locator("textarea[data-change=answer]").first
    wire.deaf = True
    for text in ("one", "two", "three"):
        field.fill(text)
        field.press("Tab")
    wire.deaf = False
    wire.cut()
    undo = visitor.page.locator("[title='Undo: Answered a question']")
    expect(undo).to_be_visible(timeout=BACK)
    is_well(visitor)
    with contextlib.closing(Journal.open(own.book)) as journal:
        assert [note.text for note in journal.book.all(Note)] == ["three"]
        assert len(journal.changes) == 1


def test_a_wire_that_does_not_come_back_is_said_and_mends_by_itself(own, visit):
    visitor = visit(own)
    visitor.page.evaluate(
        """() => {
          const kernel = plnkit.kernel;
          kernel.before = kernel._createSocket;
          kernel._createSocket = () => {}; // a proxy that lets pages through, and no wire
          kernel._ws.close();
        }"""
    )
    banner = visitor.page.locator("#pln-watch")
    expect(banner).to_contain_text("The connection is lost", timeout=BACK)
    visitor.page.evaluate("() => { const k = plnkit.kernel; k._createSocket = k.before; }")
    is_well(visitor)
    visitor.add("Rosa")
    expect(visitor.view("names").locator("bdi", has_text="Rosa")).to_be_visible()


def test_a_network_that_was_away_is_said_and_comes_back_by_itself(own, visit):
    visitor = visit(own)
    visitor.page.context.set_offline(True)
    visitor.page.evaluate("plnkit.kernel._ws?.close()")
    banner = visitor.page.locator("#pln-watch")
    expect(banner).to_contain_text("no network", timeout=BACK)
    visitor.page.context.set_offline(False)
    is_well(visitor)
    visitor.add("Rosa")
    expect(visitor.view("names").locator("bdi", has_text="Rosa")).to_be_visible()


def test_a_page_whose_kernel_was_ended_while_it_slept_opens_itself_again(either, visit):
    visitor = visit(either)
    visitor.add("Rosa")
    expect(visitor.view("names").locator("bdi", has_text="Rosa")).to_be_visible()
    end = "() => fetch(`/voila/api/shutdown/${JSON.parse(document.getElementById('jupyter-config-data').textContent).kernelId}`, {method: 'POST'})"
    visitor.page.evaluate(end)
    visitor.page.wait_for_selector("body:not([data-plnkit])", timeout=BACK)
    visitor.ready()
    assert visitor.names() == ["Rosa"]
    is_well(visitor)


def test_a_phone_that_slept_past_the_end_of_its_kernel_is_well_when_it_wakes(own, visit, wait):
    visitor = visit(own)
    visitor.add("Rosa")
    expect(visitor.view("names").locator("bdi", has_text="Rosa")).to_be_visible()
    visitor.page.fill("#pln-name", "half a na")
    visitor.page.evaluate("document.body.dataset.before = ''")
    phone = visitor.page.context.new_cdp_session(visitor.page)
    phone.send("Page.setWebLifecycleState", {"state": "frozen"})
    kill_kernels(own)
    wait(lambda: own.kernels() == [])
    phone.send("Page.setWebLifecycleState", {"state": "active"})
    visitor.page.wait_for_selector("body:not([data-before])", timeout=BACK)
    visitor.ready()
    assert visitor.names() == ["Rosa"]
    assert visitor.page.input_value("#pln-name") == "half a na"
    is_well(visitor)


def test_a_phone_that_slept_longer_than_jupyter_tries_to_reconnect_is_well_when_it_wakes(
    own, visit, wait
):
    visitor = visit(own)
    visitor.page.context.set_offline(True)
    visitor.page.evaluate(
        """() => {
          const kernel = plnkit.kernel;
          kernel._reconnectAttempt = kernel._reconnectLimit;
          kernel._ws.onclose(new CloseEvent("close"));
        }"""
    )
    status = "plnkit.kernel.connectionStatus"
    wait(lambda: visitor.page.evaluate(status) == "disconnected")
    visitor.page.context.set_offline(False)
    visitor.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    is_well(visitor)
    visitor.add("Rosa")
    expect(visitor.view("names").locator("bdi", has_text="Rosa")).to_be_visible()


def test_a_page_that_is_left_ends_its_kernel(either, visit, wait):
    visitor = visit(either)
    assert len(either.kernels()) == 1
    visitor.page.close(run_before_unload=True)
    wait(lambda: either.kernels() == [])


def test_a_phone_that_leaves_without_a_word_ends_its_kernel_too(own, visit, wait):
    visitor = visit(own)
    (kernel,) = own.kernels()
    hidden = "dispatchEvent(new PageTransitionEvent('pagehide', {persisted: false}))"
    visitor.page.evaluate(hidden)  # phones send no `beforeunload`, by which Voila knows
    wait(lambda: not kernel.is_running())
    visitor.page.goto("about:blank")
    visitor.wrong.clear()
