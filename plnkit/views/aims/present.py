"""Telling others of an aim: a message or a question, drafted for them, to change, copy or send."""

import json
import re
from collections.abc import Sequence
from typing import get_args
from urllib.parse import quote

from markupsafe import Markup
from msgspec.structs import replace

from plnkit import drafts
from plnkit.html import Child, h
from plnkit.language import N_, Phrases, tr
from plnkit.model import Aim, Book, Member, Support
from plnkit.views.aims.likely import likely
from plnkit.views.aims.parts import aim_of, aims_to_choose, chosen, open_aims, tapped
from plnkit.views.form import Form
from plnkit.views.panel import ChangeBook, button, card, chips, empty, hint, name, question, row
from plnkit.views.plans.reconnect import button_copy
from plnkit.words import listed, quoted

GROUPS = ("social network", "community")
NAMELESS = ""  # a group that is not on the map
KINDS = Phrases({"message": N_("A message: so that they know"), "question": N_("A question")})
SUBJECT = N_("Something that I want to learn")
TEXT = "pln-present-text"
_ADDRESS = re.compile(r"[^\s@,;<>\"]+@[^\s@,;<>\"]+")


class Present(Form):
    """Drafts what shows an aim to some members, or to a group."""

    def __init__(self, change: ChangeBook) -> None:
        super().__init__("present", change)
        self._aim = ""
        self._to: tuple[str, ...] = ()  # ids; a group alone, named or not
        self._kind: drafts.Kind = "message"
        self._edited: dict[str, str] = {}  # by what it is about, and for whom
        self._anew = 0

    def show(self, book: Book) -> Markup:
        """Return what can be chosen, and the draft."""
        aims = open_aims(book)
        if not aims:
            text = tr("Not enough yet: write an aim above, and show it to somebody here.")
            return card(question(tr("Present it to…")), empty(text))
        aim, to = self._at(aims), self._those(book)
        return card(
            question(tr("Present it to…"), key="present"),
            hint(
                tr(
                    "Others can only help with what they have heard of. "
                    "One person is a good beginning."
                )
            ),
            chosen("pln-present-aim", tr("Which aim?"), "aim", aims_to_choose(aims, aim.id)),
            *self._whom(book, aim),
            *(self._draft(book, aim, to) if to is not None else ()),
            self.said(),
            _told(book, aim),
        )

    def _at(self, aims: list[Aim]) -> Aim:
        found = next((aim for aim in aims if aim.id == self._aim), None)
        found = found or next((aim for aim in aims if not aim.presented_to), aims[0])
        self._aim = found.id
        return found

    def _those(self, book: Book) -> tuple[Member, ...] | None:
        """Return those chosen who are still here; nobody for a group without a name; else None."""
        if self._to == (NAMELESS,):
            return ()
        found = (book.entities.get(id) for id in self._to)
        return tuple(m for m in found if isinstance(m, Member)) or None

    # --- to whom ------------------------------------------------------------------------

    def _whom(self, book: Book, aim: Aim) -> list[Child]:
        helps = {s.member for s in book.all(Support) if s.aim == aim.id}
        near = sorted(likely(book, aim), key=lambda m: m.id not in helps)
        people = [
            self._tap(m.id, name(m.name))
            for m in near
            if not _is_group(m) and (m.kind == "person" or m.id in helps)
        ]
        groups = [self._tap(m.id, name(m.name)) for m in near if _is_group(m)]
        nameless = self._tap(NAMELESS, tr("Another group"))
        return [
            h("p", tr("To whom?"), class_="pln-label"),
            tapped(tr("To whom"), "to", people)
            if people
            else hint(tr("Nobody is on your map yet.")),
            h("p", tr("Or to a social network or a group"), class_="pln-label"),
            tapped(tr("To a social network or a group"), "group", [*groups, nameless]),
        ]

    def _tap(self, id: str, words: Child) -> tuple[str, Child, bool]:
        return json.dumps([id]), words, id in self._to

    # --- the draft ----------------------------------------------------------------------

    def _draft(self, book: Book, aim: Aim, to: Sequence[Member]) -> list[Child]:
        about = self._about(aim)
        text = self._edited.get(about, self._written(book, aim, to))
        open_to_all = _is_open(to)
        kinds: list[tuple[str, Child, bool]] = [
            (kind, words, kind == self._kind) for kind, words in KINDS.items()
        ]
        box = h(
            "textarea", text, id=TEXT, class_="pln-field", rows=9, dir="auto", data_change="edit",
            data_value=about, data_key=f"{about}-{self._anew}",
        )  # fmt: skip
        return [
            None if open_to_all else chips(tr("What to send"), "kind", kinds),
            h("label", tr("A draft to change"), for_=TEXT, class_="pln-label"),
            box,
            hint(tr("A group will read this: leave the names of others out."))
            if open_to_all
            else None,
            row(
                button_copy(TEXT),
                None if open_to_all else _mail(to),
                button(tr("I have sent it"), "sent", about),
                button(tr("Draft it anew"), "anew", kind="link"),
            ),
            h("p", class_="pln-said", role="status", data_copied=TEXT),
        ]

    def _about(self, aim: Aim) -> str:
        return json.dumps([aim.id, self._kind, sorted(self._to)])

    def _written(self, book: Book, aim: Aim, to: Sequence[Member]) -> str:
        if _is_open(to):
            return drafts.network_question(aim)
        alone = to[0] if len(to) == 1 else None  # several need not read each other's names
        return drafts.present(aim, alone, self._kind, book.learner)

    # --- what is pressed ----------------------------------------------------------------

    def do_aim(self, value: object) -> None:
        """Go to another aim."""
        self._aim = aim_of(self.book, json.loads(str(value))[1]).id

    def do_to(self, value: object) -> None:
        """Choose a member, or leave them out; a group is not meant then."""
        id = self.book.member(str(json.loads(str(value))[0])).id
        those = self._those(self.book) or ()
        rest = tuple(m.id for m in those if not _is_group(m))
        self._to = tuple(i for i in rest if i != id) if id in rest else (*rest, id)

    def do_group(self, value: object) -> None:
        """Choose a group, named or not; members are not meant then."""
        id = str(json.loads(str(value))[0])
        if id != NAMELESS:
            id = self.book.member(id).id
        self._to = () if self._to == (id,) else (id,)

    def do_kind(self, value: object) -> None:
        """Choose a message or a question."""
        self._kind = next((k for k in get_args(drafts.Kind) if k == value), self._kind)

    def do_edit(self, value: object) -> None:
        """Keep what was changed in a draft, as long as the page is open."""
        about, text = json.loads(str(value))
        self._edited[str(about)] = str(text)

    def do_anew(self, _: object) -> None:
        """Draft it anew; what was changed is gone."""
        self._edited.pop(self._about(aim_of(self.book, self._aim)), None)
        self._anew += 1

    def do_sent(self, value: object) -> None:
        """Remember who was told, and that those who could help were asked."""
        aim, to = aim_of(self.book, self._aim), self._those(self.book)
        if to is None or value != self._about(aim):
            raise ValueError(tr("This draft is not the one that is open: look at it once more."))
        names, ids = listed([m.name for m in to]), tuple(m.id for m in to)
        if to:
            label = tr("Told {names} of {aim}", names=names, aim=quoted(aim.text))
            self._change(lambda book: presented(book, aim.id, ids), label)
        self._edited.pop(self._about(aim), None)
        self._to = ()
        self._said = (
            tr("Noted: you told {names}.", names=names)
            if to
            else tr("Good. A group without a name is not noted.")
        )


def presented(book: Book, aim: str, to: Sequence[str]) -> Book:
    """Return the book in which members were told of an aim, and asked for the help they could give."""
    here = [book.member(id).id for id in to]
    told = tuple(dict.fromkeys((*aim_of(book, aim).presented_to, *here)))
    asked = [
        replace(s, status="asked")
        for s in book.all(Support)
        if s.aim == aim and s.member in here and s.status == "could"
    ]
    return book.update(aim, presented_to=told).with_(*asked)


def _is_group(member: Member) -> bool:
    return member.role in GROUPS


def _is_open(to: Sequence[Member]) -> bool:
    return all(map(_is_group, to))


def _mail(to: Sequence[Member]) -> Markup:
    """Return the link that opens a mail: to one, or to several who do not see each other."""
    found = (_ADDRESS.fullmatch(m.email.strip()) for m in to)
    addresses = ",".join(quote(one.group(), safe="@+") for one in found if one)
    alone = len(to) == 1
    return h(
        "a", tr("Write a mail"), href="mailto:", class_="pln-button pln-quiet", data_mail=TEXT,
        data_to=addresses if alone else None, data_bcc=None if alone else addresses or None,
        data_subject=tr(SUBJECT),
    )  # fmt: skip


def _told(book: Book, aim: Aim) -> Markup:
    names = [book.member(id).name for id in aim.presented_to]
    if not names:
        return hint(tr("You have told nobody about this one yet."))
    return hint(tr("Who knows of it: {names}.", names=listed(names, 6)))
