"""Whom to take up again: of those gone quiet, why, and a message to edit."""

from collections.abc import Callable

from markupsafe import Markup
from msgspec.structs import replace

from plnkit import clock, drafts, rhythm
from plnkit.html import h, trh
from plnkit.language import tr
from plnkit.model import Book, Interaction, new_id
from plnkit.reading.network import named
from plnkit.rhythm import Reconnection
from plnkit.views.panel import ChangeBook, Panel, button, card, day, hint, name, question, row
from plnkit.words import isolated, listed

AT_ONCE = 4  # people, before the rest is asked for


class Reconnect(Panel):
    """Lists the people gone quiet, those most worth a message first."""

    def __init__(self, change: ChangeBook, plan: Callable[[str], None]) -> None:
        super().__init__("reconnect", change)
        self._plan = plan
        self._all = False
        self._writing = ""  # to whom

    def show(self, book: Book) -> Markup:
        """Return the list, and under one of them a message."""
        found = rhythm.reconnections(book, clock.today())
        shown = found if self._all else found[:AT_ONCE]
        rest = len(found) - len(shown)
        return card(
            question(tr("Whom to take up again?"), key="reconnect"),
            h("p", _reading(found), class_="pln-reading"),
            hint(
                tr(
                    "Those who could bring something new come first, not those who come to mind "
                    "anyway. You know best."
                )
            )
            if found
            else None,
            h("ul", *[self._item(one, book) for one in shown], class_="pln-list", role="list"),
            row(button(tr("Show {number} more", number=rest), "more", kind="quiet"))
            if rest > 0
            else None,
        )

    def _item(self, found: Reconnection, book: Book) -> Markup:
        member, who = found.member, isolated(found.member.name)
        last = (
            trh("Last in your log: {day}", day=day(found.last))
            if found.last
            else tr("Not in your log")
        )
        writing = self._writing == member.id
        return h(
            "li",
            h(
                "div",
                h("b", name(member.name)),
                h("span", last, class_="pln-soft"),
                h("span", _why(found), class_="pln-soft"),
                class_="pln-who",
            ),
            self._message(found, book)
            if writing
            else row(
                button(
                    tr("Write a line"), "write", member.id, "quiet",
                    tr("Write a line to {who}", who=who),
                ),
                button(
                    tr("Plan a date"), "plan", member.id, "link",
                    tr("Plan a date with {who}", who=who),
                ),
                button(
                    tr("Leave in peace"), "pause", member.id, "link",
                    tr("Leave {who} in peace", who=who),
                ),
            ),
            data_key=member.id,
        )  # fmt: skip

    def _message(self, found: Reconnection, book: Book) -> Markup:
        member = found.member
        id = f"pln-line-{member.id}"
        text = drafts.reconnect(member, found, book.learner)
        return h(
            "div",
            h("label", tr("A line to edit"), for_=id, class_="pln-label"),
            h("textarea", text, id=id, class_="pln-field", rows=5, dir="auto", data_home=True),
            row(
                button_copy(id),
                mail(id, member.email),
                button(tr("I have written"), "wrote", member.id, "quiet"),
                button(tr("Not now"), "later", kind="link"),
            ),
            h("p", class_="pln-said", role="status", data_copied=id),
            class_="pln-wide",
        )

    # --- what is pressed ----------------------------------------------------------------

    def do_more(self, _: object) -> None:
        """Show everybody."""
        self._all = True

    def do_write(self, value: object) -> None:
        """Draft a line to somebody."""
        self._writing = self.book.member(str(value)).id

    def do_later(self, _: object) -> None:
        """Write to nobody."""
        self._writing = ""

    def do_wrote(self, value: object) -> None:
        """Note that the learner wrote, and that the member is not dormant any more."""
        member, today = self.book.member(str(value)), clock.today()
        self._writing = ""
        noted = Interaction(id=new_id(), members=(member.id,), on=today)
        awake = replace(member, status="active")
        label = tr("Wrote to {who}", who=member.name)
        self._change(lambda book: book.with_(awake, noted), label)

    def do_plan(self, value: object) -> None:
        """Begin a plan with somebody."""
        self._plan(self.book.member(str(value)).id)

    def do_pause(self, value: object) -> None:
        """Name somebody here no more."""
        member = self.book.member(str(value))
        label = tr("Paused {who}", who=member.name)
        self._change(lambda book: book.update(member.id, status="paused"), label)


def button_copy(id: str) -> Markup:
    """Return the button that copies the text of a field."""
    return h(
        "button", tr("Copy"), type="button", class_="pln-button pln-quiet", data_copy=id,
        data_key=f"copy-{id}",
    )  # fmt: skip


def mail(id: str, to: str, subject: str = "") -> Markup:
    """Return the link that opens a mail with the text of a field."""
    return h(
        "a", tr("Write a mail"), href="mailto:", class_="pln-button pln-quiet", data_mail=id,
        data_to=to or None, data_subject=subject or None,
    )  # fmt: skip


def _reading(found: list[Reconnection]) -> str:
    if not found:
        return tr(
            "Nobody has gone quiet, as far as your log says. Whoever you mark as dormant on their "
            "card appears here, too."
        )
    return tr("Gone quiet: {names}.", names=named(one.member for one in found))


def _why(found: Reconnection) -> str:
    topics, place = listed(list(found.new_topics), 2), found.member.organisation
    reasons = (
        tr("knows about {topics}", topics=topics) if found.new_topics else "",
        tr("is from elsewhere ({organisation})", organisation=place) if found.elsewhere else "",
        tr("close to you, now or once") if found.once_close else "",
        tr("you trust them") if found.trusted else "",
    )
    said = "; ".join(filter(None, reasons))
    return said[:1].upper() + said[1:]
