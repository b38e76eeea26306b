"""Letting a copy go to somebody, changing it, and taking it back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

import msgspec
from markupsafe import Markup

from plnkit import shares
from plnkit.html import Child, h
from plnkit.journal.rooms import Line
from plnkit.model import Book
from plnkit.rooms import Recipient, Visit
from plnkit.shares import ITEMS, Share
from plnkit.views.coach.when import moment
from plnkit.views.panel import ChangeBook, button, question, row
from plnkit.views.room.visiting import RoomPanel, Visiting

NOT_THE_SAME = "You changed this since: others still see what you shared before."
LOOK_AGAIN = "What would leave has just changed: look at it once more. Nothing was shared."
NOTHING = "Nothing would leave: tick something first."
AGAIN = "Share the change"
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
    return Standing(leaving, at, visit.is_shared(share, to), "" if _holds(share) else NOTHING)


def _holds(share: Share) -> bool:
    return share.book is not None or any(getattr(share, item) for item in ITEMS)


class Letting(RoomPanel):
    """A panel from which a copy leaves; `turned` lets others see that it did."""

    first = "Share this"
    withdrawn = "Withdrawn: the copy is deleted."

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
        return row(button("Change it", "change", kind="quiet"), _withdraw())

    def actions(self, now: Standing) -> list[Child]:
        """Return what can be done with what would leave, below it."""
        withdraw = _withdraw() if now.at else None
        if self.settled(now):
            return []
        if now.refused:
            return [h("p", now.refused, class_="pln-notice"), row(withdraw)]
        if now.same:
            return [row(button("Leave it as it is", "leave", kind="quiet"), withdraw)]
        return [row(button(AGAIN if now.at else self.first, "share", now.mark), withdraw)]

    # --- what is pressed ----------------------------------------------------------------

    def do_share(self, value: object) -> None:
        """Let go what was on the page, and nothing else."""
        visit, share = self.visiting(), self.leaves(self.book)
        to = self.to(visit)
        now = standing(visit, share, to)
        if now.refused or value != now.mark:
            raise ValueError(now.refused or LOOK_AGAIN)
        if not now.same:  # else it was pressed twice, or in two tabs
            visit.share(share, to)
        self._changing = False
        self._said = "The change is shared." if now.at else ""  # else the time says it
        self._turned()

    def do_withdraw(self, _: object) -> None:
        """Delete the copy."""
        visit = self.visiting()
        visit.withdraw(self.to(visit))
        self._changing = False
        self._said = self.withdrawn
        self._turned()

    def do_change(self, _: object) -> None:
        """Let what is shared be changed."""
        self._changing = True

    def do_leave(self, _: object) -> None:
        """Leave it as it is."""
        self._changing = False


def _withdraw() -> Markup:
    return button("Withdraw", "withdraw", kind="link")


def _when(now: Standing) -> list[Child]:
    if now.at is None:
        return []
    shared: list[Child] = ["Shared ", *moment(now.at), "."]
    return shared if now.same else [f"{NOT_THE_SAME} ", *shared]


def history(lines: Sequence[Line], whose: str) -> Markup | None:
    """Return what was done with a share, in words, the latest first; `whose` opened it."""
    if not lines:
        return None
    told = [h("li", _done(line, whose), " ", *moment(line.at), ".") for line in lines]
    more = h("ul", *told[LATEST:], class_="pln-recap")
    return h(
        "details",
        h("summary", "What was done with it"),
        h("ul", *told[:LATEST], class_="pln-recap"),
        h("details", h("summary", "Before that"), more, data_key="before")
        if told[LATEST:]
        else None,
        data_key="history",
    )


_DONE = {
    "shared": "You shared it",
    "changed what is shared": "You changed it",
    "withdrew what was shared": "You withdrew it",
    "shared what could not be read": "It could not be read, and was left out",
}


def _done(line: Line, whose: str) -> str:
    if line.what == "opened what was shared":
        return f"{whose} opened it"
    return _DONE.get(line.what, line.what)
