"""Who shares with a coach, the newest change first; what one of them shared; the coach's own notes."""

import json
from collections.abc import Callable

from markupsafe import Markup

from plnkit.aliases import alias_of
from plnkit.errors import BookError
from plnkit.html import Child, h
from plnkit.model import Book, Note
from plnkit.reading.coach import read_items
from plnkit.rooms.coaching import Learner
from plnkit.shares import Share
from plnkit.views.coach import kept
from plnkit.views.coach.following import GONE, Following
from plnkit.views.coach.style import COACH_CSS
from plnkit.views.coach.summary import summary
from plnkit.views.coach.when import moment
from plnkit.views.panel import ChangeBook, Panel, button, card, hint, name, question, row
from plnkit.words import count, isolated, quoted

TITLE = "Who shares with you?"
THEY_SEE = (
    "You see what each of them chose to share, as it is now. When you open it, that is written "
    "down with the time, and they can read it."
)
NOBODY = "Nobody shares with you yet. Invite somebody above: whether they share is up to them."
NOW_NOBODY = "Nobody shares with you now."
WITHDREW = "Somebody withdrew what they had shared. Your notes are kept."
YOURS = "Your notes are yours alone: they lie encrypted in your own book, and no learner sees them."
STALE = "What stands here may be another by now."
BELOW = "What their book says, their map and their pictures stand below."
NOTHING = "Nothing is in it yet beside a name."
ENDED = "Notes on those who share nothing with you now"


class Learners(Panel):
    """Lists learners, opens what one of them shared, and keeps the coach's notes on them.

    `turned` is called when what is open is another one.
    """

    _css = COACH_CSS

    def __init__(
        self, change: ChangeBook, following: Following, absent: str, turned: Callable[[], None]
    ) -> None:
        super().__init__("learners", change)
        self._following, self._absent, self._turned = following, absent, turned
        self._is_there, self._away = False, ""  # a coach; why it cannot be looked just now

    def draw(self, book: Book) -> None:
        """Show who shares now."""
        try:
            self._is_there, self._away = self._following.look(), ""
        except BookError as fault:
            self._away = f"{fault} {STALE}"
        super().draw(book)

    def show(self, book: Book) -> Markup:
        """Return the list, and what is open."""
        title = question(TITLE, key="learners")
        if not self._is_there:
            return card(title, hint(self._away or self._absent))
        following, opened = self._following, self._following.opened
        items = [self._item(one, book) for one in following.learners]
        return card(
            title,
            hint(THEY_SEE),
            hint(self._away) if self._away else None,
            h("p", WITHDREW if following.withdrew else "", class_="pln-said", role="status"),
            hint(_unread(following.unread)) if following.unread else None,
            h("ul", *items, class_="pln-list", role="list") if items else hint(self._nobody(book)),
            self._opened(opened, book) if opened else None,
            *self._ended(book),
        )

    def _nobody(self, book: Book) -> str:
        return NOW_NOBODY if self._following.withdrew or kept.kept(book) else NOBODY

    # --- the list -----------------------------------------------------------------------

    def _item(self, one: Learner, book: Book) -> Markup:
        who, is_open = called(one, book), one is self._following.opened
        said = isolated(who)
        seen = one.seen or self._following.is_told(one)
        press = (
            button("Close", "close", one.id, "quiet", f"Close what {said} shared")
            if is_open
            else button("Open", "open", one.id, "quiet", f"Open what {said} shared")
        )
        return h(
            "li",
            h(
                "div",
                h("b", name(who)),
                h("span", *_shared(one), "" if seen else " Not opened yet.", class_="pln-soft"),
                class_="pln-who",
            ),
            row(press),
            data_key=one.id,
        )

    # --- what is open -------------------------------------------------------------------

    def _opened(self, one: Learner, book: Book) -> Markup:
        return h(
            "section",
            question(["What ", name(called(one, book)), " shared"], key=f"open-{one.id}"),
            hint("They can read that you opened it."),
            *_inside(one.share),
            h("h3", "For you alone", class_="pln-part"),
            hint(YOURS),
            *_fields(one.id, book),
            class_="pln-group",
            data_key=f"opened-{one.id}",
        )

    def _ended(self, book: Book) -> list[Child]:
        """Return the notes on learners who share nothing now, folded."""
        here = {one.id for one in self._following.learners}
        notes = {id: note for id, note in kept.kept(book).items() if id not in here}
        if not notes:
            return []
        items = [_note(id, note, book) for id, note in notes.items()]
        inside = h("ul", *items, class_="pln-list", role="list")
        return [h("details", h("summary", ENDED), inside, data_key="ended")]

    # --- what is pressed ----------------------------------------------------------------

    def do_open(self, value: object) -> None:
        """Open what somebody shared."""
        self._following.open(str(value))
        self._turned()

    def do_close(self, _: object) -> None:
        """Close what is open."""
        self._following.close()
        self._turned()

    def do_label(self, value: object) -> None:
        """Give a learner a label of the coach's own, or take it away."""
        id, text = self._about(value)
        label = kept.label(text)
        said = f"Called a learner {isolated(label)}" if label else "Took away a learner's label"
        self._change(lambda book: kept.with_label(book, id, label), said)

    def do_note(self, value: object) -> None:
        """Keep notes on a learner."""
        id, text = self._about(value)
        if len(text) > kept.LONG:
            raise ValueError(f"Notes can have up to {kept.LONG:,} letters: please shorten them.")
        self._change(
            lambda book: kept.with_text(book, id, text.strip()), "Wrote notes on a learner"
        )

    def do_forget(self, value: object) -> None:
        """Take out the notes on a learner; undo brings them back."""
        id = str(value)
        if id not in kept.kept(self.book):
            raise ValueError("These notes are no longer here.")
        self._change(lambda book: book.without(kept.LEARNER + id), "Took out notes on a learner")

    def _about(self, value: object) -> tuple[str, str]:
        """Return on whom something was typed, and what."""
        id, text = json.loads(str(value))
        here = {one.id for one in self._following.learners} | kept.kept(self.book).keys()
        if id not in here:
            raise ValueError(GONE)
        return str(id), str(text)


def called(one: Learner, book: Book) -> str:
    """Return what a learner is called: by the coach, by themselves, or by an alias."""
    own, share = kept.kept_of(book, one.id).question, one.share
    made_for = kept.label_of(book, share.invitation) if share else ""
    return own or made_for or _own_name(share) or alias_of(one.id)


def _own_name(share: Share | None) -> str:
    if share is None:
        return ""
    named = share.book.learner.name.strip() if share.book else ""
    return named or share.alias.strip()


def _shared(one: Learner) -> list[Child]:
    """Return what was shared, and when."""
    what = read_items(one.share) if one.share else ""
    return [f"{'Changed' if one.changed else 'Shared'} ", *moment(one.at), f": {what}."]


def _inside(share: Share | None) -> list[Child]:
    """Return a summary, and where a whole book is to be seen."""
    if share is None:
        return []
    parts: list[Child] = list(summary(share))
    return [*parts, hint(BELOW)] if share.book else parts or [hint(NOTHING)]


def _fields(id: str, book: Book) -> list[Child]:
    """Return the label and the notes on a learner, to be changed."""
    note, known = kept.kept_of(book, id), [one.text for one in kept.invited(book)]
    label, text, list_ = (f"pln-coach-{part}-{id}" for part in ("label", "note", "invited"))
    return [
        h("label", "What you call them here", for_=label, class_="pln-label"),
        h(
            "input", type="text", id=label, value=note.question, class_="pln-field", maxlength=200,
            list=list_, data_change="label", data_value=id, data_key=label,
        ),
        h("datalist", *[h("option", value=one) for one in dict.fromkeys(known)], id=list_),
        h("label", "Notes", for_=text, class_="pln-label"),
        h(
            "textarea", note.text, id=text, class_="pln-field", maxlength=kept.LONG,
            data_change="note", data_value=id, data_key=text,
        ),
    ]  # fmt: skip


def _note(id: str, note: Note, book: Book) -> Markup:
    who = note.question or alias_of(id)
    said = f"Take out the notes on {quoted(who)}"
    return h(
        "li",
        h("div", h("b", name(who)), *_fields(id, book), class_="pln-wide"),
        row(button("Take out", "forget", id, "link", said)),
        data_key=f"ended-{id}",
    )


def _unread(number: int) -> str:
    return (
        f"{count(number, 'share')} could not be read and {'is' if number == 1 else 'are'} left "
        "out. Whoever it was can share again."
    )
