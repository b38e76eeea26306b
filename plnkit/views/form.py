"""Forms: fields of the page's own, sent whole when they are saved; what is wrong stands beside its field.

What is half-typed stays in the browser until it is saved. A form that was refused keeps what was
typed; one that was saved is drawn anew, and empty.
"""

import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from markupsafe import Markup

from plnkit import clock, dates
from plnkit.html import Child, h
from plnkit.language import N_, tr
from plnkit.views.panel import ChangeBook, Panel, hint

__all__ = ["Form", "Said", "happened", "submit", "to_come"]

Option = tuple[str, Child]  # a value and its words
MARKED = N_("Something is not right yet: it is marked above, and nothing was saved.")


class Said:
    """What was said in a form, read field by field; what cannot be read is remembered."""

    def __init__(self, value: object) -> None:
        raw = json.loads(str(value))
        fields = raw.items() if isinstance(raw, dict) else ()
        self._said = {k: [str(v) for v in vs] for k, vs in fields if isinstance(vs, list) and vs}
        self.wrong: dict[str, str] = {}

    def many(self, name: str) -> tuple[str, ...]:
        """Return every value of a field, each once."""
        return tuple(dict.fromkeys(self._said.get(name, ())))

    def text(self, name: str) -> str:
        """Return the value of a field, or an empty text."""
        return self._said.get(name, [""])[0].strip()

    def read(self, name: str, reader: Callable[[str], Any]) -> Any:
        """Return what `reader` makes of a field; None, remembering why, when it raises ValueError."""
        try:
            return reader(self.text(name))
        except ValueError as fault:
            self.need(name, str(fault))
            return None

    def need(self, name: str, sentence: str) -> None:
        """Remember what is wrong with a field."""
        self.wrong.setdefault(name, sentence)


class Form(Panel):
    """A panel with a form; `wrong` holds a sentence for each field that was refused."""

    def __init__(self, key: str, change: ChangeBook | None = None) -> None:
        super().__init__(key, change)
        self.wrong: dict[str, str] = {}
        self._turn = 0  # how often it was saved: each time it begins anew

    def press(self, message: Any) -> None:
        """Answer the page; what was wrong before is forgotten."""
        self.wrong, self._said = {}, ""
        super().press(message)

    def check(self, said: Said) -> None:
        """Raise ValueError when something is wrong, and mark it."""
        if said.wrong:
            self.wrong = said.wrong
            first, *more = said.wrong.values()
            raise ValueError(tr(MARKED) if more else first)

    def done(self, sentence: str) -> None:
        """Begin the form anew, and say what became of it."""
        self._turn += 1
        self._said = sentence

    def _notice(self) -> Markup:
        return Markup("") if len(self.wrong) == 1 else super()._notice()

    # --- what a form is made of ---------------------------------------------------------

    def form(self, do: str, *children: Child, about: str = "") -> Markup:
        """Return a form that is sent to `do_…`; about something else it begins anew."""
        return h(
            "form",
            *children,
            data_form=do,
            data_key=f"{do}-{about}-{self._turn}",
            novalidate=True,
            autocomplete="off",
        )

    def said(self) -> Markup:
        """Return what became of what was saved, for a screen reader too."""
        return h("p", self._said, class_="pln-said", role="status")

    def field(
        self,
        name: str,
        label: Child,
        value: str = "",
        *,
        kind: str = "text",
        small: Child = None,
        **more: str | int | bool | None,
    ) -> Markup:
        """Return a labelled field: a line, a `textarea`, a `date`, a `time`."""
        auto = "auto" if kind in ("text", "textarea") else None
        shared = {"name": name, "class_": "pln-field", "dir": auto, **self._box(name), **more}
        if kind == "textarea":
            box = h("textarea", value, rows=2, **shared)
        else:
            box = h("input", type=kind, value=value or None, **shared)
        return self._pair(name, label, box, small)

    def choice(
        self,
        name: str,
        label: Child,
        options: Sequence[Option],
        chosen: str = "",
        *,
        small: Child = None,
    ) -> Markup:
        """Return one of many, chosen from a list."""
        inside = [h("option", text, value=v, selected=v == chosen) for v, text in options]
        box = h("select", *inside, name=name, class_="pln-field", dir="auto", **self._box(name))
        return self._pair(name, label, box, small)

    def tick(
        self,
        name: str,
        legend: Child,
        options: Sequence[Option],
        chosen: Sequence[str] = (),
        *,
        many: bool = True,
    ) -> Markup:
        """Return choices to tap: several of them, or one."""
        kind = "checkbox" if many else "radio"
        taps = [_tap(kind, name, value, text, on=value in chosen) for value, text in options]
        wrong = name in self.wrong
        return h(
            "fieldset",
            h("legend", legend, class_="pln-label"),
            h("div", *taps, class_="pln-chips"),
            self._why(name),
            class_="pln-pair",
            data_key=name,
            tabindex="-1" if wrong else None,
            data_wrong=wrong,
            aria_describedby=f"{self._id(name)}-why" if wrong else None,
        )

    def _id(self, name: str) -> str:
        return f"pln-{self.key}-{name}"

    def _box(self, name: str) -> dict[str, str | bool | None]:
        id = self._id(name)
        if name not in self.wrong:
            return {"id": id}
        return {
            "id": id,
            "data_wrong": True,
            "aria_invalid": "true",
            "aria_describedby": f"{id}-why",
        }

    def _pair(self, name: str, label: Child, box: Markup, small: Child) -> Markup:
        return h(
            "div",
            h("label", label, for_=self._id(name), class_="pln-label"),
            box,
            self._why(name),
            hint(small) if small else None,
            class_="pln-pair",
            data_key=name,
        )

    def _why(self, name: str) -> Markup | None:
        why = self.wrong.get(name)
        return h("p", why, id=f"{self._id(name)}-why", class_="pln-wrong") if why else None


def _tap(kind: str, name: str, value: str, text: Child, *, on: bool) -> Markup:
    return h(
        "label",
        h("input", type=kind, name=name, value=value, checked=on),
        h("span", text),
        class_="pln-chip pln-tick",
        data_key=f"{name}-{value}",
    )


def happened(text: str) -> date | None:
    """Return the day that was typed, which is today or before; raises ValueError."""
    day = dates.parsed_day(text, clock.today())
    if day:
        dates.refuse_future(day, clock.today())
    return day


def to_come(text: str) -> date | None:
    """Return the day that was typed, which is today or after; raises ValueError."""
    day = dates.parsed_day(text, clock.today())
    if day:
        dates.refuse_past(day, clock.today())
    return day


def submit(label: str, *more: Child, kind: str = "main") -> Markup:
    """Return the button that sends a form, main or danger, and what stands beside it."""
    press = h("button", label, type="submit", class_=f"pln-button pln-{kind}")
    return h("div", press, *more, class_="pln-row")
