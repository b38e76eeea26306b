"""The verbs of “What changed?”."""

from collections.abc import Callable
from typing import Any, Literal, NamedTuple

from plnkit import reading
from plnkit.charts.before_after import mix_before_after, mix_before_after_rows
from plnkit.charts.capability import capability, capability_rows
from plnkit.charts.network_map import network_map
from plnkit.language import N_, tr
from plnkit.model import Book
from plnkit.pages.showing import beside, member_rows, put, together
from plnkit.views import review
from plnkit.views.figure import Drawing, FigureView
from plnkit.waves import feelings
from plnkit.workbook import Workbook

CHANGE = ("map-then", "map-now", "mix-change", "able-change")  # the views that follow a comparison
NO_PICTURE = N_("Not enough yet: with a picture of another day there is something to compare.")


class Two(NamedTuple):
    """The two pictures that are compared, and what they are called."""

    books: tuple[Book, Book]
    labels: tuple[str, str]
    later: str  # what the second is called in a sentence


def take_wave(mine: Workbook) -> None:
    """Take a picture of today, to be compared with others."""
    put(mine, review.Take(mine.change, lambda: mine.seq))


def feel(mine: Workbook) -> None:
    """Ask how able one feels, and how engaged."""
    put(mine, review.Feelings(mine.change))


def compare_waves(mine: Workbook) -> None:
    """Say what is different between two pictures, in words and in numbers."""

    def turned() -> None:
        for key in CHANGE:
            if isinstance(view := mine.view(key), FigureView):
                view.draw(mine.book)

    put(mine, review.Compare(mine.picture, turned))


def show_change(mine: Workbook) -> None:
    """Draw the two pictures that are compared: their maps side by side, the mix, what one can do."""
    then, now, mix, able = CHANGE
    beside(mine, _map(mine, then, 0), _map(mine, now, 1))
    mixes = _drawn(
        mine,
        lambda two: mix_before_after(*two.books, two.labels),
        lambda two: reading.read_mixes(feelings(*two.books), two.later),
        lambda two: mix_before_after_rows(*two.books, two.labels),
    )
    together(mine, FigureView(mix, mixes, tr("The learning mix")))
    felt = _drawn(
        mine,
        lambda two: capability(*two.books, two.labels),
        lambda two: " ".join(reading.read_feelings(feelings(*two.books), two.later)),
        lambda two: capability_rows(*two.books, two.labels),
    )
    together(mine, FigureView(able, felt, tr("How able you feel")))


def take_along(mine: Workbook) -> None:
    """Offer the book as files, with names or with aliases; and to erase it all."""
    aliased = review.usual(mine.picture, names=False)
    put(mine, review.Keep(review.usual(mine.picture), mine.erase_all, aliased))


def _map(mine: Workbook, key: str, side: Literal[0, 1]) -> FigureView:
    """Return the map of one of the two; in both maps who has not moved stands in the same place."""
    drawing = _drawn(
        mine,
        lambda two: network_map(two.books[side], two.books[1 - side]),
        lambda two: f"{two.labels[side]}. {reading.read_map(two.books[side])}",
        lambda two: member_rows(two.books[side]),
    )
    return FigureView(key, drawing, (tr("Then"), tr("Later"))[side])


def _drawn(
    mine: Workbook,
    figure: Callable[[Two], Any],
    read: Callable[[Two], str],
    rows: Callable[[Two], Any],
) -> Drawing:
    """Return a drawing of the two pictures that are compared, once there are two."""

    def of(make: Callable[[Two], Any], otherwise: object) -> Callable[[Book], Any]:
        def made(book: Book) -> Any:
            two = _compared(mine, book)
            return make(two) if two else otherwise

        return made

    return Drawing(of(figure, None), of(read, tr(NO_PICTURE)), of(rows, ((), [])))


def _compared(mine: Workbook, book: Book) -> Two | None:
    view = mine.view("compare")
    if not isinstance(view, review.Compare):
        return None
    books, labels = view.pair(book), view.labels(book)
    if not books or not labels:
        return None
    return Two(books, labels, "now" if books[1] is book else "later")
