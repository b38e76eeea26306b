"""The one-page report: a picture of today to keep, show and print, with names or without."""

from plnkit.report.disguise import without_names
from plnkit.report.document import page
from plnkit.report.keeping import write
from plnkit.report.whole import whole, write_whole

__all__ = ["page", "whole", "without_names", "write", "write_whole"]
