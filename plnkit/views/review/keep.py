"""Taking the book along as files, and erasing everything for good."""

from collections.abc import Callable, Sequence
from secrets import token_hex

from markupsafe import Markup

from plnkit.html import h
from plnkit.language import N_, Phrases, tr
from plnkit.model import Book
from plnkit.views.form import Form, Said, submit
from plnkit.views.panel import button, card, chips, hint, question, row
from plnkit.views.review.exports import EVERYTHING, Export, File

WORD = N_("ERASE")
MEANS = N_(
    "This erases all that you wrote down: this book, its history, its pictures and its backups, "
    "for good. There is no undo. Files that you saved are yours to delete."
)


NAMES, ALIASES = "names", "aliases"
CHOICE = Phrases({NAMES: N_("With names"), ALIASES: N_("With aliases")})
ALIASES_MEAN = N_(
    "For giving to others: members are “Person 1”, “Source 2”, and what you wrote"
    " about them is left out. Read a file once before you give it away: names of "
    "people who are not on your map cannot be found."
)


class Keep(Form):
    """Offers the book as files, with names or with aliases; below, folded, to erase it.

    `aliased` are the same files with aliases, where there are any.
    """

    def __init__(
        self,
        exports: Sequence[Export],
        erase_all: Callable[[], object],
        aliased: Sequence[Export] = (),
    ) -> None:
        super().__init__("keep")
        self._exports = {
            NAMES: {export.key: export for export in exports},
            ALIASES: {export.key: export for export in aliased},
        }
        self._with = NAMES
        self._made = ""  # the key of the file that was made last
        self._erase_all = erase_all
        self._once = token_hex(8)

    def show(self, _: Book) -> Markup:
        """Return the files that there are, and how to erase everything."""
        offered = self._exports[self._with].values()
        groups = {export.group: None for export in offered}
        return card(
            question(tr("Take it with you"), key="keep"),
            hint(tr("Made from your book, and saved by your browser on this device.")),
            self._choice() if self._exports[ALIASES] else None,
            *(self._group(name, [e for e in offered if e.group == name]) for name in groups),
            self.said() if not self._made else None,
            self._erasing(),
        )

    def _choice(self) -> Markup:
        options = [(value, label, value == self._with) for value, label in CHOICE.items()]
        return h(
            "div",
            h("div", chips(tr("Names in the files"), "name", options), class_="pln-segments"),
            hint(tr(ALIASES_MEAN)) if self._with == ALIASES else None,
        )

    def _group(self, name: str, exports: Sequence[Export]) -> Markup:
        items = map(self._item, exports)
        return h(
            "section",
            h("h3", name, class_="pln-part") if name else None,
            h("ul", *items, class_="pln-list", role="list"),
        )

    def _item(self, export: Export) -> Markup:
        said = self._said if export.key == self._made else ""
        told = (
            h("b", export.label),
            h("span", export.hint, class_="pln-soft"),
            h("span", said, class_="pln-said", role="status"),
        )
        saves = tr("Save: {file}", file=export.label)
        save = button(tr("Save"), "make", export.key, "quiet", saves)
        return h("li", h("div", *told, class_="pln-who"), row(save), data_key=export.key)

    def _erasing(self) -> Markup:
        first = EVERYTHING in self._exports[NAMES]
        return h(
            "details",
            h("summary", tr("Erase everything…")),
            h("p", tr(MEANS), class_="pln-notice"),
            row(button(tr("First save everything as one file"), "first", kind="quiet"))
            if first
            else None,
            self.form(
                "erase",
                h("input", type="hidden", name="once", value=self._once),
                self.field(
                    "word", tr("Type {word}, if you are sure", word=tr(WORD)), spellcheck="false"
                ),
                submit(tr("Erase everything for good"), kind="danger"),
            ),
            data_key="erasing",
            open="word" in self.wrong,
        )

    def do_name(self, value: object) -> None:
        """Offer the files with names, or with aliases."""
        if value in CHOICE and self._exports[str(value)]:
            self._with, self._made = str(value), ""

    def do_make(self, value: object) -> None:
        """Make a file, and give it to the browser."""
        export = self._exports[self._with].get(str(value))
        if export is None:
            raise ValueError(tr("This is not one of the files: reload the page."))
        self._made = export.key
        self._said = tr("Making it…")
        self.draw(self.book)
        self._said = ""  # if it cannot be made, it says why
        file = export.make(self.book)
        self.give(file)
        self._said = tr(
            "Saved as {file}: look where your browser puts what you download.", file=file.name
        )

    def do_first(self, _: object) -> None:
        """Make the file that holds everything, names too."""
        self._with = NAMES
        self.do_make(EVERYTHING)

    def give(self, file: File) -> None:
        """Give a file to the browser: a text in the message, bytes beside it."""
        told = {"name": file.name, "type": file.type, "text": file.text}
        if file.data is None:
            self.send({"file": told})
        else:
            self.send({"file": told}, [file.data])

    def do_erase(self, value: object) -> None:
        """Erase everything, once the word is typed.

        What this form says holds once: a page that was cut off may send it again, when there may be
        something new in the book.
        """
        said = Said(value)
        if said.text("once") != self._once:
            said.need("word", tr("Nothing was erased now: type the word again, if you are sure."))
        elif said.text("word").casefold() not in (WORD.casefold(), tr(WORD).casefold()):
            said.need("word", tr("Nothing was erased: that takes the word {word}.", word=tr(WORD)))
        self.check(said)
        self._once, self._made = token_hex(8), ""
        self._erase_all()
        self.send({"forget": True})  # what is half-typed in the browser, too
        self.done(tr("Everything is erased. Your book is empty, as on the first day."))
