"""Rules about contact: what was logged, what is due, whom one has lost sight of."""

from plnkit import literature as lit
from plnkit.advice.card import NO_STUDY, Rule, Seen
from plnkit.advice.picture import Picture
from plnkit.language import N_, tr, trn
from plnkit.model import Member
from plnkit.reading.network import named
from plnkit.rhythm import CLOSE, Reconnection, rhythm_of
from plnkit.words import isolated, listed

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
        tr("By the rhythm on your map, it is time for {names}.", names=named(who)),
        tr("Send {name} one line today, without a reason.", name=isolated(who[0].name)),
        who,
    )


def _dormant(picture: Picture) -> Seen | None:
    who = tuple(r.member for r in picture.quiet if r.safe)
    if not who:
        return None
    return Seen(
        trn(
            "{names} has gone quiet; you were close, or trust them.",
            "{names} have gone quiet; you were close, or trust them.",
            len(who),
            names=named(who),
        ),
        tr(
            "Write two lines to {name}: what made you think of them, and one question.",
            name=isolated(who[0].name),
        ),
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
        trn(
            "Of {n} person gone quiet, {familiar} is the most familiar. "
            "{other} could bring more that is new: {news}.",
            "Of {n} people gone quiet, {familiar} is the most familiar. "
            "{other} could bring more that is new: {news}.",
            len(picture.quiet),
            familiar=b,
            other=a,
            news=_news(first),
        ),
        tr("Before you write to {familiar}, write to {other}.", familiar=b, other=a),
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
        trn(
            "To keep the rhythms on your map you would be in touch about {n} time a week. "
            "Does that fit the time you have?",
            "To keep the rhythms on your map you would be in touch about {n} times a week. "
            "Does that fit the time you have?",
            round(a_week),
        ),
        tr("If not, lower one rhythm, or pause one person."),
    )


def _often_and_far(picture: Picture) -> Seen | None:
    times = picture.times_since(LATELY)
    far = (m for m in picture.active if (m.closeness or 0) > CLOSE)
    who = tuple(m for m in far if times[m.id] >= OFTEN)
    if not who:
        return None
    name = isolated(who[0].name)
    return Seen(
        trn(
            "{name} stands on ring {ring}, and is in your log {n} time in three months.",
            "{name} stands on ring {ring}, and is in your log {n} times in three months.",
            times[who[0].id],
            name=name,
            ring=who[0].closeness,
        ),
        tr("Look at where {name} stands: is that how close it feels? Then leave it so.", name=name),
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
        tr(
            "In your log you gave help to {names}, and have not noted what you got.",
            names=named(who),
        ),
        tr(
            "Ask {name} for something that would help you this week.",
            name=isolated(who[0].name),
        ),
        who,
    )


def _only_got(picture: Picture) -> Seen | None:
    who = _one_way(picture, got=True)
    if not who:
        return None
    return Seen(
        tr(
            "In your log you got help from {names}, and have not noted what you gave.",
            names=named(who),
        ),
        tr(
            "Tell {name} what came of it, or ask what would help them.",
            name=isolated(who[0].name),
        ),
        who,
    )


def _not_activated(picture: Picture) -> Seen | None:
    who = tuple(m for m in picture.active if m.intent.strip() and m.id not in picture.log)
    if not who:
        return None
    return Seen(
        tr(
            "You noted what you want to learn with {names}; nothing is in your log yet.",
            names=named(who),
        ),
        tr("Put one question to {name} this week.", name=isolated(who[0].name)),
        who,
    )


def _never_met(picture: Picture) -> Seen | None:
    who = tuple(m for m in picture.active if m.began == "online" and m.met is False)
    if not who:
        return None
    return Seen(
        tr("You have not met {names} in person.", names=named(who)),
        tr(
            "Suggest a coffee, a walk or a call with the camera on to {name}.",
            name=isolated(who[0].name),
        ),
        who,
    )


RULES = (
    Rule(
        key="reach-out",
        title=N_("Time for a line"),
        says=N_(
            "People who are contacted unexpectedly appreciate it more than those who write expect."
        ),
        why=N_("Most of the time, only one side worries about disturbing the other."),
        strength=N_(
            "Several experiments, registered beforehand; one was repeated by others with the "
            "same result. Small gestures, and what people said of them."
        ),
        unless=N_("Somebody does not want to be contacted."),
        see=_due,
        sources=(lit.LIU_2023,),
    ),
    Rule(
        key="dormant",
        title=N_("Gone quiet"),
        says=N_(
            "Advice from people one had lost touch with compared well with advice from current "
            "contacts."
        ),
        why=N_("They have seen other things since, and the trust of before is often still there."),
        strength=N_(
            "Executives were asked to do this; they chose whom to contact, and rated the "
            "advice themselves."
        ),
        unless=N_("You parted for a reason, or one of you wants distance."),
        see=_dormant,
        sources=(lit.LEVIN_2011,),
    ),
    Rule(
        key="unfamiliar-first",
        title=N_("Not the first who comes to mind"),
        says=N_(
            "People preferred to get back in touch with those they had spent much time "
            "with. The most useful advice came from people who were less familiar, of "
            "higher standing, trustworthy and willing to help."
        ),
        why=N_("Those you know best know much of what you know."),
        strength=N_(
            "An experiment with executives: they chose one contact, and one was drawn at "
            "random from the next nine. They rated the advice themselves."
        ),
        unless=N_("You want to see somebody because you like them. That is reason enough."),
        see=_familiar,
        sources=(lit.WALTER_2015,),
    ),
    Rule(
        key="activate",
        title=N_("Meant, and not begun"),
        says=N_(
            "A learning network needs building, maintaining and activating, with strong, "
            "weak and very weak ties."
        ),
        why=N_("Learning from somebody begins with one question."),
        strength=N_(
            "A model from literature, interviews and a survey of professionals; not a test of "
            "what works."
        ),
        unless=N_("You learn from them without asking, by reading or watching."),
        see=_not_activated,
        sources=(lit.RAJAGOPAL_2012,),
    ),
    Rule(
        key="ask-first",
        title=N_("Begin with the ask"),
        says=N_("Circles in which people help each other begin with somebody who asks."),
        why=N_("An ask lets others give, and shows them that they may ask, too."),
        strength=N_(
            "Practitioner evidence: books that put together the experience of many groups."
        ),
        unless=N_("You like to give, and lack nothing."),
        see=_only_gave,
        sources=(lit.BAKER_2020, lit.GRANT_2013),
    ),
    Rule(
        key="tell-back",
        title=N_("What came of it"),
        says=N_("Help goes both ways where each hears what became of it."),
        why=N_("A word about it is a gift, too, and perhaps you just have not noted it."),
        strength=NO_STUDY,
        unless=N_("It is their work to help you, or you give elsewhere."),
        see=_only_got,
    ),
    Rule(
        key="closeness",
        title=N_("Often, and not close"),
        says=N_(
            "How close a tie feels says best how strong it is; how often people meet says less."
        ),
        why=N_(
            "Some meet often because their work makes them. So nobody is moved on your map because "
            "of your log."
        ),
        strength=N_("Surveys about friends, which other research builds on."),
        unless=N_("There is nothing wrong with often meeting somebody who is not close."),
        see=_often_and_far,
        sources=(lit.MARSDEN_1984, lit.MARSDEN_2012),
    ),
    Rule(
        key="meet",
        title=N_("Not all online"),
        says=N_("Some things are said more easily face to face."),
        why=N_("A meeting with a question in mind gives both a reason to come."),
        strength=NO_STUDY,
        unless=N_("Distance, time, money or taste speak against it."),
        see=_never_met,
    ),
    Rule(
        key="rhythm",
        title=N_("A rhythm that fits"),
        says=N_(
            "People's contacts form layers, of about 5, 15, 50 and 150 on average, and the closer "
            "ones are in touch more often."
        ),
        why=N_("Time is limited. A rhythm that cannot be kept only makes you feel late."),
        strength=N_(
            "Reviews by the author of the theory: averages over many people. How well the "
            "number 150 is founded is disputed."
        ),
        unless=N_(
            "The layers are where our default rhythms come from. They are no target for anybody."
        ),
        see=_too_often,
        sources=(lit.DUNBAR_2018, lit.DUNBAR_2020, lit.LINDENFORS_2021),
    ),
)
