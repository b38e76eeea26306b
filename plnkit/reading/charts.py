"""What each chart says, in a sentence or two; below its minimum of data, that it is not enough yet."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from plnkit import clock, rhythm
from plnkit.coverage import Covered, coverage
from plnkit.language import N_, Phrases, tr, trn
from plnkit.measures import known_bridging
from plnkit.measures.composition import NOT_SAID, channels, counted, exchanges, is_inside
from plnkit.model import Book, Interaction, Member
from plnkit.reading.network import LEAST, named, read_composition, read_map, said_channel
from plnkit.words import listed, quoted

YEAR = 371  # days: 53 weeks
HOUR = 60  # minutes


# --- strength and bridging ----------------------------------------------------------------------


def on_two_axes(book: Book) -> list[tuple[Member, float]]:
    """Return who can be drawn by strength and bridging: placed, and asked about."""
    known = known_bridging(book)
    return [(m, known[m.id]) for m in book.people if m.closeness and m.id in known]


def half_way(drawn: Sequence[tuple[Member, float]]) -> float:
    """Return the bridging that half of them have, or less: where left and right part."""
    shares = sorted(share for _, share in drawn)
    middle = len(shares) // 2
    return (shares[middle] + shares[~middle]) / 2


def read_two_axes(book: Book) -> str:
    """Return who is close and who bridges: two things, of which neither follows from the other."""
    drawn = on_two_axes(book)
    if len(drawn) < LEAST:
        return tr(
            "Not enough yet: place at least three people on the rings, and say of at least half "
            "of the pairs whether they know each other."
        )
    rest = _not_drawn(len(book.people) - len(drawn))
    shares = [share for _, share in drawn]
    if min(shares) == max(shares):
        equal = tr(
            "All know equally many of the others asked about: nobody bridges more than the rest."
        )
        return " ".join(filter(None, (equal, rest)))
    line = half_way(drawn)
    top = max(shares)
    bridges = [m for m, share in drawn if share > line or share == line == top]
    close = [m for m in bridges if m.closeness and m.closeness <= rhythm.CLOSE]
    far = [m for m in bridges if m not in close]
    return " ".join(filter(None, (*_bridging(close, far), rest)))


def _bridging(close: list[Member], far: list[Member]) -> Iterator[str]:
    if close:
        yield tr(
            "Close to you, and knowing fewer of the others asked about: {names}.",
            names=named(close),
        )
    if far:
        yield tr(
            "Further out, and knowing fewer of the others asked about: {names}.", names=named(far)
        )


def _not_drawn(rest: int) -> str:
    if not rest:
        return ""
    return trn(
        "{n} person is not drawn: not placed, or not asked about.",
        "{n} people are not drawn: not placed, or not asked about.",
        rest,
    )


# --- who they are -------------------------------------------------------------------------------


def composition_by(book: Book, by: str) -> dict[str, int]:
    """Return how many people have each value of `by`: channel, began, organisation."""
    if by == "channel":
        return channels(book.people)
    if by == "began":
        return counted(book.people, {m.id: (m.began,) for m in book.people if m.began})
    return counted(book.people, {m.id: _side(m, book) for m in book.people})


def _side(member: Member, book: Book) -> list[str]:
    inside = is_inside(member, book.learner)
    return [] if inside is None else ["inside" if inside else "outside"]


def read_composition_by(book: Book, by: str) -> str:
    """Return how people are reached, where it began, or from which side they are."""
    if by == "role":
        return read_composition(book)
    counts = composition_by(book, by)
    silent = counts.pop(NOT_SAID, 0)
    if len(book.people) < LEAST or not counts:
        return _NEEDS[by]
    most = [value for value, n in counts.items() if n == max(counts.values())]
    said = _SAYS[by](counts, most)
    if not silent:
        return said
    rest = trn("For {n} person it is not said yet.", "For {n} people it is not said yet.", silent)
    return f"{said} {rest}"


_NEEDS = Phrases(
    {
        "channel": N_(
            "Not enough yet: say of three people how you reach them, and this takes shape."
        ),
        "began": N_("Not enough yet: say of three people where it began, and this takes shape."),
        "organisation": N_(
            "Not enough yet: say of three people whether they are from your own organisation, "
            "and this takes shape."
        ),
    }
)


def _reached(counts: dict[str, int], most: list[str]) -> str:
    return trn(
        "You reach people in {n} way. Most often: {channels}.",
        "You reach people in {n} ways. Most often: {channels}.",
        len(counts),
        channels=listed(list(map(said_channel, most))),
    )


def _began(counts: dict[str, int], _: list[str]) -> str:
    return trn(
        "With {n} person it began in person, with {online} online.",
        "With {n} people it began in person, with {online} online.",
        counts.get("in person", 0),
        online=counts.get("online", 0),
    )


def _sides(counts: dict[str, int], _: list[str]) -> str:
    return trn(
        "{n} person from your own organisation, {outside} from outside. Which mix is right "
        "depends on what you want to learn.",
        "{n} people from your own organisation, {outside} from outside. Which mix is right "
        "depends on what you want to learn.",
        counts.get("inside", 0),
        outside=counts.get("outside", 0),
    )


_SAYS = {"channel": _reached, "began": _began, "organisation": _sides}

# --- aims ---------------------------------------------------------------------------------------


def read_coverage(book: Book) -> str:
    """Return which open aims have nobody, and which rest on one member."""
    rows = coverage(book)
    if not rows:
        return tr(
            "Not enough yet: name something you want to learn, and this shows who could help."
        )
    alone = [row for row in rows if not row.supports]
    single = [row for row in rows if len(row.supports) == 1]
    if not alone and not single:
        return trn(
            "Your open aim has two or more who help, or could.",
            "Each of your {n} open aims has two or more who help, or could.",
            len(rows),
        )
    return " ".join(filter(None, (_without_anybody(alone, len(rows)), _with_one(single, book))))


def _without_anybody(alone: list[Covered], of: int) -> str:
    if not alone:
        return ""
    return trn(
        "Nobody is named yet for {aims}.",
        "Of {n} open aims, nobody is named yet for {aims}.",
        of,
        aims=listed([quoted(row.aim.text) for row in alone]),
    )


def _with_one(single: list[Covered], book: Book) -> str:
    if not single:
        return ""
    return tr(
        "Only one member is named for {aims}.", aims=listed([_resting(row, book) for row in single])
    )


def _resting(row: Covered, book: Book) -> str:
    (only,) = row.supports
    return tr("{aim} ({name})", aim=quoted(row.aim.text), name=book.member(only).name)


# --- given and got ------------------------------------------------------------------------------


def read_exchange(book: Book) -> str:
    """Return with how many help went both ways, and with whom one way only."""
    log = exchanges(book)
    known = [m for m in book.people if m.id in log]
    if not known:
        return tr("Not enough yet: note down a meeting, with what you got and what you gave.")
    both = sum(bool(log[m.id].got and log[m.id].gave) for m in known)
    got = [m for m in known if log[m.id].got and not log[m.id].gave]
    gave = [m for m in known if log[m.id].gave and not log[m.id].got]
    first = trn(
        "With {both} of {n} person in your log, help went both ways.",
        "With {both} of {n} people in your log, help went both ways.",
        len(known),
        both=both,
    )
    only_got = tr("Only got so far: {names}.", names=named(got)) if got else ""
    only_gave = tr("Only given so far: {names}.", names=named(gave)) if gave else ""
    return " ".join(filter(None, (first, only_got, only_gave)))


# --- the year -----------------------------------------------------------------------------------


def days_of(book: Book, today: date) -> dict[date, list[Interaction]]:
    """Return the interactions of each day of the last 53 weeks that has one."""
    first = first_day(today)
    found: dict[date, list[Interaction]] = {}
    for one in sorted(book.all(Interaction), key=lambda i: i.on):
        if first <= one.on <= today:
            found.setdefault(one.on, []).append(one)
    return found


def first_day(today: date) -> date:
    """Return the Monday with which the last 53 weeks begin."""
    return today - timedelta(days=YEAR - 7 + today.weekday())


def read_calendar(book: Book, today: date | None = None) -> str:
    """Return how often something was noted in a year, with how many, and the longest pause."""
    day = today or clock.today()
    days = days_of(book, day)
    if not days:
        return tr("Not enough yet: each meeting that you note down is a mark on its day.")
    pause = _longest_pause([*days, day])
    longest = trn("The longest pause was {n} day.", "The longest pause was {n} days.", pause)
    noted = _noted([one for several in days.values() for one in several], len(days))
    return f"{noted} {longest}" if pause > 1 else noted


def _noted(meetings: list[Interaction], days: int) -> str:
    """Return how many meetings there were; each part is one as it stands in the sentence."""
    members = {id for one in meetings for id in one.members}
    minutes = sum(one.minutes or 0 for one in meetings)
    parts = {
        "meetings": trn("{n} meeting", "{n} meetings", len(meetings)),
        "on_days": trn("on {n} day", "on {n} days", days),
        "with_members": trn("with {n} member", "with {n} members", len(members)),
    }
    if minutes < HOUR:
        return tr("In the last year you noted {meetings} {on_days}, {with_members}.", **parts)
    return tr(
        "In the last year you noted {meetings} {on_days}, {with_members}, {hours}.",
        hours=trn("about {n} hour in all", "about {n} hours in all", round(minutes / HOUR)),
        **parts,
    )


def _longest_pause(days: list[date]) -> int:
    return max((b - a).days for a, b in pairwise(days))


# --- overdue ------------------------------------------------------------------------------------


def read_overdue(book: Book, today: date | None = None) -> str:
    """Return for whom it is time, by the rhythms that were chosen."""
    day = today or clock.today()
    gaps = rhythm.gaps(book, day)
    late = [gap.member for gap in gaps if gap.overdue > 0]
    if not gaps:
        return tr(
            "Not enough yet: note down when you last met somebody, and this says when it is time."
        )
    if not late:
        return trn(
            "It is time for nobody: with {n} member you are within the rhythm.",
            "It is time for nobody: with {n} members you are within the rhythm.",
            len(gaps),
        )
    return tr(
        "By the rhythms on your map it is time for {late} of {known}: {names}.",
        late=len(late),
        known=len(gaps),
        names=named(late),
    )


READINGS: tuple[Callable[[Book], str], ...] = (
    read_map,
    read_composition,
    *(lambda book, by=by: read_composition_by(book, by) for by in _NEEDS),
    read_two_axes,
    read_coverage,
    read_exchange,
    read_calendar,
    read_overdue,
)
WAYS = Phrases(
    {
        "role": N_("Role"),
        "channel": N_("Channel"),
        "began": N_("Where it began"),
        "organisation": N_("Organisation"),
    }
)
VALUES = Phrases(
    {
        "in person": N_("In person"),
        "online": N_("Online"),
        "inside": N_("In my organisation"),
        "outside": N_("Outside"),
        NOT_SAID: N_("Not said yet"),
    }
)
