"""Aims: five kinds, asked one after another; a line for each, as many as come to mind."""

from unicodedata import normalize

from markupsafe import Markup

from plnkit.html import Child, h
from plnkit.language import N_, tr, trn
from plnkit.model import Aim, Book, new_id
from plnkit.views.aims.parts import aim_of, short
from plnkit.views.aims.said import KINDS
from plnkit.views.form import Form, Said, submit
from plnkit.views.panel import ChangeBook, button, card, empty, hint, name, question, row
from plnkit.words import quoted

ORDER = tuple(KINDS)
EMPTY = N_("Write a few words first: one thing that you want to learn.")


class Add(Form):
    """Asks for aims, kind by kind; each can be left out."""

    def __init__(self, change: ChangeBook) -> None:
        super().__init__("aims", change)
        self._step = 0

    def show(self, book: Book) -> Markup:
        """Return the question of a kind, and what is there."""
        asked = KINDS[ORDER[self._step]]
        return card(
            question(asked.question, key=f"aims-{self._step}"),
            hint(
                tr(
                    "Question {number} of {all}. {example}",
                    number=self._step + 1,
                    all=len(ORDER),
                    example=asked.example,
                )
            ),
            self.form("add", *self._line(asked.name)),
            self.said(),
            self._way_on(book),
            _list(book.all(Aim)),
        )

    def _line(self, kind: str) -> list[Child]:
        field = self.field(
            "text", kind, small=tr("One line, then Enter. Several are welcome, and none is fine."),
            maxlength=20_000, data_home=True, enterkeyhint="enter",
        )  # fmt: skip
        return [field, submit(tr("Add"))]

    def _way_on(self, book: Book) -> Markup:
        last = self._step == len(ORDER) - 1
        so_far = trn("{n} aim so far", "{n} aims so far", len(book.all(Aim)))
        return row(
            None if last else button(tr("Next question"), "next", kind="quiet"),
            button(tr("Back"), "back", kind="link") if self._step else None,
            h("span", so_far, class_="pln-count"),
        )

    # --- what is pressed ----------------------------------------------------------------

    def do_add(self, value: object) -> None:
        """Add an aim of the kind that is asked for."""
        said = Said(value)
        text = said.text("text")
        if not text:
            said.need("text", tr(EMPTY))
        elif known := alike(self.book, text):
            said.need("text", tr("You have this one already: {aim}.", aim=quoted(known.text)))
        self.check(said)
        aim = Aim(id=new_id(), kind=ORDER[self._step], text=text)  # type: ignore[arg-type]
        label = tr("Added an aim: {aim}", aim=short(text, 60))
        self._change(lambda book: book.with_(aim), label)
        self.done(tr("Added: {aim}.", aim=quoted(text)))

    def do_remove(self, value: object) -> None:
        """Remove an aim, and what hangs on it; undo brings it back."""
        aim = aim_of(self.book, value)
        label = tr("Removed an aim: {aim}", aim=short(aim.text, 60))
        self._change(lambda book: book.without(aim.id), label)
        self._said = tr("Removed: {aim}. Undo brings it back.", aim=quoted(aim.text))

    def do_next(self, _: object) -> None:
        """Go to the next kind."""
        self._step = min(self._step + 1, len(ORDER) - 1)

    def do_back(self, _: object) -> None:
        """Go to the kind before."""
        self._step = max(self._step - 1, 0)


def alike(book: Book, text: str, but: str = "") -> Aim | None:
    """Return an aim, another than `but`, that has the same words, or None."""
    same = _plain(text)
    return next((a for a in book.all(Aim) if a.id != but and _plain(a.text) == same), None)


def _plain(text: str) -> str:
    return normalize("NFC", " ".join(text.split())).casefold()


def _list(aims: tuple[Aim, ...]) -> Markup:
    if not aims:
        return empty(tr("Not enough yet: one aim is enough to begin with."))
    items = [
        h(
            "li",
            h(
                "div",
                h(
                    "span",
                    h("b", tr("{kind}:", kind=KINDS[aim.kind].name), " "),
                    name(short(aim.text)),
                ),
                class_="pln-who",
            ),
            button(
                tr("Remove"), "remove", aim.id, "link", tr("Remove {what}", what=short(aim.text))
            ),
            data_key=aim.id,
        )
        for aim in aims
    ]
    return h("ul", *items, class_="pln-list", role="list", aria_label=tr("What you want to learn"))
