"""Rules about contact: what was logged, what is due, whom one has lost sight of."""

from plnkit import literature as lit
from plnkit.advice.card import NO_STUDY, Rule, Seen
from plnkit.advice.picture import Picture
from plnkit.model import Member
from plnkit.reading.network import named
from plnkit.rhythm import CLOSE, Reconnection, rhythm_of
from plnkit.words import count, isolated, listed

MANY_A_WEEK = 5  # contacts that the chosen rhythms ask for
OFTEN, LATELY = 5, 90  # times in so many days
SEVERAL = 2  # times that help went one way


def _due(picture: Picture) -> Seen | None:
    late = (g.member for g in picture.gaps if g.overdue > 0 and g.member.kind == "person")
    quiet = {r.member.id for r in picture.quiet}
    who = tuple(member for member in late if member.id not in quiet)
    if not who:
        return None
    return Seen(
        f"By the rhythm on your map, it is time for {named(who)}.",
        f"Send {isolated(who[0].name)} one line today, without a reason.",
        who,
    )


def _dormant(picture: Picture) -> Seen | None:
    who = tuple(r.member for r in picture.quiet if r.safe)
    if not who:
        return None
    return Seen(
        f"{named(who)} {'has' if len(who) == 1 else 'have'} gone quiet; you were close, or trust them.",
        f"Write two lines to {isolated(who[0].name)}: what made you think of them, and one question.",
        who,
    )


def _familiar(picture: Picture) -> Seen | None:
    if len(picture.quiet) < 2 or not picture.quiet[0].new:  # noqa: PLR2004 - one and another
        return None
    first, known = picture.quiet[0], max(picture.quiet, key=lambda r: r.met)
    if known.met <= first.met or first.new <= known.new:
        return None
    a, b = isolated(first.member.name), isolated(known.member.name)
    return Seen(
        f"Of {count(len(picture.quiet), 'person', 'people')} gone quiet, {b} is the most familiar. "
        f"{a} could bring more that is new: {_news(first)}.",
        f"Before you write to {b}, write to {a}.",
        (first.member, known.member),
    )


def _news(found: Reconnection) -> str:
    place = found.member.organisation if found.elsewhere else ""
    return listed([*found.new_topics, *filter(None, [place])])


def _too_often(picture: Picture) -> Seen | None:
    chosen = (rhythm_of(m, picture.book) for m in picture.active if m.status == "active")
    a_week = sum(7 / rhythm.ideal for rhythm in chosen if rhythm)
    if a_week <= MANY_A_WEEK:
        return None
    return Seen(
        f"To keep the rhythms on your map you would be in touch about {a_week:.0f} times a week. "
        "Does that fit the time you have?",
        "If not, lower one rhythm, or pause one person.",
    )


def _often_and_far(picture: Picture) -> Seen | None:
    times = picture.times_since(LATELY)
    far = (m for m in picture.active if (m.closeness or 0) > CLOSE)
    who = tuple(m for m in far if times[m.id] >= OFTEN)
    if not who:
        return None
    name, n = isolated(who[0].name), times[who[0].id]
    return Seen(
        f"{name} stands on ring {who[0].closeness}, and is in your log {n} times in three months.",
        f"Look at where {name} stands: is it how close it feels? Then leave it so.",
        who[:1],
    )


def _one_way(picture: Picture, *, got: bool) -> tuple[Member, ...]:
    """Return with whom help went one way several times: only got, or only given."""
    found = []
    for member in picture.active:
        if log := picture.log.get(member.id):
            this, other = (log.got, log.gave) if got else (log.gave, log.got)
            found += [member] if this >= SEVERAL and not other else []
    return tuple(found)


def _only_gave(picture: Picture) -> Seen | None:
    who = _one_way(picture, got=False)
    if not who:
        return None
    return Seen(
        f"In your log you gave help to {named(who)}, and have not noted what you got.",
        f"Ask {isolated(who[0].name)} for something that would help you this week.",
        who,
    )


def _only_got(picture: Picture) -> Seen | None:
    who = _one_way(picture, got=True)
    if not who:
        return None
    return Seen(
        f"In your log you got help from {named(who)}, and have not noted what you gave.",
        f"Tell {isolated(who[0].name)} what came of it, or ask what would help them.",
        who,
    )


def _not_activated(picture: Picture) -> Seen | None:
    who = tuple(m for m in picture.active if m.intent.strip() and m.id not in picture.log)
    if not who:
        return None
    return Seen(
        f"You noted what you want to learn with {named(who)}; nothing is in your log yet.",
        f"Put one question to {isolated(who[0].name)} this week.",
        who,
    )


def _never_met(picture: Picture) -> Seen | None:
    who = tuple(m for m in picture.active if m.began == "online" and m.met is False)
    if not who:
        return None
    return Seen(
        f"You have not met {named(who)} in person.",
        f"Suggest a coffee, a walk or a call with the camera on to {isolated(who[0].name)}.",
        who,
    )


RULES = (
    Rule(
        key="reach-out",
        title="Time for a line",
        says="People who are contacted unexpectedly appreciate it more than those who write "
        "expect.",
        why="The worry that one disturbs is on one side only, most of the time.",
        strength="Several experiments, registered beforehand; one was repeated by others with the "
        "same result. Small gestures, and what people said of them.",
        unless="Somebody does not want to be contacted.",
        see=_due,
        sources=(lit.LIU_2023,),
    ),
    Rule(
        key="dormant",
        title="Gone quiet",
        says="Advice from people one had lost touch with compared well with advice from current "
        "contacts.",
        why="They have seen other things since, and the trust of before is often still there.",
        strength="Executives who were asked to do so, chose whom to contact, and rated the advice "
        "themselves.",
        unless="You parted for a reason, or one of you wants distance.",
        see=_dormant,
        sources=(lit.LEVIN_2011,),
    ),
    Rule(
        key="unfamiliar-first",
        title="Not the first who comes to mind",
        says="People would rather take up those they had spent much time with. The most useful "
        "advice came from those who were less familiar, of higher standing, trustworthy and "
        "willing to help.",
        why="Who is familiar knows much of what you know.",
        strength="An experiment with executives: one contact was chosen, one drawn at random from "
        "the next nine. The advice was rated by who had asked.",
        unless="You want to see somebody because you like them. That is reason enough.",
        see=_familiar,
        sources=(lit.WALTER_2015,),
    ),
    Rule(
        key="activate",
        title="Meant, and not begun",
        says="A learning network takes building, maintaining and activating, with strong, weak and "
        "very weak ties.",
        why="What one wants to learn from somebody begins with one question.",
        strength="A model from literature, interviews and a survey of professionals; not a test of "
        "what works.",
        unless="You learn from them without asking, by reading or watching.",
        see=_not_activated,
        sources=(lit.RAJAGOPAL_2012,),
    ),
    Rule(
        key="ask-first",
        title="Begin with the ask",
        says="Circles in which people help each other begin with somebody who asks.",
        why="An ask lets others give, and shows them that they may ask, too.",
        strength="Practitioner evidence: books that put together the experience of many groups.",
        unless="You like to give, and lack nothing.",
        see=_only_gave,
        sources=(lit.BAKER_2020, lit.GRANT_2013),
    ),
    Rule(
        key="tell-back",
        title="What came of it",
        says="Help goes both ways where each hears what became of it.",
        why="A word about it is a gift, too, and perhaps you only did not note it.",
        strength=NO_STUDY,
        unless="It is their work to help you, or you give elsewhere.",
        see=_only_got,
    ),
    Rule(
        key="closeness",
        title="Often, and not close",
        says="How close a tie feels says best how strong it is; how often people meet says less.",
        why="Some meet often because their work makes them. So nobody is moved on your map because "
        "of your log.",
        strength="Surveys about friends, which other research builds on.",
        unless="Nothing is wrong with meeting somebody often who is not close.",
        see=_often_and_far,
        sources=(lit.MARSDEN_1984, lit.MARSDEN_2012),
    ),
    Rule(
        key="meet",
        title="Not all online",
        says="Some things are said more easily face to face.",
        why="A meeting with a question in mind gives both a reason to come.",
        strength=NO_STUDY,
        unless="Distance, time, money or taste speak against it.",
        see=_never_met,
    ),
    Rule(
        key="rhythm",
        title="A rhythm that fits",
        says="People's contacts form layers, of about 5, 15, 50 and 150 on average, and the closer "
        "ones are in touch more often.",
        why="Time is limited. A rhythm that cannot be kept only makes one feel late.",
        strength="Reviews by the author of the theory: averages over many people. How well the "
        "number 150 is founded is disputed.",
        unless="The layers are where our default rhythms come from. They are no target for anybody.",
        see=_too_often,
        sources=(lit.DUNBAR_2018, lit.DUNBAR_2020, lit.LINDENFORS_2021),
    ),
)
