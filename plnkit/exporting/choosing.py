"""Which format a file is to have, by its name, and how the file comes to stand there."""

from pathlib import Path

from plnkit.errors import NotReadable
from plnkit.exchange.saving import save_over
from plnkit.exporting.formats import FORMATS, Format
from plnkit.language import tr


def format_of(path: Path) -> Format:
    """Return the format that the ending of a name says; ".zip" may be left out of ".csv.zip".

    Raises `NotReadable`, with a sentence, where it says none.
    """
    name = path.name.lower().removesuffix(".zip")
    found = next((one for one in FORMATS if name.endswith(f".{one.key}")), None)
    if found is None or (path.suffix.lower() == ".zip" and not found.is_archive):
        known = ", ".join(one.ending for one in FORMATS)
        raise NotReadable(
            tr("plnkit can export to {known}, and {path} is none of these.", known=known, path=path)
        )
    return found


def save_as(path: Path, data: bytes) -> None:
    """Put a file in its place, over an older one of the same format that plnkit made.

    Raises a `BookError`, and writes nothing, where it cannot or where something else stands.
    """
    wanted = format_of(path)
    save_over(path, data, wanted.ours, wanted.called)
