"""How far a learner is: what is there of each page, where to go on, and how long it may take."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from plnkit import chosen, model, words
from plnkit.model import Book, Thing

State = Literal["not begun", "begun", "done"]


@dataclass(frozen=True)
class Step:
    """One workbook in the bar of steps."""

    number: int
    address: str
    stem: str
    title: str
    lead: str
    minutes: int


@dataclass(frozen=True)
class PageProgress:
    """How far one page is, and what is there of it in a sentence."""

    state: State
    sentence: str


@dataclass(frozen=True)
class Progress:
    """How far all pages are, by address; `next` is the one to go on with, "" where there is none."""

    headline: str
    pages: Mapping[str, PageProgress]
    next: str
    button: str
    minutes: int  # of all pages that are not done
    left: str  # the same in words, "" when nothing is left


def progress(book: Book, before: Book, steps: Sequence[Step]) -> Progress:
    """Return how far a book is; `before` is the book without its latest change."""
    pages = {step.address: _page(book, step.address) for step in steps}
    open_ = [step for step in steps if pages[step.address].state != "done"]
    last = _last_page(book, before)
    here = next((step for step in open_ if step.address == last), None)
    onward = here or next(iter([*open_, *reversed(steps)]), None)
    begun = any(page.state != "not begun" for page in pages.values())
    minutes = sum(step.minutes for step in open_)
    return Progress(
        _headline(book, here, onward if open_ else None) if begun else "Welcome.",
        pages,
        onward.address if onward else "",
        f"{_verb(begun=begun, left=bool(open_))}: {onward.title}" if onward else "",
        minutes,
        f"about {words.count(minutes, 'minute')} {'left ' if begun else ''}in all" if open_ else "",
    )


def _verb(*, begun: bool, left: bool) -> str:
    return "Begin" if not begun else "Continue" if left else "Open"


def _headline(book: Book, here: Step | None, onward: Step | None) -> str:
    name = " ".join(book.learner.name.split()).rstrip(".")  # the sentence has its own
    welcome = f"Welcome back, {words.isolated(name)}." if name else "Welcome back."
    if here:
        return f"{welcome} You were at “{here.title}”"
    if onward:
        return f"{welcome} Next could be “{onward.title}”"
    return f"{welcome} You have been through every page, and each is open to you again."


# What there is of a page


def _page(book: Book, address: str) -> PageProgress:
    content = _CONTENT[address](book) if address in _CONTENT else ""
    mark = book.entities.get(f"progress-{address}")
    if isinstance(mark, model.Progress) and mark.done:
        return PageProgress("done", f"Done: {content}." if content else "Done.")
    if content:
        return PageProgress("begun", f"{content[0].upper()}{content[1:]}.")
    return PageProgress("not begun", "Not begun yet.")


def _welcome(book: Book) -> str:
    mix = ["your learning mix"] if any(pulse.mix for pulse in book.all(model.Pulse)) else []
    return words.listed([*mix, *_counted(book.sources, "source")])


def _network(book: Book) -> str:
    """Return who is there; sources alone are the first page's."""
    if not book.people:
        return ""
    members = len(book.members)
    several = words.count(members, "person", "people and sources" if book.sources else "people")
    placed = sum(member.closeness is not None for member in book.members)
    return f"{several}, {f'{placed:,} placed' if placed else 'none placed yet'}"


def _grow(book: Book) -> str:
    plans = _counted([p for p in book.all(model.Plan) if not p.programme], "plan")
    aside = _counted(book.all(model.Dismissal), "card put aside", "cards put aside")
    return words.listed([*plans, *aside, *_notes(book, "grow")])


def _review(book: Book) -> str:
    waves = _counted(book.all(model.Wave), "dated picture")
    return words.listed([*waves, *_notes(book, "review")])


def _room(book: Book) -> str:
    asks, offers = (chosen.lines(book, id) or () for id in (chosen.ASKS, chosen.OFFERS))
    said = (*_counted(asks, "ask"), *_counted(offers, "offer"), *_notes(book, "room"))
    return words.listed(list(said))


def _notes(book: Book, page: str) -> list[str]:
    """Return how many questions of a page were answered; what one chose to share is none."""
    notes = (n for n in book.all(model.Note) if n.id not in chosen.CHOICES)
    return _counted([n for n in notes if n.page == page and n.text.strip()], "note")


def _counted(things: Sequence[object], one: str, many: str | None = None) -> list[str]:
    """Return how many there are, or nothing where there are none."""
    return [words.count(len(things), one, many)] if things else []


_CONTENT: dict[str, Callable[[Book], str]] = {
    "welcome": _welcome,
    "network": _network,
    "aims": lambda book: "".join(_counted(book.all(model.Aim), "aim")),
    "interactions": lambda book: "".join(
        _counted(book.all(model.Interaction), "entry in your log", "entries in your log")
    ),
    "grow": _grow,
    "review": _review,
    "room": _room,
}


# Where the learner was


def _last_page(book: Book, before: Book) -> str | None:
    """Return the page to which what changed last belongs, where that can be told."""
    put, removed = book.changes(before)
    changed: Iterable[Thing] = [*put, *(before[id] for id in removed)]
    return next(filter(None, (_page_of(thing, book) for thing in changed)), None)


def _page_of(thing: Thing, book: Book) -> str | None:
    match thing:
        case model.Note(page=page) | model.Progress(page=page):
            return page
        case model.Member(kind="source", closeness=None) if not book.people:
            return "welcome"
        case model.Plan() if thing.programme:
            return "aims"
        case model.Pulse():
            return _page_of_pulse(thing)
    return _PAGES.get(type(thing))


def _page_of_pulse(pulse: model.Pulse) -> str:
    if pulse.mix:
        return "welcome"
    return "aims" if pulse.capability else "review"


_PAGES: dict[type, str] = {
    model.Member: "network",
    model.Tie: "network",
    model.Aim: "aims",
    model.Support: "aims",
    model.Interaction: "interactions",
    model.Plan: "grow",
    model.Dismissal: "grow",
    model.Wave: "review",
}
