"""Members on the page, kept in step: the page has a copy, and only what changed travels.

What a page needs to draw is a few maps of key to record (`records`). A page that comes asks for all
of it; after that each change of the book is one small message. `rev` counts them, so that a page
which missed one asks again.
"""

import logging
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import traitlets

from plnkit.model import Book
from plnkit.views import edits
from plnkit.views.answers import Answers, ChangeBook
from plnkit.views.edits import Ids, Move, Pair, Put, decoded
from plnkit.words import on_ring

Records: TypeAlias = Mapping[str, Mapping[str, Any]]  # group -> key -> record

log = logging.getLogger("plnkit")


class Mirror(Answers):
    """A view of members that the page draws itself; `change`, `undo` and `show_card` do the rest.

    `seen` may put an example in the place of a book that is still empty.
    """

    failure = traitlets.Unicode().tag(sync=True)

    def __init__(
        self,
        key: str,
        change: ChangeBook,
        undo: Callable[[], object],
        show_card: Callable[[str], None],
        seen: Callable[[Book], Book] = lambda book: book,
    ) -> None:
        super().__init__(key, change)
        self._undo, self._show_card, self._seen = undo, show_card, seen
        self._sent: Records = {}
        self._rev = 0
        self._heard = False  # whether a page has asked: before that nobody listens

    def records(self, book: Book) -> Records:
        """Return what the page needs to draw a book."""
        raise NotImplementedError

    def draw(self, book: Book) -> None:
        """Tell the page what is different now."""
        self.book = book
        if self.failure:
            self.failure = ""
        if self._heard:
            self._tell(self._now())

    def _now(self) -> Records:
        """Return what is to be seen: the reader's book, or an example that cannot be changed."""
        seen = self._seen(self.book)
        records = self.records(seen)
        return {**records, "frame": {**records["frame"], "example": seen is not self.book}}

    def _tell(self, now: Records) -> None:
        put, gone = {}, {}
        for group, records in now.items():
            before = self._sent.get(group, {})
            put[group] = {k: r for k, r in records.items() if before.get(k) != r}
            gone[group] = [k for k in before if k not in records]
        self._sent = now
        changes = {"put": _filled(put), "gone": _filled(gone)}
        if changes["put"] or changes["gone"]:
            self._rev += 1
            self.send({"rev": self._rev, **changes})

    def send_state(self, key: Any = None) -> None:
        """Send the state; a page that was away gets the members anew, too."""
        super().send_state(key)
        if key is None and self._heard:
            self.do_need(None)

    def fail(self, sentence: str) -> None:
        """Show a sentence in the place of the members."""
        self.failure = sentence

    def press(self, message: Any) -> None:
        """Answer a message of the page; what was refused is a line in the log, too."""
        super().press(message)
        if self.notice:
            log.warning("what a page asked of the members was refused: %.200s", self.notice)

    # --- what is asked ------------------------------------------------------------------

    def do_need(self, _: object) -> None:
        """Send everything: a page has come, or has missed something."""
        self._heard = True
        self._sent = self._now()
        self.send({"rev": self._rev, "all": True, "put": self._sent, "gone": {}})

    def do_move(self, value: object) -> None:
        """Put a member on a ring and in a sector."""
        move = decoded(value, Move)
        member = self.book.member(move.id)
        label = edits.about(member.name, on_ring(move.ring))
        self._change(lambda book: edits.moved(book, move), label)

    def do_put(self, value: object) -> None:
        """Set a field of one or many members."""
        asked = decoded(value, Put)
        self._change(lambda book: edits.put(book, asked), edits.put_label(self.book, asked))

    def do_tie(self, value: object) -> None:
        """Tie two members, or untie them."""
        pair = decoded(value, Pair)
        a, b = self.book.member(pair.a), self.book.member(pair.b)
        label = edits.tied_label(a, b, tied=pair.tied)
        self._change(lambda book: edits.paired(book, pair), label)

    def do_asked(self, value: object) -> None:
        """Remember whom the learner was asked about."""
        ids = decoded(value, Ids)
        here = [id for id in ids if id in self.book] or ids[:1]
        label = edits.asked_label([self.book.member(id) for id in here])
        self._change(lambda book: edits.asked_about(book, ids), label)

    def do_remove(self, value: object) -> None:
        """Remove members; undo brings them back."""
        ids = decoded(value, Ids)
        self._change(lambda book: edits.removed(book, ids), edits.removed_label(self.book, ids))

    def do_undo(self, _: object) -> None:
        """Take back the last change."""
        self._undo()

    def do_card(self, value: object) -> None:
        """Open the card of a member."""
        self._show_card(self.book.member(str(value)).id)


def _filled(groups: Mapping[str, Any]) -> dict[str, Any]:
    return {group: found for group, found in groups.items() if found}
