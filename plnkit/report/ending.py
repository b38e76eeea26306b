"""The end of the report: what changed, and what this page is not."""

from collections.abc import Sequence

from markupsafe import Markup

from plnkit import words
from plnkit.html import h
from plnkit.model import Book
from plnkit.report.pieces import LINE, Room, cut, part, rest_of

IS_NOT = (
    "It is a picture of one day, not a judgement: networks change, and more is not better.",
    "It says what one learner wrote down, and nothing about how good the people on it are.",
    "Who may see it is the learner’s choice.",
)
WITHOUT_NAMES = (
    "Names are left out: numbers stand for them, also in the learner’s own words where they were "
    "found there."
)


def what_changed(
    book: Book, then: Book | None, since: str, changed: Sequence[str], room: Room
) -> Markup | None:
    """Return what changed, in the sentences that were given, or else in two counts."""
    if then is None and not changed:
        return None
    title = "What changed" + (f" since {words.quoted(since)}" if since.strip() else "")
    counted = [f"{_members(then)} on the map then, {_members(book)} now."] if then else []
    lines = [cut(sentence, LINE + room.letters) for sentence in changed[: room.changes]] or counted
    return part(
        title,
        h("ul", *[h("li", line, dir="auto") for line in lines]),
        rest_of(len(changed) - room.changes),
    )


def _members(book: Book) -> str:
    return words.count(len(book.members), "member")


def is_not(*, names: bool) -> Markup:
    """Return what this page is not, in three lines, and that names were left out, if so."""
    lines = IS_NOT if names else (*IS_NOT, WITHOUT_NAMES)
    return part("What this page is not", h("ul", *[h("li", line) for line in lines]), class_="calm")
