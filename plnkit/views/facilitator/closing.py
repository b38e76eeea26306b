"""The end of a room: what it leaves to keep, what was done in it, and how it is closed."""

from collections.abc import Callable, Sequence

from markupsafe import Markup

from plnkit.html import Child, h, trh
from plnkit.journal.rooms import Line
from plnkit.language import N_, Lines, tr
from plnkit.model import Book
from plnkit.reading import facilitator as reading
from plnkit.room import Picture
from plnkit.rooms import Chair
from plnkit.views.coach.when import moment
from plnkit.views.facilitator.figures import page_of, table_of
from plnkit.views.facilitator.seat import ChairPanel, Seat
from plnkit.views.panel import button, card, hint, question, row
from plnkit.views.review.exports import File

MEANS = Lines(
    N_(
        "The copies that learners shared with this room are deleted, and asks and offers with them."
    ),
    N_("The join code ends: nobody comes in with it any more."),
    N_("The room's key is forgotten, and the picture with it: save the picture first."),
    N_("Learners keep their books, and find them with their private links."),
    N_("What they shared with a coach stays with the coach."),
    N_("There is no undo."),
)
NO_PICTURE = N_("Not enough yet: there is no picture to save. It takes five who share.")
CLOSED = N_(
    "What was shared with it is deleted, and its join code lets nobody in. Everybody keeps their own book."
)
ANOTHER = N_(
    "To begin another room, stop the server and start it again on the computer that runs it: "
    "“plnkit serve”, with the same file or with another."
)
LATEST = 8  # lines of the audit, before the rest is unfolded


class Closing(ChairPanel):
    """Saves the picture, shows the audit, and closes the room once that was asked for twice.

    `turned` lets the rest of the page follow.
    """

    title = N_("Close the room")

    def __init__(self, seat: Seat, turned: Callable[[], None]) -> None:
        super().__init__("close", seat)
        self._turned = turned
        self._asked = False

    def inside(self, _: Book, chair: Chair) -> Markup:
        """Return what can be kept, what was done, and what closing means."""
        room = chair.room()
        if room is None:
            return Markup("")
        if not room.open:
            return _closed(chair)
        return card(
            question(tr(self.title), key="sure" if self._asked else self.key),
            *self._open(chair),
            self.said(),
            *_audit(chair.lines()),
        )

    def _open(self, chair: Chair) -> list[Child]:
        keep, files = _keep() if chair.picture().picture else (None, hint(tr(NO_PICTURE)))
        means = h("ul", *[h("li", line) for line in MEANS], class_="pln-recap")
        if not self._asked:
            return [keep, files, row(button(tr("Close the room…"), "ask", kind="quiet"))]
        sure = row(
            button(tr("Yes, close it for good"), "close", "sure", "danger"),
            button(tr("Keep it open"), "leave", kind="link"),
        )
        return [h("p", tr("This is what happens:")), means, keep, files, sure]

    # --- what is pressed ----------------------------------------------------------------

    def do_page(self, _: object) -> None:
        """Save the picture as a page."""
        self._save(page_of)

    def do_table(self, _: object) -> None:
        """Save the picture as a table."""
        self._save(lambda picture, _shared, _title: table_of(picture))

    def do_ask(self, _: object) -> None:
        """Say what closing means, and ask once more."""
        self.seated()
        self._asked = True

    def do_leave(self, _: object) -> None:
        """Keep the room open."""
        self._asked = False

    def do_close(self, value: object) -> None:
        """Close the room, if it was asked for twice."""
        if not self._asked or value != "sure":
            raise ValueError(tr("Nothing was closed: press “Close the room…” first, and read it."))
        self.seated().close()
        self._asked = False
        self._turned()

    def _save(self, make: Callable[[Picture, int, str], File]) -> None:
        chair = self.seated()
        found, room = chair.picture(), chair.room()
        if found.picture is None:
            raise ValueError(tr(NO_PICTURE))
        file = make(found.picture, found.shared, room.title if room else "")
        self.send({"file": file._asdict()})
        self._said = tr(
            "Saved as {file}: look where your browser puts what you download.", file=file.name
        )


def _keep() -> tuple[Markup, Markup]:
    said = hint(tr("First keep the picture of the room, if you want to: groups of five and more."))
    page = button(tr("Picture, to read or print"), "page", kind="quiet")
    return said, row(page, button(tr("Picture, as a table (.csv)"), "table", kind="quiet"))


def _closed(chair: Chair) -> Markup:
    """Return the one card of a room that is over; the page shows nothing else of it."""
    return card(
        h("span", class_="pln-room-over"),
        question(tr("The room is closed"), key="closed"),
        h("p", tr(CLOSED)),
        hint(tr(ANOTHER)),
        *_audit(chair.lines()),
    )


def _audit(lines: Sequence[Line]) -> list[Child]:
    """Return what was done in the room, the latest first, and never by whom."""
    told = [h("li", _done(line)) for line in lines]
    rest = told[LATEST:]
    return [
        h(
            "details",
            h("summary", tr("What was done in this room")),
            hint(tr("What was done and when, never by whom.")),
            h("ul", *told[:LATEST], class_="pln-recap"),
            h(
                "details",
                h("summary", tr("Before that")),
                h("ul", *rest, class_="pln-recap"),
                data_key="rest",
            )
            if rest
            else None,
            data_key="audit",
        )
    ]


def _done(line: Line) -> Markup:
    return trh("{what} {when}.", what=reading.read_line(line.what), when=moment(line.at))
