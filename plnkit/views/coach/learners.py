"""Who shares with a coach, the newest change first; what one of them shared; the coach's own notes."""

import json
from collections.abc import Callable

from markupsafe import Markup

from plnkit.aliases import alias_of
from plnkit.assets import STYLES
from plnkit.errors import BookError
from plnkit.html import Child, h, trh
from plnkit.language import N_, tr, trn
from plnkit.model import Book, Note
from plnkit.reading.coach import read_items
from plnkit.rooms.coaching import Learner
from plnkit.shares import Share
from plnkit.views.coach import kept
from plnkit.views.coach.following import GONE, Following
from plnkit.views.coach.summary import summary
from plnkit.views.coach.when import moment
from plnkit.views.panel import ChangeBook, Panel, button, card, hint, name, question, row
from plnkit.words import isolated, quoted

TITLE = N_("Who shares with you?")
THEY_SEE = N_(
    "You see what each of them chose to share, as it is now. When you open it, that is written "
    "down with the time, and they can read it."
)
NOBODY = N_("Nobody shares with you yet. Invite somebody above: whether they share is up to them.")
NOW_NOBODY = N_("Nobody shares with you now.")
WITHDREW = N_("Somebody withdrew what they had shared. Your notes are kept.")
YOURS = N_(
    "Your notes are yours alone: they lie encrypted in your own book, and no learner sees them."
)
STALE = N_("What you see here may have changed by now.")
BELOW = N_("What their book says, their map and their pictures stand below.")
NOTHING = N_("There is nothing in it yet except a name.")
ENDED = N_("Notes on those who share nothing with you now")


class Learners(Panel):
    """Lists learners, opens what one of them shared, and keeps the coach's notes on them.

    `turned` is called when what is open is another one.
    """

    _css = STYLES["coach"]

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
            stale = tr(STALE)
            self._away = f"{fault} {stale}"
        super().draw(book)

    def show(self, book: Book) -> Markup:
        """Return the list, and what is open."""
        title = question(tr(TITLE), key="learners")
        if not self._is_there:
            return card(title, hint(self._away or tr(self._absent)))
        following, opened = self._following, self._following.opened
        items = [self._item(one, book) for one in following.learners]
        return card(
            title,
            hint(tr(THEY_SEE)),
            hint(self._away) if self._away else None,
            h("p", tr(WITHDREW) if following.withdrew else "", class_="pln-said", role="status"),
            hint(_unread(following.unread)) if following.unread else None,
            h("ul", *items, class_="pln-list", role="list") if items else hint(self._nobody(book)),
            self._opened(opened, book) if opened else None,
            *self._ended(book),
        )

    def _nobody(self, book: Book) -> str:
        return tr(NOW_NOBODY if self._following.withdrew or kept.kept(book) else NOBODY)

    # --- the list -----------------------------------------------------------------------

    def _item(self, one: Learner, book: Book) -> Markup:
        who, is_open = called(one, book), one is self._following.opened
        said = isolated(who)
        seen = one.seen or self._following.is_told(one)
        press = (
            button(tr("Close"), "close", one.id, "quiet", tr("Close what {name} shared", name=said))
            if is_open
            else button(
                tr("Open"), "open", one.id, "quiet", tr("Open what {name} shared", name=said)
            )
        )
        return h(
            "li",
            h(
                "div",
                h("b", name(who)),
                h(
                    "span",
                    _shared(one),
                    None if seen else [" ", tr("Not opened yet.")],
                    class_="pln-soft",
                ),
                class_="pln-who",
            ),
            row(press),
            data_key=one.id,
        )

    # --- what is open -------------------------------------------------------------------

    def _opened(self, one: Learner, book: Book) -> Markup:
        return h(
            "section",
            question(trh("What {name} shared", name=name(called(one, book))), key=f"open-{one.id}"),
            hint(tr("They can read that you opened it.")),
            *_inside(one.share),
            h("h3", tr("For you alone"), class_="pln-part"),
            hint(tr(YOURS)),
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
        return [h("details", h("summary", tr(ENDED)), inside, data_key="ended")]

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
        said = (
            tr("Called a learner {name}", name=isolated(label))
            if label
            else tr("Took away a learner's label")
        )
        self._change(lambda book: kept.with_label(book, id, label), said)

    def do_note(self, value: object) -> None:
        """Keep notes on a learner."""
        id, text = self._about(value)
        if len(text) > kept.LONG:
            raise ValueError(
                tr("Notes can have up to {most} characters: please shorten them.", most=kept.LONG)
            )
        self._change(
            lambda book: kept.with_text(book, id, text.strip()), tr("Wrote notes on a learner")
        )

    def do_forget(self, value: object) -> None:
        """Take out the notes on a learner; undo brings them back."""
        id = str(value)
        if id not in kept.kept(self.book):
            raise ValueError(tr("These notes are no longer here."))
        label = tr("Took out notes on a learner")
        self._change(lambda book: book.without(kept.LEARNER + id), label)

    def _about(self, value: object) -> tuple[str, str]:
        """Return on whom something was typed, and what."""
        id, text = json.loads(str(value))
        here = {one.id for one in self._following.learners} | kept.kept(self.book).keys()
        if id not in here:
            raise ValueError(tr(GONE))
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


def _shared(one: Learner) -> Markup:
    """Return what was shared, and when."""
    what = read_items(one.share) if one.share else ""
    if one.changed:
        return trh("Changed {when}: {what}.", when=moment(one.at), what=what)
    return trh("Shared {when}: {what}.", when=moment(one.at), what=what)


def _inside(share: Share | None) -> list[Child]:
    """Return a summary, and where a whole book is to be seen."""
    if share is None:
        return []
    parts: list[Child] = list(summary(share))
    return [*parts, hint(tr(BELOW))] if share.book else parts or [hint(tr(NOTHING))]


def _fields(id: str, book: Book) -> list[Child]:
    """Return the label and the notes on a learner, to be changed."""
    note, known = kept.kept_of(book, id), [one.text for one in kept.invited(book)]
    label, text, list_ = (f"pln-coach-{part}-{id}" for part in ("label", "note", "invited"))
    return [
        h("label", tr("What you call them here"), for_=label, class_="pln-label"),
        h(
            "input", type="text", id=label, value=note.question, class_="pln-field", maxlength=200,
            list=list_, data_change="label", data_value=id, data_key=label,
        ),
        h("datalist", *[h("option", value=one) for one in dict.fromkeys(known)], id=list_),
        h("label", tr("Notes"), for_=text, class_="pln-label"),
        h(
            "textarea", note.text, id=text, class_="pln-field", maxlength=kept.LONG,
            data_change="note", data_value=id, data_key=text,
        ),
    ]  # fmt: skip


def _note(id: str, note: Note, book: Book) -> Markup:
    who = note.question or alias_of(id)
    said = tr("Take out the notes on {name}", name=quoted(who))
    return h(
        "li",
        h("div", h("b", name(who)), *_fields(id, book), class_="pln-wide"),
        row(button(tr("Take out"), "forget", id, "link", said)),
        data_key=f"ended-{id}",
    )


def _unread(number: int) -> str:
    return trn(
        "{n} share could not be read and is left out. Whoever it was can share again.",
        "{n} shares could not be read and are left out. Whoever it was can share again.",
        number,
    )
