"""The plans to come: done, moved, skipped, or taken to a calendar."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime

from markupsafe import Markup
from msgspec.structs import replace

from plnkit import clock
from plnkit.exchange import calendar
from plnkit.html import Child, h, trh
from plnkit.language import N_, tr, trn, trp
from plnkit.model import Book, Interaction, Plan, new_id
from plnkit.views.form import Form, Said, submit, to_come
from plnkit.views.panel import ChangeBook, button, card, day, name, question, row
from plnkit.words import isolated, quoted, shortened

AHEAD = ("planned", "moved")
OVER = {"done": N_("Done: {what}"), "skipped": N_("Skipped: {what}")}  # with whom, when, and what
CALENDAR = "my-dates.ics"


class Agenda(Form):
    """Lists the plans, the next first; below them, folded, those that are over."""

    def __init__(self, change: ChangeBook, edit: Callable[[str], None]) -> None:
        super().__init__("agenda", change)
        self._edit = edit
        self._moving = ""  # the plan that is about to be moved

    def show(self, book: Book) -> Markup:
        """Return the list."""
        ahead = sorted(
            _with(book, AHEAD), key=lambda p: (p.on or date.max, p.at is None, str(p.at))
        )
        over = sorted(_with(book, OVER), key=lambda p: p.on or date.min, reverse=True)
        dated = [plan for plan in ahead if plan.on]
        return card(
            question(tr("Your dates"), key="agenda"),
            h("p", _reading(ahead), class_="pln-reading"),
            h("ul", *[self._item(p, book) for p in ahead], class_="pln-list", role="list"),
            _all_in_one(len(dated)),
            self.said(),
            _over(over, book),
        )

    def _item(self, plan: Plan, book: Book) -> Markup:
        who = isolated(book.member(plan.member).name)
        presses = (
            (trp("plan", "Done"), "finish", "quiet", tr("Done: the plan with {who}", who=who)),
            (tr("Move"), "ask", "link", tr("Move the plan with {who}", who=who)),
            (tr("Skip"), "skip", "link", tr("Skip the plan with {who}", who=who)),
            (tr("Change"), "edit", "link", tr("Change the plan with {who}", who=who)),
        )
        said = tr("Calendar file: {who}", who=who)
        to_calendar = button(tr("Calendar file"), "one", plan.id, "link", said)
        return h(
            "li",
            h("div", _line(plan, book), *_details(plan, book), class_="pln-who"),
            self._move(plan)
            if self._moving == plan.id
            else row(
                *[button(label, do, plan.id, kind, said) for label, do, kind, said in presses],
                to_calendar if plan.on else None,
            ),
            data_key=plan.id,
        )

    def _move(self, plan: Plan) -> Markup:
        return self.form(
            "move",
            self.field(
                "on", tr("To which day?"), plan.on.isoformat() if plan.on else "", kind="date"
            ),
            submit(tr("Move it"), button(tr("Leave it"), "stay", kind="link")),
            about=plan.id,
        )

    # --- what is pressed ----------------------------------------------------------------

    def _plan(self, value: object) -> Plan:
        found = self.book.entities.get(str(value))
        if not isinstance(found, Plan):
            raise ValueError(tr("This plan is no longer here."))  # noqa: TRY004 - for the reader
        return found

    def _set(self, plan: Plan, label: str, **changes: object) -> str:
        """Change a plan and return with whom it is."""
        who = isolated(self.book.member(plan.member).name)
        later = replace(plan, **changes, revision=plan.revision + 1)
        self._change(lambda book: book.with_(later), tr(label, who=who))
        return who

    def do_finish(self, value: object) -> None:
        """Mark a plan as done, and note that it happened."""
        plan, today = self._plan(value), clock.today()
        who = isolated(self.book.member(plan.member).name)
        on = min(plan.on or today, today)
        noted = Interaction(
            id=new_id(), members=(plan.member,), on=on, minutes=plan.minutes, aim=plan.aim
        )
        over = replace(plan, status="done", revision=plan.revision + 1)
        label = tr("Done: the plan with {who}", who=who)
        self._change(lambda book: book.with_(over, noted), label)
        self.done(tr("Done, and noted in your log: say there what came of it, if you like."))

    def do_skip(self, value: object) -> None:
        """Let a plan go."""
        label = N_("Skipped the plan with {who}")
        who = self._set(self._plan(value), label, status="skipped")
        self.done(tr("Skipped, with {who}. That is all right.", who=who))

    def do_again(self, value: object) -> None:
        """Take up a plan again that was over."""
        self._set(self._plan(value), N_("Took up the plan with {who}"), status="planned")

    def do_ask(self, value: object) -> None:
        """Ask to which day a plan is to be moved."""
        self._moving = self._plan(value).id
        self._turn += 1

    def do_stay(self, _: object) -> None:
        """Leave the plan where it is."""
        self._moving = ""

    def do_move(self, value: object) -> None:
        """Move a plan to another day."""
        plan, said = self._plan(self._moving), Said(value)
        on = said.read("on", to_come)
        if on is None:
            said.need("on", tr("Choose a day."))
        self.check(said)
        who = self._set(plan, N_("Moved the plan with {who}"), on=on, status="moved")
        self._moving = ""
        self.done(tr("Moved, with {who}.", who=who))

    def do_edit(self, value: object) -> None:
        """Take a plan up in the form."""
        self._edit(self._plan(value).id)

    def do_one(self, value: object) -> None:
        """Give one plan as a calendar file."""
        self._save([self._plan(value)])

    def do_all(self, _: object) -> None:
        """Give all plans to come as one calendar file."""
        self._save(_with(self.book, (*AHEAD, "skipped")))  # there a skipped one is cancelled

    def _save(self, plans: Iterable[Plan]) -> None:
        text = calendar.calendar(self.book, plans, datetime.now(UTC)).decode()
        self.send({"file": {"name": CALENDAR, "type": "text/calendar", "text": text}})
        self.done(
            tr(
                "Saved as {file}: open it with your calendar. A later file replaces it there.",
                file=CALENDAR,
            )
        )


def _with(book: Book, stages: Iterable[str]) -> list[Plan]:
    return [plan for plan in book.all(Plan) if plan.status in stages]


def _reading(ahead: list[Plan]) -> str:
    if not ahead:
        return tr("Nothing is planned just now: a single date is enough.")
    today = clock.today()
    past = sum(plan.on is not None and plan.on < today for plan in ahead)
    open_ones = sum(plan.on is None for plan in ahead)
    coming = len(ahead) - past - open_ones
    texts = (
        trn("{n} date to come.", "{n} dates to come.", coming) if coming else "",
        trn(
            "{n} plan whose day has passed: done, moved or skipped?",
            "{n} plans whose day has passed: done, moved or skipped?",
            past,
        )
        if past
        else "",
        trn("{n} plan without a day yet.", "{n} plans without a day yet.", open_ones)
        if open_ones
        else "",
    )
    return " ".join(filter(None, texts))


def _line(plan: Plan, book: Book) -> Markup:
    when: Child = day(plan.on, plan.at) if plan.on else tr("Without a day yet")
    if plan.on and plan.on < clock.today():
        when = trh("{day} (this day has passed)", day=when)
    elif plan.status == "moved":
        when = trh("{day} (moved)", day=when)
    who = h("b", name(book.member(plan.member).name))
    if plan.where:
        return h("div", trh("{day}: {who}, {place}", day=when, who=who, place=plan.where))
    return h("div", trh("{day}: {who}", day=when, who=who))


def _details(plan: Plan, book: Book) -> list[Markup]:
    aim = book.entities.get(plan.aim or "")
    texts = (
        calendar.if_then(plan),
        tr("Ask: {said}", said=plan.question) if plan.question else "",
        tr("Offer: {said}", said=plan.offer) if plan.offer else "",
        tr("For {aim}", aim=quoted(getattr(aim, "text", ""))) if aim else "",
    )
    return [h("span", shortened(text), class_="pln-soft") for text in texts if text]


def _over(over: list[Plan], book: Book) -> Markup | None:
    if not over:
        return None
    items = [
        h(
            "li",
            trh(OVER[plan.status], what=_what(plan, book)),
            " ",
            button(tr("Take up again"), "again", plan.id, "link"),
            data_key=plan.id,
        )
        for plan in over[:20]
    ]
    summary = h("summary", tr("Over ({number})", number=len(over)))
    return h("details", summary, h("ul", *items, class_="pln-everyone"), data_key="over")


def _what(plan: Plan, book: Book) -> Markup:
    """Return with whom a plan was, when, and what for."""
    parts = (name(book.member(plan.member).name), plan.on and day(plan.on), plan.act)
    return Markup(", ").join(part for part in parts if part)


def _all_in_one(dated: int) -> Markup | None:
    if dated < 2:  # noqa: PLR2004 - one has its own button
        return None
    label = tr("All in one calendar file ({number})", number=dated)
    return row(button(label, "all", kind="quiet"))
