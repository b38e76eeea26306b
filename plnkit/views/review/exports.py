"""The files in which a learner takes the book along, as the page offers them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from plnkit import clock
from plnkit.exporting import FORMATS, Format, Picture
from plnkit.language import N_, Phrases, tr
from plnkit.model import Book
from plnkit.views.plans.agenda import CALENDAR

EVERYTHING = "json"
GROUPS = {  # the formats, by what a learner wants of them
    N_("To show or print"): ("html",),
    N_("For your calendar and contacts"): ("ics", "vcf"),
    N_("For numbers and networks"): ("xlsx", "csv", "graphml", "egor"),
    N_("To keep"): (EVERYTHING,),
}
ALIASED = Phrases(  # hints of files that hold less with aliases
    {EVERYTHING: N_("Your network, aims, log and pictures, without addresses, notes and answers.")}
)
NAMES_IN_IT = N_("It holds names and notes: keep it where only you can read it.")


class File(NamedTuple):
    """What a browser saves: a text, or the bytes of what is none."""

    name: str
    type: str
    text: str
    data: bytes | None = None


@dataclass(frozen=True)
class Export:
    """A file that can be made of a book: what its button says, what is in it, and how it is made."""

    key: str
    label: str
    hint: str
    make: Callable[[Book], File]
    group: str = ""


def usual(picture: Picture, *, names: bool = True) -> tuple[Export, ...]:
    """Return the files that everybody is offered, with names or with aliases."""
    by_key = {one.key: one for one in FORMATS}
    return tuple(
        _export(by_key[key], tr(group), picture, names=names)
        for group, keys in GROUPS.items()
        for key in keys
    )


def _export(wanted: Format, group: str, picture: Picture, *, names: bool) -> Export:
    def make(book: Book) -> File:
        data = wanted.file(book, picture, names=names)
        called = _called(wanted, names=names)
        if wanted.is_text:
            return File(called, wanted.type, data.decode())
        return File(called, wanted.type, "", data)

    hint = tr(wanted.hint) if names else ALIASED.get(wanted.key, tr(wanted.hint))
    if names and wanted.key == EVERYTHING:
        hint = f"{hint} {tr(NAMES_IN_IT)}"
    return Export(wanted.key, tr(wanted.label), hint, make, group)


def _called(wanted: Format, *, names: bool) -> str:
    """Return the name of a file; that of a calendar is always the same, since it is an update."""
    more = "" if names else "-aliases"
    if wanted.key == "ics":
        return CALENDAR.replace(".", f"{more}.")
    return f"my-network-{clock.today()}{more}{wanted.ending}"
