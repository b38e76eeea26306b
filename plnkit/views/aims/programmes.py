"""Training programmes: those that are known, and the pictures of one before, during and after."""

from plnkit.html import Child, h, trh
from plnkit.language import tr
from plnkit.model import Book, Plan, SourceRole, Wave
from plnkit.names import fold
from plnkit.views.aims.said import PHASES
from plnkit.views.panel import button, day, hint, name

ROLE: SourceRole = "course or programme"


def programmes(book: Book, *more: str) -> list[str]:
    """Return the programmes that are known, each once: of sources, plans and waves."""
    names = [m.name for m in book.sources if m.role == ROLE]
    names += [p.programme for p in book.all(Plan)] + [w.programme for w in book.all(Wave)]
    known: dict[str, str] = {}
    for called in filter(str.strip, [*names, *more]):
        known.setdefault(fold(called), called)
    return list(known.values())


def taken(book: Book, programme: str, phase: str) -> list[Wave]:
    """Return the pictures of a phase."""
    same = fold(programme)
    return [w for w in book.all(Wave) if w.phase == phase and fold(w.programme) == same]


def pictures(book: Book, programme: str) -> list[Child]:
    """Return the three phases, each with its picture or how to take it."""
    items = [
        h(
            "li",
            h("b", tr("{phase}:", phase=words), " "),
            *_picture(book, programme, phase),
            data_key=phase,
        )
        for phase, words in PHASES.items()
    ]
    return [
        h("p", tr("Three pictures of your network"), class_="pln-label"),
        hint(tr("Taken before, during and after: compare them later, on the last page.")),
        h("ul", *items, class_="pln-list", role="list"),
    ]


def _picture(book: Book, programme: str, phase: str) -> list[Child]:
    waves = taken(book, programme, phase)
    if not waves:
        said = tr("Take the picture “{phase}” now", phase=PHASES[phase])
        return [tr("not taken yet"), " ", button(tr("Take it now"), "take", phase, "quiet", said)]
    return [
        [trh("{picture}, {day}.", picture=name(wave.name), day=day(wave.on)), " "] for wave in waves
    ]
