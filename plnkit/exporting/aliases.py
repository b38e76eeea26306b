"""A book from which nobody is known: aliases for names, new ids, and nothing that says who it is.

It is made of the book that a report without names shows, with what is harmless put back: the numbers
that a network is read by. What stays is listed here and there, never what goes.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, cast

from msgspec.structs import replace

from plnkit.exchange.staging import Move, moved
from plnkit.language import N_, Lines
from plnkit.measures.composition import is_inside
from plnkit.model import (
    Aim,
    Book,
    Entity,
    Interaction,
    Learner,
    Member,
    Plan,
    Pulse,
    Thing,
    Tie,
    Wave,
)
from plnkit.model.entities import NAME_LIMIT, Part
from plnkit.report.disguise import aliases_of, disguised, masks_of
from plnkit.report.masks import Masks
from plnkit.waves import has_content

Picture = Callable[[Wave], Book]  # what a book was when a wave was taken
LOST = Lines(
    N_("names and addresses"),
    N_("organisations"),
    N_("notes and answers"),
    N_("what you wrote about members"),
)
_MEMBER = "began met participation rhythm trust_competence trust_goodwill place added"
_KEPT: Mapping[type, Sequence[str]] = {  # beyond what a report without names shows
    Learner: ("rhythms",),
    Member: _MEMBER.split(),
    Aim: ("presented_to",),
    Plan: ("revision",),
    Pulse: ("capability", "engagement", "future", "mix"),
}
_MASKED: Mapping[type, Sequence[str]] = {Member: ("topics", "channels"), Interaction: ("channel",)}


def aliased(book: Book, picture: Picture) -> Book:
    """Return a book, and the pictures in it, with an alias for each name; `picture` returns one.

    The same member has the same alias and the same id in all of them. Names in what the learner
    wrote are replaced, too; whom it mentions who is not in the book cannot be found.
    """
    waves = book.all(Wave)
    pictures = [picture(wave) if has_content(wave) else Book() for wave in waves]
    books = [book, *pictures]
    aliases = aliases_of(books)
    masks = masks_of(books, aliases)
    plain = [_harmless(one, disguised(one, aliases, masks), masks) for one in books]
    ids = _ids(plain)
    today, *then = [_renumbered(one, ids) for one in plain]
    dated = zip(waves, then, strict=True)
    return today.with_(*(_wave(n, w, b, masks) for n, (w, b) in enumerate(dated, 1)))


def _wave(number: int, wave: Wave, book: Book, masks: Masks) -> Wave:
    return Wave(
        id=f"wave-{number}",
        name=masks(wave.name)[:NAME_LIMIT],
        on=wave.on,
        phase=wave.phase,
        book=book.snapshot() if has_content(wave) else None,
    )


# --- what is put back ---------------------------------------------------------------------------


def _harmless(whole: Book, shown: Book, masks: Masks) -> Book:
    return Book({id: _more(whole, thing, masks) for id, thing in shown.entities.items()})


def _more(whole: Book, shown: Thing, masks: Masks) -> Thing:
    """Return a thing with what is harmless, and with what is once the names in it are replaced."""
    thing = whole.entities.get(shown.id, shown)
    changes = {name: _bare(getattr(thing, name)) for name in _KEPT.get(type(shown), ())}
    for name in _MASKED.get(type(shown), ()):
        changes[name] = _masked(getattr(thing, name), masks)
    if isinstance(thing, Member):
        changes["my_organisation"] = is_inside(thing, whole.learner)
    return replace(shown, **changes)


def _bare(value: Any) -> Any:
    """Return a value without what a newer version put in it, which may say anything."""
    if isinstance(value, tuple):
        return tuple(map(_bare, value))
    return replace(value, more={}) if isinstance(value, Part) else value


def _masked(value: str | tuple[str, ...], masks: Masks) -> str | tuple[str, ...]:
    return tuple(map(masks, value)) if isinstance(value, tuple) else masks(value)


# --- other ids ----------------------------------------------------------------------------------
# Those of imported contacts follow from their addresses, so that who has the address knows the id.


def _ids(books: Iterable[Book]) -> dict[type[Entity], dict[str, str]]:
    """Return a new id for each thing, by type: "member-1", "aim-1"."""
    ids: dict[type[Entity], dict[str, str]] = {}
    for thing in (thing for book in books for thing in book.entities.values()):
        known = ids.setdefault(type(thing), {})
        known.setdefault(thing.id, f"{type(thing).__name__.lower()}-{len(known) + 1}")
    return ids


def _renumbered(book: Book, ids: Mapping[type[Entity], Mapping[str, str]]) -> Book:
    def move(kind: type[Entity], id: str) -> str | None:
        return ids.get(kind, {}).get(id)

    found = (_under_new_id(thing, move) for thing in book.entities.values())
    return Book({thing.id: thing for thing in found if thing is not None})


def _under_new_id(thing: Thing, move: Move) -> Thing | None:
    new: Any = moved(thing, move)
    if new is None or isinstance(new, Tie | Learner):  # a tie's id follows from its two members
        return cast("Thing | None", new)
    return cast("Thing", replace(new, id=move(type(thing), thing.id)))
