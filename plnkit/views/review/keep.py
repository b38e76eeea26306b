"""Taking the book along as files, and erasing everything for good."""

from collections.abc import Callable, Sequence
from secrets import token_hex

from markupsafe import Markup

from plnkit.html import h
from plnkit.model import Book
from plnkit.views.form import Form, Said, submit
from plnkit.views.panel import button, card, hint, question, row
from plnkit.views.review.exports import EVERYTHING, Export

WORD = "ERASE"
MEANS = (
    "This erases all that you wrote down: this book, its history, its pictures and its backups, "
    "for good. There is no undo. Files that you saved are yours to delete."
)


class Keep(Form):
    """Offers the book as files; below, folded, to erase it with `erase_all`."""

    def __init__(self, exports: Sequence[Export], erase_all: Callable[[], object]) -> None:
        super().__init__("keep")
        self._exports = {export.key: export for export in exports}
        self._erase_all = erase_all
        self._once = token_hex(8)

    def show(self, _: Book) -> Markup:
        """Return the files that there are, and how to erase everything."""
        return card(
            question("Take it with you", key="keep"),
            hint("Made from your book, and saved by your browser on this device."),
            h("ul", *map(_item, self._exports.values()), class_="pln-list", role="list"),
            self.said(),
            self._erasing(),
        )

    def _erasing(self) -> Markup:
        first = EVERYTHING in self._exports
        return h(
            "details",
            h("summary", "Erase everything…"),
            h("p", MEANS, class_="pln-notice"),
            row(button("First save everything as one file", "make", EVERYTHING, "quiet"))
            if first
            else None,
            self.form(
                "erase",
                h("input", type="hidden", name="once", value=self._once),
                self.field("word", f"Type {WORD}, if you are sure", spellcheck="false"),
                submit("Erase everything for good", kind="danger"),
            ),
            data_key="erasing",
            open="word" in self.wrong,
        )

    def do_make(self, value: object) -> None:
        """Make a file, and give it to the browser."""
        export = self._exports.get(str(value))
        if export is None:
            raise ValueError("This is not one of the files: reload the page.")
        self._said = "Making it…"
        self.draw(self.book)
        self._said = ""  # if it cannot be made, it says why
        file = export.make(self.book)
        self.send({"file": file._asdict()})
        self._said = f"Saved as {file.name}: look where your browser puts what you download."

    def do_erase(self, value: object) -> None:
        """Erase everything, once the word is typed.

        What this form says holds once: a page that was cut off may send it again, when there may be
        something new in the book.
        """
        said = Said(value)
        if said.text("once") != self._once:
            said.need("word", "Nothing was erased now: type the word again, if you are sure.")
        elif said.text("word").casefold() != WORD.casefold():
            said.need("word", f"Nothing was erased: that takes the word {WORD}.")
        self.check(said)
        self._once = token_hex(8)
        self._erase_all()
        self.send({"forget": True})  # what is half-typed in the browser, too
        self.done("Everything is erased. Your book is empty, as on the first day.")


def _item(export: Export) -> Markup:
    said = h("b", export.label), h("span", export.hint, class_="pln-soft")
    save = button("Save", "make", export.key, "quiet", f"Save: {export.label}")
    return h("li", h("div", *said, class_="pln-who"), row(save), data_key=export.key)
