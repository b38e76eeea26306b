"""From a training programme into one's work: what will be used, with whom, by when; and three pictures."""

from collections.abc import Callable
from datetime import date
from typing import Literal, get_args

from markupsafe import Markup
from msgspec.structs import replace

from plnkit import clock, dates
from plnkit.html import Child, h
from plnkit.language import N_, tr
from plnkit.model import Aim, Book, Member, Plan, clean_name, new_id
from plnkit.names import fold
from plnkit.views.aims.lines import lines
from plnkit.views.aims.parts import IN_A_LIST, short
from plnkit.views.aims.programmes import ROLE, pictures, programmes, taken
from plnkit.views.aims.said import PHASES
from plnkit.views.form import Form, Said, submit, to_come
from plnkit.views.panel import ChangeBook, button, card, chips, hint, name, question
from plnkit.words import isolated, quoted

TITLE = N_("What will you use from a programme?")
ON_THE_MAP = "yes"

Phase = Literal["before", "during", "after"]
TakeWave = Callable[[str, str, Phase], None]  # name, programme, phase


class Transfer(Form):
    """Asks what of a programme will be used, and keeps each line as a plan."""

    def __init__(self, change: ChangeBook, take: TakeWave) -> None:
        super().__init__("transfer", change)
        self._take = take
        self._programme = ""
        self._old: Plan | None = None  # the line that is being changed

    def show(self, book: Book) -> Markup:
        """Return which programme, its lines, and its pictures."""
        programme = self._programme
        return card(
            question(tr(TITLE), key=f"transfer-{programme}"),
            hint(
                tr("A course, a seminar, a year of training: say what you will use of it at work.")
            ),
            *self._which(book),
            self._of(book, programme) if programme else None,
            self.said(),
            *lines(book),
        )

    # --- which programme ----------------------------------------------------------------

    def _which(self, book: Book) -> list[Child]:
        known = [(p, name(p), p == self._programme) for p in programmes(book, self._programme)]
        new = self.form(
            "begin",
            self.field("name", tr("Another programme")),
            self.tick(
                "map",
                tr("On your map"),
                [(ON_THE_MAP, tr("Put it there, as a source"))],
                (ON_THE_MAP,),
            ),
            submit(tr("Begin with it")),
        )
        if not known:
            return [new]
        return [
            h("p", tr("Which one?"), class_="pln-label"),
            chips(tr("Programmes"), "choose", known),
            h("details", h("summary", tr("Another programme")), new, data_key="another"),
        ]

    def _of(self, book: Book, programme: str) -> Markup:
        about = self._old.id if self._old else programme
        return h(
            "section",
            h("h3", name(programme)),
            self.form("line", *self._fields(book), about=about)
            if book.members
            else hint(tr("Once somebody is on your map, you say here with whom you will use it.")),
            *pictures(book, programme),
            class_="pln-group",
            data_key=f"at-{fold(programme)}",
        )

    def _fields(self, book: Book) -> list[Child]:
        old = self._old
        on = old.on.isoformat() if old and old.on else ""
        return [
            self.field("act", tr("What I will use"), old.act if old else "", maxlength=20_000),
            h(
                "div",
                self.choice("member", tr("With whom"), _people(book), old.member if old else ""),
                self.field("on", tr("By when"), on, kind="date"),
                self.choice("aim", tr("For which aim"), _aims(book, old), (old and old.aim) or ""),
                class_="pln-side",
            ),
            submit(
                tr("Save the change") if old else tr("Add this line"),
                button(tr("Leave it as it was"), "leave", kind="link") if old else None,
            ),
        ]

    # --- what is pressed ----------------------------------------------------------------

    def do_choose(self, value: object) -> None:
        """Go to a programme that is known."""
        if value in programmes(self.book, self._programme):
            self._programme, self._old = str(value), None

    def do_begin(self, value: object) -> None:
        """Begin with a programme that was typed, and put it on the map where that is wanted."""
        said = Said(value)
        called = said.read("name", clean_name)
        self.check(said)
        known = {fold(p): p for p in programmes(self.book, self._programme)}
        self._programme, self._old = known.get(fold(called), called), None
        here = any(fold(m.name) == fold(called) for m in self.book.members)
        if ON_THE_MAP in said.many("map") and not here:
            source = Member(
                id=new_id(), name=called, kind="source", role=ROLE, added=clock.today()
            )  # fmt: skip
            self._change(lambda book: book.with_(source), tr("Added {name}", name=called))
        now = isolated(self._programme)
        self.done(tr("Now {programme}: one line is a good beginning.", programme=now))

    def do_line(self, value: object) -> None:
        """Keep a line as a plan."""
        plan = self._read(Said(value))
        label = (
            N_("Changed what to use of {programme}")
            if self._old
            else N_("Added what to use of {programme}")
        )
        self._old = None
        programme = short(plan.programme, IN_A_LIST)
        self._change(lambda book: book.with_(plan), tr(label, programme=programme))
        self.done(tr("Noted: {what}.", what=quoted(plan.act)))

    def _read(self, said: Said) -> Plan:
        old = self._old if self._old and self._old.id in self.book else None
        member, aim = said.text("member"), said.text("aim")
        if not self._programme:
            raise ValueError(tr("Choose a programme first."))
        if not said.text("act"):
            said.need("act", tr("Say what you will use: a few words are enough."))
        if not isinstance(self.book.entities.get(member), Member):
            said.need("member", tr("Choose with whom: somebody who will notice is a good choice."))
        on = said.read("on", lambda text: _day(text, old))
        self.check(said)
        begun = Plan(
            id=new_id(), member=member, programme=self._programme, cue=_cue(self._programme)
        )
        return replace(
            old or begun,
            member=member,
            act=said.text("act"),
            on=on,
            aim=aim if isinstance(self.book.entities.get(aim), Aim) else None,
            revision=old.revision + 1 if old else 0,
        )

    def do_edit(self, value: object) -> None:
        """Take a line up in the form."""
        self._old = self._plan(value)
        self._programme = self._old.programme
        self.done(tr("Change what is different."))

    def do_leave(self, _: object) -> None:
        """Change nothing."""
        self._old = None
        self.done(tr("Left as it was."))

    def do_finish(self, value: object) -> None:
        """Mark a line as done, or as still to come."""
        plan = self._plan(value)
        done = plan.status != "done"
        later = replace(plan, status="done" if done else "planned", revision=plan.revision + 1)
        label = N_("Done: {what}") if done else N_("Still to come: {what}")
        what = short(plan.act, IN_A_LIST)
        self._change(lambda book: book.with_(later), tr(label, what=what))

    def do_remove(self, value: object) -> None:
        """Remove a line; undo brings it back."""
        plan = self._plan(value)
        self._old = None if self._old == plan else self._old
        programme = short(plan.programme, IN_A_LIST)
        label = tr("Removed what to use of {programme}", programme=programme)
        self._change(lambda book: book.without(plan.id), label)
        self._said = tr("Removed. Undo brings it back.")

    def do_take(self, value: object) -> None:
        """Take the picture of a phase now."""
        phase: Phase | None = next((p for p in get_args(Phase) if p == value), None)
        if phase is None or not self._programme:
            raise ValueError(tr("A picture is taken before, during or after: reload the page."))
        if taken(self.book, self._programme, phase):
            raise ValueError(tr("This picture is there already."))
        named = tr("{phase}: {programme}", phase=PHASES[phase], programme=self._programme)
        called = clean_name(short(named, 200))
        self._take(called, self._programme, phase)
        self._said = tr("Taken: {picture}.", picture=called)

    def _plan(self, value: object) -> Plan:
        found = self.book.entities.get(str(value))
        if not isinstance(found, Plan):
            raise ValueError(tr("This line is no longer here."))  # noqa: TRY004 - for the reader
        return found


def _cue(programme: str) -> str:
    return tr("After {programme}", programme=programme)


def _day(text: str, old: Plan | None) -> date | None:
    """Return the day of a line: to come, or left as it was."""
    day = dates.parsed_day(text, clock.today())
    return day if old and day == old.on else to_come(text)


def _people(book: Book) -> list[tuple[str, Child]]:
    near = sorted(book.members, key=lambda m: (m.kind == "source", m.closeness or 9))
    return [("", tr("Choose…")), *((m.id, m.name) for m in near)]


def _aims(book: Book, old: Plan | None) -> list[tuple[str, Child]]:
    kept = old.aim if old else None
    aims = [a for a in book.all(Aim) if a.status == "open" or a.id == kept]
    return [("", tr("None in particular")), *((a.id, short(a.text, IN_A_LIST)) for a in aims)]
