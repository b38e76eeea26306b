"""The agenda as it runs: the part that is on, its clock, and what comes next."""

from collections.abc import Callable
from datetime import UTC, datetime

from markupsafe import Markup

from plnkit import agenda as agendas
from plnkit.agenda import END, PAGES, Agenda, Part
from plnkit.assets import SCRIPTS
from plnkit.html import Child, h, trh
from plnkit.language import N_, tr, trn
from plnkit.model import Book
from plnkit.ready_made import LENGTHS, ready_made
from plnkit.rooms import Chair
from plnkit.views.facilitator.seat import ChairPanel, Seat
from plnkit.views.facilitator.ticking import begins, left
from plnkit.views.panel import ChangeBook, button, card, hint, name, question, row
from plnkit.words import isolated

NONE_YET = N_(
    "Begin with one of these, and change it as you like; or add parts of your own below. It is "
    "kept in your own book."
)
NOT_BEGUN = N_("The clock stands until you begin.")
OVER = N_("The agenda is over. Back takes you to its last part.")

Now = Callable[[], datetime]


def now() -> datetime:
    """Return what time it is."""
    return datetime.now(UTC)


class Run(ChairPanel):
    """Runs the agenda: a press bears the part that it was made on, so that none counts twice."""

    _esm = SCRIPTS["ticking"]
    title = N_("What is on now?")

    def __init__(self, seat: Seat, change: ChangeBook, clock: Now = now) -> None:
        super().__init__("run", seat, change)
        self._now = clock

    def inside(self, book: Book, chair: Chair) -> Markup:
        """Return the part that is on, or agendas to begin with; nothing once the room is closed."""
        if self.seat.is_over(chair):
            return Markup("")
        found = agendas.read(book)
        if found is None or not found.parts:
            return card(
                question(tr(self.title), key=self.key), hint(tr(NONE_YET)), row(*_offered())
            )
        return card(
            question(tr(self.title), key=self.key),
            *self._standing(found),
            self.said(),
            *_others(found),
        )

    def _standing(self, found: Agenda) -> list[Child]:
        if found.now == END:
            return [h("p", tr(OVER)), row(button(tr("Back"), "back", END, "quiet"))]
        if found.part is None:
            first = button(tr("Begin"), "start", found.now or "-")
            return [h("p", tr(NOT_BEGUN)), *self._next(found), row(first)]
        return [*_part(found.part), *self._clock(found), *self._next(found), row(*_presses(found))]

    def _clock(self, found: Agenda) -> list[Child]:
        # The line is kept free while the clock runs: the buttons below stay where they are.
        said = "\u00a0" if found.since else tr("Paused: the clock is stopped.")
        return [h("p", left(found, self._now()), class_="pln-left"), hint(said)]

    def _next(self, found: Agenda) -> list[Child]:
        at = self._now()
        rest = sum(part.minutes for part in found.parts if part.id in found.ahead())
        ends = hint(trh("As it goes now, it ends at {time}.", time=begins(found, rest, at)))
        if found.next is None:
            return [ends]
        label = h("b", tr("Next:"))
        said = trh(
            "{next} {what}, at {time}.",
            next=label,
            what=name(found.next.what),
            time=begins(found, 0, at),
        )
        return [h("p", said), ends]

    # --- what is pressed ----------------------------------------------------------------

    def do_begin(self, value: object) -> None:
        """Take a ready-made agenda in the place of the one there is; undo brings that back."""
        if str(value) not in map(str, LENGTHS):
            raise ValueError(tr("This is not one of the agendas: reload the page."))
        self.seated()
        minutes = int(str(value))
        made = ready_made(minutes)
        label = tr("Chose the agenda of {minutes} minutes", minutes=minutes)
        self._change(lambda book: agendas.keep(book, made), label)

    def do_start(self, value: object) -> None:
        """Let the clock run."""
        self._step(value, lambda found: found.started(self._now()), tr("Let the clock run"))

    def do_pause(self, value: object) -> None:
        """Let the clock stand."""
        self._step(value, lambda found: found.paused(self._now()), tr("Paused the clock"))

    def do_next(self, value: object) -> None:
        """Go on to the next part."""
        self._step(value, lambda found: found.onward(self._now()), tr("Went on in the agenda"))

    def do_back(self, value: object) -> None:
        """Go back to the part before."""
        self._step(value, lambda found: found.back(self._now()), tr("Went back in the agenda"))

    def do_longer(self, value: object) -> None:
        """Give the part a minute more."""
        self._step(value, lambda found: found.longer(1), tr("Gave a minute more"))

    def do_reset(self, value: object) -> None:
        """Begin the agenda anew."""
        self._step(value, Agenda.reset, tr("Began the agenda anew"))

    def _step(self, on: object, turn: Callable[[Agenda], Agenda], label: str) -> None:
        self.seated()

        def edit(book: Book) -> Book:
            found = agendas.read(book)
            if found is None or on != (found.now or "-"):  # another page was quicker
                raise ValueError(tr(agendas.MOVED_ON))
            return agendas.keep(book, turn(found))

        self._change(edit, label)


def _part(part: Part) -> list[Child]:
    page = PAGES.get(part.page)
    return [
        h("p", name(part.what), class_="pln-part-now"),
        hint(tr("Page: “{page}”.", page=page)) if page else None,
        h("p", name(part.say)) if part.say else None,
        hint(trh("Look out for: {what}", what=name(part.watch))) if part.watch else None,
    ]


def _presses(found: Agenda) -> list[Child]:
    on, after = found.now, found.next
    onward = tr("Next: {what}", what=isolated(after.what)) if after else tr("To the end")
    run = (tr("Pause"), "pause") if found.since else (tr("Go on"), "start")
    return [
        button(onward, "next", on),
        button(*run, on, "quiet"),
        button(tr("+1 minute"), "longer", on, "quiet", tr("+1 minute for this part")),
        button(tr("Back"), "back", on, "link", tr("Back to the part before, from its beginning")),
    ]


def _offered() -> list[Child]:
    return [
        button(trn("{n} minute", "{n} minutes", minutes), "begin", str(minutes), "quiet")
        for minutes in LENGTHS
    ]


def _others(found: Agenda) -> list[Child]:
    said = tr("Another agenda replaces this one; undo brings this one back.")
    anew = button(tr("Begin this one anew"), "reset", found.now or "-", "link")
    return [
        h(
            "details",
            h("summary", tr("Another agenda, or start again")),
            hint(said),
            row(*_offered(), anew),
            data_key="others",
        )
    ]
