"""The lines of a vCard, of any version and from any program: unfolded, taken apart, and read as text.

They are read as bytes: some programs fold a line in the middle of a letter, and in vCard 2.1 each may
have an encoding of its own. Facts: vCard 2.1; RFC 2426 (3.0); RFC 6350 (4.0).
"""

import io
import re
from base64 import b64decode
from binascii import a2b_qp
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from plnkit.errors import NotReadable
from plnkit.exchange.given import Given
from plnkit.language import tr

OURS = "X-PLNKIT-"
KEPT = {  # what is not named here is not read: photos, birthdays, telephones, where somebody lives
    "FN", "N", "NICKNAME", "ORG", "TITLE", "ROLE", "EMAIL", "URL", "NOTE", "CATEGORIES", "UID",
    "KIND", "X-ADDRESSBOOKSERVER-KIND", "X-ABSHOWAS", "SOCIALPROFILE", "X-SOCIALPROFILE",
}  # fmt: skip
LETTERS = 100_000  # of a value, unless we wrote it
LINES = 1_000_000  # of a file: 50,000 cards have as many
UNLIKED = 101  # after what is preferred, PREF=1 to PREF=100

BINARY = {"PHOTO", "LOGO", "SOUND", "KEY"}
_BINARY = re.compile(rb"(?i)(?:[\w-]+\.)?(?:PHOTO|LOGO|SOUND|KEY)[;:]")
_MARK = re.compile(rb"(?i)[ \t]*(?:BEGIN|END)[ \t]*:[ \t]*VCARD")
_SOFT = re.compile(rb"(?i)[^:]{0,500}QUOTED-PRINTABLE[^:]{0,500}:")
_QUOTED = re.compile(rb'[^:"]*(?:"(?:\\.|[^"\\])*"[^:"]*)*:')
_HEAD = 2_000  # bytes before the colon
_PARAM = re.compile(r'(?:[^;"]|"(?:\\.|[^"\\])*"|")+')
_NAME = re.compile(rb"(?:[\w-]+\.)?([\w-]+)[ \t]*[;:]")
_CHARSET = re.compile(  # those that are read in a time that grows with the text alone
    r"(?i)((us-)?ascii|iso-?8859-?\d+|latin-?1|(windows-?|cp)\d+|s(hift)?[_-]?jis|gb\w+|big5\w*"
    r"|euc[_-]\w+|koi8[_-][ru])"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line, unfolded, and the number of the first that it was folded into."""

    number: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Property:
    """A line taken apart: its name in capitals without its group, and its value, still escaped."""

    name: str
    value: str
    preference: int = UNLIKED


def unfolded(file: Given) -> Iterator[Line]:
    """Yield the lines of a file, those that were folded put together; pictures are left out.

    Raises `NotReadable` for more than 1,000,000.
    """
    data = _data(file)
    if data.count(b"\n") > LINES:
        raise NotReadable(
            tr("{name} has more than {most} lines: bring it in parts.", name=file.name, most=LINES)
        )
    began, blank = 0, 1
    parts: list[bytes] = []
    for number, raw in enumerate(io.BytesIO(data), 1):
        line = raw.rstrip(b"\r\n")
        if parts and _is_soft(parts, line):
            parts[-1] = parts[-1][:-1]
            parts.append(line)
        elif parts and line[:1] in (b" ", b"\t"):
            if not _BINARY.match(parts[0]):
                parts.append(line[blank:])
        else:
            if parts and parts != [b""]:
                yield Line(began, b"".join(parts))
            began, parts = number, [line]
            if line[:8].upper() == b"VERSION:":  # 2.1 folds where a blank stands, and that stays
                blank = 0 if line[8:].strip() == b"2.1" else 1
    if parts:
        yield Line(began, b"".join(parts))


def _data(file: Given) -> bytes:
    if file.data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return file.text.lstrip("\ufeff").encode("utf-8", "replace")
    data = file.data.removeprefix(b"\xef\xbb\xbf")
    return data if b"\n" in data else data.replace(b"\r", b"\n")


def _is_soft(parts: list[bytes], line: bytes) -> bool:
    """Return whether quoted-printable text goes on in a line: the one before ends in "="."""
    return parts[-1].endswith(b"=") and bool(_SOFT.match(parts[0])) and not _MARK.match(line)


def read(line: Line) -> Property | None:
    """Return a line taken apart; None where it is none. A value that nobody wants stays empty."""
    found = _NAME.match(line.data)
    if not found:
        return None
    name = found[1].decode().upper()
    ours = name.startswith(OURS)
    if not (ours or name in KEPT):
        return Property(name, "")
    head, value = _split(line.data)
    params = _params(decoded(head))
    text = _text(value, params)
    return Property(name, text if ours else text[:LETTERS], _preference(params))


def _split(data: bytes) -> tuple[bytes, bytes]:
    """Return what stands before the colon, and after it; quoted, a colon is a letter."""
    head, colon, value = data.partition(b":")
    if b'"' in head[:_HEAD]:
        quoted = _QUOTED.match(data[:_HEAD])  # Apple escapes quotes, and may leave one open
        if quoted:
            return quoted[0][:-1], data[quoted.end() :]
    return (head[:_HEAD], value) if colon else (b"", b"")


def _params(head: str) -> Mapping[str, str]:
    """Return the parameters; in 2.1 `TYPE=` and `ENCODING=` may be left out."""
    texts = _PARAM.findall(head) if '"' in head else head.split(";")
    params: dict[str, str] = {}
    for text in texts[1:50]:
        key, equals, value = text.strip().upper().partition("=")
        params[key] = f"{params.get(key, '')},{value}".strip(',"') if equals else key
    return params


def _preference(params: Mapping[str, str]) -> int:
    said = params.get("PREF", "")
    if said.isascii() and said.isdigit():
        return int(said[:3])
    return 1 if said or "PREF" in params.get("TYPE", "").split(",") else UNLIKED


# --- text -----------------------------------------------------------------------------------


def _text(value: bytes, params: Mapping[str, str]) -> str:
    encoding = params.get("ENCODING", "")
    if "QUOTED-PRINTABLE" in (encoding, *params):
        value = a2b_qp(value)
    elif encoding in ("B", "BASE64"):
        value = _from_base64(value)
    return decoded(value, params.get("CHARSET", ""))


def _from_base64(value: bytes) -> bytes:
    try:
        return b64decode(value)
    except ValueError:
        return b""


def decoded(data: bytes, charset: str = "") -> str:
    """Return bytes as text: UTF-8 where they are that, else as was said, else cp1252."""
    known = charset if _CHARSET.fullmatch(charset) else "cp1252"
    for name in ("utf-8", known):
        try:
            return data.decode(name)
        except (UnicodeError, LookupError):
            continue
    return data.decode("cp1252", "replace")


_ESCAPES = (("\\n", "\n"), ("\\N", "\n"), *((f"\\{mark}", mark) for mark in ',;:"'))
_TOKEN = re.compile(r"\\.|[^\\;,]+|[;,\\]", re.DOTALL)


def plain(value: str) -> str:
    r"""Return a value without its escapes; Google's `https\://` has one, too."""
    if "\\" not in value:
        return value
    return "\\".join(map(_unescaped, value.split("\\\\")))


def _unescaped(text: str) -> str:
    if "\\" in text:
        for written, meant in _ESCAPES:
            text = text.replace(written, meant)
    return text


def parts(value: str, mark: str) -> list[str]:
    """Return the parts of a value between marks that are not escaped."""
    found: list[list[str]] = [[]]
    for token in _TOKEN.findall(value):
        if token == mark:
            found.append([])
        else:
            found[-1].append(token)
    return [plain("".join(tokens)) for tokens in found]
