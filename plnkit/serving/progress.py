"""How far a learner is: what is there of each page, where to go on, and how long it may take."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from plnkit import chosen, language, model, words
from plnkit.language import tr, trn
from plnkit.model import Book, Thing

State = Literal["not begun", "begun", "done"]


@dataclass(frozen=True)
class Step:
    """One workbook in the bar of steps; its title and lead are given in English."""

    number: int
    address: str
    stem: str
    _title: str
    _lead: str
    minutes: int

    @property
    def title(self) -> str:
        """What it asks."""
        return tr(self._title)

    @property
    def lead(self) -> str:
        """What it is about, in a sentence."""
        return tr(self._lead)


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
        _headline(book, here, onward if open_ else None) if begun else tr("Welcome."),
        pages,
        onward.address if onward else "",
        _button(onward.title, begun=begun, left=bool(open_)) if onward else "",
        minutes,
        _left(minutes, begun=begun) if open_ else "",
    )


def _button(title: str, *, begun: bool, left: bool) -> str:
    if not begun:
        return tr("Begin: {title}", title=title)
    return tr("Continue: {title}", title=title) if left else tr("Open: {title}", title=title)


def _left(minutes: int, *, begun: bool) -> str:
    if begun:
        return trn("at most {n} minute left in all", "at most {n} minutes left in all", minutes)
    return trn("about {n} minute in all", "about {n} minutes in all", minutes)


def _headline(book: Book, here: Step | None, onward: Step | None) -> str:
    return f"{_welcome_back(book.learner.name)} {_onward(here, onward)}"


def _welcome_back(learner: str) -> str:
    name = " ".join(learner.split()).rstrip(".")  # the sentence has its own
    if not name:
        return tr("Welcome back.")
    return tr("Welcome back, {name}.", name=words.isolated(name))


def _onward(here: Step | None, onward: Step | None) -> str:
    if here:
        return tr("You were at “{title}”", title=here.title)
    if onward:
        return tr("Next could be “{title}”", title=onward.title)
    return tr("You have been through every page, and each is open to you again.")


# What there is of a page


def _page(book: Book, address: str) -> PageProgress:
    content = _CONTENT[address](book) if address in _CONTENT else ""
    mark = book.entities.get(f"progress-{address}")
    if isinstance(mark, model.Progress) and mark.done:
        said = tr("Done: {content}.", content=content) if content else tr("Done.")
        return PageProgress("done", said)
    if content:
        said = tr("{content}.", content=f"{content[0].upper()}{content[1:]}")
        return PageProgress("begun", said)
    return PageProgress("not begun", tr("Not begun yet."))


def _welcome(book: Book) -> str:
    mix = any(pulse.mix for pulse in book.all(model.Pulse))
    sources = len(book.sources)
    return _together(
        tr("your learning mix") if mix else "",
        trn("{n} source", "{n} sources", sources) if sources else "",
    )


def _network(book: Book) -> str:
    """Return who is there; sources alone are the first page's."""
    if not book.people:
        return ""
    members = len(book.members)
    if book.sources:
        several = trn("{n} person or source", "{n} people and sources", members)
    else:
        several = trn("{n} person", "{n} people", members)
    placed = sum(member.closeness is not None for member in book.members)
    if not placed:
        return tr("{several}, none placed yet", several=several)
    return trn("{several}, {n} placed", "{several}, {n} placed", placed, several=several)


def _aims(book: Book) -> str:
    aims = len(book.all(model.Aim))
    return trn("{n} aim", "{n} aims", aims) if aims else ""


def _interactions(book: Book) -> str:
    entries = len(book.all(model.Interaction))
    return trn("{n} entry in your log", "{n} entries in your log", entries) if entries else ""


def _grow(book: Book) -> str:
    plans = sum(not plan.programme for plan in book.all(model.Plan))
    aside = len(book.all(model.Dismissal))
    return _together(
        trn("{n} plan", "{n} plans", plans) if plans else "",
        trn("{n} card put aside", "{n} cards put aside", aside) if aside else "",
        _notes(book, "grow"),
    )


def _review(book: Book) -> str:
    waves = len(book.all(model.Wave))
    return _together(
        trn("{n} dated picture", "{n} dated pictures", waves) if waves else "",
        _notes(book, "review"),
    )


def _room(book: Book) -> str:
    asks, offers = (len(chosen.lines(book, id) or ()) for id in (chosen.ASKS, chosen.OFFERS))
    return _together(
        trn("{n} ask", "{n} asks", asks) if asks else "",
        trn("{n} offer", "{n} offers", offers) if offers else "",
        _notes(book, "room"),
    )


def _notes(book: Book, page: str) -> str:
    """Return how many questions of a page were answered; what one chose to share is none."""
    own = (n for n in book.all(model.Note) if n.id not in chosen.CHOICES)
    notes = sum(n.page == page and bool(n.text.strip()) for n in own)
    return trn("{n} note", "{n} notes", notes) if notes else ""


def _together(*parts: str) -> str:
    return language.listed([part for part in parts if part])


_CONTENT: dict[str, Callable[[Book], str]] = {
    "welcome": _welcome,
    "network": _network,
    "aims": _aims,
    "interactions": _interactions,
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
