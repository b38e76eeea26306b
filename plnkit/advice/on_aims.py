"""Rules about aims: who helps, who was asked, and when it is to happen."""

from typing import get_args

from plnkit import literature as lit
from plnkit.advice.card import NO_STUDY, Rule, Seen
from plnkit.advice.picture import Picture
from plnkit.model import Help
from plnkit.reading.network import named
from plnkit.words import listed, quoted

SOME_SUPPORTS = 3  # below, a kind of help that nobody gives means nothing


def _nobody(picture: Picture) -> Seen | None:
    alone = [row.aim for row in picture.aims if not row.supports]
    if not alone:
        return None
    texts = listed([quoted(aim.text) for aim in alone])
    return Seen(
        f"Nobody is named yet who helps with {texts}.",
        f"Show {quoted(alone[0].text)} to one person, and ask who could know.",
    )


def _one(picture: Picture) -> Seen | None:
    active = {member.id for member in picture.active}
    alone = [row for row in picture.aims if len(row.supports) == 1]
    single = [row for row in alone if row.supports.keys() <= active]
    if not single:
        return None
    who = picture.members(id for row in single for id in row.supports)
    texts = listed([quoted(row.aim.text) for row in single])
    each = " each" if len(single) > 1 else ""
    return Seen(
        f"One person{each} helps, or could, with {texts}: {named(who)}.",
        f"Ask {listed([who[0].name])} who else knows about this.",
        who,
    )


def _not_asked(picture: Picture) -> Seen | None:
    for row in picture.aims:
        could = picture.members(id for id in row.supports if row.how_far(id) == "could")
        who = tuple(member for member in could if member in picture.active)
        if who:
            was = "was" if len(who) == 1 else "were"
            return Seen(
                f"{named(who)} could help with {quoted(row.aim.text)}, and {was} not asked yet.",
                f"Ask {listed([who[0].name])} for one small thing: half an hour, a page, a name.",
                who,
            )
    return None


def _no_plan(picture: Picture) -> Seen | None:
    vague = [plan for plan in picture.plans if not (plan.cue.strip() and plan.act.strip())]
    if vague:
        who = picture.members(plan.member for plan in vague)
        return Seen(
            f"What you plan with {named(who)} does not say yet when, and what you will do then.",
            "Write it as one sentence: when this happens, I will do that.",
        )
    planned = {plan.aim for plan in picture.plans}
    without = [row.aim for row in picture.aims if row.aim.id not in planned]
    if not without:
        return None
    texts = listed([quoted(aim.text) for aim in without])
    return Seen(
        f"There is no plan yet for {texts}.",
        f"Choose one, say {quoted(without[0].text)}: when this happens, I will ask that person.",
    )


def _missing_kinds(picture: Picture) -> Seen | None:
    there = {support.help for support in picture.supports}
    missing = [kind for kind in get_args(Help) if kind not in there]
    if len(picture.supports) < SOME_SUPPORTS or not missing:
        return None
    return Seen(
        f"Of six kinds of help, you have named nobody yet for {listed(missing, 6)}.",
        f"Think of one person who gives you {missing[0]} already, and say so on their card.",
    )


RULES = (
    Rule(
        key="aim-alone",
        title="An aim without anybody",
        says="What you want to learn can be shown to the people you learn from.",
        why="Others can only help with what they have heard of.",
        strength=NO_STUDY,
        unless="Some things one wants to learn alone, or from a book.",
        see=_nobody,
    ),
    Rule(
        key="just-ask",
        title="Not asked yet",
        says="People agree to a direct request more often than those who ask expect.",
        why="What keeps us from asking is often a guess about the answer.",
        strength="Six studies, experiments and observations in the field. Mostly about requests of a "
        "simple kind; in the first three, strangers were asked.",
        unless="The request is large, or the other cannot easily say no.",
        see=_not_asked,
        sources=(lit.FLYNN_2008,),
    ),
    Rule(
        key="if-then",
        title="When, and what then",
        says="Plans of the form “when this happens, I will do that” help people to do what they "
        "mean to do.",
        why="The moment then reminds you, and you need not decide again.",
        strength="Two meta-analyses of hundreds of tests: from small to medium effects (.27 to .66 "
        "standard deviations), which differ much from study to study.",
        unless="You do not really want it: a plan does not make an aim yours.",
        see=_no_plan,
        sources=(lit.SHEERAN_2024, lit.GOLLWITZER_2006),
    ),
    Rule(
        key="aim-one",
        title="One person for an aim",
        says="An aim that rests on one person rests on that person's time.",
        why="A second view also shows what the first one takes for granted.",
        strength=NO_STUDY,
        unless="One person is all it takes.",
        see=_one,
    ),
    Rule(
        key="six-helps",
        title="Kinds of help",
        says="Executives who did well and felt well had people for six kinds of help: information, "
        "influence, feedback, support, purpose and balance.",
        why="One looks for information first; the other five are harder to see.",
        strength="Practitioner evidence: the authors' work with executives, without published "
        "figures.",
        unless="You do not need all six, and nobody needs six people for them.",
        see=_missing_kinds,
        sources=(lit.CROSS_2011,),
    ),
)
