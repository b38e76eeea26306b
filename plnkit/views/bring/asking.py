"""Questions without which a file cannot be read: who is me, whose network, which column is what."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from markupsafe import Markup

from plnkit.errors import NotReadable
from plnkit.exchange.incoming import Asked, Unanswered
from plnkit.exchange.staging import Staged
from plnkit.html import Child, h, trh, trnh
from plnkit.language import N_, Lines, tr, trn, trp
from plnkit.views.form import Said
from plnkit.views.panel import button, chips, hint, name, question, row
from plnkit.words import isolated, shortened

COLUMNS = 60  # that are asked about
OPTIONS = 12  # addresses among which mine is looked for
SAMPLES = 3  # cells shown of a column
LETTERS = 40  # of a cell
NOT_USED = N_("not used")
QUESTIONS = {
    "me": Lines(
        N_("Which of these is you?"),
        N_("So that you do not meet yourself. Tap all of them that are yours."),
    ),
    "ego": Lines(
        N_("Whose network do you want to bring?"), N_("There is more than one in the file.")
    ),
}


@dataclass(frozen=True)
class Question:
    """Who is me, or whose network: choices to tap."""

    called: str
    ask: str
    options: tuple[str, ...]
    chosen: tuple[str, ...] = ()

    @classmethod
    def of(cls, called: str, fault: Unanswered) -> "Question":
        """Return what a reader of files asks."""
        return cls(called, fault.ask, fault.options)

    @classmethod
    def again(cls, called: str, staged: Staged) -> "Question":
        """Return the question who is me, of those whom a calendar holds: they who are met most first."""
        met = Counter(id for talk in staged.content.interactions for id in talk.members)
        emails = {m.id: m.email for m in staged.content.members if m.email}
        often = sorted(emails, key=lambda id: -met[id])[:OPTIONS]
        options = dict.fromkeys((*staged.me, *(emails[id] for id in often)))
        return cls(called, "me", tuple(options), staged.me)

    def choose(self, option: str) -> "Question":
        """Tap one: of several networks one is meant, of addresses any number."""
        if option not in self.options:
            return self
        if self.ask == "ego":
            return replace(self, chosen=(option,))
        rest = tuple(one for one in self.chosen if one != option)
        return replace(self, chosen=rest if option in self.chosen else (*rest, option))

    def answered(self, asked: Asked) -> Asked:
        """Return what a reader is told. Raises `NotReadable` where nothing was tapped."""
        if not self.chosen:
            raise NotReadable(tr("Tap one of them first."))
        if self.ask == "ego":
            return replace(asked, ego=self.chosen[0])
        return replace(asked, me=self.chosen)

    def drawn(self) -> Markup:
        """Return the question."""
        title, small = QUESTIONS[self.ask]
        options: list[tuple[str, Child, bool]] = [
            (one, name(one), one in self.chosen) for one in self.options
        ]
        return h(
            "div",
            question(title, key=f"ask-{self.called}-{self.ask}"),
            hint(trh("{file}. {more}", file=name(self.called), more=small)),
            chips(title, "choose", options),
            row(
                button(tr("Go on"), "answer"),
                button(trp("file", "Leave it"), "leave", kind="link"),
            ),
            data_key="question",
        )


@dataclass(frozen=True)
class Columns:
    """Which column of a table holds what: proposed, and corrected by the learner."""

    called: str
    names: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]  # rows
    count: int
    fields: Mapping[str, str]  # what a table can hold: field, and how it is called
    said: Mapping[str, str] = field(default_factory=dict)  # field: column

    def read(self, form: object) -> "Columns":
        """Return this with what was said in the form: `{"0": ["name"], …}`, by number of column.

        Raises `NotReadable` where two columns are said to be the same.
        """
        sent = Said(form)
        said: dict[str, str] = {}
        for number, column in enumerate(self.names[:COLUMNS]):
            what = sent.text(str(number))
            if what in said:
                raise NotReadable(
                    tr(
                        "Two columns are said to be “{what}”: choose one of them.",
                        what=self.fields[what],
                    )
                )
            if what in self.fields:
                said[what] = column
        return replace(self, said=said)

    def drawn(self) -> Markup:
        """Return the columns with what is in them, each with a choice."""
        rows = [self._column(number) for number in range(min(len(self.names), COLUMNS))]
        more = len(self.names) - COLUMNS
        return h(
            "form",
            question(tr("What is in which column?"), key=f"columns-{self.called}"),
            hint(
                trnh(
                    "{file}: {n} row. What you do not need is “not used”, and stays out.",
                    "{file}: {n} rows. What you do not need is “not used”, and stays out.",
                    self.count,
                    file=name(self.called),
                )
            ),
            h("ul", *rows, class_="pln-columns", role="list"),
            hint(_unasked(more)) if more > 0 else None,
            row(
                h("button", tr("Go on"), type="submit", class_="pln-button pln-main"),
                button(trp("file", "Leave it"), "leave", kind="link"),
            ),
            data_form="columns",
            data_key=f"columns-{self.called}",
            novalidate=True,
            autocomplete="off",
        )

    def _column(self, number: int) -> Markup:
        column = self.names[number]
        holds = next((what for what, said in self.said.items() if said == column), "")
        options = [
            h("option", label, value=what, selected=what == holds)
            for what, label in {"": tr(NOT_USED), **self.fields}.items()
        ]
        cells = [row[number] for row in self.samples if number < len(row) and row[number].strip()]
        shown = ", ".join(isolated(shortened(cell, LETTERS)) for cell in cells[:SAMPLES])
        id = f"pln-bring-column-{number}"
        return h(
            "li",
            h(
                "div",
                h("label", name(column), for_=id, class_="pln-label"),
                h("p", shown or tr("(empty)"), class_="pln-soft"),
            ),
            h("select", *options, id=id, name=str(number), class_="pln-field"),
            data_key=f"column-{number}",
        )


def _unasked(columns: int) -> str:
    return trn("{n} more column stays out.", "{n} more columns stay out.", columns)
