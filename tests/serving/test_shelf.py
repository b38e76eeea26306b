"""Static files: an address a content, compressed where that gains."""

import gzip
from pathlib import Path

import pytest
from jupyter_core.paths import jupyter_path

from plnkit.serving.shelf import Shelf, patient, tree


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.js").write_text("let a = 1;" * 100)
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "b.woff").write_bytes(b"packed" * 200)
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
    mark = shelf.put_tree(tree("x", [folder]))
    script, font = at(shelf, f"{mark}/x/a.js"), at(shelf, f"{mark}/x/sub/b.woff")
    assert gzip.decompress(script.packed) == script.body
    assert font.packed is None


def test_of_two_folders_the_first_counts(folder, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    (other / "a.js").write_text("other")
    assert tree("x", [other, folder])["x/a.js"] == other / "a.js"


def test_what_is_not_on_the_shelf_is_not_found(folder):
    shelf = Shelf()
    mark = shelf.put_tree(tree("x", [folder / "sub"]))
    assert at(shelf, f"{mark}/x/../a.js") is None


def test_jupyters_manager_waits_for_widgets_as_long_as_a_slow_phone_needs(folder):
    (folder / "some.js").write_text("untouched")
    assert patient(folder / "some.js") == folder / "some.js"
    scripts = "@jupyter-widgets/jupyterlab-manager/static/*.js"
    folders = map(Path, jupyter_path("labextensions"))
    changed = [patient(path) for place in folders for path in place.glob(scripts)]
    (waits,) = (text for text in changed if isinstance(text, str))
    assert "<6e4" in waits
