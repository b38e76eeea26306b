"""Files that a book can be taken along as: one table, for the page and the command line alike."""

from plnkit.exporting.aliases import Picture, aliased
from plnkit.exporting.choosing import format_of, save_as
from plnkit.exporting.formats import FORMATS, Format

__all__ = ["FORMATS", "Format", "Picture", "aliased", "format_of", "save_as"]
