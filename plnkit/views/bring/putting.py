"""What is put into the book: one change, its name in the history, and what is said of it then."""

from collections.abc import Callable
from dataclasses import dataclass

from msgspec.structs import replace

from plnkit.exchange.merging import Choice, merge
from plnkit.language import N_, tr, trn
from plnkit.model import Book, Dismissal, Interaction, new_id
from plnkit.views.bring.choosing import noun
from plnkit.views.bring.looking import Looking
from plnkit.views.bring.whole import Whole
from plnkit.views.keep.bring import preview

UNDO = N_("Undo takes it back.")
NEXT = N_("Place them on the map.")


@dataclass(frozen=True)
class Put:
    """A change of the book."""

    edit: Callable[[Book], Book]
    label: str
    said: Callable[[Book, Book], str]  # of the book before and after it


def of(step: Looking | Whole, book: Book) -> Put | None:
    """Return what would be put into the book; None where that is nothing."""
    return _chosen(step) if isinstance(step, Looking) else _all(step, book)


def _all(whole: Whole, book: Book) -> Put | None:
    staged, what = whole.brought.staged, preview(book, whole.brought.staged)
    if not what.changes:
        return None
    if what.new:
        label = tr("Imported {what}", what=what.new)
        said = tr("In your network now: {what}.", what=what.new)
    else:
        label = tr("Filled in what was empty")
        said = tr("What was empty is filled in now.")
    told = f"{said} {tr(UNDO)}"
    return Put(lambda old: merge(old, staged)[0], label, lambda *_: told)


def _chosen(looking: Looking) -> Put | None:
    ready, staged = looking.ready, looking.brought.staged
    if not ready:
        return None
    same = {id: who for id, who in looking.answers.items() if who and id in ready}
    choice = Choice(ready, same)
    apart = _apart(looking)
    whom = _noun(looking)

    def edit(book: Book) -> Book:
        merged, _ = merge(book, staged, choice)
        told = [one for one in apart if all(id in merged for id in one.about)]
        return merged.with_(*told)

    label = tr("Imported {what}", what=whom)
    return Put(edit, label, lambda before, after: _said(looking, whom, before, after))


def _noun(looking: Looking) -> str:
    chosen = [looking.found.by_id[id].member for id in looking.ready]
    return noun(chosen, len(chosen))


def _said(looking: Looking, whom: str, before: Book, after: Book) -> str:
    known = [m for m in after.members if m.id in before]
    new = len(after.members) - len(known)
    filled = sum(replace(m, was=()) != replace(before.member(m.id), was=()) for m in known)
    talks = len(after.all(Interaction)) - len(before.all(Interaction))
    news = (
        (new, trn("{n} new", "{n} new", new)),
        (filled, trn("{n} filled in", "{n} filled in", filled)),
        (talks, trn("{n} meeting or talk", "{n} meetings and talks", talks)),
    )
    told = ", ".join(text for number, text in news if number)
    plain = new == len(looking.ready) and not talks
    parts = [
        tr("Imported {what}.", what=whom)
        if plain or not told
        else tr("Imported {what}: {news}.", what=whom, news=told),
        tr(NEXT) if new else "",
        _behind(len(looking.open)),
        tr(UNDO),
    ]
    return " ".join(filter(None, parts))


def _behind(number: int) -> str:
    if not number:
        return ""
    return trn(
        "{n} was left out, since you did not say whether you have them already.",
        "{n} were left out, since you did not say whether you have them already.",
        number,
    )


def _apart(looking: Looking) -> list[Dismissal]:
    """Return that those who were told apart are two: the question does not come again."""
    return [
        Dismissal(id=new_id(), card="alike", reason="different", about=(mine.id, id))
        for id in looking.ready
        if looking.answers.get(id) == ""
        for mine in looking.found.by_id[id].alike
    ]
