"""How people get in: the link, the code and until when it lets in; at the top of the page."""

from datetime import UTC, datetime
from typing import Any

from markupsafe import Markup

from plnkit.html import Child, h, trh
from plnkit.language import N_, tr
from plnkit.model import Book
from plnkit.reading import facilitator as reading
from plnkit.rooms import Chair
from plnkit.views.facilitator.seat import NO_ROOM, ChairPanel, Seat
from plnkit.views.panel import button, card, day, hint, name, question, row
from plnkit.views.plans.reconnect import button_copy

LINK = "pln-join"
ELSEWHERE = N_(
    "The code in use was made on another computer, and can be read only there. "
    "“New code…” makes one that you see here."
)
OVER = N_("This code lets nobody in any more. “New code…” makes another.")
RENEWED = N_("There is a new code, and the old one lets nobody in. Whoever is in already stays in.")
ALREADY = N_("There is another code already: it stands here now.")
SURE = N_(
    "With a new code, the old one lets nobody in any more: printed notices and "
    "links already sent stop working. Whoever is in already stays in. There is no"
    " undo."
)
FIRST = N_("There is no new code: press “New code…” first, and read it.")


class Entrance(ChairPanel):
    """Shows how to get in; to everybody but the facilitator, the sentence that says whose page it is."""

    title = N_("Let people in")

    def __init__(self, key: str, seat: Seat) -> None:
        super().__init__(key, seat)
        self._asked = False

    def inside(self, _: Book, chair: Chair) -> Markup:
        """Return the link and the code, and what is to be known of this room."""
        room = chair.room()
        if room is None:
            return self.instead(tr(NO_ROOM))
        if not room.open:
            return Markup("")  # the card at the end says so
        door = chair.door()
        return card(
            question(tr(self.title), key="sure" if self._asked else self.key),
            h("p", name(room.title)),
            h("p", tr(reading.DEMO), class_="pln-reading") if room.demo else None,
            h("p", tr(reading.PLAIN), class_="pln-notice") if door["plain"] else None,
            *_ways(door),
            *self._presses(door["code"] or "-"),
            self.said(),
        )

    def refused(self) -> Markup:
        """Return whose page this is."""
        return card(h("p", self.seat.why, class_="pln-not-yours"), key="not-yours", calm=True)

    def _presses(self, code: str) -> list[Child]:
        if not self._asked:
            return [row(_wall(), button(tr("New code…"), "ask", kind="quiet"))]
        sure = button(tr("Yes, make a new code"), "renew", code, "danger")
        return [
            h("p", tr(SURE), class_="pln-notice"),
            row(sure, button(tr("Keep this code"), "leave", kind="link")),
        ]

    def do_ask(self, _: object) -> None:
        """Say what a new code means, and ask once more."""
        self.seated()
        self._asked = True

    def do_leave(self, _: object) -> None:
        """Keep the code."""
        self._asked = False

    def do_renew(self, value: object) -> None:
        """Begin a new code, in the place of the one that stood on the page, if it was asked for twice."""
        chair = self.seated()
        if not self._asked:
            raise ValueError(tr(FIRST))
        self._asked = False
        if value != (chair.door()["code"] or "-"):  # another facilitator was quicker
            self._said = tr(ALREADY)
            return
        chair.renew()
        self._said = tr(RENEWED)


def _ways(door: dict[str, Any]) -> list[Child]:
    link = str(door["link"])
    box = h("input", type="text", id=LINK, value=link, readonly=True, class_="pln-field", dir="ltr")
    return [
        h("label", tr("The link"), for_=LINK, class_="pln-label"),
        h("div", box, button_copy(LINK), class_="pln-entry"),
        h("p", class_="pln-said", role="status", data_copied=LINK),
        *(_code(door) if door["code"] else [hint(tr(ELSEWHERE))]),
    ]


def _code(door: dict[str, Any]) -> list[Child]:
    until = datetime.fromisoformat(door["expires"])
    here = until.astimezone()
    lasts = trh("It lets in until {when}.", when=day(here.date(), here.time()))
    return [
        h("p", tr("The code"), class_="pln-label"),
        h("p", door["code"], class_="pln-join-code", dir="ltr"),
        hint(lasts if until > datetime.now(UTC) else tr(OVER)),
    ]


def _wall() -> Markup:
    return h(
        "a",
        tr("Show it on the wall"),
        href="wall",
        target="_blank",
        rel="noopener",
        class_="pln-button pln-main",
    )
