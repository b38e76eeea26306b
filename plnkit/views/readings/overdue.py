"""For whom it is time, by the rhythms that were chosen; each can be noted, slowed down or paused."""

import json

from markupsafe import Markup
from msgspec.structs import replace

from plnkit import clock, reading, rhythm, words
from plnkit.html import Child, h
from plnkit.model import Book, Interaction, Rhythm, new_id
from plnkit.rhythm import Gap
from plnkit.views.panel import ChangeBook, Panel, button, card, day, hint, name, question, row
from plnkit.views.readings.numbers import READINGS_CSS
from plnkit.words import count, isolated

AT_ONCE = 6  # members, before the rest is asked for


class Overdue(Panel):
    """Lists the members whose rhythm has come round, the latest first, without blame."""

    _css = READINGS_CSS

    def __init__(self, change: ChangeBook) -> None:
        super().__init__("overdue", change)
        self._all = False

    def show(self, book: Book) -> Markup:
        """Return the list, and the rhythms of the rings to change."""
        today = clock.today()
        late = [gap for gap in rhythm.gaps(book, today) if gap.overdue > 0]
        shown = late if self._all else late[:AT_ONCE]
        rest = len(late) - len(shown)
        never = len(rhythm.never_logged(book, today))
        return card(
            question("Who is it time for?", key="overdue"),
            h("p", reading.read_overdue(book, today), class_="pln-reading"),
            h("ul", *[_item(gap) for gap in shown], class_="pln-list", role="list"),
            row(button(f"Show {rest} more", "more", kind="quiet")) if rest > 0 else None,
            h("p", self._said, class_="pln-said", role="status"),
            hint(f"With {count(never, 'member')} nothing is noted yet.") if never else None,
            h(
                "details",
                h("summary", "How often, by ring"),
                hint(
                    "Where one starts, never a target. 14 means about every two weeks; 14 to 30: "
                    "at the most 30. A member's own rhythm is on their card."
                ),
                h("div", *[_ring(number, book) for number in range(4)], class_="pln-rhythms"),
            ),
        )

    # --- what is pressed ----------------------------------------------------------------

    def do_more(self, _: object) -> None:
        """Show everybody."""
        self._all = True

    def do_met(self, value: object) -> None:
        """Note that the learner was in touch with somebody today."""
        member = self.book.member(str(value))
        one = Interaction(id=new_id(), members=(member.id,), on=clock.today())
        self._change(lambda book: book.with_(one), f"In touch with {member.name}")
        self._said = f"Noted: in touch with {isolated(member.name)} today."

    def do_slower(self, value: object) -> None:
        """Double the time between two meetings with somebody."""
        member = self.book.member(str(value))
        now = rhythm.rhythm_of(member, self.book)
        if now is None:
            return  # paused meanwhile
        slow = slower(now)
        label = f"{member.name}: about every {count(slow.ideal, 'day')}"
        self._change(lambda book: book.update(member.id, rhythm=slow), label)
        self._said = f"{isolated(member.name)}: about every {count(slow.ideal, 'day')} from now on."

    def do_pause(self, value: object) -> None:
        """Say no more that it is time for somebody."""
        member = self.book.member(str(value))
        self._change(lambda book: book.update(member.id, status="paused"), f"Paused {member.name}")
        self._said = f"{isolated(member.name)} is paused. On the card “Now” sets it back to active."

    def do_ring(self, value: object) -> None:
        """Set the rhythm of a ring; a blank is our own again."""
        number, typed = json.loads(str(value))
        ring = int(number)
        chosen = rhythm.parsed(typed) or rhythm.DEFAULTS[ring]
        rings = [*rhythm.rhythms(self.book)]
        rings[ring] = chosen
        label = f"Ring {ring + 1}: about every {count(chosen.ideal, 'day')}"
        self._change(lambda book: book.with_(replace(book.learner, rhythms=tuple(rings))), label)


def slower(now: Rhythm) -> Rhythm:
    """Return a rhythm of twice the days, within what the model can hold."""
    longest = min(2 * now.longest, rhythm.MOST) if now.longest else None
    return Rhythm(ideal=min(2 * now.ideal, rhythm.MOST), longest=longest)


def _item(gap: Gap) -> Markup:
    member, slow = gap.member, count(slower(gap.rhythm).ideal, "day")
    ago = "yesterday" if gap.days == 1 else f"{count(gap.days, 'day')} ago"
    whose = "Your rhythm" if member.rhythm else "Rhythm of the ring"
    said: list[Child] = [
        h("b", name(member.name)),
        h("span", f"Last {ago}, on ", day(gap.last), class_="pln-soft"),
        h("span", f"{whose}: about every {count(gap.rhythm.ideal, 'day')}", class_="pln-soft"),
    ]
    who = isolated(member.name)
    return h(
        "li",
        h("div", *said, class_="pln-who"),
        row(
            button("In touch today", "met", member.id, "quiet", f"In touch today: {who}"),
            button(f"Every {slow}", "slower", member.id, "link", f"Every {slow}: {who}"),
            button("Pause", "pause", member.id, "link", f"Pause {who}"),
        ),
        data_key=member.id,
    )


def _ring(number: int, book: Book) -> Markup:
    id = f"pln-rhythm-{number}"
    label = f"{number + 1} {words.ring(number + 1, book.learner.ring_names)}: every … days"
    field = h(
        "input", id=id, type="text", value=rhythm.text(rhythm.rhythms(book)[number]),
        class_="pln-field", autocomplete="off", inputmode="text",
        data_change="ring", data_value=str(number),
    )  # fmt: skip
    return h("div", h("label", label, for_=id, class_="pln-label"), field)
