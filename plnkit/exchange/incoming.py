"""Files as they are given, told apart by what they hold: which format, and which belong together."""

from collections.abc import Sequence
from pathlib import Path

from plnkit.errors import NotReadable
from plnkit.exchange import egor, portable
from plnkit.exchange.opening import contents
from plnkit.exchange.staging import Staged

FORMATS = ("json", "egor")


def read(
    files: Sequence[Path], said: str | None = None, ego: str | None = None
) -> list[tuple[str, Staged]]:
    """Return what each file, or each set of files, brings, with its name.

    `said` is the format, where the content shall not decide; `ego` says whose network to take of a
    file with several. Raises a `BookError` where one of them cannot be used.
    """
    kinds = [_kind(file, said) for file in files]
    found = [
        (file.name, portable.read(file))
        for file, kind in zip(files, kinds, strict=True)
        if kind == "json"
    ]
    tables = [file for file, kind in zip(files, kinds, strict=True) if kind == "egor"]
    if tables:
        found.append((", ".join(file.name for file in tables), egor.read(tables, ego)))
    return found


def _kind(file: Path, said: str | None) -> str:
    if said is not None:
        name = said.lower().removeprefix(".")
        if name in FORMATS:
            return name
        raise NotReadable(f"plnkit can import {', '.join(FORMATS)}, and {said} is none of these.")
    if file.suffix.lower() == ".json" or contents(file).lstrip()[:1] in (b"{", b"["):
        return "json"
    if egor.is_egor(file):
        return "egor"
    raise NotReadable(
        f"{file} is neither a book of plnkit (.json) nor one of egor's CSV files: choose another."
    )
