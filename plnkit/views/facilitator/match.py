"""Who could meet whom, and what everybody asks and offers: by alias, and as slips to hand out."""

from collections.abc import Callable, Mapping, Sequence

from markupsafe import Markup

from plnkit.html import Child, h, trh
from plnkit.language import N_, tr, trn
from plnkit.matching import Meeting
from plnkit.model import Book
from plnkit.reading import facilitator as reading
from plnkit.reading.matches import read_match
from plnkit.rooms import Chair
from plnkit.rooms.chair import Said
from plnkit.views.facilitator.paper import paper
from plnkit.views.facilitator.seat import ChairPanel, Seat, open_room
from plnkit.views.panel import button, card, hint, name, question, row
from plnkit.views.review.exports import File

HOW = N_(
    "Asks are matched with offers by the words they share, so that as few as "
    "possible are left out. Everybody sees their own matches on their page."
)
SAVED = N_("Saved as {name}: open it, print it, and cut it up.")
NONE = N_("Not enough yet: there is no meeting to print.")


class Match(ChairPanel):
    """Shows meetings, asks and offers; saves a slip for each person."""

    title = N_("Who could meet whom?")

    def __init__(self, seat: Seat) -> None:
        super().__init__("match", seat)

    def inside(self, _: Book, chair: Chair) -> Markup:
        """Return the meetings with their reasons, by alias."""
        if open_room(chair) is None:
            return Markup("")
        meetings, called, said = chair.everybody()
        return card(
            question(tr(self.title), key=self.key),
            h("p", reading.read_matched(len(called), len(said)), class_="pln-reading"),
            hint(tr(HOW)) if meetings else None,
            _everybody(meetings, called),
            row(button(tr("Save a slip for each, to print"), "slips", kind="quiet"))
            if meetings
            else None,
            self.said(),
            _everything(said),
        )

    def do_slips(self, _: object) -> None:
        """Make the slips, and give them to the browser."""
        chair = self.seated()
        meetings, called, _said = chair.everybody()
        if not meetings:
            raise ValueError(tr(NONE))
        room = chair.room()
        file = slips(room.title if room else "", meetings, called)
        self.send({"file": file._asdict()})
        self._said = tr(SAVED, name=file.name)


def _everybody(meetings: Sequence[Meeting], called: Mapping[str, str]) -> Markup | None:
    """Return whom each person could meet, folded: it is as long as the room is large."""
    if not called:
        return None
    people = _people(meetings, called, reading.read_meeting)
    title = trn("Who could meet whom: {n} person", "Who could meet whom: {n} people", len(people))
    return h(
        "details",
        h("summary", title),
        h("ul", *[_person(*one) for one in people], class_="pln-list"),
        data_key="everybody",
    )


Read = Callable[[Meeting, str, Mapping[str, str]], str]
Person = tuple[str, list[str]]  # what somebody is called, and whom they could meet, in sentences


def _people(meetings: Sequence[Meeting], called: Mapping[str, str], read: Read) -> list[Person]:
    """Return everybody who has a meeting, by alias."""
    ordered = sorted(called, key=lambda id: (called[id].casefold(), id))
    return [
        (called[id], [read(one, id, called) for one in meetings if id in one.people])
        for id in ordered
    ]


def _person(alias: str, whom: Sequence[str]) -> Markup:
    lines = h("ul", *[h("li", line) for line in whom], class_="pln-recap")
    return h("li", h("div", h("b", name(alias)), lines, class_="pln-wide"))


def _everything(said: Sequence[Said]) -> Markup | None:
    if not said:
        return None
    ordered = sorted(said, key=lambda one: (one.alias.casefold(), one.asks, one.offers))
    return h(
        "details",
        h("summary", tr("What everybody asks and offers")),
        h("ul", *[_texts(one) for one in ordered], class_="pln-list"),
        data_key="everything",
    )


def _texts(one: Said) -> Markup:
    lines: list[Child] = [h("li", trh("Asks: {what}", what=name(text))) for text in one.asks]
    lines += [h("li", trh("Offers: {what}", what=name(text))) for text in one.offers]
    inside = h("ul", *lines, class_="pln-recap")
    return h("li", h("div", h("b", name(one.alias)), inside, class_="pln-wide"))


def slips(title: str, meetings: Sequence[Meeting], called: Mapping[str, str]) -> File:
    """Return the file with a slip for each person: what they are called, whom to meet, and why."""
    parts = [
        h("section", h("h2", h("bdi", alias)), h("ul", *[h("li", line) for line in whom]))
        for alias, whom in _people(meetings, called, read_match)
    ]
    page = paper(title or tr("Who could meet whom?"), "pln-slips", *parts)
    return File("who-meets-whom.html", "text/html", page)
