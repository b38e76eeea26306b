"""A question to think about, whose answer is kept; a look at what is done; the end of a page."""

import json

from markupsafe import Markup

from plnkit.html import h
from plnkit.language import tr
from plnkit.model import Book, Note, Progress
from plnkit.views.panel import ChangeBook, Panel, button, card, hint, question, row


class Question(Panel):
    """Asks one open question of a page and keeps the answer in the book."""

    def __init__(self, change: ChangeBook, page: str, key: str, text: str, small: str) -> None:
        super().__init__(f"note-{key}", change)
        self._page, self._text, self._small = page, text, small
        self._id = f"note-{page}-{key}"

    def show(self, book: Book) -> Markup:
        """Return the question and what was answered so far."""
        known = book.entities.get(self._id)
        answer = known.text if isinstance(known, Note) else ""
        field = h(
            "textarea", answer, id=self._id, class_="pln-field", dir="auto", data_change="answer",
            maxlength=20_000,
        )  # fmt: skip
        asked = h("label", self._text, for_=self._id)
        return card(h("h2", asked, class_="pln-question"), hint(self._small), field, calm=True)

    def do_answer(self, value: object) -> None:
        """Keep the answer."""
        text = json.loads(str(value))[1].strip()
        note = Note(id=self._id, page=self._page, question=self._text, text=text)
        self._change(lambda book: book.with_(note), tr("Answered a question"))


class Checkpoint(Panel):
    """Says what is done and what to try next; never a score."""

    def __init__(self, steps: object) -> None:
        super().__init__("checkpoint")
        self._steps = steps

    def show(self, book: Book) -> Markup:
        """Return a line for each step, done or not."""
        lines = self._steps(book)  # type: ignore[operator]
        items = [
            h("li", h("b", tr("Done:") if done else tr("Try next:"), " "), text)
            for done, text in lines
        ]
        return card(question(tr("Where you are")), h("ul", *items, class_="pln-recap"), calm=True)


class Finish(Panel):
    """Marks a page as done and goes on to the next, or only marks it; after the last there is none."""

    def __init__(self, change: ChangeBook, page: str, onward: tuple[str, str]) -> None:
        super().__init__("finish", change)
        self._page = page
        self._title, self._file = onward

    def show(self, book: Book) -> Markup:
        """Return the way on, and whether the page is done."""
        done = self._done(book)
        mark = tr("Not finished yet") if done else tr("Done for now")
        onward = (
            tr("Next: {page}", page=self._title)
            if done
            else tr("Done. Next: {page}", page=self._title)
        )
        return h(
            "div",
            hint(tr("You finished this page. Everything stays open to changes.")) if done else None,
            None if self._file else hint(tr("That was the last page.")),
            row(
                button(onward, "on") if self._file else None,
                button(mark, "finish", kind="link" if self._file else "main"),
            ),
            class_="pln-finish",
        )

    def _done(self, book: Book) -> bool:
        known = book.entities.get(f"progress-{self._page}")
        return isinstance(known, Progress) and known.done

    def _mark(self, *, done: bool) -> None:
        mark = Progress(id=f"progress-{self._page}", page=self._page, done=done)
        label = tr("Finished the page") if done else tr("Took up the page again")
        self._change(lambda book: book.with_(mark), label)

    def do_finish(self, _: object) -> None:
        """Mark the page as done, or as not done yet."""
        self._mark(done=not self._done(self.book))

    def do_on(self, _: object) -> None:
        """Mark the page as done, and go to the next one."""
        if not self._done(self.book):
            self._mark(done=True)
        self.send({"go": self._file})
