"""The part about aims: who helps with each, and how."""

from markupsafe import Markup

from plnkit import reading, words
from plnkit.charts.coverage import STAGES
from plnkit.charts.style import short
from plnkit.coverage import HOW_FAR, Covered, coverage
from plnkit.html import h
from plnkit.language import tr, trn, trp
from plnkit.model import Aim, Book, Member
from plnkit.report.pieces import LINE, Room, cut, day_in_words, joined, part

HELPERS = 2  # so many are named


def aims(book: Book, room: Room) -> Markup:
    """Return the open aims with who helps, and which have nobody or one member only."""
    rows = coverage(book)
    said = h("p", reading.read_coverage(book))
    title = tr("Aims, and who helps")
    if not rows:
        return part(title, said, _reached(book))
    columns = (tr("Aim"), trp("a day", "By"), tr("Who helps, and how"))
    heads = h("tr", *[h("th", head, scope="col") for head in columns])
    body = [_aim(row, book, room) for row in rows[: room.aims]]
    table = h("table", h("thead", heads), h("tbody", *body), class_="aims")
    return part(title, table, _more(len(rows) - room.aims), said, _reached(book))


def _more(many: int) -> Markup | None:
    if many <= 0:
        return None
    said = trn("And {n} more open aim.", "And {n} more open aims.", many)
    return h("p", said, class_="soft")


def _aim(row: Covered, book: Book, room: Room) -> Markup:
    farthest = sorted(row.supports, key=lambda id: HOW_FAR.index(row.how_far(id) or "could"))
    helpers = [_helper(row, book.member(id)) for id in farthest[:HELPERS]]
    more = len(row.supports) - HELPERS
    rest = [trn("{n} more", "{n} more", more)] if more > 0 else []
    by = h("td", day_in_words(row.aim.by) if row.aim.by else tr("no date"))
    return h(
        "tr",
        h("th", cut(row.aim.text, min(LINE, room.letters)), scope="row", dir="auto"),
        by,
        h("td", joined([*helpers, *rest], "; ") or tr("nobody yet")),
    )


def _helper(row: Covered, member: Member) -> Markup:
    kinds = ", ".join(dict.fromkeys(tr(support.help) for support in row.supports[member.id]))
    stage, _ = STAGES[row.how_far(member.id) or "could"]
    how_far = tr(stage)
    return h("bdi", short(member.name, 30)) + h("span", f" ({kinds}; {how_far})", class_="soft")


def _reached(book: Book) -> Markup | None:
    reached = [words.quoted(a.text) for a in book.all(Aim) if a.status == "reached"]
    return h("p", tr("Reached: {those}.", those=words.listed(reached))) if reached else None
