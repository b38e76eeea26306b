"""The reader's link and file, on every page: to take along, to bring, and to be told of in time."""

from plnkit.views.keep.link import private
from plnkit.views.keep.mine import Mine

__all__ = ["Mine", "private"]
