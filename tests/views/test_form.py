"""Forms: refused as a whole, with what is wrong beside its field; saved, they begin anew."""

import json

import pytest

from plnkit.model import Book
from plnkit.views.form import Form, Said, happened, submit, to_come
from plnkit.views.panel import card


class Two(Form):
    """A form of two fields."""

    def __init__(self):
        super().__init__("two")
        self.kept = None

    def show(self, _):
        fields = (self.field("name", "Name"), self.field("age", "Age"), submit("Save"))
        return card(self.form("keep", *fields), self.said())

    def do_keep(self, value):
        said = Said(value)
        age = said.read("age", int)
        if not said.text("name"):
            said.need("name", "A name is missing.")
        self.check(said)
        self.kept = (said.text("name"), age)
        self.done("Kept.")


@pytest.fixture
def two():
    form = Two()
    form.draw(Book())
    return form


def send(form, **fields):
    form.press({"do": "keep", "value": json.dumps({k: [v] for k, v in fields.items()})})


def test_what_is_right_is_kept_and_the_form_begins_anew(two):
    assert 'data-key="keep--0"' in two.content
    send(two, name=" Ana ", age="7")
    assert two.kept == ("Ana", 7)
    assert 'data-key="keep--1"' in two.content
    assert "Kept." in two.content


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_kept(two):
    send(two, name="Ana", age="seven")
    assert two.kept is None
    assert 'data-key="keep--0"' in two.content
    assert two.content.count("pln-wrong") == 1
    assert 'id="pln-two-age" data-wrong aria-invalid="true" aria-describedby="pln-two-age-why"' in (
        two.content
    )
    assert 'role="alert"' not in two.content


def test_two_things_that_are_wrong_are_both_marked_and_said_to_be(two):
    send(two, name="", age="seven")
    assert two.content.count("pln-wrong") == 2
    assert "nothing was saved" in two.content


def test_what_was_wrong_is_forgotten_with_the_next_press(two):
    send(two, name="", age="seven")
    send(two, name="Ana", age="7")
    assert "pln-wrong" not in two.content


def test_the_page_hears_whether_it_was_refused(two, monkeypatch):
    heard = []
    monkeypatch.setattr(two, "send", heard.append)
    id = "0" * 32
    two.press({"do": "keep", "value": json.dumps({"age": ["7"]}), "id": id})
    two.press({"do": "keep", "value": json.dumps({"name": ["Ana"], "age": ["7"]}), "id": id})
    assert [sorted(said) for said in heard] == [["done", "notice"], ["done"]]


@pytest.mark.parametrize("day", ["9999-01-01", "1850-01-01", "2026-02-31", "?", "soon"])
def test_what_is_no_day_of_a_log_is_a_sentence(day):
    with pytest.raises(ValueError, match=r"\w+.*\."):
        happened(day)


@pytest.mark.parametrize("day", ["9999-01-01", "2020-01-01", "2026-02-31", "?"])
def test_what_is_no_day_to_come_is_a_sentence(day):
    with pytest.raises(ValueError, match=r"\w+.*\."):
        to_come(day)


def test_no_day_is_none():
    assert happened("") is None
    assert to_come(" ") is None
