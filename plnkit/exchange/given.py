"""A file as it was given: its name and its bytes, and what kind of thing they are."""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from plnkit.errors import NotReadable
from plnkit.exchange.opening import LIMIT, contents
from plnkit.language import N_, tr

_BINARY = (  # how files begin that hold no text, and what they are
    (b"\x89PNG", N_("a picture")),
    (b"\xff\xd8\xff", N_("a picture")),
    (b"GIF8", N_("a picture")),
    (b"BM", N_("a picture")),
    (b"RIFF", N_("a picture or a sound")),
    (b"%PDF", N_("a PDF")),
    (b"SQLite format 3", N_("a database")),
    (b"\xd0\xcf\x11\xe0", N_("an old Office file")),
    (b"\x1f\x8b", N_("a gzip archive")),
    (b"7z\xbc\xaf", N_("a 7z archive")),
    (b"Rar!", N_("a RAR archive")),
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1a\x1b"))  # of which a text has hardly any
_LINE = 40  # bytes: no program or picture begins with so long a line of text
_HTML = re.compile(
    r"\s*(<!--.*?-->\s*)*<(!doctype html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True)
class Given:
    """A file that somebody brings, held whole; `text` is read as its bytes say.

    `archive` is the name of the archive that it came in, if it came in one.
    """

    name: str
    data: bytes
    archive: str = ""

    def __post_init__(self) -> None:
        if len(self.data) > LIMIT:
            raise NotReadable(
                tr(
                    "{name} is larger than {limit} MB, more than plnkit takes.",
                    name=self.name,
                    limit=LIMIT // 10**6,
                )
            )

    @classmethod
    def of(cls, path: Path) -> "Given":
        """Read a file from a disk. Raises a `BookError` with a sentence where it cannot."""
        return cls(path.name, contents(path))

    @cached_property
    def text(self) -> str:
        """The file as text: UTF-16 where it says so, else UTF-8; a line that is not is cp1252."""
        if self.data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return self.data.decode("utf-16", errors="replace")
        try:
            return self.data.decode("utf-8-sig")
        except UnicodeDecodeError:
            lines = self.data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
            return "\n".join(map(_line, lines))

    @property
    def head(self) -> str:
        """The beginning of the text, without what is left blank before it."""
        return Given(self.name, self.data[:4000]).text.lstrip("\ufeff \t\r\n")

    @property
    def is_zip(self) -> bool:
        """Whether it is a zip archive, which a workbook of Excel is, too."""
        return self.data[:4] in (b"PK\x03\x04", b"PK\x05\x06")

    @property
    def is_text(self) -> bool:
        """Whether a person could read it: no picture, archive or program."""
        if self.data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return True
        begins = any(self.data.startswith(magic) for magic, _ in _BINARY)
        if begins or self.is_zip:
            return False
        head = self.data[:4000]
        first = head.partition(b"\n")[0]
        if len(first) >= _LINE and not _controls(first):
            return True  # what somebody noted further down may be anything
        return _controls(head) * 20 <= len(head)

    @property
    def strange(self) -> str | None:
        """What it is, where it is something that nobody learns from: "a picture", "a web page"."""
        if not self.data.strip():
            return tr("empty")
        known = (what for magic, what in _BINARY if self.data.startswith(magic))
        found = next(known, None)
        if found is None and self.is_text and _HTML.match(self.head):
            return tr("a web page")
        return tr(found) if found else None


def _controls(data: bytes) -> int:
    return len(data) - len(data.translate(None, _CONTROLS))


def _line(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
