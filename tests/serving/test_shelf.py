"""Static files: an address a content, compressed where that gains."""

import gzip

import pytest

from plnkit.serving.shelf import Shelf


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.js").write_text("let a = 1;" * 100)
    (tmp_path / "b.woff").write_bytes(b"packed" * 200)
    return tmp_path


def at(shelf, address):
    return shelf.get(address.removeprefix("/assets/"))


def test_an_address_changes_with_the_content(folder):
    before = Shelf().put("a.js", folder / "a.js")
    (folder / "a.js").write_text("let a = 2;")
    assert Shelf().put("a.js", folder / "a.js") != before


def test_parts_are_joined_so_that_one_cannot_run_into_the_next(folder):
    (folder / "c.js").write_text("// no line end")
    shelf = Shelf()
    body = at(shelf, shelf.put("all.js", folder / "c.js", folder / "a.js")).body
    assert body.startswith(b"// no line end\n")


def test_text_is_compressed_and_fonts_are_not(folder):
    shelf = Shelf()
    script = at(shelf, shelf.put("a.js", folder / "a.js"))
    font = at(shelf, shelf.put("b.woff", folder / "b.woff"))
    assert gzip.decompress(script.packed) == script.body
    assert font.packed is None


def test_what_is_not_on_the_shelf_is_not_found(folder):
    shelf = Shelf()
    address = shelf.put("b.woff", folder / "b.woff")
    assert at(shelf, address.replace("b.", "../a.")) is None
