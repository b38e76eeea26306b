"""What the list is told of a book; the page draws it."""

from datetime import date
from typing import Any

from plnkit import clock, rhythm
from plnkit.assets import SCRIPTS, STYLES
from plnkit.model import Aim, Book, Member, Support
from plnkit.views.mirror import Mirror, Records
from plnkit.views.rings.rings import frame, record


class People(Mirror):
    """The list in which members are looked up and edited, one or many at a time."""

    _esm = SCRIPTS["people"]
    _css = STYLES["people"]

    def records(self, book: Book) -> Records:
        """Return members with what a row shows, and what can be chosen."""
        today = clock.today()
        last = rhythm.last_dates(book, today)
        aims = _aims_of(book)
        return {
            "members": {
                m.id: record(m)
                | _row(m, book, last.get(m.id), today)
                | {"aims": aims.get(m.id, [])}
                for m in book.members
            },
            "frame": frame(book)
            | {"aims": [{"value": a.id, "label": a.text} for a in book.all(Aim)]},
        }


def _row(member: Member, book: Book, last: date | None, today: date) -> dict[str, Any]:
    late = rhythm.overdue(member, book, last, today)
    said = {
        "intent": member.intent,
        "met": member.met,
        "last": last.isoformat() if last else None,
        "overdue": round(late, 2) if late is not None and late > 0 else None,
    }
    return {name: value for name, value in said.items() if value not in (None, "")}


def _aims_of(book: Book) -> dict[str, list[str]]:
    """Return, for each member, the aims that it helps with or was told of."""
    found: dict[str, set[str]] = {}
    for support in book.all(Support):
        found.setdefault(support.member, set()).add(support.aim)
    for aim in book.all(Aim):
        for id in aim.presented_to:
            found.setdefault(id, set()).add(aim.id)
    return {id: sorted(aims) for id, aims in found.items()}
