"""What each chart says, in a sentence or two; below its minimum of data, that it is not enough yet."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import pairwise

from plnkit import clock, rhythm, words
from plnkit.coverage import Covered, coverage
from plnkit.measures import known_bridging
from plnkit.measures.composition import NOT_SAID, channels, counted, exchanges, is_inside
from plnkit.model import Book, Interaction, Member
from plnkit.reading.network import LEAST, named, read_composition, read_map
from plnkit.words import count, listed, quoted

YEAR = 371  # days: 53 weeks


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
        return (
            "Not enough yet: place at least three people on the rings, and say of at least half "
            "of the pairs whether they know each other."
        )
    shares = [share for _, share in drawn]
    if min(shares) == max(shares):
        return f"{_EQUAL} {_not_drawn(book, len(drawn))}".strip()
    line = half_way(drawn)
    top = max(shares)
    bridges = [m for m, share in drawn if share > line or share == line == top]
    close = [m for m in bridges if m.closeness and m.closeness <= rhythm.CLOSE]
    far = [m for m in bridges if m not in close]
    return " ".join(filter(None, (_bridging(close, far), _not_drawn(book, len(drawn)))))


_EQUAL = "All know equally many of the others asked about: nobody bridges more than the rest."


def _bridging(close: list[Member], far: list[Member]) -> str:
    first = (
        f"Close to you, and knowing fewer of the others asked about: {named(close)}."
        if close
        else ""
    )
    second = (
        f"Further out, and knowing fewer of the others asked about: {named(far)}." if far else ""
    )
    return " ".join(filter(None, (first, second)))


def _not_drawn(book: Book, drawn: int) -> str:
    rest = len(book.people) - drawn
    if not rest:
        return ""
    are = f"{count(rest, 'person', 'people')} {'is' if rest == 1 else 'are'}"
    return f"{are} not drawn: not placed, or not asked about."


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
        return f"Not enough yet: {_NEEDS[by]}, and this takes shape."
    most = [value for value, n in counts.items() if n == max(counts.values())]
    rest = f" Of {count(silent, 'person', 'people')} it is not said yet." if silent else ""
    return _SAYS[by](counts, most) + rest


_NEEDS = {
    "channel": "say of three people how you reach them",
    "began": "say of three people where it began",
    "organisation": "say of three people whether they are from your own organisation",
}
_SAYS: dict[str, Callable[[dict[str, int], list[str]], str]] = {
    "channel": lambda counts, most: (
        f"You reach people in {count(len(counts), 'way')}. Most often: {listed(most)}."
    ),
    "began": lambda counts, _: (
        f"With {count(counts.get('in person', 0), 'person', 'people')} it began in person, with "
        f"{counts.get('online', 0):,} online."
    ),
    "organisation": lambda counts, _: (
        f"{count(counts.get('inside', 0), 'person', 'people')} from your own organisation, "
        f"{counts.get('outside', 0):,} from outside. Which mix is right depends on what you want to "
        "learn."
    ),
}

# --- aims ---------------------------------------------------------------------------------------


def read_coverage(book: Book) -> str:
    """Return which open aims have nobody, and which rest on one member."""
    rows = coverage(book)
    if not rows:
        return "Not enough yet: name something you want to learn, and this shows who could help."
    alone = [row for row in rows if not row.supports]
    single = [row for row in rows if len(row.supports) == 1]
    if not alone and not single:
        each = f"Each of your {len(rows)} open aims" if len(rows) > 1 else "Your open aim"
        return f"{each} has two or more who help, or could."
    return " ".join(filter(None, (_without_anybody(alone, len(rows)), _with_one(single, book))))


def _without_anybody(alone: list[Covered], of: int) -> str:
    texts = listed([quoted(row.aim.text) for row in alone])
    first = f"Of {of} open aims, nobody" if of > 1 else "Nobody"
    return f"{first} is named yet for {texts}." if alone else ""


def _with_one(single: list[Covered], book: Book) -> str:
    pairs = [
        f"{quoted(row.aim.text)} ({book.member(next(iter(row.supports))).name})" for row in single
    ]
    return f"Resting on one: {listed(pairs)}." if single else ""


# --- given and got ------------------------------------------------------------------------------


def read_exchange(book: Book) -> str:
    """Return with how many help went both ways, and with whom one way only."""
    log = exchanges(book)
    known = [m for m in book.people if m.id in log]
    if not known:
        return "Not enough yet: note down a meeting, with what you got and what you gave."
    both = sum(bool(log[m.id].got and log[m.id].gave) for m in known)
    got = [m for m in known if log[m.id].got and not log[m.id].gave]
    gave = [m for m in known if log[m.id].gave and not log[m.id].got]
    first = f"With {both:,} of {count(len(known), 'person', 'people')} in your log, help went both ways."
    only_got = f" Only got so far: {named(got)}." if got else ""
    only_gave = f" Only given so far: {named(gave)}." if gave else ""
    return first + only_got + only_gave


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
        return "Not enough yet: each meeting that you note down is a mark on its day."
    meetings = [one for several in days.values() for one in several]
    members = {id for one in meetings for id in one.members}
    minutes = sum(one.minutes or 0 for one in meetings)
    long = f", about {count(round(minutes / 60), 'hour')} in all" if minutes >= 60 else ""  # noqa: PLR2004
    pause = _longest_pause([*days, day])
    longest = f" The longest pause was {count(pause, 'day')}." if pause > 1 else ""
    return (
        f"In the last year you noted {count(len(meetings), 'meeting')} on {count(len(days), 'day')}, "
        f"with {count(len(members), 'member')}{long}.{longest}"
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
        return (
            "Not enough yet: note down when you last met somebody, and this says when it is time."
        )
    if not late:
        return (
            f"It is time for nobody: with {count(len(gaps), 'member')} you are within the rhythm."
        )
    return (
        f"By the rhythms on your map it is time for {len(late):,} of {len(gaps):,}: {named(late)}."
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
WAYS = {
    "role": "Role",
    "channel": "Channel",
    "began": "Where it began",
    "organisation": "Organisation",
}
VALUES = {
    "in person": "In person",
    "online": "Online",
    "inside": "In my organisation",
    "outside": "Outside",
    NOT_SAID: words.NOT_ASKED.capitalize(),
}
