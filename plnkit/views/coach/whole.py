"""A whole book that was shared: what it says, and two of its pictures side by side."""

from markupsafe import Markup

from plnkit import reading, words
from plnkit.coverage import Covered, coverage
from plnkit.html import Child, h
from plnkit.model import Book, Note
from plnkit.views.aims.said import KINDS
from plnkit.views.coach.style import COACH_CSS
from plnkit.views.panel import Panel, card, hint, name, question
from plnkit.views.review import Compare
from plnkit.waves import has_content, in_order
from plnkit.words import listed

AS_THEY_READ_IT = (
    "Here, and in the numbers and the comparison, “you” is the learner: they read the same."
)
NO_PICTURE = (
    "Not enough yet: there is no picture of another day in this book. It takes one that the "
    "learner took before."
)
NAMED = 6


class Said(Panel):
    """Shows what a learner's book says in sentences, and their aims with those who could help."""

    _css = COACH_CSS

    def __init__(self) -> None:
        super().__init__("said")

    def show(self, book: Book) -> Markup:
        """Return the sentences, the aims, and what the learner wrote to the questions."""
        lines = (reading.read_map(book), reading.read_composition(book), reading.read_mix(book))
        return card(
            question("What their network says", key="said"),
            hint(AS_THEY_READ_IT),
            h("ul", *[h("li", line) for line in lines], class_="pln-recap"),
            *_aims(book),
            *_answers(book),
        )


class Theirs(Compare):
    """Compares two pictures of a learner's book, or one with the book as they shared it."""

    _css = COACH_CSS

    def draw(self, book: Book) -> None:
        """Show the two; of a book that is no longer open nothing is kept."""
        if not book.entities:
            self._chosen, self._pictures, self._measured = {}, {}, (None, ())
        super().draw(book)

    def show(self, book: Book) -> Markup:
        """Return the two choices, and what is different between them."""
        if any(map(has_content, in_order(book))):
            return super().show(book)
        return card(question("What is different?", key="compare"), hint(NO_PICTURE))


def _aims(book: Book) -> list[Child]:
    rows = coverage(book)
    if not rows:
        return []
    items = [_aim(row, book) for row in rows]
    return [h("h3", "Their aims", class_="pln-part"), h("ul", *items, class_="pln-recap")]


def _aim(row: Covered, book: Book) -> Markup:
    names = [book.member(id).name for id in row.supports]
    helpers = listed(names, NAMED) if names else "nobody yet"
    kind = KINDS[row.aim.kind].name
    return h("li", h("b", f"{kind}: "), name(row.aim.text), f" Could help: {helpers}.")


def _answers(book: Book) -> list[Child]:
    """Return what the learner answered to the questions of the pages."""
    asked = {f"note-{one.page}-{key}": one.text for key, one in words.QUESTIONS.items()}
    notes = [note for note in book.all(Note) if note.id in asked and note.text.strip()]
    if not notes:
        return []
    lines = [h("li", h("b", asked[note.id]), " ", name(note.text)) for note in notes]
    inside = h("ul", *lines, class_="pln-recap")
    return [h("details", h("summary", "What they wrote"), inside, data_key="wrote")]
