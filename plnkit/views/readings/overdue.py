"""For whom it is time, by the rhythms that were chosen; each can be noted, slowed down or paused."""

import json

from markupsafe import Markup
from msgspec.structs import replace

from plnkit import clock, reading, rhythm, words
from plnkit.assets import STYLES
from plnkit.html import Child, h, trh, trnh
from plnkit.language import tr, trn, trp
from plnkit.model import Book, Interaction, Rhythm, new_id
from plnkit.rhythm import Gap
from plnkit.views.edits import about
from plnkit.views.panel import ChangeBook, Panel, button, card, day, hint, name, question, row
from plnkit.words import isolated

AT_ONCE = 6  # members, before the rest is asked for


class Overdue(Panel):
    """Lists the members whose rhythm has come round, the latest first, without blame."""

    _css = STYLES["readings"]

    def __init__(self, change: ChangeBook) -> None:
        super().__init__("overdue", change)
        self._all = False

    def show(self, book: Book) -> Markup:
        """Return the list, and the rhythms of the rings to change."""
        today = clock.today()
        late = [gap for gap in rhythm.gaps(book, today) if gap.overdue > 0]
        shown = late if self._all else late[:AT_ONCE]
        rest = len(late) - len(shown)
        more = trn("Show {n} more", "Show {n} more", rest)
        return card(
            question(tr("Who is it time for?"), key="overdue"),
            h("p", reading.read_overdue(book, today), class_="pln-reading"),
            h("ul", *[_item(gap) for gap in shown], class_="pln-list", role="list"),
            row(button(more, "more", kind="quiet")) if rest > 0 else None,
            h("p", self._said, class_="pln-said", role="status"),
            _never(len(rhythm.never_logged(book, today))),
            h(
                "details",
                h("summary", tr("How often, by ring")),
                hint(
                    tr(
                        "A place to start, never a target. 14 means about every two weeks; “14 to 30”"
                        " means the same, and 30 days at most. A member's own rhythm is on their "
                        "card."
                    )
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
        self._change(lambda book: book.with_(one), tr("In touch with {name}", name=member.name))
        who = isolated(member.name)
        self._said = tr("Noted: in touch with {name} today.", name=who)

    def do_slower(self, value: object) -> None:
        """Double the time between two meetings with somebody."""
        member = self.book.member(str(value))
        now = rhythm.rhythm_of(member, self.book)
        if now is None:
            return  # paused meanwhile
        slow = slower(now)
        label = about(member.name, _how_often(slow))
        self._change(lambda book: book.update(member.id, rhythm=slow), label)
        self._said = trn(
            "{name}: about every {n} day from now on.",
            "{name}: about every {n} days from now on.",
            slow.ideal,
            name=isolated(member.name),
        )

    def do_pause(self, value: object) -> None:
        """Say no more that it is time for somebody."""
        member = self.book.member(str(value))
        label = tr("Paused {name}", name=member.name)
        self._change(lambda book: book.update(member.id, status="paused"), label)
        self._said = tr(
            "{name} is paused. To make them active again, use “Now” on their card.",
            name=isolated(member.name),
        )

    def do_ring(self, value: object) -> None:
        """Set the rhythm of a ring; a blank is our own again."""
        number, typed = json.loads(str(value))
        ring = int(number)
        chosen = rhythm.parsed(typed) or rhythm.DEFAULTS[ring]
        rings = [*rhythm.rhythms(self.book)]
        rings[ring] = chosen
        label = about(tr("Ring {number}", number=ring + 1), _how_often(chosen))
        self._change(lambda book: book.with_(replace(book.learner, rhythms=tuple(rings))), label)


def slower(now: Rhythm) -> Rhythm:
    """Return a rhythm of twice the days, within what the model can hold."""
    longest = min(2 * now.longest, rhythm.MOST) if now.longest else None
    return Rhythm(ideal=min(2 * now.ideal, rhythm.MOST), longest=longest)


def _never(number: int) -> Markup | None:
    if not number:
        return None
    return hint(
        trn(
            "With {n} member nothing is noted yet.",
            "With {n} members nothing is noted yet.",
            number,
        )
    )


def _how_often(chosen: Rhythm) -> str:
    return trn("about every {n} day", "about every {n} days", chosen.ideal)


def _last(gap: Gap) -> Markup:
    on = day(gap.last)
    if gap.days == 1:
        return trh("Last yesterday, on {day}", day=on)
    return trnh("Last {n} day ago, on {day}", "Last {n} days ago, on {day}", gap.days, day=on)


def _item(gap: Gap) -> Markup:
    member, who = gap.member, isolated(gap.member.name)
    slow = trn("Every {n} day", "Every {n} days", slower(gap.rhythm).ideal)
    whose = tr("Your rhythm") if member.rhythm else tr("Rhythm of the ring")
    said: list[Child] = [
        h("b", name(member.name)),
        h("span", _last(gap), class_="pln-soft"),
        h("span", tr("{what}: {said}", what=whose, said=_how_often(gap.rhythm)), class_="pln-soft"),
    ]
    return h(
        "li",
        h("div", *said, class_="pln-who"),
        row(
            button(
                tr("In touch today"),
                "met",
                member.id,
                "quiet",
                tr("In touch today: {who}", who=who),
            ),
            button(slow, "slower", member.id, "link", tr("{what}: {who}", what=slow, who=who)),
            button(trp("rhythm", "Pause"), "pause", member.id, "link", tr("Pause {who}", who=who)),
        ),
        data_key=member.id,
    )


def _ring(number: int, book: Book) -> Markup:
    id = f"pln-rhythm-{number}"
    called = words.ring(number + 1, book.learner.ring_names)
    label = tr("{number} {ring}: every … days", number=number + 1, ring=called)
    field = h(
        "input", id=id, type="text", value=rhythm.text(rhythm.rhythms(book)[number]),
        class_="pln-field", autocomplete="off", inputmode="text",
        data_change="ring", data_value=str(number),
    )  # fmt: skip
    return h("div", h("label", label, for_=id, class_="pln-label"), field)
