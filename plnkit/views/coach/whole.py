"""A whole book that was shared: what it says, and two of its pictures side by side."""

from markupsafe import Markup

from plnkit import words
from plnkit.assets import STYLES
from plnkit.coverage import Covered, coverage
from plnkit.html import Child, h, many
from plnkit.language import N_, tr
from plnkit.model import Book, Note
from plnkit.reading import Facts
from plnkit.reading import coach as reading
from plnkit.reading.numbers import Row
from plnkit.views.aims.said import KINDS
from plnkit.views.panel import Panel, card, hint, name, question
from plnkit.views.readings import Numbers
from plnkit.views.review import Compare
from plnkit.waves import has_content, in_order
from plnkit.words import listed

AS_THEY_READ_IT = N_("“You” is the learner here: they read the same.")
NO_PICTURE = N_(
    "Not enough yet: there is no picture of another day in this book. It takes one that the "
    "learner took before."
)
NAMED = 6


class Said(Panel):
    """Shows what a learner's book says in sentences, and their aims with those who could help."""

    _css = STYLES["coach"]

    def __init__(self) -> None:
        super().__init__("said")

    def show(self, book: Book) -> Markup:
        """Return the sentences, the aims, and what the learner wrote to the questions."""
        says = (reading.read_their_map, reading.read_their_composition, reading.read_their_mix)
        return card(
            question(tr("What their network says"), key="said"),
            h("ul", *[h("li", read(book)) for read in says], class_="pln-recap"),
            *_aims(book),
            *_answers(book),
        )


class TheirNumbers(Numbers):
    """Shows the numbers that there are, as they are said of a learner."""

    title = N_("Their network in numbers")

    def told(self, facts: Facts) -> list[tuple[str, list[Row]]]:
        """Return the numbers that there are."""
        return reading.their_numbers(facts)

    def missing(self, facts: Facts) -> Markup | None:
        """Return which numbers there are not yet, all in one sentence."""
        said = reading.read_missing(facts)
        return hint(said) if said else None


class Theirs(Compare):
    """Compares two pictures of a learner's book, or one with the book as they shared it."""

    _css = STYLES["coach"]

    def draw(self, book: Book) -> None:
        """Show the two; of a book that is no longer open nothing is kept."""
        if not book.entities:
            self._chosen, self._pictures, self._measured = {}, {}, (None, ())
        super().draw(book)

    def show(self, book: Book) -> Markup:
        """Return the two choices, and what is different between them."""
        if any(map(has_content, in_order(book))):
            return many([super().show(book), hint(tr(AS_THEY_READ_IT))])
        return card(question(tr("What is different?"), key="compare"), hint(tr(NO_PICTURE)))


def _aims(book: Book) -> list[Child]:
    rows = coverage(book)
    if not rows:
        return []
    items = [_aim(row, book) for row in rows]
    return [h("h3", tr("Their aims"), class_="pln-part"), h("ul", *items, class_="pln-recap")]


def _aim(row: Covered, book: Book) -> Markup:
    names = [book.member(id).name for id in row.supports]
    said = (
        tr("Could help: {names}.", names=listed(names, NAMED))
        if names
        else tr("Could help: nobody yet.")
    )
    helps = h("div", said, class_="pln-soft")
    kind = h("b", tr("{kind}:", kind=KINDS[row.aim.kind].name))
    return h("li", kind, " ", name(row.aim.text), helps)


def _answers(book: Book) -> list[Child]:
    """Return what the learner answered to the questions of the pages."""
    asked = {f"note-{one.page}-{key}": one.text for key, one in words.QUESTIONS.items()}
    notes = [note for note in book.all(Note) if note.id in asked and note.text.strip()]
    if not notes:
        return []
    lines = [h("li", h("b", asked[note.id]), " ", name(note.text)) for note in notes]
    inside = h("ul", *lines, class_="pln-recap")
    return [h("details", h("summary", tr("What they wrote")), inside, data_key="wrote")]
