"""One immutable value: a learner's book, and the things that it knows.

Each thing is a frozen struct, told apart in JSON by its ``type``::

    Learner                     who keeps the book: once
    Member ─ Tie                whom and what they learn from; who knows whom
    Aim ─ Support               what for; who helps with it, and how
    Interaction ─ Plan          what happened; what is to happen
    Pulse ─ Wave                how it feels on a date; the book as it was on a date
    Note, Dismissal, Progress   what the learner wrote, put aside, finished

A `Book` maps ids to things. Its verbs return a new book and leave the old one as it was.
"""

from plnkit.model.book import Book, filled
from plnkit.model.entities import (
    LISTS,
    PERSON_ROLES,
    SOURCE_ROLES,
    THINGS,
    Aim,
    Capability,
    Dismissal,
    Entity,
    Help,
    Interaction,
    Kind,
    Learner,
    Member,
    Mix,
    Note,
    Plan,
    Progress,
    Pulse,
    Rhythm,
    Snapshot,
    SourceRole,
    Support,
    T,
    Thing,
    Tie,
    Wave,
    clean_name,
    new_id,
    tie_id,
)
from plnkit.model.plain import (
    BODY_VERSION,
    decode,
    encode,
    from_plain,
    snapshot_from_plain,
    snapshot_to_plain,
    to_plain,
)

__all__ = [
    "BODY_VERSION",
    "LISTS",
    "PERSON_ROLES",
    "SOURCE_ROLES",
    "THINGS",
    "Aim",
    "Book",
    "Capability",
    "Dismissal",
    "Entity",
    "Help",
    "Interaction",
    "Kind",
    "Learner",
    "Member",
    "Mix",
    "Note",
    "Plan",
    "Progress",
    "Pulse",
    "Rhythm",
    "Snapshot",
    "SourceRole",
    "Support",
    "T",
    "Thing",
    "Tie",
    "Wave",
    "clean_name",
    "decode",
    "encode",
    "filled",
    "from_plain",
    "new_id",
    "snapshot_from_plain",
    "snapshot_to_plain",
    "tie_id",
    "to_plain",
]
