"""Making a plan: if this happens, I will do that; with whom, for which aim, when and where."""

from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup
from msgspec.structs import replace

from plnkit import clock, dates
from plnkit import literature as lit
from plnkit.html import h
from plnkit.language import N_, tr
from plnkit.model import Aim, Book, Member, Plan, new_id
from plnkit.views.form import Form, Option, Said, submit, to_come
from plnkit.views.panel import ChangeBook, button, card, hint, question
from plnkit.words import isolated

TEXTS = {  # field: label, small print, whether it may take several lines
    "cue": (
        N_("If … (what will remind me)"),
        N_("I have put my coffee down on Thursday"),
        False,
    ),
    "act": (N_("… then I will"), N_("walk over and ask for last year's cost sheet"), False),
    "question": (N_("A question to ask"), "", True),
    "offer": (N_("Something to offer"), "", True),
}


_SOURCE = f"{lit.GOLLWITZER_2006.author}, {lit.GOLLWITZER_2006.year}"


class Make(Form):
    """A form for one if-then plan."""

    def __init__(self, change: ChangeBook) -> None:
        super().__init__("plan", change)
        self._with: str = ""  # whom it is for, when somebody was picked
        self._old: Plan | None = None  # what is being changed

    def show(self, book: Book) -> Markup:
        """Return the form."""
        if not book.members:
            text = tr("Once somebody is on your map, you plan here what you will do with them.")
            return card(question(tr("A date with whom?")), hint(text))
        return card(
            question(tr("Change the plan") if self._old else tr("A date with whom?"), key="plan"),
            hint(
                tr(
                    "Name what will remind you and what you will do then: such plans are carried "
                    "out more often than intentions alone ({source}). One is enough.",
                    source=_SOURCE,
                )
            ),
            self.form("plan", *self._fields(book), about=self._old.id if self._old else self._with),
            self.said(),
        )

    def _fields(self, book: Book) -> list[Markup | None]:
        old = self._old or Plan(id="new", member=self._with or "nobody")
        texts = {
            key: self.field(
                key, tr(label), getattr(old, key), kind="textarea" if long else "text",
                placeholder=tr(small) or None, maxlength=20_000,
            )
            for key, (label, small, long) in TEXTS.items()
        }  # fmt: skip
        when = [
            self.field("on", tr("Day"), old.on.isoformat() if old.on else "", kind="date"),
            self.field("at", tr("Time"), f"{old.at:%H:%M}" if old.at else "", kind="time"),
            self.field(
                "minutes", tr("For how many minutes"), str(old.minutes or ""), inputmode="numeric"
            ),
            self.field("where", tr("Where"), old.where, maxlength=500),
        ]
        who = [
            self.choice("member", tr("With"), _people(book), old.member),
            self.choice("aim", tr("For which aim"), _aims(book), old.aim or ""),
        ]
        return [
            h("div", *who, class_="pln-side"),
            texts["cue"],
            texts["act"],
            h("div", *when, class_="pln-side"),
            h("div", texts["question"], texts["offer"], class_="pln-side"),
            submit(
                tr("Save the change") if self._old else tr("Make the plan"),
                button(tr("Leave it as it was"), "leave", kind="link") if self._old else None,
            ),
        ]

    def pick(self, id: str) -> None:
        """Take up a plan to change it, or begin one with a member."""
        found = self.book.entities.get(id)
        self._old = found if isinstance(found, Plan) else None
        self._with = id if isinstance(found, Member) else ""
        self._turn += 1
        self.draw(self.book)
        self.send({"reveal": True})

    # --- what is pressed ----------------------------------------------------------------

    def do_leave(self, _: object) -> None:
        """Change nothing."""
        self._old, self._with = None, ""
        self.done(tr("Left as it was."))

    def do_plan(self, value: object) -> None:
        """Keep the plan."""
        plan = self._read(Said(value))
        who = isolated(self.book.member(plan.member).name)
        label = (
            N_("Changed the plan with {who}") if self._old else N_("Planned something with {who}")
        )
        self._change(lambda book: book.with_(plan), tr(label, who=who))
        self._old, self._with = None, ""
        self.done(
            tr("Planned, with {who}.", who=who)
            if plan.on
            else tr("Planned, with {who}: it has no day yet.", who=who)
        )

    def _read(self, said: Said) -> Plan:
        old = self._old if self._old and self._old.id in self.book else None
        member, aim = said.text("member"), said.text("aim")
        if not isinstance(self.book.entities.get(member), Member):
            said.need("member", tr("Choose with whom."))
        if not said.text("act"):
            said.need("act", tr("Say what you will do: a few words are enough."))
        on = said.read("on", lambda text: _day(text, old))
        at = said.read("at", dates.parsed_time)
        if at and not on and "on" not in said.wrong:
            said.need("on", tr("A time needs its day: choose one."))
        when = _when(old, on, at)
        if why := _no_such_hour(on, at, str(when["zone"]), old):
            said.need("at", why)
        minutes = said.read("minutes", dates.parsed_minutes)
        self.check(said)
        return replace(
            old or Plan(id=new_id(), member=member),
            member=member,
            aim=aim if isinstance(self.book.entities.get(aim), Aim) else None,
            **when,
            minutes=minutes,
            where=said.text("where"),
            **{key: said.text(key) for key in TEXTS},
            revision=old.revision + 1 if old else 0,
        )


def _day(text: str, old: Plan | None) -> date | None:
    """Return the day of a plan: to come, or left as it was."""
    day = dates.parsed_day(text, clock.today())
    return day if old and day == old.on else to_come(text)


def _when(old: Plan | None, on: date | None, at: time | None) -> dict[str, Any]:
    """Return the day and the time; the zone is where the reader was when they said the time."""
    same = old is not None and (old.on, old.at) == (on, at)
    zone = old.zone if old and same else clock.zone() if at else ""
    return {"on": on, "at": at, "zone": zone}


def _no_such_hour(on: date | None, at: time | None, zone: str, old: Plan | None) -> str:
    """Return why a plan cannot begin at an hour: it is over, or the clock skips it; or nothing."""
    if not on or not at or (old and (old.on, old.at) == (on, at)):
        return ""
    here = ZoneInfo(zone) if zone else None
    begins = datetime.combine(on, at, here)
    if begins < datetime.now(here).replace(tzinfo=here):
        return tr("This hour has passed: choose a later one.")
    if here and begins.astimezone(UTC).astimezone(here).replace(tzinfo=here) != begins:
        return tr("On this day the clock skips this hour: choose another one.")
    return ""


def _people(book: Book) -> list[Option]:
    near = sorted(book.members, key=lambda m: (m.kind == "source", m.closeness or 9))
    return [("", tr("Choose…")), *((m.id, m.name) for m in near)]


def _aims(book: Book) -> list[Option]:
    aims = [a for a in book.all(Aim) if a.status == "open"]
    return [("", tr("None in particular")), *((a.id, a.text[:80]) for a in aims)]
