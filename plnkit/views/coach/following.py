"""Who shares with a coach now, as a page has seen it; what one of them shared may be open."""

from collections.abc import Callable

from plnkit.language import N_, tr
from plnkit.model import Book
from plnkit.rooms.coaching import Coaching, Learner
from plnkit.rooms.whole import book_in

GONE = N_("This is no longer shared with you.")


class Following:
    """Looks at what is shared, and opens it; each version that is opened is written down once."""

    def __init__(self, coaching: Callable[[], Coaching | None]) -> None:
        self._coaching = coaching
        self._learners: dict[str, Learner] = {}  # the newest change first
        self._open = ""  # whose share is open
        self._told: set[tuple[str, str]] = set()  # who, and which version: the learner can read it
        self._book: tuple[Learner | None, Book | None] = (None, None)
        self.withdrew = False  # somebody, since the page is here

    @property
    def learners(self) -> list[Learner]:
        """Those whose share can be read, the newest change first."""
        return [one for one in self._learners.values() if one.share]

    @property
    def unread(self) -> int:
        """How many shares cannot be read."""
        return len(self._learners) - len(self.learners)

    @property
    def opened(self) -> Learner | None:
        """Whose share is open; nobody's before it is written down."""
        one = self._learners.get(self._open)
        return one if one and one.share and self.is_told(one) else None

    @property
    def book(self) -> Book | None:
        """The whole book of the one who is open, where it was shared."""
        one = self.opened
        if one is not self._book[0]:
            content = one.share.book if one and one.share else None
            self._book = (one, book_in(content) if content else None)
        return self._book[1]

    def is_told(self, one: Learner) -> bool:
        """Return whether it is written down that this version was opened here."""
        return (one.id, one.mark) in self._told

    def look(self) -> bool:
        """Look at what is shared; return whether there is a coach. Raises a `BookError`."""
        coach = self._coaching()
        if coach is None:
            return False
        known = {id: one.mark for id, one in self._learners.items()}
        if coach.marks() != known:
            self._take(coach.learners())
        self._tell(coach)
        return True

    def open(self, id: str) -> None:
        """Open what somebody shares now. Raises ValueError where it is gone, or a `BookError`."""
        self.look()
        one = self._learners.get(id)
        if one is None or one.share is None:
            raise ValueError(tr(GONE))
        self._open, self.withdrew = id, False
        self.look()

    def close(self) -> None:
        """Close what is open."""
        self._open = ""

    def _take(self, found: list[Learner]) -> None:
        ordered = sorted(found, key=lambda one: (one.at, one.id), reverse=True)
        now = {one.id: self._same(one) for one in ordered}
        self.withdrew = self.withdrew or bool(self._learners.keys() - now.keys())
        self._learners = now
        if self._open not in now:
            self._open = ""

    def _same(self, one: Learner) -> Learner:
        """Return the learner as known already, where nothing is another: what is drawn can stay."""
        known = self._learners.get(one.id)
        return known if known and known.mark == one.mark else one

    def _tell(self, coach: Coaching) -> None:
        """Write down that what is open was opened, once for each version."""
        one = self._learners.get(self._open)
        if one and one.share and not self.is_told(one):
            coach.opened(one.id)
            self._told.add((one.id, one.mark))
