"""The agenda as it runs: the part that is on, its clock, and what comes next."""

from collections.abc import Callable
from datetime import UTC, datetime

from markupsafe import Markup

from plnkit import agenda as agendas
from plnkit.agenda import END, PAGES, Agenda, Part
from plnkit.html import Child, h
from plnkit.model import Book
from plnkit.ready_made import LENGTHS, ready_made
from plnkit.rooms import Chair
from plnkit.views.facilitator.seat import ChairPanel, Seat
from plnkit.views.facilitator.ticking import TICKING, begins, left
from plnkit.views.panel import ChangeBook, button, card, hint, name, question, row
from plnkit.words import isolated

NONE_YET = (
    "Begin with one of these, and change it as you like; or add parts of your own below. It is "
    "kept in your own book."
)
NOT_BEGUN = "The clock stands until you begin."
OVER = "The agenda is over. Back takes you to its last part."

Now = Callable[[], datetime]


def now() -> datetime:
    """Return what time it is."""
    return datetime.now(UTC)


class Run(ChairPanel):
    """Runs the agenda: a press bears the part that it was made on, so that none counts twice."""

    _esm = TICKING
    title = "What is on now?"

    def __init__(self, seat: Seat, change: ChangeBook, clock: Now = now) -> None:
        super().__init__("run", seat, change)
        self._now = clock

    def inside(self, book: Book, chair: Chair) -> Markup:
        """Return the part that is on, or agendas to begin with; nothing once the room is closed."""
        if self.seat.is_over(chair):
            return Markup("")
        found = agendas.read(book)
        if found is None or not found.parts:
            return card(question(self.title, key=self.key), hint(NONE_YET), row(*_offered()))
        return card(
            question(self.title, key=self.key), *self._standing(found), self.said(), *_others(found)
        )

    def _standing(self, found: Agenda) -> list[Child]:
        if found.now == END:
            return [h("p", OVER), row(button("Back", "back", END, "quiet"))]
        if found.part is None:
            first = button("Begin", "start", found.now or "-")
            return [h("p", NOT_BEGUN), *self._next(found), row(first)]
        return [*_part(found.part), *self._clock(found), *self._next(found), row(*_presses(found))]

    def _clock(self, found: Agenda) -> list[Child]:
        # The line is kept free while the clock runs: the buttons below stay where they are.
        said = "\u00a0" if found.since else "Paused: the clock stands."
        return [h("p", left(found, self._now()), class_="pln-left"), hint(said)]

    def _next(self, found: Agenda) -> list[Child]:
        at = self._now()
        rest = sum(part.minutes for part in found.parts if part.id in found.ahead())
        ends = hint("As it goes now, it ends at ", begins(found, rest, at), ".")
        if found.next is None:
            return [ends]
        when = begins(found, 0, at)
        return [h("p", h("b", "Next: "), name(found.next.what), ", at ", when, "."), ends]

    # --- what is pressed ----------------------------------------------------------------

    def do_begin(self, value: object) -> None:
        """Take a ready-made agenda in the place of the one there is; undo brings that back."""
        if str(value) not in map(str, LENGTHS):
            raise ValueError("This is not one of the agendas: reload the page.")
        self.seated()
        made = ready_made(int(str(value)))
        self._change(lambda book: agendas.keep(book, made), f"Chose the agenda of {value} minutes")

    def do_start(self, value: object) -> None:
        """Let the clock run."""
        self._step(value, lambda found: found.started(self._now()), "Let the clock run")

    def do_pause(self, value: object) -> None:
        """Let the clock stand."""
        self._step(value, lambda found: found.paused(self._now()), "Paused the clock")

    def do_next(self, value: object) -> None:
        """Go on to the next part."""
        self._step(value, lambda found: found.onward(self._now()), "Went on in the agenda")

    def do_back(self, value: object) -> None:
        """Go back to the part before."""
        self._step(value, lambda found: found.back(self._now()), "Went back in the agenda")

    def do_longer(self, value: object) -> None:
        """Give the part a minute more."""
        self._step(value, lambda found: found.longer(1), "Gave a minute more")

    def do_reset(self, value: object) -> None:
        """Begin the agenda anew."""
        self._step(value, Agenda.reset, "Began the agenda anew")

    def _step(self, on: object, turn: Callable[[Agenda], Agenda], label: str) -> None:
        self.seated()

        def edit(book: Book) -> Book:
            found = agendas.read(book)
            if found is None or on != (found.now or "-"):  # another page was quicker
                raise ValueError(agendas.MOVED_ON)
            return agendas.keep(book, turn(found))

        self._change(edit, label)


def _part(part: Part) -> list[Child]:
    page = PAGES.get(part.page)
    return [
        h("p", name(part.what), class_="pln-part-now"),
        hint(f"Page: “{page}”.") if page else None,
        h("p", name(part.say)) if part.say else None,
        hint("Look out for: ", name(part.watch)) if part.watch else None,
    ]


def _presses(found: Agenda) -> list[Child]:
    on, after = found.now, found.next
    onward = f"Next: {isolated(after.what)}" if after else "To the end"
    run = ("Pause", "pause") if found.since else ("Go on", "start")
    return [
        button(onward, "next", on),
        button(*run, on, "quiet"),
        button("+1 minute", "longer", on, "quiet", "+1 minute for this part"),
        button("Back", "back", on, "link", "Back to the part before, from its beginning"),
    ]


def _offered() -> list[Child]:
    return [button(f"{minutes} minutes", "begin", str(minutes), "quiet") for minutes in LENGTHS]


def _others(found: Agenda) -> list[Child]:
    said = "Another takes the place of this one; undo brings it back."
    anew = button("Begin this one anew", "reset", found.now or "-", "link")
    return [
        h(
            "details",
            h("summary", "Another agenda, or begin anew"),
            hint(said),
            row(*_offered(), anew),
            data_key="others",
        )
    ]
