"""A room's picture: of whom it is made, what it counts, and what it hides.

No figure is made of fewer than five learners, neither by itself nor by comparing two pictures.
"""

from plnkit.room.blocks import Blocks
from plnkit.room.hiding import LEAST, Count, Counted, Parted
from plnkit.room.picture import Picture, picture
from plnkit.room.refreshing import Screen, refreshed

__all__ = [
    "LEAST",
    "Blocks",
    "Count",
    "Counted",
    "Parted",
    "Picture",
    "Screen",
    "picture",
    "refreshed",
]
