"""Advice cards on the page: what was seen, one small act, and on request why and how sure."""

import json

from markupsafe import Markup

from plnkit import advice, clock
from plnkit.assets import STYLES
from plnkit.html import h, trh
from plnkit.language import N_, tr, trn
from plnkit.model import Book, Dismissal, new_id
from plnkit.views.panel import ChangeBook, Panel, button, card, chips, empty, hint, question, row

AT_ONCE = 4  # cards, before the rest is asked for
REASONS = (  # as they are kept
    N_("I do this already"),
    N_("It does not fit me"),
    N_("Not now"),
    N_("It is not so"),
)
NOT_YET = N_(
    "Not enough yet: with three people on your map there is something to see. Until then, go on "
    "adding names."
)
NOTHING = N_("Nothing stands out just now. Come back when you have changed or noted something.")


class Advice(Panel):
    """Shows the cards that the book gives reason for; each can be put aside, with a reason."""

    _css = STYLES["readings"]

    def __init__(self, change: ChangeBook) -> None:
        super().__init__("advice", change)
        self._all = False
        self._asking = ""  # the card that is about to be put aside

    def show(self, book: Book) -> Markup:
        """Return the cards, and below them those that were put aside."""
        found = advice.cards(book, clock.today())
        shown = found if self._all else found[:AT_ONCE]
        rest = len(found) - len(shown)
        more = trn("Show {n} more", "Show {n} more", rest)
        return card(
            question(tr("What could be next?"), key="advice"),
            hint(tr("What we saw in your network, and what research or practice says to it."))
            if found
            else empty(tr(NOTHING if len(book.people) >= advice.LEAST else NOT_YET), "people"),
            h("div", *[self._card(one) for one in shown], class_="pln-advice"),
            row(button(more, "more", kind="quiet")) if rest > 0 else None,
            _aside(book),
        )

    def _card(self, one: advice.Card) -> Markup:
        rule = one.rule
        return h(
            "article",
            h("h3", rule.title),
            h("p", one.seen.said),
            h("p", h("b", tr("One small act:"), " "), one.seen.act, class_="pln-act"),
            h("details", h("summary", tr("Why, and how sure")), _reasons(rule)),
            self._put_aside(rule) if self._asking == rule.key else _offer(rule),
            data_key=rule.key,
        )

    def _put_aside(self, rule: advice.Rule) -> Markup:
        options = [(json.dumps([rule.key, reason]), tr(reason), False) for reason in REASONS]
        id = f"pln-why-{rule.key}"
        field = h(
            "input", id=id, type="text", class_="pln-field", maxlength=500, autocomplete="off", dir="auto",
            data_enter="words",
        )  # fmt: skip
        return h(
            "div",
            h("p", tr("Why put it aside?"), class_="pln-label", tabindex="-1", data_home=True),
            chips(tr("Why put “{card}” aside", card=rule.title), "aside", options),
            h("label", tr("Or in your own words"), for_=id, class_="pln-label"),
            field,
            row(
                h(
                    "button",
                    tr("Put aside"),
                    type="button",
                    class_="pln-button pln-quiet",
                    data_do="words",
                    data_enters="words",
                ),
                button(tr("Keep the card"), "keep", kind="link"),
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
        label = tr("Put a card aside: {card}", card=found[0].rule.title)
        self._change(lambda book: book.with_(aside), label)

    def do_words(self, value: object) -> None:
        """Put the card aside that is asked about, with a reason in the learner's own words."""
        if self._asking and str(value or "").strip():
            self.do_aside(json.dumps([self._asking, str(value)]))

    def do_back(self, value: object) -> None:
        """Take up a card again that was put aside."""
        id = str(value)
        self._change(lambda book: book.without(id), tr("Took up a card again"))


def _offer(rule: advice.Rule) -> Markup:
    said = tr("Not for me: {card}", card=rule.title)
    return row(button(tr("Not for me"), "ask", rule.key, kind="link", said=said))


def _reasons(rule: advice.Rule) -> Markup:
    pairs = (
        (tr("What is known"), rule.says),
        (tr("Why it may matter"), rule.why),
        (tr("How strong the evidence is"), rule.strength),
        (tr("When it does not apply"), rule.unless),
    )
    lines = [h("div", h("dt", term), h("dd", said)) for term, said in pairs]
    sources = [h("li", source.full) for source in rule.sources]
    return h("dl", *lines) + (h("ul", *sources, class_="pln-sources") if sources else Markup(""))


def _aside(book: Book) -> Markup | None:
    """Return the cards that were put aside, each with its way back."""
    titles = {rule.key: rule.title for rule in advice.RULES}
    items = [_put_by(titles[one.card], one) for one in advice.dismissals(book)]
    if not items:
        return None
    summary = h("summary", tr("Put aside ({number})", number=len(items)))
    return h("details", summary, h("ul", *items, class_="pln-everyone"), data_key="aside")


def _put_by(title: str, one: Dismissal) -> Markup:
    reason = tr(one.reason) if one.reason in REASONS else one.reason
    said = tr("Take up again: {card}", card=title)
    return h(
        "li",
        trh("{card}: {reason}", card=h("b", title), reason=reason) if reason else h("b", title),
        " ",
        button(tr("Take up again"), "back", one.id, "link", said),
        data_key=one.id,
    )
