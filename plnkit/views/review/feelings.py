"""How it feels today: engagement, a future here, and how able for each open aim; for oneself alone."""

from datetime import date

from markupsafe import Markup

from plnkit import clock, pulses
from plnkit.assets import STYLES
from plnkit.html import Child, h
from plnkit.language import N_, Lines, tr, trn
from plnkit.model import Aim, Book, Pulse
from plnkit.pulses import TOP, Latest
from plnkit.views.form import Form, Said, submit
from plnkit.views.panel import ChangeBook, card, empty, hint, question
from plnkit.words import quoted

AT_ONCE = 12  # aims, before the rest is folded
ABOUT = {  # field: what is asked, and what the ends mean
    "engagement": Lines(
        N_("How engaged are you with your work or study?"), N_("0: not at all, 10: fully.")
    ),
    "future": Lines(N_("“I see a future here.”"), N_("0: not at all true, 10: entirely true.")),
}
FOR_YOU = N_(
    "Asked for you alone, to look back at later. This is no validated scale, and it proves nothing: "
    "what changes may have any cause. Leave empty what you do not want to say."
)


class Feelings(Form):
    """Asks for numbers from 0 to 10, and keeps them together as what was said today."""

    _css = STYLES["review"]

    def __init__(self, change: ChangeBook) -> None:
        super().__init__("pulse", change)

    def show(self, book: Book) -> Markup:
        """Return the form, filled with what was said today."""
        return card(
            question(tr("How does it feel today?"), key="pulse"),
            hint(tr(FOR_YOU)),
            self.form("keep", *self._fields(book), about=pulses.pulse_id(clock.today())),
            self.said(),
        )

    def _fields(self, book: Book) -> list[Child]:
        today, aims = pulses.on_day(book, clock.today()), _open(book)
        felt = {said.aim: said.level for said in today.capability}
        before = _before(book, clock.today())
        general = [
            self._scale(key, label, getattr(today, key), getattr(before, key), ends)
            for key, (label, ends) in ABOUT.items()
        ]
        able = [
            self._scale(_field(a), quoted(a.text, 120), felt.get(a.id), before.capability.get(a.id))
            for a in aims
        ]
        return [*general, *self._able(aims, able), submit(tr("Keep this"))]

    def _scale(
        self, key: str, label: str, level: int | None, last: int | None, ends: str = ""
    ) -> Markup:
        """Return a number box and a slider that follow one another; the slider is for pointers."""
        id, now = self._id(key), "" if level is None else str(level)
        scale = {"min": 0, "max": TOP, "step": 1}
        slider = h(
            "input", type="range", id=f"{id}-slider", value=now or str(TOP // 2), data_twin=id,
            class_="pln-range", tabindex="-1", aria_hidden="true", **scale,
        )  # fmt: skip
        number = h(
            "input", type="number", name=key, value=now, data_twin=f"{id}-slider", placeholder="–",
            class_="pln-field pln-percent", **scale, **self._box(key),
        )  # fmt: skip
        before = "" if last is None else tr("Last time: {level}.", level=last)
        small = " ".join(filter(None, (ends, before)))
        return h(
            "div",
            h("label", label, for_=id, class_="pln-label"),
            h("div", slider, number, class_="pln-slide"),
            self._why(key),
            hint(small) if small else None,
            class_="pln-pair",
            data_key=key,
        )

    def _able(self, aims: list[Aim], scales: list[Markup]) -> list[Child]:
        if not aims:
            return [empty(tr("Once you have an aim, you say here how able you feel to reach it."))]
        rest = scales[AT_ONCE:]
        more = h(
            "details",
            h("summary", trn("{n} more", "{n} more", len(rest))),
            *rest,
            data_key="more",
            open=any(_field(aim) in self.wrong for aim in aims[AT_ONCE:]),
        )
        head = h("legend", tr("How able do you feel to reach each aim?"), class_="pln-part")
        ends = hint(tr("0: not at all able, 10: fully able."))
        return [h("fieldset", head, ends, *scales[:AT_ONCE], more if rest else None)]

    def do_keep(self, value: object) -> None:
        """Keep what was said, as today's."""
        said, aims = Said(value), _open(self.book)
        general = {key: said.read(key, pulses.level) for key in ABOUT}
        able = {a.id: said.read(_field(a), pulses.level) for a in aims if said.many(_field(a))}
        levels = [*general.values(), *able.values()]
        if not said.wrong and levels == [None] * len(levels) and not _said_today(self.book):
            need = tr("Nothing is said yet: give at least one number, from 0 to 10.")
            said.need("engagement", need)
        self.check(said)

        def kept(book: Book) -> Book:
            today = clock.today()
            for aim, level in able.items():
                book = pulses.with_capability(book, aim, level, today)
            return pulses.with_feeling(book, today, **general)

        self._change(kept, tr("Said how it feels today"))
        self.done(tr("Kept, as what you said today."))


def _open(book: Book) -> list[Aim]:
    return [aim for aim in book.all(Aim) if aim.status == "open"]


def _field(aim: Aim) -> str:
    """Return the name of the field of an aim: an id from elsewhere may hold what no name can."""
    return f"aim-{aim.id.encode().hex()}"


def _before(book: Book, today: date) -> Latest:
    """Return what was said last, on a day before today."""
    return pulses.latest(Book({p.id: p for p in book.all(Pulse) if p.on < today}))


def _said_today(book: Book) -> bool:
    return pulses.pulse_id(clock.today()) in book
