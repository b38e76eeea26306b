"""A book as DataFrames: the only place that spells column names.

Each function returns one row a thing, in the order in which the things came. What was not said is
missing (`<NA>`, `NaT`, or an empty text), never 0. `COLUMNS` says what each column holds and in
which unit; `describe` shows it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

from plnkit.language import N_, tr
from plnkit.model import (
    PERSON_ROLES,
    SOURCE_ROLES,
    Aim,
    Book,
    Help,
    Interaction,
    Member,
    Plan,
    Pulse,
    Support,
    Tie,
    Wave,
)

if TYPE_CHECKING:
    import pandas as pd

TEXT, WHOLE, REAL, TRUTH, DAY, MANY = (
    "str",
    "Int64",
    "Float64",
    "boolean",
    "datetime64[s]",
    "object",
)


@dataclass(frozen=True)
class Column:
    """A column: its name, its dtype, what it holds, and where a thing keeps it.

    `words` are the only values that it can have, in their order: then it is a category.
    """

    name: str
    dtype: str
    what: str
    get: Callable[[Any], Any] | None = None
    words: tuple[str, ...] = ()

    def of(self, thing: Any) -> Any:
        """Return the value of one thing."""
        return self.get(thing) if self.get else getattr(thing, self.name)


def words(name: str, *values: str, what: str) -> Column:
    """Return a column that can have only these values."""
    return Column(name, "category", what, words=values)


def _ideal(member: Member) -> int | None:
    return member.rhythm.ideal if member.rhythm else None


def _longest(member: Member) -> int | None:
    return member.rhythm.longest if member.rhythm else None


def strength(member: Member) -> float | None:
    """Strength is closeness (Marsden & Campbell 1984): 1 on the inner ring, .25 on the outer."""
    return None if member.closeness is None else (5 - member.closeness) / 4


def _at(plan: Plan) -> str | None:
    return plan.at.isoformat("minutes") if plan.at else None


def _part(name: str) -> Callable[[Pulse], float | None]:
    return lambda pulse: getattr(pulse.mix, name) if pulse.mix else None


HELPS: tuple[str, ...] = get_args(Help)
ID = Column("id", TEXT, N_("the same for ever, and in every file"))
COLUMNS: dict[str, tuple[Column, ...]] = {
    "members": (
        ID,
        Column("name", TEXT, N_("as the learner writes it")),
        words("kind", "person", "source", what=N_("a person or a source")),
        words("role", *PERSON_ROLES, *SOURCE_ROLES, what=N_("what the member is to the learner")),
        Column("closeness", WHOLE, N_("ring, 1 (closest) to 4")),
        Column("strength", REAL, N_("(5 - closeness) / 4: 1 (closest) to .25"), strength),
        Column("channels", MANY, N_("tuple of how they are in touch")),
        words("began", "online", "in person", what=N_("where it began")),
        Column("met", TRUTH, N_("whether they have met")),
        Column("organisation", TEXT, N_("where the member is from")),
        Column("my_organisation", TRUTH, N_("whether that is the learner's own")),
        Column("topics", MANY, N_("tuple of what the member knows about")),
        Column("intent", TEXT, N_("what the learner wants to learn with or from them")),
        words("participation", "follow", "ask", "exchange", "work together", what=N_("how much")),
        Column(
            "ideal_days", WHOLE, N_("chosen rhythm, days; missing where the ring's holds"), _ideal
        ),
        Column("longest_days", WHOLE, N_("longest gap that is all right, days"), _longest),
        Column("trust_competence", WHOLE, N_("that they know it, 1 to 5")),
        Column("trust_goodwill", WHOLE, N_("that they mean well, 1 to 5")),
        Column("email", TEXT, N_("address")),
        Column("url", TEXT, N_("address")),
        Column("ties_asked", TRUTH, N_("whether the learner was asked whom they know")),
        words("status", "active", "paused", "dormant", what=N_("how things stand")),
        Column("added", DAY, N_("day on which the member was added")),
        Column("note", TEXT, N_("the learner's own")),
    ),
    "ties": (
        ID,
        Column(
            "a", TEXT, N_("id of one of two members who know each other; the order means nothing")
        ),
        Column("b", TEXT, N_("id of the other")),
    ),
    "aims": (
        ID,
        words("kind", "goal", "need", "interest", "motivation", "problem", what=N_("what it is")),
        Column("text", TEXT, N_("the aim")),
        Column("why", TEXT, N_("what for")),
        Column("by", DAY, N_("day until which it is wanted")),
        words("status", "open", "reached", "dropped", what=N_("how it stands")),
        Column("presented_to", MANY, N_("tuple of ids of members who were told")),
    ),
    "supports": (
        ID,
        Column("aim", TEXT, N_("id of the aim")),
        Column("member", TEXT, N_("id of who helps, or could")),
        words("help", *HELPS, what=N_("kind of help")),
        words("status", "could", "asked", "helping", "helped", what=N_("how far it is")),
    ),
    "interactions": (
        ID,
        Column("on", DAY, N_("day")),
        Column("members", MANY, N_("tuple of ids: explode it for one row a member")),
        Column("channel", TEXT, N_("how")),
        Column("minutes", WHOLE, N_("how long, minutes")),
        Column("got", TEXT, N_("help that came")),
        Column("gave", TEXT, N_("help that went")),
        Column("learned", TEXT, N_("what the learner learned")),
        Column("aim", TEXT, N_("id of the aim that it served, or missing")),
    ),
    "plans": (
        ID,
        Column("member", TEXT, N_("id of with whom")),
        Column("aim", TEXT, N_("id of the aim that it serves, or missing")),
        Column("cue", TEXT, N_("if this happens …")),
        Column("act", TEXT, N_("… then I do this")),
        Column("on", DAY, N_("day")),
        Column("at", TEXT, N_("local time in its zone, like 14:30, or missing"), _at),
        Column("zone", TEXT, N_("IANA time zone of the time, or missing")),
        Column("minutes", WHOLE, N_("how long it takes")),
        Column("where", TEXT, N_("place")),
        Column("question", TEXT, N_("what to ask")),
        Column("offer", TEXT, N_("what to offer")),
        Column("programme", TEXT, N_("the programme that it takes something from, or missing")),
        words("status", "planned", "done", "moved", "skipped", what=N_("how it went")),
        Column("revision", WHOLE, N_("how often it was changed")),
    ),
    "pulses": (
        ID,
        Column("on", DAY, N_("day")),
        Column("engagement", WHOLE, N_("engaged with one's work, 0 to 10")),
        Column("future", WHOLE, N_("sees a future here, 0 to 10")),
        Column("formal", REAL, N_("share of learning in courses, percent"), _part("formal")),
        Column("social", REAL, N_("share with and from people, percent"), _part("social")),
        Column("on_the_job", REAL, N_("share on the job, percent"), _part("on_the_job")),
        Column("self_directed", REAL, N_("share alone, percent"), _part("self_directed")),
    ),
    "capabilities": (
        Column("pulse", TEXT, N_("id of the pulse"), lambda pair: pair[0].id),
        Column("on", DAY, N_("its day"), lambda pair: pair[0].on),
        Column("aim", TEXT, N_("id of the aim"), lambda pair: pair[1].aim),
        Column(
            "level", WHOLE, N_("how able the learner feels, 0 to 10"), lambda pair: pair[1].level
        ),
    ),
    "waves": (
        ID,
        Column("name", TEXT, N_("what it is called")),
        Column("on", DAY, N_("day")),
        Column("programme", TEXT, N_("programme that it belongs to")),
        words("phase", "before", "during", "after", what=N_("of the programme")),
    ),
}


def members(book: Book) -> "pd.DataFrame":
    """Return one row a member, people and sources."""
    return frame("members", book.all(Member))


def ties(book: Book) -> "pd.DataFrame":
    """Return one row for each pair of members who know each other."""
    return frame("ties", book.all(Tie))


def aims(book: Book) -> "pd.DataFrame":
    """Return one row an aim."""
    return frame("aims", book.all(Aim))


def supports(book: Book) -> "pd.DataFrame":
    """Return one row for each kind of help of a member towards an aim."""
    return frame("supports", book.all(Support))


def interactions(book: Book) -> "pd.DataFrame":
    """Return one row an interaction, with one or more members."""
    return frame("interactions", book.all(Interaction))


def plans(book: Book) -> "pd.DataFrame":
    """Return one row an if-then plan."""
    return frame("plans", book.all(Plan))


def pulses(book: Book) -> "pd.DataFrame":
    """Return one row for each time that the learner said how it feels."""
    return frame("pulses", book.all(Pulse))


def capabilities(book: Book) -> "pd.DataFrame":
    """Return one row for each aim that a pulse speaks of."""
    pairs = ((pulse, level) for pulse in book.all(Pulse) for level in pulse.capability)
    return frame("capabilities", pairs)


def waves(book: Book) -> "pd.DataFrame":
    """Return one row for each picture of the book that was kept."""
    return frame("waves", book.all(Wave))


def describe(table: str) -> "pd.DataFrame":
    """Return what the columns of a table hold: one row a column."""
    import pandas as pd

    rows = [(c.name, c.dtype, tr(c.what), ", ".join(c.words)) for c in COLUMNS[table]]
    return pd.DataFrame(rows, columns=["column", "dtype", "what", "values"])


def frame(table: str, things: Iterable[Any]) -> "pd.DataFrame":
    """Return things as one of the tables in `COLUMNS`."""
    import pandas as pd

    rows = list(things)
    return pd.DataFrame(
        {c.name: _series(c, [c.of(thing) for thing in rows]) for c in COLUMNS[table]}
    )


def _series(column: Column, values: list[Any]) -> "pd.Series[Any]":
    import pandas as pd

    if column.words:
        return pd.Series(pd.Categorical(values, categories=list(column.words)))
    return pd.Series(values, dtype=column.dtype)
