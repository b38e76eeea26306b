"""The rings map: members on four rings and in slices, placed by dragging, tapping or keys."""

from plnkit.views.rings.rings import Rings

__all__ = ["Rings"]
