"""Zip archives from anywhere: looked into by name, never unpacked to a disk, never trusted to be small."""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from plnkit.errors import NotReadable
from plnkit.exchange.given import Given
from plnkit.exchange.opening import LIMIT
from plnkit.language import tr

ENTRIES = 20_000  # files in an archive
RATIO = 100  # times that a file may grow, once it is large
SMALL = 1_000_000  # bytes: below this the ratio says nothing
TOTAL = 4 * LIMIT  # bytes of all the files that are taken from an archive
_CHUNK = 65_536


def names(file: Given) -> list[str]:
    """Return the names of the files in an archive, those that climb out of it left out.

    Raises `NotReadable` where it is broken or holds too many.
    """
    with _opened(file) as archive:
        return [info.filename for info in _safe(archive)]


def unpacked(file: Given, wanted: Callable[[str], bool]) -> list[Given]:
    """Return the files of an archive whose name, without its folder, is wanted.

    Raises `NotReadable` where one of them is broken, locked, or larger than plnkit takes.
    """
    found = contents(file, lambda path: wanted(PurePosixPath(path).name))
    return [Given(PurePosixPath(path).name, data, file.name) for path, data in found]


def contents(
    file: Given, wanted: Callable[[str], bool], total: int = TOTAL
) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of the files of an archive whose path is wanted.

    Raises `NotReadable` where one of them is broken or locked, or where one or, with more than
    `total` bytes, all of them are larger than plnkit takes.
    """
    size = 0
    with _opened(file) as archive:
        for info in _safe(archive):
            if wanted(info.filename):
                data = _content(file, archive, info)
                size += len(data)
                if size > total:
                    raise NotReadable(
                        tr(
                            "{name} unpacks to more than plnkit takes ({limit} MB): choose another "
                            "file.",
                            name=file.name,
                            limit=total // 10**6,
                        )
                    )
                yield info.filename, data


def _opened(file: Given) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(io.BytesIO(file.data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        raise _broken(file) from None
    if len(archive.infolist()) > ENTRIES:
        raise NotReadable(
            tr("{name} holds more than {n} files: choose another.", name=file.name, n=ENTRIES)
        )
    return archive


def _safe(archive: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    for info in archive.infolist():
        path = PurePosixPath(info.filename.replace("\\", "/"))
        climbs = path.is_absolute() or ".." in path.parts or ":" in info.filename
        folder = not path.parts or info.filename.endswith("/")
        if not (folder or climbs or path.parts[0] == "__MACOSX"):
            yield info


def _content(file: Given, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Return what a file in an archive holds, counted while it is read: its header may lie."""
    if info.flag_bits & 1:
        raise NotReadable(
            tr(
                "{name} is locked with a password: unpack it, and bring what is in it.",
                name=file.name,
            )
        )
    allowed = min(LIMIT, max(SMALL, RATIO * info.compress_size))
    parts, size = [], 0
    try:
        with archive.open(info) as stream:
            while part := stream.read(_CHUNK):
                size += len(part)
                if size > allowed:
                    raise NotReadable(
                        tr(
                            "{name} in {archive} unpacks to more than plnkit takes ({limit} MB, and "
                            "{ratio} times its size): choose another file.",
                            name=info.filename,
                            archive=file.name,
                            limit=LIMIT // 10**6,
                            ratio=RATIO,
                        )
                    )
                parts.append(part)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError):
        raise _broken(file) from None
    return b"".join(parts)


def _broken(file: Given) -> NotReadable:
    return NotReadable(
        tr("{name} is a broken zip archive: download or export it again.", name=file.name)
    )
