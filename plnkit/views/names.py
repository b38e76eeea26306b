"""Names: prompts one after another, a field that takes a name or a list, and doubles asked about."""

import json
from datetime import UTC, datetime

from markupsafe import Markup

from plnkit.errors import BookError
from plnkit.html import h, trh
from plnkit.language import tr, trn
from plnkit.model import Book, Dismissal, Member, SourceRole, new_id
from plnkit.names import alike, fold, split_names
from plnkit.views.edits import removed_label
from plnkit.views.panel import ChangeBook, Panel, button, card, chips, hint, name, question, row
from plnkit.words import PROMPTS, SUGGESTIONS, listed

LATEST = 6  # names shown under the field


class Names(Panel):
    """Asks for names, prompt by prompt."""

    def __init__(self, change: ChangeBook) -> None:
        super().__init__("names", change)
        self._step = 0
        self._refused = ("", 0)  # what could not be added goes back into the field

    def show(self, book: Book) -> Markup:
        """Return the card of the prompt and, where two names are alike, a question."""
        return h("div", self._prompt(book), self._double(book))

    def _prompt(self, book: Book) -> Markup:
        prompt = PROMPTS[self._step]
        position = tr(
            "Question {number} of {all}. {hint}",
            number=self._step + 1,
            all=len(PROMPTS),
            hint=prompt.hint,
        )
        return card(
            question(prompt.question, key=f"prompt-{self._step}"),
            hint(position),
            self._field(prompt.kind),
            h("p", self._said, class_="pln-said", role="status") if self._said else None,
            self._latest(book),
            self._suggestions(book, prompt.kind),
            self._way_on(book),
        )

    def _field(self, kind: str) -> Markup:
        text, force = self._refused
        label = tr("Name of a source") if kind == "source" else tr("Name or nickname")
        field = h(
            "input",
            type="text",
            dir="auto",
            id="pln-name",
            class_="pln-field",
            placeholder=tr("Type a name, then Enter"),
            autocomplete="off",
            autocapitalize="words",
            enterkeyhint="enter",
            value=text or None,
            data_enter="add",
            data_home=True,
            data_force=force,
        )
        add = h(
            "button", tr("Add"), type="button", class_="pln-button pln-main", data_do="add",
            data_enters="add",
        )  # fmt: skip
        small = tr("One name after another, or paste a list. Nicknames are welcome.")
        return h(
            "div",
            h("label", label, for_="pln-name", class_="pln-label"),
            h("div", field, add, class_="pln-entry"),
            h("p", small, class_="pln-hint"),
        )

    def _latest(self, book: Book) -> Markup | None:
        latest = book.members[-LATEST:][::-1]
        if not latest:
            return None
        tags = [
            h(
                "li",
                name(m.name),
                h(
                    "button", "×", type="button", class_="pln-cross", data_do="remove",
                    data_value=m.id, aria_label=tr("Remove {who}", who=m.name),
                ),
                class_="pln-chip pln-tag",
                data_key=m.id,
            )
            for m in latest
        ]  # fmt: skip
        return h(
            "ul", *tags, class_="pln-chips pln-latest", role="list", aria_label=tr("Added last")
        )

    def _suggestions(self, book: Book, kind: str) -> Markup | None:
        here = {fold(m.name) for m in book.members}
        offers = [(s, f"+ {s}", False) for s in SUGGESTIONS if fold(s) not in here]
        if kind != "source" or not offers:
            return None
        return h("div", hint(tr("Or tap:")), chips(tr("Suggestions"), "suggest", offers))

    def _way_on(self, book: Book) -> Markup:
        last = self._step == len(PROMPTS) - 1
        so_far = trn("{n} so far", "{n} so far", len(book.members))
        return row(
            None if last else button(tr("Next question"), "next", kind="quiet"),
            button(tr("Back"), "back", kind="link") if self._step else None,
            h("span", so_far, class_="pln-count"),
        )

    def _double(self, book: Book) -> Markup | None:
        pairs = alike(book)
        if not pairs:
            return None
        first, second = pairs[0]
        both = json.dumps([first.id, second.id])
        more = trn("{n} more pair to look at.", "{n} more pairs to look at.", len(pairs) - 1)
        names = {"one": name(first.name), "other": name(second.name)}
        return card(
            question(trh("Are {one} and {other} the same?", **names)),
            hint(tr("If they are, one stays, with everything that you said of both.")),
            row(
                button(tr("The same: keep one"), "same", both, kind="quiet"),
                button(tr("Two different ones"), "apart", both, kind="quiet"),
            ),
            hint(more) if pairs[1:] else None,
            key="double",
            calm=True,
        )

    # --- what is pressed ----------------------------------------------------------------

    def do_add(self, text: object) -> None:
        """Add the names of a field or of a pasted list."""
        text = text if isinstance(text, str) else ""
        try:
            self._add(split_names(text), None)
        except (ValueError, BookError):
            # One line, since that is what the field can hold.
            self._refused = (", ".join(text.splitlines()), self._refused[1] + 1)
            raise
        self._refused = ("", self._refused[1])

    def do_suggest(self, text: object) -> None:
        """Add a source that is offered."""
        if text in SUGGESTIONS:
            self._add([str(text)], SUGGESTIONS[str(text)])

    def _add(self, names: list[str], role: SourceRole | None) -> None:
        kind = PROMPTS[self._step].kind
        today = datetime.now(UTC).astimezone().date()
        here = {m.name.casefold() for m in self.book.members}
        new = list({n.casefold(): n for n in reversed(names) if n.casefold() not in here}.values())
        members = [
            Member(id=new_id(), name=n, kind=kind, role=role, added=today) for n in new[::-1]
        ]
        if members:
            label = tr("Added {name}", name=listed([m.name for m in members]))
            self._change(lambda book: book.with_(*members), label)
        self._said = _report(names, [m.name for m in members])

    def do_remove(self, id: object) -> None:
        """Remove a member; the header's Undo brings it back."""
        member = self.book.member(str(id))
        label = removed_label(self.book, (member.id,))
        self._change(lambda book: book.without(member.id), label)
        self._said = tr("{what}. Undo brings it back.", what=label)

    def do_next(self, _: object) -> None:
        """Go to the next prompt."""
        self._step, self._said = min(self._step + 1, len(PROMPTS) - 1), ""

    def do_back(self, _: object) -> None:
        """Go to the prompt before."""
        self._step, self._said = max(self._step - 1, 0), ""

    def do_same(self, both: object) -> None:
        """Make one of two members."""
        keep, drop = (self.book.member(i) for i in json.loads(str(both)))
        names = {"kept": keep.name, "other": drop.name}
        label = tr("Joined {other} to {kept}", **names)
        self._change(lambda book: book.merged(keep.id, drop.id), label)
        self._said = tr("{kept} and {other} are one now.", **names)

    def do_apart(self, both: object) -> None:
        """Remember that two members are not one."""
        a, b = (self.book.member(i) for i in json.loads(str(both)))
        apart = Dismissal(id=new_id(), card="alike", reason="different", about=(a.id, b.id))
        label = tr("Told {a} and {b} apart", a=a.name, b=b.name)
        self._change(lambda book: book.with_(apart), label)


def _report(names: list[str], added: list[str]) -> str:
    """Return what became of a list of names."""
    known = {n.casefold() for n in added}
    already = [n for n in names if n.casefold() not in known]
    first = tr("Added {names}.", names=listed(added)) if added else ""
    if not already:
        return first
    here = trn(
        "{names} is already here.",
        "{names} are already here.",
        len(already),
        names=listed(already),
    )
    advice = tr("Two of that name? Add a surname or an initial.") if len(already) == 1 else ""
    return " ".join(filter(None, (first, here, advice)))
