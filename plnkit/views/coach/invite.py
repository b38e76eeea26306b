"""Invitations: a link for learners, and for the coach's eyes whom it was made for."""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from plnkit.assets import STYLES
from plnkit.errors import BookError
from plnkit.html import Child, h
from plnkit.language import N_, tr
from plnkit.model import Book, Note, clean_name
from plnkit.rooms.coaching import Coaching
from plnkit.views.coach import kept
from plnkit.views.coach.link import drawn, invitation, mail
from plnkit.views.form import Form, Said, submit
from plnkit.views.panel import ChangeBook, button, card, hint, name, question, row
from plnkit.words import isolated, quoted

WHAT_IT_IS = N_(
    "With your link a learner begins a book of their own, and can share with you what they choose. "
    "Nothing is shared before they say so, and they can change it or take it back at any time."
)
ITS_OWN = N_(
    "Each link is for one person: its number tells you who shares. Whom it was "
    "made for is noted only in your book, not in the link."
)
KEEP = N_(
    "Keep your own private link, too: “My link and file”, at the top of this page. What learners "
    "share opens with your key alone, and nobody can give it back to you."
)
NO_PLACE = N_("This workshop does not say where it is just now: reload the page in a moment.")
LINK = "pln-invitation"


class Invite(Form):
    """Makes invitations, and lists them.

    `coaching` returns the coach, None while there is none: then `absent` is all that is said.
    `place` returns where the server is, as {"site": …, "door": …}.
    """

    _css = STYLES["coach"]

    def __init__(
        self,
        change: ChangeBook,
        coaching: Callable[[], Coaching | None],
        place: Callable[[], Mapping[str, str]],
        absent: str,
    ) -> None:
        super().__init__("invite", change)
        self._coaching, self._place, self._absent = coaching, place, absent
        self._at: Mapping[str, str] = {}

    # --- what is seen -------------------------------------------------------------------

    def show(self, book: Book) -> Markup:
        """Return the form, and the invitations, the latest first."""
        title = question(tr("Invite learners"), key="invite")
        coach = self._coaching()
        if coach is None:
            return card(title, hint(tr(self._absent)))
        return card(
            title,
            hint(tr(WHAT_IT_IS)),
            self.form("invite", *self._fields(book)),
            self.said(),
            *self._invitations(book, coach),
            hint(tr(KEEP)),
        )

    def _fields(self, book: Book) -> list[Child]:
        return [
            self.field(
                "called",
                tr("What learners call you"),
                kept.called(book),
                small=tr("Learners see this name beside what they share with you."),
                maxlength=kept.SHORT,
            ),
            self.field(
                "label",
                tr("Whom you invite"),
                small=tr("For your eyes alone: “Rosa, Tuesdays”."),
                maxlength=200,
            ),
            submit(tr("Invite")),
        ]

    def _invitations(self, book: Book, coach: Coaching) -> list[Child]:
        notes = kept.invited(book)
        if not notes:
            return [hint(tr("Nobody is invited yet."))]
        links = [self._link(book, coach, kept.number_of(note)) for note in notes]
        if not all(links):
            return [hint(tr(NO_PLACE))]
        items = [_item(note, link) for note, link in zip(notes, links, strict=True)]
        return [hint(tr(ITS_OWN)), h("ul", *items, class_="pln-list", role="list")]

    def _link(self, book: Book, coach: Coaching, number: str) -> str:
        """Return a link; the server is asked where it is until it has said so."""
        try:
            self._at = self._at or self._place()
        except BookError:
            return ""
        return invitation(self._at, coach.id, kept.called(book), number)

    # --- what is pressed ----------------------------------------------------------------

    def do_invite(self, value: object) -> None:
        """Note whom is invited, and let learners find the coach."""
        said = Said(value)
        called = said.read("called", kept.name_of_coach)
        label = said.read("label", clean_name)
        self.check(said)
        coach = self._coaching()
        if coach is None:
            raise ValueError(tr(self._absent))
        coach.found()
        self._change(
            lambda book: kept.with_invited(kept.with_called(book, called), label),
            tr("Invited {name}", name=isolated(label)),
        )
        self.done(tr("Noted: {name}. Copy the link below, or write a mail.", name=quoted(label)))

    def do_remove(self, value: object) -> None:
        """Take an invitation out of the list; the link that was sent still works."""
        note = self.book.entities.get(str(value))
        if not isinstance(note, Note) or not note.id.startswith(kept.INVITED):
            raise ValueError(tr("This invitation is no longer in the list."))
        label = tr("Took out an invitation: {name}", name=isolated(note.text))
        self._change(lambda book: book.without(note.id), label)
        self._said = tr(
            "Taken out: {name}. A link that was sent still works; undo brings it back.",
            name=quoted(note.text),
        )


def _item(note: Note, link: str) -> Markup:
    """Return an invitation: its link to copy or send, and its QR code, folded."""
    who, id = quoted(note.text), f"{LINK}-{kept.number_of(note)}"
    box = h(
        "input", type="text", id=id, value=link, readonly=True, class_="pln-field", dir="ltr",
        aria_label=tr("The link for {name}", name=who),
    )  # fmt: skip
    write = h("a", tr("Write a mail"), href=mail(link), class_="pln-button pln-quiet")
    code = h(
        "details",
        h("summary", tr("Show it as a QR code, for a camera")),
        drawn(link),
        data_key=f"code-{id}",
    )
    out = button(tr("Take out"), "remove", note.id, "link", tr("Take out {name}", name=who))
    copy = _copy(id, tr("Copy the link for {name}", name=who))
    return h(
        "li",
        h(
            "div",
            h("b", name(note.text)),
            h("div", box, copy, class_="pln-entry"),
            h("p", class_="pln-said", role="status", data_copied=id),
            row(write, out),
            code,
            class_="pln-wide",
        ),
        data_key=note.id,
    )


def _copy(id: str, said: str) -> Markup:
    return h(
        "button",
        tr("Copy the link"),
        type="button",
        class_="pln-button pln-quiet",
        data_copy=id,
        aria_label=said,
    )
