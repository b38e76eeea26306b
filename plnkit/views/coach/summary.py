"""A summary that was shared, item by item: in words, and with bars whose numbers stand beside them."""

from collections.abc import Callable, Iterable, Sequence

from markupsafe import Markup

from plnkit import words
from plnkit.html import Child, h
from plnkit.language import N_, Phrases, number, percent, tr, trn
from plnkit.reading import coach as reading
from plnkit.shares import Share, Wanted
from plnkit.views.aims.said import KINDS
from plnkit.views.panel import hint, name

ON_POINTS = N_(
    "Strength is one thing, knowing few of the others another; neither is better."
    " Only people for whom both are known are counted."
)
PARTS = Phrases(
    {
        "formal": N_("In courses"),
        "on_the_job": N_("On the job"),
        "social": N_("With and from people"),
        "self_directed": N_("On their own"),
    }
)


def summary(share: Share) -> list[Markup]:
    """Return what was shared, without what was not."""
    found = [_part(title, of(share)) for title, of in _ITEMS.items()]
    return [part for part in found if part is not None]


def _part(title: str, inside: Sequence[Child]) -> Markup | None:
    if not inside:
        return None
    return h("section", h("h3", tr(title), class_="pln-part"), *inside, data_key=title)


# --- the items ----------------------------------------------------------------------------------


def _size(share: Share) -> list[Child]:
    return [h("p", reading.read_size(share.size))] if share.size else []


def _composition(share: Share) -> list[Child]:
    counted = list((share.composition or {}).items())[: len(words.ROLE)]
    rows = [(words.ROLE.get(role, role), n) for role, n in counted]
    return [_counts(rows)] if rows else []


def _rings(share: Share) -> list[Child]:
    return [_counts(zip(words.RINGS, share.rings, strict=True))] if share.rings else []


def _contact(share: Share) -> list[Child]:
    return [h("p", reading.read_contact(share.contact))] if share.contact else []


def _mix(share: Share) -> list[Child]:
    if share.mix is None:
        return []
    parts = [(label, getattr(share.mix, part)) for part, label in PARTS.items()]
    return [_bars([(label, value, percent(value / 100)) for label, value in parts], 100)]


def _aims(share: Share) -> list[Child]:
    return [h("ul", *map(_aim, share.aims), class_="pln-recap")] if share.aims else []


def _aim(aim: Wanted) -> Markup:
    said = (
        trn("Could help: {n} member.", "Could help: {n} members.", aim.helpers)
        if aim.helpers
        else tr("Could help: nobody yet.")
    )
    helps = h("div", said, class_="pln-soft")
    kind = h("b", tr("{kind}:", kind=KINDS[aim.kind].name))
    return h("li", kind, " ", name(aim.text), helps)


def _points(share: Share) -> list[Child]:
    if not share.points:
        return []
    lines = [h("li", line) for line in reading.read_points(share.points)]
    return [h("ul", *lines, class_="pln-recap"), hint(tr(ON_POINTS))]


def _asks(share: Share) -> list[Child]:
    return _texts(share.asks)


def _offers(share: Share) -> list[Child]:
    return _texts(share.offers)


def _texts(texts: Sequence[str]) -> list[Child]:
    items = [h("li", name(text)) for text in texts]
    return [h("ul", *items, class_="pln-recap")] if items else []


_ITEMS: dict[str, Callable[[Share], list[Child]]] = {
    N_("How many they learn from"): _size,
    N_("Who they are"): _composition,
    N_("How close they are"): _rings,
    N_("How it began"): _contact,
    N_("Where they learn"): _mix,
    N_("Aims"): _aims,
    N_("Who opens another door"): _points,
    N_("What they ask for"): _asks,
    N_("What they offer"): _offers,
}


# --- bars ---------------------------------------------------------------------------------------


def _counts(rows: Iterable[tuple[str, int]]) -> Markup:
    """Return how many of all, a bar each."""
    known = list(rows)
    return _bars([(label, n, number(n)) for label, n in known], sum(n for _, n in known))


def _bars(rows: Sequence[tuple[str, float, str]], whole: float) -> Markup:
    return h("ul", *[_bar(row, whole or 1) for row in rows], class_="pln-bars", role="list")


def _bar(row: tuple[str, float, str], whole: float) -> Markup:
    label, value, shown = row
    wide = h("div", class_="pln-length", style=f"width: {100 * value / whole:.1f}%")
    track = h("span", wide, class_="pln-track", aria_hidden="true")
    return h("li", h("span", name(label)), track, h("b", shown))
