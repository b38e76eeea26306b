"""What travels, what is promised in files that nobody runs, and what an import costs."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import plnkit

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
README = (ROOT / "README.md").read_text()


def run(code):
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout


def test_the_vocabulary_is_complete_and_every_word_can_be_had():
    assert plnkit.__all__ == sorted(plnkit.__all__)
    assert all(getattr(plnkit, name) is not None for name in plnkit.__all__)


def test_importing_the_package_loads_nothing_heavy():
    loaded = run("import plnkit, sys; print(*sys.modules)").split()
    heavy = {"pandas", "plotly", "sqlalchemy", "ipywidgets", "anywidget", "msgspec", "numpy"}
    assert heavy.isdisjoint(loaded)


def test_a_word_that_is_not_in_the_vocabulary_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = plnkit.nothing


def test_the_version_is_the_same_everywhere():
    assert PROJECT["version"] == plnkit.__version__
    assert f"## {plnkit.__version__}" in (ROOT / "CHANGELOG.md").read_text()


def test_conda_asks_for_what_pip_asks_for():
    lines = re.findall(r"^  - ([a-z].*)$", (ROOT / "environment.yml").read_text(), re.MULTILINE)
    asked = [one for one in lines if not one.startswith(("python>", "pip"))]
    assert sorted(asked) == sorted(PROJECT["dependencies"])
    assert lines[-1] == 'pip: ["-e ."]'
    assert f"python{PROJECT['requires-python']}" in lines[0]


def test_every_dependency_is_pinned_to_what_was_tested():
    text = (ROOT / "constraints.txt").read_text()
    pins = dict(line.split("==") for line in text.splitlines() if line and line[0] != "#")
    extras = PROJECT["optional-dependencies"]
    asked = [*PROJECT["dependencies"], *extras["test"], *extras["postgres"]]
    names = [re.match(r"[\w-]+", one)[0].replace("-", "_") for one in asked]
    assert {n.lower() for n in names} <= {n.lower().replace("-", "_") for n in pins}
    assert "://" not in text


@pytest.mark.parametrize("command", ["run", "test"])
def test_the_readme_makes_an_environment_of_its_own_in_one_line(command):
    line = re.search(rf"<!-- {command} -->\s*```sh\n(.+)\n```", README)[1]
    assert line.startswith("python3 -m venv .venv && .venv/bin/pip install -c constraints.txt -e ")


def test_what_the_readme_links_to_is_there():
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    assert links
    assert all((ROOT / link).exists() for link in links)


def test_what_is_shipped_from_others_has_its_licence_beside_it():
    vendored = sorted(p for p in (ROOT / "plnkit/views/vendor").iterdir() if p.suffix == ".js")
    assert vendored
    assert all(p.with_name(p.name.split(".")[0] + ".LICENSE").exists() for p in vendored)


def test_the_notebooks_hold_no_name_of_this_computer():
    for path in (ROOT / "workbooks").glob("*.ipynb"):
        assert str(Path.home()) not in path.read_text()
        assert json.loads(path.read_text())["metadata"]["kernelspec"]["name"] == "python3"
