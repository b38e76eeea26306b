"""The member card: everything that is said of one member, in plain groups; saved as it is changed."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from plnkit import rhythm, words
from plnkit.html import Child, h, trh
from plnkit.language import N_, Phrases, tr
from plnkit.model import Aim, Book, Interaction, Member, Rhythm, Support, Tie, tie_id
from plnkit.model.entities import PERSON_ROLES, SOURCE_ROLES, clean_name
from plnkit.reading.network import said_channel
from plnkit.reading.removal import gone_with
from plnkit.views.edits import (
    about,
    asked_about,
    asked_label,
    inside,
    removed_label,
    seated,
    takes_part,
    tied_label,
)
from plnkit.views.panel import ChangeBook, Panel, begun, button, chips, day, hint, name, row

LATEST = 5  # interactions on a card
YES_NO = Phrases({"yes": N_("Yes"), "no": N_("No")})
TRUST = {str(n): str(n) for n in range(1, 6)}
STAGES = Phrases(  # of help, in short
    {
        "could": N_("could"),
        "asked": N_("asked"),
        "helping": N_("helping"),
        "helped": N_("helped"),
    }
)


@dataclass(frozen=True)
class Field:
    """One thing that can be said of a member: how it is asked, and how a text becomes its value."""

    _label: str
    read: Callable[[str], Any] = str.strip
    options: Mapping[str, str] | None = None  # to choose from; without them it is typed
    long: bool = False
    _small: str = ""

    @property
    def label(self) -> str:
        """How it is asked, in the reader's language."""
        return tr(self._label)

    @property
    def small(self) -> str:
        """How it is to be typed."""
        return tr(self._small)


def _or_none(text: str) -> str | None:
    return text or None


def _yes(text: str) -> bool | None:
    return None if not text else text == "yes"


def _number(text: str) -> int | None:
    return int(text) if text else None


def _list(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


FIELDS = {
    "name": Field(N_("Name or nickname"), clean_name),
    "role": Field(N_("Who they are to you"), _or_none, {}),
    "organisation": Field(N_("Organisation")),
    "my_organisation": Field(N_("In your own organisation?"), _yes, YES_NO),
    "email": Field(N_("E-mail")),
    "url": Field(N_("Web address")),
    "began": Field(
        N_("How it began"),
        _or_none,
        Phrases({"in person": N_("In person"), "online": N_("Online")}),
    ),
    "met": Field(N_("Have you met?"), _yes, YES_NO),
    "participation": Field(N_("How much you take part"), _or_none, {}),
    "trust_competence": Field(N_("I trust what they know (5 is most)"), _number, TRUST),
    "trust_goodwill": Field(N_("I trust that they mean well (5 is most)"), _number, TRUST),
    "intent": Field(N_("What I want to learn with or from them"), long=True),
    "topics": Field(N_("Topics"), _list, _small=N_("With commas between them.")),
    "rhythm": Field(
        N_("In touch about every … days"),
        rhythm.parsed,
        _small=N_("14, or 14 to 30: at the longest 30."),
    ),
    "status": Field(
        N_("Now"),
        str,
        Phrases(
            {
                "active": N_("Active"),
                "paused": N_("Paused: no reminders"),
                "dormant": N_("Dormant"),
            }
        ),
    ),
    "note": Field(N_("Notes"), long=True),
}
CONNECT = N_("How we connect")
GROUPS = {
    N_("Who"): ("name", "role", "organisation", "my_organisation", "email", "url"),
    CONNECT: ("began", "met", "participation", "trust_competence", "trust_goodwill"),
    N_("What I want to learn"): ("intent", "topics"),
    N_("Rhythm"): ("rhythm", "status"),
    N_("Notes"): ("note",),
}


class Card(Panel):
    """The card of one member, over the page that it was opened from."""

    def __init__(self, key: str, change: ChangeBook) -> None:
        super().__init__(key, change)
        self._id = ""

    def pick(self, id: str) -> None:
        """Open the card of a member."""
        self._id, self.notice = id, ""
        self.draw(self.book)

    def show(self, book: Book) -> Markup:
        """Return the card, or nothing while none is open."""
        member = book.entities.get(self._id)
        if not isinstance(member, Member):
            return Markup("")
        title = f"{self.key}-title"
        return h(
            "dialog",
            h(
                "div",
                h("h2", name(member.name), id=title, class_="pln-question"),
                button(tr("Close"), "shut", kind="quiet"),
                class_="pln-head",
            ),
            super()._notice(),
            *[self._group(book, member, group) for group in GROUPS],
            _happened(book, member),
            _aims(book, member),
            _what_goes(book, member),
            row(button(tr("Remove from the map"), "remove", member.id, kind="link")),
            class_="pln-sheet",
            aria_labelledby=title,
            data_key=member.id,
        )

    def _notice(self) -> Markup:
        return Markup("") if self._id in self.book else super()._notice()

    def _group(self, book: Book, member: Member, group: str) -> Markup:
        fields = [_field(member, key) for key in GROUPS[group]]
        before = _taps(book, member) if group == CONNECT else []
        after = _ties(book, member) if group == CONNECT else []
        return h("section", h("h3", tr(group)), *before, *fields, *after, class_="pln-group")

    # --- what is done on it -------------------------------------------------------------

    def do_shut(self, _: object) -> None:
        """Close the card."""
        self._id = ""

    do_close = do_shut

    def do_set(self, value: object) -> None:
        """Keep what was said in one field."""
        where, text = json.loads(str(value))
        id, key = json.loads(where)
        member, field = self.book.member(id), FIELDS[key]
        if field.options is not None and text and text not in _options(member, key):
            raise ValueError(tr("This is not one of the choices: reload the page."))
        said = field.read(text)
        label = about(member.name, inside(field.label))
        self._change(lambda book: book.update(id, **{key: said}), label)

    def do_ring(self, value: object) -> None:
        """Put the member on a ring, or off it."""
        id, ring = json.loads(str(value))
        member = self.book.member(id)
        now = None if member.closeness == ring else ring
        label = about(member.name, words.on_ring(now))
        self._change(lambda book: book.with_(seated(book, book.member(id), now)), label)

    def do_channel(self, value: object) -> None:
        """Add a channel, or take it away."""
        id, channel = json.loads(str(value))
        had = self.book.member(id).channels
        now = tuple(c for c in had if c != channel) if channel in had else (*had, channel)
        label = about(self.book.member(id).name, said_channel(channel))
        self._change(lambda book: book.update(id, channels=now), label)

    def do_tie(self, value: object) -> None:
        """Tie the member to the one that was chosen, or untie them."""
        a, b = (self.book.member(i) for i in json.loads(str(value)))
        tie = tie_id(a.id, b.id)
        known = tie in self.book
        label = tied_label(a, b, tied=not known)
        if known:
            self._change(lambda book: book.without(tie), label)
        else:
            self._change(lambda book: book.with_(Tie(a=a.id, b=b.id)), label)

    def do_tie_to(self, value: object) -> None:
        """Tie the member to another, chosen from a list."""
        if tie_id(self._id, str(value)) not in self.book:
            self.do_tie(json.dumps([self._id, str(value)]))

    def do_asked(self, value: object) -> None:
        """Remember that the learner was asked whom this member knows."""
        member = self.book.member(str(value))
        self._change(lambda book: asked_about(book, (member.id,)), asked_label([member]))

    def do_remove(self, value: object) -> None:
        """Remove the member; undo brings it back."""
        member = self.book.member(str(value))
        self._id = ""
        label = removed_label(self.book, (member.id,))
        self._change(lambda book: book.without(member.id), label)


# --- the parts of it ----------------------------------------------------------------------------


def _options(member: Member, key: str) -> Mapping[str, str]:
    if key == "role":
        roles = PERSON_ROLES if member.kind == "person" else SOURCE_ROLES
        return {role: words.ROLE[role] for role in roles}
    if key == "participation":
        return takes_part()
    return FIELDS[key].options or {}


def _said(member: Member, key: str) -> str:
    value = getattr(member, key)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, Rhythm):
        return rhythm.text(value)
    return "" if value is None else str(value)


def _field(member: Member, key: str) -> Markup:
    field, said = FIELDS[key], _said(member, key)
    where = json.dumps([member.id, key])
    id = f"pln-card-{key}"
    shared = {"id": id, "class_": "pln-field", "dir": "auto", "data_change": "set"}
    shared["data_value"] = where
    if field.options is not None:
        blank = {} if key == "status" else {"": tr("Not said")}
        options = [
            h("option", text, value=value, selected=value == said)
            for value, text in {**blank, **_options(member, key)}.items()
        ]
        box = h("select", *options, value=said, **shared)
    elif field.long:
        box = h("textarea", said, rows=3, **shared)
    else:
        box = h("input", type="text", value=said, autocomplete="off", **shared)
    label = h("label", field.label, for_=id, class_="pln-label")
    small = hint(field.small) if field.small else None
    return h("div", label, box, small, class_="pln-pair", data_key=key)


def _taps(book: Book, member: Member) -> list[Child]:
    names = book.learner.ring_names
    rings = [
        (json.dumps([member.id, r]), f"{r} {words.ring(r, names)}", member.closeness == r)
        for r in (1, 2, 3, 4)
    ]
    offered = dict.fromkeys((*words.CHANNELS[member.kind], *member.channels))
    channels = [
        (json.dumps([member.id, c]), begun(said_channel(c)), c in member.channels) for c in offered
    ]
    return [
        h("p", tr("How close"), class_="pln-label"),
        chips(tr("How close: {who}", who=member.name), "ring", rings),
        h("p", tr("How you meet, or learn"), class_="pln-label"),
        chips(tr("How: {who}", who=member.name), "channel", channels),
    ]


def _ties(book: Book, member: Member) -> list[Child]:
    tied = [m for m in book.members if m.id in book.neighbours[member.id]]
    others = [m for m in book.members if m is not member and m not in tied]
    known = [(json.dumps([member.id, m.id]), name(m.name), True) for m in tied]
    options = [h("option", tr("Somebody…"), value="")]
    options += [h("option", m.name, value=m.id) for m in others]
    more = h(
        "select", *options, id="pln-card-tie", class_="pln-field", value="", data_enter="tie_to",
    )  # fmt: skip
    tie = h(
        "button", tr("Add"), type="button", class_="pln-button pln-quiet", data_do="tie_to",
        data_enters="tie_to",
    )  # fmt: skip
    asked = tr("You have gone through this.") if member.ties_asked else tr("Not gone through yet.")
    everyone = button(tr("That is everyone"), "asked", member.id, "quiet")
    return [
        h("p", tr("Who they know on your map"), class_="pln-label"),
        hint(asked, " ", tr("Tap a name to take it off this list.")) if known else hint(asked),
        chips(tr("Tied to {who}", who=member.name), "tie", known) if known else None,
        h("label", tr("Who do they know?"), for_="pln-card-tie", class_="pln-label"),
        h("div", more, tie, class_="pln-entry"),
        None if member.ties_asked else row(everyone),
    ]


def _what_goes(book: Book, member: Member) -> Markup | None:
    along = gone_with(book, (member.id,))
    if not along:
        return None
    return hint(tr("Removed with it: {along}. Undo brings all of it back.", along=along))


def _happened(book: Book, member: Member) -> Markup:
    mine = [i for i in book.all(Interaction) if member.id in i.members]
    latest = sorted(mine, key=lambda i: i.on, reverse=True)[:LATEST]
    lines = [h("li", trh("{day}: {what}", day=day(i.on), what=_short(i))) for i in latest]
    return h(
        "section",
        h("h3", tr("What happened")),
        h("ul", *lines, class_="pln-recap") if lines else hint(tr("Nothing has been logged yet.")),
        class_="pln-group",
    )


def _short(one: Interaction) -> str:
    return one.learned or one.got or said_channel(one.channel) or tr("in touch")


def _aims(book: Book, member: Member) -> Markup:
    helps: dict[str, list[str]] = {a.id: [] for a in book.all(Aim) if member.id in a.presented_to}
    for support in book.all(Support):
        if support.member == member.id:
            help = f"{tr(support.help)}, {STAGES[support.status]}"
            helps.setdefault(support.aim, []).append(help)
    aims = {a.id: a.text for a in book.all(Aim)}
    lines = [h("li", _aim(aims[id], said)) for id, said in helps.items()]
    return h(
        "section",
        h("h3", tr("Aims")),
        h("ul", *lines, class_="pln-recap") if lines else hint(tr("No aim is linked to them yet.")),
        class_="pln-group",
    )


def _aim(text: str, help: list[str]) -> Markup:
    if not help:
        return trh("{aim} (told them)", aim=text)
    return trh("{aim} ({help})", aim=text, help="; ".join(help))
