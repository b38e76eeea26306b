"""What is done on a page and what to try next, in words; never a score."""

from collections.abc import Callable, Mapping

from plnkit import chosen, clock
from plnkit.coverage import coverage
from plnkit.measures.composition import exchanges
from plnkit.model import Aim, Book, Interaction, Note, Plan, Pulse, Wave
from plnkit.pulses import latest
from plnkit.words import count, listed

Steps = list[tuple[bool, str]]
MANY_WAVES = 2  # that can be compared
ABLE = 7  # of 10: from here on an aim is drafted as an offer, not as an ask


def steps_of_welcome(book: Book) -> Steps:
    """Return the steps of the first page."""
    mixed = any(pulse.mix for pulse in book.all(Pulse))
    here, used = len(book.sources), sum(m.participation is not None for m in book.sources)
    return [
        (mixed, _or(mixed, "where your learning happens.", "say where your learning happens.")),
        (here > 0, _or(here, f"{count(here, 'source')} at hand.", "tap what you have at hand.")),
        (used > 0, _or(used, "visitor or at home: said.", "say of one source how you use it.")),
    ]


def steps_of_network(book: Book) -> Steps:
    """Return the steps of the network page, each done or not, in words."""
    named, placed = len(book.members), sum(m.closeness is not None for m in book.members)
    told = sum(m.role is not None for m in book.members)
    asked = sum(m.ties_asked for m in book.people)
    aimless = [m.name for m in book.members if not m.intent.strip()]
    meant = named > 0 and not aimless
    return [
        (named > 0, _or(named, f"{count(named, 'name')} on your map.", "add a first name above.")),
        (
            0 < named == placed,
            _or(
                named and placed == named,
                "everybody has a place on a ring.",
                f"say how close {_rest(named - placed)}.",
            ),
        ),
        (
            0 < named == told,
            _or(
                named and told == named,
                "everybody has a role.",
                f"say who {_rest(named - told)} to you.",
            ),
        ),
        (
            meant,
            _or(
                meant,
                "what you want to learn with each of them.",
                f"say what you want to learn with {listed(aimless) if aimless else 'them'}.",
            ),
        ),
        (
            asked > 0,
            _or(
                asked,
                f"ties: {count(asked, 'person', 'people')} asked about. Go on as long as you like.",
                "say who knows whom, a few people are enough.",
            ),
        ),
    ]


def steps_of_aims(book: Book) -> Steps:
    """Return the steps of the page of aims."""
    aims, rows = len(book.all(Aim)), coverage(book)
    alone = [row.aim.text for row in rows if not row.supports]
    told = sum(bool(aim.presented_to) for aim in book.all(Aim))
    helped = bool(rows) and not alone
    return [
        (aims > 0, _or(aims, f"{count(aims, 'aim')} named.", "name one thing that you want to learn.")),
        (
            helped,
            _or(helped, "each open aim has somebody who could help.",
                "think of one person who could help." if aims else "then say who could help."),
        ),
        (told > 0, _or(told, f"of {count(told, 'aim')} you told somebody.", "tell one person about it.")),
    ]  # fmt: skip


def steps_of_interactions(book: Book) -> Steps:
    """Return the steps of the page of interactions."""
    noted, log = len(book.all(Interaction)), exchanges(book)
    got, gave = any(e.got for e in log.values()), any(e.gave for e in log.values())
    learned = any(one.learned.strip() for one in book.all(Interaction))
    return [
        (noted > 0, _or(noted, f"{count(noted, 'meeting')} noted.", "note the last time you learned from somebody.")),
        (got and gave, _or(got and gave, "what you got, and what you gave.", "note what you got, and what you gave.")),
        (learned, _or(learned, "something that you learned.", "note one thing that you learned.")),
    ]  # fmt: skip


def steps_of_grow(book: Book) -> Steps:
    """Return the steps of the page of plans."""
    ahead = [plan for plan in book.all(Plan) if plan.status in ("planned", "moved")]
    dated = any(plan.on and plan.on >= clock.today() for plan in ahead)
    over = any(plan.status == "done" for plan in book.all(Plan))
    return [
        (bool(ahead), _or(ahead, f"{count(len(ahead), 'plan')} made.", "make one plan, with one person.")),
        (dated, _or(dated, "a day is set for one.", "give it a day, and put it into your calendar.")),
        (over, _or(over, "one is done.", "come back when it has happened, and say what came of it.")),
    ]  # fmt: skip


def steps_of_review(book: Book) -> Steps:
    """Return the steps of the last page."""
    waves = len(book.all(Wave))
    felt = any(p.engagement is not None or p.capability for p in book.all(Pulse))
    said = any(note.page == "review" and note.text.strip() for note in book.all(Note))
    return [
        (waves > 0, _or(waves, f"{count(waves, 'picture')} taken.", "take a picture of today.")),
        (
            waves >= MANY_WAVES,
            _or(waves >= MANY_WAVES, "two to compare.", "take another when something has changed."),
        ),
        (felt, _or(felt, "how able you feel.", "say how able you feel, and how engaged.")),
        (said, _or(said, "what changed, in your words.", "say in your own words what changed.")),
    ]


def steps_of_room(book: Book) -> Steps:
    """Return the steps of the room's page: what the book knows of them."""
    asks, offers = (chosen.lines(book, id) for id in (chosen.ASKS, chosen.OFFERS))
    said = any(
        note.page == chosen.PAGE and note.id not in chosen.CHOICES and note.text.strip()
        for note in book.all(Note)
    )
    return [
        _of_lines(asks, "ask", "say what you ask for.", drafted=_drafts_asks(book)),
        _of_lines(offers, "offer", "say what others could ask you.", drafted=_drafts_offers(book)),
        (said, _or(said, "whom you will talk to.", "say whom you will talk to, and what about.")),
    ]  # fmt: skip


def _of_lines(
    lines: tuple[str, ...] | None, one: str, ask: str, *, drafted: bool
) -> tuple[bool, str]:
    """Return whether there are asks, or offers: the learner's own or, while untouched, drafted ones."""
    if lines is None:
        return drafted, _or(drafted, f"{one}s drafted from your book.", ask)
    return bool(lines), _or(lines, f"{count(len(lines), one)} in your own words.", ask)


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


def _or(done: object, yes: str, no: str) -> str:
    return yes if done else no


def _rest(left: int) -> str:
    return "they are" if not left else f"{count(left, 'member')} {'is' if left == 1 else 'are'}"
