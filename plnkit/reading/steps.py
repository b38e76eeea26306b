"""What is done on a page and what to try next, in words; never a score."""

from collections.abc import Callable, Mapping

from plnkit import chosen, clock
from plnkit.coverage import coverage
from plnkit.language import tr, trn
from plnkit.measures.composition import exchanges
from plnkit.model import Aim, Book, Interaction, Note, Plan, Pulse, Wave
from plnkit.pulses import latest
from plnkit.words import listed

Step = tuple[bool, str]
Steps = list[Step]
MANY_WAVES = 2  # that can be compared
ABLE = 7  # of 10: from here on an aim is drafted as an offer, not as an ask


def steps_of_welcome(book: Book) -> Steps:
    """Return the steps of the first page."""
    mixed = any(pulse.mix for pulse in book.all(Pulse))
    here, used = len(book.sources), sum(m.participation is not None for m in book.sources)
    return [
        _step(mixed, tr("where your learning happens."), tr("say where your learning happens.")),
        _step(
            here,
            trn("{n} source at hand.", "{n} sources at hand.", here),
            tr("tap what you have at hand."),
        ),
        _step(used, tr("how you use a source."), tr("say of one source how you use it.")),
    ]


def steps_of_network(book: Book) -> Steps:
    """Return the steps of the network page, each done or not, in words."""
    named, placed = len(book.members), sum(m.closeness is not None for m in book.members)
    told = sum(m.role is not None for m in book.members)
    asked = sum(m.ties_asked for m in book.people)
    aimless = [m.name for m in book.members if not m.intent.strip()]
    return [
        _step(
            named,
            trn("{n} name on your map.", "{n} names on your map.", named),
            tr("add a first name above."),
        ),
        _step(0 < named == placed, tr("everybody has a place on a ring."), _place(named - placed)),
        _step(0 < named == told, tr("everybody has a role."), _tell(named - told)),
        _step(
            named > 0 and not aimless,
            tr("what you want to learn with each of them."),
            _mean(aimless),
        ),
        _step(
            asked,
            trn(
                "ties: {n} person asked about. Go on as long as you like.",
                "ties: {n} people asked about. Go on as long as you like.",
                asked,
            ),
            tr("say who knows whom, a few people are enough."),
        ),
    ]


def _place(left: int) -> str:
    if not left:
        return tr("say how close they are.")
    return trn("say how close {n} member is.", "say how close {n} members are.", left)


def _tell(left: int) -> str:
    if not left:
        return tr("say who they are to you.")
    return trn("say who {n} member is to you.", "say who {n} members are to you.", left)


def _mean(aimless: list[str]) -> str:
    if not aimless:
        return tr("say what you want to learn with them.")
    return tr("say what you want to learn with {names}.", names=listed(aimless))


def steps_of_aims(book: Book) -> Steps:
    """Return the steps of the page of aims."""
    aims, rows = len(book.all(Aim)), coverage(book)
    told = sum(bool(aim.presented_to) for aim in book.all(Aim))
    return [
        _step(
            aims,
            trn("{n} aim named.", "{n} aims named.", aims),
            tr("name one thing that you want to learn."),
        ),
        _step(
            rows and all(row.supports for row in rows),
            tr("each open aim has somebody who could help."),
            tr("think of one person who could help.") if aims else tr("then say who could help."),
        ),
        _step(
            told,
            trn("you told somebody about {n} aim.", "you told somebody about {n} aims.", told),
            tr("tell one person about it."),
        ),
    ]


def steps_of_interactions(book: Book) -> Steps:
    """Return the steps of the page of interactions."""
    noted, log = len(book.all(Interaction)), exchanges(book)
    got, gave = any(e.got for e in log.values()), any(e.gave for e in log.values())
    learned = any(one.learned.strip() for one in book.all(Interaction))
    return [
        _step(
            noted,
            trn("{n} meeting noted.", "{n} meetings noted.", noted),
            tr("note the last time you learned from somebody."),
        ),
        _step(
            got and gave,
            tr("what you got, and what you gave."),
            tr("note what you got, and what you gave."),
        ),
        _step(learned, tr("something that you learned."), tr("note one thing that you learned.")),
    ]


def steps_of_grow(book: Book) -> Steps:
    """Return the steps of the page of plans."""
    ahead = [plan for plan in book.all(Plan) if plan.status in ("planned", "moved")]
    days = [plan.on for plan in ahead if plan.on]
    over = any(plan.status == "done" for plan in book.all(Plan))
    return [
        _step(
            ahead,
            trn("{n} plan made.", "{n} plans made.", len(ahead)),
            tr("make one plan, with one person."),
        ),
        _step(
            any(day >= clock.today() for day in days),
            tr("a day is set for one."),
            tr("say what came of the one whose day has passed, or move it.")
            if days
            else tr("give it a day, and put it into your calendar."),
        ),
        _step(
            over,
            tr("one is done."),
            tr("come back when it has happened, and say what came of it."),
        ),
    ]


def steps_of_review(book: Book) -> Steps:
    """Return the steps of the last page."""
    waves = len(book.all(Wave))
    felt = any(p.engagement is not None or p.capability for p in book.all(Pulse))
    said = any(note.page == "review" and note.text.strip() for note in book.all(Note))
    return [
        _step(
            waves,
            trn("{n} picture taken.", "{n} pictures taken.", waves),
            tr("take a picture of today."),
        ),
        _step(
            waves >= MANY_WAVES,
            tr("two to compare."),
            tr("take another when something has changed."),
        ),
        _step(felt, tr("how able you feel."), tr("say how able you feel, and how engaged.")),
        _step(
            said,
            tr("what changed, in your words."),
            tr("say in your own words what changed."),
        ),
    ]


def steps_of_room(book: Book) -> Steps:
    """Return the steps of the room's page: what the book knows of them."""
    said = any(
        note.page == chosen.PAGE and note.id not in chosen.CHOICES and note.text.strip()
        for note in book.all(Note)
    )
    return [
        _asks(book),
        _offers(book),
        _step(said, tr("whom you will talk to."), tr("say whom you will talk to, and what about.")),
    ]


def _asks(book: Book) -> Step:
    """Return whether there are asks: the learner's own or, while untouched, drafted ones."""
    lines, ask = chosen.lines(book, chosen.ASKS), tr("say what you ask for.")
    if lines is None:
        return _step(_drafts_asks(book), tr("asks drafted from your book."), ask)
    own = trn("{n} ask in your own words.", "{n} asks in your own words.", len(lines))
    return _step(lines, own, ask)


def _offers(book: Book) -> Step:
    """Return the same of offers."""
    lines, ask = chosen.lines(book, chosen.OFFERS), tr("say what others could ask you.")
    if lines is None:
        return _step(_drafts_offers(book), tr("offers drafted from your book."), ask)
    own = trn("{n} offer in your own words.", "{n} offers in your own words.", len(lines))
    return _step(lines, own, ask)


def _drafts_asks(book: Book) -> bool:
    return not {row.aim.id for row in coverage(book)} <= _able(book)


def _drafts_offers(book: Book) -> bool:
    return bool(_able(book)) or any(one.gave.strip() for one in book.all(Interaction))


def _able(book: Book) -> set[str]:
    """Return the aims that are drafted as offers, as sharing does."""
    levels = latest(book).capability
    return {aim.id for aim in book.all(Aim) if levels.get(aim.id, 0) >= ABLE}


STEPS: Mapping[str, Callable[[Book], Steps]] = {
    "welcome": steps_of_welcome,
    "network": steps_of_network,
    "aims": steps_of_aims,
    "interactions": steps_of_interactions,
    "grow": steps_of_grow,
    "review": steps_of_review,
    "room": steps_of_room,
}


def _step(done: object, yes: str, no: str) -> Step:
    return bool(done), yes if done else no
