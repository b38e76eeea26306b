"""The schema says yes to what we write and take, and no to what we refuse."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from plnkit import files
from plnkit.exchange import portable
from plnkit.exchange.schema import schema
from plnkit.model import LISTS, Book, Member, Wave

SCHEMA = Draft202012Validator(schema())
HEAD = {"format": "plnkit-book", "version": 1}


def says_yes(content: dict[str, Any]) -> bool:
    return SCHEMA.is_valid({**HEAD, **content})


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("name", ["small", "crowded", "empty"])
def test_it_says_yes_to_every_sample(name: str) -> None:
    text = (files.samples() / f"{name}.json").read_text(encoding="utf-8")
    assert list(SCHEMA.iter_errors(json.loads(text))) == []


def test_it_says_yes_to_an_export_with_a_wave() -> None:
    ana = Member(id="a", name="A", kind="person", more={"aura": 1})
    book = Book().with_(ana, Wave(id="w", name="W", on="2026-01-01", seq=1))
    text = portable.text(book, lambda _: Book().with_(ana), datetime.now(UTC))
    assert list(SCHEMA.iter_errors(json.loads(text))) == []


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"members": [{"id": "a", "name": "A"}], "ties": [{"a": "a", "b": "b"}]},
        {"members": [{"id": "a", "name": "A", "role": "tool"}]},
        {"members": [{"id": "a", "name": "A", "role": None, "aura": 1}]},
        {"mood": "blue"},
    ],
)
def test_it_says_yes_to_what_is_taken(content: dict[str, Any]) -> None:
    assert says_yes(content)


@pytest.mark.parametrize(
    "content",
    [
        {"format": "geojson"},
        {"version": 2},
        {"members": [{"name": "A"}]},
        {"members": [{"id": "a", "name": " "}]},
        {"members": [{"id": "a", "name": "A", "closeness": 7}]},
        {"members": [{"id": "a", "name": "A", "kind": "person", "role": "tool"}]},
        {"interactions": [{"id": "i", "members": [], "on": "2026-01-01"}]},
        {"waves": [{"id": "w", "name": "W", "on": "2026-01-01", "book": {"members": [{}]}}]},
    ],
)
def test_it_says_no_to_what_is_refused(content: dict[str, Any]) -> None:
    assert not says_yes(content)


def test_it_knows_no_field_of_the_journal() -> None:
    names = {name for part in schema()["$defs"].values() for name in part["properties"]}
    assert not names & {"type", "more", "seq"}


def test_it_knows_every_list() -> None:
    assert LISTS.keys() <= schema()["properties"].keys()
