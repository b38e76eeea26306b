"""Rules about aims: who helps, who was asked, and when it is to happen."""

from typing import get_args

from plnkit import literature as lit
from plnkit.advice.card import NO_STUDY, Rule, Seen
from plnkit.advice.picture import Picture
from plnkit.language import N_, tr, trn
from plnkit.model import Help
from plnkit.reading.network import named
from plnkit.words import isolated, listed, quoted

SOME_SUPPORTS = 3  # below, a kind of help that nobody gives means nothing


def _nobody(picture: Picture) -> Seen | None:
    alone = [row.aim for row in picture.aims if not row.supports]
    if not alone:
        return None
    texts = listed([quoted(aim.text) for aim in alone])
    return Seen(
        tr("You have named nobody yet to help with {aims}.", aims=texts),
        tr(
            "Show {aim} to one person, and ask who could know.",
            aim=quoted(alone[0].text),
        ),
    )


def _one(picture: Picture) -> Seen | None:
    active = {member.id for member in picture.active}
    alone = [row for row in picture.aims if len(row.supports) == 1]
    single = [row for row in alone if row.supports.keys() <= active]
    if not single:
        return None
    who = picture.members(id for row in single for id in row.supports)
    texts = listed([quoted(row.aim.text) for row in single])
    return Seen(
        trn(
            "One person helps, or could, with {aims}: {names}.",
            "One person each helps, or could, with {aims}: {names}.",
            len(single),
            aims=texts,
            names=named(who),
        ),
        tr("Ask {name} who else knows about this.", name=isolated(who[0].name)),
        who,
    )


def _not_asked(picture: Picture) -> Seen | None:
    for row in picture.aims:
        could = picture.members(id for id in row.supports if row.how_far(id) == "could")
        who = tuple(member for member in could if member in picture.active)
        if who:
            return Seen(
                trn(
                    "{names} could help with {aim}, and has not been asked yet.",
                    "{names} could help with {aim}, and have not been asked yet.",
                    len(who),
                    names=named(who),
                    aim=quoted(row.aim.text),
                ),
                tr(
                    "Ask {name} for one small thing: half an hour, a page, a name.",
                    name=isolated(who[0].name),
                ),
                who,
            )
    return None


def _no_plan(picture: Picture) -> Seen | None:
    vague = [plan for plan in picture.plans if not (plan.cue.strip() and plan.act.strip())]
    if vague:
        who = picture.members(plan.member for plan in vague)
        return Seen(
            tr(
                "Your plan with {names} does not say yet when, or what you will do then.",
                names=named(who),
            ),
            tr("Write it as one sentence: when this happens, I will do that."),
        )
    planned = {plan.aim for plan in picture.plans}
    without = [row.aim for row in picture.aims if row.aim.id not in planned]
    if not without:
        return None
    texts = listed([quoted(aim.text) for aim in without])
    return Seen(
        tr("There is no plan yet for {aims}.", aims=texts),
        tr(
            "Choose one, such as {aim}, and write: when this happens, I will ask that person.",
            aim=quoted(without[0].text),
        ),
    )


def _missing_kinds(picture: Picture) -> Seen | None:
    there = {support.help for support in picture.supports}
    missing = [kind for kind in get_args(Help) if kind not in there]
    if len(picture.supports) < SOME_SUPPORTS or not missing:
        return None
    kinds = [tr(kind) for kind in missing]
    return Seen(
        tr(
            "Of six kinds of help, you have named nobody yet for {kinds}.",
            kinds=listed(kinds, 6),
        ),
        tr(
            "Think of one person who gives you {kind} already, and say so on their card.",
            kind=kinds[0],
        ),
    )


RULES = (
    Rule(
        key="aim-alone",
        title=N_("An aim without anybody"),
        says=N_("What you want to learn can be shown to the people you learn from."),
        why=N_("Others can only help with what they have heard of."),
        strength=NO_STUDY,
        unless=N_("Some things one wants to learn alone, or from a book."),
        see=_nobody,
    ),
    Rule(
        key="just-ask",
        title=N_("Not asked yet"),
        says=N_("People agree to a direct request more often than those who ask expect."),
        why=N_("What keeps us from asking is often a guess about the answer."),
        strength=N_(
            "Six studies: experiments and observations in everyday settings. Most "
            "requests were simple; in the first three, strangers were asked."
        ),
        unless=N_("The request is large, or the other cannot easily say no."),
        see=_not_asked,
        sources=(lit.FLYNN_2008,),
    ),
    Rule(
        key="if-then",
        title=N_("When, and what then"),
        says=N_(
            "Plans of the form “when this happens, I will do that” help people to do what they "
            "mean to do."
        ),
        why=N_("The moment then reminds you, and you need not decide again."),
        strength=N_(
            "Two meta-analyses of hundreds of tests: from small to medium effects (.27 to .66 "
            "standard deviations), which differ much from study to study."
        ),
        unless=N_("You do not really want it: a plan does not make an aim yours."),
        see=_no_plan,
        sources=(lit.SHEERAN_2024, lit.GOLLWITZER_2006),
    ),
    Rule(
        key="aim-one",
        title=N_("One person for an aim"),
        says=N_("An aim that rests on one person rests on that person's time."),
        why=N_("A second view also shows what the first one takes for granted."),
        strength=NO_STUDY,
        unless=N_("One person is all it takes."),
        see=_one,
    ),
    Rule(
        key="six-helps",
        title=N_("Kinds of help"),
        says=N_(
            "Executives who did well and felt well had people for six kinds of help: information, "
            "influence, feedback, support, purpose and balance."
        ),
        why=N_("People look for information first; the other five kinds are harder to see."),
        strength=N_(
            "Practitioner evidence: the authors' work with executives, without published figures."
        ),
        unless=N_("You do not need all six, and nobody needs six people for them."),
        see=_missing_kinds,
        sources=(lit.CROSS_2011,),
    ),
)
