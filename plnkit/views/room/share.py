"""What would leave for the room, item by item, exactly as it would leave."""

import json
from collections.abc import Callable

from markupsafe import Markup

from plnkit import chosen
from plnkit.html import Child, h, trh
from plnkit.language import N_, tr
from plnkit.model import Book
from plnkit.rooms import Recipient, Visit
from plnkit.shares import ITEMS as KEYS
from plnkit.shares import Share as Copy
from plnkit.views.panel import ChangeBook, card, hint
from plnkit.views.room import leaving
from plnkit.views.room.items import ITEMS, exact, said
from plnkit.views.room.letting import Letting, Standing, history, standing
from plnkit.views.room.visiting import Visiting, open_room
from plnkit.words import isolated

SEEN = N_(
    "Encrypted where it is kept. While the room is open, the computer that runs "
    "it can read it to draw the room's picture, which shows only groups of five "
    "or more, never you alone."
)
MATCHES = N_(
    "Asks and offers are different: the person you are matched with reads the one"
    " that fits, under your alias; the facilitator reads all of them, also under "
    "your alias."
)
NAMELESS = N_(
    "Names of people on your map are replaced. A name that is not on your map stays as you wrote it: "
    "read all of it once before you let it go."
)
WITHDRAWN = N_(
    "Withdrawn: the copy is deleted. Pictures that were shown stay in people's memory; from the "
    "next picture on you are left out."
)
FEW = 3  # members, before numbers about them say much
FEWER = N_(
    "Not enough yet to say much, with fewer than three members. You may share it all the same."
)
ALIAS = "pln-share-alias"


class ForRoom(Letting):
    """A panel from which what is ticked leaves for the room."""

    withdrawn = WITHDRAWN

    def to(self, visit: Visit) -> Recipient:
        """Return the room; raises a `BookError` where none is open."""
        return open_room(visit)

    def leaves(self, book: Book) -> Copy:
        """Return what is ticked."""
        return leaving.leaving(book)


class Share(ForRoom):
    """Lists what would leave, each item with a tick; `called` returns the alias that the room gives."""

    title = N_("What would leave?")
    first = N_("Share this with the room")
    tells_the_end = True

    def __init__(
        self,
        visit: Visiting,
        change: ChangeBook,
        turned: Callable[[], None],
        called: Callable[[], str],
    ) -> None:
        super().__init__("share", visit, change, turned)
        self._called = called

    def inside(self, book: Book, visit: Visit) -> Markup:
        """Return the items, and what can be done with them."""
        to = open_room(visit)
        now = standing(visit, self.leaves(book), to)
        settled = self.settled(now)
        return card(
            *self.head(now, self.asked, tr("What you shared")),
            h("p", tr(SEEN)),
            hint(tr(MATCHES)),
            None if settled else hint(tr(NAMELESS)),
            self._named(book, now, settled=settled),
            self._list(book, settled=settled),
            exact(now.share),
            *self.actions(now),
            history(visit.lines(to), N_("The room opened it {when}.")),
        )

    def _named(self, book: Book, now: Standing, *, settled: bool) -> Markup:
        given = self._called()
        if settled:
            alias = h("bdi", now.share.alias or given)
            return h("p", trh("Here you are called {alias}.", alias=alias))
        box = h(
            "input", type="text", id=ALIAS, value=leaving.alias(book) or None, class_="pln-field",
            placeholder=given, maxlength=leaving.NAMED, autocomplete="off", data_change="alias",
        )  # fmt: skip
        label = tr("How others in the room see you in matches")
        small = tr(
            "Left empty, you are {alias}. Your name is there only if you type it.",
            alias=isolated(given),
        )
        return h("div", h("label", label, for_=ALIAS, class_="pln-label"), box, hint(small))

    def _list(self, book: Book, *, settled: bool) -> Markup:
        """Return every item; once they are shared, those alone that are."""
        everything, on = leaving.everything(book), leaving.ticked(book)
        keys = [key for key in KEYS if not settled or (key in on and getattr(everything, key))]
        items = [_item(book, everything, key, on=key in on, settled=settled) for key in keys]
        return h("ul", *items, class_="pln-list pln-items", role="list")

    # --- what is chosen -----------------------------------------------------------------

    def do_tick(self, value: object) -> None:
        """Let an item leave, or keep it here."""
        key, on = json.loads(str(value))
        if key not in KEYS:
            raise ValueError(tr("This is not one of the items: reload the page."))
        now = {*leaving.ticked(self.book), key} if on else {*leaving.ticked(self.book)} - {key}
        items = [item for item in KEYS if item in now]
        self._change(lambda book: chosen.keep(book, chosen.ITEMS, items), tr("Chose what to share"))

    def do_alias(self, value: object) -> None:
        """Be called something else, or what the room says."""
        text = leaving.named(str(json.loads(str(value))[1]))
        self._change(lambda book: chosen.keep(book, chosen.ALIAS, [text]), tr("Chose an alias"))


def _item(book: Book, everything: Copy, key: str, *, on: bool, settled: bool) -> Markup:
    """Return an item; one that is empty cannot leave, and has no tick."""
    item, held = ITEMS[key], bool(getattr(everything, key))
    few = held and item.of_members and len(book.members) < FEW
    stays = held and not on
    return h(
        "li",
        _tick(key, on=on) if held and not settled else h("h3", item.title),
        said(everything, key),
        hint(tr(FEWER)) if few else None,
        h("p", tr("Not ticked: it stays here."), class_="pln-soft") if stays else None,
        class_="pln-stays" if stays else None,
        data_key=key,
    )


def _tick(key: str, *, on: bool) -> Child:
    return h(
        "button", ITEMS[key].title, type="button", class_="pln-chip",
        aria_pressed="true" if on else "false", data_do="tick",
        data_value=json.dumps([key, not on]), data_key=f"tick-{key}",
    )  # fmt: skip
