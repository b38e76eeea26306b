"""The notebooks as they are run and stored."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from plnkit import files
from plnkit.cli import main  # noqa: F401 - the command is part of what is tested

NOTEBOOKS = sorted(files.workbooks().glob("*.ipynb"))


def code_cells(path):
    return [c for c in nbformat.read(path, as_version=4).cells if c.cell_type == "code"]


def run(path, book):
    """Run a notebook cell by cell and compare what is stored, every fence down."""
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbval-lax",
         "--nbval-current-env", "--nbval-cell-timeout=120", "--rootdir", str(path.parent), str(path)],
        env={**os.environ, "PLNKIT_BOOK": str(book), "PLNKIT_STRICT": "1"},
        cwd=book.parent, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("sample", ["empty", "crowded"])
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_it_runs_from_top_to_bottom_and_says_what_is_stored(path, sample, tmp_path):
    book = tmp_path / "a.pln"
    subprocess.run(
        [sys.executable, "-m", "plnkit.cli", "new", str(book), "--sample", sample], check=True
    )
    done = run(path, book)
    assert done.returncode == 0, done.stdout


@pytest.mark.slow
def test_a_cell_that_fails_fails_the_run(tmp_path):
    notebook = nbformat.read(NOTEBOOKS[0], as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell("mine.show('x', None, lambda book: 1 / 0)"))
    copy = tmp_path / "broken.ipynb"
    nbformat.write(notebook, copy)
    assert "ZeroDivisionError" in run(copy, tmp_path / "a.pln").stdout


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_cell_is_one_sentence_of_at_most_two_lines(path):
    cells = code_cells(path)
    assert len(cells) <= 12
    assert all(len(c.source.splitlines()) <= 2 and "def " not in c.source for c in cells)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_prose_is_short_and_never_speaks_of_cells(path):
    prose = [c.source for c in nbformat.read(path, as_version=4).cells if c.cell_type == "markdown"]
    assert all(len(text.split()) <= 60 and "cell" not in text.lower() for text in prose)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_few_outputs_are_stored_and_they_are_compared(path):
    stored = [c for c in code_cells(path) if c.outputs]
    tags = [set(c.metadata.get("tags", [])) for c in stored]
    assert 1 <= len(stored) <= 2
    assert all({"keep_output", "nbval-check-output"} <= t for t in tags)
    assert all(c.execution_count is None for c in code_cells(path) if not c.outputs)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_stripping_outputs_changes_nothing_that_is_stored(path, tmp_path):
    copy = Path(tmp_path / path.name)
    copy.write_bytes(path.read_bytes())
    subprocess.run(
        [sys.executable, "-m", "nbstripout", "--keep-id", "--keep-count", str(copy)], check=True
    )
    assert copy.read_bytes() == path.read_bytes()
