"""Letting a copy go to somebody, changing it, and taking it back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

import msgspec
from markupsafe import Markup

from plnkit import shares
from plnkit.html import Child, h, trh
from plnkit.journal.rooms import Line
from plnkit.language import N_, tr
from plnkit.model import Book
from plnkit.rooms import Recipient, Visit
from plnkit.shares import ITEMS, Share
from plnkit.views.coach.when import moment
from plnkit.views.panel import ChangeBook, button, question, row
from plnkit.views.room.visiting import RoomPanel, Visiting

NOT_THE_SAME = N_("You changed this since: others still see what you shared before.")
LOOK_AGAIN = N_("What would leave has just changed: look at it once more. Nothing was shared.")
NOTHING = N_("Nothing would leave: tick something first.")
LATEST = 5  # lines of the audit, before the rest is unfolded


@dataclass(frozen=True)
class Standing:
    """What would leave, addressed; when a copy was shared, if one was, and whether it is the same."""

    share: Share
    at: datetime | None
    same: bool
    refused: str  # why it cannot leave

    @property
    def mark(self) -> str:
        """What a press must bear, so that nothing leaves but what was on the page."""
        content = msgspec.json.encode(self.share)
        return blake2b(content, digest_size=16, person=b"plnkit-seen").hexdigest()


def standing(visit: Visit, share: Share, to: Recipient) -> Standing:
    """Return how what would leave stands to what is shared. May raise a `BookError`."""
    there = visit.shared(to)
    at, leaving = there.at if there else None, visit.addressed(share, to)
    try:
        shares.encode(leaving)
    except ValueError as fault:
        return Standing(leaving, at, same=False, refused=str(fault))
    refused = "" if _holds(share) else tr(NOTHING)
    return Standing(leaving, at, visit.is_shared(share, to), refused)


def _holds(share: Share) -> bool:
    return share.book is not None or any(getattr(share, item) for item in ITEMS)


class Letting(RoomPanel):
    """A panel from which a copy leaves; `turned` lets others see that it did."""

    first = N_("Share this")
    withdrawn = N_("Withdrawn: the copy is deleted.")

    def __init__(
        self, key: str, visit: Visiting, change: ChangeBook, turned: Callable[[], None]
    ) -> None:
        super().__init__(key, visit, change)
        self._turned = turned
        self._changing = False

    def to(self, visit: Visit) -> Recipient:
        """Return to whom it leaves; raises a `BookError` where that cannot be said."""
        raise NotImplementedError

    def leaves(self, book: Book) -> Share:
        """Return what would leave, addressed to nobody yet."""
        raise NotImplementedError

    def sharing(self) -> str:
        """Return what the button says before anything was shared."""
        return tr(self.first)

    def settled(self, now: Standing) -> bool:
        """Return whether what was shared is what stands here, and is not being changed."""
        return now.same and not self._changing

    def head(self, now: Standing, title: str, shared: str) -> list[Child]:
        """Return the heading, how it stands and, of what was shared, what can be done with it.

        The focus goes to the heading when what it says is another thing.
        """
        settled = self.settled(now)
        state = "shared" if settled else "open" if now.at else "first"
        return [
            question(shared if settled else title, key=f"{self.key}-{state}"),
            self.stands(*_when(now)),
            self._of_shared() if settled else None,
        ]

    def stands(self, *told: Child) -> Markup:
        """Return what became of a press, and how it stands: a screen reader says what is new."""
        said = f"{self._said} " if self._said and told else self._said
        return h("p", said, *told, class_="pln-said", role="status")

    def _of_shared(self) -> Markup:
        return row(button(tr("Change it"), "change", kind="quiet"), _withdraw())

    def actions(self, now: Standing) -> list[Child]:
        """Return what can be done with what would leave, below it."""
        withdraw = _withdraw() if now.at else None
        if self.settled(now):
            return []
        if now.refused:
            return [h("p", now.refused, class_="pln-notice"), row(withdraw)]
        if now.same:
            return [row(button(tr("Leave it as it is"), "leave", kind="quiet"), withdraw)]
        label = tr("Share the change") if now.at else self.sharing()
        return [row(button(label, "share", now.mark), withdraw)]

    # --- what is pressed ----------------------------------------------------------------

    def do_share(self, value: object) -> None:
        """Let go what was on the page, and nothing else."""
        visit, share = self.visiting(), self.leaves(self.book)
        to = self.to(visit)
        now = standing(visit, share, to)
        if now.refused or value != now.mark:
            raise ValueError(now.refused or tr(LOOK_AGAIN))
        if not now.same:  # else it was pressed twice, or in two tabs
            visit.share(share, to)
        self._changing = False
        self._said = tr("The change is shared.") if now.at else ""  # else the time says it
        self._turned()

    def do_withdraw(self, _: object) -> None:
        """Delete the copy."""
        visit = self.visiting()
        visit.withdraw(self.to(visit))
        self._changing = False
        self._said = tr(self.withdrawn)
        self._turned()

    def do_change(self, _: object) -> None:
        """Let what is shared be changed."""
        self._changing = True

    def do_leave(self, _: object) -> None:
        """Leave it as it is."""
        self._changing = False


def _withdraw() -> Markup:
    return button(tr("Withdraw"), "withdraw", kind="link")


def _when(now: Standing) -> list[Child]:
    if now.at is None:
        return []
    shared = trh("Shared {when}.", when=moment(now.at))
    return [shared] if now.same else [tr(NOT_THE_SAME), " ", shared]


def history(lines: Sequence[Line], opened: str, **whose: str) -> Markup | None:
    """Return what was done with a share, the latest first; `opened` is the sentence of who read it."""
    if not lines:
        return None
    told = [h("li", _done(line, opened, **whose)) for line in lines]
    more = h("ul", *told[LATEST:], class_="pln-recap")
    return h(
        "details",
        h("summary", tr("What was done with it")),
        h("ul", *told[:LATEST], class_="pln-recap"),
        h("details", h("summary", tr("Before that")), more, data_key="before")
        if told[LATEST:]
        else None,
        data_key="history",
    )


_DONE = {
    "shared": N_("You shared it {when}."),
    "changed what is shared": N_("You changed it {when}."),
    "withdrew what was shared": N_("You withdrew it {when}."),
    "shared what could not be read": N_("It could not be read, and was left out {when}."),
}


def _done(line: Line, opened: str, **whose: str) -> Markup:
    when = moment(line.at)
    if line.what == "opened what was shared":
        return trh(opened, when=when, **whose)
    if line.what not in _DONE:
        return trh("{what} {when}.", what=line.what, when=when)
    return trh(_DONE[line.what], when=when)
