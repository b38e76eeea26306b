"""What the room gives back: its picture, and whom to meet."""

import json
from collections.abc import Mapping
from hashlib import blake2b

import msgspec
from markupsafe import Markup

from plnkit.assets import STYLES
from plnkit.html import h, trh
from plnkit.language import N_, tr, trn
from plnkit.matching import Meeting
from plnkit.model import Book
from plnkit.reading.matches import first_message, read_match
from plnkit.rooms import Picture, Visit
from plnkit.views.panel import card, hint, question
from plnkit.views.plans.reconnect import button_copy
from plnkit.views.room.picture import shown
from plnkit.views.room.visiting import LOCKED, RoomPanel, Visiting, open_room

NOBODY = N_(
    "Nobody yet: share an ask or an offer above. Once somebody else has shared "
    "one, too, you see here whom to meet."
)
WAITING = N_(
    "Nobody yet: as soon as somebody else shares an ask or an offer, you see here whom to meet."
)
COMMON = N_("Matched by the words that you both use. You know best whom you would like to talk to.")
FIND = N_(
    "To find each other, say your alias aloud, write it on a piece of paper, or "
    "type your name above. You can read a first message out, or send it where you"
    " already write to each other."
)


class Together(RoomPanel):
    """The picture of the room; `look` asks for it again."""

    _css = STYLES["together"]
    title = N_("The picture of this room")

    def __init__(self, visit: Visiting) -> None:
        super().__init__("together", visit)
        self._found: Picture | None = None

    def look(self) -> None:
        """Ask the room again; what is the same stays as it is on the page."""
        self._found = None
        self.draw(self.book)

    def inside(self, _: Book, visit: Visit) -> Markup:
        """Return the picture, or why there is none; a change of the book asks for no new one."""
        open_room(visit)
        found = self._found = self._found or visit.picture()
        if found.locked:
            return self.instead(tr(LOCKED))
        have = trn(
            "{n} learner has shared so far.", "{n} learners have shared so far.", found.shared
        )
        return h("div", shown(found.picture, found.shared), h("p", have, class_="pln-hint"))


class Meetings(RoomPanel):
    """Whom to meet, each with the reason, and a first message to edit; `look` asks again."""

    title = N_("Whom could you meet?")

    def __init__(self, visit: Visiting) -> None:
        super().__init__("meet", visit)
        self._edited: dict[str, str] = {}

    def look(self) -> None:
        """Ask the room again."""
        self.draw(self.book)

    def inside(self, _: Book, visit: Visit) -> Markup:
        """Return the matches, or what to do to have one."""
        room = open_room(visit)
        me, meetings, called = visit.meetings()
        if not meetings:
            return self.instead(self._nobody(visit, shared=visit.shared(room) is not None))
        items = [self._item(meeting, me, called) for meeting in meetings]
        return card(
            question(self.asked, key="meet"),
            h("p", trh("You are {alias} here.", alias=_alias(me, called))),
            hint(tr(FIND)),
            hint(tr(COMMON)),
            h("ul", *items, class_="pln-list", role="list"),
        )

    def _nobody(self, visit: Visit, *, shared: bool) -> str:
        if visit.picture().locked:
            return tr(LOCKED)
        return tr(WAITING if shared else NOBODY)

    def _item(self, meeting: Meeting, me: str, called: Mapping[str, str]) -> Markup:
        about = _about(meeting)
        id = f"pln-first-{about}"
        text = self._edited.get(about, first_message(meeting, me, called))
        box = h(
            "textarea", text, id=id, class_="pln-field", rows=5, dir="auto", data_change="edit",
            data_value=about,
        )  # fmt: skip
        return h(
            "li",
            h(
                "div",
                h("p", read_match(meeting, me, called)),
                h("label", tr("A first message, to edit"), for_=id, class_="pln-label"),
                box,
                h("div", button_copy(id), class_="pln-row"),
                h("p", class_="pln-said", role="status", data_copied=id),
                class_="pln-wide",
            ),
            data_key=about,
        )

    def do_edit(self, value: object) -> None:
        """Keep what was changed in a message, as long as the page is open."""
        about, text = json.loads(str(value))
        self._edited[str(about)] = str(text)


def _alias(me: str, called: Mapping[str, str]) -> Markup:
    return h("b", h("bdi", called.get(me) or tr("somebody")))


def _about(meeting: Meeting) -> str:
    """Return what tells one meeting from another, as an id on the page."""
    content = msgspec.json.encode(meeting)
    return blake2b(content, digest_size=8).hexdigest()
