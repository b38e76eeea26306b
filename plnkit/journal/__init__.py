"""The journal: append-only rows in a SQL database, whose fold is the book.

A row says that in one change a thing was put, or, without a body, removed. The state is the fold
of the rows in order of `seq`, never of clocks; the rows of one change are written, undone and
redone together. Nothing else talks SQL::

    postgres ◀── database ◀── opening
    folding ◀── cipher, saving             how rows become a book, and how they lie there
    all of these ◀── erasing ◀── journal ◀── store, upkeep
    copying                                a store to another place, over `opening`
"""

from plnkit.journal.erasing import ERASED
from plnkit.journal.folding import Change, stacks
from plnkit.journal.journal import Edit, Journal
from plnkit.journal.store import Store
from plnkit.journal.upkeep import check, rescue

__all__ = ["ERASED", "Change", "Edit", "Journal", "Store", "check", "rescue", "stacks"]
