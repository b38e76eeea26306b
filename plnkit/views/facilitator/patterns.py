"""The room's picture as the facilitator sees it: no other than everybody sees on the wall."""

from markupsafe import Markup

from plnkit.html import h
from plnkit.language import N_, tr, trn
from plnkit.model import Book
from plnkit.rooms import Chair
from plnkit.views.facilitator.seat import ChairPanel, Seat, open_room
from plnkit.views.panel import card, hint, question, row
from plnkit.views.room.picture import shown

SAFE = N_(
    "It shows only groups of five or more, and changes only for five learners or "
    "more at a time: so it gives nobody away, and neither do two pictures side by"
    " side. What would show fewer is hidden, from you as from everybody."
)


class Patterns(ChairPanel):
    """Shows the room's picture."""

    title = N_("The picture of this room")

    def __init__(self, seat: Seat) -> None:
        super().__init__("patterns", seat)

    def inside(self, _: Book, chair: Chair) -> Markup:
        """Return the picture, or what is missing while there is none."""
        if open_room(chair) is None:
            return Markup("")
        found = chair.picture()
        have = trn(
            "{n} learner has shared so far.", "{n} learners have shared so far.", found.shared
        )
        head = card(
            question(tr("How the picture is kept safe"), key=self.key),
            hint(tr(SAFE)),
            h("p", have),
            row(_wall()) if found.picture else None,
            calm=True,
        )
        return h("div", head, shown(found.picture, found.shared), class_="pln-patterns")


def _wall() -> Markup:
    return h(
        "a",
        tr("See it on the wall"),
        href="wall",
        target="_blank",
        rel="noopener",
        class_="pln-button pln-quiet",
    )
