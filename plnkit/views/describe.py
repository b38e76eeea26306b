"""Who each member is: role, closeness and channel by tapping, one by one or all at once."""

import json
from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from plnkit import words
from plnkit.charts.style import ROLE_LOOKS
from plnkit.html import Child, h, trh
from plnkit.language import N_, Phrases, tr, trn
from plnkit.model import SOURCE_ROLES, Book, Member, clean_name
from plnkit.reading.network import said_channel
from plnkit.reading.removal import gone_with
from plnkit.views.edits import about, inside, seated, takes_part
from plnkit.views.panel import (
    ChangeBook,
    Panel,
    begun,
    button,
    card,
    chips,
    empty,
    hint,
    jump,
    name,
    question,
    row,
)

PAGE = 20  # members shown at once in the list
FIELDS = Phrases(
    {
        "closeness": N_("How close"),
        "role": N_("Who they are"),
        "channels": N_("How you reach them"),
        "intent": N_("What to learn"),
        "participation": N_("How much you take part"),
        "began": N_("How it began"),
        "met": N_("Have you met?"),
    }
)
BEGAN = Phrases({"in person": N_("In person"), "online": N_("Online")})
BEGAN_SAID = Phrases({"in person": N_("began in person"), "online": N_("began online")})
MET = Phrases({"yes": N_("Yes"), "no": N_("Not yet")})


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
            text = tr("Once you have added a name, you say here who it is and how close.")
            return card(question(tr("Who are they to you?")), empty(text, "people"))
        ways = [("one", tr("One by one"), not self._all), ("all", tr("All at once"), self._all)]
        switch = chips(tr("How to go through them"), "way", ways)
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
        source = member.kind == "source"
        who = tr("What kind of source is it?") if source else tr("Who are they to you?")
        how = tr("How do you learn from it?") if source else tr("How do you meet?")
        return [
            question(trh("How close is {name}?", name=name(member.name)), key=member.id),
            hint(_how_far(book, member)),
            self._taps(member, "closeness", book),
            _ask(who),
            self._taps(member, "role", book),
            _ask(how),
            self._taps(member, "channels", book),
            *_field(_INTENT[member.kind], "intent", member.intent, member.id),
            self._warning(member, book) if self._doomed == member.id else self._more(member, book),
            row(
                button(tr("Next") if source else tr("Next person"), "step", "1"),
                button(tr("Back"), "step", "-1", kind="link"),
                jump("pln-jump", [(m.id, m.name, m is member) for m in _in_order(book)]),
            ),
        ]

    def _taps(self, member: Member, field: str, book: Book) -> Markup:
        label = tr("{what}: {who}", what=FIELDS[field], who=member.name)
        options, swatches = _options(member, field, book)
        keyed = [(json.dumps([member.id, v]), text, on) for v, text, on in options]
        marks = {json.dumps([member.id, v]): mark for v, mark in swatches.items()}
        return chips(label, field, keyed, marks)

    def _more(self, member: Member, book: Book) -> Markup:
        person = member.kind == "person"
        other = (
            tr("This is a source (a site, a book, a tool)") if person else tr("This is a person")
        )
        return h(
            "details",
            h("summary", tr("More: how it began, how much you take part, name")),
            *(self._how_it_began(member, book) if person else ()),
            _ask(tr("How much do you take part?")),
            self._taps(member, "participation", book),
            *_field(tr("Name"), "rename", member.name, member.id),
            row(button(other, "kind", member.id, kind="quiet")),
            row(button(tr("Erase for good…"), "doom", member.id, kind="link")),
            data_key=f"more-{member.id}",
        )

    def _how_it_began(self, member: Member, book: Book) -> tuple[Markup, ...]:
        return (
            _ask(tr("How did it begin?")),
            self._taps(member, "began", book),
            _ask(tr("Have you met in person?")),
            self._taps(member, "met", book),
        )

    def _warning(self, member: Member, book: Book) -> Markup:
        return h(
            "div",
            h("p", _what_goes(book, member), class_="pln-notice"),
            row(
                button(tr("Erase for good"), "erase", member.id),
                button(tr("Keep"), "keep", kind="quiet"),
            ),
        )

    # --- all at once --------------------------------------------------------------------

    def _everyone(self, book: Book) -> list[Any]:
        fields = [(key, label, key == self._field) for key, label in FIELDS.items()]
        shown = _in_order(book)[: self._shown]
        rows = [h("li", *self._answer(m, book), data_key=m.id) for m in shown]
        rest = len(book.members) - len(shown)
        label = tr("Show {number} more of {all}", number=min(rest, PAGE), all=rest)
        more = button(label, "more", kind="quiet")
        return [
            question(tr("Who are they to you?")),
            h("div", chips(tr("What to say"), "field", fields), class_="pln-segments"),
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
        label = about(member.name, words.on_ring(now))
        self._change(lambda book: book.with_(seated(book, book.member(id), now)), label)

    def do_role(self, value: object) -> None:
        """Say who a member is."""
        id, role = json.loads(str(value))
        self._toggle(id, "role", role, words.ROLE_INSIDE.get(role, role))

    def do_channels(self, value: object) -> None:
        """Add a channel, or take it away when it is there already."""
        id, channel = json.loads(str(value))
        had = self.book.member(id).channels
        now = tuple(c for c in had if c != channel) if channel in had else (*had, channel)
        self._set(id, about(self.book.member(id).name, said_channel(channel)), channels=now)

    def do_began(self, value: object) -> None:
        """Say where it began."""
        id, began = json.loads(str(value))
        known = began if began in BEGAN else None
        self._toggle(id, "began", known, BEGAN_SAID.get(began, tr("not said")))

    def do_met(self, value: object) -> None:
        """Say whether they have met."""
        id, met = json.loads(str(value))
        self._toggle(id, "met", met == "yes", tr("met") if met == "yes" else tr("not met yet"))

    def do_participation(self, value: object) -> None:
        """Say how much the learner takes part."""
        id, part = json.loads(str(value))
        known = part if part in words.TAKES_PART else None
        self._toggle(id, "participation", known, inside(takes_part().get(part, str(part))))

    def _toggle(self, id: str, field: str, value: object, label: str) -> None:
        member = self.book.member(id)
        same = getattr(member, field) == value
        self._set(id, about(member.name, label), **{field: None if same else value})

    def _set(self, id: str, label: str, **values: Any) -> None:
        self._current = id
        self._change(lambda book: book.update(book.member(id).id, **values), label)

    def do_rename(self, value: object) -> None:
        """Give a member another name."""
        id, text = json.loads(str(value))
        label = tr("Renamed {who}", who=self.book.member(id).name)
        self._set(id, label, name=clean_name(text))

    def do_intent(self, value: object) -> None:
        """Say what the learner wants to learn with or from a member."""
        id, text = json.loads(str(value))
        label = about(self.book.member(id).name, tr("what to learn"))
        self._set(id, label, intent=text.strip())

    def do_kind(self, value: object) -> None:
        """Make a person of a source, or a source of a person; the role starts anew."""
        member = self.book.member(str(value))
        person = member.kind == "person"
        label = N_("{name} is a source") if person else N_("{name} is a person")
        other = "source" if person else "person"
        self._set(member.id, tr(label, name=member.name), kind=other, role=None)

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


_INTENT = Phrases(
    {
        "person": N_("What do you want to learn with or from them?"),
        "source": N_("What do you want to learn from it?"),
    }
)
_PLAIN = {"began": BEGAN, "met": MET, "participation": words.TAKES_PART}


def _said_of(member: Member, field: str) -> str:
    if field == "met":
        return {True: "yes", False: "no", None: ""}[member.met]
    return getattr(member, field) or ""


def _how_far(book: Book, member: Member) -> str:
    """Return which of them it is, and how many are still open."""
    at = {
        "number": [m.id for m in _in_order(book)].index(member.id) + 1,
        "all": len(book.members),
    }
    left = sum(not _said(m) for m in book.members)
    if not left:
        return tr(
            "{number} of {all}, everybody has a ring and a role. Tap again to take an answer back.",
            **at,
        )
    return trn(
        "{number} of {all}, {n} still open. Tap again to take an answer back.",
        "{number} of {all}, {n} still open. Tap again to take an answer back.",
        left,
        **at,
    )


def _what_goes(book: Book, member: Member) -> Markup:
    """Return what erasing a member means."""
    who, along = name(member.name), gone_with(book, (member.id,))
    if along:
        return trh(
            "This removes {name}, and with it {along}, from your network, its history and its "
            "backups, for good. There is no undo. Files that you exported are yours to delete.",
            name=who,
            along=along,
        )
    return trh(
        "This removes {name} from your network, its history and its backups, for good. There is "
        "no undo. Files that you exported are yours to delete.",
        name=who,
    )


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
        return [(c, begun(said_channel(c)), c in member.channels) for c in offered], {}
    if field in _PLAIN:
        said = _said_of(member, field)
        return [(value, text, value == said) for value, text in _PLAIN[field].items()], {}
    roles = SOURCE_ROLES if member.kind == "source" else words.ROLES
    marks = {r: _mark(ROLE_LOOKS[r].css) for r in roles if r in ROLE_LOOKS}
    return [(r, words.ROLE[r], member.role == r) for r in roles], marks


def _mark(colour: str) -> Markup:
    return h("span", class_="pln-swatch", style=f"background:{colour}")


def _field(label: Child, do: str, value: str, id: str) -> tuple[Markup, Markup]:
    key = f"pln-{do}-{id}"
    field = h(
        "input", type="text", id=key, class_="pln-field", value=value, autocomplete="off", dir="auto",
        data_change=do, data_value=id,
    )  # fmt: skip
    return h("label", label, for_=key, class_="pln-label"), field
