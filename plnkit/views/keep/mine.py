"""My link and my file: a sheet over the page, and a card that asks once to take one of them."""

from collections.abc import Callable

from markupsafe import Markup

from plnkit.assets import STYLES
from plnkit.exchange.given import Given
from plnkit.exchange.merging import merge
from plnkit.html import Child, h, trh
from plnkit.language import N_, tr, trn, trp
from plnkit.model import Aim, Book
from plnkit.views.keep.bring import Found, Preview, in_it, preview, read
from plnkit.views.keep.link import drawn
from plnkit.views.panel import ChangeBook, button, card, hint, name, question, row
from plnkit.views.review.exports import Export
from plnkit.views.sending import Receiving, progress

ASKED = "keep"  # what the browser remembers: it is asked once, and that is no change of the book
ENOUGH = 5  # members that it would be a pity to lose
SHOWN = 5  # reasons of a file
KEY = N_(
    "Your book opens with a key that your browser made: your link carries it, and nobody can give "
    "it back to you."
)
FORGETTING = N_(
    "Some browsers forget a key, Safari after a week without a visit: then your link or your file "
    "is the only way back."
)
WHOEVER = N_(
    "Whoever has your link can read your book and change it: keep it as you keep a password."
)
OTHER_DEVICE = N_(
    "On another device it opens this book, for as long as this workshop lets you in. "
    "Your file is yours for good."
)
IN_REACH = N_("Whoever photographs it has your link.")
NO_KEY = N_("Your key is not in it.")
BRING = N_("From another room or computer. You see what is in it before anything enters your book.")
IN_TIME = N_(
    "Only this browser has the key to your book, and browsers forget. Your link opens the book on "
    "another device; your file keeps it for good. Both stay at the top of each workbook."
)


class Mine(Receiving):
    """The reader's private link, and the file to take along or to bring.

    `everything` makes the file; `link` returns the private link, "" where there is one book.
    """

    _css = STYLES["keep"]

    def __init__(self, change: ChangeBook, everything: Export, link: Callable[[], str]) -> None:
        super().__init__("mine", change)
        self._everything, self._link = everything, link
        self._unfolded = False
        self._asks: bool | None = None  # said when the page is opened, not while somebody types
        self._chosen = 0  # times that a file was let go of: the field is empty again
        self._found: Found | None = None  # a file that was chosen, and has not entered the book

    def unfold(self) -> None:
        """Show the sheet."""
        self._unfolded, self.notice = True, ""
        self.draw(self.book)
        self._settle()

    def press(self, message: object) -> None:
        """Answer the page; what became of the press before is forgotten."""
        self._said = ""
        super().press(message)

    # --- what is seen -------------------------------------------------------------------

    def show(self, book: Book) -> Markup:
        """Return the sheet, or the card that asks, or nothing."""
        if self._asks is None and self._link():
            self._asks = _is_worth_keeping(book)
        if self._unfolded:
            return self._sheet(book)
        return _asking() if self._asks else Markup("")

    def _sheet(self, book: Book) -> Markup:
        link = self._link()
        title = tr("My link and file") if link else tr("My file")
        return h(
            "dialog",
            h(
                "div",
                h("h2", title, id="pln-mine-title", class_="pln-question"),
                button(tr("Close"), "close", kind="quiet"),
                class_="pln-head",
            ),
            _link_part(link) if link else None,
            self._file_part(book, tr("My file") if link else None),
            class_="pln-sheet",
            aria_labelledby="pln-mine-title",
            data_key="mine",
        )

    def _file_part(self, book: Book, title: str | None) -> Markup:
        said = self._said
        return h(
            "section",
            h("h3", title) if title else None,
            hint(self._everything.hint, " ", tr(NO_KEY)),
            row(button(tr("Take my file with me"), "take")),
            h("label", tr("Bring my file"), for_="pln-mine-file", class_="pln-label"),
            progress(self._arriving) if self._arriving else _chooser(self._chosen),
            super()._notice(),
            _told(self._found.name, preview(book, self._found.staged)) if self._found else None,
            hint(tr(BRING)),
            h("p", said, class_="pln-said", role="status", tabindex="-1", data_focus=said or None),
            class_="pln-group",
        )

    def _notice(self) -> Markup:
        return Markup("") if self._unfolded else super()._notice()

    # --- what is asked once -------------------------------------------------------------

    def _settle(self) -> None:
        if self._asks or _is_worth_keeping(self.book):
            self.send({"once": ASKED})
        self._asks = False

    # --- what is pressed ----------------------------------------------------------------

    def do_show(self, _: object) -> None:
        """Show the sheet."""
        self.unfold()

    def do_later(self, _: object) -> None:
        """Ask no more."""
        self._settle()

    def do_close(self, _: object) -> None:
        """Put the sheet away, and let go of a file that was not put into the book."""
        if self._unfolded:  # a sheet that is put away says so twice
            self._unfolded = False
            self._let_go()
            self._settle()  # who has seen it need not be asked

    def do_take(self, _: object) -> None:
        """Make the file, and give it to the browser."""
        file = self._everything.make(self.book)
        self.send({"file": file._asdict()})
        self._said = tr(
            "Saved as {file}: look where your browser puts what you download.", file=file.name
        )

    def do_offer(self, value: object) -> None:
        """Hear of a file that was chosen; the one before is not meant any more."""
        self._found = None
        super().do_offer(value)

    def arrived(self, files: list[Given]) -> None:
        """Look into a file that was chosen."""
        self._chosen += 1
        self._found = read(files[0])

    def do_leave(self, _: object) -> None:
        """Leave the file."""
        self._let_go()

    def do_bring(self, _: object) -> None:
        """Put what the file holds into the book; undo takes it back."""
        found = self._found
        if found is None:  # pressed twice
            return
        what = preview(self.book, found.staged)
        self._change(lambda book: merge(book, found.staged)[0], tr("Brought a file"))
        self._let_go()
        self._said = _brought(what)

    def _let_go(self) -> None:
        self._arriving, self._found, self._chosen = None, None, self._chosen + 1


# --- the parts of it ----------------------------------------------------------------------------


def _is_worth_keeping(book: Book) -> bool:
    return len(book.members) >= ENOUGH or bool(book.all(Aim))


def _asking() -> Markup:
    presses = row(button(tr("My link and file"), "show"), button(tr("Later"), "later", kind="link"))
    title = question(tr("Take your link or your file"))
    asking = card(title, hint(tr(IN_TIME)), presses, calm=True)
    return h("div", asking, data_key="asking", data_once=ASKED)


def _link_part(link: str) -> Markup:
    id = "pln-mine-link"
    box = h("input", type="text", id=id, value=link, readonly=True, class_="pln-field", dir="ltr")
    copy = h("button", tr("Copy"), type="button", class_="pln-button pln-quiet", data_copy=id)
    return h(
        "section",
        h("h3", tr("My link")),
        h(
            "ul",
            *[h("li", tr(sentence)) for sentence in (KEY, FORGETTING, WHOEVER)],
            class_="pln-recap",
        ),
        h("label", tr("My private link"), for_=id, class_="pln-label"),
        h("div", box, copy, class_="pln-entry"),
        h("p", class_="pln-said", role="status", data_copied=id),
        hint(tr(OTHER_DEVICE)),
        h(
            "details",
            h("summary", tr("Show it as a QR code, for a camera")),
            drawn(link),
            hint(tr(IN_REACH)),
            data_key="code",
        ),
        class_="pln-group",
    )


def _chooser(times: int) -> Markup:
    return h(
        "input",
        type="file",
        id="pln-mine-file",
        accept=".json,application/json",
        class_="pln-field",
        data_file="offer",
        data_key=f"file-{times}",
    )


def _told(called: str, what: Preview) -> Markup:
    """Return what bringing a file would do, and ask."""
    leave = button(trp("file", "Leave it"), "leave", kind="link" if what.changes else "quiet")
    title = trh("In {file}", file=name(called))
    return h(
        "div",
        h("h4", title, class_="pln-label", tabindex="-1", data_focus=called),
        h("p", in_it(what)),
        _left_out(what.reasons),
        row(button(tr("Put it into my book"), "bring") if what.changes else None, leave),
        class_="pln-told",
        data_key="told",
    )


def _brought(what: Preview) -> str:
    """Return what became of the book."""
    if not what.changes:  # another tab may have brought it meanwhile
        return tr("You have all of it already.")
    if not what.new:
        return tr("Brought. Undo takes it back.")
    return tr("Brought: {what}. Undo takes it back.", what=what.new)


def _left_out(reasons: tuple[str, ...]) -> list[Child]:
    """Return what the file says that cannot be taken as it is."""
    if not reasons:
        return []
    lines = [*reasons[:SHOWN]]
    if (more := len(reasons) - SHOWN) > 0:
        lines.append(trn("and {n} more like this", "and {n} more like these", more))
    items = [h("li", line) for line in lines]
    return [h("p", tr("Good to know:"), class_="pln-label"), h("ul", *items, class_="pln-recap")]
