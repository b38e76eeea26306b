"""More about an aim: why, by when, how able one feels now, and how it stands; one at a time."""

import json
from datetime import date
from typing import Any

from markupsafe import Markup

from plnkit import clock, dates, pulses
from plnkit.html import Child, h, trh
from plnkit.language import tr
from plnkit.model import Aim, Book
from plnkit.views.aims.add import EMPTY, alike
from plnkit.views.aims.parts import aim_of, aims_to_choose, chosen, open_aims, short
from plnkit.views.aims.said import KINDS, STATES, STATES_INSIDE
from plnkit.views.form import Form
from plnkit.views.panel import (
    ChangeBook,
    button,
    card,
    chips,
    day,
    empty,
    hint,
    jump,
    question,
    row,
)
from plnkit.words import quoted

MIDDLE = 5  # where a slider stands that nobody has moved


class Describe(Form):
    """Asks for more about each aim; what is changed is kept at once."""

    def __init__(self, change: ChangeBook) -> None:
        super().__init__("aims-more", change)
        self._current = ""
        self._typed = ""  # what was refused stays in its field

    def pick(self, id: str) -> None:
        """Bring one aim up."""
        self._current = aim_of(self.book, id).id
        self.draw(self.book)
        self.send({"reveal": True})

    def show(self, book: Book) -> Markup:
        """Return the card of one aim."""
        aims = book.all(Aim)
        if not aims:
            text = tr(
                "Not enough yet: once you have written an aim above, you say more about it here."
            )
            return card(question(tr("Why, and by when?")), empty(text))
        aim = self._at(book)
        return card(
            question(tr("Why, and by when?"), key=aim.id),
            hint(
                tr(
                    "Aim {number} of {all}. Say what you like, leave the rest.",
                    number=aims.index(aim) + 1,
                    all=len(aims),
                )
            ),
            *self._fields(aim),
            self._able(book, aim),
            h("p", tr("How does it stand?"), class_="pln-label"),
            chips(tr("How it stands"), "status", _states(aim)),
            self.said(),
            _way_on(aims, aim),
        )

    def _at(self, book: Book) -> Aim:
        found = book.entities.get(self._current)
        if not isinstance(found, Aim):
            found = (open_aims(book) or list(book.all(Aim)))[0]
        self._current = found.id
        return found

    def _fields(self, aim: Aim) -> list[Child]:
        kinds = [(kind, asked.name, kind == aim.kind) for kind, asked in KINDS.items()]
        kind = chosen(self._id("kind"), tr("What it is"), "kind", kinds, aim.id)
        by = aim.by.isoformat() if aim.by else ""
        return [
            self._box_of(aim, "text", tr("What you want to learn"), aim.text, "textarea"),
            self._box_of(aim, "why", tr("Why it matters to you"), aim.why, "textarea"),
            h("div", kind, self._box_of(aim, "by", tr("By when"), by, "date"), class_="pln-side"),
        ]

    def _box_of(self, aim: Aim, what: str, label: str, value: str, kind: str) -> Markup:
        shown = self._typed if what in self.wrong else value
        more = {"maxlength": 20_000} if kind == "textarea" else {}
        return self.field(
            what, label, shown, kind=kind, data_change=what, data_value=aim.id, **more
        )

    # --- how able one feels -------------------------------------------------------------

    def _able(self, book: Book, aim: Aim) -> Markup:
        """Return the question, with a slider and a number for the same."""
        today, before = _felt(book, aim)
        label = tr("How able do you feel now?")
        number = str(today) if today is not None else ""
        shared = {"data_change": "level", "data_value": aim.id, "autocomplete": "off"}
        slider = h(
            "input", type="range", min=0, max=pulses.TOP, step=1, class_="pln-range",
            value=str(_first_of(today, before[-1][1] if before else None, MIDDLE)),
            aria_label=tr("{question} (slider)", question=label), data_twin=self._id("level"),
            aria_valuetext=tr("not said yet") if today is None else None, **shared,
        )  # fmt: skip
        box = h(
            "input", type="text", inputmode="numeric", class_="pln-field pln-percent",
            value=self._typed if "level" in self.wrong else number, placeholder="–",
            **shared, **self._box("level"),
        )  # fmt: skip
        return h(
            "div",
            h("label", label, for_=self._id("level"), class_="pln-label"),
            h("div", slider, box, class_="pln-slide"),
            self._why("level"),
            hint(_so_far(today, before)),
            _shortcuts(aim, today, before),
            data_key="level",
        )  # fmt: skip

    # --- what is pressed ----------------------------------------------------------------

    def do_text(self, value: object) -> None:
        """Put it into other words."""
        aim, typed = self._read(value)
        text = typed.strip()
        if not text:
            self._refuse("text", typed, tr(EMPTY))
        if known := alike(self.book, text, but=aim.id):
            said = tr("You have this one already: {aim}.", aim=quoted(known.text))
            self._refuse("text", typed, said)
        self._set(aim, tr("in other words"), text=text)

    def do_why(self, value: object) -> None:
        """Say why it matters."""
        aim, typed = self._read(value)
        self._set(aim, tr("why it matters"), why=typed.strip())

    def do_by(self, value: object) -> None:
        """Say by when, or leave it open."""
        aim, typed = self._read(value)
        try:
            by = _day(typed, aim.by)
        except ValueError as fault:
            self._refuse("by", typed, str(fault))
        self._set(aim, tr("by {day}", day=by) if by else tr("no day"), by=by)

    def do_kind(self, value: object) -> None:
        """Say what kind of aim it is."""
        aim, kind = self._read(value)
        if kind not in KINDS:
            raise ValueError(tr("This is not one of the kinds: reload the page."))
        self._set(aim, KINDS[kind].inside, kind=kind)

    def do_status(self, value: object) -> None:
        """Say how it stands."""
        aim, status = self._read(value)
        if status not in STATES:
            raise ValueError(tr("An aim is open, reached or let go: reload the page."))
        self._set(aim, STATES_INSIDE[status], status=status)

    def do_level(self, value: object) -> None:
        """Say how able one feels, or take today's answer back."""
        aim, typed = self._read(value)
        try:
            level = pulses.level(typed)
        except ValueError as fault:
            self._refuse("level", typed, str(fault))
        now = (
            tr("not said") if level is None else tr("{level} of {top}", level=level, top=pulses.TOP)
        )
        self._change(
            lambda book: pulses.with_capability(book, aim.id, level, clock.today()),
            _about(aim, now),
        )

    def do_step(self, value: object) -> None:
        """Go to the next aim, or the one before."""
        ids = [aim.id for aim in self.book.all(Aim)]
        here = ids.index(self._current) if self._current in ids else 0
        self._current = ids[(here + (1 if value == "1" else -1)) % len(ids)] if ids else ""

    def do_jump(self, value: object) -> None:
        """Go to the aim that was chosen."""
        self._current = aim_of(self.book, _pair(value)[1]).id

    def _read(self, value: object) -> tuple[Aim, str]:
        id, typed = _pair(value)
        return aim_of(self.book, id), typed

    def _set(self, aim: Aim, label: str, **values: Any) -> None:
        self._change(lambda book: book.update(aim.id, **values), _about(aim, label))

    def _refuse(self, what: str, typed: str, why: str) -> None:
        """Raise ValueError, and keep what was typed in its field."""
        self.wrong, self._typed = {what: why}, typed
        raise ValueError(why)


def _about(aim: Aim, what: str) -> str:
    return tr("{aim}: {what}", aim=short(aim.text, 60), what=what)


def _pair(value: object) -> tuple[str, str]:
    id, typed = json.loads(str(value))
    return str(id), str(typed)


def _day(typed: str, old: date | None) -> date | None:
    """Return the day by which something is wanted: to come, or left as it was."""
    today = clock.today()
    day = dates.parsed_day(typed, today)
    if day is None or day == old:
        return day
    if day < today:
        raise ValueError(tr("This day has passed: choose today or a day after, or leave it empty."))
    dates.refuse_past(day, today)
    return day


def _felt(book: Book, aim: Aim) -> tuple[int | None, list[tuple[date, int]]]:
    """Return what was said today, and what was said on the days before."""
    today = clock.today()
    now = {c.aim: c.level for c in pulses.on_day(book, today).capability}
    return now.get(aim.id), [(on, level) for on, level in pulses.felt(book, aim.id) if on < today]


def _first_of(*levels: int | None) -> int:
    return next(level for level in levels if level is not None)


def _so_far(today: int | None, before: list[tuple[date, int]]) -> Markup:
    told: list[str] = []
    if today is None:
        told.append(tr("Not said today.") if before else tr("Not said yet."))
    told.append(tr("0 is not at all, 10 is fully."))
    if before:
        on, level = before[-1]
        told.append(trh("On {day} you said {level}.", day=day(on), level=level))
    return Markup(" ").join(told)


def _shortcuts(aim: Aim, today: int | None, before: list[tuple[date, int]]) -> Markup | None:
    if today is not None:
        return row(button(tr("Take it back"), "level", json.dumps([aim.id, ""]), "link"))
    if not before:
        return None
    level = before[-1][1]
    still = tr("Still {level}", level=level)
    return row(button(still, "level", json.dumps([aim.id, str(level)]), "quiet"))


def _states(aim: Aim) -> list[tuple[str, Child, bool]]:
    return [
        (json.dumps([aim.id, status]), words, aim.status == status)
        for status, words in STATES.items()
    ]


def _way_on(aims: tuple[Aim, ...], aim: Aim) -> Markup | None:
    if len(aims) == 1:
        return None
    return row(
        button(tr("Next aim"), "step", "1"),
        button(tr("Back"), "step", "-1", "link"),
        jump("pln-aims-more-jump", aims_to_choose(aims, aim.id)),
    )
