"""Pictures of the book: one is taken in a press, named, named anew, or taken out again."""

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from plnkit import clock
from plnkit.html import Child, h, trh
from plnkit.language import N_, tr
from plnkit.model import Book, Wave, clean_name
from plnkit.views.aims.said import PHASES as CALLED
from plnkit.views.form import Form, Said, submit
from plnkit.views.panel import ChangeBook, button, card, day, hint, name, question, row
from plnkit.views.review.pictures import (
    PHASES,
    Phase,
    proposed,
    refuse_alike,
    taken,
)
from plnkit.waves import has_content, in_order
from plnkit.words import isolated, quoted

LONGEST = 500  # letters of a programme
WHAT_IT_IS = N_(
    "A picture is your book as it is today, under a name: later you can lay two of them side by "
    "side. For the history there is nothing to do: every change is kept as it is made."
)

WHICH_ONE = {  # asked where a phase has no programme
    "before": N_("Before which one? Name it, or leave that open."),
    "during": N_("During which one? Name it, or leave that open."),
    "after": N_("After which one? Name it, or leave that open."),
}
WITHIN = {  # a picture, its day, and the programme it belongs to
    "before": N_("{picture}, {day}, before {programme}"),
    "during": N_("{picture}, {day}, during {programme}"),
    "after": N_("{picture}, {day}, after {programme}"),
    None: N_("{picture}, {day}, {programme}"),
}


class Take(Form):
    """Takes a picture of today; below are those that there are.

    `seq` returns how far the journal is: what a picture remembers.
    """

    def __init__(self, change: ChangeBook, seq: Callable[[], int]) -> None:
        super().__init__("wave", change)
        self._seq = seq
        self._renaming = ""  # the picture that is about to have another name

    def show(self, book: Book) -> Markup:
        """Return the form, and the pictures, the latest first."""
        waves = in_order(book)[::-1]
        none = None if waves else hint(tr("No picture yet: later ones are laid beside the first."))
        return card(
            question(tr("Take a picture of today"), key="wave"),
            hint(tr(WHAT_IT_IS)),
            self.form("take", *self._fields(book)),
            self.said(),
            none,
            h("ul", *map(self._item, waves), class_="pln-list", role="list"),
        )

    def _fields(self, book: Book) -> list[Child]:
        called = proposed(book, clock.today())
        return [
            self.field("name", tr("What to call it"), called),
            self._programme(book),
            submit(tr("Take the picture")),
        ]

    def _programme(self, book: Book) -> Markup:
        known = dict.fromkeys(wave.programme for wave in book.all(Wave) if wave.programme)
        phases: list[tuple[str, Child]] = [("", tr("Not said"))]
        phases += [(phase, CALLED[phase]) for phase in PHASES]
        which = self.field("programme", tr("Which one"), list="pln-wave-known", maxlength=LONGEST)
        when = self.choice("phase", tr("Before, during or after"), phases)
        return h(
            "details",
            h("summary", tr("It belongs to a training programme")),
            h("div", which, when, class_="pln-side"),
            h("datalist", *[h("option", value=one) for one in known], id="pln-wave-known"),
            data_key="more",
        )  # fmt: skip

    def _item(self, wave: Wave) -> Markup:
        called = quoted(wave.name)
        presses = (
            button(tr("Rename"), "ask", wave.id, "link", tr("Rename {picture}", picture=called)),
            button(tr("Take out"), "remove", wave.id, "link", tr("Take out {what}", what=called)),
        )
        return h(
            "li",
            h("div", _called(wave)),
            self._rename(wave) if self._renaming == wave.id else row(*presses),
            data_key=wave.id,
        )

    def _rename(self, wave: Wave) -> Markup:
        return self.form(
            "rename",
            self.field("new", tr("What to call it"), wave.name, data_home=True),
            submit(tr("Rename it"), button(tr("Leave it"), "stay", kind="link")),
            about=wave.id,
        )

    def take(self, name: str, programme: str = "", phase: Phase | None = None) -> None:
        """Take a picture of the book as it stands.

        Raises ValueError, with a sentence, for a name that cannot be or that another picture has.
        """
        self._change(
            lambda book: taken(book, name, self._seq(), programme, phase),
            tr("Took a picture: {picture}", picture=isolated(clean_name(name))),
        )

    # --- what is pressed ----------------------------------------------------------------

    def do_take(self, value: object) -> None:
        """Take a picture of today."""
        said = Said(value)
        called, programme = said.read("name", clean_name), said.read("programme", _line)
        phase: Any = said.text("phase") or None
        if phase not in (None, *PHASES):
            said.need("phase", tr("Choose one of the three."))
        elif phase and not said.text("programme"):
            said.need("programme", tr(WHICH_ONE[phase]))
        self.check(said)
        self._beside("name", lambda: self.take(called, programme, phase))
        self.done(tr("Taken: {picture}, your book as it is today.", picture=quoted(called)))

    def do_ask(self, value: object) -> None:
        """Ask what a picture is to be called."""
        self._renaming = self._wave(value).id

    def do_stay(self, _: object) -> None:
        """Leave the name as it was."""
        self._renaming = ""

    def do_rename(self, value: object) -> None:
        """Give a picture another name."""
        wave, said = self._wave(self._renaming), Said(value)
        called = said.read("new", clean_name)
        self.check(said)

        def renamed(book: Book) -> Book:
            refuse_alike(book, called, but=wave.id)
            return book.update(wave.id, name=called)

        label = tr("Renamed a picture: {picture}", picture=isolated(called))
        self._beside("new", lambda: self._change(renamed, label))
        self._renaming = ""
        self._said = tr("It is called {picture} now.", picture=quoted(called))

    def do_remove(self, value: object) -> None:
        """Take a picture out; undo brings it back."""
        wave = self._wave(value)
        label = tr("Took out a picture: {picture}", picture=isolated(wave.name))
        self._change(lambda book: book.without(wave.id), label)
        self._said = tr("Taken out: {picture}. Undo brings it back.", picture=quoted(wave.name))

    def _wave(self, id: object) -> Wave:
        found = self.book.entities.get(str(id))
        if not isinstance(found, Wave):
            raise ValueError(tr("This picture is no longer here."))  # noqa: TRY004 - for the reader
        return found

    def _beside(self, field: str, act: Callable[[], None]) -> None:
        """Do what may be refused in the book itself, and say so beside a field."""
        try:
            act()
        except ValueError as fault:
            self.wrong = {field: str(fault)}
            raise


def _called(wave: Wave) -> Markup:
    """Return a picture, its day, to which programme it belongs, and whether its content is missing."""
    called = trh(
        WITHIN[wave.phase] if wave.programme else N_("{picture}, {day}"),
        picture=h("b", name(wave.name)),
        day=day(wave.on),
        programme=name(wave.programme),
    )
    if has_content(wave):
        return called
    return trh("{picture} (it came without its content)", picture=called)


def _line(text: str) -> str:
    line = " ".join(text.split())
    if len(line) > LONGEST:
        raise ValueError(
            tr("This can have up to {limit} characters: please shorten it.", limit=LONGEST)
        )
    return line
