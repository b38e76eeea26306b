"""Several files as one: a zip archive with a word on what it is."""

import io
import zipfile
from collections.abc import Mapping

from plnkit.language import tr

README = "README.txt"
_READING = """\
    library(egor)
    threefiles_to_egor(
      egos = read.csv("egos.csv"), alters.df = read.csv("alters.csv"),
      edges = read.csv("aaties.csv"), ID.vars = list(
        ego = "egoID", alter = "alterID", source = "Source", target = "Target"))
"""


def packed(files: Mapping[str, bytes]) -> bytes:
    """Return egor's files as one zip archive; the same files give the same archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {README: _readme().encode(), **files}.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _readme() -> str:
    first = tr("An ego network, written by plnkit for the R package egor:")
    again = tr("plnkit reads it again, too: {command}", command="plnkit import BOOK this.zip")
    return f"{first}\n\n{_READING}\n{again}\n"
