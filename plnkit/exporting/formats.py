"""The formats that a book can be exported to: one table, over the modules that write them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from plnkit.exchange import calendar, egor, graphml, portable, spreadsheet, vcard
from plnkit.exchange.given import Given
from plnkit.exporting import aliases, losses, marks
from plnkit.exporting.aliases import Picture, aliased
from plnkit.exporting.losses import Loss
from plnkit.exporting.packing import packed
from plnkit.language import N_, tr, trn
from plnkit.model import Book, Plan, Wave

Make = Callable[[Book, Picture], bytes]


@dataclass(frozen=True)
class Format:
    """A kind of file: its ending, what a reader is told of it, and how it is made.

    `hint` says in a line what is in it, `lost` what of a book it cannot hold, `holds` how
    much is in it. `called` is what a file of it is, of which `ours` knows whether plnkit made it.
    `nameless` makes it without names, where that is more than aliases.
    """

    ending: str
    type: str
    label: str
    hint: str
    called: str
    ours: Callable[[Given], bool]
    make: Make
    lost: tuple[Loss, ...] = ()
    holds: Callable[[Book], str] = lambda book: tr("members {n}", n=len(book.members))
    nameless: Make | None = None

    @property
    def key(self) -> str:
        """What a page calls it: "xlsx"."""
        return self.ending[1:].removesuffix(".zip")

    @property
    def is_archive(self) -> bool:
        """Whether it is several files in one, as a zip archive."""
        return self.ending.endswith(".zip")

    @property
    def is_text(self) -> bool:
        """Whether it is text, as a browser may be told it."""
        return self.type.startswith("text/") or self.type == "application/json"

    def file(self, book: Book, picture: Picture, *, names: bool = True) -> bytes:
        """Return the file; `picture` returns what the book was when a wave was taken.

        Raises a `BookError` where nothing in the book can be in such a file.
        """
        if names:
            return self.make(book, picture)
        if self.nameless:
            return self.nameless(book, picture)
        return self.make(aliased(book, picture), _own_picture)

    def said(self, book: Book, *, names: bool = True) -> str:
        """Return what is in the file, in words: "members 12, with aliases"."""
        held = self.holds(book)
        if self.nameless and names:
            return tr("{what}, with names", what=held)
        if self.nameless:
            return tr("{what}, without names", what=held)
        return held if names else tr("{what}, with aliases", what=held)

    def missing(self, book: Book, *, names: bool = True) -> tuple[str, ...]:
        """Return what of a book is not in the file, in words."""
        lost = losses.of(book, self.lost)
        return lost if names or self.nameless else (*lost, *aliases.LOST)


def _own_picture(wave: Wave) -> Book:
    return Book.of(wave.book) if wave.book else Book()


# --- how each is made ---------------------------------------------------------------------------


def _everything(book: Book, picture: Picture) -> bytes:
    """Return the portable file, in which each picture travels with its content."""
    at = {wave.seq: wave for wave in book.all(Wave) if wave.seq is not None}
    return portable.text(book, lambda seq: picture(at[seq]), datetime.now(UTC))


def _dates(book: Book, _: Picture) -> bytes:
    return calendar.calendar(book, book.all(Plan), datetime.now(UTC))


def _number_of_dates(book: Book) -> str:
    dated = sum(plan.on is not None for plan in book.all(Plan))
    return trn("{n} date", "{n} dates", dated)


def _report(book: Book, picture: Picture) -> bytes:
    from plnkit import report

    return report.whole(book, picture).encode("utf-8", "replace")


def _report_without_names(book: Book, picture: Picture) -> bytes:
    from plnkit import report

    return report.whole(book, picture, names=False).encode("utf-8", "replace")


_NOT_IN_TABLES = (losses.WHO, losses.RINGS, losses.PICTURES, losses.ANSWERS)
_NOT_IN_NETWORKS = (losses.LOG, losses.PLANS, losses.PULSES, losses.PICTURES, losses.ANSWERS)

FORMATS = (
    Format(
        ending=".html",
        type="text/html",
        label=N_("Report, to keep or print"),
        hint=N_("One page with your map, your aims and your dates. Any browser opens it."),
        called=N_("a report of plnkit"),
        ours=marks.report,
        make=_report,
        nameless=_report_without_names,
        holds=lambda _: tr("the report"),
    ),
    Format(
        ending=".ics",
        type="text/calendar",
        label=N_("Dates, for your calendar"),
        hint=N_("A later file takes the place of an earlier one."),
        called=N_("a calendar made by plnkit"),
        ours=calendar.is_ours,
        make=_dates,
        holds=_number_of_dates,
    ),
    Format(
        ending=".vcf",
        type="text/vcard",
        label=N_("Contact cards"),
        hint=N_("For the contacts of a phone or a mail program: people and sources, and no more."),
        called=N_("a file of contacts made by plnkit"),
        ours=vcard.is_ours,
        make=lambda book, _: vcard.text(book),
        lost=(
            losses.WHO,
            losses.TIES,
            losses.AIMS,
            losses.LOG,
            losses.PLANS,
            losses.PULSES,
            losses.PICTURES,
            losses.ANSWERS,
        ),
    ),
    Format(
        ending=".xlsx",
        type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        label=N_("Spreadsheet"),
        hint=N_("For Excel or LibreOffice: all but your answers on the pages, and your pictures."),
        called=N_("a spreadsheet made by plnkit"),
        ours=spreadsheet.recognises,
        make=lambda book, _: spreadsheet.workbook(book),
        lost=_NOT_IN_TABLES,
    ),
    Format(
        ending=".csv.zip",
        type="application/zip",
        label=N_("Tables as CSV"),
        hint=N_(
            "For R, Python or SPSS: the tables of the spreadsheet as plain text, in a zip archive."
        ),
        called=N_("an archive of tables made by plnkit"),
        ours=marks.archive("members.csv"),
        make=lambda book, _: spreadsheet.zipped(book),
        lost=_NOT_IN_TABLES,
    ),
    Format(
        ending=".graphml",
        type="application/xml",
        label=N_("Network, for Gephi"),
        hint=N_("GraphML: members and who knows whom, without your log, plans and pictures."),
        called=N_("a network made by plnkit"),
        ours=marks.network,
        make=lambda book, _: graphml.text(book),
        lost=(losses.RINGS, *_NOT_IN_NETWORKS),
    ),
    Format(
        ending=".egor.zip",
        type="application/zip",
        label=N_("Ego network, for egor"),
        hint=N_(
            "For the R package egor: members and who knows whom as three files, in a zip archive."
        ),
        called=N_("an archive of ego networks made by plnkit"),
        ours=marks.archive("alters.csv"),
        make=lambda book, _: packed(egor.files(book)),
        lost=(losses.RINGS, losses.PLACES, *_NOT_IN_NETWORKS),
    ),
    Format(
        ending=".json",
        type="application/json",
        label=N_("Everything, as one file"),
        hint=N_("All that you wrote down, and your pictures, for this program or another."),
        called=N_("a book exported by plnkit"),
        ours=portable.is_ours,
        make=_everything,
    ),
)
