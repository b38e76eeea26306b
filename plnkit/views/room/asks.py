"""Asks and offers: drafted from the book, then the learner's own words, line by line."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from plnkit import chosen
from plnkit import literature as lit
from plnkit.errors import BookError
from plnkit.html import Child, h
from plnkit.language import N_, tr
from plnkit.model import Book
from plnkit.rooms import Visit
from plnkit.shares import SEVERAL
from plnkit.sharing import FEW
from plnkit.views.panel import ChangeBook, button, card, hint, question, row
from plnkit.views.room import leaving
from plnkit.views.room.letting import NOT_THE_SAME, Standing, standing
from plnkit.views.room.visiting import Closed, RoomPanel, Visiting, open_room
from plnkit.words import quoted

FIRST = N_("The ask comes first: it tells others how they can help.")
SOURCE = N_("Circles of asking and offering begin so. Practitioner evidence: {first}, {second}.")
PLAIN = N_("Others read these as you write them; names of people on your map are replaced.")
GONE = N_("This line is no longer here: look at the list once more.")


@dataclass(frozen=True)
class Did:
    """What the history says of a list that was changed."""

    add: str
    edit: str
    remove: str
    draft: str


@dataclass(frozen=True)
class Kind:
    """Asks, or offers: where they are kept, how they are read, and what is said of them."""

    id: str
    read: Callable[[Book], tuple[str, ...]]
    title: str
    one: str
    add: str
    label: str
    none: str
    drafted: str
    again: str
    full: str
    did: Did


KINDS = {
    "ask": Kind(
        chosen.ASKS,
        leaving.asks,
        title=N_("I ask for"),
        one=N_("Ask {number}"),
        add=N_("Add an ask"),
        label=N_("Another ask"),
        none=N_("Nothing yet: write below what you would like to know, see or try."),
        drafted=N_("Drafted from your aims: change what does not fit."),
        again=N_("Draft asks again"),
        full=N_("You can have up to {most} asks: keep those that matter most now."),
        did=Did(
            N_("Added an ask"), N_("Changed an ask"), N_("Removed an ask"), N_("Drafted asks again")
        ),
    ),
    "offer": Kind(
        chosen.OFFERS,
        leaving.offers,
        title=N_("I offer"),
        one=N_("Offer {number}"),
        add=N_("Add an offer"),
        label=N_("Another offer"),
        none=N_("Nothing yet: write below what others could ask you, small things too."),
        drafted=N_(
            "Drafted from aims you feel able to reach, and from what you noted that you "
            "gave: change what does not fit."
        ),
        again=N_("Draft offers again"),
        full=N_("You can have up to {most} offers: keep those that matter most now."),
        did=Did(
            N_("Added an offer"),
            N_("Changed an offer"),
            N_("Removed an offer"),
            N_("Drafted offers again"),
        ),
    ),
}


class AskAndOffer(RoomPanel):
    """Two lists to edit; `show_share` brings what would leave into view."""

    title = N_("What do you ask for, and what do you offer?")

    def __init__(self, visit: Visiting, change: ChangeBook, show_share: Callable[[], None]) -> None:
        super().__init__("asks", visit, change)
        self._show_share = show_share
        self._became: dict[tuple[str, str], str] = {}  # what a line was edited to on this page

    def inside(self, book: Book, visit: Visit) -> Markup:
        """Return both lists, the asks first, and how they stand to what is shared."""
        return card(
            question(self.asked, key="asks"),
            hint(tr(FIRST)),
            hint(tr(PLAIN)),
            *[part for key in KINDS for part in self._part(book, key)],
            *self._below(book, visit),
            h("p", h("small", _source()), class_="pln-soft"),
        )

    def _part(self, book: Book, key: str) -> list[Child]:
        kind = KINDS[key]
        lines = kind.read(book)
        kept = chosen.lines(book, kind.id) is not None
        items = [_line(key, place, text) for place, text in enumerate(lines)]
        list_ = h("ul", *items, class_="pln-list pln-said-line", role="list")
        return [
            h("h3", tr(kind.title), class_="pln-label"),
            list_ if lines else hint(tr(kind.none)),
            _adding(key) if len(lines) < SEVERAL else None,
            row(button(tr("Draft again"), "draft", key, "link", tr(kind.again)))
            if kept
            else hint(tr(kind.drafted))
            if lines
            else None,
        ]

    def _below(self, book: Book, visit: Visit) -> list[Child]:
        """Return how the lists stand to what is shared, where a room is open."""
        try:
            now = standing(visit, leaving.leaving(book), open_room(visit))
        except Closed:  # the card below says so
            return []
        except BookError as fault:
            return [hint(str(fault))]
        return self._stands(now)

    def _stands(self, now: Standing) -> list[Child]:
        if now.same:
            offered = now.share.asks or now.share.offers
            said = tr("These are offered to the room.") if offered else tr("These stay here.")
            return [h("p", said)]
        return [
            h("p", tr(NOT_THE_SAME)) if now.at else None,
            row(button(tr("See what would leave"), "onward")),
            hint(tr("They leave with what you let go below, where you see all of it first.")),
        ]

    # --- what is pressed ----------------------------------------------------------------

    def do_onward(self, _: object) -> None:
        """Show what would leave."""
        self._show_share()

    def do_ask(self, value: object) -> None:
        """Add an ask, or several lines of them."""
        self._add("ask", str(value))

    def do_offer(self, value: object) -> None:
        """Add an offer, or several lines of them."""
        self._add("offer", str(value))

    def do_edit(self, value: object) -> None:
        """Change a line; one that is emptied goes."""
        about, text = json.loads(str(value))
        key, _, old = json.loads(str(about))
        kind, (new, *more) = KINDS[key], _lines(str(text)) or [""]
        old = self._known(key, old)
        lines = [
            line for one in kind.read(self.book) for line in ([new, *more] if one == old else [one])
        ]
        self._keep(kind, [line for line in lines if line], tr(kind.did.edit))
        self._became[key, old] = new

    def do_remove(self, value: object) -> None:
        """Remove a line."""
        key, _, old = json.loads(str(value))
        kind, old = KINDS[key], self._known(key, old)
        rest = [line for line in kind.read(self.book) if line != old]
        self._keep(kind, rest, tr(kind.did.remove))

    def do_draft(self, value: object) -> None:
        """Draft a list from the book again; undo brings back what was written."""
        kind = KINDS[str(value)]
        self._change(lambda book: book.without(kind.id), tr(kind.did.draft))
        self._became.clear()

    def _add(self, key: str, text: str) -> None:
        kind = KINDS[key]
        new = _lines(text)
        self._keep(kind, [*kind.read(self.book), *new], tr(kind.did.add))

    def _keep(self, kind: Kind, lines: list[str], label: str) -> None:
        lines = list(dict.fromkeys(lines))
        if len(lines) > SEVERAL:
            raise ValueError(tr(kind.full, most=SEVERAL))
        if long := next((line for line in lines if len(line) > FEW), ""):
            raise ValueError(
                tr(
                    "{line} is longer than {most} characters: say it in fewer words.",
                    line=quoted(long, 40),
                    most=FEW,
                )
            )
        self._change(lambda book: chosen.keep(book, kind.id, lines), label)

    def _known(self, key: str, old: str) -> str:
        """Return the line that is meant: it may have been edited since the page drew it."""
        lines = KINDS[key].read(self.book)
        found = old if old in lines else self._became.get((key, old), "")
        if found not in lines:
            raise ValueError(tr(GONE))
        return found


def _source() -> str:
    return tr(SOURCE, first=lit.BAKER_2020.short, second=lit.GRANT_2013.short)


def _lines(text: str) -> list[str]:
    return [tidy for line in text.splitlines() if (tidy := " ".join(line.split()))]


def _line(key: str, place: int, text: str) -> Markup:
    about = json.dumps([key, place, text])
    box = h(
        "textarea", text, class_="pln-field", rows=2, maxlength=FEW, data_change="edit",
        data_value=about, aria_label=tr(KINDS[key].one, number=place + 1), dir="auto",
    )  # fmt: skip
    cross = h(
        "button", "×", type="button", class_="pln-cross", data_do="remove", data_value=about,
        aria_label=tr("Remove {what}", what=quoted(text)),
    )  # fmt: skip
    return h("li", box, cross, data_key=f"{key}-{place}")


def _adding(key: str) -> Markup:
    kind, id = KINDS[key], f"pln-new-{key}"
    box = h(
        "input", type="text", id=id, class_="pln-field", maxlength=FEW, autocomplete="off", dir="auto",
        data_enter=key,
    )  # fmt: skip
    add = h(
        "button", tr("Add"), type="button", class_="pln-button pln-quiet", data_do=key,
        data_enters=key, aria_label=tr(kind.add),
    )  # fmt: skip
    label = h("label", tr(kind.label), for_=id, class_="pln-label")
    return h("div", label, h("div", box, add, class_="pln-entry"), data_key=f"adding-{key}")
