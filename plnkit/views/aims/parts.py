"""What the panels of aims share: an aim that is looked up, chosen from a list, or shown short."""

from collections.abc import Sequence

from markupsafe import Markup

from plnkit.html import Child, h
from plnkit.language import tr
from plnkit.model import Aim, Book
from plnkit.views.panel import chips

AT_HAND = 12  # members to tap, before the rest is unfolded
LONG, IN_A_LIST = 160, 60  # characters of an aim


def aim_of(book: Book, id: object) -> Aim:
    """Return an aim; raises ValueError, with a sentence, when it is not (or no longer) here."""
    found = book.entities.get(str(id))
    if not isinstance(found, Aim):
        raise ValueError(tr("This aim is no longer in your book."))  # noqa: TRY004 - for the reader
    return found


def open_aims(book: Book) -> list[Aim]:
    """Return the aims that are open, in their order."""
    return [aim for aim in book.all(Aim) if aim.status == "open"]


def short(text: str, limit: int = LONG) -> str:
    """Return a text in one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def chosen(
    id: str, label: Child, do: str, options: Sequence[tuple[str, str, bool]], about: str = ""
) -> Markup:
    """Return a labelled list, one of which is chosen as soon as it is picked.

    The options are as those of `chips`; `about` says of what it is chosen.
    """
    inside = [h("option", text, value=value, selected=on) for value, text, on in options]
    value = next((value for value, _, on in options if on), None)
    box = h(
        "select", *inside, id=id, class_="pln-field", dir="auto", value=value, data_change=do,
        data_value=about,
    )  # fmt: skip
    return h("div", h("label", label, for_=id, class_="pln-label"), box, data_key=id)


def aims_to_choose(aims: Sequence[Aim], now: str) -> list[tuple[str, str, bool]]:
    """Return aims as the options of a list."""
    return [(aim.id, short(aim.text, IN_A_LIST), aim.id == now) for aim in aims]


def tapped(label: str, do: str, options: Sequence[tuple[str, Child, bool]]) -> Markup:
    """Return members to tap: those at hand, and the rest folded."""
    first, rest = options[:AT_HAND], options[AT_HAND:]
    if not rest:
        return chips(label, do, first)
    more = h("summary", tr("Everybody else ({number})", number=len(rest)))
    folded = chips(tr("{question}: everybody else", question=label), do, rest)
    others = h("details", more, folded, data_key=f"{do}-rest")
    return h("div", chips(label, do, first), others)
