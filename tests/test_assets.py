"""Scripts and styles of views: text in a notebook, an address on a page."""

from pathlib import Path

import pytest

from plnkit import assets
from plnkit.assets import SCRIPTS, STYLES, VIEWS
from plnkit.serving.shelf import Shelf

EACH = (*SCRIPTS.values(), *STYLES.values())


def test_in_a_notebook_a_view_has_its_style_as_text_with_the_tokens_and_what_all_have(monkeypatch):
    monkeypatch.delenv(assets.PAGE, raising=False)
    said = str(STYLES["review"])
    own = (VIEWS / "review" / "review.css").read_text("utf-8")
    assert said.startswith(":root {")
    assert said.endswith(assets.PANEL_STYLE + own)


@pytest.mark.parametrize("asset", EACH, ids=lambda asset: asset.name)
def test_on_a_page_a_view_has_the_address_at_which_the_server_has_the_same(asset, monkeypatch):
    monkeypatch.setenv(assets.PAGE, "2_network.ipynb")
    assert str(asset) in ("", Shelf().put(asset.name, asset.served).removeprefix("/"))
    assert (str(asset) == "") == (asset is STYLES["panel"])


def test_every_script_and_style_of_a_view_is_in_one_of_them():
    text = "".join(asset.text for asset in EACH)
    scripts = [path for path in VIEWS.rglob("*.js") if "vendor" not in path.parts]
    styles = [path for path in VIEWS.rglob("*.css") if path.name != "paper.css"]  # of what is kept
    always = assets.joined()
    own = {path.name: assets.joined(str(path)).removeprefix(always) for path in scripts}
    assert [name for name, lines in own.items() if lines not in text] == []
    assert [path.name for path in styles if path.read_text("utf-8") not in text] == []


def test_scripts_are_joined_without_indents_and_lines_of_comment(tmp_path: Path):
    (tmp_path / "a.js").write_text("// why\n\n  let a = 1;\n")
    assert assets.joined(str(tmp_path / "a.js")).endswith("\nlet a = 1;")
