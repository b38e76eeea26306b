"""Whether a text is a table or a list of names, or rather a letter, a program, or something else."""

import re
from collections import Counter
from collections.abc import Sequence

from plnkit.exchange import cells
from plnkit.exchange.called import name_and_email
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
    return not (_is_code(file) or _is_prose(rows)) and (_is_table(rows) or _is_list(rows))


def _is_code(file: Given) -> bool:
    lines = [line for line in file.head.splitlines()[:60] if line.strip()]
    return sum(bool(_CODE.match(line[:300])) for line in lines) > _SHARE * len(lines)


def _is_prose(rows: Sequence[Sequence[str]]) -> bool:
    """Return whether rows are sentences that were cut at their commas: "It has some, and more."."""
    few = _FEW if len(rows) == 1 else _FEW + 1
    return sum(any(_goes_on(cell, few) for cell in row[1:]) for row in rows) > _SHARE * len(rows)


def _goes_on(cell: str, words: int) -> bool:
    """Return whether a cell goes on with a sentence: programs put no space after a comma."""
    return cell.startswith(" ") and cell.lstrip()[:1].islower() and len(cell.split()) >= words


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
    name, email = name_and_email(line)
    if email:
        return True
    letters = sum(c.isalpha() or c in " .,'’-–()·" for c in name)
    words = name.split()
    small = sum(word[0].islower() for word in words)
    short = (
        len(name) <= _LONG
        and len(words) <= _WORDS
        and (small <= _FEW + 1 or small < len(words) / 2)
    )
    return short and letters >= _NEARLY * len(name) and not _is_sentence(name)


def _is_sentence(text: str) -> bool:
    return text.rstrip().endswith((".", "!", "?", ":")) and len(text.split()) > _FEW
