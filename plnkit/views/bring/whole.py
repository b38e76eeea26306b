"""The page of a whole network, another book for one: all of it, or nothing."""

from dataclasses import dataclass

from markupsafe import Markup

from plnkit.exchange.incoming import Brought
from plnkit.html import h
from plnkit.language import tr, trp
from plnkit.model import Book
from plnkit.views.bring.choosing import heading, left_out
from plnkit.views.keep.bring import in_it, preview
from plnkit.views.panel import button, row


@dataclass(frozen=True)
class Whole:
    """A whole network that somebody looks at."""

    brought: Brought

    def drawn(self, book: Book) -> Markup:
        """Return what bringing it would do, and ask."""
        what = preview(book, self.brought.staged)
        kind = "link" if what.changes else "quiet"
        leave = button(trp("file", "Leave it"), "leave", kind=kind)
        put = button(tr("Put all of it into my network"), "put") if what.changes else None
        return h(
            "div",
            heading(self.brought),
            h("p", in_it(what)),
            left_out(self.brought.staged.skipped),
            row(put, leave),
            data_key="whole",
        )
