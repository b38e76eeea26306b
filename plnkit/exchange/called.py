"""Cells that look like somebody's name, and names that come with an e-mail address."""

import re

from plnkit.exchange.contacts import plain_email

_WITH_EMAIL = re.compile(r"([^<>]*)<(?:mailto:)?([^@\s<>]+@[^@\s<>]+)>[\s,;]*")
_SMALL = {  # words that stand in the middle of a name, without a capital
    "van", "von", "de", "den", "der", "da", "di", "do", "dos", "das", "del", "della", "du", "la",
    "le", "el", "al", "bin", "ibn", "ben", "zu", "zum", "zur", "ter", "ten", "te", "y", "e", "af",
}  # fmt: skip
_LETTERS, _WORDS = 60, 6  # of a name with its title
_NO_LETTERS = re.compile(r"[\d@/:]")


def name_and_email(cell: str) -> tuple[str, str]:
    """Return both of "Paula Abt <paula@abt.example>"; one of them is "" where it is not there."""
    if found := _WITH_EMAIL.fullmatch(cell[:1000].strip()):
        return found[1].strip(" \t\"'"), found[2]
    return ("", cell.strip()) if plain_email(cell) else (cell, "")


def is_full_name(cell: str) -> bool:
    """Return whether a cell looks like a first name and a last one: a mere word can be anything."""
    words = name_and_email(cell)[0].split()
    if not 1 < len(words) <= _WORDS or not (_is_proper(words[0]) and _is_proper(words[-1])):
        return False
    return all(_is_proper(word) or word.casefold() in _SMALL for word in words[1:-1])


def is_first_name(cell: str) -> bool:
    """Return whether a cell is one word with a capital, as a first name is."""
    word = cell.strip()
    return word.isalpha() and word[:1].isupper() and word[1:2].islower()


def could_be_name(cell: str) -> bool:
    """Return whether nothing speaks against a cell's being a name."""
    name, email = name_and_email(cell)
    if not name.strip():
        return bool(email)
    short = len(name) < _LETTERS and len(name.split()) <= _WORDS
    return short and not _NO_LETTERS.search(name)


def _is_proper(word: str) -> bool:
    return word[0].isupper() and (word[1:2].islower() or word[1:2] in tuple("'’.-"))
