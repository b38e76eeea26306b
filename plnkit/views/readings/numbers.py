"""The measures of a network as a table: a number, what it says, and whose measure it is."""

from markupsafe import Markup

from plnkit import reading
from plnkit.assets import STYLES
from plnkit.html import h
from plnkit.language import N_, Lines, tr
from plnkit.model import Book
from plnkit.reading.numbers import Row
from plnkit.views.panel import Panel, card, hint, question

HEAD = Lines(N_("What"), N_("Number"), N_("What it says"))


class Numbers(Panel):
    """Shows what was measured, each number in a sentence."""

    _css = STYLES["readings"]
    title = N_("Your network in numbers")

    def __init__(self) -> None:
        super().__init__("numbers")

    def show(self, book: Book) -> Markup:
        """Return the groups of numbers, and what they rest on."""
        facts = reading.Facts.of(book)
        groups = self.told(facts)
        tables = [_table(title, rows) for title, rows in groups if rows]
        counts = [
            h("li", h("b", tr("{what}:", what=label), " "), said)
            for label, said in reading.counts(facts)
        ]
        sources = dict.fromkeys(row.source for _, rows in groups for row in rows if row.source)
        return card(
            question(tr(self.title)),
            hint(tr("No number here is good or bad: each is something to look at.")),
            *tables,
            self.missing(facts),
            h("ul", *counts, class_="pln-recap"),
            h(
                "details",
                h("summary", tr("Whose measures these are")),
                h("ul", *[h("li", source.full) for source in sources], class_="pln-sources"),
            ),
        )

    def told(self, facts: reading.Facts) -> list[tuple[str, list[Row]]]:
        """Return the numbers by group, each as it is told."""
        return reading.numbers(facts)

    def missing(self, _: reading.Facts) -> Markup | None:
        """Return what is to be said of numbers that are not told."""
        return None


def _table(title: str, rows: list[Row]) -> Markup:
    lines = [
        h(
            "tr",
            h("th", row.label, scope="row"),
            h("td", row.shown, class_="pln-number" if row.enough else "pln-soft"),
            h("td", row.said, _whose(row)),
        )
        for row in rows
    ]
    head = [h("th", label, scope="col") for label in HEAD]
    return h(
        "table",
        h("caption", title),
        h("colgroup"),
        h("colgroup"),
        h("thead", h("tr", *head), class_="pln-hidden"),
        h("tbody", *lines),
        class_="pln-numbers",
    )


def _whose(row: Row) -> Markup | None:
    return h("span", f" {row.source.short}", class_="pln-whose") if row.source else None
