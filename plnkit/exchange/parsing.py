"""Plain mappings, as files hold them, read into things; what cannot be used is told and left out."""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from plnkit.exchange.reasons import why
from plnkit.exchange.staging import Move, Skipped, Staged, free_id, moved, renumbered
from plnkit.language import tr
from plnkit.model import (
    LISTS,
    SOURCE_ROLES,
    Entity,
    Learner,
    Member,
    Snapshot,
    Tie,
    Wave,
    from_plain,
)


def parsed(raw: Mapping[str, Any]) -> Staged:
    """Return what the lists and mappings of a book hold."""
    level = _Level()
    content = level.content(raw)
    for name in content.more:
        level.skip(name, tr("this version of plnkit does not know what it is"))
    return Staged(content, tuple(level.skipped))


_LEVEL = {"learner", *LISTS}
_MOST = 100_000  # things in a list: a book of ten years has a fifth of it


class _Level:
    """One level of a file as it is read: the file itself, or the book inside a wave."""

    def __init__(self, at: str = "") -> None:
        self.at = at
        self.skipped: list[Skipped] = []

    def content(self, raw: Mapping[str, Any]) -> Snapshot:
        strange = {name: raw[name] for name in raw if name not in (*_LEVEL, "type")}
        learner = self.thing("learner", Learner, raw.get("learner", {}))
        read = {name: dict(self.things(name, raw.get(name, []))) for name in LISTS}
        known = {LISTS[name]: {e.id for e in things.values()} for name, things in read.items()}
        lists = {name: self.anchored(found, known) for name, found in read.items()}
        content = Snapshot(learner=learner or Learner(), **lists)  # type: ignore[arg-type]
        content = renumbered(content, _own_ids(content))
        content = replace(content, more=strange)
        return content if _says_whom_it_asked(raw) else _as_asked(content)

    def skip(self, where: str, reason: str) -> None:
        member = not self.at and where.startswith("members[")
        self.skipped.append(Skipped(f"{self.at}{where}", reason, member))

    def things(self, name: str, raws: Any) -> Iterator[tuple[str, Any]]:
        """Yield what a list holds, each thing with the place where it stands."""
        if not isinstance(raws, list):
            self.skip(name, tr("it is not a list"))
            return
        if self.at and name == "waves" and raws:
            self.skip(name, tr("a wave holds no other waves"))
            return
        if len(raws) > _MOST:
            self.skip(name, tr("only the first {most} of it were read", most=_MOST))
        seen: set[str] = set()
        for number, raw in enumerate(raws[:_MOST]):
            where = f"{name}[{number}]"
            thing = self.thing(where, LISTS[name], raw)
            if thing is None or (isinstance(thing, Tie) and thing.id in seen):
                continue
            if thing.id in seen:
                self.skip(
                    where,
                    tr("another one of {list} has the same id, {id}", list=name, id=repr(thing.id)),
                )
                continue
            seen.add(thing.id)
            yield where, thing

    def thing(self, where: str, kind: type[Entity], raw: Any) -> Any:
        """Return a thing, or None, having said why not."""
        try:
            plain = _usable(kind, raw)
            book = plain.pop("book", None) if kind is Wave else None
            thing: Any = from_plain(kind, plain)
        except ValueError as fault:
            self.skip(where, why(str(fault), raw))
            return None
        return thing if book is None else replace(thing, book=self.picture(where, book))

    def picture(self, where: str, raw: Any) -> Snapshot | None:
        if not isinstance(raw, dict):
            self.skip(f"{where}.book", tr("it is not an object in braces"))
            return None
        level = _Level(f"{self.at}{where}.book.")
        book = level.content(raw)
        self.skipped += level.skipped
        return book

    def anchored(
        self, found: Mapping[str, Any], known: Mapping[type[Any], set[str]]
    ) -> tuple[Entity, ...]:
        """Return things without what they say of strangers; some cannot do without."""
        kept = []
        for where, thing in found.items():
            lost: list[str] = []
            left = moved(thing, _at_home(known, lost))
            if lost:
                self.skip(where, of_a_stranger(lost[0], kept=left is not None))
            kept += [] if left is None else [left]
        return tuple(kept)


def of_a_stranger(id: str, *, kept: bool = False) -> str:
    """Return what became of a thing that speaks of one that is not in the file."""
    this = repr(id)
    if kept:
        return tr("it speaks of {this}, which is not in the file: kept without it", this=this)
    return tr("it speaks of {this}, which is not in the file: left out", this=this)


def _at_home(known: Mapping[type[Any], set[str]], lost: list[str]) -> Move:
    def move(kind: type[Entity], id: str) -> str | None:
        if id in known[kind]:
            return id
        lost.append(id)
        return None

    return move


def _usable(kind: type[Entity], raw: Any) -> dict[str, Any]:
    """Return what to read of a thing: not what a journal says of its own rows."""
    if not isinstance(raw, dict):
        raise ValueError(tr("it is not an object in braces"))  # noqa: TRY004 - told to the reader
    plain = {k: v for k, v in raw.items() if k != "type"}
    if kind is Wave:
        plain.pop("seq", None)
    if kind is Member and "kind" not in plain:
        plain["kind"] = "source" if plain.get("role") in SOURCE_ROLES else "person"
    return plain


def _says_whom_it_asked(raw: Mapping[str, Any]) -> bool:
    members = raw.get("members", [])
    return isinstance(members, list) and any(
        "ties_asked" in m for m in members if isinstance(m, dict)
    )


def _as_asked(content: Snapshot) -> Snapshot:
    """Return the content with its people asked, if it brings ties: a file would not know more."""
    if not content.ties:
        return content
    asked = (replace(m, ties_asked=m.kind == "person") for m in content.members)
    return replace(content, members=tuple(asked))


def _own_ids(content: Snapshot) -> dict[type[Entity], dict[str, str]]:
    """Return an id for each thing that nothing of another type has."""
    things = [e for name in LISTS if name != "ties" for e in getattr(content, name)]
    wanted = {e.id for e in things}
    given: set[str] = {Learner().id}
    ids: dict[type[Entity], dict[str, str]] = {}
    for thing in things:
        new = free_id(thing, wanted, given.__contains__)
        given.add(new)
        ids.setdefault(type(thing), {})[thing.id] = new
    return ids
