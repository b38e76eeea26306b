"""A file as it was given: what it is, whatever it is called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plnkit.errors import NotReadable
from plnkit.exchange import incoming
from plnkit.exchange.given import Given
from plnkit.exchange.opening import LIMIT

PICTURE = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0"
HTML = b"<!-- saved -->\n<!DOCTYPE html>\n<html><body><table><tr><td>Ana</td></tr></table>"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (PICTURE, "a picture"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a picture"),
        (HTML, "a web page"),
        (b"\xef\xbb\xbf \n<HTML>", "a web page"),
        (b"%PDF-1.7", "a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old Office file"),
        (b"SQLite format 3\0", "a database"),
        (b"\x1f\x8b\x08", "a gzip archive"),
        (b"", "empty"),
        (b" \r\n\t", "empty"),
    ],
)
def test_what_nobody_learns_from_is_told_by_its_content(data, what):
    # all of them called .csv
    file = Given("contacts.csv", data)
    assert file.strange == what
    with pytest.raises(NotReadable, match=f"contacts.csv is {what}: choose"):
        incoming.kind_of(file)


@pytest.mark.parametrize("data", [b"name\nAna\n", b'{"a": 1}', b"BEGIN:VCARD", b"PK\x03\x04"])
def test_what_may_be_read_is_not_strange(data):
    assert Given("x", data).strange is None


def test_a_large_file_is_refused_with_the_limit():
    with pytest.raises(NotReadable, match=r"big\.csv is larger than 50 MB"):
        Given("big.csv", b"x" * (LIMIT + 1))


def test_a_large_file_is_refused_from_a_disk_too(tmp_path):
    path = tmp_path / "big.csv"
    with path.open("wb") as file:
        file.truncate(60_000_000)  # a file with a hole: it takes no room
    with pytest.raises(NotReadable, match="larger than 50 MB"):
        Given.of(path)


def test_a_picture_is_no_text_and_a_table_is():
    assert not Given("x.csv", PICTURE).is_text
    assert not Given("x.csv", b"\0\1" * 100).is_text
    assert Given("x.png", b"name\nAna\n").is_text
    head = b"id,name,kind,role,closeness,strength,channels,began"
    assert Given("x.csv", head + b"\n" + b"\x1f" * 100).is_text


def test_a_text_in_two_bytes_a_letter_is_a_text():
    file = Given("x.txt", "name\nZoë\n".encode("utf-16"))
    assert file.is_text
    assert file.text == "name\nZoë\n"


def test_the_head_is_without_what_is_left_blank():
    assert Given("x", b"\xef\xbb\xbf\r\n  {").head == "{"


@given(st.binary(max_size=200))
def test_no_bytes_are_too_strange(data):
    file = Given("x", data)
    assert isinstance(file.text, str)
    assert isinstance(file.head, str)
    assert file.strange is None or file.strange
    assert file.is_text in (True, False)
