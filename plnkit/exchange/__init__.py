"""Files that come in and go out.

What comes in is staged first (`staging`), then merged (`merging`); one file here a format.
"""
