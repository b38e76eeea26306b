"""The prose of the notebooks: each paragraph, heading and list is one sentence of the catalogue."""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from typing import IO, Any

from plnkit.language.looked_up import tr

_BETWEEN = re.compile(r"(\A\s*\n|\n\s*(?:\n|\Z))")  # blank lines, and those at either end
_MARK = re.compile(r"#{1,6} +|> ?")  # of a heading or a quote: it stays as it is
_SENTENCE_END = re.compile(r"(?<=[.!?])\s")
_OF_THE_START_PAGE = "The first sentence of a page: it stands alone on the start page"

Found = tuple[int, str, str, list[str]]  # as Babel wants it: line, function, message, comments


def blocks(source: str) -> list[str]:
    """Return the headings, paragraphs and lists of a markdown cell, as they stand in it."""
    return [part for part in _BETWEEN.split(source)[::2] if part.strip()]


def lead(source: str) -> str:
    """Return the first sentence below the title of a page, "" where there is none."""
    return "".join(_SENTENCE_END.split(part, maxsplit=1)[0] for part in blocks(source)[1:2])


def translated(source: str) -> str:
    """Return a markdown cell in the reader's language."""
    parts = _BETWEEN.split(source)
    return "".join(part if i % 2 else _looked_up(part) for i, part in enumerate(parts))


def notebook(text: str) -> str:
    """Return a notebook, as its file holds it, with its prose and title in the reader's language."""
    content = json.loads(text)
    if title := content["metadata"].get("title"):
        content["metadata"]["title"] = tr(title)
    for cell in content["cells"]:
        if cell["cell_type"] == "markdown":
            cell["source"] = translated("".join(cell["source"])).splitlines(keepends=True)
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def _looked_up(block: str) -> str:
    mark, text = _parted(block)
    return f"{mark}{tr(text)}"


def _parted(block: str) -> tuple[str, str]:
    """Return the mark that a block begins with, "" for most, and what a translator is given."""
    mark = _MARK.match(block)
    return (mark[0], block[mark.end() :]) if mark else ("", block)


# For Babel


def extract(
    fileobj: IO[bytes],
    keywords: Collection[str],  # noqa: ARG001 - Babel hands it over
    comment_tags: Collection[str],  # noqa: ARG001
    options: Mapping[str, Any],  # noqa: ARG001
) -> Iterator[Found]:
    """Find the sentences of a notebook: its title, and what its markdown cells say."""
    text = fileobj.read().decode("utf-8")
    notebook = json.loads(text)
    for message, *comments in _messages(notebook):
        yield _line_of(message, text), "tr", message, comments


def _messages(notebook: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    """Return the messages of a notebook, each followed by what a translator must know of it."""
    if title := notebook["metadata"].get("title"):
        yield (str(title),)
    cells = ["".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == "markdown"]
    yield from ((first, _OF_THE_START_PAGE) for first in map(lead, cells[:1]) if first)
    yield from ((_parted(block)[1],) for cell in cells for block in blocks(cell))


def _line_of(message: str, text: str) -> int:
    """Return at which line of a file a message begins; 1 where the file writes it otherwise."""
    first = json.dumps(message.partition("\n")[0], ensure_ascii=False)[1:-1]
    return text.count("\n", 0, max(0, text.find(first))) + 1
