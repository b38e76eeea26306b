"""Sharing with a coach who invited the learner: a summary, or the whole book."""

import json
from collections.abc import Callable

from markupsafe import Markup
from msgspec.structs import replace

from plnkit import chosen
from plnkit.aliases import alias_of
from plnkit.errors import BookError
from plnkit.html import Child, h
from plnkit.model import Book, Wave
from plnkit.rooms import Recipient, Visit
from plnkit.shares import ITEMS as KEYS
from plnkit.shares import Share as Copy
from plnkit.views.panel import ChangeBook, button, card, chips, hint, question, row
from plnkit.views.room import leaving
from plnkit.views.room.items import ITEMS, exact, said
from plnkit.views.room.letting import Letting, Standing, history, standing
from plnkit.views.room.visiting import Visiting
from plnkit.words import isolated

SOMEBODY = "your coach"
ALIAS = "pln-coach-alias"
NOTHING = "-"  # where nothing is chosen yet, and a name may be
CALLED = 60  # characters of what a coach is called
UNKNOWN = "This invitation leads to nobody here: ask your coach for the link again."
SEALED = (
    "Sealed for your coach alone: where it is kept, nobody reads it without your coach's key. While "
    "your page or your coach's is open, the computer that runs this workshop could read it. When "
    "your coach opens what you shared, a line here says so."
)
KNOWN = "By the invitation that you followed, your coach knows for whom it was made."
WHAT = {
    "summary": "A summary",
    "book": "My whole book",
}
MEANS = {
    "summary": "What is ticked above, without names: the ticks are those for the room.",
    "book": (
        "With names and notes, so that you can talk about people by name. They did not choose this: "
        "think of whom it names. But not how you feel, nor how able: that is left out, and yours alone."
    ),
}
BEFORE = "A coach whose invitation you followed before still has what you shared with them."
CHOOSE = "Nothing is chosen, and nothing leaves until you share it."


class WithCoach(Letting):
    """Lets a copy go to the coach; nothing where nobody invited the learner."""

    withdrawn = (
        "Withdrawn: the copy is deleted, and gone from your coach's page at once. What they have "
        "read they may remember, and their notes are theirs."
    )

    def __init__(
        self,
        visit: Visiting,
        change: ChangeBook,
        turned: Callable[[], None],
        picture: Callable[[Wave], Book],
    ) -> None:
        super().__init__("coach", visit, change, turned)
        self._picture = picture

    @property
    def called(self) -> str:
        """What the coach is called, as the invitation says."""
        _, *names = chosen.lines(self.book, chosen.COACH) or ("",)
        return next((name[:CALLED] for name in names), SOMEBODY)

    @property
    def title(self) -> str:  # type: ignore[override]
        """The question of the card."""
        return f"Share with {'your coach ' if self.called != SOMEBODY else ''}{self.called}?"

    @property
    def first(self) -> str:  # type: ignore[override]
        """What the button says before anything was shared."""
        return f"Share this with {self.called}"

    def show(self, book: Book) -> Markup:
        """Return the card, where a coach invited the learner."""
        return super().show(book) if chosen.lines(book, chosen.COACH) else Markup("")

    def inside(self, book: Book, visit: Visit) -> Markup:
        """Return what the coach may have, and how it stands."""
        to, what = self.to(visit), _what(book)
        options: list[tuple[str, Child, bool]] = [(k, text, k == what) for k, text in WHAT.items()]
        now = standing(visit, self.leaves(book), to) if what else None
        return card(
            *(
                self.head(now, self.title, f"What {self.called} has of you")
                if now
                else self._open()
            ),
            h("p", SEALED),
            hint(KNOWN) if _invited(book)[1] else None,
            chips("What your coach may have", "what", options),
            *(self._chosen(book, now) if now else self._unchosen(visit, to)),
            self._before(book, visit),
            history(visit.lines(to), self.called),
        )

    def _open(self) -> list[Child]:
        return [question(self.title, key="coach"), self.stands()]

    def _unchosen(self, visit: Visit, to: Recipient) -> list[Child]:
        there = visit.shared(to)
        away = button("Withdraw", "withdraw", kind="quiet") if there else None
        leave = button("This is not my coach", "forget", kind="link") if not there else None
        return [hint(CHOOSE), row(away, leave)]

    def _chosen(self, book: Book, now: Standing) -> list[Child]:
        what = _what(book)
        return [
            hint(MEANS[what]),
            _summary(now.share) if what == "summary" else None,
            self._named(book, now),
            *self.actions(now),
        ]

    def _named(self, book: Book, now: Standing) -> Markup:
        """Return what the coach calls the learner, and lets it be said."""
        own = book.learner.name.strip() if now.share.book else ""
        given = own or alias_of(now.share.id)
        if self.settled(now):
            name = h("bdi", now.share.alias or given)
            return h("p", "Here you are called ", name, ".")
        box = h(
            "input", type="text", id=ALIAS, value=_name(book) or None, class_="pln-field",
            placeholder=given, maxlength=leaving.NAMED, autocomplete="off", data_change="alias",
        )  # fmt: skip
        label = h("label", f"What should {self.called} call you?", for_=ALIAS, class_="pln-label")
        return h("div", label, box, hint(f"Left empty, they see {isolated(given)}."))

    def _before(self, book: Book, visit: Visit) -> Markup | None:
        """Return how to withdraw from a coach of before, whose invitation another has replaced."""
        if not _others(book, visit):
            return None
        withdraw = button("Withdraw that, too", "before", kind="quiet")
        return h("div", h("p", BEFORE), row(withdraw), class_="pln-group")

    def to(self, visit: Visit) -> Recipient:
        """Return the coach; raises a `BookError` where the invitation leads nowhere."""
        found = visit.coach(_coach(self.book))
        if found is None:
            raise BookError(UNKNOWN)
        return found

    def leaves(self, book: Book) -> Copy:
        """Return the summary or the whole book, as chosen."""
        match _what(book):
            case "book":
                share = leaving.whole(book, self._picture, _name(book))
            case "summary":
                share = replace(leaving.leaving(book), alias=_name(book))
            case _:
                raise ValueError(CHOOSE)
        return replace(share, invitation=_invited(book)[1])

    # --- what is pressed ----------------------------------------------------------------

    def do_what(self, value: object) -> None:
        """Choose what the coach may have; pressed again, nothing."""
        if value not in WHAT:
            raise ValueError("This is not one of the choices: reload the page.")
        self._choose("" if value == _what(self.book) else str(value), _name(self.book))

    def do_alias(self, value: object) -> None:
        """Be called something by the coach, or what the coach's page says."""
        self._choose(_what(self.book), leaving.named(str(json.loads(str(value))[1])))

    def do_before(self, _: object) -> None:
        """Delete what a coach of before has."""
        visit = self.visiting()
        for one in _others(self.book, visit):
            visit.withdraw(one)
        self._said = self.withdrawn

    def do_forget(self, _: object) -> None:
        """Leave the invitation."""
        self._change(lambda book: book.without(chosen.COACH), "Left an invitation")

    def _choose(self, what: str, name: str) -> None:
        now = _all_chosen(self.book) | {_coach(self.book): (what, name)}
        lines = [f"{coach} {one or NOTHING} {name}" for coach, (one, name) in now.items()]
        self._change(
            lambda book: chosen.keep(book, chosen.FOR_COACH, lines), "Chose what a coach may have"
        )


def _coach(book: Book) -> str:
    """Return the id of the coach who invited the learner last."""
    return _invited(book)[0]


def _invited(book: Book) -> tuple[str, str]:
    """Return the id of the coach, and the number of the invitation, "" where it had none."""
    id, _, number = next(iter(chosen.lines(book, chosen.COACH) or ()), "").partition(" ")
    return id, number[:8]


def _all_chosen(book: Book) -> dict[str, tuple[str, str]]:
    """Return what each coach may have and calls the learner, by id: it is not the next one's."""
    lines = chosen.lines(book, chosen.FOR_COACH) or ()
    parts = ([*line.split(" ", 2), "", ""] for line in lines)
    return {coach: (what if what in WHAT else "", name) for coach, what, name, *_ in parts}


def _what(book: Book) -> str:
    return _all_chosen(book).get(_coach(book), ("", ""))[0]


def _name(book: Book) -> str:
    return _all_chosen(book).get(_coach(book), ("", ""))[1][: leaving.NAMED].strip()


def _others(book: Book, visit: Visit) -> list[Recipient]:
    """Return the coaches of before with whom something is still shared."""
    found = (visit.coach(id) for id in _all_chosen(book) if id != _coach(book))
    return [one for one in found if one and visit.shared(one)]


def _summary(share: Copy) -> Markup:
    keys = [key for key in KEYS if getattr(share, key)]
    items = [h("li", h("h3", ITEMS[key].title), said(share, key), data_key=key) for key in keys]
    return h(
        "details",
        h("summary", "What the summary holds"),
        h("ul", *items, class_="pln-list pln-items", role="list"),
        exact(share),
        data_key="holds",
    )
