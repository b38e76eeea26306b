"""Keeps the catalogues: ``python -m plnkit.language.keeping`` takes up what is new in the code.

Each catalogue then has every sentence there is, the new ones without a translation, and is compiled.
``python -m plnkit.language.keeping fr`` begins another language.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from plnkit import files
from plnkit.language.catalogues import FOLDER
from plnkit.language.scripts import said_in_scripts

HOME = Path(__file__).parents[1]
KEYWORDS: dict[str, Any] = {
    **DEFAULT_KEYWORDS,
    "tr": None,
    "N_": None,
    "trh": None,
    "trn": (1, 2),
    "trnh": (1, 2),
    "trp": ((1, "c"), 2),
}
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # the same text is the same file, whenever it is made
_WAYS = {  # how the sentences of a file are found, by its ending
    ".py": "python",
    ".html": "jinja2.ext:babel_extract",
    ".j2": "jinja2.ext:babel_extract",
    ".ipynb": "plnkit.language.prose:extract",
}


def found() -> Catalog:
    """Return a catalogue of every sentence there is, without a translation."""
    catalogue = Catalog(project="plnkit", header_comment="# Sentences of plnkit.\n#")
    for path in _files():
        where = path.relative_to(HOME if path.is_relative_to(HOME) else path.parents[1]).as_posix()
        with path.open("rb") as file:
            way = _WAYS[path.suffix]
            for _, message, comments, context in extract(way, file, KEYWORDS):
                catalogue.add(message, None, [(where, None)], (), comments, context=context)  # type: ignore[list-item]
    for text in said_in_scripts():
        catalogue.add(text, None, [("scripts", None)])  # type: ignore[list-item]
    return catalogue


def _files() -> Iterator[Path]:
    yield from sorted(p for p in HOME.rglob("*") if p.suffix in _WAYS and "shipped" not in p.parts)
    yield from sorted(files.workbooks().glob("*.ipynb"))


def read(code: str) -> Catalog:
    """Return the catalogue of a language."""
    with _file(code, "po").open("rb") as file:
        return read_po(file, locale=code, domain="plnkit")


def take_up(code: str) -> None:
    """Bring a language's catalogue up to date, and compile it."""
    path = _file(code, "po")
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue = read(code) if path.exists() else Catalog(locale=code, domain="plnkit")
    catalogue.fuzzy = False
    catalogue.update(found(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    path.write_bytes(written(catalogue))
    _file(code, "mo").write_bytes(compiled(catalogue))


def written(catalogue: Catalog) -> bytes:
    """Return a catalogue as it is kept: in order, and without the time of day."""
    out = BytesIO()
    write_po(out, catalogue, sort_output=True, omit_header=False, width=100, include_lineno=False)
    lines = out.getvalue().splitlines(keepends=True)
    return b"".join(line for line in lines if b"-Date:" not in line and b"Generated-By" not in line)


def compiled(catalogue: Catalog) -> bytes:
    """Return a catalogue as it is looked up in."""
    out = BytesIO()
    catalogue.creation_date = catalogue.revision_date = _NEVER
    write_mo(out, catalogue)
    return out.getvalue()


def _file(code: str, kind: str) -> Path:
    return FOLDER / code / "LC_MESSAGES" / f"plnkit.{kind}"


if __name__ == "__main__":
    for each in sys.argv[1:] or sorted(path.name for path in FOLDER.iterdir() if path.is_dir()):
        take_up(each)
