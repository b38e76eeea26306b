"""The parts of the agenda: changed, moved, added, taken out; and the run sheet of them."""

from collections.abc import Callable
from datetime import time
from typing import Any

from markupsafe import Markup

from plnkit import agenda as agendas
from plnkit import dates
from plnkit.agenda import PAGES, WHAT, Agenda, Part
from plnkit.assets import SCRIPTS
from plnkit.html import Child, h, trh
from plnkit.language import N_, tr, trn
from plnkit.model import Book, new_id
from plnkit.rooms import Chair
from plnkit.views.facilitator.run import Now, now
from plnkit.views.facilitator.seat import ChairPanel, Seat
from plnkit.views.facilitator.sheet import run_sheet
from plnkit.views.facilitator.ticking import begins
from plnkit.views.form import Said, submit
from plnkit.views.panel import ChangeBook, button, card, hint, name, question, row
from plnkit.words import quoted

ON_TIMES = N_(
    "Times are for how it goes now: they move while the clock is paused, and when a part runs late."
)
SAVED = N_("Saved as {name}: open it, and print it from there.")


class Parts(ChairPanel):
    """Lists the parts of the agenda; one of them may be open to be changed."""

    _esm = SCRIPTS["ticking"]
    title = N_("The agenda")

    def __init__(self, seat: Seat, change: ChangeBook, clock: Now = now) -> None:
        super().__init__("parts", seat, change)
        self._now = clock
        self._open = ""  # the part that is changed
        self._saved = False  # the run sheet, by the last press

    def inside(self, book: Book, chair: Chair) -> Markup:
        """Return the list, a form for one more, and the run sheet; nothing once the room is closed."""
        if self.seat.is_over(chair):
            return Markup("")
        found = agendas.read(book) or Agenda()
        return card(
            question(tr(self.title), key=self.key),
            *self._listed(found),
            h("p", "" if self._saved else self._said, class_="pln-said", role="status"),
            h(
                "details",
                h("summary", tr("Add a part")),
                self.form(
                    "add", *self._fields("new", Part(id="0", minutes=10, what="-"), tr("Add"))
                ),
                data_key="adding",
                open=any(field.startswith("new-") for field in self.wrong),
            ),
            self._sheet() if found.parts else None,
        )

    def _listed(self, found: Agenda) -> list[Child]:
        if not found.parts:
            return [hint(tr("No part yet: choose an agenda above, or add a part."))]
        parts = trn("{n} part", "{n} parts", len(found.parts))
        minutes = _minutes(found.minutes)
        lasts = tr("{parts}, {minutes} in all.", parts=parts, minutes=minutes)
        items = [self._item(part, found) for part in found.parts]
        return [h("p", lasts), h("ol", *items, class_="pln-list"), hint(tr(ON_TIMES))]

    def _item(self, part: Part, found: Agenda) -> Markup:
        return h(
            "li",
            h("div", *self._line(part, found), class_="pln-who"),
            row(*_presses(part)),
            self.form("save", *self._saving(part), about=part.id)
            if part.id == self._open
            else None,
            data_key=part.id,
            aria_current="step" if part.id == found.now else None,
        )

    def _line(self, part: Part, found: Agenda) -> list[Child]:
        ahead, page = found.ahead().get(part.id), PAGES.get(part.page)
        minutes = _minutes(part.minutes)
        said: Child = tr("{minutes}, on “{page}”", minutes=minutes, page=page) if page else minutes
        if ahead is not None:
            said = trh("At {time}: {what}", time=begins(found, ahead, self._now()), what=said)
        if part.id == found.now:
            said = trh("On now: {what}", what=said)
        return [h("b", name(part.what)), h("span", said, class_="pln-soft")]

    # --- the forms ----------------------------------------------------------------------

    def _saving(self, part: Part) -> list[Child]:
        hidden = h("input", type="hidden", name="id", value=part.id)
        stop = button(tr("Leave it as it is"), "leave", kind="link")
        return [hidden, *self._fields(part.id, part, tr("Save"), stop)]

    def _fields(self, about: str, part: Part, label: str, *more: Child) -> list[Child]:
        what = "" if about == "new" else part.what
        pages = [("", tr("No page")), *PAGES.items()]
        return [
            self.field(f"{about}-what", tr("What happens"), what, maxlength=WHAT),
            h(
                "div",
                self.field(f"{about}-minutes", tr("Minutes"), str(part.minutes), inputmode="numeric"),
                self.choice(f"{about}-page", tr("On which page"), pages, part.page),
                class_="pln-side",
            ),
            self.field(f"{about}-say", tr("What you say"), part.say, kind="textarea", dir="auto"),
            self.field(
                f"{about}-watch", tr("What to look out for"), part.watch, kind="textarea", dir="auto",
            ),
            submit(label, *more),
        ]  # fmt: skip

    def _sheet(self) -> Markup:
        quarter = self._now().astimezone()
        start = f"{quarter.hour:02}:{quarter.minute // 15 * 15:02}"
        small = tr("One page with clock times, to hold in your hand. Your browser saves it.")
        return h(
            "details",
            h("summary", tr("A run sheet, to print")),
            self.form(
                "sheet",
                self.field("begins", tr("It begins at"), start, kind="time", small=small),
                submit(tr("Save the run sheet")),
            ),
            h("p", self._said if self._saved else "", class_="pln-said", role="status"),
            data_key="sheet",
            open="begins" in self.wrong,
        )

    # --- what is pressed ----------------------------------------------------------------

    def press(self, message: Any) -> None:
        """Answer the page; what was saved before is told no longer."""
        self._saved = False
        super().press(message)

    def do_add(self, value: object) -> None:
        """Put one more part at the end."""
        part = self._read(Said(value), "new", new_id())
        what = quoted(part.what)
        self._edit(lambda found: found.with_part(part), tr("Added {what}", what=what))
        self.done(tr("Added: {what}, at the end.", what=what))

    def do_save(self, value: object) -> None:
        """Keep a part as it was changed."""
        said = Said(value)
        id = said.text("id")
        _known(agendas.read(self.book), id)
        part = self._read(said, id, id)

        def edit(found: Agenda) -> Agenda:
            _known(found, id)  # another page may have taken it out
            return found.with_part(part)

        what = quoted(part.what)
        self._edit(edit, tr("Changed {what}", what=what))
        self._open = ""
        self.done(tr("Changed: {what}.", what=what))

    def do_open(self, value: object) -> None:
        """Let a part be changed."""
        self._open = _known(agendas.read(self.book), str(value)).id

    def do_leave(self, _: object) -> None:
        """Change nothing."""
        self._open = ""

    def do_up(self, value: object) -> None:
        """Move a part up."""
        self._edit(lambda found: found.moved(str(value), -1), tr("Moved a part of the agenda"))

    def do_down(self, value: object) -> None:
        """Move a part down."""
        self._edit(lambda found: found.moved(str(value), 1), tr("Moved a part of the agenda"))

    def do_remove(self, value: object) -> None:
        """Take a part out; undo brings it back."""
        part = _known(agendas.read(self.book), str(value))
        what = quoted(part.what)
        label = tr("Removed {what}", what=what)
        self._edit(lambda found: found.without(part.id, self._now()), label)
        self._said = tr("Removed: {what}. Undo brings it back.", what=what)

    def do_sheet(self, value: object) -> None:
        """Make the run sheet, and give it to the browser."""
        said = Said(value)
        begins_at = said.read("begins", _time)
        self.check(said)
        room, found = self.seated().room(), agendas.read(self.book)
        if found is None or not found.parts:
            raise ValueError(tr(agendas.EMPTY))
        file = run_sheet(found, room.title if room else "", begins_at)
        self.send({"file": file._asdict()})
        self._said, self._saved = tr(SAVED, name=file.name), True

    def _read(self, said: Said, about: str, id: str) -> Part:
        """Return the part that a form says; raises ValueError, and marks what is wrong."""
        what = said.read(f"{about}-what", agendas.what_of)
        minutes = said.read(f"{about}-minutes", agendas.minutes_of)
        page = said.read(f"{about}-page", agendas.page_of)
        say = said.read(f"{about}-say", agendas.line_of)
        watch = said.read(f"{about}-watch", agendas.line_of)
        self.check(said)
        return Part(id=id, minutes=minutes, what=what, page=page, say=say, watch=watch)

    def _edit(self, turn: Callable[[Agenda], Agenda], label: str) -> None:
        self.seated()
        self._change(lambda book: agendas.keep(book, turn(agendas.read(book) or Agenda())), label)


def _minutes(minutes: int) -> str:
    return trn("{n} minute", "{n} minutes", minutes)


def _known(found: Agenda | None, id: str) -> Part:
    for part in found.parts if found else ():
        if part.id == id:
            return part
    raise ValueError(tr(agendas.GONE))


def _time(text: str) -> time:
    at = dates.parsed_time(text)
    if at is None:
        raise ValueError(tr("Say when it begins: type it like 14:30."))
    return at


def _presses(part: Part) -> list[Child]:
    what = quoted(part.what)  # at an end, up and down do nothing: a press keeps its focus
    return [
        button(tr("Change"), "open", part.id, "link", tr("Change {what}", what=what)),
        button(tr("Up"), "up", part.id, "link", tr("Move {what} up", what=what)),
        button(tr("Down"), "down", part.id, "link", tr("Move {what} down", what=what)),
        button(tr("Remove"), "remove", part.id, "link", tr("Remove {what}", what=what)),
    ]
