"""Rules about the network: who is in it, how close, who knows whom."""

from collections import Counter

from plnkit import literature as lit
from plnkit import words
from plnkit.advice.card import NO_STUDY, Rule, Seen
from plnkit.advice.picture import Picture
from plnkit.language import N_, number, tr, trn
from plnkit.measures.composition import is_inside
from plnkit.reading.network import named
from plnkit.rhythm import CLOSE
from plnkit.words import isolated

SOME = 5  # people, below which a share of them means nothing
MOST = 0.7  # of them
KNIT = 0.5  # of the pairs: "most" is more than half
BRIDGE = 0.9  # of the others, to whom somebody is not tied


def _bridges(picture: Picture) -> Seen | None:
    others = sorted(picture.bridging.items(), key=lambda item: -item[1])
    who = picture.members(id for id, share in others if share >= BRIDGE)
    if len(picture.bridging) < SOME or not who or len(who) > len(picture.bridging) / 2:
        return None
    return Seen(
        trn(
            "{names} knows few or none of the others you were asked about.",
            "{names} know few or none of the others you were asked about.",
            len(who),
            names=named(who),
        ),
        tr(
            "Ask {name} what they have seen lately that surprised them.",
            name=isolated(who[0].name),
        ),
        who,
    )


def _knit(picture: Picture) -> Seen | None:
    facts = picture.facts
    if not facts.ties_suffice or facts["size"] < SOME or facts["density"] <= KNIT:
        return None
    return Seen(
        tr(
            "Most of your people know each other: {size} of them open as many separate doors "
            "as {fewer} who do not.",
            size=facts["size"],
            fewer=number(facts["effective_size"], 1),
        ),
        tr("Ask one of them to introduce you to somebody whom nobody else on your map knows."),
    )


def _all_close(picture: Picture) -> Seen | None:
    placed = [m for m in picture.people if m.closeness]
    if len(placed) < SOME or any(m.closeness > CLOSE for m in placed if m.closeness):
        return None
    return Seen(
        trn(
            "The {n} person whom you placed stands on the two inner rings.",
            "All {n} people whom you placed stand on the two inner rings.",
            len(placed),
        ),
        tr("Think of one acquaintance from whom you learned something, and add the name."),
    )


def _trust(picture: Picture) -> Seen | None:
    close = (m for m in picture.active if m.closeness and m.closeness <= CLOSE)
    who = tuple(m for m in close if m.trust_competence is None or m.trust_goodwill is None)
    if not who:
        return None
    return Seen(
        tr(
            "For {names} you have not said both yet: how far you trust what they know, "
            "and how far you trust that they mean well.",
            names=named(who),
        ),
        tr("Open the card of {name} and say both, for yourself.", name=isolated(who[0].name)),
    )


def _inside(picture: Picture) -> Seen | None:
    said = [is_inside(m, picture.book.learner) for m in picture.people]
    inside, known = said.count(True), len(said) - said.count(None)
    if known < SOME or 2 * known < len(said) or inside < MOST * known:
        return None
    return Seen(
        trn(
            "You said of {known} people whether they are from your own organisation: {n} is.",
            "You said of {known} people whether they are from your own organisation: {n} are.",
            inside,
            known=known,
        ),
        tr("Ask one of them who does the same work elsewhere."),
    )


def _one_role(picture: Picture) -> Seen | None:
    roles = Counter(m.role for m in picture.people if m.role)
    role, most = max(roles.items(), key=lambda item: item[1], default=("", 0))
    known = roles.total()
    if known < SOME or 2 * known < len(picture.people) or most < MOST * known:
        return None
    return Seen(
        tr(
            "Of {known} people whose role you gave, {most} are {roles}.",
            known=known,
            most=most,
            roles=words.ROLES_INSIDE[str(role)],
        ),
        tr("Think of somebody in another role from whom you learned something this year."),
    )


def _no_intent(picture: Picture) -> Seen | None:
    who = tuple(m for m in picture.active if not m.intent.strip())
    if not who:
        return None
    return Seen(
        tr("You have not said yet what you want to learn with {names}.", names=named(who)),
        tr(
            "Finish this sentence: with {name} I want to learn …",
            name=isolated(who[0].name),
        ),
    )


def _no_sources(picture: Picture) -> Seen | None:
    if picture.book.sources:
        return None
    return Seen(
        trn(
            "There is {n} person on your map, and no sources.",
            "There are {n} people on your map, and no sources.",
            len(picture.people),
        ),
        tr("Add the place where you look things up first."),
    )


RULES = (
    Rule(
        key="no-intent",
        title=N_("What for"),
        says=N_(
            "A learning network is made of connections with an intent: that some learning will "
            "come of it."
        ),
        why=N_("If you know what you are looking for, you notice it when it passes by."),
        strength=NO_STUDY,
        unless=N_("Somebody is on your map because it is good to have them there."),
        see=_no_intent,
    ),
    Rule(
        key="trust",
        title=N_("Two kinds of trust"),
        says=N_(
            "Advice was useful where people trusted both: that somebody knows it, and that they "
            "mean well."
        ),
        why=N_("One of the two alone makes advice hard to ask for, or hard to take."),
        strength=N_(
            "Surveys in three companies: correlations, from the answers of those who asked."
        ),
        unless=N_("You would rather not put a number to it: then leave it blank."),
        see=_trust,
        sources=(lit.LEVIN_2004,),
    ),
    Rule(
        key="bridges",
        title=N_("Another door"),
        says=N_("What is new depends on ties that bridge, whether they are strong or weak."),
        why=N_("They hear what the others on your map do not."),
        strength=N_(
            "56 networks and a simulation of how news spreads; no measure of what people learned."
        ),
        unless=N_("People who never met may still read and hear the same."),
        see=_bridges,
        sources=(lit.NEAL_2024,),
    ),
    Rule(
        key="knit",
        title=N_("A circle that knows each other"),
        says=N_("Ideas of managers whose contacts did not know each other were rated better."),
        why=N_("They heard more than one way to see a thing."),
        strength=N_(
            "A correlation among managers in one firm: it does not show what causes what."
            " There is no cut-off value."
        ),
        unless=N_(
            "You look for trust and support: there a circle that knows each other is a strength."
        ),
        see=_knit,
        sources=(lit.BURT_2004,),
    ),
    Rule(
        key="far",
        title=N_("Only close people"),
        says=N_(
            "On a large job network, ties of medium strength, judged by shared contacts, "
            "led to more job changes than the strongest or the weakest."
        ),
        why=N_("Acquaintances move in other circles than friends do."),
        strength=N_(
            "Large randomised experiments, on one platform. It depends on how strength is measured."
        ),
        unless=N_(
            "It is about changing jobs, and not about learning. It does not say how many "
            "acquaintances are right for you."
        ),
        see=_all_close,
        sources=(lit.RAJKUMAR_2022,),
    ),
    Rule(
        key="inside",
        title=N_("Mostly one organisation"),
        says=N_("People mostly know people who are like them, and that limits what they hear."),
        why=N_("Others solve the same problems in other ways."),
        strength=N_(
            "A review of many studies: observations, in which opportunity and choice cannot be "
            "told apart."
        ),
        unless=N_("What you want to learn is how things are done where you are."),
        see=_inside,
        sources=(lit.MCPHERSON_2001,),
    ),
    Rule(
        key="one-role",
        title=N_("Mostly one role"),
        says=N_("People mostly know people who are like them, and that limits what they hear."),
        why=N_("Somebody in another role sees another part of the same thing."),
        strength=N_(
            "A review of many studies: observations, in which opportunity and choice cannot be "
            "told apart."
        ),
        unless=N_("This is what you need just now."),
        see=_one_role,
        sources=(lit.MCPHERSON_2001,),
    ),
    Rule(
        key="no-sources",
        title=N_("People and sources"),
        says=N_(
            "One learns from sources, too: a search engine, an encyclopaedia, a blog, a book, a "
            "group."
        ),
        why=N_("A source answers at any hour, and may lead to a person."),
        strength=NO_STUDY,
        unless=N_("You keep your sources elsewhere."),
        see=_no_sources,
    ),
)
