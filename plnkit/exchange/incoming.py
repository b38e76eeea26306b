"""Files as they are given, told apart by what they hold: which format, and which belong together.

Each format is a module with a `TITLE`, a function `recognises(file)` that looks and never raises,
and a function `read(files, asked)` that returns something `Staged` or raises `NotReadable`. Where
`TOGETHER` is true its files are read as one; else one by one.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Literal, Protocol

from plnkit.errors import NotReadable
from plnkit.exchange import archive
from plnkit.exchange.given import Given
from plnkit.exchange.staging import Staged
from plnkit.language import listed, tr, trn

# In the order in which they are asked: the narrow before the wide.
FORMATS = (
    "monica",
    "portable",
    "linkedin",
    "google",
    "outlook",
    "mastodon",
    "vcard",
    "meetings",
    "opml",
    "network_canvas",
    "graphml",
    "egoweb",
    "spreadsheet",
    "egor",
    "table",
)
ENDINGS = (".csv", ".txt", ".vcf", ".ics", ".json", ".xml", ".opml", ".graphml")
SAID = {"json": "portable", "ics": "meetings", "vcf": "vcard", "csv": "table", "xlsx": "table"}


@dataclass(frozen=True)
class Asked:
    """What a reader of files may be told: whose network, which addresses are mine, which columns.

    `columns` says for each field of a member the column that holds it.
    """

    ego: str | None = None
    me: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)


class Unanswered(NotReadable):
    """A file that cannot be read before a question is answered: `ask` says which, of `options`."""

    def __init__(
        self, sentence: str, ask: Literal["ego", "me", "columns"], options: Sequence[str] = ()
    ) -> None:
        super().__init__(sentence)
        self.ask, self.options = ask, tuple(options)


class Format(Protocol):
    """What the module of a format offers."""

    TITLE: str
    TOGETHER: bool

    def recognises(self, file: Given) -> bool:
        """Return whether a file looks like this."""

    def read(self, files: Sequence[Given], asked: Asked) -> Staged:
        """Return what files hold; raises `NotReadable`."""


@dataclass(frozen=True)
class Brought:
    """What one file, or a set that belongs together, brings."""

    name: str
    format: str
    title: str
    staged: Staged


@dataclass(frozen=True)
class Set:
    """Files of one format that are read as one: most often a single one."""

    format: str
    files: tuple[Given, ...]

    @property
    def name(self) -> str:
        """What they are called."""
        names = [file.name for file in self.files]
        if not names[2:]:
            return listed(names)
        return trn("{name} and {n} more", "{name} and {n} more", len(names) - 1, name=names[0])

    @property
    def title(self) -> str:
        """What they are, in the reader's language, as in "Reading x.csv: a calendar"."""
        return tr(module(self.format).TITLE)


def read(
    files: Sequence[Given],
    said: str | None = None,
    asked: Asked | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> list[Brought]:
    """Return what each file, or each set of files, brings, in the order in which they came.

    `said` is the format, where the content shall not decide; `tell` hears what is being read.
    Raises a `BookError` where one of them cannot be used.
    """
    found = []
    for one in sets(files, said):
        tell(tr("Reading {name}: {title}", name=one.name, title=one.title))
        found.append(read_set(one, asked))
    return found


def sets(files: Sequence[Given], said: str | None = None) -> list[Set]:
    """Return the files by format, those that are read as one together, in the order in which they came.

    Raises a `BookError` where one of them is none of ours.
    """
    groups: dict[tuple[str, int], list[Given]] = {}
    for number, (kind, file) in enumerate(_kinds(files, said)):
        groups.setdefault((kind, -1 if module(kind).TOGETHER else number), []).append(file)
    return [Set(kind, tuple(several)) for (kind, _), several in groups.items()]


def read_set(one: Set, asked: Asked | None = None) -> Brought:
    """Return what files that belong together bring. Raises a `BookError`."""
    return Brought(one.name, one.format, one.title, _read(one.format, one.files, asked or Asked()))


def _kinds(files: Sequence[Given], said: str | None) -> Iterator[tuple[str, Given]]:
    """Yield each file with its format; an archive stands for those in it that we know."""
    for file in files:
        if _is_archive(file):
            yield from _inside(file, said)
        else:
            yield _named(said) if said else kind_of(file), file


def _is_archive(file: Given) -> bool:
    return file.is_zip and "xl/workbook.xml" not in archive.names(file)


def _inside(file: Given, said: str | None) -> Iterator[tuple[str, Given]]:
    """Yield what an archive holds; a table of anything is not looked for in it."""
    found = 0
    for inner in archive.unpacked(file, lambda name: name.lower().endswith(ENDINGS)):
        kind = None if inner.strange or inner.is_zip else _recognised(inner, FORMATS[:-1])
        if kind and (said is None or kind == _named(said)):
            found += 1
            yield kind, inner
    if not found:
        from plnkit.exchange import linkedin

        raise NotReadable(
            linkedin.what_is_missing(file)
            or tr(
                "{name} holds none of the files that plnkit can read: unpack it, and bring one.",
                name=file.name,
            )
        )


def _read(kind: str, files: Sequence[Given], asked: Asked) -> Staged:
    try:
        return module(kind).read(files, asked)
    except RecursionError:
        raise NotReadable(
            tr("{name} is nested too deeply: choose another file.", name=files[0].name)
        ) from None


def module(kind: str) -> Format:
    """Return the module of a format."""
    return import_module(f"plnkit.exchange.{kind}")


def kind_of(file: Given) -> str:
    """Return the format of a file, by its content. Raises `NotReadable` where it is none of ours."""
    if what := file.strange:
        raise NotReadable(
            tr(
                "{name} is {what}: choose a file of contacts, meetings or a book.",
                name=file.name,
                what=what,
            )
        )
    found = _recognised(file, FORMATS)
    if found is None:
        raise NotReadable(
            tr(
                "{name} is none of the files that plnkit can read: export it as CSV or vCard, "
                "then try again.",
                name=file.name,
            )
        )
    return found


def _recognised(file: Given, among: Sequence[str]) -> str | None:
    return next((kind for kind in among if module(kind).recognises(file)), None)


def _named(said: str) -> str:
    name = said.lower().removeprefix(".").replace("-", "_").replace(" ", "_")
    kind = SAID.get(name, name)
    if kind not in FORMATS:
        known = ", ".join(sorted({*FORMATS, *SAID} - {"portable"}))
        raise NotReadable(
            tr("plnkit can import {known}, and {said} is none of these.", known=known, said=said)
        )
    return kind
