"""Sharing with a coach who invited the learner: a summary, or the whole book."""

import json
from collections.abc import Callable

from markupsafe import Markup
from msgspec.structs import replace

from plnkit import chosen
from plnkit.aliases import alias_of
from plnkit.errors import BookError
from plnkit.html import Child, h, trh
from plnkit.language import N_, Phrases, tr
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

ALIAS = "pln-coach-alias"
NOTHING = "-"  # where nothing is chosen yet, and a name may be
CALLED = 60  # characters of what a coach is called
UNKNOWN = N_("This invitation leads to nobody here: ask your coach for the link again.")
SEALED = N_(
    "Encrypted for your coach alone: where it is kept, nobody can read it without"
    " your coach's key. But while your page or your coach's is open, the computer"
    " that runs this workshop could. When your coach opens it, you see that here."
)
KNOWN = N_("By the invitation that you followed, your coach knows for whom it was made.")
WHAT = Phrases({"summary": N_("A summary"), "book": N_("My whole book")})
MEANS = Phrases(
    {
        "summary": N_("What is ticked above, without names: the ticks are those for the room."),
        "book": N_(
            "With names and notes, so that you can talk about people by name. They did "
            "not choose this: think of them, too. How you feel, and how able, is left "
            "out: that is yours alone."
        ),
    }
)
BEFORE = N_("A coach whose invitation you followed before still has what you shared with them.")
CHOOSE = N_("Nothing is chosen, and nothing leaves until you share it.")


class WithCoach(Letting):
    """Lets a copy go to the coach; nothing where nobody invited the learner."""

    withdrawn = N_(
        "Withdrawn: the copy is deleted, and gone from your coach's page at once. "
        "Your coach may remember what they have read, and keeps their own notes."
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
        """What the coach is called, as the invitation says; "" where it says nothing."""
        _, *names = chosen.lines(self.book, chosen.COACH) or ("",)
        return next((name[:CALLED] for name in names), "")

    def _say(self, nameless: str, named: str) -> str:
        """Return a sentence about the coach, by name where there is one."""
        return tr(named, coach=self.called) if self.called else tr(nameless)

    @property
    def asked(self) -> str:
        """The question of the card."""
        return self._say(N_("Share with your coach?"), N_("Share with your coach {coach}?"))

    def sharing(self) -> str:
        """Return what the button says before anything was shared."""
        return self._say(N_("Share this with your coach"), N_("Share this with {coach}"))

    def show(self, book: Book) -> Markup:
        """Return the card, where a coach invited the learner."""
        return super().show(book) if chosen.lines(book, chosen.COACH) else Markup("")

    def inside(self, book: Book, visit: Visit) -> Markup:
        """Return what the coach may have, and how it stands."""
        to, what = self.to(visit), _what(book)
        options: list[tuple[str, Child, bool]] = [(k, text, k == what) for k, text in WHAT.items()]
        now = standing(visit, self.leaves(book), to) if what else None
        return card(
            *(self.head(now, self.asked, self._shared()) if now else self._open()),
            h("p", tr(SEALED)),
            hint(tr(KNOWN)) if _invited(book)[1] else None,
            chips(tr("What your coach may have"), "what", options),
            *(self._chosen(book, now) if now else self._unchosen(visit, to)),
            self._before(book, visit),
            self._history(visit, to),
        )

    def _shared(self) -> str:
        return self._say(N_("What your coach has of you"), N_("What {coach} has of you"))

    def _history(self, visit: Visit, to: Recipient) -> Markup | None:
        nameless, named = N_("Your coach opened it {when}."), N_("{coach} opened it {when}.")
        opened = named if self.called else nameless
        return history(visit.lines(to), opened, coach=self.called)

    def _open(self) -> list[Child]:
        return [question(self.asked, key="coach"), self.stands()]

    def _unchosen(self, visit: Visit, to: Recipient) -> list[Child]:
        there = visit.shared(to)
        away = button(tr("Withdraw"), "withdraw", kind="quiet") if there else None
        leave = button(tr("This is not my coach"), "forget", kind="link") if not there else None
        return [hint(tr(CHOOSE)), row(away, leave)]

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
            alias = h("bdi", now.share.alias or given)
            return h("p", trh("Here you are called {alias}.", alias=alias))
        box = h(
            "input", type="text", id=ALIAS, value=_name(book) or None, class_="pln-field",
            placeholder=given, maxlength=leaving.NAMED, autocomplete="off", data_change="alias",
        )  # fmt: skip
        asked = self._say(
            N_("What should your coach call you?"), N_("What should {coach} call you?")
        )
        label = h("label", asked, for_=ALIAS, class_="pln-label")
        small = hint(tr("Left empty, they see {alias}.", alias=isolated(given)))
        return h("div", label, box, small)

    def _before(self, book: Book, visit: Visit) -> Markup | None:
        """Return how to withdraw from a coach of before, whose invitation another has replaced."""
        if not _others(book, visit):
            return None
        withdraw = button(tr("Withdraw that, too"), "before", kind="quiet")
        return h("div", h("p", tr(BEFORE)), row(withdraw), class_="pln-group")

    def to(self, visit: Visit) -> Recipient:
        """Return the coach; raises a `BookError` where the invitation leads nowhere."""
        found = visit.coach(_coach(self.book))
        if found is None:
            raise BookError(tr(UNKNOWN))
        return found

    def leaves(self, book: Book) -> Copy:
        """Return the summary or the whole book, as chosen."""
        match _what(book):
            case "book":
                share = leaving.whole(book, self._picture, _name(book))
            case "summary":
                share = replace(leaving.leaving(book), alias=_name(book))
            case _:
                raise ValueError(tr(CHOOSE))
        return replace(share, invitation=_invited(book)[1])

    # --- what is pressed ----------------------------------------------------------------

    def do_what(self, value: object) -> None:
        """Choose what the coach may have; pressed again, nothing."""
        if value not in WHAT:
            raise ValueError(tr("This is not one of the choices: reload the page."))
        self._choose("" if value == _what(self.book) else str(value), _name(self.book))

    def do_alias(self, value: object) -> None:
        """Be called something by the coach, or what the coach's page says."""
        self._choose(_what(self.book), leaving.named(str(json.loads(str(value))[1])))

    def do_before(self, _: object) -> None:
        """Delete what a coach of before has."""
        visit = self.visiting()
        for one in _others(self.book, visit):
            visit.withdraw(one)
        self._said = tr(self.withdrawn)

    def do_forget(self, _: object) -> None:
        """Leave the invitation."""
        self._change(lambda book: book.without(chosen.COACH), tr("Left an invitation"))

    def _choose(self, what: str, name: str) -> None:
        now = _all_chosen(self.book) | {_coach(self.book): (what, name)}
        lines = [f"{coach} {one or NOTHING} {name}" for coach, (one, name) in now.items()]
        self._change(
            lambda book: chosen.keep(book, chosen.FOR_COACH, lines),
            tr("Chose what a coach may have"),
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
        h("summary", tr("What the summary holds")),
        h("ul", *items, class_="pln-list pln-items", role="list"),
        exact(share),
        data_key="holds",
    )
