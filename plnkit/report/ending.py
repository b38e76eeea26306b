"""The end of the report: what changed, and what this page is not."""

from collections.abc import Sequence

from markupsafe import Markup

from plnkit import words
from plnkit.html import h
from plnkit.language import N_, Lines, tr, trn
from plnkit.model import Book
from plnkit.report.pieces import LINE, Room, cut, part, rest_of

IS_NOT = Lines(
    N_("It is a picture of one day, not a judgement: networks change, and more is not better."),
    N_("It says what one learner wrote down, and nothing about how good the people on it are."),
    N_("Who may see it is the learner’s choice."),
)
WITHOUT_NAMES = N_(
    "Names are left out: numbers stand for them, also in the learner’s own words where they were "
    "found there."
)


def what_changed(
    book: Book, then: Book | None, since: str, changed: Sequence[str], room: Room
) -> Markup | None:
    """Return what changed, in the sentences that were given, or else in two counts."""
    if then is None and not changed:
        return None
    title = (
        tr("What changed since {picture}", picture=words.quoted(since))
        if since.strip()
        else tr("What changed")
    )
    counted = [_counted(then, book)] if then else []
    lines = [cut(sentence, LINE + room.letters) for sentence in changed[: room.changes]] or counted
    return part(
        title,
        h("ul", *[h("li", line, dir="auto") for line in lines]),
        rest_of(len(changed) - room.changes),
    )


def _counted(then: Book, now: Book) -> str:
    return tr("{then} on the map then, {now} now.", then=_members(then), now=_members(now))


def _members(book: Book) -> str:
    return trn("{n} member", "{n} members", len(book.members))


def is_not(*, names: bool) -> Markup:
    """Return what this page is not, in three lines, and that names were left out, if so."""
    lines = IS_NOT if names else (*IS_NOT, tr(WITHOUT_NAMES))
    return part(
        tr("What this page is not"), h("ul", *[h("li", line) for line in lines]), class_="calm"
    )
