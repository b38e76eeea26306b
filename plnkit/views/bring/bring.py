"""Bringing whom one has already: sent, asked about, looked at, chosen, and put into the book at once."""

import json
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from plnkit import clock, dates
from plnkit.assets import STYLES
from plnkit.errors import BookError, NotReadable
from plnkit.exchange import incoming
from plnkit.exchange.given import Given
from plnkit.exchange.preview import Filter, Preview, rejects
from plnkit.html import Child, h
from plnkit.language import N_, tr
from plnkit.model import Book
from plnkit.views.bring import choosing, putting, starting
from plnkit.views.bring.asking import Columns, Question
from plnkit.views.bring.looking import PAGE, Found, Looking
from plnkit.views.bring.whole import Whole
from plnkit.views.panel import ChangeBook, hint
from plnkit.views.sending import Receiving, progress

TEXTS = ("text", "organisation", "position", "group")  # that a filter looks for
NO_NAMES = N_("Say which column holds the names: choose “Name” beside it.")
TITLE = N_("Bring the contacts you already have")


class Bring(Receiving):
    """A folded card in which files are brought, one after the other."""

    _css = STYLES["bring"]

    def __init__(self, change: ChangeBook) -> None:
        super().__init__("bring", change)
        self._turn = 0  # times that it began anew: the fields are empty again
        self._sets: tuple[incoming.Set, ...] = ()  # the first is being brought, the others follow
        self._asked = incoming.Asked()
        self._step: Question | Columns | Looking | Whole | None = None
        self._stage = ""  # what takes a moment

    # --- what is seen -------------------------------------------------------------------

    def show(self, book: Book) -> Markup:
        """Return the card, folded until it is opened."""
        inside = h(
            "details",
            h("summary", h("h2", tr(TITLE), class_="pln-question")),
            self._inside(book),
            data_key="bring",
        )
        return h("section", inside, class_="pln-card pln-bring")

    def _inside(self, book: Book) -> list[Child]:
        said = self._said
        done = h(
            "p", said, class_="pln-said", role="status", tabindex="-1", data_focus=said or None
        )
        now = h("div", self._now(book), hidden=self._is_busy, data_key="now")
        if self._arriving:
            return [done, progress(self._arriving), now]
        if self._stage:
            return [done, h("p", self._stage, class_="pln-sending", role="status"), now]
        return [done, self._wrong(), now]

    def _wrong(self) -> Markup:
        """Return what was wrong; the focus goes there from a file that was refused."""
        if not self.notice or self._step:
            return super()._notice()
        return h(
            "p", self.notice, class_="pln-notice", role="alert", tabindex="-1",
            data_focus=self.notice,
        )  # fmt: skip

    @property
    def _is_busy(self) -> bool:
        return bool(self._arriving or self._stage)

    def _notice(self) -> Markup:
        return Markup("")  # it stands inside the card

    def _now(self, book: Book) -> Markup:
        step = self._step
        rest = ", ".join(one.name for one in self._sets[1:])
        after = hint(tr("Then: {files}", files=rest)) if rest else None
        if isinstance(step, Looking):
            return h("div", choosing.drawn(self._looking(step)), after)
        if isinstance(step, Whole):
            return h("div", step.drawn(book), after)
        return step.drawn() if step else starting.drawn(self._turn)

    def _looking(self, step: Looking) -> Looking:
        """Return what is looked at, as the book is now."""
        if step.found.preview.book is not self.book:
            step = self._step = step.at(Preview(self.book, step.brought.staged))
        return step

    def _tell(self, stage: str) -> None:
        """Say at once what takes a moment."""
        self._stage = stage
        if stage:
            self.draw(self.book)

    # --- a file is here -----------------------------------------------------------------

    def do_offer(self, value: object) -> None:
        """Hear of files that were chosen; those before are not meant any more."""
        self._let_go()
        super().do_offer(value)

    def arrived(self, files: list[Given]) -> None:
        """Find out what the files are, and read the first of them."""
        self._sets = tuple(incoming.sets(files))
        self._next()

    def _next(self) -> None:
        """Go on with the next file; raise, when something can be shown, what was wrong with others."""
        wrong = []
        while self._sets and self._step is None:
            try:
                self._open(self._sets[0])
            except BookError as fault:
                wrong.append(str(fault))
                self._sets = self._sets[1:]
            finally:
                self._tell("")
        if not self._sets:
            self._turn += 1
        if wrong:
            raise BookError(" ".join(wrong))

    def _open(self, one: incoming.Set) -> None:
        if one.format == "table" and not self._asked.columns:
            self._step = _columns(one)
        else:
            self._read(one)

    def _read(self, one: incoming.Set) -> None:
        self._tell(tr("Reading {name}: {title} …", name=one.name, title=one.title))
        try:
            brought = incoming.read_set(one, self._asked)
        except incoming.Unanswered as fault:
            if fault.ask == "columns" or not fault.options:
                raise
            self._step = Question.of(one.name, fault)
            return
        if brought.staged.contacts:
            self._tell(tr("Comparing with your network …"))
            self._step = Looking.of(brought, Preview(self.book, brought.staged))
        else:
            self._step = Whole(brought)

    def _let_go(self) -> None:
        """Keep nothing of what was not chosen."""
        self._arriving, self._step, self._sets, self._asked = None, None, (), incoming.Asked()
        self._stage, self._said = "", ""

    # --- questions ----------------------------------------------------------------------

    def do_choose(self, option: object) -> None:
        """Tap an answer."""
        if isinstance(self._step, Question):
            self._step = self._step.choose(str(option))

    def do_other(self, _: object) -> None:
        """Ask which address is mine, where it was seen wrongly."""
        step = self._step
        if isinstance(step, Looking) and step.brought.staged.me:
            self._step = Question.again(step.brought.name, step.brought.staged)

    def do_answer(self, _: object) -> None:
        """Go on with what was tapped."""
        step = self._step
        if isinstance(step, Question):
            self._asked = step.answered(self._asked)
            self._again(step)

    def do_columns(self, value: object) -> None:
        """Go on with what the columns are."""
        step = self._step
        if isinstance(step, Columns):
            self._step = step = step.read(value)
            self._asked = replace(self._asked, columns=step.said)
            self._again(step)

    def _again(self, step: Question | Columns) -> None:
        """Read with what is known now; the question stays where that was no help."""
        self._step = None
        try:
            self._read(self._sets[0])
        except incoming.Unanswered:
            self._step = step
            raise NotReadable(tr(NO_NAMES)) from None
        except BookError:
            self._step = step
            raise
        finally:
            self._tell("")

    # --- looking and ticking ------------------------------------------------------------

    def do_filter(self, value: object) -> None:
        """Look at those who are so."""
        what, said = _pair(value)
        if isinstance(self._step, Looking):
            self._filter(self._step, _wanted(self._step.found.wanted, what, (said or "").strip()))

    def do_talked(self, _: object) -> None:
        """Look at those who were talked to, or at all again."""
        if isinstance(self._step, Looking):
            wanted = self._step.found.wanted
            self._filter(self._step, replace(wanted, talked=not wanted.talked))

    def _filter(self, step: Looking, wanted: Filter) -> None:
        if wanted != step.found.wanted:
            found = Found(step.found.preview, wanted)
            self._step = replace(step, found=found, shown=PAGE, waiting=False)

    def do_tick(self, id: object) -> None:
        """Tick one, or take the tick away."""
        if isinstance(self._step, Looking):
            self._step = self._step.turn(str(id))

    def do_these(self, _: object) -> None:
        """Tick all who are let through."""
        if isinstance(self._step, Looking):
            self._step = self._step.tick(self._step.found.people)

    def do_none(self, _: object) -> None:
        """Take every tick away."""
        if isinstance(self._step, Looking):
            self._step = replace(self._step, ticked=frozenset())

    def do_more(self, _: object) -> None:
        """Show more rows."""
        if isinstance(self._step, Looking):
            self._step = replace(self._step, shown=self._step.shown + PAGE)

    def do_waiting(self, _: object) -> None:
        """Look at those who are asked about."""
        if isinstance(self._step, Looking):
            self._step = replace(self._step, waiting=True, shown=PAGE)

    def do_everybody(self, _: object) -> None:
        """Look at all again."""
        if isinstance(self._step, Looking):
            self._step = replace(self._step, waiting=False, shown=PAGE)

    def do_same(self, value: object) -> None:
        """Say whether somebody is somebody of the book."""
        id, who = _pair(value)
        if isinstance(self._step, Looking):
            self._step = self._step.answer(id, who)

    def do_rejects(self, _: object) -> None:
        """Give what was left out to the browser, as a file."""
        if isinstance(self._step, (Looking, Whole)):
            text = rejects(self._step.brought.staged.skipped).decode("utf-8")
            file = {"name": "left-out.csv", "type": "text/csv", "text": text}
            self.send({"file": file})

    # --- and then -----------------------------------------------------------------------

    def do_put(self, _: object) -> None:
        """Put what was chosen into the book, as one change."""
        step = self._step
        if not isinstance(step, (Looking, Whole)):  # pressed twice
            return
        put = putting.of(step, self.book)
        if put is None:
            return
        self._step, before = None, self.book
        try:
            self._change(put.edit, put.label)
        except Exception:
            self._step = step
            raise
        self._said = put.said(before, self.book)
        self._go_on()

    def do_leave(self, _: object) -> None:
        """Leave the file; nothing of it is kept."""
        self._step, self._said = None, ""
        self._go_on()

    def _go_on(self) -> None:
        self._sets, self._asked = self._sets[1:], incoming.Asked()
        self._next()


def _pair(value: object) -> tuple[str, str | None]:
    """Return two texts as a page sends them, `["what", "said"]`; the second may be missing."""
    what, said = [*_list(value), None, None][:2]
    return str(what), None if said is None else str(said)


def _list(value: object) -> list[object]:
    sent = json.loads(str(value)) if value else []
    return sent if isinstance(sent, list) else []


def _wanted(wanted: Filter, what: str, said: str) -> Filter:
    """Return a filter of which one field is said anew."""
    if what == "since":
        return replace(wanted, since=dates.parsed_day(said, clock.today()) if said else None)
    change: dict[str, Any] = {what: said} if what in TEXTS else {}
    return replace(wanted, **change)


def _columns(one: incoming.Set) -> Columns:
    from plnkit.exchange import table

    sheet = table.sheet(one.files[0])
    return Columns(
        one.name, sheet.columns, sheet.samples, sheet.count, table.FIELDS, sheet.proposal
    )
