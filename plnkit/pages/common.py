"""What every page has: when it was saved, questions, checkpoints, its end."""

import os

from IPython.display import display
from markupsafe import Markup

from plnkit import chosen, keyfile, reading, words
from plnkit.charts.style import LOOKS
from plnkit.html import h
from plnkit.language import tr
from plnkit.model import Book
from plnkit.pages import presence
from plnkit.pages.showing import put
from plnkit.views.keep import Mine, private
from plnkit.views.notes import Checkpoint, Finish, Question
from plnkit.views.review.exports import EVERYTHING, usual
from plnkit.views.status import Heard, Status
from plnkit.workbook import Workbook


class Page:
    """A piece of HTML that a notebook shows: a noun."""

    def __init__(self, html: Markup, text: str) -> None:
        self._html, self._text = html, text

    def _repr_html_(self) -> str:
        return str(self._html)

    def __repr__(self) -> str:
        return self._text


def start(mine: Workbook) -> None:
    """Show when the book was saved, with undo and redo, and the reader's link and file."""
    (everything,) = (one for one in usual(mine.picture) if one.key == EVERYTHING)
    own = Mine(mine.change, everything, lambda: _link(mine, status))

    def stay() -> None:
        mine.stay()
        presence.tell(mine)

    status = Status(
        lambda: (
            mine.saved_at,
            mine.undoable.label if mine.undoable else None,
            mine.redoable.label if mine.redoable else None,
        ),
        lambda: {key: mine.view(key) for key in mine.views},
        Heard(mine.meet, stay, lambda *coach: _invited(mine, *coach)),
        {"undo": mine.undo, "redo": mine.redo, "mine": own.unfold},
    )

    def draw(book: Book) -> None:
        status.draw(book)
        presence.tell(mine)

    display(mine.show("status", status, draw))
    put(mine, own)


def _invited(mine: Workbook, coach: str, called: str, number: str) -> None:
    """Keep whose invitation the reader followed: what is shared with them is decided on a page."""
    told = tuple(filter(None, (f"{coach} {number}".strip(), " ".join(called.split())[:100])))
    if chosen.lines(mine.book, chosen.COACH) != told:
        mine.change(
            lambda book: chosen.keep(book, chosen.COACH, told), tr("Was invited by a coach")
        )


def _link(mine: Workbook, status: Status) -> str:
    """Return the reader's private link; there is one where a browser keeps the key to a store."""
    kept = "PLNKIT_STORE" in os.environ and keyfile.PLACE not in os.environ
    return private(status.place, mine.key) if kept else ""


def ask(mine: Workbook, key: str) -> None:
    """Ask an open question of a page, and keep the answer."""
    asked = words.QUESTIONS[key]
    put(mine, Question(mine.change, asked.page, key, asked.text, asked.hint))


def check_in(mine: Workbook, page: str = "network") -> None:
    """Say what is done on a page and what to try next."""
    put(mine, Checkpoint(reading.STEPS[page]))


def finish(mine: Workbook, page: str) -> None:
    """Let the learner mark a page as done, and go on to the next."""
    end = words.RECAPS[page]
    served = "PLNKIT_PAGE" in os.environ  # else it is a notebook that lies beside this one
    address = "/" + end.file.removesuffix(".ipynb").partition("_")[2]
    put(mine, Finish(mine.change, page, (end.next, address if served else end.file)))


def recap(page: str) -> Page:
    """Return the end of a page: three lines, one small act, and what comes next."""
    end = words.RECAPS[page]
    html = h(
        "section",
        h("h2", tr("What you take along"), class_="pln-question"),
        h("ul", *[h("li", line) for line in end.lines], class_="pln-recap"),
        h("p", h("b", tr("One small act this week:")), " ", end.act),
        h("p", h("b", tr("Next:")), " ", end.next, class_="pln-hint"),
        class_="pln-card pln-calm pln-view pln-end",
    )
    act, onward = tr("One small act this week:"), tr("Next:")
    lines = [*end.lines, f"{act} {end.act}", f"{onward} {end.next}"]
    return Page(html, "\n".join(lines))


def legend() -> Page:
    """Return how to read the map."""
    rows = [h("li", _swatch(look.css, look.symbol), look.label) for look in LOOKS]
    text = h("p", tr(words.HOW_TO_READ), class_="pln-hint")
    html = h("div", text, h("ul", *rows, class_="pln-legend", role="list"), class_="pln-view")
    labels = [f"- {look.label}" for look in LOOKS]
    return Page(html, "\n".join([tr(words.HOW_TO_READ), *labels]))


def _swatch(colour: str, symbol: str) -> Markup:
    shape = " pln-diamond" if symbol == "diamond" else ""
    fill = f"box-shadow: inset 0 0 0 2px {colour}; background: none"
    style = fill if symbol.endswith("-open") else f"background: {colour}"
    return h("span", class_=f"pln-swatch{shape}", style=style)
