"""The room as a page sees it: a learner who visits, a facilitator in the chair, a coach.

Each is a small value over a key, the store and the hatch to the server; pages ask for one, and get
None where there is no store or nobody has come yet.
"""

from plnkit.rooms.chair import Chair, chair_of
from plnkit.rooms.coaching import Coaching, Learner, coaching_of
from plnkit.rooms.visit import Picture, Recipient, Room, Visit, visit_of

__all__ = [
    "Chair",
    "Coaching",
    "Learner",
    "Picture",
    "Recipient",
    "Room",
    "Visit",
    "chair_of",
    "coaching_of",
    "visit_of",
]
