"""A question to think about, whose answer is kept; a look at what is done; the end of a page."""

import json

from markupsafe import Markup

from plnkit.model import Book, Note, Progress
from plnkit.views.html import h
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
            "textarea", answer, id=self._id, class_="pln-field", data_change="answer",
            maxlength=20_000,
        )  # fmt: skip
        asked = h("label", self._text, for_=self._id)
        return card(h("h2", asked, class_="pln-question"), hint(self._small), field, calm=True)

    def do_answer(self, value: object) -> None:
        """Keep the answer."""
        text = json.loads(str(value))[1].strip()
        note = Note(id=self._id, page=self._page, question=self._text, text=text)
        self._change(lambda book: book.with_(note), "Answered a question")


class Checkpoint(Panel):
    """Says what is done and what to try next; never a score."""

    def __init__(self, steps: object) -> None:
        super().__init__("checkpoint")
        self._steps = steps

    def show(self, book: Book) -> Markup:
        """Return a line for each step, done or not."""
        lines = self._steps(book)  # type: ignore[operator]
        items = [h("li", h("b", "Done: " if done else "Try next: "), text) for done, text in lines]
        return card(question("Where you are"), h("ul", *items, class_="pln-recap"), calm=True)


class Finish(Panel):
    """Lets the learner say that the small act is chosen and the page is done."""

    def __init__(self, change: ChangeBook, page: str) -> None:
        super().__init__("finish", change)
        self._page = page

    def show(self, book: Book) -> Markup:
        """Return the button, or that it was pressed."""
        if self._done(book):
            done = hint("You finished this page. Everything stays open to changes.")
            return h("div", done, row(button("Not finished yet", "finish", kind="link")))
        return row(button("I am done with this page", "finish"))

    def _done(self, book: Book) -> bool:
        known = book.entities.get(f"progress-{self._page}")
        return isinstance(known, Progress) and known.done

    def do_finish(self, _: object) -> None:
        """Mark the page as done, or as not done yet."""
        now = not self._done(self.book)
        mark = Progress(id=f"progress-{self._page}", page=self._page, done=now)
        self._change(
            lambda book: book.with_(mark), "Finished the page" if now else "Took up the page again"
        )
