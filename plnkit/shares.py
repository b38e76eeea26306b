"""What leaves a book for a room or a coach: a copy made by the learner, of what they ticked.

A share holds counts and fractions, and the learner's own words for aims, asks and offers; members
appear in it only as numbers, unless a coach was given the whole book. What was not ticked is None,
or an empty tuple of words.
"""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from plnkit.language import tr
from plnkit.model import Snapshot

VERSION: Literal[1] = 1
LIMIT = 256 << 10  # bytes of a share without a book
BOOK_LIMIT = 8 << 20  # bytes of a share with one
SEVERAL = 12  # aims, asks and offers, each

Few = Annotated[str, Meta(max_length=280)]
Count = Annotated[int, Meta(ge=0, le=100_000)]
Part = Annotated[float, Meta(ge=0, le=1)]
Percent = Annotated[float, Meta(ge=0, le=100)]


class Sized(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many people and how many sources a network has."""

    people: Count
    sources: Count


class Began(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of how many members it is said that it began online, or in person; how many were met."""

    online: Count
    in_person: Count
    met: Count


class Learning(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where learning happens, in percent."""

    formal: Percent
    on_the_job: Percent
    social: Percent
    self_directed: Percent


class Wanted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An aim: its kind, the learner's words for it, and how many members could help with it."""

    kind: Literal["goal", "need", "interest", "motivation", "problem"]
    text: Few
    helpers: Count


class Point(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A member on the two axes: strength .25 to 1, and bridging 0 to 1."""

    strength: Part
    bridging: Part


class Share(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A copy of what a learner shares; `to` and `id` keep it from being taken for another's."""

    version: Literal[1] = VERSION
    id: str
    to: str
    alias: Annotated[str, Meta(max_length=60)] = ""
    size: Sized | None = None
    composition: dict[Annotated[str, Meta(max_length=40)], Count] | None = None  # members by role
    rings: tuple[Count, Count, Count, Count] | None = None  # people on each ring, the closest first
    contact: Began | None = None
    mix: Learning | None = None
    aims: Annotated[tuple[Wanted, ...], Meta(max_length=SEVERAL)] | None = None
    points: Annotated[tuple[Point, ...], Meta(max_length=2000)] | None = None
    asks: Annotated[tuple[Few, ...], Meta(max_length=SEVERAL)] = ()
    offers: Annotated[tuple[Few, ...], Meta(max_length=SEVERAL)] = ()
    invitation: Annotated[str, Meta(max_length=8)] = ""  # the number of a coach's, which came along
    book: Snapshot | None = None  # for a coach alone


ITEMS = ("size", "composition", "rings", "contact", "mix", "aims", "points", "asks", "offers")

_DECODER = msgspec.json.Decoder(Share)


def encode(share: Share) -> bytes:
    """Return the bytes of a share.

    Raises ValueError, with a sentence for the reader, when it is too large.
    """
    content = msgspec.json.encode(share)
    if len(content) > (LIMIT if share.book is None else BOOK_LIMIT):
        raise ValueError(tr("This is too much to share: untick something, or shorten it."))
    return content


def decode(content: bytes) -> Share:
    """Return the share that some bytes hold; raises ValueError when they hold none."""
    if len(content) > BOOK_LIMIT:
        raise ValueError("a share is too long")
    return _DECODER.decode(content)
