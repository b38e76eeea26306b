"""What can go wrong with a book, each said in one sentence with what to do.

BookError
├── NotABook          the file is something else
├── Damaged           the file is ours and cannot be read in full
├── TooNew            a newer program wrote it
├── Locked            another program holds it
├── NotWritable       the folder, the file or the path does not let us write
├── DiskFull          there is no room
├── NoLocking         a network drive: two programs could overwrite each other
├── CannotSave        the change itself cannot be kept
├── NotAKey           a learner's private link is not whole
└── NotReadable       a file to import is something else, or broken
"""

import os


def strict() -> bool:
    """Return whether a failing view must raise (``PLNKIT_STRICT=1``), as in tests."""
    return os.environ.get("PLNKIT_STRICT") == "1"


class BookError(Exception):
    """A sentence for the reader: what happened and what to do; nothing was half-written."""

    def _render_traceback_(self) -> list[str]:
        """Return what a notebook shows in the place of a traceback."""
        return [str(self)]


class NotABook(BookError):
    """The file is not one of ours."""


class Damaged(BookError):
    """The file is one of ours, and its content cannot be read."""


class TooNew(BookError):
    """A newer version of the program wrote this."""


class Locked(BookError):
    """Another program holds the book."""


class NotWritable(BookError):
    """The book cannot be written where it is."""


class DiskFull(BookError):
    """The disk has no room left."""


class NoLocking(BookError):
    """The folder cannot keep two programs apart."""


class CannotSave(BookError):
    """The change would not survive being saved."""


class NotAKey(BookError):
    """A learner's key is not whole."""


class NotReadable(BookError):
    """A file to import cannot be understood; nothing of it was taken."""
