"""Whom to take up again: of those gone quiet, why, and a message to edit."""

from collections.abc import Callable

from markupsafe import Markup
from msgspec.structs import replace

from plnkit import clock, drafts, rhythm
from plnkit.html import h
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
            question("Whom to take up again?", key="reconnect"),
            h("p", _reading(found), class_="pln-reading"),
            hint(
                "Those who could bring something new come first, not those who come to mind "
                "anyway. You know best."
            )
            if found
            else None,
            h("ul", *[self._item(one, book) for one in shown], class_="pln-list", role="list"),
            row(button(f"Show {rest} more", "more", kind="quiet")) if rest > 0 else None,
        )

    def _item(self, found: Reconnection, book: Book) -> Markup:
        member, who = found.member, isolated(found.member.name)
        last = ["Last in your log: ", day(found.last)] if found.last else ["Not in your log"]
        writing = self._writing == member.id
        return h(
            "li",
            h(
                "div",
                h("b", name(member.name)),
                h("span", *last, class_="pln-soft"),
                h("span", _why(found), class_="pln-soft"),
                class_="pln-who",
            ),
            self._message(found, book)
            if writing
            else row(
                button("Write a line", "write", member.id, "quiet", f"Write a line to {who}"),
                button("Plan a date", "plan", member.id, "link", f"Plan a date with {who}"),
                button("Leave in peace", "pause", member.id, "link", f"Leave {who} in peace"),
            ),
            data_key=member.id,
        )  # fmt: skip

    def _message(self, found: Reconnection, book: Book) -> Markup:
        member = found.member
        id = f"pln-line-{member.id}"
        text = drafts.reconnect(member, found, book.learner)
        return h(
            "div",
            h("label", "A line to edit", for_=id, class_="pln-label"),
            h("textarea", text, id=id, class_="pln-field", rows=5, data_home=True),
            row(
                button_copy(id),
                mail(id, member.email),
                button("I have written", "wrote", member.id, "quiet"),
                button("Not now", "later", kind="link"),
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
        self._change(lambda book: book.with_(awake, noted), f"Wrote to {member.name}")

    def do_plan(self, value: object) -> None:
        """Begin a plan with somebody."""
        self._plan(self.book.member(str(value)).id)

    def do_pause(self, value: object) -> None:
        """Name somebody here no more."""
        member = self.book.member(str(value))
        self._change(lambda book: book.update(member.id, status="paused"), f"Paused {member.name}")


def button_copy(id: str) -> Markup:
    """Return the button that copies the text of a field."""
    return h(
        "button", "Copy", type="button", class_="pln-button pln-quiet", data_copy=id,
        data_key=f"copy-{id}",
    )  # fmt: skip


def mail(id: str, to: str, subject: str = "") -> Markup:
    """Return the link that opens a mail with the text of a field."""
    return h(
        "a", "Write a mail", href="mailto:", class_="pln-button pln-quiet", data_mail=id,
        data_to=to or None, data_subject=subject or None,
    )  # fmt: skip


def _reading(found: list[Reconnection]) -> str:
    if not found:
        return (
            "Nobody has gone quiet, as far as your log says. Whoever you mark as dormant on their "
            "card appears here, too."
        )
    return f"Gone quiet: {named(one.member for one in found)}."


def _why(found: Reconnection) -> str:
    news = [f"knows about {listed(list(found.new_topics), 2)}" if found.new_topics else ""]
    news += [f"is from elsewhere ({found.member.organisation})" if found.elsewhere else ""]
    base = [
        "close to you, now or once" if found.once_close else "",
        "you trust them" if found.trusted else "",
    ]
    said = "; ".join(text for text in (*news, *base) if text)
    return said[:1].upper() + said[1:]
