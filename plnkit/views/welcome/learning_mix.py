"""Where learning happens, in four shares that always make 100: by a slider or by a number."""

import json
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from plnkit import clock, mix, pulses
from plnkit.html import h
from plnkit.language import tr
from plnkit.model import Book, Mix
from plnkit.views.form import Form
from plnkit.views.panel import ChangeBook, button, card, hint, question, row
from plnkit.words import MIX


class LearningMix(Form):
    """Asks for the four shares, each by a slider and by a number."""

    def __init__(self, change: ChangeBook) -> None:
        super().__init__("mix", change)
        self._touched: list[str] = []  # the parts in the order in which they were set

    def show(self, book: Book) -> Markup:
        """Return the four parts, and that they make 100."""
        known = pulses.latest(book).mix
        now = _whole(known) if known else mix.EVEN
        state = (
            tr("Together 100%.")
            if known
            else tr(
                "Nothing is kept yet: set one, and the others give way. If a quarter each is "
                "right, say so."
            )
        )
        return card(
            question(tr("Where does your learning happen?"), key="mix"),
            hint(tr("Think of the last three months. A rough guess is right.")),
            *[self._part(part, now[part], kept=bool(known)) for part in mix.PARTS],
            h("p", state, class_="pln-hint", role="status"),
            None if known else row(button(tr("A quarter each is right"), "even", kind="quiet")),
        )

    def _part(self, part: str, share: int, *, kept: bool) -> Markup:
        label, small = MIX[part]
        id = self._id(part)
        shared: dict[str, Any] = {"min": 0, "max": 100, "data_change": "part"}
        said = {"value": str(share)} if kept else {"value": "", "placeholder": str(share)}
        slider = h(
            "input", type="range", step="1", aria_label=tr("{what}: slider", what=label),
            value=str(share), data_value=part, data_twin=id, class_="pln-range", **shared,
        )  # fmt: skip
        number = h(
            "input", type="text", inputmode="numeric", name=part, data_value=part,
            class_="pln-field pln-percent", autocomplete="off",
            **{**shared, **said, **self._box(part)},
        )  # fmt: skip
        return h(
            "div",
            h("label", label, for_=id, class_="pln-label"),
            h("div", slider, number, h("span", "%", aria_hidden="true"), class_="pln-slide"),
            self._why(part),
            hint(small),
            data_key=part,
        )

    def do_part(self, value: object) -> None:
        """Set one part; the others give way."""
        part, typed = json.loads(str(value))
        if part not in mix.PARTS:
            raise ValueError(tr("This is not one of the four parts: reload the page."))
        try:
            share = mix.parsed(typed)
        except ValueError as fault:
            self.wrong = {part: str(fault)}
            raise
        known = pulses.latest(self.book).mix
        now = mix.adjusted(_whole(known) if known else mix.EVEN, part, share, self._touched)
        self._touched = [*(p for p in self._touched if p != part), part]
        self._keep(now, tr("{what}: {share} %", what=MIX[part][0], share=share))

    def do_even(self, _: object) -> None:
        """Keep a quarter each."""
        self._keep(mix.EVEN, tr("Learning mix: a quarter each"))

    def _keep(self, now: Mapping[str, int], label: str) -> None:
        shares: dict[str, Any] = {part: float(share) for part, share in now.items()}
        said = Mix(**shares)
        self._change(lambda book: pulses.with_mix(book, said, clock.today()), label)


def _whole(known: Mix) -> dict[str, int]:
    """Return a mix in whole numbers; one from elsewhere may have others, or not make 100."""
    rough = {part: int(getattr(known, part)) for part in mix.PARTS}
    first, *_ = sorted(mix.PARTS, key=lambda part: -rough[part])
    return {**rough, first: max(0, rough[first] + mix.WHOLE - sum(rough.values()))}
