"""The prose of the notebooks: cut into sentences for the catalogue, and put together again."""

import io
import json
from pathlib import Path

import pytest
from babel.messages.extract import extract as babel_extract
from hypothesis import given
from hypothesis import strategies as st

from plnkit import files
from plnkit.language import PSEUDO, SOURCE, prose, speaking

NOTEBOOKS = sorted(files.workbooks().glob("*.ipynb"))
FIRST = "# What next?\n\nWhat you could try, and a date. About 15 minutes. Skip the rest."
LIST = "- One\n- Two"


def notebook(*cells, **metadata):
    """Return a notebook as a file: of markdown, but what begins with "=" is code."""
    made = [
        {"cell_type": "code" if c[0] == "=" else "markdown", "source": c.splitlines(keepends=True)}
        for c in cells
    ]
    content = json.dumps({"cells": made, "metadata": metadata}, indent=1, ensure_ascii=False)
    return io.BytesIO(content.encode())


def found(file):
    return [message for _, _, message, _ in prose.extract(file, ["tr"], [], {})]


def markdown(path):
    cells = json.loads(path.read_text("utf-8"))["cells"]
    return ["".join(c["source"]) for c in cells if c["cell_type"] == "markdown"]


# Blocks


@pytest.mark.parametrize(
    ("source", "blocks"),
    [
        ("", []),
        ("\n \n", []),
        ("One", ["One"]),
        ("One\nline", ["One\nline"]),
        ("One\n\nTwo\n", ["One", "Two"]),
        ("\nOne\n \t\n\n\nTwo", ["One", "Two"]),
        (f"## Title\n\n{LIST}\n\nEnd", ["## Title", LIST, "End"]),
    ],
)
def test_a_cell_is_cut_at_blank_lines(source, blocks):
    assert prose.blocks(source) == blocks


@pytest.mark.parametrize(
    ("source", "lead"),
    [
        (FIRST, "What you could try, and a date."),
        ("# Title\n\nNo end", "No end"),
        ("# Title\n\nReally? Yes.\n\nMore.", "Really?"),
        ("# Title", ""),
        ("", ""),
    ],
)
def test_a_page_is_led_into_by_its_first_sentence(source, lead):
    assert prose.lead(source) == lead


# In another language


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("# abc", "# אבג"),
        ("### abc\n\nabc", "### אבג\n\nאבג"),
        ("> abc\n\n- a\n- b", "> אבג\n\n- א\n- ב"),
        ("\nabc \n\n\n \n**abc**\n", "\nאבג \n\n\n \n**אבג**\n"),
        ("", ""),
    ],
)
def test_what_is_said_is_looked_up_and_its_marks_stay(source, shown):
    with speaking(PSEUDO):
        assert prose.translated(source) == shown


@given(st.text(st.sampled_from("ab# >-\n\t.")))
def test_in_english_a_cell_stays_as_it_is(source):
    with speaking(SOURCE):
        assert prose.translated(source) == source


# For Babel


def test_title_lead_and_blocks_of_markdown_are_found():
    file = notebook("=code()", FIRST, LIST, title="What next?")
    assert found(file) == [
        "What next?",
        "What you could try, and a date.",
        "What next?",
        "What you could try, and a date. About 15 minutes. Skip the rest.",
        LIST,
    ]


def test_a_notebook_without_a_title_or_prose_has_no_messages():
    assert found(notebook("=code()")) == []


def test_a_message_is_found_again_by_its_line():
    file = notebook("=code()", 'Say “this”\nor "that"')
    lines = file.getvalue().decode().splitlines()
    ((line, function, message, comments),) = prose.extract(file, ["tr"], [], {})
    assert "Say “this”" in lines[line - 1]
    assert (function, message, comments) == ("tr", 'Say “this”\nor "that"', [])


def test_babel_finds_them_and_tells_translators_where_a_lead_stands():
    messages = list(babel_extract(prose.extract, notebook(FIRST), {"tr": None}))
    assert {text: said for _, text, said, _ in messages}["What you could try, and a date."]


# The notebooks that are shipped


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_block_that_is_looked_up_is_found(path, monkeypatch):
    asked = []
    monkeypatch.setattr(prose, "tr", lambda text: asked.append(text) or text)
    for source in markdown(path):
        assert prose.translated(source) == source
    with path.open("rb") as file:
        assert set(asked) <= set(found(file))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: Path(path).stem)
def test_every_notebook_has_a_title_and_a_lead(path):
    with path.open("rb") as file:
        title, lead, heading, below, *_ = found(file)
    assert title == heading
    assert below.startswith(f"{lead} ")
