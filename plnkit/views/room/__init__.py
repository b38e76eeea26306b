"""The room on the page."""

from plnkit.views.room.picture import shown

__all__ = ["shown"]
