"""Books without names: a number stands for each member, and what is told about them is left out.

What stays is listed, never what goes: a field that is new stays away until it is named here.
"""

from collections.abc import Iterable, Sequence

from plnkit.language import tr, trp
from plnkit.model import Aim, Book, Interaction, Learner, Member, Plan, Pulse, Support, Thing, Tie
from plnkit.report.masks import ADDRESS, Masks, Words, compared, parts


def without_names(*books: Book) -> list[Book]:
    """Return books in which members are "Person 1", "Source 2"; the same one in all of them.

    What the learner wrote for themselves stays, with the names in it replaced; what they wrote
    about members, and their own name, does not.
    """
    aliases = aliases_of(books)
    masks = masks_of(books, aliases)
    return [disguised(book, aliases, masks) for book in books]


def aliases_of(books: Iterable[Book]) -> dict[str, str]:
    """Return what each member is called, by id, in the order in which they came."""
    called: dict[str, str] = {}
    count = {"person": 0, "source": 0}
    for member in (m for book in books for m in book.members):
        if member.id not in called:
            count[member.kind] += 1
            called[member.id] = _alias(member.kind, str(count[member.kind]))
    return called


def _alias(kind: str, number: str) -> str:
    if kind == "person":
        return tr("Person {number}", number=number)
    return tr("Source {number}", number=number)


# --- what is put aside --------------------------------------------------------------------------


def masks_of(books: Sequence[Book], aliases: dict[str, str]) -> Masks:
    """Return the masks for every name, part of a name, organisation and address in some books."""
    members = [m for book in books for m in book.members]
    learners = [book.learner for book in books]
    mine, another = trp("for a name", "my organisation"), trp("for a name", "an organisation")
    found: dict[Words, str] = {}
    for name, alias in (
        *((m.name, aliases[m.id]) for m in members),
        *((m.name, _me()) for m in learners),
        *((m.organisation, mine) for m in learners),
        *((m.organisation, another) for m in members),
        *((address, tr(ADDRESS)) for m in members for address in (m.email, m.url)),
    ):
        found.setdefault(compared(name), alias)
    called = _parts(members, learners, aliases)
    return Masks({**called, **found}, _of_sources(members, learners) - found.keys())


def _of_sources(members: Iterable[Member], learners: Iterable[Learner]) -> set[Words]:
    """Return the parts of names that are of sources alone."""
    people = [*(m.name for m in members if m.kind == "person"), *(one.name for one in learners)]
    sources = (m.name for m in members if m.kind == "source")
    own = {part for name in sources for part in parts(name, source=True)}
    return own - {part for name in people for part in parts(name)}


def _parts(
    members: Iterable[Member], learners: Iterable[Learner], aliases: dict[str, str]
) -> dict[Words, str]:
    """Return the alias for each part of a name; a part that several share is "somebody"."""
    found: dict[Words, set[str]] = {}
    for member in members:
        for part in parts(member.name, source=member.kind == "source"):
            found.setdefault(part, set()).add(aliases[member.id])
    for part in (part for learner in learners for part in parts(learner.name)):
        found.setdefault(part, set()).add(_me())
    somebody = trp("for a name", "somebody")
    return {part: next(iter(a)) if len(a) == 1 else somebody for part, a in found.items()}


def _me() -> str:
    return trp("for a name", "me")


# --- what stays ---------------------------------------------------------------------------------


def disguised(book: Book, aliases: dict[str, str], masks: Masks) -> Book:
    """Return a book of which only that stays which tells nobody."""
    rings = tuple(map(masks, book.learner.ring_names))
    things: list[Thing] = [
        Learner(ring_names=rings),
        *(_member(m, aliases[m.id]) for m in book.members),
        *(Tie(a=t.a, b=t.b) for t in book.ties),
        *(_aim(a, masks) for a in book.all(Aim)),
        *(_support(s) for s in book.all(Support)),
        *(_interaction(i, masks) for i in book.all(Interaction)),
        *(_plan(p, masks) for p in book.all(Plan)),
        *(Pulse(id=p.id, on=p.on, mix=p.mix) for p in book.all(Pulse)),
    ]
    return Book({thing.id: thing for thing in things})


def _member(m: Member, alias: str) -> Member:
    return Member(
        id=m.id,
        name=alias,
        kind=m.kind,
        role=m.role,
        closeness=m.closeness,
        ties_asked=m.ties_asked,
        status=m.status,
    )


def _aim(a: Aim, masks: Masks) -> Aim:
    return Aim(id=a.id, kind=a.kind, text=masks(a.text), by=a.by, status=a.status)


def _support(s: Support) -> Support:
    return Support(id=s.id, aim=s.aim, member=s.member, help=s.help, status=s.status)


def _interaction(i: Interaction, masks: Masks) -> Interaction:
    return Interaction(
        id=i.id, members=i.members, on=i.on, minutes=i.minutes, learned=masks(i.learned), aim=i.aim
    )


def _plan(p: Plan, masks: Masks) -> Plan:
    return Plan(
        id=p.id,
        member=p.member,
        aim=p.aim,
        cue=masks(p.cue),
        act=masks(p.act),
        on=p.on,
        at=p.at,
        minutes=p.minutes,
        where=masks(p.where),
        question=masks(p.question),
        offer=masks(p.offer),
        status=p.status,
    )
