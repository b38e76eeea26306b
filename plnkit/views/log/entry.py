"""Noting what happened: who, how, how long, what went to and fro; half a minute is enough."""

from typing import Any

from markupsafe import Markup

from plnkit import clock, dates, words
from plnkit.html import Child, h
from plnkit.language import N_, Lines, tr
from plnkit.model import Aim, Book, Interaction, Member, clean_name, new_id
from plnkit.reading.network import said_channel
from plnkit.views.form import Form, Option, Said, happened, submit
from plnkit.views.panel import ChangeBook, begun, button, card, chips, hint, name, question
from plnkit.words import listed

AT_HAND = 12  # members to tap before the rest is unfolded
AGAIN = 3  # of the last, offered to be noted once more
LONG_AGO = 60  # days: from then on it does not matter how long
LONGEST = 28  # characters of an aim in a list
TEXTS = {
    "got": Lines(N_("What I got"), N_("An answer, an idea, a name, time.")),
    "gave": Lines(N_("What I gave"), N_("An answer, an ear, a link, thanks.")),
    "learned": Lines(N_("What I learned"), ""),
}


class Entry(Form):
    """A form for one interaction; `like` fills it as another was."""

    def __init__(self, change: ChangeBook) -> None:
        super().__init__("log", change)
        self._like: Interaction | None = None
        self._edits = False  # whether it is that one which is changed

    def show(self, book: Book) -> Markup:
        """Return the form, and what can be noted again."""
        today = clock.today()
        title = tr("Change what you noted") if self._edits else tr("What happened?")
        return card(
            question(title, key="log"),
            hint(tr("Who, and how: half a minute is enough. The rest is for you, where you like.")),
            None if self._edits else self._again(book),
            self.form("note", *self._fields(book, today.isoformat())),
            self.said(),
        )

    def _fields(self, book: Book, today: str) -> list[Child]:
        like, edits = self._like, self._edits
        texts = [
            self.field(
                key, label, getattr(like, key) if like and edits else "", kind="textarea",
                small=small, maxlength=20_000,
            )
            for key, (label, small) in TEXTS.items()
        ]  # fmt: skip
        minutes = like.minutes if like else None
        on = like.on.isoformat() if like and edits else today
        return [
            self._who(book),
            self.field(
                "new", tr("Or somebody who is not on your map yet") if book.members else tr("Who")
            ),
            self.tick("how", tr("How"), _ways(book), (like.channel,) if like else (), many=False),
            h(
                "div",
                self.field("on", tr("When"), on, kind="date"),
                self.field(
                    "minutes", tr("How long, in minutes"), str(minutes or ""),
                    inputmode="numeric", list="pln-minutes",
                ),
                self.choice(
                    "aim", tr("For which aim"), _aims(book), (like.aim or "") if like else ""
                ),
                class_="pln-side",
            ),
            h("datalist", *[h("option", value=str(n)) for n in (5, 15, 30, 60, 90)], id="pln-minutes"),
            h("div", *texts, class_="pln-side"),
            submit(
                tr("Save the change") if edits else tr("Note it down"),
                button(tr("Leave it as it was"), "leave", kind="link") if edits else None,
            ),
        ]  # fmt: skip

    def _who(self, book: Book) -> Markup | None:
        if not book.members:
            return None
        chosen = self._like.members if self._like else ()
        near = _nearest(book, chosen)
        first, rest = near[:AT_HAND], near[AT_HAND:]
        shown = self.tick("who", tr("Who"), [(m.id, name(m.name)) for m in first], chosen)
        if not rest:
            return shown
        names = [(m.id, name(m.name)) for m in rest]
        others = self.tick("who", tr("Everybody else"), names, chosen)
        more = h("summary", tr("Everybody else ({number})", number=len(rest)))
        return h("div", shown, h("details", more, others, data_key="others"), data_key="whose")

    def _again(self, book: Book) -> Markup | None:
        offers = [(one.id, _short(one, book), False) for one in _lately(book)[:AGAIN]]
        label = tr("Again, like last time")
        return (
            h("div", h("p", label, class_="pln-label"), chips(label, "again", offers))
            if offers
            else None
        )

    def pick(self, id: str) -> None:
        """Take up one that was noted, to change it."""
        self._fill(id, edits=True)
        self.draw(self.book)
        self.send({"reveal": True})

    def _fill(self, id: str, *, edits: bool) -> None:
        found = self.book.entities.get(id)
        if not isinstance(found, Interaction):
            raise ValueError(tr("This is no longer in your log."))  # noqa: TRY004 - for the reader
        self._like, self._edits = found, edits
        self.done(
            tr("Change what is different.") if edits else tr("Filled in as last time: save it.")
        )

    # --- what is pressed ----------------------------------------------------------------

    def do_again(self, value: object) -> None:
        """Fill the form as one of the last was, with today."""
        self._fill(str(value), edits=False)

    def do_leave(self, _: object) -> None:
        """Change nothing."""
        self._like, self._edits = None, False
        self.done(tr("Left as it was."))

    def do_note(self, value: object) -> None:
        """Keep what happened."""
        said = Said(value)
        someone = self._new(said)
        one = self._read(said, someone)
        self.check(said)
        known = [self.book.member(i).name for i in one.members if i in self.book]
        names = listed([*known, *(m.name for m in someone)])
        label = (
            tr("Changed what was noted with {names}", names=names)
            if self._edits
            else tr("Noted something with {names}", names=names)
        )
        self._change(lambda book: book.with_(*someone, one), label)
        self._like, self._edits = None, False
        self.done(tr("Noted, with {names}.", names=names))

    def _new(self, said: Said) -> list[Member]:
        if not said.text("new"):
            return []
        called = said.read("new", clean_name)
        if any(m.name.casefold() == str(called).casefold() for m in self.book.members):
            said.need("new", tr("Somebody of that name is on your map: tap the name above."))
        if "new" in said.wrong:
            return []
        return [Member(id=new_id(), name=called, kind="person", added=clock.today())]

    def _read(self, said: Said, someone: list[Member]) -> Interaction:
        who = (*[i for i in said.many("who") if i in self.book], *[m.id for m in someone])
        if not who and "new" not in said.wrong:
            said.need("who", tr("Tap at least one name, or type a new one."))
        on = said.read("on", happened) or clock.today()
        aim = said.text("aim")
        texts: dict[str, Any] = {key: said.text(key) for key in TEXTS}
        like = self._like if self._edits else None
        return Interaction(
            id=like.id if like else new_id(),
            members=who or ("nobody",),
            on=on,
            channel=said.text("how"),
            minutes=said.read("minutes", dates.parsed_minutes),
            aim=aim if aim in self.book else None,
            **texts,
        )


def _nearest(book: Book, chosen: tuple[str, ...]) -> list[Member]:
    """Return the members, the chosen first, then those of the latest days, then the closest."""
    last = {id: one.on for one in book.all(Interaction) for id in one.members}
    today = clock.today()

    def far(member: Member) -> tuple[bool, int, bool, int]:
        days = (today - last[member.id]).days if member.id in last else LONG_AGO
        recent = min(days, LONG_AGO)
        return member.id not in chosen, recent, member.kind == "source", member.closeness or 9

    return sorted(book.members, key=far)


def _lately(book: Book) -> list[Interaction]:
    """Return the latest interactions, one of each kind."""
    latest = sorted(book.all(Interaction), key=lambda i: i.on, reverse=True)
    kinds = {(one.members, one.channel): one for one in reversed(latest)}
    return sorted(kinds.values(), key=lambda i: i.on, reverse=True)


def _short(one: Interaction, book: Book) -> str:
    names = listed([book.member(id).name for id in one.members], 2)
    minutes = tr("{minutes} min", minutes=one.minutes) if one.minutes else ""
    return ", ".join(filter(None, (names, said_channel(one.channel), minutes)))


def _ways(book: Book) -> list[Option]:
    used = [c for m in book.members for c in m.channels]
    known = dict.fromkeys((*words.CHANNELS["person"], *words.CHANNELS["source"], *used))
    return [(way, begun(said_channel(way))) for way in known]


def _aims(book: Book) -> list[Option]:
    aims = [a for a in book.all(Aim) if a.status == "open"]
    texts = [
        (a.id, a.text if len(a.text) <= LONGEST else a.text[: LONGEST - 1] + "…") for a in aims
    ]
    return [("", tr("None in particular")), *texts]
