"""Whether a text is a table or a list of names, or rather a letter, a program, or something else."""

import re
from collections import Counter
from collections.abc import Sequence

from plnkit.exchange import cells
from plnkit.exchange.contacts import plain_email
from plnkit.exchange.given import Given
from plnkit.exchange.headings import said_by

_ELSE = ("{", "[", "<", "BEGIN:", "%PDF", "%!", "#!", "---", "From ", "MIME-Version")
_CODE = re.compile(
    r"\s*(def|class|import|from|function|const|let|var|public|private|static|return|if|elif|else|for"
    r"|while|try|except|#include|using|package|module|end|fn|func|SELECT|INSERT|CREATE)\b"
    r"|.*[{}]\s*$|.*\);?\s*$|.*[^;];\s*$|\s*(//|/\*|\*/|#|\*)|[\w.\s\"']+[:=]{1,2}[\s\"'({\[]"
)
_SHARE, _SAME, _NEARLY = 0.3, 0.6, 0.8  # of the lines
_LONG, _WORDS, _FEW = 80, 6, 2  # letters and words of a name with its title


def is_list_or_table(file: Given) -> bool:
    """Return whether a file looks like rows with columns, or like one name a line; never raises."""
    if not file.is_text or file.head.startswith(_ELSE):
        return False
    rows = [row.cells for row in cells.first_rows(file)]
    if not rows:
        return False
    known = sum(bool(said_by(cell)) for cell in rows[0])
    if known > 1 or (known and (_is_table(rows) or _is_list(rows[1:]))):
        return True
    return not _is_code(file) and (_is_table(rows) or _is_list(rows))


def _is_code(file: Given) -> bool:
    lines = [line for line in file.head.splitlines()[:60] if line.strip()]
    return sum(bool(_CODE.match(line[:300])) for line in lines) > _SHARE * len(lines)


def _is_table(rows: Sequence[Sequence[str]]) -> bool:
    """Return whether most rows have as many cells, and do not end as sentences do."""
    ((width, often),) = Counter(map(len, rows)).most_common(1)
    ends = sum(_is_sentence(row[-1]) for row in rows)
    return width > 1 and often >= _SAME * len(rows) and ends <= _SHARE * len(rows)


def _is_list(rows: Sequence[Sequence[str]]) -> bool:
    """Return whether nearly each line is a name or an address."""
    lines = [", ".join(row).strip() for row in rows]
    return sum(map(_is_name, lines)) >= _NEARLY * len(lines)


def _is_name(line: str) -> bool:
    if plain_email(line):
        return True
    letters = sum(c.isalpha() or c in " .,'’-–()·" for c in line)
    short = len(line) <= _LONG and len(line.split()) <= _WORDS
    return short and letters >= _NEARLY * len(line) and not _is_sentence(line)


def _is_sentence(text: str) -> bool:
    return text.rstrip().endswith((".", "!", "?", ":")) and len(text.split()) > _FEW
