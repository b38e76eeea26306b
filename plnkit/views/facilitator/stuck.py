"""Where people are, and who has been still for long: by alias, from the server's memory alone."""

from collections.abc import Sequence

from markupsafe import Markup

from plnkit.agenda import PAGES
from plnkit.html import Child, h
from plnkit.language import N_, tr
from plnkit.model import Book
from plnkit.reading import facilitator as reading
from plnkit.rooms import Chair
from plnkit.rooms.chair import Present
from plnkit.views.facilitator.seat import ChairPanel, Seat, open_room
from plnkit.views.panel import card, hint, name, question

STILL = 10  # minutes without a change after which somebody is listed
KEPT = N_("In memory only: it is written down nowhere, and participants are told.")
ASK = N_(
    "Quiet does not mean stuck: somebody may be reading, talking or done. To find"
    " out, ask the whole room, and nobody by their alias."
)
NOBODY = N_("Nobody has been quiet for {minutes} minutes.")


class Stuck(ChairPanel):
    """Counts people on each page, and lists those who have been still for long."""

    title = N_("How many are on each page?")

    def __init__(self, seat: Seat) -> None:
        super().__init__("stuck", seat)

    def inside(self, _: Book, chair: Chair) -> Markup:
        """Return the pages with their counts, and the aliases, the longest first."""
        if open_room(chair) is None:
            return Markup("")
        here = chair.present()
        return card(
            question(tr(self.title), key=self.key),
            h("p", reading.read_here(len(here)), class_="pln-reading"),
            h("ul", *_pages(here), class_="pln-bars"),
            h("h3", tr("Quiet for {minutes} minutes or more", minutes=STILL), class_="pln-part"),
            *_still(here),
            hint(tr(KEPT)),
        )


def _pages(here: Sequence[Present]) -> list[Markup]:
    """Return a row a page; who is on another is counted last."""
    on = {page: sum(one.page == page for one in here) for page in PAGES}
    rows = [(tr("“{said}”", said=PAGES[page]), number) for page, number in on.items()]
    if elsewhere := len(here) - sum(on.values()):
        rows.append((tr("On another page"), elsewhere))
    return [_page(label, number, len(here)) for label, number in rows]


def _page(label: str, number: int, of: int) -> Markup:
    wide = f"width:{100 * number / of if of else 0:.0f}%"
    return h(
        "li",
        h("span", label),
        h("b", reading.read_people(number)),
        h("i", h("i", style=wide), class_="pln-track", aria_hidden="true"),
        data_key=label,
    )


def _still(here: Sequence[Present]) -> list[Child]:
    long = sorted(
        (one for one in here if one.still >= 60 * STILL), key=lambda one: (-one.still, one.alias)
    )
    if not long:
        return [h("p", tr(NOBODY, minutes=STILL))]
    lines = [reading.read_still(one.alias, one.still, PAGES.get(one.page, "")) for one in long]
    return [h("ul", *[h("li", name(line)) for line in lines], class_="pln-recap"), hint(tr(ASK))]
