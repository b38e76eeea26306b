"""Who is there: a page says hello, and has its reader's book."""

import pytest

from plnkit import words
from plnkit.errors import Locked
from plnkit.views.fence import fenced
from plnkit.views.status import Heard, Status


class View:
    sent = 0

    def send_state(self):
        self.sent += 1


@pytest.fixture
def heard(monkeypatch):
    """What the kernel sends to the page."""
    said = []
    monkeypatch.setattr(Status, "send", lambda _, content: said.append(content))
    return said


def nothing(*_):
    pass


def status(meet=nothing, views=None, stay=nothing, invited=nothing, **do):
    heard = Heard(meet, stay, invited)
    return Status(lambda: (None, None, None), lambda: views or {}, heard, do)


def test_a_hello_opens_the_book_of_the_key_and_is_answered(heard):
    met = []
    one = status(lambda *who: met.append(who), {"status": View(), "map": View()})
    one.press({"do": "hello", "value": {"key": "ab", "zone": "Asia/Tokyo"}})
    assert met == [("ab", "Asia/Tokyo")]
    assert (one.bound, one.expects, one.failure) == (True, ["status", "map"], "")
    assert heard == [{"answer": "hello", "known": False}]


@pytest.mark.parametrize("value", [None, "x", {}, {"key": 7, "zone": 7}])
def test_a_hello_without_a_key_is_one_of_a_single_book(heard, value):
    met = []
    status(lambda *who: met.append(who)).press({"do": "hello", "value": value})
    assert met == [(None, "")]


def test_a_book_that_cannot_be_opened_is_a_sentence_and_the_page_is_not_bound(heard):
    def fail(*_):
        raise Locked("Another program holds it: close it.")

    one = status(fail)
    one.press({"do": "hello", "value": {}})
    assert (one.bound, one.failure) == (False, "Another program holds it: close it.")
    assert heard == [{"answer": "hello", "known": False}]


def test_a_page_that_comes_back_is_sent_every_view_anew(heard):
    view = View()
    one = status(views={"map": view})
    one.press({"do": "hello", "value": {}})
    assert view.sent == 0
    one.press({"do": "hello", "value": {"again": True}})
    assert view.sent == 1


def test_a_page_that_is_still_there_is_noted():
    seen = []
    status(stay=lambda: seen.append(1)).press({"do": "here"})
    assert seen == [1]


@pytest.mark.parametrize("message", [None, [], "x", {"do": "nothing"}, {"do": ["here"]}])
def test_what_is_no_message_changes_nothing(message):
    one = status(undo=lambda: 1 / 0)
    one.press(message)
    assert one.notice == ""


def test_whatever_fails_behind_the_fence_is_a_sentence(monkeypatch, caplog):
    monkeypatch.setenv("PLNKIT_STRICT", "")
    assert fenced(lambda: 1 / 0) == words.ACTION_FAILED
    assert "ZeroDivisionError" in caplog.text


def test_under_strict_the_fence_lets_faults_through():
    with pytest.raises(ZeroDivisionError):
        fenced(lambda: 1 / 0)


COACH = {"id": "a1" * 16, "called": "Kim", "number": "7"}


def test_the_coach_who_invited_the_reader_is_told_of_and_the_page_need_not_say_it_again(heard):
    told = []
    status(invited=lambda *who: told.append(who)).press(
        {"do": "hello", "value": {"key": "ab", "coach": COACH}}
    )
    assert told == [("a1" * 16, "Kim", "7")]
    assert heard == [{"answer": "hello", "known": True}]


def test_an_invitation_is_kept_by_the_page_as_long_as_there_is_no_book(heard):
    def fail(*_):
        raise Locked("Another program holds it: close it.")

    status(fail, invited=fail).press({"do": "hello", "value": {"coach": COACH}})
    assert heard == [{"answer": "hello", "known": False}]


@pytest.mark.parametrize("coach", [None, "x", {}, {"id": 7, "called": "x"}, {"id": "x"}])
def test_what_is_no_invitation_is_none(heard, coach):
    told = []
    status(invited=lambda *who: told.append(who)).press({"do": "hello", "value": {"coach": coach}})
    assert told == []
