"""The room on the page."""

from plnkit.views.room.picture import ROOM_CSS, shown

__all__ = ["ROOM_CSS", "shown"]
