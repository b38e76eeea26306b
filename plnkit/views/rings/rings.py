"""What the rings map is told of a book; the page draws it."""

from typing import Any

from plnkit import words
from plnkit.assets import SCRIPTS, STYLES
from plnkit.charts.style import ROLE_LOOKS, SOURCE_LOOK, UNKNOWN_LOOK, Look
from plnkit.language import tr
from plnkit.model import Book, Member
from plnkit.model.entities import SOURCE_ROLES
from plnkit.views.mirror import Mirror, Records


class Rings(Mirror):
    """The map on which members are placed."""

    _esm = SCRIPTS["rings"]
    _css = STYLES["rings"]

    def records(self, book: Book) -> Records:
        """Return members, ties, and what is the same for all: rings, roles, channels."""
        return {
            "members": {m.id: record(m) for m in book.members},
            "ties": {t.id: {"a": t.a, "b": t.b} for t in book.ties},
            "frame": frame(book),
        }


def frame(book: Book) -> dict[str, Any]:
    """Return what is the same for all members: rings, roles and their looks, channels."""
    rings = [words.ring(ring, book.learner.ring_names) for ring in (1, 2, 3, 4)]
    return {
        "rings": rings,
        "roles": [_look(ROLE_LOOKS[role], role) for role in words.ROLES],
        "sourceRoles": [{"value": r, "one": words.ROLE[r]} for r in SOURCE_ROLES],
        "source": _look(SOURCE_LOOK),
        "unknown": _look(UNKNOWN_LOOK),
        "channels": list(words.CHANNELS["person"]),
        "channelWords": {channel: tr(channel) for channel in words.CHANNELS["person"]},
    }


def _look(look: Look, value: str = "") -> dict[str, Any]:
    is_open = look.symbol.endswith("-open")
    label = words.ROLES.get(value, tr(look.label))  # of a slice
    return {
        "value": value,
        "label": label,
        "one": words.ROLE.get(value, label),  # of one member
        "inside": words.ROLE_INSIDE.get(value, label),  # in a sentence
        "colour": look.css,
        "open": is_open,
    }


def record(member: Member) -> dict[str, Any]:
    """Return what a map needs to know of a member: what is not said is left out."""
    said = {
        "name": member.name,
        "kind": member.kind,
        "ring": member.closeness,
        "role": member.role,
        "channel": next(iter(member.channels), None),
        "organisation": member.organisation,
        "topic": next(iter(member.topics), None),
        "place": member.place,
    }
    return {name: value for name, value in said.items() if value not in (None, "")}
