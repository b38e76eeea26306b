"""Who each member is: role, closeness and channel by tapping, one by one or all at once."""

import json
from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from plnkit import words
from plnkit.charts.style import ROLE_LOOKS
from plnkit.html import Child, h
from plnkit.model import SOURCE_ROLES, Book, Member, clean_name
from plnkit.reading.removal import gone_with
from plnkit.views.edits import seated
from plnkit.views.panel import ChangeBook, Panel, button, card, chips, hint, name, question, row

PAGE = 20  # members shown at once in the list
FIELDS = {
    "closeness": "How close",
    "role": "Who they are",
    "channels": "How you reach them",
    "intent": "What to learn",
    "participation": "How much you take part",
    "began": "How it began",
    "met": "Have you met?",
}
BEGAN = {"in person": "In person", "online": "Online"}
MET = {"yes": "Yes", "no": "Not yet"}


class Describe(Panel):
    """Asks who each member is."""

    def __init__(self, change: ChangeBook, erase: Callable[[str], object]) -> None:
        super().__init__("describe", change)
        self._erase = erase
        self._doomed = ""  # whom the reader may want to erase
        self._all = False
        self._field = "closeness"
        self._current = ""
        self._shown = PAGE

    def pick(self, id: str) -> None:
        """Bring one member up, as when it is tapped on the map."""
        self._all, self._current = False, id
        self.draw(self.book)
        self.send({"reveal": True})

    def show(self, book: Book) -> Markup:
        """Return the card: one member, or everybody."""
        if not book.members:
            text = "Once you have added a name, you say here who it is and how close."
            return card(question("Who are they to you?"), hint(text))
        ways = [("one", "One by one", not self._all), ("all", "All at once", self._all)]
        switch = chips("How to go through them", "way", ways)
        body = self._everyone(book) if self._all else self._one(book)
        return card(h("div", switch, class_="pln-segments"), *body)

    # --- one by one ---------------------------------------------------------------------

    def _at(self, book: Book) -> Member:
        found = book.entities.get(self._current)
        if isinstance(found, Member):
            return found
        everybody = _in_order(book)
        return next((m for m in everybody if not _said(m)), everybody[0])

    def _one(self, book: Book) -> list[Any]:
        member = self._at(book)
        place = [m.id for m in _in_order(book)].index(member.id) + 1
        left = sum(not _said(m) for m in book.members)
        state = f"{left} still open" if left else "everybody has a ring and a role"
        return [
            question(["How close is ", name(member.name), "?"], key=member.id),
            hint(f"{place} of {len(book.members)}, {state}. Tap again to take an answer back."),
            self._taps(member, "closeness", book),
            _ask(
                "What kind of source is it?" if member.kind == "source" else "Who are they to you?"
            ),
            self._taps(member, "role", book),
            _ask("How do you learn from it?" if member.kind == "source" else "How do you meet?"),
            self._taps(member, "channels", book),
            *_field(_INTENT[member.kind], "intent", member.intent, member.id),
            self._warning(member, book) if self._doomed == member.id else self._more(member, book),
            row(
                button("Next person" if member.kind == "person" else "Next", "step", "1"),
                button("Back", "step", "-1", kind="link"),
                _jump(book, member),
            ),
        ]

    def _taps(self, member: Member, field: str, book: Book) -> Markup:
        label = f"{FIELDS[field]}: {member.name}"
        options, swatches = _options(member, field, book)
        keyed = [(json.dumps([member.id, v]), text, on) for v, text, on in options]
        marks = {json.dumps([member.id, v]): mark for v, mark in swatches.items()}
        return chips(label, field, keyed, marks)

    def _more(self, member: Member, book: Book) -> Markup:
        other = "a source (a site, a book, a tool)" if member.kind == "person" else "a person"
        person = member.kind == "person"
        began = (_ask("How did it begin?"), self._taps(member, "began", book)) if person else ()
        met = (_ask("Have you met in person?"), self._taps(member, "met", book)) if person else ()
        return h(
            "details",
            h("summary", "More: how it began, how much you take part, name"),
            *began,
            *met,
            _ask("How much do you take part?"),
            self._taps(member, "participation", book),
            *_field("Name", "rename", member.name, member.id),
            row(button(f"This is {other}", "kind", member.id, kind="quiet")),
            row(button("Erase for good…", "doom", member.id, kind="link")),
            data_key=f"more-{member.id}",
        )

    def _warning(self, member: Member, book: Book) -> Markup:
        return h(
            "div",
            h(
                "p",
                "This removes ",
                name(member.name),
                f"{_along(book, member)} from your network, its history and its backups, for good. "
                "There is no undo. Files that you exported are yours to delete.",
                class_="pln-notice",
            ),
            row(
                button("Erase for good", "erase", member.id),
                button("Keep", "keep", kind="quiet"),
            ),
        )

    # --- all at once --------------------------------------------------------------------

    def _everyone(self, book: Book) -> list[Any]:
        fields = [(key, label, key == self._field) for key, label in FIELDS.items()]
        shown = _in_order(book)[: self._shown]
        rows = [h("li", *self._answer(m, book), data_key=m.id) for m in shown]
        rest = len(book.members) - len(shown)
        more = button(f"Show {min(rest, PAGE)} more of {rest}", "more", kind="quiet")
        return [
            question("Who are they to you?"),
            h("div", chips("What to say", "field", fields), class_="pln-segments"),
            h("ul", *rows, class_="pln-everyone", role="list"),
            row(more) if rest else None,
        ]

    def _answer(self, member: Member, book: Book) -> list[Any]:
        called = h("b", name(member.name))
        if self._field != "intent":
            return [called, self._taps(member, self._field, book)]
        return [*_field(called, "intent", member.intent, member.id)]

    # --- what is pressed ----------------------------------------------------------------

    def do_closeness(self, value: object) -> None:
        """Put a member on a ring, or off it when it is there already."""
        id, ring = json.loads(str(value))
        member, self._current = self.book.member(id), id  # who is being described stays in view
        now = None if member.closeness == int(ring) else int(ring)
        label = f"{member.name}: {words.on_ring(now)}"
        self._change(lambda book: book.with_(seated(book, book.member(id), now)), label)

    def do_role(self, value: object) -> None:
        """Say who a member is."""
        id, role = json.loads(str(value))
        self._toggle(id, "role", role, role)

    def do_channels(self, value: object) -> None:
        """Add a channel, or take it away when it is there already."""
        id, channel = json.loads(str(value))
        had = self.book.member(id).channels
        now = tuple(c for c in had if c != channel) if channel in had else (*had, channel)
        self._set(id, f"{self.book.member(id).name}: {channel}", channels=now)

    def do_began(self, value: object) -> None:
        """Say where it began."""
        id, began = json.loads(str(value))
        self._toggle(id, "began", began if began in BEGAN else None, f"began {began}")

    def do_met(self, value: object) -> None:
        """Say whether they have met."""
        id, met = json.loads(str(value))
        self._toggle(id, "met", met == "yes", "met" if met == "yes" else "not met yet")

    def do_participation(self, value: object) -> None:
        """Say how much the learner takes part."""
        id, part = json.loads(str(value))
        self._toggle(id, "participation", part if part in words.TAKES_PART else None, part)

    def _toggle(self, id: str, field: str, value: object, label: str) -> None:
        member = self.book.member(id)
        same = getattr(member, field) == value
        self._set(id, f"{member.name}: {label}", **{field: None if same else value})

    def _set(self, id: str, label: str, **values: Any) -> None:
        self._current = id
        self._change(lambda book: book.update(book.member(id).id, **values), label)

    def do_rename(self, value: object) -> None:
        """Give a member another name."""
        id, text = json.loads(str(value))
        self._set(id, f"Renamed {self.book.member(id).name}", name=clean_name(text))

    def do_intent(self, value: object) -> None:
        """Say what the learner wants to learn with or from a member."""
        id, text = json.loads(str(value))
        self._set(id, f"{self.book.member(id).name}: what to learn", intent=text.strip())

    def do_kind(self, value: object) -> None:
        """Make a person of a source, or a source of a person; the role starts anew."""
        member = self.book.member(str(value))
        other = "source" if member.kind == "person" else "person"
        self._set(member.id, f"{member.name} is a {other}", kind=other, role=None)

    def do_doom(self, value: object) -> None:
        """Say what erasing means, before it can be done."""
        self._doomed = self.book.member(str(value)).id

    def do_keep(self, _: object) -> None:
        """Erase nobody."""
        self._doomed = ""

    def do_erase(self, value: object) -> None:
        """Erase the member that the warning was about."""
        if value == self._doomed:
            self._erase(self.book.member(self._doomed).id)
        self._doomed = ""

    def do_step(self, value: object) -> None:
        """Go to the next member, or the one before."""
        ids = [m.id for m in _in_order(self.book)]
        here = ids.index(self._at(self.book).id) if ids else 0
        self._current = ids[(here + (1 if value == "1" else -1)) % len(ids)] if ids else ""

    def do_jump(self, value: object) -> None:
        """Go to the member that was chosen."""
        self._current = self.book.member(json.loads(str(value))[1]).id

    def do_way(self, value: object) -> None:
        """Go one by one, or through all at once."""
        self._all = value == "all"

    def do_field(self, value: object) -> None:
        """Say which question is asked of everybody."""
        if value in FIELDS:
            self._field, self._shown = str(value), PAGE

    def do_more(self, _: object) -> None:
        """Show more of the list."""
        self._shown += PAGE


def _in_order(book: Book) -> tuple[Member, ...]:
    """Return people first, then sources."""
    return (*book.people, *book.sources)


def _said(member: Member) -> bool:
    return member.closeness is not None and member.role is not None


_INTENT = {
    "person": "What do you want to learn with or from them?",
    "source": "What do you want to learn from it?",
}
_PLAIN = {"began": BEGAN, "met": MET, "participation": words.TAKES_PART}


def _said_of(member: Member, field: str) -> str:
    if field == "met":
        return {True: "yes", False: "no", None: ""}[member.met]
    return getattr(member, field) or ""


def _along(book: Book, member: Member) -> str:
    along = gone_with(book, (member.id,))
    return f", and with it {along}," if along else ""


def _ask(text: str) -> Markup:
    return h("p", text, class_="pln-label")


def _options(
    member: Member, field: str, book: Book
) -> tuple[list[tuple[str, str, bool]], dict[str, Markup]]:
    """Return what can be tapped for a field, and the marks of the map beside it."""
    if field == "closeness":
        names = book.learner.ring_names
        rings = [
            (str(r), f"{r} {words.ring(r, names)}", member.closeness == r) for r in (1, 2, 3, 4)
        ]
        return rings, {}
    if field == "channels":
        offered = dict.fromkeys((*words.CHANNELS[member.kind], *member.channels))
        return [(c, c.capitalize(), c in member.channels) for c in offered], {}
    if field in _PLAIN:
        said = _said_of(member, field)
        return [(value, text, value == said) for value, text in _PLAIN[field].items()], {}
    roles = SOURCE_ROLES if member.kind == "source" else words.ROLES
    marks = {r: _mark(ROLE_LOOKS[r].colour) for r in roles if r in ROLE_LOOKS}
    return [(r, words.ROLE[r], member.role == r) for r in roles], marks


def _mark(colour: str) -> Markup:
    return h("span", class_="pln-swatch", style=f"background:{colour}")


def _field(label: Child, do: str, value: str, id: str) -> tuple[Markup, Markup]:
    key = f"pln-{do}-{id}"
    field = h(
        "input", type="text", id=key, class_="pln-field", value=value, autocomplete="off",
        data_change=do, data_value=id,
    )  # fmt: skip
    return h("label", label, for_=key, class_="pln-label"), field


def _jump(book: Book, member: Member) -> Markup:
    options = [h("option", m.name, value=m.id, selected=m is member) for m in _in_order(book)]
    label = h("label", "Go to", for_="pln-jump", class_="pln-hidden")
    chosen = h(
        "select", *options, id="pln-jump", class_="pln-field pln-jump", value=member.id,
        data_change="jump",
    )  # fmt: skip
    return h("span", label, chosen, class_="pln-count")
