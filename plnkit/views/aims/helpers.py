"""Who could help with an aim, and how: six kinds of help, and how far each is."""

import json
from dataclasses import dataclass

from markupsafe import Markup

from plnkit import coverage
from plnkit.html import Child, h
from plnkit.language import N_, tr
from plnkit.model import Aim, Book, Member, Support, new_id
from plnkit.views.aims.likely import likely
from plnkit.views.aims.parts import aim_of, aims_to_choose, chosen, open_aims, short, tapped
from plnkit.views.aims.said import HELPS, HELPS_INSIDE, STAGES, WHO
from plnkit.views.panel import ChangeBook, Panel, button, card, chips, empty, name, question
from plnkit.words import isolated, listed, quoted

_STAGES_SAID = {  # for the history
    "could": N_("{who} could help: {help}"),
    "asked": N_("{who} was asked: {help}"),
    "helping": N_("{who} is helping: {help}"),
    "helped": N_("{who} has helped: {help}"),
}


class Helpers(Panel):
    """Asks for one aim and one kind of help at a time who could give it."""

    def __init__(self, change: ChangeBook) -> None:
        super().__init__("helpers", change)
        self._aim = ""
        self._help = "information"

    def show(self, book: Book) -> Markup:
        """Return the question for one aim, and who is named so far."""
        aims = open_aims(book)
        if not aims:
            text = tr("Not enough yet: write an aim above, and say here who could help with it.")
            return card(question(tr("Who could help, and how?")), empty(text, "people"))
        aim = self._at(book)
        return card(
            question(tr("Who could help, and how?"), key="helpers"),
            chosen("pln-helpers-aim", tr("Which aim?"), "aim", aims_to_choose(aims, aim.id)),
            h("p", tr("What kind of help?"), class_="pln-label"),
            chips(tr("Kind of help"), "help", self._kinds()),
            *self._who(book, aim),
            *_so_far(book, aim),
        )

    def _at(self, book: Book) -> Aim:
        found = book.entities.get(self._aim)
        if not isinstance(found, Aim) or found.status != "open":
            rows = coverage.coverage(book)
            found = next((row.aim for row in rows if not row.supports), rows[0].aim)
        self._aim = found.id
        return found

    def _kinds(self) -> list[tuple[str, Child, bool]]:
        return [
            (key, h("span", h("b", tr("{help}:", help=called), " "), does), key == self._help)
            for key, (called, does) in HELPS.items()
        ]

    def _who(self, book: Book, aim: Aim) -> list[Child]:
        asked = WHO[self._help]
        if not book.members:
            nobody = tr("Not enough yet: add somebody on the page before, then name them here.")
            return [h("p", asked, class_="pln-label"), empty(nobody, "people")]
        named = {s.member for s in _of(book, aim) if s.help == self._help}
        options = [
            (json.dumps([aim.id, m.id, self._help]), name(m.name), m.id in named)
            for m in likely(book, aim)
        ]
        return [
            h("p", asked, class_="pln-label"),
            tapped(tr("Who could give {help}", help=HELPS_INSIDE[self._help]), "tap", options),
        ]

    # --- what is pressed ----------------------------------------------------------------

    def do_aim(self, value: object) -> None:
        """Go to another aim."""
        self._aim = aim_of(self.book, json.loads(str(value))[1]).id

    def do_help(self, value: object) -> None:
        """Go to another kind of help."""
        if value in HELPS:
            self._help = str(value)

    def do_tap(self, value: object) -> None:
        """Name a member for a kind of help, or take it back."""
        id, who, help = json.loads(str(value))
        aim, member = aim_of(self.book, id), self.book.member(str(who))
        if help not in HELPS:
            raise ValueError(tr("This is not one of the six kinds of help: reload the page."))
        tap = Tap(aim.id, member.id, help)
        label = (
            N_("{who} no longer named for {aim}: {help}")
            if tap.known(self.book)
            else N_("{who} could help with {aim}: {help}")
        )
        told = {"who": member.name, "aim": quoted(aim.text), "help": HELPS_INSIDE[help]}
        self._change(tap, tr(label, **told))

    def do_status(self, value: object) -> None:
        """Say how far the help of somebody is."""
        id, status = json.loads(str(value))
        support = self._support(id)
        if status not in STAGES:
            raise ValueError(tr("This is not one of the four: reload the page."))
        who = self.book.member(support.member).name
        label = tr(_STAGES_SAID[status], who=who, help=HELPS_INSIDE[support.help])
        self._change(lambda book: book.update(support.id, status=status), label)

    def do_remove(self, value: object) -> None:
        """Take a kind of help out; undo brings it back."""
        support = self._support(value)
        who = self.book.member(support.member).name
        label = tr("No longer named: {who} ({help})", who=who, help=HELPS_INSIDE[support.help])
        self._change(lambda book: book.without(support.id), label)

    def _support(self, id: object) -> Support:
        found = self.book.entities.get(str(id))
        if not isinstance(found, Support):
            raise ValueError(tr("This help is no longer in your book."))  # noqa: TRY004 - for the reader
        return found


@dataclass(frozen=True)
class Tap:
    """The edit that names a member for a kind of help, or takes it back where it is named."""

    aim: str
    member: str
    help: str

    def known(self, book: Book) -> list[str]:
        """Return the ids of what is named already."""
        return [
            s.id
            for s in book.all(Support)
            if (s.aim, s.member, s.help) == (self.aim, self.member, self.help)
        ]

    def __call__(self, book: Book) -> Book:
        """Return the book with it, or without."""
        if known := self.known(book):
            return book.without(*known)
        return book.with_(
            Support(id=new_id(), aim=self.aim, member=self.member, help=self.help)  # type: ignore[arg-type]
        )


# --- who helps so far ---------------------------------------------------------------------------


def _of(book: Book, aim: Aim) -> list[Support]:
    return [s for s in book.all(Support) if s.aim == aim.id]


def _so_far(book: Book, aim: Aim) -> list[Child]:
    named: dict[str, list[Support]] = {}
    for support in _of(book, aim):
        named.setdefault(support.member, []).append(support)
    members = [book.member(id) for id in named]
    lines = [_member(member, named[member.id]) for member in members]
    return [
        h("p", _reading(aim, members), class_="pln-label", role="status"),
        h("ul", *lines, class_="pln-list", role="list") if lines else None,
    ]


def _reading(aim: Aim, members: list[Member]) -> str:
    text = quoted(aim.text)
    if not members:
        return tr("Nobody is named yet for {aim}. One name is a good beginning.", aim=text)
    names = listed([m.name for m in members])
    if len(members) == 1:
        return tr(
            "{name} is the only one named for {aim} so far. Who else might know?",
            name=names,
            aim=text,
        )
    return tr("Named for {aim}: {names}.", aim=text, names=names)


def _member(member: Member, supports: list[Support]) -> Markup:
    return h("li", h("b", name(member.name)), *[_help(member, s) for s in supports],
             data_key=member.id)  # fmt: skip


def _help(member: Member, support: Support) -> Markup:
    called, who = HELPS[support.help][0], isolated(short(member.name))
    label: list[Child] = [called, h("span", f": {who}", class_="pln-hidden")]
    stages = [(key, words, key == support.status) for key, words in STAGES.items()]
    return h(
        "div",
        chosen(f"pln-helpers-{support.id}", label, "status", stages, support.id),
        button(
            tr("Take out"),
            "remove",
            support.id,
            "link",
            tr("Take out {help}: {who}", help=called, who=who),
        ),
        class_="pln-row",
        data_key=support.id,
    )
