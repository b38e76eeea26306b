"""Advice cards on the page: what was seen, one small act, and on request why and how sure."""

import json

from markupsafe import Markup

from plnkit import advice, clock
from plnkit.html import h
from plnkit.model import Book, Dismissal, new_id
from plnkit.views.panel import ChangeBook, Panel, button, card, chips, hint, question, row
from plnkit.views.readings.numbers import READINGS_CSS

AT_ONCE = 4  # cards, before the rest is asked for
REASONS = ("I do this already", "It does not fit me", "Not now", "It is not so")
NOT_YET = (
    "Not enough yet: with three people on your map there is something to see. Until then, go on "
    "adding names."
)
NOTHING = "Nothing stands out just now. Come back when you have changed or noted something."


class Advice(Panel):
    """Shows the cards that the book gives reason for; each can be put aside, with a reason."""

    _css = READINGS_CSS

    def __init__(self, change: ChangeBook) -> None:
        super().__init__("advice", change)
        self._all = False
        self._asking = ""  # the card that is about to be put aside

    def show(self, book: Book) -> Markup:
        """Return the cards, and below them those that were put aside."""
        found = advice.cards(book, clock.today())
        shown = found if self._all else found[:AT_ONCE]
        rest = len(found) - len(shown)
        return card(
            question("What could be next?", key="advice"),
            hint("What we saw in your network, and what research or practice says to it. ")
            if found
            else h("p", NOTHING if len(book.people) >= advice.LEAST else NOT_YET),
            h("div", *[self._card(one) for one in shown], class_="pln-advice"),
            row(button(f"Show {rest} more", "more", kind="quiet")) if rest > 0 else None,
            _aside(book),
        )

    def _card(self, one: advice.Card) -> Markup:
        rule = one.rule
        return h(
            "article",
            h("h3", rule.title),
            h("p", one.seen.said),
            h("p", h("b", "One small act: "), one.seen.act, class_="pln-act"),
            h("details", h("summary", "Why, and how sure"), _reasons(rule)),
            self._put_aside(rule) if self._asking == rule.key else _offer(rule),
            data_key=rule.key,
        )

    def _put_aside(self, rule: advice.Rule) -> Markup:
        options = [(json.dumps([rule.key, reason]), reason, False) for reason in REASONS]
        id = f"pln-why-{rule.key}"
        field = h(
            "input", id=id, type="text", class_="pln-field", maxlength=500, autocomplete="off",
            data_enter="words",
        )  # fmt: skip
        return h(
            "div",
            h("p", "Why put it aside?", class_="pln-label", tabindex="-1", data_home=True),
            chips(f"Why put “{rule.title}” aside", "aside", options),
            h("label", "Or in your own words", for_=id, class_="pln-label"),
            field,
            row(
                h(
                    "button",
                    "Put aside",
                    type="button",
                    class_="pln-button pln-quiet",
                    data_do="words",
                    data_enters="words",
                ),
                button("Keep the card", "keep", kind="link"),
            ),
        )

    # --- what is pressed ----------------------------------------------------------------

    def do_more(self, _: object) -> None:
        """Show all cards."""
        self._all = True

    def do_ask(self, value: object) -> None:
        """Ask why a card is to be put aside."""
        self._asking = str(value)

    def do_keep(self, _: object) -> None:
        """Leave the card where it is."""
        self._asking = ""

    def do_aside(self, value: object) -> None:
        """Put a card aside, and remember why and about whom."""
        key, reason = json.loads(str(value))
        self._asking = ""
        found = [c for c in advice.cards(self.book, clock.today()) if c.key == key]
        if not found:
            return  # it has gone by itself
        aside = Dismissal(id=new_id(), card=key, reason=reason.strip()[:500], about=found[0].about)
        self._change(lambda book: book.with_(aside), f"Put a card aside: {found[0].rule.title}")

    def do_words(self, value: object) -> None:
        """Put the card aside that is asked about, with a reason in the learner's own words."""
        if self._asking and str(value or "").strip():
            self.do_aside(json.dumps([self._asking, str(value)]))

    def do_back(self, value: object) -> None:
        """Take up a card again that was put aside."""
        id = str(value)
        self._change(lambda book: book.without(id), "Took up a card again")


def _offer(rule: advice.Rule) -> Markup:
    said = f"Not for me: {rule.title}"
    return row(button("Not for me", "ask", rule.key, kind="link", said=said))


def _reasons(rule: advice.Rule) -> Markup:
    pairs = (
        ("What is known", rule.says),
        ("Why it may matter", rule.why),
        ("How strong the evidence is", rule.strength),
        ("When it does not apply", rule.unless),
    )
    lines = [h("div", h("dt", term), h("dd", said)) for term, said in pairs]
    sources = [h("li", source.full) for source in rule.sources]
    return h("dl", *lines) + (h("ul", *sources, class_="pln-sources") if sources else Markup(""))


def _aside(book: Book) -> Markup | None:
    """Return the cards that were put aside, each with its way back."""
    titles = {rule.key: rule.title for rule in advice.RULES}
    items = [
        h(
            "li",
            h("b", titles[one.card]),
            f": {one.reason} " if one.reason else " ",
            button("Take up again", "back", one.id, "link", f"Take up again: {titles[one.card]}"),
            data_key=one.id,
        )
        for one in advice.dismissals(book)
    ]
    if not items:
        return None
    summary = h("summary", f"Put aside ({len(items)})")
    return h("details", summary, h("ul", *items, class_="pln-everyone"), data_key="aside")
