"""The plans to come: done, moved, skipped, or taken to a calendar."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime

from markupsafe import Markup
from msgspec.structs import replace

from plnkit import clock
from plnkit.exchange import calendar
from plnkit.html import Child, h
from plnkit.model import Book, Interaction, Plan, new_id
from plnkit.views.form import Form, Said, submit, to_come
from plnkit.views.panel import ChangeBook, button, card, day, name, question, row
from plnkit.words import count, isolated, quoted, shortened

AHEAD = ("planned", "moved")
OVER = {"done": "Done", "skipped": "Skipped"}
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
            question("Your dates", key="agenda"),
            h("p", _reading(ahead), class_="pln-reading"),
            h("ul", *[self._item(p, book) for p in ahead], class_="pln-list", role="list"),
            row(button(f"All in one calendar file ({len(dated)})", "all", kind="quiet"))
            if len(dated) > 1
            else None,
            self.said(),
            _over(over, book),
        )

    def _item(self, plan: Plan, book: Book) -> Markup:
        who = isolated(book.member(plan.member).name)
        presses = (
            ("Done", "finish", "quiet", f"Done: the plan with {who}"),
            ("Move", "ask", "link", f"Move the plan with {who}"),
            ("Skip", "skip", "link", f"Skip the plan with {who}"),
            ("Change", "edit", "link", f"Change the plan with {who}"),
        )
        to_calendar = button("Calendar file", "one", plan.id, "link", f"Calendar file: {who}")
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
            self.field("on", "To which day?", plan.on.isoformat() if plan.on else "", kind="date"),
            submit("Move it", button("Leave it", "stay", kind="link")),
            about=plan.id,
        )

    # --- what is pressed ----------------------------------------------------------------

    def _plan(self, value: object) -> Plan:
        found = self.book.entities.get(str(value))
        if not isinstance(found, Plan):
            raise ValueError("This plan is no longer here.")  # noqa: TRY004 - for the reader
        return found

    def _set(self, plan: Plan, label: str, **changes: object) -> str:
        """Change a plan and return with whom it is."""
        who = isolated(self.book.member(plan.member).name)
        later = replace(plan, **changes, revision=plan.revision + 1)
        self._change(lambda book: book.with_(later), f"{label} with {who}")
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
        self._change(lambda book: book.with_(over, noted), f"Done: the plan with {who}")
        self.done("Done, and noted in your log: say there what came of it, if you like.")

    def do_skip(self, value: object) -> None:
        """Let a plan go."""
        who = self._set(self._plan(value), "Skipped the plan", status="skipped")
        self.done(f"Skipped, with {who}. That is all right.")

    def do_again(self, value: object) -> None:
        """Take up a plan again that was over."""
        self._set(self._plan(value), "Took up the plan", status="planned")

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
            said.need("on", "Choose a day.")
        self.check(said)
        who = self._set(plan, "Moved the plan", on=on, status="moved")
        self._moving = ""
        self.done(f"Moved, with {who}.")

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
            f"Saved as {CALENDAR}: open it with your calendar. A later file replaces it there."
        )


def _with(book: Book, stages: Iterable[str]) -> list[Plan]:
    return [plan for plan in book.all(Plan) if plan.status in stages]


def _reading(ahead: list[Plan]) -> str:
    if not ahead:
        return "Nothing is planned just now: a single date is enough."
    today = clock.today()
    past = sum(plan.on is not None and plan.on < today for plan in ahead)
    open_ones = sum(plan.on is None for plan in ahead)
    coming = len(ahead) - past - open_ones
    texts = (
        f"{count(coming, 'date')} to come." if coming else "",
        f"{count(past, 'plan')} whose day has passed: done, moved or skipped?" if past else "",
        f"{count(open_ones, 'plan')} without a day yet." if open_ones else "",
    )
    return " ".join(filter(None, texts))


def _line(plan: Plan, book: Book) -> Markup:
    when: list[Child] = [day(plan.on, plan.at)] if plan.on else ["Without a day yet"]
    past = " (this day has passed)" if plan.on and plan.on < clock.today() else ""
    moved = " (moved)" if plan.status == "moved" else ""
    who = h("b", name(book.member(plan.member).name))
    return h("div", *when, past or moved, ": ", who, f", {plan.where}" if plan.where else "")


def _details(plan: Plan, book: Book) -> list[Markup]:
    aim = book.entities.get(plan.aim or "")
    texts = (
        calendar.if_then(plan),
        f"Ask: {plan.question}" if plan.question else "",
        f"Offer: {plan.offer}" if plan.offer else "",
        f"For {quoted(getattr(aim, 'text', ''))}" if aim else "",
    )
    return [h("span", shortened(text), class_="pln-soft") for text in texts if text]


def _over(over: list[Plan], book: Book) -> Markup | None:
    if not over:
        return None
    items = [
        h(
            "li",
            f"{OVER[plan.status]}: ",
            name(book.member(plan.member).name),
            *([", ", day(plan.on)] if plan.on else []),
            f", {plan.act}" if plan.act else "",
            " ",
            button("Take up again", "again", plan.id, "link"),
            data_key=plan.id,
        )
        for plan in over[:20]
    ]
    summary = h("summary", f"Over ({len(over)})")
    return h("details", summary, h("ul", *items, class_="pln-everyone"), data_key="over")
