"""EgoWeb's pairs of alters: who knows whom, of one or more interviews.

::

    Interview ID, EgoID, Alter 1 Number, Alter 1 Name, Alter 2 Number, Alter 2 Name,
    <answers>, Alter 1 ID, Alter 2 ID

EgoWeb joins the first line without quotation marks, so that a comma in a question makes it longer
than the rows: each row is read from its two ends, and what stands between them are answers. A pair
is tied where one of them is more than 0 or a word that says no; -1 to -4 are answers not given. R
writes `Alter.1.Number`. The names, and the IDs of older versions, may be missing. EgoWeb's other file,
what is said of each alter, is known and left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from plnkit.errors import NotReadable
from plnkit.exchange import cells
from plnkit.exchange.contacts import hashed
from plnkit.exchange.egos import chosen, refuse_large
from plnkit.exchange.given import Given
from plnkit.exchange.headed import Headed, columns_of, headed, plain
from plnkit.exchange.incoming import Asked
from plnkit.exchange.parsing import parsed
from plnkit.exchange.staging import Skipped, Staged
from plnkit.language import N_, tr
from plnkit.words import listed

TITLE = N_("pairs of alters from EgoWeb")
TOGETHER = True
_NUMBERS = ("alter1number", "alter2number")
_NAMES = ("alter1name", "alter2name")
_IDS = ("alter1id", "alter2id")
_EGO, _INTERVIEW = "egoid", ("interviewid", "interviewnumber")
_ALTER = "alternumber"  # a column of what is said of each alter
_DISTANCE = "distance"  # the last column of the first EgoWeb, and no answer
_NO = {"", "no", "n", "none", "never", "false", "na", "nan", "refuse", "refused"}
_NO |= {"don't know", "dont_know", "dont know", "not at all", "do not know each other"}
_SHOWN = 8


@dataclass(frozen=True)
class Alter:
    """Somebody in an interview, known in it by a number or an id."""

    interview: str
    key: str
    name: str

    @property
    def id(self) -> str:
        """The id in a book: the same in each file of the interview."""
        return hashed("egoweb", self.interview, self.key, self.name)


@dataclass(frozen=True)
class Pair:
    """Two alters of an interview, and whether they know each other."""

    ego: str
    one: Alter
    other: Alter
    tied: bool


def recognises(file: Given) -> bool:
    """Return whether a file looks like pairs of alters."""
    if not file.is_text:
        return False
    columns = columns_of(file)
    return set(_NUMBERS) <= set(columns) or _is_of_alters(columns)


def _is_of_alters(columns: Sequence[str]) -> bool:
    return _ALTER in columns and any(name in columns for name in (_EGO, *_INTERVIEW))


def read(files: Sequence[Given], asked: Asked) -> Staged:
    """Read the network of one interview; `asked.ego` is an EgoID or an Interview ID.

    Raises `NotReadable` when the files as a whole cannot be used.
    """
    tables = [_table(file) for file in files]
    pairs = [pair for table in tables for pair in table.pairs]
    if not pairs:
        raise NotReadable(
            tr("These files of EgoWeb hold no pairs: export the alter pair data again.")
        )
    known = {pair.one.interview: (pair.ego,) for pair in pairs}
    interview = chosen(known, asked.ego)
    mine = [pair for pair in pairs if pair.one.interview == interview]
    alters = dict.fromkeys(chain.from_iterable((pair.one, pair.other) for pair in mine))
    ties = dict.fromkeys((p.one.id, p.other.id) for p in mine if p.tied and p.one.id != p.other.id)
    refuse_large(len(alters), len(ties))
    staged = parsed(
        {
            "members": [
                {"id": a.id, "name": a.name, "kind": "person", "ties_asked": True} for a in alters
            ],
            "ties": [{"a": a, "b": b} for a, b in ties],
        }
    )
    lost = chain.from_iterable((*table.skipped, *table.remarks) for table in tables)
    return Staged(staged.content, (*lost, *staged.skipped))


# --- rows and columns ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Table:
    """What one file holds, and which of its columns were taken as answers."""

    name: str
    pairs: tuple[Pair, ...]
    questions: tuple[str, ...]
    skipped: tuple[Skipped, ...]

    @property
    def remarks(self) -> Iterator[Skipped]:
        """Yield a line about the answers that were read: a 1 may mean something else in them."""
        if self.questions:
            asked = listed(list(self.questions), _SHOWN)
            why = tr("a pair is tied where this is more than 0 or no: {questions}", questions=asked)
            yield Skipped(self.name, why)


def _table(file: Given) -> Table:
    read = headed(file)
    if _is_of_alters([plain(title) for title in read.titles]):
        why = tr("what it says of each alter was not read, only who knows whom")
        return Table(file.name, (), (), (Skipped(file.name, why),))
    columns = _Columns.of(read)
    pairs, skipped = [], [replace(broken, member=False) for broken in read.skipped]
    for row in read.rows:
        pair = columns.pair(tuple(map(cells.unguarded, row.cells)))
        if pair is None:
            why = tr("it names no two alters")
            skipped.append(Skipped(row.where, why, raw=",".join(row.cells)[:300]))
        else:
            pairs.append(pair)
    return Table(file.name, tuple(pairs), columns.questions, tuple(skipped))


@dataclass(frozen=True)
class _Columns:
    """Where things stand in a row: names and numbers from its left end, ids from its right."""

    at: Mapping[str, int | None]
    left: int
    right: int
    questions: tuple[str, ...]

    @classmethod
    def of(cls, read: Headed) -> "_Columns":
        names = [plain(title) for title in read.titles]
        missing = [name for name in _NUMBERS if name not in names]
        if missing:
            raise NotReadable(
                tr(
                    "{name} lacks the columns Alter 1 Number and Alter 2 Number: export the alter "
                    "pair data of EgoWeb.",
                    name=read.name,
                )
            )
        left = 1 + max(names.index(name) for name in (*_NUMBERS, *_NAMES) if name in names)
        right = len(_IDS) if tuple(names[-2:]) == _IDS else int(names[-1] == _DISTANCE)
        at = {name: _place(names[:left], name) for name in (_EGO, *_INTERVIEW, *_NUMBERS, *_NAMES)}
        return cls(at, left, right, read.titles[left : len(names) - right])

    def pair(self, row: Sequence[str]) -> Pair | None:
        """Return what a row says, None where it is too short or somebody has no number."""
        end = len(row) - self.right
        if end < self.left:
            return None
        ego = self._cell(row, _EGO)
        interview = next(filter(None, (self._cell(row, name) for name in _INTERVIEW)), ego)
        numbers = [self._cell(row, name) for name in _NUMBERS]
        if not all(numbers):
            return None
        ids = [id.strip() for id in row[end:]] if self.right == len(_IDS) else numbers
        names = [self._cell(row, name) for name in _NAMES]
        one, other = (
            Alter(interview, id or number, name or f"Alter {number}")
            for id, number, name in zip(ids, numbers, names, strict=True)
        )
        return Pair(ego, one, other, any(map(_says_yes, row[self.left : end])))

    def _cell(self, row: Sequence[str], name: str) -> str:
        at = self.at[name]
        return "" if at is None else row[at].strip()


def _place(columns: Sequence[str], name: str) -> int | None:
    """Return where a column stands; of several studies each has its name before or number after."""
    exact = (at for at, column in enumerate(columns) if column in (name, f"{name}1"))
    studies = (at for at, column in enumerate(columns) if column.endswith(name))
    return next(chain(exact, studies), None)


def _says_yes(answer: str) -> bool:
    """Return whether an answer ties two: 1, "often", "yes"; not 0, -4, "never"."""
    try:
        return float(answer) > 0
    except ValueError:
        return answer.strip().casefold() not in _NO
