"""Which aims have somebody who helps: aim by member."""

from collections.abc import Mapping
from dataclasses import dataclass

from plnkit.model import Aim, Book, Member, Support

HOW_FAR = ("helped", "helping", "asked", "could")  # of several kinds of help the farthest counts


@dataclass(frozen=True)
class Covered:
    """An aim, and what each member gives, or could give, towards it."""

    aim: Aim
    supports: Mapping[str, tuple[Support, ...]]  # by member

    def how_far(self, member: str) -> str | None:
        """Return how far the help of a member is, or None without any."""
        stages = {support.status for support in self.supports.get(member, ())}
        return next((stage for stage in HOW_FAR if stage in stages), None)


def coverage(book: Book) -> list[Covered]:
    """Return the open aims in their order, each with who helps."""
    rows: dict[str, dict[str, list[Support]]] = {
        aim.id: {} for aim in book.all(Aim) if aim.status == "open"
    }
    for support in book.all(Support):
        if support.aim in rows:
            rows[support.aim].setdefault(support.member, []).append(support)
    return [
        Covered(aim, {id: tuple(several) for id, several in rows[aim.id].items()})
        for aim in book.all(Aim)
        if aim.id in rows
    ]


def supporters(rows: list[Covered], book: Book) -> list[Member]:
    """Return the members that help with an open aim, those who help with most first."""
    times: dict[str, int] = {}
    for row in rows:
        for id in row.supports:
            times[id] = times.get(id, 0) + 1
    return sorted(map(book.member, times), key=lambda m: (-times[m.id], m.name))
