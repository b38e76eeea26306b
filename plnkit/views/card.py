"""The member card: everything that is said of one member, in plain groups; saved as it is changed."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from plnkit import rhythm, words
from plnkit.html import Child, h
from plnkit.model import Aim, Book, Interaction, Member, Rhythm, Support, Tie, tie_id
from plnkit.model.entities import PERSON_ROLES, SOURCE_ROLES, clean_name
from plnkit.reading.removal import gone_with
from plnkit.views.edits import asked_about, removed_label, seated
from plnkit.views.panel import ChangeBook, Panel, button, chips, day, hint, name, row

LATEST = 5  # interactions on a card
YES_NO = {"yes": "Yes", "no": "No"}
TRUST = {str(n): str(n) for n in range(1, 6)}


@dataclass(frozen=True)
class Field:
    """One thing that can be said of a member: how it is asked, and how a text becomes its value."""

    label: str
    read: Callable[[str], Any] = str.strip
    options: dict[str, str] | None = None  # to choose from; without them it is typed
    long: bool = False
    small: str = ""


def _or_none(text: str) -> str | None:
    return text or None


def _yes(text: str) -> bool | None:
    return None if not text else text == "yes"


def _number(text: str) -> int | None:
    return int(text) if text else None


def _list(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


def _choices(*values: str) -> dict[str, str]:
    return {value: value.capitalize() for value in values}


FIELDS = {
    "name": Field("Name or nickname", clean_name),
    "role": Field("Who they are to you", _or_none, {}),
    "organisation": Field("Organisation"),
    "my_organisation": Field("In your own organisation?", _yes, YES_NO),
    "email": Field("E-mail"),
    "url": Field("Web address"),
    "began": Field("How it began", _or_none, _choices("in person", "online")),
    "met": Field("Have you met?", _yes, YES_NO),
    "participation": Field(
        "How much you take part", _or_none, _choices("follow", "ask", "exchange", "work together")
    ),
    "trust_competence": Field("I trust what they know (5 is most)", _number, TRUST),
    "trust_goodwill": Field("I trust that they mean well (5 is most)", _number, TRUST),
    "intent": Field("What I want to learn with or from them", long=True),
    "topics": Field("Topics", _list, small="With commas between them."),
    "rhythm": Field(
        "In touch about every … days", rhythm.parsed, small="14, or 14 to 30: at the longest 30."
    ),
    "status": Field(
        "Now", str, {"active": "Active", "paused": "Paused: no reminders", "dormant": "Dormant"}
    ),
    "note": Field("Notes", long=True),
}
GROUPS = {
    "Who": ("name", "role", "organisation", "my_organisation", "email", "url"),
    "How we connect": ("began", "met", "participation", "trust_competence", "trust_goodwill"),
    "What I want to learn": ("intent", "topics"),
    "Rhythm": ("rhythm", "status"),
    "Notes": ("note",),
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
                button("Close", "shut", kind="quiet"),
                class_="pln-head",
            ),
            super()._notice(),
            *[self._group(book, member, group) for group in GROUPS],
            _happened(book, member),
            _aims(book, member),
            _what_goes(book, member),
            row(button("Remove from the map", "remove", member.id, kind="link")),
            class_="pln-sheet",
            aria_labelledby=title,
            data_key=member.id,
        )

    def _notice(self) -> Markup:
        return Markup("") if self._id in self.book else super()._notice()

    def _group(self, book: Book, member: Member, group: str) -> Markup:
        fields = [_field(member, key) for key in GROUPS[group]]
        before = _taps(book, member) if group == "How we connect" else []
        after = _ties(book, member) if group == "How we connect" else []
        return h("section", h("h3", group), *before, *fields, *after, class_="pln-group")

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
            raise ValueError("This is not one of the choices: reload the page.")
        said = field.read(text)
        label = f"{member.name}: {field.label.lower()}"
        self._change(lambda book: book.update(id, **{key: said}), label)

    def do_ring(self, value: object) -> None:
        """Put the member on a ring, or off it."""
        id, ring = json.loads(str(value))
        member = self.book.member(id)
        now = None if member.closeness == ring else ring
        label = f"{member.name}: {words.on_ring(now)}"
        self._change(lambda book: book.with_(seated(book, book.member(id), now)), label)

    def do_channel(self, value: object) -> None:
        """Add a channel, or take it away."""
        id, channel = json.loads(str(value))
        had = self.book.member(id).channels
        now = tuple(c for c in had if c != channel) if channel in had else (*had, channel)
        label = f"{self.book.member(id).name}: {channel}"
        self._change(lambda book: book.update(id, channels=now), label)

    def do_tie(self, value: object) -> None:
        """Tie the member to the one that was chosen, or untie them."""
        a, b = (self.book.member(i) for i in json.loads(str(value)))
        tie = tie_id(a.id, b.id)
        if tie in self.book:
            self._change(lambda book: book.without(tie), f"Untied {a.name} and {b.name}")
        else:
            edit = Tie(a=a.id, b=b.id)
            self._change(lambda book: book.with_(edit), f"Tied {a.name} and {b.name}")

    def do_tie_to(self, value: object) -> None:
        """Tie the member to another, chosen from a list."""
        if tie_id(self._id, str(value)) not in self.book:
            self.do_tie(json.dumps([self._id, str(value)]))

    def do_asked(self, value: object) -> None:
        """Remember that the learner was asked whom this member knows."""
        member = self.book.member(str(value))
        label = f"Asked whom {member.name} knows"
        self._change(lambda book: asked_about(book, (member.id,)), label)

    def do_remove(self, value: object) -> None:
        """Remove the member; undo brings it back."""
        member = self.book.member(str(value))
        self._id = ""
        label = removed_label(self.book, (member.id,))
        self._change(lambda book: book.without(member.id), label)


# --- the parts of it ----------------------------------------------------------------------------


def _options(member: Member, key: str) -> dict[str, str]:
    if key == "role":
        roles = PERSON_ROLES if member.kind == "person" else SOURCE_ROLES
        return {role: words.ROLE[role] for role in roles}
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
    shared = {"id": id, "class_": "pln-field", "data_change": "set", "data_value": where}
    if field.options is not None:
        blank = {} if key == "status" else {"": "Not said"}
        options = [
            h("option", text, value=value, selected=value == said)
            for value, text in (blank | _options(member, key)).items()
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
    channels = [(json.dumps([member.id, c]), c.capitalize(), c in member.channels) for c in offered]
    return [
        h("p", "How close", class_="pln-label"),
        chips(f"How close: {member.name}", "ring", rings),
        h("p", "How you meet, or learn", class_="pln-label"),
        chips(f"How: {member.name}", "channel", channels),
    ]


def _ties(book: Book, member: Member) -> list[Child]:
    tied = [m for m in book.members if m.id in book.neighbours[member.id]]
    others = [m for m in book.members if m is not member and m not in tied]
    known = [(json.dumps([member.id, m.id]), name(m.name), True) for m in tied]
    options = [h("option", "Somebody…", value="")]
    options += [h("option", m.name, value=m.id) for m in others]
    more = h(
        "select", *options, id="pln-card-tie", class_="pln-field", value="", data_enter="tie_to",
    )  # fmt: skip
    tie = h(
        "button", "Tie", type="button", class_="pln-button pln-quiet", data_do="tie_to",
        data_enters="tie_to",
    )  # fmt: skip
    asked = (
        "You were asked whom they know." if member.ties_asked else "Not asked yet whom they know."
    )
    return [
        h("p", "Who they know on your map", class_="pln-label"),
        hint(f"{asked} Tap one to untie.") if known else hint(asked),
        chips(f"Tied to {member.name}", "tie", known) if known else None,
        h("label", "Tie to", for_="pln-card-tie", class_="pln-label"),
        h("div", more, tie, class_="pln-entry"),
        None if member.ties_asked else row(button("That is everyone", "asked", member.id, "quiet")),
    ]


def _what_goes(book: Book, member: Member) -> Markup | None:
    along = gone_with(book, (member.id,))
    return hint(f"Removed with it: {along}. Undo brings all of it back.") if along else None


def _happened(book: Book, member: Member) -> Markup:
    mine = [i for i in book.all(Interaction) if member.id in i.members]
    latest = sorted(mine, key=lambda i: i.on, reverse=True)[:LATEST]
    lines = [
        h("li", day(i.on), ": ", i.learned or i.got or i.channel or "in touch") for i in latest
    ]
    return h(
        "section",
        h("h3", "What happened"),
        h("ul", *lines, class_="pln-recap") if lines else hint("Nothing was logged yet."),
        class_="pln-group",
    )


def _aims(book: Book, member: Member) -> Markup:
    helps: dict[str, list[str]] = {a.id: [] for a in book.all(Aim) if member.id in a.presented_to}
    for support in book.all(Support):
        if support.member == member.id:
            helps.setdefault(support.aim, []).append(f"{support.help}, {support.status}")
    aims = {a.id: a.text for a in book.all(Aim)}
    lines = [
        h("li", aims[id], f" ({'; '.join(said)})" if said else " (told them)")
        for id, said in helps.items()
    ]
    return h(
        "section",
        h("h3", "Aims"),
        h("ul", *lines, class_="pln-recap") if lines else hint("No aim is linked to them yet."),
        class_="pln-group",
    )
