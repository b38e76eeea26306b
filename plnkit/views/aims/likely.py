"""Who comes to mind first for an aim: those of whom something with one of its words is written."""

import re
from functools import lru_cache

from plnkit.model import Aim, Book, Member

LETTERS = 4  # of a word that says what something is about
STEM = 6  # letters that count: budget and budgets are one word
ENOUGH = 2_000  # characters of a text
COMMON = frozenset(
    re.findall(
        r"\w+",
        """able about also because been being better could does from good have help into just know
        learn like make many more most much need only other people really should some that their
        them then there these they thing things this time very want well what when where which will
        with work would your""",
    )
)


def likely(book: Book, aim: Aim) -> list[Member]:
    """Return the members: first who shares a word with an aim, then the closest."""
    about = words_of(f"{aim.text} {aim.why}"[:ENOUGH])

    def far(member: Member) -> tuple[int, int]:
        written = " ".join((*member.topics, member.intent, member.note))[:ENOUGH]
        return -len(about & words_of(written)), member.closeness or 9

    return sorted(book.members, key=far)


@lru_cache(maxsize=2_048)  # a redraw asks again about texts that have not changed
def words_of(text: str) -> frozenset[str]:
    """Return the beginnings of the words of a text that say what it is about."""
    return frozenset(w[:STEM] for w in re.findall(r"\w+", text.casefold()) if _tells(w))


def _tells(word: str) -> bool:
    return (len(word) >= LETTERS or not word.isascii()) and word not in COMMON
