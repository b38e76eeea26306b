"""What the log says about rhythm: the usual gap with each member, beside the one that was chosen."""

from markupsafe import Markup

from plnkit import clock
from plnkit.html import h
from plnkit.language import tr
from plnkit.model import Book
from plnkit.reading.log import read_rhythm, rhythm_rows
from plnkit.views.panel import Panel, card, empty, question


class Rhythms(Panel):
    """Says the usual gaps in a sentence, and all of them in a table."""

    def __init__(self) -> None:
        super().__init__("rhythms")

    def show(self, book: Book) -> Markup:
        """Return the sentence and, where there is something to compare, the table."""
        today = clock.today()
        head, rows = rhythm_rows(book, today)
        heads = h("tr", *[h("th", label, scope="col") for label in head])
        lines = [
            h(
                "tr",
                h("th", one, scope="row", data_label=head[0]),
                *[h("td", v, data_label=label) for label, v in zip(head[1:], rest, strict=True)],
            )
            for one, *rest in rows
        ]
        table = h(
            "div",
            h("table", h("thead", heads), h("tbody", *lines), class_="pln-table"),
            class_="pln-scroll",
            tabindex="0",
            role="region",
            aria_label=tr("Your rhythm: table"),
        )
        return card(
            question(tr("Your rhythm, as the log has it")),
            h("p", read_rhythm(book, today), class_="pln-reading")
            if rows
            else empty(read_rhythm(book, today)),
            h("details", h("summary", tr("With each of them")), table, data_key="each")
            if rows
            else None,
        )
